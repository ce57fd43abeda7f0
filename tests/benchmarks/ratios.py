"""What is to be reached: our figures over those of the pages beside them, in the same run."""

from dataclasses import dataclass

from tests.benchmarks.measuring import Results

Key = tuple[str, str]  # page and state


@dataclass(frozen=True)
class Goal:
    """`most`: CPU of ours over CPU of theirs. `least`: requests per second of CPU, ours over theirs."""

    ours: Key
    theirs: Key
    most: float | None = None
    least: float | None = None

    def ratio(self, results: Results) -> float | None:
        """None where one side was not measured."""
        if self.ours not in results or self.theirs not in results:
            return None
        ours, theirs = results[self.ours].cpu_ms, results[self.theirs].cpu_ms
        return ours / theirs if self.most is not None else theirs / ours

    def is_met(self, ratio: float) -> bool:
        return ratio <= self.most if self.most is not None else ratio >= (self.least or 0)

    def row(self, results: Results) -> list[str]:
        ratio = self.ratio(results)
        wanted = f"≤ {self.most}" if self.most is not None else f"≥ {self.least}"
        verdict = "not measured" if ratio is None else "met" if self.is_met(ratio) else "**not met**"
        return [", ".join(self.ours), ", ".join(self.theirs), "" if ratio is None else f"{ratio:.2f}", wanted, verdict]


UNCACHED, MEMBER, CACHED = "uncached", "member", "cached"
MACHINA, BAKERY, PLAIN, BARE, NODEBB = "machina", "bakerydemo", "plain Wagtail", "bare view", "NodeBB"
GOALS = [
    Goal(("topic", UNCACHED), ("topic", MACHINA), most=0.5),
    Goal(("forum index", UNCACHED), ("forum index", MACHINA), most=0.8),
    Goal(("resource", UNCACHED), ("resource", BAKERY), most=0.9),
    Goal(("home", UNCACHED), ("home", BAKERY), most=0.8),
]


def cached_goals(pages: list[str]) -> list[Goal]:
    beside_bare = [Goal((page, CACHED), (page, BARE), least=0.5) for page in pages]
    return beside_bare + [Goal((page, CACHED), ("topic", NODEBB), least=10) for page in pages]
