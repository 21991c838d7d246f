"""The effects of acts on units as sentences for whoever is about to do them. Of people only numbers are told."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tongket.common.dates import format_day
from tongket.organisation.models import Unit, UnitCoverage, UnitName, UnitParent
from tongket.organisation.states import UnitKind

Effect = dict[str, Any]
LABELS = {
    "code": lambda: _("Mã"),
    "kind": lambda: _("Loại"),
    "established_by": lambda: _("Quyết định thành lập"),
    "note": lambda: _("Ghi chú"),
}


def consequences(effects: Iterable[Effect]) -> list[str]:
    """Sentences in the order in which they matter: units first, then what goes with them."""
    listed = list(effects)
    units = _units(listed)
    told = [
        *_of_units(listed, units),
        *_of_links(listed, units),
        *_of_members(listed, units),
        *_of_posts(listed),
    ]
    return list(dict.fromkeys(told))


def _values(effect: Effect) -> dict[str, Any]:
    return {name: new for name, _old, new in effect["fields"]}


def _of(effects: Iterable[Effect], model: str) -> Iterator[tuple[Effect, dict[str, Any]]]:
    for effect in effects:
        if effect["model"] == f"organisation.{model}":
            yield effect, _values(effect)


def _units(effects: Iterable[Effect]) -> dict[int, Unit]:
    """All units that the effects name; those that only the trial made among them."""
    ids: set[int] = set()
    for effect in effects:
        if effect["model"] == "organisation.Unit":
            ids.add(effect["id"])
        ids |= {
            value
            for name, value in _values(effect).items()
            if name in ("unit", "parent", "party_unit", "agency_unit") and isinstance(value, int)
        }
    return Unit.objects.in_bulk(ids)


def _day(value: Any) -> str:
    return format_day(dt.date.fromisoformat(value)) if value else ""


def _of_units(effects: list[Effect], units: dict[int, Unit]) -> Iterator[str]:
    for effect, values in _of(effects, "Unit"):
        unit = units[effect["id"]]
        if effect.get("created"):
            yield _("Lập %(kind)s %(name)s, mã %(code)s, từ ngày %(day)s.") % {
                "kind": UnitKind(unit.kind).label, "name": unit.name, "code": unit.code,
                "day": format_day(unit.valid_from),
            }  # fmt: skip
        elif values.get("valid_to"):
            yield _("%(name)s không còn hoạt động từ ngày %(day)s; các ngày trước vẫn xem được.") % {
                "name": unit.name, "day": _day(values["valid_to"]),
            }  # fmt: skip
        for name, old, new in effect["fields"]:
            if name in LABELS and not effect.get("created"):
                if name == "kind":
                    old, new = UnitKind(old).label, UnitKind(new).label
                yield _("%(what)s: “%(old)s” thành “%(new)s”.") % {
                    "what": LABELS[name](), "old": old, "new": new,
                }  # fmt: skip
    for effect, values in _of(effects, "UnitName"):
        row = UnitName.objects.get(pk=effect["id"])
        before = UnitName.objects.filter(unit=row.unit_id, valid_to=row.valid_from).first()
        if effect.get("created") and before:
            yield _(
                "Từ ngày %(day)s %(old)s mang tên %(new)s; đợt, danh sách và giấy tờ của các ngày trước giữ tên cũ."
            ) % {"day": _day(values["valid_from"]), "old": before.name, "new": row.name}


def _of_links(effects: list[Effect], units: dict[int, Unit]) -> Iterator[str]:
    for effect, values in _of(effects, "UnitParent"):
        if effect.get("created"):
            yield _("%(unit)s trực thuộc %(parent)s từ ngày %(day)s.") % {
                "unit": units[values["unit"]].name, "parent": units[values["parent"]].name,
                "day": _day(values["valid_from"]),
            }  # fmt: skip
        elif values.get("valid_to"):
            link = UnitParent.objects.select_related("unit", "parent").get(pk=effect["id"])
            yield _("%(unit)s thôi trực thuộc %(parent)s từ ngày %(day)s.") % {
                "unit": link.unit.name, "parent": link.parent.name, "day": _day(values["valid_to"]),
            }  # fmt: skip
    for effect, values in _of(effects, "UnitCoverage"):
        row = UnitCoverage.objects.select_related("party_unit", "agency_unit").get(pk=effect["id"])
        names = {"unit": row.party_unit.name, "office": row.agency_unit.name}
        if effect.get("created"):
            yield _("%(unit)s lãnh đạo %(office)s từ ngày %(day)s.") % {
                **names, "day": _day(values["valid_from"]),
            }  # fmt: skip
        elif values.get("valid_to"):
            yield _("%(unit)s thôi lãnh đạo %(office)s từ ngày %(day)s.") % {
                **names, "day": _day(values["valid_to"]),
            }  # fmt: skip


def _of_members(effects: list[Effect], units: dict[int, Unit]) -> Iterator[str]:
    coming = Counter(values["unit"] for _effect, values in _of(effects, "Membership") if "unit" in values)
    for pk, count in coming.items():
        text = ngettext(
            "%(count)s đảng viên sinh hoạt tại %(unit)s.",
            "%(count)s đảng viên sinh hoạt tại %(unit)s.",
            count,
        )
        yield text % {"count": count, "unit": units[pk].name}


def _of_posts(effects: list[Effect]) -> Iterator[str]:
    ending = sum("valid_to" in values for _effect, values in _of(effects, "Post"))
    if ending:
        text = ngettext("%(count)s chức danh kết thúc.", "%(count)s chức danh kết thúc.", ending)
        yield text % {"count": ending}
