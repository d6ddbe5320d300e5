"""Units of a comparison as tables: how far the plans are apart, and where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from orgplan.compare import Comparison
from orgplan.report.audit.table import Column, Row, Topic
from orgplan.report.compare.columns import plan_columns
from orgplan.report.compare.words import (
    NOTHING,
    fate_words,
    plan_name,
)
from orgplan.text import Text, same


def distances_topic(found: Comparison) -> Topic:
    """Units with another fate, for each pair of plans."""
    rows = [
        Row((plan_name(place), *(NOTHING if n == place else d for n, d in enumerate(row))))
        for place, row in enumerate(found.apart)
    ]
    return Topic(
        Text("Khác nhau", "Distances"),
        Text("SỐ ĐƠN VỊ CÓ KẾT QUẢ KHÁC NHAU GIỮA HAI PHƯƠNG ÁN", "UNITS WITH ANOTHER FATE"),
        plan_columns(found, Text("Phương án", "Plan"), 20, 14, number=True),
        tuple(rows),
    )


def units_topic(found: Comparison, by_id: bool) -> Topic:
    """The units with another fate, under their agencies."""
    lines = found.fates.differing
    rows: list[Row] = []
    place_of = {name: n for n, name in enumerate(dict.fromkeys(line.agency for line in lines))}
    for line in sorted(lines, key=lambda line: place_of[line.agency]):
        cells = [
            fate_words(line, place, plan, by_id=by_id) for place, plan in enumerate(found.plans)
        ]
        rows.append(Row((line.unit, same(line.name), *cells), same(line.agency)))
    name, *each = plan_columns(found, Text("Đơn vị", "Unit"), 40, 34)
    return Topic(
        Text("Đơn vị khác", "Units that differ"),
        Text("ĐƠN VỊ CÓ KẾT QUẢ KHÁC NHAU", "UNITS THAT FARE OTHERWISE"),
        (
            Column(Text("Mã đơn vị", "Id"), 16, screen=by_id),
            replace(name, screen=not by_id),
            *each,
        ),
        tuple(rows),
        grouped=Column(Text("Cơ quan", "Agency"), 32),
        intro=tuple(_how_many(found)),
        notes=() if not rows else (Text("→ nơi tiếp nhận.", "→ receiver."),),
    )


def _how_many(found: Comparison) -> Iterator[Text]:
    count, whole = len(found.fates.differing), len(found.fates.lines)
    yield Text(
        f"{count} trong {whole} đơn vị có kết quả khác nhau: còn hay kết thúc, loại hình sau, nơi "
        "nhận từng phần việc.",
        f"{count} of {whole} units fare otherwise: whether they survive, their kind after, the "
        "receiver of each block.",
    )
    if not found.fates.after_given:
        yield Text(
            "Các chủ trương đã có hoặc số liệu không giống nhau: theo dõi từng đơn vị từ tệp gốc, "
            "gồm cả việc đã có chủ trương.",
            "Earlier decisions or data are not the same: each unit is followed from the files on, "
            "what was decided before included.",
        )
