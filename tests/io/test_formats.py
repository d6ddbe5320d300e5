"""The same little organisation through every format, and what only one format has."""

from __future__ import annotations

import json
from fractions import Fraction

import networkx as nx
import pytest
import xlsxwriter

from orgplan.errors import InputError
from orgplan.io.organisation import read_organisation

FIELDS = ("id", "parent", "name", "kind", "staff", "heads", "deputies", "functions", "màu")
UNITS = [
    ("so-noi-vu", "", "Sở Nội vụ", "department", 4, 1, 3, "", "đỏ"),
    ("00001", "so-noi-vu", "Phòng Tổ chức", "division", 8.5, 1, 1, "to-chuc:5; bien-che", ""),
    ("00002", "00001", "Tổ Một", "division", 0, 1, 0, "luu-tru", "xanh"),
]


def rows():
    """Units as mappings without blanks."""
    return [
        {key: value for key, value in zip(FIELDS, unit, strict=True) if value != ""}
        for unit in UNITS
    ]


def as_text(delimiter, encoding):
    """A text table."""
    lines = [FIELDS, *UNITS]
    return "\r\n".join(delimiter.join(map(str, line)) for line in lines).encode(encoding)


def graph():
    """The units as a graph whose edges run from parent to unit."""
    made = nx.DiGraph()
    for row in rows():
        made.add_node(row["id"], **{k: v for k, v in row.items() if k not in ("id", "parent")})
    made.add_edges_from((row["parent"], row["id"]) for row in rows() if "parent" in row)
    return made


def write_workbook(path):
    """A workbook with titles above the header."""
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Đơn vị")
    sheet.write(0, 0, "BẢNG ĐƠN VỊ")
    for place, line in enumerate([FIELDS, *UNITS]):
        sheet.write_row(place + 2, 0, line)
    book.close()


def nested():
    """Units inside of each other; no unit names its parent."""
    made = {row["id"]: {k: v for k, v in row.items() if k != "parent"} for row in rows()}
    for row in rows():
        if "parent" in row:
            made[row["parent"]].setdefault("children", []).append(made[row["id"]])
    return {"units": [made["so-noi-vu"]]}


def write(path, form):
    """Write the organisation in one form."""
    if form == "xlsx":
        write_workbook(path)
    elif form == "graphml":
        nx.write_graphml(graph(), path)
    else:
        path.write_bytes(CONTENT[form]())


CONTENT = {
    "comma.csv": lambda: as_text(",", "utf-8"),
    "semicolon.csv": lambda: as_text(";", "utf-8-sig").replace(b"to-chuc:5; bien-che", QUOTED),
    "tab.tsv": lambda: as_text("\t", "utf-16"),
    "list.json": lambda: json.dumps(rows()).encode(),
    "nested.json": lambda: json.dumps(nested(), ensure_ascii=False).encode(),
    "edges.json": lambda: json.dumps(nx.node_link_data(graph(), edges="edges")).encode(),
    "links.json": lambda: json.dumps(nx.node_link_data(graph(), edges="links")).encode(),
    "list.yaml": lambda: json.dumps(rows(), ensure_ascii=False, indent=1).encode(),
    "nested.yaml": lambda: json.dumps(nested(), ensure_ascii=False, indent=1).encode(),
}
QUOTED = b'"to-chuc:5; bien-che"'
FORMS = [*CONTENT, "xlsx", "graphml"]


@pytest.mark.parametrize("form", FORMS)
def test_same_organisation(form, tmp_path):
    """Every format gives the same units."""
    if form.endswith("yaml"):
        pytest.importorskip("orgplan.io.yaml_tree")
    path = tmp_path / (form if "." in form else f"units.{form}")
    write(path, form)
    reading = read_organisation([path])
    organisation, notes = reading.organisation, reading.notes
    assert organisation.ids == ("so-noi-vu", "00001", "00002")
    assert notes == ()
    unit = organisation["00001"]
    assert (unit.parent, unit.name, unit.kind) == ("so-noi-vu", "Phòng Tổ chức", "division")
    assert (unit.staff, unit.heads, unit.deputies) == (Fraction(17, 2), 1, 1)
    assert [(block.function, block.posts) for block in unit.blocks] == [
        ("to-chuc", 5),
        ("bien-che", Fraction(7, 2)),
    ]
    assert [(block.function, block.posts) for block in organisation["00002"].blocks] == [
        ("luu-tru", 0)
    ]
    assert organisation["so-noi-vu"].extra == {"màu": "đỏ"}
    assert organisation["00002"].parent == "00001"


