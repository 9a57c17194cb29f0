// What becomes of the other shares of a distribution when one of them is set.
import { snap } from "../shared/limits.js";
import { rounded } from "../shared/numbers.js";

const PARTS = 100; // steps of the share that is set, from 0 to 1
const DIGITS = 6; // decimals of the others, so that a link to them stays short
const LEAST = 10 ** -DIGITS; // what is left of a share that rounding would make 0

// Heights divided by their sum; equal shares where all are 0, as in Python.
export function distribution(heights) {
  const total = heights.reduce((sum, one) => sum + one, 0);
  return total === 0 ? heights.map(() => 1 / heights.length) : heights.map((one) => one / total);
}

// Shares in short, none of them 0 that was not.
export const shortened = (shares) => shares.map((one) => (one === 0 ? 0 : Math.max(LEAST, rounded(one, DIGITS))));

// Share i is set to the nearest hundredth; the others keep their proportions, or are equal where they were 0 all.
export function withShare(shares, i, value) {
  const wanted = snap(value, { min: 0, max: 1 }, PARTS);
  const others = shares.reduce((sum, one, j) => (j === i ? sum : sum + one), 0);
  const left = (one) => (1 - wanted) * (others > 0 ? one / others : 1 / (shares.length - 1));
  return shares.map((one, j) => (j === i ? wanted : shortened([left(one)])[0]));
}

// Sets shares of one distribution after the other, without forgetting: while the same share is moved on, the others are
// those from before its first move. So a bar that is drawn to 1 and back leaves them as they were.
export function mover() {
  let before = null;
  let [moved, index] = [null, null];
  return (heights, i, value) => {
    const goes_on = i === index && JSON.stringify(heights) === JSON.stringify(moved);
    if (!goes_on) before = distribution(heights);
    index = i;
    moved = withShare(before, i, value);
    return moved;
  };
}
