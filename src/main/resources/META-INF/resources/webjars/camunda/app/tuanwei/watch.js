// Calls `tidy` once per frame in which the page has changed: the web apps draw themselves late and often.
export function whenPageChanges(tidy) {
  let asked = false;
  const run = () => {
    asked = false;
    tidy();
  };
  const ask = () => {
    if (!asked) {
      asked = true;
      // a hidden tab draws no frames, yet its signed-out user must be sent away
      (document.hidden ? setTimeout : requestAnimationFrame)(run);
    }
  };
  // the whole document: the vendor sets the title when nothing else changes any more
  new MutationObserver(ask).observe(document, {childList: true, subtree: true, characterData: true});
  ask();
}

export function setText(node, text) {
  if (node.textContent !== text) {
    node.textContent = text;
  }
}
