"""Claims refined by a language model, which is never trusted.

The model sees numbered turns as fenced data and what is known of them. What it answers counts only
where it can be read in the turn it cites; what it says is added to the claims that were extracted
without it, and takes nothing away.
"""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import cast

from hafiza.core.errors import (
    BackendRefused,
    ContextOverflow,
    ExtractionFailed,
    HafizaError,
    InputError,
    ModelInvalid,
)
from hafiza.core.language import SUPPORTED, detect_language
from hafiza.core.protocols import ChatModel
from hafiza.core.records import GenerateOptions, Message, Role, Turn, Usage
from hafiza.memory.extraction.claims import Claim
from hafiza.memory.extraction.grounding import (
    answers_yes,
    content_words,
    fits_slot,
    is_denied,
    is_grounded,
    sentence_of,
)
from hafiza.memory.extraction.guards import asks_en, asks_tr, before_stop, told_as_true
from hafiza.memory.extraction.reading import flat, sentences
from hafiza.memory.extraction.schema import (
    CLAIMS_SCHEMA,
    MAX_CLAIMS,
    Draft,
    Reply,
    clean,
    read_reply,
)

_log = logging.getLogger(__name__)

DEADLINE_S = 120.0
N_RETRIES = 2
BACK_OFF_S = 1.0
CONFIDENCE = 0.7
MAX_TURNS = 24
MAX_TURN_CHARACTERS = 2000
MAX_STATEMENT_CHARACTERS = 500
MAX_REPLY_CHARACTERS = 20_000
_MAX_ANSWER_TOKENS = 1024
_MARGIN_TOKENS = 64
_LAST_CHARACTERS = 200
_PART = "\n=== "

_FENCE = re.compile(r"<\s*/?\s*(turns|known|memory)\b[^<>]*>?", re.IGNORECASE)
# Asking again changes nothing about these.
_FINAL = (BackendRefused, ContextOverflow, ModelInvalid, InputError)

Sourced = tuple[str, Claim]


@dataclass(frozen=True, slots=True)
class Refined:
    """What a model had to add.

    `claims` are new, or say a known one better; those known already are left out. `n_tokens` is
    what it cost, failed attempts included. `n_dropped` counts what the model claimed and was not
    believed.
    """

    claims: list[Sourced]
    n_tokens: int = 0
    n_dropped: int = 0


def refine(
    model: ChatModel,
    turns: Sequence[Turn],
    claims: Sequence[Sourced],
    *,
    deadline_s: float = DEADLINE_S,
    sleep: Callable[[float], None] = time.sleep,
    now: Callable[[], float] = time.monotonic,
) -> Refined:
    """Return what a model adds to the known claims of the turns of a segment.

    `turns` are in the order in which they were said; recalled ones are not shown to the model.
    `claims` are the known ones with the ids of their turns. Turns that do not fit one prompt are
    asked about in parts: one model call each, plus `N_RETRIES` if it fails. `deadline_s` bounds it
    all, and is checked whenever the model yields something. Write nothing, hold no transaction.

    Raises:
        ExtractionFailed: the model failed, was too slow, or wrote nothing usable.
    """
    asking = _Asking(model, now() + deadline_s, sleep, now)
    found: list[Sourced] = []
    n_dropped = 0
    for batch in _batches(model, turns, claims):
        reply = asking.ask(_messages(batch, claims))
        believed, n_refused = _believed(reply.drafts, batch)
        n_dropped += reply.n_dropped + n_refused
        found += believed
    known = list(claims)
    new: list[Sourced] = []
    for turn_id, claim in found:
        if not any(turn_id == other and _repeats(claim, old) for other, old in known):
            known.append((turn_id, claim))
            new.append((turn_id, claim))
    return Refined(new, asking.n_tokens, n_dropped)


def expected_tokens(model: ChatModel, turns: Sequence[Turn], claims: Sequence[Sourced]) -> int:
    """Return an upper estimate of what `refine` costs without retries, to ask a budget with."""
    answer = _answer_tokens(model)
    return sum(
        answer + sum(model.count_tokens(m.content) for m in _messages(batch, claims))
        for batch in _batches(model, turns, claims)
    )


