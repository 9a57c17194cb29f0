// Links in the text set the explorer beside them: <a href="#ThresholdNeuron?w1=1&w2=1&b=-0.5">OR</a>. The same in Jupyter
// and on the static page.
import { parse } from "./address.js";

// Call `on_link(state, link)` for each click on a link to `name` of which the explorer at `root` is the nearest. Returns
// the clean-up.
export function followLinks({ name, root, on_link }) {
  root.dataset.name = name;
  const isNearest = (from) => {
    const distance = (node) => Math.abs(node.parentElement.getBoundingClientRect().top - from); // it may be pinned elsewhere itself
    const all = [...document.querySelectorAll(`.nnx[data-name="${name}"]`)];
    return all.every((other) => other === root || distance(root) <= distance(other));
  };
  const follow = (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const link = event.target.closest?.("a[href^='#']");
    const wanted = link && parse(link.hash);
    if (wanted?.name !== name || !isNearest(link.getBoundingClientRect().top)) return;
    event.preventDefault();
    on_link(wanted.state, link);
  };
  document.addEventListener("click", follow, true);
  return () => document.removeEventListener("click", follow, true);
}
