"""A pass through a network, computed with nnlib: what each step adds, and how its working is written."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from wording import shown

from nnlib import MLP, Dense
from nnlib.losses import half_mse

SMALL = 2.0**-17  # the step of a finite difference
TOLERANCE = 1e-5

Step = tuple[str, int, int]  # what is computed, of which layer (from 1) and unit (from 0)


def steps_of(layer_sizes: list[int], mode: str) -> list[Step]:
    """Return all steps in their order: layer by layer, each unit's two steps in turn."""
    layers = [[(k, j) for j in range(n)] for k, n in enumerate(layer_sizes)][1:]
    kinds = ("z", "a") if mode == "forward" else ("delta", "gradients")
    in_order = layers if mode == "forward" else layers[::-1]
    return [(kind, *unit) for layer in in_order for unit in layer for kind in kinds]


def unit_name(layer_sizes: list[int], k: int, j: int | None) -> str:
    """Return "x1", "a2(1)" or "ŷ" as a text without raised letters; without j, the name of the layer's vector."""
    index = "" if j is None else j + 1
    if k == 0:
        return f"x{index}"
    if k == len(layer_sizes) - 1:
        return f"ŷ{'' if layer_sizes[k] == 1 else index}"
    return f"a{index}({k})"


def bracketed(text: str) -> str:
    return f"({text})" if text.startswith("−") else text


@dataclass
class Gradient:
    """The gradient of a weight, or of a bias, with its product and its finite difference."""

    name: str
    product: str
    value: float
    difference: float

    @property
    def agrees(self) -> bool:
        scale = max(1, abs(self.value), abs(self.difference))
        return abs(self.value - self.difference) <= TOLERANCE * scale


