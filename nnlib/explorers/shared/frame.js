// The frame around an explorer: its drawings, its controls, and the line that states the finding.
import { WORDS } from "./declared.js";
import { html, setAttributes } from "./elements.js";
import { general } from "./general.js";
import { dragNumbers } from "./sliders.js";
import { fitAll, onWidth } from "./widths.js";
import { speaker } from "./words.js";

const NARROW = 480; // pixels of the explorer's width
const say = speaker(WORDS);

// From top to bottom: what stays in view while the controls are used, the `drawings` and the main `buttons`; `numbers`; the
// finding; `controls`; and `more` of them, folded where the place is narrow. All is redrawn once a frame.
// `draw(state)` returns the finding; it is read aloud when the reader pauses. `declared` is what Python declares: the
// explorer's name, and its traits with their limits; `fits` adds what one trait asks of another; `stop` ends what runs by
// itself, before a link, Undo or Reset sets the state; `long` keeps room for a finding of three lines where it is wide.
// How parts are laid out by what is in them is said by classes: a selector with :has() is matched anew at every change.
export function frame({
  model,
  el,
  declared,
  fits = {},
  title,
  drawings,
  buttons = [],
  numbers = [],
  controls = [],
  more = [],
  draw,
  long = false,
  stop = () => {},
}) {
  const traits = Object.keys(declared.LIMITS);
  const state = () => Object.fromEntries(traits.map((name) => [name, model.get(name)]));
  const finding = html("p", { class: long ? "nnx-finding nnx-long" : "nnx-finding" });
  const live = html("p", { class: "nnx-live", "aria-live": "polite" });
  const root = html("div", { class: "nnx", role: "group", "aria-label": title });
  const part = (name, nodes) => (nodes.length > 0 ? [html("div", { class: name }, ...nodes)] : []);
  const is_pair = drawings.length === 2 && drawings.every((one) => one.matches(".nnx-captioned"));
  const drawn = html("div", { class: `nnx-drawings ${is_pair ? "nnx-captioned-pair" : ""}`.trim() }, ...drawings);
  const is_all = controls.length === 0 && more.length === 0;
  const view = html("div", { class: is_all ? "nnx-view nnx-all" : "nnx-view" }, drawn, ...part("nnx-buttons", buttons));
  const common = general({ model, el, root, drawings: drawn, declared, fits, state, stop });
  const fold = more.length > 0 ? [folded(root, more)] : [];
  root.append(
    view,
    common.message,
    ...part("nnx-numbers", numbers),
    finding,
    ...part(columnsOf(controls), controls),
    ...fold,
    common.buttons,
    live,
  );
  dragNumbers(model, root);
  // A control that gets the focus is scrolled to where the drawing does not cover it.
  new ResizeObserver(() => root.style.setProperty("--nnx-view", `${view.offsetHeight}px`)).observe(view);
  el.append(root);
  let request = null;
  let pause = null;
  const redraw = () => {
    request = null;
    const text = draw(state());
    // Before all else: a drawing may be new though the sentence is not.
    for (const drawing of root.querySelectorAll("[role=img]"))
      setAttributes(drawing, { "aria-label": say("drawing", { title, finding: text }) });
    if (text === finding.textContent) return;
    finding.textContent = text;
    clearTimeout(pause);
    pause = setTimeout(() => (live.textContent = text), 600);
  };
  const schedule = () => (request ??= requestAnimationFrame(redraw));
  for (const name of traits) model.on(`change:${name}`, schedule);
  // A drawing that changed its size asks for it: at once, for paper has no next frame.
  root.addEventListener("nnx-redraw", () => (cancelAnimationFrame(request), redraw()));
  fitAll(root);
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

// Groups of controls stand in columns.
function columnsOf(controls) {
  const isGrouped = (one) => one.matches(".nnx-group") || one.querySelector(".nnx-group");
  return controls.some(isGrouped) ? "nnx-controls nnx-grouped" : "nnx-controls";
}

// Controls that fold: closed at first where the place is narrow, always open where it is wide.
function folded(root, nodes) {
  const fold = html(
    "details",
    { class: "nnx-more" },
    html("summary", {}, say("change numbers")),
    html("div", { class: columnsOf(nodes) }, ...nodes),
  );
  let narrow = null;
  onWidth(root, (width) => {
    if (narrow === width < NARROW) return; // what the reader opened stays open
    narrow = width < NARROW;
    fold.open = !narrow;
  });
  return fold;
}
