// The steps of ForwardPass: in which order units take them, and which states fit a network.
import { defaultParameters } from "../mathematics/mlp.js";
import { LIMITS } from "./forward_pass.declared.js";

// The units in the order of the steps, as { k, j } with k from 1; each unit takes two steps.
export function unitsInOrder({ layer_sizes, mode }) {
  const layers = layer_sizes.slice(1).map((n, k) => Array.from({ length: n }, (_, j) => ({ k: k + 1, j })));
  return (mode === "forward" ? layers : layers.reverse()).flat();
}

// Two steps for each unit but the inputs.
export const lastPosition = ({ layer_sizes }) => 2 * layer_sizes.slice(1).reduce((sum, n) => sum + n);

// What the network's sizes ask of the other traits: lists of the lengths that it has, and a step that it takes.
export const FITS = Object.fromEntries(
  ["activations", "weights", "biases", "x", "y_true"].map((trait) => [trait, fitting(trait)]),
);
FITS.position = (state) => ({ ...LIMITS.position, max: lastPosition(state) });

function fitting(trait) {
  return ({ layer_sizes }) => asLongAs(defaultParameters(layer_sizes)[trait], LIMITS[trait]);
}

const asLongAs = (value, declared) =>
  Array.isArray(value) ? { kind: "row", items: value.map((one) => asLongAs(one, declared.item)) } : declared;

const shape = (value) => (Array.isArray(value) ? value.map(shape) : 0);
const sameShape = (value, other) => JSON.stringify(shape(value)) === JSON.stringify(shape(other));

// A state in which everything fits the sizes; `layer_sizes` may have been set alone, by a link.
export function fitted(state) {
  const wanted = defaultParameters(state.layer_sizes);
  const misfits = Object.keys(wanted).filter((name) => !sameShape(state[name], wanted[name]));
  const last = lastPosition(state);
  const corrected = Object.fromEntries(misfits.map((name) => [name, wanted[name]]));
  if (state.position > last) corrected.position = last;
  return corrected;
}