def test_parent_in_another_file(tmp_path):
    """Each agency sends its own file; a parent may stand in another one."""
    (tmp_path / "a.csv").write_text("id,parent,name,kind\nx,top,X,k\n")
    (tmp_path / "b.csv").write_text("id,parent,name,kind\ntop,,Top,k\n")
    reading = read_organisation([tmp_path / "a.csv", tmp_path / "b.csv"])
    organisation = reading.organisation
    assert organisation.ids == ("x", "top")
    assert organisation.parent("x") == "top"


def test_id_in_two_files(tmp_path):
    """A duplicate over two files names both places."""
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text("id,parent,name,kind\ntop,,Top,k\n")
    with pytest.raises(InputError) as caught:
        read_organisation([tmp_path / "a.csv", tmp_path / "b.csv"])
    (finding,) = caught.value.findings
    assert finding.place == "b.csv:2:1"
    assert "a.csv:2:1" in finding.expected.en


def test_totals_become_direct(read):
    """With staff_includes_subunits the figures of sub-units are taken away."""
    text = "id,parent,name,kind,staff,functions\na,,A,department,{},\nb,a,B,division,8,x:8\n"
    organisation = read("ok.csv", text.format(20), staff_includes_subunits=True).organisation
    assert organisation["a"].staff == 12
    assert organisation.total["a"] == 20
    assert read("no.csv", text.format(7), staff_includes_subunits=True).places == [":2:5"]
    organisation = read("blank.csv", text.format(""), staff_includes_subunits=True).organisation
    assert organisation.total["a"] == 8


def test_default_kind(read):
    """A blank kind takes the default; without one it is asked for."""
    text = "id,parent,name\na,,A\n"
    assert read("a.csv", text, default_kind="office").organisation["a"].kind == "office"
    assert read("b.csv", text).places == [":1"]
    assert read("c.csv", "id,parent,name,kind\na,,A,\n").places == [":2:4"]


@pytest.mark.parametrize(
    ("content", "place", "word"),
    [
        ('{"units": [{"id": 1, "name": "A", "kind": "office", "staff": -1}]}', "", "0 or more"),
        ("[", "", "no JSON"),
        ("[" * 100_000, "", "nested"),
        ("{}", "", "a list of units"),
        ('[{"id": "a", "id": "b", "name": "A", "kind": "office"}]', "", "twice"),
        ('[{"id": "\\ud800", "name": "A", "kind": "office"}]', "", "control character"),
        ('[{"id": {"x": 1}, "name": "A", "kind": "office"}]', "", "single value"),
        (
            '{"directed": false, "nodes": [{"id": "a", "name": "A", "kind": "office"}]}',
            "",
            "direct",
        ),
        ('[{"id": "a", "name": "A", "kind": "office", "functions": {"f": [1]}}]', "", "posts"),
    ],
)
def test_wrong_json(content, place, word, read):
    """Wrong shapes are refused with words."""
    reading = read("units.json", content)
    assert reading.organisation is None
    assert word in reading.said("") + "".join(item.render("en") for item in reading.findings)


def test_places_of_trees(read):
    """JSON names the path, GraphML the line and column."""
    unit = '{"id": "a", "name": "A", "kind": "office", "staff": -1}'
    assert read("a.json", f'{{"units": [{unit}]}}').places == [":units[0].staff"]
    inner = unit.replace('"a"', '"b"')
    outer = f'[{unit[:-3]}1, "children": [{inner}]}}]'
    assert read("b.json", outer).places == [":[0].children[0].staff"]
    assert read("c.json", '{"units"\n [}').places == [":2:2"]


def test_numeric_ids_in_json(read):
    """A number as an id is read as text, with a note."""
    reading = read("a.json", '[{"id": 7, "name": "A", "kind": "office"}]')
    assert reading.organisation.ids == ("7",)
    assert [note.place for note in reading.notes] == ["a.json:[0].id"]


def test_functions_of_trees(read):
    """Functions may be a text, a list or a mapping."""
    for functions in ('"f:3; g"', '["f:3", "g"]', '{"f": 3, "g": null}', '[{"f": 3}, "g"]'):
        unit = (
            f'[{{"id": "a", "name": "A", "kind": "office", "staff": 5, "functions": {functions}}}]'
        )
        organisation = read("a.json", unit).organisation
        assert [(block.function, block.posts) for block in organisation["a"].blocks] == [
            ("f", 3),
            ("g", 2),
        ]


