// The line of least total loss through points of the plane: nnlib.fitting. Same ways to find it, same answers.
import { regressionLoss } from "./losses.js";

const [FEW_STEPS, MOST_STEPS] = [50, 1_000];
const EQUAL = 1e-12; // totals that differ by less, a point and a unit of the targets' range, count as equal
const FEW_POINTS = 40; // of so many, all pairs are tried
const DONE = 1e-13; // of the terms of the gradient
const ROUNDING = 1e-15; // of the targets' sizes

const sum = (values) => values.reduce((total, one) => total + one, 0);
const mean = (values) => sum(values) / values.length;

// Each method gets points { u, y }, with places u from −1 to 1; `pivot` is one that the last line turned about.
function leastSquares({ u, y }) {
  const [middle, height] = [mean(u), mean(y)];
  const du = u.map((one) => one - middle);
  const slope = sum(du.map((one, i) => one * (y[i] - height))) / sum(du.map((one) => one * one));
  return [slope, height - slope * middle];
}

// A lowest corner of the total is a line through two points.
const throughTwoPoints = (points, loss) => (points.u.length <= FEW_POINTS ? ofAllPairs : byTurning)(points, loss);

// Of equals the first one counts.
function ofAllPairs({ u, y }, { value }) {
  const margin = EQUAL * y.length * (Math.max(...y) - Math.min(...y));
  let [best, least] = [[0, 0], Infinity];
  for (let i = 0; i + 1 < u.length; i++) {
    const [slopes, totals] = [[], []];
    for (let j = i + 1; j < u.length; j++) {
      if (u[j] === u[i]) continue;
      const slope = (y[j] - y[i]) / (u[j] - u[i]);
      let total = 0; // points i and j add exactly 0
      for (let k = 0; k < u.length; k++) if (k !== i && k !== j) total += value(slope * (u[k] - u[i]) - (y[k] - y[i]));
      slopes.push(slope);
      totals.push(total);
    }
    const lowest = Math.min(...totals);
    if (!(lowest < least - margin)) continue;
    least = lowest;
    const slope = slopes[totals.findIndex((total) => total <= least + margin)];
    best = [slope, y[i] - slope * u[i]];
  }
  return best;
}

// The line turns about one of its points until no other slope is better, then about another one, until none makes it better.
// It begins at the last line's point: in a drag, one line is close to the next.
function byTurning(points, { value, grad }) {
  const { u, y } = points;
  const [n, range] = [u.length, Math.max(...y) - Math.min(...y)];
  const [below, above] = [grad(-1), grad(1)];
  let pivots = [points.pivot ?? ranksOf(points)[Math.floor((n * below) / (below - above))]]; // a quantile line passes near it
  let [best, least] = [[0, 0], Infinity];
  while (pivots.length > 0) {
    const i = pivots.pop();
    const slope = slopeThrough(i, u, y, below, above);
    let total = 0;
    const on_line = [];
    for (let k = 0; k < n; k++) {
      const residual = slope * (u[k] - u[i]) - (y[k] - y[i]);
      if (Math.abs(residual) > EQUAL * range) total += value(residual);
      else if (k !== i) on_line.push(k);
    }
    if (!(total < least - EQUAL * n * range)) continue;
    [best, least] = [[slope, y[i] - slope * u[i]], total];
    points.pivot = i;
    pivots = on_line;
  }
  return best;
}

// The points from the lowest to the highest, as the line of least squares sees them.
function ranksOf({ u, y }) {
  const [slope] = leastSquares({ u, y });
  const heights = y.map((one, i) => one - slope * u[i]);
  return heights.map((_, i) => i).sort((i, j) => heights[i] - heights[j]);
}

// The best slope of a line through point i. Where the line passes a point, the total's slope rises by its weight: from what it
// is for a line that falls steeply, to 0. The slope at which that happens is selected, without sorting all of them.
function slopeThrough(i, u, y, below, above) {
  const [slopes, weights] = [new Float64Array(u.length), new Float64Array(u.length)];
  let [from, to] = [0, 0]; // where the slopes stand among which it is
  let rise = 0;
  for (let k = 0; k < u.length; k++) {
    const du = u[k] - u[i];
    if (du === 0) continue;
    slopes[to] = (y[k] - y[i]) / du;
    weights[to++] = Math.abs(du);
    rise -= (du > 0 ? below : above) * du;
  }
  rise /= above - below;
  const exchange = (list, k, m) => {
    const one = list[k];
    list[k] = list[m];
    list[m] = one;
  };
  const exchangeBoth = (k, m) => (exchange(slopes, k, m), exchange(weights, k, m));
  for (;;) {
    const slope = slopes[(from + to) >> 1];
    let [less, more] = [from, to]; // where those end that are less, and those begin that are more
    let [lower, same] = [0, 0]; // weights
    for (let k = from; k < more;) {
      if (slopes[k] < slope) {
        lower += weights[k];
        exchangeBoth(k++, less++);
      } else if (slopes[k] > slope) exchangeBoth(k, --more);
      else same += weights[k++];
    }
    if (less > from && lower >= rise) to = less;
    else if (more === to || lower + same >= rise) return slope;
    else {
      from = more;
      rise -= lower + same;
    }
  }
}

