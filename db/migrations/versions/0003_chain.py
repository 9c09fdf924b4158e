"""Format 0003: the issue chain.

New tables as db.migrations.generate wrote them; what older tables gain is written by hand: rebuilt on SQLite,
which cannot add a column with rules of its own to a STRICT table, altered on PostgreSQL.
Never edit it once it is released.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_MOVED = (
    "SELECT max(a.day) FROM issue_action a WHERE a.issue_id = issue.id AND a.kind IN ('registered', 'assigned', "
    "'progress_note', 'feedback', 'close_out', 'checked_on_site', 'reopen')"
)
_NOTED = (
    "SELECT max(a.day) FROM issue_action a WHERE a.issue_id = issue.id AND a.kind IN ('progress_note', 'feedback')"
)
_ASSIGNED = "SELECT min(a.day) FROM issue_action a WHERE a.issue_id = issue.id AND a.kind = 'assigned'"
_NO, _YES, _NULL, _EMPTY = "{no}", "{yes}", "NULL", "''"
_GAINS: Mapping[str, Sequence[tuple[str, Any, str]]] = {
    "deadline_rule": (
        ("pausable", sa.Boolean(), "CASE WHEN key LIKE 'petition%' OR key LIKE 'simple%' THEN {no} ELSE {yes} END"),
    ),
    "petitioner": (("erased_on", sa.Date(), _NULL),),
    "issue": (
        ("series", sa.String(20), "'issue'"),
        ("track", sa.String(40), "'onsite'"),
        ("restricted", sa.Boolean(), _NO),
        ("subject_leader_id", sa.Integer(), _NULL),
        ("rule_key", sa.String(60), _NULL),
        ("pass_count", sa.Integer(), "0"),
        ("notice_level", sa.String(40), "CASE WHEN chase_count > 0 THEN 'reminder' ELSE 'none' END"),
        ("feedback_every", sa.Integer(), _NULL),
        ("accepted_on", sa.Date(), _NULL),
        ("assigned_on", sa.Date(), f"({_ASSIGNED})"),
        ("receipt_on", sa.Date(), _NULL),
        ("moved_on", sa.Date(), f"coalesce(({_MOVED}), raised_on)"),
        ("noted_on", sa.Date(), f"({_NOTED})"),
        ("replied_on", sa.Date(), _NULL),
        ("not_asked", sa.String(200), _EMPTY),
        ("drawn_on", sa.Date(), _NULL),
        ("look_back_on", sa.Date(), _NULL),
        ("look_back_held", sa.Boolean(), _NULL),
        ("retain_until", sa.Date(), _NULL),
    ),
    "issue_action": (
        ("person", sa.String(60), _EMPTY),
        ("way", sa.String(60), _EMPTY),
        ("evidence", sa.String(400), _EMPTY),
        ("paper_id", sa.Integer(), _NULL),
    ),
    "extension": (("told_on", sa.Date(), _NULL),),
    "suspension": (("kind", sa.String(40), "'other'"),),
    "promise": (
        ("uid", sa.String(36), "'promise-' || id"),
        ("dropped_on", sa.Date(), _NULL),
        ("outcome", sa.String(400), _EMPTY),
    ),
    "printed_document": (
        ("variant", sa.String(40), "'internal'"),
        ("number", sa.String(60), _EMPTY),
        ("agency_id", sa.Integer(), _NULL),
        ("paper_id", sa.Integer(), _NULL),
        ("file_name", sa.String(255), _EMPTY),
        ("records", sa.Integer(), "1"),
        ("purpose", sa.String(200), _EMPTY),
    ),
}
"""Each older table's new columns, and what they hold for what was there before; visit sheets named people."""


def _on(dialect: str, *constraints: Any) -> tuple[Any, ...]:
    """Return *constraints* on *dialect*, nothing elsewhere."""
    return constraints if op.get_context().dialect.name == dialect else ()


def upgrade() -> None:
    """Make the new tables, then give older ones their new columns."""
    on_sqlite = op.get_context().dialect.name == "sqlite"
    if on_sqlite:
        _rebuild("deadline_rule", _deadline_rule, _values("deadline_rule", no="0", yes="1"))
        _rebuild("petitioner", _petitioner, _values("petitioner"))
        _rebuild("issue", _issue, _values("issue", no="0", yes="1"))
    else:
        _alter()
    _phrase()
    _search_entry()
    _clock_preset()
    _farm_season()
    _paper()
    _issue_clock()
    _paper_issue()
    _recusal()
    _reveal()
    if on_sqlite:
        _rebuild("issue_action", _issue_action, _values("issue_action"))
        _rebuild("extension", _extension, _values("extension"))
        _rebuild("suspension", _suspension, _values("suspension"))
        _rebuild("promise", _promise, _values("promise"))
        _rebuild("printed_document", _printed_document, _values("printed_document"))
        _rebuild("journal_entry", _journal_entry, {})
        for index in (
            _petitioner_indexes, _issue_indexes, _issue_action_indexes, _extension_indexes, _suspension_indexes,
            _promise_indexes, _printed_document_indexes, _journal_entry_indexes,
        ):
            index()
    else:
        _refer()
    _search_words(on_sqlite=on_sqlite)


def _values(table: str, **words: str) -> dict[str, str]:
    """Return what each new column of *table* holds for the rows that are there."""
    return {name: value.format(**words) if words else value for name, _kind, value in _GAINS[table]}


def _rebuild(table: str, make: Callable[[str], None], new: Mapping[str, str]) -> None:
    """Copy *table* into one with *new* columns (see 0002)."""
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


def _alter() -> None:
    """Give older tables their columns on PostgreSQL."""
    for table, columns in _GAINS.items():
        for name, kind, _value in columns:
            op.add_column(table, sa.Column(name, kind, nullable=True))
        told = ", ".join(f'"{name}" = {value.format(no="false", yes="true")}' for name, _kind, value in columns)
        op.execute(f"UPDATE {table} SET {told}")
        for name, _kind, value in columns:
            if value != _NULL and not value.startswith("(SELECT") and name != "moved_on":
                op.alter_column(table, name, nullable=False)


def _refer() -> None:
    """Give older tables the rules of their new columns on PostgreSQL."""
    op.create_check_constraint(op.f('ck_petitioner_erased_on_in_range'), 'petitioner', '"erased_on" BETWEEN \'1900-01-01\' AND \'2199-12-31\'')
    op.create_foreign_key(op.f('fk_issue_rule_key_deadline_rule'), 'issue', 'deadline_rule', ['rule_key'], ['key'], ondelete='SET NULL')
    op.create_foreign_key(op.f('fk_issue_subject_leader_id_leader'), 'issue', 'leader', ['subject_leader_id'], ['id'], ondelete='RESTRICT')
    op.create_check_constraint(op.f('ck_issue_accepted_on_in_range'), 'issue', '"accepted_on" BETWEEN \'1900-01-01\' AND \'2199-12-31\'')
    op.create_check_constraint(op.f('ck_issue_assigned_on_in_range'), 'issue', '"assigned_on" BETWEEN \'1900-01-01\' AND \'2199-12-31\'')
    op.create_check_constraint(op.f('ck_issue_drawn_on_in_range'), 'issue', '"drawn_on" BETWEEN \'1900-01-01\' AND \'2199-12-31\'')
    op.create_check_constraint(op.f('ck_issue_feedback_every_in_range'), 'issue', 'feedback_every BETWEEN 1 AND 366')
    op.create_check_constraint(op.f('ck_issue_look_back_on_in_range'), 'issue', '"look_back_on" BETWEEN \'1900-01-01\' AND \'2199-12-31\'')
    op.create_check_constraint(op.f('ck_issue_moved_on_in_range'), 'issue', '"moved_on" BETWEEN \'1900-01-01\' AND \'2199-12-31\'')
    op.create_check_constraint(op.f('ck_issue_noted_on_in_range'), 'issue', '"noted_on" BETWEEN \'1900-01-01\' AND \'2199-12-31\'')
    op.create_check_constraint(op.f('ck_issue_notice_level_is_known'), 'issue', '"notice_level" IN (\'none\', \'reminder\', \'warning\', \'report\')')
    op.create_check_constraint(op.f('ck_issue_pass_count_counts_up'), 'issue', 'pass_count >= 0')
    op.create_check_constraint(op.f('ck_issue_receipt_on_in_range'), 'issue', '"receipt_on" BETWEEN \'1900-01-01\' AND \'2199-12-31\'')
    op.create_check_constraint(op.f('ck_issue_replied_on_in_range'), 'issue', '"replied_on" BETWEEN \'1900-01-01\' AND \'2199-12-31\'')
    op.create_check_constraint(op.f('ck_issue_retain_until_in_range'), 'issue', '"retain_until" BETWEEN \'1900-01-01\' AND \'2199-12-31\'')
    op.create_check_constraint(op.f('ck_issue_track_is_known'), 'issue', '"track" IN (\'onsite\', \'petition\', \'simple_petition\', \'report\')')
    op.create_index(op.f('ix_issue_subject_leader_id'), 'issue', ['subject_leader_id'], unique=False)
    op.create_foreign_key(op.f('fk_issue_action_paper_id_paper'), 'issue_action', 'paper', ['paper_id'], ['id'], ondelete='SET NULL')
    op.create_index(op.f('ix_issue_action_paper_id'), 'issue_action', ['paper_id'], unique=False)
    op.create_check_constraint(op.f('ck_extension_told_on_in_range'), 'extension', '"told_on" BETWEEN \'1900-01-01\' AND \'2199-12-31\'')
    op.create_check_constraint(op.f('ck_suspension_kind_is_known'), 'suspension', '"kind" IN (\'hearing\', \'papers\', \'returned\', \'other\')')
    op.create_check_constraint(op.f('ck_promise_dropped_on_in_range'), 'promise', '"dropped_on" BETWEEN \'1900-01-01\' AND \'2199-12-31\'')
    op.create_foreign_key(op.f('fk_printed_document_agency_id_agency'), 'printed_document', 'agency', ['agency_id'], ['id'], ondelete='SET NULL')
    op.create_foreign_key(op.f('fk_printed_document_paper_id_paper'), 'printed_document', 'paper', ['paper_id'], ['id'], ondelete='SET NULL')
    op.create_check_constraint(op.f('ck_printed_document_variant_is_known'), 'printed_document', '"variant" IN (\'redacted\', \'internal\')')
    op.create_index(op.f('ix_printed_document_agency_id'), 'printed_document', ['agency_id'], unique=False)
    op.create_index(op.f('ix_printed_document_paper_id'), 'printed_document', ['paper_id'], unique=False)
    op.drop_constraint(op.f('uq_issue_year_serial'), 'issue', type_='unique')
    op.create_unique_constraint(op.f('uq_issue_series_year_serial'), 'issue', ['series', 'year', 'serial'])
    op.create_unique_constraint(op.f('uq_promise_uid'), 'promise', ['uid'])
    op.drop_constraint(op.f('ck_issue_action_kind_is_known'), 'issue_action', type_='check')
    op.create_check_constraint(op.f('ck_issue_action_kind_is_known'), 'issue_action', '"kind" IN (\'registered\', \'assigned\', \'progress_note\', \'feedback\', \'reminder\', \'extension\', \'suspension\', \'checked_on_site\', \'close_out\', \'return_visit\', \'reopen\', \'edited\', \'acceptance\', \'receipt\', \'objection\', \'objection_overruled\', \'sent_back\', \'check\', \'reply\', \'spot_check\', \'archive\', \'resumed\', \'supervision_notice\', \'leader_instruction\', \'recounted\', \'reclassed\', \'clock_met\')')
    op.drop_constraint(op.f('ck_journal_entry_kind_is_known'), 'journal_entry', type_='check')
    op.create_check_constraint(op.f('ck_journal_entry_kind_is_known'), 'journal_entry', "kind IN ('start', 'change', 'note', 'undo', 'redo', 'erasure')")
    op.drop_constraint(op.f('ck_journal_entry_only_undo_and_redo_refer_back'), 'journal_entry', type_='check')
    op.create_check_constraint(op.f('ck_journal_entry_only_undo_and_redo_refer_back'), 'journal_entry', "(kind IN ('undo', 'redo')) = (of_seq IS NOT NULL)")


