"""Results kept on disk under the content they follow from, so that nothing is computed twice.

A cache may be lost at any time and never makes a difference to an answer: what is damaged, foreign
or of another version counts as missing, and where nothing can be written there is no cache. Why it
is one SQLite file: docs/decisions/0009.
"""

from orgplan.engine.cache.content import content_key
from orgplan.engine.cache.place import clear, default_folder, size
from orgplan.engine.cache.sealed import JsonValue, is_text, is_whole
from orgplan.engine.cache.store import Cache

__all__ = [
    "Cache",
    "JsonValue",
    "clear",
    "content_key",
    "default_folder",
    "is_text",
    "is_whole",
    "size",
]
