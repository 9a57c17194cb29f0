// The words that explorers show, from tables that another language can replace: "The neuron fires at {where}."

// Returns say(key, values): the text of this key with its places filled in.
export const speaker = (words) => (key, values = {}) => words[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
