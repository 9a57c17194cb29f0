// A small network: forward and backward, as in nnlib's mlp.py.
import { ACTIVATIONS } from "./activations.js";
import { dot } from "./vectors.js";

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

// What a network of these sizes starts with: these numbers in turn, each layer further on in the row.
const turn = (row, start, n) => Array.from({ length: n }, (_, i) => row[(start + i) % row.length]);
export function defaultParameters(layer_sizes) {
  const layers = layer_sizes.slice(1);
  return {
    activations: layers.map((_, k) => (k < layers.length - 1 ? "sigmoid" : "identity")),
    weights: layers.map((n_out, k) =>
      turn([0.5, 1.5, -1, 0.5, -0.75, 1, -1.5, 0.75, 1.25, -0.5, -1.25], 5 * k, layer_sizes[k] * n_out),
    ),
    biases: layers.map((n_out, k) => turn([0.25, -1, 0.5, -0.5], 2 * k, n_out)),
    x: turn([1, 0.5, -0.5, 0.75], 0, layer_sizes[0]),
    y_true: turn([1, 0, 0.5, -0.5], 0, layer_sizes.at(-1)),
  };
}
