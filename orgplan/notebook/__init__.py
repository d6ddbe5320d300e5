"""What organisations, scenarios, plans and results look like in a notebook.

Static HTML with inline styles: it works in untrusted and saved notebooks, without network, on light
and dark themes. `html` is the one door; each kind of value has a file of its own.
"""

from orgplan.notebook.views import html

__all__ = ["html"]
