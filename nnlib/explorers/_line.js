// A threshold neuron in the plane: the line w1·x1 + w2·x2 + b = 0, the half-plane where it fires, and its weight
// vector as an arrow from the line. Where `set` is given, the line can be dragged (b) and its arrow turned (w1, w2).
import { arrow, halfPlane, handle, lineEnds, pathOf, setAttributes, svg, svgSymbol } from "./_draw.js";
import { snap } from "./_limits.js";

const CENTRE = [0.5, 0.5]; // the middle of the four corners
const ASIDE = 0.45; // the arrow starts this far along the line, where it hides no corner

// Where the arrow starts: on the line, beside its point nearest to the middle, and inside the drawing.
export function foot({ low, high }, { w1, w2, b }) {
  const length = Math.hypot(w1, w2);
  if (length === 0) return CENTRE;
  const distance = (w1 * CENTRE[0] + w2 * CENTRE[1] + b) / length;
  const inside = (value) => Math.min(high, Math.max(low, value));
  return [inside(CENTRE[0] - (distance * w1 - ASIDE * w2) / length), inside(CENTRE[1] - (distance * w2 + ASIDE * w1) / length)];
}

export function neuronLine(plane, { className = "", name = "", index = null, limit = 3, scale = 0.3, shade = true, get = null, set = null }) {
  const area = svg("path", { class: `nnx-fires ${className}` });
  const line = svg("line", { class: `nnx-boundary ${className}` });
  const normal = arrow(plane, `nnx-normal ${className}`);
  if (shade) plane.layer.shade.append(area);
  plane.layer.line.append(line, normal.node);
  const label = index === null ? null : svgSymbol("a", index, { class: `nnx-symbol ${className}`, "text-anchor": "middle" });
  if (label) plane.layer.mark.append(label);
  const handles = set ? dragHandles() : [];

  function dragHandles() {
    const turn = (p, q) => {
      const [f1, f2] = foot(plane, get());
      const [w1, w2] = [snap((p - f1) / scale, -limit, limit), snap((q - f2) / scale, -limit, limit)];
      set({ w1, w2, b: snap(-(w1 * f1 + w2 * f2), -limit, limit) });
    };
    const shift = (p, q) => {
      const { w1, w2 } = get();
      set({ w1, w2, b: snap(-(w1 * p + w2 * q), -limit, limit) });
    };
    const tip = () => {
      const state = get();
      const [f1, f2] = foot(plane, state);
      return [f1 + scale * state.w1, f2 + scale * state.w2];
    };
    return [
      handle(plane, { name: `${name}: shift the line`, step: 1 / 16, move: shift, place: () => foot(plane, get()), className: `nnx-shift ${className}` }),
      handle(plane, { name: `${name}: turn the weight vector`, step: scale / 16, move: turn, place: tip, className: `nnx-turn ${className}` }),
    ];
  }

  return {
    draw(state) {
      if (shade) area.setAttribute("d", pathOf(plane, halfPlane(plane, state)));
      const ends = lineEnds(plane, state);
      line.style.display = ends ? "" : "none";
      if (ends) {
        const [[p, q], [s, t]] = ends;
        setAttributes(line, { x1: plane.x(p), y1: plane.y(q), x2: plane.x(s), y2: plane.y(t) });
      }
      const [f1, f2] = foot(plane, state);
      const [t1, t2] = [f1 + scale * state.w1, f2 + scale * state.w2];
      normal.move([f1, f2], [t1, t2]);
      if (label) {
        const length = Math.hypot(state.w1, state.w2) || 1;
        setAttributes(label, { x: plane.x(t1) + (16 * state.w1) / length, y: plane.y(t2) - (16 * state.w2) / length + 5 });
      }
      for (const one of handles) one.put();
    },
  };
}
