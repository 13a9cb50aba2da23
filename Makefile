# Listenback. `make help` lists everything.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO_HOME ?= demo-home
PORT ?= 8700
UV := $(shell command -v uv 2>/dev/null)
CODE := accounts api app attribute audio benchmarks classify deliver demo doors ingest measure net redact respond review_ui \
	sample settings store survey tests transcribe worker

.PHONY: help setup demo up test slow check lint types imports faults faults-long bench screenshots requirements clean

help: ## List what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

setup: $(VENV)/.app ## Make the virtual environment (uv is used when present, else pip)

demo: $(VENV)/.app ## The whole loop on the sample calls, then the pages
	@$(BIN)/listenback demo --home $(DEMO_HOME) --port $(PORT)

up: $(VENV)/.app ## Web, workers and clock on the embedded default
	@$(BIN)/listenback up --port $(PORT)

test: $(VENV)/.dev ## The quick tests
	@$(BIN)/pytest -n auto --dist loadfile

slow: $(VENV)/.dev ## The slow tests and those in a real browser; pictures of the main pages stay in build/screenshots
	@$(BIN)/pytest -n auto --dist loadfile -m "slow or browser" --timeout 900

check: lint types imports test slow ## Everything CI runs

lint: $(VENV)/.dev ## Style
	@$(BIN)/ruff check $(CODE)
	@$(BIN)/ruff format --check -q $(CODE)

types: $(VENV)/.dev ## Types, strictly
	@$(BIN)/mypy $(CODE)

imports: $(VENV)/.dev ## Which room may import which
	@$(BIN)/lint-imports

faults: $(VENV)/.dev ## Kill things while they work and look for what was lost or doubled
	@$(BIN)/pytest tests/faults -m "" --timeout 900

faults-long: $(VENV)/.dev ## Half an hour of random faults on each set-up, with a history checker
	@for setup in files redis rabbitmq; do $(BIN)/python -m tests.faults.mixture --setup $$setup --minutes 30 || exit 1; done

bench: $(VENV)/.dev ## Coverage, before/after, the demo's arithmetic and redaction, speakers, many calls (benchmarks.causes wants a CSV)
	@for name in loop coverage change redaction diarisation; do echo "== $$name"; $(BIN)/python -m benchmarks.$$name || exit 1; done
	@echo "== figures"; $(BIN)/python -m benchmarks.figures --sqlite 100000 --repetitions 100 --import-calls 100000

screenshots: $(VENV)/.dev ## Every page of a running server, as LINK's person: make screenshots LINK=http://…/sign-in/…
	@$(BIN)/python -m tests.browser.screenshots http://127.0.0.1:$(PORT) --sign-in $(LINK)

requirements: ## Compile the hashed requirement files from pyproject.toml (needs uv)
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
		--no-emit-index-url --no-emit-find-links -q -o requirements/app.txt
	uv pip compile pyproject.toml --extra dev --extra s3 --extra chat --universal --python-version 3.11 --generate-hashes \
		--no-annotate --no-header --no-emit-index-url --no-emit-find-links -q -o requirements/dev.txt

clean: ## Remove the virtual environment and the demo's home
	rm -rf $(VENV) $(DEMO_HOME) build *.egg-info

$(VENV)/.app: requirements/app.txt pyproject.toml
	@$(call install,requirements/app.txt)
	@touch $@

$(VENV)/.dev: requirements/dev.txt pyproject.toml
	@$(call install,requirements/dev.txt)
	@touch $@ $(VENV)/.app

# Plain pip in a venv is all that is needed; uv only makes it faster. Nothing is built from an index: the second
# command links this checkout into the environment.
ifeq ($(UV),)
define install
test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r $(1)
$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation --config-settings editable_mode=compat -e .
endef
else
define install
test -x $(BIN)/python || uv venv -q --python $(PYTHON) $(VENV)
uv pip install -q --python $(BIN)/python --require-hashes -r $(1)
uv pip install -q --python $(BIN)/python --no-deps --no-build-isolation --config-settings editable_mode=compat -e .
endef
endif
