// What the traits of an explorer may hold, as Python declares it: its sliders end there, and a link is followed only
// where all that it sets is allowed.
import { WORDS } from "./declared.js";
import { speaker } from "./words.js";

const LONGEST = 40; // characters of a link that are repeated to the reader
const say = speaker(WORDS);
const figure = (number) => String(number).replace("-", "−");

// For each kind: what is allowed, in words; whether a value is; and the parts of a value, with what they may hold.
const KINDS = {
  number: {
    words: ({ min, max }) => say("number", { min: figure(min), max: figure(max) }),
    holds: ({ min, max }, value) => Number.isFinite(value) && min <= value && value <= max,
  },
  whole: {
    words: ({ min, max }) =>
      max === undefined ? say("whole number from", { min }) : say("whole number", { min, max }),
    holds: ({ min, max = Infinity }, value) => Number.isInteger(value) && min <= value && value <= max,
  },
  truth: { words: () => say("true or false"), holds: (_, value) => typeof value === "boolean" },
  choice: {
    words: ({ options }) => say("one of", { options: options.join(", ") }),
    holds: ({ options }, value) => options.includes(value),
  },
  list: {
    words: ({ shortest, longest }) =>
      say("list", { length: shortest === longest ? shortest : say("range", { shortest, longest }) }),
    holds: ({ shortest, longest }, value) =>
      Array.isArray(value) && shortest <= value.length && value.length <= longest,
    parts: ({ item }, value) => value.map(() => item),
  },
  row: {
    words: ({ items }) => say("list", { length: items.length }),
    holds: ({ items }, value) => Array.isArray(value) && value.length === items.length,
    parts: ({ items }) => items,
  },
};

// Why a value is refused, in a sentence; "" if it is allowed.
function refusal(declared, value, part) {
  const { words, holds, parts } = KINDS[declared.kind];
  if (!holds(declared, value)) return say("refused", { part, allowed: words(declared), value: shown(value) });
  const items = parts?.(declared, value) ?? [];
  return items.reduce((found, item, i) => found || refusal(item, value[i], say("item", { part, n: i + 1 })), "");
}

function shown(value) {
  if (typeof value === "number") return figure(value);
  if (typeof value === "string") return `“${value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value}”`;
  if (Array.isArray(value)) return say("list", { length: value.length });
  return value === null || typeof value === "boolean" ? String(value) : say("something else");
}

// What `wanted` sets of the declared traits: { changes }; or why it is refused: { reason }. `fits[name](state)`, where an
// explorer has it, declares more closely what a trait may hold beside the others, as they would become.
export function allowed(limits, fits, wanted, current) {
  const names = Object.keys(limits).filter((name) => Object.hasOwn(wanted, name));
  const changes = Object.fromEntries(names.map((name) => [name, wanted[name]]));
  const state = { ...current, ...changes };
  for (const name of names) {
    const reason =
      refusal(limits[name], state[name], name) || (fits[name] && refusal(fits[name](state), state[name], name));
    if (reason) return { reason };
  }
  return { changes };
}

// For two lists that a link must set equally long: how long each may be is how long the other one becomes.
export const equallyLong = (limits, one, other) => {
  const asLongAs = (name, partner) => (state) => ({
    ...limits[name],
    shortest: state[partner].length,
    longest: state[partner].length,
  });
  return { [one]: asLongAs(one, other), [other]: asLongAs(other, one) };
};

// The nearest multiple of 1/32, or of another power of two, inside the bounds. Sums of such numbers are exact, so "z = 0"
// never depends on rounding.
export function snap(value, { min, max }, parts = 32) {
  return Math.min(max, Math.max(min, Math.round(value * parts) / parts));
}
