"""How Turkish names times. Patterns are over folded text: "Mayıs’ta" is `mayis'ta` here."""

from __future__ import annotations

import re
from dataclasses import replace

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
    for number, name in enumerate(
        "ocak subat mart nisan mayis haziran temmuz agustos eylul ekim kasim aralik".split(), 1
    )
} | {"ocag": 1, "aralig": 12}
_WEEKDAYS = {
    name: number
    for number, name in enumerate("pazartesi sali carsamba persembe cuma cumartesi pazar".split())
}
_SEASONS = {
    "ilkbahar": "spring",
    "bahar": "spring",
    "yaz": "summer",
    "sonbahar": "autumn",
    "guz": "autumn",
    "kis": "winter",
}
_UNITS: dict[str, Unit] = {
    "saat": "hour",
    "gun": "day",
    "hafta sonu": "weekend",
    "haftasonu": "weekend",
    "hafta": "week",
    "ay": "month",
    "yil": "year",
    "sene": "year",
}
_NUMBERS = {
    word: number
    for number, word in enumerate("bir iki uc dort bes alti yedi sekiz dokuz on".split(), 1)
} | {"on bir": 11, "on iki": 12, "on bes": 15, "yirmi": 20, "otuz": 30, "birkac": 3, "bir kac": 3}
_WAYS: dict[str, Way] = {
    "gecen": "last",
    "gectigimiz": "last",
    "bir onceki": "last",
    "bu": "this",
    "gelecek": "next",
    "onumuzdeki": "next",
}
_DAY_WORDS = {
    "evvelsi gun": -2,
    "evvelki gun": -2,
    "onceki gun": -2,
    "dun": -1,
    "bugun": 0,
    "yarin": 1,
    "obur gun": 2,
}
_PARTS: dict[str, PartOfDay] = {
    "sabah": "morning",
    "ogle": "noon",
    "oglen": "noon",
    "ogleden once": "morning",
    "ogleden sonra": "afternoon",
    "aksam": "evening",
    "aksamustu": "evening",
    "gece": "night",
}
_SIDES: dict[str, Side] = {"bas": "start", "orta": "middle", "son": "end"}
# A stove, a gap, my muscle: words that are months only with a capital, an apostrophe or a cue.
_WORDS_TOO = frozenset("ocak ocag kasim aralik aralig".split())
_FEW = 6  # "3 ocak" are stoves, "15 ocak" is a day.

# Case endings, after vowels and consonants, with and without a possessive before them.
_CASE = (
    r"(?:'?(?:(?:[iu]?n|s[iu]n)?[dt][ae](?:n|ki(?:ler)?|y[a-z]+)?|(?:[iu]?n|s[iu]n)?[ae]|"
    r"(?<=[aeiu0-9'])y[aeiu]|[sn]?[iu]|n?[iu]n(?:[iu]n)?|s[iu]n[iu]n|k[iu]))?(?![a-z0-9])"
)
_AT = r"(?:'?(?:[iu]n)?[dt][ae](?:n|ki|y[a-z]+)?(?![a-z]))"
_UNTIL = r"(?:'?y?[ae](?=\s+(?:kadar|dek|degin)(?![a-z])))"
_ON_SIDE = r"(?:(?:'?n?[iu]n)?(?=\s+(?:bas|orta|son)(?:i|u|a|l)))"
_MONTH = rf"(?P<month>{any_of(_MONTHS)})"
_WEEKDAY = rf"(?P<weekday>{any_of(_WEEKDAYS)})"
_SEASON = rf"(?P<season>{any_of(_SEASONS)})"
_UNIT = rf"(?P<unit>{any_of(_UNITS)})"
_NUMBER = rf"(?P<n>\d{{1,3}}|{any_of(_NUMBERS)})"
_PART = rf"(?P<part>{any_of(_PARTS)})(?:leyin)?{_CASE}"
_OF_MONTH = r"\s+ay(?:i|lar)[a-z]*"
_DAY = r"(?P<d>\d\d?)(?:\s?[-–]\s?(?P<d2>\d\d?))?"
_NTH = r"(?P<d>\d\d?)'?s?[iu][a-z]*"
_YEAR = rf"(?P<y>{YEAR})"
_OF_YEAR = rf"{NOT_IN_FIGURES}{_YEAR}(?:'?n?[iu]n|\s+(?:yili|senesi)(?:n[iu]n)?)?\s+"
_NAMED = rf"(?:{_UNIT}|{_WEEKDAY}|{_SEASON}|{_MONTH}(?:{_OF_MONTH})?)"

