"""What stands in the logs."""

import logging

KEYS = ("key", "token")  # parts of addresses that open a page by themselves: receipts, links in mails


class HideKeys(logging.Filter):
    """Whoever reads the logs could otherwise answer for the people whose requests failed."""

    def filter(self, record: logging.LogRecord) -> bool:
        match = getattr(getattr(record, "request", None), "resolver_match", None)
        values = [str(match.kwargs[name]) for name in KEYS if match.kwargs.get(name)] if match else []
        if values and isinstance(record.args, tuple):
            record.args = tuple(_without(values, argument) for argument in record.args)
        return True


def _without(values: list[str], argument: object) -> object:
    for value in values if isinstance(argument, str) else ():
        argument = str(argument).replace(value, "…")
    return argument
