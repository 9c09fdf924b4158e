"""Sign-in lists as offices keep them: a table with 姓名 单位 职务 签到, or names one per line or parted by 、.

Only what is certain is taken: a line that cannot be told apart into name, unit and post is handed back as it stands.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Final

from core.names import clean_text, name_key, one_line, person_name

NAME, UNIT, POST, PRESENT = "name", "unit", "post", "present"
_HEADINGS: Final = {
    NAME: "姓名 名字 人员 参会人员 参加人员 与会人员 到会人员 出席人员 陪同人员 参会人 参加人 签到人 name attendee",
    UNIT: "单位 工作单位 所在单位 单位名称 所属单位 部门 部门单位 单位部门 所在部门 来自 unit department office",
    POST: "职务 职位 职称 岗位 职级 职务职级 职务职称 post position title",
    PRESENT: "签到 签名 签字 本人签名 本人签字 签到签名 是否到场 到场 到会 是否到会 是否参加 是否出席 出席 参会情况 "
    "出席情况 签到情况 到场情况 present attended came signed signature",
}
_NAMED: Final = {word: key for key, words in _HEADINGS.items() for word in words.split()}
_OTHER_HEADINGS: Final = (
    "序号 编号 号 电话 联系电话 手机 手机号 手机号码 联系方式 备注 身份证 身份证号 性别 年龄 民族 "
    "日期 时间 车牌 车牌号 no id phone note"
)
_HEADING_WORDS: Final = frozenset((*_NAMED, *_OTHER_HEADINGS.split()))
_YES_WORDS: Final = "√ ✓ ✔ ☑ ● 是 到 已到 实到 到场 已签 已签到 签到 到会 出席 参加 已参加 迟到 y yes 1 true ok"
_NO_WORDS: Final = "× ✗ ✘ x ☐ ○ 否 未到 未签 未签到 缺席 缺 请假 事假 病假 公假 出差 未参加 不参加 n no 0 false"
_YES: Final = frozenset(_YES_WORDS.split())
_NO: Final = frozenset(_NO_WORDS.split())
_UNIT_END: Final = (
    "人民政府|政府|办公室|委员会|管委会|村委会|居委会|指挥部|事务所|派出所|合作社|联合会|"
    "局|委|办|部|厅|处|科|股|室|院|校|小学|中学|幼儿园|中心|公司|集团|银行|厂|所|站|队|会|社|社区|村|组|镇|乡|街道"
)
_UNIT_NAME: Final = re.compile(rf".+(?:{_UNIT_END})$")
_POST_WORDS: Final = (
    "书记|主任|局长|县长|市长|区长|镇长|乡长|科长|股长|所长|站长|队长|部长|处长|厅长|院长|校长|园长|组长|支书|会计|"
    "主席|委员|代表|经理|秘书|干部|科员|职员|办事员|网格员|工程师|技术员|老师|教师|医生|律师|司机|记者|村民|居民|群众"
)
_POST: Final = re.compile(rf"^(?P<unit>.*?(?:{_UNIT_END}))?(?P<post>.{{0,6}}?(?:{_POST_WORDS}))$")
_NAME_POST: Final = re.compile(
    rf"^(?P<name>[\u3400-\u9fff]{{2,3}}?)(?P<post>(?:副|常务副|党委|党组|纪委|第一)?(?:{_POST_WORDS}))$"
)
_BRACKETS: Final = re.compile(r"^(?P<name>[^()]+)\((?P<more>[^()]*)\)$")
_NUMBER: Final = re.compile(r"^\s*[(（]?\d{1,4}(?:[)）、.．:：]\s*|\s+)(?=\D)")
_HAN_NAME: Final = re.compile(
    r"^(?:[\u3400-\u9fff\U00020000-\U0003ffff]{2,4}|[\u3400-\u9fff]{1,8}(?:·[\u3400-\u9fff]{1,8})+)$"
)
_LATIN_NAME: Final = re.compile(r"^[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ.'’-]*(?: [A-Za-zÀ-ɏ.'’-]+){0,4}$")
_NOTE: Final = re.compile(r"^(?:会议|活动)?(?:时间|日期|地点|名称|主题|内容|议题|备注|说明|合计|共计)\s*[:：]")
_BETWEEN: Final = re.compile(r"[、，,;；/／]+")
_PARTS: Final = ("\t", ",", "，", ";", "|")
_PHONE: Final = re.compile(r"(?<!\d)(?:1\d{2}[- ]?\d{4}[- ]?\d{4}|0\d{2,3}[- ]\d{7,8})(?!\d)")
_TOP_ROWS: Final = 12
_PEOPLE: Final = re.compile(r"(?:人员|名单|同志|的?人)$")


@dataclass(frozen=True, slots=True)
class Listed:
    """One person of a list; `present` is None where the list says nothing of it."""

    name: str
    unit: str = ""
    post: str = ""
    present: bool | None = True


@dataclass(slots=True)
class SignInList:
    """What a list says.

    Attributes:
        people: In its order.
        unread: Lines that are not certain, as they stand.
        is_blank_form: It has a column for signing and nobody has signed: a list printed beforehand.
    """

    people: list[Listed] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    is_blank_form: bool = False


def list_from_text(text: str) -> SignInList:
    """Return the people of a pasted block or of a text file."""
    lines = [line for line in re.split(r"\r\n|\r|\n", text) if line.strip()]
    for sign in _PARTS:
        cells = _cells_of(text, sign)
        if _heading_in(cells) is not None or (sign == "\t" and any(sign in line for line in lines)):
            return list_from_cells(cells)
    return list_from_cells([[line] for line in lines])


def list_from_cells(rows: Iterable[Sequence[str]]) -> SignInList:
    """Return the people of a table; without a heading each row is told apart by what its cells look like."""
    cells = [[one_line(_PHONE.sub(" ", cell)) for cell in row] for row in rows]  # nobody is to find numbers in a unit
    cells = [row for row in cells if any(row)]
    found = SignInList()
    head = _heading_in(cells)
    if head is None:
        for row in cells:
            _read_loose(row, found)
    else:
        _read_table(cells[head + 1 :], _blocks_of(cells[head]), found)
    return found


def split_unit_post(text: str) -> tuple[str, str]:
    """Return unit and post of 县水利局局长; either may be empty, and what is neither counts as the unit."""
    plain = one_line(text)
    found = _POST.match(plain)
    if found is not None:
        return found["unit"] or "", found["post"]
    return plain, ""


def is_unit(text: str) -> bool:
    """Return whether *text* ends like the name of an office, a township or a village."""
    return len(text) > 2 and bool(_UNIT_NAME.match(one_line(text)))


def is_person(text: str) -> bool:
    """Return whether *text* can be nothing but a person's name."""
    name = person_name(text)
    return bool(_HAN_NAME.match(name) or _LATIN_NAME.match(name))


