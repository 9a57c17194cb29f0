// Numbers as text.

// "−1.50": a fixed number of decimals and a true minus sign, so that columns of numbers line up.
export function format(value, decimals = 2) {
  if (!Number.isFinite(value)) return value > 0 ? "∞" : value < 0 ? "−∞" : "–";
  const text = value.toFixed(decimals);
  return Number(text) === 0 ? text.replace("-", "") : text.replace("-", "−");
}

// "x = 0.50", never broken at the end of a line.
export const equation = (name, value, decimals = 2) => `${name}\u00a0=\u00a0${format(value, decimals)}`;

// "+ 1.50" or "− 1.50": a term of a sum.
export const signed = (value) => `${value < 0 ? "−" : "+"} ${format(Math.abs(value))}`;

// The nearest number with so many decimals.
export const rounded = (value, decimals) => Math.round(value * 10 ** decimals) / 10 ** decimals;
