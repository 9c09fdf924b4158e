"""Leaders: by name, by surname and post, by a post that only one holds, by initials; and who leads when two go."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from core.i18n import N_, _
from core.one_line.lexicon import Holder, longest, longest_key
from core.one_line.mentions import Sitting
from core.one_line.result import Answer, Asked
from core.one_line.words import NO_POST_AFTER, NO_POST_BEFORE, POSTS, SURNAMES, THEIR_PEOPLE, TOWNSHIP_POSTS

_FOLLOWS: Final = re.compile(r"\s*(?:陪同?|跟随|随同|协助)\s*")
_LEADS: Final = re.compile(r"\s*(?:带上?|携|会同|with)\s*")
_NOBODY: Final = N_("Nobody of that name holds the post.")
_THEIRS: Final = N_("The place itself may have this post too.")
_TWO: Final = N_("Who leads, and who goes along?")


@dataclass(slots=True)
class _Mention:
    start: int
    end: int
    ids: list[int]
    why: str = ""


class People:
    """What a line says of leaders.

    Args:
        sitting: The reading under way.
    """

    def __init__(self, sitting: Sitting) -> None:
        self._sitting = sitting
        self._mentions: list[_Mention] = []

    def take_names(self) -> None:
        """Take full names, with the post before or after them."""
        line, index = self._sitting.line, self._sitting.lexicon.leader_names
        most, start = longest_key(index), 0
        while start < len(line.text):
            name = longest(line.text, start, index, most)
            end = start + len(name)
            if not name or not line.is_free(start, end) or line.text.startswith(THEIR_PEOPLE, end):
                start += 1
                continue
            self._add(_Mention(start, end, index[name]))
            start = end

    def take_posts(self) -> None:
        """Take 王县长, 县委书记, and the post beside a name that was taken."""
        line, posts = self._sitting.line, self._sitting.lexicon.posts
        index = {**{post: [] for post in POSTS}, **posts}
        most, start = longest_key(index), 0
        while start < len(line.text):
            post = longest(line.text, start, index, most)
            end = start + len(post)
            if not post or not line.is_free(start, end) or line.text.startswith(NO_POST_AFTER, end):
                start += 1
                continue
            self._take_post(start, end, index[post])
            start = end

    def take_initials(self, start: int, end: int, ids: list[int]) -> None:
        """Take pinyin initials that the reader found to be a leader."""
        self._add(_Mention(start, end, ids))

    def settle(self) -> None:
        """Put the leader and who goes along into the result, or the questions."""
        mentions = sorted(self._mentions, key=lambda mention: mention.start)
        known: list[tuple[_Mention, int]] = []
        for mention in mentions:
            found = self._who(mention)
            if found is None:
                return
            if found not in [leader_id for _mention, leader_id in known]:
                known.append((mention, found))
        if known:
            self._lead(known)

    # Posts

    def _take_post(self, start: int, end: int, holders: list[Holder]) -> None:
        beside = next((m for m in self._mentions if start in {m.end, m.end + 1} or end in {m.start, m.start - 1}), None)
        if beside is not None and not self._sitting.line.between(*_gap(beside, start, end)).strip():
            self._join(beside, start, end, holders)
            return
        begins = self._surname_before(start)
        if begins is not None:
            surname = self._sitting.line.text[begins:start]
            mention = self._by_surname(_Mention(begins, end, []), surname, holders)
            if self._may_be_theirs(begins, self._sitting.line.text[start:end]):
                mention.why = mention.why or _(_THEIRS)
            self._add(mention)
        elif holders and self._stands_alone(start):
            exact = [holder.leader_id for holder in holders if holder.exact]
            self._add(_Mention(start, end, exact or [holder.leader_id for holder in holders]))

    def _may_be_theirs(self, begins: int, post: str) -> bool:
        """Return whether 青石镇夏书记 may be the township's own secretary."""
        line = self._sitting.line
        return post.endswith(TOWNSHIP_POSTS) and begins > 0 and line.text[begins - 1] in "镇乡村道区"

    def _join(self, beside: _Mention, start: int, end: int, holders: list[Holder]) -> None:
        """Read 孟杰县长 as one: somebody else's post beside a name is asked."""
        held = {holder.leader_id for holder in holders}
        beside.start, beside.end = min(beside.start, start), max(beside.end, end)
        self._sitting.line.take(beside.start, beside.end)
        agreed = [each for each in beside.ids if each in held]
        if agreed:
            beside.ids = agreed
        else:
            beside.ids = [*beside.ids, *(holder.leader_id for holder in holders if holder.exact)]
            beside.why = _(_NOBODY)

    def _surname_before(self, start: int) -> int | None:
        line = self._sitting.line
        for length in (2, 1):
            begins = start - length
            if begins < 0 or not line.is_free(begins, start):
                continue
            sign = line.text[begins:start]
            if any(entry.name.startswith(sign) for entry in self._sitting.lexicon.leaders.values()):
                return begins
            if length == 1 and sign in SURNAMES:
                return begins
        return None

    def _by_surname(self, mention: _Mention, surname: str, holders: list[Holder]) -> _Mention:
        leaders = self._sitting.lexicon.leaders
        exact_first = sorted(holders, key=lambda holder: not holder.exact)
        named = [h.leader_id for h in exact_first if leaders[h.leader_id].name.startswith(surname)]
        if named:
            mention.ids = named
            return mention
        same_name = [each for each, entry in leaders.items() if entry.name.startswith(surname)]
        mention.ids = list(dict.fromkeys([*same_name, *(holder.leader_id for holder in exact_first)]))
        mention.why = _(_NOBODY)
        return mention

    def _stands_alone(self, start: int) -> bool:
        line = self._sitting.line
        return line.is_cut_before(start) and not (start and line.text[start - 1] in NO_POST_BEFORE)

    # Settling

    def _add(self, mention: _Mention) -> None:
        self._mentions.append(mention)
        self._sitting.line.take(mention.start, mention.end)

    def _who(self, mention: _Mention) -> int | None:
        if len(mention.ids) == 1 and not mention.why:
            return mention.ids[0]
        words = self._sitting.line.words(mention.start, mention.end)
        answers = [self._answer(each) for each in mention.ids]
        answer = self._sitting.ask(Asked.LEADER, words, mention.start, answers, why=mention.why)
        return None if answer is None else int(answer.value)

    def _lead(self, known: list[tuple[_Mention, int]]) -> None:
        (first, leader_id), *others = known
        result = self._sitting.result
        along = [other for _mention, other in others]
        if not others:
            result.leader_id = leader_id
            return
        between = self._sitting.line.between(first.end, others[0][0].start)
        if _LEADS.fullmatch(between) or _FOLLOWS.fullmatch(between):
            self._sitting.line.take(first.end, others[0][0].start)
        if _LEADS.fullmatch(between):
            result.leader_id, result.leaders_along = leader_id, along
        elif _FOLLOWS.fullmatch(between):
            result.leader_id, result.leaders_along = along[0], [leader_id, *along[1:]]
        else:
            self._ask_who_leads(known)

    def _ask_who_leads(self, known: list[tuple[_Mention, int]]) -> None:
        ids = [leader_id for _mention, leader_id in known]
        words = self._sitting.line.quoted((mention.start, mention.end) for mention, _leader_id in known)
        answers = [self._answer(each) for each in ids]
        answer = self._sitting.ask(Asked.LEADER, words, known[0][0].start, answers, why=_(_TWO))
        if answer is not None:
            self._sitting.result.leader_id = answer.value
            self._sitting.result.leaders_along = [each for each in ids if each != answer.value]

    def _answer(self, leader_id: int) -> Answer:
        entry = self._sitting.lexicon.leaders[leader_id]
        return Answer(str(leader_id), entry.name, entry.post, leader_id)


def _gap(beside: _Mention, start: int, end: int) -> tuple[int, int]:
    return (beside.end, start) if start >= beside.end else (end, beside.start)
