// The focal loss of nnlib. Same formula, same way from logits; a test compares the numbers.
import { sigmoid, softplus } from "./activations.js";

// The logit of a probability.
export const logit = (p) => Math.log(p / (1 - p));

// The focal loss of a sample of class 0 or 1, from its logit, { value, grad }; without alpha both classes weigh 1.
// u = 1 − pₜ and −log pₜ come from s, the logit of the true class; 1 − pₜ is never formed.
export function focal(gamma, alpha = null) {
  const weight = (y) => (alpha === null ? 1 : y === 1 ? alpha : 1 - alpha);
  const sign = (y) => (y === 1 ? 1 : -1);
  return {
    value: (y, z) => {
      const s = sign(y) * z;
      return weight(y) * sigmoid(-s) ** gamma * softplus(-s);
    },
    grad: (y, z) => {
      const s = sign(y) * z;
      const u = sigmoid(-s);
      // At −800 the sigmoid is 0 already; going on to 0 times infinity would give nan.
      const bracket = u + gamma * sigmoid(s) * softplus(Math.min(-s, 800));
      return -sign(y) * weight(y) * u ** gamma * bracket;
    },
  };
}
