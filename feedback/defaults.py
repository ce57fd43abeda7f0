"""What is promised to whoever asks, until editors promise something else."""

from .models import Promises


def ensure_defaults():
    Promises.load()
