"""From the hits of a search to those that bear on the question, best first. Pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from hafiza.assistant.intent import sentence_kind, sentences
from hafiza.assistant.topics import TOPICS, Topic, asks_everything, tells, topics_asked
from hafiza.core.language import detect_language
from hafiza.core.records import Hit, Scope, Turn
from hafiza.memory.analysis import document_terms, query_terms, words_of
from hafiza.memory.extraction.kinds import kinds_named, mentions

# A query vector of multilingual-e5-small lies this near to the turn that answers it; unrelated
# turns lie mostly below .85 (LAB.md, weak recall). Other embedders spread wider and pass less.
NEAR_COSINE = 0.86

_ASKING = query_terms(
    "remember know tell told recall say said mention mentioned remind talk talked yesterday today"
    " please like much many ever before name last time thing things something anything"
    " hatırlıyorsun hatırla hatırlıyor musun biliyorsun biliyor demiştim söylemiştim anlatmıştım"
    " söyledim anlattım konuşmuştuk konuştuk hatırlat söyle dün bugün geçen hafta ad adı adım"
    " ilgili zaman şey neler hakkımda hakkında misin mısın"
)


@dataclass(frozen=True, slots=True)
class Recollection:
    """What memory has for one message.

    `hits` are all that were found, most useful first. The first `n_relevant` of them bear on
    the question; the rest only came near. The first `n_told` tell the facts that were asked for.
    """

    hits: tuple[Hit, ...] = ()
    n_relevant: int = 0
    n_told: int = 0

    @property
    def relevant(self) -> tuple[Hit, ...]:
        """The hits that bear on the question."""
        return self.hits[: self.n_relevant]


def queries(question: str, *, personal: bool) -> list[str]:
    """Return what to search memory for: the question, and the words in which answers are told."""
    if not personal:
        return [question]
    topics = topics_asked(question)
    if asks_everything(question):
        topics = (*topics, *topics_named("name", "work", "home"))
    return [question, *dict.fromkeys(topic.search for topic in topics[:4])]


def names_speaker(question: str, hits: Sequence[Hit], scope: Scope) -> bool:
    """Say whether a question names somebody else who spoke in memory: it asks what they told."""
    asked = set(words_of(question))
    others = {hit.turn.speaker for hit in hits} - {"", scope.user, scope.assistant}
    names = {name for speaker in others for name in words_of(speaker)}
    # "Mel" is Melanie: a short form counts from three letters on.
    return any(name.startswith(word) for word in asked if len(word) >= 3 for name in names)


def topics_named(*names: str) -> tuple[Topic, ...]:
    """Return the topics of these names."""
    return tuple(topic for topic in TOPICS if topic.name in names)


def recollect(
    question: str, hits: Sequence[Hit], *, personal: bool, assistant: str, k: int = 10
) -> Recollection:
    """Order hits by how useful they are for a question, and cut at what bears on it.

    `personal` is whether the user asks about what was told before. `assistant` is the name under
    which the assistant speaks: its own words are weaker evidence than what a person said.
    """
    judge = _Judge(question, personal, assistant)
    newest_first = sorted(hits, key=lambda hit: hit.turn.time, reverse=True)
    judged = []
    for place, hit in enumerate(newest_first):
        evidence = judge.evidence(hit)
        # Of two turns that tell the same, the later one holds.
        recency = 0.1 * (1.0 - place / len(newest_first))
        usefulness = 0.6 * hit.score + evidence + (recency if evidence > 0 else 0.0)
        judged.append((evidence > 0, usefulness, hit))
    judged.sort(key=lambda item: item[:2], reverse=True)
    # What only asks, or what the assistant said itself, and fits badly besides, is no source.
    judged = [item for item in judged if item[1] > 0][:k]
    ordered = [replace(hit, score=_unit(usefulness)) for _, usefulness, hit in judged]
    n_relevant = sum(relevant for relevant, _, _ in judged)
    return Recollection(tuple(ordered), n_relevant)


class _Judge:
    """Weighs how far a turn bears on a question; 0 or less when it does not."""

    def __init__(self, question: str, personal: bool, assistant: str) -> None:
        self._personal = personal
        self._assistant = assistant
        self._topics = topics_asked(question) if personal else ()
        self._everything = personal and asks_everything(question)
        self._kinds = kinds_named(question) if personal else ()
        self._words = _content_words(question)

    def evidence(self, hit: Hit) -> float:
        turn = hit.turn
        if self._is_own(turn) or not _states(turn.text):
            return -0.3
        weight = 0.0
        if any(tells(topic, turn.text) for topic in self._topics):
            weight += 0.8
        if self._kinds and mentions(turn.text, self._kinds):
            weight += 0.4
        shared = self._shared(turn)
        if shared >= (1 if self._personal else max(2, 0.5 * len(self._words) + 0.1)):
            weight += min(0.15 * shared, 0.6)
        if hit.parts.get("cosine", 0.0) >= NEAR_COSINE:
            weight += 0.2
        if self._everything:
            weight += 0.1 + 0.15 * sum(
                tells(topic, turn.text) for topic in topics_named("name", "work", "home")
            )
        return weight

    def _shared(self, turn: Turn) -> int:
        said = f"{turn.speaker} {turn.text} {turn.caption}"
        terms = set(document_terms(said, "tr")) | set(document_terms(said, "en"))
        return sum(not word.isdisjoint(terms) for word in self._words)

    def _is_own(self, turn: Turn) -> bool:
        return turn.role == "assistant" and turn.speaker in ("", self._assistant)


def _content_words(question: str) -> list[frozenset[int]]:
    """Return the index terms of each word of a question that says what it is about."""
    found = []
    for word in set(words_of(question)):
        english, turkish = document_terms(word, "en"), document_terms(word, "tr")
        terms = frozenset(english | turkish) - _ASKING.keys()
        # "is" says nothing in English and "work" in Turkish: one that is empty in either is out.
        if english and turkish and terms:
            found.append(terms)
    return found


def _states(text: str) -> bool:
    """Say whether a text has a sentence that states something."""
    language = detect_language(text)
    return any(sentence_kind(s, language) == "statement" for s in sentences(text[:4000]))


def telling_part(question: str, text: str, max_characters: int = 300) -> str:
    """Return the sentences of a turn that bear on a question, greetings and questions left out."""
    language = detect_language(text)
    stated = [s for s in sentences(text[:20_000]) if sentence_kind(s, language) == "statement"]
    stated = stated or [text.strip()]
    topics = topics_asked(question)
    wanted = set(query_terms(question))

    def weight(sentence: str) -> int:
        terms = set(document_terms(sentence, "tr")) | set(document_terms(sentence, "en"))
        return 2 * any(tells(topic, sentence) for topic in topics) + len(terms & wanted)

    if sum(map(len, stated)) <= max_characters // 2:
        return " ".join(stated)
    best = max(range(len(stated)), key=lambda i: (weight(stated[i]), -i))
    part = stated[best]
    return part if len(part) <= max_characters else part[: max_characters - 1].rstrip() + "…"


def _unit(value: float) -> float:
    return round(min(max(value, 0.0), 2.0) / 2.0, 4)
