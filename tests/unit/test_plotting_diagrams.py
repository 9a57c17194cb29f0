"""Networks: which nodes and edges are drawn where, how wide, in which colour, and what is written beside them."""

import numpy as np
import pytest
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.patches import FancyArrowPatch
from matplotlib.text import Annotation

from nnlib import plotting

pytestmark = pytest.mark.usefixtures("style")
NODES = [["a", "b"], ["c"]]


@pytest.fixture
def ax(style: None) -> Axes:
    return plt.subplots()[1]


def texts(ax: Axes) -> list[str]:
    return [text.get_text() for text in ax.texts if text.get_text()]


def arrows(ax: Axes) -> list[Annotation]:
    return [text for text in ax.texts if getattr(text, "arrow_patch", None)]


def patches(ax: Axes) -> list[FancyArrowPatch]:
    return [arrow.arrow_patch for arrow in arrows(ax)]


def labels(ax: Axes) -> dict[str, Annotation]:
    """Texts beside edges, by what they say."""
    return {text.get_text(): text for text in ax.texts if isinstance(text, Annotation) and text.get_text()}


def test_layers_stand_side_by_side_and_are_centred(ax: Axes) -> None:
    plotting.network(ax, [["a", "b", "c"], ["d"]], [[[1], [1], [1]]], distance=3, spacing=0.5)
    assert [circle.center for circle in ax.patches] == [(0, 0.5), (0, 0), (0, -0.5), (3, 0)]
    names = {text.get_text(): text.get_position() for text in ax.texts}
    assert [names[name] for name in "abcd"] == [circle.center for circle in ax.patches]


def test_an_edge_is_drawn_for_each_weight_that_is_not_zero(ax: Axes) -> None:
    plotting.network(ax, NODES, [[[2], [0]]])
    assert texts(ax) == ["2", "a", "b", "c"]
    assert len(arrows(ax)) == 1


def test_an_edge_runs_from_node_to_node_and_ends_at_its_ring(ax: Axes) -> None:
    plotting.network(ax, [["a"], ["b", "c"]], [[[0, 1]]], distance=4, spacing=6)
    (arrow,) = arrows(ax)  # from (0, 0) to (4, −3), of length 5
    radius = ax.patches[0].radius
    assert arrow.get_position() == (0, 0)
    assert arrow.xy == pytest.approx((4 - 0.8 * radius, -3 + 0.6 * radius))
    assert arrow.arrow_patch.get_arrowstyle().arrow == "-|>"


def test_every_weight_is_on_the_edge_of_its_two_nodes(ax: Axes) -> None:
    W = [[1, 2, 3], [4, 5, 6]]
    plotting.network(ax, [["a", "b"], ["c", "d", "e"]], [W])
    left, right = [0.5, -0.5], [1, 0, -1]
    for i, row in enumerate(W):
        for j, w in enumerate(row):
            x, y = labels(ax)[str(w)].xy
            assert x == pytest.approx(0.34 * 2)
            assert y == pytest.approx(left[i] + 0.34 * (right[j] - left[i]))


def test_a_positive_weight_is_solid_and_blue_a_negative_one_dashed_and_orange(ax: Axes) -> None:
    plotting.network(ax, NODES, [[[2], [-1.5]]])
    assert [patch.get_linestyle() for patch in patches(ax)] == ["solid", "dashed"]
    colours = [plotting.PALETTE["blue"], plotting.PALETTE["orange"]]
    assert [to_hex(patch.get_edgecolor()) for patch in patches(ax)] == colours
    assert [to_hex(labels(ax)[text].get_color()) for text in ("2", "−1.5")] == colours


@pytest.mark.parametrize(("w", "width"), [(0.5, 1.5), (-0.5, 1.5), (2, 3), (3, 4), (-100, 4)])
def test_an_edge_grows_wider_with_its_weight_up_to_a_bound(w: float, width: float, ax: Axes) -> None:
    plotting.network(ax, [["a"], ["b"]], [[[w]]])
    assert patches(ax)[0].get_linewidth() == width


