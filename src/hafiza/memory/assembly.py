"""A context from all tiers: what is known of the user, then what was said, within a budget."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from hafiza.core.language import fold
from hafiza.core.records import Hit, Turn
from hafiza.memory.analysis import query_terms
from hafiza.memory.context import FENCE_CLOSE, FENCE_OPEN, CountTokens, as_data, as_said
from hafiza.memory.records import Context, ContextItem, Episode, Fact, ItemKind, Knowledge, Segment

# Parts of the budget that facts and the short-term buffer may take before hits, and hits before
# what is left; the order of kinds is the order in the prompt.
_SHARES: dict[ItemKind, float] = {"fact": 0.3, "recent": 0.55, "turn": 0.9}
_ORDER: tuple[ItemKind, ...] = ("fact", "knowledge", "episode", "segment", "turn", "recent")


@dataclass(frozen=True, slots=True)
class Gathered:
    """What the tiers have for a query, each kind with the best first."""

    facts: Sequence[Fact] = ()
    hits: Sequence[Hit] = ()
    episodes: Sequence[Episode] = ()
    knowledge: Sequence[Knowledge] = ()
    segments: Sequence[Segment] = ()
    recent: Sequence[Turn] = ()


@dataclass(slots=True)
class _Chosen:
    budget: float
    count_tokens: CountTokens
    items: list[tuple[ContextItem, str, Hit | None]] = field(default_factory=list)
    n_tokens: int = 0
    shown: dict[str, str] = field(default_factory=dict)  # turn id -> folded text

    def add(self, item: ContextItem, line: str, share: float, hit: Hit | None = None) -> None:
        cost = self.count_tokens(f"[{len(self.items) + 1}] {line}\n")
        if self.n_tokens + cost <= self.budget * share:
            self.items.append((item, line, hit))
            self.n_tokens += cost

    def repeats(self, text: str, sources: Iterable[str]) -> bool:
        said = fold(text)
        return any(said in self.shown.get(source, "") for source in sources)


def assemble_tiers(
    gathered: Gathered, query: str, budget_tokens: int, count_tokens: CountTokens
) -> Context:
    """Return what fits the budget, each item once: numbered, labelled, fenced.

    A turn that is shown is not said again by an episode or a piece of knowledge from it. What
    does not fit is passed over, and something shorter may still come.
    """
    overhead = count_tokens(f"{FENCE_OPEN}\n{FENCE_CLOSE}\n")
    chosen = _Chosen(budget_tokens - overhead, count_tokens)
    for fact in gathered.facts:
        item = ContextItem("fact", f"{fact.slot}: {fact.value}", fact.sources)
        chosen.add(item, f"{as_data(item.text)} ({_span(fact)})", _SHARES["fact"])
    _add_turns(chosen, gathered, set(query_terms(query)))
    _add_derived(chosen, gathered)
    return _written(chosen, count_tokens)


def _add_turns(chosen: _Chosen, gathered: Gathered, terms: Collection[int]) -> None:
    for turn in reversed(gathered.recent):
        item = ContextItem("recent", turn.text, (turn.id,))
        _add_turn(chosen, item, turn, as_said(turn, terms))
    for hit in gathered.hits:
        if hit.turn.id not in chosen.shown:
            item = ContextItem("turn", hit.turn.text, (hit.turn.id,))
            _add_turn(chosen, item, hit.turn, as_said(hit.turn, terms), hit)


def _add_derived(chosen: _Chosen, gathered: Gathered) -> None:
    for episode in gathered.episodes:
        if not chosen.repeats(episode.text, episode.sources):
            item = ContextItem("episode", episode.text, episode.sources)
            chosen.add(item, f"{episode.start:%Y-%m-%d}: {as_data(episode.text)}", 1.0)
    for known in gathered.knowledge:
        if not chosen.repeats(known.text, known.sources):
            item = ContextItem("knowledge", known.text, known.sources)
            chosen.add(item, f"{known.time:%Y-%m-%d}, {known.about}: {as_data(known.text)}", 1.0)
    for segment in gathered.segments:
        if segment.summary and not chosen.repeats(segment.summary, segment.sources):
            item = ContextItem("segment", segment.summary, segment.sources)
            chosen.add(item, f"{segment.last_time:%Y-%m-%d}, earlier: {as_data(item.text)}", 1.0)


def _add_turn(
    chosen: _Chosen, item: ContextItem, turn: Turn, line: str, hit: Hit | None = None
) -> None:
    before = len(chosen.items)
    chosen.add(item, line, _SHARES[item.kind], hit)
    if len(chosen.items) > before:
        chosen.shown[turn.id] = fold(turn.text)


def _written(chosen: _Chosen, count_tokens: CountTokens) -> Context:
    if not chosen.items:
        return Context("", (), 0)
    ordered: list[tuple[ContextItem, str, Hit | None]] = []
    for kind in _ORDER:
        of_kind = [entry for entry in chosen.items if entry[0].kind == kind]
        # The buffer was filled from its end; it is read in the order in which it was said.
        ordered += reversed(of_kind) if kind == "recent" else of_kind
    lines = [f"[{n}] {line}" for n, (_, line, _) in enumerate(ordered, start=1)]
    text = "\n".join([FENCE_OPEN, *lines, FENCE_CLOSE])
    hits = tuple(hit for _, _, hit in ordered if hit is not None)
    return Context(text, hits, count_tokens(text), tuple(item for item, _, _ in ordered))


def _span(fact: Fact) -> str:
    since = f"since {fact.valid_from:%Y-%m-%d}"
    return since if fact.valid_to is None else f"{since} until {fact.valid_to:%Y-%m-%d}"
