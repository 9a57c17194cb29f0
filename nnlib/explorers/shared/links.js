// Links in the text set the explorer beside them: <a href="#ThresholdNeuron?w1=1&b=-0.5">OR</a>. The same in Jupyter and
// on the static page. The address then holds the state, and a page opened with such an address starts in it.
import { allowed } from "./limits.js";

// "#ThresholdNeuron?w1=1&b=-0.5" -> { name, state }; null for any other link.
function parse(hash) {
  const match = /^#(\w+)\?(.+)$/.exec(decoded(hash));
  if (!match) return null;
  const pairs = match[2].split("&").map((pair) => pair.split("="));
  return { name: match[1], state: Object.fromEntries(pairs.map(([key, value]) => [key, valueOf(value)])) };
}

// A link such as "#100%" cannot be decoded: it is any other link.
function decoded(hash) {
  try {
    return decodeURIComponent(hash);
  } catch {
    return "";
  }
}

// Numbers, lists and truth values as JSON; anything else is a word such as backward.
function valueOf(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

// Let links to `name` change the model of `root`, if it is the nearest explorer of its kind and all that they set is
// allowed. `state()` is the current one. Returns the clean-up.
export function followLinks({ name, root, limits, fits, state, set }) {
  root.dataset.name = name;
  const isNearest = (from) => {
    const distance = (node) => Math.abs(node.getBoundingClientRect().top - from);
    const all = [...document.querySelectorAll(`.nnx[data-name="${name}"]`)];
    return all.every((other) => other === root || distance(root) <= distance(other));
  };
  const follow = (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const link = event.target.closest?.("a[href^='#']");
    const wanted = link && parse(link.hash);
    if (wanted?.name !== name || !isNearest(link.getBoundingClientRect().top)) return;
    const changes = allowed(limits, fits, wanted.state, state());
    if (!changes) return;
    event.preventDefault();
    history.replaceState(null, "", link.hash);
    set(changes);
    const { top, bottom } = root.getBoundingClientRect();
    const block = bottom - top > window.innerHeight ? "start" : "nearest"; // on a phone the drawing matters, which comes first
    if (top < 0 || bottom > window.innerHeight) root.scrollIntoView({ block });
  };
  const opened = parse(location.hash);
  const changes = opened?.name === name && allowed(limits, fits, opened.state, state());
  if (changes) set(changes);
  document.addEventListener("click", follow, true);
  return () => document.removeEventListener("click", follow, true);
}
