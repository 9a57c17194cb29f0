"""Stills of explorers: how they are called, and what a notebook stores of them."""

import ast
import re
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup

from nnlib import explorers
from nnlib.explorers import ForwardPass, HiddenPair, ReluRegions, ThresholdNeuron, XorNetwork, _stills
from nnlib.explorers._modules import FOLDER

SVG = "{http://www.w3.org/2000/svg}"

every_explorer = pytest.mark.parametrize("explorer", [getattr(explorers, name) for name in explorers.__all__])


def page_of(explorer) -> BeautifulSoup:
    return BeautifulSoup(explorer._repr_mimebundle_()[0]["text/html"], "html.parser")


def picture_of(explorer) -> ElementTree.Element:
    """Return the drawing that the image holds."""
    kind, _, drawing = page_of(explorer).img["src"].partition(",")
    assert kind == "data:image/svg+xml"
    return ElementTree.fromstring(unquote(drawing))


@pytest.mark.parametrize(
    "explorer, expected",
    [
        (ThresholdNeuron(w1=1, w2=-0.03125), "w1=1,w2=-0.03125,b=-1.5"),
        (HiddenPair(steepness=20, pulse=True), "s1=0.25,s2=0.75,w1=0.75,w2=-0.75,steepness=20,pulse=true"),
        (ForwardPass(), "mode=forward,position=2,42579009"),
        (ForwardPass(x=[1, 0.25]), "mode=forward,position=2,f7fadbbe"),
        (XorNetwork(W0_11=1 / 3, W0_21=1 / 3, b0_1=1 / 7), "W0_11=0.3333333333333333,W0_21=0.3333333,73ca8d86"),
    ],
)
def test_the_name_of_a_still_follows_from_the_state(explorer, expected):
    assert _stills.name(explorer.state()) == expected


def test_whole_numbers_have_one_name():
    """JavaScript knows no difference between 1 and 1.0."""
    assert _stills.name({"w": 1.0}) == _stills.name({"w": 1}) == "w=1"
    assert _stills.name({"x": [1.0, 10.05, -2.0]}) == _stills.name({"x": [1, 10.05, -2]})
    assert _stills.name({"x": [1.05]}) != _stills.name({"x": [15]})


@every_explorer
def test_the_untouched_state_has_a_still_that_says_what_it_shows(explorer):
    page, picture = page_of(explorer()), picture_of(explorer())
    assert page.select_one("div.nnx-mount > img.nnx-still")["alt"] == picture.find(f"{SVG}title").text
    assert page.select_one("div.nnx-mount > details:not([open]) > table")
    assert page.details.summary.get_text() == "Numbers"
    assert page.img["width"] == picture.get("viewBox").split()[2]


WITH_SAMPLES = ("FeatureSpace", "PerceptronLearning", "ThresholdNeuron", "XorNetwork")


def test_a_state_without_a_still_shows_its_numbers_at_once():
    page = page_of(ThresholdNeuron(w1=0.123))
    assert page.select_one("div.nnx-mount > table")
    assert not page.select("img, details")


@every_explorer
def test_a_picture_brings_the_rules_it_needs_and_no_others(explorer):
    style = picture_of(explorer()).find(f"{SVG}style").text
    assert style.startswith(":root{--nnx-blue:#0072b2;")
    assert "/*" not in style
    assert ".nnx-finding{" in style
    assert (".nnx-edge.nnx-negative{" in style) == (explorer in (ForwardPass, ReluRegions))
    assert (".nnx-zero{" in style) == (explorer.__name__ in WITH_SAMPLES)


def test_what_a_picture_says_is_escaped(monkeypatch, tmp_path):
    drawing = '<svg viewBox="0 0 704 9"><title>"1" &lt; \'2\' &amp; #3 100%</title><g class="nnx" id="σ"/></svg>'
    monkeypatch.setattr(_stills, "folder", lambda module: tmp_path)
    (tmp_path / "w=1.svg").write_text(_stills.LINK_TO_IT + drawing, encoding="utf-8")
    text = _stills.image("any.js", {"w": 1})
    image = BeautifulSoup(text, "html.parser").img
    assert not set(image["src"]) & set('<>#"&')
    assert image["alt"] == "\"1\" < '2' & #3 100%"
    assert ElementTree.fromstring(unquote(image["src"].partition(",")[2])).find("g").get("id") == "σ"


@every_explorer
def test_the_room_for_what_chapters_show_is_known(explorer):
    heights = _stills.folder(explorer._module) / _stills.ROOMS
    assert heights.exists(), "run `make stills`"


def test_rooms_stand_in_the_place(monkeypatch, tmp_path):
    monkeypatch.setattr(_stills, "folder", lambda module: tmp_path)
    (tmp_path / _stills.ROOMS).write_text('{"w1=1,w2=1,b=-1.5": {"328": 742, "704": 527}}', encoding="utf-8")
    assert page_of(ThresholdNeuron()).div["style"] == "--nnx-328:742;--nnx-704:527"
    assert "style" not in page_of(ThresholdNeuron(b=0.5)).div.attrs


def test_every_file_of_the_explorers_is_installed():
    """Setuptools takes the files that its patterns match, and forgets others in silence."""
    settings = (FOLDER.parents[1] / "pyproject.toml").read_text(encoding="utf-8")
    patterns = ast.literal_eval(re.search(r'^"nnlib.explorers" = (\[.*\])', settings, re.MULTILINE)[1])
    told = {path for pattern in patterns for path in FOLDER.glob(pattern)}
    there = {path for path in FOLDER.rglob("*") if path.is_file() and path.suffix not in (".py", ".pyc")}
    assert told == there
