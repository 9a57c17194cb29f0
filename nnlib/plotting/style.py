"""The book's colours, and matplotlib's settings for calm figures."""

import sys
from typing import Any

import matplotlib as mpl
from cycler import cycler
from matplotlib.figure import Figure

from nnlib.plotting._images import as_image

#: The book's colours, each with one meaning. Explorers use the same values: ``explorers/drawings.css``.
PALETTE = {
    "blue": "#0072b2",  # class 1, positive weight, firing
    "orange": "#b35900",  # class 0, negative weight, silent
    "purple": "#8b3fa0",  # gradients
    "vermilion": "#d1241b",  # loss, error, mistake
    "ink": "#24292f",  # text and activations
    "grey": "#6a737d",  # axes and pre-activations
    "paper": "#ffffff",  # behind nodes and open marks
}

#: Style of a line as it was before: pass it on as ``**BEFORE``.
BEFORE: dict[str, Any] = {"color": PALETTE["grey"], "linestyle": "--", "linewidth": 1.5}


def use_style() -> None:
    """Switch matplotlib to the book's style: calm SVG figures, the same bytes on every run.

    Examples
    --------
    >>> use_style()
    >>> import matplotlib as mpl
    >>> mpl.rcParams["svg.hashsalt"]
    'nnlib'
    """
    mpl.rcParams.update(
        {
            "axes.edgecolor": PALETTE["grey"],
            "axes.labelcolor": PALETTE["ink"],
            "axes.prop_cycle": cycler(color=[PALETTE[name] for name in PALETTE if name != "paper"]),
            "axes.spines.right": False,
            "axes.spines.top": False,
            "axes.titlecolor": PALETTE["ink"],
            "axes.titlesize": 12,
            "figure.constrained_layout.use": True,
            "figure.facecolor": "none",
            "axes.facecolor": "none",
            "savefig.facecolor": "none",
            "font.size": 12,
            "mathtext.fontset": "cm",
            "svg.fonttype": "path",
            "svg.hashsalt": "nnlib",
            "text.color": PALETTE["ink"],
            "xtick.color": PALETTE["grey"],
            "ytick.color": PALETTE["grey"],
        }
    )
    ipython = sys.modules.get("IPython")
    if ipython is None or ipython.get_ipython() is None:  # a plain script: nothing is displayed inline
        return
    from matplotlib_inline.backend_inline import set_matplotlib_formats

    set_matplotlib_formats("svg", metadata={"Date": None, "Creator": None})  # type: ignore[no-untyped-call]
    formatters = ipython.get_ipython().display_formatter.formatters
    to_svg = formatters["image/svg+xml"].pop(Figure)

    def to_html(figure: Figure) -> str | None:
        svg = to_svg(figure)
        return svg and as_image(svg, paper=PALETTE["paper"])  # an empty figure has no drawing

    formatters["text/html"].for_type(Figure, to_html)


def number_text(x: float) -> str:
    """Write a number as short as can be, with a minus sign in place of a hyphen.

    Parameters
    ----------
    x : float
        The number.

    Returns
    -------
    text : str
        At most six digits.

    Examples
    --------
    >>> number_text(-0.50)
    '−0.5'
    """
    return f"{x:g}".replace("-", "−")
