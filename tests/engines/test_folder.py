"""The site without a server: a browser allows a page of a folder less, and each engine something else."""

import pytest
from figures import assert_drawn, opened

from nnlib import explorers


@pytest.mark.parametrize("name", explorers.__all__)
def test_an_explorer_is_drawn(name, tab, site):
    assert_drawn(opened(name, tab, f"{site.as_uri()}/"))