_IN_RANGE = r"(?=\s+(?:(?:ile|ve)\s+[a-z0-9]+\s+)?arasi)"

_HABIT = re.compile(r"\bher\s+$")
_SIDE_BEHIND = re.compile(
    r"\s+(?P<side>bas|orta|son)(?:lar)?(?:i|u|a|in|un|si|sin)?(?:d[ae]n?|n?[ae])?(?![a-z])"
)
_FROM = re.compile(r"[dt][ae]n$")
_BEHIND_FROM = re.compile(
    r"\s+(?:(?P<since>beri|bu yana|itibaren)|(?P<before>once|evvel)|(?P<after>sonra))(?![a-z])"
)
_UP_TO = re.compile(r"\s+(?:kadar|dek|degin)(?![a-z])")
_BESIDE = re.compile(
    rf"\s+(?:(?P<side>once|sonra)ki\s+(?:{_UNIT}|{_WEEKDAY}){_CASE}"
    rf"|{_NUMBER}\s+(?P<counted>{any_of(_UNITS)}|{any_of(_WEEKDAYS)})"
    r"\s+(?P<far_side>once|sonra)(?![a-z]))"
)
_BETWEEN = re.compile(r"\s+arasi")
_PAST = re.compile(r"[a-z](?:[dt][iu]|m[iu]s)(?:m|n|k|n[iu]z|l[ae]r)?\b")


def _number(text: str) -> int:
    return int(text) if text.isdigit() else _NUMBERS[text]


def _is_proper(match: Match, reading: Reading) -> bool:
    """Say whether a month is written as a name: with a capital or an apostrophe."""
    end = match.end("month")
    return reading.is_capital(match.start("month")) or reading.folded[end : end + 1] == "'"


def _date(match: Match, reading: Reading) -> Stretch | None:
    groups = match.groupdict()
    first, month = int(groups["d"]), groups["month"]
    year = int(groups["y"]) if groups.get("y") else None
    is_bare = match.end() == match.end("month")
    if month in _WORDS_TOO and is_bare and first <= _FEW and not _is_proper(match, reading):
        return None
    return date(reading, match, first, int(groups.get("d2") or first), _MONTHS[month], year)


def _day_of_month(match: Match, reading: Reading) -> Stretch:
    now, day = reading.now, int(match["d"])
    is_past = day > now.day and not reading.is_ahead(match.start(), match.end())
    start = calendar.month_start(now, -1 if is_past else 0)
    return calendar.counted(calendar.days(now, day, day, start.month, start.year))


def _month_of_year(match: Match, reading: Reading) -> Stretch:
    return calendar.month(reading.now, _MONTHS[match["month"]], int(match["y"]))


def _season_of_year(match: Match, reading: Reading) -> Stretch:
    return calendar.season(reading.now, _SEASONS[match["season"]], int(match["y"]))


def _whole_month(match: Match, reading: Reading) -> Stretch:
    return near_month(reading, _MONTHS[match["month"]], match)


def _month(match: Match, reading: Reading) -> Stretch | None:
    if match["month"] in _WORDS_TOO and not _is_proper(match, reading):
        return None
    return _whole_month(match, reading)


def _season(match: Match, reading: Reading) -> Stretch:
    return near_season(reading, _SEASONS[match["season"]], match)


def _in_part(day: Stretch, match: Match) -> Stretch:
    return calendar.part_of_day(day, _PARTS[match["part"]]) if match["part"] else day


def _day_word(match: Match, reading: Reading) -> Stretch | None:
    if match["word"] == "onceki gun" and reading.before(match.start()).endswith("bir "):
        return None  # The day before something that was told of.
    return _in_part(calendar.unit(reading.now, "day", _DAY_WORDS[match["word"]]), match)


def _this_part(match: Match, reading: Reading) -> Stretch:
    return _in_part(calendar.unit(reading.now, "day", 0), match)


def _two_ago(match: Match, reading: Reading) -> Stretch:
    return calendar.unit(reading.now, _UNITS[match["unit"]], -2)


