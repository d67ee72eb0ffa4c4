"""The front of the memory: add, search, context, forget."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import TYPE_CHECKING

from hafiza.core.clock import Clock, SystemClock, as_utc
from hafiza.core.errors import EmbedderChanged, InputError
from hafiza.core.protocols import ChatModel, Embedder
from hafiza.core.records import Hit, Scope, Speaking, Turn
from hafiza.memory.analysis import query_terms, words_of
from hafiza.memory.assembly import Gathered, assemble_tiers
from hafiza.memory.consolidation import TierOptions
from hafiza.memory.context import CountTokens, estimate_tokens, within_budget
from hafiza.memory.extraction.claims import Claim
from hafiza.memory.forgetting import Forgetting
from hafiza.memory.preparation import (
    NOTHING_TOLD,
    Told,
    check_scope,
    check_turn,
    entries,
    new_turn_id,
    vectors_of,
)
from hafiza.memory.records import Context, Entry, MemoryStats
from hafiza.memory.retrieval.fusion import fuse
from hafiza.memory.retrieval.index import ResidentIndex
from hafiza.memory.retrieval.recipes import HYBRID, Recipe
from hafiza.memory.retrieval.timing import fit_of_turns, named_times, worth_reading
from hafiza.memory.stores.protocol import MemoryStore
from hafiza.memory.stores.sqlite import SqliteStore

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_BATCH = 64
_RECENT_TURNS = 50

Progress = Callable[[int], None]


class Memory(Forgetting):
    """Turns that survive, found again by words and by meaning, each with its source.

    Threads may share one Memory, and processes may open the same file side by side. A turn is on
    the disk, and searchable, when `add` returns. Without an embedder, search is by words alone.

    >>> from tempfile import TemporaryDirectory
    >>> from hafiza.embedders import load_embedder
    >>> with TemporaryDirectory() as folder:
    ...     with Memory.open(f"{folder}/memory.db", embedder=load_embedder("hashing")) as memory:
    ...         turn = memory.add("My sister Ayşe moved to Ankara.")
    ...         hit = memory.search("Where does Ayşe live?")[0]
    >>> hit.turn.text
    'My sister Ayşe moved to Ankara.'
    """

    def __init__(
        self,
        store: MemoryStore,
        *,
        embedder: Embedder | None,
        clock: Clock | None = None,
        scope: Scope | None = None,
        tiers: TierOptions | None = None,
        model: ChatModel | None = None,
        home: Path | None = None,
    ) -> None:
        self._store = store
        self._home = home
        self._tiers = tiers or TierOptions()
        self._model = model
        self._embedder = embedder
        self._clock = clock or SystemClock()
        self._scope = scope or Scope()
        self._index = ResidentIndex(store)
        self._is_active = False
        active = store.active_embedder()
        if embedder is not None and active is not None and active != embedder.name:
            raise EmbedderChanged(
                f"This memory was embedded with {active!r}; the settings name {embedder.name!r}.\n"
                "Vectors of the two cannot be compared. Embed the memory anew with:\n"
                "  hafiza memory reembed\nor set the embedder back to the first one."
            )

    @classmethod
    def open(
        cls,
        path: Path | str,
        *,
        embedder: Embedder | None,
        clock: Clock | None = None,
        scope: Scope | None = None,
        read_only: bool = False,
        tiers: TierOptions | None = None,
        model: ChatModel | None = None,
    ) -> Memory:
        """Open the memory in the file `path`, which is made if it is not there.

        `tiers` says how mid-term memory is kept. `model`, if given, refines what the worker finds
        in hot segments. Models' states of users lie beside the file; to forget drops them.

        Raises:
            StoreError: the file cannot be used; its branches say why.
            EmbedderChanged: the stored vectors are of another embedder.
        """
        store = SqliteStore(Path(path), read_only=read_only)
        try:
            return cls(
                store,
                embedder=embedder,
                clock=clock,
                scope=scope,
                tiers=tiers,
                model=model,
                home=Path(path).parent,
            )
        except BaseException:
            store.close()
            raise

    def __enter__(self) -> Memory:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the store; calling it twice is allowed."""
        self._store.close()

    # --- writing ---

    def add(
        self,
        text: str,
        *,
        scope: Scope | None = None,
        role: Speaking = "user",
        speaker: str = "",
        time: datetime | None = None,
        caption: str = "",
        recalled: bool = False,
        id: str | None = None,
    ) -> Turn:
        """Store one turn; when this returns it is on the disk and can be found.

        Embedding (milliseconds) comes first, then one write with an fsync.

        Raises:
            InputError: the text is empty, not valid Unicode, or over MAX_TURN_BYTES.
            StoreError: it could not be written; nothing was kept.
        """
        scope = scope or self._scope
        now = self._clock.now()
        turn_id = id or new_turn_id(now)
        turn = Turn(
            id=turn_id,
            text=text,
            time=as_utc(time) if time is not None else now,
            # Without a session a turn stands alone: nothing said before it belongs to it.
            session_id=scope.session or f"note-{turn_id}",
            role=role,
            speaker=speaker,
            caption=caption,
            recalled=recalled,
        )
        check_scope(scope)
        check_turn(turn)
        if id is None or not self._store.find(scope, [turn_id]):
            self._append(scope, [turn], analysed=False)
        return turn

    def remember(
        self,
        text: str,
        *,
        scope: Scope | None = None,
        happened: datetime | None = None,
        importance: int | None = None,
    ) -> Turn:
        """Store a turn as an episode of its own: what happened, when, and how much it matters.

        `happened` is when (now by default), `importance` 1-10 (5 by default).

        Raises:
            InputError: as `add`, or the importance is not 1-10.
            StoreError: it could not be written; nothing was kept.
        """
        if importance is not None and not 1 <= importance <= 10:
            raise InputError(f"The importance is {importance!r}.\nExpected a number from 1 to 10.")
        scope = scope or self._scope
        now = self._clock.now()
        turn_id = new_turn_id(now)
        turn = Turn(turn_id, text, now, scope.session or f"note-{turn_id}")
        start = as_utc(happened) if happened is not None else now
        episode = Claim(
            "episode", "", "", text, since=start, until=start, importance=importance or 5
        )
        self.add_many([turn], scope=scope, told={turn_id: [episode]})
        return turn

    def add_many(
        self,
        turns: Iterable[Turn],
        *,
        scope: Scope | None = None,
        told: Told = NOTHING_TOLD,
        progress: Progress | None = None,
    ) -> int:
        """Store turns in order, in batches of one transaction each; return how many were new.

        A turn whose id is already in the scope is left as it is, so that an import that was cut
        off can be run again. All turns are checked before the first is written if `turns` is a
        sequence. Up to 64 turns are one batch: they are kept together or not at all. `told` are
        claims that come with turns, by turn id.

        Raises:
            InputError: a turn cannot be stored; the message names it.
            StoreError: a batch could not be written; the batches before it are kept.
        """
        scope = scope or self._scope
        check_scope(scope)
        known_good = isinstance(turns, Sequence)
        if known_good:
            for turn in turns:
                check_turn(turn)
        n_new = 0
        remaining = iter(turns)
        while batch := list(islice(remaining, _BATCH)):
            if not known_good:
                for turn in batch:
                    check_turn(turn)
            stored = self._store.find(scope, [turn.id for turn in batch])
            fresh = [turn for turn in batch if turn.id not in stored]
            if fresh:
                n_new += self._append(scope, fresh, told)
            if progress is not None:
                progress(len(batch))
        return n_new

    # --- reading ---

    def search(
        self, query: str, *, k: int = 10, scope: Scope | None = None, recipe: Recipe = HYBRID
    ) -> list[Hit]:
        """Return the k best turns for a query, best first. Scans the scope, about 5 ms at 100k.

        Turns marked `recalled` are left out. With a session in the scope, only that session is
        searched. An unknown user has no turns, so nothing is found.

        Raises:
            InputError: the query is empty or k is not positive.
        """
        scope = scope or self._scope
        if not query.strip():
            raise InputError("The query is empty.\nExpected a question or some words to look for.")
        if k < 1:
            raise InputError(f"k is {k!r}.\nExpected the number of hits wanted, 1 or more.")
        query = _valid_unicode(query)
        vector = self._query_vector(query) if recipe.dense else None
        terms = query_terms(query) if recipe.lexical else {}
        n_candidates = max(recipe.n_candidates, k)
        words = set(words_of(query))
        spans = named_times(query, self._clock.now()) if recipe.when else []
        found = self._index.candidates(scope, terms, vector, words, n_candidates, spans)
        scores, when = fuse(found, recipe), None
        if spans:
            read = self._store.turns(worth_reading(found.seq, found.told, scores, spans))
            claimed = self._store.claims.event_times(found.seq.tolist())
            when = fit_of_turns(found.seq, found.told, spans, read, claimed)
            scores = fuse(found, recipe, when)
        order = (-scores).argsort(kind="stable")
        order = order[found.wanted[order]][:k]
        turns = self._store.turns([int(found.seq[i]) for i in order])
        hits = []
        for i in order:
            # Another process may have erased the turn since.
            if (turn := turns.get(int(found.seq[i]))) is not None:
                parts = {"bm25": float(found.bm25[i])}
                if found.cosine[i] == found.cosine[i]:
                    parts["cosine"] = float(found.cosine[i])
                    parts["mean_cosine"] = found.mean_cosine
                if when is not None:
                    parts["when"] = float(when[i])
                hits.append(Hit(turn, round(float(scores[i]), 4), MappingProxyType(parts)))
        return hits

    def context(
        self,
        query: str,
        budget_tokens: int,
        *,
        scope: Scope | None = None,
        count_tokens: CountTokens = estimate_tokens,
        recipe: Recipe = HYBRID,
    ) -> Context:
        """Return what memory has for a prompt, within a number of tokens.

        The current facts, what the best hits say, the episodes of a time that the query names,
        knowledge and summaries of the segments around the hits; with a session in the scope, its
        short-term buffer. Nothing stands there twice, and each line names its source turns.
        Counts as a visit of the segments. `count_tokens` should be the model's own; the default
        estimates from above.

        Raises:
            InputError: the query is empty.
        """
        if budget_tokens <= 0:
            return Context("", (), 0)
        scope = scope or self._scope
        whole = Scope(scope.user, scope.assistant)
        k = max(10, min(50, budget_tokens // 20))
        hits = self.search(query, k=k, scope=whole, recipe=recipe)
        gathered = Gathered(
            facts=self._facts_for(hits, whole),
            hits=hits,
            episodes=self._episodes_for(query, whole),
            knowledge=self._knowledge_for(hits, whole),
            segments=self._segments_of(hits, whole, k=3),
            recent=self.recent(scope=scope) if scope.session is not None else (),
        )
        return assemble_tiers(gathered, query, budget_tokens, count_tokens)

    def recent(
        self,
        *,
        scope: Scope | None = None,
        budget_tokens: int = 1024,
        count_tokens: CountTokens = estimate_tokens,
    ) -> list[Turn]:
        """Return the short-term buffer: the last turns of the session that fit, oldest first."""
        recent = self._store.recent(scope or self._scope, _RECENT_TURNS)
        return within_budget([turn for _, turn in recent], budget_tokens, count_tokens)

    def turn(self, id: str, *, scope: Scope | None = None) -> Turn:
        """Return one turn by its id.

        Raises:
            UnknownTurn: the scope has no turn of this id.
        """
        [seq] = self._known(scope or self._scope, [id])
        return self._store.turns([seq])[seq]

    def turns(self, *, scope: Scope | None = None) -> Iterator[Turn]:
        """Yield all turns of a scope in the order of writing."""
        last = 0
        while page := self._store.scan(scope or self._scope, after=last):
            last = page[-1][0]
            yield from (turn for _, turn in page)

    def sessions(self, *, scope: Scope | None = None) -> list[str]:
        """Return the names of the scope's sessions, oldest first."""
        return self._store.sessions(scope or self._scope)

    # --- keeping ---

    def reembed(self, embedder: Embedder, *, progress: Progress | None = None) -> int:
        """Embed all turns with another embedder, then search with it; return how many were done.

        May be stopped and run again: finished batches stay, and until the end the old vectors
        serve. Costs one embedding a turn.
        """
        n_done = 0
        while True:
            seqs = self._store.missing_vectors(embedder.name, embedder.dim, _BATCH)
            if seqs:
                made = vectors_of(self._store, embedder, seqs)
                self._store.put_vectors(embedder.name, made)
                n_done += len(seqs)
                if progress is not None:
                    progress(len(seqs))
            elif self._store.switch_embedder(embedder.name):
                self._embedder = embedder
                return n_done

    def stats(self, scope: Scope | None = None) -> MemoryStats:
        """Return the counts of the whole store, or of one scope."""
        return self._store.stats(scope)

    def check(self) -> list[str]:
        """Return what is damaged in the store; nothing when it is sound. Reads all of it."""
        return self._store.check()

    def backup(self, target: Path | str) -> None:
        """Write a consistent copy of the store while it is in use."""
        self._store.backup(Path(target))

    @property
    def embedder(self) -> Embedder | None:
        """The embedder of dense search; None when search is by words alone."""
        return self._embedder

    def _append(
        self,
        scope: Scope,
        turns: Sequence[Turn],
        told: Told = NOTHING_TOLD,
        *,
        analysed: bool = True,
    ) -> int:
        written = self._clock.now() if told else None

        def prepared() -> list[Entry]:
            store, embedder = self._store, self._embedder
            return entries(store, embedder, scope, turns, told, written, analysed=analysed)

        n_new = self._store.append(scope, prepared(), self._active(), may_lag=False)
        if n_new is None:
            # Another process has gone on with the session: embed after what it wrote.
            n_new = self._store.append(scope, prepared(), self._active())
        return n_new or 0

    def _active(self) -> str | None:
        """Return the embedder's name, once the store has it as its own."""
        if self._embedder is None or self._is_active:
            return self._embedder.name if self._embedder else None
        active = self._store.activate_embedder(self._embedder.name, self._embedder.dim)
        if active != self._embedder.name:
            raise EmbedderChanged(
                f"Another process has set the embedder to {active!r} meanwhile; this one has "
                f"{self._embedder.name!r}.\nNothing was written; start again with the same setting."
            )
        self._is_active = True
        return active

    def _query_vector(self, query: str) -> NDArray[np.float32] | None:
        if self._embedder is None:
            return None
        vector: NDArray[np.float32] = self._embedder.embed_queries([query])[0]
        return vector


def _valid_unicode(text: str) -> str:
    return text.encode("utf-8", "replace").decode()
