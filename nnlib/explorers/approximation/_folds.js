// What is drawn of an interval that was folded: polylines between 0 and 1, each piece of which rises to 1 or falls to 0.
import { setAttributes, svg } from "../shared/elements.js";
import { pathOf } from "../shared/plane.js";

const RING = { smallest: 1, largest: 3 }; // pixels: radii

// A polyline as one path, without an area.
export const lineOf = (points, scale) => pathOf(scale, points).replace("Z", "");

// A polyline as two paths: its pieces that rise, and those that fall; where there are many, thinner, and without dashes, which
// take long to draw: what falls is seen to fall.
export function zigzag() {
  const rising = svg("path", { class: "nnx-curve nnx-strong nnx-positive" });
  const falling = svg("path", { class: "nnx-curve nnx-strong nnx-negative nnx-dashed" });
  const node = svg("g", { class: "nnx-folds" }, rising, falling);
  const draw = (points, scale, fine) => {
    node.classList.toggle("nnx-fine", fine);
    const pieces = points.slice(1).map((end, i) => [points[i], end]);
    const path = (some) => some.map((piece) => lineOf(piece, scale)).join("");
    setAttributes(rising, { d: path(pieces.filter(([[, start], [, end]]) => start < end)) });
    setAttributes(falling, { d: path(pieces.filter(([[, start], [, end]]) => start > end)) });
  };
  return { node, draw };
}

// Rings around all points of a polyline that are as high as `value`: there the interval lies on itself.
export function rings() {
  const node = svg("path", { class: "nnx-same" });
  const draw = (points, value, { x, y }) => {
    const r = Math.min(RING.largest, Math.max(RING.smallest, (x(1) - x(0)) / points.length / 4));
    const circle = `a${r},${r} 0 1,0 ${2 * r},0a${r},${r} 0 1,0 ${-2 * r},0`;
    const places = points.slice(1).map(([end, high], i) => {
      const [start, low] = points[i];
      return start + ((value - low) / (high - low)) * (end - start);
    });
    const circles = places.map((place) => `M${(x(place) - r).toFixed(2)},${y(value).toFixed(2)}${circle}`);
    node.setAttribute("d", circles.join(""));
  };
  return { node, draw };
}

// The mark of the reader's point.
export const point = () => svg("circle", { class: "nnx-point", r: 4.5 });
