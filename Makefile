# `make` alone prints what there is.
.DEFAULT_GOAL := help
PYTHON ?= $(if $(wildcard .venv/bin/python),.venv/bin/python,python)
PORT ?= 8000
export PORT

help: ## What there is
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

demo: ## Run the site with its demo content at http://localhost:8000 (PORT=8001 for another)
	@bin/install requirements.txt
	@bin/site demo

dev: ## The same with autoreload and debug pages
	@bin/install requirements.txt
	@bin/site dev

messages: ## Collect the strings to translate into locale/es
	@$(PYTHON) manage.py makemessages -l es --no-location --no-obsolete --no-wrap --ignore=.venv --ignore=var -v 0
	@msgattrib --sort-output --no-wrap -o locale/es/LC_MESSAGES/django.po locale/es/LC_MESSAGES/django.po
	@msgfmt --statistics -o /dev/null locale/es/LC_MESSAGES/django.po

.PHONY: help demo dev messages