@pytest.mark.parametrize(
    ("content", "places"),
    [
        (b"id,parent,name,kind\na,,A\x00B,office\n", [":2:3"]),
        (b"id,parent,name,kind\na,,A\x01B,office\n", [":2:3"]),
        (b"id,parent,name,kind\na,,\xff,office\n", [":2:3"]),
        ("id,parent,name,kind\na,,A,office\n".encode("utf-16")[:-1], [":2:4"]),
        (b'id,parent,name,kind\na,,"A"B,office\n', [":2:3"]),
        (b"id,parent,name,kind\na,," + b"A" * 20_000 + b",office\n", [":2:3", ":2:3"]),
        (b"sep=;\r\nid;parent;name;kind\r\na;;;office\r\n", [":3:3"]),
        (b"PK\x03\x04", [""]),
    ],
)
def test_hostile_text(content, places, read):
    """Bytes that are no table are refused at their place."""
    assert read("a.csv", content).places == places


def test_no_such_file(tmp_path):
    """A missing file, a folder and an unknown type are findings, not tracebacks."""
    for name in ("none.csv", "units.pdf", "old.xls"):
        with pytest.raises(InputError):
            read_organisation([tmp_path / name])
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(InputError):
        read_organisation([tmp_path / "folder.csv"])
    with pytest.raises(InputError):
        read_organisation([])


def workbook(path, lines, name="units"):
    """A workbook of one sheet."""
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet(name)
    for place, line in enumerate(lines):
        for column, value in enumerate(line):
            if isinstance(value, str) and value.startswith("="):
                sheet.write_formula(place, column, value, None, "#REF!" if "REF" in value else "")
            else:
                sheet.write(place, column, value)
    book.close()


def test_formulas_without_result(tmp_path):
    """An error of a formula is never a blank."""
    path = tmp_path / "a.xlsx"
    head = ["id", "parent", "name", "kind", "staff"]
    workbook(path, [head, ["a", "", "A", "office", "=REF(1)"]])
    with pytest.raises(InputError) as caught:
        read_organisation([path])
    assert [finding.place for finding in caught.value.findings] == ["a.xlsx!units!E2"]


def test_far_cell(tmp_path):
    """One cell in the last corner of the sheet does not unfold the whole sheet."""
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("units")
    sheet.write_row(0, 0, ["id", "parent", "name", "kind"])
    sheet.write(1_048_575, 16_383, "x")
    book.close()
    with pytest.raises(InputError):
        read_organisation([path])


def test_header_without_merged_cells(tmp_path):
    """A header of two lines is found by what it names; lettered number lines are skipped."""
    path = tmp_path / "a.xlsx"
    lines = [
        ["PHỤ LỤC"],
        [],
        ["TT", "Mã", "Trực thuộc", "Tên đơn vị", "Loại hình", "Biên chế", ""],
        ["", "", "", "", "", "Giao", "Có mặt"],
        ["A", "B", "1", "2", "3", "4", "5"],
        [1, "a", "", "A", "office", 8, 7],
        ["", "Tổng cộng", "", "", "", 8, 7],
    ]
    workbook(path, lines, "Bảng 1")
    reading = read_organisation([path])
    organisation, notes = reading.organisation, reading.notes
    assert organisation.ids == ("a",)
    assert (organisation["a"].staff, organisation["a"].present) == (8, 7)
    assert [note.place for note in notes] == ["a.xlsx!Bảng 1!B7"]


def test_merged_parent(tmp_path):
    """A parent merged over several rows is the parent of each, not of the first alone."""
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("units")
    for row, line in enumerate([["id", "parent", "name", "kind"], ["top", "", "T", "k"]]):
        sheet.write_row(row, 0, line)
    for row in (2, 3, 4):
        sheet.write_row(row, 0, [f"u{row}", "", f"U{row}", "k"])
    sheet.merge_range(2, 1, 4, 1, "top")
    book.close()
    reading = read_organisation([path])
    organisation, notes = reading.organisation, reading.notes
    assert organisation.children("top") == ("u2", "u3", "u4")
    assert notes == ()


def test_nothing_after_a_broken_quote_is_called_unknown(read):
    """Units behind an error that ends the file may exist; only the quote is told."""
    text = 'id,parent,name,kind\na,b,A,office\n"b,,B,office\n'
    assert read("a.csv", text).places == [":3:1"]
