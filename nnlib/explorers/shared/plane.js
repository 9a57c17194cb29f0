// The drawing plane x1 × x2 and what stands in it: half-planes, lines, arrows, marks.
// Positions are in data units; `plane.x` and `plane.y` turn them into pixels of the SVG's viewBox.
import { html, setAttributes, svg, svgSymbol } from "./elements.js";
import { format } from "./numbers.js";
import { onWidth } from "./widths.js";

const MARGIN = [14, 8]; // pixels, and of a small drawing
const SMALL = 220;

// A square drawing of the plane x1 × x2 with axes and ticks, as wide as its place, so that its text keeps its size. Layers
// are drawn in the order of `layers`.
export function plane({
  bounds,
  ticks,
  labels = ["x", "x"],
  indices = [1, 2],
  of_layer = "",
  layers = ["shade", "line", "mark"],
}) {
  const [low, high] = bounds;
  const root = svg("svg", { class: "nnx-plane", role: "img" });
  const layer = Object.fromEntries(layers.map((name) => [name, svg("g", { class: `nnx-layer-${name}` })]));
  const [axes, names] = [svg("g", { class: "nnx-axes" }), svg("g", { class: "nnx-axes" })];
  root.append(...Object.values(layer));
  layer[layers[0]].after(axes);
  layer.mark.before(names); // text stays readable where a line crosses it
  const box = html("div", { class: "nnx-box" }, root);
  const view = { root, box, layer, low, high };
  view.x = (value) => view.margin + (value - low) * view.unit;
  view.y = (value) => view.margin + (high - value) * view.unit;
  view.invert = (px, py) => [low + (px - view.margin) / view.unit, high - (py - view.margin) / view.unit];
  const layOut = (size) => {
    const margin = size < SMALL ? MARGIN[1] : MARGIN[0];
    Object.assign(view, { margin, width: size, height: size, unit: (size - 2 * margin) / (high - low) });
    root.setAttribute("viewBox", `0 0 ${size} ${size}`);
    axes.replaceChildren(...axisLines(view, ticks));
    names.replaceChildren(...axisNames(view, { ticks, labels, indices, of_layer }));
  };
  layOut(300);
  onWidth(box, layOut);
  return view;
}

function axisLines({ x, y, low, high }, ticks) {
  const axes = [
    svg("line", { x1: x(low), x2: x(high), y1: y(0), y2: y(0) }),
    svg("line", { x1: x(0), x2: x(0), y1: y(low), y2: y(high) }),
  ];
  const marks = ticks.flatMap((tick) => [
    svg("line", { x1: x(tick), x2: x(tick), y1: y(0), y2: y(0) + 4 }),
    svg("line", { x1: x(0), x2: x(0) - 4, y1: y(tick), y2: y(tick) }),
  ]);
  return [...axes, ...marks];
}

function axisNames({ x, y, high }, { ticks, labels, indices, of_layer }) {
  const numbers = ticks.flatMap((tick) => {
    const text = format(tick, Number.isInteger(tick) ? 0 : 1);
    const below = svg("text", { x: Math.max(12, x(tick)), y: y(0) + 22, "text-anchor": "middle" }, text); // inside
    return tick === 0 ? [below] : [below, svg("text", { x: x(0) - 14, y: y(tick) + 4, "text-anchor": "end" }, text)];
  });
  return [
    ...numbers,
    svgSymbol(labels[0], indices[0], of_layer, { x: x(high), y: y(0) - 8, "text-anchor": "end" }),
    svgSymbol(labels[1], indices[1], of_layer, { x: x(0) + 8, y: y(high) + (of_layer === "" ? 4 : 8) }), // a superscript stays inside
  ];
}

// A drawing with a few words above it.
export const captioned = (text, node) =>
  html("div", { class: "nnx-captioned" }, html("div", { class: "nnx-caption" }, text), node);

// The part of the square [low, high]² where w1·x1 + w2·x2 + b >= 0, as a list of corners (Sutherland and Hodgman's clipping).
export function halfPlane({ low, high }, { w1, w2, b }) {
  const corners = [
    [low, low],
    [high, low],
    [high, high],
    [low, high],
  ];
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
    head.setAttribute(
      "d",
      `M${x2},${y2}L${back[0] - uy * wing},${back[1] + ux * wing}L${back[0] + uy * wing},${back[1] - ux * wing}Z`,
    );
  };
  return { node, move };
}

// The mark of a sample: a filled square for class 1, an open circle for class 0.
export function mark(x, y, label, size = 7) {
  return label
    ? svg("rect", { class: "nnx-one", x: x - size, y: y - size, width: 2 * size, height: 2 * size })
    : svg("circle", { class: "nnx-zero", cx: x, cy: y, r: size });
}

// Where a pointer event happened, in data units.
export function toData(plane, event) {
  const area = plane.root.getBoundingClientRect();
  const px = ((event.clientX - area.left) / area.width) * plane.width;
  const py = ((event.clientY - area.top) / area.height) * plane.height;
  return plane.invert(px, py);
}