def test_a_label_stands_above_its_edge(ax: Axes) -> None:
    plotting.network(ax, [["a"], ["b", "c", "d"]], [[[1, 2, 3]]], distance=4, spacing=3)
    offsets = {text: label.get_position() for text, label in labels(ax).items()}
    # 9 points at right angles to the edges, which go along (4, 3) / 5, (1, 0) and (4, −3) / 5
    assert offsets["1"] == pytest.approx((-9 * 0.6, 9 * 0.8))
    assert offsets["2"] == pytest.approx((0, 9))
    assert offsets["3"] == pytest.approx((9 * 0.6, 9 * 0.8))


def test_other_texts_can_stand_beside_the_edges(ax: Axes) -> None:
    plotting.network(ax, NODES, [[[2], [3]]], edge_labels=[[["$w_1$"], ["$w_2$"]]])
    assert list(labels(ax)) == ["$w_1$", "$w_2$"]
    assert labels(ax)["$w_1$"].xy[1] > 0 > labels(ax)["$w_2$"].xy[1]


def test_a_network_without_its_weights(ax: Axes) -> None:
    plotting.network(ax, NODES, [[[2], [1]]], show_weights=False)
    assert texts(ax) == ["a", "b", "c"]


def test_notes_stand_outside_the_drawing(ax: Axes) -> None:
    plotting.network(ax, NODES, [[[2], [1]]], notes=[["above", "below"], ["middle"]])
    place = {text.get_text(): text.get_position()[1] for text in ax.texts}
    assert place["above"] > place["a"] > 0 > place["b"] > place["below"]
    assert place["middle"] < place["c"]
    note = next(text for text in ax.texts if text.get_text() == "above")
    assert to_hex(note.get_color()) == plotting.PALETTE["ink"]


def test_gradients_are_purple_and_point_to_the_left(ax: Axes) -> None:
    plotting.network(ax, [["a"], ["b"]], [[[-2]]], backward=True, notes=[["δ"], [""]])
    (arrow,) = arrows(ax)
    assert arrow.get_position() == (2, 0)
    assert arrow.xy == (ax.patches[0].radius, 0)
    assert to_hex(arrow.arrow_patch.get_edgecolor()) == plotting.PALETTE["purple"]
    assert arrow.arrow_patch.get_linestyle() == "dashed"
    label = labels(ax)["−2"]
    assert label.xy == pytest.approx((2 - 0.37 * 2, 0))
    assert label.get_position() == (0, 0)  # on the edge, on a ground of paper
    assert to_hex(label.get_bbox_patch().get_facecolor()) == plotting.PALETTE["paper"]
    note = next(text for text in ax.texts if text.get_text() == "δ")
    assert to_hex(note.get_color()) == plotting.PALETTE["purple"]


def test_the_limits_hold_nodes_and_notes(ax: Axes) -> None:
    plotting.network(ax, NODES, [[[2], [1]]], notes=[["", ""], ["one\ntwo"]], spacing=4)
    assert ax.get_xlim() == (-0.5, 2.5)
    assert ax.get_ylim() == pytest.approx((-2.77, 2.77))  # nodes at ±2, and room for a line of notes
    assert not ax.axison
    assert ax.get_aspect() == 1


def test_nodes_hide_the_edges_below_them(ax: Axes) -> None:
    plotting.network(ax, NODES, [np.ones((2, 1))])
    assert {to_hex(circle.get_facecolor()) for circle in ax.patches} == {plotting.PALETTE["paper"]}
    assert {to_hex(circle.get_edgecolor()) for circle in ax.patches} == {plotting.PALETTE["ink"]}
    names = [text.zorder for text in ax.texts if text.get_text() in ("a", "b", "c")]
    assert max(arrow.zorder for arrow in arrows(ax)) < ax.patches[0].zorder < min(names)


def test_one_layer_is_a_network_too(ax: Axes) -> None:
    plotting.network(ax, [["a", "b"]], [])
    assert texts(ax) == ["a", "b"]
