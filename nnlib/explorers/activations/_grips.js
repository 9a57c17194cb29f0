// The handles of MaxoutPieces: for each piece one that lifts it, with its number, and one that turns it; and one for x.
import { change } from "../shared/controls.js";
import { handle } from "../shared/handles.js";
import { snap } from "../shared/limits.js";
import { setAt } from "../shared/sliders.js";

const STEP = 1 / 16; // of a slope or a bias, by keys
const X_STEP = 1 / 32;
const EDGE = 0.3; // of height that a handle keeps from the bottom and the top of the plot
const OUTER = { first: 1.85, apart: 0.38 }; // where the handles that turn stand, from the outside in
const INNER = 0.4; // between two handles that lift
const LEAST = 0.6; // from x = 0 to a handle that turns a piece, about the point above 0
const APART = 24; // pixels between two handles
// Where else a handle may stand: 0, 0.2, -0.2, 0.4, … aside.
const ASIDE = Array.from({ length: 13 }, (_, i) => (i % 2 ? 1 : -1) * 0.1 * (i + (i % 2)));

// Where the handles of all pieces stand: { lift, turn }, values of x. On the line, and inside the plot.
export function layOut(plot, { w, b, x: input }) {
  const n = w.length;
  const taken = [[plot.x(input), plot.y(plot.low)]]; // by the handle of x
  const put = (j, x) => within(plot, w[j], b[j], x);
  const free = (j, wanted, is_right = () => true) => {
    const pixels = (x) => [plot.x(x), plot.y(w[j] * x + b[j])];
    const places = ASIDE.map((aside) => put(j, put(j, wanted) + aside)).filter(is_right);
    const room = (x) => Math.min(APART, ...taken.map(([s, t]) => Math.hypot(pixels(x)[0] - s, pixels(x)[1] - t)));
    const most = Math.max(...places.map(room));
    const found = places.find((x) => room(x) === most);
    taken.push(pixels(found));
    return found;
  };
  const lifts = w.map((_, j) => free(j, (j - (n - 1) / 2) * INNER));
  const turns = w.map((_, j) => {
    const side = j < n / 2 ? -1 : 1;
    const wanted = side * (OUTER.first - OUTER.apart * (side < 0 ? j : n - 1 - j));
    const [here, there] = [put(j, wanted), put(j, -wanted)];
    const best = Math.abs(here) < 1 && Math.abs(there) > Math.abs(here) ? there : here;
    return free(j, best, (x) => x * best > 0 && Math.abs(x) >= Math.min(LEAST, Math.abs(best)));
  });
  return lifts.map((lift, j) => ({ lift, turn: turns[j] }));
}

// The value of x nearest to `wanted` at which a line is inside the plot; each is so at x = 0.
function within({ left, right, low, high }, slope, bias, wanted) {
  const x = Math.min(right, Math.max(left, wanted));
  if (slope === 0) return x;
  const ends = [(low + EDGE - bias) / slope, (high - EDGE - bias) / slope].sort((p, q) => p - q);
  return Math.min(ends[1], Math.max(ends[0], x));
}

export function grips(plot, model, { limits, names }) {
  const unit = () => ({ w: model.get("w"), b: model.get("b"), x: model.get("x") });
  let places = layOut(plot, unit());
  let is_held = false; // while a handle is dragged, all keep their places along the lines
  const height = (j, x) => unit().w[j] * x + unit().b[j];
  const set = (trait, j, value) => setAt(model, `${trait}.${j}`, snap(value, limits[trait].item));
  const drop = () => {
    is_held = false;
    plot.box.dispatchEvent(new CustomEvent("nnx-redraw", { bubbles: true }));
  };

  const pairs = Array.from({ length: limits.w.longest }, (_, j) => {
    const common = (kind) => {
      const place = () => [places[j][kind], height(j, places[j][kind])];
      const grab = () => {
        is_held = true;
        return place();
      };
      return { name: names[kind](j + 1), place, grab, drop };
    };
    const lift = handle(plot, {
      ...common("lift"),
      move: (p, q) => set("b", j, q - unit().w[j] * places[j].lift),
      nudge: (right, up) => set("b", j, unit().b[j] + (right + up) * STEP),
      className: "nnx-shift nnx-numbered",
    });
    lift.node.append(`${j + 1}`);
    const turn = handle(plot, {
      ...common("turn"),
      move: (p, q) => set("w", j, (q - unit().b[j]) / places[j].turn),
      nudge: (right, up) => set("w", j, unit().w[j] + (right + up * Math.sign(places[j].turn)) * STEP),
      className: "nnx-turn",
    });
    return { lift, turn };
  });
  const moveX = (value) => change(model, { x: snap(value, limits.x) });
  const x = handle(plot, {
    name: names.x,
    move: moveX,
    nudge: (right, up) => moveX(model.get("x") + (right + up) * X_STEP),
    place: () => [model.get("x"), plot.low],
    className: "nnx-shift",
  });

  return {
    put(chosen) {
      const n = unit().w.length;
      if (!is_held || places.length !== n) places = layOut(plot, unit());
      pairs.forEach(({ lift, turn }, j) => {
        for (const { node, put } of [lift, turn]) {
          node.style.display = j < n ? "" : "none";
          node.classList.toggle("nnx-wins", j === chosen);
          if (j < n) put();
        }
      });
      x.put();
    },
  };
}
