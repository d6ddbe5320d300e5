"""Which of the agencies that must send a file are among the units that were read."""

from __future__ import annotations

from orgplan.io.as_sent.ids import slug
from orgplan.io.as_sent.names import key
from orgplan.organisation import Organisation

_PLACES = ("tinh", "thanhpho")


def is_there(awaited: str, organisation: Organisation) -> bool:
    """Whether an agency was read.

    Parameters
    ----------
    awaited
        Its id, or its name with or without the province behind it.
    organisation
        The units that were read.
    """
    if awaited in organisation or slug(awaited) in organisation:
        return True
    wanted = key(awaited)
    for unit in organisation:
        name = key(unit.name)
        rest = name.removeprefix(wanted)
        if name == wanted or (rest != name and rest.startswith(_PLACES)):
            return True
    return False
