"""How well the memory knows a person: facts kept after a conversation, against what was told.

A case is a short conversation with the facts that must hold after it, and strings that no kept
fact may contain. Each case has a memory of its own. With an embedder, its vectors have their say
in what is kept, as in a chat.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, get_args

from hafiza.core.clock import SetClock
from hafiza.core.errors import FormatError, InputError
from hafiza.core.language import fold
from hafiza.core.protocols import ChatModel, Embedder
from hafiza.core.records import Scope, Speaking
from hafiza.memory import Memory
from hafiza.memory.consolidation import TierOptions
from hafiza.memory.extraction.slots import SLOTS
from hafiza.memory.records import Fact

Progress = Callable[[str, int, int], None]

# Between two messages; conversations begin at this time, so that results can be repeated.
SECONDS_BETWEEN = 60
BEGINNING = datetime(2026, 1, 5, 9, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A slot and what fills it, as a person labelled it."""

    slot: str
    value: str

    def matches(self, fact: Fact) -> bool:
        """Say whether a fact has this slot and value: folded, one may contain the other."""
        mine, kept = fold(self.value), fold(fact.value)
        return self.slot == fact.slot and bool(kept) and (mine in kept or kept in mine)


@dataclass(frozen=True, slots=True)
class Case:
    """A conversation and what is to be known after it.

    `allow` are facts that are neither asked for nor wrong. A `reject` string has the form `text`
    or `slot=text`.
    """

    name: str
    language: str
    messages: tuple[tuple[Speaking, str], ...]
    expect: tuple[Labelled, ...]
    allow: tuple[Labelled, ...] = ()
    reject: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was kept of one case. `wrong` are facts that match no label, `kept` the rejected."""

    case: Case
    right: tuple[Fact, ...]
    wrong: tuple[Fact, ...]
    missed: tuple[Labelled, ...]
    kept: tuple[str, ...]


@dataclass(slots=True)
class _Tally:
    right: int = 0
    wrong: int = 0
    expected: int = 0
    found: int = 0

    def figures(self) -> dict[str, Any]:
        return {
            "precision": _ratio(self.right, self.right + self.wrong),
            "recall": _ratio(self.found, self.expected),
            "n_facts": self.right + self.wrong,
            "n_expected": self.expected,
        }


@dataclass(slots=True)
class _Tallies:
    all: _Tally = field(default_factory=_Tally)
    by_language: dict[str, _Tally] = field(default_factory=dict)
    by_slot: dict[str, _Tally] = field(default_factory=dict)

    def of(self, language: str, slot: str) -> list[_Tally]:
        return [
            self.all,
            self.by_language.setdefault(language, _Tally()),
            self.by_slot.setdefault(slot, _Tally()),
        ]


def load_cases(path: Path) -> list[Case]:
    """Return the cases of a file of JSON lines.

    Raises:
        InputError: there is no such file, or it has no case.
        FormatError: a line is not a case; the message has its number.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as err:
        reason = getattr(err, "strerror", None) or err
        raise InputError(
            f"The file {str(path)!r} cannot be read: {reason}.\n"
            "Expected UTF-8 JSON lines, one labelled conversation each."
        ) from err
    cases = [_case(line, n) for n, line in enumerate(text.splitlines(), start=1) if line.strip()]
    if not cases:
        raise InputError(
            f"The file {str(path)!r} has no case.\n"
            "Expected JSON lines with the keys lang, messages, expect and reject."
        )
    return cases


def _case(line: str, n: int) -> Case:
    try:
        read = json.loads(line)
    except json.JSONDecodeError as err:
        raise FormatError(f"Line {n} is not JSON: {err.msg} at column {err.colno}.") from err
    try:
        messages = tuple((message["role"], message["content"]) for message in read["messages"])
        case = Case(
            name=str(read.get("id", n)),
            language=read["lang"],
            messages=messages,
            expect=_labels(read["expect"]),
            allow=_labels(read.get("allow", ())),
            reject=tuple(read.get("reject", ())),
        )
    except (KeyError, TypeError, AttributeError) as err:
        missing = f"the key {err} is missing" if isinstance(err, KeyError) else str(err)
        raise FormatError(
            f"Line {n} is not a case: {missing}.\n"
            'Expected {"lang", "messages": [{"role", "content"}], "expect": [{"slot", "value"}], '
            '"reject": [...]}.'
        ) from err
    _check(case, n)
    return case


def _labels(read: Iterable[dict[str, str]]) -> tuple[Labelled, ...]:
    return tuple(Labelled(one["slot"], one["value"]) for one in read)


