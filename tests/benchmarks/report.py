"""RESULTS.md: tables in Markdown that read as text too."""

import os
import platform
from collections.abc import Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path

from tests.benchmarks.measuring import Results

FILE = Path(__file__).with_name("RESULTS.md")


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Columns as wide as what is in them; all but the first two to the right."""
    widths = [max(len(row[column]) for row in [head, *rows]) for column in range(len(head))]
    lines = [" | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in [head, *rows]]
    lines.insert(1, " | ".join("-" * width for width in widths))
    return "\n".join(f"| {line} |" for line in lines)


def figures_table(results: Results) -> str:
    rows = [
        [
            page,
            state,
            f"{one.per_second:,.0f}",
            f"{one.cpu_ms:.2f}",
            f"{one.p95_ms:.1f}",
            "" if one.queries is None else str(one.queries),
            f"{one.size / 1000:.1f}",
        ]
        for (page, state), one in results.items()
    ]
    return table(["page", "as", "requests/s", "CPU ms", "p95 ms", "queries", "kB"], rows)


def machine() -> str:
    versions = ", ".join(f"{name} {version(name)}" for name in ("Django", "Wagtail", "django-machina", "gunicorn"))
    return f"{date.today():%Y-%m-%d}, {os.cpu_count()} cores, Python {platform.python_version()}, {versions}"


def whole(sections: Sequence[str]) -> str:
    intro = f"Written by `make bench` ({machine()}). Run it again rather than edit this."
    return "\n\n".join(["# What pages cost", intro, *sections]) + "\n"
