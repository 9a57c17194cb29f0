// Tents, one after another: each folds the interval from 0 to 1 at `peak` and stretches both parts over all of it.
// A polyline is a list of points [place, height], from left to right.

export const tent = (x, peak) => (x <= peak ? x / peak : (1 - x) / (1 - peak));

// `depth` tents as a polyline, in turn at 0 and 1. Its corners are the places that the first tent sends to the corners of
// the others: each has one on the way up, and one on the way down.
export function tents(depth, peak) {
  return places(depth, peak).map((place, i) => [place, i % 2]);
}

function places(depth, peak) {
  if (depth === 0) return [0, 1];
  const others = places(depth - 1, peak);
  const falling = others.slice(0, -1).map((place) => 1 - (1 - peak) * place);
  return [...others.map((place) => peak * place), ...falling.reverse()];
}

// The net of one hidden layer with `n_units` units that stays closest to such tents, as a polyline: it follows as many
// of their pieces as it can, and then stays half-way up.
export function closest(points, n_units) {
  if (n_units >= points.length - 1) return points;
  const followed = n_units - 1;
  const [[start], [end]] = points.slice(followed - 1, followed + 1);
  return [...points.slice(0, followed), [(start + end) / 2, 0.5], [1, 0.5]];
}
