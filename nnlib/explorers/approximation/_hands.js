// What the reader's hands move on the drawing: the pen that draws the target, and the pulses of the game.
import { change } from "../shared/controls.js";
import { html } from "../shared/elements.js";
import { handle } from "../shared/handles.js";
import { toData } from "../shared/plane.js";
import { followPointer } from "../shared/sliders.js";

const HUNDREDTHS = 100; // heights and places set by hand are multiples of 1/100, so that links stay short
const NARROWEST = 3; // hundredths that a pulse keeps
const PEN_STEP = 2; // hundredths that an arrow key moves a point
const BELOW = -0.13; // where the handles of edges stand

const within = (low, value, high) => Math.min(high, Math.max(low, value));
const rounded = (value) => Math.round(within(0, value, 1) * HUNDREDTHS) / HUNDREDTHS;

// A pen that draws the target: a pointer anywhere on the plot paints; a finger does so once it has moved to the side, for
// up and down it scrolls the page, and from the pen itself it paints at once. By keys, left and right choose a point.
export function pen(plot, model, name) {
  const sheet = html("div", { class: "nnx-hit nnx-sheet" }); // no mark: what lies in an SVG cannot say which way it scrolls
  plot.box.append(sheet);
  sheet.addEventListener("mousedown", (event) => event.preventDefault()); // it would take the focus from the pen again
  const end = () => model.get("drawn").length - 1;
  let chosen = 16; // the point at which the pen stands
  let from = null; // where the stroke has come to

  // All points between two places of a stroke get its height there.
  function stroke([p, q], [to_p, to_q]) {
    const points = [...model.get("drawn")];
    const [start, goal] = [p, to_p].map((one) => within(0, Math.round(one * end()), end()));
    for (let j = Math.min(start, goal); j <= Math.max(start, goal); j++) {
      const share = start === goal || j === goal ? 1 : within(0, (j / end() - p) / (to_p - p), 1);
      points[j] = rounded(q + share * (to_q - q));
    }
    chosen = goal;
    change(model, { drawn: points });
  }
  const paint = (to) => {
    stroke(from ?? to, to);
    from = to;
  };

  const place = () => [chosen / end(), model.get("drawn")[chosen]];
  const grip = handle(plot, {
    name,
    move: (p, q) => paint([within(0, p, 1), q]),
    nudge(right, up) {
      chosen = within(0, chosen + right, end());
      const [p, q] = place();
      if (up === 0) grip.put();
      else stroke([p, q], [p, q + (up * PEN_STEP) / HUNDREDTHS]);
    },
    place,
    grab: () => (from = place()),
    className: "nnx-pen",
  });
  followPointer(sheet, {
    press(event) {
      grip.node.focus({ preventScroll: true });
      from = toData(plot, event);
    },
    move: (event) => paint(toData(plot, event)),
    tap: (event) => paint(toData(plot, event)),
  });

  return {
    // Show it where there is something to draw.
    put({ target, by_hand }) {
      const is_there = target === "drawn" && !by_hand;
      sheet.style.display = grip.node.style.display = is_there ? "" : "none";
      if (is_there) grip.put();
    },
  };
}

// Handles for the pulses of the game: edges go to the side and never cross, heights up and down.
export function handHandles(plot, model, names) {
  const best = new Map(); // the smallest error that the reader's hands have reached, by what they had to fit
  let is_played = false;

  const ends = () => [0, ...model.get("edges"), 1];
  const set = (trait, i, value) => {
    is_played = true;
    change(model, { [trait]: model.get(trait).map((one, j) => (j === i ? value : one)) });
  };
  const setEdge = (i, p) => {
    const [low, high] = [ends()[i], ends()[i + 2]].map((one) => Math.round(one * HUNDREDTHS));
    const value = Math.round(p * HUNDREDTHS);
    if (high - low >= 2 * NARROWEST) set("edges", i, within(low + NARROWEST, value, high - NARROWEST) / HUNDREDTHS);
  };
  const setTop = (i, q) => set("heights", i, rounded(q));

  const edges = model.get("edges").map((_, i) => {
    const place = () => [model.get("edges")[i], BELOW];
    const nudge = (right, up) => setEdge(i, place()[0] + (right + up) / HUNDREDTHS);
    return handle(plot, { name: names.edge(i + 1), move: (p) => setEdge(i, p), nudge, place, className: "nnx-shift" });
  });
  const tops = model.get("heights").map((_, i) => {
    const place = () => [(ends()[i] + ends()[i + 1]) / 2, model.get("heights")[i]];
    const nudge = (right, up) => setTop(i, place()[1] + (right + up) / HUNDREDTHS);
    return handle(plot, { name: names.top(i + 1), move: (p, q) => setTop(i, q), nudge, place, className: "nnx-turn" });
  });

  return {
    put({ by_hand }) {
      for (const { node, put } of [...edges, ...tops]) {
        node.style.display = by_hand ? "" : "none";
        if (by_hand) put();
      }
    },
    // The best so far, null before the first move; only what was done by hand counts.
    best({ target, drawn, steepness }, error) {
      const task = JSON.stringify([target, target === "drawn" ? drawn : null, steepness]);
      if (is_played) best.set(task, Math.min(error, best.get(task) ?? Infinity));
      is_played = false;
      return best.get(task) ?? null;
    },
  };
}
