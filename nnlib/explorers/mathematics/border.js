// Where w1·f(p) + w2·f(q) + b changes its sign in a square, for a function f that never falls. Between p and q it is a curve
// that only rises or only falls, so it cuts the square into two parts at most.

// Inverses; nan where a value is not taken. ReLU takes 0 on half the line: with a falling weight, a sum that is 0 there sinks
// from its end on; with a rising one it stays at least 0.
export const INVERSES = {
  identity: (v) => v,
  sigmoid: (v) => Math.log(v / (1 - v)),
  tanh: Math.atanh,
  relu: (v, falls) => (v > 0 || (v === 0 && falls) ? v : NaN),
};

// Points of the curve from one side of [low, high]² to another: where it crosses the lines of a grid of n × n squares.
export function border({ low, high }, { w1, w2, b }, { f, inverse }, n) {
  const points = [];
  const add = (p, q) => {
    if (p >= low && p <= high && q >= low && q <= high) points.push([p, q]);
  };
  for (let i = 0; i <= n; i++) {
    const at = low + ((high - low) * i) / n;
    if (w2 !== 0) add(at, inverse(-(b + w1 * f(at)) / w2, w2 < 0));
    if (w1 !== 0) add(inverse(-(b + w2 * f(at)) / w1, w1 < 0), at);
  }
  const way = w1 * w2 > 0 ? -1 : 1; // whether it falls or rises
  const along = ([p, q]) => p + way * q;
  return points.sort((one, other) => along(one) - along(other));
}

// The outline of the part of the square where the sum is at least 0; [] where there is none.
export function above({ low, high }, { w1, w2, b }, { f }, line) {
  const corners = [
    [low, low],
    [high, low],
    [high, high],
    [low, high],
  ];
  const isAbove = ([p, q]) => w1 * f(p) + w2 * f(q) + b >= 0;
  if (line.length < 2) return isAbove([(low + high) / 2, (low + high) / 2]) ? corners : [];
  // How far around the square a point on its sides is, in sides.
  const around = ([p, q]) => {
    const [right, up] = [(p - low) / (high - low), (q - low) / (high - low)];
    const sides = [Math.abs(up), Math.abs(1 - right), Math.abs(1 - up), Math.abs(right)];
    const side = sides.indexOf(Math.min(...sides));
    return side + [right, up, 1 - right, 1 - up][side];
  };
  const between = (from, to) => {
    const distance = (place) => (place - around(from) + 4) % 4;
    return [0, 1, 2, 3]
      .filter((corner) => distance(corner) < distance(around(to)))
      .sort((one, other) => distance(one) - distance(other))
      .map((corner) => corners[corner]);
  };
  const [start, end] = [line[0], line.at(-1)];
  const there = between(end, start);
  const back = between(start, end);
  const first = there.length > 0 ? isAbove(there[0]) : !isAbove(back[0]);
  return first ? [...line, ...there] : [...line.toReversed(), ...back];
}
