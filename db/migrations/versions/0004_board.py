"""Format 0004: board.

Written by db.migrations.generate from the models; never edit it once it is released.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def _on(dialect: str, *constraints: Any) -> tuple[Any, ...]:
    """Return *constraints* on *dialect*, nothing elsewhere."""
    return constraints if op.get_context().dialect.name == dialect else ()


def upgrade() -> None:
    """Make every table, parents first."""
    _burden_weight()
    _plan_release()
    _saved_filter()
    _closure()
    _phone_call()
    _township_interval()
    _township_shape()
    _burden_entry()
    _plan_release_row()
    _quota()
    _leader_change()
    _rule_override()


def _burden_weight() -> None:
    op.create_table(
        'burden_weight',
        sa.Column('year', sa.Integer(), nullable=False, autoincrement=False),
        sa.Column('key', sa.String(40), nullable=False),
        sa.Column('tenths', sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint('year', 'key', name=op.f('pk_burden_weight')),
        sa.CheckConstraint('tenths BETWEEN 0 AND 1000', name=op.f('ck_burden_weight_tenths_in_range')),
        *_on('sqlite', sa.CheckConstraint('length("key") <= 40', name=op.f('ck_burden_weight_key_fits')), sa.CheckConstraint('instr("key", char(0)) = 0', name=op.f('ck_burden_weight_key_has_no_nul')), sa.CheckConstraint('"tenths" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_burden_weight_tenths_fits')), sa.CheckConstraint('"year" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_burden_weight_year_fits'))),
        sqlite_strict=True,
    )


def _plan_release() -> None:
    op.create_table(
        'plan_release',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('year', sa.Integer(), nullable=False),
        sa.Column('number', sa.Integer(), nullable=False),
        sa.Column('first_day', sa.Date(), nullable=False),
        sa.Column('last_day', sa.Date(), nullable=False),
        sa.Column('title', sa.String(200), nullable=False),
        sa.Column('state', sa.String(40), nullable=False),
        sa.Column('issued_on', sa.Date(), nullable=False),
        sa.Column('issued_at', sa.DateTime(), nullable=False),
        sa.Column('actor', sa.String(60), nullable=False),
        sa.Column('reason', sa.String(400), nullable=False),
        sa.Column('replaces_id', sa.Integer(), nullable=True),
        sa.Column('confirmed_on', sa.Date(), nullable=True),
        sa.Column('sha256', sa.String(64), nullable=False),
        sa.Column('heading', sa.JSON(), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_plan_release')),
        sa.UniqueConstraint('year', 'number', name=op.f('uq_plan_release_year_number')),
        sa.CheckConstraint('"confirmed_on" BETWEEN \'1900-01-01\' AND \'2199-12-31\'', name=op.f('ck_plan_release_confirmed_on_in_range')),
        sa.CheckConstraint('first_day <= last_day', name=op.f('ck_plan_release_first_before_last')),
        sa.CheckConstraint('"first_day" BETWEEN \'1900-01-01\' AND \'2199-12-31\'', name=op.f('ck_plan_release_first_day_in_range')),
        sa.CheckConstraint('"issued_on" BETWEEN \'1900-01-01\' AND \'2199-12-31\'', name=op.f('ck_plan_release_issued_on_in_range')),
        sa.CheckConstraint('"last_day" BETWEEN \'1900-01-01\' AND \'2199-12-31\'', name=op.f('ck_plan_release_last_day_in_range')),
        sa.CheckConstraint('number > 0', name=op.f('ck_plan_release_number_counts_from_one')),
        sa.CheckConstraint('"state" IN (\'issued\', \'confirmed\')', name=op.f('ck_plan_release_state_is_known')),
        *_on('sqlite', sa.CheckConstraint('length("actor") <= 60', name=op.f('ck_plan_release_actor_fits')), sa.CheckConstraint('instr("actor", char(0)) = 0', name=op.f('ck_plan_release_actor_has_no_nul')), sa.CheckConstraint('"confirmed_on" IS date("confirmed_on")', name=op.f('ck_plan_release_confirmed_on_is_a_date')), sa.CheckConstraint('"first_day" IS date("first_day")', name=op.f('ck_plan_release_first_day_is_a_date')), sa.CheckConstraint('"heading" IS NULL OR json_valid("heading")', name=op.f('ck_plan_release_heading_is_json')), sa.CheckConstraint('"id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_plan_release_id_fits')), sa.CheckConstraint('"issued_at" IS NULL OR datetime("issued_at") IS NOT NULL', name=op.f('ck_plan_release_issued_at_is_a_moment')), sa.CheckConstraint('"issued_on" IS date("issued_on")', name=op.f('ck_plan_release_issued_on_is_a_date')), sa.CheckConstraint('"last_day" IS date("last_day")', name=op.f('ck_plan_release_last_day_is_a_date')), sa.CheckConstraint('"number" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_plan_release_number_fits')), sa.CheckConstraint('length("reason") <= 400', name=op.f('ck_plan_release_reason_fits')), sa.CheckConstraint('instr("reason", char(0)) = 0', name=op.f('ck_plan_release_reason_has_no_nul')), sa.CheckConstraint('"replaces_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_plan_release_replaces_id_fits')), sa.CheckConstraint('length("sha256") <= 64', name=op.f('ck_plan_release_sha256_fits')), sa.CheckConstraint('instr("sha256", char(0)) = 0', name=op.f('ck_plan_release_sha256_has_no_nul')), sa.CheckConstraint('length("title") <= 200', name=op.f('ck_plan_release_title_fits')), sa.CheckConstraint('instr("title", char(0)) = 0', name=op.f('ck_plan_release_title_has_no_nul')), sa.CheckConstraint('"version" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_plan_release_version_fits')), sa.CheckConstraint('"year" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_plan_release_year_fits'))),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_plan_release_first_day_last_day'), 'plan_release', ['first_day', 'last_day'], unique=False)


def _saved_filter() -> None:
    op.create_table(
        'saved_filter',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('page', sa.String(40), nullable=False),
        sa.Column('name', sa.String(60), nullable=False),
        sa.Column('fields', sa.JSON(), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_saved_filter')),
        sa.UniqueConstraint('page', 'name', name=op.f('uq_saved_filter_page_name')),
        sa.CheckConstraint('length(trim(name)) > 0', name=op.f('ck_saved_filter_has_a_name')),
        *_on('sqlite', sa.CheckConstraint('"fields" IS NULL OR json_valid("fields")', name=op.f('ck_saved_filter_fields_is_json')), sa.CheckConstraint('"id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_saved_filter_id_fits')), sa.CheckConstraint('length("name") <= 60', name=op.f('ck_saved_filter_name_fits')), sa.CheckConstraint('instr("name", char(0)) = 0', name=op.f('ck_saved_filter_name_has_no_nul')), sa.CheckConstraint('length("page") <= 40', name=op.f('ck_saved_filter_page_fits')), sa.CheckConstraint('instr("page", char(0)) = 0', name=op.f('ck_saved_filter_page_has_no_nul')), sa.CheckConstraint('"position" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_saved_filter_position_fits')), sa.CheckConstraint('"version" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_saved_filter_version_fits'))),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )


def _closure() -> None:
    op.create_table(
        'closure',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('township_id', sa.Integer(), nullable=True),
        sa.Column('starts', sa.Date(), nullable=False),
        sa.Column('ends', sa.Date(), nullable=False),
        sa.Column('yearly', sa.Boolean(), nullable=False),
        sa.Column('reason', sa.String(200), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_closure')),
        sa.ForeignKeyConstraint(['township_id'], ['township.id'], name=op.f('fk_closure_township_id_township'), ondelete='CASCADE'),
        sa.CheckConstraint('"ends" BETWEEN \'1900-01-01\' AND \'2199-12-31\'', name=op.f('ck_closure_ends_in_range')),
        sa.CheckConstraint('starts <= ends', name=op.f('ck_closure_starts_before_ends')),
        sa.CheckConstraint('"starts" BETWEEN \'1900-01-01\' AND \'2199-12-31\'', name=op.f('ck_closure_starts_in_range')),
        *_on('sqlite', sa.CheckConstraint('"ends" IS date("ends")', name=op.f('ck_closure_ends_is_a_date')), sa.CheckConstraint('"id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_closure_id_fits')), sa.CheckConstraint('length("reason") <= 200', name=op.f('ck_closure_reason_fits')), sa.CheckConstraint('instr("reason", char(0)) = 0', name=op.f('ck_closure_reason_has_no_nul')), sa.CheckConstraint('"starts" IS date("starts")', name=op.f('ck_closure_starts_is_a_date')), sa.CheckConstraint('"township_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_closure_township_id_fits')), sa.CheckConstraint('"version" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_closure_version_fits')), sa.CheckConstraint('"yearly" IN (0, 1)', name=op.f('ck_closure_yearly_is_boolean'))),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_closure_starts'), 'closure', ['starts'], unique=False)
    op.create_index(op.f('ix_closure_township_id'), 'closure', ['township_id'], unique=False)


def _phone_call() -> None:
    op.create_table(
        'phone_call',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('release_id', sa.Integer(), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('party', sa.String(40), nullable=False),
        sa.Column('party_id', sa.Integer(), nullable=True),
        sa.Column('name', sa.String(200), nullable=False),
        sa.Column('phone', sa.String(60), nullable=False),
        sa.Column('words', sa.String(20000), nullable=False),
        sa.Column('answer', sa.String(40), nullable=False),
        sa.Column('answered_at', sa.DateTime(), nullable=True),
        sa.Column('call_again_at', sa.DateTime(), nullable=True),
        sa.Column('actor', sa.String(60), nullable=False),
        sa.Column('note', sa.String(400), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_phone_call')),
        sa.ForeignKeyConstraint(['release_id'], ['plan_release.id'], name=op.f('fk_phone_call_release_id_plan_release'), ondelete='CASCADE'),
        sa.CheckConstraint('"answer" IN (\'open\', \'called\', \'agreed\', \'call_back\')', name=op.f('ck_phone_call_answer_is_known')),
        sa.CheckConstraint('"party" IN (\'leader\', \'township\', \'agency\')', name=op.f('ck_phone_call_party_is_known')),
        *_on('sqlite', sa.CheckConstraint('length("actor") <= 60', name=op.f('ck_phone_call_actor_fits')), sa.CheckConstraint('instr("actor", char(0)) = 0', name=op.f('ck_phone_call_actor_has_no_nul')), sa.CheckConstraint('"answered_at" IS NULL OR datetime("answered_at") IS NOT NULL', name=op.f('ck_phone_call_answered_at_is_a_moment')), sa.CheckConstraint('"call_again_at" IS NULL OR datetime("call_again_at") IS NOT NULL', name=op.f('ck_phone_call_call_again_at_is_a_moment')), sa.CheckConstraint('"id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_phone_call_id_fits')), sa.CheckConstraint('length("name") <= 200', name=op.f('ck_phone_call_name_fits')), sa.CheckConstraint('instr("name", char(0)) = 0', name=op.f('ck_phone_call_name_has_no_nul')), sa.CheckConstraint('length("note") <= 400', name=op.f('ck_phone_call_note_fits')), sa.CheckConstraint('instr("note", char(0)) = 0', name=op.f('ck_phone_call_note_has_no_nul')), sa.CheckConstraint('"party_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_phone_call_party_id_fits')), sa.CheckConstraint('length("phone") <= 60', name=op.f('ck_phone_call_phone_fits')), sa.CheckConstraint('instr("phone", char(0)) = 0', name=op.f('ck_phone_call_phone_has_no_nul')), sa.CheckConstraint('"position" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_phone_call_position_fits')), sa.CheckConstraint('"release_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_phone_call_release_id_fits')), sa.CheckConstraint('"version" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_phone_call_version_fits')), sa.CheckConstraint('length("words") <= 20000', name=op.f('ck_phone_call_words_fits')), sa.CheckConstraint('instr("words", char(0)) = 0', name=op.f('ck_phone_call_words_has_no_nul'))),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_phone_call_release_id'), 'phone_call', ['release_id'], unique=False)


def _township_interval() -> None:
    op.create_table(
        'township_interval',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('township_id', sa.Integer(), nullable=True),
        sa.Column('kind', sa.String(40), nullable=False),
        sa.Column('days', sa.Integer(), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_township_interval')),
        sa.ForeignKeyConstraint(['kind'], ['visit_kind.key'], name=op.f('fk_township_interval_kind_visit_kind'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['township_id'], ['township.id'], name=op.f('fk_township_interval_township_id_township'), ondelete='CASCADE'),
        sa.UniqueConstraint('township_id', 'kind', name=op.f('uq_township_interval_township_id_kind')),
        sa.CheckConstraint('days BETWEEN 1 AND 3660', name=op.f('ck_township_interval_days_in_range')),
        *_on('sqlite', sa.CheckConstraint('"days" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_township_interval_days_fits')), sa.CheckConstraint('"id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_township_interval_id_fits')), sa.CheckConstraint('length("kind") <= 40', name=op.f('ck_township_interval_kind_fits')), sa.CheckConstraint('instr("kind", char(0)) = 0', name=op.f('ck_township_interval_kind_has_no_nul')), sa.CheckConstraint('"township_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_township_interval_township_id_fits')), sa.CheckConstraint('"version" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_township_interval_version_fits'))),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_township_interval_kind'), 'township_interval', ['kind'], unique=False)
    op.create_index(op.f('ix_township_interval_township_id'), 'township_interval', ['township_id'], unique=False)


def _township_shape() -> None:
    op.create_table(
        'township_shape',
        sa.Column('township_id', sa.Integer(), nullable=False),
        sa.Column('name', sa.String(60), nullable=False),
        sa.Column('polygons', sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint('township_id', name=op.f('pk_township_shape')),
        sa.ForeignKeyConstraint(['township_id'], ['township.id'], name=op.f('fk_township_shape_township_id_township'), ondelete='CASCADE'),
        *_on('sqlite', sa.CheckConstraint('length("name") <= 60', name=op.f('ck_township_shape_name_fits')), sa.CheckConstraint('instr("name", char(0)) = 0', name=op.f('ck_township_shape_name_has_no_nul')), sa.CheckConstraint('"polygons" IS NULL OR json_valid("polygons")', name=op.f('ck_township_shape_polygons_is_json')), sa.CheckConstraint('"township_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_township_shape_township_id_fits'))),
        sqlite_strict=True,
    )


def _burden_entry() -> None:
    op.create_table(
        'burden_entry',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('leader_id', sa.Integer(), nullable=False),
        sa.Column('day', sa.Date(), nullable=False),
        sa.Column('tenths', sa.Integer(), nullable=False),
        sa.Column('reason', sa.String(400), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_burden_entry')),
        sa.ForeignKeyConstraint(['leader_id'], ['leader.id'], name=op.f('fk_burden_entry_leader_id_leader'), ondelete='CASCADE'),
        sa.CheckConstraint('"day" BETWEEN \'1900-01-01\' AND \'2199-12-31\'', name=op.f('ck_burden_entry_day_in_range')),
        sa.CheckConstraint('tenths BETWEEN -100000 AND 100000', name=op.f('ck_burden_entry_tenths_in_range')),
        *_on('sqlite', sa.CheckConstraint('"day" IS date("day")', name=op.f('ck_burden_entry_day_is_a_date')), sa.CheckConstraint('"id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_burden_entry_id_fits')), sa.CheckConstraint('"leader_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_burden_entry_leader_id_fits')), sa.CheckConstraint('length("reason") <= 400', name=op.f('ck_burden_entry_reason_fits')), sa.CheckConstraint('instr("reason", char(0)) = 0', name=op.f('ck_burden_entry_reason_has_no_nul')), sa.CheckConstraint('"tenths" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_burden_entry_tenths_fits')), sa.CheckConstraint('"version" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_burden_entry_version_fits'))),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_burden_entry_day'), 'burden_entry', ['day'], unique=False)
    op.create_index(op.f('ix_burden_entry_leader_id'), 'burden_entry', ['leader_id'], unique=False)


def _plan_release_row() -> None:
    op.create_table(
        'plan_release_row',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('release_id', sa.Integer(), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('visit_uid', sa.String(36), nullable=False),
        sa.Column('number', sa.String(60), nullable=False),
        sa.Column('day', sa.Date(), nullable=False),
        sa.Column('half', sa.String(40), nullable=False),
        sa.Column('starts_at', sa.Time(), nullable=True),
        sa.Column('ends_at', sa.Time(), nullable=True),
        sa.Column('kind', sa.String(60), nullable=False),
        sa.Column('seal', sa.String(2), nullable=False),
        sa.Column('reception_form', sa.String(40), nullable=True),
        sa.Column('leader_id', sa.Integer(), nullable=True),
        sa.Column('leader', sa.String(60), nullable=False),
        sa.Column('post', sa.String(200), nullable=False),
        sa.Column('portfolio', sa.String(400), nullable=False),
        sa.Column('township_id', sa.Integer(), nullable=True),
        sa.Column('township', sa.String(60), nullable=False),
        sa.Column('village', sa.String(60), nullable=False),
        sa.Column('place', sa.String(200), nullable=False),
        sa.Column('theme', sa.String(400), nullable=False),
        sa.Column('companions', sa.String(1000), nullable=False),
        sa.Column('agencies', sa.String(1000), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_plan_release_row')),
        sa.ForeignKeyConstraint(['leader_id'], ['leader.id'], name=op.f('fk_plan_release_row_leader_id_leader'), ondelete='SET NULL'),
        sa.ForeignKeyConstraint(['release_id'], ['plan_release.id'], name=op.f('fk_plan_release_row_release_id_plan_release'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['township_id'], ['township.id'], name=op.f('fk_plan_release_row_township_id_township'), ondelete='SET NULL'),
        sa.UniqueConstraint('release_id', 'visit_uid', name=op.f('uq_plan_release_row_release_id_visit_uid')),
        sa.CheckConstraint('"day" BETWEEN \'1900-01-01\' AND \'2199-12-31\'', name=op.f('ck_plan_release_row_day_in_range')),
        sa.CheckConstraint('"half" IN (\'morning\', \'afternoon\', \'day\')', name=op.f('ck_plan_release_row_half_is_known')),
        sa.CheckConstraint('"reception_form" IN (\'fixed_point\', \'by_appointment\', \'case_visit\', \'video\')', name=op.f('ck_plan_release_row_reception_form_is_known')),
        *_on('sqlite', sa.CheckConstraint('length("agencies") <= 1000', name=op.f('ck_plan_release_row_agencies_fits')), sa.CheckConstraint('instr("agencies", char(0)) = 0', name=op.f('ck_plan_release_row_agencies_has_no_nul')), sa.CheckConstraint('length("companions") <= 1000', name=op.f('ck_plan_release_row_companions_fits')), sa.CheckConstraint('instr("companions", char(0)) = 0', name=op.f('ck_plan_release_row_companions_has_no_nul')), sa.CheckConstraint('"day" IS date("day")', name=op.f('ck_plan_release_row_day_is_a_date')), sa.CheckConstraint('"ends_at" IS NULL OR "ends_at" IS strftime(\'%H:%M:%f000\', "ends_at")', name=op.f('ck_plan_release_row_ends_at_is_a_time')), sa.CheckConstraint('"id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_plan_release_row_id_fits')), sa.CheckConstraint('length("kind") <= 60', name=op.f('ck_plan_release_row_kind_fits')), sa.CheckConstraint('instr("kind", char(0)) = 0', name=op.f('ck_plan_release_row_kind_has_no_nul')), sa.CheckConstraint('length("leader") <= 60', name=op.f('ck_plan_release_row_leader_fits')), sa.CheckConstraint('instr("leader", char(0)) = 0', name=op.f('ck_plan_release_row_leader_has_no_nul')), sa.CheckConstraint('"leader_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_plan_release_row_leader_id_fits')), sa.CheckConstraint('length("number") <= 60', name=op.f('ck_plan_release_row_number_fits')), sa.CheckConstraint('instr("number", char(0)) = 0', name=op.f('ck_plan_release_row_number_has_no_nul')), sa.CheckConstraint('length("place") <= 200', name=op.f('ck_plan_release_row_place_fits')), sa.CheckConstraint('instr("place", char(0)) = 0', name=op.f('ck_plan_release_row_place_has_no_nul')), sa.CheckConstraint('length("portfolio") <= 400', name=op.f('ck_plan_release_row_portfolio_fits')), sa.CheckConstraint('instr("portfolio", char(0)) = 0', name=op.f('ck_plan_release_row_portfolio_has_no_nul')), sa.CheckConstraint('"position" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_plan_release_row_position_fits')), sa.CheckConstraint('length("post") <= 200', name=op.f('ck_plan_release_row_post_fits')), sa.CheckConstraint('instr("post", char(0)) = 0', name=op.f('ck_plan_release_row_post_has_no_nul')), sa.CheckConstraint('"release_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_plan_release_row_release_id_fits')), sa.CheckConstraint('length("seal") <= 2', name=op.f('ck_plan_release_row_seal_fits')), sa.CheckConstraint('instr("seal", char(0)) = 0', name=op.f('ck_plan_release_row_seal_has_no_nul')), sa.CheckConstraint('"starts_at" IS NULL OR "starts_at" IS strftime(\'%H:%M:%f000\', "starts_at")', name=op.f('ck_plan_release_row_starts_at_is_a_time')), sa.CheckConstraint('length("theme") <= 400', name=op.f('ck_plan_release_row_theme_fits')), sa.CheckConstraint('instr("theme", char(0)) = 0', name=op.f('ck_plan_release_row_theme_has_no_nul')), sa.CheckConstraint('length("township") <= 60', name=op.f('ck_plan_release_row_township_fits')), sa.CheckConstraint('instr("township", char(0)) = 0', name=op.f('ck_plan_release_row_township_has_no_nul')), sa.CheckConstraint('"township_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_plan_release_row_township_id_fits')), sa.CheckConstraint('length("village") <= 60', name=op.f('ck_plan_release_row_village_fits')), sa.CheckConstraint('instr("village", char(0)) = 0', name=op.f('ck_plan_release_row_village_has_no_nul')), sa.CheckConstraint('length("visit_uid") <= 36', name=op.f('ck_plan_release_row_visit_uid_fits')), sa.CheckConstraint('instr("visit_uid", char(0)) = 0', name=op.f('ck_plan_release_row_visit_uid_has_no_nul'))),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_plan_release_row_leader_id'), 'plan_release_row', ['leader_id'], unique=False)
    op.create_index(op.f('ix_plan_release_row_township_id'), 'plan_release_row', ['township_id'], unique=False)
    op.create_index(op.f('ix_plan_release_row_visit_uid'), 'plan_release_row', ['visit_uid'], unique=False)


def _quota() -> None:
    op.create_table(
        'quota',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('leader_id', sa.Integer(), nullable=True),
        sa.Column('body', sa.String(40), nullable=True),
        sa.Column('kind', sa.String(40), nullable=True),
        sa.Column('span', sa.String(40), nullable=False),
        sa.Column('least', sa.Integer(), nullable=True),
        sa.Column('most', sa.Integer(), nullable=True),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('active', sa.Boolean(), nullable=False),
        sa.Column('note', sa.String(200), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_quota')),
        sa.ForeignKeyConstraint(['kind'], ['visit_kind.key'], name=op.f('fk_quota_kind_visit_kind'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['leader_id'], ['leader.id'], name=op.f('fk_quota_leader_id_leader'), ondelete='CASCADE'),
        sa.CheckConstraint('"body" IN (\'county_committee\', \'government\', \'peoples_congress\', \'cppcc\', \'judiciary\', \'other\')', name=op.f('ck_quota_body_is_known')),
        sa.CheckConstraint('least IS NULL OR most IS NULL OR least <= most', name=op.f('ck_quota_least_below_most')),
        sa.CheckConstraint('least BETWEEN 0 AND 366', name=op.f('ck_quota_least_in_range')),
        sa.CheckConstraint('most BETWEEN 0 AND 366', name=op.f('ck_quota_most_in_range')),
        sa.CheckConstraint('least IS NOT NULL OR most IS NOT NULL', name=op.f('ck_quota_says_something')),
        sa.CheckConstraint('"span" IN (\'month\', \'quarter\', \'year\')', name=op.f('ck_quota_span_is_known')),
        *_on('sqlite', sa.CheckConstraint('"active" IN (0, 1)', name=op.f('ck_quota_active_is_boolean')), sa.CheckConstraint('"id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_quota_id_fits')), sa.CheckConstraint('length("kind") <= 40', name=op.f('ck_quota_kind_fits')), sa.CheckConstraint('instr("kind", char(0)) = 0', name=op.f('ck_quota_kind_has_no_nul')), sa.CheckConstraint('"leader_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_quota_leader_id_fits')), sa.CheckConstraint('"least" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_quota_least_fits')), sa.CheckConstraint('"most" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_quota_most_fits')), sa.CheckConstraint('length("note") <= 200', name=op.f('ck_quota_note_fits')), sa.CheckConstraint('instr("note", char(0)) = 0', name=op.f('ck_quota_note_has_no_nul')), sa.CheckConstraint('"position" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_quota_position_fits')), sa.CheckConstraint('"version" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_quota_version_fits'))),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_quota_kind'), 'quota', ['kind'], unique=False)
    op.create_index(op.f('ix_quota_leader_id'), 'quota', ['leader_id'], unique=False)


def _leader_change() -> None:
    op.create_table(
        'leader_change',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('visit_id', sa.Integer(), nullable=False),
        sa.Column('other_id', sa.Integer(), nullable=True),
        sa.Column('how', sa.String(40), nullable=False),
        sa.Column('from_leader_id', sa.Integer(), nullable=False),
        sa.Column('to_leader_id', sa.Integer(), nullable=False),
        sa.Column('day', sa.Date(), nullable=False),
        sa.Column('reason', sa.String(400), nullable=False),
        sa.Column('agreed_by', sa.String(200), nullable=False),
        sa.Column('actor', sa.String(60), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_leader_change')),
        sa.ForeignKeyConstraint(['from_leader_id'], ['leader.id'], name=op.f('fk_leader_change_from_leader_id_leader'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['other_id'], ['visit.id'], name=op.f('fk_leader_change_other_id_visit'), ondelete='SET NULL'),
        sa.ForeignKeyConstraint(['to_leader_id'], ['leader.id'], name=op.f('fk_leader_change_to_leader_id_leader'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['visit_id'], ['visit.id'], name=op.f('fk_leader_change_visit_id_visit'), ondelete='CASCADE'),
        sa.CheckConstraint('"day" BETWEEN \'1900-01-01\' AND \'2199-12-31\'', name=op.f('ck_leader_change_day_in_range')),
        sa.CheckConstraint('"how" IN (\'stand_in\', \'swap\', \'reshuffle\')', name=op.f('ck_leader_change_how_is_known')),
        *_on('sqlite', sa.CheckConstraint('length("actor") <= 60', name=op.f('ck_leader_change_actor_fits')), sa.CheckConstraint('instr("actor", char(0)) = 0', name=op.f('ck_leader_change_actor_has_no_nul')), sa.CheckConstraint('length("agreed_by") <= 200', name=op.f('ck_leader_change_agreed_by_fits')), sa.CheckConstraint('instr("agreed_by", char(0)) = 0', name=op.f('ck_leader_change_agreed_by_has_no_nul')), sa.CheckConstraint('"day" IS date("day")', name=op.f('ck_leader_change_day_is_a_date')), sa.CheckConstraint('"from_leader_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_leader_change_from_leader_id_fits')), sa.CheckConstraint('"id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_leader_change_id_fits')), sa.CheckConstraint('"other_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_leader_change_other_id_fits')), sa.CheckConstraint('length("reason") <= 400', name=op.f('ck_leader_change_reason_fits')), sa.CheckConstraint('instr("reason", char(0)) = 0', name=op.f('ck_leader_change_reason_has_no_nul')), sa.CheckConstraint('"to_leader_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_leader_change_to_leader_id_fits')), sa.CheckConstraint('"visit_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_leader_change_visit_id_fits'))),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_leader_change_from_leader_id'), 'leader_change', ['from_leader_id'], unique=False)
    op.create_index(op.f('ix_leader_change_other_id'), 'leader_change', ['other_id'], unique=False)
    op.create_index(op.f('ix_leader_change_to_leader_id'), 'leader_change', ['to_leader_id'], unique=False)
    op.create_index(op.f('ix_leader_change_visit_id'), 'leader_change', ['visit_id'], unique=False)


def _rule_override() -> None:
    op.create_table(
        'rule_override',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('visit_id', sa.Integer(), nullable=False),
        sa.Column('rule_key', sa.String(60), nullable=False),
        sa.Column('other_id', sa.Integer(), nullable=True),
        sa.Column('leader_id', sa.Integer(), nullable=True),
        sa.Column('day', sa.Date(), nullable=False),
        sa.Column('sentence', sa.String(400), nullable=False),
        sa.Column('reason', sa.String(400), nullable=False),
        sa.Column('decided_on', sa.Date(), nullable=False),
        sa.Column('actor', sa.String(60), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_rule_override')),
        sa.ForeignKeyConstraint(['leader_id'], ['leader.id'], name=op.f('fk_rule_override_leader_id_leader'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['other_id'], ['visit.id'], name=op.f('fk_rule_override_other_id_visit'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['visit_id'], ['visit.id'], name=op.f('fk_rule_override_visit_id_visit'), ondelete='CASCADE'),
        sa.CheckConstraint('"day" BETWEEN \'1900-01-01\' AND \'2199-12-31\'', name=op.f('ck_rule_override_day_in_range')),
        sa.CheckConstraint('"decided_on" BETWEEN \'1900-01-01\' AND \'2199-12-31\'', name=op.f('ck_rule_override_decided_on_in_range')),
        *_on('sqlite', sa.CheckConstraint('length("actor") <= 60', name=op.f('ck_rule_override_actor_fits')), sa.CheckConstraint('instr("actor", char(0)) = 0', name=op.f('ck_rule_override_actor_has_no_nul')), sa.CheckConstraint('"day" IS date("day")', name=op.f('ck_rule_override_day_is_a_date')), sa.CheckConstraint('"decided_on" IS date("decided_on")', name=op.f('ck_rule_override_decided_on_is_a_date')), sa.CheckConstraint('"id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_rule_override_id_fits')), sa.CheckConstraint('"leader_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_rule_override_leader_id_fits')), sa.CheckConstraint('"other_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_rule_override_other_id_fits')), sa.CheckConstraint('length("reason") <= 400', name=op.f('ck_rule_override_reason_fits')), sa.CheckConstraint('instr("reason", char(0)) = 0', name=op.f('ck_rule_override_reason_has_no_nul')), sa.CheckConstraint('length("rule_key") <= 60', name=op.f('ck_rule_override_rule_key_fits')), sa.CheckConstraint('instr("rule_key", char(0)) = 0', name=op.f('ck_rule_override_rule_key_has_no_nul')), sa.CheckConstraint('length("sentence") <= 400', name=op.f('ck_rule_override_sentence_fits')), sa.CheckConstraint('instr("sentence", char(0)) = 0', name=op.f('ck_rule_override_sentence_has_no_nul')), sa.CheckConstraint('"visit_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_rule_override_visit_id_fits'))),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_rule_override_leader_id'), 'rule_override', ['leader_id'], unique=False)
    op.create_index(op.f('ix_rule_override_other_id'), 'rule_override', ['other_id'], unique=False)
    op.create_index(op.f('ix_rule_override_visit_rule'), 'rule_override', ['visit_id', 'rule_key'], unique=False)
