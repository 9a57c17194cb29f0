"""What a new activation or loss needs beside its class and its oracle: each test says what to add, and where."""

import pkgutil
import re
from importlib import import_module
from pathlib import Path

import pytest
from oracles import of_one_number, oracle

from nnlib import activations, losses
from nnlib.activations import ACTIVATIONS, Activation
from nnlib.explorers._modules import FOLDER
from nnlib.explorers.activations.activation_gallery import WITH_ALPHA
from nnlib.losses import LOSSES, Loss

REFERENCE = Path(__file__).parents[2] / "chapters" / "back" / "api_functions.md"
KINDS = [(activations, Activation, ACTIVATIONS), (losses, Loss, LOSSES)]
REGISTERED = [(package, one) for package, _, registry in KINDS for one in registry.values()]


def defined(package, kind):
    """Yield what the modules of a package define: name, file, instance."""
    for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
        for name, value in vars(import_module(module.name)).items():
            if isinstance(value, kind):
                yield name, f"{module.name.replace('.', '/')}.py", value


@pytest.mark.parametrize(("package", "kind", "registry"), KINDS, ids=["activations", "losses"])
def test_every_instance_is_in_the_registry_by_its_name(package, kind, registry):
    file = f"{package.__name__.replace('.', '/')}/_registry.py"
    for name, place, one in defined(package, kind):
        assert one in registry.values(), f"{place} makes {name!r}: import it in {file}, and add it to the registry"
        assert registry[one.name] is one, f"{place} calls {name!r} what is called {one.name!r} in the registry"


@pytest.mark.parametrize(("package", "one"), REGISTERED, ids=str)
def test_everything_in_the_registry_is_exported(package, one):
    file = f"{package.__name__.replace('.', '/')}/__init__.py"
    assert one.name in package.__all__, f"import {one.name!r} in {file}, and add it to __all__ there"


@pytest.mark.parametrize(("package", "one"), REGISTERED, ids=str)
def test_everything_in_the_registry_is_in_the_reference(package, one):
    entry = f".. autodata:: {package.__name__}.{one.name}\n   :no-value:\n"
    page = REFERENCE.read_text(encoding="utf-8")
    assert entry in page, f"add to {REFERENCE.relative_to(REFERENCE.parents[2])}:\n\n{entry}"


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_every_activation_has_an_oracle(name):
    assert oracle(name)


@pytest.mark.parametrize("name", LOSSES)
def test_every_loss_has_an_oracle(name):
    of_one_number(name)


@pytest.mark.parametrize(("package", "one"), REGISTERED, ids=str)
def test_everything_in_the_registry_says_what_it_is(package, one):
    base = Activation if package is activations else Loss
    missing = [name for name in base.__annotations__ if not hasattr(one, name)]
    assert not missing, f"give the class {type(one).__name__} the attributes {', '.join(missing)}: see {base.__name__}"


IN_BROWSER = {  # file, where in it, the line to write
    "mathematics/activations.js": ("const ACTIVATIONS = {", "{name}: {{ f: (z) => …, grad: (z) => … }},"),
    "mlp/_working.js": ("const FUNCTIONS = {", "{name}: (z) => [`…`],"),
    "shared/shared.words.json": ("{", '"{name} function": "…",'),
}


@pytest.mark.parametrize("name", ACTIVATIONS)
@pytest.mark.parametrize("file", IN_BROWSER)
def test_the_browser_knows_every_activation(name, file):
    """Whether the numbers agree, the tests of the site ask."""
    opening, line = IN_BROWSER[file]
    _, _, table = (FOLDER / file).read_text(encoding="utf-8").partition(f"{opening}\n")
    line = line.format(name=name)
    key, _, _ = line.partition(":")
    there = re.search(rf"^  {key}: ", table.partition("\n}")[0], re.MULTILINE)
    assert there, f"add the line `{line}` to nnlib/explorers/{file}, below `{opening}`"


@pytest.mark.parametrize("name", WITH_ALPHA)
def test_the_browser_makes_those_with_a_parameter(name):
    file = FOLDER / "mathematics" / "activations.js"
    there = re.search(rf"^  {name}: \{{.* of: \w+ \}},$", file.read_text(encoding="utf-8"), re.MULTILINE)
    assert there, (
        f"{name} has a parameter alpha: let its line in nnlib/explorers/mathematics/activations.js be "
        f"`{name}: {{ ...{name}(its alpha), of: {name} }},`, where {name} is a function of alpha that returns f, grad, "
        "and each attribute that depends on alpha"
    )
