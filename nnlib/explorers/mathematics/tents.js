// Tents, one after another: each folds the interval from 0 to 1 at `peak` and stretches both parts over all of it.

export const tent = (x, peak) => (x <= peak ? x / peak : (1 - x) / (1 - peak));

// The corners of `depth` tents, from 0 to 1, where they are at 0 and 1 in turn: of each place the two that fold onto it.
export function corners(depth, peak) {
  if (depth === 0) return [0, 1];
  const before = corners(depth - 1, peak);
  const falling = before.slice(0, -1).map((place) => 1 - (1 - peak) * place);
  return [...before.map((place) => peak * place), ...falling.reverse()];
}

// The net of one hidden layer with `n_units` units that stays closest to the tents with these corners: its own corners,
// and how high it is there. It follows as many pieces as it can, and then stays half-way up.
export function closest(places, n_units) {
  const points = places.map((place, i) => [place, i % 2]);
  if (n_units >= points.length - 1) return points;
  const followed = n_units - 1;
  return [...points.slice(0, followed), [(places[followed - 1] + places[followed]) / 2, 0.5], [1, 0.5]];
}
