"""A small county, and the forms of its townships as read against it."""

from __future__ import annotations

from datetime import date

from docx import Document

from core.imports.match import AGENCIES, LEADERS, TOWNSHIPS, VILLAGES, Known
from core.request_form.directory import names_from
from core.request_form.door import pasted_form
from core.request_form.reading import read_request, requests_of
from core.visits import SHIPPED_KINDS

TODAY = date(2026, 11, 23)
NAMES = names_from(
    SHIPPED_KINDS,
    [
        (1, Known(TOWNSHIPS, "青石镇")), (2, Known(TOWNSHIPS, "柳河乡")), (3, Known(TOWNSHIPS, "白杨街道")),
        (11, Known(VILLAGES, "柳树湾村", within="青石镇")), (12, Known(VILLAGES, "上街社区", within="青石镇")),
        (21, Known(LEADERS, "周立明", detail="县委书记")), (22, Known(LEADERS, "陈雨桐", detail="县长")),
        (23, Known(LEADERS, "王建国", detail="副县长")), (24, Known(LEADERS, "王建军", detail="副县长")),
        (31, Known(AGENCIES, "县水利局", ("水利局", "水务局"))),
        (32, Known(AGENCIES, "县人力资源和社会保障局", ("人社局",))),
        (33, Known(AGENCIES, "县自然资源局")),
    ],
)  # fmt: skip


def read(sheets, answers=None, **more):
    return [
        read_request(raw, NAMES, today=TODAY, answers=answers or {}, mark="m", number=at)
        for at, raw in enumerate(requests_of(sheets, "f", **more), 1)
    ]


def pasted(text, answers=None):
    return read(pasted_form(text, "pasted").sheets, answers, pasted=True)


def one(text, answers=None):
    (found,) = pasted(text, answers)
    return found


def field(reading, key):
    return next((each for each in reading.fields if each.key == key), None)


def asks(reading):
    return [each.key for each in reading.open]


def word(path, build):
    paper = Document()
    build(paper)
    paper.save(str(path))
    return path


def table_of(paper, rows):
    table = paper.add_table(rows=len(rows), cols=max(map(len, rows)))
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            table.cell(at, column).text = text
    return table