def _search_words(*, on_sqlite: bool) -> None:
    """Make the full-text index over `search_entry`; a server without pg_trgm, or that forbids it, scans instead."""
    if not on_sqlite:
        op.execute(
            "DO $$ BEGIN CREATE EXTENSION IF NOT EXISTS pg_trgm; "
            "CREATE INDEX search_words_text ON search_entry USING gin (text gin_trgm_ops); "
            "CREATE INDEX search_words_initials ON search_entry USING gin (initials gin_trgm_ops); "
            "EXCEPTION WHEN OTHERS THEN RAISE NOTICE 'no pg_trgm: %', SQLERRM; END $$"
        )
        return
    op.execute(
        "CREATE VIRTUAL TABLE search_words USING fts5("
        "text, initials, content='search_entry', content_rowid='id', tokenize='trigram')"
    )
    op.execute(
        "CREATE TRIGGER search_entry_added AFTER INSERT ON search_entry BEGIN "
        "INSERT INTO search_words (rowid, text, initials) VALUES (new.id, new.text, new.initials); END"
    )
    op.execute(
        "CREATE TRIGGER search_entry_gone AFTER DELETE ON search_entry BEGIN "
        "INSERT INTO search_words (search_words, rowid, text, initials) "
        "VALUES ('delete', old.id, old.text, old.initials); END"
    )
    op.execute(
        "CREATE TRIGGER search_entry_changed AFTER UPDATE ON search_entry BEGIN "
        "INSERT INTO search_words (search_words, rowid, text, initials) "
        "VALUES ('delete', old.id, old.text, old.initials); "
        "INSERT INTO search_words (rowid, text, initials) VALUES (new.id, new.text, new.initials); END"
    )


def _deadline_rule(name: str) -> None:
    op.create_table(
        name,
        sa.Column('key', sa.String(60), nullable=False),
        sa.Column('name', sa.String(200), nullable=False),
        sa.Column('amount', sa.Integer(), nullable=False),
        sa.Column('unit', sa.String(10), nullable=False),
        sa.Column('roll', sa.String(10), nullable=False),
        sa.Column('counts_from', sa.String(60), nullable=False),
        sa.Column('source', sa.String(400), nullable=False),
        sa.Column('pausable', sa.Boolean(), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('active', sa.Boolean(), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint('key', name=op.f('pk_deadline_rule')),
        sa.CheckConstraint('amount BETWEEN 1 AND 3660', name=op.f('ck_deadline_rule_amount_in_range')),
        sa.CheckConstraint("roll IN ('none', 'next', 'previous')", name=op.f('ck_deadline_rule_roll_is_known')),
        sa.CheckConstraint("unit IN ('working', 'natural')", name=op.f('ck_deadline_rule_unit_is_known')),
        *_on('sqlite', sa.CheckConstraint('"active" IN (0, 1)', name=op.f('ck_deadline_rule_active_is_boolean')), sa.CheckConstraint('"amount" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_deadline_rule_amount_fits')), sa.CheckConstraint('length("counts_from") <= 60', name=op.f('ck_deadline_rule_counts_from_fits')), sa.CheckConstraint('instr("counts_from", char(0)) = 0', name=op.f('ck_deadline_rule_counts_from_has_no_nul')), sa.CheckConstraint('length("key") <= 60', name=op.f('ck_deadline_rule_key_fits')), sa.CheckConstraint('instr("key", char(0)) = 0', name=op.f('ck_deadline_rule_key_has_no_nul')), sa.CheckConstraint('length("name") <= 200', name=op.f('ck_deadline_rule_name_fits')), sa.CheckConstraint('instr("name", char(0)) = 0', name=op.f('ck_deadline_rule_name_has_no_nul')), sa.CheckConstraint('"pausable" IN (0, 1)', name=op.f('ck_deadline_rule_pausable_is_boolean')), sa.CheckConstraint('"position" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_deadline_rule_position_fits')), sa.CheckConstraint('length("roll") <= 10', name=op.f('ck_deadline_rule_roll_fits')), sa.CheckConstraint('instr("roll", char(0)) = 0', name=op.f('ck_deadline_rule_roll_has_no_nul')), sa.CheckConstraint('length("source") <= 400', name=op.f('ck_deadline_rule_source_fits')), sa.CheckConstraint('instr("source", char(0)) = 0', name=op.f('ck_deadline_rule_source_has_no_nul')), sa.CheckConstraint('length("unit") <= 10', name=op.f('ck_deadline_rule_unit_fits')), sa.CheckConstraint('instr("unit", char(0)) = 0', name=op.f('ck_deadline_rule_unit_has_no_nul')), sa.CheckConstraint('"version" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_deadline_rule_version_fits'))),
        sqlite_strict=True,
    )


def _journal_entry(name: str) -> None:
    op.create_table(
        name,
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
        sa.CheckConstraint("kind IN ('start', 'change', 'note', 'undo', 'redo', 'erasure')", name=op.f('ck_journal_entry_kind_is_known')),
        sa.CheckConstraint("(kind IN ('undo', 'redo')) = (of_seq IS NOT NULL)", name=op.f('ck_journal_entry_only_undo_and_redo_refer_back')),
        *_on('sqlite', sa.CheckConstraint('length("actor") <= 200', name=op.f('ck_journal_entry_actor_fits')), sa.CheckConstraint('instr("actor", char(0)) = 0', name=op.f('ck_journal_entry_actor_has_no_nul')), sa.CheckConstraint('"at" IS NULL OR datetime("at") IS NOT NULL', name=op.f('ck_journal_entry_at_is_a_moment')), sa.CheckConstraint('"day" IS date("day")', name=op.f('ck_journal_entry_day_is_a_date')), sa.CheckConstraint('length("hash") <= 64', name=op.f('ck_journal_entry_hash_fits')), sa.CheckConstraint('instr("hash", char(0)) = 0', name=op.f('ck_journal_entry_hash_has_no_nul')), sa.CheckConstraint('length("kind") <= 10', name=op.f('ck_journal_entry_kind_fits')), sa.CheckConstraint('instr("kind", char(0)) = 0', name=op.f('ck_journal_entry_kind_has_no_nul')), sa.CheckConstraint('length("label") <= 400', name=op.f('ck_journal_entry_label_fits')), sa.CheckConstraint('instr("label", char(0)) = 0', name=op.f('ck_journal_entry_label_has_no_nul')), sa.CheckConstraint('"of_seq" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_journal_entry_of_seq_fits')), sa.CheckConstraint('length("prev_hash") <= 64', name=op.f('ck_journal_entry_prev_hash_fits')), sa.CheckConstraint('instr("prev_hash", char(0)) = 0', name=op.f('ck_journal_entry_prev_hash_has_no_nul')), sa.CheckConstraint('"seq" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_journal_entry_seq_fits'))),
        sqlite_strict=True,
    )


def _journal_entry_indexes() -> None:
    op.create_index(op.f('ix_journal_entry_day'), 'journal_entry', ['day'], unique=False)
    op.create_index(op.f('ix_journal_entry_of_seq'), 'journal_entry', ['of_seq'], unique=False)


