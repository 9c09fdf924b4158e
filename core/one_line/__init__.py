"""One line such as 下周三 王县长 青石镇 接访, read into the fields of a visit; what could mean two things is asked.

`Lexicon(Directory(...))` holds the county's names, `read_line` reads. A further wording of a day is one line in
`days._WORDINGS`, a further word for a kind one in `words.KIND_WORDS`. Nothing is ever guessed: where two readings
are possible the field stays empty and a `Question` lists them.
"""

from core.one_line.lexicon import AgencyEntry, Directory, KindEntry, LeaderEntry, Lexicon, TownshipEntry, VillageEntry
from core.one_line.reader import LONGEST, read_line
from core.one_line.result import Answer, Asked, Question, Reading

__all__ = [
    "LONGEST",
    "AgencyEntry",
    "Answer",
    "Asked",
    "Directory",
    "KindEntry",
    "LeaderEntry",
    "Lexicon",
    "Question",
    "Reading",
    "TownshipEntry",
    "VillageEntry",
    "read_line",
]
