// The drawing of BumpApproximator: the target, what follows it and the parts of which that is made, and the error.
import { sigmoid } from "../mathematics/activations.js";
import { setAttributes, setText, svg } from "../shared/elements.js";
import { format } from "../shared/numbers.js";

// Where on a step σ(z) a drawing needs points: close together where it bends.
const BENDS = [0.5, 1, 1.5, 2, 2.75, 3.5, 4.5, 6, 9];
const STEP = [...BENDS.map((z) => -z).reverse(), 0, ...BENDS];
const EVEN = Array.from({ length: 41 }, (_, i) => i / 40);
const ROOM = 0.4; // pixels
const LABEL = { width: 46, height: 12, gap: 8 }; // pixels
const HEIGHTS = [0, -18, 18, -36, 36, -60, 60, -90, 90]; // pixels up and down from the middle of the line, to try for the label

const inside = (x) => x >= 0 && x <= 1;
const within = (x) => Math.min(1, Math.max(0, x));

// The corners of a line: of points in a row to the side, or up and down, the outer two.
function thinned(points) {
  const kept = points.slice(0, 1);
  for (const point of points.slice(1)) {
    const [here, before] = [kept.at(-1), kept.at(-2)];
    if (before && (goesOn(before, here, point, 0) || goesOn(before, here, point, 1))) kept.pop();
    kept.push(point);
  }
  return kept;
}

const goesOn = (from, here, to, i) =>
  from[1 - i] === here[1 - i] && here[1 - i] === to[1 - i] && (here[i] - from[i]) * (to[i] - here[i]) >= 0;

// All of the drawing on a plot; returns draw(solution, state).
export function drawing(plot) {
  const path = (className) => svg("path", { class: className });
  const [error, pulses, ticks] = [path("nnx-error"), path("nnx-pulses"), path("nnx-ticks")];
  const [sum, target] = [path("nnx-curve nnx-strong"), path("nnx-curve nnx-target")];
  const worst = svg("line", { class: "nnx-worst" });
  const label = svg("text", { class: "nnx-note nnx-halo nnx-figures nnx-worst-label" });
  const knots = svg("g", { class: "nnx-knots" });
  plot.layer.shade.append(pulses, error);
  plot.layer.line.append(ticks, sum, target, knots, worst);
  plot.layer.mark.append(label);

  const pixel = (value) => Math.round(value * 10) / 10;
  const open = (points) => `M${thinned(points.map(([x, y]) => [pixel(plot.x(x)), pixel(plot.y(y))])).join("L")}`;
  const put = (node, d) => setAttributes(node, { d });

  return (found, { steepness }) => {
    const { f, net, places, edges, knots: corners, heights, ends, x_error } = found;
    const close = (ROOM * steepness) / (plot.x(1) - plot.x(0)); // steps of z that nobody could tell apart
    const bends = STEP.filter(
      (z, i) => i === 0 || i === STEP.length - 1 || Math.floor(z / close) > Math.floor(STEP[i - 1] / close),
    );
    const steps = (edge) => bends.map((z) => edge + z / steepness).filter(inside);
    const own = corners ?? [...EVEN, ...edges.flatMap(steps)].sort((p, q) => p - q);
    const above = open(own.map((x, i) => [x, corners ? heights[i] : net(x)]));
    put(sum, above);
    put(target, open(places.map((x) => [x, f(x)])));
    put(error, `${above}${open([...places].reverse().map((x) => [x, f(x)])).replace("M", "L")}Z`);
    put(pulses, corners ? hats(corners, heights) : bumps(edges, heights, steps));
    put(ticks, ends.slice(1, -1).map(tick).join(""));
    dots(corners ?? [], heights);

    const [from, to] = [f(x_error), net(x_error)];
    worst.style.display = label.style.display = found.error > 0 ? "" : "none";
    setAttributes(worst, { x1: plot.x(x_error), x2: plot.x(x_error), y1: plot.y(from), y2: plot.y(to) });
    setText(label, format(found.error, 4));
    setAttributes(label, spotFor([plot.x(x_error), (plot.y(from) + plot.y(to)) / 2], [f, net]));

    // -- parts -----------------------------------------------------------------------------------------------------------

    function bumps(sides, tops, samples) {
      return tops
        .map((top, i) => {
          const [left, right] = [sides[i], sides[i + 1]];
          const pulse = (x) => top * (sigmoid(steepness * (x - left)) - sigmoid(steepness * (x - right)));
          const xs = [
            ...samples(left),
            ...samples(right),
            within(left),
            within((left + right) / 2),
            within(right),
          ].sort((p, q) => p - q);
          return `${open([[xs[0], 0], ...xs.map((x) => [x, pulse(x)]), [xs.at(-1), 0]])}Z`;
        })
        .join("");
    }
  };

  // What one knot adds where all the others have the height 0.
  function hats(xs, tops) {
    return tops
      .map(
        (top, i) =>
          `${open([
            [xs[Math.max(0, i - 1)], 0],
            [xs[i], top],
            [xs[Math.min(tops.length - 1, i + 1)], 0],
          ])}Z`,
      )
      .join("");
  }

  function tick(x) {
    const [left, middle] = [pixel(plot.x(x)), plot.y(0)];
    return `M${left},${pixel(middle - 4)}L${left},${pixel(middle + 4)}`;
  }

  function dots(xs, ys) {
    while (knots.childElementCount > xs.length) knots.lastChild.remove();
    while (knots.childElementCount < xs.length) knots.append(svg("circle", { class: "nnx-knot", r: 3.5 }));
    xs.forEach((x, i) => setAttributes(knots.children[i], { cx: pixel(plot.x(x)), cy: pixel(plot.y(ys[i])) }));
  }

  // Beside the line of the largest error, where the label is not cut off, and covers no curve, on which handles stand as well.
  function spotFor([x, middle], curves) {
    const [right, bottom] = [plot.x(plot.right) + 14, plot.y(plot.low)];
    const spots = HEIGHTS.flatMap((up) => {
      const y = middle + 4 + up;
      const [beside, before] = [x + LABEL.gap, x - LABEL.gap - LABEL.width];
      return [
        [beside, y],
        [before, y],
      ];
    });
    const fits = ([left, y]) =>
      left > plot.x(plot.left) && left + LABEL.width < right && y - LABEL.height > 2 && y < bottom;
    const isFree = ([left, y]) => {
      for (let p = left - 4; p <= left + LABEL.width + 4; p += 6) {
        const [value] = plot.invert(p, 0);
        const meets = (q) => q > y - LABEL.height - 4 && q < y + 4;
        if (inside(value) && curves.some((curve) => meets(plot.y(curve(value))))) return false;
      }
      return true;
    };
    const [left, y] = spots.find((spot) => fits(spot) && isFree(spot)) ?? spots.find(fits) ?? spots[0];
    return { x: pixel(left), y: pixel(y) };
  }
}
