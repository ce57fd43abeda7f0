"""What sentences as vectors cost: python -m tests.benchmarks.encoding_here"""

import os
import statistics
from pathlib import Path
from time import perf_counter

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.test")
django.setup()

from cms.meaning.encoder import encoder  # noqa: E402  after setup, as everything below
from tests.benchmarks.content import texts  # noqa: E402

ALONE, TOGETHER = 100, 500  # sentences


def main() -> None:
    if not encoder.name:
        print("!! NOT MEASURED HERE: encoding: there is no encoder.")
        return
    before, start = megabytes(), perf_counter()
    encoder.encode(["How do you begin a council?"])
    print(f"\n{encoder.name}: loaded in {(perf_counter() - start) * 1000:,.0f} ms, {megabytes() - before:,.0f} MB")
    said = [f"{number} {sentence}" for number, sentence in enumerate(sentences(TOGETHER))]
    alone = [timed([one]) for one in said[:ALONE]]
    print(f"{'a sentence':<28}{statistics.median(alone):>12.1f} ms")
    print(f"{'one of many':<28}{timed(said) / len(said):>12.1f} ms")


def sentences(number: int) -> list[str]:
    """Of twelve words each."""
    known = " ".join(texts()).split()
    return [" ".join(known[step : step + 12]) for step in range(number)]


def timed(said: list[str]) -> float:
    start = perf_counter()
    encoder.encode(said)
    return (perf_counter() - start) * 1000


def megabytes() -> float:
    """What this process holds in memory."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


if __name__ == "__main__":
    main()
