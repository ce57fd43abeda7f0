# `make` alone prints what there is.
.DEFAULT_GOAL := help
PYTHON ?= $(if $(wildcard .venv/bin/python),.venv/bin/python,python)
PORT ?= 8000
export PORT
# What is written down keeps its version; `make lock UPGRADE=--upgrade` takes the newest.
LOCK = --quiet --system-certs --no-annotate --no-header --strip-extras --python-version 3.11

help: ## What there is
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

demo: ## Run the site with its demo content at http://localhost:8000 (PORT=8001 for another)
	@bin/install requirements.txt
	@bin/site demo

dev: ## The same with autoreload and debug pages
	@bin/install requirements.txt
	@bin/site dev

test: ## The whole suite on SQLite, then on PostgreSQL and Redis (TESTS="-k notices" for a part)
	@bin/install requirements-dev.txt
	@.venv/bin/python -m tests.run $(TESTS)

lint: ## Code, templates, imports, types, migrations, settings, missing Spanish
	@bin/install requirements-dev.txt
	@bin/lint

bench: ## Measure what must stay fast, into tests/benchmarks/RESULTS.md (BENCH="quick topic" for a look at some pages)
	@bin/install requirements-dev.txt
	@.venv/bin/python -m tests.benchmarks $(BENCH)

lock: ## Write the versions of everything that the requirements.in files name into requirements*.txt
	@bin/install requirements-dev.txt
	@.venv/bin/uv pip compile $(LOCK) $(UPGRADE) requirements.in -o requirements.txt
	@.venv/bin/uv pip compile $(LOCK) $(UPGRADE) requirements-dev.in -o requirements-dev.txt

messages: ## Collect the strings to translate into locale/es
	@$(PYTHON) manage.py makemessages -l es --no-location --no-obsolete --no-wrap --ignore=.venv --ignore=var -v 0
	@msgattrib --sort-output --no-wrap -o locale/es/LC_MESSAGES/django.po locale/es/LC_MESSAGES/django.po
	@msgfmt --statistics -o /dev/null locale/es/LC_MESSAGES/django.po

.PHONY: help demo dev test lint bench lock messages
