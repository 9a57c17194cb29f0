// Controls: sliders, buttons, menus, boxes to tick, and handles that lie on a drawing.
import { html, setAttributes, setText } from "./elements.js";
import { format } from "./numbers.js";
import { toData } from "./plane.js";

// A native slider bound to one trait.
export function slider(model, { trait, label, name, min, max, step, decimals = 2, on_input = () => {} }) {
  const input = html("input", { type: "range", min, max, step, "aria-label": name, "data-trait": trait });
  const output = html("output", { class: "nnx-value" });
  const show = () => {
    const value = model.get(trait);
    input.value = value;
    setAttributes(input, { "aria-valuetext": format(value, decimals) });
    setText(output, format(value, decimals));
  };
  input.addEventListener("input", () => {
    on_input();
    change(model, { [trait]: Number(input.value) });
  });
  return { node: html("label", { class: "nnx-slider" }, html("span", { class: "nnx-label" }, label), input, output), input, show };
}

export function button(text, on_click, attributes = {}) {
  const node = html("button", { type: "button", class: "nnx-button", ...attributes }, text);
  node.addEventListener("click", on_click);
  return node;
}

export function select(text, options, on_change) {
  const input = html("select", { "aria-label": text });
  for (const [value, shown] of options) input.append(html("option", { value }, shown));
  input.addEventListener("change", () => on_change(input.value));
  return { node: html("label", { class: "nnx-select" }, html("span", {}, text), input), input };
}

// A native checkbox bound to one trait.
export function checkbox(model, { trait, label, name }) {
  const input = html("input", { type: "checkbox", "aria-label": name, "data-trait": trait });
  input.addEventListener("change", () => change(model, { [trait]: input.checked }));
  return { node: html("label", { class: "nnx-check" }, input, html("span", {}, label)), input, show: () => (input.checked = model.get(trait)) };
}

// Set traits at once for the drawing; tell the kernel at most ten times a second, and nothing while the model glides.
export const held = new WeakSet(); // the models that glide
const waiting = new WeakSet();
export function change(model, traits) {
  for (const [name, value] of Object.entries(traits)) model.set(name, value);
  if (waiting.has(model)) return;
  waiting.add(model);
  setTimeout(() => {
    waiting.delete(model);
    if (!held.has(model)) model.save_changes();
  }, 100);
}

// A button on the drawing that is dragged, or moved by the arrow keys. `move(p, q)` gets the wanted place in data units;
// where a key should not simply move the place by `step`, `nudge(right, up)` gets the number of steps.
export function handle(plane, { name, step = 0, move, place, nudge = null, on_key = () => false, className = "" }) {
  const node = html("button", { type: "button", class: `nnx-handle ${className}`, "aria-label": name });
  plane.box.append(node);
  const put = () => {
    const [p, q] = place();
    const share = (pixel, pixels) => `${Math.min(98, Math.max(2, (pixel / pixels) * 100))}%`; // what lies outside stays in reach
    node.style.left = share(plane.x(p), plane.width);
    node.style.top = share(plane.y(q), plane.height);
  };
  let offset = null;
  node.addEventListener("pointerdown", (event) => {
    node.setPointerCapture(event.pointerId);
    const [p, q] = place();
    const [s, t] = toData(plane, event);
    offset = [p - s, q - t];
    event.stopPropagation();
  });
  node.addEventListener("pointermove", (event) => {
    if (!offset) return;
    const [s, t] = toData(plane, event);
    move(s + offset[0], t + offset[1]);
  });
  for (const end of ["pointerup", "pointercancel"]) node.addEventListener(end, () => (offset = null));
  node.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return; // the browser's: Alt+Left goes back
    const [p, q] = place();
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
    const strides = event.shiftKey ? 4 : 1;
    if (way && nudge) nudge(way[0] * strides, way[1] * strides);
    else if (way) move(p + way[0] * strides * step, q + way[1] * strides * step);
    if (way || on_key(event)) {
      event.preventDefault();
      event.stopPropagation(); // Jupyter listens to the same keys
    }
  });
  return { node, put };
}
