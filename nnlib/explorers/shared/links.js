// Links in the text set the explorer beside them: <a href="#ThresholdNeuron?w1=1&w2=1&b=-0.5">OR</a>. The same in Jupyter
// and on the static page.
import { parse } from "./address.js";

// Call `on_link(state, link)` for each click on a link to `name` that means the explorer at `root`: the nearest, or the
// one whose number the link says. Returns the clean-up.
export function followLinks({ name, root, on_link }) {
  root.dataset.name = name;
  const isMeant = (number, from) => {
    const distance = (node) => Math.abs(node.parentElement.getBoundingClientRect().top - from); // it may be pinned elsewhere itself
    const all = [...document.querySelectorAll(`.nnx[data-name="${name}"]`)];
    if (number > 1 && number <= all.length) return all[number - 1] === root;
    return all.every((other) => other === root || distance(root) <= distance(other));
  };
  const follow = (event) => {
    if (
      event.defaultPrevented ||
      event.button !== 0 ||
      event.ctrlKey ||
      event.metaKey ||
      event.shiftKey ||
      event.altKey
    )
      return;
    const link = event.target.closest?.("a[href^='#']");
    const wanted = link && parse(link.hash);
    if (wanted?.name !== name || !isMeant(wanted.number, link.getBoundingClientRect().top)) return;
    event.preventDefault();
    on_link(wanted.state, link);
  };
  document.addEventListener("click", follow, true);
  return () => document.removeEventListener("click", follow, true);
}
