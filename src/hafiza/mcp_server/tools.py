"""The tools, without the protocol: plain calls on one scope of a memory."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Annotated, Any

from pydantic import Field

from hafiza.compat.forms import (
    Side,
    knowledge_form,
    knowledge_forms,
    local_text,
    local_time,
    page_form,
    page_turns,
    retrieve,
)
from hafiza.core.clock import Clock
from hafiza.core.errors import HafizaError, InputError
from hafiza.core.records import Scope
from hafiza.mcp_server.answers import (
    FactAnswer,
    FactsAnswer,
    ForgetAnswer,
    HitAnswer,
    ProfileAnswer,
    SearchAnswer,
    SessionAnswer,
    StatsAnswer,
    TurnAnswer,
)
from hafiza.mcp_server.config import Capacities
from hafiza.mcp_server.session import CurrentSession
from hafiza.memory import Memory

_log = logging.getLogger(__name__)

SHOWN_TURNS = 20

Json = dict[str, Any]
Ids = Annotated[list[str] | None, Field(description="Ids, as another tool has shown them.")]


class MemoryTools:
    """What the tools do for one user and assistant; safe to call from several threads.

    The first three answer in MemoryOS's words, errors included. The others raise `HafizaError`.
    """

    def __init__(
        self,
        memory: Memory,
        scope: Scope,
        *,
        clock: Clock,
        wake: Callable[[], None],
        capacities: Capacities | None = None,
    ) -> None:
        self._memory = memory
        self._scope = scope
        self._clock = clock
        self._wake = wake
        self._capacities = capacities or Capacities()
        self._session = CurrentSession(clock)

    # --- MemoryOS's tools ---

    def add_memory(
        self,
        user_input: Annotated[str, Field(description="What the user said.")],
        agent_response: Annotated[str, Field(description="What the assistant answered.")],
        timestamp: Annotated[
            str | None,
            Field(description="When, as 'YYYY-MM-DD HH:MM:SS' in local time; default: now."),
        ] = None,
        meta_data: Annotated[
            dict[str, Any] | None, Field(description="Accepted for MemoryOS; not stored.")
        ] = None,
    ) -> Json:
        """Store one exchange. When this succeeds it is on the disk and can be found."""
        return self._told(lambda: self._add(user_input, agent_response, timestamp, meta_data))

    def retrieve_memory(
        self,
        query: Annotated[str, Field(description="A question, or what the talk is about.")],
        relationship_with_user: Annotated[
            str, Field(description="Accepted for MemoryOS; retrieval does not depend on it.")
        ] = "friend",
        style_hint: Annotated[
            str, Field(description="Accepted for MemoryOS; retrieval does not depend on it.")
        ] = "",
        max_results: Annotated[int, Field(description="Most entries of each kind.")] = 10,
    ) -> Json:
        """Recall what fits a query: pages, knowledge, the profile and the last exchanges."""
        return self._told(lambda: self._retrieve(query, max_results))

    def get_user_profile(
        self,
        include_knowledge: Annotated[
            bool, Field(description="With what the user has told of things and people.")
        ] = True,
        include_assistant_knowledge: Annotated[
            bool, Field(description="With what the assistant has said and may have to stand by.")
        ] = False,
    ) -> Json:
        """Return what is known about the user."""
        return self._told(lambda: self._profile(include_knowledge, include_assistant_knowledge))

    # --- ours ---

    def search_memory(
        self,
        query: Annotated[str, Field(description="A question or some words.")],
        max_results: Annotated[int, Field(description="Most hits.", ge=1, le=100)] = 10,
        session: Annotated[
            str | None, Field(description="Only this session; default: all of them.")
        ] = None,
    ) -> SearchAnswer:
        """Find single turns by words and by meaning, each with its id, time and session."""
        scope = replace(self._scope, session=session)
        hits = self._memory.search(query, k=max_results, scope=scope)
        return SearchAnswer(hits=[HitAnswer.of(hit) for hit in hits])

    def forget_memory(
        self,
        turn_ids: Ids = None,
        fact_ids: Ids = None,
        session: Annotated[str | None, Field(description="Erase a whole session.")] = None,
        query: Annotated[
            str | None, Field(description="Erase all turns that hold these words.")
        ] = None,
        dry_run: Annotated[
            bool, Field(description="Only show what would go; false erases it for good.")
        ] = True,
    ) -> ForgetAnswer:
        """Erase turns for good, with every fact and summary that rests on them alone.

        Name one of turn_ids, fact_ids, session or query. Show the preview to the user first.
        """
        named = [turn_ids, fact_ids, session, query]
        if sum(bool(choice) for choice in named) != 1:
            raise InputError(
                "Say what to forget with exactly one of turn_ids, fact_ids, session and query."
            )
        what: Json = {
            "turn_ids": turn_ids or (),
            "fact_ids": fact_ids or (),
            "session": session or None,
            "query": query or None,
        }
        if not dry_run:
            n_forgotten = self._memory.forget(scope=self._scope, **what)
            return ForgetAnswer(
                dry_run=False,
                forgotten=n_forgotten,
                total=n_forgotten,
                turns=[],
                message=f"{n_forgotten} turn(s) were erased.",
            )
        turns = self._memory.forget_preview(scope=self._scope, **what)
        return ForgetAnswer(
            dry_run=True,
            forgotten=0,
            total=len(turns),
            turns=[TurnAnswer.of(turn) for turn in turns[:SHOWN_TURNS]],
            message=f"{len(turns)} turn(s) would be erased; nothing was. "
            "Call again with dry_run=false to erase them.",
        )

    def list_facts(
        self,
        slot: Annotated[
            str | None, Field(description="Only this slot, such as 'location'; default: all.")
        ] = None,
        history: Annotated[
            bool, Field(description="With facts that ended or were corrected.")
        ] = False,
        limit: Annotated[int, Field(description="Most facts.", ge=1, le=1000)] = 100,
    ) -> FactsAnswer:
        """List the facts about the user, each with its source turns."""
        facts = self._memory.facts(scope=self._scope, slot=slot, history=history)
        return FactsAnswer(facts=[FactAnswer.of(fact) for fact in facts[:limit]], total=len(facts))

    def memory_stats(self) -> StatsAnswer:
        """Count what the memory of this user holds."""
        stats = self._memory.stats(self._scope)
        return StatsAnswer(
            user_id=self._scope.user,
            assistant_id=self._scope.assistant,
            turns=stats.turns,
            sessions=stats.sessions,
            segments=stats.segments,
            facts=len(self._memory.facts(scope=self._scope)),
            claims=stats.claims,
            with_vector=stats.with_vector,
            outbox=dict(stats.outbox),
            tombstones=stats.tombstones,
            disk_bytes=stats.disk_bytes,
            embedder=stats.embedder,
        )

    # --- resources ---

    def profile(self) -> ProfileAnswer:
        """Return what is known about the user, with the facts behind it."""
        profile = self._memory.profile(scope=self._scope)
        return ProfileAnswer(
            user_id=self._scope.user,
            text=profile.text,
            slots={
                slot: [FactAnswer.of(fact) for fact in facts]
                for slot, facts in profile.facts.items()
            },
        )

    def session_names(self) -> list[str]:
        """Return the user's sessions, oldest first."""
        return self._memory.sessions(scope=self._scope)

    def session(self, name: str) -> SessionAnswer:
        """Return a session with its turns in the order of writing; an unknown one has none."""
        turns = self._memory.turns(scope=replace(self._scope, session=name))
        return SessionAnswer(session_id=name, turns=[TurnAnswer.of(turn) for turn in turns])

    # --- inside ---

    def _told(self, answer: Callable[[], Json]) -> Json:
        try:
            return answer()
        except HafizaError as err:
            return {"status": "error", "message": str(err)}
        # Whatever else fails is a bug of ours; these three answer any failure in one shape, and
        # the traceback goes to the log.
        except Exception as err:  # noqa: BLE001
            _log.exception("A tool failed unexpectedly.")
            return {"status": "error", "message": f"hafiza failed: {type(err).__name__}: {err}"}

    def _add(
        self, user_input: str, agent_response: str, timestamp: str | None, meta_data: Json | None
    ) -> Json:
        time = local_time(timestamp) if timestamp else self._clock.now()
        turns = page_turns(user_input, agent_response, time, self._session.name())
        scope = replace(self._scope, session=turns[0].session_id)
        self._memory.add_many(turns, scope=scope)
        self._wake()
        return {
            "status": "success",
            "message": "The exchange is stored.",
            "timestamp": local_text(time),
            "details": {
                "user_input_length": len(user_input),
                "agent_response_length": len(agent_response),
                "has_meta_data": meta_data is not None,
            },
        }

    def _retrieve(self, query: str, max_results: int) -> Json:
        if max_results < 1:
            raise InputError(f"max_results is {max_results}.\nExpected 1 or more.")
        n_pages = max(max_results, self._capacities.retrieval_queue_capacity)
        found = retrieve(self._memory, query, self._scope, n_pages=n_pages)
        last = self._memory.short_term(scope=self._scope)
        return {
            "status": "success",
            "query": query,
            "timestamp": local_text(self._clock.now()),
            "user_profile": self._memory.profile(scope=self._scope).text,
            "short_term_memory": [page_form(page) for page in last],
            "short_term_count": len(last),
            "retrieved_pages": [
                {**page_form(page.page), "meta_info": page.topic}
                for page in found.pages[:max_results]
            ],
            "retrieved_user_knowledge": [
                knowledge_form(entry) for entry in found.user_knowledge[:max_results]
            ],
            "retrieved_assistant_knowledge": [
                knowledge_form(entry) for entry in found.assistant_knowledge[:max_results]
            ],
            "total_pages_found": len(found.pages),
            "total_user_knowledge_found": len(found.user_knowledge),
            "total_assistant_knowledge_found": len(found.assistant_knowledge),
        }

    def _profile(self, with_user: bool, with_assistant: bool) -> Json:
        limit = self._capacities.long_term_knowledge_capacity
        answer: Json = {
            "status": "success",
            "timestamp": local_text(self._clock.now()),
            "user_id": self._scope.user,
            "assistant_id": self._scope.assistant,
            "user_profile": self._memory.profile(scope=self._scope).text,
        }
        sides: tuple[tuple[Side, bool], ...] = (("user", with_user), ("assistant", with_assistant))
        for about, wanted in sides:
            if wanted:
                entries = knowledge_forms(self._memory, self._scope, about, limit)
                answer |= {f"{about}_knowledge": entries, f"{about}_knowledge_count": len(entries)}
        return answer
