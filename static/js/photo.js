// Which square of a picture is shown: dragged, or moved by the arrow keys, and drawn nearer.
(() => {
  const form = document.querySelector("[data-photo]");
  if (!form) return;
  const field = (name) => form.elements[name];
  const box = form.querySelector("[data-crop]");
  const canvas = box.querySelector("canvas");
  const zoom = box.querySelector("[data-zoom]");
  const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  let picture = null;
  let x = 0;
  let y = 0;
  let held = null;

  const within = (at, whole, side) => Math.min(Math.max(at, 0), whole - side);

  function draw() {
    const { width, height } = picture;
    const side = Math.min(width, height) / zoom.value;
    x = within(x, width, side);
    y = within(y, height, side);
    canvas.getContext("2d").drawImage(picture, x, y, side, side, 0, 0, canvas.width, canvas.height);
    field("left").value = (x / width).toFixed(5);
    field("top").value = (y / height).toFixed(5);
    field("side").value = (1 / zoom.value).toFixed(5);
    return side;
  }

  function near(before) {
    const grown = (Math.min(picture.width, picture.height) / before - draw()) / 2;
    x += grown;
    y += grown;
    draw();
  }

  field("file").addEventListener("change", async () => {
    for (const name of ["left", "top", "side"]) field(name).value = "";
    const [file] = field("file").files;
    picture = file ? await createImageBitmap(file).catch(() => null) : null;
    box.hidden = !picture;
    if (!picture) return;
    zoom.value = 1;
    const side = Math.min(picture.width, picture.height);
    x = (picture.width - side) / 2;
    y = (picture.height - side) / 2;
    draw();
  });

  let before = 1;
  zoom.addEventListener("input", () => {
    near(before);
    before = zoom.value;
  });
  canvas.addEventListener("pointerdown", (event) => {
    held = [event.clientX, event.clientY];
    canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener("pointerup", () => (held = null));
  canvas.addEventListener("pointermove", (event) => {
    if (!held) return;
    const scale = Math.min(picture.width, picture.height) / zoom.value / canvas.clientWidth;
    x -= (event.clientX - held[0]) * scale;
    y -= (event.clientY - held[1]) * scale;
    held = [event.clientX, event.clientY];
    draw();
  });
  canvas.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    const part = Math.min(picture.width, picture.height) / zoom.value / 20;
    x += step[0] * part;
    y += step[1] * part;
    draw();
  });
})();
