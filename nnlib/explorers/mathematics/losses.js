// The losses of nnlib that explorers compute. Same names, same formulas; a test compares the numbers.

export const halfMse = (y_true, y_pred) =>
  y_true.reduce((sum, y, j) => sum + (0.5 * (y_pred[j] - y) ** 2) / y_true.length, 0);

// The mean over samples of classes 0 and 1, from logits: softplus(−z) for class 1, softplus(z) for class 0.
export const binaryCrossEntropy = (y_true, logits) =>
  y_true.reduce((sum, y, i) => {
    const z = y === 1 ? -logits[i] : logits[i];
    return sum + (Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)))) / y_true.length;
  }, 0);
