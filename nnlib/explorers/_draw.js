// Shared parts of every explorer: elements, the drawing plane, controls, handles and the frame around them.
// Positions are in data units; `plane.x` and `plane.y` turn them into pixels of the SVG's viewBox.

import { followLinks } from "./_links.js";

const SVG_NS = "http://www.w3.org/2000/svg";

// An SVG element with attributes and children.
export function svg(tag, attributes = {}, ...children) {
  const node = document.createElementNS(SVG_NS, tag);
  setAttributes(node, attributes);
  node.append(...children);
  return node;
}

// An HTML element with attributes and children.
export function html(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  if (/^(button|input|select)$/.test(tag)) node.dataset.lmSuppressShortcuts = "true"; // JupyterLab would take the arrow keys for its cells
  setAttributes(node, attributes);
  node.append(...children);
  return node;
}

// Setting what is already there would still cost a new layout, so it is left out.
export function setAttributes(node, attributes) {
  for (const [name, value] of Object.entries(attributes)) if (node.getAttribute(name) !== `${value}`) node.setAttribute(name, value);
}

export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

// "−1.50": a fixed number of decimals and a true minus sign, so that columns of numbers line up.
export function format(value, decimals = 2) {
  if (!Number.isFinite(value)) return value > 0 ? "∞" : value < 0 ? "−∞" : "–";
  const text = value.toFixed(decimals);
  return Number(text) === 0 ? text.replace("-", "") : text.replace("-", "−");
}

// "x = 0.50", never broken at the end of a line.
export const equation = (name, value, decimals = 2) => `${name}\u00a0=\u00a0${format(value, decimals)}`;

// "x₁" in italics with a true subscript, as in the formulas of the text: symbol("x", 1). A layer is a superscript in brackets.
export function symbol(letter, index = "", layer = "") {
  const node = html("span", { class: "nnx-symbol" }, html("i", {}, letter));
  if (index !== "") node.append(html("sub", {}, `${index}`));
  if (layer !== "") node.append(html("sup", {}, `(${layer})`));
  return node;
}

// The same inside a drawing.
export function svgSymbol(letter, index = "", attributes = {}) {
  const node = svg("text", { class: "nnx-symbol", ...attributes }, svg("tspan", { "font-style": "italic" }, letter));
  if (index !== "") node.append(svg("tspan", { dy: "0.3em", "font-size": "75%" }, `${index}`));
  return node;
}

// A square drawing of the plane x1 × x2 with axes and ticks. Layers are drawn in the order of `layers`.
export function plane({ bounds, ticks, labels = ["x", "x"], indices = [1, 2], layers = ["shade", "line", "mark"], size = 300 }) {
  const [low, high] = bounds;
  const margin = { left: 14, right: 14, top: 14, bottom: 14 };
  const width = size - margin.left - margin.right;
  const height = size - margin.top - margin.bottom;
  const x = (value) => margin.left + ((value - low) / (high - low)) * width;
  const y = (value) => margin.top + ((high - value) / (high - low)) * height;
  const root = svg("svg", { class: "nnx-plane", viewBox: `0 0 ${size} ${size}`, role: "img" });
  const layer = {};
  for (const name of layers) root.append((layer[name] = svg("g", { class: `nnx-layer-${name}` })));
  const axes = svg("g", { class: "nnx-axes" });
  axes.append(svg("line", { x1: x(low), x2: x(high), y1: y(0), y2: y(0) }), svg("line", { x1: x(0), x2: x(0), y1: y(low), y2: y(high) }));
  for (const tick of ticks) {
    axes.append(svg("line", { x1: x(tick), x2: x(tick), y1: y(0), y2: y(0) + 4 }), svg("line", { x1: x(0), x2: x(0) - 4, y1: y(tick), y2: y(tick) }));
    const text = format(tick, Number.isInteger(tick) ? 0 : 1);
    axes.append(svg("text", { x: x(tick), y: y(0) + 22, "text-anchor": "middle" }, text));
    if (tick !== 0) axes.append(svg("text", { x: x(0) - 14, y: y(tick) + 4, "text-anchor": "end" }, text));
  }
  axes.append(
    svgSymbol(labels[0], indices[0], { x: x(high), y: y(0) - 8, "text-anchor": "end" }),
    svgSymbol(labels[1], indices[1], { x: x(0) + 8, y: y(high) + 4 }),
  );
  layer[layers[0]].after(axes);
  const box = html("div", { class: "nnx-box" }, root);
  const invert = (px, py) => [low + (px - x(low)) / unit, high - (py - y(high)) / unit];
  const unit = width / (high - low);
  return { root, box, layer, x, y, low, high, size, width: size, height: size, unit, invert };
}

// Lay a drawing out again when its place gets another width; the frame then redraws what is in it.
export function onWidth(box, lay_out) {
  let known = null;
  new ResizeObserver(() => {
    const width = Math.round(box.clientWidth);
    if (width === 0 || width === known) return;
    known = width;
    lay_out(width);
    box.dispatchEvent(new CustomEvent("nnx-redraw", { bubbles: true }));
  }).observe(box);
}

// A drawing with a few words above it.
export const captioned = (text, node) => html("div", { class: "nnx-captioned" }, html("div", { class: "nnx-caption" }, text), node);

