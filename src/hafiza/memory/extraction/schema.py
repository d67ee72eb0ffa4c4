"""What a model is asked to write, and reading what it wrote. Nothing here trusts the model."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, cast, get_args

from hafiza.core.language import fold, lower
from hafiza.memory.extraction.claims import ClaimKind, Holding
from hafiza.memory.extraction.slots import SLOTS

MAX_CLAIMS = 20
MAX_VALUE_CHARACTERS = 200
MAX_SLOT_CHARACTERS = 40
_DEFAULT_IMPORTANCE = 5

_KINDS: tuple[str, ...] = get_args(ClaimKind)
_HOLDINGS: tuple[str, ...] = get_args(Holding)

# No lengths: engines unroll them into grammars that take seconds to build. They are checked here.
CLAIMS_SCHEMA = json.dumps(
    {
        "type": "object",
        "properties": {
            "claims": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {
                        "kind": {"enum": list(_KINDS)},
                        "turns": {"type": "array", "items": {"type": "integer"}},
                        "slot": {"type": "string"},
                        "value": {"type": "string"},
                        "holding": {"enum": list(_HOLDINGS)},
                        "since": {"type": "string"},
                        "until": {"type": "string"},
                        "importance": {"type": "integer"},
                    },
                    "required": ["kind", "turns", "slot", "value", "holding"],
                    "additionalProperties": False,
                },
            }
        },
        "required": ["claims"],
        "additionalProperties": False,
    }
)

_THOUGHT = re.compile(r"<think>.*?(?:</think>|\Z)", re.DOTALL)
_LIST = re.compile(r'"claims"\s*:\s*\[|^\s*\[|```\w*\s*\[')
_BETWEEN = re.compile(r"[\s,]*")
_CONTROL = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:[T ].*)?")
# Models that are told of slots in English still name them in the language of the turns.
_TURKISH_SLOTS = {
    "ad": "name",
    "isim": "name",
    "yas": "age",
    "meslek": "occupation",
    "is": "occupation",
    "isveren": "employer",
    "sirket": "employer",
    "sehir": "location",
    "konum": "location",
    "memleket": "hometown",
    "dil": "language",
    "aile": "family",
    "evcil_hayvan": "pet",
    "sevdikleri": "likes",
    "sevmedikleri": "dislikes",
    "beslenme": "diet",
    "saglik": "health",
    "hedef": "goal",
    "program": "schedule",
    "iliski": "relationship",
    "medeni_hal": "relationship",
}


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim as a model wrote it: the right types, nothing checked against the turns yet."""

    kind: ClaimKind
    turns: tuple[int, ...]
    slot: str
    value: str
    holding: Holding
    since: datetime | None
    until: datetime | None
    importance: int


@dataclass(frozen=True, slots=True)
class Reply:
    """What could be read of a reply. `n_dropped` claims had a wrong shape or were too many."""

    drafts: tuple[Draft, ...]
    n_dropped: int


def read_reply(text: str) -> Reply | None:
    """Return the claims of a reply; None if it is not what was asked for.

    A reply that breaks off keeps the claims that were complete. A list that holds things, and
    no claim among them, is not what was asked for; an empty list is.
    """
    text = _THOUGHT.sub("", text)
    opened = _LIST.search(text)
    if opened is None:
        return None
    drafts: list[Draft] = []
    n_items = 0
    for item in _items(text, opened.end()):
        n_items += 1
        draft = _draft(item) if len(drafts) < MAX_CLAIMS else None
        if draft is not None:
            drafts.append(draft)
    is_empty_list = n_items == 0 and text[opened.end() :].lstrip().startswith("]")
    if not drafts and not is_empty_list:
        return None
    return Reply(tuple(drafts), n_items - len(drafts))


def clean(text: str, max_characters: int) -> str:
    """Return a text on one line, without control characters and lone surrogates, cut."""
    return " ".join(_CONTROL.sub(" ", text).split())[:max_characters].strip()


def _items(text: str, start: int) -> Iterator[object]:
    """Yield the complete items of the JSON list that opens before `start`."""
    decoder = json.JSONDecoder()
    while True:
        between = _BETWEEN.match(text, start)
        start = between.end() if between else start
        try:
            item, start = decoder.raw_decode(text, start)
        except (ValueError, RecursionError):
            return
        yield item


def _draft(item: object) -> Draft | None:
    if not isinstance(item, dict):
        return None
    fields = cast("dict[str, Any]", item)
    kind = fields.get("kind")
    turns = _turns(fields.get("turns", fields.get("turn")))
    value = fields.get("value")
    value = clean(value, MAX_VALUE_CHARACTERS + 1) if isinstance(value, str) else ""
    slot = _slot(fields.get("slot")) if kind == "fact" else ""
    if kind not in _KINDS or not turns or not value or len(value) > MAX_VALUE_CHARACTERS:
        return None
    if (kind == "fact" and not slot) or value.endswith("?"):
        return None
    since, until = _date(fields.get("since")), _date(fields.get("until"), end=True)
    if since and until and until < since:
        until = None
    holding = fields.get("holding")
    return Draft(
        kind=cast(ClaimKind, kind),
        turns=turns,
        slot=slot,
        value=value,
        holding=cast(Holding, holding) if holding in _HOLDINGS else "holds",
        since=since,
        until=until,
        importance=_importance(fields.get("importance")),
    )


def _turns(given: object) -> tuple[int, ...]:
    """Return the turn numbers of a list, a number, or either as text ("[3]")."""
    numbers: list[int] = []
    for one in given if isinstance(given, list) else [given]:
        if isinstance(one, str) and re.fullmatch(r"\s*\[?\s*\d{1,6}\s*\]?\s*", one):
            numbers.append(int(one.strip(" []\t\n")))
        elif isinstance(one, int) and not isinstance(one, bool):
            numbers.append(one)
    return tuple(dict.fromkeys(numbers))


def _slot(given: object) -> str:
    if not isinstance(given, str):
        return ""
    name = clean(given, MAX_SLOT_CHARACTERS)
    known = fold(name).replace(" ", "_")
    known = _TURKISH_SLOTS.get(known, known)
    return known if known in SLOTS else lower(name, "en" if name.isascii() else "tr")


def _date(given: object, *, end: bool = False) -> datetime | None:
    """Return the first moment of a year, month or day; with `end`, its last second."""
    found = _DATE.fullmatch(given.strip()) if isinstance(given, str) else None
    if found is None:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        first = datetime(year or 0, month or 1, day or 1, tzinfo=UTC)
        if not end:
            return first
        if day is not None:
            after = first + timedelta(days=1)
        elif month is not None:
            after = (first + timedelta(days=31)).replace(day=1)
        else:
            after = first.replace(year=first.year + 1)
        return after - timedelta(seconds=1)
    except (ValueError, OverflowError):
        return None


def _importance(given: object) -> int:
    if isinstance(given, bool) or not isinstance(given, int | float):
        return _DEFAULT_IMPORTANCE
    if isinstance(given, float) and math.isnan(given):
        return _DEFAULT_IMPORTANCE
    return int(min(10, max(1, given)))
