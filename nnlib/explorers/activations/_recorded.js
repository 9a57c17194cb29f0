// The recorded trainings: their samples, their nets epoch by epoch, and what is measured of them.
import { binaryCrossEntropy } from "../mathematics/losses.js";
import { netOf, pass } from "../mathematics/nets.js";
import { EPOCHS, MIDDLE, PLACES, RECORDING, SCALE } from "./feature_space.declared.js";

export const NAMES = ["sigmoid", "tanh", "relu"];
const NEVER = -1;

// What was computed once is kept: f(key) for keys that are texts.
const kept = (f) => {
  const known = new Map();
  return (...keys) => {
    const key = keys.join();
    if (!known.has(key)) known.set(key, f(...keys));
    return known.get(key);
  };
};

export const samplesOf = kept((data) => {
  const { X, y } = RECORDING[data];
  return { X: Float64Array.from(X.flat(), (place) => place / PLACES), y };
});

// The nets of a run, one an epoch. The text says for one parameter after the other how it starts, and by how much each
// epoch changes it: a letter for a small step, the number between two ~ for a great one.
const netsOf = kept((data, run, name) => {
  const { layer_sizes, runs } = RECORDING[data];
  const letters = [...runs[run - 1][name].matchAll(/~(-?\d+)~|[^~]/g)];
  const thetas = Array.from({ length: EPOCHS + 1 }, () => []);
  let whole = 0;
  letters.forEach(([letter, number], i) => {
    const epoch = i % thetas.length;
    const step = number === undefined ? letter.charCodeAt(0) - MIDDLE : Number(number);
    whole = epoch === 0 ? step : whole + step;
    thetas[epoch].push(whole / SCALE);
  });
  return thetas.map((theta) => netOf(layer_sizes, name, theta));
});

export const netAt = ({ data, run, epoch }, name) => netsOf(data, run, name)[epoch];

// The number of the layer that is drawn: the final hidden one.
export const layerOf = (data) => RECORDING[data].layer_sizes.length - 2;

// Where a net puts inputs in the space of its final hidden layer: p and q of each in turn.
export const hidden = (net, X, space) => pass(net, X).at(-2)[space];

const rightOf = (logits, y) => y.filter((label, i) => logits[i] >= 0 === (label === 1)).length;

// The first epoch from which on all samples are on their side, up to the final one.
export const separated = kept((data, run, name) => {
  const { X, y } = samplesOf(data);
  const nets = netsOf(data, run, name);
  const first = nets.findLastIndex((net) => rightOf(pass(net, X).at(-1).a, y) < y.length) + 1;
  return first < nets.length ? first : NEVER;
});

// How far from 0 the samples come in a run, as a round number.
export const reach = kept((data, run, name, space) => {
  const { X } = samplesOf(data);
  const farthest = (most, net) => hidden(net, X, space).reduce((far, value) => Math.max(far, Math.abs(value)), most);
  const most = netsOf(data, run, name).reduce(farthest, 0);
  return [1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25].find((round) => round >= most);
});

export function measure(state, name) {
  const { X, y } = samplesOf(state.data);
  const layers = pass(netAt(state, name), X);
  const places = layers.at(-2)[state.space];
  const logits = layers.at(-1).a;
  const extent = (axis) => {
    const along = places.filter((_, i) => i % 2 === axis);
    return Math.max(...along) - Math.min(...along);
  };
  return {
    places,
    logits,
    loss: binaryCrossEntropy(y, logits),
    right: rightOf(logits, y),
    separated: separated(state.data, state.run, name),
    width: extent(0),
    height: extent(1),
  };
}
