// The perceptron's learning.
import { step } from "./activations.js";

// Rosenblatt's rule over samples [x1, x2, y], visited in order again and again: one record a visit.
export function perceptron(points, n_visits) {
  let [w1, w2, b] = [0, 0, 0];
  const visits = [];
  for (let visit = 0; visit < n_visits; visit++) {
    const index = visit % points.length;
    const [x1, x2, y_true] = points[index];
    const before = { w1, w2, b };
    const z = w1 * x1 + w2 * x2 + b;
    const y_pred = step(z);
    const error = y_true - y_pred;
    w1 += error * x1;
    w2 += error * x2;
    b += error;
    visits.push({ index, z, y_true, y_pred, before, after: { w1, w2, b } });
  }
  return visits;
}
