"""Which right opens which page: asked before a page is made, and before a link or button to it is shown.

A page refuses whoever holds the right nowhere, before it reads anything; where the right is held (which unit,
which person) is asked by the page's own query and action. Both look alike from outside: the page is absent.
Pages for everybody who is signed in are named too: a page that stands in neither table opens to nobody.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.urls import resolve

from tongket.access.roles import Role, roles_for
from tongket.site.scope import Scope


@dataclass(frozen=True)
class Opening:
    """The right that opens a page. ``own``: a member may open it too, about what is the member's own.
    ``no_member``: so may somebody of whom data are kept and who is no member here."""

    action: str
    own: bool = False
    no_member: bool = False


def _same(room: str, *names: str) -> dict[str, Opening]:
    """Pages that are called like the act they do."""
    return {f"{room}:{name}": Opening(f"{room}.{name}") for name in names}


def _by(action: str, *views: str, own: bool = False, no_member: bool = False) -> dict[str, Opening]:
    """Pages that one right opens."""
    return {view: Opening(action, own, no_member) for view in views}


OPENINGS: dict[str, Opening] = {
    # the register
    **_by("organisation.see_people", "organisation:people", "organisation:others"),
    **_by("organisation.see_people", "organisation:person", own=True),
    **_by("organisation.change_units", "organisation:rename_unit", "organisation:move_unit"),
    **_by("organisation.change_units", "organisation:dissolve_unit", "organisation:merge_units"),
    **_by("organisation.change_units", "organisation:split_unit", "organisation:create_unit"),
    **_by("organisation.change_units", "organisation:change_unit", "organisation:cover_office"),
    **_by("organisation.change_units", "organisation:uncover_office"),
    **_by("organisation.grant_role", "organisation:hand_over_role"),
    **_by("organisation.see_deadlines", "organisation:deadlines", "organisation:papers"),
    **_by("organisation.see_deadlines", "organisation:parameters"),
    **_by(
        "organisation.confirm_parameter", "organisation:confirm_parameter", "organisation:withdraw_parameter"
    ),
    **_by("organisation.record_papers", "organisation:record_papers"),
    **_by("organisation.export_people", "organisation:export_people", "organisation:export_others"),
    **_by("organisation.export_units", "organisation:export_units"),
    **_by(
        "organisation.change_people",
        "organisation:change_person",
        "organisation:set_status",
        "organisation:hold_post",
        "organisation:join_unit",
        "organisation:add_member",
        "organisation:add_other",
        "organisation:set_party",
        "organisation:set_contact",
        "organisation:set_protocol",
        "organisation:transfer_out",
        "organisation:change_post",
        "organisation:change_status",
        "organisation:change_membership",
        "organisation:confirm_transfer",
        "organisation:duplicates",
        "organisation:merge_people",
        "organisation:tell_apart",
        "organisation:undo_merge",
    ),
    **_by(
        "organisation.import_register",
        "imports:kinds",
        "imports:preview",
        "imports:confirm_batch",
        "imports:discard_batch",
        "imports:set_reading",
        "imports:correct_cells",
        "imports:undo_batch",
        "imports:error_workbook",
        "imports:upload_batch",
        "imports:template",
    ),
    # notices
    **_by("notices.see_sent", "notices:sent"),
    **_by("notices.send_again", "notices:send_again"),
    # the round
    **_same("rounds", "create_round", "open_round", "close_round", "reopen_round", "set_due"),
    **_same("rounds", "regularise_step", "add_layer", "suspend_clause", "confirm_parameter"),
    **_same("rounds", "confirm_clause", "withdraw_rule", "receive_suspension"),
    **_by("rounds.see_rounds", "rounds:round"),
    **_by("rounds.see_rules", "rounds:rule_book", "rounds:clause", "rounds:parameter", "rounds:suspensions"),
    # work, oversight, learning
    **_by("work.see_tasks", "work:tasks", "work:task", own=True),
    **_same("work", "export_tasks", "assign_task", "record_result"),
    **_by("oversight.see_oversight", "oversight:oversight", "oversight:finding"),
    **_by("oversight.see_oversight", "oversight:discipline", own=True),
    **_by("oversight.record_findings", "oversight:record_finding"),
    **_same("oversight", "record_discipline", "record_remedy"),
    **_by("learning.see_sessions", "learning:sessions", "learning:session"),
    **_by("learning.record_sessions", "learning:record_session"),
    # the review
    **_by("reviews.see_reviews", "reviews:reviews", "reviews:unit_reviews", "reviews:unit"),
    **_by("reviews.see_reviews", "reviews:civil_ratings", "reviews:collective_ratings"),
    **_by("reviews.see_reviews", "reviews:person", own=True),
    **_by("reviews.export_reviews", "reviews:export_reviews"),
    **_by("reviews.see_absences", "reviews:absence", own=True),
    **_by("reviews.record_assessments", "reviews:assess", "reviews:assess_units"),
    # ballots
    **_by("ballots.see_polls", "ballots:polls", "ballots:polls_of_year", "ballots:poll"),
    **_by("ballots.see_polls", "ballots:teller_minutes", "ballots:scan"),
    **_same("ballots", "open_paper_poll", "enter_paper_count", "correct_paper_count"),
    **_same("ballots", "export_polls", "close_poll", "reopen_poll"),
    # ratings
    **_by("ratings.see_ratings", "ratings:board", "ratings:unit_board", "ratings:unit_explanation"),
    **_by("ratings.see_ratings", "ratings:quota", "ratings:organisation"),
    **_by("ratings.see_ratings", "ratings:explanation", "ratings:history", own=True),
    **_by("ratings.export_ratings", "ratings:export_board"),
    **_by("ratings.try_changes", "ratings:try_changes", "ratings:compare_regulations"),
    **_same("ratings", "open_cell_ballot", "compute_outcomes", "open_second_ballot"),
    **_same("ratings", "decide_member_levels", "decide_unit_levels", "open_organisation_ballot"),
    **_same("ratings", "propose_organisation", "record_superior_decision"),
    # commendation
    **_by("awards.see_nominations", "awards:nominations", "awards:nomination", own=True),
    **_by("awards.see_nominations", "awards:eligibility"),
    **_by("awards.appraise", "awards:answer_nomination"),
    **_by("awards.see_awards", "awards:decisions", "awards:register", "awards:register_of"),
    **_by("awards.see_awards", "awards:register_book"),
    **_by("awards.see_awards", "awards:decision", "awards:certificate", own=True),
    **_by("awards.see_awards", "awards:certificate_preview", own=True),
    **_same("awards", "export_nominations", "export_register"),
    **_by("awards.revoke", "awards:revoke_decision"),
    **_by("awards.record_decision", "awards:regularise_award"),
    **_by("awards.print_certificates", "awards:change_certificate", "awards:hand_over"),
    **_by("awards.record_publication_ground", "awards:record_publication_grounds"),
    **_same("awards", "submit", "record_decision", "issue_certificates", "print_certificates"),
    **_same("awards", "record_publication_ground"),
    **_by("awards.see_history", "awards:search_people"),
    **_by("awards.see_history", "awards:person_history", own=True),
    **_by("awards.see_exemplars", "awards:exemplars", "awards:exemplar"),
    # meetings
    **_by("meetings.see_conferences", "meetings:conferences", "meetings:conference", own=True),
    **_by("meetings.see_conferences", "meetings:run_of_show", "meetings:presentation", own=True),
    **_by("meetings.see_conferences", "meetings:minutes", "meetings:speeches", own=True),
    **_by("meetings.see_conferences", "meetings:conclusions", "meetings:conclusion", own=True),
    **_by("meetings.see_attendance", "meetings:attendance", own=True),
    **_by("meetings.check_in", "meetings:check_in", "meetings:undo_check_in", own=True),
    **_by("meetings.see_cell_meetings", "meetings:cell_meetings", "meetings:cell_meeting"),
    **_same("meetings", "export_attendance"),
    **_by("meetings.run_conference", "meetings:advance_agenda", "meetings:take_back"),
    **_same("meetings", "plan_conference", "record_cell_meetings", "print_paper", "start_conference"),
    **_same("meetings", "close_conference", "reopen_conference", "record_attendance"),
    **_same("meetings", "arrange_presentation", "record_minutes", "change_agenda_item"),
    **_by("meetings.print_paper", "meetings:print_extract"),
    **_by("meetings.arrange_presentation", "meetings:record_proxy", "meetings:change_presenter"),
    **_by("meetings.arrange_presentation", "meetings:finish_step", "meetings:reopen_step"),
    **_by("meetings.arrange_presentation", "meetings:move_entry"),
    **_by("meetings.record_speeches", "meetings:record_speech", "meetings:record_direction"),
    **_by("meetings.record_speeches", "meetings:record_speech_time"),
    **_by("meetings.record_conclusions", "meetings:record_conclusion"),
    # the office's own settings
    **_by("office.change_profile", "office:change_profile"),
    # personal data: everybody opens what is their own
    **_by(
        "privacy.see_person_data",
        "privacy:person_data",
        "privacy:ask_correction",
        "privacy:request",
        "privacy:give_consent",
        "privacy:withdraw_consent",
        own=True,
        no_member=True,
    ),
    **_by("privacy.see_person_data", "privacy:requests"),
    **_by("privacy.answer_request", "privacy:answer_request", "privacy:complete_request"),
    **_by("privacy.see_terms", "privacy:terms"),
    **_by("privacy.place_hold", "privacy:place_hold", "privacy:lift_hold"),
    **_same("privacy", "confirm_term", "anonymise"),
    # documents and the portal
    **_by("documents.see_documents", "documents:documents", "documents:document", "documents:paper"),
    **_by("documents.see_documents", "documents:file", "documents:compare", "documents:templates"),
    **_by("documents.see_documents", "documents:shipped_template", "documents:template_file"),
    **_by("documents.see_documents", "documents:signed_lists"),
    **_by("documents.set_number_series", "documents:number_series"),
    **_by("documents.draft_document", "documents:step"),
    **_same("documents", "record_document", "attach_file", "correct_document", "withdraw_template"),
    **_by("portal.see_articles", "portal:articles", "portal:edit", "portal:package", "portal:public_papers"),
    **_by("portal.revise_article", "portal:refresh_figures", "portal:acknowledge", "portal:mend_text"),
    **_same("portal", "draft_article", "publish_article", "withdraw_article", "withdraw_paper"),
}

#: Pages for everybody: they show what is the reader's own, or ask for the record's right themselves.
EVERYBODY = frozenset(
    {
        "home",
        "search",
        "search_box",
        "search_results",
        "search_shortcut",
        "choose_language",
        "choose_unit",
        "choose_year",
        "kept_form",
        "health",
        "site_icon",
        "design_system",
        "my_account",
        "audit:history",
        "audit:records",
        "organisation:set_up_office",
        "organisation:units",
        "organisation:unit",
        "organisation:roles",
        "organisation:role",
        "organisation:end_role",
        "organisation:appoint_deputy",
        "organisation:hand_over",
        "awards:catalogue",
        "awards:check_certificate",
        "jobs:job",
        "jobs:progress",
        "jobs:stop_job",
        "notices:inbox",
        "notices:open_notice",
        "notices:read_all",
        "notices:preferences",
        "privacy:mine",
        "privacy:processing",
        "privacy:sources",
        "portal:home",
        "portal:article",
        "portal:papers",
        "portal:paper",
    }
)
#: The same for everybody's own account: the pages of django-allauth.
ACCOUNT_PAGES = ("account_", "mfa_", "usersessions_", "socialaccount_", "openid_connect_")


def for_everybody(view: str) -> bool:
    """Whether pages of this name need no right of a room."""
    return view in EVERYBODY or view.startswith(ACCOUNT_PAGES)


def leads_somewhere(scope: Scope, path: str) -> bool:
    """Whether the viewer may open the page at this address of the site at all; an empty address leads nowhere."""
    return bool(path) and opens(scope, resolve(urlsplit(path).path).view_name)


def opens(scope: Scope, view: str) -> bool:
    """Whether the viewer may open pages of this name at all: the organisation uses that room, and the right is
    held. No query beyond the frame's own."""
    if not scope.profile.shows(view):
        return False
    opening = OPENINGS.get(view)
    if opening is None:
        return for_everybody(view)
    if opening.own and (scope.own_record if opening.no_member else scope.person) is not None:
        return True
    return not roles_for(opening.action).isdisjoint(map(Role, scope.roles))
