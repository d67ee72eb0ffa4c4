"""Answers put together from what was told, without a model. Pure functions; nothing is invented."""

from __future__ import annotations

from collections.abc import Sequence

from hafiza.assistant.events import Answer
from hafiza.assistant.exchange import Exchange
from hafiza.assistant.phrases import quote, say, shorten
from hafiza.assistant.topics import asks_everything
from hafiza.core.records import Hit

MAX_QUOTES = 3
MAX_QUOTES_OF_EVERYTHING = 5
# A turn less useful than this share of the best one is not quoted beside it.
QUOTED_SHARE = 0.8
_NOTED_CHARACTERS = 160


def answer_from_memory(exchange: Exchange) -> Answer:
    """Answer a question with the turns that bear on it, or say that there are none."""
    language = exchange.language
    hits = exchange.recollection.relevant
    if not hits:
        return Answer(say(language, "nothing"), from_memory=True)
    return Answer(_quotes(exchange, hits), exchange.recollection.hits, from_memory=True)


def answer_without_model(exchange: Exchange, reason: str) -> Answer:
    """Answer what is no recall when no model can: greet, take note, or say that it cannot.

    `reason` names the phrase that says why: `language` or `no_model`.
    """
    language = exchange.language
    if exchange.intent.kind == "greeting":
        return Answer(say(language, "greeting"), from_memory=True)
    if exchange.intent.kind == "statement":
        noted = shorten(exchange.message, _NOTED_CHARACTERS)
        return Answer(say(language, "noted", quote=noted), from_memory=True)
    text = say(language, "cannot", why=say(language, reason))
    hits = exchange.recollection.relevant
    if hits:
        text += "\n" + say(language, "nearest", said=_quotes(exchange, hits))
    return Answer(text, exchange.recollection.hits if hits else (), from_memory=True)


def quoted_hits(exchange: Exchange, hits: Sequence[Hit]) -> list[Hit]:
    """Return the few hits worth telling: the facts asked for, or those as useful as the best."""
    if asks_everything(exchange.message):
        return list(hits[:MAX_QUOTES_OF_EVERYTHING])
    if exchange.recollection.n_told:
        n_told = MAX_QUOTES if exchange.tense == "now" else MAX_QUOTES_OF_EVERYTHING
        return list(hits[: min(exchange.recollection.n_told, n_told)])
    return [hit for hit in hits[:MAX_QUOTES] if hit.score >= QUOTED_SHARE * hits[0].score]


def _quotes(exchange: Exchange, hits: Sequence[Hit]) -> str:
    scope = exchange.scope
    told = [
        quote(hit, exchange.language, user=scope.user, assistant=scope.assistant)
        for hit in quoted_hits(exchange, hits)
    ]
    if len(told) == 1:
        return told[0]
    return "\n".join([say(exchange.language, "many"), *(f"- {line}" for line in told)])
