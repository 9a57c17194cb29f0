// What every explorer can do beside its own controls: follow links, undo, reset, and hand out a link to its state.
import { follow, parse, put, write } from "./address.js";
import { button, change } from "./controls.js";
import { WORDS } from "./declared.js";
import { html, setAttributes, setText } from "./elements.js";
import { glider } from "./glide.js";
import { recordSteps } from "./history.js";
import { allowed } from "./limits.js";
import { followLinks } from "./links.js";
import { placeOf } from "./place.js";
import { speaker } from "./words.js";

const COPIED = 2000; // milliseconds for which the button says that it did its work
const say = speaker(WORDS);

// Returns nodes for the frame, `message` and `buttons`, and the clean-up. `stop()` ends what runs by itself, such as Play.
// Only on a page (see mount.js) does the address follow: in Jupyter it belongs to Jupyter.
export function general({ model, el, root, drawings, declared, fits, state, stop }) {
  const { NAME, LIMITS } = declared;
  const is_page = Boolean(model.page);
  const given = state(); // by the text, or by the cell
  const message = html("p", { class: "nnx-message", role: "status" });
  const glide = glider(model, LIMITS);
  const steps = recordSteps({ root, state, on_input: glide.finish });
  const place = placeOf({ el, root, drawings, is_page });
  // Which explorer of its kind it is on the page.
  const number = () => [...document.querySelectorAll(`.nnx-mount[data-explorer="${NAME}"]`)].indexOf(el) + 1;
  const address = () => write(NAME, number(), state());

  // -- setting the state ----------------------------------------------------------------------------------------------
  function set(traits, how = glide.to) {
    stop();
    glide.finish();
    steps.begin();
    how(traits);
  }

  function undo() {
    stop();
    glide.finish();
    const earlier = steps.back();
    if (earlier) glide.to(earlier);
    show();
  }

  // Set what a link wants, or say why not.
  function open(wanted, how) {
    const { changes, reason = "" } = allowed(LIMITS, fits, wanted, state());
    if (changes) set(changes, how);
    if (changes && is_page && !glide.isGliding()) follow(address); // also where the explorer was in this state already
    setText(message, reason);
    return changes;
  }

  // From mount.js: the address that the page was opened with, or that was typed or pasted since.
  function opened({ detail }) {
    const wanted = parse(detail);
    if (wanted && open(wanted.state, (changes) => change(model, changes))) setText(message, say("from the link"));
  }

  // -- buttons and keys -----------------------------------------------------------------------------------------------
  const undo_button = button(say("undo"), undo);
  const reset_button = button(say("reset"), () => set(given));
  const copy_button = button(say("copy link"), copy);
  let shown_again = null;
  async function copy() {
    put(address);
    try {
      await navigator.clipboard.writeText(location.href);
      setText(copy_button, say("copied"));
      clearTimeout(shown_again);
      shown_again = setTimeout(() => setText(copy_button, say("copy link")), COPIED);
    } catch {
      setText(message, say("copy it there"));
    }
  }

  function key(event) {
    const is_undo =
      event.key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
    if (!is_undo || event.target.matches("input[type=number]")) return; // a typed field has its own
    event.preventDefault();
    event.stopPropagation(); // Jupyter listens to the same keys
    undo();
  }

  // Not truly disabled, which would take the focus away from who presses it.
  const show = () => setAttributes(undo_button, { "aria-disabled": steps.isEmpty() });

  const changed = () => {
    setText(message, "");
    steps.record();
    show();
    if (is_page && !glide.isGliding()) follow(address);
  };

  for (const name of Object.keys(LIMITS)) model.on(`change:${name}`, changed);
  root.addEventListener("nnx-open", opened);
  root.addEventListener("keydown", key);
  const unfollow = followLinks({ name: NAME, root, on_link: (wanted, link) => (place.show(link), open(wanted)) });
  show();

  const buttons = html(
    "div",
    { class: "nnx-buttons nnx-general" },
    undo_button,
    reset_button,
    ...(is_page ? [copy_button] : []),
  );
  return {
    message,
    buttons,
    clean() {
      unfollow();
      for (const name of Object.keys(LIMITS)) model.off(`change:${name}`, changed);
      glide.finish();
      steps.clean();
      place.clean();
      clearTimeout(shown_again);
    },
  };
}
