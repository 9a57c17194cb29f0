// The parts of nnlib that explorers compute in the browser. Same names, same formulas; a test compares the numbers.
import { ACTIVATIONS, step } from "./_activations.js";

// The four corners of the unit square, in the order of a truth table.
export const CORNERS = [[0, 0], [0, 1], [1, 0], [1, 1]];

export const GATES = { and: [0, 0, 0, 1], or: [0, 1, 1, 1], nand: [1, 1, 1, 0], xor: [0, 1, 1, 0] };

// The gate with this output column, in capitals, or "" for none of them.
export function gateName(outputs) {
  const found = Object.keys(GATES).find((name) => GATES[name].every((y, i) => y === outputs[i]));
  return found ? found.toUpperCase() : "";
}

export const dot = (u, v) => u.reduce((sum, value, i) => sum + value * v[i], 0);

// Rosenblatt's rule over samples [x1, x2, y], visited in order again and again: one record a visit.
export function perceptron(points, n_visits) {
  let [w1, w2, b] = [0, 0, 0];
  const visits = [];
  for (let visit = 0; visit < n_visits; visit++) {
    const index = visit % points.length;
    const [x1, x2, y_true] = points[index];
    const before = { w1, w2, b };
    const z = w1 * x1 + w2 * x2 + b;
    const y_pred = step(z);
    const error = y_true - y_pred;
    w1 += error * x1;
    w2 += error * x2;
    b += error;
    visits.push({ index, z, y_true, y_pred, before, after: { w1, w2, b } });
  }
  return visits;
}

// Samples as vectors (x1, x2, 1), turned round for class 0: a separating w has a positive product with each.
export const signed = (points) => points.map(([x1, x2, y]) => [x1, x2, 1].map((value) => (2 * y - 1) * value));

// The largest margin of a line, or 0 if no line separates the samples. The best direction is the point of the convex
// hull of the signed samples nearest to 0; it lies on a corner, an edge or a triangle, so trying all of those finds it,
// and trying a wrong one only gives a smaller margin.
export function margin(points) {
  const rows = signed(points);
  let best = 0;
  const attempt = (direction) => {
    if (direction) best = Math.max(best, Math.min(...rows.map((row) => dot(row, direction))));
  };
  rows.forEach((p, i) => {
    attempt(across(p, []));
    for (let j = i + 1; j < rows.length; j++) {
      const edge = across(minus(rows[j], p), []);
      if (!edge) continue; // the same sample twice
      attempt(across(p, [edge]));
      for (let k = j + 1; k < rows.length; k++) {
        const other = across(minus(rows[k], p), [edge]);
        if (other) attempt(across(p, [edge, other]));
      }
    }
  });
  return best > 1e-12 * radius(points) ? best : 0;
}

// The direction of v at right angles to some directions that are so to each other; null where v lies along them but for
// rounding. The second pass removes what rounding left of them, which matters where samples are close together.
function across(v, directions) {
  let rest = v;
  for (let pass = 0; pass < 2; pass++) {
    for (const u of directions) {
      const along = dot(rest, u);
      rest = rest.map((value, axis) => value - along * u[axis]);
    }
  }
  const length = Math.hypot(...rest);
  return length > 1e-14 * Math.hypot(...v) ? rest.map((value) => value / length) : null;
}

// The longest sample (x1, x2, 1).
export const radius = (points) => Math.max(...signed(points).map((row) => Math.hypot(...row)));

const minus = (u, v) => u.map((value, i) => value - v[i]);

// -- a small network -------------------------------------------------------------------------------------------------

// The letter and indices of unit j (from 0) of layer k; layer 0 is the input, the last one is the prediction.
export function unitName(layer_sizes, k, j) {
  if (k === 0) return ["x", j + 1, ""];
  if (k === layer_sizes.length - 1) return ["ŷ", layer_sizes[k] === 1 ? "" : j + 1, ""];
  return ["a", j + 1, k];
}

// Layers with W as rows, from the flat lists of a state.
export const layersOf = ({ layer_sizes, activations, weights, biases }) =>
  activations.map((name, k) => {
    const n_out = layer_sizes[k + 1];
    const W = Array.from({ length: layer_sizes[k] }, (_, i) => weights[k].slice(i * n_out, (i + 1) * n_out));
    return { W, b: biases[k], ...ACTIVATIONS[name] };
  });

// Pre-activations and activations of all layers; a[0] is the input.
export function forward(layers, x) {
  const trace = { z: [], a: [x] };
  for (const { W, b, f } of layers) {
    const inputs = trace.a.at(-1);
    trace.z.push(b.map((bias, j) => inputs.reduce((sum, a, i) => sum + a * W[i][j], 0) + bias));
    trace.a.push(trace.z.at(-1).map(f));
  }
  return trace;
}

export const halfMse = (y_true, y_pred) => y_true.reduce((sum, y, j) => sum + (0.5 * (y_pred[j] - y) ** 2) / y_true.length, 0);

// dL/dz of all layers, for half the mean squared error.
export function backward(layers, { z, a }, y_true) {
  const deltas = [];
  let upstream = a.at(-1).map((y_pred, j) => (y_pred - y_true[j]) / y_true.length);
  for (let k = layers.length - 1; k >= 0; k--) {
    const delta = z[k].map((value, j) => upstream[j] * layers[k].grad(value));
    deltas.unshift(delta);
    upstream = layers[k].W.map((row) => dot(row, delta));
  }
  return deltas;
}

// (L(w + h) − L(w − h)) / 2h for one parameter: W[i][j] of layer k, or its b[j] where i is null.
const SMALL = 2 ** -17;
export function finiteDifference(layers, x, y_true, { k, i, j }) {
  const moved = (by) => layers.map((layer, at) => {
    if (at !== k) return layer;
    if (i === null) return { ...layer, b: layer.b.map((value, unit) => (unit === j ? value + by : value)) };
    return { ...layer, W: layer.W.map((row, from) => (from === i ? row.map((value, unit) => (unit === j ? value + by : value)) : row)) };
  });
  const loss = (by) => halfMse(y_true, forward(moved(by), x).a.at(-1));
  return (loss(SMALL) - loss(-SMALL)) / (2 * SMALL);
}

export const agrees = (gradient, difference) => Math.abs(gradient - difference) <= 1e-5 * Math.max(1, Math.abs(gradient), Math.abs(difference));

// What a network of these sizes starts with: these numbers in turn, each layer further on in the row.
const turn = (row, start, n) => Array.from({ length: n }, (_, i) => row[(start + i) % row.length]);
export function defaultParameters(layer_sizes) {
  const layers = layer_sizes.slice(1);
  return {
    activations: layers.map((_, k) => (k < layers.length - 1 ? "sigmoid" : "identity")),
    weights: layers.map((n_out, k) => turn([0.5, 1.5, -1, 0.5, -0.75, 1, -1.5, 0.75, 1.25, -0.5, -1.25], 5 * k, layer_sizes[k] * n_out)),
    biases: layers.map((n_out, k) => turn([0.25, -1, 0.5, -0.5], 2 * k, n_out)),
    x: turn([1, 0.5, -0.5, 0.75], 0, layer_sizes[0]),
    y_true: turn([1, 0, 0.5, -0.5], 0, layer_sizes.at(-1)),
  };
}
