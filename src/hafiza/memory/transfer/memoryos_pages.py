"""MemoryOS pages, and the order they were said in. Both flavours of its storage share this.

A page is a user's input with the reply. Pages that continue each other are linked by pre_page
and next_page; a chain becomes a session, and the pages without links share a session a day.
Source: MemoryOS, memoryos-pypi/mid_term.py and updater.py.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hafiza.core.errors import FormatError
from hafiza.core.records import Scope, Speaking, Turn
from hafiza.memory.transfer.files import kind_of
from hafiza.memory.transfer.items import (
    Item,
    Reading,
    Tally,
    clean,
    content_id,
    is_storable,
    name_of,
)
from hafiza.memory.transfer.times import moment

EXPECTED = "Expected a data folder as MemoryOS writes it."
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_OWN_FIELDS = ("meta_info", "page_keywords")


@dataclass(frozen=True, slots=True)
class StoredPage:
    """A page as it stands in a file. `page_id` is empty in short-term memory."""

    user_input: str
    agent_response: str
    timestamp: str
    time: datetime
    page_id: str
    pre_page: str
    next_page: str
    where: str


def stored_pages(
    found: Sequence[Any], where: str, reading: Reading, tally: Tally
) -> list[StoredPage]:
    """Return the pages of a JSON list, in its order.

    Raises:
        FormatError: one is no page, or its time cannot be read; the message says where.
    """
    pages: list[StoredPage] = []
    last: datetime | None = None
    for number, page in enumerate(found):
        place = f"{where}[{number}]"
        if not isinstance(page, dict):
            raise FormatError(f"{place} is {kind_of(page)}, not a page.\n{EXPECTED}")
        time = moment(page.get("timestamp"), reading.zone, f"{place}.timestamp")
        if time is None:
            tally.changed["pages without a time, dated like the one before"] += 1
        last = time or last or reading.now
        pages.append(
            StoredPage(
                user_input=text_at(page, "user_input", place),
                agent_response=text_at(page, "agent_response", place),
                timestamp=str(page.get("timestamp") or ""),
                time=last,
                page_id=_link(page, "page_id"),
                pre_page=_link(page, "pre_page"),
                next_page=_link(page, "next_page"),
                where=place,
            )
        )
        for field in _OWN_FIELDS:
            if page.get(field):
                tally.left_out[f"{field} of pages, which is derived from them"] += 1
    return pages


def page_items(pages: Sequence[StoredPage], scope: Scope, tally: Tally) -> Iterator[Item]:
    """Yield the turns of pages in the order they were said.

    A page that stands in two segments is yielded once. The ids depend on what was said and when
    alone: a page has the same ids in short-term memory and later in mid-term memory.
    """
    once = _each_once(pages, tally)
    told: Counter[tuple[str, str, str]] = Counter()
    for page, session in _in_order(once):
        said = (page.user_input, page.agent_response, page.timestamp)
        told[said] += 1
        sides: tuple[tuple[Speaking, str], ...] = (
            ("user", page.user_input),
            ("assistant", page.agent_response),
        )
        if not any(text.strip() for _, text in sides):
            tally.left_out["pages without text"] += 1
            continue
        for role, text in sides:
            if text.strip() and is_storable(text, tally, "page sides"):
                turn = Turn(
                    id=content_id("memoryos", scope.user, role, *said, told[said]),
                    text=text,
                    time=page.time,
                    session_id=session,
                    role=role,
                )
                yield Item(scope, turn, page.where)


def text_at(found: Mapping[str, Any], key: str, where: str) -> str:
    """Return a text of an object; nothing there is an empty text.

    Raises:
        FormatError: something else stands there.
    """
    value = found.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise FormatError(f"{where}.{key} is {kind_of(value)}, not a text.\n{EXPECTED}")
    return clean(value)


def _link(page: Mapping[str, Any], key: str) -> str:
    value = page.get(key)
    return value if isinstance(value, str) else ""


def _each_once(pages: Sequence[StoredPage], tally: Tally) -> list[StoredPage]:
    by_id: dict[str, StoredPage] = {}
    once: list[StoredPage] = []
    for page in pages:
        if page.page_id and page.page_id in by_id:
            tally.left_out["pages that stand in another segment too"] += 1
            continue
        if page.page_id:
            by_id[page.page_id] = page
        once.append(page)
    return once


def _in_order(pages: Sequence[StoredPage]) -> list[tuple[StoredPage, str]]:
    """Return pages with their sessions, by time; links outweigh times, times outweigh places."""
    numbers = {page.page_id: n for n, page in enumerate(pages) if page.page_id}
    before = _links(pages, numbers)
    followed = set(before.values())
    roots: dict[int, int] = {}
    depths: dict[int, int] = {}
    ranks: dict[int, tuple[datetime, int]] = {}
    for start in range(len(pages)):
        chain = [start]
        while chain[-1] not in roots and chain[-1] in before:
            chain.append(before[chain[-1]])
        for n in reversed(chain):
            if n in roots:
                continue
            own = (pages[n].time, n)
            if n in before:
                previous = before[n]
                roots[n], depths[n] = roots[previous], depths[previous] + 1
                ranks[n] = max(own, ranks[previous])
            else:
                roots[n], depths[n], ranks[n] = n, 0, own
    ordered = sorted(range(len(pages)), key=lambda n: (*ranks[n], depths[n], n))
    return [(pages[n], _session(pages[roots[n]], roots[n] in followed)) for n in ordered]


def _links(pages: Sequence[StoredPage], numbers: Mapping[str, int]) -> dict[int, int]:
    """Return for each page the number of the page it continues; circles are opened."""
    before: dict[int, int] = {}
    for n, page in enumerate(pages):
        if page.next_page in numbers:
            before[numbers[page.next_page]] = n
    for n, page in enumerate(pages):
        if page.pre_page in numbers:
            before[n] = numbers[page.pre_page]
    safe: set[int] = set()
    for start in range(len(pages)):
        walked: dict[int, None] = {}
        n = start
        while n not in safe and n not in walked and n in before:
            walked[n] = None
            n = before[n]
        if n in walked:
            del before[n]
        safe.update(walked)
    return before


def _session(root: StoredPage, is_chain: bool) -> str:
    if is_chain:
        return name_of(f"memoryos:{root.page_id}")
    day = _DAY.match(root.timestamp)
    return f"memoryos:{day[0] if day else root.time.date().isoformat()}"
