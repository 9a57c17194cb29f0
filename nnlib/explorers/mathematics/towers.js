// Towers over the plane, as in nnlib.approximation: one tower, its two ridges, and N × N towers that follow a surface;
// and the places at which they are looked at.
import { sigmoid } from "./activations.js";

const [LOW, HIGH] = [-1, 1]; // of the square, in both directions
const INTERVALS_A_UNIT = 8; // of the mesh, in each direction
const FEWEST_INTERVALS = 3; // over the width of a tower
const SAMPLES = 4; // a side of each tower, for the mean error
const SILENT = 1e13; // a threshold unit below the inverse of this adds no digit that is seen, and dividing takes time
const TIE = 1e-6; // errors as close as this, as a share of the largest, count as equal

// The surfaces that towers follow.
export const TARGETS = {
  saddle: (x1, x2) => x1 * x2,
  hill: (x1, x2) => Math.exp(-3 * (x1 * x1 + x2 * x2)),
  ripple: (x1, x2) => Math.cos(4 * Math.sqrt(x1 * x1 + x2 * x2)),
  slope: (x1, x2) => (x1 + x2) / 2,
};

export const isOne = ({ mode }) => mode === "ridges" || mode === "tower";

// -- places -----------------------------------------------------------------------------------------------------------

// Where towers begin and end along x1 and along x2, and the ends of the square.
export function edgesOf(state) {
  const { c1, c2, width, n_towers } = state;
  if (isOne(state))
    return [c1, c2].map((c) => [
      LOW,
      ...[c - width / 2, c + width / 2].filter((edge) => LOW < edge && edge < HIGH),
      HIGH,
    ]);
  const inner = Array.from({ length: n_towers - 1 }, (_, i) => LOW + (i + 1) * ((HIGH - LOW) / n_towers));
  return [0, 1].map(() => [LOW, ...inner, HIGH]);
}

// The lines of a grid in one direction: every edge, and close to it two more on either side. The mesh has every second.
export function linesOf(edges, steepness) {
  const mesh = [];
  edges.slice(1).forEach((end, i) => {
    const start = edges[i];
    const n = Math.max(FEWEST_INTERVALS, Math.floor(INTERVALS_A_UNIT * (end - start) + 0.5));
    const close = Math.min(2 / steepness, (end - start) / n);
    const step = (end - start - 2 * close) / (n - 2);
    mesh.push(start);
    for (let k = 0; k < n - 1; k++) mesh.push(start + close + k * step);
  });
  mesh.push(HIGH);
  return [...mesh.slice(1).flatMap((q, i) => [mesh[i], (mesh[i] + q) / 2]), HIGH];
}

// Values at all places of a grid: from below, and each row from the left.
function onGrid(first, second, f) {
  const values = new Float64Array(first.length * second.length);
  let n = 0;
  for (const x2 of second) for (const x1 of first) values[n++] = f(x1, x2);
  return values;
}

export const targetOn = (target, first, second) => onGrid(first, second, TARGETS[target]);

// -- networks ---------------------------------------------------------------------------------------------------------

// The difference of two steps, at some places.
const pulse = (left, right, k, places) => places.map((x) => sigmoid(k * (x - left)) - sigmoid(k * (x - right)));

// What the network answers on a grid, in the same order.
export function networkOn(state, first, second) {
  return isOne(state) ? oneOn(state, first, second) : manyOn(state, first, second);
}

function oneOn({ mode, c1, c2, width, height, steepness }, first, second) {
  const [p, q] = [
    [c1, first],
    [c2, second],
  ].map(([c, places]) => pulse(c - width / 2, c + width / 2, steepness, places));
  if (mode === "ridges") return onGrid(p, q, (a, b) => (height * a + height * b) / 2);
  return onGrid(p, q, (a, b) => height * sigmoid(steepness * (a + b - 1.5)));
}

// A threshold unit is 1 / (1 + e^(1.5kw − kw p) · e^(−kw q)): the exponentials are those of lines, not of places.
function manyOn({ target, n_towers: n, steepness }, first, second) {
  const width = (HIGH - LOW) / n;
  const weight = steepness * width;
  const edges = [LOW - width, ...edgesOf({ n_towers: n })[0].slice(1, -1), HIGH + width]; // over where the square is
  const parts = Array.from({ length: n }, (_, i) => i);
  const middles = parts.map((i) => LOW + (i + 0.5) * width);
  const heights = targetOn(target, middles, middles);
  const exponentials = (places, start) => {
    const pulses = parts.map((i) => pulse(edges[i], edges[i + 1], steepness, places));
    return places.map((_, k) => Float64Array.from(pulses, (p) => Math.exp(start - weight * p[k])));
  };
  const [e, g] = [exponentials(first, 1.5 * weight), exponentials(second, 0)];
  return onGrid(e, g, (along, up) => {
    let sum = 0;
    for (let j = 0; j < n; j++)
      for (let i = 0; i < n; i++) {
        const product = along[i] * up[j];
        if (product < SILENT) sum += heights[j * n + i] / (1 + product);
      }
    return sum;
  });
}

// -- numbers ----------------------------------------------------------------------------------------------------------

// Heights of the one tower: in its centre, in the middle of a side, at a corner, on a ridge at the end of the square.
export function heightsOfOne(state) {
  const { c1, c2, width } = state;
  const at = (x1, x2) => oneOn(state, [x1], [x2])[0];
  const half = width / 2;
  return {
    plateau: at(c1, c2),
    side: at(c1 + half, c2),
    corner: at(c1 + half, c2 + half),
    arm: at(c1, c2 > 0 ? LOW : HIGH),
  };
}

// The largest error of many towers on a grid and where it is first met, and their mean error over evenly spread places.
export function errorsOfMany(state, first, second, values) {
  const wanted = targetOn(state.target, first, second);
  const errors = values.map((value, k) => Math.abs(value - wanted[k]));
  const max_error = errors.reduce((most, error) => Math.max(most, error), 0);
  const worst = errors.findIndex((error) => error >= (1 - TIE) * max_error);
  const n = SAMPLES * state.n_towers;
  const even = Array.from({ length: n }, (_, i) => LOW + ((i + 0.5) * (HIGH - LOW)) / n);
  const right = targetOn(state.target, even, even);
  const sum = manyOn(state, even, even).reduce((total, value, k) => total + Math.abs(value - right[k]), 0);
  return {
    max_error,
    x1_worst: first[worst % first.length],
    x2_worst: second[Math.floor(worst / first.length)],
    mean_error: sum / n ** 2,
  };
}
