"""What is taken out of a written page, by whatever names the theme's next release has for it."""

from _ext.lean_pages import without_the_needless

STYLE = '<link href="_static/vendor/fontawesome/6.5.2/css/all.min.css?digest=1" rel="stylesheet" />'
SCRIPT = '\n  <script defer src="_static/scripts/fontawesome.js?digest=1"></script>'
OTHER = '\n  <script src="_static/scripts/bootstrap.js"></script>'
PRELOADS = """
<link rel="preload" as="script" href="_static/scripts/bootstrap.js" />
<link rel="preload" as="font" type="font/woff2" crossorigin href="_static/fa-solid-900.woff2" />"""


def test_icons_come_once_and_nothing_comes_beforehand():
    assert without_the_needless(STYLE + PRELOADS + SCRIPT + OTHER) == STYLE + OTHER


def test_icons_that_only_a_script_draws_are_kept():
    assert without_the_needless(SCRIPT + PRELOADS + OTHER) == SCRIPT + OTHER
