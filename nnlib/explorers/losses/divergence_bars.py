"""Two distributions whose bars are dragged: entropy, cross-entropy and divergence as areas, both ways round."""

from typing import Any

import numpy as np
import traitlets
from numpy.typing import NDArray

from nnlib.explorers._base import Explorer
from nnlib.explorers._traits import equally_long, listing, number
from nnlib.losses import cross_entropy_between, entropy, kl_divergence, kl_terms

FEWEST, MOST = 2, 6  # outcomes
DIGITS = 12  # decimals: a sum of terms of both signs has no more, nor has an entropy near 0

#: Pairs of the menu: heights of p and of q.
PAIRS = {
    "missed": ([0.35, 0.2, 0.45], [0.75, 0.2, 0.05]),
    "equal": ([0.5, 0.3, 0.2], [0.5, 0.3, 0.2]),
    "sure": ([1.0, 0.0, 0.0], [0.7, 0.2, 0.1]),
    "ruled_out": ([0.5, 0.3, 0.2], [0.6, 0.4, 0.0]),
    "covers": ([0.24, 0.25, 0.01, 0.01, 0.25, 0.24], [0.13, 0.18, 0.19, 0.19, 0.18, 0.13]),
    "one_hump": ([0.24, 0.25, 0.01, 0.01, 0.25, 0.24], [0.45, 0.47, 0.04, 0.02, 0.01, 0.01]),
}


class DivergenceBars(Explorer):
    """Drag the bars of two distributions; see their entropy, cross-entropy and divergence, both ways round, as areas.

    The heights of `p`, divided by their sum, are the distribution p, the truth; those of `q` are
    q, the model. Heights that are all 0 count as equal ones. `p` and `q` have the same length: to
    change it, set both at once, inside ``with bars.hold_trait_notifications():``.

    Parameters
    ----------
    p : list of 2 to 6 float in [0, 1]
        Heights of the truth, one an outcome.
    q : list of 2 to 6 float in [0, 1]
        Heights of the model.

    Examples
    --------
    >>> numbers = DivergenceBars(p=[0.5, 0.5], q=[0.9, 0.1]).readouts()
    >>> [round(numbers[name], 4) for name in ("entropy_p", "kl_pq", "cross_entropy_pq", "kl_qp")]
    [0.6931, 0.5108, 1.204, 0.3681]
    """

    p = traitlets.List(traitlets.Float(), [*PAIRS["missed"][0]]).tag(
        sync=True, limits=listing(number(0, 1), FEWEST, MOST)
    )
    q = traitlets.List(traitlets.Float(), [*PAIRS["missed"][1]]).tag(
        sync=True, limits=listing(number(0, 1), FEWEST, MOST)
    )

    @traitlets.validate("p", "q")
    def _check_lists(self, proposal: dict[str, Any]) -> list[float]:
        return equally_long(self, proposal, "p", "q")

    @staticmethod
    def preset(name: str) -> dict[str, list[float]]:
        """Return `p` and `q` of a pair of the menu.

        Parameters
        ----------
        name : {"missed", "equal", "sure", "ruled_out", "covers", "one_hump"}
            In "missed" q makes little of an outcome that p has often; in "sure" p has one outcome
            only; in "ruled_out" q gives one of p's outcomes 0; in the final two p has two humps, of
            which q covers both, or one.
        """
        if name not in PAIRS:
            raise ValueError(f"a pair must be one of {', '.join(PAIRS)}, got {name!r}")
        p, q = PAIRS[name]
        return {"p": [*p], "q": [*q]}

    @classmethod
    def constants(cls) -> dict[str, Any]:
        """Return the pairs of the menu."""
        return {"PAIRS": {name: cls.preset(name) for name in PAIRS}}

    def readouts(self) -> dict[str, Any]:
        """Return both distributions, and what each costs with itself and with the other, in nats.

        `kl_pq` is D(p || q) and `cross_entropy_pq` H(p, q) = H(p) + D(p || q), infinite where
        q gives 0 to what p has. `term_pq_1` is the share of outcome 1 in the divergence,
        ``p_1 * log(p_1 / q_1)``: the size of the area drawn for it. `more_pq` is the sum of the
        positive terms, `less_pq` minus that of the negative ones, and `kl_pq` their difference.
        The same with `qp` is the other way round: q is the truth then, and p the model.
        """
        p, q = distribution(self.p), distribution(self.q)
        numbers: dict[str, Any] = {f"p_{i}": float(one) for i, one in enumerate(p, start=1)}
        numbers |= {f"q_{i}": float(one) for i, one in enumerate(q, start=1)}
        numbers |= {"entropy_p": _without_noise(entropy(p)), "entropy_q": _without_noise(entropy(q))}
        for way, truth, model in (("pq", p, q), ("qp", q, p)):
            terms = kl_terms(truth, model)
            numbers |= {f"term_{way}_{i}": float(one) for i, one in enumerate(terms, start=1)}
            numbers |= {
                f"more_{way}": float(terms[terms > 0].sum()),
                f"less_{way}": 0.0 - float(terms[terms < 0].sum()),
                f"kl_{way}": _without_noise(kl_divergence(truth, model)),
                f"cross_entropy_{way}": _without_noise(cross_entropy_between(truth, model)),
            }
        return numbers


def distribution(heights: list[float]) -> NDArray[np.float64]:
    """Return heights divided by their sum; equal shares where all are 0."""
    array = np.array(heights if any(heights) else [1.0] * len(heights))
    shares: NDArray[np.float64] = array / array.sum()
    return shares


def _without_noise(value: float) -> float:
    return round(float(value), DIGITS)
