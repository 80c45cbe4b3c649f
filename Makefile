# What can be done with this repository; `make` alone lists it.  CI calls the same targets.

RAW ?= data/raw
OUT ?= data/processed
ARGS ?=
CORPUS ?= ../shared/corpus
PAGES ?= build/noise
PYTHON ?= python3

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.packages $(VENV)/.tesseract

.DEFAULT_GOAL := help
.PHONY: help setup extract cluster test lint golden snapshot samples pages model bench clean

help: ## List these targets
	@grep -E '^[a-z]+:.*## ' Makefile | sed -E 's/:.*## /\t/' | expand -t 12

setup: $(READY) ## Install what is needed: Python packages into .venv, Tesseract with Vietnamese data

$(VENV)/.packages: requirements.lock requirements-fast.lock pyproject.toml scripts/install_packages.sh
	@scripts/install_packages.sh "$(PYTHON)" $(VENV)

$(VENV)/.tesseract: scripts/install_tesseract.sh | $(VENV)/.packages
	@scripts/install_tesseract.sh $@

extract: $(READY) ## Turn the documents of RAW (data/raw) into the tables of OUT (data/processed); ARGS="--workers 4"
	@$(BIN)/kehoach extract "$(RAW)" --out "$(OUT)" $(ARGS)

cluster: $(READY) $(VENV)/.cluster ## Install Ray, for runs on many machines; the tests use it too

$(VENV)/.cluster: requirements-cluster.lock | $(VENV)/.packages
	@echo "Installing the Python packages of requirements-cluster.lock (Ray, 240 MB)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-cluster.lock
	@touch $@

test: cluster ## Run the tests
	@$(BIN)/python -m pytest

lint: $(READY) ## Check style and types
	@$(BIN)/ruff check .
	@$(BIN)/mypy

golden: $(READY) ## Rewrite tests/golden from what is extracted now; read the diff before it is committed
	@$(BIN)/python -m pytest -q tests/test_golden.py --rewrite-golden
	@git --no-pager diff --stat -- tests/golden

snapshot: $(READY) ## Print what real documents beside the repository gain and lose, and write their codes anew
	@$(BIN)/python -m pytest -q -s tests/test_documents_snapshot.py --rewrite-golden

samples: $(READY) ## Write the sample plans of data/raw anew from scripts/samples
	@$(BIN)/python scripts/make_samples.py

pages: $(READY) ## Make the garbled pages that the restorer learns from, in PAGES (build/noise); half an hour
	@$(BIN)/python scripts/make_noise_pages.py "$(CORPUS)/corpus.txt.zst" "$(PAGES)" --pages 240

model: pages ## Make the restorer's model files anew from CORPUS (../shared/corpus) and PAGES; minutes
	@$(BIN)/python scripts/train_restorer.py "$(CORPUS)" --pages "$(PAGES)"

bench: $(READY) ## Print how good, how fast and how large it is; the other readers it is measured against: benchmarks/peers.py
	@failed=""; for script in benchmarks/*.py; do \
		echo "== $$script"; $(BIN)/python "$$script" || failed="$$failed $$script"; done; \
	test -z "$$failed" || { echo "failed:$$failed"; exit 1; }

clean: ## Remove what can be made again, except .venv
	@rm -rf build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
	@find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +
	@find data/processed -mindepth 1 -not -name .gitkeep -delete
