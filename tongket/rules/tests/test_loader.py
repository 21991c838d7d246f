"""A pack or layer that is doubtful anywhere is refused, with file, line and what was expected."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

import pytest

from tongket.rules import LayerSource, RuleError, Suspension, load_pack
from tongket.rules.loader import PACKS
from tongket.rules.tests.builders import LAYER, layer, pack, refused
from tongket.rules.yamlsource import read_yaml

_CHANGES = [
    # file, text to replace, replacement, code of the refusal
    ("pack.yaml", "levels:", "levelz:", "missing_key"),
    ("pack.yaml", "years: {from: 2018", "years: {from: 2018, from: 2018", "duplicate_key"),
    ("pack.yaml", "years: {from: 2018, until: 2022}", "years: {from: 2018, until: 2017}", "no_dates"),
    ("pack.yaml", "  until: 2023-10-04", "  until: 2017-10-04", "no_dates"),
    ("pack.yaml", "- id: good\n", "- id: excellent\n", "duplicate_id"),
    ("pack.yaml", "where: {kind: [cell]}", "where: {kind: [cellar]}", "unknown_word"),
    ("pack.yaml", "where: {kind: [cell]}", "where: {sort: [cell]}", "unknown_fact"),
    ("../facts.yaml", "sick_days: {type: integer", "sick_days: {type: number", "unknown_word"),
    ("../facts.yaml", "not_above: tasks_total", "not_above: tasks_all", "unknown_fact"),
    ("../facts.yaml", "without_column: here", "without_column: there", "unknown_word"),
    ("parameters.yaml", "value: 20%", "value: 0.2", "binary_float"),
    ("parameters.yaml", "value: 20%", "value: twenty", "wrong_type"),
    ("parameters.yaml", "evidence: seen", "evidence: sure", "unknown_word"),
    ("parameters.yaml", "value: down", "value: sideways", "unknown_word"),
    ("clauses/2-members.yaml", "sick_days >=", "sick_dayz >=", "unknown_fact"),
    ("clauses/2-members.yaml", "when: disciplined_in_year", "when: tasks_done", "expression_type"),
    ("clauses/2-members.yaml", "when: disciplined_in_year", "when: open('x')", "expression"),
    ("clauses/2-members.yaml", "civil_rating == 'failed'", "civil_rating == 'bad'", "unknown_word"),
    ("clauses/2-members.yaml", "parameter('sick_leave_days')", "parameter('sick_days')", "unknown_parameter"),
    ("clauses/2-members.yaml", "{sick_days} ngày", "{sick_daze} ngày", "placeholder"),
    ("clauses/2-members.yaml", "cites: [{text: HD 21-HD/BTCTW, place: II.6}]", "cites: []", "no_citation"),
    ("clauses/2-members.yaml", "  evidence: seen\n  from: 2018-09-24\n", "  evidence: seen\n", "missing_key"),
    ("clauses/2-members.yaml", "- id: tasks_below_half", "- id: disciplined_in_year", "overlapping_dates"),
    ("clauses/2-members.yaml", "    kinds: [cells, g", "    kinds: [members, cells, g", "cycle"),
    ("clauses/2-members.yaml", "  subjects: [members]\n", "  subjects: [people]\n", "unknown_kind"),
    ("clauses/3-units.yaml", "stage: cells_quota}", "stage: organisations}", "unknown_kind_or_cycle"),
    ("clauses/4-quotas.yaml", "tie_clause: member_border_tie", "tie_clause: coin", "unknown_clause"),
    ("clauses/4-quotas.yaml", "settings: quotas.members", "settings: quotas.people", "unknown_parameter"),
    ("clauses/1-scope.yaml", "scope: exempt\n  when", "scope: away\n  when", "unknown_word"),
    ("clauses/1-scope.yaml", "- id: exempt_from", "- colour: red\n  id: exempt_from", "unknown_key"),
    ("clauses/1-scope.yaml", "text: HD 21-HD/BTCTW", "text: HD 99-HD/BTCTW", "unknown_text"),
    ("parameters.yaml", "text: HD 21-HD/BTCTW", "text: HD 99-HD/BTCTW", "unknown_text"),
    ("clauses/7-procedure.yaml", "spares: [disciplined_in_year]", "spares: [criteria_frame]", "spared"),
    (
        "clauses/7-procedure.yaml",
        "spares: [disciplined_in_year]",
        "spares: [never_written]",
        "unknown_clause",
    ),
    ("clauses/7-procedure.yaml", "'discipline'", "'disciplin'", "unknown_word"),
    ("clauses/7-procedure.yaml", "rated_on < reviewed_on", "rated_on < exempt", "expression_type"),
    ("clauses/7-procedure.yaml", "latest_below('rated_on')", "latest_below('name')", "unknown_fact"),
    ("clauses/7-procedure.yaml", "latest_of(head_of", "latest_of(sick_days", "expression_type"),
    ("clauses/7-procedure.yaml", "  form: '02'\n", "", "missing_key"),
    ("clauses/5-collectives.yaml", "fact: unit", "fact: marks_remedy", "unknown_fact"),
    ("clauses/5-collectives.yaml", "  authority: {", "  auth: {", "missing_key"),
    ("clauses/6-leaders.yaml", "from_level: failed", "from_level: worst", "unknown_word"),
]


def copy_pack(root: Path, name: str) -> None:
    shutil.copytree(PACKS / "vn.party" / "2018-2022", root / "vn.party" / name)
    shutil.copy(PACKS / "vn.party" / "facts.yaml", root / "vn.party" / "facts.yaml")


@pytest.mark.parametrize(("file", "old", "new", "code"), _CHANGES, ids=lambda value: str(value)[:30])
def test_a_doubtful_pack_is_refused_with_its_place(
    tmp_path: Path, file: str, old: str, new: str, code: str
) -> None:
    root = tmp_path / "packs"
    copy_pack(root, "2018-2022")
    path = root / "vn.party" / "2018-2022" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(RuleError) as caught:
        load_pack("vn.party", 2021, root=root)
    error = caught.value
    assert error.code in {code, *({"cycle"} if code == "unknown_kind_or_cycle" else ())}
    assert error.line >= 1
    assert error.text("vi") != error.text("en")


def test_two_packs_that_cover_the_same_year_are_refused(tmp_path: Path) -> None:
    root = tmp_path / "packs"
    for name in ("2018-2022", "again"):
        copy_pack(root, name)
    assert refused(root=root).code == "overlapping_dates"


def test_a_year_that_no_pack_covers_is_refused() -> None:
    with pytest.raises(RuleError) as caught:
        load_pack("vn.party", 1986)
    assert caught.value.code == "year_not_covered"
    assert "2018–2022" in caught.value.text("vi")


def test_an_unknown_pack_is_refused() -> None:
    with pytest.raises(RuleError) as caught:
        load_pack("vn.nothing", 2021)
    assert caught.value.code == "unknown_pack"


@pytest.mark.parametrize(
    "text",
    [
        "a: &x 1\nb: *x",
        "a: !!python/object:os.system x",
        "a: 1\na: 2",
        "a: 1.5",
        "- [",
        "",
        "a: .inf",
        "a: 2021-13-01",
        "[" * 5000,
        "- " * 5000 + "x",
    ],
)
def test_yaml_that_is_not_plain_is_refused(text: str) -> None:
    with pytest.raises(RuleError):
        read_yaml(text, "x.yaml")


@pytest.mark.capability(105)
def test_a_layer_confirms_what_it_lists() -> None:
    bare, layered = load_pack("vn.party", 2021), pack()
    assert "sick_leave_days" in bare.unconfirmed
    assert "cell_quota" in bare.unconfirmed
    assert layered.unconfirmed == ()
    parameter = layered.parameter("quotas.cells.at_least_one")
    assert (parameter.value, parameter.confirmed, parameter.set_by) == (
        True,
        True,
        "Hướng dẫn mẫu của cấp trên trực tiếp",
    )


@pytest.mark.capability(105)
@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("colour: red", "unknown_key", 2),
        ("quotas:\n  members: {shares: 20%}", "unknown_key", 3),
        ("quotas:\n  members: {share: 30%}", "layer_widens", 3),
        ("excellent_unit: {share_at_least_good: 79%}", "layer_widens", 2),
        ("frames:\n  excellent: {other_criteria: all at least fair}", "layer_widens", 3),
        ("frames:\n  excellent: {other_criteria: most at least good}", "wrong_type", 3),
        ("votes: {second_ballot: {majority: nearly all}}", "wrong_type", 2),
        ("sick_leave_days: many", "wrong_type", 2),
        ("sick_leave_days: -1", "wrong_type", 2),
        ("order: [cells]", "layer_order", 1),
        ("rules: {central: [QĐ 366-QĐ/TW]}", "layer_text", 2),
        ("clauses: {no_such: {effect: at most good, cites: x}}", "unknown_clause", 2),
        ("clauses: {cell_quota: {effect: failed, cites: x}}", "layer_effect", 2),
        ("clauses: {cell_quota: {effect: failed}}", "missing_key", 2),
        ("suspended: {cell_quota: {reason: x}}", "missing_key", 2),
        ("suspended: {no_such: {document: d, reason: x}}", "unknown_clause", 2),
        ("result_criteria: {members: [beauty]}", "unknown_fact", None),
        ("excellent_unit: {counted: members' final levels}", "cycle", None),
    ],
)
def test_a_doubtful_layer_is_refused_with_its_place(text: str, code: str, line: int | None) -> None:
    error = refused(layer(text))
    assert error.code == code
    if line is not None:
        assert error.line == line


def test_a_widening_names_both_values_and_both_texts() -> None:
    text = refused(LAYER, layer("quotas: {cells: {share: 25%}}")).text("vi")
    assert "quotas.cells.share = 25%" in text
    assert "20%" in text
    assert "Hướng dẫn mẫu của cấp trên trực tiếp" in text


def test_an_unsettled_value_is_answered_in_any_direction() -> None:
    loaded = pack(layer("quotas: {members: {denominator: all_rated, rounding: up}}\nsick_leave_days: 120"))
    assert loaded.parameter("quotas.members.denominator").value == "all_rated"
    assert loaded.parameter("sick_leave_days").value == 120


@pytest.mark.capability(34)
def test_a_grant_names_the_authority_and_its_document() -> None:
    grant = (
        "grants: {quotas.cells.share: {value: 25%, authority: Ban thường vụ mẫu, document: Thông báo mẫu}}"
    )
    parameter = pack(LAYER, layer(grant)).parameter("quotas.cells.share")
    assert (parameter.written, parameter.set_by, parameter.cites[-1].text) == (
        "25%",
        "Ban thường vụ mẫu",
        "Thông báo mẫu",
    )
    assert refused(LAYER, layer("grants: {quotas.cells.share: {value: 25%}}")).code == "missing_key"


def test_a_layer_of_another_year_is_refused() -> None:
    assert refused(LayerSource("x.yaml", "year: 2020")).code == "layer_year"


def test_a_layer_may_add_a_clause_of_its_own() -> None:
    own = """\
        own_clauses:
        - id: own_study
          kind: ceiling
          subjects: [members]
          stage: members
          at_most: good
          when: absent_days >= 30
          effect: {layer: at most good, vi: cao nhất mức tốt, en: at most good}
          condition: {vi: Vắng dưới 30 ngày, en: Less than 30 days away}
          reason: {vi: 'vắng {absent_days} ngày', en: 'was away {absent_days} days'}
          cites: [{text: Quy chế của cơ quan, place: Điều 4}]
          evidence: seen
          from: 2020-01-01
        """
    clause = pack(LAYER, layer(own)).clauses["own_study"]
    assert clause.confirmed
    assert clause.cites[0].layer == "layer.yaml"


def test_the_order_of_the_stages_may_change_while_nothing_reads_ahead() -> None:
    names = [stage.named for stage in pack().stages if stage.named]
    swapped = [names[1], names[0], *names[2:]]
    error = refused(layer("order:\n" + "\n".join(f'- "{name}"' for name in swapped)))
    assert error.code == "cycle"


def test_a_clause_can_be_suspended_with_document_and_reason() -> None:
    suspension = Suspension("cell_quota", "Công văn mẫu", "chờ hướng dẫn", "Bí thư")
    loaded = load_pack("vn.party", 2021, [LAYER], suspensions=[suspension])
    assert loaded.clauses["cell_quota"].suspension == suspension
    assert not loaded.clauses["cell_quota"].binds


@pytest.mark.capability(38)
def test_a_text_that_was_not_in_force_in_the_year_is_named_and_binds_nothing() -> None:
    early = load_pack("vn.party", 2018)
    assert [text.id for text in early.expired] == ["HD 21-HD/BTCTW"]
    later = [clause for clause in early.clauses.values() if clause.cites[0].text == "HD 21-HD/BTCTW"]
    assert later
    assert not any(clause.confirmed for clause in later)
    assert not early.parameter("quotas.members.share").confirmed
    assert load_pack("vn.party", 2021).expired == ()
    late = load_pack("vn.party", 2022, as_of=datetime.date(2023, 12, 1))
    assert [text.replaced_by for text in late.expired] == ["QĐ 124-QĐ/TW", "HD 25-HD/BTCTW"]


def test_the_fingerprint_changes_with_every_layer_and_suspension() -> None:
    suspended = load_pack("vn.party", 2021, suspensions=[Suspension("cell_quota", "d", "r")])
    prints = {load_pack("vn.party", 2021).fingerprint, pack().fingerprint, suspended.fingerprint}
    assert len(prints) == 3
    assert load_pack("vn.party", 2021).fingerprint in prints
