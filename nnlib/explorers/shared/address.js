// Addresses that hold an explorer and its state, "#ThresholdNeuron?w1=1&w2=1&b=-0.5", and the address of the page. Where a
// page has several explorers of a kind, "#ThresholdNeuron:2?..." is the second.

// "#ThresholdNeuron:2?w1=1&b=-0.5" -> { name, number, state }, number 1 where none is written; null for any other link.
export function parse(hash) {
  const match = /^#(\w+)(?::([1-9]\d*))?\?(.+)$/.exec(decoded(hash));
  if (!match) return null;
  const pairs = match[3].split("&").map((pair) => pair.split("="));
  return {
    name: match[1],
    number: Number(match[2] ?? 1),
    state: Object.fromEntries(pairs.map(([key, value]) => [key, valueOf(value)])),
  };
}

// The other way round. Brackets are encoded: programs that make links of what people write would stop at them.
export function write(name, number, state) {
  const pairs = Object.entries(state).map(
    ([key, value]) => `${key}=${typeof value === "string" ? value : JSON.stringify(value)}`,
  );
  return encodeURI(`#${name}${number > 1 ? `:${number}` : ""}?${pairs.join("&")}`);
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

// -- the address of the page: all explorers share it, it holds the one that was touched most recently ------------------
// An entry of the browser's history whose address is ours is marked as followed: who comes back to it has not followed a
// link (see mount.js).
const PAUSE = 400; // milliseconds: browsers refuse to change the address too often
let describe = null; // writes the address of the explorer that was touched most recently
let timer = null;
let latest = -Infinity;
let here = null; // the address that may be replaced

// Let the address hold what `written` returns, now.
export function put(written) {
  describe = written;
  latest = performance.now();
  history.replaceState({ ...history.state, followed: true }, "", describe());
  here = location.href;
}

// The same as soon as browsers allow, and when all that is set at once is set; unless the reader goes elsewhere meanwhile,
// such as to a link that they paste, of which the page hears a little later.
export function follow(written) {
  describe = written;
  here = location.href;
  timer ??= setTimeout(
    () => {
      timer = null;
      if (location.href === here) put(describe);
    },
    Math.max(0, latest + PAUSE - performance.now()),
  );
}

// Who comes back to an earlier entry finds the explorers as they are now.
window.addEventListener("popstate", () => {
  if (describe && history.state?.followed) put(describe);
});
