// The frame around an explorer: its drawings, its controls, and the line that states the finding.
import { html, setAttributes } from "./elements.js";
import { general } from "./general.js";

// The frame around an explorer: drawings, controls, a line of text that states the finding, redrawn once a frame.
// `draw(state)` returns the finding; it is read aloud when the reader pauses. `declared` is what Python declares: the
// explorer's name, and its traits with their limits; `fits` adds what one trait asks of another; `stop` ends what runs by
// itself, before a link, Undo or Reset sets the state.
export function frame({ model, el, declared, fits = {}, title, drawings, controls, draw, stop = () => {} }) {
  const traits = Object.keys(declared.LIMITS);
  const state = () => Object.fromEntries(traits.map((name) => [name, model.get(name)]));
  const finding = html("p", { class: "nnx-finding" });
  const live = html("p", { class: "nnx-live", "aria-live": "polite" });
  const root = html("div", { class: "nnx", role: "group", "aria-label": title });
  const drawn = html("div", { class: "nnx-drawings" }, ...drawings);
  const common = general({ model, el, root, drawings: drawn, declared, fits, state, stop });
  root.append(drawn, common.message, finding, html("div", { class: "nnx-controls" }, ...controls), common.buttons, live);
  el.append(root);
  let request = null;
  let pause = null;
  const redraw = () => {
    request = null;
    const text = draw(state());
    // Before all else: a drawing may be new though the sentence is not.
    for (const drawing of root.querySelectorAll("[role=img]")) setAttributes(drawing, { "aria-label": `${title}: ${text}` });
    if (text === finding.textContent) return;
    finding.textContent = text;
    clearTimeout(pause);
    pause = setTimeout(() => (live.textContent = text), 600);
  };
  const schedule = () => (request ??= requestAnimationFrame(redraw));
  for (const name of traits) model.on(`change:${name}`, schedule);
  // A drawing that changed its size asks for it: at once, for paper has no next frame.
  root.addEventListener("nnx-redraw", () => (cancelAnimationFrame(request), redraw()));
  redraw();
  clearTimeout(pause);
  return () => {
    common.clean();
    for (const name of traits) model.off(`change:${name}`, schedule);
    cancelAnimationFrame(request);
    clearTimeout(pause);
    root.remove();
  };
}
