"""Section: what a phone on a slow line fetches, and waits for, before a page can be read the first time.

Also of a site that runs already: python -m tests.benchmarks.first_view http://localhost:8000
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from statistics import median
from typing import Any
from urllib.request import urlopen

from playwright.sync_api import Browser, CDPSession, sync_playwright

from tests import servers
from tests.benchmarks import report
from tests.benchmarks.workspace import Workspace

RUNS, QUICK_RUNS = 3, 1
PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": 740}, "device_scale_factor": 3, "is_mobile": True}
BYTES_A_SECOND = 400_000 / 8
LINE = {"offline": False, "latency": 400, "downloadThroughput": BYTES_A_SECOND, "uploadThroughput": BYTES_A_SECOND}
SLOWER_CPU = 4
SETTLE = 1500  # milliseconds after everything has come: what moves now was drawn with the last file
WATCH = """
window.seen = {paint: 0, element: "", moved: 0};
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    const element = entry.element;
    seen.paint = entry.startTime;
    seen.element = element ? [element.localName, ...element.classList].join(".") : "";
  }
}).observe({type: "largest-contentful-paint", buffered: true});
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) seen.moved += entry.value;
}).observe({type: "layout-shift", buffered: true});
"""
PLACES = {"en": ("/en/", "/en/resources/", "/en/forums/"), "es": ("/es/", "/es/recursos/", "/es/foros/")}
TITLE = "## First view on a phone"
ABOUT = f"""360 px, nothing in its cache, 400 kbit/s, 400 ms for each answer, a processor {SLOWER_CPU} times slower; the
median of {{runs}}. Meant to be: 60 kB, 8 requests, a shift (CLS) of 0.02, a largest paint (LCP) at 2.0 s, at most."""
COLUMNS = ["page", "largest is", "kB", "requests", "shift", "largest paint, ms"]


@dataclass
class Files:
    """What came over the line; what a browser had at hand did not."""

    asked: dict[str, str] = field(default_factory=dict)
    bytes: dict[str, int] = field(default_factory=dict)

    def listen(self, session: CDPSession) -> None:
        session.on("Network.requestWillBeSent", lambda event: self._ask(event["requestId"], event["request"]["url"]))
        session.on("Network.requestServedFromCache", lambda event: self._forget(event["requestId"]))
        session.on("Network.responseReceived", self._answer)
        session.on("Network.loadingFinished", lambda event: self._come(event["requestId"], event["encodedDataLength"]))
        session.send("Network.enable")

    def _ask(self, number: str, address: str) -> None:
        if not address.startswith("data:"):
            self.asked[number] = address

    def _answer(self, event: dict[str, Any]) -> None:
        if event["response"].get("fromDiskCache"):
            self._forget(event["requestId"])

    def _forget(self, number: str) -> None:
        self.asked.pop(number, None)

    def _come(self, number: str, size: float) -> None:
        self.bytes[number] = int(size)

    @property
    def kilobytes(self) -> float:
        return sum(self.bytes.get(number, 0) for number in self.asked) / 1000


@dataclass
class View:
    files: list[str]
    kilobytes: float
    moved: float
    paint: float
    element: str


def view(browser: Browser, address: str) -> View:
    """One first view, by somebody who has never been here."""
    context = browser.new_context(**PHONE)
    page, files = context.new_page(), Files()
    session = context.new_cdp_session(page)
    files.listen(session)
    session.send("Network.emulateNetworkConditions", LINE)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER_CPU})
    page.add_init_script(WATCH)
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(SETTLE)
    seen = page.evaluate("window.seen")
    context.close()
    return View(list(files.asked.values()), files.kilobytes, **seen)


def read(address: str) -> str:
    with urlopen(address) as answer:
        return str(answer.read().decode())


def first_link(site: str, path: str, pattern: str) -> str:
    """The first thing that a list of the site leads to."""
    return str(re.findall(rf'href="({path}{pattern})[?"]', read(site + path))[0])


def addresses(site: str, language: str) -> Iterator[tuple[str, str]]:
    home, catalog, forums = PLACES[language]
    yield "home", home
    yield "catalogue", catalog
    yield "resource", first_link(site, catalog, r"[a-z][\w-]+/")
    yield "topic", first_link(site, forums, r"[\w-]+/[\w-]+/(?:topic|tema)/[\w-]+/")


def row(browser: Browser, address: str, name: str, runs: int) -> list[str]:
    read(address)  # the server has had it before
    views = sorted((view(browser, address) for _ in range(runs)), key=lambda each: each.paint)
    middle = views[len(views) // 2]
    kilobytes, moved = median(each.kilobytes for each in views), max(each.moved for each in views)
    requests = max(len(each.files) for each in views)
    return [name, middle.element, f"{kilobytes:.1f}", str(requests), f"{moved:.3f}", f"{middle.paint:.0f}"]


def measure(site: str, runs: int) -> str:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=servers.chromium(), args=["--no-sandbox", "--disable-gpu"])
        pages = [(name, path, language) for language in PLACES for name, path in addresses(site, language)]
        rows = [row(browser, site + path, f"{name} ({language})", runs) for name, path, language in pages]
        browser.close()
    return f"{ABOUT.format(runs=runs)}\n\n{report.table(COLUMNS, rows)}"


def first_view_section(work: Workspace) -> str:
    work.say("Measuring first views on a phone")
    try:
        with work.ours.serve() as served:
            said = measure(f"http://localhost:{served.port}", QUICK_RUNS if work.quick else RUNS)
    except servers.MissingError as error:
        said = f"!! NOT MEASURED HERE: {error}"
    return f"{TITLE}\n\n{said}"


if __name__ == "__main__":
    print(measure(sys.argv[1], RUNS))