// The part of the square [low, high]² where w1·x1 + w2·x2 + b >= 0, as a list of corners (Sutherland and Hodgman's clipping).
export function halfPlane({ low, high }, { w1, w2, b }) {
  const corners = [[low, low], [high, low], [high, high], [low, high]];
  const z = ([p, q]) => w1 * p + w2 * q + b;
  const inside = [];
  corners.forEach((corner, i) => {
    const next = corners[(i + 1) % 4];
    const [here, there] = [z(corner), z(next)];
    if (here >= 0) inside.push(corner);
    if (here >= 0 !== there >= 0) {
      const t = here / (here - there);
      inside.push([corner[0] + t * (next[0] - corner[0]), corner[1] + t * (next[1] - corner[1])]);
    }
  });
  return inside;
}

// The two ends of the line w1·x1 + w2·x2 + b = 0 inside the square, or null where it does not cross it.
export function lineEnds({ low, high }, { w1, w2, b }) {
  if (w1 === 0 && w2 === 0) return null;
  const ends = [];
  const add = (p, q) => {
    const inside = p >= low - 1e-9 && p <= high + 1e-9 && q >= low - 1e-9 && q <= high + 1e-9;
    if (inside && !ends.some(([s, t]) => Math.hypot(s - p, t - q) < 1e-9)) ends.push([p, q]);
  };
  for (const edge of [low, high]) {
    if (w2 !== 0) add(edge, -(w1 * edge + b) / w2);
    if (w1 !== 0) add(-(w2 * edge + b) / w1, edge);
  }
  return ends.length >= 2 ? ends.slice(0, 2) : null;
}

export function pathOf({ x, y }, corners) {
  return corners.length ? `M${corners.map(([p, q]) => `${x(p).toFixed(2)},${y(q).toFixed(2)}`).join("L")}Z` : "";
}

// An arrow from one point to another (data units); `move` redraws it. The head keeps its size.
export function arrow(plane, className) {
  const shaft = svg("line", {});
  const head = svg("path", {});
  const node = svg("g", { class: `nnx-arrow ${className}` }, shaft, head);
  const move = ([p, q], [s, t]) => {
    const [x1, y1, x2, y2] = [plane.x(p), plane.y(q), plane.x(s), plane.y(t)];
    const length = Math.hypot(x2 - x1, y2 - y1);
    node.style.display = length < 1 ? "none" : "";
    if (length < 1) return;
    const [ux, uy] = [(x2 - x1) / length, (y2 - y1) / length];
    const size = Math.min(9, length);
    setAttributes(shaft, { x1, y1, x2: x2 - ux * size * 0.8, y2: y2 - uy * size * 0.8 });
    const back = [x2 - ux * size, y2 - uy * size];
    const wing = size * 0.45;
    head.setAttribute("d", `M${x2},${y2}L${back[0] - uy * wing},${back[1] + ux * wing}L${back[0] + uy * wing},${back[1] - ux * wing}Z`);
  };
  return { node, move };
}

// The mark of a sample: a filled square for class 1, an open circle for class 0.
export function mark(x, y, label, size = 7) {
  return label
    ? svg("rect", { class: "nnx-one", x: x - size, y: y - size, width: 2 * size, height: 2 * size })
    : svg("circle", { class: "nnx-zero", cx: x, cy: y, r: size });
}

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

// Set traits at once for the drawing; tell the kernel at most ten times a second.
const waiting = new WeakMap();
export function change(model, traits) {
  for (const [name, value] of Object.entries(traits)) model.set(name, value);
  if (waiting.has(model)) return;
  waiting.set(model, true);
  setTimeout(() => {
    waiting.delete(model);
    model.save_changes();
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

// Where a pointer event happened, in data units.
export function toData(plane, event) {
  const area = plane.root.getBoundingClientRect();
  const px = ((event.clientX - area.left) / area.width) * plane.width;
  const py = ((event.clientY - area.top) / area.height) * plane.height;
  return plane.invert(px, py);
}

// The frame around an explorer: drawings, controls, a line of text that states the finding, redrawn once a frame.
// `draw(state)` returns the finding; it is read aloud when the reader pauses. `limits` names the traits.
export function frame({ model, el, name, limits, title, drawings, controls, draw }) {
  const traits = Object.keys(limits);
  const state = () => Object.fromEntries(traits.map((name) => [name, model.get(name)]));
  const finding = html("p", { class: "nnx-finding" });
  const live = html("p", { class: "nnx-live", "aria-live": "polite" });
  const root = html("div", { class: "nnx", role: "group", "aria-label": title });
  root.append(html("div", { class: "nnx-drawings" }, ...drawings), finding, html("div", { class: "nnx-controls" }, ...controls), live);
  el.append(root);
  let request = null;
  let pause = null;
  const redraw = () => {
    request = null;
    const text = draw(state());
    // Before all else: a drawing may be new though the sentence is not.
    for (const drawing of root.querySelectorAll("[role=img]")) setAttributes(drawing, { "aria-label": `${title}: ${text}` });
    if (text === finding.textContent) return;
    finding.textContent = text;
    clearTimeout(pause);
    pause = setTimeout(() => (live.textContent = text), 600);
  };
  const schedule = () => (request ??= requestAnimationFrame(redraw));
  for (const name of traits) model.on(`change:${name}`, schedule);
  // A drawing that changed its size asks for it: at once, for paper has no next frame.
  root.addEventListener("nnx-redraw", () => (cancelAnimationFrame(request), redraw()));
  const unfollow = followLinks({ name, root, limits, state, set: (changes) => change(model, changes) });
  redraw();
  clearTimeout(pause);
  return () => {
    unfollow();
    for (const name of traits) model.off(`change:${name}`, schedule);
    cancelAnimationFrame(request);
    clearTimeout(pause);
    root.remove();
  };
}
