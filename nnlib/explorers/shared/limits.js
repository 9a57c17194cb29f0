// What the traits of an explorer may hold, as Python declares it: its sliders end there, and a link is followed only
// where all that it sets is allowed.

const TESTS = {
  number: ({ min, max }) => (value) => Number.isFinite(value) && min <= value && value <= max,
  whole: ({ min, max = Infinity }) => (value) => Number.isInteger(value) && min <= value && value <= max,
  truth: () => (value) => typeof value === "boolean",
  choice: ({ options }) => (value) => options.includes(value),
  list: ({ item, shortest, longest }) => (value) => Array.isArray(value) && shortest <= value.length && value.length <= longest && value.every(test(item)),
  row: ({ items }) => (value) => Array.isArray(value) && value.length === items.length && items.every((item, i) => test(item)(value[i])),
};

const test = (declared) => TESTS[declared.kind](declared);

// What `wanted` sets of the declared traits; null if one of its values is not allowed. `fits[name](value, state)`, where
// an explorer has it, gets the state as it would become: for a trait that must fit another one.
export function allowed(limits, fits, wanted, current) {
  const names = Object.keys(limits).filter((name) => Object.hasOwn(wanted, name));
  const changes = Object.fromEntries(names.map((name) => [name, wanted[name]]));
  const state = { ...current, ...changes };
  const isAllowed = (name) => test(limits[name])(state[name]) && (fits[name]?.(state[name], state) ?? true);
  return names.every(isAllowed) ? changes : null;
}

// The nearest multiple of 1/32, or of another power of two, inside the bounds. Sums of such numbers are exact, so "z = 0"
// never depends on rounding.
export function snap(value, { min, max }, parts = 32) {
  return Math.min(max, Math.max(min, Math.round(value * parts) / parts));
}
