"""What formulas say in characters alone."""

import pytest
from docutils import nodes
from plain_text import formula_text, plain_text


@pytest.mark.parametrize(
    ("tex", "whole", "letters"),
    [
        (r"\hat y", "ŷ", "ŷ"),
        (r"\delta_j^{(k)}", "δ_j^(k)", "δ"),
        (r"\sigma'", "σ′", "σ′"),
        (r"\ell''(r)", "ℓ″(r)", "ℓ″(r)"),
        ("f'_k", "f′_k", "f′"),
        ("2^m", "2^m", "2"),
        ("+1", "+1", "+1"),
        ("m + 1", "m + 1", "m + 1"),
        ("x^{[i]}", "x^[i]", "x"),
        (r"\frac{1}{1 + e^{-z}}", "1/(1 + e^(−z))", "1/(1 + e)"),
        (r"p_i \ln p_i", "p_i ln p_i", "p ln p"),
        (r"\ln(z)", "ln(z)", "ln(z)"),
        (r"\lVert w \rVert", "‖w‖", "‖w‖"),
        (r"\sqrt{x + 1}", "√(x + 1)", "√(x + 1)"),
        (r"\mathbf{w} \cdot x", "w ⋅ x", "w ⋅ x"),
        (r"\varepsilon > 0", "ε > 0", "ε > 0"),
    ],
)
def test_a_formula_in_characters(tex, whole, letters):
    assert formula_text(tex) == whole
    assert formula_text(tex, scripts=False) == letters


def test_words_and_formulas_stand_in_their_order():
    parts = [nodes.Text("its\n"), nodes.strong("", "threshold"), nodes.Text(" "), nodes.math("", r"\tau_1")]
    paragraph = nodes.paragraph("", "", *parts)
    assert plain_text(paragraph) == "its threshold τ_1"
    assert plain_text(paragraph, scripts=False) == "its threshold τ"