def _phrase() -> None:
    op.create_table(
        'phrase',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('text', sa.String(1000), nullable=False),
        sa.Column('topic', sa.String(40), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('active', sa.Boolean(), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_phrase')),
        sa.CheckConstraint('length(trim(text)) > 0', name=op.f('ck_phrase_has_words')),
        sa.CheckConstraint('"topic" IN (\'any\', \'press\', \'progress\', \'feedback\', \'reply\', \'result\', \'reason\')', name=op.f('ck_phrase_topic_is_known')),
        *_on('sqlite', sa.CheckConstraint('"active" IN (0, 1)', name=op.f('ck_phrase_active_is_boolean')), sa.CheckConstraint('"id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_phrase_id_fits')), sa.CheckConstraint('"position" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_phrase_position_fits')), sa.CheckConstraint('length("text") <= 1000', name=op.f('ck_phrase_text_fits')), sa.CheckConstraint('instr("text", char(0)) = 0', name=op.f('ck_phrase_text_has_no_nul')), sa.CheckConstraint('"version" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_phrase_version_fits'))),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )


def _search_entry() -> None:
    op.create_table(
        'search_entry',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('kind', sa.String(20), nullable=False),
        sa.Column('record_id', sa.Integer(), nullable=False),
        sa.Column('text', sa.Text(), nullable=False),
        sa.Column('initials', sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_search_entry')),
        sa.UniqueConstraint('kind', 'record_id', name=op.f('uq_search_entry_kind_record_id')),
        *_on('sqlite', sa.CheckConstraint('"id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_search_entry_id_fits')), sa.CheckConstraint('instr("initials", char(0)) = 0', name=op.f('ck_search_entry_initials_has_no_nul')), sa.CheckConstraint('length("kind") <= 20', name=op.f('ck_search_entry_kind_fits')), sa.CheckConstraint('instr("kind", char(0)) = 0', name=op.f('ck_search_entry_kind_has_no_nul')), sa.CheckConstraint('"record_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_search_entry_record_id_fits')), sa.CheckConstraint('instr("text", char(0)) = 0', name=op.f('ck_search_entry_text_has_no_nul'))),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )


def _clock_preset() -> None:
    op.create_table(
        'clock_preset',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('kind', sa.String(40), nullable=False),
        sa.Column('rule_key', sa.String(60), nullable=False),
        sa.Column('track', sa.String(40), nullable=True),
        sa.Column('category', sa.String(60), nullable=True),
        sa.Column('channel', sa.String(40), nullable=True),
        sa.Column('repeats', sa.Boolean(), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('active', sa.Boolean(), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_clock_preset')),
        sa.ForeignKeyConstraint(['category'], ['issue_category.key'], name=op.f('fk_clock_preset_category_issue_category'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['rule_key'], ['deadline_rule.key'], name=op.f('fk_clock_preset_rule_key_deadline_rule'), ondelete='CASCADE'),
        sa.CheckConstraint('"channel" IN (\'visit\', \'hotline_12345\', \'letter\', \'superior\', \'other\')', name=op.f('ck_clock_preset_channel_is_known')),
        sa.CheckConstraint('"kind" IN (\'inform\', \'accept\', \'objection\', \'progress\', \'finish\', \'reply\', \'review_apply\', \'review\', \'re_review_apply\', \'re_review\')', name=op.f('ck_clock_preset_kind_is_known')),
        sa.CheckConstraint('"track" IN (\'onsite\', \'petition\', \'simple_petition\', \'report\')', name=op.f('ck_clock_preset_track_is_known')),
        *_on('sqlite', sa.CheckConstraint('"active" IN (0, 1)', name=op.f('ck_clock_preset_active_is_boolean')), sa.CheckConstraint('length("category") <= 60', name=op.f('ck_clock_preset_category_fits')), sa.CheckConstraint('instr("category", char(0)) = 0', name=op.f('ck_clock_preset_category_has_no_nul')), sa.CheckConstraint('"id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_clock_preset_id_fits')), sa.CheckConstraint('"position" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_clock_preset_position_fits')), sa.CheckConstraint('"repeats" IN (0, 1)', name=op.f('ck_clock_preset_repeats_is_boolean')), sa.CheckConstraint('length("rule_key") <= 60', name=op.f('ck_clock_preset_rule_key_fits')), sa.CheckConstraint('instr("rule_key", char(0)) = 0', name=op.f('ck_clock_preset_rule_key_has_no_nul')), sa.CheckConstraint('"version" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_clock_preset_version_fits'))),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_clock_preset_category'), 'clock_preset', ['category'], unique=False)
    op.create_index(op.f('ix_clock_preset_rule_key'), 'clock_preset', ['rule_key'], unique=False)


def _farm_season() -> None:
    op.create_table(
        'farm_season',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('name', sa.String(60), nullable=False),
        sa.Column('township_id', sa.Integer(), nullable=True),
        sa.Column('starts_month', sa.Integer(), nullable=False),
        sa.Column('starts_day', sa.Integer(), nullable=False),
        sa.Column('ends_month', sa.Integer(), nullable=False),
        sa.Column('ends_day', sa.Integer(), nullable=False),
        sa.Column('advice', sa.String(200), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('active', sa.Boolean(), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_farm_season')),
        sa.ForeignKeyConstraint(['township_id'], ['township.id'], name=op.f('fk_farm_season_township_id_township'), ondelete='CASCADE'),
        sa.CheckConstraint('starts_day BETWEEN 1 AND 31 AND ends_day BETWEEN 1 AND 31', name=op.f('ck_farm_season_days_in_range')),
        sa.CheckConstraint('starts_month BETWEEN 1 AND 12 AND ends_month BETWEEN 1 AND 12', name=op.f('ck_farm_season_months_in_range')),
        *_on('sqlite', sa.CheckConstraint('"active" IN (0, 1)', name=op.f('ck_farm_season_active_is_boolean')), sa.CheckConstraint('length("advice") <= 200', name=op.f('ck_farm_season_advice_fits')), sa.CheckConstraint('instr("advice", char(0)) = 0', name=op.f('ck_farm_season_advice_has_no_nul')), sa.CheckConstraint('"ends_day" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_farm_season_ends_day_fits')), sa.CheckConstraint('"ends_month" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_farm_season_ends_month_fits')), sa.CheckConstraint('"id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_farm_season_id_fits')), sa.CheckConstraint('length("name") <= 60', name=op.f('ck_farm_season_name_fits')), sa.CheckConstraint('instr("name", char(0)) = 0', name=op.f('ck_farm_season_name_has_no_nul')), sa.CheckConstraint('"position" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_farm_season_position_fits')), sa.CheckConstraint('"starts_day" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_farm_season_starts_day_fits')), sa.CheckConstraint('"starts_month" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_farm_season_starts_month_fits')), sa.CheckConstraint('"township_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_farm_season_township_id_fits')), sa.CheckConstraint('"version" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_farm_season_version_fits'))),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_farm_season_township_id'), 'farm_season', ['township_id'], unique=False)


def _paper() -> None:
    op.create_table(
        'paper',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('uid', sa.String(36), nullable=False),
        sa.Column('kind', sa.String(40), nullable=False),
        sa.Column('year', sa.Integer(), nullable=False),
        sa.Column('serial', sa.Integer(), nullable=False),
        sa.Column('number', sa.String(60), nullable=False),
        sa.Column('agency_id', sa.Integer(), nullable=True),
        sa.Column('issued_on', sa.Date(), nullable=False),
        sa.Column('answer_by', sa.Date(), nullable=True),
        sa.Column('level', sa.String(40), nullable=False),
        sa.Column('text', sa.String(20000), nullable=False),
        sa.Column('signer', sa.String(60), nullable=False),
        sa.Column('contact', sa.String(120), nullable=False),
        sa.Column('fields', sa.JSON(), nullable=False),
        sa.Column('returned_on', sa.Date(), nullable=True),
        sa.Column('return_note', sa.String(400), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_paper')),
        sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_paper_agency_id_agency'), ondelete='RESTRICT'),
        sa.UniqueConstraint('kind', 'year', 'serial', name=op.f('uq_paper_kind_year_serial')),
        sa.UniqueConstraint('uid', name=op.f('uq_paper_uid')),
        sa.CheckConstraint('"answer_by" BETWEEN \'1900-01-01\' AND \'2199-12-31\'', name=op.f('ck_paper_answer_by_in_range')),
        sa.CheckConstraint('"issued_on" BETWEEN \'1900-01-01\' AND \'2199-12-31\'', name=op.f('ck_paper_issued_on_in_range')),
        sa.CheckConstraint('"kind" IN (\'assignment_slip\', \'supervision_notice\', \'chase_letter\', \'agency_workbook\')', name=op.f('ck_paper_kind_is_known')),
        sa.CheckConstraint('"level" IN (\'none\', \'reminder\', \'warning\', \'report\')', name=op.f('ck_paper_level_is_known')),
        sa.CheckConstraint('"returned_on" BETWEEN \'1900-01-01\' AND \'2199-12-31\'', name=op.f('ck_paper_returned_on_in_range')),
        sa.CheckConstraint('serial > 0', name=op.f('ck_paper_serial_counts_from_one')),
        *_on('sqlite', sa.CheckConstraint('"agency_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_paper_agency_id_fits')), sa.CheckConstraint('"answer_by" IS date("answer_by")', name=op.f('ck_paper_answer_by_is_a_date')), sa.CheckConstraint('length("contact") <= 120', name=op.f('ck_paper_contact_fits')), sa.CheckConstraint('instr("contact", char(0)) = 0', name=op.f('ck_paper_contact_has_no_nul')), sa.CheckConstraint('"fields" IS NULL OR json_valid("fields")', name=op.f('ck_paper_fields_is_json')), sa.CheckConstraint('"id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_paper_id_fits')), sa.CheckConstraint('"issued_on" IS date("issued_on")', name=op.f('ck_paper_issued_on_is_a_date')), sa.CheckConstraint('length("number") <= 60', name=op.f('ck_paper_number_fits')), sa.CheckConstraint('instr("number", char(0)) = 0', name=op.f('ck_paper_number_has_no_nul')), sa.CheckConstraint('length("return_note") <= 400', name=op.f('ck_paper_return_note_fits')), sa.CheckConstraint('instr("return_note", char(0)) = 0', name=op.f('ck_paper_return_note_has_no_nul')), sa.CheckConstraint('"returned_on" IS date("returned_on")', name=op.f('ck_paper_returned_on_is_a_date')), sa.CheckConstraint('"serial" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_paper_serial_fits')), sa.CheckConstraint('length("signer") <= 60', name=op.f('ck_paper_signer_fits')), sa.CheckConstraint('instr("signer", char(0)) = 0', name=op.f('ck_paper_signer_has_no_nul')), sa.CheckConstraint('length("text") <= 20000', name=op.f('ck_paper_text_fits')), sa.CheckConstraint('instr("text", char(0)) = 0', name=op.f('ck_paper_text_has_no_nul')), sa.CheckConstraint('length("uid") <= 36', name=op.f('ck_paper_uid_fits')), sa.CheckConstraint('instr("uid", char(0)) = 0', name=op.f('ck_paper_uid_has_no_nul')), sa.CheckConstraint('"version" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_paper_version_fits')), sa.CheckConstraint('"year" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_paper_year_fits'))),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_paper_agency_id'), 'paper', ['agency_id'], unique=False)
    op.create_index(op.f('ix_paper_issued_on'), 'paper', ['issued_on'], unique=False)


