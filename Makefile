# Every target builds or refreshes .venv first, from the lock, and only if the lock has changed.

.DEFAULT_GOAL := help
CHECKS := check-style check-format check-types check-floors check-templates check-migrations check-deploy
.PHONY: help env up test contract lint bench shots lock $(CHECKS)

# What a shell may carry that would change what is imported or tested.
unexport PYTHONPATH PYTHONHOME DJANGO_SETTINGS_MODULE PYTEST_ADDOPTS
# Images of containers set it, and then each of the many processes of a run compiles all of it anew.
unexport PYTHONDONTWRITEBYTECODE

PY := .venv/bin/python
ARGS ?=

help: ## Show what there is
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | expand -t 8

env: ## Build .venv from requirements/dev.txt
	@scripts/env

up: env ## Run Guildhall here, with its own PostgreSQL and Valkey
	@exec $(PY) manage.py up $(ARGS)

test: env ## Run the tests, the browser's included; ARGS='-k name' for some of them
	@$(PY) -m tests.chromium
	$(PY) -m pytest -n logical --maxprocesses 8 --dist worksteal $(ARGS)

contract: env ## Ask the API all that its description lets one ask: an hour, where the tests ask a part
	CONTRACT=whole $(PY) -m pytest -n logical --dist worksteal tests/integrations/test_contract.py $(ARGS)

lint: env $(CHECKS) ## Check style, types, floors, templates, migrations and production's settings

# A target for each, so that `make --keep-going lint` shows all that is wrong.
$(CHECKS): env
check-style:
	$(PY) -m ruff check .
check-format:
	$(PY) -m ruff format --check .
check-types:
	$(PY) -m mypy .
check-floors:
	.venv/bin/lint-imports
check-templates:
	.venv/bin/djlint templates --lint --quiet
check-migrations:
	$(PY) manage.py makemigrations --check --dry-run
check-deploy:
	scripts/check-deploy

bench: env ## Measure; ARGS='--posts 100000' for more data
	$(PY) -m benchmarks $(ARGS)

shots: env ## Take pictures of the main pages into shots/
	@$(PY) -m tests.chromium
	$(PY) -m tools.shots $(ARGS)

lock: env ## Solve the dependencies of pyproject.toml anew
	scripts/lock
