"""Random problems whose units merge whole or not at all, with a rule of every name.

``families(seed)`` is deterministic. Tables, given changes, scopes and goals are drawn as in
`random_cases`; nothing but merging is allowed, and every rule that can be drawn is listed.
"""

from __future__ import annotations

from random import Random

from .random_cases import FOCI, RULE_NAMES, Case, _Draft


def families(seed: int) -> Case:
    """The case of a seed."""
    return _Families(Random(f"families/{seed}"), FOCI[seed % len(FOCI)]).case(seed)


class _Families(_Draft):
    """One case while it is drawn."""

    def _draw_operations(self) -> None:
        """Merging alone."""

    def _draw_rules(self) -> None:
        rules = [self._rule(name) for name in RULE_NAMES]
        self.scenario["rules"] = [rule for rule in rules if rule is not None]

    def _make_small(self) -> None:
        """Nothing is enumerated but single families."""
