"""A link sets an explorer to what Python accepts; what Python refuses, it does not set at all."""

import json
from urllib.parse import quote

import numpy as np
import traitlets
from states import STATES
from visits import CLICK, Stage

from nnlib import explorers
from nnlib.activations import ACTIVATIONS

# Click one link after another, each in the default state, draw, and note the state.
AFTER_EACH_LINK = """async ([links, defaults]) => {
    const { model } = document.querySelector('.nnx-mount').explorer;
    const names = Object.keys(defaults);
    const states = [];
    for (const href of links) {
        for (const name of names) model.set(name, structuredClone(defaults[name]));
        const link = Object.assign(document.createElement('a'), { href });
        document.querySelector('h1').append(link);
        link.click();
        link.remove();
        await new Promise(requestAnimationFrame);
        await new Promise((drawn) => setTimeout(drawn));
        states.push(structuredClone(Object.fromEntries(names.map((name) => [name, model.get(name)]))));
    }
    return states;
}"""
NAN, INF = float("nan"), float("inf")
NO_NUMBERS = ["abc", "", "1,5", None, [], [1], {}, NAN, INF, -INF]


def numbers(low: float, high: float, *names: str) -> list[dict]:
    """List the ends of the range, what is just beyond them, and what is no number, for each trait."""
    values = [low, high, (low + high) / 2, low - 1e-9, high + 1e-9, *NO_NUMBERS]
    return [{name: value} for name in names for value in values]