def _cells_of(text: str, sign: str) -> list[list[str]]:
    if text.count('"') % 2 == 0:
        with suppress(csv.Error):
            return list(csv.reader(io.StringIO(text, newline=""), delimiter=sign))
    return [line.split(sign) for line in re.split(r"\r\n|\r|\n", text)]


def _meaning(cell: str) -> str:
    """Return which column a heading names, "" for none."""
    return next((_NAMED[word] for word in _heading_keys(cell) if word in _NAMED), "")


def _heading_keys(cell: str) -> tuple[str, str]:
    """Return a heading without what decorates it, and without what stands in brackets."""
    key = re.sub(r"[\s:：*、/和及()（）]", "", clean_text(cell)).casefold()
    return key, re.sub(r"\(.*?\)", "", name_key(cell))


def _may_be_heading(cell: str) -> bool:
    return not cell.strip() or any(word in _HEADING_WORDS for word in _heading_keys(cell))


def _heading_in(rows: Sequence[Sequence[str]]) -> int | None:
    """Return which of the first rows is the heading: it names people, or who signed."""
    for number, row in enumerate(rows[:_TOP_ROWS]):
        named = [meaning for cell in row if (meaning := _meaning(cell))]
        if NAME in named and (len(named) > 1 or all(map(_may_be_heading, row))):
            return number
        if PRESENT in named and len(named) > 1:
            return number
    return None


