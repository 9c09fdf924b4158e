# Each target does all its own set-up; `make` alone lists them. On Windows see README.md: two steps, no make.

PYTHON ?= python3
VENV := .venv/bin/python
SET_UP := $(PYTHON) requirements/install.py
PICTURES := build/screenshots

export PYTHONUTF8 := 1

.PHONY: help run test screenshots bench check i18n lock
.DEFAULT_GOAL := help

help: ## list what can be made
	@sed -n 's/^\([a-z0-9]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST)

run: ## open the window
	@$(SET_UP) run --display
	@$(VENV) main.py

test: ## check style and types, then run every test
	@$(SET_UP) dev
	@.ci/check
	@$(VENV) -m pytest -n 3 --dist worksteal

screenshots: ## render every page to build/screenshots, no display needed; refresh the README's pictures
	@$(SET_UP) run
	@$(VENV) main.py screenshots -o $(PICTURES)
	@$(VENV) .ci/readme_pictures.py $(PICTURES)

bench: ## measure start, pages and planner
	@$(SET_UP) bench
	@$(VENV) -m tests.bench

check: ## check style and types
	@$(SET_UP) dev
	@.ci/check

i18n: ## gather texts to translate into resources/i18n, then compile
	@$(SET_UP) dev
	@.ci/i18n

lock: ## renew requirements/*.txt from pyproject.toml
	@.ci/lock
