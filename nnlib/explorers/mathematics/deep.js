// A deep net of equal layers: lengths of what flows forward and backward, as in nnlib's explorer VanishingGradient.
// A length is the geometric mean over the samples: so the lengths of neighbouring layers differ by exact factors.
import { ACTIVATIONS } from "./activations.js";
import { forward } from "./mlp.js";
import { dot } from "./vectors.js";

const mean = (numbers) => numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
export const geometricMean = (numbers) => (numbers.length > 0 ? Math.exp(mean(numbers.map(Math.log))) : null);
const length = (rows) => geometricMean(rows.map((row) => Math.sqrt(dot(row, row))));

// Through `depth` layers with the weights `spread` times the drawn ones, without biases; the loss is the sum of the final
// activations. All lists go from layer 1 on; `by_weights` and `by_slope` hold the factors of the step back to the layer.
export function flow({ activation, depth }, spread, { weights, X, FLAT }) {
  const { f, grad } = ACTIVATIONS[activation];
  const layers = weights.slice(0, depth).map((rows) => ({
    W: rows.map((row) => row.map((w) => spread * w)),
    b: rows[0].map(() => 0),
    f,
  }));
  const traces = X.map((x) => forward(layers, x));
  const slopes = layers.map((_, k) => traces.map(({ z }) => z[k].map(grad)));
  const times = (rows, others) => rows.map((row, i) => row.map((value, j) => value * others[i][j]));
  let deltas = slopes.at(-1); // times dL/da = 1
  const [sizes, by_weights, by_slope] = [[length(deltas)], [], []];
  for (let k = depth - 1; k > 0; k--) {
    const upstream = deltas.map((delta) => layers[k].W.map((row) => dot(row, delta)));
    by_weights.unshift(length(upstream) / sizes[0]);
    deltas = times(upstream, slopes[k - 1]);
    sizes.unshift(length(deltas));
    by_slope.unshift(sizes[0] / length(upstream));
  }
  const signals = layers.map((_, k) => length(traces.map(({ a }) => a[k + 1])));
  const flat = mean(slopes.flat(2).map((slope) => (Math.abs(slope) < FLAT ? 1 : 0)));
  return { sizes, signals, by_weights, by_slope, flat };
}
