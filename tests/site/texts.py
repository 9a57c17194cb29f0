"""Pages of a text with an explorer and links to it, for tests of links, address and place."""

from local_site import stage_of

SENTENCE = "A sentence of the text. " * 8
# A column of text as on the book's pages: on a wide window there is room beside it.
COLUMN = """<style>
main { max-width: 38rem; margin: 0 auto 0 14rem; }
@media (max-width: 60rem) { main { margin: 0; } }
</style>"""


def text_with(explorer: type, *, before: str = "", after: str = "", **state: object) -> str:
    """Return a page with an explorer, and text before and after it."""
    page = stage_of(explorer, **state).replace("<main>", f"{COLUMN}<main>").replace("</h1>", f"</h1>{before}")
    return page.replace("</main>", f"{after}</main>")


def section(n_sentences: int, *links: str) -> str:
    """Return a section of the text that ends in links."""
    text = "".join(f"<p>{SENTENCE}</p>" for _ in range(n_sentences))
    return (
        f"<section>{text}<p>{' '.join(f'<a class=nnx-set href={link!r}>set</a>' for link in links)}</p>{text}</section>"
    )
