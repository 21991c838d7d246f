"""Composing the news article of a summing-up conference from the year's records.

Every number, name, post, day and quoted conclusion is a bound value: the text holds its key, the value comes
from records. Sentences whose facts are absent are left out; nothing is rounded, guessed or embellished. The
text is Vietnamese whatever language the editor works in.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.utils.translation import gettext, override

from tongket.audit.models import Record
from tongket.awards.catalogue import catalogue
from tongket.awards.documents import committee_name
from tongket.awards.models import Award
from tongket.awards.queries.public import shown_awards
from tongket.awards.states import ExemplarState
from tongket.common.dates import format_day
from tongket.common.text import clean
from tongket.meetings.models import Speech
from tongket.meetings.states import MeetingKind
from tongket.portal.binding import Binder, Draft
from tongket.portal.facts import Facts
from tongket.portal.states import FigureKind
from tongket.portal.text import names_in

#: What a text without it calls the place where it appears; an office sets PORTAL_NAME.
PORTAL_NAME = "Cổng thông tin điện tử"


class Composer(Binder):
    """Makes the draft part by part; each ``_…`` method is one kind of sentence of the genre."""

    def compose(self) -> Draft:
        """The whole article."""
        f = self.facts
        self.organisation = self._name(
            "organisation", FigureKind.UNIT, f.organisation.name, gettext("tổ chức"), f.organisation, "name"
        )
        self.day = self._bind(
            "date",
            FigureKind.DAY,
            format_day(f.conference.held_on),
            gettext("ngày hội nghị"),
            [(f.conference, "held_on", f.conference.held_on)],
        )
        self.draft.title = self._title()
        self.draft.dateline = f"({getattr(settings, 'PORTAL_NAME', '') or PORTAL_NAME}) – Ngày {self.day}"
        self._paragraph(self._opening(), self._attendance())
        self._paragraph(self._recognition(), self._superior_individuals(), self._exemplars())
        self._paragraph(self._announced())
        self._paragraph(self._results())
        self._paragraph(self._acknowledgement())
        for speech in f.speeches:
            self._paragraph(self._directions(speech))
        self._paragraph(self._conclusions())
        self._captions()
        return self.draft

    # Sentences

    def _title(self) -> str:
        f = self.facts
        year = f.conference.year
        if f.organisation_is_excellent or f.commended:
            head = f"{self.organisation} được công nhận hoàn thành xuất sắc nhiệm vụ năm {year}"
        else:
            head = f"{self.organisation} tổng kết công tác Đảng năm {year}, triển khai nhiệm vụ năm {f.next_year}"
        exemplars = self._exemplar_phrase("title_exemplars")
        return f"{head}; {exemplars}" if exemplars else head

    def _opening(self) -> str:
        title = self._name(
            "conference",
            FigureKind.TEXT,
            self.facts.conference.title,
            gettext("tên hội nghị"),
            self.facts.conference,
            "title",
        )
        return f"{self.organisation} tổ chức {title}."

    def _attendance(self) -> str:
        f = self.facts
        sentences = []
        if f.guests:
            guests = [
                self._person_with_post(f"guest_{n}", g.name, g.post, g) for n, g in enumerate(f.guests, 1)
            ]
            sentences.append(f"Dự hội nghị có {'; '.join(guests)}.")
        if f.head:
            head = self._person_with_post("head", f.head.person.name, f.head.title, f.head)
            sentences.append(f"{_capital(head)}, chủ trì hội nghị.")
        if f.present:
            present = self._count(
                "present", f.present, gettext("người có mặt"), gettext("điểm danh hội nghị"), "present"
            )
            cells = self._count("cells", f.cells, gettext("chi bộ"))
            sentences.append(f"Tham dự hội nghị có {present} đại biểu thuộc {cells} chi bộ trực thuộc.")
        return " ".join(sentences)

    def _person_with_post(self, key: str, name: str, post: str, record: Record) -> str:
        """'đồng chí …, Bí thư …': the name bound to the person where the register has one, the post to its row."""
        person = getattr(record, "person", None) or record
        bound = self._name(key, FigureKind.NAME, clean(name), gettext("họ và tên"), person, "name")
        if not clean(post):
            return f"đồng chí {bound}"
        held = self._bind(
            f"{key}_post", FigureKind.TEXT, clean(post), gettext("chức vụ"), [(record, "post", clean(post))]
        )
        return f"đồng chí {bound}, {held}"

    def _recognition(self) -> str:
        f = self.facts
        if not f.commended:
            return ""
        number = self._count(
            "organisation_is_one_of",
            f.commended,
            gettext("chi, đảng bộ cơ sở được khen"),
            str(f.commended[0].decision.document),
        )
        issuer = self._issuer("organisation_issuer", f.commended[0])
        return (
            f"Năm {f.conference.year}, {self.organisation} là một trong {number} chi, đảng bộ cơ sở "
            f"được {issuer} tặng {self._form(f.commended[0])}."
        )

    def _issuer(self, key: str, award: Award) -> str:
        return self._bind(
            key,
            FigureKind.UNIT,
            award.issuer_name,
            gettext("cơ quan khen"),
            [(award.decision, "document", award.issuer_name)],
        )

    @staticmethod
    def _form(award: Award) -> str:
        return catalogue().forms[award.form].label.vi

    def _names(self, key: str, awards: Sequence[Award]) -> list[str]:
        """'đồng chí …' of each, where the ground for showing the names is recorded; else none (U11)."""
        if len(shown_awards(awards)) != len(awards):
            return []
        bound = [
            self._bind(
                f"{key}_{n}",
                FigureKind.NAME,
                a.recipient_name,
                gettext("họ và tên"),
                [(r, "name", a.recipient_name) for r in (a, a.person) if r is not None],
            )
            for n, a in enumerate(awards, start=1)
        ]
        return [f"đồng chí {name}" for name in bound]

    def _superior_individuals(self) -> str:
        awards = self.facts.awards.get("superior_individuals", [])
        if not awards:
            return ""
        names = self._names("superior_individual", awards)
        issuer = self._issuer("superior_individuals_issuer", awards[0])
        given = f"được {issuer} tặng {self._form(awards[0])}"
        if len(names) == 1:
            return f"{_capital(names[0])} {given}."
        number = self._count(
            "superior_individuals", awards, gettext("cá nhân được cấp trên khen"), _papers(awards), "kind"
        )
        return f"{number} đồng chí {given}{f', gồm {_enumerated(names)}' if names else ''}."

    def _exemplar_phrase(self, key: str) -> str:
        """'1 cá nhân được lựa chọn xây dựng điển hình tiên tiến giai đoạn 2021–2023': the state's own verb."""
        groups: dict[tuple[str, str], list[Record]] = {}
        for exemplar in self.facts.exemplars:
            if exemplar.state != ExemplarState.ENDED:
                groups.setdefault((exemplar.state, exemplar.period), []).append(exemplar)
        phrases = []
        for number, ((state, period), members) in enumerate(groups.items(), start=1):
            count = self._count(
                f"{key}_{number}" if number > 1 else key, members, gettext("điển hình"), "", "state"
            )
            years = self._bind(
                f"{key}_{number}_period",
                FigureKind.DAY,
                period,
                gettext("giai đoạn"),
                [(e, "year_to", period) for e in members],
            )
            with override("vi"):
                verb = str(ExemplarState(state).label)
            phrases.append(f"{count} cá nhân {verb} giai đoạn {years}")
        return "; ".join(phrases)

    def _exemplars(self) -> str:
        phrase = self._exemplar_phrase("exemplars")
        return f"{phrase}." if phrase else ""

    def _announced(self) -> str:
        f = self.facts
        parts = []
        if f.cells_recognised:
            number = self._count(
                "cells_recognised",
                f.cells_recognised,
                gettext("chi bộ được công nhận"),
                ", ".join(dict.fromkeys(str(r.document) for r in f.cells_recognised if r.document_id)),
                "level",
            )
            parts.append(f"công bố quyết định công nhận {number} chi bộ hoàn thành xuất sắc nhiệm vụ")
        given = []
        for kind, label, words in (
            ("members_excellent", gettext("đảng viên được khen"), "đảng viên hoàn thành xuất sắc nhiệm vụ"),
            ("directive_05", gettext("người được khen chuyên đề"), "cá nhân thực hiện tốt Chỉ thị 05-CT/TW"),
            ("cells", gettext("chi bộ được tặng Giấy khen"), "chi bộ hoàn thành xuất sắc nhiệm vụ tiêu biểu"),
        ):
            awards = f.awards.get(kind, [])
            if awards:
                count = self._count(
                    kind if kind != "cells" else "cells_commended", awards, label, _papers(awards), "kind"
                )
                given.append(f"{count} {words}")
        if given:
            parts.append(f"tặng Giấy khen cho {_enumerated(given)}")
        if not parts:
            return ""
        committee = self._name(
            "committee",
            FigureKind.UNIT,
            committee_name(f.organisation.name),
            gettext("cấp ủy"),
            f.organisation,
            "name",
        )
        return f"Tại hội nghị, {committee} {', '.join(parts)}."

    def _results(self) -> str:
        f = self.facts
        parts = []
        done = [t for t in f.tasks if t.is_done]
        if f.tasks:
            total = self._count("tasks_total", f.tasks, gettext("nhiệm vụ của tập thể"))
            finished = self._count("tasks_done", done, gettext("nhiệm vụ hoàn thành"), "", "result")
            parts.append(f"hoàn thành {finished}/{total} nhiệm vụ giao cho tập thể")
        held = []
        for key, kind, label, words in (
            ("meetings_monthly", MeetingKind.MONTHLY, gettext("kỳ sinh hoạt thường kỳ"), "thường kỳ"),
            ("meetings_thematic", MeetingKind.THEMATIC, gettext("kỳ sinh hoạt chuyên đề"), "chuyên đề"),
        ):
            meetings = [m for m in f.meetings if m.kind == kind]
            if meetings:
                held.append(f"{self._count(key, meetings, label)} kỳ sinh hoạt {words}")
        if held:
            parts.append(f"tổ chức {_enumerated(held)}")
        if not parts:
            return ""
        return (
            f"Theo báo cáo tại hội nghị, năm {f.conference.year}, các chi bộ thuộc {self.organisation} "
            f"đã {'; '.join(parts)}."
        )

    def _speaker(self, speech: Speech) -> str:
        """'đồng chí …, Bí thư …,' up to the verb: with the post as guest or head, else by name alone."""
        named = self._speaker_with_post(speech)
        return f"{named}," if ", " in named else named

    def _speaker_with_post(self, speech: Speech) -> str:
        f = self.facts
        for number, guest in enumerate(f.guests, start=1):
            if guest.name == speech.speaker:
                return self._person_with_post(f"guest_{number}", guest.name, guest.post, guest)
        if f.head and f.head.person_id == speech.person_id:
            return self._person_with_post("head", f.head.person.name, f.head.title, f.head)
        return self._person_with_post(f"speaker_{speech.number}", speech.speaker, "", speech)

    def _from_superior(self, speech: Speech) -> bool:
        return any(guest.name == speech.speaker for guest in self.facts.guests)

    def _acknowledgement(self) -> str:
        speech = next((s for s in self.facts.speeches if self._from_superior(s)), None)
        if speech is None:
            return ""
        return (
            f"Phát biểu tại hội nghị, {self._speaker(speech)} ghi nhận và biểu dương những kết quả "
            f"{self.organisation} đạt được trong năm {self.facts.conference.year}."
        )

    def _directions(self, speech: Speech) -> str:
        asked = [
            self._quote(f"direction_{d.pk}", d.text, gettext("nội dung chỉ đạo"), d)
            for d in speech.directions.all()
        ]
        if not asked:
            return ""
        next_year = self.facts.next_year
        if self._from_superior(speech):
            # The sentence before has named the post; a second time the name alone is said.
            named = self._speaker_with_post(speech).split(", ", 1)[0]
            lead = f"{_capital(named)} đề nghị, trong năm {next_year}, {self.organisation} tập trung"
        else:
            lead = f"Tiếp thu ý kiến chỉ đạo, {self._speaker(speech)} nhấn mạnh nhiệm vụ năm {next_year}"
        return f"{lead}: {'; '.join(asked)}."

    def _conclusions(self) -> str:
        concluded = self.facts.conclusions
        if not concluded:
            return ""
        number = self._count("conclusions", concluded, gettext("kết luận hội nghị"))
        texts = [
            self._quote(f"conclusion_{c.pk}", c.text, gettext("kết luận hội nghị"), c) for c in concluded
        ]
        return (
            f"Hội nghị thống nhất {number} nhiệm vụ trọng tâm năm {self.facts.next_year}: {'; '.join(texts)}."
        )

    def _captions(self) -> None:
        """One caption a photo, as the photo plan says who hands what to whom; the names in it are bound."""
        f = self.facts
        known = {g.name: g for g in f.guests} | {a.person.name: a.person for a in f.present}
        for photo in f.photos:
            text = clean(photo.caption)
            for number, name in enumerate(names_in(text, known), start=1):
                bound = self._name(
                    f"photo_{photo.number}_{number}",
                    FigureKind.NAME,
                    clean(name),
                    gettext("người trong ảnh"),
                    known[name],
                    "name",
                )
                text = text.replace(name, bound)
            if text.startswith("{"):
                text = f"Đồng chí {text}"
            self.draft.captions.append(
                {"text": text if text.endswith(".") else f"{text}.", "photo": photo.pk, "consent": ""}
            )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _papers(awards: Sequence[Award]) -> str:
    papers = list(dict.fromkeys(str(a.decision.document) for a in awards))
    return papers[0] if len(papers) == 1 else f"{papers[0]} … {papers[-1]} ({len(papers)})"


def _enumerated(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} và {parts[-1]}"


def compose(facts: Facts) -> Draft:
    """The article of a conference from its facts."""
    return Composer(facts).compose()
