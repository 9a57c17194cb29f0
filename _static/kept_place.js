// What is drawn late changes heights. The section or explorer that the address names stays where it is until what is near it
// is drawn, or until the reader takes over.
{
  const AFTER = 1000; // milliseconds from the first drawing on

  function keepInPlace(section) {
    const keeper = new ResizeObserver(() => section.scrollIntoView({ behavior: "instant" }));
    keeper.observe(document.body);
    const release = () => keeper.disconnect();
    for (const input of ["wheel", "touchmove", "pointerdown", "keydown"]) {
      window.addEventListener(input, release, { once: true, passive: true });
    }
    nnx.first_drawn.then(() => setTimeout(release, AFTER));
  }

  // The section that the address names; none for an address such as "#100%", which no one can decode.
  function sectionNamed(hash) {
    try {
      return document.getElementById(decodeURIComponent(hash.slice(1)));
    } catch {
      return null;
    }
  }

  document.addEventListener("DOMContentLoaded", () => {
    const section = sectionNamed(location.hash) ?? nnx.opened;
    const [{ type }] = performance.getEntriesByType("navigation");
    if (section && type === "navigate") keepInPlace(section); // who reloads, or comes back, was perhaps elsewhere
  });
}
