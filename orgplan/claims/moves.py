"""The part `moves` of a plan file: no block lost, none doubled, each with its own posts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from orgplan.claims.claim import false_claim, instead, near
from orgplan.io.plan_stated import MoveLine, StatedPlan
from orgplan.organisation import Block, BlockKey
from orgplan.plan import Plan, Violation
from orgplan.text import Text, amount


def move_claims(stated: StatedPlan, plan: Plan) -> Iterator[Violation]:
    """Moves of blocks that are not there, doubled and lost blocks, wrong posts."""
    problem = plan.problem
    original = {block.key: block for unit in problem.original for block in unit.blocks}
    given = [move for move in stated.moves if move.given]
    own = [move for move in stated.moves if not move.given]
    yield from _false_moves(given, original)
    yield from _given(given, plan, original)
    yield from _false_moves(own, problem.blocks)
    for move in own:
        if move.to not in problem.before:
            vi = f"nơi nhận {move.to} đã kết thúc theo chủ trương"
            yield _false(move, vi, f"the receiver {move.to} ended by a given change")
    yield from _lost(plan)


def _false_moves(moves: list[MoveLine], blocks: Mapping[BlockKey, Block]) -> Iterator[Violation]:
    """Moves of blocks that are not there or do not move, moves said twice, false posts."""
    seen: set[BlockKey] = set()
    for move in moves:
        key = (move.unit, move.function)
        block = blocks.get(key)
        if block is None:
            vi, en = f"{move.unit} không có phần việc này", f"{move.unit} has no such block"
            yield _false(move, vi, en, move.posts)
        elif key in seen:
            vi, en = "phần việc được chuyển hai lần", "the block is moved twice"
            yield _false(move, vi, en, move.posts)
        elif not near(move.posts, block.posts):
            said = instead(Text("biên chế", "posts"), move.posts, block.posts)
            yield _false(move, said.vi, said.en, abs(move.posts - block.posts))
        seen.add(key)
        if move.to == move.unit:
            yield _false(move, "nơi đi cũng là nơi đến", "it goes to where it comes from")


def _given(
    moves: list[MoveLine], plan: Plan, original: Mapping[BlockKey, Block]
) -> Iterator[Violation]:
    """Given changes that are missing, invented or lead elsewhere."""
    holder = plan.problem.given.holder
    seen: set[BlockKey] = set()
    for move in moves:
        key = (move.unit, move.function)
        seen.add(key)
        right = holder.get(key, move.to)
        if right == move.unit != move.to:
            vi = "không có chủ trương nào chuyển phần việc này"
            yield _false(move, vi, "no given change moves this block")
        elif right != move.to:
            vi, en = f"chủ trương chuyển về {right}", f"the given changes move it to {right}"
            yield _false(move, vi, en)
    for key, to in holder.items():
        if to != key[0] and key not in seen:
            vi, en = "thiếu phần việc đã có chủ trương chuyển", "a given move is missing"
            yield _lacking(original[key], to, vi, en)


def _lost(plan: Plan) -> Iterator[Violation]:
    """Blocks of ended units that go nowhere."""
    for key, block in plan.problem.blocks.items():
        if key[0] in plan.ended and key not in plan.moved:
            vi, en = "đơn vị kết thúc, biên chế không có nơi nhận", "its unit ends, it ends nowhere"
            yield _lacking(block, None, vi, en)


def _lacking(block: Block, to: str | None, vi: str, en: str) -> Violation:
    posts = amount(block.posts)
    name = _block(block.unit, block.function)
    units = [block.unit] if to is None else [block.unit, to]
    word = "post" if block.posts == 1 else "posts"
    said = Text(f"{name.vi}, {posts.vi} biên chế: {vi}", f"{name.en}, {posts.en} {word}: {en}")
    return false_claim("moves", units, said, block.posts)


def _false(move: MoveLine, vi: str, en: str, posts: Fraction | None = None) -> Violation:
    name = _block(move.unit, move.function)
    units = list(dict.fromkeys([move.unit, move.to]))
    said = Text(f"{name.vi} → {move.to}: {vi}", f"{name.en} → {move.to}: {en}")
    return false_claim("moves", units, said, posts)


def _block(unit_id: str, function: str | None) -> Text:
    return Text(f"{unit_id} / {function or '(chung)'}", f"{unit_id} / {function or '(general)'}")
