# `make` alone prints what there is.
.DEFAULT_GOAL := help
PYTHON ?= $(if $(wildcard .venv/bin/python),.venv/bin/python,python)

help: ## What there is
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

messages: ## Collect the strings to translate into locale/es
	@$(PYTHON) manage.py makemessages -l es --no-location --no-obsolete --no-wrap --ignore=.venv --ignore=var -v 0
	@msgattrib --sort-output --no-wrap -o locale/es/LC_MESSAGES/django.po locale/es/LC_MESSAGES/django.po
	@msgfmt --statistics -o /dev/null locale/es/LC_MESSAGES/django.po

.PHONY: help messages
