"""From a message, its history and what was recalled to the messages of a prompt."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import cast

from hafiza.assistant.phrases import date_words
from hafiza.core.records import Message, Role, Turn
from hafiza.memory.context import FENCE_CLOSE, FENCE_OPEN, CountTokens, as_data
from hafiza.memory.records import Context, Fact

PROMPT_LANGUAGES = ("en", "tr")
MAX_QUESTION_CHARACTERS = 500

_PART = "\n=== "


def read_prompt(name: str, language: str) -> str:
    """Return a prompt file of `assistant/prompts`; English for a language that has none."""
    return _read(f"{name}.{language if language in PROMPT_LANGUAGES else 'en'}.txt")


def capable_messages(
    message: str, history: Sequence[Turn], memory_block: str, *, language: str, now: datetime
) -> list[Message]:
    """Return the prompt of a capable model: rules, fenced memory, the conversation so far.

    Memory stands in the system message, so that a full context drops history before it.
    """
    system = read_prompt("capable", language).format(date=date_words(now, language))
    if memory_block:
        system = f"{system}\n{memory_block}"
    return [Message("system", system.strip()), *_history(history), Message("user", message)]


def with_profile(
    context: Context, facts: Sequence[Fact], budget_tokens: int, count_tokens: CountTokens
) -> str:
    """Return a memory block with what holds of the user now before what was said.

    A fact names its items, [n], if they are in the block. The profile takes what `context` has
    left of the budget, and at least a quarter of it.
    """
    place = {hit.turn.id: n for n, hit in reversed(list(enumerate(context.hits, start=1)))}
    left = max(budget_tokens - context.n_tokens, budget_tokens // 4)
    lines: list[str] = []
    for fact in facts:
        cited = "".join(f"[{place[source]}]" for source in fact.sources if source in place)
        line = as_data(f"{fact.slot}: {fact.value}, since {fact.valid_from:%Y-%m-%d} {cited}")
        left -= count_tokens(line + "\n")
        if left < 0:
            break
        lines.append(line)
    if not lines:
        return context.text
    items = context.text.removeprefix(FENCE_OPEN) or f"\n{FENCE_CLOSE}"
    return "\n".join([FENCE_OPEN, *lines]) + items


def weak_chat_messages(message: str, history: Sequence[Turn], *, language: str) -> list[Message]:
    """Return the prompt of a weak model for small talk; it is not shown what was recalled.

    Worked examples keep a model of 135M parameters from rambling, which no rule in words did.
    """
    examples = _example_messages("weak_chat", language)
    return [*examples, *_history(history), Message("user", message)]


def weak_recall_messages(question: str, told: str, *, language: str) -> list[Message]:
    """Return a prompt of worked examples that has one fact said back to the user."""
    *examples, template = _example_messages("weak_recall", language)
    question = " ".join(question[-MAX_QUESTION_CHARACTERS:].split())
    told = " ".join(told.replace('"', "'").split())
    last = template.content.format(question=question, told=told)
    return [*examples, Message("user", last)]


def _example_messages(name: str, language: str) -> list[Message]:
    """Return the messages of a prompt file: a system text, then parts that `=== role` opens."""
    first, *parts = read_prompt(name, language).split(_PART)
    messages = [Message("system", first.strip())]
    for part in parts:
        role, _, content = part.partition("\n")
        messages.append(Message(cast(Role, role.strip()), content.strip()))
    return messages


def _history(turns: Sequence[Turn]) -> list[Message]:
    return [Message(turn.role, turn.text) for turn in turns]


@cache
def _read(name: str) -> str:
    return (files("hafiza.assistant") / "prompts" / name).read_text("utf-8")
