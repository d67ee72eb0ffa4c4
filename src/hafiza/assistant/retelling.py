"""A weak model words one remembered fact at a time, and is believed only when it is grounded.

A model of 135M parameters rambles over a page of context, but says one sentence back well: on
24 facts the share told right was 16 with a plain prompt and 23 with worked examples of retelling
(LAB.md, weak recall). So each fact is retold alone, greedily, and checked against its source.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from hafiza.assistant.events import Answer
from hafiza.assistant.exchange import Exchange
from hafiza.assistant.grounding import is_grounded
from hafiza.assistant.phrases import say
from hafiza.assistant.prompting import weak_recall_messages
from hafiza.assistant.recall import telling_part
from hafiza.assistant.topics import TOPICS, asks_everything, tells
from hafiza.core.language import detect_language
from hafiza.core.protocols import ChatModel
from hafiza.core.records import GenerateOptions, Hit, Scope, Usage

MAX_FACTS = 3
_OF_ONESELF = re.compile(r"\b(?:i|i'm|i've|my|me|we|our|us)\b", re.IGNORECASE)
_GREEDY = GenerateOptions(max_tokens=64, temperature=0.0, seed=0, stop=("\n",))


@dataclass(frozen=True, slots=True)
class _Retold:
    text: str
    hit: Hit
    usage: Usage


def retell(model: ChatModel, exchange: Exchange) -> Answer | None:
    """Return the model's wording of what was told, or None when none of it is grounded.

    Costs one short generation a fact: one for a question, up to MAX_FACTS for "what do you know
    about me".

    Raises:
        BackendError: the model failed.
    """
    relevant = exchange.recollection.relevant
    everything = asks_everything(exchange.message)
    wanted = [
        hit
        for hit in (relevant if everything else relevant[:1])
        if _can_retell(hit, exchange.scope, exchange.language)
    ]
    retold = [
        fact
        for hit in wanted[:MAX_FACTS]
        if (fact := _retell_one(model, exchange, hit)) is not None
    ]
    if not retold:
        return None
    first = [fact.hit for fact in retold]
    sources = (*first, *(hit for hit in exchange.recollection.hits if hit not in first))
    text = " ".join(dict.fromkeys(fact.text for fact in retold))
    return Answer(text, sources, model.card.name, _total([fact.usage for fact in retold]))


def acknowledge(model: ChatModel, exchange: Exchange) -> Answer | None:
    """Return the model's wording of what the user has just told of themselves, or None.

    Left to itself, a weak model adds what it was never told ("Ayse is the wife of a businessman").

    Raises:
        BackendError: the model failed.
    """
    language = exchange.language
    told = telling_part(exchange.message, exchange.message)
    if not _OF_ONESELF.search(told) and not any(tells(topic, told) for topic in TOPICS):
        return None
    said, usage = _say_back(model, say(language, "told_question"), told, language)
    if said is None:
        return None
    text = say(language, "remembered", told=said)
    return Answer(text, (), model.card.name, usage, from_memory=True)


def _total(usages: Sequence[Usage]) -> Usage:
    """Return the cost of several generations as one: the speed is that of the first."""
    return replace(
        usages[0],
        prompt_tokens=sum(usage.prompt_tokens for usage in usages),
        completion_tokens=sum(usage.completion_tokens for usage in usages),
    )


def _retell_one(model: ChatModel, exchange: Exchange, hit: Hit) -> _Retold | None:
    told = telling_part(exchange.message, hit.turn.text)
    text, usage = _say_back(model, exchange.message, told, exchange.language)
    return None if text is None else _Retold(text, hit, usage)


def _say_back(
    model: ChatModel, question: str, told: str, language: str
) -> tuple[str | None, Usage]:
    """Return one fact in the model's words, None when they do not rest on it."""
    messages = weak_recall_messages(question, told, language=language)
    said: list[str] = []
    usage = Usage()
    for chunk in model.stream(messages, _GREEDY):
        said.append(chunk.text)
        usage = chunk.usage or usage
    text = " ".join("".join(said).split()).strip('"“” ')
    return (text if is_grounded(text, question, [told]) else None), usage


def _can_retell(hit: Hit, scope: Scope, language: str) -> bool:
    """Say whether the user said it themselves ("I" becomes "you"), in the answer's language."""
    turn = hit.turn
    is_users = turn.role == "user" and turn.speaker in ("", scope.user)
    return is_users and detect_language(turn.text) == language
