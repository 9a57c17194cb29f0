// Networks over many inputs at once. Inputs, pre-activations and activations are flat arrays, row by row, so that a grid
// of hundreds of points passes several networks within one frame.
import { ACTIVATIONS } from "./activations.js";

// A network from all its parameters in one row, W and then b of each layer, as in nnlib's MLP; its output is the logit.
export function netOf(layer_sizes, activation, theta) {
  let start = 0;
  const take = (count) => theta.slice(start, (start += count));
  return layer_sizes.slice(1).map((n_out, k) => {
    const n_in = layer_sizes[k];
    const { f } = ACTIVATIONS[k < layer_sizes.length - 2 ? activation : "identity"];
    return { n_in, n_out, W: take(n_in * n_out), b: take(n_out), f };
  });
}

// Pre-activations and activations of every layer.
export function pass(net, X) {
  let a = X;
  return net.map((layer) => {
    const z = weighted(layer, a);
    a = z.map(layer.f);
    return { z, a };
  });
}

function weighted({ n_in, n_out, W, b }, a) {
  const n = a.length / n_in;
  const z = new Float64Array(n * n_out);
  for (let row = 0; row < n; row++)
    for (let j = 0; j < n_out; j++) {
      let sum = b[j];
      for (let i = 0; i < n_in; i++) sum += a[row * n_in + i] * W[i * n_out + j];
      z[row * n_out + j] = sum;
    }
  return z;
}
