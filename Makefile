# `make help` lists the verbs; each creates what it needs.
SHELL := /bin/sh
PYTHON ?= python3
UV := .uv/bin/uv
RUN := $(UV) run --locked --no-sync
export UV_PROJECT_ENVIRONMENT := $(CURDIR)/.venv
# Compiled once, what is installed and our own: else each of a thousand starts compiles it anew.
export UV_COMPILE_BYTECODE := 1
unexport PYTHONDONTWRITEBYTECODE
export UV_CACHE_DIR ?= $(CURDIR)/.uv/cache

.PHONY: help setup demo test check lint types imports bench proof clean

help: ## list the verbs
	@grep -hE '^[a-z]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 12

setup: .venv/.ready ## create what everything else needs

$(UV):
	@$(PYTHON) -m venv .uv && .uv/bin/python -m pip install --quiet --disable-pip-version-check 'uv>=0.9,<1'

.venv/.ready: pyproject.toml uv.lock | $(UV)
	@$(UV) sync --locked --quiet && touch .venv/.ready

demo: .venv/.ready ## play the main job on an embedded database of its own
	@$(RUN) sdp demo

test: .venv/.ready ## every test
	@$(RUN) pytest

lint: .venv/.ready ## ruff, as linter and as formatter
	@$(RUN) ruff check && $(RUN) ruff format --check

types: .venv/.ready ## pyright, strict
	@$(RUN) pyright

imports: .venv/.ready ## who may import whom
	@$(RUN) lint-imports

check: lint types imports test ## everything that must hold before a change lands

bench: .venv/.ready ## measure against the limits (nobody else running)
	@$(RUN) sdp bench

proof: .venv/.ready ## the long proofs, not in CI
	@$(RUN) pytest -m proof --override-ini 'addopts=--strict-config --strict-markers'

clean: ## throw away what was created
	@rm -rf .venv .uv .data .pytest_cache .ruff_cache .hypothesis
