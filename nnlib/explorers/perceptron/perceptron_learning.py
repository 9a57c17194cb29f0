"""Rosenblatt's learning rule, visit by visit."""

from typing import Any

import numpy as np
import traitlets

from nnlib import Perceptron, datasets
from nnlib.explorers._base import Explorer
from nnlib.explorers._traits import Whole, choice, listing, number, row
from nnlib.separability import max_margin

LOW, HIGH = -1, 2  # of a coordinate
MAX_POINTS = 12


def gate_points(name: str) -> list[list[float]]:
    """Return the samples of a gate as [x1, x2, y] triples."""
    X, y = datasets.gate(name)
    return [[float(x1), float(x2), int(label)] for (x1, x2), label in zip(X, y, strict=True)]


class PerceptronLearning(Explorer):
    """Step through the perceptron's learning on samples that can be dragged.

    Parameters
    ----------
    points : list of [x1, x2, y], 1 to 12 of them
        Samples, visited in this order again and again; coordinates in
        [-1, 2], classes 0 and 1.
    visits : int, 0 to 120
        How many samples the perceptron has visited.

    Examples
    --------
    >>> PerceptronLearning(visits=40).readouts()["mistakes"]
    11
    """

    points = traitlets.List(traitlets.List()).tag(
        sync=True, limits=listing(row(number(LOW, HIGH), number(LOW, HIGH), choice(0, 1)), 1, MAX_POINTS)
    )
    visits = Whole(0, min=0, max=120)

    @traitlets.default("points")
    def _samples_of_and(self) -> list[list[float]]:
        return gate_points("and")

    @traitlets.validate("points")
    def _check_points(self, proposal: dict[str, Any]) -> list[list[float]]:
        points = proposal["value"]
        well_formed = 1 <= len(points) <= MAX_POINTS and all(
            len(point) == 3
            and all(isinstance(x, (int, float)) and LOW <= x <= HIGH for x in point[:2])
            and point[2] in (0, 1)
            for point in points
        )
        if not well_formed:
            raise traitlets.TraitError(
                f"points must be 1 to {MAX_POINTS} triples [x1, x2, y] "
                f"with coordinates in [{LOW}, {HIGH}] and y 0 or 1, got {points!r}"
            )
        return [[float(x1), float(x2), int(y)] for x1, x2, y in points]

    def readouts(self) -> dict[str, Any]:
        """Weights and mistakes after the visits, and the bound (R/γ)² on the mistakes."""
        triples = np.array(self.points, dtype=float)
        X, y = triples[:, :2], triples[:, 2].astype(int)
        perceptron = Perceptron(2)
        mistakes = 0
        if self.visits:
            order = np.arange(self.visits) % len(y)  # one long epoch that stops after any visit
            mistakes = perceptron.fit(X[order], y[order], max_epochs=1).mistakes
        n_right = int((perceptron.predict(X) == y).sum())
        margin = max_margin(X, y)
        return {
            "w1": float(perceptron.w[0]),
            "w2": float(perceptron.w[1]),
            "b": float(perceptron.b),
            "mistakes": mistakes,
            "n_right": n_right,
            "n_points": len(y),
            "converged": int(n_right == len(y)),
            "R": margin.radius,
            "gamma": margin.gamma,
            "bound": margin.bound,
        }
