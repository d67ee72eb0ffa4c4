"""A weak model words one remembered fact at a time, and is believed only when it is grounded.

A model of 135M parameters rambles over a page of context, but says one sentence back well: on
24 facts the share told right was 16 with a plain prompt and 23 with worked examples of retelling
(LAB.md, weak recall). So each fact is retold alone, greedily, and checked against its source.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from hafiza.assistant.events import Answer
from hafiza.assistant.exchange import Exchange
from hafiza.assistant.grounding import is_grounded
from hafiza.assistant.prompting import weak_recall_messages
from hafiza.assistant.recall import telling_part
from hafiza.assistant.topics import asks_everything
from hafiza.core.language import detect_language
from hafiza.core.protocols import ChatModel
from hafiza.core.records import GenerateOptions, Hit, Scope, Usage

MAX_FACTS = 3
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


def _total(usages: Sequence[Usage]) -> Usage:
    """Return the cost of several generations as one: the speed is that of the first."""
    return replace(
        usages[0],
        prompt_tokens=sum(usage.prompt_tokens for usage in usages),
        completion_tokens=sum(usage.completion_tokens for usage in usages),
    )


def _retell_one(model: ChatModel, exchange: Exchange, hit: Hit) -> _Retold | None:
    told = telling_part(exchange.message, hit.turn.text)
    messages = weak_recall_messages(exchange.message, told, language=exchange.language)
    said: list[str] = []
    usage = Usage()
    for chunk in model.stream(messages, _GREEDY):
        said.append(chunk.text)
        usage = chunk.usage or usage
    text = " ".join("".join(said).split()).strip('"“” ')
    if not is_grounded(text, exchange.message, [told]):
        return None
    return _Retold(text, hit, usage)


def _can_retell(hit: Hit, scope: Scope, language: str) -> bool:
    """Say whether the user said it themselves ("I" becomes "you"), in the answer's language."""
    turn = hit.turn
    is_users = turn.role == "user" and turn.speaker in ("", scope.user)
    return is_users and detect_language(turn.text) == language
