// Numbers glide to where a link, Undo or Reset wants them, so that the eye can follow; all else is there at once. The
// kernel and the address get the final state only.
import { change, held } from "./controls.js";

const DURATION = 300; // milliseconds

// `to(wanted)` sets traits, `finish()` sets them at once, for example because the reader takes over.
export function glider(model, limits) {
  let request = null;
  let wanted = {};

  function finish() {
    if (request === null) return;
    cancelAnimationFrame(request);
    request = null;
    held.delete(model);
    change(model, wanted);
  }

  function to(traits) {
    finish();
    wanted = traits;
    const numbers = Object.keys(traits).filter(
      (name) => limits[name].kind === "number" && traits[name] !== model.get(name),
    );
    if (numbers.length === 0 || matchMedia("(prefers-reduced-motion: reduce)").matches) return change(model, traits);
    const from = Object.fromEntries(numbers.map((name) => [name, model.get(name)]));
    const start = performance.now();
    const frame = (now) => {
      const share = Math.max(0, (now - start) / DURATION);
      if (share >= 1) return finish();
      const eased = share * share * (3 - 2 * share);
      for (const name of numbers) model.set(name, from[name] + eased * (traits[name] - from[name]));
      request = requestAnimationFrame(frame);
    };
    held.add(model);
    request = requestAnimationFrame(frame);
    for (const name of Object.keys(traits)) if (!numbers.includes(name)) model.set(name, traits[name]);
  }

  return { to, finish, isGliding: () => request !== null };
}
