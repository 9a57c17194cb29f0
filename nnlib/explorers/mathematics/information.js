// Entropy, cross-entropy and Kullback-Leibler divergence of distributions, in nats, as in nnlib. Same formulas; a test
// compares the numbers.

const sum = (numbers) => numbers.reduce((total, one) => total + one, 0);

// 0 log 0 = 0, and infinite where some q is 0 and its p is not.
export const crossEntropyBetween = (p, q) =>
  Math.max(0, sum(p.map((one, i) => (one === 0 ? 0 : -one * Math.log(q[i])))));

export const entropy = (p) => crossEntropyBetween(p, p);

// The terms p log(p/q) of the divergence. Near p = q the logarithm is taken of 1 + (p − q)/q, which keeps its digits.
export const klTerms = (p, q) =>
  p.map((one, i) => {
    if (one === 0) return 0;
    const ratio = one / q[i];
    if (ratio === Infinity) return one * (Math.log(one) - Math.log(q[i]));
    return one * (Math.abs(ratio - 1.25) < 0.75 ? Math.log1p((one - q[i]) / q[i]) : Math.log(ratio));
  });

export const klDivergence = (p, q) => Math.max(0, sum(klTerms(p, q)));