# Left out: Python takes 1 for True and True for 1.0, a link must say what it means.
TABLE = {
    explorers.ActivationGallery: [
        *numbers(0.01, 1, "alpha"), *numbers(-5, 5, "z"),
        *({name: value} for name in ("activation", "other") for value in [
            *ACTIVATIONS, "none", "softmax", "ReLU", "selu", "", "toString", None, 1, ["relu"],
        ]),
        {"activation": "elu", "other": "none", "alpha": 0.5, "z": -1}, {"activation": "elu", "other": "elu", "z": 6},
    ],
    explorers.BumpApproximator: [
        *numbers(10, 100_000, "steepness"),
        *({"n_bumps": value} for value in [1, 50, 7, 0, 51, 2.5, *NO_NUMBERS]),
        *({"target": value} for value in ["wave", "root", "kink", "jump", "drawn", "sine", "", None, 1, ["root"]]),
        *({"kind": value} for value in ["relu", "sigmoid", "tanh", None]),
        *({"spacing": value} for value in ["free", "equal", "log", 1]),
        *({"by_hand": value} for value in [True, False, 2, "yes", None, []]),
        *({"drawn": value} for value in [
            [0.5] * 33, [0, 1, *[0.25] * 31], [0.5] * 32, [0.5] * 34, [], 0.5, "flat", None, [*[0.5] * 32, 1.001],
            [-0.001, *[0.5] * 32], [*[0.5] * 32, "a"], [*[0.5] * 32, None], [*[0.5] * 32, [1]], [NAN, *[0.5] * 32],
        ]),
        *({"edges": value} for value in [
            [0.1, 0.2, 0.3, 0.4], [0.005, 0.01, 0.99, 0.995], [0.004, 0.2, 0.3, 0.4], [0.1, 0.2, 0.3, 0.996],
            [0.2, 0.1, 0.3, 0.4], [0.1, 0.1, 0.3, 0.4], [0.1, 0.105, 0.11, 0.115], [0.1, 0.104, 0.3, 0.4],
            [0.1, 0.2, 0.4, 0.3], [0.1, 0.2, 0.3], [0.1, 0.2, 0.3, 0.4, 0.5], [], 0.5, None, [0.1, "a", 0.3, 0.4],
            [0.1, NAN, 0.3, 0.4], [0.1, None, 0.3, 0.4], [0.01, 0.02, 0.03, 0.04], [0.07, 0.08, 0.29, 0.3],
        ]),
        *({"heights": value} for value in [
            [0, 1, 0, 1, 0.5], [0.5] * 4, [0.5] * 6, [0, 1, 0, 1, 1.001], [-0.001, 1, 0, 1, 0], [0, 1, 0, 1, "b"],
            [0, 1, 0, 1, None], None, {}, 1,
        ]),
        {"target": "root", "n_bumps": 20, "kind": "relu"}, {"target": "root", "n_bumps": 200},
    ],
    explorers.ThresholdNeuron: [
        *numbers(-3, 3, "w1", "w2", "b"), {"w1": 2, "b": 1}, {"w1": 2, "b": 4}, {"w1": 4, "b": 1},
    ],
    explorers.XorNetwork: [
        *numbers(-3, 3, *explorers.XorNetwork.state_names()),
        {"W1_11": 1, "W1_21": 0, "b1_1": -0.5}, {"W1_11": 1, "W1_21": "b"},
    ],
    explorers.SigmoidNeuron: [*numbers(-50, 50, "w", "b"), {"w": 20, "b": -10}, {"w": 20, "b": -60}],
    explorers.HiddenPair: [
        *numbers(-0.5, 1.5, "s1", "s2"), *numbers(-1, 1, "w1", "w2"), *numbers(5, 200, "steepness"),
        {"pulse": True}, {"pulse": 2}, {"pulse": "yes"}, {"pulse": None}, {"pulse": []},
        {"w1": 0.25, "w2": 0.5, "pulse": True}, {"w1": 0.25, "w2": 2, "pulse": True},
    ],
    explorers.DivergenceBars: [
        *({name: value} for name in ("p", "q") for value in [
            [1, 0, 0], [0, 0, 0], [0.5, 0.25, 1e-9], [1, 1], [0.5] * 4, [0.5], [], [1] * 7, [1.001, 0, 0],
            [0, -1e-9, 1], [0, "a", 1], [0, None, 1], [0, [1], 1], [NAN, 0, 1], [0, INF, 1], 1, "abc", None, {},
        ]),
        *({"p": [0.5] * n, "q": [0.25] * m} for n, m in [(2, 2), (6, 6), (2, 3), (6, 5), (1, 1), (7, 7)]),
    ],
    explorers.FeatureSpace: [
        *({"epoch": value} for value in [0, 1, 50, -1, 51, 100, 2.5, *NO_NUMBERS]),
        *({"data": value} for value in ["two_curves", "rings", "moons", "Rings", "", None, 0, []]),
        *({"run": value} for value in [1, 2, 0, 3, 1.5, "1", None, True, [1]]),
        *({"space": value} for value in ["z", "a", "x", "A", "", None, 1]),
        {"data": "rings", "run": 2, "space": "z", "epoch": 50}, {"data": "rings", "run": 2, "space": "z", "epoch": 60},
    ],
    explorers.FocalLoss: [
        *numbers(0, 5, "gamma"), *numbers(1 / 32, 31 / 32, "alpha", "p_t"), {"alpha": 0}, {"alpha": 1}, {"p_t": 1},
        {"gamma": 0.5, "alpha": 0.25, "p_t": 0.75}, {"gamma": 0.5, "alpha": 0.25, "p_t": 0},
    ],
    explorers.Folding: [
        *({"depth": value} for value in [1, 2, 6, 0, 7, -1, 100, 2.5, *NO_NUMBERS]),
        *numbers(0.2, 0.8, "peak"), *numbers(0, 1, "x"),
        {"depth": 5, "peak": 0.3, "x": 0.7}, {"depth": 5, "peak": 0.9, "x": 0.7}, {"depth": 5, "peak": 0.3, "x": 7},
    ],
    explorers.MaxoutPieces: [
        *numbers(-2, 2, "x"),
        *({"target": value} for value in ["none", "parabola", "Parabola", "x²", "", None, 1, ["none"]]),
        *({"w": [value, 1, 0]} for value in [4, -4, 0.5, 4.001, -4.001, *NO_NUMBERS]),
        *({"b": [0, value, 1]} for value in [3, -3, 0.5, 3.001, -3.001, *NO_NUMBERS]),
        *({name: value} for name in ("w", "b") for value in [
            [1, 2, 3], [1, 2], [1, 2, 3, 3], [1], [], 1, "abc", None, {}, [[1, 2, 3]], [1, 2, [3]],
        ]),
        *({"w": [1] * n, "b": [0.5] * n} for n in [0, 1, 2, 5, 6]),
        {"w": [1, 2], "b": [1, 2, 3]}, {"w": [1, 2, 3, 4], "b": [1, 2, 3]}, {"w": [1, 2], "b": [1, 4]},
        {"w": [-1, 1], "b": [0, 0], "x": 0, "target": "parabola"}, {"w": [-1, 1], "b": [0, 0], "x": 3},
    ],
    explorers.Towers: [
        *numbers(-1, 1, "c1", "c2", "height"), *numbers(0.25, 1.5, "width"), *numbers(2, 200, "steepness"),
        *numbers(-180, 180, "azimuth"), *numbers(10, 90, "elevation"),
        *({"n_towers": value} for value in [1, 6, 0, 7, -1, 2.5, *NO_NUMBERS]),
        *({"mode": value} for value in ["ridges", "tower", "towers", "target", "many", "", None, 1, ["tower"]]),
        *({"target": value} for value in ["saddle", "hill", "ripple", "slope", "Hill", "", None, 0, []]),
        {"mode": "towers", "target": "hill", "n_towers": 3}, {"mode": "towers", "target": "hill", "n_towers": 30},
    ],
    explorers.VanishingGradient: [
        *numbers(0.25, 32, "scale"),
        *({"depth": value} for value in [1, 5, 12, 0, 13, -1, 2.5, *NO_NUMBERS]),
        *({"activation": value} for value in [
            "identity", "tanh", "leaky_relu", "gelu", "step", "Sigmoid", "selu", "", None, 1, ["tanh"], "toString",
        ]),
        {"activation": "relu", "depth": 10, "scale": 1.41}, {"activation": "relu", "depth": 10, "scale": 0.1},
    ],
    explorers.MarginLosses: [
        *numbers(-3, 3, "margin"), *numbers(1 / 32, 31 / 32, "p"),
        *({"loss": value} for value in [
            "hinge", "logistic", "exponential", "perceptron", "zero_one", "none", "mse", "0-1", "Hinge", "", "toString",
            None, 1, ["hinge"],
        ]),
        {"loss": "zero_one", "margin": 0, "p": 0.5}, {"loss": "logistic", "margin": -3.5, "p": 0.5},
    ],
    explorers.RegressionLosses: [
        *numbers(-4, 4, "error"), *numbers(0.1, 4, "delta"), *numbers(0.05, 0.95, "gamma"),
        *({name: value} for name in ("loss", "other") for value in [
            "mse", "half_mse", "mae", "huber", "log_cosh", "quantile", "none", "rmse", "hinge", "MSE", "", "toString",
            None, 1, ["mse"],
        ]),
        {"loss": "huber", "other": "none", "delta": 0.5, "error": -1}, {"loss": "mae", "other": "mae", "error": 4.5},
    ],
    explorers.ReluRegions: [
        *numbers(-1, 1, "x1", "x2"),
        *({"depth": value} for value in [1, 2, 3, 0, 4, -1, 1.5, *NO_NUMBERS]),
        *({"width": value} for value in [2, 5, 8, 1, 9, 100, 2.5, *NO_NUMBERS]),
        *({"seed": value} for value in [0, 4, 7, -1, 8, 0.5, *NO_NUMBERS]),
        {"depth": 3, "width": 8, "seed": 7, "x1": 1, "x2": -1}, {"depth": 3, "width": 8, "seed": 8, "x1": 1, "x2": -1},
    ],
    explorers.SoftmaxBars: [
        *numbers(0.1, 10, "temperature"), *numbers(-10, 10, "shift"),
        *({"logits": value} for value in [
            [0, 0], [6, -6, 0.5], [1.25] * 6, [-6, 6, 5, 4, 3, 2], [0], [], [1] * 7, [6.001, 0], [0, -6.001],
            [0, "a"], [0, None], [0, [1]], [NAN, 0], [0, INF], 2, "abc", None, {},
        ]),
        {"logits": [1, 2, 3, 4], "temperature": 0.5, "shift": 2}, {"logits": [1, 2, 3, 4], "temperature": 0.05},
    ],
    explorers.OutlierFit: [
        *numbers(0.1, 4, "delta"), *numbers(0.05, 0.95, "gamma"),
        *({"point": value} for value in [1, 7, 12, 0, 13, 2.5, *NO_NUMBERS]),
        *({name: value} for name in ("x", "y") for value in [
            [0] * 9, [0] * 3, [-5, 5, 4, 3, 2, 1, 0, -1, -2.5], [0, 0, 0, 0, 0, 0, 0, 0, 5.001], [-5.001, *[0] * 8],
            [], 2, "abc", None, {}, [[0] * 9], *([*[0] * 8, bad] for bad in ["a", None, [1], NAN, INF]),
        ]),
        *({"x": [*range(n)][:6] + [0] * (n - 6), "y": [1] * m} for n, m in [
            (3, 3), (12, 12), (2, 2), (13, 13), (4, 3), (3, 4),
        ]),
        *({"lines": value} for value in [
            [], ["mae"], ["quantile", "mse"], ["mse", "mae", "huber", "log_cosh", "quantile"], ["mse"] * 5, ["mse"] * 6,
            ["rmse"], ["mse", 1], [None], [["mse"]], "rmse", None, {}, 1,
        ]),
        {"x": [1, 1, 1], "y": [0, 1, 2], "delta": 0.5, "gamma": 0.9, "lines": [], "point": 2},
        {"x": [1, 2, 3], "y": [0, 1, 2], "delta": 5},
    ],
    explorers.PerceptronLearning: [
        *({"visits": value} for value in [0, 1, 120, -1, 121, 1000, 0.5, *NO_NUMBERS]),
        *({"points": value} for value in [3, "abc", None, {}, [], [[]], [0, 0, 1], [[0, 0]], [[0, 0, 1, 1]]]),
        *({"points": [[0, 0, label]]} for label in [0, 1, 2, -1, 0.5, "b", None, [], NAN]),
        *({"points": [[1, 1, 0], [x, 0, 1]]} for x in [-1, 2, 0.3, -1.001, 2.001, "a", None, [], NAN, INF]),
        *({"points": [[0.5, 0.25, 1]] * n, "visits": 5} for n in [1, 12, 13]),
        {"points": [[0.5, 0.25, 1]], "visits": 121},
    ],
    explorers.ForwardPass: [
        *({"layer_sizes": value} for value in [
            [1, 1], [4, 4, 4, 4], [2, 3, 2], [2, 1], [2], [], [1, 1, 1, 1, 1], [0, 1], [2, 5], [2, 50], [2.5, 1],
            [-1, 1], [2, "b"], [2, None], [2, [2]], [NAN, 1], 2, "abc", None, {},
        ]),
        *({"activations": value} for value in [
            ["tanh", "step"], ["leaky_relu", "gelu"], ["selu", "identity"], ["sigmoid"], ["tanh", "tanh", "tanh"],
            ["tanh", 1], [["tanh"], "tanh"], "tanh", [], None, ["toString", "tanh"],
        ]),
        *({"weights": value} for value in [
            [[3, -3, 0, 1], [1, 2]], [[3.1, -3, 0, 1], [1, 2]], [[1, 1, 1], [1, 2]], [[1, 1, 1, 1]], [], 1, None,
            [[1, 1, 1, 1], 1], [[1, 1, 1, NAN], [1, 1]], [[1, 1, 1, "a"], [1, 1]], [[1, 1, 1, [1]], [1, 1]],
        ]),
        *({"biases": value} for value in [
            [[3, -3], [0]], [[3, -3.5], [0]], [[3], [0]], [[1, 1]], [1, 1, 1], [[1, 1], "a"],
        ]),
        *({name: [*value, *rest]} for name, rest in [("x", [1]), ("y_true", [])] for value in [
            [2], [-2], [0.5], [2.1], [-2.1], ["a"], [None], [[1]], [NAN], [], [1, 1],
        ]),
        *({"mode": value} for value in ["forward", "backward", "sideways", "", None, 1, ["forward"]]),
        *({"position": value} for value in [0, 6, 7, -1, -5, 0.5, *NO_NUMBERS]),
        {"layer_sizes": [2, 3, 2], "position": 10}, {"layer_sizes": [2, 3, 2], "position": 11},
        {"layer_sizes": [3, 1], "x": [1, 1, 1]}, {"layer_sizes": [3, 1], "x": [1, 1]},
        {"layer_sizes": [3, 9], "x": [1, 1, 1]},
        {"mode": "backward", "position": 3, "x": [0, 2]}, {"mode": "backward", "position": 3, "x": [0, 3]},
        {"position": 6, "x": [0, 2], "biases": [[3, 0.5], [-0.5]]},
    ],
}  # fmt: skip