@dataclass(slots=True)
class _Asking:
    """Questions to a model, asked again if need be; counts the tokens of all attempts."""

    model: ChatModel
    until: float
    sleep: Callable[[float], None]
    now: Callable[[], float]
    n_tokens: int = 0

    def ask(self, messages: Sequence[Message]) -> Reply:
        """Return the first reply that can be read."""
        options = GenerateOptions(
            max_tokens=_answer_tokens(self.model), temperature=0.0, json_schema=CLAIMS_SCHEMA
        )
        reason = ""
        cause: Exception | None = None
        for attempt in range(N_RETRIES + 1):
            if attempt:
                self._wait(attempt, reason, cause)
                # Greedy decoding would write the same again.
                options = replace(options, temperature=0.3, seed=attempt)
            cause = None
            try:
                text = self._read(messages, options)
            except _FINAL as err:
                raise self._failure(str(err)) from err
            except ExtractionFailed:
                raise
            except HafizaError as err:
                reason, cause = str(err), err
            # A model may be anybody's code: whatever it raises is a failure of this batch, and
            # must not keep the worker from the claims that need no model.
            except Exception as err:  # noqa: BLE001
                _log.warning("The model %r raised.", self.model.card.name, exc_info=True)
                reason, cause = f"{type(err).__name__}: {err}", err
            else:
                reply = read_reply(text)
                if reply is not None:
                    return reply
                reason = f"it wrote {clean(text, 80)!r}, expected JSON with a list of claims"
        raise self._failure(reason) from cause

    def _read(self, messages: Sequence[Message], options: GenerateOptions) -> str:
        """Return the text of one answer, as much of it as can hold the claims that count."""
        parts: list[str] = []
        n_characters = 0
        usage: Usage | None = None
        is_late = False
        chunks = self.model.stream(messages, options)
        try:
            for chunk in chunks:
                parts.append(chunk.text)
                n_characters += len(chunk.text)
                usage = chunk.usage or usage
                is_late = chunk.finish_reason is None and self.now() >= self.until
                if is_late or n_characters > MAX_REPLY_CHARACTERS:
                    break
        finally:
            close = getattr(chunks, "close", None)
            if close is not None:
                close()
            self.n_tokens += self._cost(messages, "".join(parts), usage)
        if is_late:
            raise self._failure("it was not done within the time limit")
        return "".join(parts)[:MAX_REPLY_CHARACTERS]

    def _cost(self, messages: Sequence[Message], answer: str, usage: Usage | None) -> int:
        if usage is not None:
            return usage.prompt_tokens + usage.completion_tokens
        if not answer:
            return 0
        texts = [*(message.content for message in messages), answer]
        return sum(self.model.count_tokens(text) for text in texts)

    def _wait(self, attempt: int, reason: str, cause: Exception | None) -> None:
        wait_s = BACK_OFF_S * 2 ** (attempt - 1)
        if self.now() + wait_s >= self.until:
            raise self._failure(reason) from cause
        self.sleep(wait_s)

    def _failure(self, reason: str) -> ExtractionFailed:
        first_line = next(iter(reason.strip().splitlines()), "no reason was given")
        return ExtractionFailed(
            f"The model {self.model.card.name!r} gave no claims: {first_line}\n"
            "What was extracted without a model stands. Try again later, or choose another model.",
            n_tokens=self.n_tokens,
        )


def _believed(drafts: Sequence[Draft], batch: Sequence[Turn]) -> tuple[list[Sourced], int]:
    """Return the claims that can be read in the turns they cite, and how many cannot."""
    found: list[Sourced] = []
    n_refused = 0
    for draft in drafts:
        sourced = [
            (batch[number - 1].id, _claim(draft, batch[number - 1]))
            for number in draft.turns
            if 1 <= number <= len(batch) and _says(batch, number - 1, draft)
        ]
        n_refused += not sourced
        found += sourced
    return found[:MAX_CLAIMS], n_refused + max(0, len(found) - MAX_CLAIMS)


def _says(batch: Sequence[Turn], place: int, draft: Draft) -> bool:
    turn = batch[place]
    teller = "assistant" if draft.kind == "assistant_knowledge" else "user"
    if turn.role != teller or not fits_slot(draft.slot, draft.value):
        return False
    text = _meant(turn.text) if draft.kind in ("fact", "episode") else turn.text
    if place and batch[place - 1].role != turn.role:
        asked = batch[place - 1].text[-_LAST_CHARACTERS:]
        if answers_yes(turn.text, asked):
            text = f"{text}\n{asked}"
    language = detect_language(text)
    if draft.holding == "holds" and is_denied(draft.slot, draft.value, text, language):
        return False
    asks = asks_tr if language == "tr" else asks_en
    if draft.kind == "user_knowledge" and asks(flat(draft.value)):
        return False
    return is_grounded(draft.value, text, language, draft.kind)


def _meant(text: str) -> str:
    """Return what of a text its author says in earnest: no quotations, suppositions, stories.

    The same guards as without a model: what they keep from becoming a fact, a model may not add.
    """
    parts: list[str] = []
    for sentence in sentences(text):
        read = flat(sentence.read)
        verdict = told_as_true(read)
        if verdict == "read":
            parts.append(sentence.read)
        elif verdict == "stop":
            parts.append(sentence.read[: before_stop(read)])
            break
    return "\n".join(parts)


