// Numbers over many powers of ten, as text.
import { format } from "./numbers.js";

const RAISED = { "-": "⁻", 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹" };

// "⁻¹²": an exponent.
export const raised = (number) => [...`${number}`].map((digit) => RAISED[digit]).join("");

// "10⁻¹²", or "1".
export const powerOfTen = (exponent) => (exponent === 0 ? "1" : `10${raised(exponent)}`);

// "0.25", "13" or "2.1·10⁻⁷": so many digits, as a power of ten where many zeros would stand.
export function power(value, n = 2) {
  const [digits, exponent] = value
    .toExponential(n - 1)
    .split("e")
    .map(Number);
  if (exponent < -2 || exponent > 2) return `${format(digits, n - 1)}·${powerOfTen(exponent)}`;
  return format(Number(value.toPrecision(n)), Math.max(0, n - 1 - exponent));
}

// A probability: "0.705", "7.7·10⁻⁵³".
export const chance = (p) => (p === 0 || p >= 0.0005 ? format(p, 3) : power(p));

const NARROW = 30; // pixels
const TIGHT = 24;

// A factor in a column of so many pixels, in at most four characters: "13", "1.02", "0.24", "10⁻³"; in three where there
// is less room: "1.0", ".24"; and in two what is nearly nothing where there is least: "≈0".
export function factorText(value, room) {
  if (value < 0.00995) return room < TIGHT ? "≈0" : powerOfTen(Math.round(Math.log10(value)));
  const narrow = room < NARROW;
  const text = value >= 9.95 ? format(value, 0) : format(value, narrow && value >= 0.995 ? 1 : 2);
  return narrow ? text.replace(/^0/, "") : text;
}
