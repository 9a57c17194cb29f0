// A ladder: the values that a slider goes through where steps of one size would not do.

// n values in each power of ten, such as 10, 13, 16, 20, 25, 32, ..., with two digits each.
export function decades(low, high, n) {
  const rungs = Math.round(Math.log10(high / low) * n);
  return Array.from({ length: rungs + 1 }, (_, i) => Number((low * 10 ** (i / n)).toPrecision(2)));
}

// The rung nearest to a value, by ratio.
export const rungOf = (ladder, value) =>
  ladder.reduce(
    (best, one, i) => (Math.abs(Math.log(one / value)) < Math.abs(Math.log(ladder[best] / value)) ? i : best),
    0,
  );

// The value n rungs up; a value between two rungs stays where it is for n = 0.
export const climbed = (ladder, value, n) =>
  n === 0 ? value : ladder[Math.min(ladder.length - 1, Math.max(0, rungOf(ladder, value) + n))];
