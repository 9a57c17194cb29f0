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

export const softplus = (z) => Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));

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

// -- those with a parameter α, and what depends on it besides ---------------------------------------------------------

const leaky_relu = (alpha) => ({
  f: (z) => (z > 0 ? z : alpha * z),
  grad: (z) => (z > 0 ? 1 : alpha),
  zero_centred: alpha === 1,
  kinks: alpha === 1 ? [] : [0],
});

const elu = (alpha) => ({
  f: (z) => (z > 0 ? z : alpha * Math.expm1(z)),
  grad: (z) => (z > 0 ? 1 : alpha * Math.exp(z)),
  range: [-alpha, Infinity],
  kinks: alpha === 1 ? [] : [0],
});

// -- all of them -----------------------------------------------------------------------------------------------------

export const ACTIVATIONS = {
  step: { f: step, grad: () => 0 },
  identity: { f: (z) => z, grad: () => 1 },
  sigmoid: { f: sigmoid, grad: sigmoidGrad },
  tanh: { f: Math.tanh, grad: (z) => 4 * sigmoidGrad(2 * z) },
  relu: { f: (z) => Math.max(z, 0), grad: (z) => (z > 0 ? 1 : 0) },
  leaky_relu: { ...leaky_relu(0.01), of: leaky_relu },
  elu: { ...elu(1), of: elu },
  softplus: { f: softplus, grad: sigmoid },
  gelu: { f: gelu, grad: geluGrad },
  silu: { f: silu, grad: siluGrad },
};

// One by its name, with this α if it has one.
export const activationOf = (name, alpha) => ACTIVATIONS[name].of?.(alpha) ?? ACTIVATIONS[name];