def _petitioner(name: str) -> None:
    op.create_table(
        name,
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('name', sa.String(60), nullable=False),
        sa.Column('phone', sa.String(60), nullable=False),
        sa.Column('address', sa.String(200), nullable=False),
        sa.Column('village_id', sa.Integer(), nullable=True),
        sa.Column('headcount', sa.Integer(), nullable=False),
        sa.Column('erased_on', sa.Date(), nullable=True),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_petitioner')),
        sa.ForeignKeyConstraint(['village_id'], ['village.id'], name=op.f('fk_petitioner_village_id_village'), ondelete='SET NULL'),
        sa.CheckConstraint('"erased_on" BETWEEN \'1900-01-01\' AND \'2199-12-31\'', name=op.f('ck_petitioner_erased_on_in_range')),
        *_on('sqlite', sa.CheckConstraint('length("address") <= 200', name=op.f('ck_petitioner_address_fits')), sa.CheckConstraint('instr("address", char(0)) = 0', name=op.f('ck_petitioner_address_has_no_nul')), sa.CheckConstraint('"erased_on" IS date("erased_on")', name=op.f('ck_petitioner_erased_on_is_a_date')), sa.CheckConstraint('"headcount" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_petitioner_headcount_fits')), sa.CheckConstraint('"id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_petitioner_id_fits')), sa.CheckConstraint('length("name") <= 60', name=op.f('ck_petitioner_name_fits')), sa.CheckConstraint('instr("name", char(0)) = 0', name=op.f('ck_petitioner_name_has_no_nul')), sa.CheckConstraint('length("phone") <= 60', name=op.f('ck_petitioner_phone_fits')), sa.CheckConstraint('instr("phone", char(0)) = 0', name=op.f('ck_petitioner_phone_has_no_nul')), sa.CheckConstraint('"version" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_petitioner_version_fits')), sa.CheckConstraint('"village_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_petitioner_village_id_fits'))),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )


def _petitioner_indexes() -> None:
    op.create_index(op.f('ix_petitioner_name'), 'petitioner', ['name'], unique=False)
    op.create_index(op.f('ix_petitioner_phone'), 'petitioner', ['phone'], unique=False)
    op.create_index(op.f('ix_petitioner_village_id'), 'petitioner', ['village_id'], unique=False)


