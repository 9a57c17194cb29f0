"""The Python half of the explorers: their states, their numbers, and what a notebook stores of them."""

import html
import json
import math
import re

import numpy as np
import pytest
import traitlets
from bs4 import BeautifulSoup

from nnlib import explorers
from nnlib.explorers import (
    ActivationGallery,
    BumpApproximator,
    DivergenceBars,
    FeatureSpace,
    FocalLoss,
    Folding,
    ForwardPass,
    HiddenPair,
    MarginLosses,
    MaxoutPieces,
    OutlierFit,
    PerceptronLearning,
    QuantileBand,
    RegressionLosses,
    ReluRegions,
    SigmoidNeuron,
    SoftmaxBars,
    ThresholdNeuron,
    Towers,
    VanishingGradient,
    XorNetwork,
)
from nnlib.explorers._base import Explorer
from nnlib.explorers._modules import DECLARED, FOLDER, PAGE_FILES, as_function, exports, imports, needed

ALL = [getattr(explorers, name) for name in explorers.__all__]
MIMES = {"application/vnd.jupyter.widget-view+json", "text/html", "text/plain"}

# What a reader meets first, and how far each number goes.
UNTOUCHED = {
    ActivationGallery: {"activation": "sigmoid", "other": "tanh", "alpha": 0.25, "z": 1.0},
    BumpApproximator: {
        "target": "wave",
        "drawn": [
            0.3, 0.33, 0.38, 0.45, 0.54, 0.64, 0.73, 0.79, 0.82, 0.81, 0.77, 0.71, 0.65, 0.6, 0.57, 0.57, 0.6,
            0.66, 0.74, 0.82, 0.88, 0.9, 0.86, 0.7, 0.42, 0.2, 0.1, 0.08, 0.1, 0.15, 0.21, 0.26, 0.3,
        ],
        "n_bumps": 8, "kind": "sigmoid", "spacing": "equal", "steepness": 200.0, "by_hand": False,
        "edges": [0.2, 0.4, 0.6, 0.8], "heights": [0.5, 0.5, 0.5, 0.5, 0.5],
    },
    DivergenceBars: {"p": [0.35, 0.2, 0.45], "q": [0.75, 0.2, 0.05]},
    FeatureSpace: {"data": "two_curves", "run": 1, "space": "a", "epoch": 20},
    FocalLoss: {"gamma": 2.0, "alpha": 0.5, "p_t": 0.875},
    Folding: {"depth": 3, "peak": 0.5, "x": 0.3},
    ForwardPass: {
        "layer_sizes": [2, 2, 1], "activations": ["sigmoid", "identity"],
        "weights": [[0.5, 1.5, -1.0, 0.5], [1.0, -1.5]], "biases": [[0.25, -1.0], [0.5]],
        "x": [1.0, 0.5], "y_true": [1.0], "mode": "forward", "position": 2,
    },
    HiddenPair: {"s1": 0.25, "s2": 0.75, "w1": 0.75, "w2": 0.5, "steepness": 100.0, "pulse": False},
    MarginLosses: {"loss": "hinge", "margin": -0.5, "p": 0.75},
    MaxoutPieces: {"w": [-1.5, 0.5, 2.0], "b": [-1.0, 0.0, -1.5], "x": 1.25, "target": "none"},
    OutlierFit: {
        "x": [-4.0, -3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0, 4.0],
        "y": [-2.25, -2.0, -0.5, -0.5, 0.75, 1.0, 2.25, 2.5, -4.0],
        "delta": 1.0, "gamma": 0.5, "lines": ["mse", "mae", "huber"], "point": 12,
    },
    PerceptronLearning: {"points": [[0.0, 0.0, 0], [0.0, 1.0, 0], [1.0, 0.0, 0], [1.0, 1.0, 1]], "visits": 0},
    QuantileBand: {"low": 0.05, "high": 0.95, "sample": 1, "n": 100},
    RegressionLosses: {"loss": "mse", "other": "mae", "delta": 1.0, "gamma": 0.8, "error": 1.5},
    ReluRegions: {"depth": 2, "width": 4, "seed": 0, "x1": 0.3, "x2": 0.2},
    SigmoidNeuron: {"w": 1.0, "b": 0.0},
    SoftmaxBars: {"logits": [2.0, 1.0, -1.0], "temperature": 1.0, "shift": 0.0},
    ThresholdNeuron: {"w1": 1.0, "w2": 1.0, "b": -1.5},
    Towers: {
        "mode": "tower", "c1": -0.25, "c2": 0.25, "width": 0.75, "height": 0.75, "target": "saddle", "n_towers": 4,
        "steepness": 40.0, "azimuth": -60.0, "elevation": 30.0,
    },
    VanishingGradient: {"activation": "sigmoid", "depth": 8, "scale": 1.0},
    XorNetwork: {
        "W0_11": 1.0, "W0_21": 1.0, "b0_1": -0.5, "W0_12": -1.0, "W0_22": -1.0, "b0_2": 1.5,
        "W1_11": 1.0, "W1_21": 1.0, "b1_1": -1.5,
    },
}  # fmt: skip
BOUNDS = [
    (ActivationGallery, "alpha", 0.01, 1.0),
    (ActivationGallery, "z", -5.0, 5.0),
    (BumpApproximator, "n_bumps", 1, 50),
    (BumpApproximator, "steepness", 10.0, 100_000.0),
    (FeatureSpace, "epoch", 0, 50),
    (FocalLoss, "gamma", 0.0, 5.0),
    (FocalLoss, "alpha p_t", 1 / 32, 31 / 32),
    (Folding, "depth", 1, 6),
    (Folding, "peak", 0.2, 0.8),
    (Folding, "x", 0.0, 1.0),
    (HiddenPair, "s1 s2", -0.5, 1.5),
    (HiddenPair, "w1 w2", -1.0, 1.0),
    (HiddenPair, "steepness", 5.0, 200.0),
    (MarginLosses, "margin", -3.0, 3.0),
    (MarginLosses, "p", 0.03125, 0.96875),
    (MaxoutPieces, "x", -2.0, 2.0),
    (OutlierFit, "delta", 0.1, 4.0),
    (OutlierFit, "gamma", 0.05, 0.95),
    (OutlierFit, "point", 1, 12),
    (PerceptronLearning, "visits", 0, 120),
    (QuantileBand, "low high", 1 / 32, 31 / 32),
    (QuantileBand, "sample", 1, 40),
    (RegressionLosses, "delta", 0.1, 4.0),
    (RegressionLosses, "gamma", 0.05, 0.95),
    (RegressionLosses, "error", -4.0, 4.0),
    (ReluRegions, "depth", 1, 3),
    (ReluRegions, "width", 2, 8),
    (ReluRegions, "seed", 0, 7),
    (ReluRegions, "x1 x2", -1.0, 1.0),
    (SigmoidNeuron, "w b", -50.0, 50.0),
    (SoftmaxBars, "temperature", 0.1, 10.0),
    (SoftmaxBars, "shift", -10.0, 10.0),
    (ThresholdNeuron, "w1 w2 b", -3.0, 3.0),
    (Towers, "c1 c2 height", -1.0, 1.0),
    (Towers, "width", 0.25, 1.5),
    (Towers, "n_towers", 1, 6),
    (Towers, "steepness", 2.0, 200.0),
    (Towers, "azimuth", -180.0, 180.0),
    (Towers, "elevation", 10.0, 90.0),
    (VanishingGradient, "depth", 1, 12),
    (VanishingGradient, "scale", 0.25, 32.0),
    (XorNetwork, "W0_11 W0_21 b0_1 W0_12 W0_22 b0_2 W1_11 W1_21 b1_1", -3.0, 3.0),
]

