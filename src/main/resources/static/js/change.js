// Shows of the change form only what the chosen change needs; without it everything is shown and labelled.
(() => {
  const form = document.querySelector('[data-change-form]');
  if (!form) return;
  const kinds = [...form.querySelectorAll('input[type="radio"][name="kind"]')];
  if (kinds.length === 0) return;
  function show() {
    const chosen = kinds.find((kind) => kind.checked);
    form.querySelectorAll('[data-for]').forEach((part) => {
      const needed = Boolean(chosen) && part.dataset.for.split(' ').includes(chosen.value);
      part.hidden = !needed;
      part.querySelectorAll('input').forEach((input) => { input.required = needed; input.disabled = !needed; });
    });
  }
  kinds.forEach((kind) => kind.addEventListener('change', show));
  show();
})();
