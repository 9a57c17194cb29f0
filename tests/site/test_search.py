"""The search finds explorers, letters and words, on a server and in a folder."""

import re

import pytest

DESK = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
FORWARD = {
    ("chapters/2_mlp/2_forward.html", "explorer-ForwardPass"),
    ("chapters/2_mlp/5_backward.html", "explorer-ForwardPass"),
}
# What is typed, and what each of the best results says, or where some of them lead.
FIRST = {
    "δ": r"δ \(delta\): .* \(letter, in Notation\)",
    "delta": r"δ \(delta\): .* \(letter, in Notation\)",
    "σ": r"(σ\(z\) \(sigma\): the sigmoid|f′, σ′: the derivative).* \(letter, in Notation\)",
    "γ": r"γ \(gamma\): .* \(letter, in Notation\)",
    "∇": r"∇L \(nabla\): the gradient.* \(letter, in Notation\)",
    "breakdown point": r"breakdown point 崩溃点: of a way to fit.* \(word, in Glossary\)",
    "崩溃点": r"breakdown point 崩溃点: of a way to fit.* \(word, in Glossary\)",
    "ForwardPass": r"ForwardPass: Forward and backward pass \(explorer, in .*\)",
    "forward pass explorer": r"ForwardPass: Forward and backward pass \(explorer, in .*\)",
    "softmax explorer": r"SoftmaxBars: Softmax \(explorer, in 21. Maxout and softmax\)",
}
# The name of a result, and what it is; the passage of the text comes in a paragraph.
SAID = """(all) => all.map((one) => [...one.querySelectorAll('a, :scope > span')]
    .map((part) => part.textContent).join(''))"""


@pytest.fixture(params=["server", "folder"])
def base(request, server, site):
    return server if request.param == "server" else f"{site.as_uri()}/"


def search(visit, words):
    """Type words into the field that a key opens, as readers do; return what is found and where it leads."""
    visit.page.keyboard.press("Control+k")
    visit.page.keyboard.type(words)
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url("**/search.html?q=*")
    visit.page.wait_for_function("() => document.querySelector('.search-summary')?.textContent.includes('found')")
    found = visit.page.locator("ul.search > li")
    said = found.evaluate_all(SAID)
    links = found.evaluate_all("(all) => all.map((one) => one.querySelector('a').href)")
    return said, links


@pytest.mark.parametrize("words", FIRST)
def test_what_is_typed_is_found_first(words, base, opened):
    with opened("chapters/2_mlp/1_layers.html", base=base, viewport=DESK) as visit:
        said, links = search(visit, words)
        assert re.fullmatch(FIRST[words], said[0]), said[:5]
        visit.page.goto(links[0])
        anchor = links[0].partition("#")[2]
        assert visit.page.locator(f"[id='{anchor}']").count() == 1
        assert visit.page.locator(f"[id='{anchor}']").is_visible()


def test_every_page_that_shows_an_explorer_is_found(base, opened):
    with opened("chapters/index.html", base=base, viewport=PHONE) as visit:
        _, links = search(visit, "forwardpass")
        assert {tuple(link.removeprefix(base).split("#")) for link in links if "#" in link} >= FORWARD


def test_a_letter_is_found_where_formulas_hold_it(base, opened):
    """The chapter on the sigmoid says σ in formulas alone, as a command."""
    with opened("chapters/index.html", base=base, viewport=DESK) as visit:
        _, links = search(visit, "δ")
        assert f"{base}chapters/5_losses/2_regression.html" in links
        assert f"{base}chapters/2_mlp/5_backward.html" in links
        assert f"{base}chapters/1_perceptron/3_xor.html" not in links


def test_only_a_server_shows_passages(opened, server, site):
    for base, wanted in ((server, True), (f"{site.as_uri()}/", False)):
        with opened("chapters/index.html", base=base, viewport=DESK) as visit:
            search(visit, "outlier")
            visit.page.wait_for_load_state("networkidle")
            assert (visit.page.locator("ul.search p.context").count() > 0) == wanted
