"""The peers: one file each, all with ``solve(case, limit)``.

They are imported when they are first asked for, since some need packages of the extra `bench`.
"""

from __future__ import annotations

from importlib import import_module

from benchmarks.answer import Solver

HOMES = {
    "orgplan": "benchmarks.peers.orgplan_itself:solve",
    "orgplan-one-model": "benchmarks.peers.orgplan_itself:solve_whole",
    "orgplan-frontier": "benchmarks.peers.orgplan_frontier:solve",
    "unit-to-receiver": "benchmarks.peers.unit_to_receiver:solve",
    "groups-cp-sat": "benchmarks.peers.groups_cp_sat:solve",
    "groups-highs": "benchmarks.peers.groups_highs:solve",
    "groups-mathopt": "benchmarks.peers.groups_mathopt:solve",
    "max-p": "benchmarks.peers.max_p:solve",
    "greedy": "benchmarks.peers.greedy:solve",
}
"""Name in the tables → module and function."""

GROUP_PEERS = (
    "unit-to-receiver",
    "groups-cp-sat",
    "groups-highs",
    "groups-mathopt",
    "max-p",
    "greedy",
)
"""What runs beside orgplan wherever it can express the case."""


def find(name: str) -> Solver:
    """The solver of that name, or of that ``module:function``, with everything it imports."""
    module, function = HOMES.get(name, name).split(":")
    solver: Solver = getattr(import_module(module), function)
    return solver
