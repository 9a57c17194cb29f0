// Lines in a plot of losses: a curve from edge to edge of the view, and the part of a tangent that is beside its point.

const INTERVALS = 80; // of a curve, over the whole width of its plot

export const pixel = (value) => Math.round(value * 10) / 10;

// Where a function that only rises from `inner` on, or only falls, leaves the view on the way to `end`.
export function exit({ low, high }, f, inner, end) {
  const isInside = (r) => f(r) >= low && f(r) <= high;
  if (isInside(end)) return end;
  let outer = end;
  for (let n = 0; n < 40; n++) {
    const middle = (inner + outer) / 2;
    if (isInside(middle)) inner = middle;
    else outer = middle;
  }
  return inner;
}

// A path along a function, with a point at each of its bends; broken at jumps, whose sides are read `beside` them.
export function lineOf(plot, f, [from, to], { jumps = [], bends = [], beside }) {
  const { left, right } = plot;
  const even = Array.from({ length: INTERVALS + 1 }, (_, i) => left + ((right - left) * i) / INTERVALS);
  const inner = (p, q) => [p, ...[...even, ...bends].filter((r) => r > p && r < q).sort((a, b) => a - b), q];
  const ends = [from, ...jumps, to];
  return ends
    .slice(1)
    .map((end, i) => {
      const at = (r) => f(jumps.includes(r) ? r + (r === end ? -beside : beside) : r);
      return `M${inner(ends[i], end)
        .map((r) => `${pixel(plot.x(r))},${pixel(plot.y(at(r)))}`)
        .join("L")}`;
    })
    .join("");
}

// The ends of a tangent, `arm` to each side of its point, cut to the view.
export function tangentOf(plot, { at, value, slope, arm }) {
  const leaves = slope === 0 ? [] : [plot.low, plot.high].map((y) => at + (y - value) / slope).sort((a, b) => a - b);
  const from = Math.max(plot.left, at - arm, leaves[0] ?? plot.left);
  const to = Math.min(plot.right, at + arm, leaves[1] ?? plot.right);
  const height = (r) => plot.y(value + slope * (r - at));
  return { x1: plot.x(from), x2: plot.x(to), y1: height(from), y2: height(to) };
}
