# Every target makes its own .venv; `make book` and `make test` are all you need.
PYTHON ?= python3
BIN := .venv/bin
SITE := _build/html
PORT ?= 8000
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: book serve lab test test-package test-site browsers format record stills bench mutants pins newest sphinx clean usable
.NOTPARALLEL:

# All pages, always: Sphinx does not notice that a page links to something that moved.
book: .venv/ready
	$(BIN)/jupyter-book build --all -W --keep-going -q .
	@echo "The book is in $(SITE)/index.html. Open that file, or run 'make serve'."

serve: book
	$(BIN)/python -m http.server --bind 127.0.0.1 --directory $(SITE) $(PORT)

lab: .venv/ready
	$(BIN)/jupyter lab --config tools/jupyter_server_config.py chapters

test: test-package test-site

# What needs no browser. Notebooks of a file stay on one processor: each kernel is started once.
test-package: .venv/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/oxlint
	$(BIN)/oxfmt --check '**/*.js'
	$(BIN)/mypy
	$(BIN)/python -m pytest -n auto tests/project tests/unit
	$(BIN)/python -m pytest -n auto --dist loadfile --nbval --nbval-current-env --no-header -q tests/notebooks chapters

# In Chromium, which is installed where it can be. Tests of a file stay on one processor: what they share is drawn once.
test-site: .venv/ready book
	@$(BIN)/python tools/browser.py
	$(BIN)/python -m pytest -n auto --dist loadfile tests/site

# The same pages in Firefox and WebKit, one after the other; pictures for a person to look at come to _build/engines.
browsers: .venv/ready book
	@$(BIN)/python tools/browser.py others
	$(BIN)/python -m pytest tests/engines

# Twice: where one change makes room for another, the first run leaves the second.
format: .venv/ready
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/oxfmt '**/*.js'
	$(BIN)/oxfmt '**/*.js'

record: .venv/ready
	$(BIN)/python tools/record.py

# Needs a site whose pages show the states that are drawn; `make record` then puts the stills into the notebooks.
stills: .venv/ready book
	@$(BIN)/python tools/browser.py
	$(BIN)/python tools/stills.py

bench: .venv/ready book
	@$(BIN)/python tools/browser.py
	$(INSTALL) --requirement bench/requirements.txt
	$(BIN)/python bench/site.py
	$(BIN)/python bench/lighthouse.py
	$(BIN)/python bench/training.py
	$(BIN)/python bench/accuracy.py

# Hours on two cores: changes the package in small ways, and lists the changes that no test notices.
mutants: .venv/ready
	$(INSTALL) --require-hashes --requirement requirements-tools.txt
	$(BIN)/mutmut run --max-children 2
	$(BIN)/mutmut results

# The newest versions within the ranges of pyproject.toml, each with the checksums of its files.
pins: .venv/ready
	$(INSTALL) --require-hashes --requirement requirements-tools.txt
	$(BIN)/python tools/pins.py

# In a fresh clone: all tests with the newest versions, pinned or not, that pyproject.toml allows.
newest:
	@$(PYTHON) tools/check_python.py
	$(PYTHON) -m venv .venv
	$(INSTALL) --upgrade --editable ".[build,book,site,test]"
	cd .venv && pwd -P > ready
	$(BIN)/python -m pip list
	$(MAKE) test

# The same pages by Sphinx alone: how the book gets along without Jupyter Book's command.
sphinx: book
	$(BIN)/python tools/plain_sphinx.py

clean:
	rm -rf _build .venv mutants .mypy_cache .pytest_cache .ruff_cache .hypothesis *.egg-info

# The file says where this was done: the programs in .venv know that place by its full path.
.venv/ready: requirements.txt pyproject.toml | usable
	@$(PYTHON) tools/check_python.py
	@[ "$$($(BIN)/python -V 2>&1)" = "$$($(PYTHON) -V 2>&1)" ] || rm -rf .venv
	$(PYTHON) -m venv .venv
	$(INSTALL) --require-hashes --requirement requirements.txt
	$(INSTALL) --no-deps --no-build-isolation --editable .
	cd .venv && pwd -P > ready

usable:
	@if [ -s .venv/ready ] && [ "$$(cat .venv/ready)" != "$$(cd .venv && pwd -P)" ]; then \
	  echo "This folder was moved or copied from $$(dirname "$$(cat .venv/ready)"): its .venv works in its old place only."; \
	  echo "Delete it (rm -r .venv), and run make again."; exit 1; fi >&2