// Add to a line the step s that solves H s = −gradient, where H adds up the points with these weights; nan or infinite where
// they leave it open.
function moved(line, u, weights, [along, up]) {
  let [uu, u1, one] = [0, 0, 0];
  for (let i = 0; i < u.length; i++) {
    uu += weights[i] * u[i] * u[i];
    u1 += weights[i] * u[i];
    one += weights[i];
  }
  const determinant = uu * one - u1 * u1;
  return [line[0] + (u1 * up - one * along) / determinant, line[1] + (u1 * along - uu * up) / determinant];
}

// By steps from the line of least squares; where they do not arrive soon, from the line of mae.
function bySteps({ u, y }, loss) {
  const centre = mean(y);
  const points = { u, y: y.map((one) => one - centre) };
  let [line, has_arrived] = descended(leastSquares(points), FEW_STEPS, points, loss);
  if (!has_arrived) [line] = descended(throughTwoPoints(points, regressionLoss("mae")), MOST_STEPS, points, loss);
  return [line[0], line[1] + centre];
}

// Where steps of Newton's method lead from a line, or of reweighted least squares where Newton's do not shorten the
// gradient enough; and whether that is the end.
function descended(start, steps, { u, y }, { grad, curvature }) {
  const n = u.length;
  // What a line is like: its gradient, the length of that, the sum of the terms' sizes, and two sets of weights.
  const at = (line) => {
    const found = { line, gradient: [0, 0], length: 0, terms: 0, curvatures: Array(n), ratios: Array(n) };
    for (let i = 0; i < n; i++) {
      const r = line[0] * u[i] + line[1] - y[i];
      const slope = grad(r);
      found.gradient[0] += slope * u[i];
      found.gradient[1] += slope;
      found.terms += Math.abs(slope);
      found.curvatures[i] = curvature(r) ?? 1; // Huber's bend counts as curved
      found.ratios[i] = r === 0 ? 1 : slope / r;
    }
    found.length = Math.hypot(found.gradient[0], found.gradient[1]);
    return found;
  };
  const rounding = ROUNDING * sum(y.map(Math.abs));
  let here = at(start);
  let least = Infinity;
  for (let step = 0; step < steps; step++) {
    const { line, gradient, length, terms, curvatures, ratios } = here;
    if (length <= DONE * terms + rounding) return [line, true];
    least = Math.min(least, length);
    let there = at(moved(line, u, curvatures, gradient));
    if (!(there.length < least / 2)) there = at(moved(line, u, ratios, gradient));
    if (there.line[0] === line[0] && there.line[1] === line[1]) return [line, true];
    here = there;
  }
  return [here.line, false];
}

const METHODS = {
  mse: leastSquares,
  mae: throughTwoPoints,
  huber: bySteps,
  log_cosh: bySteps,
  quantile: throughTwoPoints,
};

// Returns fit(name, parameters): { slope, intercept } of the best line under a loss by its name; null where all x are equal.
// What does not depend on the loss is found once.
export function lineFitter(x, y) {
  if (x.every((one) => one === x[0])) return () => null;
  const centre = mean(x);
  const width = Math.max(...x.map((one) => Math.abs(one - centre)));
  const points = { u: x.map((one) => (one - centre) / width), y };
  return (name, parameters) => {
    const [along, height] = METHODS[name](points, regressionLoss(name, parameters));
    const slope = along / width;
    return { slope, intercept: height - slope * centre };
  };
}

export const fitLine = (x, y, name, parameters) => lineFitter(x, y)(name, parameters);

// The mean loss of a line.
export function meanLoss({ slope, intercept }, x, y, { value }) {
  return mean(x.map((one, i) => value(slope * one + intercept - y[i])));
}