def _check(case: Case, n: int) -> None:
    roles = get_args(Speaking)
    for role, content in case.messages:
        if role not in roles or not isinstance(content, str) or not content.strip():
            raise FormatError(
                f"Line {n} has a message with the role {role!r} and the content {content!r}.\n"
                f"Expected a role of {', '.join(roles)} and a text."
            )
    for label in (*case.expect, *case.allow):
        if label.slot not in SLOTS or not isinstance(label.value, str) or not label.value.strip():
            raise FormatError(
                f"Line {n} expects {label.value!r} in the slot {label.slot!r}.\n"
                f"Expected a text and one of the slots: {', '.join(SLOTS)}."
            )
    if not all(isinstance(one, str) and one.strip() for one in (case.language, *case.reject)):
        raise FormatError(f"Line {n}: lang and each string of reject must be a text.")


def evaluate_profile(
    cases: Sequence[Case],
    *,
    embedder: Embedder | None = None,
    model: ChatModel | None = None,
    with_errors: bool = False,
    progress: Progress | None = None,
) -> dict[str, Any]:
    """Return precision and recall of the facts kept, and how many rejected strings were kept.

    With a `model`, every segment is read by it too.
    """
    outcomes = []
    with TemporaryDirectory(prefix="hafiza-profile-") as folder:
        for n, case in enumerate(cases):
            facts = facts_after(case, Path(folder) / f"{n}.db", embedder=embedder, model=model)
            outcomes.append(judge(case, facts))
            if progress is not None:
                progress("cases", n + 1, len(cases))
    report = score(outcomes)
    report["model"] = model.card.name if model is not None else None
    report["embedder"] = embedder.name if embedder is not None else None
    if with_errors:
        report["errors"] = [_error(one) for one in outcomes if one.missed or one.wrong or one.kept]
    return report


def facts_after(
    case: Case,
    path: Path,
    *,
    embedder: Embedder | None = None,
    model: ChatModel | None = None,
) -> list[Fact]:
    """Return what is known of the user after a case, in a memory of its own at `path`."""
    clock = SetClock(BEGINNING)
    scope = Scope(session="case")
    # No segment is too cold for the model here: what is measured is what it can read.
    tiers = TierOptions(hot=0.0) if model is not None else None
    with Memory.open(
        path, embedder=embedder, clock=clock, scope=scope, tiers=tiers, model=model
    ) as memory:
        for role, content in case.messages:
            memory.add(content, role=role)
            clock.advance(seconds=SECONDS_BETWEEN)
        memory.consolidate()
        return memory.facts()


def judge(case: Case, facts: Sequence[Fact]) -> Outcome:
    """Return which facts are right, wrong and missing; free slots count neither way."""
    right, wrong = [], []
    for fact in facts:
        if any(label.matches(fact) for label in case.expect):
            right.append(fact)
        elif fact.slot in SLOTS and not any(label.matches(fact) for label in case.allow):
            wrong.append(fact)
    unexpected = [fact for fact in facts if fact not in right]
    return Outcome(
        case=case,
        right=tuple(right),
        wrong=tuple(wrong),
        missed=tuple(one for one in case.expect if not any(one.matches(fact) for fact in facts)),
        kept=tuple(one for one in case.reject if any(_rejects(one, fact) for fact in unexpected)),
    )


def _rejects(string: str, fact: Fact) -> bool:
    slot, sign, text = string.partition("=")
    if sign and slot in SLOTS:
        return fact.slot == slot and fold(text) in fold(fact.value)
    return fold(string) in fold(fact.value)


def score(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Return the figures of all cases, by language and by slot; higher is better.

    Precision is over the facts kept, recall over those expected; None where there are none.
    """
    tallies = _Tallies()
    for one in outcomes:
        language = one.case.language
        for fact in one.right:
            for tally in tallies.of(language, fact.slot):
                tally.right += 1
        for fact in one.wrong:
            for tally in tallies.of(language, fact.slot):
                tally.wrong += 1
        for label in one.case.expect:
            for tally in tallies.of(language, label.slot):
                tally.expected += 1
                tally.found += label not in one.missed
    return {
        "n_cases": len(outcomes),
        **tallies.all.figures(),
        "rejected_kept": sum(len(one.kept) for one in outcomes),
        "n_reject": sum(len(one.case.reject) for one in outcomes),
        "by_language": {
            name: tallies.by_language[name].figures() for name in sorted(tallies.by_language)
        },
        "by_slot": {
            name: tallies.by_slot[name].figures() for name in SLOTS if name in tallies.by_slot
        },
    }


def _ratio(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def _error(one: Outcome) -> dict[str, Any]:
    return {
        "case": one.case.name,
        "messages": [content for _, content in one.case.messages],
        "missed": [f"{label.slot}={label.value}" for label in one.missed],
        "wrong": [f"{fact.slot}={fact.value}" for fact in one.wrong],
        "rejected_kept": list(one.kept),
    }
