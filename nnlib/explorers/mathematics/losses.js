// The losses of nnlib that explorers compute. Same names, same formulas; a test compares the numbers.

export const halfMse = (y_true, y_pred) =>
  y_true.reduce((sum, y, j) => sum + (0.5 * (y_pred[j] - y) ** 2) / y_true.length, 0);

// The mean over samples of classes 0 and 1, from logits: softplus(−z) for class 1, softplus(z) for class 0.
export const binaryCrossEntropy = (y_true, logits) =>
  y_true.reduce((sum, y, i) => {
    const z = y === 1 ? -logits[i] : logits[i];
    return sum + (Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)))) / y_true.length;
  }, 0);

// -- losses of a real target: functions of the residual r = y_pred − y ------------------------------------------------

// Huber's loss: with m = min(|r|, δ) both of its parts are m (|r| − m/2).
function huber(r, delta) {
  const m = Math.min(Math.abs(r), delta);
  return m * (Math.abs(r) - 0.5 * m);
}

// cosh overflows, and its logarithm loses the digits of small residuals.
function logCosh(r) {
  const a = Math.abs(r);
  return a < 1 ? Math.log1p(2 * Math.sinh(0.5 * a) ** 2) : a - Math.LN2 + Math.log1p(Math.exp(-2 * a));
}

// Without a curvature at a kink of the loss or of its slope: null.
const beside = (places, curvature) => (r) => (places.includes(r) ? null : curvature(r));

const REGRESSION = {
  mse: () => ({ value: (r) => r * r, grad: (r) => 2 * r, curvature: () => 2 }),
  half_mse: () => ({ value: (r) => 0.5 * r * r, grad: (r) => r, curvature: () => 1 }),
  mae: () => ({ value: Math.abs, grad: Math.sign, curvature: beside([0], () => 0) }),
  huber: ({ delta }) => ({
    value: (r) => huber(r, delta),
    grad: (r) => Math.max(-delta, Math.min(r, delta)),
    curvature: beside([-delta, delta], (r) => (Math.abs(r) < delta ? 1 : 0)),
  }),
  log_cosh: () => ({ value: logCosh, grad: Math.tanh, curvature: (r) => 1 / Math.cosh(r) ** 2 }),
  quantile: ({ gamma }) => ({
    value: (r) => Math.max(-gamma * r, (1 - gamma) * r),
    grad: (r) => Math.sign(r) * (r < 0 ? gamma : 1 - gamma),
    curvature: beside([0], () => 0),
  }),
};

// The loss of a name in nnlib's registry, { value, grad, curvature }; `delta` and `gamma` count for those that have them.
export const regressionLoss = (name, parameters) => REGRESSION[name](parameters);
