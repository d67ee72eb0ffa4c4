"""Make messages fit a context: leave out the oldest history, then cut the last message."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from hafiza.core.errors import ContextOverflow
from hafiza.core.records import Message

CountMessages = Callable[[Sequence[Message]], int]

# A context holds at most this many characters a token. Text beyond it is dropped uncounted,
# so that a huge message costs no time to tokenise.
_MOST_CHARACTERS_A_TOKEN = 32
_LEAST_ANSWER_TOKENS = 16
_MOST_CUTS = 12


@dataclass(frozen=True, slots=True)
class Fitted:
    """Messages that fit, how many tokens are left for the answer, and what was left out."""

    messages: list[Message]
    answer_tokens: int
    trimmed_messages: int = 0
    trimmed_characters: int = 0


def fit(
    messages: Sequence[Message], context_tokens: int, max_tokens: int, count: CountMessages
) -> Fitted:
    """Return what fits `context_tokens` with room for an answer of up to `max_tokens`.

    A quarter of the context is enough room for the answer where `max_tokens` asks for more.
    System messages and the last message stay; an assistant message goes together with the user
    message it answers. `count` gives the tokens of a whole prompt; it is called a few times.

    Raises:
        ContextOverflow: the system messages alone do not fit.
    """
    reserve = max(1, min(max_tokens, context_tokens // 4))
    room = context_tokens - reserve
    coarse = _drop_by_characters(messages, _MOST_CHARACTERS_A_TOKEN * context_tokens)
    kept, n_tokens = _drop_by_tokens(coarse, room, count)
    characters = 0
    if n_tokens > room:
        kept, n_tokens, characters = _cut_last(kept, context_tokens, room, count)
    return Fitted(
        kept,
        answer_tokens=max(1, min(max_tokens, context_tokens - n_tokens)),
        trimmed_messages=len(messages) - len(kept),
        trimmed_characters=characters,
    )


def _oldest_exchange(messages: Sequence[Message]) -> list[int]:
    """Return the indices of the oldest exchange that may go; empty when none may.

    An exchange is one user message with the assistant messages that answer it.
    """
    chosen: list[int] = []
    for index, message in enumerate(messages):
        if message.role == "system":
            continue
        if chosen and message.role == "user":
            return chosen
        chosen.append(index)
    return []


def _without(messages: Sequence[Message], indices: Sequence[int]) -> list[Message]:
    gone = set(indices)
    return [message for index, message in enumerate(messages) if index not in gone]


def _drop_by_characters(messages: Sequence[Message], limit: int) -> list[Message]:
    kept = list(messages)
    n_characters = sum(len(message.content) for message in kept)
    while n_characters > limit and (oldest := _oldest_exchange(kept)):
        n_characters -= sum(len(kept[index].content) for index in oldest)
        kept = _without(kept, oldest)
    return kept


def _drop_by_tokens(
    messages: list[Message], room: int, count: CountMessages
) -> tuple[list[Message], int]:
    kept = messages
    n_characters = sum(len(message.content) for message in kept)
    if n_characters > _MOST_CHARACTERS_A_TOKEN * room and not _oldest_exchange(kept):
        return kept, n_characters
    n_tokens = count(kept)
    while n_tokens > room and _oldest_exchange(kept):
        tokens_a_character = n_tokens / max(1, sum(len(message.content) for message in kept))
        freed = 0.0
        while freed < n_tokens - room and (oldest := _oldest_exchange(kept)):
            freed += tokens_a_character * sum(len(kept[index].content) for index in oldest)
            kept = _without(kept, oldest)
        n_tokens = count(kept)
    return kept, n_tokens


def _cut_last(
    messages: list[Message], context_tokens: int, room: int, count: CountMessages
) -> tuple[list[Message], int, int]:
    """Return the messages with the middle of the last long one cut, tokens, characters cut."""
    place = max(
        (index for index, message in enumerate(messages) if message.role != "system"),
        key=lambda index: len(messages[index].content),
        default=len(messages) - 1,
    )
    whole = messages[place].content

    def with_text(text: str) -> list[Message]:
        cut = Message(messages[place].role, text)
        return [*messages[:place], cut, *messages[place + 1 :]]

    base = count(with_text(_shorten(whole, 0)))
    room = max(room, min(base + _LEAST_ANSWER_TOKENS, context_tokens - _LEAST_ANSWER_TOKENS))
    if base > room or messages[place].role == "system":
        raise ContextOverflow(
            f"The system message takes more than the model's {context_tokens} tokens of context.\n"
            "Shorten it, or raise the setting context_tokens (HAFIZA_CONTEXT_TOKENS)."
        )
    best, best_tokens, best_keep = with_text(_shorten(whole, 0)), base, 0
    too_many = len(whole)
    keep = min(len(whole) // 2, 2 * (room - base))
    for _ in range(_MOST_CUTS):
        candidate = with_text(_shorten(whole, keep))
        n_tokens = count(candidate)
        if n_tokens > room:
            too_many = keep
        else:
            best, best_tokens, best_keep = candidate, n_tokens, keep
            if room - n_tokens <= max(4, room // 32):
                break
        per_token = max(keep, 1) / max(1, n_tokens - base)
        keep = int(0.99 * per_token * (room - base))
        if not best_keep < keep < too_many:
            keep = (best_keep + too_many) // 2
        if keep in (best_keep, too_many):
            break
    return best, best_tokens, len(whole) - best_keep


def _shorten(text: str, keep: int) -> str:
    """Return the first and last `keep` / 2 characters of `text` around a visible mark."""
    head, tail = keep - keep // 2, keep // 2
    mark = f"\n[... {len(text) - keep} characters left out ...]\n"
    return text[:head] + mark + (text[-tail:] if tail else "")
