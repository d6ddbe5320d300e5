"""`orgplan rules`: the reference of rules and goals, and the rules of a built-in statute."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from orgplan.cli import say
from orgplan.cli.exits import Exit
from orgplan.cli.failures import guarded
from orgplan.cli.options import AsJson, SpokenByItself, said
from orgplan.errors import UsageError
from orgplan.io.language import choose_language
from orgplan.text import Language, Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from orgplan.io.parameters import Declared
    from orgplan.ruleset import Ruleset

NAME = "rules"
ABOUT = Text(
    "Tra cứu quy tắc và mục tiêu ưu tiên, hoặc các quy tắc của một bộ quy định có sẵn.",
    "Look up rules and goals, or the rules of a built-in ruleset.",
)


def command(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="NAME",
            show_default=False,
            help=said(
                "Tên một quy tắc hay mục tiêu; nếu không nêu: liệt kê tất cả.",
                "Name of a rule or goal; without it all of them are listed.",
            ),
        ),
    ] = None,
    ruleset: Annotated[
        str | None,
        typer.Option(
            "--ruleset",
            metavar="NAME[:CLASS]",
            show_default=False,
            help=said(
                "Liệt kê quy tắc của bộ quy định này, kèm căn cứ; sau dấu hai chấm là loại tỉnh.",
                "List the rules of this ruleset with their basis; behind the colon the class.",
            ),
        ),
    ] = None,
    as_json: AsJson = False,
    language: SpokenByItself = None,
) -> int:
    """Print the reference."""
    spoken = choose_language(language)
    return guarded(lambda: _rules(name, ruleset, as_json, spoken), spoken)


def _rules(name: str | None, ruleset: str | None, as_json: bool, language: Language) -> int:
    if ruleset is not None:
        if name is not None:
            raise UsageError(
                Text("Nêu hoặc TÊN, hoặc --ruleset.", "Give either a NAME or --ruleset.")
            )
        return _list_ruleset(_read_ruleset(ruleset), as_json, language)
    from orgplan.report.rules_terminal import all_documents, print_all

    if name is not None:
        return _one(name, as_json, language)
    if as_json:
        say.document(all_documents())
    else:
        print_all(language, say.console())
    return Exit.DONE


def _one(name: str, as_json: bool, language: Language) -> int:
    from orgplan.report.rules_reference import goal_entries, rule_entries
    from orgplan.report.rules_terminal import entry_document, print_entry

    entries = {entry.name: entry for entry in (*rule_entries(), *goal_entries())}
    entry = entries.get(name)
    if entry is None:
        called = {e.label.to(spoken): e.name for e in entries.values() for spoken in ("vi", "en")}
        raise _unknown(name, called, tuple(entries))
    if as_json:
        say.document(entry_document(entry))
    else:
        print_entry(entry, language, say.console())
    return Exit.DONE


def _unknown(name: str, called: dict[str, str], names: tuple[str, ...]) -> UsageError:
    """The error for a name that is none; labels are understood as well."""
    from orgplan.io.findings import shown
    from orgplan.io.nearest import Nearest

    meant = Nearest([*names, *called])(name)
    what = Text(
        f"Không có quy tắc hay mục tiêu {shown(name)}", f"There is no rule or goal {shown(name)}"
    )
    if meant is None:
        return UsageError(
            Text(
                f"{what.vi}. Chạy `orgplan rules` để xem tất cả.",
                f"{what.en}. `orgplan rules` lists all of them.",
            )
        )
    near = called.get(meant, meant)
    return UsageError(Text(f"{what.vi}; có phải {near}?", f"{what.en}; did you mean {near}?"))


def _read_ruleset(asked: str) -> Ruleset:
    """The built-in ruleset with the class of the province filled in."""
    from orgplan.io.findings import shown
    from orgplan.io.nearest import Nearest
    from orgplan.io.parameters import declared_parameters
    from orgplan.io.ruleset import load_ruleset
    from orgplan.io.text_file import read_text_file
    from orgplan.io.yaml_tree import parse_tree
    from orgplan.ruleset import builtin_names, builtin_path

    name, *values = asked.split(":")
    path = builtin_path(name)
    if path is None:
        near = Nearest(builtin_names())(name)
        listed = near or ", ".join(builtin_names())
        raise UsageError(
            Text(
                f"Không có bộ quy định có sẵn {shown(name)}; có phải: {listed}?",
                f"There is no built-in ruleset {shown(name)}; did you mean: {listed}?",
            )
        )
    declared = declared_parameters(parse_tree(read_text_file(path).source).root)
    chosen = dict(zip(declared, values, strict=False))
    right = all(value in declared[key].values for key, value in chosen.items())
    if not right or len(values) != len(declared):
        raise UsageError(_wanted(name, declared))
    return load_ruleset(path, chosen).ruleset


def _wanted(name: str, declared: Mapping[str, Declared]) -> Text:
    """How to name a ruleset with its parameters."""
    if not declared:
        return Text(f"Bộ quy định {name} không có tham số.", f"{name} takes no parameter.")
    forms = ", ".join("|".join(parameter.values) for parameter in declared.values())
    example = ":".join([name, *(parameter.values[-1] for parameter in declared.values())])
    return Text(
        f"Các con số của {name} tùy theo {', '.join(declared)} ({forms}); ví dụ: "
        f"--ruleset {example}",
        f"The figures of {name} depend on {', '.join(declared)} ({forms}); for example "
        f"--ruleset {example}",
    )


def _list_ruleset(ruleset: Ruleset, as_json: bool, language: Language) -> int:
    from orgplan.report.ruleset_terminal import print_ruleset, ruleset_document

    if as_json:
        say.document(ruleset_document(ruleset, language))
    else:
        print_ruleset(ruleset, language, say.console())
    return Exit.DONE
