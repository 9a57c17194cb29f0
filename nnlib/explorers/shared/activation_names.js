// What activations are called.
import { WORDS } from "./declared.js";
import { speaker } from "./words.js";

const say = speaker(WORDS);

export const nameOf = (activation) => say(`${activation} function`);