def _by_way(match: Match, reading: Reading) -> Stretch | None:
    way, now = _WAYS[match["way"]], reading.now
    if match["unit"]:
        kind = _UNITS[match["unit"]]
        # "Geçen gün" is some day, lately.
        if kind == "hour" or (kind == "day" and way != "this"):
            return None
        return calendar.unit(now, kind, OFFSET[way])
    if match["weekday"]:
        return _in_part(weekday_by(way, now, _WEEKDAYS[match["weekday"]]), match)
    if match["season"]:
        # "Bu yazı" is this text.
        if match["season"] == "yaz" and way == "this" and match[0].endswith("i"):
            return None
        return season_by(way, now, _SEASONS[match["season"]])
    if match["month"] in _WORDS_TOO and way == "this" and not _is_proper(match, reading):
        return None
    return month_by(way, now, _MONTHS[match["month"]])


def _next_week(match: Match, reading: Reading) -> Stretch:
    if match["weekday"]:
        day = calendar.weekday_of_week(reading.now, _WEEKDAYS[match["weekday"]], 1)
        return _in_part(day, match)
    return calendar.unit(reading.now, "week", 1)


def _next_year(match: Match, reading: Reading) -> Stretch:
    return calendar.unit(reading.now, "year", 1)


def _ago(match: Match, reading: Reading) -> Stretch:
    n, now = _number(match["n"]), reading.now
    if match["weekday"]:
        return calendar.weekday(now, _WEEKDAYS[match["weekday"]], n)
    return calendar.unit(now, _UNITS[match["unit"]], -n)


def _in_some(match: Match, reading: Reading) -> Stretch | None:
    # "Üç gün sonra geldi" counts from something that was told of.
    if _PAST.search(reading.folded, match.end(), match.end() + 80):
        return None
    return calendar.unit(reading.now, _UNITS[match["unit"]], _number(match["n"]))


def _rolling(match: Match, reading: Reading) -> Stretch:
    return calendar.rolling(reading.now, _UNITS[match["unit"]], _number(match["n"]))


def _weekday(match: Match, reading: Reading) -> Stretch | None:
    # "Pazar" is a market too, and "sali" may be a scarf or a raft.
    is_plain = match["weekday"] not in ("pazar", "sali")
    if not (is_plain or match["day"] or match["part"]):
        return None
    ahead = reading.is_ahead(match.start(), match.end())
    return _in_part(calendar.near_weekday(reading.now, _WEEKDAYS[match["weekday"]], ahead), match)


def _weekend(match: Match, reading: Reading) -> Stretch:
    return calendar.near_weekend(reading.now, reading.is_ahead(match.start(), match.end()))


def _year(match: Match, reading: Reading) -> Stretch:
    return calendar.year(reading.now, int(match["y"]))


def _widen(found: Found, reading: Reading) -> Found | None:
    if _HABIT.search(reading.before(found.start)):
        return None
    folded, stretch, end = reading.folded, found.stretch, found.end
    if side := _SIDE_BEHIND.match(folded, end):
        stretch, end = calendar.third(stretch, _SIDES[side["side"]]), side.end()
    if (up_to := _UP_TO.match(folded, end)) and folded[end - 1] in "ae":
        return Found(stretch, found.start, up_to.end(), "before")
    if not _FROM.search(folded, found.start, end):
        return Found(stretch, found.start, end)
    if beside := _BESIDE.match(folded, end):
        return Found(_beside(stretch, beside), found.start, beside.end())
    if behind := _BEHIND_FROM.match(folded, end):
        if behind["since"]:
            if stretch.start < reading.now:
                stretch = replace(stretch, end=reading.now)
            return Found(stretch, found.start, behind.end(), "since")
        relation: Relation = "before" if behind["before"] else "after"
        return Found(stretch, found.start, behind.end(), relation)
    return Found(stretch, found.start, end)


def _joins(first: Found, last: Found, reading: Reading) -> bool:
    between = reading.folded[first.end : last.start]
    if first.relation != "in":
        return False
    if last.relation == "before":  # "mayıstan temmuza kadar"
        return between.isspace() and _FROM.search(reading.before(first.end)) is not None
    return between.strip() in ("ile", "ve") and _BETWEEN.match(reading.folded, last.end) is not None


def _beside(mark: Stretch, match: Match) -> Stretch:
    named = match["counted"] or match["unit"] or match["weekday"]
    n = _number(match["n"]) if match["n"] else 1
    is_later = (match["side"] or match["far_side"]) == "sonra"
    if named in _WEEKDAYS:
        return calendar.weekday_beside(mark, _WEEKDAYS[named], -n if is_later else n)
    return (calendar.after if is_later else calendar.before)(mark, _UNITS[named], n)


