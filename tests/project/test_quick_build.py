"""Garbage is looked for again once the book is built."""

import gc
from types import SimpleNamespace

from quick_build import setup


def test_the_search_for_garbage_rests_while_the_book_is_built():
    waiting = {}
    try:
        setup(SimpleNamespace(connect=lambda event, then, priority: waiting.setdefault(event, then)))
        assert not gc.isenabled()
        waiting["build-finished"](None, None)
        assert gc.isenabled()
    finally:
        gc.enable()
