"""The parts of MemoryOS that programs reach into, as views of our memory."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from hafiza.compat.forms import (
    KNOWLEDGE_ENTRIES,
    QUEUE_PAGES,
    TOP_KNOWLEDGE,
    TOP_SEGMENTS,
    FoundPage,
    Side,
    knowledge_form,
    knowledge_forms,
    local_text,
    page_form,
    retrieve,
)
from hafiza.core.records import Scope
from hafiza.memory import Memory
from hafiza.memory.records import Knowledge, Page, Segment

Form = dict[str, Any]


@dataclass(frozen=True, slots=True)
class View:
    """A user's memory, seen from one side."""

    _memory: Memory
    _scope: Scope

    def _settled(self, scope: Scope | None = None) -> Memory:
        """Return the memory once what was added has become facts and segments."""
        self._memory.consolidate(scope=scope or self._scope)
        return self._memory

    def _of(self, user: str | None) -> Scope:
        return self._scope if user is None else replace(self._scope, user=user)


@dataclass(frozen=True, slots=True)
class ShortTermMemory(View):
    """The last pages, oldest first."""

    max_capacity: int

    def get_all(self) -> list[Form]:
        """Return the pages as {user_input, agent_response, timestamp}."""
        return [dict(page_form(page)) for page in self._memory.short_term(scope=self._scope)]

    def is_full(self) -> bool:
        """Say whether the next page pushes one out; it stays in memory all the same."""
        return len(self) >= self.max_capacity

    @property
    def memory(self) -> list[Form]:
        """The same as `get_all`."""
        return self.get_all()

    def __len__(self) -> int:
        return len(self.get_all())


@dataclass(frozen=True, slots=True)
class MidTermMemory(View):
    """The segments; MemoryOS calls them sessions."""

    @property
    def sessions(self) -> dict[str, Form]:
        """The segments by id, hottest first, with their pages as `details`."""
        pages = {
            turn.id: page
            for page in self._memory.pages(scope=self._scope)
            for turn in (page.user, page.reply)
            if turn
        }
        return {
            str(segment.id): _segment_form(segment, pages)
            for segment in self._settled().segments(scope=self._scope)
        }

    def search_sessions(self, query_text: str, top_k_sessions: int = TOP_SEGMENTS) -> list[Form]:
        """Return the segments that fit a query; counts as a visit of each."""
        found = self._settled().search_segments(query_text, scope=self._scope, k=top_k_sessions)
        return [
            {"session_id": str(segment.id), "session_summary": segment.summary} for segment in found
        ]


@dataclass(frozen=True, slots=True)
class LongTermMemory(View):
    """Profile and knowledge, of the user's side or the assistant's."""

    knowledge_capacity: int = KNOWLEDGE_ENTRIES

    def get_raw_user_profile(self, user_id: str | None = None) -> str:
        """Return the profile as text; empty when nothing is known of that user."""
        scope = self._of(user_id)
        return self._settled(scope).profile(scope=scope).text

    def get_user_knowledge(self) -> list[Form]:
        """Return what the user has told of things and people."""
        return self._knowledge("user")

    def get_assistant_knowledge(self) -> list[Form]:
        """Return what the assistant has said and may have to stand by."""
        return self._knowledge("assistant")

    def search_user_knowledge(self, query: str, top_k: int = TOP_KNOWLEDGE) -> list[Form]:
        """Return the entries of the user's side that fit a query."""
        return self._search(query, "user", top_k)

    def search_assistant_knowledge(self, query: str, top_k: int = TOP_KNOWLEDGE) -> list[Form]:
        """Return the entries of the assistant's side that fit a query."""
        return self._search(query, "assistant", top_k)

    def _knowledge(self, about: Side) -> list[Form]:
        limit = self.knowledge_capacity
        return [dict(form) for form in knowledge_forms(self._settled(), self._scope, about, limit)]

    def _search(self, query: str, about: Side, top_k: int) -> list[Form]:
        found = self._settled().search_knowledge(query, about, scope=self._scope, k=top_k)
        return [_entry_form(entry) for entry in found]


@dataclass(frozen=True, slots=True)
class Retriever(View):
    """Finds what fits a query."""

    queue_capacity: int = QUEUE_PAGES

    def retrieve_context(
        self,
        user_query: str,
        user_id: str | None = None,
        segment_similarity_threshold: float = 0.1,
        page_similarity_threshold: float = 0.1,
        knowledge_threshold: float = 0.01,
        top_k_sessions: int = TOP_SEGMENTS,
        top_k_knowledge: int = TOP_KNOWLEDGE,
    ) -> Form:
        """Return pages and knowledge for a query, each with the ids of its turns.

        The three thresholds are taken and not used: they are cosines of MemoryOS's embedder, and
        pages here are ranked by words and meaning together.
        """
        del segment_similarity_threshold, page_similarity_threshold, knowledge_threshold
        scope = self._of(user_id)
        found = retrieve(
            self._settled(scope),
            user_query,
            scope,
            n_pages=self.queue_capacity,
            n_segments=top_k_sessions,
            n_knowledge=top_k_knowledge,
        )
        return {
            "retrieved_pages": [_found_form(page) for page in found.pages],
            "retrieved_user_knowledge": [_entry_form(e) for e in found.user_knowledge],
            "retrieved_assistant_knowledge": [_entry_form(e) for e in found.assistant_knowledge],
            "retrieved_at": local_text(datetime.now(UTC)),
        }


def _found_form(found: FoundPage) -> Form:
    turn_ids = _turn_ids(found.page)
    return {
        "page_id": turn_ids[0],
        **page_form(found.page),
        "meta_info": found.topic,
        "score": found.score,
        "turn_ids": turn_ids,
    }


def _entry_form(entry: Knowledge) -> Form:
    return {**knowledge_form(entry), "turn_ids": list(entry.sources)}


def _segment_form(segment: Segment, pages: dict[str, Page]) -> Form:
    visited = segment.last_visit or segment.last_time
    # Turns of one page are sources both; the page is named once, in the order of the sources.
    details = {id(pages[turn]): pages[turn] for turn in segment.sources if turn in pages}
    return {
        "id": str(segment.id),
        "summary": segment.summary,
        "summary_keywords": list(segment.keywords),
        "details": [dict(page_form(page)) for page in details.values()],
        "L_interaction": segment.n_pages,
        "N_visit": segment.n_visits,
        "H_segment": segment.heat,
        "timestamp": local_text(segment.first_time),
        "last_visit_time": local_text(visited),
    }


def _turn_ids(page: Page) -> list[str]:
    return [turn.id for turn in (page.user, page.reply) if turn]
