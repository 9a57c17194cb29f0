"""The mathematics of the explorers, to be called in the browser."""

from base64 import b64encode

from nnlib.explorers._modules import in_one_text


def address_of(name: str) -> str:
    """Return an address from which JavaScript imports ``mathematics/softmax.js`` or the like, with all it needs."""
    return f"data:text/javascript;base64,{b64encode(in_one_text(f'mathematics/{name}.js').encode()).decode()}"
