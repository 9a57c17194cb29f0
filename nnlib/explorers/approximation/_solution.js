// What BumpApproximator computes: the target, what follows it, how far it is off, and the bound.
import { boundTerms, endsOf, evenly, lines, sampled, staircase } from "../mathematics/approximation.js";

const N_STEPS = 2000; // of the grid on which errors are measured
const RESOLUTION = 1000; // of the bound's grids: nnlib's `resolution`
const EXACT = 1e-9; // errors below are rounding
export const N_BY_HAND = 5; // pulses
const OUTER = [-1, 2]; // where the outermost pulses by hand begin and end

// -- targets: the functions, and the places that their drawings need ------------------------------------------------------

const WAVE = { f: (x) => (1 - Math.cos(2 * Math.PI * x)) / 2, places: evenly(64) };
const TARGETS = {
  wave: WAVE,
  root: { f: Math.sqrt.bind(Math), places: evenly(40).map((u) => u * u) },
  kink: { f: (x) => Math.abs(x - 0.4) / 0.6, places: [0, 0.4, 1] },
  jump: { f: (x) => (x < 0.5 ? 0.2 : 0.8), places: [0, 0.5 - 1e-9, 0.5, 1] },
};
export const JUMP = 0.6;

const drawn_ones = new WeakMap(); // one function a list of heights: what is known of it is kept with it
function drawnTarget(heights) {
  if (!drawn_ones.has(heights)) {
    const places = heights.map((_, i) => i / (heights.length - 1));
    drawn_ones.set(heights, { f: lines(places, heights), places });
  }
  return drawn_ones.get(heights);
}

export const targetOf = ({ target, drawn }) => TARGETS[target] ?? drawnTarget(drawn);

// -- what follows it -------------------------------------------------------------------------------------------------------

// The construction with n parts: { net, ends, width, edges, heights }, where edges and heights are those of the pulses, or
// { net, ends, width, knots, heights }.
export function construction(f, { n, kind, spacing, steepness }) {
  const ends = endsOf(f, { n, kind, spacing, resolution: RESOLUTION });
  const width = spacing === "equal" ? 1 / n : narrowest(ends);
  if (kind === "relu") {
    const heights = ends.map(f);
    return { net: lines(ends, heights), ends, width, knots: ends, heights };
  }
  const heights = ends.slice(1).map((end, j) => f(ends[j] / 2 + end / 2));
  const edges = [-width, ...ends.slice(1, -1), 1 + width];
  return { net: staircase(edges, heights, steepness), ends, width, edges, heights };
}

function byHand({ edges: inner, heights, steepness }) {
  const [ends, edges] = [
    [0, ...inner, 1],
    [OUTER[0], ...inner, OUTER[1]],
  ];
  return { net: staircase(edges, heights, steepness), ends, width: narrowest(ends), edges, heights };
}

const narrowest = (ends) => Math.min(...ends.slice(1).map((end, j) => end - ends[j]));

// -- errors ----------------------------------------------------------------------------------------------------------------

const measured = new WeakMap(); // of each function, its values on the grid
function valuesOf(f) {
  if (!measured.has(f)) measured.set(f, sampled(f, N_STEPS));
  return measured.get(f);
}

// The largest error on the grid, and the first place where it is reached.
function largestError(f, net) {
  const errors = sampled(net, N_STEPS);
  valuesOf(f).forEach((value, i) => (errors[i] = Math.abs(errors[i] - value)));
  const error = errors.reduce((largest, one) => Math.max(largest, one), 0);
  const first = errors.findIndex((one) => one >= error - EXACT);
  return { error: error > EXACT ? error : 0, x_error: first / N_STEPS };
}

// -- all of it -------------------------------------------------------------------------------------------------------------

// What follows the target in this state, with its error and its bound; and, by hand, what the construction reaches.
export function solutionOf(state) {
  const { by_hand, spacing, steepness } = state;
  const kind = by_hand ? "sigmoid" : state.kind;
  const options = { n: by_hand ? N_BY_HAND : state.n_bumps, kind, spacing, steepness, resolution: RESOLUTION };
  const { f, places } = targetOf(state);
  const found = by_hand ? byHand(state) : construction(f, options);
  return {
    ...found,
    ...largestError(f, found.net),
    f,
    places,
    kind,
    bound: by_hand ? null : boundTerms(f, found.ends, found.width, options),
    reference: by_hand ? largestError(f, construction(f, options).net).error : null,
  };
}

// The numbers of a solution by the names that Python gives them.
export function numbersOf({ kind, heights, knots, width, error, x_error, bound, reference }, { steepness }) {
  return {
    n_units: knots ? heights.length - 1 : heights.length + 1,
    width,
    kw: kind === "relu" ? null : steepness * width,
    error,
    x_error,
    bound: bound && bound.width + bound.edges + bound.ends,
    bound_width: bound && bound.width,
    bound_edges: bound && bound.edges,
    bound_ends: bound && bound.ends,
    reference,
  };
}
