// 复制 buttons: to the clipboard where the browser allows it, else the text is selected for the hand to copy.
document.addEventListener('click', (event) => {
  const button = event.target.closest('[data-copy]');
  if (!button) return;
  const source = document.getElementById(button.dataset.copy);
  const select = () => {
    const range = document.createRange();
    range.selectNodeContents(source);
    const selection = window.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    button.textContent = '已选中，请按复制键';
  };
  if (!navigator.clipboard) {
    select();
    return;
  }
  navigator.clipboard.writeText(source.textContent).then(() => { button.textContent = '已复制'; }, select);
});
