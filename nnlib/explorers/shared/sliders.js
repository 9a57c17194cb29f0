// Sliders: native range inputs whose pointer is ours, and numbers in a text that are dragged like sliders.
import { change } from "./controls.js";
import { WORDS } from "./declared.js";
import { html, setAttributes, setText } from "./elements.js";
import { climbed, rungOf } from "./ladder.js";
import { format, rounded } from "./numbers.js";
import { speaker } from "./words.js";

const say = speaker(WORDS);
const THUMB = 16; // pixels of the knob, which stays inside the track
const PIXELS_A_STEP = 3; // of a dragged number
const DECIMALS = 12; // steps of 0.01 would add up to 0.35000000000000003

// A range input and its track; `put(value)` is called when the reader moves it, and the next frame shows what came of it.
// By itself the input would take a value at the first touch, so that a swipe over it changed it; here a touch counts when
// it moves along the track, or as a tap. Keys and screen readers meet the input. A pointer does not write to it: the
// browser would lay out the page for the next move, though the frame does that anyway.
export function range({ min, max, step, ...attributes }, put) {
  const input = html("input", { type: "range", min, max, step, ...attributes });
  const node = html("span", { class: "nnx-track" }, input);
  const length = (max - min) / step; // in steps; the last one may end below the limit
  let held = null; // the value that the pointer has put
  const take = ({ clientX }) => {
    const { left, width } = input.getBoundingClientRect();
    const share = (clientX - left - THUMB / 2) / (width - THUMB);
    const n = Math.min(Math.floor(rounded(length, DECIMALS)), Math.max(0, Math.round(share * length)));
    const value = rounded(min + n * step, DECIMALS);
    if (value !== held) put((held = value));
  };
  const press = () => {
    held = Number(input.value);
    input.focus({ preventScroll: true });
  };
  followPointer(node, { press, move: take, tap: take });
  node.addEventListener("mousedown", (event) => event.preventDefault()); // else the page would get the focus
  input.addEventListener("input", () => put(Number(input.value)));
  return { node, input };
}

// Follow a pointer that is pressed on `node`, where `press` does not refuse it, to the side: at once for a mouse; for a finger
// when it has moved more to the side than up or down, else the page scrolls. `tap` is called where it did not move.
export function followPointer(node, { press, move, tap = () => {} }) {
  let from = null;
  node.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || !event.isPrimary || press(event) === false) return;
    node.setPointerCapture(event.pointerId);
    from = { x: event.clientX, y: event.clientY, moves: event.pointerType === "mouse" };
    if (from.moves) move(event, 0);
  });
  node.addEventListener("pointermove", (event) => {
    if (!from) return;
    const [dx, dy] = [event.clientX - from.x, event.clientY - from.y];
    from.moves ||= Math.abs(dx) > Math.max(4, Math.abs(dy));
    if (from.moves) move(event, dx);
  });
  node.addEventListener("pointerup", (event) => {
    if (from && !from.moves) tap(event);
    from = null;
  });
  node.addEventListener("pointercancel", () => (from = null));
}

// A slider bound to one trait. With a `ladder` it goes from rung to rung of it.
export function slider(model, { trait, label, name, min, max, step, ladder, decimals = 2, on_input = () => {} }) {
  const bounds = ladder ? { min: 0, max: ladder.length - 1, step: 1, "data-ladder": ladder } : { min, max, step };
  const put = (value) => {
    on_input(value);
    change(model, { [trait]: ladder ? ladder[value] : value });
  };
  const { node, input } = range({ ...bounds, "aria-label": name, "data-trait": trait }, put);
  const output = html("output", { class: "nnx-value" });
  const show = () => {
    const value = model.get(trait);
    input.value = ladder ? rungOf(ladder, value) : value;
    setAttributes(input, { "aria-valuetext": format(value, decimals) });
    setText(output, format(value, decimals));
  };
  const is_of_layer = label.nodeType && label.querySelector("sup");
  return {
    node: html(
      "label",
      { class: is_of_layer ? "nnx-slider nnx-of-layer" : "nnx-slider" },
      html("span", { class: "nnx-label" }, label),
      node,
      output,
    ),
    input,
    show,
  };
}

// -- numbers in a text -----------------------------------------------------------------------------------------------

// A number in a formula that sets a trait, or a number in one: `path` is "w1", or "weights.0.3" for one in a list of lists.
// A step is a number to add, or a ladder.
export function draggable({ path, name, step }, { min, max }) {
  const limits = { "aria-valuemin": min, "aria-valuemax": max };
  return html("span", {
    class: "nnx-drag",
    role: "slider",
    tabindex: 0,
    "data-trait": path,
    "data-step": step,
    "aria-label": say("in the formula", { name }),
    ...limits,
  });
}

// Write the number, as the formula shows it.
export function showNumber(node, value, text) {
  setText(node, text);
  setAttributes(node, { "aria-valuenow": value, "aria-valuetext": text });
}

// Let such numbers inside `root` be dragged and moved by the arrow keys.
export function dragNumbers(model, root) {
  const put = (node, value) => {
    const inside = Math.min(Number(node.ariaValueMax), Math.max(Number(node.ariaValueMin), value));
    setAt(model, node.dataset.trait, rounded(inside, DECIMALS));
  };
  const stepped = ({ dataset }, value, n) => {
    const [step, ...rungs] = dataset.step.split(",").map(Number);
    return rungs.length > 0 ? climbed([step, ...rungs], value, n) : value + n * step;
  };
  let held = null;
  const press = ({ target }) => {
    const node = target.closest?.(".nnx-drag");
    if (!node) return false;
    node.focus({ preventScroll: true });
    held = { node, value: valueAt(model, node.dataset.trait) };
  };
  const move = (event, dx) => put(held.node, stepped(held.node, held.value, Math.round(dx / PIXELS_A_STEP)));
  followPointer(root, { press, move });
  root.addEventListener("keydown", (event) => {
    const node = event.target.closest(".nnx-drag");
    const way = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key];
    if (!node || !way || event.altKey || event.ctrlKey || event.metaKey) return;
    const strides = event.shiftKey ? 4 : 1;
    put(node, stepped(node, valueAt(model, node.dataset.trait), way * strides));
    event.preventDefault();
    event.stopPropagation(); // Jupyter listens to the same keys
  });
}

// Set a trait, or one number in it, leaving the lists it stands in as they were.
export function setAt(model, path, value) {
  const [trait, ...indices] = path.split(".");
  const replaced = (old, [index, ...rest]) =>
    index === undefined ? value : old.map((item, i) => (i === Number(index) ? replaced(item, rest) : item));
  change(model, { [trait]: replaced(model.get(trait), indices) });
}

export function valueAt(model, path) {
  const [trait, ...indices] = path.split(".");
  return indices.reduce((list, index) => list?.[index], model.get(trait));
}
