// Softmax and its Jacobian, as in nnlib. Same formulas; a test compares the numbers.

const sum = (numbers) => numbers.reduce((total, one) => total + one, 0);

// The largest logit is subtracted first, so nothing overflows.
export function softmax(z) {
  const top = Math.max(...z);
  const e = z.map((one) => Math.exp(one - top));
  const total = sum(e);
  return e.map((one) => one / total);
}

// Row i, column j: the derivative of probability i with respect to logit j. On the diagonal 1 − p would lose the digits
// of a p near 1, so the others are added up.
export function softmaxJacobian(z) {
  const p = softmax(z);
  return p.map((one, i) => p.map((other, j) => (i === j ? one * sum(p.filter((_, n) => n !== i)) : -one * other)));
}
