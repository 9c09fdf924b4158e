"""Format 0002: outings.

New tables as db.migrations.generate wrote them; what older tables gain is written by hand below `upgrade`.
Never edit it once it is released.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def _on(dialect: str, *constraints: Any) -> tuple[Any, ...]:
    """Return *constraints* on *dialect*, nothing elsewhere."""
    return constraints if op.get_context().dialect.name == dialect else ()


def upgrade() -> None:
    """Make the new tables, parents first; then give two older ones their new columns."""
    _household_category()
    _township_road()
    _visit_template()
    _attendee()
    _itinerary_stop()
    _preparation_step()
    _visit_request()
    _consultation()
    _household_visit()
    _reception()
    _visit_note()
    _visit_request_agency()
    _agency_opinion()
    _visit_record()
    if op.get_context().dialect.name == "sqlite":
        _rebuild("visit_kind", _visit_kind, {"record": _RECORD})
        _rebuild("appointment", _appointment, {"minutes": "NULL", "agency_id": "NULL", "came": "NULL"})
        op.create_index(op.f("ix_appointment_petitioner_id"), "appointment", ["petitioner_id"], unique=False)
        op.create_index(op.f("ix_appointment_visit_id"), "appointment", ["visit_id"], unique=False)
    else:
        _extend()
    op.create_index(op.f("ix_appointment_agency_id"), "appointment", ["agency_id"], unique=False)


_RECORD = (
    "CASE key WHEN 'petition_reception' THEN 'reception' WHEN 'onsite_office' THEN 'consultation' "
    "WHEN 'policy_outreach' THEN 'outreach' WHEN 'research_visit' THEN 'research' "
    "ELSE CASE WHEN receives_people THEN 'reception' ELSE 'research' END END"
)
"""Which record each kind brings back that the schedule had before."""


def _extend() -> None:
    op.add_column("visit_kind", sa.Column("record", sa.String(40), nullable=True))
    op.execute(f"UPDATE visit_kind SET record = {_RECORD}")
    op.alter_column("visit_kind", "record", nullable=False)
    op.create_check_constraint(op.f("ck_visit_kind_record_is_known"), "visit_kind", _KNOWN)
    for column in (
        sa.Column("minutes", sa.Integer()),
        sa.Column("agency_id", sa.Integer()),
        sa.Column("came", sa.Boolean()),
    ):
        op.add_column("appointment", column)
    op.create_check_constraint(
        op.f("ck_appointment_minutes_in_range"), "appointment", "minutes BETWEEN 1 AND 720"
    )
    op.create_foreign_key(
        op.f("fk_appointment_agency_id_agency"), "appointment", "agency", ["agency_id"], ["id"], ondelete="RESTRICT"
    )


def _rebuild(table: str, make: Callable[[str], None], new: Mapping[str, str]) -> None:
    """Copy *table* into one with *new* columns; SQLite cannot add a column with rules of its own (see 0001, STRICT)."""
    connection = op.get_bind()
    columns = [row[1] for row in connection.exec_driver_sql(f"PRAGMA table_info({table})")]
    last = connection.exec_driver_sql("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).scalar()
    make(f"new_{table}")
    names = ", ".join(f'"{name}"' for name in [*columns, *new])
    values = ", ".join([*(f'"{name}"' for name in columns), *new.values()])
    op.execute(f"INSERT INTO new_{table} ({names}) SELECT {values} FROM {table}")
    op.drop_table(table)
    op.rename_table(f"new_{table}", table)
    if last is not None:  # a deleted record's number must not come back to life
        connection.exec_driver_sql("DELETE FROM sqlite_sequence WHERE name = ?", (table,))
        connection.exec_driver_sql("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (table, last))


_KNOWN = '"record" IN (\'reception\', \'consultation\', \'research\', \'outreach\', \'households\')'


def _visit_kind(name: str) -> None:
    op.create_table(
        name,
        sa.Column('key', sa.String(40), nullable=False),
        sa.Column('name', sa.String(60), nullable=False),
        sa.Column('seal', sa.String(2), nullable=False),
        sa.Column('colour', sa.String(10), nullable=False),
        sa.Column('receives_people', sa.Boolean(), nullable=False),
        sa.Column('record', sa.String(40), nullable=False),
        sa.Column('own', sa.Boolean(), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('active', sa.Boolean(), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint('key', name=op.f('pk_visit_kind')),
        sa.CheckConstraint('length(trim(name)) > 0', name=op.f('ck_visit_kind_has_a_name')),
        sa.CheckConstraint('"record" IN (\'reception\', \'consultation\', \'research\', \'outreach\', \'households\')', name=op.f('ck_visit_kind_record_is_known')),
        *_on('sqlite', sa.CheckConstraint('"active" IN (0, 1)', name=op.f('ck_visit_kind_active_is_boolean')), sa.CheckConstraint('length("colour") <= 10', name=op.f('ck_visit_kind_colour_fits')), sa.CheckConstraint('instr("colour", char(0)) = 0', name=op.f('ck_visit_kind_colour_has_no_nul')), sa.CheckConstraint('length("key") <= 40', name=op.f('ck_visit_kind_key_fits')), sa.CheckConstraint('instr("key", char(0)) = 0', name=op.f('ck_visit_kind_key_has_no_nul')), sa.CheckConstraint('length("name") <= 60', name=op.f('ck_visit_kind_name_fits')), sa.CheckConstraint('instr("name", char(0)) = 0', name=op.f('ck_visit_kind_name_has_no_nul')), sa.CheckConstraint('"own" IN (0, 1)', name=op.f('ck_visit_kind_own_is_boolean')), sa.CheckConstraint('"position" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_visit_kind_position_fits')), sa.CheckConstraint('"receives_people" IN (0, 1)', name=op.f('ck_visit_kind_receives_people_is_boolean')), sa.CheckConstraint('length("seal") <= 2', name=op.f('ck_visit_kind_seal_fits')), sa.CheckConstraint('instr("seal", char(0)) = 0', name=op.f('ck_visit_kind_seal_has_no_nul')), sa.CheckConstraint('"version" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_visit_kind_version_fits'))),
        sqlite_strict=True,
    )


def _appointment(name: str) -> None:
    op.create_table(
        name,
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('visit_id', sa.Integer(), nullable=False),
        sa.Column('petitioner_id', sa.Integer(), nullable=True),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('at', sa.Time(), nullable=True),
        sa.Column('topic', sa.String(400), nullable=False),
        sa.Column('minutes', sa.Integer(), nullable=True),
        sa.Column('agency_id', sa.Integer(), nullable=True),
        sa.Column('came', sa.Boolean(), nullable=True),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_appointment')),
        sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_appointment_agency_id_agency'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['petitioner_id'], ['petitioner.id'], name=op.f('fk_appointment_petitioner_id_petitioner'), ondelete='SET NULL'),
        sa.ForeignKeyConstraint(['visit_id'], ['visit.id'], name=op.f('fk_appointment_visit_id_visit'), ondelete='CASCADE'),
        sa.CheckConstraint('minutes BETWEEN 1 AND 720', name=op.f('ck_appointment_minutes_in_range')),
        *_on('sqlite', sa.CheckConstraint('"agency_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_appointment_agency_id_fits')), sa.CheckConstraint('"at" IS NULL OR "at" IS strftime(\'%H:%M:%f000\', "at")', name=op.f('ck_appointment_at_is_a_time')), sa.CheckConstraint('"came" IN (0, 1)', name=op.f('ck_appointment_came_is_boolean')), sa.CheckConstraint('"id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_appointment_id_fits')), sa.CheckConstraint('"minutes" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_appointment_minutes_fits')), sa.CheckConstraint('"petitioner_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_appointment_petitioner_id_fits')), sa.CheckConstraint('"position" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_appointment_position_fits')), sa.CheckConstraint('length("topic") <= 400', name=op.f('ck_appointment_topic_fits')), sa.CheckConstraint('instr("topic", char(0)) = 0', name=op.f('ck_appointment_topic_has_no_nul')), sa.CheckConstraint('"visit_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_appointment_visit_id_fits'))),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )


def _household_category() -> None:
    op.create_table(
        'household_category',
        sa.Column('key', sa.String(60), nullable=False),
        sa.Column('name', sa.String(60), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('active', sa.Boolean(), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint('key', name=op.f('pk_household_category')),
        sa.UniqueConstraint('name', name=op.f('uq_household_category_name')),
        sa.CheckConstraint('length(trim(name)) > 0', name=op.f('ck_household_category_has_a_name')),
        *_on('sqlite', sa.CheckConstraint('"active" IN (0, 1)', name=op.f('ck_household_category_active_is_boolean')), sa.CheckConstraint('length("key") <= 60', name=op.f('ck_household_category_key_fits')), sa.CheckConstraint('instr("key", char(0)) = 0', name=op.f('ck_household_category_key_has_no_nul')), sa.CheckConstraint('length("name") <= 60', name=op.f('ck_household_category_name_fits')), sa.CheckConstraint('instr("name", char(0)) = 0', name=op.f('ck_household_category_name_has_no_nul')), sa.CheckConstraint('"position" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_household_category_position_fits')), sa.CheckConstraint('"version" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_household_category_version_fits'))),
        sqlite_strict=True,
    )


def _township_road() -> None:
    op.create_table(
        'township_road',
        sa.Column('one_id', sa.Integer(), nullable=False),
        sa.Column('other_id', sa.Integer(), nullable=False),
        sa.Column('minutes', sa.Integer(), nullable=True),
        sa.Column('distance_km', sa.Integer(), nullable=True),
        sa.Column('road', sa.String(60), nullable=False),
        sa.PrimaryKeyConstraint('one_id', 'other_id', name=op.f('pk_township_road')),
        sa.ForeignKeyConstraint(['one_id'], ['township.id'], name=op.f('fk_township_road_one_id_township'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['other_id'], ['township.id'], name=op.f('fk_township_road_other_id_township'), ondelete='CASCADE'),
        sa.CheckConstraint('distance_km BETWEEN 0 AND 2000', name=op.f('ck_township_road_distance_in_range')),
        sa.CheckConstraint('one_id < other_id', name=op.f('ck_township_road_in_order')),
        sa.CheckConstraint('minutes BETWEEN 0 AND 2880', name=op.f('ck_township_road_minutes_in_range')),
        *_on('sqlite', sa.CheckConstraint('"distance_km" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_township_road_distance_km_fits')), sa.CheckConstraint('"minutes" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_township_road_minutes_fits')), sa.CheckConstraint('"one_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_township_road_one_id_fits')), sa.CheckConstraint('"other_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_township_road_other_id_fits')), sa.CheckConstraint('length("road") <= 60', name=op.f('ck_township_road_road_fits')), sa.CheckConstraint('instr("road", char(0)) = 0', name=op.f('ck_township_road_road_has_no_nul'))),
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_township_road_other_id'), 'township_road', ['other_id'], unique=False)


def _visit_template() -> None:
    op.create_table(
        'visit_template',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('kind', sa.String(40), nullable=False),
        sa.Column('name', sa.String(60), nullable=False),
        sa.Column('is_default', sa.Boolean(), nullable=False),
        sa.Column('theme', sa.String(400), nullable=False),
        sa.Column('half', sa.String(40), nullable=True),
        sa.Column('starts_at', sa.Time(), nullable=True),
        sa.Column('ends_at', sa.Time(), nullable=True),
        sa.Column('note', sa.String(20000), nullable=False),
        sa.Column('steps', sa.JSON(), nullable=False),
        sa.Column('stops', sa.JSON(), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_visit_template')),
        sa.ForeignKeyConstraint(['kind'], ['visit_kind.key'], name=op.f('fk_visit_template_kind_visit_kind'), ondelete='CASCADE'),
        sa.UniqueConstraint('kind', 'name', name=op.f('uq_visit_template_kind_name')),
        sa.CheckConstraint('"half" IN (\'morning\', \'afternoon\', \'day\')', name=op.f('ck_visit_template_half_is_known')),
        sa.CheckConstraint('length(trim(name)) > 0', name=op.f('ck_visit_template_has_a_name')),
        sa.CheckConstraint('starts_at IS NULL OR ends_at IS NULL OR starts_at < ends_at', name=op.f('ck_visit_template_starts_before_ends')),
        *_on('sqlite', sa.CheckConstraint('"ends_at" IS NULL OR "ends_at" IS strftime(\'%H:%M:%f000\', "ends_at")', name=op.f('ck_visit_template_ends_at_is_a_time')), sa.CheckConstraint('"id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_visit_template_id_fits')), sa.CheckConstraint('"is_default" IN (0, 1)', name=op.f('ck_visit_template_is_default_is_boolean')), sa.CheckConstraint('length("kind") <= 40', name=op.f('ck_visit_template_kind_fits')), sa.CheckConstraint('instr("kind", char(0)) = 0', name=op.f('ck_visit_template_kind_has_no_nul')), sa.CheckConstraint('length("name") <= 60', name=op.f('ck_visit_template_name_fits')), sa.CheckConstraint('instr("name", char(0)) = 0', name=op.f('ck_visit_template_name_has_no_nul')), sa.CheckConstraint('length("note") <= 20000', name=op.f('ck_visit_template_note_fits')), sa.CheckConstraint('instr("note", char(0)) = 0', name=op.f('ck_visit_template_note_has_no_nul')), sa.CheckConstraint('"position" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_visit_template_position_fits')), sa.CheckConstraint('"starts_at" IS NULL OR "starts_at" IS strftime(\'%H:%M:%f000\', "starts_at")', name=op.f('ck_visit_template_starts_at_is_a_time')), sa.CheckConstraint('"steps" IS NULL OR json_valid("steps")', name=op.f('ck_visit_template_steps_is_json')), sa.CheckConstraint('"stops" IS NULL OR json_valid("stops")', name=op.f('ck_visit_template_stops_is_json')), sa.CheckConstraint('length("theme") <= 400', name=op.f('ck_visit_template_theme_fits')), sa.CheckConstraint('instr("theme", char(0)) = 0', name=op.f('ck_visit_template_theme_has_no_nul')), sa.CheckConstraint('"version" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_visit_template_version_fits'))),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_visit_template_kind'), 'visit_template', ['kind'], unique=False)


def _attendee() -> None:
    op.create_table(
        'attendee',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('visit_id', sa.Integer(), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('name', sa.String(60), nullable=False),
        sa.Column('unit', sa.String(100), nullable=False),
        sa.Column('post', sa.String(60), nullable=False),
        sa.Column('role', sa.String(40), nullable=False),
        sa.Column('leader_id', sa.Integer(), nullable=True),
        sa.Column('agency_id', sa.Integer(), nullable=True),
        sa.Column('present', sa.Boolean(), nullable=True),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_attendee')),
        sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_attendee_agency_id_agency'), ondelete='SET NULL'),
        sa.ForeignKeyConstraint(['leader_id'], ['leader.id'], name=op.f('fk_attendee_leader_id_leader'), ondelete='SET NULL'),
        sa.ForeignKeyConstraint(['visit_id'], ['visit.id'], name=op.f('fk_attendee_visit_id_visit'), ondelete='CASCADE'),
        sa.CheckConstraint('length(trim(name)) > 0', name=op.f('ck_attendee_has_a_name')),
        sa.CheckConstraint('"role" IN (\'leader\', \'agency\', \'township\', \'village\', \'resident\', \'other\')', name=op.f('ck_attendee_role_is_known')),
        *_on('sqlite', sa.CheckConstraint('"agency_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_attendee_agency_id_fits')), sa.CheckConstraint('"id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_attendee_id_fits')), sa.CheckConstraint('"leader_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_attendee_leader_id_fits')), sa.CheckConstraint('length("name") <= 60', name=op.f('ck_attendee_name_fits')), sa.CheckConstraint('instr("name", char(0)) = 0', name=op.f('ck_attendee_name_has_no_nul')), sa.CheckConstraint('"position" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_attendee_position_fits')), sa.CheckConstraint('length("post") <= 60', name=op.f('ck_attendee_post_fits')), sa.CheckConstraint('instr("post", char(0)) = 0', name=op.f('ck_attendee_post_has_no_nul')), sa.CheckConstraint('"present" IN (0, 1)', name=op.f('ck_attendee_present_is_boolean')), sa.CheckConstraint('length("unit") <= 100', name=op.f('ck_attendee_unit_fits')), sa.CheckConstraint('instr("unit", char(0)) = 0', name=op.f('ck_attendee_unit_has_no_nul')), sa.CheckConstraint('"visit_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_attendee_visit_id_fits'))),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_attendee_agency_id'), 'attendee', ['agency_id'], unique=False)
    op.create_index(op.f('ix_attendee_leader_id'), 'attendee', ['leader_id'], unique=False)
    op.create_index(op.f('ix_attendee_visit_id'), 'attendee', ['visit_id'], unique=False)


def _itinerary_stop() -> None:
    op.create_table(
        'itinerary_stop',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('visit_id', sa.Integer(), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('kind', sa.String(40), nullable=False),
        sa.Column('what', sa.String(200), nullable=False),
        sa.Column('place', sa.String(200), nullable=False),
        sa.Column('village_id', sa.Integer(), nullable=True),
        sa.Column('at', sa.Time(), nullable=True),
        sa.Column('certainty', sa.String(40), nullable=False),
        sa.Column('minutes', sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_itinerary_stop')),
        sa.ForeignKeyConstraint(['village_id'], ['village.id'], name=op.f('fk_itinerary_stop_village_id_village'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['visit_id'], ['visit.id'], name=op.f('fk_itinerary_stop_visit_id_visit'), ondelete='CASCADE'),
        sa.CheckConstraint('"certainty" IN (\'exact\', \'about\', \'undecided\', \'hidden\')', name=op.f('ck_itinerary_stop_certainty_is_known')),
        sa.CheckConstraint('"kind" IN (\'leave\', \'arrive\', \'reception\', \'stop\', \'meal\', \'return\')', name=op.f('ck_itinerary_stop_kind_is_known')),
        sa.CheckConstraint('minutes BETWEEN 0 AND 1440', name=op.f('ck_itinerary_stop_minutes_in_range')),
        *_on('sqlite', sa.CheckConstraint('"at" IS NULL OR "at" IS strftime(\'%H:%M:%f000\', "at")', name=op.f('ck_itinerary_stop_at_is_a_time')), sa.CheckConstraint('"id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_itinerary_stop_id_fits')), sa.CheckConstraint('"minutes" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_itinerary_stop_minutes_fits')), sa.CheckConstraint('length("place") <= 200', name=op.f('ck_itinerary_stop_place_fits')), sa.CheckConstraint('instr("place", char(0)) = 0', name=op.f('ck_itinerary_stop_place_has_no_nul')), sa.CheckConstraint('"position" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_itinerary_stop_position_fits')), sa.CheckConstraint('"village_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_itinerary_stop_village_id_fits')), sa.CheckConstraint('"visit_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_itinerary_stop_visit_id_fits')), sa.CheckConstraint('length("what") <= 200', name=op.f('ck_itinerary_stop_what_fits')), sa.CheckConstraint('instr("what", char(0)) = 0', name=op.f('ck_itinerary_stop_what_has_no_nul'))),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_itinerary_stop_village_id'), 'itinerary_stop', ['village_id'], unique=False)
    op.create_index(op.f('ix_itinerary_stop_visit_id'), 'itinerary_stop', ['visit_id'], unique=False)


def _preparation_step() -> None:
    op.create_table(
        'preparation_step',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('visit_id', sa.Integer(), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('days_before', sa.Integer(), nullable=False),
        sa.Column('what', sa.String(200), nullable=False),
        sa.Column('who', sa.String(60), nullable=False),
        sa.Column('proof', sa.String(40), nullable=False),
        sa.Column('done_on', sa.Date(), nullable=True),
        sa.Column('done_by', sa.String(60), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_preparation_step')),
        sa.ForeignKeyConstraint(['visit_id'], ['visit.id'], name=op.f('fk_preparation_step_visit_id_visit'), ondelete='CASCADE'),
        sa.CheckConstraint('days_before BETWEEN 0 AND 60', name=op.f('ck_preparation_step_days_before_in_range')),
        sa.CheckConstraint('"done_on" BETWEEN \'1900-01-01\' AND \'2199-12-31\'', name=op.f('ck_preparation_step_done_on_in_range')),
        sa.CheckConstraint('"proof" IN (\'\', \'township_told\', \'agencies_told\', \'agencies_confirmed\', \'sheet_printed\')', name=op.f('ck_preparation_step_proof_is_known')),
        *_on('sqlite', sa.CheckConstraint('"days_before" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_preparation_step_days_before_fits')), sa.CheckConstraint('length("done_by") <= 60', name=op.f('ck_preparation_step_done_by_fits')), sa.CheckConstraint('instr("done_by", char(0)) = 0', name=op.f('ck_preparation_step_done_by_has_no_nul')), sa.CheckConstraint('"done_on" IS date("done_on")', name=op.f('ck_preparation_step_done_on_is_a_date')), sa.CheckConstraint('"id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_preparation_step_id_fits')), sa.CheckConstraint('"position" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_preparation_step_position_fits')), sa.CheckConstraint('"visit_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_preparation_step_visit_id_fits')), sa.CheckConstraint('length("what") <= 200', name=op.f('ck_preparation_step_what_fits')), sa.CheckConstraint('instr("what", char(0)) = 0', name=op.f('ck_preparation_step_what_has_no_nul')), sa.CheckConstraint('length("who") <= 60', name=op.f('ck_preparation_step_who_fits')), sa.CheckConstraint('instr("who", char(0)) = 0', name=op.f('ck_preparation_step_who_has_no_nul'))),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_preparation_step_visit_id'), 'preparation_step', ['visit_id'], unique=False)


def _visit_request() -> None:
    op.create_table(
        'visit_request',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('uid', sa.String(36), nullable=False),
        sa.Column('received_on', sa.Date(), nullable=False),
        sa.Column('origin', sa.String(40), nullable=False),
        sa.Column('township_id', sa.Integer(), nullable=False),
        sa.Column('village_id', sa.Integer(), nullable=True),
        sa.Column('kind', sa.String(40), nullable=True),
        sa.Column('leader_id', sa.Integer(), nullable=True),
        sa.Column('first_day', sa.Date(), nullable=True),
        sa.Column('last_day', sa.Date(), nullable=True),
        sa.Column('half', sa.String(40), nullable=True),
        sa.Column('theme', sa.String(400), nullable=False),
        sa.Column('detail', sa.String(20000), nullable=False),
        sa.Column('place', sa.String(200), nullable=False),
        sa.Column('people', sa.Integer(), nullable=True),
        sa.Column('contact_name', sa.String(60), nullable=False),
        sa.Column('contact_phone', sa.String(60), nullable=False),
        sa.Column('state', sa.String(40), nullable=False),
        sa.Column('answer', sa.String(400), nullable=False),
        sa.Column('answered_on', sa.Date(), nullable=True),
        sa.Column('visit_id', sa.Integer(), nullable=True),
        sa.Column('missed_visit_id', sa.Integer(), nullable=True),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_visit_request')),
        sa.ForeignKeyConstraint(['kind'], ['visit_kind.key'], name=op.f('fk_visit_request_kind_visit_kind'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['leader_id'], ['leader.id'], name=op.f('fk_visit_request_leader_id_leader'), ondelete='SET NULL'),
        sa.ForeignKeyConstraint(['missed_visit_id'], ['visit.id'], name=op.f('fk_visit_request_missed_visit_id_visit'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['township_id'], ['township.id'], name=op.f('fk_visit_request_township_id_township'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['village_id'], ['village.id'], name=op.f('fk_visit_request_village_id_village'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['visit_id'], ['visit.id'], name=op.f('fk_visit_request_visit_id_visit'), ondelete='SET NULL'),
        sa.UniqueConstraint('uid', name=op.f('uq_visit_request_uid')),
        sa.CheckConstraint('"answered_on" BETWEEN \'1900-01-01\' AND \'2199-12-31\'', name=op.f('ck_visit_request_answered_on_in_range')),
        sa.CheckConstraint('first_day IS NULL OR last_day IS NULL OR first_day <= last_day', name=op.f('ck_visit_request_first_before_last')),
        sa.CheckConstraint('"first_day" BETWEEN \'1900-01-01\' AND \'2199-12-31\'', name=op.f('ck_visit_request_first_day_in_range')),
        sa.CheckConstraint('"half" IN (\'morning\', \'afternoon\', \'day\')', name=op.f('ck_visit_request_half_is_known')),
        sa.CheckConstraint('"last_day" BETWEEN \'1900-01-01\' AND \'2199-12-31\'', name=op.f('ck_visit_request_last_day_in_range')),
        sa.CheckConstraint('"origin" IN (\'township\', \'missed\', \'office\')', name=op.f('ck_visit_request_origin_is_known')),
        sa.CheckConstraint('people BETWEEN 0 AND 100000', name=op.f('ck_visit_request_people_in_range')),
        sa.CheckConstraint('"received_on" BETWEEN \'1900-01-01\' AND \'2199-12-31\'', name=op.f('ck_visit_request_received_on_in_range')),
        sa.CheckConstraint('"state" IN (\'open\', \'planned\', \'declined\', \'withdrawn\')', name=op.f('ck_visit_request_state_is_known')),
        *_on('sqlite', sa.CheckConstraint('length("answer") <= 400', name=op.f('ck_visit_request_answer_fits')), sa.CheckConstraint('instr("answer", char(0)) = 0', name=op.f('ck_visit_request_answer_has_no_nul')), sa.CheckConstraint('"answered_on" IS date("answered_on")', name=op.f('ck_visit_request_answered_on_is_a_date')), sa.CheckConstraint('length("contact_name") <= 60', name=op.f('ck_visit_request_contact_name_fits')), sa.CheckConstraint('instr("contact_name", char(0)) = 0', name=op.f('ck_visit_request_contact_name_has_no_nul')), sa.CheckConstraint('length("contact_phone") <= 60', name=op.f('ck_visit_request_contact_phone_fits')), sa.CheckConstraint('instr("contact_phone", char(0)) = 0', name=op.f('ck_visit_request_contact_phone_has_no_nul')), sa.CheckConstraint('length("detail") <= 20000', name=op.f('ck_visit_request_detail_fits')), sa.CheckConstraint('instr("detail", char(0)) = 0', name=op.f('ck_visit_request_detail_has_no_nul')), sa.CheckConstraint('"first_day" IS date("first_day")', name=op.f('ck_visit_request_first_day_is_a_date')), sa.CheckConstraint('"id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_visit_request_id_fits')), sa.CheckConstraint('length("kind") <= 40', name=op.f('ck_visit_request_kind_fits')), sa.CheckConstraint('instr("kind", char(0)) = 0', name=op.f('ck_visit_request_kind_has_no_nul')), sa.CheckConstraint('"last_day" IS date("last_day")', name=op.f('ck_visit_request_last_day_is_a_date')), sa.CheckConstraint('"leader_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_visit_request_leader_id_fits')), sa.CheckConstraint('"missed_visit_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_visit_request_missed_visit_id_fits')), sa.CheckConstraint('"people" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_visit_request_people_fits')), sa.CheckConstraint('length("place") <= 200', name=op.f('ck_visit_request_place_fits')), sa.CheckConstraint('instr("place", char(0)) = 0', name=op.f('ck_visit_request_place_has_no_nul')), sa.CheckConstraint('"received_on" IS date("received_on")', name=op.f('ck_visit_request_received_on_is_a_date')), sa.CheckConstraint('length("theme") <= 400', name=op.f('ck_visit_request_theme_fits')), sa.CheckConstraint('instr("theme", char(0)) = 0', name=op.f('ck_visit_request_theme_has_no_nul')), sa.CheckConstraint('"township_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_visit_request_township_id_fits')), sa.CheckConstraint('length("uid") <= 36', name=op.f('ck_visit_request_uid_fits')), sa.CheckConstraint('instr("uid", char(0)) = 0', name=op.f('ck_visit_request_uid_has_no_nul')), sa.CheckConstraint('"version" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_visit_request_version_fits')), sa.CheckConstraint('"village_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_visit_request_village_id_fits')), sa.CheckConstraint('"visit_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_visit_request_visit_id_fits'))),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_visit_request_kind'), 'visit_request', ['kind'], unique=False)
    op.create_index(op.f('ix_visit_request_leader_id'), 'visit_request', ['leader_id'], unique=False)
    op.create_index(op.f('ix_visit_request_missed_visit_id'), 'visit_request', ['missed_visit_id'], unique=False)
    op.create_index(op.f('ix_visit_request_state_township'), 'visit_request', ['state', 'township_id'], unique=False)
    op.create_index(op.f('ix_visit_request_township_id'), 'visit_request', ['township_id'], unique=False)
    op.create_index(op.f('ix_visit_request_village_id'), 'visit_request', ['village_id'], unique=False)
    op.create_index(op.f('ix_visit_request_visit_id'), 'visit_request', ['visit_id'], unique=False)


def _consultation() -> None:
    op.create_table(
        'consultation',
        sa.Column('issue_id', sa.Integer(), nullable=False, autoincrement=False),
        sa.Column('decision', sa.String(20000), nullable=False),
        sa.Column('dissent', sa.String(20000), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint('issue_id', name=op.f('pk_consultation')),
        sa.ForeignKeyConstraint(['issue_id'], ['issue.id'], name=op.f('fk_consultation_issue_id_issue'), ondelete='CASCADE'),
        *_on('sqlite', sa.CheckConstraint('length("decision") <= 20000', name=op.f('ck_consultation_decision_fits')), sa.CheckConstraint('instr("decision", char(0)) = 0', name=op.f('ck_consultation_decision_has_no_nul')), sa.CheckConstraint('length("dissent") <= 20000', name=op.f('ck_consultation_dissent_fits')), sa.CheckConstraint('instr("dissent", char(0)) = 0', name=op.f('ck_consultation_dissent_has_no_nul')), sa.CheckConstraint('"issue_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_consultation_issue_id_fits')), sa.CheckConstraint('"version" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_consultation_version_fits'))),
        sqlite_strict=True,
    )


def _household_visit() -> None:
    op.create_table(
        'household_visit',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('uid', sa.String(36), nullable=False),
        sa.Column('visit_id', sa.Integer(), nullable=True),
        sa.Column('day', sa.Date(), nullable=False),
        sa.Column('leader_id', sa.Integer(), nullable=True),
        sa.Column('village_id', sa.Integer(), nullable=False),
        sa.Column('kind', sa.String(40), nullable=False),
        sa.Column('category', sa.String(60), nullable=True),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('householder', sa.String(60), nullable=False),
        sa.Column('phone', sa.String(60), nullable=False),
        sa.Column('address', sa.String(200), nullable=False),
        sa.Column('members', sa.Integer(), nullable=True),
        sa.Column('needs', sa.String(20000), nullable=False),
        sa.Column('cash_yuan', sa.Integer(), nullable=True),
        sa.Column('goods', sa.String(200), nullable=False),
        sa.Column('signer_one', sa.String(60), nullable=False),
        sa.Column('signer_two', sa.String(60), nullable=False),
        sa.Column('next_on', sa.Date(), nullable=True),
        sa.Column('note', sa.String(20000), nullable=False),
        sa.Column('issue_id', sa.Integer(), nullable=True),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_household_visit')),
        sa.ForeignKeyConstraint(['category'], ['household_category.key'], name=op.f('fk_household_visit_category_household_category'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['issue_id'], ['issue.id'], name=op.f('fk_household_visit_issue_id_issue'), ondelete='SET NULL'),
        sa.ForeignKeyConstraint(['leader_id'], ['leader.id'], name=op.f('fk_household_visit_leader_id_leader'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['village_id'], ['village.id'], name=op.f('fk_household_visit_village_id_village'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['visit_id'], ['visit.id'], name=op.f('fk_household_visit_visit_id_visit'), ondelete='RESTRICT'),
        sa.UniqueConstraint('uid', name=op.f('uq_household_visit_uid')),
        sa.CheckConstraint('coalesce(cash_yuan, 0) = 0 OR (length(trim(signer_one)) > 0 AND length(trim(signer_two)) > 0)', name=op.f('ck_household_visit_cash_has_two_signatures')),
        sa.CheckConstraint('cash_yuan BETWEEN 0 AND 10000000', name=op.f('ck_household_visit_cash_in_range')),
        sa.CheckConstraint('"day" BETWEEN \'1900-01-01\' AND \'2199-12-31\'', name=op.f('ck_household_visit_day_in_range')),
        sa.CheckConstraint('"kind" IN (\'household_visit\', \'door_knocking_drive\', \'hardship_visit\')', name=op.f('ck_household_visit_kind_is_known')),
        sa.CheckConstraint('members BETWEEN 0 AND 99', name=op.f('ck_household_visit_members_in_range')),
        sa.CheckConstraint('next_on IS NULL OR next_on > day', name=op.f('ck_household_visit_next_lies_ahead')),
        sa.CheckConstraint('"next_on" BETWEEN \'1900-01-01\' AND \'2199-12-31\'', name=op.f('ck_household_visit_next_on_in_range')),
        *_on('sqlite', sa.CheckConstraint('length("address") <= 200', name=op.f('ck_household_visit_address_fits')), sa.CheckConstraint('instr("address", char(0)) = 0', name=op.f('ck_household_visit_address_has_no_nul')), sa.CheckConstraint('"cash_yuan" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_household_visit_cash_yuan_fits')), sa.CheckConstraint('length("category") <= 60', name=op.f('ck_household_visit_category_fits')), sa.CheckConstraint('instr("category", char(0)) = 0', name=op.f('ck_household_visit_category_has_no_nul')), sa.CheckConstraint('"day" IS date("day")', name=op.f('ck_household_visit_day_is_a_date')), sa.CheckConstraint('length("goods") <= 200', name=op.f('ck_household_visit_goods_fits')), sa.CheckConstraint('instr("goods", char(0)) = 0', name=op.f('ck_household_visit_goods_has_no_nul')), sa.CheckConstraint('length("householder") <= 60', name=op.f('ck_household_visit_householder_fits')), sa.CheckConstraint('instr("householder", char(0)) = 0', name=op.f('ck_household_visit_householder_has_no_nul')), sa.CheckConstraint('"id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_household_visit_id_fits')), sa.CheckConstraint('"issue_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_household_visit_issue_id_fits')), sa.CheckConstraint('"leader_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_household_visit_leader_id_fits')), sa.CheckConstraint('"members" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_household_visit_members_fits')), sa.CheckConstraint('length("needs") <= 20000', name=op.f('ck_household_visit_needs_fits')), sa.CheckConstraint('instr("needs", char(0)) = 0', name=op.f('ck_household_visit_needs_has_no_nul')), sa.CheckConstraint('"next_on" IS date("next_on")', name=op.f('ck_household_visit_next_on_is_a_date')), sa.CheckConstraint('length("note") <= 20000', name=op.f('ck_household_visit_note_fits')), sa.CheckConstraint('instr("note", char(0)) = 0', name=op.f('ck_household_visit_note_has_no_nul')), sa.CheckConstraint('length("phone") <= 60', name=op.f('ck_household_visit_phone_fits')), sa.CheckConstraint('instr("phone", char(0)) = 0', name=op.f('ck_household_visit_phone_has_no_nul')), sa.CheckConstraint('"position" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_household_visit_position_fits')), sa.CheckConstraint('length("signer_one") <= 60', name=op.f('ck_household_visit_signer_one_fits')), sa.CheckConstraint('instr("signer_one", char(0)) = 0', name=op.f('ck_household_visit_signer_one_has_no_nul')), sa.CheckConstraint('length("signer_two") <= 60', name=op.f('ck_household_visit_signer_two_fits')), sa.CheckConstraint('instr("signer_two", char(0)) = 0', name=op.f('ck_household_visit_signer_two_has_no_nul')), sa.CheckConstraint('length("uid") <= 36', name=op.f('ck_household_visit_uid_fits')), sa.CheckConstraint('instr("uid", char(0)) = 0', name=op.f('ck_household_visit_uid_has_no_nul')), sa.CheckConstraint('"version" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_household_visit_version_fits')), sa.CheckConstraint('"village_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_household_visit_village_id_fits')), sa.CheckConstraint('"visit_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_household_visit_visit_id_fits'))),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_household_visit_category'), 'household_visit', ['category'], unique=False)
    op.create_index(op.f('ix_household_visit_day'), 'household_visit', ['day'], unique=False)
    op.create_index(op.f('ix_household_visit_issue_id'), 'household_visit', ['issue_id'], unique=False)
    op.create_index(op.f('ix_household_visit_leader_id'), 'household_visit', ['leader_id'], unique=False)
    op.create_index(op.f('ix_household_visit_next_on'), 'household_visit', ['next_on'], unique=False)
    op.create_index(op.f('ix_household_visit_village_day'), 'household_visit', ['village_id', 'day'], unique=False)
    op.create_index(op.f('ix_household_visit_visit_id'), 'household_visit', ['visit_id'], unique=False)


def _reception() -> None:
    op.create_table(
        'reception',
        sa.Column('issue_id', sa.Integer(), nullable=False, autoincrement=False),
        sa.Column('headcount', sa.Integer(), nullable=False),
        sa.Column('representatives', sa.String(200), nullable=False),
        sa.Column('received_by', sa.Integer(), nullable=True),
        sa.Column('outcome', sa.String(40), nullable=True),
        sa.Column('instruction', sa.String(20000), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint('issue_id', name=op.f('pk_reception')),
        sa.ForeignKeyConstraint(['issue_id'], ['issue.id'], name=op.f('fk_reception_issue_id_issue'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['received_by'], ['leader.id'], name=op.f('fk_reception_received_by_leader'), ondelete='SET NULL'),
        sa.CheckConstraint('headcount BETWEEN 1 AND 100000', name=op.f('ck_reception_headcount_in_range')),
        sa.CheckConstraint('"outcome" IN (\'answered\', \'accepted\', \'referred\', \'explained\')', name=op.f('ck_reception_outcome_is_known')),
        *_on('sqlite', sa.CheckConstraint('"headcount" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_reception_headcount_fits')), sa.CheckConstraint('length("instruction") <= 20000', name=op.f('ck_reception_instruction_fits')), sa.CheckConstraint('instr("instruction", char(0)) = 0', name=op.f('ck_reception_instruction_has_no_nul')), sa.CheckConstraint('"issue_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_reception_issue_id_fits')), sa.CheckConstraint('"received_by" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_reception_received_by_fits')), sa.CheckConstraint('length("representatives") <= 200', name=op.f('ck_reception_representatives_fits')), sa.CheckConstraint('instr("representatives", char(0)) = 0', name=op.f('ck_reception_representatives_has_no_nul')), sa.CheckConstraint('"version" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_reception_version_fits'))),
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_reception_received_by'), 'reception', ['received_by'], unique=False)


def _visit_note() -> None:
    op.create_table(
        'visit_note',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('uid', sa.String(36), nullable=False),
        sa.Column('visit_id', sa.Integer(), nullable=False),
        sa.Column('kind', sa.String(40), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('text', sa.String(20000), nullable=False),
        sa.Column('reply', sa.String(20000), nullable=False),
        sa.Column('issue_id', sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_visit_note')),
        sa.ForeignKeyConstraint(['issue_id'], ['issue.id'], name=op.f('fk_visit_note_issue_id_issue'), ondelete='SET NULL'),
        sa.ForeignKeyConstraint(['visit_id'], ['visit.id'], name=op.f('fk_visit_note_visit_id_visit'), ondelete='CASCADE'),
        sa.UniqueConstraint('uid', name=op.f('uq_visit_note_uid')),
        sa.CheckConstraint('length(trim(text)) > 0', name=op.f('ck_visit_note_has_words')),
        sa.CheckConstraint('"kind" IN (\'question_taken\', \'finding\', \'golden_idea\', \'measure\', \'audience_question\')', name=op.f('ck_visit_note_kind_is_known')),
        *_on('sqlite', sa.CheckConstraint('"id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_visit_note_id_fits')), sa.CheckConstraint('"issue_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_visit_note_issue_id_fits')), sa.CheckConstraint('"position" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_visit_note_position_fits')), sa.CheckConstraint('length("reply") <= 20000', name=op.f('ck_visit_note_reply_fits')), sa.CheckConstraint('instr("reply", char(0)) = 0', name=op.f('ck_visit_note_reply_has_no_nul')), sa.CheckConstraint('length("text") <= 20000', name=op.f('ck_visit_note_text_fits')), sa.CheckConstraint('instr("text", char(0)) = 0', name=op.f('ck_visit_note_text_has_no_nul')), sa.CheckConstraint('length("uid") <= 36', name=op.f('ck_visit_note_uid_fits')), sa.CheckConstraint('instr("uid", char(0)) = 0', name=op.f('ck_visit_note_uid_has_no_nul')), sa.CheckConstraint('"visit_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_visit_note_visit_id_fits'))),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_visit_note_issue_id'), 'visit_note', ['issue_id'], unique=False)
    op.create_index(op.f('ix_visit_note_visit_id'), 'visit_note', ['visit_id'], unique=False)


def _visit_request_agency() -> None:
    op.create_table(
        'visit_request_agency',
        sa.Column('request_id', sa.Integer(), nullable=False),
        sa.Column('agency_id', sa.Integer(), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint('request_id', 'agency_id', name=op.f('pk_visit_request_agency')),
        sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_visit_request_agency_agency_id_agency'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['request_id'], ['visit_request.id'], name=op.f('fk_visit_request_agency_request_id_visit_request'), ondelete='CASCADE'),
        *_on('sqlite', sa.CheckConstraint('"agency_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_visit_request_agency_agency_id_fits')), sa.CheckConstraint('"position" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_visit_request_agency_position_fits')), sa.CheckConstraint('"request_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_visit_request_agency_request_id_fits'))),
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_visit_request_agency_agency_id'), 'visit_request_agency', ['agency_id'], unique=False)


def _agency_opinion() -> None:
    op.create_table(
        'agency_opinion',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('issue_id', sa.Integer(), nullable=False),
        sa.Column('agency_id', sa.Integer(), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('opinion', sa.String(20000), nullable=False),
        sa.Column('dissents', sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_agency_opinion')),
        sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_agency_opinion_agency_id_agency'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['issue_id'], ['consultation.issue_id'], name=op.f('fk_agency_opinion_issue_id_consultation'), ondelete='CASCADE'),
        sa.UniqueConstraint('issue_id', 'agency_id', name=op.f('uq_agency_opinion_issue_id_agency_id')),
        *_on('sqlite', sa.CheckConstraint('"agency_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_agency_opinion_agency_id_fits')), sa.CheckConstraint('"dissents" IN (0, 1)', name=op.f('ck_agency_opinion_dissents_is_boolean')), sa.CheckConstraint('"id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_agency_opinion_id_fits')), sa.CheckConstraint('"issue_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_agency_opinion_issue_id_fits')), sa.CheckConstraint('length("opinion") <= 20000', name=op.f('ck_agency_opinion_opinion_fits')), sa.CheckConstraint('instr("opinion", char(0)) = 0', name=op.f('ck_agency_opinion_opinion_has_no_nul')), sa.CheckConstraint('"position" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_agency_opinion_position_fits'))),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_agency_opinion_agency_id'), 'agency_opinion', ['agency_id'], unique=False)


def _visit_record() -> None:
    op.create_table(
        'visit_record',
        sa.Column('visit_id', sa.Integer(), nullable=False, autoincrement=False),
        sa.Column('recorded_on', sa.Date(), nullable=False),
        sa.Column('arrived_at', sa.Time(), nullable=True),
        sa.Column('left_at', sa.Time(), nullable=True),
        sa.Column('cut_short', sa.Boolean(), nullable=False),
        sa.Column('approach', sa.String(100), nullable=False),
        sa.Column('headcount', sa.Integer(), nullable=True),
        sa.Column('audience', sa.String(200), nullable=False),
        sa.Column('materials', sa.String(400), nullable=False),
        sa.Column('copies', sa.Integer(), nullable=True),
        sa.Column('outreach_form', sa.String(40), nullable=True),
        sa.Column('vehicles', sa.Integer(), nullable=True),
        sa.Column('companions', sa.Integer(), nullable=True),
        sa.Column('report_attachment_id', sa.Integer(), nullable=True),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint('visit_id', name=op.f('pk_visit_record')),
        sa.ForeignKeyConstraint(['report_attachment_id'], ['attachment.id'], name=op.f('fk_visit_record_report_attachment_id_attachment'), ondelete='SET NULL'),
        sa.ForeignKeyConstraint(['visit_id'], ['visit.id'], name=op.f('fk_visit_record_visit_id_visit'), ondelete='CASCADE'),
        sa.CheckConstraint('arrived_at IS NULL OR left_at IS NULL OR arrived_at < left_at', name=op.f('ck_visit_record_arrived_before_left')),
        sa.CheckConstraint('companions BETWEEN 0 AND 999', name=op.f('ck_visit_record_companions_in_range')),
        sa.CheckConstraint('copies BETWEEN 0 AND 1000000', name=op.f('ck_visit_record_copies_in_range')),
        sa.CheckConstraint('headcount BETWEEN 0 AND 1000000', name=op.f('ck_visit_record_headcount_in_range')),
        sa.CheckConstraint('"outreach_form" IN (\'on_site\', \'online\', \'door_to_door\')', name=op.f('ck_visit_record_outreach_form_is_known')),
        sa.CheckConstraint('"recorded_on" BETWEEN \'1900-01-01\' AND \'2199-12-31\'', name=op.f('ck_visit_record_recorded_on_in_range')),
        sa.CheckConstraint('vehicles BETWEEN 0 AND 99', name=op.f('ck_visit_record_vehicles_in_range')),
        *_on('sqlite', sa.CheckConstraint('length("approach") <= 100', name=op.f('ck_visit_record_approach_fits')), sa.CheckConstraint('instr("approach", char(0)) = 0', name=op.f('ck_visit_record_approach_has_no_nul')), sa.CheckConstraint('"arrived_at" IS NULL OR "arrived_at" IS strftime(\'%H:%M:%f000\', "arrived_at")', name=op.f('ck_visit_record_arrived_at_is_a_time')), sa.CheckConstraint('length("audience") <= 200', name=op.f('ck_visit_record_audience_fits')), sa.CheckConstraint('instr("audience", char(0)) = 0', name=op.f('ck_visit_record_audience_has_no_nul')), sa.CheckConstraint('"companions" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_visit_record_companions_fits')), sa.CheckConstraint('"copies" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_visit_record_copies_fits')), sa.CheckConstraint('"cut_short" IN (0, 1)', name=op.f('ck_visit_record_cut_short_is_boolean')), sa.CheckConstraint('"headcount" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_visit_record_headcount_fits')), sa.CheckConstraint('"left_at" IS NULL OR "left_at" IS strftime(\'%H:%M:%f000\', "left_at")', name=op.f('ck_visit_record_left_at_is_a_time')), sa.CheckConstraint('length("materials") <= 400', name=op.f('ck_visit_record_materials_fits')), sa.CheckConstraint('instr("materials", char(0)) = 0', name=op.f('ck_visit_record_materials_has_no_nul')), sa.CheckConstraint('"recorded_on" IS date("recorded_on")', name=op.f('ck_visit_record_recorded_on_is_a_date')), sa.CheckConstraint('"report_attachment_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_visit_record_report_attachment_id_fits')), sa.CheckConstraint('"vehicles" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_visit_record_vehicles_fits')), sa.CheckConstraint('"version" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_visit_record_version_fits')), sa.CheckConstraint('"visit_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_visit_record_visit_id_fits'))),
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_visit_record_report_attachment_id'), 'visit_record', ['report_attachment_id'], unique=False)