def link(explorer: type, state: dict) -> str:
    """Write a link as the chapters do: words as they are, all else as JSON."""
    pairs = (f"{name}={value if isinstance(value, str) else json.dumps(value)}" for name, value in state.items())
    return f"#{explorer.__name__}?{quote('&'.join(pairs))}"


def in_python(explorer: type, state: dict) -> dict | None:
    try:
        return explorer(**state).state()
    except traitlets.TraitError:
        return None


def after_the_links(stage: Stage, states: list[dict]) -> list[dict]:
    """Return what a link to each state makes of the default state."""
    stage.page.emulate_media(reduced_motion="reduce")  # no gliding
    links = [link(stage.explorer, state) for state in states]
    return stage.page.evaluate(AFTER_EACH_LINK, [links, stage.explorer().state()])


def test_links_set_what_python_accepts_and_nothing_else(stage):
    rng = np.random.default_rng(20)
    default = stage.explorer().state()
    table = [*TABLE[stage.explorer], *(STATES[stage.explorer](rng) for _ in range(10))]
    accepted = [state for state in table if in_python(stage.explorer, state)]
    assert 10 < len(accepted) < len(table), "the table should hold good and bad states"
    differences = []
    for state, shown in zip(table, after_the_links(stage, table), strict=True):
        wanted = in_python(stage.explorer, state) or default
        if shown != wanted:
            differences.append(f"{state}: {shown}, Python says {wanted}")
    assert not differences, "\n".join(differences[:5])