def _issue(name: str) -> None:
    op.create_table(
        name,
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('uid', sa.String(36), nullable=False),
        sa.Column('number', sa.String(60), nullable=False),
        sa.Column('series', sa.String(20), nullable=False),
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
        sa.Column('track', sa.String(40), nullable=False),
        sa.Column('restricted', sa.Boolean(), nullable=False),
        sa.Column('subject_of_complaint', sa.String(200), nullable=False),
        sa.Column('subject_agency_id', sa.Integer(), nullable=True),
        sa.Column('subject_leader_id', sa.Integer(), nullable=True),
        sa.Column('lead_agency_id', sa.Integer(), nullable=True),
        sa.Column('case_leader_id', sa.Integer(), nullable=True),
        sa.Column('state', sa.String(40), nullable=False),
        sa.Column('limit_amount', sa.Integer(), nullable=True),
        sa.Column('limit_unit', sa.String(10), nullable=True),
        sa.Column('rule_key', sa.String(60), nullable=True),
        sa.Column('due', sa.Date(), nullable=True),
        sa.Column('due_steps', sa.JSON(), nullable=False),
        sa.Column('due_stated', sa.Boolean(), nullable=False),
        sa.Column('due_provisional', sa.Boolean(), nullable=False),
        sa.Column('closed_on', sa.Date(), nullable=True),
        sa.Column('close_result', sa.String(20000), nullable=False),
        sa.Column('satisfaction', sa.String(40), nullable=True),
        sa.Column('chase_count', sa.Integer(), nullable=False),
        sa.Column('extension_count', sa.Integer(), nullable=False),
        sa.Column('pass_count', sa.Integer(), nullable=False),
        sa.Column('notice_level', sa.String(40), nullable=False),
        sa.Column('feedback_every', sa.Integer(), nullable=True),
        sa.Column('accepted_on', sa.Date(), nullable=True),
        sa.Column('assigned_on', sa.Date(), nullable=True),
        sa.Column('receipt_on', sa.Date(), nullable=True),
        sa.Column('moved_on', sa.Date(), nullable=True),
        sa.Column('noted_on', sa.Date(), nullable=True),
        sa.Column('replied_on', sa.Date(), nullable=True),
        sa.Column('not_asked', sa.String(200), nullable=False),
        sa.Column('drawn_on', sa.Date(), nullable=True),
        sa.Column('look_back_on', sa.Date(), nullable=True),
        sa.Column('look_back_held', sa.Boolean(), nullable=True),
        sa.Column('retain_until', sa.Date(), nullable=True),
        sa.Column('bring_to_visit_id', sa.Integer(), nullable=True),
        sa.Column('note', sa.String(20000), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_issue')),
        sa.ForeignKeyConstraint(['bring_to_visit_id'], ['visit.id'], name=op.f('fk_issue_bring_to_visit_id_visit'), ondelete='SET NULL'),
        sa.ForeignKeyConstraint(['case_leader_id'], ['leader.id'], name=op.f('fk_issue_case_leader_id_leader'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['category'], ['issue_category.key'], name=op.f('fk_issue_category_issue_category'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['lead_agency_id'], ['agency.id'], name=op.f('fk_issue_lead_agency_id_agency'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['petitioner_id'], ['petitioner.id'], name=op.f('fk_issue_petitioner_id_petitioner'), ondelete='SET NULL'),
        sa.ForeignKeyConstraint(['rule_key'], ['deadline_rule.key'], name=op.f('fk_issue_rule_key_deadline_rule'), ondelete='SET NULL'),
        sa.ForeignKeyConstraint(['subject_agency_id'], ['agency.id'], name=op.f('fk_issue_subject_agency_id_agency'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['subject_leader_id'], ['leader.id'], name=op.f('fk_issue_subject_leader_id_leader'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['township_id'], ['township.id'], name=op.f('fk_issue_township_id_township'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['village_id'], ['village.id'], name=op.f('fk_issue_village_id_village'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['visit_id'], ['visit.id'], name=op.f('fk_issue_visit_id_visit'), ondelete='RESTRICT'),
        sa.UniqueConstraint('number', name=op.f('uq_issue_number')),
        sa.UniqueConstraint('series', 'year', 'serial', name=op.f('uq_issue_series_year_serial')),
        sa.UniqueConstraint('uid', name=op.f('uq_issue_uid')),
        sa.CheckConstraint('"accepted_on" BETWEEN \'1900-01-01\' AND \'2199-12-31\'', name=op.f('ck_issue_accepted_on_in_range')),
        sa.CheckConstraint('"assigned_on" BETWEEN \'1900-01-01\' AND \'2199-12-31\'', name=op.f('ck_issue_assigned_on_in_range')),
        sa.CheckConstraint('chase_count >= 0', name=op.f('ck_issue_chase_count_counts_up')),
        sa.CheckConstraint('"closed_on" BETWEEN \'1900-01-01\' AND \'2199-12-31\'', name=op.f('ck_issue_closed_on_in_range')),
        sa.CheckConstraint('"drawn_on" BETWEEN \'1900-01-01\' AND \'2199-12-31\'', name=op.f('ck_issue_drawn_on_in_range')),
        sa.CheckConstraint('"due" BETWEEN \'1900-01-01\' AND \'2199-12-31\'', name=op.f('ck_issue_due_in_range')),
        sa.CheckConstraint('feedback_every BETWEEN 1 AND 366', name=op.f('ck_issue_feedback_every_in_range')),
        sa.CheckConstraint('length(trim(title)) > 0', name=op.f('ck_issue_has_a_title')),
        sa.CheckConstraint('limit_amount BETWEEN 1 AND 3660', name=op.f('ck_issue_limit_in_range')),
        sa.CheckConstraint("limit_unit IN ('working', 'natural')", name=op.f('ck_issue_limit_unit_is_known')),
        sa.CheckConstraint('"look_back_on" BETWEEN \'1900-01-01\' AND \'2199-12-31\'', name=op.f('ck_issue_look_back_on_in_range')),
        sa.CheckConstraint('"moved_on" BETWEEN \'1900-01-01\' AND \'2199-12-31\'', name=op.f('ck_issue_moved_on_in_range')),
        sa.CheckConstraint('"noted_on" BETWEEN \'1900-01-01\' AND \'2199-12-31\'', name=op.f('ck_issue_noted_on_in_range')),
        sa.CheckConstraint('"notice_level" IN (\'none\', \'reminder\', \'warning\', \'report\')', name=op.f('ck_issue_notice_level_is_known')),
        sa.CheckConstraint('pass_count >= 0', name=op.f('ck_issue_pass_count_counts_up')),
        sa.CheckConstraint('"raised_on" BETWEEN \'1900-01-01\' AND \'2199-12-31\'', name=op.f('ck_issue_raised_on_in_range')),
        sa.CheckConstraint('"receipt_on" BETWEEN \'1900-01-01\' AND \'2199-12-31\'', name=op.f('ck_issue_receipt_on_in_range')),
        sa.CheckConstraint('"replied_on" BETWEEN \'1900-01-01\' AND \'2199-12-31\'', name=op.f('ck_issue_replied_on_in_range')),
        sa.CheckConstraint('"retain_until" BETWEEN \'1900-01-01\' AND \'2199-12-31\'', name=op.f('ck_issue_retain_until_in_range')),
        sa.CheckConstraint('"satisfaction" IN (\'satisfied\', \'mostly_satisfied\', \'dissatisfied\')', name=op.f('ck_issue_satisfaction_is_known')),
        sa.CheckConstraint('"source_channel" IN (\'visit\', \'hotline_12345\', \'letter\', \'superior\', \'other\')', name=op.f('ck_issue_source_channel_is_known')),
        sa.CheckConstraint('"state" IN (\'registered\', \'answered_on_site\', \'assigned\', \'received\', \'objected\', \'in_hand\', \'feedback\', \'checked\', \'replied\', \'closed\', \'archived\')', name=op.f('ck_issue_state_is_known')),
        sa.CheckConstraint('"track" IN (\'onsite\', \'petition\', \'simple_petition\', \'report\')', name=op.f('ck_issue_track_is_known')),
        *_on('sqlite', sa.CheckConstraint('"accepted_on" IS date("accepted_on")', name=op.f('ck_issue_accepted_on_is_a_date')), sa.CheckConstraint('"assigned_on" IS date("assigned_on")', name=op.f('ck_issue_assigned_on_is_a_date')), sa.CheckConstraint('"bring_to_visit_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_issue_bring_to_visit_id_fits')), sa.CheckConstraint('"case_leader_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_issue_case_leader_id_fits')), sa.CheckConstraint('length("category") <= 60', name=op.f('ck_issue_category_fits')), sa.CheckConstraint('instr("category", char(0)) = 0', name=op.f('ck_issue_category_has_no_nul')), sa.CheckConstraint('"chase_count" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_issue_chase_count_fits')), sa.CheckConstraint('length("close_result") <= 20000', name=op.f('ck_issue_close_result_fits')), sa.CheckConstraint('instr("close_result", char(0)) = 0', name=op.f('ck_issue_close_result_has_no_nul')), sa.CheckConstraint('"closed_on" IS date("closed_on")', name=op.f('ck_issue_closed_on_is_a_date')), sa.CheckConstraint('length("detail") <= 20000', name=op.f('ck_issue_detail_fits')), sa.CheckConstraint('instr("detail", char(0)) = 0', name=op.f('ck_issue_detail_has_no_nul')), sa.CheckConstraint('"drawn_on" IS date("drawn_on")', name=op.f('ck_issue_drawn_on_is_a_date')), sa.CheckConstraint('"due" IS date("due")', name=op.f('ck_issue_due_is_a_date')), sa.CheckConstraint('"due_provisional" IN (0, 1)', name=op.f('ck_issue_due_provisional_is_boolean')), sa.CheckConstraint('"due_stated" IN (0, 1)', name=op.f('ck_issue_due_stated_is_boolean')), sa.CheckConstraint('"due_steps" IS NULL OR json_valid("due_steps")', name=op.f('ck_issue_due_steps_is_json')), sa.CheckConstraint('"extension_count" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_issue_extension_count_fits')), sa.CheckConstraint('"feedback_every" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_issue_feedback_every_fits')), sa.CheckConstraint('"id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_issue_id_fits')), sa.CheckConstraint('"lead_agency_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_issue_lead_agency_id_fits')), sa.CheckConstraint('"limit_amount" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_issue_limit_amount_fits')), sa.CheckConstraint('length("limit_unit") <= 10', name=op.f('ck_issue_limit_unit_fits')), sa.CheckConstraint('instr("limit_unit", char(0)) = 0', name=op.f('ck_issue_limit_unit_has_no_nul')), sa.CheckConstraint('"look_back_held" IN (0, 1)', name=op.f('ck_issue_look_back_held_is_boolean')), sa.CheckConstraint('"look_back_on" IS date("look_back_on")', name=op.f('ck_issue_look_back_on_is_a_date')), sa.CheckConstraint('"moved_on" IS date("moved_on")', name=op.f('ck_issue_moved_on_is_a_date')), sa.CheckConstraint('length("not_asked") <= 200', name=op.f('ck_issue_not_asked_fits')), sa.CheckConstraint('instr("not_asked", char(0)) = 0', name=op.f('ck_issue_not_asked_has_no_nul')), sa.CheckConstraint('length("note") <= 20000', name=op.f('ck_issue_note_fits')), sa.CheckConstraint('instr("note", char(0)) = 0', name=op.f('ck_issue_note_has_no_nul')), sa.CheckConstraint('"noted_on" IS date("noted_on")', name=op.f('ck_issue_noted_on_is_a_date')), sa.CheckConstraint('length("number") <= 60', name=op.f('ck_issue_number_fits')), sa.CheckConstraint('instr("number", char(0)) = 0', name=op.f('ck_issue_number_has_no_nul')), sa.CheckConstraint('"pass_count" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_issue_pass_count_fits')), sa.CheckConstraint('"petitioner_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_issue_petitioner_id_fits')), sa.CheckConstraint('"raised_on" IS date("raised_on")', name=op.f('ck_issue_raised_on_is_a_date')), sa.CheckConstraint('"receipt_on" IS date("receipt_on")', name=op.f('ck_issue_receipt_on_is_a_date')), sa.CheckConstraint('"replied_on" IS date("replied_on")', name=op.f('ck_issue_replied_on_is_a_date')), sa.CheckConstraint('"restricted" IN (0, 1)', name=op.f('ck_issue_restricted_is_boolean')), sa.CheckConstraint('"retain_until" IS date("retain_until")', name=op.f('ck_issue_retain_until_is_a_date')), sa.CheckConstraint('length("rule_key") <= 60', name=op.f('ck_issue_rule_key_fits')), sa.CheckConstraint('instr("rule_key", char(0)) = 0', name=op.f('ck_issue_rule_key_has_no_nul')), sa.CheckConstraint('"serial" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_issue_serial_fits')), sa.CheckConstraint('length("series") <= 20', name=op.f('ck_issue_series_fits')), sa.CheckConstraint('instr("series", char(0)) = 0', name=op.f('ck_issue_series_has_no_nul')), sa.CheckConstraint('"subject_agency_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_issue_subject_agency_id_fits')), sa.CheckConstraint('"subject_leader_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_issue_subject_leader_id_fits')), sa.CheckConstraint('length("subject_of_complaint") <= 200', name=op.f('ck_issue_subject_of_complaint_fits')), sa.CheckConstraint('instr("subject_of_complaint", char(0)) = 0', name=op.f('ck_issue_subject_of_complaint_has_no_nul')), sa.CheckConstraint('length("title") <= 400', name=op.f('ck_issue_title_fits')), sa.CheckConstraint('instr("title", char(0)) = 0', name=op.f('ck_issue_title_has_no_nul')), sa.CheckConstraint('"township_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_issue_township_id_fits')), sa.CheckConstraint('length("uid") <= 36', name=op.f('ck_issue_uid_fits')), sa.CheckConstraint('instr("uid", char(0)) = 0', name=op.f('ck_issue_uid_has_no_nul')), sa.CheckConstraint('"version" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_issue_version_fits')), sa.CheckConstraint('"village_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_issue_village_id_fits')), sa.CheckConstraint('"visit_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_issue_visit_id_fits')), sa.CheckConstraint('"year" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_issue_year_fits'))),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )


def _issue_indexes() -> None:
    op.create_index(op.f('ix_issue_bring_to_visit_id'), 'issue', ['bring_to_visit_id'], unique=False)
    op.create_index(op.f('ix_issue_case_leader_id'), 'issue', ['case_leader_id'], unique=False)
    op.create_index(op.f('ix_issue_category'), 'issue', ['category'], unique=False)
    op.create_index(op.f('ix_issue_closed_on'), 'issue', ['closed_on'], unique=False)
    op.create_index(op.f('ix_issue_lead_agency_id'), 'issue', ['lead_agency_id'], unique=False)
    op.create_index(op.f('ix_issue_petitioner_id'), 'issue', ['petitioner_id'], unique=False)
    op.create_index(op.f('ix_issue_raised_on'), 'issue', ['raised_on'], unique=False)
    op.create_index(op.f('ix_issue_state_due'), 'issue', ['state', 'due'], unique=False)
    op.create_index(op.f('ix_issue_subject_agency_id'), 'issue', ['subject_agency_id'], unique=False)
    op.create_index(op.f('ix_issue_subject_leader_id'), 'issue', ['subject_leader_id'], unique=False)
    op.create_index(op.f('ix_issue_township_state'), 'issue', ['township_id', 'state'], unique=False)
    op.create_index(op.f('ix_issue_village_id'), 'issue', ['village_id'], unique=False)
    op.create_index(op.f('ix_issue_visit_id'), 'issue', ['visit_id'], unique=False)


