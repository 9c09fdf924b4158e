"""How petitioners appear on screen and in shared prints: 王** 138****6612."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

STARS: Final = "**"
PHONE_STARS: Final = "****"
_COMPOUND_LIST: Final = (
    "欧阳太史端木上官司马东方独孤南宫万俟闻人夏侯诸葛尉迟公羊赫连澹台皇甫宗政濮阳公冶太叔申屠公孙慕容仲孙钟离长孙宇文司徒鲜于"
    "司空闾丘子车亓官司寇巫马公西颛孙壤驷公良漆雕乐正宰父谷梁拓跋夹谷轩辕令狐段干百里呼延东郭南门羊舌微生公户公玉公仪梁丘公仲"
    "公上公门公山公坚左丘公伯西门公祖第五公乘贯丘公皙南荣东里东宫仲长子书子桑即墨达奚褚师"
)
_COMPOUND_SURNAMES: Final = frozenset(_COMPOUND_LIST[n : n + 2] for n in range(0, len(_COMPOUND_LIST), 2))
_WIDE: Final = str.maketrans("０１２３４５６７８９Ｘｘ＋－", "0123456789Xx+-")
_IDENTITY: Final = re.compile(r"(?<!\d)\d{6}[ -]?(?:18|19|20)\d{2}[ -]?\d{4}[ -]?\d{3}[\dXx](?!\d)")
_PHONE: Final = re.compile(
    r"(?:(?<!\d)|(?<=\+86)|(?<=(?<!\d)86))(?:1\d{2}[-–. ]?\d{4}[-–. ]?\d{4}|0\d{2,3}[-– ]\d{7,8})(?!\d)"
)
"""A mobile number, also written in groups, and a fixed line with its area code."""
_SOME: Final = re.compile(r"(?<=..)(?:\s*(?:等|[（(【\[]).*|夫妇|夫妻|一家|全家|家属|女士|先生|同志)$|(?<=.)\s*等.*$")
"""What stands behind a name in its field: 王桂英等5人, 王桂英（女）, 王桂英夫妇."""
_HAN: Final = "[\u3400-\u9fff]"
_BETWEEN: Final = re.compile(
    rf"[、,，;；/|\n]+|(?<={_HAN}{_HAN})[和与及](?={_HAN}{_HAN})|(?<={_HAN}{_HAN})\s+(?={_HAN}{_HAN})"
)
"""What stands between two names in one field; 王 桂英 is one name."""
_ANYBODY: Final = ("群众", "村民", "居民", "业主", "商户", "住户", "职工", "代表", "家长", "匿名", "不详", "匿名者")
"""Words that stand where a name is missing: they tell nobody who it is."""
_NOBODY: Final = re.compile(r"等.*|夫妇|夫妻|一家|全家|家属|女士|先生|同志")
"""What is left of a field when the name before it went into brackets."""
_BRACKETS: Final = re.compile(
    r"[（(【\[〔［「『《<＜]([^）)】\]〕］」』》>＞]*)[）)】\]〕］」』》>＞]?|(?<=..)[:：](.*)$", re.S
)
_CALLED: Final = re.compile(
    r"^(?:即|系|为|是|原名|本名|真名|又名|曾用名|化名|身份证名|名叫?|叫"
    r"|其?(?:妻子?|丈夫|儿子|女儿|父亲|母亲|哥哥?|弟弟?|姐姐?|妹妹?|孙子|女婿|儿媳妇?|代理人|委托人))[:：]?(?=..)"
)
_RELATED: Final = re.compile(
    r"[之的]?(?:妻子?|丈夫|夫|儿子?|女儿?|子|父亲?|母亲?|兄弟?|弟弟?|姐妹?|妹妹?|孙子?|媳妇|女婿|配偶|家属|代|本人)$"
)
_SURNAMES: Final = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐"
    "费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧肖尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝"
    "董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱丘骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石"
    "崔吉钮龚程嵇邢滑裴陆荣翁荀羊惠甄曲家封芮靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘钭厉戎祖武符刘景"
    "詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍却璩桑桂濮牛寿通边扈燕冀"
    "郏浦尚农温别庄晏柴瞿阎闫充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛"
    "阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公岳帅缑亢况有琴商牟佘佴伯赏墨哈谯笪年爱阳佟言福付代覃尧蔡涂兰刀岩普者"
)
"""Signs a surname begins with; in brackets only what begins so counts as a name."""
_NO_NAME: Final = re.compile(
    r".*(?:[村镇乡县市省区组街路社寨湾坝屯族户员局所站岁人]|生于|党员|代表|单身|独居|残疾|聋哑|高龄|已故|死亡|同志|先生|女士|大爷|大妈)"
)
"""What begins like a surname and is no name: 白族, 石桥村, 安全员."""


def mask_name(name: str) -> str:
    """Return the surname and two stars, however long the name is; nothing for nothing.

    A group's spokesman such as 王桂英等5人 loses the rest too: the number of people is a hint.
    """
    name = name.strip()
    if not name:
        return ""
    if not _is_han(name[0]):
        return f"{name[0]}{STARS}"
    return f"{name[:2] if name[:2] in _COMPOUND_SURNAMES else name[0]}{STARS}"


def mask_phone(phone: str) -> str:
    """Return the first three and last four digits of a mobile number; less of anything shorter."""
    digits = "".join(sign for sign in phone if sign.isdigit())
    if not digits:
        return ""
    if len(digits) >= 11:
        return f"{digits[:3]}{PHONE_STARS}{digits[-4:]}"
    return f"{PHONE_STARS}{digits[-2:]}" if len(digits) >= 7 else PHONE_STARS


def mask_person(name: str, phone: str) -> str:
    """Return name and phone, both masked, as the detail panel shows them."""
    return " ".join(part for part in (mask_name(name), mask_phone(phone)) if part)


def mask_numbers(text: str) -> str:
    """Return *text* with every number of a phone or an identity card in it masked."""
    for pattern, mask in ((_IDENTITY, _mask_identity), (_PHONE, mask_phone)):
        for found in reversed(list(pattern.finditer(text.translate(_WIDE)))):
            text = f"{text[: found.start()]}{mask(found[0])}{text[found.end() :]}"
    return text


def _mask_identity(number: str) -> str:
    return f"{number[:6]}********{number[-4:]}"


def names_in(words: Iterable[str]) -> frozenset[str]:
    """Return the names to be masked in free texts: 王桂英 and 李大山 of 王桂英、李大山等5人, no word such as 群众.

    A name in brackets counts too: 王大爷（王桂英）is both.
    """
    names: set[str] = set()
    for word in words:
        inside = [part for found in _BRACKETS.finditer(word) for part in found.groups() if part]
        outside = _BRACKETS.sub(" ", word)
        names |= {_SOME.sub("", part.strip()) for part in _BETWEEN.split(outside)}
        names |= {name for part in inside for name in map(_name_inside, _BETWEEN.split(part)) if name}
    names |= {"".join(name.split()) for name in names if name and _is_han(name[0])}
    return frozenset(
        name for name in names if len(name) > 1 and not name.endswith(_ANYBODY) and not _NOBODY.fullmatch(name)
    )


def _name_inside(words: str) -> str:
    """Return the name that *words* in brackets say, 王桂英 of 王桂英之妻; nothing for 女, 汉族 or 石桥村."""
    name = _SOME.sub("", _CALLED.sub("", "".join(words.split())))
    if len(name) > 3:
        name = _RELATED.sub("", name)
    usual = 2 <= len(name) <= 4 and all(map(_is_han, name)) and name[0] in _SURNAMES
    return name if usual and not _NO_NAME.fullmatch(name) else ""


def mask_names(text: str, names: Iterable[str]) -> str:
    """Return *text* with each of *names* in it masked, the longest first."""
    for name in sorted(filter(None, names), key=len, reverse=True):
        text = text.replace(name, mask_name(name))
    return text


def _is_han(sign: str) -> bool:
    return "\u3400" <= sign <= "\u9fff" or sign >= "\U00020000"