def _claim(draft: Draft, turn: Turn) -> Claim:
    language = detect_language(turn.text)
    return Claim(
        kind=draft.kind,
        slot=draft.slot,
        value=draft.value,
        statement=sentence_of(draft.value, turn.text, language, MAX_STATEMENT_CHARACTERS),
        holding=draft.holding,
        since=draft.since,
        until=draft.until,
        importance=draft.importance,
        confidence=CONFIDENCE,
    )


def _repeats(claim: Claim, known: Claim) -> bool:
    """Say whether a claim says nothing that a known one of its turn does not."""
    if (claim.kind, claim.slot, claim.holding) != (known.kind, known.slot, known.holding):
        return False
    if (claim.since and not known.since) or (claim.until and not known.until):
        return False
    said = {word for word, _ in content_words(claim.value)}
    if claim.kind == "fact":
        return said == {word for word, _ in content_words(known.value)}
    return said <= {word for word, _ in content_words(f"{known.value} {known.statement}")}


def _messages(batch: Sequence[Turn], claims: Sequence[Sourced]) -> list[Message]:
    language = detect_language(" ".join(turn.text for turn in batch if turn.role == "user"))
    system, *examples = _read_prompt(language)
    system = Message("system", system.content.replace("{date}", f"{batch[-1].time:%Y-%m-%d}"))
    lines = [_line(number, turn) for number, turn in enumerate(batch, start=1)]
    blocks = ["<turns>", *lines, "</turns>"]
    places = {turn.id: number for number, turn in enumerate(batch, start=1)}
    known = [
        f"[{places[turn_id]}] {clean(_defused(_known(claim)), MAX_TURN_CHARACTERS)}"
        for turn_id, claim in claims
        if turn_id in places
    ]
    if known:
        blocks += ["<known>", *known[:MAX_CLAIMS], "</known>"]
    return [system, *examples, Message("user", "\n".join(blocks))]


def _known(claim: Claim) -> str:
    told = claim.value or claim.statement
    said = f"{claim.slot or claim.kind}: {told}"
    return said if claim.holding == "holds" else f"{said} ({claim.holding})"


def _line(number: int, turn: Turn) -> str:
    said = turn.text if not turn.caption else f"{turn.text} [picture: {turn.caption}]"
    if len(said) > MAX_TURN_CHARACTERS:
        half = MAX_TURN_CHARACTERS // 2
        said = f"{said[:half]} […] {said[-half:]}"
    speaker = clean(_defused(turn.speaker), 40)
    who = f"{turn.role} ({speaker})" if speaker and speaker != turn.role else turn.role
    return f"[{number}] {turn.time:%Y-%m-%d}, {who}: {clean(_defused(said), 2 * len(said) + 9)}"


def _defused(text: str) -> str:
    """Break up the fences inside a text, so that no turn can end its block early."""
    # Control characters go first: one inside a fence would hide it until it is cleaned away.
    return _FENCE.sub(r"(\1)", clean(text, len(text)))


def _batches(
    model: ChatModel, turns: Sequence[Turn], claims: Sequence[Sourced]
) -> list[list[Turn]]:
    """Return the turns in runs, each of which fits the model's context with its answer."""
    shown = [t for t in turns if not t.recalled and (t.text.strip() or t.caption.strip())]
    room = model.card.context_tokens - _answer_tokens(model) - _MARGIN_TOKENS
    runs = [shown[place : place + MAX_TURNS] for place in range(0, len(shown), MAX_TURNS)]
    done: list[list[Turn]] = []
    while runs:
        run = runs.pop(0)
        size = sum(model.count_tokens(m.content) for m in _messages(run, claims))
        if size > room and len(run) > 1:
            half = len(run) // 2
            runs[:0] = [run[:half], run[half:]]
        # Without a word of the user's there is nothing to learn about the user.
        elif any(turn.role == "user" for turn in run):
            done.append(run)
    return done


def _answer_tokens(model: ChatModel) -> int:
    return min(_MAX_ANSWER_TOKENS, max(1, model.card.context_tokens // 3))


@cache
def _read_prompt(language: str) -> tuple[Message, ...]:
    """Return the rules and the worked examples: a system text, then parts that `=== role` opens."""
    name = f"refine.{language if language in SUPPORTED else 'en'}.txt"
    text = (files("hafiza.memory.extraction") / "prompts" / name).read_text("utf-8")
    rules, *parts = text.split(_PART)
    messages = [Message("system", rules.strip())]
    for part in parts:
        role, _, content = part.partition("\n")
        messages.append(Message(cast(Role, role.strip()), content.strip()))
    return tuple(messages)