every_explorer = pytest.mark.parametrize("explorer", ALL)


def bundle(explorer: Explorer) -> dict[str, str]:
    return explorer._repr_mimebundle_()[0]


def test_every_module_of_the_folder_has_its_explorer():
    parts = {one._module.split("/")[0] for one in ALL}
    modules = {f"{part}/{path.name}" for part in parts for path in (FOLDER / part).glob("*.js") if path.name[0] != "_"}
    assert modules == {one._module for one in ALL}


def test_every_module_is_used():
    files = {path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.js")} - {*PAGE_FILES}
    used = {module for one in ALL for module in needed(one._module)}
    assert files == {module for module in used if module not in DECLARED}


@every_explorer
def test_modules_come_after_what_they_import(explorer):
    order = needed(explorer._module)
    assert order[-1] == explorer._module
    for place, module in enumerate(order):
        assert set(imports(module)) <= set(order[:place])


STATEMENT = re.compile(r"^(?:import|export) .*", re.MULTILINE)
ODD = ['import "./a.js";', 'import a from "./a.js";', "export let b = 1;", "export { x };", 'export * from "./a.js";']


def test_a_module_becomes_a_function_of_what_it_imports(monkeypatch):
    text = """// Why.
import {
  a,
  b as c,
} from "../shared/one.js";
import * as two from "./two.js";

export const d = a + c; // imported and exported
export function e() {
  return two.f;
}
const g = "import";
export default { e };
"""
    monkeypatch.setitem(DECLARED, "part/some.js", text)
    assert imports("part/some.js") == ["shared/one.js", "part/two.js"]
    assert exports("part/some.js") == ["d", "e"]
    assert as_function("part/some.js").split("\n") == [
        "(m0, m1) => {",
        '"use strict";',
        "const {",
        "  a,",
        "  b: c,",
        "} = m0;",
        "const two = m1;",
        "// Why.",
        "",
        "const d = a + c; // imported and exported",
        "function e() {",
        "  return two.f;",
        "}",
        'const g = "import";',
        "const byDefault = { e };",
        "",
        "return { d, e, default: byDefault };",
        "}",
    ]


@pytest.mark.parametrize("statement", ODD)
def test_a_module_that_imports_or_exports_in_another_way_is_refused(monkeypatch, statement):
    monkeypatch.setitem(DECLARED, "part/odd.js", f"const x = 1;\n{statement}\n")
    with pytest.raises(ValueError, match=re.escape(f"part/odd.js says {statement!r}")):
        as_function("part/odd.js")


@every_explorer
def test_an_unknown_trait_is_refused_by_naming_the_known_ones(explorer):
    with pytest.raises(TypeError, match=re.escape(str(explorer.state_names()))):
        explorer(no_such_trait=1)


@every_explorer
def test_the_untouched_state_has_the_traits_of_the_docstring_in_this_order(explorer):
    assert json.dumps(explorer().state()) == json.dumps(UNTOUCHED[explorer])


@pytest.mark.parametrize("explorer, names, low, high", BOUNDS)
def test_numbers_go_up_to_their_bounds_and_no_further(explorer, names, low, high):
    below, above = (low - 1, high + 1) if isinstance(low, int) else np.nextafter([low, high], [-math.inf, math.inf])
    for name in names.split():
        assert [getattr(explorer(**{name: value}), name) for value in (low, high)] == [low, high]
        one = explorer()
        for value in (below, above, math.nan, "1", None):
            with pytest.raises(traitlets.TraitError):
                explorer(**{name: value})
            with pytest.raises(traitlets.TraitError):
                setattr(one, name, value)


@pytest.mark.parametrize(
    "points",
    [
        [],
        [[0, 0, 1]] * 13,
        [[0, 0]],
        [[0, 0, 1, 1]],
        [[0, 0, 2]],
        [[0, 0, -1]],
        [[0, 0, 0.5]],
        [[0, 2.001, 1]],
        [[2.001, 0, 1]],
        [[-1.001, 0, 1]],
        [[0, -1.001, 1]],
        [[0, math.nan, 1]],
        [[0, "a", 1]],
        [1],
    ],
    ids=str,
)
def test_ill_formed_points_are_refused(points):
    with pytest.raises(traitlets.TraitError, match="points"):
        PerceptronLearning(points=points)


@pytest.mark.parametrize("points", [[[-1, 2, 0]], [[2, -1, 1.0]] * 12], ids=str)
def test_points_up_to_the_bounds_are_numbers_and_a_class(points):
    kept = PerceptronLearning(points=points).points
    assert kept == points
    assert {tuple(type(value) for value in point) for point in kept} == {(float, float, int)}


@every_explorer
def test_a_notebook_stores_view_page_and_text(explorer):
    assert set(bundle(explorer())) == MIMES
    assert bundle(explorer())["text/plain"].startswith(f"{explorer.__name__}(")


@every_explorer
def test_the_page_holds_the_state_and_every_readout(explorer):
    one = explorer()
    place = BeautifulSoup(bundle(one)["text/html"], "html.parser").select_one("div.nnx-mount")
    assert place["data-explorer"] == explorer.__name__
    assert place["data-module"] == explorer._module
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


@pytest.mark.parametrize(
    "value, shown",
    [
        (1 / 3, "0.333333"),
        (2 / 3, "0.666667"),
        (-1234.56789, "-1234.57"),
        (1234567.0, "1.23457e+06"),
        (1e-7 / 3, "3.33333e-08"),
        (0.5, "0.5"),
        (3.0, "3"),
        (-0.0, "0"),
        (-1e-12, "-1e-12"),
        (math.inf, "inf"),
        (None, "None"),
        (1234567, "1234567"),
        ("XOR", "XOR"),
    ],
)
def test_a_readout_has_six_digits_and_zero_no_sign(value, shown, monkeypatch):
    monkeypatch.setattr(ThresholdNeuron, "readouts", lambda self: {"number": value})
    stored = bundle(ThresholdNeuron())
    assert stored["text/plain"] == f"ThresholdNeuron(w1=1.0, w2=1.0, b=-1.5)\n  number = {shown}"
    assert BeautifulSoup(stored["text/html"], "html.parser").select("td")[-1].get_text() == shown


def test_the_state_keeps_all_its_digits_but_in_the_table():
    stored = bundle(ThresholdNeuron(w1=1 / 3, w2=-0.0))
    page = BeautifulSoup(stored["text/html"], "html.parser")
    assert stored["text/plain"].startswith("ThresholdNeuron(w1=0.3333333333333333, w2=-0.0, b=-1.5)\n")
    assert json.loads(page.div["data-state"])["w1"] == 1 / 3
    assert [cell.get_text() for cell in page.select("td")[:3]] == ["0.333333", "0", "-1.5"]


@every_explorer
def test_a_kernels_module_needs_no_other_file(explorer):
    modules = needed(explorer._module)
    for name in modules:
        assert f"made[{json.dumps(name)}] = ({as_function(name)})" in explorer._esm
    assert re.findall(r"^made\[\"(.*?)\"\] = ", explorer._esm, re.MULTILINE) == modules
    *_, last, whole, _ = explorer._esm.split("\n")
    assert last == f'export const {{ readouts }} = made["{explorer._module}"];'
    assert whole == f'export default made["{explorer._module}"].default;'
    assert STATEMENT.findall(explorer._esm) == [last, whole]


@pytest.mark.parametrize(
    "gate, w1, w2, b", [("AND", 1, 1, -1.5), ("OR", 1, 1, -0.5), ("NAND", -1, -1, 1.5), ("", 1, 0, -0.5)]
)
def test_threshold_neuron_by_hand(gate, w1, w2, b):
    numbers = ThresholdNeuron(w1=w1, w2=w2, b=b).readouts()
    assert numbers["gate"] == gate
    assert [numbers[f"z_{corner}"] for corner in ("00", "01", "10", "11")] == [b, w2 + b, w1 + b, w1 + w2 + b]


def test_a_neuron_on_the_edge_fires():
    assert ThresholdNeuron(w1=1, w2=1, b=-1).readouts()["y_pred_10"] == 1


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
    assert [one["n_right"] for one in rounds] == [1, 3, 3, 3, 1]
    assert not any(one["converged"] for one in rounds)
    assert rounds[0]["bound"] == pytest.approx(51)
    assert rounds[0]["R"] == pytest.approx(3**0.5)
    learnt = PerceptronLearning(visits=40).readouts()
    assert (learnt["converged"], learnt["n_right"]) == (1, 4)


def test_perceptron_learning_of_one_sample_by_hand():
    """It fires at first, wrongly, so w = -x; from then on it is silent. The margin is the length of (x1, x2, 1)."""
    rounds = [PerceptronLearning(points=[[1, 0.5, 0]], visits=visits).readouts() for visits in (0, 1, 7)]
    assert [(one["w1"], one["w2"], one["b"]) for one in rounds] == [(0, 0, 0), (-1, -0.5, -1), (-1, -0.5, -1)]
    assert [(one["mistakes"], one["n_right"], one["converged"]) for one in rounds] == [(0, 0, 0), (1, 1, 1), (1, 1, 1)]
    assert {one["n_points"] for one in rounds} == {1}
    assert [rounds[0][name] for name in ("R", "gamma", "bound")] == pytest.approx([1.5, 1.5, 1])


def test_perceptron_learning_never_ends_on_xor():
    xor = [[0, 0, 0], [0, 1, 1], [1, 0, 1], [1, 1, 0]]
    numbers = PerceptronLearning(points=xor, visits=120).readouts()
    assert (numbers["gamma"], numbers["bound"], numbers["converged"]) == (0, math.inf, 0)


def test_xor_network_by_hand():
    numbers = XorNetwork().readouts()
    assert [numbers[f"a2_1_{corner}"] for corner in ("00", "01", "10", "11")] == [0, 1, 1, 0]
    assert [numbers[f"{unit}_gate"] for unit in ("a1_1", "a1_2", "a2_1")] == ["OR", "NAND", "XOR"]
    assert numbers["n_correct"] == 4
    assert XorNetwork(W1_21=0, b1_1=-0.5).readouts()["a2_1_gate"] == "OR"


def test_xor_network_with_other_weights_by_hand():
    """a1_1 = step(2 x1 - x2 - 1), a1_2 = step(-x1 + 3 x2 - 2.5), a2_1 = step(a1_1 - 2 a1_2 - 0.5)."""
    hidden = {"W0_11": 2, "W0_21": -1, "b0_1": -1, "W0_12": -1, "W0_22": 3, "b0_2": -2.5}
    state = hidden | {"W1_11": 1, "W1_21": -2, "b1_1": -0.5}
    numbers = XorNetwork(**state).readouts()
    for unit, column in (("a1_1", [0, 0, 1, 1]), ("a1_2", [0, 1, 0, 0]), ("a2_1", [0, 0, 1, 1])):
        assert [numbers[f"{unit}_{corner}"] for corner in ("00", "01", "10", "11")] == column
        assert numbers[f"{unit}_gate"] == ""
    assert numbers["n_correct"] == 2


def test_explorers_do_not_share_their_samples():
    PerceptronLearning().points[3][2] = 0
    assert PerceptronLearning().points[3] == [1, 1, 1]
