"""What in a file contradicts its schema: one complaint a mistake, all of them, in both languages.

The schema is walked beside the data. A misspelt key or rule is guessed, and what stands below it
is judged as what it was meant to be, so that no mistake hides another.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import get_args

from annotated_types import Gt
from pydantic import ValidationError
from pydantic.fields import FieldInfo

from orgplan.errors import Complaint, Finding, PathStep
from orgplan.io.findings import listed, shown
from orgplan.io.guess import did_you_mean, near
from orgplan.io.schema_messages import expected_text, found_text
from orgplan.io.schema_shapes import (
    Form,
    Model,
    alternatives,
    choices_of,
    describe,
    fields_of,
    forms,
    is_list,
    is_mapping,
    model_of,
    nullable,
    seen,
)
from orgplan.io.schema_values import errors_of
from orgplan.io.source_text import SourceText
from orgplan.io.yaml_tree import Data, Node, locate
from orgplan.text import Text, same

Path = tuple[PathStep, ...]

MAX_COMPLAINTS = 500
_LONGEST, _SOME = 60, 6
_VERSIONS = ("orgplan", "orgplan_ruleset")


def schema_complaints(annotation: object, data: Data, path: Path = ()) -> list[Complaint]:
    """Everything in which data contradict their schema.

    Parameters
    ----------
    annotation
        A model, or any type that the schema uses.
    data
        The data as the file has them, every scalar a text.
    path
        Where the data stand in their file.

    Returns
    -------
    complaints
        In the order of the schema; empty if and only if the data are valid.
    """
    found: list[Complaint] = []
    for complaint in _walk(annotation, (), data, path):
        found.append(complaint)
        if len(found) >= MAX_COMPLAINTS:
            break
    return found


def place_complaint(complaint: Complaint, source: SourceText, root: Node) -> Finding:
    """A complaint with its line and column."""
    at = locate(root, complaint.path, at_key=complaint.at_key)
    found, expected = complaint.found, complaint.expected
    return source.finding(at, found, expected, complaint.advice, complaint.severity)


def _walk(
    annotation: object, limits: tuple[object, ...], data: Data, path: Path
) -> Iterator[Complaint]:
    """Complaints about a value of which the annotation allows one form or several."""
    options = forms(annotation, limits)
    if any(form.kind is object for form in options) or (data is None and nullable(annotation)):
        return
    if isinstance(data, dict):
        yield from _walk_mapping(options, data, path)
    elif isinstance(data, list):
        fitting = next((form for form in options if is_list(form)), None)
        if fitting is None:
            yield _wrong_shape(options, data, path)
        else:
            yield from _walk_list(fitting, data, path)
    else:
        plain = [form for form in options if not is_list(form) and not is_mapping(form)]
        if not any(not errors_of(form, data) for form in plain):
            single = len(plain) == len(options) == 1
            yield _refused(plain[0], data, path) if single else _wrong_shape(options, data, path)


def _walk_mapping(
    options: Sequence[Form], data: dict[str, Data], path: Path
) -> Iterator[Complaint]:
    fitting = [form for form in options if is_mapping(form)]
    models = [model for form in fitting if (model := model_of(form)) is not None]
    if not fitting:
        yield _wrong_shape(options, data, path)
    elif len(models) > 1:
        yield from _walk_models(models, data, path)
    elif models:
        yield from _walk_model(models[0], data, path)
    else:
        _, inner = get_args(fitting[0].kind)
        for key, value in data.items():
            yield from _walk(inner, (), value, (*path, key))


def _walk_list(form: Form, data: list[Data], path: Path) -> Iterator[Complaint]:
    inner = get_args(form.kind)
    if inner[-1] is Ellipsis:
        for place, value in enumerate(data):
            yield from _walk(inner[0], (), value, (*path, place))
    elif len(data) != len(inner):
        number = len(inner)
        yield Complaint(path, seen(data), Text(f"danh sách {number} mục", f"a list of {number}"))
    else:
        for place, (kind, value) in enumerate(zip(inner, data, strict=True)):
            yield from _walk(kind, (), value, (*path, place))


def _walk_models(models: Sequence[Model], data: dict[str, Data], path: Path) -> Iterator[Complaint]:
    """A mapping that may be of several kinds: named by the key `rule`, or by its first key."""
    by_rule = {name: model for model in models for name in _rule_names(model)}
    if by_rule:
        yield from _walk_rule(by_rule, data, path)
        return
    by_key = {next(iter(fields_of(model))): model for model in models}
    key = next((key for key in data if key in by_key), None)
    if key is None:
        key = next((lead for word in data if (lead := near(word, list(by_key)))), None)
    if key is None:
        keys = listed(list(by_key))
        yield Complaint(
            path, seen(data), Text(f"một trong các khóa {keys}", f"one of the keys {keys}")
        )
    else:
        yield from _walk_model(by_key[key], data, path)


def _rule_names(model: Model) -> tuple[str, ...]:
    info = model.model_fields.get("rule")
    return () if info is None else choices_of(Form(info.annotation))


def _walk_rule(
    by_rule: Mapping[str, Model], data: dict[str, Data], path: Path
) -> Iterator[Complaint]:
    """A rule; where its name is misspelt the rest is judged as the rule that was meant."""
    expected = alternatives(list(by_rule))
    if "rule" not in data:
        key = near("rule", list(data))
        if key is None:
            found = Text("thiếu khóa `rule`", "the key `rule` is missing")
            yield Complaint(path, found, expected)
        else:
            yield Complaint((*path, key), _unknown_key(key), same("`rule`"), None, at_key=True)
        return
    name = data["rule"]
    model = by_rule.get(name) if isinstance(name, str) else None
    if model is not None:
        yield from _walk_model(model, data, path)
        return
    guess = near(name, list(by_rule)) if isinstance(name, str) else None
    yield Complaint((*path, "rule"), seen(name), expected, did_you_mean(guess))
    if guess is not None:
        yield from _walk_model(by_rule[guess], {**data, "rule": guess}, path)


def _walk_model(model: Model, data: dict[str, Data], path: Path) -> Iterator[Complaint]:
    """The keys of a model, then the values below them, then what only the whole can show."""
    fields = fields_of(model)
    free = model.model_config.get("extra") == "allow"
    complained = False
    open_keys = [key for key in fields if key not in data]
    for key, value in data.items():
        meant: str | None = key
        if key not in fields and free:
            if not isinstance(value, str):
                complained = True
                yield Complaint((*path, key), seen(value), Text("một giá trị", "one value"))
            continue
        if key not in fields:
            complained = True
            meant = near(key, open_keys)
            yield _strange_key(key, meant, fields, path)
            if meant is None:
                continue
            open_keys.remove(meant)
        info = fields[str(meant)]
        if value is not None or info.is_required():
            for complaint in _walk(info.annotation, tuple(info.metadata), value, (*path, key)):
                complained = True
                yield complaint
    for key in open_keys:
        if fields[key].is_required():
            complained = True
            yield _missing_key(key, fields[key], path)
    if not complained:
        yield from _whole(model, data, path)


def _strange_key(
    key: str, meant: str | None, fields: Mapping[str, FieldInfo], path: Path
) -> Complaint:
    known = listed(list(fields), len(fields) if meant is None else _SOME)
    expected = Text(f"một trong các khóa {known}", f"one of the keys {known}")
    return Complaint((*path, key), _unknown_key(key), expected, did_you_mean(meant), at_key=True)


def _unknown_key(key: str) -> Text:
    return Text(f"khóa lạ {shown(key)}", f"the unknown key {shown(key)}")


def _missing_key(key: str, info: FieldInfo, path: Path) -> Complaint:
    wanted = describe(forms(info.annotation, tuple(info.metadata)))
    return Complaint(
        path,
        Text(f"thiếu khóa `{key}`", f"the key `{key}` is missing"),
        Text(f"`{key}`: {wanted.vi}", f"`{key}`: {wanted.en}"),
    )


def _whole(model: Model, data: dict[str, Data], path: Path) -> Iterator[Complaint]:
    """What is wrong although every value by itself is right."""
    try:
        model.model_validate(data)
    except ValidationError as problem:
        for error in problem.errors(include_url=False, include_input=False):
            kind, context = error["type"], dict(error.get("ctx", {}))
            where: Path = error["loc"][:1]
            value = data.get(str(where[0])) if where else data
            if kind == "pair_covers":
                where = (*where, int(str(context["place"])))
            other = Text("một giá trị khác", "another value")
            yield Complaint(
                (*path, *where),
                found_text(kind, context) or seen(value),
                expected_text(kind, context) or other,
            )


def _wrong_shape(options: Sequence[Form], data: Data, path: Path) -> Complaint:
    """A list where a mapping should stand, a word that is none of the known ones, and so on."""
    if sum(is_mapping(form) for form in options) > _SOME:
        return Complaint(path, seen(data), same("`{rule: …}`"))
    plain = [form for form in options if not is_mapping(form)]
    long = any(len(fields_of(model)) > _SOME for form in options if (model := model_of(form)))
    if data is not None and isinstance(data, str) and plain and long:
        options = plain
    advice = None
    if isinstance(data, str):
        advice = did_you_mean(near(data, [word for form in options for word in choices_of(form)]))
        if advice is None and data and len(data) <= _LONGEST and any(map(is_list, options)):
            advice = Text(f"viết {shown(f'[{data}]')}", f"write {shown(f'[{data}]')}")
    return Complaint(path, seen(data), describe(options), advice)


def _refused(form: Form, data: str | None, path: Path) -> Complaint:
    """A scalar that the only form here refuses."""
    error = errors_of(form, data)[0]
    expected = describe([form])
    if data is None:
        return Complaint(path, seen(data), expected)
    if form.kind is not int and not choices_of(form):
        context: dict[str, object] = dict(error.get("ctx", {}))
        above = next((limit.gt for limit in form.limits if isinstance(limit, Gt)), None)
        kind = "greater_than" if above is not None else error["type"]
        expected = expected_text(kind, {"gt": above, **context}) or expected
    advice = did_you_mean(near(data, choices_of(form)))
    if path and path[-1] in _VERSIONS:
        digits = data if data.isascii() and data.isdigit() else "0"
        newer = Text(
            "có thể cần phiên bản orgplan mới hơn", "a newer version of orgplan may be needed"
        )
        advice = newer if int(digits[:9]) > 1 else None
    elif error["type"] == "percent" and not errors_of(form, f"{data}%"):
        advice = did_you_mean(f"{data}%")
    return Complaint(path, seen(data), expected, advice)