def _blocks_of(heading: Sequence[str]) -> list[dict[str, int]]:
    """Return the columns by meaning, once for each block that stands side by side."""
    blocks: list[dict[str, int]] = [{}]
    for place, cell in enumerate(heading):
        meaning = _meaning(cell)
        if meaning and meaning in blocks[-1]:
            blocks.append({})
        if meaning:
            blocks[-1][meaning] = place
    for block in blocks:
        if NAME not in block and PRESENT in block:  # people sign there, and nowhere else is a name
            block[NAME] = block.pop(PRESENT)
    return [block for block in blocks if NAME in block]


def _read_table(rows: Sequence[Sequence[str]], blocks: Sequence[dict[str, int]], found: SignInList) -> None:
    signs = any(PRESENT in block for block in blocks)
    marks = [_at(row, block, PRESENT) for block in blocks for row in rows]
    signed = signs and any(mark for mark in marks)
    found.is_blank_form = signs and not signed
    for block in blocks:
        for row in rows:
            text = _at(row, block, NAME)
            if not text or _meaning(text):
                continue
            unit, post, mark = (_at(row, block, key) for key in (UNIT, POST, PRESENT))
            for piece in _pieces(text):
                person = _person(piece, unit, post, named=True)
                if person is None:
                    found.unread.append("  ".join(filter(None, row)))
                    break
                present = _presence(mark, person.name) if signed else (None if signs else True)
                found.people.append(Listed(person.name, person.unit, person.post, present))


def _presence(mark: str, name: str) -> bool | None:
    """Return what stands in the column for signing; one's own name is a signature, unclear words say nothing."""
    key = name_key(mark)
    if key in _YES or key == name_key(name):
        return True
    return False if not key or key in _NO else None


def _at(row: Sequence[str], block: dict[str, int], key: str) -> str:
    place = block.get(key, -1)
    return row[place] if 0 <= place < len(row) else ""


def _read_loose(row: Sequence[str], found: SignInList) -> None:
    """Read a row without a heading: 县水利局：张三、李四, or cells in any order."""
    cells = [cell for cell in row if cell and not _is_noise(cell)]
    if not cells or _is_title(cells):
        return
    people = _from_cells(cells) if len(cells) > 1 else _from_line(cells[0])
    if people:
        found.people += people
    else:
        found.unread.append("  ".join(filter(None, row)))


def _from_line(line: str) -> list[Listed] | None:
    """Return the people of a line of words, None where it is not certain who they are."""
    line = _NUMBER.sub("", line)
    before, colon, after = line.replace("：", ":").partition(":")
    unit, post, all_there = "", "", True
    if colon and after.strip():
        said = _mark(_PEOPLE.sub("", before))
        unit, post = ("", "") if _meaning(before) or said is not None else split_unit_post(before)
        line, all_there = after, said is not False
    people: list[Listed] = []
    for written in _pieces(line):
        piece, said = _without_mark(written)
        present = all_there if said is None else said
        words = piece.split(" ")
        if len(words) > 1 and all(_HAN_NAME.match(word) for word in words) and not any(map(_is_unit_or_post, words)):
            people += [Listed(word, unit, post, present) for word in words]
            continue
        person = _person(piece, unit, post)
        if person is None:
            return None
        people.append(replace(person, present=present))
    return people


def _mark(word: str) -> bool | None:
    """Return whether a word among names says that somebody came, or not; None for any other word."""
    key = name_key(word)
    return None if not key or key.isascii() or key not in _YES | _NO else key in _YES