def _extension(name: str) -> None:
    op.create_table(
        name,
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('issue_id', sa.Integer(), nullable=False),
        sa.Column('granted_on', sa.Date(), nullable=False),
        sa.Column('from_due', sa.Date(), nullable=False),
        sa.Column('to_due', sa.Date(), nullable=False),
        sa.Column('reason', sa.String(400), nullable=False),
        sa.Column('approver', sa.String(60), nullable=False),
        sa.Column('document_number', sa.String(60), nullable=False),
        sa.Column('late', sa.Boolean(), nullable=False),
        sa.Column('told_on', sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_extension')),
        sa.ForeignKeyConstraint(['issue_id'], ['issue.id'], name=op.f('fk_extension_issue_id_issue'), ondelete='CASCADE'),
        sa.CheckConstraint('"from_due" BETWEEN \'1900-01-01\' AND \'2199-12-31\'', name=op.f('ck_extension_from_due_in_range')),
        sa.CheckConstraint('"granted_on" BETWEEN \'1900-01-01\' AND \'2199-12-31\'', name=op.f('ck_extension_granted_on_in_range')),
        sa.CheckConstraint('from_due < to_due', name=op.f('ck_extension_moves_forward')),
        sa.CheckConstraint('"to_due" BETWEEN \'1900-01-01\' AND \'2199-12-31\'', name=op.f('ck_extension_to_due_in_range')),
        sa.CheckConstraint('"told_on" BETWEEN \'1900-01-01\' AND \'2199-12-31\'', name=op.f('ck_extension_told_on_in_range')),
        *_on('sqlite', sa.CheckConstraint('length("approver") <= 60', name=op.f('ck_extension_approver_fits')), sa.CheckConstraint('instr("approver", char(0)) = 0', name=op.f('ck_extension_approver_has_no_nul')), sa.CheckConstraint('length("document_number") <= 60', name=op.f('ck_extension_document_number_fits')), sa.CheckConstraint('instr("document_number", char(0)) = 0', name=op.f('ck_extension_document_number_has_no_nul')), sa.CheckConstraint('"from_due" IS date("from_due")', name=op.f('ck_extension_from_due_is_a_date')), sa.CheckConstraint('"granted_on" IS date("granted_on")', name=op.f('ck_extension_granted_on_is_a_date')), sa.CheckConstraint('"id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_extension_id_fits')), sa.CheckConstraint('"issue_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_extension_issue_id_fits')), sa.CheckConstraint('"late" IN (0, 1)', name=op.f('ck_extension_late_is_boolean')), sa.CheckConstraint('length("reason") <= 400', name=op.f('ck_extension_reason_fits')), sa.CheckConstraint('instr("reason", char(0)) = 0', name=op.f('ck_extension_reason_has_no_nul')), sa.CheckConstraint('"to_due" IS date("to_due")', name=op.f('ck_extension_to_due_is_a_date')), sa.CheckConstraint('"told_on" IS date("told_on")', name=op.f('ck_extension_told_on_is_a_date'))),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )


def _extension_indexes() -> None:
    op.create_index(op.f('ix_extension_issue_id'), 'extension', ['issue_id'], unique=False)


def _issue_action(name: str) -> None:
    op.create_table(
        name,
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('issue_id', sa.Integer(), nullable=False),
        sa.Column('day', sa.Date(), nullable=False),
        sa.Column('recorded_at', sa.DateTime(), nullable=True),
        sa.Column('kind', sa.String(40), nullable=False),
        sa.Column('text', sa.String(20000), nullable=False),
        sa.Column('person', sa.String(60), nullable=False),
        sa.Column('way', sa.String(60), nullable=False),
        sa.Column('evidence', sa.String(400), nullable=False),
        sa.Column('mark', sa.String(40), nullable=True),
        sa.Column('satisfaction', sa.String(40), nullable=True),
        sa.Column('due', sa.Date(), nullable=True),
        sa.Column('agency_id', sa.Integer(), nullable=True),
        sa.Column('leader_id', sa.Integer(), nullable=True),
        sa.Column('visit_id', sa.Integer(), nullable=True),
        sa.Column('paper_id', sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_issue_action')),
        sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_issue_action_agency_id_agency'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['issue_id'], ['issue.id'], name=op.f('fk_issue_action_issue_id_issue'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['leader_id'], ['leader.id'], name=op.f('fk_issue_action_leader_id_leader'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['paper_id'], ['paper.id'], name=op.f('fk_issue_action_paper_id_paper'), ondelete='SET NULL'),
        sa.ForeignKeyConstraint(['visit_id'], ['visit.id'], name=op.f('fk_issue_action_visit_id_visit'), ondelete='SET NULL'),
        sa.CheckConstraint('"day" BETWEEN \'1900-01-01\' AND \'2199-12-31\'', name=op.f('ck_issue_action_day_in_range')),
        sa.CheckConstraint('"due" BETWEEN \'1900-01-01\' AND \'2199-12-31\'', name=op.f('ck_issue_action_due_in_range')),
        sa.CheckConstraint('"kind" IN (\'registered\', \'assigned\', \'progress_note\', \'feedback\', \'reminder\', \'extension\', \'suspension\', \'checked_on_site\', \'close_out\', \'return_visit\', \'reopen\', \'edited\', \'acceptance\', \'receipt\', \'objection\', \'objection_overruled\', \'sent_back\', \'check\', \'reply\', \'spot_check\', \'archive\', \'resumed\', \'supervision_notice\', \'leader_instruction\', \'recounted\', \'reclassed\', \'clock_met\')', name=op.f('ck_issue_action_kind_is_known')),
        sa.CheckConstraint('"mark" IN (\'untouched\', \'in_hand\', \'done\', \'dissatisfied\')', name=op.f('ck_issue_action_mark_is_known')),
        sa.CheckConstraint('"satisfaction" IN (\'satisfied\', \'mostly_satisfied\', \'dissatisfied\')', name=op.f('ck_issue_action_satisfaction_is_known')),
        *_on('sqlite', sa.CheckConstraint('"agency_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_issue_action_agency_id_fits')), sa.CheckConstraint('"day" IS date("day")', name=op.f('ck_issue_action_day_is_a_date')), sa.CheckConstraint('"due" IS date("due")', name=op.f('ck_issue_action_due_is_a_date')), sa.CheckConstraint('length("evidence") <= 400', name=op.f('ck_issue_action_evidence_fits')), sa.CheckConstraint('instr("evidence", char(0)) = 0', name=op.f('ck_issue_action_evidence_has_no_nul')), sa.CheckConstraint('"id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_issue_action_id_fits')), sa.CheckConstraint('"issue_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_issue_action_issue_id_fits')), sa.CheckConstraint('"leader_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_issue_action_leader_id_fits')), sa.CheckConstraint('"paper_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_issue_action_paper_id_fits')), sa.CheckConstraint('length("person") <= 60', name=op.f('ck_issue_action_person_fits')), sa.CheckConstraint('instr("person", char(0)) = 0', name=op.f('ck_issue_action_person_has_no_nul')), sa.CheckConstraint('"recorded_at" IS NULL OR datetime("recorded_at") IS NOT NULL', name=op.f('ck_issue_action_recorded_at_is_a_moment')), sa.CheckConstraint('length("text") <= 20000', name=op.f('ck_issue_action_text_fits')), sa.CheckConstraint('instr("text", char(0)) = 0', name=op.f('ck_issue_action_text_has_no_nul')), sa.CheckConstraint('"visit_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_issue_action_visit_id_fits')), sa.CheckConstraint('length("way") <= 60', name=op.f('ck_issue_action_way_fits')), sa.CheckConstraint('instr("way", char(0)) = 0', name=op.f('ck_issue_action_way_has_no_nul'))),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )


def _issue_action_indexes() -> None:
    op.create_index(op.f('ix_issue_action_agency_id'), 'issue_action', ['agency_id'], unique=False)
    op.create_index(op.f('ix_issue_action_issue_day'), 'issue_action', ['issue_id', 'day'], unique=False)
    op.create_index(op.f('ix_issue_action_leader_id'), 'issue_action', ['leader_id'], unique=False)
    op.create_index(op.f('ix_issue_action_paper_id'), 'issue_action', ['paper_id'], unique=False)
    op.create_index(op.f('ix_issue_action_visit_id'), 'issue_action', ['visit_id'], unique=False)


