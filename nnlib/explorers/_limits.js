// What the traits of an explorer may hold, the same as in Python. Each explorer states its own once, in LIMITS: its
// sliders end there, and a link is followed only where all that it sets is allowed.
// `allows(value, state)` gets the state as it would become, for a trait that must fit another one.

export const number = (min, max) => ({ min, max, allows: (value) => Number.isFinite(value) && min <= value && value <= max });
export const whole = (min, max) => ({ min, max, allows: (value) => Number.isInteger(value) && min <= value && value <= max });
export const truth = { allows: (value) => typeof value === "boolean" };
export const oneOf = (...words) => ({ allows: (value) => words.includes(value) });
export const list = (item, shortest, longest) => ({
  allows: (value) => Array.isArray(value) && shortest <= value.length && value.length <= longest && value.every(item.allows),
});

// The nearest multiple of 1/32, or of another power of two, inside the bounds. Sums of such numbers are exact, so "z = 0"
// never depends on rounding.
export function snap(value, low, high, parts = 32) {
  return Math.min(high, Math.max(low, Math.round(value * parts) / parts));
}

// What `wanted` sets of these traits; null if one of its values is not allowed beside the current ones.
export function allowed(limits, wanted, current) {
  const names = Object.keys(limits).filter((name) => Object.hasOwn(wanted, name));
  const changes = Object.fromEntries(names.map((name) => [name, wanted[name]]));
  const state = { ...current, ...changes };
  return names.every((name) => limits[name].allows(state[name], state)) ? changes : null;
}
