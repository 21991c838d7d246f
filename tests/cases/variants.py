"""Named sets of parameters: the shapes that a case may have. Each is also run with other seeds."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from tests.cases import facts
from tests.cases import tweaks as t
from tests.cases.facts import Quota
from tests.cases.generator import Params

CELLS = Quota(denominator="good_or_better", at_least_one=True)


def quota(
    share: str = "20%", denominator: str = "good_only", rounding: str = "down", one: bool = False
) -> Quota:
    return Quota(share, denominator, rounding, one)


EXEMPT_PAPER = "QĐ 17-QĐ/ĐU ngày 05/3/2020"
SUSPENDED_PAPER = "QĐ 08-QĐ/UBKT ngày 02/8/2021"
NAMED = [
    Params("plain", sizes=(7, 6, 5)),
    Params("one-cell", sizes=(5,), committee=3),
    Params("nine-cells", sizes=(2, 3, 1, 2, 4, 2, 3, 2, 2), committee=7, cells=quota("25%", "all_rated")),
    Params("cell-of-one", sizes=(1, 6, 4)),
    # Readings of the quotas.
    Params("members-of-good-or-better", members=quota("20%", "good_or_better"), sizes=(8, 7)),
    Params("members-of-all-rated", members=quota("15%", "all_rated", "nearest"), sizes=(8, 7), wild=0.1),
    Params("members-rounded-up", members=quota("10%", "good_only", "up"), sizes=(8, 7)),
    Params(
        "members-nearest-half",
        members=quota("10%", "good_or_better", "nearest"),
        tweaks=(t.everybody("excellent"),),
        sizes=(8, 7),
    ),
    Params("members-at-least-one", members=quota("10%", "good_only", "down", True), sizes=(4, 3)),
    Params(
        "a-third-of-cells",
        cells=quota("1/3", "good_only", "up"),
        organisations=quota("1/3", "all_rated"),
        sizes=(5, 5, 5),
    ),
    Params("organisations-all-rated", organisations=quota("25%", "all_rated", "up", True)),
    Params("share-with-decimals", members=quota("12.5%", "all_rated"), sizes=(8, 8)),
    Params("no-places-for-members", members=quota("10%"), sizes=(4, 4), excellent=0.8),
    Params("no-places-for-cells", cells=quota("20%", "good_or_better"), tweaks=(t.cells_best,), sizes=(4, 4)),
    Params("no-places-at-all", members=quota("5%"), cells=quota("10%"), sizes=(4, 4), excellent=0.8),
    Params("nobody-excellent", tweaks=(t.everybody("good"), t.cell_proposes("good")), proposed="good"),
    Params(
        "nobody-good",
        tweaks=(t.everybody("fair"),),
        sizes=(4, 4),
        members=quota("20%", "good_only", "down", True),
    ),
    # Ballots.
    Params(
        "fewer-candidates",
        members=quota("20%", "good_or_better"),
        tweaks=(t.stand_out(2),),
        member_votes="all",
        sizes=(8, 8),
    ),
    Params(
        "fewer-chosen",
        members=quota("20%", "good_or_better"),
        tweaks=(t.stand_out(2),),
        member_votes="half",
        sizes=(8, 8),
    ),
    Params(
        "exactly-as-many",
        members=quota("20%", "good_or_better"),
        tweaks=(t.stand_out(3),),
        member_votes="all",
        sizes=(8, 8),
    ),
    Params(
        "member-tie",
        members=quota("20%", "good_or_better"),
        tweaks=(t.stand_out(5),),
        committee=7,
        member_votes="tie",
        sizes=(9, 9),
    ),
    Params(
        "member-tie-of-all",
        members=quota("20%", "good_or_better"),
        tweaks=(t.stand_out(3),),
        committee=7,
        member_votes="tie",
        sizes=(6, 6),
    ),
    Params(
        "cell-tie",
        cells=quota("50%", "good_or_better"),
        tweaks=(t.cells_best,),
        committee=7,
        cell_votes="tie",
        sizes=(3, 3, 3, 3),
    ),
    Params(
        "exactly-half",
        members=quota("20%", "good_or_better"),
        committee=6,
        member_votes="half",
        cell_votes="half",
        excellent=0.8,
        sizes=(6, 6),
        tweaks=(t.cell_proposes("excellent"),),
    ),
    Params("even-committee", committee=4, sizes=(6, 6), excellent=0.7),
    # Heads.
    Params(
        "heads",
        tweaks=(t.heads_excellent,),
        sizes=(5, 5),
        members=quota("20%", "good_or_better"),
        member_votes="all",
    ),
    Params("head-of-fair-units", tweaks=(t.heads_excellent, t.unit_rating("fair")), sizes=(6, 6)),
    Params(
        "heads-not-capped",
        tweaks=(t.heads_excellent, t.unit_rating("fair"), t.settings(head_cap=False)),
        sizes=(6, 6),
        commended=False,
    ),
    Params("not-commended", tweaks=(t.heads_excellent,), commended=False, sizes=(6, 6)),
    Params("organisation-proposed-good", tweaks=(t.heads_excellent,), proposed="good", commended=False),
    Params("organisation-proposed-good-yet-commended", proposed="good"),
    Params("organisation-marked-good", tweaks=(t.organisation_marks("excellent", "good"), t.heads_excellent)),
    Params("organisation-marked-failed", tweaks=(t.organisation_marks("failed", "good"),), commended=False),
    Params("head-of-two-units", tweaks=(t.cells_best, t.two_units), sizes=(6, 6)),
    # Who is rated.
    Params("exempt", tweaks=(t.status(facts.EXEMPT, EXEMPT_PAPER, 2),)),
    Params("suspended", tweaks=(t.status(facts.SUSPENDED, SUSPENDED_PAPER),)),
    Params("elsewhere", tweaks=(t.elsewhere,)),
    Params("admitted-one-day-short", tweaks=(t.admitted(1),)),
    Params("admitted-six-months", tweaks=(t.admitted(0),)),
    Params("admitted-longer", tweaks=(t.admitted(-20),)),
    # Clauses.
    Params("sick-89", tweaks=(t.sick(40, 49),)),
    Params("sick-90", tweaks=(t.sick(30, 40, 20),)),
    Params("sick-91", tweaks=(t.sick(91),)),
    Params("sick-60-of-60", tweaks=(t.settings(sick_leave_days=60), t.sick(59, 1))),
    Params("civil-ratings", tweaks=(t.civil_of_each_level,), sizes=(9, 5)),
    Params("disciplined", tweaks=(t.disciplined(2021),)),
    Params("disciplined-twice", tweaks=(t.disciplined(2021, "Khiển trách", 2),)),
    Params("disciplined-before", tweaks=(t.disciplined(2020),)),
    Params("half-of-the-tasks", tweaks=(t.tasks_done(2, 4),)),
    Params("below-half-of-the-tasks", tweaks=(t.tasks_done(1, 4),)),
    Params("marks", tweaks=(t.marks_around_the_frame,), sizes=(9, 9)),
    Params("disagreement", tweaks=(t.disagreement,)),
    # Cells and the organisation.
    Params("eighty-percent", tweaks=(t.cell_levels(0, "fair"),), sizes=(5, 4)),
    Params("below-eighty-percent", tweaks=(t.cell_levels(0, "fair", "fair"),), sizes=(5, 4)),
    Params(
        "nine-tenths-wanted",
        tweaks=(t.settings(share_at_least_good="90%"), t.cell_levels(0, "fair")),
        sizes=(5, 4),
    ),
    Params("one-failed", tweaks=(t.cell_levels(0, "failed"),), sizes=(6, 4)),
    Params("mass-body", tweaks=(t.mass_body(0, "fair"), t.mass_body(1, "failed"), t.extra_mass_body)),
    Params(
        "cell-marks",
        tweaks=(t.cells_best, t.unit_marks(("good", "excellent"), ("excellent", "fair"), ("failed", "good"))),
        sizes=(3, 3, 3, 3),
    ),
    Params(
        "cell-below-good", tweaks=(t.cells_best, t.cell_proposes("fair", "excellent")), sizes=(3, 3, 3, 3)
    ),
    Params(
        "cells-one-in-five-fair",
        tweaks=(t.cells_best, t.cell_proposes("fair", "excellent")),
        sizes=(2, 2, 2, 2, 2),
    ),
    Params(
        "cell-failed", tweaks=(t.cells_best, t.cell_proposes("failed", "good", "excellent")), sizes=(3, 3, 3)
    ),
    # Awards, conference, names.
    Params("certificates-of-cells", cell_certificates=True, tweaks=(t.cells_best,)),
    Params(
        "many-awards",
        directive=6,
        exemplars=3,
        individuals=2,
        members=quota("20%", "good_or_better"),
        tweaks=(t.everybody("excellent"),),
        member_votes="all",
    ),
    Params(
        "superior-commends-a-good-member",
        individuals=2,
        members=quota("20%", "all_rated"),
        sizes=(9, 9),
        excellent=0.9,
    ),
    Params("no-awards", directive=0, exemplars=0, individuals=0),
    Params("homonyms", tweaks=(t.homonyms,), member_votes="all", members=quota("20%", "good_or_better")),
    Params("long-agenda", agenda=14),
    Params("short-agenda", agenda=1),
    Params("findings", tweaks=(t.findings,), sizes=(4, 4, 4)),
    Params(
        "mixture",  # one of everything that once went wrong
        members=quota("12.5%", "all_rated"),
        tweaks=(t.stand_out(1), t.unit_rating("fair"), t.findings, t.homonyms, t.elsewhere),
        sizes=(1, 9, 8),
        directive=4,
        exemplars=3,
        individuals=2,
        proposed="good",
    ),
    Params("wild", wild=0.5, sizes=(9, 9, 8), committee=5),
]
LARGE = [
    Params("hundred", sizes=(30, 25, 25, 20), committee=15, wild=0.1),
    Params("three-hundred", sizes=(60, 50, 45, 40, 35, 30, 20, 15, 5), committee=15, wild=0.2),
    # SQLite takes no expression deeper than 1,000: no query may grow by a term a row.
    Params("twelve-hundred", sizes=(60,) * 20, committee=15, wild=0.1),
]
CELL_SHARES = ("10%", "20%", "25%", "1/3", "50%", "100%")
SHARES = ("10%", "15%", "20%", "12.5%", "1/8", "5%")
DENOMINATORS = ("good_only", "good_or_better", "all_rated")
TWEAKS: tuple[t.Tweak, ...] = (
    t.sick(45, 45),
    t.sick(89),
    t.admitted(1),
    t.admitted(0),
    t.elsewhere,
    t.status(facts.EXEMPT, EXEMPT_PAPER),
    t.status(facts.SUSPENDED, SUSPENDED_PAPER),
    t.disciplined(2021),
    t.disciplined(2019),
    t.tasks_done(1, 4),
    t.civil_of_each_level,
    t.heads_excellent,
    t.two_units,
    t.homonyms,
    t.disagreement,
    t.findings,
    t.mass_body(0, "fair"),
    t.settings(head_cap=False),
    t.settings(share_at_least_good="85%"),
    t.organisation_marks("good", "excellent"),
    t.unit_rating("fair"),
    t.cells_best,
    t.everybody("excellent"),
)


def random_params(seed: int, largest: int = 9) -> Params:
    """Any mixture of the above."""
    rng = Random(seed)

    def any_quota(shares: tuple[str, ...]) -> Quota:
        rounding = rng.choice(("down", "nearest", "up"))
        return Quota(rng.choice(shares), rng.choice(DENOMINATORS), rounding, rng.random() < 0.4)

    sizes = tuple(rng.randrange(1, largest + 1) for _ in range(rng.randrange(1, 7)))
    if sum(sizes) < 5:
        sizes = (*sizes, 5)
    return Params(
        "random",
        seed=seed,
        sizes=sizes,
        committee=rng.randrange(3, min(sum(sizes), 11) + 1),
        members=any_quota(SHARES),
        cells=any_quota(CELL_SHARES),
        organisations=any_quota(CELL_SHARES),
        excellent=rng.choice((0.1, 0.3, 0.6, 0.9)),
        wild=rng.choice((0, 0.1, 0.3)),
        member_votes=rng.choice(("free", "free", "tie", "half", "all")),
        cell_votes=rng.choice(("free", "free", "tie", "half", "all")),
        commended=rng.random() < 0.6,
        proposed=rng.choice(("excellent", "excellent", "excellent", "good", "fair")),
        cell_certificates=rng.random() < 0.5,
        directive=rng.randrange(0, 4),
        exemplars=rng.randrange(0, 3),
        individuals=rng.randrange(0, 2),
        agenda=rng.randrange(1, 12),
        tweaks=tuple(rng.sample(TWEAKS, rng.randrange(0, 5))),
    )


def variant(name: str, seed: int = 1) -> Params:
    """The named parameters with a seed."""
    return replace(next(p for p in (*NAMED, *LARGE) if p.name == name), seed=seed)
