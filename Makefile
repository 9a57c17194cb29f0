# Every target makes its own .venv; `make book` and `make test` are all you need.
PYTHON ?= python3
BIN := .venv/bin
SITE := _build/html

.PHONY: book serve lab test record stills bench mutants clean

# All pages, always: Sphinx does not notice that a page links to something that moved.
book: .venv/ready
	$(BIN)/jupyter-book build --all -W --keep-going -q .
	@echo "The book is in $(SITE)/index.html. Open that file, or run 'make serve'."

serve: book
	$(BIN)/python -m http.server --bind 127.0.0.1 --directory $(SITE) 8000

lab: .venv/ready
	$(BIN)/jupyter lab --config tools/jupyter_server_config.py chapters

# Notebooks of a file, and tests of a page, stay on one processor: each kernel is started, and each page opened, once.
test: .venv/ready .venv/chromium book
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n auto tests/unit
	$(BIN)/python -m pytest -n auto --dist loadfile --nbval --nbval-current-env --no-header -q tests/notebooks chapters
	$(BIN)/python -m pytest -n auto --dist loadgroup --no-loadscope-reorder tests/site

record: .venv/ready
	$(BIN)/python tools/record.py

# Needs a site whose pages show the states that are drawn; `make record` then puts the stills into the notebooks.
stills: .venv/ready .venv/chromium book
	$(BIN)/python tools/stills.py

bench: .venv/ready .venv/chromium book
	$(BIN)/python -m pip install --quiet --requirement bench/requirements.txt
	$(BIN)/python bench/site.py
	$(BIN)/python bench/training.py
	$(BIN)/python bench/accuracy.py

# Ten minutes on two cores: changes the package in small ways, and lists the changes that no test notices.
mutants: .venv/ready
	$(BIN)/python -m pip install --quiet mutmut==3.8.1
	$(BIN)/mutmut run --max-children 2
	$(BIN)/mutmut results

clean:
	rm -rf _build .venv mutants .mypy_cache .pytest_cache .ruff_cache .hypothesis *.egg-info

.venv/ready: requirements.txt pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --requirement requirements.txt
	$(BIN)/python -m pip install --quiet --no-deps --editable .
	touch $@

# The browser of the site's tests: the system's own, or Debian's package.
.venv/chromium: .venv/ready
	sh tools/find_chromium.sh > $@
