"""A net is a function: every drawing that takes a callable takes a net."""

import numpy as np
import pytest

from nnlib import plotting
from nnlib.layers import Dense
from nnlib.mlp import MLP

pytestmark = pytest.mark.usefixtures("style")

LINE = MLP(layers=[Dense(W=[[2.0]], b=[-1.0])])
PLANE = MLP(layers=[Dense(W=[[1.0], [0.0]], b=[-0.5])])  # z = x1 - 1/2


def test_a_curve_of_a_net():
    _, (ax,) = plotting.plots(xlim=(-1, 2))
    x, y = plotting.curve(ax, LINE).get_data()
    np.testing.assert_array_equal(y, 2 * x - 1)


@pytest.mark.parametrize(("net", "level"), [(PLANE, 0), (PLANE.predict, 0.5)], ids=["logits", "classes"])
def test_a_region_of_a_net(net, level):
    _, (ax,) = plotting.planes(bounds=(-1, 1))
    plotting.region(ax, net, level=level)
    (shade,) = ax.collections
    corners = np.concatenate([path.vertices for path in shade.get_paths()])
    assert corners[:, 0].min() == pytest.approx(0.5, abs=0.01)
    assert corners[:, 0].max() == 1


def test_a_heat_map_and_a_surface_of_a_net():
    _, (ax,) = plotting.planes(bounds=(0, 1))
    plotting.heatmap(ax, PLANE)
    assert {text.get_text() for child in ax.child_axes for text in child.get_yticklabels()} >= {"0"}
    _, (space,) = plotting.spaces(1, bounds=(0, 1), zlim=(-0.5, 0.5))
    plotting.surface(space, PLANE)
    assert len(space.collections) > 0