class Pass:
    """The numbers of a state: `z`, `a` and `delta` by layer, from 0 for the inputs, and what is known of them."""

    def __init__(self, state: dict[str, Any]) -> None:
        self.state, self.mode = state, state["mode"]
        self.sizes = state["layer_sizes"]
        parts = zip(pairwise(self.sizes), state["weights"], state["biases"], state["activations"], strict=True)
        self.net = MLP(
            layers=[Dense(W=np.reshape(np.array(W, float), shape), b=b, activation=name) for shape, W, b, name in parts]
        )
        trace = self.net.forward([state["x"]])
        self.loss, self._grads = self.net.loss_and_grads([state["x"]], [state["y_true"]], half_mse)
        self.a = [a[0] for a in trace.a]
        self.z = [None, *(z[0] for z in trace.z)]
        self.delta = [None, *(of_layer.delta[0] for of_layer in self._grads)]
        steps = steps_of(self.sizes, self.mode)
        self._done = set(steps[: state["position"]])
        self.current = steps[state["position"] - 1] if state["position"] else None
        self.is_complete = state["position"] == len(steps)

    def knows(self, what: str, k: int, j: int) -> bool:
        """Whether a number has been computed: before the backward pass, the whole forward pass has."""
        if k == 0:
            return what == "a"
        return (what, k, j) in self._done or (self.mode == "backward" and what in ("z", "a"))

    def slope(self, k: int, j: int) -> float:
        return float(self.net.layers[k - 1].activation.grad(self.z[k][j]))

    def gradients(self, k: int, j: int) -> list[Gradient]:
        """Return the gradients of unit j of layer k: of its weights, then of its bias."""
        layer, of_layer = self.net.layers[k - 1], self._grads[k - 1]
        delta = bracketed(shown(self.delta[k][j], 4))
        found = [
            Gradient(
                f"w{i + 1}{j + 1}({k - 1})",
                f"{self._factor(k - 1, i)} · {delta}",
                float(of_layer.W[i, j]),
                self._difference(layer.W, (i, j)),
            )
            for i in range(layer.n_in)
        ]
        bias = Gradient(f"b{j + 1}({k - 1})", "δ", float(of_layer.b[j]), self._difference(layer.b, (j,)))
        return [*found, bias]

    def _difference(self, parameters: np.ndarray, index: tuple[int, ...]) -> float:
        kept = parameters[index]
        losses = []
        for moved in (kept + SMALL, kept - SMALL):
            parameters[index] = moved
            losses.append(half_mse([self.state["y_true"]], self.net([self.state["x"]])))
        parameters[index] = kept
        return (losses[0] - losses[1]) / (2 * SMALL)

    # -- how it is written ------------------------------------------------------------------------------------------

    def _factor(self, k: int, i: int) -> str:
        """Write an input or an activation."""
        return bracketed(shown(self.a[k][i], 2 if k == 0 else 4))

    def table(self, not_equal: str) -> list[list[str]]:
        """Return the rows of the table, which is empty unless the current step is one of gradients."""
        if not self.current or self.current[0] != "gradients":
            return []
        return [
            [
                one.name,
                f"{one.product} = {shown(one.value, 4)}",
                shown(one.difference, 4),
                "✓" if one.agrees else not_equal,
            ]
            for one in self.gradients(*self.current[1:])
        ]

    def working(self) -> list[str]:
        """Return the lines of the working, without that of the activation function."""
        lines = [self._loss_line()] if self.mode == "backward" else []
        if self.current:
            lines += self._forward_lines() if self.mode == "forward" else self._backward_lines()
        return lines

    def _forward_lines(self) -> list[str]:
        _, k, j = self.current
        layer = self.net.layers[k - 1]
        symbols = [f"w{i + 1}{j + 1}({k - 1}) {unit_name(self.sizes, k - 1, i)}" for i in range(layer.n_in)]
        numbers = [f"{bracketed(shown(layer.W[i, j]))} · {self._factor(k - 1, i)}" for i in range(layer.n_in)]
        z = f"z{j + 1}({k})"
        return [
            f"{z} = {' + '.join([*symbols, f'b{j + 1}({k - 1})'])}",
            f"{z} = {' + '.join([*numbers, bracketed(shown(layer.b[j]))])} = {shown(self.z[k][j], 4)}",
        ]

    def _backward_lines(self) -> list[str]:
        _, k, j = self.current
        name, result = f"δ{j + 1}({k})", shown(self.delta[k][j], 4)
        slope = shown(self.slope(k, j), 4)
        if k == len(self.net.layers):
            n = self.sizes[-1]
            share = "" if n == 1 else f"1/{n} · "
            y = f"y{'' if n == 1 else j + 1}"
            error = f"({shown(self.a[k][j], 4)} − {bracketed(shown(self.state['y_true'][j]))})"
            symbols, numbers = f"{share}({unit_name(self.sizes, k, j)} − {y})", f"{share}{error}"
        else:
            W, n = self.net.layers[k].W, self.sizes[k + 1]
            symbols = " + ".join(f"w{j + 1}{m + 1}({k}) δ{m + 1}({k + 1})" for m in range(n))
            factors = [(bracketed(shown(W[j, m])), bracketed(shown(self.delta[k + 1][m], 4))) for m in range(n)]
            numbers = " + ".join(f"{w} · {delta}" for w, delta in factors)
            if n > 1:
                symbols, numbers = f"({symbols})", f"({numbers})"
        return [f"{name} = {symbols} · f′(z{j + 1}({k}))", f"{name} = {numbers} · {slope} = {result}"]

    def _loss_line(self) -> str:
        n = self.sizes[-1]
        squares = [
            f"({shown(y_pred, 4)} − {bracketed(shown(y))})²"
            for y_pred, y in zip(self.a[-1], self.state["y_true"], strict=True)
        ]
        total = squares[0] if n == 1 else f"[{' + '.join(squares)}]"
        return f"L = {'½' if n == 1 else f'1/{2 * n}'}{total} = {shown(self.loss, 4)}"
