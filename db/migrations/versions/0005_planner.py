"""Format 0005: planner.

Written by db.migrations.generate from the models; never edit it once it is released.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def _on(dialect: str, *constraints: Any) -> tuple[Any, ...]:
    """Return *constraints* on *dialect*, nothing elsewhere."""
    return constraints if op.get_context().dialect.name == dialect else ()


def upgrade() -> None:
    """Make every table, parents first."""
    _what_if()
    _base_rota_rule()
    _base_rota_turn()


def _what_if() -> None:
    op.create_table(
        'what_if',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('name', sa.String(60), nullable=False),
        sa.Column('first_day', sa.Date(), nullable=False),
        sa.Column('last_day', sa.Date(), nullable=False),
        sa.Column('made_on', sa.Date(), nullable=False),
        sa.Column('options', sa.JSON(), nullable=False),
        sa.Column('visits', sa.JSON(), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_what_if')),
        sa.CheckConstraint('first_day <= last_day', name=op.f('ck_what_if_first_before_last')),
        sa.CheckConstraint('"first_day" BETWEEN \'1900-01-01\' AND \'2199-12-31\'', name=op.f('ck_what_if_first_day_in_range')),
        sa.CheckConstraint('length(trim(name)) > 0', name=op.f('ck_what_if_has_a_name')),
        sa.CheckConstraint('"last_day" BETWEEN \'1900-01-01\' AND \'2199-12-31\'', name=op.f('ck_what_if_last_day_in_range')),
        sa.CheckConstraint('"made_on" BETWEEN \'1900-01-01\' AND \'2199-12-31\'', name=op.f('ck_what_if_made_on_in_range')),
        *_on('sqlite', sa.CheckConstraint('"first_day" IS date("first_day")', name=op.f('ck_what_if_first_day_is_a_date')), sa.CheckConstraint('"id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_what_if_id_fits')), sa.CheckConstraint('"last_day" IS date("last_day")', name=op.f('ck_what_if_last_day_is_a_date')), sa.CheckConstraint('"made_on" IS date("made_on")', name=op.f('ck_what_if_made_on_is_a_date')), sa.CheckConstraint('length("name") <= 60', name=op.f('ck_what_if_name_fits')), sa.CheckConstraint('instr("name", char(0)) = 0', name=op.f('ck_what_if_name_has_no_nul')), sa.CheckConstraint('"options" IS NULL OR json_valid("options")', name=op.f('ck_what_if_options_is_json')), sa.CheckConstraint('"version" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_what_if_version_fits')), sa.CheckConstraint('"visits" IS NULL OR json_valid("visits")', name=op.f('ck_what_if_visits_is_json'))),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )


def _base_rota_rule() -> None:
    op.create_table(
        'base_rota_rule',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('name', sa.String(100), nullable=False),
        sa.Column('pattern', sa.String(400), nullable=False),
        sa.Column('half', sa.String(40), nullable=True),
        sa.Column('kind', sa.String(40), nullable=True),
        sa.Column('township_id', sa.Integer(), nullable=True),
        sa.Column('must', sa.Boolean(), nullable=False),
        sa.Column('first_day', sa.Date(), nullable=True),
        sa.Column('last_day', sa.Date(), nullable=True),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('active', sa.Boolean(), nullable=False),
        sa.Column('note', sa.String(200), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_base_rota_rule')),
        sa.ForeignKeyConstraint(['kind'], ['visit_kind.key'], name=op.f('fk_base_rota_rule_kind_visit_kind'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['township_id'], ['township.id'], name=op.f('fk_base_rota_rule_township_id_township'), ondelete='CASCADE'),
        sa.CheckConstraint('last_day IS NULL OR first_day IS NULL OR first_day <= last_day', name=op.f('ck_base_rota_rule_first_before_last')),
        sa.CheckConstraint('"first_day" BETWEEN \'1900-01-01\' AND \'2199-12-31\'', name=op.f('ck_base_rota_rule_first_day_in_range')),
        sa.CheckConstraint('"half" IN (\'morning\', \'afternoon\', \'day\')', name=op.f('ck_base_rota_rule_half_is_known')),
        sa.CheckConstraint('length(trim(name)) > 0', name=op.f('ck_base_rota_rule_has_a_name')),
        sa.CheckConstraint('"last_day" BETWEEN \'1900-01-01\' AND \'2199-12-31\'', name=op.f('ck_base_rota_rule_last_day_in_range')),
        *_on('sqlite', sa.CheckConstraint('"active" IN (0, 1)', name=op.f('ck_base_rota_rule_active_is_boolean')), sa.CheckConstraint('"first_day" IS date("first_day")', name=op.f('ck_base_rota_rule_first_day_is_a_date')), sa.CheckConstraint('"id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_base_rota_rule_id_fits')), sa.CheckConstraint('length("kind") <= 40', name=op.f('ck_base_rota_rule_kind_fits')), sa.CheckConstraint('instr("kind", char(0)) = 0', name=op.f('ck_base_rota_rule_kind_has_no_nul')), sa.CheckConstraint('"last_day" IS date("last_day")', name=op.f('ck_base_rota_rule_last_day_is_a_date')), sa.CheckConstraint('"must" IN (0, 1)', name=op.f('ck_base_rota_rule_must_is_boolean')), sa.CheckConstraint('length("name") <= 100', name=op.f('ck_base_rota_rule_name_fits')), sa.CheckConstraint('instr("name", char(0)) = 0', name=op.f('ck_base_rota_rule_name_has_no_nul')), sa.CheckConstraint('length("note") <= 200', name=op.f('ck_base_rota_rule_note_fits')), sa.CheckConstraint('instr("note", char(0)) = 0', name=op.f('ck_base_rota_rule_note_has_no_nul')), sa.CheckConstraint('length("pattern") <= 400', name=op.f('ck_base_rota_rule_pattern_fits')), sa.CheckConstraint('instr("pattern", char(0)) = 0', name=op.f('ck_base_rota_rule_pattern_has_no_nul')), sa.CheckConstraint('"position" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_base_rota_rule_position_fits')), sa.CheckConstraint('"township_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_base_rota_rule_township_id_fits')), sa.CheckConstraint('"version" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_base_rota_rule_version_fits'))),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_base_rota_rule_kind'), 'base_rota_rule', ['kind'], unique=False)
    op.create_index(op.f('ix_base_rota_rule_township_id'), 'base_rota_rule', ['township_id'], unique=False)


def _base_rota_turn() -> None:
    op.create_table(
        'base_rota_turn',
        sa.Column('rule_id', sa.Integer(), nullable=False),
        sa.Column('leader_id', sa.Integer(), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint('rule_id', 'leader_id', name=op.f('pk_base_rota_turn')),
        sa.ForeignKeyConstraint(['leader_id'], ['leader.id'], name=op.f('fk_base_rota_turn_leader_id_leader'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['rule_id'], ['base_rota_rule.id'], name=op.f('fk_base_rota_turn_rule_id_base_rota_rule'), ondelete='CASCADE'),
        *_on('sqlite', sa.CheckConstraint('"leader_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_base_rota_turn_leader_id_fits')), sa.CheckConstraint('"position" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_base_rota_turn_position_fits')), sa.CheckConstraint('"rule_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_base_rota_turn_rule_id_fits'))),
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_base_rota_turn_leader_id'), 'base_rota_turn', ['leader_id'], unique=False)
