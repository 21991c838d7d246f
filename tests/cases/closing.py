"""The end of the year: ballots of the committee, awards and the conference."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING, Any, TypeVar

from tests.cases import naming
from tests.cases.arithmetic import bound, places
from tests.cases.facts import Case, Count, Person
from tests.cases.oracle import Oracle

if TYPE_CHECKING:
    from tests.cases.generator import Params

K = TypeVar("K", bound=Hashable)
STEPS = (
    "organisation",
    "superior_individuals",
    "exemplars",
    "cells",
    "members_excellent",
    "directive_05",
)


def close_year(case: Case, params: Params, rng: Random) -> None:
    """Everything after the cells have proposed: each ballot is held on what the rules left of its candidates."""
    roll = len(case.committee)
    present = rng.randrange(max(roll // 2 + 1, roll - 1), roll + 1)
    valid = rng.randrange(max(roll // 2 + 1, present - 1), present + 1)
    count = Count(case.dates["committee"], roll, present, present, present, valid)
    case.organisation_count = count
    oracle = Oracle(case)
    if oracle.cell_candidates and oracle.cell_quota["places"]:
        case.cell_count = count
        case.cell_votes = votes(
            oracle.cell_candidates, oracle.cell_quota["places"], count, params.cell_votes, rng
        )
    oracle = Oracle(case)
    if oracle.candidates and oracle.member_quota["places"]:
        case.member_count = count
        case.member_votes = votes(
            oracle.candidates, oracle.member_quota["places"], count, params.member_votes, rng
        )
    oracle = Oracle(case)
    _awards(case, oracle, params, rng)
    _conference(case, params, rng)


def votes(candidates: list[K], seats: int, count: Count, mode: str, rng: Random) -> dict[K, int]:
    """Votes that so many valid papers with at most so many names each can carry."""
    room, most = seats * count.valid, count.roll // 2 + 1
    if mode == "half":  # nobody has more than half of the roll, somebody exactly half if it is even
        numbers = [count.roll // 2 for _ in candidates]
    elif mode == "tie":  # as many tied across the border as there is room for
        numbers = [most if n <= seats else 0 for n in range(len(candidates))]
        if most < count.valid and seats > 2:
            numbers[0] = most + 1
    elif mode == "all":
        numbers = [count.valid if n < seats else 0 for n in range(len(candidates))]
    else:
        weights = {c: rng.random() + 0.05 for c in candidates}
        numbers = [0] * len(candidates)
        for _ in range(count.valid):
            ranked = sorted(range(len(candidates)), key=lambda n: -rng.random() * weights[candidates[n]])
            for n in ranked[: rng.choice((seats, seats, max(seats - 1, 0)))]:
                numbers[n] += 1
        return dict(zip(candidates, numbers, strict=True))
    rng.shuffle(numbers)
    while sum(numbers) > room:
        numbers[numbers.index(max(numbers))] -= 1
    return dict(zip(candidates, numbers, strict=True))


def superior(case: Case, params: Params, rng: Random) -> None:
    """The superior's figures and its decision, which the committee doesn't know when it votes."""
    organisations = rng.randrange(30, 90)
    good = organisations - rng.randrange(0, 6)
    quota = case.quotas["organisations"]
    seats = max(places(quota, bound(quota, organisations, good), True), 1)
    others = naming.offices(rng, rng.randrange(0, seats) if params.commended else rng.randrange(1, seats + 1))
    recipients = [*others, case.name] if params.commended else others
    rng.shuffle(recipients)
    decision = {
        "number": "412-QĐ/ĐUK",
        "by": "Ban Thường vụ Đảng ủy Khối",
        "date": case.dates["superior"],
        "signer": naming.SUPERIORS[0],
        "subject": "Tặng Giấy khen tổ chức cơ sở đảng",
        "covers": "organisation",
        "recipients": recipients,
    }
    case.awards = {
        "superior": {
            "name": case.superior,
            "organisations": organisations,
            "good_or_better": good,
            "commended": len(recipients),
        },
        "submission": {
            "number": "31-TTr/ĐU",
            "date": date(2021, 12, 28),
            "organisation_proposed": params.proposed,
        },
        "nominations": {},
        "decisions": [decision],
        "history": [],
    }


def named(person: Person) -> dict[str, Any]:
    return {"name": person.name, "birth": person.birth}


def _awards(case: Case, oracle: Oracle, params: Params, rng: Random) -> None:
    by_key = {p.key: p for p in case.people}
    chosen = [by_key[k] for k in oracle.chosen]
    rated = [p for p, _ in oracle.rated]
    directive = rng.sample(rated, min(params.directive, len(rated)))
    if chosen and directive and chosen[0] not in directive:
        directive[0] = chosen[0]
    standing = [by_key[k] for k in oracle.candidates] if params.individuals > 1 else chosen
    individuals = rng.sample(standing, min(params.individuals, len(standing)))
    exemplars = rng.sample(rated, min(params.exemplars, len(rated)))
    case.awards["nominations"] = {
        "members_excellent": [{"name": n, "birth": b} for n, b in oracle.candidates],
        "cells": list(oracle.cell_candidates),
        "directive_05": [named(p) | {"achievement": "Việc làm theo cụ thể"} for p in directive],
        "superior_individuals": [
            named(p) | {"achievement": "Hoàn thành xuất sắc nhiệm vụ nhiều năm"} for p in individuals
        ],
        "exemplars": [named(p) | {"period": "2021-2023", "field": "Chuyển đổi số"} for p in exemplars],
    }
    number = rng.randrange(50, 200)
    covered: list[tuple[str, Person | None]] = [
        ("levels of all rated members", None),
        ("levels of all cells", None),
    ]
    covered += [("members_excellent", None)] if chosen else []
    covered += [("cells", None)] if params.cell_certificates and oracle.cells_chosen else []
    covered += [("directive_05", p) for p in directive]
    own, signer = [], case.committee[0][0].name
    for covers, person in covered:
        decision = {"number": f"{number}-QĐ/ĐU", "by": "Đảng ủy", "date": date(2021, 12, 27)}
        decision |= {"signer": signer, "subject": f"Quyết định về {covers}", "covers": covers}
        own.append(decision | ({"recipient": named(person)} if person else {}))
        number += rng.choice((1, 1, 2))
    above = [("superior_individuals", p) for p in individuals] + [("exemplars", p) for p in exemplars]
    for step, (covers, person) in enumerate(above):
        decision = {"number": f"{413 + step}-QĐ/ĐUK", "by": "Ban Thường vụ Đảng ủy Khối"}
        decision |= {"date": case.dates["superior"], "signer": naming.SUPERIORS[0]}
        decision |= {
            "subject": f"Quyết định của cấp trên về {covers}",
            "covers": covers,
            "recipient": named(person),
        }
        case.awards["decisions"].append(decision)
    case.awards["decisions"] = own + case.awards["decisions"]
    for key in oracle.candidates:
        if rng.random() < 0.9:
            case.awards["history"].append(_history(by_key[key], case.year, rng))


def _history(person: Person, year: int, rng: Random) -> dict[str, Any]:
    always = rng.random() < 0.4
    levels, awards = {}, []
    for past in range(year - 5, year):
        excellent = always or rng.random() < 0.4
        if past == year - 5 and rng.random() < 0.3:
            continue
        text = f"oàn thành {'xuất sắc' if excellent else 'tốt'} nhiệm vụ"
        levels[past] = f"Đủ tư cách, h{text}" if past < 2018 else f"H{text}"
        if excellent:
            number = f"{rng.randrange(80, 140)}-QĐ/ĐU"
            awards.append({"year": past, "form": "Giấy khen", "by": "Đảng ủy", "number": number})
    return named(person) | {"levels": levels, "awards": awards}


def _conference(case: Case, params: Params, rng: Random) -> None:
    leaders = [p.name for p, _ in case.committee]
    clock, agenda = 8 * 60, []
    for number in range(1, params.agenda + 1):
        start, clock = clock, clock + rng.choice((5, 10, 15, 20, 30))
        agenda.append(
            {
                "number": number,
                "from": f"{start // 60:02d}:{start % 60:02d}",
                "to": f"{clock // 60:02d}:{clock % 60:02d}",
                "item": rng.choice(("Báo cáo tổng kết", "Thảo luận, tham luận", "Công bố quyết định")),
                "in_charge": rng.choice((*leaders, naming.SUPERIORS[0])),
            }
        )
    oracle = Oracle(case)
    there = [p for p, o in zip(case.people, oracle.members, strict=True) if o.scope != "exempt"]
    absent = rng.sample(there, min(len(there) // 4, rng.randrange(0, 4)))
    directions = [
        {"id": f"D{n}", "speech": rng.choice((1, 2)), "text": f"Phương hướng số {n}"}
        for n in range(1, rng.randrange(2, 7))
    ]
    covered = {d["covers"] for d in case.awards["decisions"]}
    steps = [{"awards": s, "only": None} for s in STEPS if s in covered]
    if case.name not in oracle.commended:
        steps = [s for s in steps if s["awards"] != "organisation"]
    case.conference = {
        "title": "Hội nghị tổng kết công tác Đảng năm 2021, triển khai nhiệm vụ năm 2022",
        "date": case.dates["conference"],
        "place": "Hội trường cơ quan",
        "agenda": agenda,
        "guests": [{"name": n, "post": "Bí thư Đảng ủy Khối các cơ quan tỉnh"} for n in naming.SUPERIORS],
        "attendance": {
            "summoned": len(there),
            "present": len(there) - len(absent),
            "absent": [named(p) | {"reason": "Đi công tác"} for p in absent],
        },
        "speeches": [
            {"number": 1, "by": naming.SUPERIORS[0], "minutes": 15},
            {"number": 2, "by": leaders[0], "minutes": 10},
        ],
        "directions": directions,
        "conclusions": [
            {
                "key": key,
                "text": f"Kết luận số {n}",
                "target": f"Chỉ tiêu {n}",
                "from_directions": [d["id"] for d in directions if rng.random() < 0.5],
                "in_charge": rng.choice(case.cells).code,
                "due": date(2022, 3, 1) + timedelta(days=rng.randrange(0, 300)),
            }
            for n, key in enumerate(("digital_government", "political_education", "cell_meetings"), 1)
        ],
        "award_presentation": [
            {"number": n, **step, "handed_over_by": rng.choice((*naming.SUPERIORS, leaders[0]))}
            for n, step in enumerate(steps, 1)
        ],
        "proxies": _proxies(oracle, absent, there),
        "photos": [{"file": None, "caption": f"{naming.SUPERIORS[0]} trao Giấy khen"}],
    }


def _proxies(oracle: Oracle, absent: list[Person], there: list[Person]) -> list[dict[str, Any]]:
    gone = [p for p in absent if p.key in oracle.chosen]
    able = [p for p in there if p not in absent]
    return [{"for": named(p), "received_by": named(able[0])} for p in gone[:1] if able]
