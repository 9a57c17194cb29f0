// The second drawing of MarginLosses: the expected loss over the score f at one x, and the score, or the scores, where it is
// least. The side of the likelier class is coloured: a calibrated loss is least there.
import { curvePlot } from "../shared/curves.js";
import { setAttributes, setText, svg } from "../shared/elements.js";
import { exit, lineOf } from "./_lines.js";

const REACH = 4; // of the scores, to each side
const BOUNDS = [-0.85, 2.6];
const HEIGHT = 178; // pixels
const BESIDE = 1e-9; // so close to a jump its sides are read
const [BELOW, ROOM] = [15, 34]; // pixels: from the axis down to the foot of the best score, and half of its width

const show = (node, is_shown) => (node.style.display = is_shown ? "" : "none");

// `sides` are the words for what scores below and above 0 predict.
export function expectedDrawing({ sides }) {
  const plot = curvePlot({
    x_bounds: [-REACH, REACH],
    y_bounds: BOUNDS,
    x_ticks: [-4, -2, 0, 2],
    y_ticks: [0, 1, 2],
    x_label: "f",
    height: HEIGHT,
  });
  const area = svg("rect", { class: "nnx-area" });
  const curve = svg("path", { class: "nnx-curve nnx-strong nnx-cost" });
  const guide = svg("line", { class: "nnx-guide nnx-dashed" });
  const range = svg("line", { class: "nnx-best-range" });
  const best = svg("circle", { class: "nnx-point", r: 5 });
  const name = svg("text", { class: "nnx-note nnx-halo nnx-figures nnx-best-name", "text-anchor": "middle" });
  const words = sides.map((text, n) => svg("text", { class: "nnx-note", "text-anchor": n ? "end" : "start" }, text));
  plot.layer.shade.append(area);
  plot.layer.line.append(guide, range, curve);
  plot.layer.mark.append(...words, best, name);

  // The expected loss `f`, another one if `key` is, with its `kinks`, where it jumps if `is_broken`; its best scores from `low` to `high`, one of them
  // `inside`; `side` is the sign of the likelier class, 0 where both are equally likely.
  let drawn = "";
  return {
    plot,
    draw({ key, f, kinks, is_broken, low, high, inside, side, text }) {
      if (drawn === `${plot.width} ${key}`) return;
      drawn = `${plot.width} ${key}`;
      words.forEach((node, n) =>
        setAttributes(node, { x: n ? plot.x(REACH) : plot.x(-REACH), y: plot.y(plot.low) - 5 }),
      );
      show(area, side !== 0);
      const [x, width, top] = [plot.x(Math.min(0, side * REACH)), plot.x(REACH) - plot.x(0), plot.y(plot.high)];
      const kind = side > 0 ? "nnx-positive" : "nnx-negative";
      setAttributes(area, { class: `nnx-area ${kind}`, x, width, y: top, height: plot.y(plot.low) - top });
      const ends = [-REACH, REACH].map((end) => exit(plot, f, inside, end));
      setAttributes(curve, {
        d: lineOf(plot, f, ends, { jumps: is_broken ? kinks : [], bends: kinks, beside: BESIDE }),
      });
      const is_one = low === high;
      const [from, to] = [Math.max(low, -REACH), Math.min(high, REACH)];
      for (const [node, is_shown] of [
        [best, is_one],
        [guide, is_one],
        [range, !is_one],
      ])
        show(node, is_shown);
      const level = plot.y(f(inside));
      if (is_one) {
        setAttributes(best, { cx: plot.x(low), cy: level });
        setAttributes(guide, { x1: plot.x(low), x2: plot.x(low), y1: level, y2: plot.y(0) });
      } else setAttributes(range, { x1: plot.x(from), x2: plot.x(to), y1: level, y2: level });
      const middle = plot.x((from + to) / 2);
      const within = Math.min(plot.x(REACH) - ROOM, Math.max(plot.x(-REACH) + ROOM, middle));
      setText(name, text);
      setAttributes(name, { x: within, y: plot.y(0) + BELOW });
    },
  };
}
