// Controls: buttons, menus and boxes to tick; and how what a control sets reaches the model.
import { html } from "./elements.js";

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

// A menu bound to one trait, with its options; `named(option)` is what the reader sees of one.
export function menu(model, { trait, text, options, named }) {
  const choose = (chosen) => change(model, { [trait]: options.find((option) => `${option}` === chosen) });
  const one = select(
    text,
    options.map((option) => [option, named(option)]),
    choose,
  );
  const show = () => {
    if (one.input.value !== `${model.get(trait)}`) one.input.value = model.get(trait); // to choose it anew takes time
  };
  return { ...one, show };
}

// A native checkbox bound to one trait.
export function checkbox(model, { trait, label, name }) {
  const input = html("input", { type: "checkbox", "aria-label": name, "data-trait": trait });
  input.addEventListener("change", () => change(model, { [trait]: input.checked }));
  return {
    node: html("label", { class: "nnx-check" }, input, html("span", {}, label)),
    input,
    show: () => (input.checked = model.get(trait)),
  };
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
