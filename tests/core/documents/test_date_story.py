"""The printed biography of dates: every step is on the paper, on one page where it fits, in both languages."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pypdf
import pytest

from core.chain import Variant
from core.documents.date_story import ClockStory, DateStory, story_fields
from core.documents.forms import DATE_STORY
from core.documents.pdf import RenderedPdf, render
from core.i18n import set_language

TODAY = date(2026, 11, 23)
STEPS = ("从2026年9月18日（周五）起算，当天不计", "加 10 个工作日，到2026年10月9日（周五）；扣除国庆节 7 天")
STORY = DateStory(
    county="云岭县", office="县委办", number="云岭下访〔2026〕0312号", title="村道塌方", township="青石镇",
    agency="县交通运输局",
    raised_on=date(2026, 9, 18), asked_on=TODAY,
    clocks=(ClockStory("办结", date(2026, 10, 9), "超期 9 个工作日", date(2026, 9, 30), STEPS),),
    pauses=("暂停 9月22日—9月24日，听证：听证会",), history=("2026年9月22日 暂停计时",),
)  # fmt: skip


def words(pdf: RenderedPdf) -> str:
    pages = pypdf.PdfReader(io.BytesIO(pdf.data)).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_step_is_on_one_page(language: str) -> None:
    set_language(language)
    pdf = render(DATE_STORY, STORY, made_on=TODAY)
    text = words(pdf)
    assert (pdf.pages, pdf.missing) == (1, ())
    for part in (*STEPS, *STORY.pauses, *STORY.history, STORY.number, STORY.title):
        assert "".join(part.split()) in text


def test_many_clocks_run_on_and_nothing_typed_becomes_markup() -> None:
    many = replace(STORY, title="#pagebreak() $x$ *b* " * 3, clocks=STORY.clocks * 14)
    pdf = render(DATE_STORY, many, made_on=TODAY)
    assert pdf.pages > 1
    assert "#pagebreak()$x$*b*" in words(pdf)


def test_an_internal_copy_says_so() -> None:
    assert story_fields(STORY)["mark"] == ""
    assert story_fields(replace(STORY, variant=Variant.INTERNAL))["mark"]
