"""How English names times."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import cast

from hafiza.memory.extraction import when_calendar as calendar
from hafiza.memory.extraction.when_calendar import PartOfDay, Side, Stretch, Unit
from hafiza.memory.extraction.when_rules import (
    FIGURES_CUE,
    NOT_IN_FIGURES,
    OFFSET,
    YEAR,
    Found,
    Grammar,
    Match,
    Reading,
    Relation,
    Way,
    any_of,
    cues_of,
    date,
    figures,
    month_by,
    near_month,
    near_season,
    rule,
    season_by,
    weekday_by,
)

_MONTHS = {
    name: number
    for names in (
        "january february march april may june july august september october november december",
        "jan feb mar apr may jun jul aug sep oct nov dec",
    )
    for number, name in enumerate(names.split(), start=1)
} | {"sept": 9}
_WEEKDAYS = {
    name: number
    for number, name in enumerate(
        "monday tuesday wednesday thursday friday saturday sunday".split()
    )
}
_SEASONS = {
    "spring": "spring",
    "summer": "summer",
    "autumn": "autumn",
    "fall": "autumn",
    "winter": "winter",
}
_UNITS = ("hour", "day", "weekend", "week", "month", "year")
_UNIT_WORDS = (*_UNITS, *(f"{unit}s" for unit in _UNITS))
_NUMBERS = {
    word: number
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve".split(), start=1
    )
} | {"a": 1, "an": 1, "a couple of": 2, "a couple": 2, "a few": 3, "few": 3, "fifteen": 15,
     "twenty": 20, "thirty": 30}  # fmt: skip
_WAYS: dict[str, Way] = {"last": "last", "this past": "last", "this": "this", "next": "next",
                         "this coming": "next", "the coming": "next"}  # fmt: skip
# Months that nobody takes for a word or a name.
_PLAIN_MONTHS = frozenset("january february july september october november december".split())
_WORDS_TOO = frozenset(("may", "march", "mar"))


_MONTH = rf"(?P<month>{any_of(_MONTHS)})"
_WEEKDAY = rf"(?P<weekday>{any_of(_WEEKDAYS)})"
_SEASON = rf"(?P<season>{any_of(_SEASONS)})"
_UNIT = rf"(?P<unit>{'|'.join(_UNITS)})"
_NUMBER = rf"(?P<n>\d{{1,3}}|{any_of(_NUMBERS)})"
_WAY = r"(?P<way>last|next|this past|this coming|the coming|this)"
_ORDINAL = r"(?:st|nd|rd|th)"
_PART = r"(?P<part>morning|noon|afternoon|evening|night)"
_DAY = rf"(?P<d>\d\d?){_ORDINAL}?(?:\s?(?:-|–|to)\s?(?P<d2>\d\d?){_ORDINAL}?)?"
_IN_YEAR = rf"(?:,?\s+(?P<y>{YEAR})\b)"
_RANGE = (
    r"(?:between|from) (?:[a-z]+(?: (?:19|20)\d\d)?|(?:19|20)\d\d) (?:and|to|until|till|through)"
)
_SIDE = r"(?:(?:early|mid|late|(?:beginning|start|middle|end) of)(?:-|\s+)(?:the\s+)?)"
_STRONG = rf"in|during|since|until|till|before|after|between|throughout|{_RANGE}"
# "A picture of June", "a gift from April": months that are names need more than these.
_RANGE_OPENING = re.compile(r"\b(?:between|from)\s+(?:the\s+)?$")
_RANGE_MIDDLE = re.compile(r"\s+(?:and|to|through)\s+(?:the\s+)?")
_RANGE_GOES_ON = re.compile(r"\s+(?:to|until|till|through)\s")
_WEAK = "of|by|from|around|on|through"
_STRONG_CUE = re.compile(rf"\b(?:(?:{_STRONG})\s+(?:the\s+)?{_SIDE}?|{_SIDE})$")
_ANY_CUE = re.compile(rf"\b(?:(?:{_STRONG}|{_WEAK})\s+(?:the\s+)?{_SIDE}?|{_SIDE})$")
# Not "after the fall" and "from the spring".
_SEASON_CUE = re.compile(
    rf"\b(?:(?:in|during|since|until|till|over|throughout|for|{_RANGE})\s+(?:the\s+)?{_SIDE}?|{_SIDE})$"
)
_PAST = re.compile(
    r"\b(?:\w{2,}[^e]ed|was|were|did|had|took|made|got|went|ran|lost|won|read|wrote|built|learnt|times?)\b"
)
_SIDE_IN_FRONT = re.compile(
    r"\b(?P<side>early|mid|late|(?:beginning|start|middle|end) of)(?:-|\s+)(?:the\s+)?$"
)
_SIDES: dict[str, Side] = {"early": "start", "beginning of": "start", "start of": "start",
                           "mid": "middle", "middle of": "middle",
                           "late": "end", "end of": "end"}  # fmt: skip
_HABIT = re.compile(r"\b(?:every|each|per|any|most|once a)\s+(?:other\s+|single\s+)?$")
_RELATION = re.compile(
    r"\b(?P<relation>ever since|since|until|till|up to|before|prior to|after)\s+(?:the\s+)?"
    r"(?:(?:in|on)\s+)?$"
)
_RELATIONS: dict[str, Relation] = {"ever since": "since", "since": "since", "until": "before",
                                   "till": "before", "up to": "before", "before": "before",
                                   "prior to": "before", "after": "after"}  # fmt: skip
_BESIDE = re.compile(
    rf"(?:\b(?P<n>\d{{1,2}}|{any_of(_NUMBERS)})\s+|\bthe\s+|\blast\s+)?"
    rf"\b(?:{_UNIT}|{_WEEKDAY})s?\s+(?P<relation>before|after|following)\s+(?:the\s+)?$"
)


_DAY_WORDS = {
    "day before yesterday": -2,
    "yesterday": -1,
    "today": 0,
    "tomorrow": 1,
    "day after tomorrow": 2,
}
_SENTENCE = re.compile(r"[.!?;\n]")


def _number(text: str) -> int:
    return int(text) if text.isdigit() else _NUMBERS[text]


def _ago(match: Match, reading: Reading) -> Stretch:
    n = _number(match["n"])
    if match["weekday"]:
        return calendar.weekday(reading.now, _WEEKDAYS[match["weekday"]], n)
    return calendar.unit(reading.now, cast(Unit, match["unit"]), -n)


def _in_some(match: Match, reading: Reading) -> Stretch | None:
    # "I learned it in two weeks" says how long it took.
    before = _SENTENCE.split(reading.before(match.start(), 100))[-1]
    after = _SENTENCE.split(reading.folded[match.end() : match.end() + 60])[0]
    if _PAST.search(before) or _PAST.search(after):
        return None
    return calendar.unit(reading.now, cast(Unit, match["unit"]), _number(match["n"]))


def _rolling(match: Match, reading: Reading) -> Stretch:
    return calendar.rolling(reading.now, cast(Unit, match["unit"]), _number(match["n"]))


def _past_unit(match: Match, reading: Reading) -> Stretch:
    if match["unit"] == "weekend":
        return calendar.unit(reading.now, "weekend", -1)
    return calendar.rolling(reading.now, cast(Unit, match["unit"]), 1)


def _day_word(match: Match, reading: Reading) -> Stretch:
    return _in_part(calendar.unit(reading.now, "day", _DAY_WORDS[match["word"]]), match)


def _this_part(match: Match, reading: Reading) -> Stretch:
    day = calendar.unit(reading.now, "day", -1 if match["way"] == "last" else 0)
    return calendar.part_of_day(day, cast(PartOfDay, match["part"]))


def _tonight(match: Match, reading: Reading) -> Stretch:
    return calendar.part_of_day(calendar.unit(reading.now, "day", 0), "night")


def _in_part(day: Stretch, match: Match) -> Stretch:
    return calendar.part_of_day(day, cast(PartOfDay, match["part"])) if match["part"] else day


def _by_way(match: Match, reading: Reading) -> Stretch | None:
    way, now = _WAYS[match["way"]], reading.now
    if match["unit"]:
        return calendar.unit(now, cast(Unit, match["unit"]), OFFSET[way])
    if match["weekday"]:
        return _in_part(weekday_by(way, now, _WEEKDAYS[match["weekday"]]), match)
    if match["season"]:
        return season_by(way, now, _SEASONS[match["season"]])
    month = match["month"]
    if month in _WORDS_TOO and not reading.is_capital(match.start("month")) and way == "this":
        return None
    return month_by(way, now, _MONTHS[month])


def _before_last(match: Match, reading: Reading) -> Stretch:
    offset = -2 if match["word"] == "before last" else 2
    return calendar.unit(reading.now, cast(Unit, match["unit"]), offset)


def _part_of_this(match: Match, reading: Reading) -> Stretch:
    unit = cast(Unit, "day" if match["unit"] == "today" else match["unit"].split()[-1])
    whole = calendar.unit(reading.now, unit, 0)
    if match["word"] == "earlier":
        return replace(whole, end=reading.now)
    return replace(whole, start=reading.now)


def _weekend(match: Match, reading: Reading) -> Stretch:
    ahead = reading.is_ahead(match.start(), match.end())
    return calendar.near_weekend(reading.now, ahead)


def _weekday(match: Match, reading: Reading) -> Stretch:
    ahead = reading.is_ahead(match.start(), match.end())
    day = calendar.near_weekday(reading.now, _WEEKDAYS[match["weekday"]], ahead)
    return _in_part(day, match)


def _is_month(match: Match, reading: Reading) -> bool:
    """Say whether a month beside a day is none of the words may, march and mar."""
    if match["month"] not in _WORDS_TOO or match["y"] or reading.is_capital(match.start("month")):
        return True
    return _ANY_CUE.search(reading.before(match.start())) is not None


def _date(match: Match, reading: Reading) -> Stretch | None:
    if not _is_month(match, reading):
        return None
    first = int(match["d"])
    last = int(match["d2"] or first)
    year = int(match["y"]) if match["y"] else None
    return date(reading, match, first, last, _MONTHS[match["month"]], year)


def _month_of_year(match: Match, reading: Reading) -> Stretch:
    return calendar.month(reading.now, _MONTHS[match["month"]], int(match["y"]))


def _season_of_year(match: Match, reading: Reading) -> Stretch:
    return calendar.season(reading.now, _SEASONS[match["season"]], int(match["y"]))


def _month(match: Match, reading: Reading) -> Stretch | None:
    if match["month"] not in _PLAIN_MONTHS:
        before = reading.before(match.start())
        opens = _RANGE_OPENING.search(before) and _RANGE_GOES_ON.match(reading.folded, match.end())
        is_short = len(match["month"]) < 4 and match["month"] != "may"
        if is_short or not (opens or _STRONG_CUE.search(before)):
            return None
    return near_month(reading, _MONTHS[match["month"]], match)


def _season(match: Match, reading: Reading) -> Stretch | None:
    if not _SEASON_CUE.search(reading.before(match.start())):
        return None
    return near_season(reading, _SEASONS[match["season"]], match)


def _year(match: Match, reading: Reading) -> Stretch | None:
    if not _ANY_CUE.search(reading.before(match.start())):
        return None
    return calendar.year(reading.now, int(match["y"]))


def _widen(found: Found, reading: Reading) -> Found | None:
    before = reading.before(found.start)
    if _HABIT.search(before):
        return None
    stretch, start = found.stretch, found.start
    if side := _SIDE_IN_FRONT.search(before):
        stretch = calendar.third(stretch, _SIDES[side["side"]])
        start -= len(before) - side.start()
        before = reading.before(start)
    if (beside := _BESIDE.search(before)) and (beside["n"] or not _is_verbal(beside)):
        n = _number(beside["n"]) if beside["n"] else 1
        later = beside["relation"] != "before"
        if beside["weekday"]:
            number = _WEEKDAYS[beside["weekday"]]
            stretch = calendar.weekday_beside(stretch, number, -n if later else n)
        else:
            move = calendar.after if later else calendar.before
            stretch = move(stretch, cast(Unit, beside["unit"]), n)
        return Found(stretch, start - (len(before) - beside.start()), found.end)
    if said := _RELATION.search(before):
        relation = _RELATIONS[said["relation"]]
        if relation == "since" and stretch.start < reading.now:
            stretch = replace(stretch, end=reading.now)
        return Found(stretch, start - (len(before) - said.start()), found.end, relation)
    return Found(stretch, start, found.end)


def _joins(first: Found, last: Found, reading: Reading) -> bool:
    opening = _RANGE_OPENING.search(reading.before(first.start))
    if opening is None or first.relation != "in":
        return False
    # "Until July" is one claim, its relation with it.
    between = reading.folded[first.end : last.start]
    return (last.relation == "before" and between.isspace()) or (
        last.relation == "in" and _RANGE_MIDDLE.fullmatch(between) is not None
    )


def _is_verbal(beside: Match) -> bool:
    # "weeks before May" is vague; "the week before May" is not.
    return beside[0].split()[0].endswith("s")


_RULES = (
    *figures(day_first=False),
    rule(_MONTHS, rf"{NOT_IN_FIGURES}{_DAY}(?:\s+of)?\s+{_MONTH}\b(?:\.?{_IN_YEAR})?", _date),
    rule(
        _MONTHS,
        rf"\b{_MONTH}\b\.?\s+(?:the\s+)?{_DAY}(?![\d:%]|\s?[ap]m\b){_IN_YEAR}?",
        _date,
    ),
    rule(_MONTHS, rf"\b{_MONTH}\b\.?,?(?:\s+of)?\s+(?P<y>{YEAR})\b", _month_of_year),
    rule(_SEASONS, rf"\b{_SEASON}(?:\s+of)?\s+(?P<y>{YEAR})\b", _season_of_year),
    rule(
        ["yesterday", "today", "tomorrow"],
        rf"\b(?:the\s+)?(?P<word>day before yesterday|day after tomorrow|yesterday|today|tomorrow)"
        rf"(?:\s+{_PART})?\b",
        _day_word,
    ),
    rule(["tonight"], r"\btonight\b", _tonight),
    rule(["this", "last"], rf"\b(?P<way>this|last)\s+{_PART}\b", _this_part),
    rule(
        ["ago", "back"], rf"(?<!half )\b{_NUMBER}\s+(?:{_UNIT}|{_WEEKDAY})s?\s+(?:ago|back)\b", _ago
    ),
    rule(
        _UNIT_WORDS, rf"\bin\s+(?:about\s+)?{_NUMBER}\s+{_UNIT}s?(?:'\s+time)?\b(?!\s+of)", _in_some
    ),
    rule(["now", "today"], rf"\b{_NUMBER}\s+{_UNIT}s?\s+from\s+(?:now|today)\b", _in_some),
    rule(
        ["last", "past"],
        rf"\b(?:the\s+)?(?:last|past)\s+{_NUMBER}\s+{_UNIT}s?\b",
        _rolling,
    ),
    rule(["past"], rf"\b(?:the|this)?\s*past\s+{_UNIT}\b", _past_unit),
    rule(
        ["before", "after"], rf"\bthe\s+{_UNIT}\s+(?P<word>before last|after next)\b", _before_last
    ),
    rule(
        ["earlier", "later"],
        r"\b(?P<word>earlier|later)\s+(?P<unit>today|this\s+(?:week|month|year))\b",
        _part_of_this,
    ),
    rule(
        ["last", "this", "next", "coming"],
        rf"\b{_WAY}\s+(?:(?P<unit>week|weekend|month|year)|{_WEEKDAY}(?:\s+{_PART})?|{_SEASON}|"
        rf"{_MONTH})\b(?!\s+of\b|-)",
        _by_way,
    ),
    rule(
        ["weekend"],
        r"\b(?:over|at|on|during|for|after|before|since)\s+the\s+(?P<span>weekend)\b",
        _weekend,
    ),
    rule(_WEEKDAYS, rf"\b{_WEEKDAY}(?:\s+{_PART})?\b", _weekday),
    rule(_MONTHS, rf"\b{_MONTH}\b(?!['\w])", _month),
    rule(_SEASONS, rf"\b{_SEASON}\b(?!\s+of\b)", _season),
    rule([FIGURES_CUE], rf"(?<![\w.,/:+#$€£-])(?P<y>{YEAR})(?![\w%/:]|[.,-]\d)", _year),
)
_FUTURE = re.compile(
    r"\b(?:will|shall|won't|gonna|going to|plan(?:s|ning)?|upcoming|hop(?:e|ing) to|next|soon|"
    r"tomorrow|looking forward)\b|'ll\b"
)
ENGLISH = Grammar(cues_of(_RULES), False, _RULES, _widen, _joins, _FUTURE)
