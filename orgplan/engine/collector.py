"""Python's collector of circular garbage, kept from what was there before.

A solve makes hundreds of thousands of values that live to its end. Every so often the collector
then looks through everything that there is, the organisation and all libraries included: a tenth of
a second each time, as long as a small solve takes.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def only_new_garbage() -> Iterator[None]:
    """Until the end, only values that are made from now on are looked through for garbage."""
    mine = gc.get_freeze_count() == 0
    gc.freeze()
    try:
        yield
    finally:
        if mine:
            gc.unfreeze()
