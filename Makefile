# Two commands on a fresh machine with Python 3.11+ and make: `make reports` and `make test`.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/ready
DATA   ?= data/demo
OUT    ?= reports

.PHONY: help reports test pytest check lint lab example archivable dictionary indicators phrases demo benchmark lock clean

help:           ## show the verbs
	@sed -n 's/^\([a-z]*\): .*## \(.*\)/  \1\t\2/p' $(MAKEFILE_LIST) | expand -t 14

reports: $(READY) ## make the reports of DATA (the demo data) in OUT
	$(BIN)/evaluation run --data $(DATA) --out $(OUT)

test: $(READY) ## run all checks and tests, both at the same time
	@$(MAKE) --no-print-directory --jobs=2 lint pytest

pytest: $(READY)
	$(BIN)/pytest -n auto --dist loadfile

check: $(READY) ## print every fault of the tables in DATA
	$(BIN)/evaluation check $(DATA)

lint: $(READY)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/evaluation dictionary --check

lab: $(READY) reports/by-hand/findings/findings.json ## open the notebooks in JupyterLab
	$(BIN)/jupyter lab notebooks

reports/by-hand/findings/findings.json: $(READY)
	$(BIN)/jupyter execute notebooks/indicators.ipynb

example: $(READY) ## renew the example report that travels with the project
	$(BIN)/python -m evaluation run --data data/demo --municipality 14713000 --out reports/.example
	rm -rf reports/example && mv reports/.example/* reports/example && rmdir reports/.example

archivable: $(READY) ## let validators check every PDF in OUT against PDF/A-2a and PDF/UA-1 (veraPDF where it is at hand)
	$(BIN)/python tests/conformance.py $(OUT)
	@command -v verapdf > /dev/null || { echo "veraPDF is not on the path (needs Java; https://verapdf.org/software/)."; exit 0; }; \
	for standard in 2a ua1; do \
	    find $(OUT) -name '*.pdf' -print0 | xargs -0 verapdf --format text --flavour $$standard || exit 1; \
	done

dictionary: $(READY) ## write data/README.md from the table contracts
	$(BIN)/evaluation dictionary

indicators: $(READY) ## write docs/indicators.md from the catalogue and its specifications
	$(BIN)/python tests/specifications/indicators_page.py

phrases: $(READY) ## write the German phrases into the catalogues of other languages
	$(BIN)/python tests/language/phrases.py

demo: $(READY)  ## write the demo data again
	$(BIN)/evaluation demo data/demo

benchmark: $(READY) ## measure, side by side in one run
	$(BIN)/python benchmarks/batch.py
	$(BIN)/python benchmarks/programme.py
	$(BIN)/python benchmarks/walk.py
	$(BIN)/python benchmarks/disclosure.py

lock:           ## renew requirements.lock from pyproject.toml
	$(PYTHON) -m venv .venv-lock
	.venv-lock/bin/python -m pip install --quiet uv
	.venv-lock/bin/uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --upgrade \
	    --extra dev --extra dask pyproject.toml --output-file requirements.lock --quiet
	rm -rf .venv-lock

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Python 3.11 or newer is needed: make PYTHON=python3.12 …")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $(READY)

clean:          ## remove the virtual environment and caches
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
