// The static page's half of anywidget: a plain model for each explorer, mounted as it scrolls into view.
// Modules come as classic scripts that hand over their source, because browsers refuse ES modules from file:// pages;
// each becomes a blob: URL, with its local imports pointing to the blobs of the shared files.
(() => {
  const base = new URL(".", document.currentScript.src);
  const sources = new Map(); // file name -> promise of its source
  const urls = new Map(); // file name -> promise of its blob: URL
  const arrived = {};
  document.documentElement.classList.add("nnx-js");

  window.nnx = {
    // Called by each script of the folder modules/.
    module: (file, source) => arrived[file](source),
    // Mount all explorers at or below a node now; tests use it.
    mount_all: (root = document) => Promise.all([...root.querySelectorAll(".nnx-mount")].map(mount)),
  };

  function load(file) {
    if (!sources.has(file)) {
      const source = new Promise((resolve, reject) => {
        arrived[file] = resolve;
        const script = document.createElement("script");
        script.src = new URL(`modules/${file}`, base);
        script.onerror = () => reject(new Error(`could not load ${script.src}`));
        document.head.append(script);
      });
      sources.set(file, source);
    }
    return sources.get(file);
  }

  function blobUrl(file) {
    if (!urls.has(file)) urls.set(file, makeBlobUrl(file));
    return urls.get(file);
  }

  async function makeBlobUrl(file) {
    let source = await load(file);
    const imports = new Set(Array.from(source.matchAll(/from "\.\/(_\w+\.js)"/g), (match) => match[1]));
    const found = await Promise.all([...imports].map(async (name) => [name, await blobUrl(name)]));
    for (const [name, url] of found) source = source.replaceAll(`"./${name}"`, JSON.stringify(url));
    return URL.createObjectURL(new Blob([source, `\n//# sourceURL=nnlib/explorers/${file}`], { type: "text/javascript" }));
  }

  // The part of anywidget's model that explorers use.
  function plainModel(state) {
    const listeners = new Map();
    return {
      get: (name) => state[name],
      set(name, value) {
        if (state[name] === value) return;
        state[name] = value;
        for (const listener of listeners.get(`change:${name}`) ?? []) listener();
      },
      on: (event, listener) => listeners.set(event, [...(listeners.get(event) ?? []), listener]),
      off: (event, listener) => listeners.set(event, (listeners.get(event) ?? []).filter((one) => one !== listener)),
      save_changes() {},
    };
  }

  const mounting = new WeakMap();
  function mount(place) {
    if (!mounting.has(place)) mounting.set(place, start(place));
    return mounting.get(place);
  }

  async function start(place) {
    const module = await import(await blobUrl(`${place.dataset.explorer}.js`));
    const model = plainModel(JSON.parse(place.dataset.state));
    place.replaceChildren();
    place.classList.add("nnx-mounted");
    module.default.render({ model, el: place });
    place.explorer = { model, readouts: module.readouts };
    return place;
  }

  // A link such as "#ThresholdNeuron?w1=1" is followed by the explorer itself; here only those that wait are mounted first.
  function waiting(hash) {
    const name = /^#(\w+)\?/.exec(hash)?.[1];
    const stem = name?.replace(/(?<!^)(?=[A-Z])/g, "_").toLowerCase();
    return [...document.querySelectorAll(`.nnx-mount[data-explorer="${stem}"]:not(.nnx-mounted)`)];
  }

  document.addEventListener("click", async (event) => {
    const link = event.target.closest?.("a[href^='#']");
    const places = link ? waiting(link.hash) : [];
    if (places.length === 0) return;
    event.preventDefault();
    event.stopPropagation();
    await Promise.all(places.map(mount));
    link.click();
  }, true);

  // As soon as the page is read: "DOMContentLoaded" would wait for the formulas' script, the largest of all.
  document.addEventListener("readystatechange", () => {
    if (document.readyState !== "interactive") return;
    const watcher = new IntersectionObserver((entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        watcher.unobserve(target);
        mount(target);
      }
    }, { rootMargin: "600px" });
    for (const place of document.querySelectorAll(".nnx-mount")) watcher.observe(place);
    waiting(location.hash).slice(0, 1).map(mount);
  });
})();
