// Keeps form drafts out of the browser: Tasklist would store what an official typed, personal data included, in clear
// text on an office machine (by its Save button and again when a session ends).
const DRAFT = /^(camForm:|camunda-form:)/;

function removeDrafts() {
  Object.keys(window.localStorage)
    .filter(key => DRAFT.test(key))
    .forEach(key => window.localStorage.removeItem(key));
}

const setItem = Storage.prototype.setItem;
Storage.prototype.setItem = function (key, value) {
  if (!DRAFT.test(key)) {
    setItem.call(this, key, value);
  }
};
removeDrafts();

export default [];
