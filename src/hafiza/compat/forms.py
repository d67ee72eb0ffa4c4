"""What memory holds, in MemoryOS's shapes: its pages, its knowledge, its local times."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Literal

from hafiza.core.errors import InputError
from hafiza.core.records import Hit, Scope, Turn
from hafiza.memory import Memory, new_turn_id
from hafiza.memory.records import Knowledge, Page

Side = Literal["user", "assistant"]

TIME_FORMAT = "%Y-%m-%d %H:%M:%S"
TOP_SEGMENTS = 5
TOP_KNOWLEDGE = 20
QUEUE_PAGES = 7
KNOWLEDGE_ENTRIES = 100


@dataclass(frozen=True, slots=True)
class FoundPage:
    """A page that fits a query. `score` is 0..1, higher is better; `topic` is its segment's."""

    page: Page
    score: float
    topic: str


@dataclass(frozen=True, slots=True)
class Retrieved:
    """What one retrieval brought, best first."""

    pages: tuple[FoundPage, ...]
    user_knowledge: tuple[Knowledge, ...]
    assistant_knowledge: tuple[Knowledge, ...]


def local_text(time: datetime) -> str:
    """Return a time as MemoryOS writes it: local, naive, to the second."""
    return time.astimezone().strftime(TIME_FORMAT)


def local_time(text: str) -> datetime:
    """Return the time that a text names; without a zone it is local.

    Raises:
        InputError: the text is no time.
    """
    try:
        return datetime.fromisoformat(text.strip()).astimezone(UTC)
    except (ValueError, OverflowError, OSError) as err:
        raise InputError(
            f"The timestamp {text!r} cannot be read.\n"
            "Expected 'YYYY-MM-DD HH:MM:SS' in local time, or ISO 8601."
        ) from err


def page_turns(user_input: str, agent_response: str, time: datetime, session: str) -> list[Turn]:
    """Return the turns of a page to be written; a side without words is left out.

    Raises:
        InputError: neither side has words.
    """
    sides = [("user", user_input), ("assistant", agent_response)]
    turns = [
        Turn(new_turn_id(time), text, time, session, "user" if role == "user" else "assistant")
        for role, text in sides
        if text.strip()
    ]
    if not turns:
        raise InputError(
            "Both user_input and agent_response are empty.\nExpected words in at least one of them."
        )
    return turns


def page_time(page: Page) -> datetime:
    """Return when a page began."""
    turn = page.user or page.reply
    assert turn is not None, "a page has at least one turn"
    return turn.time


def page_form(page: Page) -> dict[str, str]:
    """Return a page as MemoryOS's QA pair."""
    return {
        "user_input": page.user.text if page.user else "",
        "agent_response": page.reply.text if page.reply else "",
        "timestamp": local_text(page_time(page)),
    }


def knowledge_form(entry: Knowledge) -> dict[str, str]:
    """Return a knowledge entry as MemoryOS gives it."""
    return {"knowledge": entry.text, "timestamp": local_text(entry.time)}


def knowledge_forms(memory: Memory, scope: Scope, about: Side, limit: int) -> list[dict[str, str]]:
    """Return the knowledge of one side, at most `limit` entries."""
    return [knowledge_form(entry) for entry in memory.knowledge(about, scope=scope, limit=limit)]


def retrieve(
    memory: Memory,
    query: str,
    scope: Scope,
    *,
    n_pages: int = QUEUE_PAGES,
    n_segments: int = TOP_SEGMENTS,
    n_knowledge: int = TOP_KNOWLEDGE,
) -> Retrieved:
    """Return what memory has for a query: pages, and knowledge of both sides.

    One search over turns, one over segments, two over knowledge, and one read for each session
    that a page was found in.

    Raises:
        InputError: the query is empty or a number is not positive.
    """
    # Both turns of a page may be hits, so twice as many are asked for.
    hits = memory.search(query, k=2 * n_pages, scope=scope)
    topics = {
        turn_id: segment.summary
        for segment in memory.search_segments(query, scope=scope, k=n_segments)
        for turn_id in segment.sources
    }
    return Retrieved(
        pages=tuple(_pages_of(memory, scope, hits, topics))[:n_pages],
        user_knowledge=tuple(memory.search_knowledge(query, "user", scope=scope, k=n_knowledge)),
        assistant_knowledge=tuple(
            memory.search_knowledge(query, "assistant", scope=scope, k=n_knowledge)
        ),
    )


def _pages_of(
    memory: Memory, scope: Scope, hits: Iterable[Hit], topics: dict[str, str]
) -> Iterable[FoundPage]:
    known: dict[str, Page] = {}
    read: set[str] = set()
    given: set[int] = set()
    for hit in hits:
        session = hit.turn.session_id
        if session not in read:
            read.add(session)
            for page in memory.pages(scope=replace(scope, session=session)):
                known |= {turn.id: page for turn in (page.user, page.reply) if turn}
        # A turn that was erased since the search is in no page.
        page_or_none = known.get(hit.turn.id)
        if page_or_none is not None and id(page_or_none) not in given:
            given.add(id(page_or_none))
            yield FoundPage(page_or_none, hit.score, topics.get(hit.turn.id, ""))
