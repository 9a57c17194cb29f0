// Formulas come after the explorers in view, because MathJax is the largest script of a page, and a few at a time, those
// in view first: typeset all at once, a long page would not answer meanwhile.
{
  const AT_ONCE = 6;

  async function typeset(script) {
    await nnx.first_drawn;
    await frame();
    await new Promise((resolve, reject) => {
      const running = document.createElement("script");
      Object.assign(running, { src: script.src, onload: resolve, onerror: reject });
      document.head.append(running);
    });
    await MathJax.startup.promise;
    await frame();
    const inView = [],
      others = [];
    for (const formula of document.querySelectorAll(".math")) {
      const { top, bottom } = formula.getBoundingClientRect();
      (bottom > 0 && top < window.innerHeight ? inView : others).push(formula);
    }
    const waiting = [...inView, ...others];
    while (waiting.length > 0) {
      await MathJax.typesetPromise(waiting.splice(0, AT_ONCE));
      await frame();
    }
  }

  function frame() {
    return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  }

  // What is drawn late changes heights. The section or explorer that the address names stays where it is until all that is near it
  // is drawn, or until the reader takes over.
  function keepInPlace(section) {
    const keeper = new ResizeObserver(() => section.scrollIntoView({ behavior: "instant" }));
    keeper.observe(document.body);
    const release = () => keeper.disconnect();
    for (const input of ["wheel", "touchmove", "pointerdown", "keydown"]) {
      window.addEventListener(input, release, { once: true, passive: true });
    }
    window.formulas.finally(() => setTimeout(release, 1000));
  }

  // The section that the address names; none for an address such as "#100%", which no one can decode.
  function sectionNamed(hash) {
    try {
      return document.getElementById(decodeURIComponent(hash.slice(1)));
    } catch {
      return null;
    }
  }

  // Settled when all formulas are typeset.
  window.formulas = new Promise((resolve) => {
    document.addEventListener("DOMContentLoaded", () => {
      const script = document.querySelector("script[src*='mathjax/']"); // of a type that no browser runs by itself
      resolve(script && typeset(script));
      const section = sectionNamed(location.hash) ?? nnx.opened;
      const [{ type }] = performance.getEntriesByType("navigation");
      if (section && type === "navigate") keepInPlace(section); // who reloads, or comes back, was perhaps elsewhere
    });
  });
}