def _issue_clock() -> None:
    op.create_table(
        'issue_clock',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('issue_id', sa.Integer(), nullable=False),
        sa.Column('kind', sa.String(40), nullable=False),
        sa.Column('rule_key', sa.String(60), nullable=True),
        sa.Column('starts', sa.Date(), nullable=False),
        sa.Column('amount', sa.Integer(), nullable=False),
        sa.Column('unit', sa.String(10), nullable=False),
        sa.Column('roll', sa.String(10), nullable=False),
        sa.Column('counts_from', sa.String(60), nullable=False),
        sa.Column('repeats', sa.Boolean(), nullable=False),
        sa.Column('due', sa.Date(), nullable=False),
        sa.Column('steps', sa.JSON(), nullable=False),
        sa.Column('stated', sa.Boolean(), nullable=False),
        sa.Column('provisional', sa.Boolean(), nullable=False),
        sa.Column('met_on', sa.Date(), nullable=True),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_issue_clock')),
        sa.ForeignKeyConstraint(['issue_id'], ['issue.id'], name=op.f('fk_issue_clock_issue_id_issue'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['rule_key'], ['deadline_rule.key'], name=op.f('fk_issue_clock_rule_key_deadline_rule'), ondelete='SET NULL'),
        sa.CheckConstraint('amount BETWEEN 0 AND 3660', name=op.f('ck_issue_clock_amount_in_range')),
        sa.CheckConstraint('"due" BETWEEN \'1900-01-01\' AND \'2199-12-31\'', name=op.f('ck_issue_clock_due_in_range')),
        sa.CheckConstraint('"kind" IN (\'inform\', \'accept\', \'objection\', \'progress\', \'finish\', \'reply\', \'review_apply\', \'review\', \'re_review_apply\', \'re_review\')', name=op.f('ck_issue_clock_kind_is_known')),
        sa.CheckConstraint('"met_on" BETWEEN \'1900-01-01\' AND \'2199-12-31\'', name=op.f('ck_issue_clock_met_on_in_range')),
        sa.CheckConstraint("roll IN ('none', 'next', 'previous')", name=op.f('ck_issue_clock_roll_is_known')),
        sa.CheckConstraint('"starts" BETWEEN \'1900-01-01\' AND \'2199-12-31\'', name=op.f('ck_issue_clock_starts_in_range')),
        sa.CheckConstraint("unit IN ('working', 'natural')", name=op.f('ck_issue_clock_unit_is_known')),
        *_on('sqlite', sa.CheckConstraint('"amount" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_issue_clock_amount_fits')), sa.CheckConstraint('length("counts_from") <= 60', name=op.f('ck_issue_clock_counts_from_fits')), sa.CheckConstraint('instr("counts_from", char(0)) = 0', name=op.f('ck_issue_clock_counts_from_has_no_nul')), sa.CheckConstraint('"due" IS date("due")', name=op.f('ck_issue_clock_due_is_a_date')), sa.CheckConstraint('"id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_issue_clock_id_fits')), sa.CheckConstraint('"issue_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_issue_clock_issue_id_fits')), sa.CheckConstraint('"met_on" IS date("met_on")', name=op.f('ck_issue_clock_met_on_is_a_date')), sa.CheckConstraint('"provisional" IN (0, 1)', name=op.f('ck_issue_clock_provisional_is_boolean')), sa.CheckConstraint('"repeats" IN (0, 1)', name=op.f('ck_issue_clock_repeats_is_boolean')), sa.CheckConstraint('length("roll") <= 10', name=op.f('ck_issue_clock_roll_fits')), sa.CheckConstraint('instr("roll", char(0)) = 0', name=op.f('ck_issue_clock_roll_has_no_nul')), sa.CheckConstraint('length("rule_key") <= 60', name=op.f('ck_issue_clock_rule_key_fits')), sa.CheckConstraint('instr("rule_key", char(0)) = 0', name=op.f('ck_issue_clock_rule_key_has_no_nul')), sa.CheckConstraint('"starts" IS date("starts")', name=op.f('ck_issue_clock_starts_is_a_date')), sa.CheckConstraint('"stated" IN (0, 1)', name=op.f('ck_issue_clock_stated_is_boolean')), sa.CheckConstraint('"steps" IS NULL OR json_valid("steps")', name=op.f('ck_issue_clock_steps_is_json')), sa.CheckConstraint('length("unit") <= 10', name=op.f('ck_issue_clock_unit_fits')), sa.CheckConstraint('instr("unit", char(0)) = 0', name=op.f('ck_issue_clock_unit_has_no_nul')), sa.CheckConstraint('"version" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_issue_clock_version_fits'))),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_issue_clock_due_met'), 'issue_clock', ['due', 'met_on'], unique=False)
    op.create_index(op.f('ix_issue_clock_issue_kind'), 'issue_clock', ['issue_id', 'kind'], unique=False)
    op.create_index(op.f('ix_issue_clock_rule_key'), 'issue_clock', ['rule_key'], unique=False)


def _paper_issue() -> None:
    op.create_table(
        'paper_issue',
        sa.Column('paper_id', sa.Integer(), nullable=False),
        sa.Column('issue_id', sa.Integer(), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('chase_no', sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint('paper_id', 'issue_id', name=op.f('pk_paper_issue')),
        sa.ForeignKeyConstraint(['issue_id'], ['issue.id'], name=op.f('fk_paper_issue_issue_id_issue'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['paper_id'], ['paper.id'], name=op.f('fk_paper_issue_paper_id_paper'), ondelete='CASCADE'),
        *_on('sqlite', sa.CheckConstraint('"chase_no" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_paper_issue_chase_no_fits')), sa.CheckConstraint('"issue_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_paper_issue_issue_id_fits')), sa.CheckConstraint('"paper_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_paper_issue_paper_id_fits')), sa.CheckConstraint('"position" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_paper_issue_position_fits'))),
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_paper_issue_issue_id'), 'paper_issue', ['issue_id'], unique=False)


def _printed_document(name: str) -> None:
    op.create_table(
        name,
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('form', sa.String(60), nullable=False),
        sa.Column('visit_id', sa.Integer(), nullable=True),
        sa.Column('issue_id', sa.Integer(), nullable=True),
        sa.Column('way', sa.String(20), nullable=False),
        sa.Column('variant', sa.String(40), nullable=False),
        sa.Column('number', sa.String(60), nullable=False),
        sa.Column('agency_id', sa.Integer(), nullable=True),
        sa.Column('paper_id', sa.Integer(), nullable=True),
        sa.Column('file_name', sa.String(255), nullable=False),
        sa.Column('records', sa.Integer(), nullable=False),
        sa.Column('purpose', sa.String(200), nullable=False),
        sa.Column('printed_at', sa.DateTime(), nullable=False),
        sa.Column('actor', sa.String(60), nullable=False),
        sa.Column('pages', sa.Integer(), nullable=False),
        sa.Column('fonts', sa.String(400), nullable=False),
        sa.Column('sha256', sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_printed_document')),
        sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_printed_document_agency_id_agency'), ondelete='SET NULL'),
        sa.ForeignKeyConstraint(['issue_id'], ['issue.id'], name=op.f('fk_printed_document_issue_id_issue'), ondelete='SET NULL'),
        sa.ForeignKeyConstraint(['paper_id'], ['paper.id'], name=op.f('fk_printed_document_paper_id_paper'), ondelete='SET NULL'),
        sa.ForeignKeyConstraint(['visit_id'], ['visit.id'], name=op.f('fk_printed_document_visit_id_visit'), ondelete='SET NULL'),
        sa.CheckConstraint('"variant" IN (\'redacted\', \'internal\')', name=op.f('ck_printed_document_variant_is_known')),
        *_on('sqlite', sa.CheckConstraint('length("actor") <= 60', name=op.f('ck_printed_document_actor_fits')), sa.CheckConstraint('instr("actor", char(0)) = 0', name=op.f('ck_printed_document_actor_has_no_nul')), sa.CheckConstraint('"agency_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_printed_document_agency_id_fits')), sa.CheckConstraint('length("file_name") <= 255', name=op.f('ck_printed_document_file_name_fits')), sa.CheckConstraint('instr("file_name", char(0)) = 0', name=op.f('ck_printed_document_file_name_has_no_nul')), sa.CheckConstraint('length("fonts") <= 400', name=op.f('ck_printed_document_fonts_fits')), sa.CheckConstraint('instr("fonts", char(0)) = 0', name=op.f('ck_printed_document_fonts_has_no_nul')), sa.CheckConstraint('length("form") <= 60', name=op.f('ck_printed_document_form_fits')), sa.CheckConstraint('instr("form", char(0)) = 0', name=op.f('ck_printed_document_form_has_no_nul')), sa.CheckConstraint('"id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_printed_document_id_fits')), sa.CheckConstraint('"issue_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_printed_document_issue_id_fits')), sa.CheckConstraint('length("number") <= 60', name=op.f('ck_printed_document_number_fits')), sa.CheckConstraint('instr("number", char(0)) = 0', name=op.f('ck_printed_document_number_has_no_nul')), sa.CheckConstraint('"pages" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_printed_document_pages_fits')), sa.CheckConstraint('"paper_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_printed_document_paper_id_fits')), sa.CheckConstraint('"printed_at" IS NULL OR datetime("printed_at") IS NOT NULL', name=op.f('ck_printed_document_printed_at_is_a_moment')), sa.CheckConstraint('length("purpose") <= 200', name=op.f('ck_printed_document_purpose_fits')), sa.CheckConstraint('instr("purpose", char(0)) = 0', name=op.f('ck_printed_document_purpose_has_no_nul')), sa.CheckConstraint('"records" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_printed_document_records_fits')), sa.CheckConstraint('length("sha256") <= 64', name=op.f('ck_printed_document_sha256_fits')), sa.CheckConstraint('instr("sha256", char(0)) = 0', name=op.f('ck_printed_document_sha256_has_no_nul')), sa.CheckConstraint('"visit_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_printed_document_visit_id_fits')), sa.CheckConstraint('length("way") <= 20', name=op.f('ck_printed_document_way_fits')), sa.CheckConstraint('instr("way", char(0)) = 0', name=op.f('ck_printed_document_way_has_no_nul'))),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )


def _printed_document_indexes() -> None:
    op.create_index(op.f('ix_printed_document_agency_id'), 'printed_document', ['agency_id'], unique=False)
    op.create_index(op.f('ix_printed_document_issue_id'), 'printed_document', ['issue_id'], unique=False)
    op.create_index(op.f('ix_printed_document_paper_id'), 'printed_document', ['paper_id'], unique=False)
    op.create_index(op.f('ix_printed_document_visit_id'), 'printed_document', ['visit_id'], unique=False)


