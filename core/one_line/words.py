"""The words that lines are made of, beside the county's own names."""

from __future__ import annotations

from typing import Final

from core.visits import ReceptionForm

SURNAMES: Final = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范"
    "金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔汤庞樊殷施温颜倪牛俞章鲁葛毕岳兰辛简路涂"
    "关翁柴喻裴苗艾柯池骆常康易赖洪祝左车欧宁柳安符祁盛翟阮詹季凌娄卓巫包霍应冉鲍游童"
)
"""Surnames that a post after them makes certain; those that are ordinary words in a line (和 向 同 于) are left out."""

POSTS: Final = (
    "县长", "副县长", "区长", "副区长", "市长", "副市长", "书记", "副书记", "部长", "副部长", "主任", "副主任", "主席",
    "副主席", "院长", "检察长", "局长", "副局长", "政委", "常委", "调研员",
)  # fmt: skip
"""Posts that a line can name although nobody in the county holds them: then it is asked who is meant."""

TOWNSHIP_POSTS: Final = ("书记", "主任", "主席", "部长", "局长")
"""Posts that a township or a village has as well as the county."""

NO_POST_BEFORE: Final = "镇乡村居支部一校厂站组党委"
"""Before 书记 or 主任 these make it somebody else's post: 村书记, 镇党委书记, 第一书记."""
THEIR_PEOPLE: Final = ("助理", "秘书", "的助理", "的秘书", "司机", "的司机", "家属", "的家属", "亲属", "的亲属")
"""After a leader's name or post these make it somebody else."""
NO_POST_AFTER: Final = (*THEIR_PEOPLE, "信箱", "热线", "办公会", "会议", "办公室", "会", "接待日", "专线")

KIND_WORDS: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("petition_reception", (
        "领导接访下访", "带案下访", "重点约访", "定点接访", "视频接访", "接访下访", "信访接待", "接待来访", "接待群众",
        "约访", "接访", "下访", "petition reception", "reception",
    )),
    ("onsite_office", ("现场办公会", "现场办公", "on-site office", "onsite office", "on-site", "onsite")),
    ("research_visit", ("蹲点调研", "调查研究", "专题调研", "调研", "research visit", "research")),
    ("policy_outreach", (
        "宣传党的方针政策", "政策宣讲", "政策宣传", "宣传政策", "宣讲政策", "宣讲", "policy outreach", "outreach",
    )),
    ("household_visit", (
        "入户走访", "走访入户", "走访慰问", "困难慰问", "敲门行动", "入户", "走访", "慰问",
        "household visits", "household visit", "households",
    )),
)  # fmt: skip

FORM_WORDS: Final = (
    ("约访", ReceptionForm.BY_APPOINTMENT),
    ("带案", ReceptionForm.CASE_VISIT),
    ("视频", ReceptionForm.VIDEO),
    ("定点", ReceptionForm.FIXED_POINT),
)

UNANNOUNCED: Final = ("四不两直", "unannounced")

FILLERS: Final = (
    "安排", "计划", "准备", "打算", "开展", "进行", "举行", "参加", "前往", "组织", "一起", "一同", "有关部门",
    "新增", "新建", "会同", "带队", "带领", "率队", "分管",
    "到", "去", "赴", "往", "来", "在", "于", "下", "由", "请", "的", "并",
    "和", "与", "及", "了", "至", "要", "拟",
    "with", "and", "at", "in", "on", "to", "the", "visits", "visit", "goes", "for", "a",
)  # fmt: skip
"""Words that only join the others: a piece made of them alone is no theme."""

LEFT_JOINTS: Final = "到去赴往在至于来下由请并和与及的为"
RIGHT_JOINTS: Final = "开进举搞做的带去到由请与和同来并及"
SEPARATORS: Final = frozenset(" \t,.;:!?，。；：！？、·()（）[]【】〔〕《》<>-—–~～/|+\"'“”‘’=*#@&")
