"""What a phone on a slow line fetches, and waits for, before a page can be read the first time."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from statistics import median
from typing import Any
from urllib.request import urlopen

from playwright.sync_api import Browser, CDPSession, sync_playwright

from tests import servers

RUNS = 3
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
HEAD = """## First view on a phone

360 px, nothing in its cache, 400 kbit/s, 400 ms for each answer, a processor {cpu} times slower; median of {runs}.

| page | kB | requests | shift (CLS) | largest paint (LCP), ms | what that is |
|---|---|---|---|---|---|
"""


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


def line(browser: Browser, address: str, name: str) -> str:
    views = sorted((view(browser, address) for _ in range(RUNS)), key=lambda each: each.paint)
    middle = views[len(views) // 2]
    kilobytes, moved = median(each.kilobytes for each in views), max(each.moved for each in views)
    requests = max(len(each.files) for each in views)
    return f"| {name} | {kilobytes:.1f} | {requests} | {moved:.3f} | {middle.paint:.0f} | {middle.element} |"


def section(site: str) -> str:
    """A part of RESULTS.md about a running site, such as http://localhost:8000."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=servers.chromium(), args=["--no-sandbox", "--disable-gpu"])
        lines = [
            line(browser, site + path, f"{name} ({language})")
            for language in PLACES
            for name, path in addresses(site, language)
        ]
        browser.close()
    return HEAD.format(cpu=SLOWER_CPU, runs=RUNS) + "\n".join(lines) + "\n"
