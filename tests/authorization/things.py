"""The objects that pages are about: for each kind the words of the table and what they mean in the seed year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.utils import timezone

from tests.authorization import privacy_things, told
from tests.authorization import register_things as register
from tests.authorization.cast import World
from tests.authorization.register_things import Arguments
from tests.authorization.register_things import by_word as _pk
from tongket.access.roles import Role
from tongket.awards.models import Award, AwardDecision, Certificate, Exemplar, Nomination
from tongket.ballots.models import Poll
from tongket.documents.actions import attach_file, record_document, upload_template
from tongket.documents.models import Document
from tongket.documents.rendering import profile_for, word_template
from tongket.documents.states import DocumentKind, DocumentScheme, DocumentState, FileRole
from tongket.imports.models import Batch
from tongket.jobs.models import Job
from tongket.learning.models import StudySession
from tongket.meetings.models import CellMeeting, Conference
from tongket.organisation.models import Person, Unit
from tongket.oversight.actions import DisciplineRow, record_discipline
from tongket.oversight.models import Finding
from tongket.portal.models import Article, PublicPaper
from tongket.ratings.models import Rating
from tongket.reviews.models import Absence
from tongket.reviews.states import AbsenceReason
from tongket.rounds.actions import suspend_clause
from tongket.rounds.models import StepAct
from tongket.work.models import Task

Things = dict[str, dict[str, Arguments]]


def make_things(world: World) -> Things:
    """Kind → word → arguments of the address."""
    return {kind: find(world) for kind, find in KINDS.items()}


def _page(_world: World) -> dict[str, Arguments]:
    return {"page": {}}


def _tasks(world: World) -> dict[str, Arguments]:
    def of(person: Person) -> Task:
        return Task.objects.filter(person=person).first()

    whole = Task.objects.filter(cell=world.own_cell, person=None).first()
    return _pk(
        myself=of(world.myself), colleague=of(world.colleague), stranger=of(world.stranger), own_cell=whole
    )


def _disciplines(world: World) -> dict[str, Arguments]:
    clerk = world.accounts[Role.CLERK].actor()
    found = {}
    for number, (word, person, cell) in enumerate(
        (
            ("myself", world.myself, world.own_cell),
            ("colleague", world.colleague, world.own_cell),
            ("stranger", world.stranger, world.other_cell),
        )
    ):
        row = DisciplineRow(
            person=person,
            unit=cell,
            form="reprimand",
            decision_number=f"9{number}-QĐ/UBKT",
            decided_on=dt.date(world.round.year, 9, 14),
            content="Vi phạm quy định thử nghiệm",
            year_counted=world.round.year,
            authority="Ủy ban Kiểm tra thử nghiệm",
        )
        found[word] = record_discipline(world.organisation, actor=clerk, rows=[row])[0]
    return _pk(**found)


def _findings(world: World) -> dict[str, Arguments]:
    return _pk(other_cell=Finding.objects.filter(unit=world.other_cell).first())


def _sessions(world: World) -> dict[str, Arguments]:
    return _pk(
        own_cell=StudySession.objects.filter(unit=world.own_cell).first(),
        other_cell=StudySession.objects.filter(unit=world.other_cell).first(),
    )


def _absences(world: World) -> dict[str, Arguments]:
    year = world.round.year
    span = {"first_day": dt.date(year, 3, 1), "last_day": dt.date(year, 3, 30), "days": 30}
    return _pk(
        **{
            word: Absence.objects.create(person=person, year=year, reason=AbsenceReason.SICK, **span)
            for word, person in (("myself", world.myself), ("colleague", world.colleague))
        }
    )


def _polls(world: World) -> dict[str, Arguments]:
    def at(unit: Unit) -> Poll:
        return Poll.objects.filter(unit=unit).order_by("pk").first()

    return _pk(
        own_cell=at(world.own_cell), other_cell=at(world.other_cell), organisation=at(world.organisation)
    )


def _nominations(world: World) -> dict[str, Arguments]:
    others = Nomination.objects.exclude(person=world.myself)
    return _pk(
        myself=Nomination.objects.filter(person=world.myself).first(),
        own_cell=others.filter(unit=world.own_cell).first(),
        other_cell=others.filter(unit=world.other_cell).first(),
    )


def _decisions(world: World) -> dict[str, Arguments]:
    return _pk(
        organisation=AwardDecision.objects.filter(issuing_unit=world.organisation).first(),
        superior=AwardDecision.objects.filter(issuing_unit=world.superior).first(),
    )


def _awards(world: World) -> dict[str, Arguments]:
    award = Award.objects.filter(decision__issuing_unit=world.organisation).first()
    return {"organisation": {"pk": award.decision_id, "award": award.pk}}


def _certificates(world: World) -> dict[str, Arguments]:
    rows = Certificate.objects.filter(book=world.organisation)
    member_of = "award__person__memberships__unit"
    return _pk(
        own_cell=rows.filter(**{member_of: world.own_cell}).first(),
        other_cell=rows.filter(**{member_of: world.other_cell}).first(),
    )


def _templates(world: World) -> dict[str, Arguments]:
    day = dt.date(world.round.year, 1, 1)
    template = upload_template(
        world.organisation,
        actor=world.accounts[Role.CLERK].actor(),
        paper="decision",
        name="mau.docx",
        content=word_template("decision", profile_for(DocumentScheme.PARTY, day)),
        valid_from=day,
    )
    return _pk(organisation=template)


def _exemplars(_world: World) -> dict[str, Arguments]:
    return _pk(other_cell=Exemplar.objects.first())


def _conferences(_world: World) -> dict[str, Arguments]:
    return _pk(organisation=Conference.objects.get())


def _conclusions(world: World) -> dict[str, Arguments]:
    return _pk(
        own_cell=Conference.objects.get().conclusions.filter(in_charge=world.own_cell).first(),
        other_cell=Conference.objects.get().conclusions.filter(in_charge=world.other_cell).first(),
    )


def _agenda(_world: World) -> dict[str, Arguments]:
    conference = Conference.objects.get()
    return {"organisation": {"pk": conference.pk, "item_pk": conference.agenda.first().pk}}


def _speeches(_world: World) -> dict[str, Arguments]:
    conference = Conference.objects.get()
    return {"organisation": {"pk": conference.pk, "speech_pk": conference.speeches.first().pk}}


def _check_ins(world: World) -> dict[str, Arguments]:
    conference = Conference.objects.get()
    rows = conference.attendance
    return {
        word: {"pk": conference.pk, "row_pk": rows.filter(person=person).first().pk}
        for word, person in (("myself", world.myself), ("stranger", world.stranger))
        if rows.filter(person=person).exists()
    }


def _stage(_world: World) -> dict[str, Arguments]:
    conference = Conference.objects.get()
    step = conference.steps.order_by("number").first()
    return {"organisation": {"pk": conference.pk, "number": step.number, "entry_pk": step.entries.first().pk}}


def _cell_meetings(world: World) -> dict[str, Arguments]:
    return _pk(
        own_cell=CellMeeting.objects.filter(unit=world.own_cell).first(),
        other_cell=CellMeeting.objects.filter(unit=world.other_cell).first(),
    )


def _document_at(world: World, unit: Unit) -> Document:
    return record_document(
        unit,
        actor=world.accounts[Role.CLERK].actor(),
        reference=f"9{unit.pk}-NQ/CB",
        kind=DocumentKind.RESOLUTION,
        issuer=unit.name,
        subject="Nghị quyết của chi bộ",
        date=dt.date(world.round.year, 12, 5),
        signer="Người ký",
        signer_post="Bí thư",
    )


def _documents(world: World) -> dict[str, Arguments]:
    return _pk(
        organisation=Document.objects.filter(unit=world.organisation, state=DocumentState.SIGNED).first(),
        own_cell=_document_at(world, world.own_cell),
        other_cell=_document_at(world, world.other_cell),
    )


def _files(world: World) -> dict[str, Arguments]:
    found = {}
    for word, unit in (("organisation", world.organisation), ("own_cell", world.own_cell)):
        document = Document.objects.filter(unit=unit).order_by("pk").first()
        found[word] = attach_file(
            document,
            actor=world.accounts[Role.CLERK].actor(),
            role=FileRole.SCAN,
            name="ban-ky.pdf",
            content=b"%PDF-1.7\n%%EOF\n",
        )
    return _pk(**found)


def _batches(world: World) -> dict[str, Arguments]:
    batch = Batch.objects.create(
        route="members",
        unit_id=world.organisation.pk,
        year=world.round.year,
        file_name="danh-sach.csv",
        content=b"STT\n1\n",
        sha256="0" * 64,
        happened_on=dt.date(world.round.year, 12, 31),
        uploaded_by=world.accounts[Role.CLERK].pk,
    )
    return _pk(organisation=batch)


def _jobs(world: World) -> dict[str, Arguments]:
    job = Job.objects.create(
        kind="members",
        text="Ghi danh sách",
        account_id=world.accounts[Role.CLERK].pk,
        created_at=timezone.now(),
    )
    return _pk(started_by_the_clerk=job)


def _articles(_world: World) -> dict[str, Arguments]:
    return _pk(organisation=Article.objects.first())


def _papers(world: World) -> dict[str, Arguments]:
    paper = PublicPaper.objects.create(
        unit=world.organisation,
        document=Document.objects.filter(unit=world.organisation).order_by("-pk").first(),
        ground="Công văn thử nghiệm",
        published_on=dt.date(world.round.year, 12, 31),
    )
    return _pk(organisation=paper)


def _steps(_world: World) -> dict[str, Arguments]:
    return _pk(organisation=StepAct.objects.first())


def _suspensions(world: World) -> dict[str, Arguments]:
    """A clause that touches nobody of the seed year is put aside."""
    suspended = suspend_clause(
        world.round,
        actor=world.accounts[Role.CLERK].actor(),
        clause="degradation_concluded",
        document_number="01-CV/ĐU",
        reason="Chờ hướng dẫn",
        suspended_by="Văn phòng Đảng ủy",
        happened_on=dt.date(world.round.year, 12, 1),
    )
    return _pk(organisation=suspended)


def _records(world: World) -> dict[str, Arguments]:
    """Records as the pages of evidence name them."""
    ratings = Rating.objects.all()
    rows = {
        "my_rating": ratings.get(person=world.myself),
        "colleagues_rating": ratings.get(person=world.colleague),
        "strangers_rating": ratings.get(person=world.stranger),
        "colleagues_task": Task.objects.filter(person=world.colleague).first(),
        "finding": Finding.objects.filter(unit=world.other_cell).first(),
        "colleagues_absence": Absence.objects.filter(person=world.colleague).first(),
        "superior": world.superior,
    }
    return {word: {"model": row._meta.label, "pk": row.pk} for word, row in rows.items()}


KINDS: dict[str, Callable[[World], dict[str, Arguments]]] = {
    "coverage": register.coverages,
    "merge": register.merges,
    "post": register.posts,
    "standing": register.standings,
    "membership": register.memberships,
    "role": register.roles,
    "correction": privacy_things.corrections,
    "consent": privacy_things.consents,
    "hold": privacy_things.holds,
    "hand_over": register.hand_overs,
    "page": _page,
    "unit": register.units,
    "person": register.people,
    "task": _tasks,
    "discipline": _disciplines,
    "finding": _findings,
    "session": _sessions,
    "absence": _absences,
    "poll": _polls,
    "nomination": _nominations,
    "decision": _decisions,
    "award": _awards,
    "certificate": _certificates,
    "exemplar": _exemplars,
    "conference": _conferences,
    "conclusion": _conclusions,
    "agenda_item": _agenda,
    "speech": _speeches,
    "check_in": _check_ins,
    "stage": _stage,
    "cell_meeting": _cell_meetings,
    "document": _documents,
    "file": _files,
    "template": _templates,
    "batch": _batches,
    "job": _jobs,
    "notice": told.notices,
    "letter": told.letters,
    "article": _articles,
    "paper": _papers,
    "step": _steps,
    "suspension": _suspensions,
    "record": _records,
}
