// The activations of nnlib and their derivatives. Same names, same order; a test compares the numbers.

// All or nothing: 1 where z >= 0, else 0.
export const step = (z) => (z >= 0 ? 1 : 0);

// -- the logistic family ---------------------------------------------------------------------------------------------

// Only exponentials of negative numbers, so nothing overflows and no digit is lost where the unit is saturated.
export const sigmoid = (z) => {
  const e = Math.exp(-Math.abs(z));
  return (z < 0 ? e : 1) / (1 + e);
};

export const sigmoidGrad = (z) => {
  const e = Math.exp(-Math.abs(z));
  return e / (1 + e) ** 2;
};

// Saturated: the output is within 5 % of 0 or of 1. Nearly linear: it leaves its tangent by less than 0.02.
export const SATURATED = Math.log(19);
export const LINEAR = 1;

const softplus = (z) => Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));

// Beyond ±800 the exponentials are 0, and infinity times 0 would be nan.
const silu = (z) => Math.max(z, -800) * sigmoid(z);
const siluGrad = (z) => sigmoid(z) + Math.max(-800, Math.min(z, 800)) * sigmoidGrad(z);

// -- the normal distribution, for GELU -------------------------------------------------------------------------------

const density = (t) => Math.exp(-0.5 * t * t) / Math.sqrt(2 * Math.PI);

// The chance 1 − Φ(t) = erfc(t/√2)/2 that a normal variable is above t >= 0. Near 0 it is ½ minus a series of positive
// terms, φ(t)(t + t³/3 + t⁵/(3·5) + …); further out Laplace's continued fraction φ(t)/(t + 1/(t + 2/(t + 3/…))), cut
// after 60 terms. The relative error stays below 2e-13 as long as the result is a normal number, up to t = 37.5.
function tail(t) {
  if (t < 2.5) {
    let [sum, term] = [t, t];
    for (let n = 3; term > 1e-17 * sum; n += 2) {
      term *= (t * t) / n;
      sum += term;
    }
    return 0.5 - density(t) * sum;
  }
  let fraction = t;
  for (let k = 60; k > 0; k--) fraction = t + k / fraction;
  return density(t) / fraction;
}

// With t = |z|, but no more than 40, where the density is 0.
const gelu = (z) => {
  const t = Math.min(Math.abs(z), 40);
  return Math.max(z, 0) - t * tail(t);
};

const geluGrad = (z) => {
  const t = Math.min(Math.abs(z), 40);
  const slope = tail(t) - t * density(t);
  return z < 0 ? slope : 1 - slope;
};

// -- all of them -----------------------------------------------------------------------------------------------------

export const ACTIVATIONS = {
  step: { f: step, grad: () => 0 },
  identity: { f: (z) => z, grad: () => 1 },
  sigmoid: { f: sigmoid, grad: sigmoidGrad },
  tanh: { f: Math.tanh, grad: (z) => 4 * sigmoidGrad(2 * z) },
  relu: { f: (z) => Math.max(z, 0), grad: (z) => (z > 0 ? 1 : 0) },
  leaky_relu: { f: (z) => Math.max(z, 0.01 * z), grad: (z) => (z > 0 ? 1 : 0.01) },
  elu: { f: (z) => (z > 0 ? z : Math.expm1(z)), grad: (z) => (z > 0 ? 1 : Math.exp(z)) },
  softplus: { f: softplus, grad: sigmoid },
  gelu: { f: gelu, grad: geluGrad },
  silu: { f: silu, grad: siluGrad },
};
