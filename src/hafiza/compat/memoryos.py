"""`Memoryos`: MemoryOS's class, over our memory and assistant."""

from __future__ import annotations

import threading
import warnings
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any

from hafiza.assistant import build_assistant
from hafiza.assistant.assistant import new_session_id
from hafiza.assistant.build import settings_scope
from hafiza.compat.arguments import as_settings, unused
from hafiza.compat.folder import import_hint
from hafiza.compat.forms import local_time, page_turns
from hafiza.compat.views import (
    Form,
    LongTermMemory,
    MidTermMemory,
    Retriever,
    ShortTermMemory,
)
from hafiza.core.clock import SystemClock
from hafiza.core.errors import InputError
from hafiza.core.settings import load_settings


class Memoryos:
    """A memory with MemoryOS's names; docs/memoryos.md says what differs.

    Whatever is added is on the disk, and found, when `add_memory` returns; profile, knowledge and
    segments are brought up to date by the call that reads them.

    NOTE: a key together with `openai_base_url` is what makes `get_response` use the network.
    Without them it answers with the local model, or from memory alone.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     with Memoryos("ada", "", folder, llm_model="none", embedding_model_name="none") as memo:
    ...         memo.add_memory("My dog is called Biscuit.", "What a name!")
    ...         memo.short_term_memory.get_all()[0]["user_input"]
    'My dog is called Biscuit.'
    """

    def __init__(
        self,
        user_id: str,
        openai_api_key: str,
        data_storage_path: str | Path,
        openai_base_url: str | None = None,
        assistant_id: str = "default_assistant_profile",
        short_term_capacity: int = 10,
        mid_term_capacity: int = 2000,
        long_term_knowledge_capacity: int = 100,
        retrieval_queue_capacity: int = 7,
        mid_term_heat_threshold: float = 5.0,
        mid_term_similarity_threshold: float = 0.6,
        llm_model: str = "gpt-4o-mini",
        embedding_model_name: str = "all-MiniLM-L6-v2",
        embedding_model_kwargs: dict[str, Any] | None = None,
    ) -> None:
        given = {
            "user_id": user_id,
            "assistant_id": assistant_id,
            "data_storage_path": data_storage_path,
            "openai_api_key": openai_api_key,
            "openai_base_url": openai_base_url,
            "short_term_capacity": short_term_capacity,
            "mid_term_capacity": mid_term_capacity,
            "mid_term_heat_threshold": mid_term_heat_threshold,
            "mid_term_similarity_threshold": mid_term_similarity_threshold,
            "llm_model": llm_model,
            "embedding_model_name": embedding_model_name,
            "embedding_model_kwargs": embedding_model_kwargs,
        }
        _check_names(given, "user_id", "assistant_id", "data_storage_path")
        settings = load_settings(**as_settings(given))
        ignored = [name for name in unused(given) if name != "llm_model"]
        if ignored:
            warnings.warn(
                f"Memoryos takes these parameters and does not use them: {', '.join(ignored)}.\n"
                "docs/memoryos.md says what takes their place.",
                stacklevel=2,
            )
        hint = import_hint(settings)
        if hint is not None:
            warnings.warn(hint, stacklevel=2)
        self.user_id = user_id
        self.assistant_id = assistant_id
        self.data_storage_path = str(settings.home)
        self.llm_model = settings.model
        self.embedding_model_name = settings.embedder
        self._clock = SystemClock()
        self._lock = threading.Lock()
        self._assistant = build_assistant(settings, clock=self._clock)
        self._memory = self._assistant.memory
        self._scope = settings_scope(settings)
        self._session = new_session_id(self._clock)
        view = (self._memory, self._scope)
        self.short_term_memory = ShortTermMemory(*view, settings.short_term_pages)
        self.mid_term_memory = MidTermMemory(*view)
        self.user_long_term_memory = LongTermMemory(*view, long_term_knowledge_capacity)
        self.assistant_long_term_memory = self.user_long_term_memory
        self.retriever = Retriever(*view, retrieval_queue_capacity)

    def __enter__(self) -> Memoryos:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the memory and the model; calling it twice is allowed."""
        self._assistant.close()

    def add_memory(
        self,
        user_input: str,
        agent_response: str,
        timestamp: str | None = None,
        meta_data: dict[str, Any] | None = None,
    ) -> None:
        """Store one exchange; when this returns it is on the disk. `meta_data` is not stored.

        Raises:
            InputError: both sides are empty, or the timestamp cannot be read.
            StoreError: it could not be written; nothing of it was kept.
        """
        del meta_data
        time = local_time(timestamp) if timestamp else self._clock.now()
        turns = page_turns(user_input, agent_response, time, self._session)
        self._memory.add_many(turns, scope=replace(self._scope, session=self._session))

    def get_response(
        self,
        query: str,
        relationship_with_user: str = "friend",
        style_hint: str = "",
        user_conversation_meta_data: dict[str, Any] | None = None,
    ) -> str:
        """Answer a message with what memory has for it, in its language, and store both.

        The three other parameters are taken and not used.

        Raises:
            InputError: the message is empty or no valid Unicode.
            BackendError: the model failed; the message is stored all the same.
        """
        del relationship_with_user, style_hint, user_conversation_meta_data
        scope = replace(self._scope, session=self._session)
        # The assistant bears threads in different sessions only, and this object has one.
        with self._lock:
            self.force_mid_term_analysis()
            return self._assistant.answer(query, scope).text

    def get_user_profile_summary(self) -> str:
        """Return what is known about the user, a line a slot; empty when nothing is."""
        return self.user_long_term_memory.get_raw_user_profile()

    def get_assistant_knowledge_summary(self) -> list[Form]:
        """Return what the assistant has said and may have to stand by."""
        return self.assistant_long_term_memory.get_assistant_knowledge()

    def force_mid_term_analysis(self) -> None:
        """Bring segments, facts and profile up to date now."""
        self._memory.consolidate(scope=self._scope)

    def get_memory_stats(self) -> Form:
        """Return the counts that MemoryOS returns."""
        self.force_mid_term_analysis()
        return {
            "user_id": self.user_id,
            "short_term_count": len(self.short_term_memory),
            "mid_term_sessions_count": len(self._memory.segments(scope=self._scope)),
            "has_user_profile": bool(self._memory.profile(scope=self._scope).facts),
            "assistant_knowledge_count": len(self.get_assistant_knowledge_summary()),
        }

    def __repr__(self) -> str:
        return f"Memoryos(user_id={self.user_id!r}, data_storage_path={self.data_storage_path!r})"


def _check_names(given: Mapping[str, Any], *names: str) -> None:
    """Check that what says whose memory this is was given; no default may stand in for it.

    Raises:
        InputError: one of them is empty.
    """
    for name in names:
        if not str(given[name]).strip():
            raise InputError(f"{name} is {given[name]!r}.\nExpected a name that is not empty.")