def _promise(name: str) -> None:
    op.create_table(
        name,
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('uid', sa.String(36), nullable=False),
        sa.Column('visit_id', sa.Integer(), nullable=True),
        sa.Column('leader_id', sa.Integer(), nullable=False),
        sa.Column('township_id', sa.Integer(), nullable=False),
        sa.Column('issue_id', sa.Integer(), nullable=True),
        sa.Column('text', sa.String(400), nullable=False),
        sa.Column('made_on', sa.Date(), nullable=False),
        sa.Column('due', sa.Date(), nullable=True),
        sa.Column('kept_on', sa.Date(), nullable=True),
        sa.Column('dropped_on', sa.Date(), nullable=True),
        sa.Column('outcome', sa.String(400), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_promise')),
        sa.ForeignKeyConstraint(['issue_id'], ['issue.id'], name=op.f('fk_promise_issue_id_issue'), ondelete='SET NULL'),
        sa.ForeignKeyConstraint(['leader_id'], ['leader.id'], name=op.f('fk_promise_leader_id_leader'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['township_id'], ['township.id'], name=op.f('fk_promise_township_id_township'), ondelete='RESTRICT'),
        sa.ForeignKeyConstraint(['visit_id'], ['visit.id'], name=op.f('fk_promise_visit_id_visit'), ondelete='RESTRICT'),
        sa.UniqueConstraint('uid', name=op.f('uq_promise_uid')),
        sa.CheckConstraint('"dropped_on" BETWEEN \'1900-01-01\' AND \'2199-12-31\'', name=op.f('ck_promise_dropped_on_in_range')),
        sa.CheckConstraint('"due" BETWEEN \'1900-01-01\' AND \'2199-12-31\'', name=op.f('ck_promise_due_in_range')),
        sa.CheckConstraint('"kept_on" BETWEEN \'1900-01-01\' AND \'2199-12-31\'', name=op.f('ck_promise_kept_on_in_range')),
        sa.CheckConstraint('"made_on" BETWEEN \'1900-01-01\' AND \'2199-12-31\'', name=op.f('ck_promise_made_on_in_range')),
        *_on('sqlite', sa.CheckConstraint('"dropped_on" IS date("dropped_on")', name=op.f('ck_promise_dropped_on_is_a_date')), sa.CheckConstraint('"due" IS date("due")', name=op.f('ck_promise_due_is_a_date')), sa.CheckConstraint('"id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_promise_id_fits')), sa.CheckConstraint('"issue_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_promise_issue_id_fits')), sa.CheckConstraint('"kept_on" IS date("kept_on")', name=op.f('ck_promise_kept_on_is_a_date')), sa.CheckConstraint('"leader_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_promise_leader_id_fits')), sa.CheckConstraint('"made_on" IS date("made_on")', name=op.f('ck_promise_made_on_is_a_date')), sa.CheckConstraint('length("outcome") <= 400', name=op.f('ck_promise_outcome_fits')), sa.CheckConstraint('instr("outcome", char(0)) = 0', name=op.f('ck_promise_outcome_has_no_nul')), sa.CheckConstraint('length("text") <= 400', name=op.f('ck_promise_text_fits')), sa.CheckConstraint('instr("text", char(0)) = 0', name=op.f('ck_promise_text_has_no_nul')), sa.CheckConstraint('"township_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_promise_township_id_fits')), sa.CheckConstraint('length("uid") <= 36', name=op.f('ck_promise_uid_fits')), sa.CheckConstraint('instr("uid", char(0)) = 0', name=op.f('ck_promise_uid_has_no_nul')), sa.CheckConstraint('"version" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_promise_version_fits')), sa.CheckConstraint('"visit_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_promise_visit_id_fits'))),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )


def _promise_indexes() -> None:
    op.create_index(op.f('ix_promise_issue_id'), 'promise', ['issue_id'], unique=False)
    op.create_index(op.f('ix_promise_leader_id'), 'promise', ['leader_id'], unique=False)
    op.create_index(op.f('ix_promise_township_id'), 'promise', ['township_id'], unique=False)
    op.create_index(op.f('ix_promise_visit_id'), 'promise', ['visit_id'], unique=False)


def _recusal() -> None:
    op.create_table(
        'recusal',
        sa.Column('issue_id', sa.Integer(), nullable=False),
        sa.Column('leader_id', sa.Integer(), nullable=False),
        sa.Column('reason', sa.String(200), nullable=False),
        sa.PrimaryKeyConstraint('issue_id', 'leader_id', name=op.f('pk_recusal')),
        sa.ForeignKeyConstraint(['issue_id'], ['issue.id'], name=op.f('fk_recusal_issue_id_issue'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['leader_id'], ['leader.id'], name=op.f('fk_recusal_leader_id_leader'), ondelete='CASCADE'),
        *_on('sqlite', sa.CheckConstraint('"issue_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_recusal_issue_id_fits')), sa.CheckConstraint('"leader_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_recusal_leader_id_fits')), sa.CheckConstraint('length("reason") <= 200', name=op.f('ck_recusal_reason_fits')), sa.CheckConstraint('instr("reason", char(0)) = 0', name=op.f('ck_recusal_reason_has_no_nul'))),
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_recusal_leader_id'), 'recusal', ['leader_id'], unique=False)


def _reveal() -> None:
    op.create_table(
        'reveal',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('at', sa.DateTime(), nullable=False),
        sa.Column('actor', sa.String(60), nullable=False),
        sa.Column('petitioner_id', sa.Integer(), nullable=True),
        sa.Column('issue_id', sa.Integer(), nullable=True),
        sa.Column('visit_id', sa.Integer(), nullable=True),
        sa.Column('what', sa.String(60), nullable=False),
        sa.Column('purpose', sa.String(200), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_reveal')),
        sa.ForeignKeyConstraint(['issue_id'], ['issue.id'], name=op.f('fk_reveal_issue_id_issue'), ondelete='SET NULL'),
        sa.ForeignKeyConstraint(['petitioner_id'], ['petitioner.id'], name=op.f('fk_reveal_petitioner_id_petitioner'), ondelete='SET NULL'),
        sa.ForeignKeyConstraint(['visit_id'], ['visit.id'], name=op.f('fk_reveal_visit_id_visit'), ondelete='SET NULL'),
        *_on('sqlite', sa.CheckConstraint('length("actor") <= 60', name=op.f('ck_reveal_actor_fits')), sa.CheckConstraint('instr("actor", char(0)) = 0', name=op.f('ck_reveal_actor_has_no_nul')), sa.CheckConstraint('"at" IS NULL OR datetime("at") IS NOT NULL', name=op.f('ck_reveal_at_is_a_moment')), sa.CheckConstraint('"id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_reveal_id_fits')), sa.CheckConstraint('"issue_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_reveal_issue_id_fits')), sa.CheckConstraint('"petitioner_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_reveal_petitioner_id_fits')), sa.CheckConstraint('length("purpose") <= 200', name=op.f('ck_reveal_purpose_fits')), sa.CheckConstraint('instr("purpose", char(0)) = 0', name=op.f('ck_reveal_purpose_has_no_nul')), sa.CheckConstraint('"visit_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_reveal_visit_id_fits')), sa.CheckConstraint('length("what") <= 60', name=op.f('ck_reveal_what_fits')), sa.CheckConstraint('instr("what", char(0)) = 0', name=op.f('ck_reveal_what_has_no_nul'))),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_reveal_at'), 'reveal', ['at'], unique=False)
    op.create_index(op.f('ix_reveal_issue_id'), 'reveal', ['issue_id'], unique=False)
    op.create_index(op.f('ix_reveal_petitioner_id'), 'reveal', ['petitioner_id'], unique=False)
    op.create_index(op.f('ix_reveal_visit_id'), 'reveal', ['visit_id'], unique=False)


def _suspension(name: str) -> None:
    op.create_table(
        name,
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('issue_id', sa.Integer(), nullable=False),
        sa.Column('starts', sa.Date(), nullable=False),
        sa.Column('ends', sa.Date(), nullable=True),
        sa.Column('kind', sa.String(40), nullable=False),
        sa.Column('reason', sa.String(400), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_suspension')),
        sa.ForeignKeyConstraint(['issue_id'], ['issue.id'], name=op.f('fk_suspension_issue_id_issue'), ondelete='CASCADE'),
        sa.CheckConstraint('"ends" BETWEEN \'1900-01-01\' AND \'2199-12-31\'', name=op.f('ck_suspension_ends_in_range')),
        sa.CheckConstraint('"kind" IN (\'hearing\', \'papers\', \'returned\', \'other\')', name=op.f('ck_suspension_kind_is_known')),
        sa.CheckConstraint('ends IS NULL OR starts <= ends', name=op.f('ck_suspension_starts_before_ends')),
        sa.CheckConstraint('"starts" BETWEEN \'1900-01-01\' AND \'2199-12-31\'', name=op.f('ck_suspension_starts_in_range')),
        *_on('sqlite', sa.CheckConstraint('"ends" IS date("ends")', name=op.f('ck_suspension_ends_is_a_date')), sa.CheckConstraint('"id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_suspension_id_fits')), sa.CheckConstraint('"issue_id" BETWEEN -2147483648 AND 2147483647', name=op.f('ck_suspension_issue_id_fits')), sa.CheckConstraint('length("reason") <= 400', name=op.f('ck_suspension_reason_fits')), sa.CheckConstraint('instr("reason", char(0)) = 0', name=op.f('ck_suspension_reason_has_no_nul')), sa.CheckConstraint('"starts" IS date("starts")', name=op.f('ck_suspension_starts_is_a_date'))),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )


def _suspension_indexes() -> None:
    op.create_index(op.f('ix_suspension_issue_id'), 'suspension', ['issue_id'], unique=False)
