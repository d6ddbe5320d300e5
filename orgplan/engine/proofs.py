"""What is proven of one component: its least objective under budgets."""

from __future__ import annotations

from dataclasses import dataclass, field

Budgets = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Proof:
    """Within these ceilings (None: any budget) the objective is at least `least`.

    `least` None means that nothing is possible there.
    """

    ceilings: tuple[int | None, ...]
    least: int | None

    def covers(self, budgets: Budgets) -> bool:
        """Whether the proof speaks of these budgets."""
        return all(c is None or b <= c for b, c in zip(budgets, self.ceilings, strict=True))


@dataclass
class Proofs:
    """Everything proven of one component for one objective.

    Attributes
    ----------
    floors, highs
        Least budget that makes sense for each sum, and the most that the others leave.
    bottom
        A bound that holds without any proof.
    """

    floors: Budgets
    highs: Budgets
    bottom: int
    known: list[Proof] = field(default_factory=list)

    def learn(self, proof: Proof) -> None:
        """Add a proof."""
        self.known.append(proof)

    def least_within(self, budgets: Budgets) -> int | None:
        """The best proven bound for these budgets; None if they are proven impossible."""
        strongest = self._strongest(budgets)
        return self.bottom if strongest is None else strongest.least

    @property
    def lowest(self) -> int:
        """A bound for all budgets that make sense."""
        return min((least for _, least in self.offers()), default=self.bottom)

    def offers(self) -> list[tuple[Budgets, int]]:
        """Budgets at which the proven bound falls, each with its bound; none is dominated.

        From the least budgets upwards: to get below the strongest proof that covers them, one of
        its ceilings has to be passed.
        """
        found: dict[Budgets, int] = {}
        seen = {self.floors}
        stack = [self.floors]
        while stack:
            budgets = stack.pop()
            proof = self._strongest(budgets)
            if proof is None or proof.least is not None:
                found[budgets] = self.bottom if proof is None else int(proof.least or 0)
            if proof is None:
                continue
            for j, ceiling in enumerate(proof.ceilings):
                if ceiling is None or ceiling >= self.highs[j]:
                    continue
                wider = (*budgets[:j], ceiling + 1, *budgets[j + 1 :])
                if wider not in seen:
                    seen.add(wider)
                    stack.append(wider)
        return _undominated(found)

    def _strongest(self, budgets: Budgets) -> Proof | None:
        """The covering proof with the highest bound above the bottom; impossible is highest."""
        best: Proof | None = None
        for proof in self.known:
            if not proof.covers(budgets):
                continue
            if proof.least is None:
                return proof
            least = self.bottom if best is None or best.least is None else best.least
            if proof.least > least:
                best = proof
        return best


def _undominated(found: dict[Budgets, int]) -> list[tuple[Budgets, int]]:
    kept: list[tuple[Budgets, int]] = []
    for budgets, least in sorted(found.items(), key=lambda item: (item[1], item[0])):
        if not any(all(a <= b for a, b in zip(k, budgets, strict=True)) for k, _ in kept):
            kept.append((budgets, least))
    return kept
