"""`show_pack`: the pack with its layers as a document that a lawyer reads (Markdown)."""

from __future__ import annotations

from tongket.rules.checks import PLACEHOLDER
from tongket.rules.expressions.tree import write
from tongket.rules.model import Clause, FactDef, LegalText, Pack, Step, Text
from tongket.rules.phrases import phrase, write_parameter, write_value


def show_pack(pack: Pack, *, lang: str = "vi") -> str:
    """Texts, levels, stages, clauses, parameters and facts of a pack, with what is not confirmed."""
    lines = [f"# {pack.title.get(lang)}", "", f"{_t('show_year', lang)}: {pack.year}"]
    lines += [f"{_t('show_layers', lang)}: {'; '.join(pack.layers) or _t('none', lang)}", ""]
    lines += [f"## {_t('show_texts', lang)}", ""]
    lines += [_text(text, text in pack.expired, lang) for text in pack.texts]
    lines += ["", f"## {_t('show_levels', lang)}", ""]
    lines += [
        f"{n}. {level.label.get(lang)} ({level.short.get(lang)})" for n, level in enumerate(pack.levels, 1)
    ]
    lines += ["", f"## {_t('show_stages', lang)}", ""]
    lines += [f"{n}. {stage.label.get(lang)}" for n, stage in enumerate(pack.stages, 1)]
    lines += ["", f"## {_t('show_clauses', lang)}", ""]
    for clause in pack.clauses.values():
        lines += [*_clause(pack, clause, lang), ""]
    lines += [f"## {_t('show_parameters', lang)}", ""]
    for path, parameter in pack.parameters.items():
        cites = "; ".join(map(str, parameter.cites)) or _t("none", lang)
        mark = "" if parameter.confirmed else f" — **{_t('unconfirmed', lang)}**"
        value = write_parameter(parameter, lang)
        lines.append(
            f"- {parameter.label.get(lang)} (`{path}`): {value}. {_t('show_cites', lang)}: {cites}{mark}"
        )
    for table, columns in pack.facts.items():
        lines += ["", f"## {_t('show_facts', lang)}: {table}", ""]
        lines += [_fact(fact, lang) for fact in columns.values()]
    return "\n".join(lines) + "\n"


def _t(key: str, lang: str) -> str:
    return phrase(key, lang)


def _text(text: LegalText, expired: bool, lang: str) -> str:
    until = text.valid_until.strftime("%d/%m/%Y") if text.valid_until else "…"
    line = f"- {text.id}: {text.title.get(lang)} ({text.valid_from.strftime('%d/%m/%Y')} – {until})"
    return f"{line} — **{_t('show_expired', lang)}**" if expired else line


def _clause(pack: Pack, clause: Clause, lang: str) -> list[str]:
    lines = [f"### {_filled(pack, clause.condition, lang)}", ""]
    kinds = ", ".join(pack.kinds[kind].label.get(lang) for kind in clause.subjects)
    lines.append(f"- {_t('show_subjects', lang)}: {kinds}")
    lines.append(f"- {_t('show_effect', lang)}: {clause.effect.get(lang)}")
    lines += [f"- {_t('show_expression', lang)}: `{write(step.node)}`" for step in _steps(clause)]
    cites = "; ".join(f"{cite} ({cite.layer})" if cite.layer else str(cite) for cite in clause.cites)
    lines.append(f"- {_t('show_cites', lang)}: {cites}; {_t('show_evidence', lang)}: {clause.evidence}")
    if not clause.confirmed:
        lines.append(f"- **{_t('unconfirmed', lang)}**")
    if clause.suspension is not None:
        document, reason = clause.suspension.document, clause.suspension.reason
        condition = _filled(pack, clause.condition, lang)
        lines.append(
            "- " + phrase("warning_suspended", lang, condition=condition, document=document, reason=reason)
        )
    lines.append(f"- `{clause.id}` · {clause.file}:{clause.line}")
    return lines


def _steps(clause: Clause) -> list[Step]:
    kind = next(iter(clause.steps), None)
    return list(clause.steps[kind]) if kind is not None else []


def _filled(pack: Pack, text: Text, lang: str) -> str:
    def place(name: str) -> str:
        if name.startswith("parameter:"):
            return write_parameter(pack.parameters[name[10:]], lang)
        return str(pack.year) if name == "year" else "…"

    return PLACEHOLDER.sub(lambda match: place(match[1]), text.get(lang))


def _fact(fact: FactDef, lang: str) -> str:
    values = f" ({'|'.join(fact.type.words)})" if fact.type.words else f" ({fact.form})"
    line = (
        f"- `{fact.name}`{values}: {fact.label.get(lang)}; {_t('show_empty', lang)}: {fact.empty.get(lang)}"
    )
    if fact.without_column is not None:
        line += f"; {_t('show_without', lang)}: {write_value(fact, fact.without_column, lang)}"
    return line if fact.reader == "open" else f"{line}; {_t('show_reader', lang)}: {fact.reader}"
