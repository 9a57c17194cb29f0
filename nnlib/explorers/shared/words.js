// The words that explorers show, from tables that another language can replace: "The neuron fires at {where}."

// Returns say(key, values): the text of this key with its places filled in.
export const speaker =
  (words) =>
  (key, values = {}) =>
    words[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);

// Returns sayNodes(key, nodes): the same as a list of texts and nodes; a place may take several nodes.
export const nodeSpeaker = (words) => (key, nodes) =>
  words[key].split(/\{(\w+)\}/).flatMap((part, n) => (n % 2 ? nodes[part] : part));
