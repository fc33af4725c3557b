# Everything a person types. The work is done by packaging/bootstrap (plain Python, nothing to install first)
# and by the tools that it installs into .venv.

PYTHON ?= python3
BOOTSTRAP = $(PYTHON) packaging/bootstrap $(1) $(if $(filter no,$(APT)),--no-apt)
RUN = .venv/bin/python -m

.DEFAULT_GOAL := help
.PHONY: help run setup test package test-bundle bench lock clean

help:  ## this list
	@echo "PhotoClust. Type make and one of:"
	@sed -n 's/^\([a-z]*\):.*## /  \1\t/p' Makefile
	@echo "Options: APT=no (install no system packages), PYTHON=python3.12, TESTS=tests/analysis, UPGRADE=yes (lock)"

run:  ## set up what is missing and open the window (without a display: a demonstration and its screenshot)
	@$(call BOOTSTRAP,run)

setup:  ## set up everything that developing needs, in .venv
	@$(call BOOTSTRAP,setup --dev)

test: setup  ## all checks, the quick ones first: ruff, layers, mypy, tests
	$(RUN) ruff check .
	$(RUN) ruff format --check .
	.venv/bin/lint-imports --no-logo
	$(RUN) mypy
	$(RUN) mypy packaging/bootstrap
	$(RUN) mypy packaging/bundle packaging/licences packaging/bootstrap/system.py
	$(RUN) mypy packaging/linux packaging/bundle/places.py packaging/bootstrap/system.py
	$(RUN) mypy packaging/windows packaging/macos
	$(RUN) pytest $(TESTS)

package: setup  ## the program to be shipped and its installers, in dist/
	.venv/bin/python packaging/bundle
	@[ "$$(uname)" != Linux ] || .venv/bin/python packaging/linux

test-bundle:  ## the program in dist/, used as a person does while strace and an empty network watch
	@$(call BOOTSTRAP,packages packaging/tests/system_packages.txt)
	$(RUN) pytest packaging/tests

bench: setup  ## the measurements behind every figure of the README
	$(RUN) benchmarks $(BENCH)

lock: setup  ## make the lock files anew after a change of pyproject.toml
	@$(call BOOTSTRAP,lock $(if $(UPGRADE),--upgrade))

clean:  ## remove what was made here: .venv, caches, builds (never photos, libraries or settings)
	rm -rf .venv build dist photoclust-demo.png .hypothesis .benchmarks .mypy_cache .ruff_cache .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