def _without_mark(piece: str) -> tuple[str, bool | None]:
    """Return 张三 of 张三 请假 and 张三（请假）, and what the mark says."""
    bracketed = _BRACKETS.match(piece.replace("（", "(").replace("）", ")"))
    if bracketed is not None and (said := _mark(bracketed["more"])) is not None:
        return bracketed["name"].strip(), said
    words = piece.split()
    for at in (-1, 0) if len(words) > 1 else ():
        if (said := _mark(words[at])) is not None:
            del words[at]
            return " ".join(words), said
    return piece, None


def _from_cells(cells: Sequence[str]) -> list[Listed] | None:
    """Return the people of a row whose cells come in any order: one names people, the others unit, post, mark."""
    marks = [cell for cell in cells if name_key(cell) in _YES | _NO]
    cells = [cell for cell in cells if cell not in marks]
    posts = [cell for cell in cells if _POST.match(cell)]
    units = [cell for cell in cells if cell not in posts and len(cell) > 2 and _UNIT_NAME.match(cell)]
    names = [cell for cell in cells if cell not in posts and cell not in units]
    if not names and len(units) > 1 and is_person(units[0]):
        names = [units.pop(0)]
    if not names or len(units) > 1 or len(posts) > 1 or (len(names) > 1 and (units or posts or marks)):
        return None
    people: list[Listed] = []
    unit, post = units[0] if units else "", posts[0] if posts else ""
    present = _presence(marks[0], "") if marks else True
    for piece in (each for cell in names for each in _pieces(cell)):
        person = _person(piece, unit, post)
        if person is None:
            return None
        people.append(Listed(person.name, person.unit, person.post, present))
    return people


def _person(text: str, unit: str, post: str, *, named: bool = False) -> Listed | None:
    """Return one person from 张三, 张三(水利局局长), 张三局长 or 水利局 张三 局长; None where that is not certain.

    Args:
        text: The words.
        unit: What is known already.
        post: What is known already.
        named: It stands under 姓名, so that 李小村 is a person and no village.
    """
    plain = one_line(text).replace("（", "(").replace("）", ")")
    bracketed = _BRACKETS.match(plain)
    if bracketed is not None:
        more_unit, more_post = split_unit_post(bracketed["more"])
        plain, unit, post = bracketed["name"].strip(), unit or more_unit, post or more_post
    ended = _NAME_POST.match(person_name(plain))
    if ended is not None:
        return Listed(ended["name"], unit, post or ended["post"])
    if is_person(plain) and not _POST.match(plain) and (named or not _is_unit_or_post(plain)):
        return Listed(person_name(plain), unit, post)
    words = plain.split(" ")
    if len(words) in {2, 3}:
        names = [word for word in words if _HAN_NAME.match(word) and not _is_unit_or_post(word)]
        others = [word for word in words if word not in names]
        if len(names) == 1 and all(_is_unit_or_post(word) for word in others):
            more_unit, more_post = split_unit_post("".join(others))
            return Listed(names[0], unit or more_unit, post or more_post)
    return None


def _is_unit_or_post(word: str) -> bool:
    return bool(len(word) > 2 and (_UNIT_NAME.match(word) or _POST.match(word))) or word in _POST_WORDS.split("|")


def _pieces(text: str) -> list[str]:
    """Return the parts between 、 and its like; what stands in brackets is kept whole."""
    parts, depth, current = [], 0, ""
    for sign in text:
        depth += (sign in "(（") - (sign in ")）")
        if depth <= 0 and _BETWEEN.fullmatch(sign):
            parts.append(current)
            current = ""
        else:
            current += sign
    return [part.strip() for part in (*parts, current) if part.strip()]


def _is_noise(cell: str) -> bool:
    """Return whether a cell is a running number, a telephone number or a dash."""
    return bool(re.fullmatch(r"[\d\s\-+()（）.、/—–]+", cell))


def _is_title(cells: Sequence[str]) -> bool:
    """Return whether a row is a title over a list or a note below it, such as 签到表 or 时间：9月3日."""
    text = "".join(cells)
    return bool(re.search(r"签到表|签到簿|签到册|签到单|名单|花名册", text) or _NOTE.match(text))
