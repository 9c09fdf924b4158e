"""What `visit show` and `prose` tell of a visit: nobody can see who a resident is, wherever it was written."""

from __future__ import annotations

import json
from dataclasses import replace

from core.calendar.workdays import work_calendar
from core.i18n import set_language
from core.records import AttendeeDraft, AttendeeRole, NoteDraft, NoteKind
from core.visits import AppointmentDraft
from db.queries.prose import visit_prose
from db.queries.visit_story import story_lines, story_values, visit_story
from db.queries.visits import visit_draft
from db.services.visits import save_visit
from tests.db.record_office import TODAY, full, issue, save, set_up

WHO = ("赵四海", "钱大有", "孙小妹")
NUMBERS = ("13911112222", "139 1111 2222", "139-1111-2222", "0871-65551234")
TOLD = "赵四海、孙小妹 13911112222"


def test_residents_stay_unknown_in_every_field_of_a_visit(store):
    set_language("zh_CN")
    set_up(store)
    with store.write("Plan") as session:
        plan = visit_draft(session, 2)
        plan.appointments, plan.place = [AppointmentDraft("钱大有", "钱大有家的路")], "赵四海家"
        save_visit(session, plan)
    draft, more = full(
        theme=f"看望{TOLD}", approach=TOLD, audience=TOLD, materials=TOLD, result="",
        notes=[NoteDraft("n", NoteKind.FINDING, f"{TOLD}，{'、'.join(NUMBERS)}", TOLD)],
    )  # fmt: skip
    people = [AttendeeDraft("赵四海", role=AttendeeRole.RESIDENT, present=True)]
    more["entries"] = [replace(more["entries"][0], draft=issue(title=f"{TOLD}反映", petitioner_name="孙小妹等3人"))]
    more["files"] = [("赵四海家.jpg", b"photo")]
    home = replace(draft.households[0], issue_uid="")
    save(store, replace(draft, attendees=[*draft.attendees, *people], households=[home]), **more)

    with store.read() as session:
        story = visit_story(session, 2, today=TODAY, calendar=work_calendar())
        assert story is not None
        shown = [json.dumps(story_values(story), default=str, ensure_ascii=False), *story_lines(story)]
        shown.append(visit_prose(session, 2))

    assert "赵**" in shown[0]
    assert [secret for secret in (*WHO, *NUMBERS) for text in shown if secret in text] == []
