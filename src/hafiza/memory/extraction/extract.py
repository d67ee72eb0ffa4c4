"""From a turn to its claims, without a language model."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from hafiza.core.records import Turn
from hafiza.memory.extraction import drafts, guards
from hafiza.memory.extraction.answers import answer
from hafiza.memory.extraction.claims import Claim
from hafiza.memory.extraction.corrections import contrasted, correct, may_correct
from hafiza.memory.extraction.english import read_english
from hafiza.memory.extraction.english_fragments import fragments, signed
from hafiza.memory.extraction.events import dated, happened, knowledge, said_by_assistant
from hafiza.memory.extraction.reading import Sentence, flat, is_pasted_prompt, sentences
from hafiza.memory.extraction.rules import Found, without_repeats
from hafiza.memory.extraction.tongues import tongues
from hafiza.memory.extraction.turkish import read_turkish

MAX_MISTYPED = 4


def extract(turn: Turn, preceding: Sequence[Turn] = ()) -> list[Claim]:
    """Return what a turn says, in the order it says it.

    `preceding` are the last turns before it in its session (N_PRECEDING are enough), oldest
    first: the question that a short answer answers, and what the user said that a correction
    corrects. Of the assistant's turns only what it recommended or promised is kept, never a word
    about the user; of a recalled turn, and of pasted instructions, nothing. Cost is bounded for
    any text.
    """
    if turn.recalled or is_pasted_prompt(turn.text):
        return []
    if turn.role != "user":
        return said_by_assistant(sentences(turn.text))
    before = preceding[-1] if preceding else None
    own = next((each for each in reversed(preceding) if each.role == "user"), None)
    if before is not None and guards.plays_a_part(flat(before.text[:2000])):
        return []
    claims: list[Claim] = []
    found_all: list[Found] = []
    spoken_of = ""
    told = sentences(turn.text)
    for at, sentence, read in _told_as_true(told):
        found = facts_of(sentence, read, found_all, before, own)
        if len(told) > 1 or "," in read:
            found = _with(found, fragments(read, spoken_of, is_question=sentence.is_question))
        spoken_of = read
        found += signed(turn.text) if at == len(told) - 1 and not found else []
        if at == 0 and read == sentence.read and before is not None and before.role == "assistant":
            found = _with(found, answer(turn.text, before.text))
        found = without_repeats(found)
        found_all += found
        claims += [dated(_claim(one, sentence), read, turn.time) for one in found]
        claims += happened(sentence, read, turn.time) + knowledge(sentence, read)
    return claims


def _told_as_true(told: Sequence[Sentence]) -> Iterator[tuple[int, Sentence, str]]:
    """Yield the sentences that are meant, with their places and what of them is to be read."""
    spoken_of = ""
    is_anothers = False
    for at, sentence in enumerate(told):
        low, read = flat(sentence.read), sentence.read
        if is_anothers and not drafts.comes_back(low):
            continue
        is_anothers = False
        verdict = guards.told_as_true(low)
        if verdict != "read":
            end = guards.before_stop(low) if verdict == "stop" else guards.before_supposing(low)
            after = drafts.own_after(low, end) if verdict == "stop" else len(low)
            ends = after < len(low) or drafts.is_spoken(low)
            is_anothers = verdict == "stop" and not ends
            if read[after:]:
                yield at, replace(sentence, is_question=False), read[after:]
            sentence, read = replace(sentence, is_question=False), read[:end]
        elif low.startswith("this is ") and guards.greets(flat(spoken_of)):
            read = f"{spoken_of}, {read}"
        elif guards.admits_slip(flat(spoken_of)) and len(read.split()) < MAX_MISTYPED:
            read = f"I meant {read}"
        if read:
            yield at, sentence, read
            spoken_of = read


def _with(found: list[Found], further: list[Found]) -> list[Found]:
    slots = {one.slot for one in found}
    return found + [one for one in further if one.slot not in slots]


def facts_of(
    sentence: Sentence,
    read: str,
    told: list[Found],
    before: Turn | None,
    own: Turn | None,
) -> list[Found]:
    """Return what one sentence says of the user; `told` is what the turn said before it."""
    corrected: list[Found] = []
    if may_correct(read, told):
        replied = before.text[:2000] if before else ""
        corrected = correct(read, told or _told_by(own), replied)
    if corrected:
        slots = {one.slot for one in corrected}
        rest = _read(sentence, read)
        return corrected + [one for one in rest if one.slot not in slots]
    found = _read(sentence, read)
    return contrasted(read, found) + found


def _told_by(own: Turn | None) -> list[Found]:
    if own is None or own.recalled:
        return []
    return [
        one
        for sentence in sentences(own.text[:2000])
        if guards.told_as_true(flat(sentence.read)) == "read"
        for one in _read(sentence, sentence.read)
    ]


def _read(sentence: Sentence, read: str) -> list[Found]:
    """Return what a sentence says of the user, in the languages that it may be in."""
    in_english, in_turkish = tongues(read, flat(read))
    found = read_english(sentence, read) if in_english else []
    return found + read_turkish(sentence, read) if in_turkish else found


def _claim(found: Found, sentence: Sentence) -> Claim:
    return Claim(
        kind="fact",
        slot=found.slot,
        value=found.value,
        statement=sentence.said,
        holding=found.holding,
        confidence=found.confidence,
    )
