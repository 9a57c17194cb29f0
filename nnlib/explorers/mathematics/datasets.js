// The data sets of nnlib that explorers show.

// The four corners of the unit square, in the order of a truth table.
export const CORNERS = [
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
];

export const GATES = { and: [0, 0, 0, 1], or: [0, 1, 1, 1], nand: [1, 1, 1, 0], xor: [0, 1, 1, 0] };

// The gate with this output column, in capitals, or "" for none of them.
export function gateName(outputs) {
  const found = Object.keys(GATES).find((name) => GATES[name].every((y, i) => y === outputs[i]));
  return found ? found.toUpperCase() : "";
}
