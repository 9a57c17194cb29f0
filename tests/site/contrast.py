"""axe, asked for contrast once for each style of a page: it takes most of its time over thousands of equal words."""

from axe_playwright_python.sync_playwright import Axe

# Marks the longest words of each style: of the same kind of element in the same kind of element, in the same colour,
# size and weight, on the same grounds. What is positioned may lie on something else than its ancestors: it is a ground
# of its own.
MARK_STYLES = """() => {
    const kind = (one) => `${one.localName}.${one.getAttribute('class')}`;
    const grounds = new Map([[null, '']]);
    const groundOf = (one) => {
        if (!grounds.has(one)) {
            const { backgroundColor, backgroundImage, opacity, filter, position } = getComputedStyle(one);
            const own = [backgroundColor, backgroundImage, opacity, filter, position === 'static' || kind(one)].join();
            const around = groundOf(one.parentElement);
            grounds.set(one, own === 'rgba(0, 0, 0, 0),none,1,none,true' ? around : `${around}|${own}`);
        }
        return grounds.get(one);
    };
    const styleOf = (one) => {
        const { color, fontSize, fontWeight, textShadow } = getComputedStyle(one);
        const shown = one.checkVisibility({ visibilityProperty: true });
        const around = [kind(one.parentElement), groundOf(one)];
        return [kind(one), shown, color, fontSize, fontWeight, textShadow, ...around].join();
    };
    const wordsOf = (one) => one.matches('input, select, textarea') ? 'any' : [...one.childNodes]
        .filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.data.trim()).join('');
    const longest = new Map();
    for (const one of document.querySelectorAll('body *')) {
        one.removeAttribute('data-style');
        const words = wordsOf(one);
        if (words.length < 2) continue; // axe is content with a single letter, whatever its colour
        const style = styleOf(one);
        if (words.length > (longest.get(style)?.words.length ?? 0)) longest.set(style, { one, words });
    }
    for (const { one } of longest.values()) one.dataset.style = '';
}"""
AXE = f"{Axe().axe_script}; axe.configure({{ rules: [{{ id: 'color-contrast', selector: '[data-style]' }}] }});"
