// What Undo takes back: steps that a person would call one change. A step begins when the reader presses, clicks, types
// or follows a link; all that changes until the next one belongs to it: a whole drag, a whole run of Play.

const KEPT = 100; // steps
const RUN = 500; // milliseconds: keys pressed in a row make one step

const same = (state, other) => JSON.stringify(state) === JSON.stringify(other);

// `on_input()` is called before the reader's input reaches a control.
export function recordSteps({ root, state, on_input }) {
  const earlier = [];
  let current = state();
  let is_new = false; // the next change begins a step
  let is_pressed = false;
  let typed = -Infinity;

  const begin = () => (is_new = true);
  const released = () => (is_pressed = false);
  const on = (types, listener) => {
    for (const type of types) root.addEventListener(type, (event) => (on_input(), listener(event)), true);
  };
  on(["pointerdown"], () => (begin(), (is_pressed = true)));
  on(["click"], begin);
  on(["focusin"], () => is_pressed || begin());
  on(["keydown", "input"], ({ timeStamp }) => {
    if (!is_pressed && timeStamp - typed > RUN) begin();
    typed = timeStamp;
  });
  for (const type of ["pointerup", "pointercancel"]) window.addEventListener(type, released, true);

  return {
    begin,
    // Call it after each change.
    record() {
      const now = state();
      if (same(now, current)) return;
      if (is_new) earlier.push(current);
      if (earlier.length > KEPT) earlier.shift();
      is_new = false;
      current = now;
    },
    isEmpty: () => earlier.length === 0,
    // The state to go back to; undefined if there is none.
    back() {
      is_new = false;
      let state = earlier.pop();
      while (state && same(state, current)) state = earlier.pop(); // dragged away, and back again
      return state;
    },
    clean() {
      for (const type of ["pointerup", "pointercancel"]) window.removeEventListener(type, released, true);
    },
  };
}
