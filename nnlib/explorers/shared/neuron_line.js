// A threshold neuron in the plane: the line w1·x1 + w2·x2 + b = 0, the half-plane where it fires, and its weight
// vector as an arrow from the line. Where `set` is given, the line can be dragged (b) and its arrow turned (w1, w2).
import { handle } from "./handles.js";
import { WORDS } from "./declared.js";
import { setAttributes, svg, svgSymbol } from "./elements.js";
import { snap } from "./limits.js";
import { arrow, halfPlane, lineEnds, pathOf } from "./plane.js";
import { speaker } from "./words.js";

const say = speaker(WORDS);
const CENTRE = [0.5, 0.5]; // the middle of the four corners
const APART = 26; // pixels between the two handles at least, so that each can be taken
const AHEAD = 24; // pixels from the head of the arrow to the middle of its name
const ASIDE = 0.45; // the arrow starts this far along the line, where it hides no corner

// Where the arrow starts: on the line, beside its point nearest to the middle, and inside the drawing.
function foot({ low, high }, { w1, w2, b }, aside) {
  const length = Math.hypot(w1, w2);
  if (length === 0) return CENTRE;
  const distance = (w1 * CENTRE[0] + w2 * CENTRE[1] + b) / length;
  const [p, q] = [CENTRE[0] - (distance * w1 - aside * w2) / length, CENTRE[1] - (distance * w2 + aside * w1) / length];
  const ends = lineEnds({ low, high }, { w1, w2, b });
  const between = (value, least, most) => Math.min(most, Math.max(least, value));
  if (!ends) return [between(p, low, high), between(q, low, high)];
  const [[s, t], [u, v]] = ends;
  const part = between(((p - s) * (u - s) + (q - t) * (v - t)) / ((u - s) ** 2 + (v - t) ** 2 || 1), 0.04, 0.96);
  return [s + part * (u - s), t + part * (v - t)];
}

// The point of the line nearest to a point.
function nearest([p, q], { w1, w2, b }) {
  const z = w1 * p + w2 * q + b;
  const square = w1 ** 2 + w2 ** 2 || 1;
  return [p - (z * w1) / square, q - (z * w2) / square];
}

export function neuronLine(
  plane,
  { className = "", name = "", symbol = null, limits = {}, scale = 0.3, shade = true, get = null, set = null },
) {
  const aside = symbol?.[1] === 2 ? 0.1 : ASIDE; // two lines may coincide, their handles must not
  let held = null; // where the arrow started when it was taken: there it stays while it is turned
  const start = (state) => (held ? nearest(held, state) : foot(plane, state, aside));
  const area = svg("path", { class: `nnx-fires ${className}` });
  const line = svg("line", { class: `nnx-boundary ${className}` });
  const normal = arrow(plane, `nnx-normal ${className}`);
  if (shade) plane.layer.shade.append(area);
  plane.layer.line.append(line, normal.node);
  const label = symbol && svgSymbol(...symbol, { class: `nnx-symbol ${className}`, "text-anchor": "middle" });
  if (label) plane.layer.mark.append(label);
  const handles = set ? dragHandles() : [];

  function dragHandles() {
    const turn = (p, q) => {
      const [f1, f2] = held ?? foot(plane, get(), aside);
      const [w1, w2] = [snap((p - f1) / scale, limits.w1), snap((q - f2) / scale, limits.w2)];
      set({ w1, w2, b: snap(-(w1 * f1 + w2 * f2), limits.b) });
    };
    const shift = (p, q) => {
      const { w1, w2 } = get();
      set({ w1, w2, b: snap(-(w1 * p + w2 * q), limits.b) });
    };
    const grab = () => {
      held = foot(plane, get(), aside);
      return tip();
    };
    const drop = () => {
      held = null;
      plane.box.dispatchEvent(new CustomEvent("nnx-redraw", { bubbles: true }));
    };
    const tip = () => {
      const state = get();
      const [f1, f2] = start(state);
      return [f1 + scale * state.w1, f2 + scale * state.w2];
    };
    // Along the weight vector, which points nowhere if all weights are 0.
    const apart = () => {
      const state = get();
      const [f1, f2] = start(state);
      const length = Math.hypot(state.w1, state.w2);
      const [u1, u2] = length === 0 ? [0, 1] : [state.w1 / length, state.w2 / length];
      const distance = Math.max(scale * length, APART / plane.unit);
      return [f1 + distance * u1, f2 + distance * u2];
    };
    return [
      handle(plane, {
        name: say("shift the line", { neuron: name }),
        step: 1 / 16,
        move: shift,
        place: () => start(get()),
        className: `nnx-shift ${className}`,
      }),
      handle(plane, {
        name: say("turn the line", { neuron: name }),
        step: scale / 16,
        move: turn,
        place: tip,
        shown: apart,
        grab,
        drop,
        className: `nnx-turn ${className}`,
      }),
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
      const [f1, f2] = start(state);
      const [t1, t2] = [f1 + scale * state.w1, f2 + scale * state.w2];
      normal.move([f1, f2], [t1, t2]);
      if (label) {
        const length = Math.hypot(state.w1, state.w2) || 1;
        setAttributes(label, {
          x: plane.x(t1) + (AHEAD * state.w1) / length,
          y: plane.y(t2) - (AHEAD * state.w2) / length + 5,
        });
      }
      for (const one of handles) one.put();
    },
  };
}
