# The commands of the course. The first of them that runs makes the virtual environment .venv.

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
PEERS := build/peers/.ready
PIP_FLAGS := --quiet --disable-pip-version-check --no-compile
# Where Python is told to keep no compiled modules, as in many containers, each of the processes
# that a test starts compiles PyTorch and SymPy anew, which takes longer than most of the tests.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help book pdf release test lab exercises notebooks mutation benchmarks clean

help:  ## list the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-10s %s\n", $$1, $$2}' Makefile

book: $(READY)  ## build the book into _build/html
	@# From nothing each time: a warning of a page that an earlier build kept would go unseen.
	@rm -rf _build
	@$(BIN)/jupyter-book build . -W --keep-going -n --quiet

pdf: $(READY)  ## make the PDF of the book in _build/pdf; needs LaTeX
	@$(BIN)/python tools/make_pdf.py

release: pdf  ## pack pages, PDF and package into _build/release, after `make book`
	@$(BIN)/python tools/make_release.py

test: $(READY)  ## check everything the course says: package, notebooks, exercises, pages
	@$(BIN)/python tools/run_tests.py

lab: $(READY)  ## open the exercises in JupyterLab
	@$(BIN)/jupyter lab --ServerApp.root_dir=exercises

exercises: $(READY)  ## write exercises/ anew from solutions/
	@$(BIN)/python tools/make_exercises.py

notebooks: $(READY)  ## run the notebooks of book/ and solutions/ and store their outputs
	@$(BIN)/python tools/run_notebooks.py book solutions

mutation: $(READY)  ## break the package on purpose, and count what the tests notice (hours)
	@$(BIN)/pip install $(PIP_FLAGS) -r requirements.txt -r benchmarks/mutation/requirements.txt
	@$(BIN)/python benchmarks/mutation/run.py --notebooks

benchmarks: $(READY) $(PEERS)  ## measure the package beside its peers, and write benchmarks/README.md
	@PYTHONPATH=$(dir $(PEERS)) $(BIN)/python benchmarks/table.py

clean:  ## remove the environment and everything built
	rm -rf .venv _build build ibnotes.egg-info .pytest_cache .hypothesis
	find . -name __pycache__ -prune -exec rm -rf {} +

# The stamp is older than requirements.txt or pyproject.toml only when there is something to install.
$(READY): requirements.txt pyproject.toml
	@command -v $(PYTHON) >/dev/null || \
	    { echo "Python is missing: install Python 3.11 or later, or name one: make PYTHON=..."; exit 1; }
	@$(PYTHON) tools/check_python.py
	@echo "Making the environment .venv (a minute or two, most of it for PyTorch) ..."
	@$(PYTHON) -m venv .venv
	@# Python compiles a module when it is first imported: compiling all 12,000 now takes longer.
	@$(BIN)/pip install $(PIP_FLAGS) -r requirements.txt
	@$(BIN)/pip install $(PIP_FLAGS) --no-deps --no-build-isolation -e .
	@touch $(READY)

# Without what they depend on, but for what is listed: see the head of that file.
$(PEERS): benchmarks/requirements.txt | $(READY)
	@rm -rf $(dir $@)
	@$(BIN)/pip install $(PIP_FLAGS) --no-deps --target $(dir $@) -r $<
	@touch $@
