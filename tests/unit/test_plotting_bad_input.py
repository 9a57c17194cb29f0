"""Wrong calls: every error names the argument, what came and what was expected, and nothing is drawn."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from matplotlib import pyplot as plt

from nnlib import plotting

pytestmark = pytest.mark.usefixtures("style")
NODES = [["a", "b"], ["c"]]
W = [[[1], [2]]]


def first(X: np.ndarray) -> np.ndarray:
    return X[:, 0]


# call on plain Axes, what the message must contain
DRAWING: dict[str, tuple[Callable[[Any], Any], str]] = {
    # points, ring, vector
    "3 columns": (lambda ax: plotting.points(ax, [[1, 2, 3]], [0]), "X must have 2 columns, got shape (1, 3)"),
    "1 class too many": (
        lambda ax: plotting.points(ax, [[1, 2]], [0, 1]),
        "y must have one class for each of the 1 rows of X, got 2",
    ),
    "class 2": (lambda ax: plotting.points(ax, [[1, 2]], [2]), "y must hold only labels (0, 1), got 2"),
    "nan point": (lambda ax: plotting.points(ax, [[1, np.nan]], [1]), "X must hold finite numbers, got nan"),
    "inf point": (lambda ax: plotting.points(ax, [[np.inf, 1]], [1]), "X must hold finite numbers, got inf"),
    "size 0": (lambda ax: plotting.points(ax, [[1, 2]], [1], size=0), "size must be a finite number > 0, got 0"),
    "ring of 3": (lambda ax: plotting.ring(ax, [1, 2, 3]), "x must be two numbers, got shape (3,)"),
    "nan ring": (lambda ax: plotting.ring(ax, [1, np.nan]), "x must hold finite numbers, got nan"),
    "nan start": (lambda ax: plotting.vector(ax, [np.nan, 0], [1, 1]), "start must hold finite numbers, got nan"),
    "end of 1": (lambda ax: plotting.vector(ax, [0, 0], [1]), "end must be two numbers, got shape (1,)"),
    "pink": (lambda ax: plotting.vector(ax, [0, 0], [1, 1], color="pink"), "color must be one of ['blue', "),
    # lines and half planes
    "no line": (lambda ax: plotting.decision_line(ax, [0, 0], 1), "w must be two numbers, not both 0, got [0, 0]"),
    "3 weights": (lambda ax: plotting.half_plane(ax, [1, 2, 3], 1), "w must be two numbers, got shape (3,)"),
    "line nan w": (lambda ax: plotting.decision_line(ax, [1, np.nan], 1), "w must hold finite numbers, got nan"),
    "plane nan w": (lambda ax: plotting.half_plane(ax, [np.nan, 1], 1), "w must hold finite numbers, got nan"),
    "line nan b": (lambda ax: plotting.decision_line(ax, [1, 1], np.nan), "b must be a finite number, got nan"),
    "plane nan b": (lambda ax: plotting.half_plane(ax, [1, 1], np.nan), "b must be a finite number, got nan"),
    "b in a list": (lambda ax: plotting.half_plane(ax, [1, 1], [0.5]), "b must be a finite number, got [0.5]"),
    # functions of two variables
    "region 2 columns": (
        lambda ax: plotting.region(ax, lambda X: X, resolution=3),
        "predict must return 9 numbers for an array of shape (9, 2), got shape (9, 2)",
    ),
    "region 1 too few": (
        lambda ax: plotting.region(ax, lambda X: X[1:, 0], resolution=3),
        "predict must return 9 numbers for an array of shape (9, 2), got shape (8,)",
    ),
    "region one number": (lambda ax: plotting.region(ax, lambda X: 1), "predict must return 40000 numbers"),
    "region nan": (
        lambda ax: plotting.region(ax, lambda X: X[:, 0] * np.nan),
        "what predict returns must hold finite numbers, got nan",
    ),
    "region text": (
        lambda ax: plotting.region(ax, lambda X: ["a"] * len(X)),
        "what predict returns must hold real numbers, got dtype <U1",
    ),
    "region no function": (
        lambda ax: plotting.region(ax, [0, 1]),
        "predict must be callable with an array, got [0, 1]",
    ),
    "region resolution": (
        lambda ax: plotting.region(ax, first, resolution=1),
        "resolution must be an integer >= 2, got 1",
    ),
    "region resolution 2.5": (lambda ax: plotting.region(ax, first, resolution=2.5), "resolution must be an integer"),
    "level nan": (lambda ax: plotting.region(ax, first, level=np.nan), "level must be a finite number, got nan"),
    "level text": (lambda ax: plotting.region(ax, first, level="0"), "level must be a finite number, got '0'"),
    "heat 1 too many": (
        lambda ax: plotting.heatmap(ax, lambda X: np.ones(len(X) + 1), resolution=2),
        "f must return 4 numbers for an array of shape (4, 2), got shape (5,)",
    ),
    "heat inf": (
        lambda ax: plotting.heatmap(ax, lambda X: np.full(len(X), np.inf)),
        "what f returns must hold finite numbers, got inf",
    ),
    "heat resolution": (
        lambda ax: plotting.heatmap(ax, first, resolution="9"),
        "resolution must be an integer >= 2, got '9'",
    ),
    "heat zlim": (
        lambda ax: plotting.heatmap(ax, first, zlim=(1, 1)),
        "zlim must be two increasing finite numbers, got (1, 1)",
    ),
    "flat surface": (lambda ax: plotting.surface(ax, first), "ax must be a 3-D Axes, as spaces() makes it, got <Axes"),
    # functions of one variable
    "curve 1 too few": (
        lambda ax: plotting.curve(ax, lambda x: x[1:]),
        "f must return 501 numbers for an array of shape (501,), got shape (500,)",
    ),
    "curve one number": (lambda ax: plotting.curve(ax, lambda x: 0.5), "f must return 501 numbers"),
    "curve row": (lambda ax: plotting.curve(ax, lambda x: x[None, :]), "got shape (1, 501)"),
    "curve nan": (
        lambda ax: plotting.curve(ax, lambda x: x * np.nan),
        "f must return finite numbers, got nan",
    ),
    "curve None": (lambda ax: plotting.curve(ax, lambda x: None), "what f returns must hold real numbers"),
    "curve no function": (lambda ax: plotting.curve(ax, 3), "f must be callable with an array, got 3"),
    "upright nan": (lambda ax: plotting.upright(ax, np.nan), "x must be a finite number, got nan"),
    "band nan": (lambda ax: plotting.band(ax, np.nan, 1), "left must be a finite number, got nan"),
    "band inf": (lambda ax: plotting.band(ax, 0, np.inf), "right must be a finite number > 0, got inf"),
    "band reversed": (lambda ax: plotting.band(ax, 0.5, 0.25), "right must be a finite number > 0.5, got 0.25"),
    "band empty": (lambda ax: plotting.band(ax, 0.5, 0.5), "right must be a finite number > 0.5, got 0.5"),
    # networks
    "no layers": (lambda ax: plotting.network(ax, [], []), "nodes must hold at least one layer, got []"),
    "no nodes": (lambda ax: plotting.network(ax, 3, []), "nodes must hold at least one layer, got 3"),
    "empty layer": (
        lambda ax: plotting.network(ax, [["a"], []], [np.ones((1, 0))]),
        "nodes[1] must hold a row of texts, got []",
    ),
    "text as layer": (lambda ax: plotting.network(ax, ["ab", "c"], W), "nodes[0] must hold a row of texts, got 'ab'"),
    "number as node": (lambda ax: plotting.network(ax, [[1, 2], ["c"]], W), "nodes[0] must hold a row of texts"),
    "no weights": (lambda ax: plotting.network(ax, NODES, []), "weights must have 1 entries for these layers, got 0"),
    "weights None": (
        lambda ax: plotting.network(ax, NODES, None),
        "weights must have 1 entries for these layers, got N",
    ),
    "wrong matrix": (
        lambda ax: plotting.network(ax, NODES, [[[1, 2]]]),
        "weights[0] must have shape (2, 1), got (1, 2)",
    ),
    "flat matrix": (lambda ax: plotting.network(ax, NODES, [[1, 2]]), "weights[0] must have shape (2, 1), got (2,)"),
    "nan weight": (
        lambda ax: plotting.network(ax, NODES, [[[1], [np.nan]]]),
        "weights[0] must hold finite numbers, got nan",
    ),
    "long notes": (
        lambda ax: plotting.network(ax, NODES, W, notes=[["", ""], [""], [""]]),
        "notes must have 2 entries for these layers, got 3",
    ),
    "short notes": (
        lambda ax: plotting.network(ax, NODES, W, notes=[["", ""]]),
        "notes must have 2 entries for these layers, got 1",
    ),
    "short note row": (
        lambda ax: plotting.network(ax, NODES, W, notes=[["x"], [""]]),
        "notes[0] must hold texts in the shape (2,), got ['x']",
    ),
    "note a number": (lambda ax: plotting.network(ax, NODES, W, notes=[["", ""], [3]]), "notes[1] must hold texts"),
    "long labels": (
        lambda ax: plotting.network(ax, NODES, W, edge_labels=[[["u"], ["v"]], [["w"]]]),
        "edge_labels must have 1 entries for these layers, got 2",
    ),
    "flat labels": (
        lambda ax: plotting.network(ax, NODES, W, edge_labels=[["u", "v"]]),
        "edge_labels[0] must hold texts in the shape (2, 1), got ['u', 'v']",
    ),
    "ragged labels": (
        lambda ax: plotting.network(ax, NODES, W, edge_labels=[[["u"], ["v", "w"]]]),
        "edge_labels[0] must hold texts in the shape (2, 1)",
    ),
    "distance 0": (
        lambda ax: plotting.network(ax, NODES, W, distance=0),
        "distance must be a finite number > 0, got 0",
    ),
    "spacing nan": (lambda ax: plotting.network(ax, NODES, W, spacing=np.nan), "spacing must be a finite number > 0"),
}

# call that makes Axes, what the message must contain
MAKING: dict[str, tuple[Callable[[], Any], str]] = {
    "no letters": (lambda: plotting.planes(""), "letters must be a letter for each plane, such as 'x' or 'xw', got ''"),
    "letters 2": (lambda: plotting.planes(2), "letters must be a letter for each plane, such as 'x' or 'xw', got 2"),
    "x 1": (lambda: plotting.planes("x1"), "letters must be a letter for each plane"),
    "rows 0": (lambda: plotting.planes(rows=0), "rows must be an integer >= 1, got 0"),
    "bounds 5": (lambda: plotting.planes(bounds=5), "bounds must be two increasing finite numbers, got 5"),
    "bounds reversed": (lambda: plotting.planes(bounds=(1, -1)), "bounds must be two increasing finite numbers"),
    "n 0": (lambda: plotting.plots(0), "n must be an integer >= 1, got 0"),
    "n 2.0": (lambda: plotting.plots(2.0), "n must be an integer >= 1, got 2.0"),
    "columns 0": (lambda: plotting.plots(2, columns=0), "columns must be an integer >= 1, got 0"),
    "columns 1.5": (lambda: plotting.plots(2, columns=1.5), "columns must be an integer >= 1, got 1.5"),
    "height 0": (lambda: plotting.plots(height=0), "height must be a finite number > 0, got 0"),
    "xlim reversed": (
        lambda: plotting.plots(xlim=(1, 0)),
        "xlim must be two increasing finite numbers, got (1, 0)",
    ),
    "xlim equal": (lambda: plotting.plots(xlim=(1, 1)), "xlim must be two increasing finite numbers, got (1, 1)"),
    "xlim nan": (lambda: plotting.plots(xlim=(0, np.nan)), "xlim must be two increasing finite numbers, got (0, nan)"),
    "ylim inf": (lambda: plotting.plots(ylim=(-np.inf, 1)), "ylim must be two increasing finite numbers"),
    "ylim of 3": (lambda: plotting.plots(ylim=(0, 1, 2)), "ylim must be two increasing finite numbers, got (0, 1, 2)"),
    "ylim text": (lambda: plotting.plots(ylim=("0", "1")), "ylim must hold real numbers"),
    "log of 0": (
        lambda: plotting.plots(xscale="log"),
        "xlim must be two increasing finite numbers > 0, got (0.0, 1.0)",
    ),
    "log y of −1": (
        lambda: plotting.plots(ylim=(-1, 1), yscale="log"),
        "ylim must be two increasing finite numbers > 0",
    ),
    "scale": (lambda: plotting.plots(yscale="sqrt"), "yscale must be one of ['linear', 'log'], got 'sqrt'"),
    "tick outside": (lambda: plotting.plots(xticks=[0, 2]), "xticks must lie between 0 and 1, got 2"),
    "tick nan": (lambda: plotting.plots(yticks=[np.nan]), "yticks must lie between 0 and 1, got nan"),
    "tick alone": (lambda: plotting.plots(yticks=1), "yticks must have 1 dimension(s), got shape ()"),
    "spaces 0": (lambda: plotting.spaces(0), "n must be an integer >= 1, got 0"),
    "spaces bounds": (lambda: plotting.spaces(bounds=1), "bounds must be two increasing finite numbers, got 1"),
    "spaces zlim": (lambda: plotting.spaces(zlim=(0, -1)), "zlim must be two increasing finite numbers, got (0, -1)"),
    "surface 1 too few": (
        lambda: plotting.surface(plotting.spaces()[1][0], lambda X: X[1:, 0], resolution=2),
        "f must return 4 numbers for an array of shape (4, 2), got shape (3,)",
    ),
    "surface resolution": (
        lambda: plotting.surface(plotting.spaces()[1][0], first, resolution=0),
        "resolution must be an integer >= 2, got 0",
    ),
}


@pytest.mark.parametrize(("call", "message"), DRAWING.values(), ids=DRAWING)
def test_a_wrong_drawing_is_named_and_leaves_the_axes_as_they_are(call: Callable[[Any], Any], message: str) -> None:
    _, ax = plt.subplots()
    before = ax.get_children()
    with pytest.raises(ValueError) as caught:
        call(ax)
    assert message in str(caught.value)
    assert ax.get_children() == before


@pytest.mark.parametrize(("call", "message"), MAKING.values(), ids=MAKING)
def test_wrong_axes_are_named(call: Callable[[], Any], message: str) -> None:
    with pytest.raises(ValueError) as caught:
        call()
    assert message in str(caught.value)
