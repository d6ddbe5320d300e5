"""Annex I: every change, where a unit comes from or goes to, on what basis, and who approved it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction

from orgplan.case import Case
from orgplan.decisions import FORMS, Decision
from orgplan.plan import Move
from orgplan.report.annex.form import ID, NUMBER, Annex, Column, Row, joined
from orgplan.report.annex.places import Numbering, Places
from orgplan.report.changes import ChangeRow
from orgplan.report.decisions import NOT_APPROVED, approval_words, misfits
from orgplan.report.layout import capital, measured
from orgplan.report.table import EMPLOYEES, POSTS, SOURCES
from orgplan.text import Text, amount, same

TITLE = Text("DANH MỤC THAY ĐỔI TỔ CHỨC BỘ MÁY", "LIST OF CHANGES")
_POSTS = Text("Biên chế, người làm việc", "Posts, employees")
_COLUMNS = (
    NUMBER,
    Column(Text("Đơn vị", "Unit"), 37),
    Column(ID.heading, 21),
    Column(Text("Hình thức sắp xếp", "Form"), 25),
    Column(Text("Nội dung: chuyển đi đâu, tiếp nhận từ đâu", "What goes where, what comes"), 50),
    Column(Text("Chuyển đi", "Out"), 15, group=_POSTS),
    Column(Text("Tiếp nhận", "In"), 15, group=_POSTS),
    Column(Text("Căn cứ", "Basis"), 49),
    Column(Text("Quyết định: tên gọi, trụ sở, người đứng đầu; phê duyệt", "Decision"), 28),
)


def changes(places: Places) -> Annex:
    """The list of changes, by earlier decision and by the plan, agency by agency."""
    told = _Told(places)
    rows: list[Row] = []
    numbering, out, into = Numbering(), Fraction(0), Fraction(0)
    for group in places.groups:
        listed = [places.rows[one.unit] for one in group.units if one.original]
        changed = [row for row in listed if row.source]
        if not changed:
            continue
        name = places.agency_name(group.agency)
        empty = ("",) * (len(_COLUMNS) - 2)
        rows.append(Row((numbering.agency(), name, *empty), "agency"))
        for row in changed:
            gone, come = _posts(told.out[row.unit.id]), _posts(told.into[row.unit.id])
            out, into = out + gone, into + come
            rows.append(told.row(row, numbering.unit(0), group.agency, gone, come))
    total = Text("TỔNG SỐ CHUYỂN ĐI, TIẾP NHẬN", "ALL THAT MOVES")
    rows.append(Row(("", total, "", "", "", out, into, "", ""), "total"))
    return Annex(TITLE, _COLUMNS, tuple(rows), (*_NOTES, *misfits(places.case, places.plan)))


_NOTES = (
    Text(
        "Ghi chú: «tiếp nhận nguyên trạng» là tiếp nhận toàn bộ chức năng, nhiệm vụ và biên chế "
        "của đơn vị kết thúc. Số chuyển đi, tiếp nhận là biên chế công chức; ở đơn vị sự nghiệp "
        "công lập là số lượng người làm việc.",
        "Note: a unit is taken over as it is where all its functions and posts go to one "
        "receiver. Figures are civil-servant posts, in public service units employees.",
    ),
    Text(
        "Cột căn cứ nêu quy tắc có nhắc đến đơn vị hoặc bị vi phạm ở hiện trạng; «phương án» là "
        "đề xuất của phương án này, «chủ trương đã có» là quyết định có trước.",
        "The basis names the rules that speak of a unit or that it breaks as it is.",
    ),
)


class _Told:
    """The words of every change."""

    def __init__(self, places: Places) -> None:
        self.places, self.case, self.plan = places, places.case, places.plan
        self.out: dict[str, list[Move]] = defaultdict(list)
        self.into: dict[str, list[Move]] = defaultdict(list)
        for move in places.plan.moves:
            self.out[move.unit].append(move)
            self.into[move.to].append(move)

    def row(self, row: ChangeRow, number: str, agency: str, out: Fraction, into: Fraction) -> Row:
        """The row of one unit."""
        unit_id = row.unit.id
        lines = [*self._away(unit_id, agency), *self._placed(row), *self._taken(unit_id, agency)]
        return Row(
            (
                number,
                self.places.name_before(unit_id, agency),
                unit_id,
                self._form(row),
                joined(lines),
                out or None,
                into or None,
                self._basis(row),
                self._decision(row),
            )
        )

    def _form(self, row: ChangeRow) -> Text:
        decision = self.case.decided.get(row.unit.id)
        form = None if decision is None or row.ends else decision.form
        return _sentence(row.fate if form is None else FORMS[form])

    def _away(self, unit_id: str, agency: str) -> Iterator[Text]:
        """Where the blocks of a unit go."""
        for given in (True, False):
            moves = [move for move in self.out[unit_id] if move.given is given]
            if not moves:
                continue
            if self._as_it_is(unit_id, moves):
                to, staff = self._called(moves[0].to, agency), self._staff(unit_id, _posts(moves))
                yield Text(
                    f"Chuyển nguyên trạng về {to}: {staff.vi}{self._below(unit_id).vi}",
                    f"Goes as it is to {to}: {staff.en}{self._below(unit_id).en}",
                )
            else:
                yield from (self._part(move, agency, away=True) for move in moves)

    def _taken(self, unit_id: str, agency: str) -> Iterator[Text]:
        """What a unit takes over, and from whom."""
        incoming: dict[tuple[str, bool], list[Move]] = {}
        for move in self.into[unit_id]:
            incoming.setdefault((move.unit, move.given), []).append(move)
        for (source, _), moves in incoming.items():
            if self._as_it_is(source, moves):
                name, staff = (
                    self.places.name_before(source, agency),
                    self._staff(source, _posts(moves)),
                )
                yield Text(
                    f"Tiếp nhận nguyên trạng {name}: {staff.vi}{self._below(source).vi}",
                    f"Takes over as it is {name}: {staff.en}{self._below(source).en}",
                )
            else:
                yield from (self._part(move, agency, away=False) for move in moves)

    def _as_it_is(self, unit_id: str, moves: list[Move]) -> bool:
        """Whether these moves are a unit that ends, whole."""
        ended = self.plan.problem.given.ended if moves[0].given else self.plan.ended
        if unit_id not in ended or len({move.to for move in moves}) > 1:
            return False
        home = self.plan.problem.original if moves[0].given else self.plan.problem.before
        return len(moves) == len(home[unit_id].blocks)

    def _part(self, move: Move, agency: str, *, away: bool) -> Text:
        function = self.case.function_name(move.function)
        staff = self._staff(move.unit, move.posts)
        if away:
            to = self._called(move.to, agency)
            return Text(
                f"Chuyển {function.vi} về {to}: {staff.vi}",
                f"{function.en} goes to {to}: {staff.en}",
            )
        name = self.places.name_before(move.unit, agency)
        return Text(
            f"Tiếp nhận {function.vi} từ {name}: {staff.vi}",
            f"Takes {function.en} from {name}: {staff.en}",
        )

    def _placed(self, row: ChangeRow) -> Iterator[Text]:
        """A new parent, and a new kind."""
        unit_id, problem = row.unit.id, self.plan.problem
        if row.ends:
            return
        old, new = problem.original[unit_id].parent, self.plan.parent_after[unit_id]
        if old is not None and new is not None and old != new:
            staff = self._staff(unit_id, row.total_before)
            was, now = problem.original[old].name, self.case.name_after(new)
            yield Text(
                f"Chuyển nguyên trạng từ {was} về {now}: {staff.vi}",
                f"Moves as it is from {was} to {now}: {staff.en}",
            )
        if row.kind_after is not None and row.kind_after != row.kind:
            yield Text(
                f"Chuyển từ {row.kind.vi} thành {row.kind_after.vi}",
                f"From {row.kind.en} to {row.kind_after.en}",
            )

    def _staff(self, unit_id: str, posts: Fraction) -> Text:
        return measured(posts, EMPLOYEES if self.places.is_service(unit_id) else POSTS)

    def _below(self, unit_id: str) -> Text:
        """How many sub-units move with a unit that ends."""
        home = self.plan.problem.original
        count = sum(1 for u in home.children(unit_id) if u in self.plan.parent_after)
        if not count:
            return Text("", "")
        return Text(f", cùng {count} đơn vị trực thuộc", f", with {count} sub-units")

    def _called(self, unit_id: str, agency: str) -> str:
        """The receiver of a block, as it is called after if it lives on."""
        if unit_id in self.plan.parent_after:
            return self.places.name_after(unit_id, agency)
        return self.places.name_before(unit_id, agency)

    def _basis(self, row: ChangeRow) -> Text:
        words = [_sentence(SOURCES[row.source])]
        if row.grounds.vi:
            words.append(_sentence(row.grounds))
        elif row.source != "given":
            words.extend(_target(self.case))
        return joined(words)

    def _decision(self, row: ChangeRow) -> Text:
        """What people decided; left free for the pen in a scenario without decisions."""
        decision = self.case.decided.get(row.unit.id)
        lines = [] if decision is None else list(_decided(decision))
        if decision is not None and row.approval is None:
            lines.append(approval_words(self.case, self.plan, decision))
        elif self.case.scenario.decisions and row.approval is not None:
            lines.append(_approved(row.approval))
        return joined(map(_sentence, lines))


def _target(case: Case) -> Iterator[Text]:
    """The cut that is asked for: the reason of a change of which no other rule speaks."""
    target = case.scenario.target
    if target is not None:
        share, label = amount(target.cut * 100), target.label
        yield _sentence(Text(f"{label.vi} {share.vi} %", f"{label.en} {share.en} %"))


def _decided(decision: Decision) -> Iterator[Text]:
    """Name, seat and head that people decided, a line each."""
    known = (
        ("Tên gọi", "Name", None if decision.name is None else same(decision.name)),
        ("Trụ sở", "Seat", None if not decision.seat else same(decision.seat)),
        ("Người đứng đầu", "Head", decision.head_words),
    )
    for vi, en, words in known:
        if words is not None:
            yield Text(f"{vi}: {words.vi}", f"{en}: {words.en}")


def _approved(words: Text) -> Text:
    if words == NOT_APPROVED:
        return words
    return Text(f"phê duyệt: {words.vi}", f"approved: {words.en}")


def _sentence(words: Text) -> Text:
    return Text(capital(words.vi), capital(words.en))


def _posts(moves: list[Move]) -> Fraction:
    return sum((move.posts for move in moves), Fraction(0))
