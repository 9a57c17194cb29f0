// What is wider than its column is scrolled by keys, too. The theme sees to it for what is visible when the page opens and
// when the window changes; this, for what an opened answer or cell shows.
document.addEventListener("DOMContentLoaded", () => {
  const watcher = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const scrolls = target.scrollWidth > target.clientWidth || target.scrollHeight > target.clientHeight;
      target.tabIndex = scrolls ? 0 : -1;
    }
  });
  for (const one of document.querySelectorAll("pre, .cell_output > .output")) watcher.observe(one);
});
