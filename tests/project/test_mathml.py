"""TeX as MathML: what browsers would draw otherwise than TeX does."""

import re

import pytest
from mathml import mathml


def inline(tex: str) -> str:
    return mathml(tex, display=False).removeprefix("<math>").removesuffix("</math>")


@pytest.mark.parametrize(
    ("tex", "written"),
    [
        ("x", "<mi>x</mi>"),
        (r"\mathrm{d}x", '<mrow><mi mathvariant="normal">d</mi></mrow><mi>x</mi>'),
        (r"\mathbf{w}", "<mrow><mi>𝐰</mi></mrow>"),
        (r"\boldsymbol{\beta}", "<mi>𝜷</mi>"),
        (r"\mathbb{R}", "<mrow><mi>ℝ</mi></mrow>"),
        (r"\mathcal{L}", "<mrow><mi>ℒ</mi></mrow>"),
        (r"x^\mathsf{T}", "<msup><mi>x</mi><mrow><mi>𝖳</mi></mrow></msup>"),
        ("f'", '<mrow><mi>f</mi><mo lspace="0" rspace="0">′</mo></mrow>'),
        ("f''_k", '<msub><mrow><mi>f</mi><mo lspace="0" rspace="0">″</mo></mrow><mi>k</mi></msub>'),
        (
            "f'^2",
            '<msup><mrow><mi>f</mi><mo lspace="0" rspace="0">′</mo></mrow><mrow><mn>2</mn></mrow></msup>',
        ),
        ("x^2", "<msup><mi>x</mi><mn>2</mn></msup>"),
        ("10{,}000", "<mn>10,000</mn>"),
        ("a{,}b", '<mi>a</mi><mrow><mo lspace="0" rspace="0">,</mo></mrow><mi>b</mi>'),
        ("a / b", '<mi>a</mi><mrow><mo lspace="0" rspace="0">/</mo></mrow><mi>b</mi>'),
        (r"\hat y", '<mrow><mover accent="true"><mi>y</mi><mo stretchy="false">^</mo></mover></mrow>'),
        (r"\sqrt{x}", "<msqrt><mi>x</mi></msqrt>"),
    ],
)
def test_letters_and_marks(tex, written):
    assert inline(tex) == written


@pytest.mark.parametrize(
    ("tex", "is_sign"),
    [("-1", False), ("a - 1", False), ("f(x) - 1", False), ("|x| - 1", False), (r"\tfrac12 - 1", False),
     ("a = -1", True), ("(-1)", True), (r"\bigl(-1\bigr)", True), (r"2 \cdot -1", True), (r"a,\quad -1", True)],
)  # fmt: skip
def test_a_sign_stands_close_to_its_number_and_a_minus_between_two(tex, is_sign):
    assert ('form="prefix"' in inline(tex)) == is_sign  # the first of a row is taken for a sign in any case


THIN = re.escape('<mspace width="0.167em"></mspace>')


@pytest.mark.parametrize(
    ("tex", "spaces"),
    [(r"\log x", 0), (r"2\log x", 1), (r"f(x)\log x", 1), (r"a + \log x", 0), (r"(\log x)", 0), (r"[\cos x]", 0),
     (r"\bigl[\cos x\bigr]", 0), (r"\cos a\cos b", 1), (r"2\max_i z_i", 1), (r"\max_i z_i", 0),
     (r"2\operatorname{ReLU}(x)", 1), (r"e^{-kw}\max|f|", 1), (r"a\,\log x", 0)],
)  # fmt: skip
def test_a_function_stands_apart_from_what_it_is_multiplied_by(tex, spaces):
    thin = len(re.findall(THIN, inline(tex))) - tex.count(r"\,")
    assert thin == spaces


def test_a_function_stands_apart_from_a_letter_but_not_from_a_bracket():
    assert '<mo rspace="0.167em">\u2061</mo><mi>x</mi>' in inline(r"\log x")
    assert '<mo>\u2061</mo><mo stretchy="false">(</mo>' in inline(r"\log(x)")


def test_columns_are_set_to_their_sides():
    rows = mathml(r"\begin{aligned} a &= b \\ &= c \end{aligned}", display=True)
    assert re.findall(r'<mtd style="text-align: (\w+); padding: (\S+) 0 0 (\S+)">', rows) == [
        ("right", "0", "0"), ("left", "0", "0em"), ("right", "3pt", "0"), ("left", "3pt", "0em"),
    ]  # fmt: skip
    cases = mathml(r"\begin{cases} 1 & x \\ 0 & y \end{cases}", display=True)
    assert re.findall(r"text-align: (\w+); padding: (\S+) 0 0 (\S+)\"", cases) == [
        ("left", "0", "0"), ("left", "0", "1em"), ("left", ".2em", "0"), ("left", ".2em", "1em"),
    ]  # fmt: skip
    assert cases.count('height="0.75em"') == 2
    assert "<mo></mo>" not in cases, "the right side of the brace is not there"


def test_a_formula_with_a_line_of_its_own_says_so():
    assert mathml("x", display=True) == '<math display="block"><mi>x</mi></math>'


def test_no_attribute_is_left_that_browsers_do_not_know():
    formula = mathml(r"\bigl( \mathcal{L} \bigr)_{\max}^2 \begin{pmatrix} 1 & 2 \end{pmatrix}", display=True)
    assert not re.findall(r"data-|columnalign|columnspacing|rowspacing|xmlns", formula)


@pytest.mark.parametrize("tex", [r"\frac{1", r"\unknown{x}", "a & b", r"\mathbf{→}"])
def test_what_is_no_formula_is_an_error_that_names_it(tex):
    with pytest.raises(ValueError, match=re.escape(repr(tex)) if tex != r"\mathbf{→}" else "."):
        mathml(tex, display=False)
