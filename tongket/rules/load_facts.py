"""pack.yaml and facts.yaml: levels, texts, kinds of subjects, stages, typed columns."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from tongket.rules.expressions import BOOLEAN, DATE, IDS, NUMBER, TEXT, Names, Type, Value, parse
from tongket.rules.model import READERS, FactDef, Kind, LegalText, Level, Stage, Text
from tongket.rules.parameters import read_text
from tongket.rules.phrases import phrase_keys
from tongket.rules.yamlsource import Node

_PLAIN_FORMS: dict[str, Type] = {
    "id": TEXT,
    "text": TEXT,
    "boolean": BOOLEAN,
    "date": DATE,
    "integer": NUMBER,
    "decimal": NUMBER,
    "ids": IDS,
}


@dataclass(frozen=True, slots=True)
class Head:
    """pack.yaml as read, before clauses."""

    id: str
    title: Text
    first_year: int
    last_year: int | None
    levels: tuple[Level, ...]
    texts: tuple[LegalText, ...]
    order: str
    kinds: Node
    stages: tuple[Stage, ...]
    phrases: Mapping[str, Text]
    node: Node


def read_head(node: Node) -> Head:
    """pack.yaml with its keys, dates and levels checked."""
    fields = node.mapping(
        ("id", "title", "years", "levels", "order", "texts", "kinds", "stages"), ("phrases",)
    )
    years = fields["years"].mapping(("from",), ("until",))
    first = years["from"].integer()
    last = years["until"].integer() if "until" in years else None
    if last is not None and last < first:
        years["until"].fail("no_dates", expected=f"a year from {first}")
    levels = tuple(_level(item) for item in fields["levels"].items())
    _unique(fields["levels"], [level.id for level in levels])
    texts = tuple(_legal_text(item) for item in fields["texts"].items())
    _unique(fields["texts"], [text.id for text in texts])
    kinds = fields["kinds"].mapping(optional=None)
    stages = tuple(_stage(item, tuple(kinds)) for item in fields["stages"].items())
    _unique(fields["stages"], [stage.id for stage in stages])
    return Head(
        id=fields["id"].text(),
        title=read_text(fields["title"]),
        first_year=first,
        last_year=last,
        levels=levels,
        texts=texts,
        order=fields["order"].text(),
        kinds=fields["kinds"],
        stages=stages,
        phrases=_own_phrases(fields.get("phrases")),
        node=node,
    )


def _own_phrases(node: Node | None) -> dict[str, Text]:
    """Sentences in which a pack speaks of its levels otherwise than the engine does."""
    if node is None:
        return {}
    return {key: read_text(item) for key, item in node.mapping(optional=phrase_keys()).items()}


def _unique(node: Node, ids: list[str]) -> None:
    for position, item in enumerate(ids):
        if item in ids[:position]:
            node.fail("duplicate_id", found=item)


def _level(node: Node) -> Level:
    fields = node.mapping(("id", "short", "label"))
    return Level(fields["id"].text(), read_text(fields["short"]), read_text(fields["label"]))


def _legal_text(node: Node) -> LegalText:
    fields = node.mapping(("id", "title", "from"), ("until", "replaced_by"))
    start = fields["from"].date()
    end: datetime.date | None = fields["until"].date() if "until" in fields else None
    if end is not None and end <= start:
        fields["until"].fail("no_dates", expected=f"a date after {start.isoformat()}")
    replaced = fields["replaced_by"].text() if "replaced_by" in fields else ""
    return LegalText(fields["id"].text(), read_text(fields["title"]), start, end, replaced)


def _stage(node: Node, kinds: tuple[str, ...]) -> Stage:
    fields = node.mapping(("id", "label", "kinds"), ("named",))
    for item in fields["kinds"].items():
        if item.text() not in kinds:
            item.fail("unknown_kind", expected=", ".join(kinds))
    named = fields["named"].text() if "named" in fields else ""
    return Stage(fields["id"].text(), read_text(fields["label"]), fields["kinds"].texts(), named)


def read_facts(node: Node, levels: tuple[Level, ...]) -> Mapping[str, Mapping[str, FactDef]]:
    """facts.yaml: tables with typed columns."""
    fields = node.mapping(("empty", "word_lists", "tables"))
    empty = read_text(fields["empty"])
    lists: dict[str, tuple[Type, Mapping[str, Text]]] = {}
    level_words = {level.id: level.label for level in levels}
    lists["level"] = (Type("words", tuple(level_words), True), level_words)
    for name, item in fields["word_lists"].mapping(optional=None).items():
        parts = item.mapping(("ordered", "words"))
        words = {word: read_text(text) for word, text in parts["words"].mapping(optional=None).items()}
        lists[name] = (Type("words", tuple(words), parts["ordered"].boolean()), words)
    tables: dict[str, Mapping[str, FactDef]] = {}
    for table, item in fields["tables"].mapping(optional=None).items():
        columns = dict(item.mapping(optional=None))
        like = columns.pop("like", None)
        base = tables[like.word(tables)] if like is not None else {}
        own = {name: _fact(name, column, lists, empty) for name, column in columns.items()}
        tables[table] = {**base, **own}
        for name, column in columns.items():
            above = tables[table][name].not_above
            if above and above not in tables[table]:
                column.fail("unknown_fact", found=above)
    return tables


def _fact(
    name: str, node: Node, lists: Mapping[str, tuple[Type, Mapping[str, Text]]], empty: Text
) -> FactDef:
    optional = (
        "reader",
        "unit",
        "required",
        "criterion",
        "not_above",
        "refers_to",
        "without_column",
        "empty",
        "may_point_outside",
        "source",
    )
    fields = node.mapping(("type", "label"), optional)
    form = fields["type"].word((*_PLAIN_FORMS, *lists))
    value_type, words = (_PLAIN_FORMS[form], {}) if form in _PLAIN_FORMS else lists[form]
    fact = FactDef(
        name=name,
        type=value_type,
        form=form if form in _PLAIN_FORMS else "words",
        label=read_text(fields["label"]),
        empty=read_text(fields["empty"]) if "empty" in fields else empty,
        reader=fields["reader"].word(READERS) if "reader" in fields else "open",
        unit=read_text(fields["unit"]) if "unit" in fields else None,
        required=fields["required"].boolean() if "required" in fields else False,
        criterion=fields["criterion"].boolean() if "criterion" in fields else False,
        not_above=fields["not_above"].text() if "not_above" in fields else "",
        refers_to=fields["refers_to"].text() if "refers_to" in fields else "",
        may_point_outside=fields["may_point_outside"].texts() if "may_point_outside" in fields else (),
        words=words,
        without_column=_without_column(fields["without_column"], value_type)
        if "without_column" in fields
        else None,
    )
    return fact


def _without_column(node: Node, value_type: Type) -> Value:
    if value_type == BOOLEAN:
        return node.boolean()
    if value_type == DATE:
        return node.date()
    if value_type == IDS and node.value == "none":
        return ()
    if value_type.base == "words":
        return node.word(value_type.words)
    node.fail("wrong_type", expected="a date, a word of the list, true or false, or none for a list of ids")


def read_kinds(
    node: Node, facts: Mapping[str, Mapping[str, FactDef]], levels: tuple[str, ...]
) -> dict[str, Kind]:
    """The kinds of subjects with their conditions on rows and their proposed or given level."""
    kinds: dict[str, Kind] = {}
    level_type = Type("words", levels, True)
    for kind_id, item in node.mapping(optional=None).items():
        fields = item.mapping(("table", "label"), ("where", "proposed", "given", "parameters", "optional"))
        table = fields["table"].word(facts)
        columns = facts[table]
        where: dict[str, tuple[str, ...]] = {}
        if "where" in fields:
            for column, words in fields["where"].mapping(optional=None).items():
                if column not in columns:
                    words.fail("unknown_fact", expected=", ".join(columns), found=column)
                where[column] = tuple(word.word(columns[column].type.words) for word in words.items())
        if ("proposed" in fields) == ("given" in fields):
            item.fail("missing_key", expected="proposed or given", found=kind_id)
        names = Names({name: fact.type for name, fact in columns.items()}, lambda path: None, levels)
        kinds[kind_id] = Kind(
            id=kind_id,
            table=table,
            label=read_text(fields["label"]),
            where=where,
            proposed=parse(fields["proposed"], names, level_type) if "proposed" in fields else None,
            given=parse(fields["given"], names, level_type) if "given" in fields else None,
            parameters=fields["parameters"].text() if "parameters" in fields else kind_id,
            optional=fields["optional"].boolean() if "optional" in fields else False,
        )
    return kinds
