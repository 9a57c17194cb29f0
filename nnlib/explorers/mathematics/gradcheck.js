// Gradients checked by finite differences.
import { halfMse } from "./losses.js";
import { forward } from "./mlp.js";

// (L(w + h) − L(w − h)) / 2h for one parameter: W[i][j] of layer k, or its b[j] where i is null.
const SMALL = 2 ** -17;
export function finiteDifference(layers, x, y_true, { k, i, j }) {
  const moved = (by) =>
    layers.map((layer, at) => {
      if (at !== k) return layer;
      if (i === null) return { ...layer, b: layer.b.map((value, unit) => (unit === j ? value + by : value)) };
      return {
        ...layer,
        W: layer.W.map((row, from) => (from === i ? row.map((value, unit) => (unit === j ? value + by : value)) : row)),
      };
    });
  const loss = (by) => halfMse(y_true, forward(moved(by), x).a.at(-1));
  return (loss(SMALL) - loss(-SMALL)) / (2 * SMALL);
}

export const agrees = (gradient, difference) =>
  Math.abs(gradient - difference) <= 1e-5 * Math.max(1, Math.abs(gradient), Math.abs(difference));
