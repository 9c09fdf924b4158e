"""The first format: every table.

Written by db.migrations.generate from the models; never edit it once it is released.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def _on(dialect: str, *constraints: Any) -> tuple[Any, ...]:
    """Return *constraints* on *dialect*, nothing elsewhere."""
    return constraints if op.get_context().dialect.name == dialect else ()


def upgrade() -> None:
    """Make every table, parents first."""
    _agency()
    _announced_year()
    _blob()
    _calendar_day()
    _deadline_rule()
    _form_draft()
    _import_origin()
    _issue_category()
    _journal_entry()
    _meeting()
    _number_series()
    _setting()
    _store_meta()
    _township()
    _visit_kind()
    _agency_alias()
    _journal_change()
    _leader()
    _market()
    _village()
    _absence()
    _backup_pair()
    _meeting_attendee()
    _pairing()
    _petitioner()
    _visit()
    _appointment()
    _issue()
    _visit_agency()
    _visit_leader()
    _attachment()
    _extension()
    _issue_action()
    _issue_agency()
    _printed_document()
    _promise()
    _suspension()


def _agency() -> None:
    op.create_table(
        'agency',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('name', sa.String(100), nullable=False),
        sa.Column('short_name', sa.String(60), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('contact_name', sa.String(60), nullable=False),
        sa.Column('contact_phone', sa.String(60), nullable=False),
        sa.Column('active', sa.Boolean(), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_agency')),
        sa.UniqueConstraint('name', name=op.f('uq_agency_name')),
        sa.CheckConstraint('length(trim(name)) > 0', name=op.f('ck_agency_has_a_name')),
        *_on('sqlite', sa.CheckConstraint('"active" IN (0, 1)', name=op.f('ck_agency_active_is_boolean')), sa.CheckConstraint('length("contact_name") <= 60', name=op.f('ck_agency_contact_name_fits')), sa.CheckConstraint('instr("contact_name", char(0)) = 0', name=op.f('ck_agency_contact_name_has_no_nul')), sa.CheckConstraint('length("contact_phone") <= 60', name=op.f('ck_agency_contact_phone_fits')), sa.CheckConstraint('instr("contact_phone", char(0)) = 0', name=op.f('ck_agency_contact_phone_has_no_nul')), sa.CheckConstraint('"id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_agency_id_fits')), sa.CheckConstraint('length("name") <= 100', name=op.f('ck_agency_name_fits')), sa.CheckConstraint('instr("name", char(0)) = 0', name=op.f('ck_agency_name_has_no_nul')), sa.CheckConstraint('"position" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_agency_position_fits')), sa.CheckConstraint('length("short_name") <= 60', name=op.f('ck_agency_short_name_fits')), sa.CheckConstraint('instr("short_name", char(0)) = 0', name=op.f('ck_agency_short_name_has_no_nul')), sa.CheckConstraint('"version" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_agency_version_fits'))),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_agency_short_name'), 'agency', ['short_name'], unique=False)


def _announced_year() -> None:
    op.create_table(
        'announced_year',
        sa.Column('year', sa.Integer(), nullable=False),
        sa.Column('source', sa.String(200), nullable=False),
        sa.PrimaryKeyConstraint('year', name=op.f('pk_announced_year')),
        *_on('sqlite', sa.CheckConstraint('length("source") <= 200', name=op.f('ck_announced_year_source_fits')), sa.CheckConstraint('instr("source", char(0)) = 0', name=op.f('ck_announced_year_source_has_no_nul')), sa.CheckConstraint('"year" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_announced_year_year_fits'))),
        sqlite_strict=True,
    )


def _blob() -> None:
    op.create_table(
        'blob',
        sa.Column('sha256', sa.String(64), nullable=False),
        sa.Column('size', sa.Integer(), nullable=False),
        sa.Column('data', sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint('sha256', name=op.f('pk_blob')),
        sa.CheckConstraint('length(sha256) = 64', name=op.f('ck_blob_sha256_is_hex')),
        *_on('sqlite', sa.CheckConstraint('length("sha256") <= 64', name=op.f('ck_blob_sha256_fits')), sa.CheckConstraint('instr("sha256", char(0)) = 0', name=op.f('ck_blob_sha256_has_no_nul')), sa.CheckConstraint('"size" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_blob_size_fits'))),
        sqlite_strict=True,
    )


def _calendar_day() -> None:
    op.create_table(
        'calendar_day',
        sa.Column('day', sa.Date(), nullable=False),
        sa.Column('origin', sa.String(20), nullable=False),
        sa.Column('is_workday', sa.Boolean(), nullable=False),
        sa.Column('name', sa.String(60), nullable=False),
        sa.Column('note', sa.String(200), nullable=False),
        sa.PrimaryKeyConstraint('day', 'origin', name=op.f('pk_calendar_day')),
        sa.CheckConstraint('"day" BETWEEN \'1900-01-01\' AND \'2199-12-31\'', name=op.f('ck_calendar_day_day_in_range')),
        sa.CheckConstraint("origin IN ('state_council', 'county')", name=op.f('ck_calendar_day_origin_is_known')),
        *_on('sqlite', sa.CheckConstraint('"day" IS date("day")', name=op.f('ck_calendar_day_day_is_a_date')), sa.CheckConstraint('"is_workday" IN (0, 1)', name=op.f('ck_calendar_day_is_workday_is_boolean')), sa.CheckConstraint('length("name") <= 60', name=op.f('ck_calendar_day_name_fits')), sa.CheckConstraint('instr("name", char(0)) = 0', name=op.f('ck_calendar_day_name_has_no_nul')), sa.CheckConstraint('length("note") <= 200', name=op.f('ck_calendar_day_note_fits')), sa.CheckConstraint('instr("note", char(0)) = 0', name=op.f('ck_calendar_day_note_has_no_nul')), sa.CheckConstraint('length("origin") <= 20', name=op.f('ck_calendar_day_origin_fits')), sa.CheckConstraint('instr("origin", char(0)) = 0', name=op.f('ck_calendar_day_origin_has_no_nul'))),
        sqlite_strict=True,
    )


def _deadline_rule() -> None:
    op.create_table(
        'deadline_rule',
        sa.Column('key', sa.String(60), nullable=False),
        sa.Column('name', sa.String(200), nullable=False),
        sa.Column('amount', sa.Integer(), nullable=False),
        sa.Column('unit', sa.String(10), nullable=False),
        sa.Column('roll', sa.String(10), nullable=False),
        sa.Column('counts_from', sa.String(60), nullable=False),
        sa.Column('source', sa.String(400), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('active', sa.Boolean(), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint('key', name=op.f('pk_deadline_rule')),
        sa.CheckConstraint('amount BETWEEN 1 AND 3660', name=op.f('ck_deadline_rule_amount_in_range')),
        sa.CheckConstraint("roll IN ('none', 'next', 'previous')", name=op.f('ck_deadline_rule_roll_is_known')),
        sa.CheckConstraint("unit IN ('working', 'natural')", name=op.f('ck_deadline_rule_unit_is_known')),
        *_on('sqlite', sa.CheckConstraint('"active" IN (0, 1)', name=op.f('ck_deadline_rule_active_is_boolean')), sa.CheckConstraint('"amount" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_deadline_rule_amount_fits')), sa.CheckConstraint('length("counts_from") <= 60', name=op.f('ck_deadline_rule_counts_from_fits')), sa.CheckConstraint('instr("counts_from", char(0)) = 0', name=op.f('ck_deadline_rule_counts_from_has_no_nul')), sa.CheckConstraint('length("key") <= 60', name=op.f('ck_deadline_rule_key_fits')), sa.CheckConstraint('instr("key", char(0)) = 0', name=op.f('ck_deadline_rule_key_has_no_nul')), sa.CheckConstraint('length("name") <= 200', name=op.f('ck_deadline_rule_name_fits')), sa.CheckConstraint('instr("name", char(0)) = 0', name=op.f('ck_deadline_rule_name_has_no_nul')), sa.CheckConstraint('"position" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_deadline_rule_position_fits')), sa.CheckConstraint('length("roll") <= 10', name=op.f('ck_deadline_rule_roll_fits')), sa.CheckConstraint('instr("roll", char(0)) = 0', name=op.f('ck_deadline_rule_roll_has_no_nul')), sa.CheckConstraint('length("source") <= 400', name=op.f('ck_deadline_rule_source_fits')), sa.CheckConstraint('instr("source", char(0)) = 0', name=op.f('ck_deadline_rule_source_has_no_nul')), sa.CheckConstraint('length("unit") <= 10', name=op.f('ck_deadline_rule_unit_fits')), sa.CheckConstraint('instr("unit", char(0)) = 0', name=op.f('ck_deadline_rule_unit_has_no_nul')), sa.CheckConstraint('"version" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_deadline_rule_version_fits'))),
        sqlite_strict=True,
    )


def _form_draft() -> None:
    op.create_table(
        'form_draft',
        sa.Column('key', sa.String(100), nullable=False),
        sa.Column('fields', sa.JSON(), nullable=False),
        sa.Column('saved_at', sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint('key', name=op.f('pk_form_draft')),
        *_on('sqlite', sa.CheckConstraint('"fields" IS NULL OR json_valid("fields")', name=op.f('ck_form_draft_fields_is_json')), sa.CheckConstraint('length("key") <= 100', name=op.f('ck_form_draft_key_fits')), sa.CheckConstraint('instr("key", char(0)) = 0', name=op.f('ck_form_draft_key_has_no_nul')), sa.CheckConstraint('"saved_at" IS NULL OR datetime("saved_at") IS NOT NULL', name=op.f('ck_form_draft_saved_at_is_a_moment'))),
        sqlite_strict=True,
    )


def _import_origin() -> None:
    op.create_table(
        'import_origin',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('sheet', sa.String(40), nullable=False),
        sa.Column('row_key', sa.String(400), nullable=False),
        sa.Column('fields', sa.JSON(), nullable=False),
        sa.Column('table_name', sa.String(40), nullable=False),
        sa.Column('record_key', sa.String(60), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_import_origin')),
        sa.UniqueConstraint('sheet', 'row_key', name=op.f('uq_import_origin_sheet_row_key')),
        *_on('sqlite', sa.CheckConstraint('"fields" IS NULL OR json_valid("fields")', name=op.f('ck_import_origin_fields_is_json')), sa.CheckConstraint('"id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_import_origin_id_fits')), sa.CheckConstraint('length("record_key") <= 60', name=op.f('ck_import_origin_record_key_fits')), sa.CheckConstraint('instr("record_key", char(0)) = 0', name=op.f('ck_import_origin_record_key_has_no_nul')), sa.CheckConstraint('length("row_key") <= 400', name=op.f('ck_import_origin_row_key_fits')), sa.CheckConstraint('instr("row_key", char(0)) = 0', name=op.f('ck_import_origin_row_key_has_no_nul')), sa.CheckConstraint('length("sheet") <= 40', name=op.f('ck_import_origin_sheet_fits')), sa.CheckConstraint('instr("sheet", char(0)) = 0', name=op.f('ck_import_origin_sheet_has_no_nul')), sa.CheckConstraint('length("table_name") <= 40', name=op.f('ck_import_origin_table_name_fits')), sa.CheckConstraint('instr("table_name", char(0)) = 0', name=op.f('ck_import_origin_table_name_has_no_nul'))),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_import_origin_record'), 'import_origin', ['table_name', 'record_key'], unique=False)


def _issue_category() -> None:
    op.create_table(
        'issue_category',
        sa.Column('key', sa.String(60), nullable=False),
        sa.Column('name', sa.String(60), nullable=False),
        sa.Column('limit_amount', sa.Integer(), nullable=False),
        sa.Column('limit_unit', sa.String(10), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('active', sa.Boolean(), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint('key', name=op.f('pk_issue_category')),
        sa.UniqueConstraint('name', name=op.f('uq_issue_category_name')),
        sa.CheckConstraint('limit_amount BETWEEN 1 AND 3660', name=op.f('ck_issue_category_limit_in_range')),
        sa.CheckConstraint("limit_unit IN ('working', 'natural')", name=op.f('ck_issue_category_limit_unit_is_known')),
        *_on('sqlite', sa.CheckConstraint('"active" IN (0, 1)', name=op.f('ck_issue_category_active_is_boolean')), sa.CheckConstraint('length("key") <= 60', name=op.f('ck_issue_category_key_fits')), sa.CheckConstraint('instr("key", char(0)) = 0', name=op.f('ck_issue_category_key_has_no_nul')), sa.CheckConstraint('"limit_amount" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_issue_category_limit_amount_fits')), sa.CheckConstraint('length("limit_unit") <= 10', name=op.f('ck_issue_category_limit_unit_fits')), sa.CheckConstraint('instr("limit_unit", char(0)) = 0', name=op.f('ck_issue_category_limit_unit_has_no_nul')), sa.CheckConstraint('length("name") <= 60', name=op.f('ck_issue_category_name_fits')), sa.CheckConstraint('instr("name", char(0)) = 0', name=op.f('ck_issue_category_name_has_no_nul')), sa.CheckConstraint('"position" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_issue_category_position_fits')), sa.CheckConstraint('"version" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_issue_category_version_fits'))),
        sqlite_strict=True,
    )


def _journal_entry() -> None:
    op.create_table(
        'journal_entry',
        sa.Column('seq', sa.Integer(), nullable=False, autoincrement=False),
        sa.Column('label', sa.String(400), nullable=False),
        sa.Column('at', sa.DateTime(), nullable=False),
        sa.Column('day', sa.Date(), nullable=False),
        sa.Column('actor', sa.String(200), nullable=False),
        sa.Column('kind', sa.String(10), nullable=False),
        sa.Column('of_seq', sa.Integer(), nullable=True),
        sa.Column('prev_hash', sa.String(64), nullable=False),
        sa.Column('hash', sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint('seq', name=op.f('pk_journal_entry')),
        sa.ForeignKeyConstraint(['of_seq'], ['journal_entry.seq'], name=op.f('fk_journal_entry_of_seq_journal_entry'), ondelete='RESTRICT'),
        sa.CheckConstraint('"day" BETWEEN \'1900-01-01\' AND \'2199-12-31\'', name=op.f('ck_journal_entry_day_in_range')),
        sa.CheckConstraint('length(hash) = 64 AND length(prev_hash) = 64', name=op.f('ck_journal_entry_hashes_are_hex')),
        sa.CheckConstraint("kind IN ('start', 'change', 'note', 'undo', 'redo')", name=op.f('ck_journal_entry_kind_is_known')),
        sa.CheckConstraint("(kind IN ('start', 'change', 'note')) = (of_seq IS NULL)", name=op.f('ck_journal_entry_only_undo_and_redo_refer_back')),
        *_on('sqlite', sa.CheckConstraint('length("actor") <= 200', name=op.f('ck_journal_entry_actor_fits')), sa.CheckConstraint('instr("actor", char(0)) = 0', name=op.f('ck_journal_entry_actor_has_no_nul')), sa.CheckConstraint('"at" IS NULL OR datetime("at") IS NOT NULL', name=op.f('ck_journal_entry_at_is_a_moment')), sa.CheckConstraint('"day" IS date("day")', name=op.f('ck_journal_entry_day_is_a_date')), sa.CheckConstraint('length("hash") <= 64', name=op.f('ck_journal_entry_hash_fits')), sa.CheckConstraint('instr("hash", char(0)) = 0', name=op.f('ck_journal_entry_hash_has_no_nul')), sa.CheckConstraint('length("kind") <= 10', name=op.f('ck_journal_entry_kind_fits')), sa.CheckConstraint('instr("kind", char(0)) = 0', name=op.f('ck_journal_entry_kind_has_no_nul')), sa.CheckConstraint('length("label") <= 400', name=op.f('ck_journal_entry_label_fits')), sa.CheckConstraint('instr("label", char(0)) = 0', name=op.f('ck_journal_entry_label_has_no_nul')), sa.CheckConstraint('"of_seq" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_journal_entry_of_seq_fits')), sa.CheckConstraint('length("prev_hash") <= 64', name=op.f('ck_journal_entry_prev_hash_fits')), sa.CheckConstraint('instr("prev_hash", char(0)) = 0', name=op.f('ck_journal_entry_prev_hash_has_no_nul')), sa.CheckConstraint('"seq" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_journal_entry_seq_fits'))),
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_journal_entry_day'), 'journal_entry', ['day'], unique=False)
    op.create_index(op.f('ix_journal_entry_of_seq'), 'journal_entry', ['of_seq'], unique=False)


def _meeting() -> None:
    op.create_table(
        'meeting',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('name', sa.String(100), nullable=False),
        sa.Column('rrule', sa.String(400), nullable=False),
        sa.Column('half', sa.String(40), nullable=False),
        sa.Column('starts_at', sa.Time(), nullable=True),
        sa.Column('ends_at', sa.Time(), nullable=True),
        sa.Column('first_day', sa.Date(), nullable=False),
        sa.Column('last_day', sa.Date(), nullable=True),
        sa.Column('attendees_text', sa.String(400), nullable=False),
        sa.Column('rule_text', sa.String(200), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_meeting')),
        sa.UniqueConstraint('name', name=op.f('uq_meeting_name')),
        sa.CheckConstraint('last_day IS NULL OR first_day <= last_day', name=op.f('ck_meeting_first_before_last')),
        sa.CheckConstraint('"first_day" BETWEEN \'1900-01-01\' AND \'2199-12-31\'', name=op.f('ck_meeting_first_day_in_range')),
        sa.CheckConstraint('"half" IN (\'morning\', \'afternoon\', \'day\')', name=op.f('ck_meeting_half_is_known')),
        sa.CheckConstraint('"last_day" BETWEEN \'1900-01-01\' AND \'2199-12-31\'', name=op.f('ck_meeting_last_day_in_range')),
        sa.CheckConstraint('starts_at IS NULL OR ends_at IS NULL OR starts_at < ends_at', name=op.f('ck_meeting_starts_before_ends')),
        *_on('sqlite', sa.CheckConstraint('length("attendees_text") <= 400', name=op.f('ck_meeting_attendees_text_fits')), sa.CheckConstraint('instr("attendees_text", char(0)) = 0', name=op.f('ck_meeting_attendees_text_has_no_nul')), sa.CheckConstraint('"ends_at" IS NULL OR "ends_at" IS strftime(\'%H:%M:%f000\', "ends_at")', name=op.f('ck_meeting_ends_at_is_a_time')), sa.CheckConstraint('"first_day" IS date("first_day")', name=op.f('ck_meeting_first_day_is_a_date')), sa.CheckConstraint('"id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_meeting_id_fits')), sa.CheckConstraint('"last_day" IS date("last_day")', name=op.f('ck_meeting_last_day_is_a_date')), sa.CheckConstraint('length("name") <= 100', name=op.f('ck_meeting_name_fits')), sa.CheckConstraint('instr("name", char(0)) = 0', name=op.f('ck_meeting_name_has_no_nul')), sa.CheckConstraint('length("rrule") <= 400', name=op.f('ck_meeting_rrule_fits')), sa.CheckConstraint('instr("rrule", char(0)) = 0', name=op.f('ck_meeting_rrule_has_no_nul')), sa.CheckConstraint('length("rule_text") <= 200', name=op.f('ck_meeting_rule_text_fits')), sa.CheckConstraint('instr("rule_text", char(0)) = 0', name=op.f('ck_meeting_rule_text_has_no_nul')), sa.CheckConstraint('"starts_at" IS NULL OR "starts_at" IS strftime(\'%H:%M:%f000\', "starts_at")', name=op.f('ck_meeting_starts_at_is_a_time')), sa.CheckConstraint('"version" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_meeting_version_fits'))),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )


def _number_series() -> None:
    op.create_table(
        'number_series',
        sa.Column('name', sa.String(40), nullable=False),
        sa.Column('year', sa.Integer(), nullable=False, autoincrement=False),
        sa.Column('last', sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint('name', 'year', name=op.f('pk_number_series')),
        sa.CheckConstraint('last >= 0', name=op.f('ck_number_series_last_counts_up')),
        *_on('sqlite', sa.CheckConstraint('"last" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_number_series_last_fits')), sa.CheckConstraint('length("name") <= 40', name=op.f('ck_number_series_name_fits')), sa.CheckConstraint('instr("name", char(0)) = 0', name=op.f('ck_number_series_name_has_no_nul')), sa.CheckConstraint('"year" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_number_series_year_fits'))),
        sqlite_strict=True,
    )


def _setting() -> None:
    op.create_table(
        'setting',
        sa.Column('key', sa.String(60), nullable=False),
        sa.Column('value', sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint('key', name=op.f('pk_setting')),
        *_on('sqlite', sa.CheckConstraint('length("key") <= 60', name=op.f('ck_setting_key_fits')), sa.CheckConstraint('instr("key", char(0)) = 0', name=op.f('ck_setting_key_has_no_nul')), sa.CheckConstraint('"value" IS NULL OR json_valid("value")', name=op.f('ck_setting_value_is_json'))),
        sqlite_strict=True,
    )


def _store_meta() -> None:
    op.create_table(
        'store_meta',
        sa.Column('name', sa.String(60), nullable=False),
        sa.Column('value', sa.String(400), nullable=False),
        sa.PrimaryKeyConstraint('name', name=op.f('pk_store_meta')),
        *_on('sqlite', sa.CheckConstraint('length("name") <= 60', name=op.f('ck_store_meta_name_fits')), sa.CheckConstraint('instr("name", char(0)) = 0', name=op.f('ck_store_meta_name_has_no_nul')), sa.CheckConstraint('length("value") <= 400', name=op.f('ck_store_meta_value_fits')), sa.CheckConstraint('instr("value", char(0)) = 0', name=op.f('ck_store_meta_value_has_no_nul'))),
        sqlite_strict=True,
    )


def _township() -> None:
    op.create_table(
        'township',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('name', sa.String(60), nullable=False),
        sa.Column('kind', sa.String(40), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('distance_km', sa.Integer(), nullable=True),
        sa.Column('travel_minutes', sa.Integer(), nullable=True),
        sa.Column('population', sa.Integer(), nullable=True),
        sa.Column('liaison_name', sa.String(60), nullable=False),
        sa.Column('liaison_phone', sa.String(60), nullable=False),
        sa.Column('reception_place', sa.String(200), nullable=False),
        sa.Column('visit_interval_days', sa.Integer(), nullable=True),
        sa.Column('note', sa.String(20000), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_township')),
        sa.UniqueConstraint('name', name=op.f('uq_township_name')),
        sa.CheckConstraint('distance_km BETWEEN 0 AND 2000', name=op.f('ck_township_distance_in_range')),
        sa.CheckConstraint('length(trim(name)) > 0', name=op.f('ck_township_has_a_name')),
        sa.CheckConstraint('visit_interval_days BETWEEN 1 AND 3660', name=op.f('ck_township_interval_in_range')),
        sa.CheckConstraint('"kind" IN (\'township\', \'town\', \'subdistrict\')', name=op.f('ck_township_kind_is_known')),
        sa.CheckConstraint('population BETWEEN 0 AND 10000000', name=op.f('ck_township_population_in_range')),
        sa.CheckConstraint('travel_minutes BETWEEN 0 AND 2880', name=op.f('ck_township_travel_in_range')),
        *_on('sqlite', sa.CheckConstraint('"distance_km" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_township_distance_km_fits')), sa.CheckConstraint('"id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_township_id_fits')), sa.CheckConstraint('length("liaison_name") <= 60', name=op.f('ck_township_liaison_name_fits')), sa.CheckConstraint('instr("liaison_name", char(0)) = 0', name=op.f('ck_township_liaison_name_has_no_nul')), sa.CheckConstraint('length("liaison_phone") <= 60', name=op.f('ck_township_liaison_phone_fits')), sa.CheckConstraint('instr("liaison_phone", char(0)) = 0', name=op.f('ck_township_liaison_phone_has_no_nul')), sa.CheckConstraint('length("name") <= 60', name=op.f('ck_township_name_fits')), sa.CheckConstraint('instr("name", char(0)) = 0', name=op.f('ck_township_name_has_no_nul')), sa.CheckConstraint('length("note") <= 20000', name=op.f('ck_township_note_fits')), sa.CheckConstraint('instr("note", char(0)) = 0', name=op.f('ck_township_note_has_no_nul')), sa.CheckConstraint('"population" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_township_population_fits')), sa.CheckConstraint('"position" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_township_position_fits')), sa.CheckConstraint('length("reception_place") <= 200', name=op.f('ck_township_reception_place_fits')), sa.CheckConstraint('instr("reception_place", char(0)) = 0', name=op.f('ck_township_reception_place_has_no_nul')), sa.CheckConstraint('"travel_minutes" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_township_travel_minutes_fits')), sa.CheckConstraint('"version" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_township_version_fits')), sa.CheckConstraint('"visit_interval_days" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_township_visit_interval_days_fits'))),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )


def _visit_kind() -> None:
    op.create_table(
        'visit_kind',
        sa.Column('key', sa.String(40), nullable=False),
        sa.Column('name', sa.String(60), nullable=False),
        sa.Column('seal', sa.String(2), nullable=False),
        sa.Column('colour', sa.String(10), nullable=False),
        sa.Column('receives_people', sa.Boolean(), nullable=False),
        sa.Column('own', sa.Boolean(), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('active', sa.Boolean(), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint('key', name=op.f('pk_visit_kind')),
        sa.CheckConstraint('length(trim(name)) > 0', name=op.f('ck_visit_kind_has_a_name')),
        *_on('sqlite', sa.CheckConstraint('"active" IN (0, 1)', name=op.f('ck_visit_kind_active_is_boolean')), sa.CheckConstraint('length("colour") <= 10', name=op.f('ck_visit_kind_colour_fits')), sa.CheckConstraint('instr("colour", char(0)) = 0', name=op.f('ck_visit_kind_colour_has_no_nul')), sa.CheckConstraint('length("key") <= 40', name=op.f('ck_visit_kind_key_fits')), sa.CheckConstraint('instr("key", char(0)) = 0', name=op.f('ck_visit_kind_key_has_no_nul')), sa.CheckConstraint('length("name") <= 60', name=op.f('ck_visit_kind_name_fits')), sa.CheckConstraint('instr("name", char(0)) = 0', name=op.f('ck_visit_kind_name_has_no_nul')), sa.CheckConstraint('"own" IN (0, 1)', name=op.f('ck_visit_kind_own_is_boolean')), sa.CheckConstraint('"position" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_visit_kind_position_fits')), sa.CheckConstraint('"receives_people" IN (0, 1)', name=op.f('ck_visit_kind_receives_people_is_boolean')), sa.CheckConstraint('length("seal") <= 2', name=op.f('ck_visit_kind_seal_fits')), sa.CheckConstraint('instr("seal", char(0)) = 0', name=op.f('ck_visit_kind_seal_has_no_nul')), sa.CheckConstraint('"version" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_visit_kind_version_fits'))),
        sqlite_strict=True,
    )


def _agency_alias() -> None:
    op.create_table(
        'agency_alias',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('agency_id', sa.Integer(), nullable=False),
        sa.Column('alias', sa.String(100), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_agency_alias')),
        sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_agency_alias_agency_id_agency'), ondelete='CASCADE'),
        sa.UniqueConstraint('alias', name=op.f('uq_agency_alias_alias')),
        *_on('sqlite', sa.CheckConstraint('"agency_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_agency_alias_agency_id_fits')), sa.CheckConstraint('length("alias") <= 100', name=op.f('ck_agency_alias_alias_fits')), sa.CheckConstraint('instr("alias", char(0)) = 0', name=op.f('ck_agency_alias_alias_has_no_nul')), sa.CheckConstraint('"id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_agency_alias_id_fits'))),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_agency_alias_agency_id'), 'agency_alias', ['agency_id'], unique=False)


def _journal_change() -> None:
    op.create_table(
        'journal_change',
        sa.Column('seq', sa.Integer(), nullable=False, autoincrement=False),
        sa.Column('ordinal', sa.Integer(), nullable=False, autoincrement=False),
        sa.Column('table_name', sa.String(60), nullable=False),
        sa.Column('row_key', sa.String(600), nullable=False),
        sa.Column('before', sa.Text(), nullable=True),
        sa.Column('after', sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint('seq', 'ordinal', name=op.f('pk_journal_change')),
        sa.ForeignKeyConstraint(['seq'], ['journal_entry.seq'], name=op.f('fk_journal_change_seq_journal_entry'), ondelete='RESTRICT'),
        *_on('sqlite', sa.CheckConstraint('instr("after", char(0)) = 0', name=op.f('ck_journal_change_after_has_no_nul')), sa.CheckConstraint('instr("before", char(0)) = 0', name=op.f('ck_journal_change_before_has_no_nul')), sa.CheckConstraint('"ordinal" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_journal_change_ordinal_fits')), sa.CheckConstraint('length("row_key") <= 600', name=op.f('ck_journal_change_row_key_fits')), sa.CheckConstraint('instr("row_key", char(0)) = 0', name=op.f('ck_journal_change_row_key_has_no_nul')), sa.CheckConstraint('"seq" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_journal_change_seq_fits')), sa.CheckConstraint('length("table_name") <= 60', name=op.f('ck_journal_change_table_name_fits')), sa.CheckConstraint('instr("table_name", char(0)) = 0', name=op.f('ck_journal_change_table_name_has_no_nul'))),
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_journal_change_table_name_row_key'), 'journal_change', ['table_name', 'row_key'], unique=False)


def _leader() -> None:
    op.create_table(
        'leader',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('name', sa.String(60), nullable=False),
        sa.Column('post', sa.String(200), nullable=False),
        sa.Column('body', sa.String(40), nullable=False),
        sa.Column('rank_order', sa.Integer(), nullable=False),
        sa.Column('portfolio', sa.String(400), nullable=False),
        sa.Column('phone', sa.String(60), nullable=False),
        sa.Column('duty_share', sa.Integer(), nullable=False),
        sa.Column('duty_reason', sa.String(200), nullable=False),
        sa.Column('agency_id', sa.Integer(), nullable=True),
        sa.Column('valid_from', sa.Date(), nullable=True),
        sa.Column('valid_to', sa.Date(), nullable=True),
        sa.Column('note', sa.String(20000), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_leader')),
        sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_leader_agency_id_agency'), ondelete='SET NULL'),
        sa.UniqueConstraint('name', 'post', name=op.f('uq_leader_name_post')),
        sa.CheckConstraint('"body" IN (\'county_committee\', \'government\', \'peoples_congress\', \'cppcc\', \'judiciary\', \'other\')', name=op.f('ck_leader_body_is_known')),
        sa.CheckConstraint('duty_share BETWEEN 0 AND 100', name=op.f('ck_leader_duty_share_is_percent')),
        sa.CheckConstraint('length(trim(name)) > 0', name=op.f('ck_leader_has_a_name')),
        sa.CheckConstraint('valid_from IS NULL OR valid_to IS NULL OR valid_from <= valid_to', name=op.f('ck_leader_valid_from_before_to')),
        sa.CheckConstraint('"valid_from" BETWEEN \'1900-01-01\' AND \'2199-12-31\'', name=op.f('ck_leader_valid_from_in_range')),
        sa.CheckConstraint('"valid_to" BETWEEN \'1900-01-01\' AND \'2199-12-31\'', name=op.f('ck_leader_valid_to_in_range')),
        *_on('sqlite', sa.CheckConstraint('"agency_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_leader_agency_id_fits')), sa.CheckConstraint('length("duty_reason") <= 200', name=op.f('ck_leader_duty_reason_fits')), sa.CheckConstraint('instr("duty_reason", char(0)) = 0', name=op.f('ck_leader_duty_reason_has_no_nul')), sa.CheckConstraint('"duty_share" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_leader_duty_share_fits')), sa.CheckConstraint('"id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_leader_id_fits')), sa.CheckConstraint('length("name") <= 60', name=op.f('ck_leader_name_fits')), sa.CheckConstraint('instr("name", char(0)) = 0', name=op.f('ck_leader_name_has_no_nul')), sa.CheckConstraint('length("note") <= 20000', name=op.f('ck_leader_note_fits')), sa.CheckConstraint('instr("note", char(0)) = 0', name=op.f('ck_leader_note_has_no_nul')), sa.CheckConstraint('length("phone") <= 60', name=op.f('ck_leader_phone_fits')), sa.CheckConstraint('instr("phone", char(0)) = 0', name=op.f('ck_leader_phone_has_no_nul')), sa.CheckConstraint('length("portfolio") <= 400', name=op.f('ck_leader_portfolio_fits')), sa.CheckConstraint('instr("portfolio", char(0)) = 0', name=op.f('ck_leader_portfolio_has_no_nul')), sa.CheckConstraint('length("post") <= 200', name=op.f('ck_leader_post_fits')), sa.CheckConstraint('instr("post", char(0)) = 0', name=op.f('ck_leader_post_has_no_nul')), sa.CheckConstraint('"rank_order" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_leader_rank_order_fits')), sa.CheckConstraint('"valid_from" IS date("valid_from")', name=op.f('ck_leader_valid_from_is_a_date')), sa.CheckConstraint('"valid_to" IS date("valid_to")', name=op.f('ck_leader_valid_to_is_a_date')), sa.CheckConstraint('"version" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_leader_version_fits'))),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_leader_name'), 'leader', ['name'], unique=False)
    op.create_index(op.f('ix_leader_rank_order'), 'leader', ['rank_order'], unique=False)


def _market() -> None:
    op.create_table(
        'market',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('township_id', sa.Integer(), nullable=False),
        sa.Column('name', sa.String(60), nullable=False),
        sa.Column('rule', sa.String(200), nullable=False),
        sa.Column('as_written', sa.String(200), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_market')),
        sa.ForeignKeyConstraint(['township_id'], ['township.id'], name=op.f('fk_market_township_id_township'), ondelete='CASCADE'),
        *_on('sqlite', sa.CheckConstraint('length("as_written") <= 200', name=op.f('ck_market_as_written_fits')), sa.CheckConstraint('instr("as_written", char(0)) = 0', name=op.f('ck_market_as_written_has_no_nul')), sa.CheckConstraint('"id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_market_id_fits')), sa.CheckConstraint('length("name") <= 60', name=op.f('ck_market_name_fits')), sa.CheckConstraint('instr("name", char(0)) = 0', name=op.f('ck_market_name_has_no_nul')), sa.CheckConstraint('length("rule") <= 200', name=op.f('ck_market_rule_fits')), sa.CheckConstraint('instr("rule", char(0)) = 0', name=op.f('ck_market_rule_has_no_nul')), sa.CheckConstraint('"township_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_market_township_id_fits'))),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_market_township_id'), 'market', ['township_id'], unique=False)


def _village() -> None:
    op.create_table(
        'village',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('township_id', sa.Integer(), nullable=False),
        sa.Column('name', sa.String(60), nullable=False),
        sa.Column('kind', sa.String(40), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('households', sa.Integer(), nullable=True),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_village')),
        sa.ForeignKeyConstraint(['township_id'], ['township.id'], name=op.f('fk_village_township_id_township'), ondelete='RESTRICT'),
        sa.UniqueConstraint('township_id', 'name', name=op.f('uq_village_township_id_name')),
        sa.CheckConstraint('length(trim(name)) > 0', name=op.f('ck_village_has_a_name')),
        sa.CheckConstraint('households BETWEEN 0 AND 100000', name=op.f('ck_village_households_in_range')),
        sa.CheckConstraint('"kind" IN (\'village\', \'community\')', name=op.f('ck_village_kind_is_known')),
        *_on('sqlite', sa.CheckConstraint('"households" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_village_households_fits')), sa.CheckConstraint('"id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_village_id_fits')), sa.CheckConstraint('length("name") <= 60', name=op.f('ck_village_name_fits')), sa.CheckConstraint('instr("name", char(0)) = 0', name=op.f('ck_village_name_has_no_nul')), sa.CheckConstraint('"position" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_village_position_fits')), sa.CheckConstraint('"township_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_village_township_id_fits')), sa.CheckConstraint('"version" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_village_version_fits'))),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_village_township_id'), 'village', ['township_id'], unique=False)


def _absence() -> None:
    op.create_table(
        'absence',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('leader_id', sa.Integer(), nullable=False),
        sa.Column('starts', sa.Date(), nullable=False),
        sa.Column('ends', sa.Date(), nullable=False),
        sa.Column('reason', sa.String(200), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_absence')),
        sa.ForeignKeyConstraint(['leader_id'], ['leader.id'], name=op.f('fk_absence_leader_id_leader'), ondelete='CASCADE'),
        sa.CheckConstraint('"ends" BETWEEN \'1900-01-01\' AND \'2199-12-31\'', name=op.f('ck_absence_ends_in_range')),
        sa.CheckConstraint('starts <= ends', name=op.f('ck_absence_starts_before_ends')),
        sa.CheckConstraint('"starts" BETWEEN \'1900-01-01\' AND \'2199-12-31\'', name=op.f('ck_absence_starts_in_range')),
        *_on('sqlite', sa.CheckConstraint('"ends" IS date("ends")', name=op.f('ck_absence_ends_is_a_date')), sa.CheckConstraint('"id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_absence_id_fits')), sa.CheckConstraint('"leader_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_absence_leader_id_fits')), sa.CheckConstraint('length("reason") <= 200', name=op.f('ck_absence_reason_fits')), sa.CheckConstraint('instr("reason", char(0)) = 0', name=op.f('ck_absence_reason_has_no_nul')), sa.CheckConstraint('"starts" IS date("starts")', name=op.f('ck_absence_starts_is_a_date')), sa.CheckConstraint('"version" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_absence_version_fits'))),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_absence_leader_id'), 'absence', ['leader_id'], unique=False)
    op.create_index(op.f('ix_absence_starts'), 'absence', ['starts'], unique=False)


def _backup_pair() -> None:
    op.create_table(
        'backup_pair',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('a_leader_id', sa.Integer(), nullable=False),
        sa.Column('b_leader_id', sa.Integer(), nullable=False),
        sa.Column('starts', sa.Date(), nullable=True),
        sa.Column('ends', sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_backup_pair')),
        sa.ForeignKeyConstraint(['a_leader_id'], ['leader.id'], name=op.f('fk_backup_pair_a_leader_id_leader'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['b_leader_id'], ['leader.id'], name=op.f('fk_backup_pair_b_leader_id_leader'), ondelete='CASCADE'),
        sa.UniqueConstraint('a_leader_id', 'b_leader_id', name=op.f('uq_backup_pair_a_leader_id_b_leader_id')),
        sa.CheckConstraint('"ends" BETWEEN \'1900-01-01\' AND \'2199-12-31\'', name=op.f('ck_backup_pair_ends_in_range')),
        sa.CheckConstraint('ends IS NULL OR starts IS NULL OR starts <= ends', name=op.f('ck_backup_pair_starts_before_ends')),
        sa.CheckConstraint('"starts" BETWEEN \'1900-01-01\' AND \'2199-12-31\'', name=op.f('ck_backup_pair_starts_in_range')),
        sa.CheckConstraint('a_leader_id <> b_leader_id', name=op.f('ck_backup_pair_two_people')),
        *_on('sqlite', sa.CheckConstraint('"a_leader_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_backup_pair_a_leader_id_fits')), sa.CheckConstraint('"b_leader_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_backup_pair_b_leader_id_fits')), sa.CheckConstraint('"ends" IS date("ends")', name=op.f('ck_backup_pair_ends_is_a_date')), sa.CheckConstraint('"id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_backup_pair_id_fits')), sa.CheckConstraint('"starts" IS date("starts")', name=op.f('ck_backup_pair_starts_is_a_date'))),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_backup_pair_a_leader_id'), 'backup_pair', ['a_leader_id'], unique=False)
    op.create_index(op.f('ix_backup_pair_b_leader_id'), 'backup_pair', ['b_leader_id'], unique=False)


def _meeting_attendee() -> None:
    op.create_table(
        'meeting_attendee',
        sa.Column('meeting_id', sa.Integer(), nullable=False),
        sa.Column('leader_id', sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint('meeting_id', 'leader_id', name=op.f('pk_meeting_attendee')),
        sa.ForeignKeyConstraint(['leader_id'], ['leader.id'], name=op.f('fk_meeting_attendee_leader_id_leader'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_meeting_attendee_meeting_id_meeting'), ondelete='CASCADE'),
        *_on('sqlite', sa.CheckConstraint('"leader_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_meeting_attendee_leader_id_fits')), sa.CheckConstraint('"meeting_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_meeting_attendee_meeting_id_fits'))),
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_meeting_attendee_leader_id'), 'meeting_attendee', ['leader_id'], unique=False)


def _pairing() -> None:
    op.create_table(
        'pairing',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('leader_id', sa.Integer(), nullable=False),
        sa.Column('township_id', sa.Integer(), nullable=False),
        sa.Column('village_id', sa.Integer(), nullable=True),
        sa.Column('starts', sa.Date(), nullable=False),
        sa.Column('ends', sa.Date(), nullable=True),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_pairing')),
        sa.ForeignKeyConstraint(['leader_id'], ['leader.id'], name=op.f('fk_pairing_leader_id_leader'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['township_id'], ['township.id'], name=op.f('fk_pairing_township_id_township'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['village_id'], ['village.id'], name=op.f('fk_pairing_village_id_village'), ondelete='CASCADE'),
        sa.CheckConstraint('"ends" BETWEEN \'1900-01-01\' AND \'2199-12-31\'', name=op.f('ck_pairing_ends_in_range')),
        sa.CheckConstraint('ends IS NULL OR starts <= ends', name=op.f('ck_pairing_starts_before_ends')),
        sa.CheckConstraint('"starts" BETWEEN \'1900-01-01\' AND \'2199-12-31\'', name=op.f('ck_pairing_starts_in_range')),
        *_on('sqlite', sa.CheckConstraint('"ends" IS date("ends")', name=op.f('ck_pairing_ends_is_a_date')), sa.CheckConstraint('"id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_pairing_id_fits')), sa.CheckConstraint('"leader_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_pairing_leader_id_fits')), sa.CheckConstraint('"starts" IS date("starts")', name=op.f('ck_pairing_starts_is_a_date')), sa.CheckConstraint('"township_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_pairing_township_id_fits')), sa.CheckConstraint('"version" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_pairing_version_fits')), sa.CheckConstraint('"village_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_pairing_village_id_fits'))),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_pairing_leader_id'), 'pairing', ['leader_id'], unique=False)
    op.create_index(op.f('ix_pairing_township_leader'), 'pairing', ['township_id', 'leader_id'], unique=False)


def _petitioner() -> None:
    op.create_table(
        'petitioner',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('name', sa.String(60), nullable=False),
        sa.Column('phone', sa.String(60), nullable=False),
        sa.Column('address', sa.String(200), nullable=False),
        sa.Column('village_id', sa.Integer(), nullable=True),
        sa.Column('headcount', sa.Integer(), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_petitioner')),
        sa.ForeignKeyConstraint(['village_id'], ['village.id'], name=op.f('fk_petitioner_village_id_village'), ondelete='SET NULL'),
        *_on('sqlite', sa.CheckConstraint('length("address") <= 200', name=op.f('ck_petitioner_address_fits')), sa.CheckConstraint('instr("address", char(0)) = 0', name=op.f('ck_petitioner_address_has_no_nul')), sa.CheckConstraint('"headcount" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_petitioner_headcount_fits')), sa.CheckConstraint('"id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_petitioner_id_fits')), sa.CheckConstraint('length("name") <= 60', name=op.f('ck_petitioner_name_fits')), sa.CheckConstraint('instr("name", char(0)) = 0', name=op.f('ck_petitioner_name_has_no_nul')), sa.CheckConstraint('length("phone") <= 60', name=op.f('ck_petitioner_phone_fits')), sa.CheckConstraint('instr("phone", char(0)) = 0', name=op.f('ck_petitioner_phone_has_no_nul')), sa.CheckConstraint('"version" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_petitioner_version_fits')), sa.CheckConstraint('"village_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_petitioner_village_id_fits'))),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_petitioner_name'), 'petitioner', ['name'], unique=False)
    op.create_index(op.f('ix_petitioner_phone'), 'petitioner', ['phone'], unique=False)
    op.create_index(op.f('ix_petitioner_village_id'), 'petitioner', ['village_id'], unique=False)


def _visit() -> None:
    op.create_table(
        'visit',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('uid', sa.String(36), nullable=False),
        sa.Column('year', sa.Integer(), nullable=False),
        sa.Column('number', sa.Integer(), nullable=False),
        sa.Column('day', sa.Date(), nullable=False),
        sa.Column('half', sa.String(40), nullable=False),
        sa.Column('starts_at', sa.Time(), nullable=True),
        sa.Column('ends_at', sa.Time(), nullable=True),
        sa.Column('kind', sa.String(40), nullable=False),
        sa.Column('reception_form', sa.String(40), nullable=True),
        sa.Column('leader_id', sa.Integer(), nullable=False),
        sa.Column('township_id', sa.Integer(), nullable=False),
        sa.Column('village_id', sa.Integer(), nullable=True),
        sa.Column('place', sa.String(200), nullable=False),
        sa.Column('theme', sa.String(400), nullable=False),
        sa.Column('state', sa.String(40), nullable=False),
        sa.Column('state_reason', sa.String(400), nullable=False),
        sa.Column('unannounced', sa.Boolean(), nullable=False),
        sa.Column('pinned', sa.Boolean(), nullable=False),
        sa.Column('overlap_confirmed', sa.Boolean(), nullable=False),
        sa.Column('result', sa.String(20000), nullable=False),
        sa.Column('note', sa.String(20000), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_visit')),
        sa.ForeignKeyConstraint(['kind'], ['visit_kind.key'], name=op.f('fk_visit_kind_visit_kind'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['leader_id'], ['leader.id'], name=op.f('fk_visit_leader_id_leader'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['township_id'], ['township.id'], name=op.f('fk_visit_township_id_township'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['village_id'], ['village.id'], name=op.f('fk_visit_village_id_village'), ondelete='RESTRICT'),
        sa.UniqueConstraint('uid', name=op.f('uq_visit_uid')),
        sa.UniqueConstraint('year', 'number', name=op.f('uq_visit_year_number')),
        sa.CheckConstraint('"day" BETWEEN \'1900-01-01\' AND \'2199-12-31\'', name=op.f('ck_visit_day_in_range')),
        sa.CheckConstraint('"half" IN (\'morning\', \'afternoon\', \'day\')', name=op.f('ck_visit_half_is_known')),
        sa.CheckConstraint('number > 0', name=op.f('ck_visit_number_counts_from_one')),
        sa.CheckConstraint('"reception_form" IN (\'fixed_point\', \'by_appointment\', \'case_visit\', \'video\')', name=op.f('ck_visit_reception_form_is_known')),
        sa.CheckConstraint('starts_at IS NULL OR ends_at IS NULL OR starts_at < ends_at', name=op.f('ck_visit_starts_before_ends')),
        sa.CheckConstraint('"state" IN (\'draft\', \'set\', \'notified\', \'done\', \'cancelled\', \'missed\')', name=op.f('ck_visit_state_is_known')),
        *_on('sqlite', sa.CheckConstraint('"day" IS date("day")', name=op.f('ck_visit_day_is_a_date')), sa.CheckConstraint('"ends_at" IS NULL OR "ends_at" IS strftime(\'%H:%M:%f000\', "ends_at")', name=op.f('ck_visit_ends_at_is_a_time')), sa.CheckConstraint('"id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_visit_id_fits')), sa.CheckConstraint('length("kind") <= 40', name=op.f('ck_visit_kind_fits')), sa.CheckConstraint('instr("kind", char(0)) = 0', name=op.f('ck_visit_kind_has_no_nul')), sa.CheckConstraint('"leader_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_visit_leader_id_fits')), sa.CheckConstraint('length("note") <= 20000', name=op.f('ck_visit_note_fits')), sa.CheckConstraint('instr("note", char(0)) = 0', name=op.f('ck_visit_note_has_no_nul')), sa.CheckConstraint('"number" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_visit_number_fits')), sa.CheckConstraint('"overlap_confirmed" IN (0, 1)', name=op.f('ck_visit_overlap_confirmed_is_boolean')), sa.CheckConstraint('"pinned" IN (0, 1)', name=op.f('ck_visit_pinned_is_boolean')), sa.CheckConstraint('length("place") <= 200', name=op.f('ck_visit_place_fits')), sa.CheckConstraint('instr("place", char(0)) = 0', name=op.f('ck_visit_place_has_no_nul')), sa.CheckConstraint('length("result") <= 20000', name=op.f('ck_visit_result_fits')), sa.CheckConstraint('instr("result", char(0)) = 0', name=op.f('ck_visit_result_has_no_nul')), sa.CheckConstraint('"starts_at" IS NULL OR "starts_at" IS strftime(\'%H:%M:%f000\', "starts_at")', name=op.f('ck_visit_starts_at_is_a_time')), sa.CheckConstraint('length("state_reason") <= 400', name=op.f('ck_visit_state_reason_fits')), sa.CheckConstraint('instr("state_reason", char(0)) = 0', name=op.f('ck_visit_state_reason_has_no_nul')), sa.CheckConstraint('length("theme") <= 400', name=op.f('ck_visit_theme_fits')), sa.CheckConstraint('instr("theme", char(0)) = 0', name=op.f('ck_visit_theme_has_no_nul')), sa.CheckConstraint('"township_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_visit_township_id_fits')), sa.CheckConstraint('length("uid") <= 36', name=op.f('ck_visit_uid_fits')), sa.CheckConstraint('instr("uid", char(0)) = 0', name=op.f('ck_visit_uid_has_no_nul')), sa.CheckConstraint('"unannounced" IN (0, 1)', name=op.f('ck_visit_unannounced_is_boolean')), sa.CheckConstraint('"version" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_visit_version_fits')), sa.CheckConstraint('"village_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_visit_village_id_fits')), sa.CheckConstraint('"year" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_visit_year_fits'))),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_visit_day_leader'), 'visit', ['day', 'leader_id'], unique=False)
    op.create_index(op.f('ix_visit_kind'), 'visit', ['kind'], unique=False)
    op.create_index(op.f('ix_visit_leader_id'), 'visit', ['leader_id'], unique=False)
    op.create_index(op.f('ix_visit_township_day'), 'visit', ['township_id', 'day'], unique=False)
    op.create_index(op.f('ix_visit_village_id'), 'visit', ['village_id'], unique=False)
    op.create_index(op.f('uq_visit_leader_afternoon'), 'visit', ['leader_id', 'day'], unique=True, postgresql_where=sa.text("overlap_confirmed = false AND state NOT IN ('cancelled', 'missed') AND half IN ('afternoon', 'day')"), sqlite_where=sa.text("overlap_confirmed = 0 AND state NOT IN ('cancelled', 'missed') AND half IN ('afternoon', 'day')"))
    op.create_index(op.f('uq_visit_leader_morning'), 'visit', ['leader_id', 'day'], unique=True, postgresql_where=sa.text("overlap_confirmed = false AND state NOT IN ('cancelled', 'missed') AND half IN ('morning', 'day')"), sqlite_where=sa.text("overlap_confirmed = 0 AND state NOT IN ('cancelled', 'missed') AND half IN ('morning', 'day')"))


def _appointment() -> None:
    op.create_table(
        'appointment',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('visit_id', sa.Integer(), nullable=False),
        sa.Column('petitioner_id', sa.Integer(), nullable=True),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('at', sa.Time(), nullable=True),
        sa.Column('topic', sa.String(400), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_appointment')),
        sa.ForeignKeyConstraint(['petitioner_id'], ['petitioner.id'], name=op.f('fk_appointment_petitioner_id_petitioner'), ondelete='SET NULL'),
        sa.ForeignKeyConstraint(['visit_id'], ['visit.id'], name=op.f('fk_appointment_visit_id_visit'), ondelete='CASCADE'),
        *_on('sqlite', sa.CheckConstraint('"at" IS NULL OR "at" IS strftime(\'%H:%M:%f000\', "at")', name=op.f('ck_appointment_at_is_a_time')), sa.CheckConstraint('"id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_appointment_id_fits')), sa.CheckConstraint('"petitioner_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_appointment_petitioner_id_fits')), sa.CheckConstraint('"position" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_appointment_position_fits')), sa.CheckConstraint('length("topic") <= 400', name=op.f('ck_appointment_topic_fits')), sa.CheckConstraint('instr("topic", char(0)) = 0', name=op.f('ck_appointment_topic_has_no_nul')), sa.CheckConstraint('"visit_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_appointment_visit_id_fits'))),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_appointment_petitioner_id'), 'appointment', ['petitioner_id'], unique=False)
    op.create_index(op.f('ix_appointment_visit_id'), 'appointment', ['visit_id'], unique=False)


def _issue() -> None:
    op.create_table(
        'issue',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('uid', sa.String(36), nullable=False),
        sa.Column('number', sa.String(60), nullable=False),
        sa.Column('year', sa.Integer(), nullable=False),
        sa.Column('serial', sa.Integer(), nullable=False),
        sa.Column('title', sa.String(400), nullable=False),
        sa.Column('detail', sa.String(20000), nullable=False),
        sa.Column('raised_on', sa.Date(), nullable=False),
        sa.Column('visit_id', sa.Integer(), nullable=True),
        sa.Column('township_id', sa.Integer(), nullable=False),
        sa.Column('village_id', sa.Integer(), nullable=True),
        sa.Column('petitioner_id', sa.Integer(), nullable=True),
        sa.Column('category', sa.String(60), nullable=True),
        sa.Column('source_channel', sa.String(40), nullable=False),
        sa.Column('subject_of_complaint', sa.String(200), nullable=False),
        sa.Column('subject_agency_id', sa.Integer(), nullable=True),
        sa.Column('lead_agency_id', sa.Integer(), nullable=True),
        sa.Column('case_leader_id', sa.Integer(), nullable=True),
        sa.Column('state', sa.String(40), nullable=False),
        sa.Column('limit_amount', sa.Integer(), nullable=True),
        sa.Column('limit_unit', sa.String(10), nullable=True),
        sa.Column('due', sa.Date(), nullable=True),
        sa.Column('due_steps', sa.JSON(), nullable=False),
        sa.Column('due_stated', sa.Boolean(), nullable=False),
        sa.Column('due_provisional', sa.Boolean(), nullable=False),
        sa.Column('closed_on', sa.Date(), nullable=True),
        sa.Column('close_result', sa.String(20000), nullable=False),
        sa.Column('satisfaction', sa.String(40), nullable=True),
        sa.Column('chase_count', sa.Integer(), nullable=False),
        sa.Column('extension_count', sa.Integer(), nullable=False),
        sa.Column('bring_to_visit_id', sa.Integer(), nullable=True),
        sa.Column('note', sa.String(20000), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_issue')),
        sa.ForeignKeyConstraint(['bring_to_visit_id'], ['visit.id'], name=op.f('fk_issue_bring_to_visit_id_visit'), ondelete='SET NULL'),
        sa.ForeignKeyConstraint(['case_leader_id'], ['leader.id'], name=op.f('fk_issue_case_leader_id_leader'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['category'], ['issue_category.key'], name=op.f('fk_issue_category_issue_category'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['lead_agency_id'], ['agency.id'], name=op.f('fk_issue_lead_agency_id_agency'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['petitioner_id'], ['petitioner.id'], name=op.f('fk_issue_petitioner_id_petitioner'), ondelete='SET NULL'),
        sa.ForeignKeyConstraint(['subject_agency_id'], ['agency.id'], name=op.f('fk_issue_subject_agency_id_agency'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['township_id'], ['township.id'], name=op.f('fk_issue_township_id_township'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['village_id'], ['village.id'], name=op.f('fk_issue_village_id_village'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['visit_id'], ['visit.id'], name=op.f('fk_issue_visit_id_visit'), ondelete='RESTRICT'),
        sa.UniqueConstraint('number', name=op.f('uq_issue_number')),
        sa.UniqueConstraint('uid', name=op.f('uq_issue_uid')),
        sa.UniqueConstraint('year', 'serial', name=op.f('uq_issue_year_serial')),
        sa.CheckConstraint('chase_count >= 0', name=op.f('ck_issue_chase_count_counts_up')),
        sa.CheckConstraint('"closed_on" BETWEEN \'1900-01-01\' AND \'2199-12-31\'', name=op.f('ck_issue_closed_on_in_range')),
        sa.CheckConstraint('"due" BETWEEN \'1900-01-01\' AND \'2199-12-31\'', name=op.f('ck_issue_due_in_range')),
        sa.CheckConstraint('length(trim(title)) > 0', name=op.f('ck_issue_has_a_title')),
        sa.CheckConstraint('limit_amount BETWEEN 1 AND 3660', name=op.f('ck_issue_limit_in_range')),
        sa.CheckConstraint("limit_unit IN ('working', 'natural')", name=op.f('ck_issue_limit_unit_is_known')),
        sa.CheckConstraint('"raised_on" BETWEEN \'1900-01-01\' AND \'2199-12-31\'', name=op.f('ck_issue_raised_on_in_range')),
        sa.CheckConstraint('"satisfaction" IN (\'satisfied\', \'mostly_satisfied\', \'dissatisfied\')', name=op.f('ck_issue_satisfaction_is_known')),
        sa.CheckConstraint('"source_channel" IN (\'visit\', \'hotline_12345\', \'letter\', \'superior\', \'other\')', name=op.f('ck_issue_source_channel_is_known')),
        sa.CheckConstraint('"state" IN (\'registered\', \'answered_on_site\', \'assigned\', \'received\', \'objected\', \'in_hand\', \'feedback\', \'checked\', \'replied\', \'closed\', \'archived\')', name=op.f('ck_issue_state_is_known')),
        *_on('sqlite', sa.CheckConstraint('"bring_to_visit_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_issue_bring_to_visit_id_fits')), sa.CheckConstraint('"case_leader_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_issue_case_leader_id_fits')), sa.CheckConstraint('length("category") <= 60', name=op.f('ck_issue_category_fits')), sa.CheckConstraint('instr("category", char(0)) = 0', name=op.f('ck_issue_category_has_no_nul')), sa.CheckConstraint('"chase_count" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_issue_chase_count_fits')), sa.CheckConstraint('length("close_result") <= 20000', name=op.f('ck_issue_close_result_fits')), sa.CheckConstraint('instr("close_result", char(0)) = 0', name=op.f('ck_issue_close_result_has_no_nul')), sa.CheckConstraint('"closed_on" IS date("closed_on")', name=op.f('ck_issue_closed_on_is_a_date')), sa.CheckConstraint('length("detail") <= 20000', name=op.f('ck_issue_detail_fits')), sa.CheckConstraint('instr("detail", char(0)) = 0', name=op.f('ck_issue_detail_has_no_nul')), sa.CheckConstraint('"due" IS date("due")', name=op.f('ck_issue_due_is_a_date')), sa.CheckConstraint('"due_provisional" IN (0, 1)', name=op.f('ck_issue_due_provisional_is_boolean')), sa.CheckConstraint('"due_stated" IN (0, 1)', name=op.f('ck_issue_due_stated_is_boolean')), sa.CheckConstraint('"due_steps" IS NULL OR json_valid("due_steps")', name=op.f('ck_issue_due_steps_is_json')), sa.CheckConstraint('"extension_count" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_issue_extension_count_fits')), sa.CheckConstraint('"id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_issue_id_fits')), sa.CheckConstraint('"lead_agency_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_issue_lead_agency_id_fits')), sa.CheckConstraint('"limit_amount" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_issue_limit_amount_fits')), sa.CheckConstraint('length("limit_unit") <= 10', name=op.f('ck_issue_limit_unit_fits')), sa.CheckConstraint('instr("limit_unit", char(0)) = 0', name=op.f('ck_issue_limit_unit_has_no_nul')), sa.CheckConstraint('length("note") <= 20000', name=op.f('ck_issue_note_fits')), sa.CheckConstraint('instr("note", char(0)) = 0', name=op.f('ck_issue_note_has_no_nul')), sa.CheckConstraint('length("number") <= 60', name=op.f('ck_issue_number_fits')), sa.CheckConstraint('instr("number", char(0)) = 0', name=op.f('ck_issue_number_has_no_nul')), sa.CheckConstraint('"petitioner_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_issue_petitioner_id_fits')), sa.CheckConstraint('"raised_on" IS date("raised_on")', name=op.f('ck_issue_raised_on_is_a_date')), sa.CheckConstraint('"serial" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_issue_serial_fits')), sa.CheckConstraint('"subject_agency_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_issue_subject_agency_id_fits')), sa.CheckConstraint('length("subject_of_complaint") <= 200', name=op.f('ck_issue_subject_of_complaint_fits')), sa.CheckConstraint('instr("subject_of_complaint", char(0)) = 0', name=op.f('ck_issue_subject_of_complaint_has_no_nul')), sa.CheckConstraint('length("title") <= 400', name=op.f('ck_issue_title_fits')), sa.CheckConstraint('instr("title", char(0)) = 0', name=op.f('ck_issue_title_has_no_nul')), sa.CheckConstraint('"township_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_issue_township_id_fits')), sa.CheckConstraint('length("uid") <= 36', name=op.f('ck_issue_uid_fits')), sa.CheckConstraint('instr("uid", char(0)) = 0', name=op.f('ck_issue_uid_has_no_nul')), sa.CheckConstraint('"version" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_issue_version_fits')), sa.CheckConstraint('"village_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_issue_village_id_fits')), sa.CheckConstraint('"visit_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_issue_visit_id_fits')), sa.CheckConstraint('"year" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_issue_year_fits'))),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_issue_bring_to_visit_id'), 'issue', ['bring_to_visit_id'], unique=False)
    op.create_index(op.f('ix_issue_case_leader_id'), 'issue', ['case_leader_id'], unique=False)
    op.create_index(op.f('ix_issue_category'), 'issue', ['category'], unique=False)
    op.create_index(op.f('ix_issue_closed_on'), 'issue', ['closed_on'], unique=False)
    op.create_index(op.f('ix_issue_lead_agency_id'), 'issue', ['lead_agency_id'], unique=False)
    op.create_index(op.f('ix_issue_petitioner_id'), 'issue', ['petitioner_id'], unique=False)
    op.create_index(op.f('ix_issue_raised_on'), 'issue', ['raised_on'], unique=False)
    op.create_index(op.f('ix_issue_state_due'), 'issue', ['state', 'due'], unique=False)
    op.create_index(op.f('ix_issue_subject_agency_id'), 'issue', ['subject_agency_id'], unique=False)
    op.create_index(op.f('ix_issue_township_state'), 'issue', ['township_id', 'state'], unique=False)
    op.create_index(op.f('ix_issue_village_id'), 'issue', ['village_id'], unique=False)
    op.create_index(op.f('ix_issue_visit_id'), 'issue', ['visit_id'], unique=False)


def _visit_agency() -> None:
    op.create_table(
        'visit_agency',
        sa.Column('visit_id', sa.Integer(), nullable=False),
        sa.Column('agency_id', sa.Integer(), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('notified_on', sa.Date(), nullable=True),
        sa.Column('confirmed_on', sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint('visit_id', 'agency_id', name=op.f('pk_visit_agency')),
        sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_visit_agency_agency_id_agency'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['visit_id'], ['visit.id'], name=op.f('fk_visit_agency_visit_id_visit'), ondelete='CASCADE'),
        sa.CheckConstraint('"confirmed_on" BETWEEN \'1900-01-01\' AND \'2199-12-31\'', name=op.f('ck_visit_agency_confirmed_on_in_range')),
        sa.CheckConstraint('"notified_on" BETWEEN \'1900-01-01\' AND \'2199-12-31\'', name=op.f('ck_visit_agency_notified_on_in_range')),
        *_on('sqlite', sa.CheckConstraint('"agency_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_visit_agency_agency_id_fits')), sa.CheckConstraint('"confirmed_on" IS date("confirmed_on")', name=op.f('ck_visit_agency_confirmed_on_is_a_date')), sa.CheckConstraint('"notified_on" IS date("notified_on")', name=op.f('ck_visit_agency_notified_on_is_a_date')), sa.CheckConstraint('"position" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_visit_agency_position_fits')), sa.CheckConstraint('"visit_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_visit_agency_visit_id_fits'))),
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_visit_agency_agency_id'), 'visit_agency', ['agency_id'], unique=False)


def _visit_leader() -> None:
    op.create_table(
        'visit_leader',
        sa.Column('visit_id', sa.Integer(), nullable=False),
        sa.Column('leader_id', sa.Integer(), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint('visit_id', 'leader_id', name=op.f('pk_visit_leader')),
        sa.ForeignKeyConstraint(['leader_id'], ['leader.id'], name=op.f('fk_visit_leader_leader_id_leader'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['visit_id'], ['visit.id'], name=op.f('fk_visit_leader_visit_id_visit'), ondelete='CASCADE'),
        *_on('sqlite', sa.CheckConstraint('"leader_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_visit_leader_leader_id_fits')), sa.CheckConstraint('"position" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_visit_leader_position_fits')), sa.CheckConstraint('"visit_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_visit_leader_visit_id_fits'))),
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_visit_leader_leader_id'), 'visit_leader', ['leader_id'], unique=False)


def _attachment() -> None:
    op.create_table(
        'attachment',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('sha256', sa.String(64), nullable=False),
        sa.Column('name', sa.String(255), nullable=False),
        sa.Column('media_type', sa.String(100), nullable=False),
        sa.Column('size', sa.Integer(), nullable=False),
        sa.Column('issue_id', sa.Integer(), nullable=True),
        sa.Column('visit_id', sa.Integer(), nullable=True),
        sa.Column('added_on', sa.Date(), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_attachment')),
        sa.ForeignKeyConstraint(['issue_id'], ['issue.id'], name=op.f('fk_attachment_issue_id_issue'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['sha256'], ['blob.sha256'], name=op.f('fk_attachment_sha256_blob'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['visit_id'], ['visit.id'], name=op.f('fk_attachment_visit_id_visit'), ondelete='CASCADE'),
        sa.CheckConstraint('"added_on" BETWEEN \'1900-01-01\' AND \'2199-12-31\'', name=op.f('ck_attachment_added_on_in_range')),
        sa.CheckConstraint('issue_id IS NOT NULL OR visit_id IS NOT NULL', name=op.f('ck_attachment_belongs_somewhere')),
        *_on('sqlite', sa.CheckConstraint('"added_on" IS date("added_on")', name=op.f('ck_attachment_added_on_is_a_date')), sa.CheckConstraint('"id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_attachment_id_fits')), sa.CheckConstraint('"issue_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_attachment_issue_id_fits')), sa.CheckConstraint('length("media_type") <= 100', name=op.f('ck_attachment_media_type_fits')), sa.CheckConstraint('instr("media_type", char(0)) = 0', name=op.f('ck_attachment_media_type_has_no_nul')), sa.CheckConstraint('length("name") <= 255', name=op.f('ck_attachment_name_fits')), sa.CheckConstraint('instr("name", char(0)) = 0', name=op.f('ck_attachment_name_has_no_nul')), sa.CheckConstraint('length("sha256") <= 64', name=op.f('ck_attachment_sha256_fits')), sa.CheckConstraint('instr("sha256", char(0)) = 0', name=op.f('ck_attachment_sha256_has_no_nul')), sa.CheckConstraint('"size" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_attachment_size_fits')), sa.CheckConstraint('"version" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_attachment_version_fits')), sa.CheckConstraint('"visit_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_attachment_visit_id_fits'))),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_attachment_issue_id'), 'attachment', ['issue_id'], unique=False)
    op.create_index(op.f('ix_attachment_sha256'), 'attachment', ['sha256'], unique=False)
    op.create_index(op.f('ix_attachment_visit_id'), 'attachment', ['visit_id'], unique=False)


def _extension() -> None:
    op.create_table(
        'extension',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('issue_id', sa.Integer(), nullable=False),
        sa.Column('granted_on', sa.Date(), nullable=False),
        sa.Column('from_due', sa.Date(), nullable=False),
        sa.Column('to_due', sa.Date(), nullable=False),
        sa.Column('reason', sa.String(400), nullable=False),
        sa.Column('approver', sa.String(60), nullable=False),
        sa.Column('document_number', sa.String(60), nullable=False),
        sa.Column('late', sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_extension')),
        sa.ForeignKeyConstraint(['issue_id'], ['issue.id'], name=op.f('fk_extension_issue_id_issue'), ondelete='CASCADE'),
        sa.CheckConstraint('"from_due" BETWEEN \'1900-01-01\' AND \'2199-12-31\'', name=op.f('ck_extension_from_due_in_range')),
        sa.CheckConstraint('"granted_on" BETWEEN \'1900-01-01\' AND \'2199-12-31\'', name=op.f('ck_extension_granted_on_in_range')),
        sa.CheckConstraint('from_due < to_due', name=op.f('ck_extension_moves_forward')),
        sa.CheckConstraint('"to_due" BETWEEN \'1900-01-01\' AND \'2199-12-31\'', name=op.f('ck_extension_to_due_in_range')),
        *_on('sqlite', sa.CheckConstraint('length("approver") <= 60', name=op.f('ck_extension_approver_fits')), sa.CheckConstraint('instr("approver", char(0)) = 0', name=op.f('ck_extension_approver_has_no_nul')), sa.CheckConstraint('length("document_number") <= 60', name=op.f('ck_extension_document_number_fits')), sa.CheckConstraint('instr("document_number", char(0)) = 0', name=op.f('ck_extension_document_number_has_no_nul')), sa.CheckConstraint('"from_due" IS date("from_due")', name=op.f('ck_extension_from_due_is_a_date')), sa.CheckConstraint('"granted_on" IS date("granted_on")', name=op.f('ck_extension_granted_on_is_a_date')), sa.CheckConstraint('"id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_extension_id_fits')), sa.CheckConstraint('"issue_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_extension_issue_id_fits')), sa.CheckConstraint('"late" IN (0, 1)', name=op.f('ck_extension_late_is_boolean')), sa.CheckConstraint('length("reason") <= 400', name=op.f('ck_extension_reason_fits')), sa.CheckConstraint('instr("reason", char(0)) = 0', name=op.f('ck_extension_reason_has_no_nul')), sa.CheckConstraint('"to_due" IS date("to_due")', name=op.f('ck_extension_to_due_is_a_date'))),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_extension_issue_id'), 'extension', ['issue_id'], unique=False)


def _issue_action() -> None:
    op.create_table(
        'issue_action',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('issue_id', sa.Integer(), nullable=False),
        sa.Column('day', sa.Date(), nullable=False),
        sa.Column('recorded_at', sa.DateTime(), nullable=True),
        sa.Column('kind', sa.String(40), nullable=False),
        sa.Column('text', sa.String(20000), nullable=False),
        sa.Column('mark', sa.String(40), nullable=True),
        sa.Column('satisfaction', sa.String(40), nullable=True),
        sa.Column('due', sa.Date(), nullable=True),
        sa.Column('agency_id', sa.Integer(), nullable=True),
        sa.Column('leader_id', sa.Integer(), nullable=True),
        sa.Column('visit_id', sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_issue_action')),
        sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_issue_action_agency_id_agency'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['issue_id'], ['issue.id'], name=op.f('fk_issue_action_issue_id_issue'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['leader_id'], ['leader.id'], name=op.f('fk_issue_action_leader_id_leader'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['visit_id'], ['visit.id'], name=op.f('fk_issue_action_visit_id_visit'), ondelete='SET NULL'),
        sa.CheckConstraint('"day" BETWEEN \'1900-01-01\' AND \'2199-12-31\'', name=op.f('ck_issue_action_day_in_range')),
        sa.CheckConstraint('"due" BETWEEN \'1900-01-01\' AND \'2199-12-31\'', name=op.f('ck_issue_action_due_in_range')),
        sa.CheckConstraint('"kind" IN (\'registered\', \'assigned\', \'progress_note\', \'feedback\', \'reminder\', \'extension\', \'suspension\', \'checked_on_site\', \'close_out\', \'return_visit\', \'reopen\', \'edited\')', name=op.f('ck_issue_action_kind_is_known')),
        sa.CheckConstraint('"mark" IN (\'untouched\', \'in_hand\', \'done\', \'dissatisfied\')', name=op.f('ck_issue_action_mark_is_known')),
        sa.CheckConstraint('"satisfaction" IN (\'satisfied\', \'mostly_satisfied\', \'dissatisfied\')', name=op.f('ck_issue_action_satisfaction_is_known')),
        *_on('sqlite', sa.CheckConstraint('"agency_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_issue_action_agency_id_fits')), sa.CheckConstraint('"day" IS date("day")', name=op.f('ck_issue_action_day_is_a_date')), sa.CheckConstraint('"due" IS date("due")', name=op.f('ck_issue_action_due_is_a_date')), sa.CheckConstraint('"id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_issue_action_id_fits')), sa.CheckConstraint('"issue_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_issue_action_issue_id_fits')), sa.CheckConstraint('"leader_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_issue_action_leader_id_fits')), sa.CheckConstraint('"recorded_at" IS NULL OR datetime("recorded_at") IS NOT NULL', name=op.f('ck_issue_action_recorded_at_is_a_moment')), sa.CheckConstraint('length("text") <= 20000', name=op.f('ck_issue_action_text_fits')), sa.CheckConstraint('instr("text", char(0)) = 0', name=op.f('ck_issue_action_text_has_no_nul')), sa.CheckConstraint('"visit_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_issue_action_visit_id_fits'))),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_issue_action_agency_id'), 'issue_action', ['agency_id'], unique=False)
    op.create_index(op.f('ix_issue_action_issue_day'), 'issue_action', ['issue_id', 'day'], unique=False)
    op.create_index(op.f('ix_issue_action_leader_id'), 'issue_action', ['leader_id'], unique=False)
    op.create_index(op.f('ix_issue_action_visit_id'), 'issue_action', ['visit_id'], unique=False)


def _issue_agency() -> None:
    op.create_table(
        'issue_agency',
        sa.Column('issue_id', sa.Integer(), nullable=False),
        sa.Column('agency_id', sa.Integer(), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint('issue_id', 'agency_id', name=op.f('pk_issue_agency')),
        sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_issue_agency_agency_id_agency'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['issue_id'], ['issue.id'], name=op.f('fk_issue_agency_issue_id_issue'), ondelete='CASCADE'),
        *_on('sqlite', sa.CheckConstraint('"agency_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_issue_agency_agency_id_fits')), sa.CheckConstraint('"issue_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_issue_agency_issue_id_fits')), sa.CheckConstraint('"position" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_issue_agency_position_fits'))),
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_issue_agency_agency_id'), 'issue_agency', ['agency_id'], unique=False)


def _printed_document() -> None:
    op.create_table(
        'printed_document',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('form', sa.String(60), nullable=False),
        sa.Column('visit_id', sa.Integer(), nullable=True),
        sa.Column('issue_id', sa.Integer(), nullable=True),
        sa.Column('way', sa.String(20), nullable=False),
        sa.Column('printed_at', sa.DateTime(), nullable=False),
        sa.Column('actor', sa.String(60), nullable=False),
        sa.Column('pages', sa.Integer(), nullable=False),
        sa.Column('fonts', sa.String(400), nullable=False),
        sa.Column('sha256', sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_printed_document')),
        sa.ForeignKeyConstraint(['issue_id'], ['issue.id'], name=op.f('fk_printed_document_issue_id_issue'), ondelete='SET NULL'),
        sa.ForeignKeyConstraint(['visit_id'], ['visit.id'], name=op.f('fk_printed_document_visit_id_visit'), ondelete='SET NULL'),
        *_on('sqlite', sa.CheckConstraint('length("actor") <= 60', name=op.f('ck_printed_document_actor_fits')), sa.CheckConstraint('instr("actor", char(0)) = 0', name=op.f('ck_printed_document_actor_has_no_nul')), sa.CheckConstraint('length("fonts") <= 400', name=op.f('ck_printed_document_fonts_fits')), sa.CheckConstraint('instr("fonts", char(0)) = 0', name=op.f('ck_printed_document_fonts_has_no_nul')), sa.CheckConstraint('length("form") <= 60', name=op.f('ck_printed_document_form_fits')), sa.CheckConstraint('instr("form", char(0)) = 0', name=op.f('ck_printed_document_form_has_no_nul')), sa.CheckConstraint('"id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_printed_document_id_fits')), sa.CheckConstraint('"issue_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_printed_document_issue_id_fits')), sa.CheckConstraint('"pages" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_printed_document_pages_fits')), sa.CheckConstraint('"printed_at" IS NULL OR datetime("printed_at") IS NOT NULL', name=op.f('ck_printed_document_printed_at_is_a_moment')), sa.CheckConstraint('length("sha256") <= 64', name=op.f('ck_printed_document_sha256_fits')), sa.CheckConstraint('instr("sha256", char(0)) = 0', name=op.f('ck_printed_document_sha256_has_no_nul')), sa.CheckConstraint('"visit_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_printed_document_visit_id_fits')), sa.CheckConstraint('length("way") <= 20', name=op.f('ck_printed_document_way_fits')), sa.CheckConstraint('instr("way", char(0)) = 0', name=op.f('ck_printed_document_way_has_no_nul'))),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_printed_document_issue_id'), 'printed_document', ['issue_id'], unique=False)
    op.create_index(op.f('ix_printed_document_visit_id'), 'printed_document', ['visit_id'], unique=False)


def _promise() -> None:
    op.create_table(
        'promise',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('visit_id', sa.Integer(), nullable=True),
        sa.Column('leader_id', sa.Integer(), nullable=False),
        sa.Column('township_id', sa.Integer(), nullable=False),
        sa.Column('issue_id', sa.Integer(), nullable=True),
        sa.Column('text', sa.String(400), nullable=False),
        sa.Column('made_on', sa.Date(), nullable=False),
        sa.Column('due', sa.Date(), nullable=True),
        sa.Column('kept_on', sa.Date(), nullable=True),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_promise')),
        sa.ForeignKeyConstraint(['issue_id'], ['issue.id'], name=op.f('fk_promise_issue_id_issue'), ondelete='SET NULL'),
        sa.ForeignKeyConstraint(['leader_id'], ['leader.id'], name=op.f('fk_promise_leader_id_leader'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['township_id'], ['township.id'], name=op.f('fk_promise_township_id_township'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['visit_id'], ['visit.id'], name=op.f('fk_promise_visit_id_visit'), ondelete='RESTRICT'),
        sa.CheckConstraint('"due" BETWEEN \'1900-01-01\' AND \'2199-12-31\'', name=op.f('ck_promise_due_in_range')),
        sa.CheckConstraint('"kept_on" BETWEEN \'1900-01-01\' AND \'2199-12-31\'', name=op.f('ck_promise_kept_on_in_range')),
        sa.CheckConstraint('"made_on" BETWEEN \'1900-01-01\' AND \'2199-12-31\'', name=op.f('ck_promise_made_on_in_range')),
        *_on('sqlite', sa.CheckConstraint('"due" IS date("due")', name=op.f('ck_promise_due_is_a_date')), sa.CheckConstraint('"id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_promise_id_fits')), sa.CheckConstraint('"issue_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_promise_issue_id_fits')), sa.CheckConstraint('"kept_on" IS date("kept_on")', name=op.f('ck_promise_kept_on_is_a_date')), sa.CheckConstraint('"leader_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_promise_leader_id_fits')), sa.CheckConstraint('"made_on" IS date("made_on")', name=op.f('ck_promise_made_on_is_a_date')), sa.CheckConstraint('length("text") <= 400', name=op.f('ck_promise_text_fits')), sa.CheckConstraint('instr("text", char(0)) = 0', name=op.f('ck_promise_text_has_no_nul')), sa.CheckConstraint('"township_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_promise_township_id_fits')), sa.CheckConstraint('"version" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_promise_version_fits')), sa.CheckConstraint('"visit_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_promise_visit_id_fits'))),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_promise_issue_id'), 'promise', ['issue_id'], unique=False)
    op.create_index(op.f('ix_promise_leader_id'), 'promise', ['leader_id'], unique=False)
    op.create_index(op.f('ix_promise_township_id'), 'promise', ['township_id'], unique=False)
    op.create_index(op.f('ix_promise_visit_id'), 'promise', ['visit_id'], unique=False)


def _suspension() -> None:
    op.create_table(
        'suspension',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('issue_id', sa.Integer(), nullable=False),
        sa.Column('starts', sa.Date(), nullable=False),
        sa.Column('ends', sa.Date(), nullable=True),
        sa.Column('reason', sa.String(400), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_suspension')),
        sa.ForeignKeyConstraint(['issue_id'], ['issue.id'], name=op.f('fk_suspension_issue_id_issue'), ondelete='CASCADE'),
        sa.CheckConstraint('"ends" BETWEEN \'1900-01-01\' AND \'2199-12-31\'', name=op.f('ck_suspension_ends_in_range')),
        sa.CheckConstraint('ends IS NULL OR starts <= ends', name=op.f('ck_suspension_starts_before_ends')),
        sa.CheckConstraint('"starts" BETWEEN \'1900-01-01\' AND \'2199-12-31\'', name=op.f('ck_suspension_starts_in_range')),
        *_on('sqlite', sa.CheckConstraint('"ends" IS date("ends")', name=op.f('ck_suspension_ends_is_a_date')), sa.CheckConstraint('"id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_suspension_id_fits')), sa.CheckConstraint('"issue_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_suspension_issue_id_fits')), sa.CheckConstraint('length("reason") <= 400', name=op.f('ck_suspension_reason_fits')), sa.CheckConstraint('instr("reason", char(0)) = 0', name=op.f('ck_suspension_reason_has_no_nul')), sa.CheckConstraint('"starts" IS date("starts")', name=op.f('ck_suspension_starts_is_a_date'))),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_suspension_issue_id'), 'suspension', ['issue_id'], unique=False)
