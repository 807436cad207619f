// What every page needs beyond HTML: menu and tables on small screens, token for htmx, demo accounts, confirmation.
function stackTables() {
  document.querySelectorAll('.table-box > .table:not(.matrix)').forEach((table) => {
    const names = [...table.querySelectorAll('thead th')].map((cell) => cell.textContent.trim());
    if (names.length < 3) return;
    table.classList.add('stacked');
    table.querySelectorAll('tbody tr').forEach((row) => {
      [...row.children].forEach((cell, column) => { cell.dataset.label = names[column] || ''; });
    });
  });
}
document.addEventListener('DOMContentLoaded', stackTables);
document.addEventListener('htmx:afterSettle', stackTables);
document.addEventListener('click', (event) => {
  const toggle = event.target.closest('[data-menu-toggle]');
  if (toggle) {
    const menu = document.getElementById(toggle.dataset.menuToggle);
    const open = menu.classList.toggle('show');
    toggle.setAttribute('aria-expanded', String(open));
  }
  if (event.target.closest('[data-print]')) window.print();
  const all = event.target.closest('[data-tick-all]');
  if (all) {
    const boxes = [...all.form.querySelectorAll(`input[type="checkbox"][name="${all.dataset.tickAll}"]:not(:disabled)`)]
      .filter((box) => !all.dataset.tickOnly || box.dataset[all.dataset.tickOnly]);
    const tick = boxes.some((box) => !box.checked);
    boxes.forEach((box) => { box.checked = tick; });
  }
  const account = event.target.closest('[data-fill-user]');
  if (account) {
    document.getElementById('username').value = account.dataset.fillUser;
    document.getElementById('password').value = account.dataset.fillPassword;
    document.querySelector('[data-testid="login"]').focus();
  }
});
document.addEventListener('htmx:configRequest', (event) => {
  const token = document.querySelector('meta[name="_csrf"]');
  const header = document.querySelector('meta[name="_csrf_header"]');
  if (token && header) event.detail.headers[header.content] = token.content;
});
// said before it is sent: the server ends the connection of what is far too large, and the browser then blames the network
document.addEventListener('change', (event) => {
  const input = event.target;
  if (input.type !== 'file') return;
  const large = [...input.files].some((file) => file.size > 20 * 1024 * 1024);
  input.setCustomValidity(large ? '上传的文件不能超过 20 MB，请压缩或拆分后再上传。' : '');
  if (large) input.reportValidity();
});
document.addEventListener('submit', (event) => {
  const form = event.target;
  if (form.dataset.confirm && !window.confirm(form.dataset.confirm)) {
    event.preventDefault();
    return;
  }
  // a second click must not send twice
  form.querySelectorAll('button:not([type="button"])').forEach((button) => {
    setTimeout(() => { button.disabled = true; }, 0);
    setTimeout(() => { button.disabled = false; }, 8000);
  });
});