_RULES = (
    *figures(day_first=True),
    rule(_MONTHS, rf"{NOT_IN_FIGURES}{_DAY}\s+{_MONTH}(?:\s+{_YEAR}(?!\d))?{_CASE}", _date),
    rule(_MONTHS, rf"\b{_MONTH}'?[iu]n\s+{_NTH}", _date),
    rule(["ayin"], rf"\bayin\s+{_NTH}", _day_of_month),
    rule(_MONTHS, rf"{_OF_YEAR}{_MONTH}(?:{_OF_MONTH}|{_CASE})", _month_of_year),
    rule(_MONTHS, rf"\b{_MONTH}\s+{_YEAR}(?!\d){_CASE}", _month_of_year),
    rule(_SEASONS, rf"{_OF_YEAR}{_SEASON}{_CASE}", _season_of_year),
    rule(
        ["evvelsi", "evvelki", "onceki", "dun", "bugun", "yarin", "obur"],
        rf"\b(?P<word>{any_of(_DAY_WORDS)})(?:k[iu])?{_CASE}(?:\s+{_PART})?",
        _day_word,
    ),
    rule(["bu"], rf"\bbu\s+{_PART}", _this_part),
    rule(
        ["gecen", "gectigimiz", "onceki", "bu", "gelecek", "onumuzdeki"],
        rf"\b(?P<way>{any_of(_WAYS)})\s+{_NAMED}{_CASE}(?:\s+{_PART})?",
        _by_way,
    ),
    rule(
        ["evvelki", "evvelsi", "onceki"],
        rf"\b(?:evvelki|evvelsi|onceki)\s+{_UNIT}{_CASE}",
        _two_ago,
    ),
    rule(["haftaya"], rf"\bhaftaya(?![a-z])(?:\s+{_WEEKDAY}{_CASE}(?:\s+{_PART})?)?", _next_week),
    rule(["seneye"], r"\bseneye(?![a-z])", _next_year),
    rule(
        ["once", "onceki", "evvel", "evvelki"],
        rf"(?<!yarim )\b{_NUMBER}\s+(?:{_UNIT}|{_WEEKDAY})\s+(?:once|evvel)"
        r"(?:s[iu]|ki|l[ae]r[iu])?(?:n?d[ae]n?)?(?![a-z])",
        _ago,
    ),
    rule(["sonra"], rf"(?<!yarim )\b{_NUMBER}\s+{_UNIT}\s+sonra(?:s[iu]|ki)?(?![a-z])", _in_some),
    rule(["son"], rf"\bson\s+{_NUMBER}\s+{_UNIT}{_CASE}", _rolling),
    rule(
        _WEEKDAYS,
        rf"\b{_WEEKDAY}{_CASE}(?P<day>\s+gun(?:u[a-z]*)?(?![a-z]))?(?:\s+{_PART})?",
        _weekday,
    ),
    rule(["hafta", "haftasonu"], rf"\bhafta\s?sonu{_CASE}", _weekend),
    rule(_MONTHS, rf"\b{_MONTH}{_OF_MONTH}", _whole_month),
    rule(_MONTHS, rf"\b{_MONTH}(?:{_AT}|{_UNTIL}|{_ON_SIDE}|{_IN_RANGE})", _month),
    rule(_SEASONS, rf"\b{_SEASON}\s+(?:aylarin|tatilin|mevsimin)[a-z]+", _season),
    # "Yazın" may ask to write: it counts only as the first word.
    rule(["yaz"], r"(?:^|(?<=[.!?] ))(?P<season>yaz)in(?![a-z])", _season),
    rule(["kis", "guz"], r"\b(?P<season>kis|guz)[iu]n(?![a-z])", _season),
    rule(["ilkbahar", "sonbahar", "bahar"], rf"\b(?P<season>(?:ilk|son)?bahar){_AT}", _season),
    rule(
        [FIGURES_CUE],
        rf"(?<![\w.,/:+#$€£-]){_YEAR}(?:{_AT}|{_UNTIL}|{_ON_SIDE}|{_IN_RANGE}|\s+(?:yil|sene)[is][a-z]*)",
        _year,
    ),
)
_FUTURE = re.compile(
    r"(?<=[a-z][a-z])(?:acak|acag|ecek|eceg)(?<!\bgelecek)|\bgeleceg|\byarin|\bplanl|\bgelecek "
)
TURKISH = Grammar(cues_of(_RULES), True, _RULES, _widen, _joins, _FUTURE)
