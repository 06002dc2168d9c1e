# `make run` serves the pizzeria, `make test` runs the whole suite; both make .venv first when it is missing.

PYTHON ?= python3
BIN := .venv/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable

# Where this is set, as in many containers, every process compiles the whole house anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test replay check bench pixels voice-bench hearing chaos pictures docs clean spoken fuzz soak

run: .venv/installed
	@$(BIN)/pizzeria serve

test: .venv/installed-dev
	@$(BIN)/pytest -n 3

replay: .venv/installed
	@$(BIN)/pizzeria replay scenarios

check: .venv/installed-dev
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check --quiet
	@$(BIN)/mypy

bench: .venv/installed-dev
	@$(BIN)/python -m tests.bench

pixels: .venv/installed-dev
	@$(BIN)/python -m tests.bench.pixels

voice-bench: .venv/installed-dev
	@$(BIN)/python -m tests.bench.voice

hearing: .venv/installed-dev
	@$(BIN)/python -m tests.bench.hearing

chaos: .venv/installed-dev
	@$(BIN)/python -m tests.chaos

fuzz: .venv/installed-dev
	@$(BIN)/pytest tests/fuzz -n 2 --hypothesis-profile=fuzz
	@$(BIN)/python -m tests.fuzz.codecs

soak: .venv/installed-dev
	@$(BIN)/python -m tests.soak

spoken: .venv/installed-dev
	@$(BIN)/python -m tests.bench.spoken

pictures: .venv/installed-dev
	@$(BIN)/python -m tests.pictures

docs: .venv/installed
	@$(BIN)/pizzeria docs

clean:
	rm -rf .venv

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -m venv .venv \
		|| { rm -rf .venv; echo "On Debian and Ubuntu: apt install python3-venv"; exit 1; }

.venv/installed: .venv/bin/python pyproject.toml constraints.txt
	@echo "Installing into .venv (about two minutes, once)"
	@$(INSTALL) '.[voice]'
	@touch $@

.venv/installed-dev: .venv/installed
	@echo "Installing what the tests need"
	@$(INSTALL) '.[dev,voice]'
	@touch $@
