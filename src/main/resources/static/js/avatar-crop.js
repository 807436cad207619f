// Cuts a square out of the chosen picture: by mouse, touch, wheel, keys or buttons. Without it the server takes the middle.
(() => {
  const form = document.querySelector('[data-avatar-form]');
  if (!form) return;
  const input = form.querySelector('input[type="file"]');
  const box = form.querySelector('[data-crop]');
  const stage = form.querySelector('[data-crop-stage]');
  const zoom = form.querySelector('[data-crop-zoom]');
  const size = form.querySelector('[data-crop-size]');
  const previews = form.querySelectorAll('[data-crop-preview]');
  const hidden = ['x', 'y', 'side'].map((name) => form.elements[name]);
  const minimum = Number(form.dataset.minimum);
  const working = 1280; // a picture too large for the server is cut and reduced here
  let image = null;
  let view = { x: 0, y: 0, side: 1 };
  let url = null;

  const largest = () => Math.min(image.naturalWidth, image.naturalHeight);
  const smallest = () => Math.min(minimum, largest());

  function place(x, y, side) {
    const length = Math.round(Math.min(largest(), Math.max(smallest(), side)));
    view = {
      side: length,
      x: Math.round(Math.min(image.naturalWidth - length, Math.max(0, x))),
      y: Math.round(Math.min(image.naturalHeight - length, Math.max(0, y))),
    };
    draw();
  }

  function scaleTo(side, atX = 0.5, atY = 0.5) {
    const length = Math.min(largest(), Math.max(smallest(), side));
    place(view.x + (view.side - length) * atX, view.y + (view.side - length) * atY, length);
  }

  function move(stepsX, stepsY) {
    place(view.x + stepsX * view.side * 0.03, view.y + stepsY * view.side * 0.03, view.side);
  }

  function draw() {
    for (const canvas of [stage, ...previews]) {
      const context = canvas.getContext('2d');
      context.imageSmoothingQuality = 'high';
      context.fillStyle = '#fff';
      context.fillRect(0, 0, canvas.width, canvas.height);
      context.drawImage(image, view.x, view.y, view.side, view.side, 0, 0, canvas.width, canvas.height);
    }
    const range = largest() - smallest();
    zoom.disabled = range === 0;
    zoom.value = range === 0 ? 0 : String(Math.round(100 * (largest() - view.side) / range));
    const short = view.side < minimum;
    size.classList.toggle('too-small', short);
    size.textContent = `原图 ${image.naturalWidth}×${image.naturalHeight} 像素，裁剪 ${view.side}×${view.side} 像素`
      + (short ? `，小于要求的 ${minimum} 像素` : '');
    [view.x, view.y, view.side].forEach((value, i) => { hidden[i].value = String(value); hidden[i].disabled = false; });
  }

  function forget() {
    image = null;
    box.hidden = true;
    size.textContent = '';
    hidden.forEach((field) => { field.disabled = true; });
    if (url) URL.revokeObjectURL(url);
    url = null;
  }

  input.addEventListener('change', () => {
    forget();
    const file = input.files[0];
    if (!file) return;
    url = URL.createObjectURL(file);
    const chosen = new Image();
    chosen.onload = () => {
      image = chosen;
      box.hidden = false;
      place((chosen.naturalWidth - largest()) / 2, (chosen.naturalHeight - largest()) / 2, largest());
    };
    // what the browser cannot show, the server calls by its name
    chosen.onerror = forget;
    chosen.src = url;
  });

  // one finger or the mouse moves, two fingers scale
  const fingers = new Map();
  const spread = () => {
    const [a, b] = [...fingers.values()];
    return Math.hypot(a.x - b.x, a.y - b.y);
  };
  stage.addEventListener('pointerdown', (event) => {
    stage.setPointerCapture(event.pointerId);
    fingers.set(event.pointerId, { x: event.offsetX, y: event.offsetY });
  });
  stage.addEventListener('pointermove', (event) => {
    const before = fingers.get(event.pointerId);
    if (!before || !image) return;
    const apart = fingers.size === 2 ? spread() : 0;
    fingers.set(event.pointerId, { x: event.offsetX, y: event.offsetY });
    if (fingers.size === 1) {
      const perPixel = view.side / stage.clientWidth;
      place(view.x - (event.offsetX - before.x) * perPixel, view.y - (event.offsetY - before.y) * perPixel, view.side);
    } else if (apart > 0) {
      scaleTo(view.side * apart / Math.max(1, spread()));
    }
  });
  for (const end of ['pointerup', 'pointercancel', 'lostpointercapture']) {
    stage.addEventListener(end, (event) => fingers.delete(event.pointerId));
  }
  stage.addEventListener('wheel', (event) => {
    event.preventDefault();
    scaleTo(view.side * (event.deltaY > 0 ? 1.08 : 1 / 1.08),
      event.offsetX / stage.clientWidth, event.offsetY / stage.clientHeight);
  }, { passive: false });

  const actions = {
    left: () => move(1, 0), right: () => move(-1, 0), up: () => move(0, 1), down: () => move(0, -1),
    in: () => scaleTo(view.side / 1.08), out: () => scaleTo(view.side * 1.08),
  };
  const keys = { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down', '+': 'in', '=': 'in', '-': 'out' };
  stage.addEventListener('keydown', (event) => {
    const action = keys[event.key];
    if (!action || !image) return;
    event.preventDefault();
    actions[action]();
  });
  form.querySelectorAll('[data-crop-do]').forEach((button) => {
    button.addEventListener('click', () => image && actions[button.dataset.cropDo]());
  });
  zoom.addEventListener('input', () => image && scaleTo(largest() - (largest() - smallest()) * zoom.value / 100));

  function tooLarge() {
    return input.files[0].size > Number(form.dataset.bytes)
      || Math.max(image.naturalWidth, image.naturalHeight) > Number(form.dataset.side)
      || image.naturalWidth * image.naturalHeight > Number(form.dataset.pixels);
  }

  form.addEventListener('submit', (event) => {
    if (!image || !tooLarge()) return;
    event.preventDefault();
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = Math.min(working, view.side);
    const context = canvas.getContext('2d');
    context.imageSmoothingQuality = 'high';
    context.fillStyle = '#fff';
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(image, view.x, view.y, view.side, view.side, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => {
      const files = new DataTransfer();
      files.items.add(new File([blob], 'avatar.jpg', { type: 'image/jpeg' }));
      input.files = files.files;
      [0, 0, canvas.width].forEach((value, i) => { hidden[i].value = String(value); });
      form.submit();
    }, 'image/jpeg', 0.92);
  });
})();
