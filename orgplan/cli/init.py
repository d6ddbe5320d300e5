"""`orgplan init`: the files of a new start, from a template or from the department's own tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from orgplan.cli import say
from orgplan.cli.exits import Exit
from orgplan.cli.failures import guarded
from orgplan.cli.options import said
from orgplan.errors import Complaint, UsageError
from orgplan.io.language import choose_language
from orgplan.text import Language, Text

if TYPE_CHECKING:
    from orgplan.io.reading import Reading
    from orgplan.report.starter import Start

NAME = "init"
ABOUT = Text(
    "Bắt đầu: ghi kịch bản soạn sẵn, mẫu Excel có danh sách thả xuống và trang hướng dẫn.",
    "Start: write a ready-to-edit scenario, an Excel template with drop-downs, and a README.",
)


@dataclass(frozen=True)
class Wish:
    """What the user wants to start with."""

    folder: Path
    sources: tuple[Path, ...]
    ruleset: str
    province_class: str | None
    functions: Path | None
    language: Language


def command(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help=said("Thư mục mới.", "The new folder."))
    ],
    more: Annotated[
        list[Path] | None,
        typer.Argument(metavar="FILE", hidden=True, show_default=False),
    ] = None,
    sources: Annotated[
        list[Path] | None,
        typer.Option(
            "--from",
            metavar="FILE",
            show_default=False,
            help=said(
                "Bảng của cơ quan; nêu nhiều tệp liền nhau, hoặc mẫu như units/*.xlsx.",
                "Tables of your own; several may follow, or a pattern such as units/*.xlsx.",
            ),
        ),
    ] = None,
    ruleset: Annotated[
        str | None,
        typer.Option(
            "--ruleset",
            metavar="NAME",
            show_default=False,
            help=said(
                "Bộ quy định: tên có sẵn hoặc tệp; nếu không nêu: bộ mới nhất cấp tỉnh.",
                "Ruleset: a built-in name or a file; without it the newest provincial one.",
            ),
        ),
    ] = None,
    province_class: Annotated[
        str | None,
        typer.Option(
            "--province-class",
            metavar="C",
            show_default=False,
            help=said(
                "Loại đơn vị hành chính cấp tỉnh, nếu bộ quy định cần.",
                "Class of the province, where the ruleset asks for it.",
            ),
        ),
    ] = None,
    functions: Annotated[
        Path | None,
        typer.Option(
            "--functions",
            metavar="FILE",
            show_default=False,
            help=said(
                "Danh mục chức năng (CSV: code, vi, en); được chép vào thư mục mới.",
                "List of functions (CSV: code, vi, en); it is copied into the new folder.",
            ),
        ),
    ] = None,
    language: Annotated[
        Literal["vi", "en"] | None,
        typer.Option(
            "--language",
            metavar="vi|en",
            show_default=False,
            help=said(
                "Ngôn ngữ của các tệp và của mọi kết quả về sau.",
                "Language of the files and of every later output.",
            ),
        ),
    ] = None,
) -> int:
    """Write the files of a new start."""
    spoken = choose_language(language)
    return guarded(
        lambda: _init(
            folder, sources or [], more or [], ruleset, province_class, functions, spoken
        ),
        spoken,
    )


def _init(
    folder: Path,
    sources: Sequence[Path],
    more: Sequence[Path],
    ruleset: str | None,
    province_class: str | None,
    functions: Path | None,
    language: Language,
) -> int:
    from orgplan.report.starter import DEFAULT_RULESET

    if more and not sources:
        raise UsageError(_NEED_FROM)
    wish = Wish(
        folder,
        tuple(_expanded([*sources, *more])),
        ruleset or DEFAULT_RULESET,
        province_class,
        functions,
        language,
    )
    _refuse_file(folder)
    start = _start(wish)
    _refuse_overwriting(folder, start.names)
    _write(folder, start.files())
    _tell(wish, start)
    return Exit.DONE


def _expanded(sources: Sequence[Path]) -> list[Path]:
    """The files; patterns are written out where the shell has not done it."""
    from orgplan.io.organisation_files import find_files

    found: dict[Path, None] = {}
    for source in sources:
        paths, _ = find_files(source.name, source.parent)
        found.update(dict.fromkeys(paths or (source,)))
    return list(found)


def _start(wish: Wish) -> Start:
    from orgplan.io.function_list import read_function_list
    from orgplan.io.organisation import read_organisation
    from orgplan.io.ruleset import find_ruleset, read_ruleset
    from orgplan.io.writing import relative_path
    from orgplan.report.starter import Start
    from orgplan.ruleset import builtin_path

    path = find_ruleset(wish.ruleset, Path())
    if isinstance(path, Complaint):
        raise UsageError(_of_option("--ruleset", path))
    parameters = _parameters(path, wish.province_class)
    ruleset = read_ruleset(path, parameters)
    names = {} if wish.functions is None else read_function_list(wish.functions)
    own: Reading | None = None
    if wish.sources:
        own = read_organisation(wish.sources, ruleset=ruleset, function_names=names)
    builtin = builtin_path(wish.ruleset) is not None
    return Start(
        wish.language,
        ruleset,
        wish.ruleset if builtin else relative_path(path, wish.folder),
        parameters,
        own,
        names,
        None if wish.functions is None else wish.functions.read_bytes(),
    )


def _parameters(path: Path, province_class: str | None) -> dict[str, str]:
    """The parameters of the ruleset, once they are known to fit."""
    from orgplan.io.parameters import complain_parameters, declared_parameters
    from orgplan.io.text_file import read_text_file
    from orgplan.io.yaml_tree import parse_tree

    declared = declared_parameters(parse_tree(read_text_file(path).source).root)
    given = {} if province_class is None else {"province_class": province_class}
    for complaint in complain_parameters(declared, given):
        raise UsageError(_of_option("--province-class", complaint))
    return given


def _of_option(option: str, complaint: Complaint) -> Text:
    found, expected, advice = complaint.found, complaint.expected, complaint.advice
    words = Text(
        f"{option}: {found.vi}; cần: {expected.vi}", f"{option}: {found.en}; {expected.en}"
    )
    if advice is None:
        return words
    return Text(f"{words.vi}\n  gợi ý: {advice.vi}", f"{words.en}\n  maybe: {advice.en}")


def _refuse_file(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise UsageError(
            Text(
                f"{folder} là một tệp; hãy nêu tên thư mục mới trước --from",
                f"{folder} is a file; name the new folder first, before --from",
            )
        )


def _refuse_overwriting(folder: Path, names: Sequence[str]) -> None:
    there = [name for name in names if (folder / name).exists()]
    if there:
        listed = ", ".join(there)
        raise UsageError(
            Text(
                f"{folder} đã có {listed}; không ghi đè. Hãy chọn thư mục khác, hoặc đổi tên hay "
                "xóa các tệp ấy.",
                f"{folder} already has {listed}; nothing was overwritten. Choose another folder, "
                "or rename or delete these files.",
            )
        )


def _write(folder: Path, files: dict[str, bytes]) -> None:
    from orgplan.io.writing import folder_of_outputs

    with folder_of_outputs(folder) as temporary:
        for name, content in files.items():
            (temporary / name).write_bytes(content)


def _tell(wish: Wish, start: Start) -> None:
    from orgplan.io.findings import visible
    from orgplan.report.guesses import counted_guesses
    from orgplan.report.starter import SCENARIO_FILE, UNITS_FILE
    from orgplan.report.unit_workbook.contents import GUESSES
    from orgplan.report.written import quoted

    language, folder = wish.language, visible(str(wish.folder))
    if start.own is not None:
        say.findings(start.own.notes, language)
    listed = ", ".join(start.names)
    print(Text(f"Đã ghi vào {folder}: {listed}", f"Written to {folder}: {listed}").to(language))
    if start.own is not None:
        units = len(start.own.organisation)
        read = Text(f"Đã đọc {units} đơn vị", f"{units} units were read")
        open_ = counted_guesses(start.own)
        tail = Text(f"; {open_.vi}" if open_.vi else "", f"; {open_.en}" if open_.en else "")
        print(Text(f"{read.vi}{tail.vi}.", f"{read.en}{tail.en}.").to(language))
        if start.own.guesses:
            print(
                Text(
                    f"Mở {UNITS_FILE}, xem trang «{GUESSES.vi}», sửa nếu chưa đúng.",
                    f"Open {UNITS_FILE}, look at the sheet “{GUESSES.en}”, correct what is wrong.",
                ).to(language)
            )
    command = f"orgplan validate {quoted(wish.folder / SCENARIO_FILE)}"
    print(Text(f"Tiếp theo: {command}", f"Next: {command}").to(language))


_NEED_FROM = Text(
    "chỉ nêu một thư mục; các tệp của cơ quan đứng sau --from",
    "only one folder can be named; files of your own stand behind --from",
)
