# Needs Python 3.11 or newer, git and make; everything else goes into .venv. `make` lists what there is.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUNS := $(VENV)/.runs
READY := $(VENV)/.ready
BENCH_VENV := .venv-bench
BENCH_READY := $(BENCH_VENV)/.ready
QUIET := --quiet --disable-pip-version-check
JOBS ?= 2
GO_ON := printf '\n%s\n\n%s\n' 'The program is in $(VENV). To call it by its name, once in every shell:' '  . $(BIN)/activate'
PYTEST := $(BIN)/python -m pytest -n $(JOBS) --dist worksteal

# Without bytecode every process would compile the program and its libraries anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help test california lint format types imports wheel deep validation calibration schemas bench lock clean

help:  ## list these targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1	\2/p' Makefile | expand -t 22

# A stamp is older than its lock or pyproject.toml exactly when something has to be installed again. A run needs half of what
# the tests do, and its modules are compiled as they are loaded, not all at once.
$(RUNS): requirements/run.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "detention-impact needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) -V). Try: make PYTHON=python3.12 ..." >&2; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install $(QUIET) --no-compile -r requirements/run.lock
	$(BIN)/python -m pip install $(QUIET) --no-compile --no-deps --editable .
	@$(BIN)/python -m pip uninstall $(QUIET) --yes setuptools 2>/dev/null  # Python 3.11 brings it, nothing here needs it
	@touch $@

$(READY): $(RUNS) requirements/dev.lock
	$(BIN)/python -m pip install $(QUIET) --no-compile -r requirements/dev.lock
	@touch $@
	@$(GO_ON)

test: $(READY)  ## run the tests
	$(PYTEST)

california: $(RUNS)  ## answer for California: a face scan at every stop
	$(BIN)/detention-impact run california-patrol
	@$(GO_ON)

lint: $(READY)  ## ruff: rules and format
	$(BIN)/ruff check
	$(BIN)/ruff format --check

format: $(READY)  ## let ruff mend what it can
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

types: $(READY)  ## mypy --strict
	$(BIN)/mypy

imports: $(READY)  ## the rooms import one another one way
	$(BIN)/lint-imports

wheel: $(READY)  ## build the wheel into dist/
	rm -rf dist
	$(BIN)/python -m build --wheel --no-isolation --outdir dist .

deep: $(READY)  ## every test and the long ones: 70 minutes of one core (benchmarks/README.md)
	HYPOTHESIS_PROFILE=deep $(PYTEST) -m "deep or not deep"

validation: $(READY)  ## write docs/validation.md anew: predictions held to the record
	OPENBLAS_NUM_THREADS=1 $(BIN)/python -W ignore benchmarks/pages/validation.py > docs/validation.md

calibration: $(READY)  ## write docs/calibration.md anew: doubt held to known truths
	$(BIN)/python benchmarks/pages/calibration.py > docs/calibration.md

schemas: $(READY)  ## write the published JSON Schemas anew, after a change of a type
	$(BIN)/detention-impact schema summary > docs/summary.schema.json
	@for file in docs/schemas/*.schema.json; do \
	  $(BIN)/detention-impact schema $$(basename $$file .schema.json) > $$file || exit 1; done

$(BENCH_READY): requirements/dev.lock requirements/bench.lock pyproject.toml
	test -x $(BENCH_VENV)/bin/python || $(PYTHON) -m venv $(BENCH_VENV)
	$(BENCH_VENV)/bin/python -m pip install $(QUIET) -r requirements/dev.lock -r requirements/bench.lock
	$(BENCH_VENV)/bin/python -m pip install $(QUIET) --no-deps --no-build-isolation --editable .
	touch $@

bench: $(BENCH_READY)  ## the benchmarks, in an environment of their own
	@for script in benchmarks/*.py; do echo "== $$script"; $(BENCH_VENV)/bin/python $$script || exit 1; done

lock: $(READY)  ## pin the newest versions that satisfy pyproject.toml
	$(BIN)/pip-compile --quiet --upgrade --strip-extras --no-annotate --no-emit-index-url --no-emit-find-links \
	  --extra dev --extra office --extra dask --output-file requirements/dev.lock pyproject.toml
	$(BIN)/pip-compile --quiet --upgrade --strip-extras --no-annotate --no-emit-index-url --no-emit-find-links \
	  --output-file requirements/bench.lock requirements/bench.in
	$(BIN)/pip-compile --quiet --strip-extras --no-annotate --no-emit-index-url --no-emit-find-links \
	  --extra office --constraint requirements/dev.lock --output-file requirements/run.lock pyproject.toml

clean:  ## remove what was built and cached, not results
	rm -rf $(VENV) $(BENCH_VENV) dist build .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
