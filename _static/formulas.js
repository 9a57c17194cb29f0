// Formulas come after the explorers in view, because MathJax is the largest script of a page, and a few at a time, those
// in view first: typeset all at once, a long page would not answer meanwhile.
{
  const AT_ONCE = 12;

  // A formula is not as tall as its source: the section that the address names moves, until the reader takes over.
  let moved = false;
  for (const input of ["wheel", "touchmove", "pointerdown", "keydown"]) {
    window.addEventListener(input, () => { moved = true; }, { once: true, passive: true });
  }

  async function typeset(script) {
    await nnx.first_drawn;
    await frame();
    await new Promise((resolve, reject) => {
      const running = document.createElement("script");
      Object.assign(running, { src: script.src, onload: resolve, onerror: reject });
      document.head.append(running);
    });
    await MathJax.startup.promise;
    const inView = [], others = [];
    for (const formula of document.querySelectorAll(".math")) {
      const { top, bottom } = formula.getBoundingClientRect();
      (bottom > 0 && top < window.innerHeight ? inView : others).push(formula);
    }
    const waiting = [...inView, ...others];
    while (waiting.length > 0) {
      await MathJax.typesetPromise(waiting.splice(0, AT_ONCE));
      await frame();
    }
    if (!moved) document.querySelector(":target")?.scrollIntoView({ behavior: "instant" });
  }

  function frame() {
    return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  }

  // Settled when all formulas are typeset.
  window.formulas = new Promise((resolve) => {
    document.addEventListener("DOMContentLoaded", () => {
      const script = document.querySelector("script[src*='mathjax/']"); // of a type that no browser runs by itself
      resolve(script && typeset(script));
    });
  });
}
