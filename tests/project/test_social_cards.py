"""Which sentences describe a page."""

from docutils import nodes
from matplotlib import image
from social_cards import LENGTH, description, draw

from nnlib.plotting import PALETTE


def page(*paragraphs):
    box = nodes.admonition("", nodes.paragraph("", "In a box."))
    return nodes.section("", nodes.title("", "A chapter"), box, *(nodes.paragraph("", text) for text in paragraphs))


def said(*paragraphs):
    return description(page(*paragraphs), "Figure %s")


def test_the_first_paragraph_in_no_box_describes_it():
    assert said("One thing.", "Another.") == "One thing."
    assert said() == ""


def test_a_reference_in_brackets_says_nothing_elsewhere():
    assert said("Cells collect signals (Figure 1.1). They fire.") == "Cells collect signals. They fire."
    assert said("Figure 4.1 puts them (all) together.") == "Figure 4.1 puts them (all) together."


def test_what_leads_to_a_formula_is_left_out():
    assert said("Take a unit. Its output is") == "Take a unit."
    assert said("Its output is", "It is small.") == "It is small."


def test_whole_sentences_as_far_as_there_is_room():
    sentence = f"{'Word ' * 15}ends."
    assert said(f"{sentence} {sentence} {sentence}") == f"{sentence} {sentence}"
    long = said(f"{'Word ' * 100}ends.")
    assert long.endswith("Word…") and LENGTH - 6 < len(long) <= LENGTH


def test_the_picture_shows_four_inputs_twice_and_is_as_large_as_sites_ask_for(tmp_path):
    draw(tmp_path / "card.png")
    picture = image.imread(tmp_path / "card.png")[..., :3]
    assert picture.shape == (630, 1200, 3)
    assert (tmp_path / "card.png").stat().st_size < 100_000
    for half in (picture[:, :600], picture[:, 600:]):
        for colour in ("blue", "orange", "ink"):
            wanted = [int(PALETTE[colour][i : i + 2], 16) / 255 for i in (1, 3, 5)]
            assert (abs(half - wanted) < 0.01).all(axis=2).sum() > 200, colour
    edges = [picture[0], picture[-1], picture[:, 0], picture[:, -1]]
    assert all((edge == 1).all() for edge in edges), "nothing is cut off"
