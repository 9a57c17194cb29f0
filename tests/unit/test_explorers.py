"""The Python half of the explorers: their states, their numbers, and what a notebook stores of them."""

import html
import json
import math
import re

import pytest
import traitlets
from bs4 import BeautifulSoup

from nnlib import explorers
from nnlib.explorers import PerceptronLearning, ThresholdNeuron, XorNetwork
from nnlib.explorers._base import FOLDER, Explorer, load_esm

ALL = [getattr(explorers, name) for name in explorers.__all__]
MIMES = {"application/vnd.jupyter.widget-view+json", "text/html", "text/plain"}

every_explorer = pytest.mark.parametrize("explorer", ALL)


def bundle(explorer: Explorer) -> dict[str, str]:
    return explorer._repr_mimebundle_()[0]


def test_every_module_of_the_folder_has_its_explorer():
    modules = {path.stem for path in FOLDER.glob("*.js") if not path.stem.startswith("_")}
    assert modules - {"mount"} == {one._module for one in ALL}


@every_explorer
def test_an_unknown_trait_is_refused_by_naming_the_known_ones(explorer):
    with pytest.raises(TypeError, match=re.escape(str(explorer.state_names()))):
        explorer(no_such_trait=1)


@every_explorer
def test_numbers_out_of_bounds_are_refused(explorer):
    numbers = {
        name: trait for name in explorer.state_names()
        if isinstance(trait := getattr(explorer, name), (traitlets.Int, traitlets.Float)) and trait.min is not None
    }  # fmt: skip
    for name, trait in numbers.items():
        for value in (trait.min - 1, trait.max + 1, math.nan, "1"):
            with pytest.raises(traitlets.TraitError):
                explorer(**{name: value})
        one = explorer()
        with pytest.raises(traitlets.TraitError):
            setattr(one, name, trait.max + 1)


@pytest.mark.parametrize(
    "points",
    [
        [],
        [[0, 0, 1]] * 13,
        [[0, 0]],
        [[0, 0, 2]],
        [[0, 2.5, 1]],
        [[-1.5, 0, 1]],
        [[0, math.nan, 1]],
        [[0, "a", 1]],
        [1],
    ],
    ids=str,
)
def test_ill_formed_points_are_refused(points):
    with pytest.raises(traitlets.TraitError, match="points"):
        PerceptronLearning(points=points)


@every_explorer
def test_a_notebook_stores_view_page_and_text(explorer):
    assert set(bundle(explorer())) == MIMES
    assert bundle(explorer())["text/plain"].startswith(f"{explorer.__name__}(")


@every_explorer
def test_the_page_holds_the_state_and_every_readout(explorer):
    one = explorer()
    place = BeautifulSoup(bundle(one)["text/html"], "html.parser").select_one("div.nnx-mount")
    assert place["data-explorer"] == explorer._module
    assert json.loads(place["data-state"]) == one.state()
    rows = [row.th.get_text() for row in place.select("table tr")]
    assert rows == [*one.state(), *one.readouts()]


def test_the_page_escapes_the_state(monkeypatch):
    evil = "</div><script>'\"&"
    monkeypatch.setattr(ThresholdNeuron, "state", lambda self: {"w1": evil})
    monkeypatch.setattr(ThresholdNeuron, "readouts", lambda self: {"gate": evil})
    text = bundle(ThresholdNeuron())["text/html"]
    assert "<script" not in text
    assert json.loads(BeautifulSoup(text, "html.parser").div["data-state"]) == {"w1": evil}
    assert html.escape(evil) in text


@every_explorer
def test_the_text_changes_with_every_number(explorer):
    """nbval compares this text, so whatever a figure shows is in it."""
    one = explorer()
    for name in one.readouts():
        assert re.search(rf"^  {name} = ", bundle(one)["text/plain"], re.MULTILINE)


@every_explorer
def test_a_kernels_module_needs_no_other_file(explorer):
    sent = load_esm(f"{explorer._module}.js")
    assert sent == explorer._esm
    assert "./" not in re.sub(r'"data:[^"]*"', "", sent)
    assert sent.count("data:text/javascript;base64,") >= 1


@pytest.mark.parametrize(
    "gate, w1, w2, b", [("AND", 1, 1, -1.5), ("OR", 1, 1, -0.5), ("NAND", -1, -1, 1.5), ("", 1, 0, -0.5)]
)
def test_threshold_neuron_by_hand(gate, w1, w2, b):
    numbers = ThresholdNeuron(w1=w1, w2=w2, b=b).readouts()
    assert numbers["gate"] == gate
    assert [numbers[f"z_{corner}"] for corner in ("00", "01", "10", "11")] == [b, w2 + b, w1 + b, w1 + w2 + b]


def test_a_neuron_on_the_edge_fires():
    assert ThresholdNeuron(w1=1, w2=1, b=-1).readouts()["y_10"] == 1


def test_perceptron_learning_by_hand():
    """The first round over AND: z = 0 fires at (0, 0), wrongly; the bias turns -1; then only (1, 1) is wrong."""
    rounds = [PerceptronLearning(visits=visits).readouts() for visits in range(5)]
    assert [(one["w1"], one["w2"], one["b"]) for one in rounds] == [
        (0, 0, 0),
        (0, 0, -1),
        (0, 0, -1),
        (0, 0, -1),
        (1, 1, 0),
    ]
    assert [one["mistakes"] for one in rounds] == [0, 1, 1, 1, 2]
    assert rounds[0]["bound"] == pytest.approx(51)
    assert rounds[0]["R"] == pytest.approx(3**0.5)
    learnt = PerceptronLearning(visits=40).readouts()
    assert (learnt["converged"], learnt["n_right"]) == (1, 4)


def test_perceptron_learning_never_ends_on_xor():
    xor = [[0, 0, 0], [0, 1, 1], [1, 0, 1], [1, 1, 0]]
    numbers = PerceptronLearning(points=xor, visits=120).readouts()
    assert (numbers["gamma"], numbers["bound"], numbers["converged"]) == (0, math.inf, 0)


def test_xor_network_by_hand():
    numbers = XorNetwork().readouts()
    assert [numbers[f"y_{corner}"] for corner in ("00", "01", "10", "11")] == [0, 1, 1, 0]
    assert (numbers["a1_gate"], numbers["a2_gate"], numbers["y_gate"], numbers["n_correct"]) == ("OR", "NAND", "XOR", 4)
    assert XorNetwork(v2=0, c=-0.5).readouts()["y_gate"] == "OR"


def test_explorers_do_not_share_their_samples():
    PerceptronLearning().points[3][2] = 0
    assert PerceptronLearning().points[3] == [1, 1, 1]
