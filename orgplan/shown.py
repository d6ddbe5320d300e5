"""How values show themselves in a notebook without knowing how they are drawn there.

The rich pictures live in `orgplan.notebook`, above everything else. A value that can show itself
inherits from `Shown`, which looks that package up by name when a notebook asks, so that no module
of the core imports upward and nothing is loaded outside a notebook.
"""

from __future__ import annotations

from importlib import import_module


class Shown:
    """A value that a notebook shows as HTML."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        """The value as a piece of HTML: escaped, without scripts or anything from the network."""
        return str(import_module("orgplan.notebook").html(self))
