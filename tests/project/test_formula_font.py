"""The font of the formulas, which a style sheet of the site brings along."""

from formulas import font


def test_the_same_formulas_make_the_same_font_at_any_time(monkeypatch):
    """Else each build would give all pages another style sheet, which browsers had to fetch anew."""
    made = set()
    for seconds in ("0", "1000000000"):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", seconds)  # what FontTools takes for the present
        made.add(font({"x", "√"}))
    assert len(made) == 1
