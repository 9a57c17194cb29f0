// Numbers that are set by a slider or typed, and the editor for one weight or bias of a network.
import { WORDS } from "./declared.js";
import { html, setAttributes, symbol } from "./elements.js";
import { range, setAt, valueAt } from "./sliders.js";
import { speaker } from "./words.js";

export const STEP = 0.25; // of a number in a network
const say = speaker(WORDS);

// A slider and a field for the same number; `path()` says where it stands: "x.0", "weights.1.3".
export function numberField({ model, label, name, limit, path }) {
  const get = () => valueAt(model, path()) ?? 0;
  const set = (value) => setAt(model, path(), value);
  const { node: track, input: slider } = range({ min: -limit, max: limit, step: STEP, "aria-label": name }, set);
  const field = html("input", {
    type: "number",
    min: -limit,
    max: limit,
    step: STEP,
    class: "nnx-field",
    "aria-label": say("typed", { name }),
    inputmode: "decimal",
  });
  const node = html(
    "div",
    { class: "nnx-slider nnx-typed" },
    html("span", { class: "nnx-label" }, label),
    track,
    field,
  );
  field.addEventListener("input", () => {
    const value = field.valueAsNumber;
    if (Number.isFinite(value) && Math.abs(value) <= limit) set(value);
  });
  field.addEventListener("keydown", (event) => event.stopPropagation()); // Jupyter listens to the same keys
  field.addEventListener("change", () => {
    const value = field.valueAsNumber;
    if (Number.isFinite(value)) set(Math.min(limit, Math.max(-limit, value)));
    field.value = text(get());
  });
  const show = () => {
    setAttributes(slider, { "data-trait": path() });
    slider.value = get();
    if (field.valueAsNumber !== get() && !(document.activeElement === field && field.value === ""))
      field.value = text(get());
  };
  return { node, show };
}

const text = (value) => String(Number(value.toFixed(4)));

// A weight from unit i to unit j of layer k (from 0), or with i = null a bias: where it stands, and what it is called.
export const parameterPath = (layer_sizes, { k, i, j }) =>
  i === null ? `biases.${k}.${j}` : `weights.${k}.${i * layer_sizes[k + 1] + j}`;
export const parameterName = ({ k, i, j }) =>
  i === null
    ? say("bias into layer", { name: `b${j + 1}`, k: k + 1 })
    : say("weight into layer", { name: `w${i + 1}${j + 1}`, k: k + 1 });

// Choose one weight or bias from a list, or by a click on the drawing, and set it.
export function parameterEditor({ model, limit, choose, current }) {
  const list = html("select", { "aria-label": say("weight or bias") });
  const key = ({ k, i, j }) => `${k},${i ?? "b"},${j}`;
  const path = () => parameterPath(model.get("layer_sizes"), current());
  const name = html("span", {});
  const field = numberField({ model, label: name, name: say("value of it"), limit, path });
  list.addEventListener("change", () => {
    const [k, i, j] = list.value.split(",");
    choose({ k: Number(k), i: i === "b" ? null : Number(i), j: Number(j) });
  });
  const chooser = html("label", { class: "nnx-select" }, html("span", {}, say("change")), list);
  const node = html(
    "fieldset",
    { class: "nnx-group nnx-editor" },
    html("legend", {}, say("editor")),
    chooser,
    field.node,
  );

  function build(layer_sizes) {
    const groups = layer_sizes.slice(1).map((n_out, k) => {
      const weights = Array.from({ length: layer_sizes[k] * n_out }, (_, n) => ({
        k,
        i: Math.floor(n / n_out),
        j: n % n_out,
      }));
      const biases = Array.from({ length: n_out }, (_, j) => ({ k, i: null, j }));
      return html(
        "optgroup",
        { label: say("layer", { k: k + 1 }) },
        ...[...weights, ...biases].map((one) => html("option", { value: key(one) }, parameterName(one))),
      );
    });
    list.replaceChildren(...groups);
  }
  let shown = "";
  const show = () => {
    const now = key(current());
    list.value = now;
    if (now !== shown) {
      const { k, i, j } = current();
      name.replaceChildren(i === null ? symbol("b", j + 1, k) : symbol("w", `${i + 1}${j + 1}`, k));
      shown = now;
    }
    field.show();
  };
  return { node, build, show };
}
