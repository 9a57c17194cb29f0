"""Figures: what is drawn where, the same bytes twice, and refused input."""

import io

import numpy as np
import pytest
from matplotlib import pyplot as plt
from matplotlib.colors import to_hex

from nnlib import datasets, plotting

pytestmark = pytest.mark.usefixtures("style")


def test_points_tell_classes_apart_by_shape_and_colour() -> None:
    _, (ax,) = plotting.planes()
    plotting.points(ax, *datasets.gate("and"))
    one, zero = ax.collections
    assert one.get_offsets().tolist() == [[1, 1]]
    assert zero.get_offsets().tolist() == [[0, 0], [0, 1], [1, 0]]
    assert to_hex(one.get_facecolor()[0]) == plotting.PALETTE["blue"]
    assert len(zero.get_facecolor()) == 0
    assert len(one.get_paths()[0].vertices) != len(zero.get_paths()[0].vertices)


@pytest.mark.parametrize(("w", "b"), [((1, 1), -1.5), ((2, 0), -1), ((0, -3), 1), ((-1, 2), 0)])
def test_decision_line_lies_where_z_is_zero(w: tuple[float, float], b: float) -> None:
    _, (ax,) = plotting.planes()
    line = plotting.decision_line(ax, w, b)
    for point in (line.get_xy1(), line.get_xy2()):
        assert np.dot(w, point) + b == pytest.approx(0, abs=1e-12)
    assert line.get_xy1() != line.get_xy2()


def test_half_plane_is_the_side_that_fires() -> None:
    _, (ax,) = plotting.planes(bounds=(-1, 1))
    plotting.half_plane(ax, [1, 0], -0.5)
    (shade,) = ax.collections
    corners = np.concatenate([path.vertices for path in shade.get_paths()])
    assert corners[:, 0].min() == pytest.approx(0.5, abs=0.02)
    assert corners[:, 0].max() == 1
    assert ax.get_xlim() == (-1, 1)


def test_network_draws_an_edge_for_each_weight_that_is_not_zero() -> None:
    _, ax = plt.subplots()
    plotting.network(ax, [["a", "b"], ["c"]], [[[2], [0]]])
    assert [text.get_text() for text in ax.texts if text.get_text()] == ["2", "a", "b", "c"]


def test_negative_weights_are_dashed() -> None:
    _, ax = plt.subplots()
    plotting.network(ax, [["a", "b"], ["c"]], [[[2], [-1.5]]])
    styles = [text.arrow_patch.get_linestyle() for text in ax.texts if getattr(text, "arrow_patch", None)]
    assert styles == ["solid", "dashed"]
    assert "−1.5" in [text.get_text() for text in ax.texts]


def test_the_same_figure_has_the_same_bytes() -> None:
    def draw() -> bytes:
        fig, (ax,) = plotting.planes()
        plotting.points(ax, *datasets.gate("xor"))
        plotting.half_plane(ax, [1, 1], -1.5)
        plotting.vector(ax, [0, 0], [1, 0.5], label="$w$")
        plotting.ring(ax, [0, 1])
        file = io.BytesIO()
        fig.savefig(file, format="svg", metadata={"Date": None, "Creator": None})
        return file.getvalue()

    assert draw() == draw()


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda ax: plotting.points(ax, [[1, 2, 3]], [0]), ["X", "2 columns", "(1, 3)"]),
        (lambda ax: plotting.points(ax, [[1, 2]], [0, 1]), ["y", "1 rows", "2"]),
        (lambda ax: plotting.points(ax, [[1, 2]], [2]), ["y", "2", "(0, 1)"]),
        (lambda ax: plotting.decision_line(ax, [0, 0], 1), ["w", "not both 0", "[0, 0]"]),
        (lambda ax: plotting.half_plane(ax, [1, 2, 3], 1), ["w", "two numbers"]),
        (lambda ax: plotting.vector(ax, [0, 0], [1, 1], color="pink"), ["color", "pink", "blue"]),
        (lambda ax: plotting.network(ax, [["a"], ["b"]], [[[1, 2]]]), ["weights[0]", "(1, 1)", "(1, 2)"]),
        (lambda ax: plotting.network(ax, [["a"], ["b"]], []), ["weights", "1", "0"]),
    ],
)
def test_bad_input_is_named(call, words: list[str]) -> None:
    with pytest.raises(ValueError) as caught:
        call(plt.subplots()[1])
    for word in words:
        assert word in str(caught.value)
