"""Forgetting: what a request names, and erasing it with all that rests on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from hafiza.core.clock import as_utc
from hafiza.core.errors import InputError, UnknownTurn, UnknownUser
from hafiza.core.protocols import Embedder
from hafiza.core.records import Scope, Turn
from hafiza.core.states import drop_states
from hafiza.memory.analysis import has_words, words_of
from hafiza.memory.mid_term import describe_stale
from hafiza.memory.preparation import vectors_without
from hafiza.memory.views import TierViews


class Forgetting(TierViews):
    """The part of `Memory` that erases."""

    _embedder: Embedder | None
    _home: Path | None

    def users(self) -> list[str]:
        """Return the names of all users, in order."""
        return self._store.users()

    def assistants(self, user: str) -> list[str]:
        """Return the names of the assistants that remember a user, in order."""
        return self._store.assistants(user)

    def require_user(self, user: str) -> None:
        """Check that the store knows a user.

        Raises:
            UnknownUser: it does not; the message names those it knows.
        """
        known = self.users()
        if user not in known:
            names = ", ".join(known[:10]) or "nobody yet"
            raise UnknownUser(f"There is no memory of the user {user!r}.\nKnown here: {names}.")

    def forget(
        self,
        *,
        scope: Scope | None = None,
        turn_ids: Sequence[str] = (),
        fact_ids: Sequence[str] = (),
        session: str | None = None,
        query: str | None = None,
        before: datetime | None = None,
        everything: bool = False,
    ) -> int:
        """Erase turns with all that rests on them; return how many turns.

        Give one of: turn ids, fact ids (their source turns go), a session, a query (all turns
        with its words; `forget_preview` shows them), a time (all told before it), or `everything`
        for the whole user with every assistant. Text, terms, vectors and claims go, with facts and
        summaries that rest on them; the vector of a turn that was embedded together with an erased
        one, and segments that lost a turn, are made anew. What stays is a tombstone without
        content. States of models that have read the user go as a whole, with every assistant.

        Raises:
            UnknownTurn: an id is not in the scope; then nothing is erased.
            UnknownUser: the store has nothing of the user.
            InputError: nothing was named, or there is no such session or fact.
        """
        scope = scope or self._scope
        if everything:
            self._drop_states(scope.user)
            self.require_user(scope.user)
            return self._store.erase_user(scope.user, self._clock.now())
        named = self._named(scope, turn_ids, fact_ids, session, query, before)
        if not named:
            return 0
        self._drop_states(scope.user)
        seqs = list(named)
        repaired = vectors_without(self._store, self._embedder, seqs)
        n_erased = self._store.erase(scope, seqs, self._clock.now(), repaired)
        describe_stale(self._store)
        return n_erased

    def forget_preview(
        self,
        *,
        scope: Scope | None = None,
        turn_ids: Sequence[str] = (),
        fact_ids: Sequence[str] = (),
        session: str | None = None,
        query: str | None = None,
        before: datetime | None = None,
    ) -> list[Turn]:
        """Return the turns that `forget` would erase, in the order of writing; erase nothing.

        Raises:
            UnknownTurn: an id is not in the scope.
            InputError: nothing was named, or there is no such session or fact.
        """
        scope = scope or self._scope
        return list(self._named(scope, turn_ids, fact_ids, session, query, before).values())

    def expire(self) -> int:
        """Erase the turns that the retention rule says go; return how many."""
        if self._tiers.keep_days is None:
            return 0
        before = self._clock.now() - timedelta(days=self._tiers.keep_days)
        return sum(
            self.forget(scope=Scope(user, assistant), before=before)
            for user in self.users()
            for assistant in self.assistants(user)
        )

    def _drop_states(self, user: str) -> None:
        # Before anything is erased: a crash in between must not leave what was to be forgotten.
        if self._home is not None:
            drop_states(self._home, user)

    def _named(
        self,
        scope: Scope,
        turn_ids: Sequence[str],
        fact_ids: Sequence[str],
        session: str | None,
        query: str | None,
        before: datetime | None,
    ) -> dict[int, Turn]:
        """Return the turns that a request to forget names."""
        if session is not None:
            turns = dict(self._all(replace(scope, session=session)))
            if not turns:
                raise InputError(f"There is no session {session!r} of the user {scope.user!r}.")
            return turns
        if query is not None:
            wanted = words_of(query)
            if not wanted:
                raise InputError("The query has no words.\nExpected the words of what to forget.")
            return {seq: t for seq, t in self._all(scope) if has_words(t.text, wanted)}
        if before is not None:
            limit = as_utc(before)
            return {seq: turn for seq, turn in self._all(scope) if turn.time < limit}
        if fact_ids:
            turn_ids = self._fact_sources(scope, fact_ids)
        if not turn_ids:
            raise InputError(
                "Nothing to forget was named.\n"
                "Expected turn ids, fact ids, a session, a query, a time or everything."
            )
        return self._store.turns(self._known(scope, list(dict.fromkeys(turn_ids))))

    def _fact_sources(self, scope: Scope, fact_ids: Sequence[str]) -> list[str]:
        facts = {fact.id: fact for fact in self.facts(scope=scope, history=True)}
        for id_ in fact_ids:
            if id_ not in facts:
                raise InputError(
                    f"There is no fact {id_!r} of the user {scope.user!r}.\n"
                    "`hafiza memory facts` shows the ids."
                )
        return [source for id_ in fact_ids for source in facts[id_].sources]

    def _known(self, scope: Scope, ids: Sequence[str]) -> list[int]:
        found = self._store.find(scope, ids)
        missing = [id_ for id_ in ids if id_ not in found]
        if missing:
            raise UnknownTurn(
                f"There is no turn {missing[0]!r} of the user {scope.user!r}.\n"
                "`hafiza recall` and `hafiza export` show the ids."
            )
        return [found[id_] for id_ in ids]

    def _all(self, scope: Scope) -> Iterator[tuple[int, Turn]]:
        last = 0
        while page := self._store.scan(scope, after=last):
            last = page[-1][0]
            yield from page