def test_keys_that_are_no_traits_are_dropped(stage):
    state = {name: value for name, value in stage.explorer().state().items() if name != "points"}
    assert after_the_links(stage, [{"nonsense": 1, **state, "__proto__": 1}]) == [stage.explorer().state()]
    assert stage.page.evaluate("document.querySelector('.nnx-mount').explorer.model.get('nonsense')") is None


def test_an_address_with_a_bad_state_opens_in_the_default(stage):
    bad = next(state for state in TABLE[stage.explorer] if in_python(stage.explorer, state) is None)
    stage.page.evaluate("(hash) => { location.hash = hash; }", link(stage.explorer, bad))
    stage.page.reload()
    stage.settle()
    assert stage.state() == stage.explorer().state()


WORDS = {
    "#ActivationGallery?z=-5.5": "z must be a number from −5 to 5; the link says −5.5.",
    "#ActivationGallery?activation=elu&alpha=0": "alpha must be a number from 0.01 to 1; the link says 0.",
    "#ActivationGallery?activation=none": (
        f"activation must be one of {', '.join(ACTIVATIONS)}; the link says “none”."
    ),
    "#BumpApproximator?target=sine": ("target must be one of wave, root, kink, jump, drawn; the link says “sine”."),
    "#BumpApproximator?steepness=5": "steepness must be a number from 10 to 100000; the link says 5.",
    "#BumpApproximator?heights=[1,0.5]": "heights must be a list of length 5; the link says a list of length 2.",
    "#BumpApproximator?edges=[0.5,0.25,0.75,0.875]": (
        "item 2 of edges must be a number from 0.505 to 0.995; the link says 0.25."
    ),
    "#ThresholdNeuron?w1=7": "w1 must be a number from −3 to 3; the link says 7.",
    "#ThresholdNeuron?w1=1&b=high": "b must be a number from −3 to 3; the link says “high”.",
    "#ThresholdNeuron?w2=null": "w2 must be a number from −3 to 3; the link says null.",
    "#FeatureSpace?epoch=51": "epoch must be a whole number from 0 to 50; the link says 51.",
    "#FeatureSpace?data=rings&run=3": "run must be one of 1, 2; the link says 3.",
    "#FeatureSpace?space=x&epoch=3": "space must be one of z, a; the link says “x”.",
    "#FocalLoss?gamma=-1": "gamma must be a number from 0 to 5; the link says −1.",
    "#FocalLoss?gamma=2&alpha=1": "alpha must be a number from 0.03125 to 0.96875; the link says 1.",
    "#FocalLoss?p_t=0": "p_t must be a number from 0.03125 to 0.96875; the link says 0.",
    "#Folding?depth=7": "depth must be a whole number from 1 to 6; the link says 7.",
    "#Folding?depth=3&peak=0.1&x=0.5": "peak must be a number from 0.2 to 0.8; the link says 0.1.",
    "#HiddenPair?pulse=2": "pulse must be true or false; the link says 2.",
    "#MaxoutPieces?x=2.5": "x must be a number from −2 to 2; the link says 2.5.",
    "#MaxoutPieces?w=[1,2]": "w must be a list of length 3; the link says a list of length 2.",
    "#MaxoutPieces?w=[1,2]&b=[0,0,1]": "w must be a list of length 3; the link says a list of length 2.",
    "#MaxoutPieces?w=[1]&b=[1]": "w must be a list of length 2 to 5; the link says a list of length 1.",
    "#MaxoutPieces?w=[1,5,0]": "item 2 of w must be a number from −4 to 4; the link says 5.",
    "#MaxoutPieces?target=sine": "target must be one of none, parabola; the link says “sine”.",
    "#PerceptronLearning?visits=0.5": "visits must be a whole number from 0 to 120; the link says 0.5.",
    "#PerceptronLearning?points=[]": "points must be a list of length 1 to 12; the link says a list of length 0.",
    "#PerceptronLearning?points=[[0,0,1],[0,7,1]]": (
        "item 2 of item 2 of points must be a number from −1 to 2; the link says 7."
    ),
    "#PerceptronLearning?points=[[0,0,{}]]": (
        "item 3 of item 1 of points must be one of 0, 1; the link says something else."
    ),
    "#MarginLosses?margin=-4": "margin must be a number from −3 to 3; the link says −4.",
    "#MarginLosses?margin=1&p=1": "p must be a number from 0.03125 to 0.96875; the link says 1.",
    "#MarginLosses?loss=mse": (
        "loss must be one of hinge, logistic, exponential, perceptron, zero_one; the link says “mse”."
    ),
    "#RegressionLosses?error=5": "error must be a number from −4 to 4; the link says 5.",
    "#RegressionLosses?loss=huber&delta=0": "delta must be a number from 0.1 to 4; the link says 0.",
    "#RegressionLosses?loss=rmse": (
        "loss must be one of mse, half_mse, mae, huber, log_cosh, quantile; the link says “rmse”."
    ),
    "#ReluRegions?width=1": "width must be a whole number from 2 to 8; the link says 1.",
    "#ReluRegions?seed=8&x1=0": "seed must be a whole number from 0 to 7; the link says 8.",
    "#ReluRegions?x1=2": "x1 must be a number from −1 to 1; the link says 2.",
    "#Towers?n_towers=7": "n_towers must be a whole number from 1 to 6; the link says 7.",
    "#Towers?mode=towers&target=dome": "target must be one of saddle, hill, ripple, slope; the link says “dome”.",
    "#SoftmaxBars?temperature=0": "temperature must be a number from 0.1 to 10; the link says 0.",
    "#SoftmaxBars?logits=[1]": "logits must be a list of length 2 to 6; the link says a list of length 1.",
    "#SoftmaxBars?logits=[1,7]&shift=0": "item 2 of logits must be a number from −6 to 6; the link says 7.",
    "#DivergenceBars?p=[0.5,1.5,0]": "item 2 of p must be a number from 0 to 1; the link says 1.5.",
    "#DivergenceBars?q=[0.5,0.5]": "q must be a list of length 3; the link says a list of length 2.",
    "#DivergenceBars?p=[1]&q=[1]": "p must be a list of length 2 to 6; the link says a list of length 1.",
    "#OutlierFit?gamma=1": "gamma must be a number from 0.05 to 0.95; the link says 1.",
    "#OutlierFit?x=[0,1,2]&y=[0,1]": "x must be a list of length 2; the link says a list of length 3.",
    "#OutlierFit?x=[0,1,2]": "x must be a list of length 9; the link says a list of length 3.",
    '#OutlierFit?lines=["rmse"]': (
        "item 1 of lines must be one of mse, mae, huber, log_cosh, quantile; the link says “rmse”."
    ),
    "#VanishingGradient?depth=13": "depth must be a whole number from 1 to 12; the link says 13.",
    "#VanishingGradient?depth=3&scale=0.2": "scale must be a number from 0.25 to 32; the link says 0.2.",
    "#VanishingGradient?activation=step": (
        "activation must be one of identity, sigmoid, tanh, relu, leaky_relu, elu, softplus, gelu, silu; "
        "the link says “step”."
    ),
    "#ForwardPass?position=7": "position must be a whole number from 0 to 6; the link says 7.",
    "#ForwardPass?weights=[[1,1,1],[1,1]]": (
        "item 1 of weights must be a list of length 4; the link says a list of length 3."
    ),
    "#ForwardPass?mode=sideways": "mode must be one of forward, backward; the link says “sideways”.",
}


def test_a_refused_link_says_why(stage):
    message = stage.root.locator(".nnx-message[role=status]")
    for href, reason in WORDS.items():
        if href.startswith(f"#{stage.explorer.__name__}?"):
            stage.set_state(stage.explorer().state())
            stage.page.evaluate(CLICK, href)
            assert message.inner_text() == reason
            assert stage.state() == stage.explorer().state()
    stage.page.evaluate(CLICK, link(stage.explorer, stage.explorer().state()))
    assert message.inner_text() == "", "the next link is allowed, and the reason is still there"
