"""Chase letter, supervision notice and assignment slip as PDF: what they say, how they break, what they never name."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from core import i18n
from core.chain import NoticeLevel, PaperKind, Variant
from core.documents.forms import FORMS, PAPER_FORMS
from core.documents.paper_facts import PaperBatch, PaperFacts, PaperMore
from core.documents.paper_words import file_stem, paper_words
from core.documents.pdf import RenderedPdf, render
from core.papers import blank_number, number_stem, paper_number, sharper
from core.settings import OfficeSettings
from tests.core.documents.papers import DAY, item, paper, with_items
from tests.core.documents.sheets import HOSTILE

KINDS = tuple(PAPER_FORMS)
POINTS_PER_MM = 72 / 25.4


@pytest.fixture(autouse=True)
def chinese() -> Iterator[None]:
    before = i18n.language()
    i18n.set_language("zh_CN")
    yield
    i18n.set_language(before)


def printed(*papers: PaperFacts, **more: object) -> RenderedPdf:
    batch = PaperBatch([paper_words(each) for each in papers], **more)  # type: ignore[arg-type]
    return render(PAPER_FORMS[papers[0].kind], batch, made_on=DAY)


def pages_text(pdf: RenderedPdf) -> list[str]:
    return [re.sub(r"\s", "", page.extract_text()) for page in PdfReader(BytesIO(pdf.data)).pages]


def test_the_letter_says_what_is_late_how_often_it_was_pressed_and_by_when_to_answer() -> None:
    pdf = printed(with_items(PaperKind.CHASE_LETTER, 3))
    (text,) = pages_text(pdf)

    for words in (
        "云催〔2026〕5号", "关于抓紧办理逾期事项的催办函", "县交通运输局：",
        "截至2026年11月23日，你单位承办的下列3件事项已超过办理期限。", "于2026年11月30日前书面反馈办理情况。",
        "请主要负责同志过问。结果书面报送。", "第2件事项需要办理", "云岭下访〔2026〕0002号东岭镇岭背村", "11月13日",
        "超期6个工作日", "第3次", "特此函告。", "云岭县人民政府办公室2026年11月23日", "（联系人：李明0873-3345678）",
        "抄送：陈雨桐（县长）。", "—1—",
    ):  # fmt: skip
        assert words in text


def test_the_notice_has_every_field_of_the_supervision_form() -> None:
    (text,) = pages_text(printed(with_items(PaperKind.SUPERVISION_NOTICE, 1)))

    for words in (
        "云岭县督办通知单", "编号：云督〔2026〕3号", "级别警告", "牵头单位县交通运输局", "县财政局、东岭镇人民政府",
        "牵头领导赵启航（副县长）", "配合领导孙佩兰（副县长）", "督办事项", "第1件事项需要办理", "月底前必须通车。",
        "周立明（县委书记）", "办理要求", "交办时限2026年11月30日", "每7日反馈一次", "李明0873-3345678", "现场照片2张",
        "办理情况（由承办单位填写）",
        "领导批示为工作秘密，不得擅自扩散。", "负责人（签字）：",
    ):  # fmt: skip
        assert words in text


def test_the_slip_has_a_stub_and_a_receipt_to_tear_off_on_one_page() -> None:
    (text,) = pages_text(printed(with_items(PaperKind.ASSIGNMENT_SLIP, 1)))

    assert text.index("交办单（存根）") < text.index("现将下列1件事项交你单位办理") < text.index("回执")
    assert text.count("云交〔2026〕12号（沿此线撕开，加盖骑缝章）") == 2
    assert text.count("云交〔2026〕12号") == 5
    for words in (
        "签发人王芳",
        "2026年11月30日",
        "云岭县人民政府办公室（章）",
        "县交通运输局（章）",
        "签收日期",
        "现予签收",
    ):
        assert words in text


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("count", [0, 1, 8, 60, 500])
def test_every_matter_is_printed_once_in_order_and_never_split(kind: PaperKind, count: int) -> None:
    pdf = printed(with_items(kind, count))
    texts = pages_text(pdf)
    whole = "".join(texts)

    stub = 1 if kind is PaperKind.ASSIGNMENT_SLIP and count else 0  # its stub names the first matter as well
    found = [int(n) for n in re.findall(r"第(\d+)件事项需要办理", whole)]
    assert found == [1] * stub + list(range(1, count + 1))
    assert pdf.missing == ()
    assert [f"—{n}—" in text for n, text in enumerate(texts, 1)] == [True] * pdf.pages
    for text in texts:  # a row keeps its number, its limit and its words on one page
        assert len(re.findall(r"〔2026〕\d{4}号东岭镇", text)) == text.count("超期6个工作日")
    assert ("无" in whole) >= (count == 0)


@pytest.mark.parametrize("kind", KINDS)
def test_headings_are_repeated_and_later_pages_say_whose_they_are(kind: PaperKind) -> None:
    pdf = printed(with_items(kind, 60))
    texts = pages_text(pdf)
    listing = [text for text in texts if "件事项需要办理" in text]

    assert all("序号事项及编号" in text for text in listing)
    assert all(paper_words(with_items(kind, 1))["number"] in text for text in texts)
    assert all("（续）" in text for text in texts[1:])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("text", HOSTILE)
def test_markup_and_rare_characters_are_printed_letter_for_letter(kind: PaperKind, text: str) -> None:
    more = PaperMore((text,), text, text, None, text, text, text)
    made = paper(
        kind, item(1, title=text, place=text, number=text), text=text, agency=text, office=text, contact=text,
        signer=text, more=more, supporting=(text,),
    )  # fmt: skip
    whole = "".join(pages_text(printed(made)))
    least = {PaperKind.CHASE_LETTER: 8, PaperKind.SUPERVISION_NOTICE: 10, PaperKind.ASSIGNMENT_SLIP: 10}

    assert whole.count(re.sub(r"\s", "", text)) >= least[kind]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("times", [60, 240])
def test_a_text_of_many_pages_is_printed_whole(kind: PaperKind, times: int) -> None:
    long_text = "路面塌陷，车辆绕行，群众反映强烈。" * times
    pdf = printed(paper(kind, item(1, detail=long_text), item(2), text=long_text))
    shown = 1 if kind is PaperKind.CHASE_LETTER else 2  # its rows leave the detail out

    assert "".join(pages_text(pdf)).count("强烈") == times * shown
    assert lowest_words(pdf) > 15 * POINTS_PER_MM


def lowest_words(pdf: RenderedPdf) -> float:
    """Return how far above the lower edge of a page its lowest words stand, page numbers left out."""
    lowest = [900.0]

    def visit(text: str, page: list[float], line: list[float], *_font: object) -> None:
        if re.search(r"[\u4e00-\u9fff]", text):
            lowest.append(line[4] * page[1] + line[5] * page[3] + page[5])

    for page in PdfReader(BytesIO(pdf.data)).pages:
        page.extract_text(visitor_text=visit)
    return min(lowest)


@pytest.mark.parametrize("kind", KINDS)
def test_several_papers_in_one_file_each_begin_with_page_one(kind: PaperKind) -> None:
    three = [replace(with_items(kind, n), agency=f"单位{n}") for n in (1, 30, 2)]
    texts = pages_text(printed(*three))

    assert sum("—1—" in text for text in texts) == 3
    assert [n for n in (1, 30, 2) if any(f"单位{n}" in text for text in texts)] == [1, 30, 2]


@pytest.mark.parametrize("kind", KINDS)
def test_people_are_named_on_an_internal_copy_only(kind: PaperKind) -> None:
    people = {1: "王桂英\u300013887730077"}
    facts = with_items(kind, 2)
    redacted = printed(facts, people=people)
    internal = printed(facts, people=people, variant=Variant.INTERNAL)

    assert "王桂英" not in "".join(pages_text(redacted))
    assert "反映人：王桂英13887730077" in "".join(pages_text(internal))
    assert pages_text(internal)[0].startswith("内部件")
    assert b"138877" not in redacted.data


@pytest.mark.parametrize("kind", KINDS)
def test_the_watermark_stands_on_every_page_and_only_when_wanted(kind: PaperKind) -> None:
    facts, words = with_items(kind, 60), "转办件\u3000王芳\u30002026-11-23 14:05\u3000编号 2026-0042"
    marked, plain = pages_text(printed(facts, watermark=words)), pages_text(printed(facts))

    assert all("编号2026-0042" in text for text in marked)
    assert all("2026-0042" not in text for text in plain)
    assert len(marked) == len(plain)


@pytest.mark.parametrize("kind", KINDS)
def test_pages_are_a4_and_reprints_are_equal_byte_for_byte(kind: PaperKind) -> None:
    first, second = printed(with_items(kind, 8)), printed(with_items(kind, 8))
    box = PdfReader(BytesIO(first.data)).pages[0].mediabox

    assert (round(box.width / POINTS_PER_MM), round(box.height / POINTS_PER_MM)) == (210, 297)
    assert first.data == second.data


def test_words_survive_being_kept_as_json_and_reprint_in_the_language_they_were_issued_in() -> None:
    words = json.loads(json.dumps(paper_words(with_items(PaperKind.CHASE_LETTER, 2)), ensure_ascii=False))
    i18n.set_language("en")
    pdf = render(PAPER_FORMS[PaperKind.CHASE_LETTER], PaperBatch([words]), made_on=DAY)

    assert "关于抓紧办理逾期事项的催办函" in "".join(pages_text(pdf))


def test_english_papers_fit_too() -> None:
    i18n.set_language("en")
    for kind in KINDS:
        text = "".join(pages_text(printed(with_items(kind, 2))))
        assert "working" in text or kind is PaperKind.ASSIGNMENT_SLIP
        assert "2working" not in text


def test_every_form_is_known_by_its_key() -> None:
    assert {kind.value for kind in KINDS} < set(FORMS)


@pytest.mark.parametrize(
    ("settings", "number"),
    [
        (OfficeSettings(county="云岭县"), "云督〔2026〕3号"),
        (OfficeSettings(county="云岭县", number_prefix="永府下访"), "永督〔2026〕3号"),
        (OfficeSettings(), "督〔2026〕3号"),
    ],
)
def test_numbers_have_six_sided_brackets_and_no_leading_zeros(settings: OfficeSettings, number: str) -> None:
    assert paper_number(settings, PaperKind.SUPERVISION_NOTICE, 2026, 3) == number
    assert blank_number(settings, PaperKind.SUPERVISION_NOTICE, 2026).endswith("〔2026〕\u3000号")
    assert number_stem(settings, PaperKind.CHASE_LETTER).endswith("催")


def test_the_sharper_level_stands_and_file_names_say_what_they_are() -> None:
    assert sharper(NoticeLevel.WARNING, NoticeLevel.REMINDER) is NoticeLevel.WARNING
    assert sharper(NoticeLevel.NONE, NoticeLevel.REPORT) is NoticeLevel.REPORT
    assert file_stem(paper_words(with_items(PaperKind.CHASE_LETTER, 1))) == "催办函-县交通运输局-云催〔2026〕5号"
