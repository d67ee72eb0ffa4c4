"""The form of a rule, and how a clause is read by a list of rules."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from hafiza.memory.extraction.claims import Holding
from hafiza.memory.extraction.reading import flat
from hafiza.memory.extraction.values import KINDS


@dataclass(frozen=True, slots=True)
class Found:
    """A slot and what fills it, as one clause says it."""

    slot: str
    value: str
    holding: Holding = "holds"
    confidence: float = 0.9


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern of flat text, and the slot that it fills.

    The group `v` goes through the cleaner `kind`; the group `k`, if any, says what it is ("dog")
    and stands before it. `value` replaces both. `cues` are letters without which the pattern
    cannot match: looking for them first is what makes many rules cheap.
    """

    slot: str
    pattern: re.Pattern[str]
    kind: str = "word"
    holding: Holding = "holds"
    value: str | None = None
    cues: tuple[str, ...] = ()
    confidence: float = 0.9


_N_FIRST = 3


class RuleBook:
    """Rules in order, with their cues looked up together: each cue once for all its rules."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._rules = tuple(rules)
        self._always = {at for at, one in enumerate(self._rules) if not one.cues}
        by_cue: dict[str, set[int]] = {}
        for at, one in enumerate(self._rules):
            for cue in one.cues:
                by_cue.setdefault(cue, set()).add(at)
        # Most cues are ruled out by their first letters, all of them at once.
        self._short = [(cue, by_cue[cue]) for cue in by_cue if len(cue) < _N_FIRST]
        self._by_first: dict[str, list[tuple[str, set[int]]]] = {}
        for cue, known in by_cue.items():
            if len(cue) >= _N_FIRST:
                self._by_first.setdefault(cue[:_N_FIRST], []).append((cue, known))

    def that_may_match(self, flat_text: str) -> Iterator[Rule]:
        """Yield the rules that have one of their cues in the text, in their order."""
        places = set(self._always)
        for cue, known in self._short:
            if cue in flat_text:
                places |= known
        runs = {flat_text[at : at + _N_FIRST] for at in range(len(flat_text) - _N_FIRST + 1)}
        for first in self._by_first.keys() & runs:
            for cue, known in self._by_first[first]:
                if len(cue) == _N_FIRST or cue in flat_text:
                    places |= known
        return (self._rules[at] for at in sorted(places))


def rule(
    slot: str,
    cues: str,
    pattern: str,
    kind: str = "word",
    holding: Holding = "holds",
    value: str | None = None,
    confidence: float = 0.9,
) -> Rule:
    """Return a rule; `cues` are separated by `|`."""
    separated = tuple(cue for cue in cues.split("|") if cue)
    return Rule(slot, re.compile(pattern), kind, holding, value, separated, confidence)


def found_by(
    rules: RuleBook,
    text: str,
    flat_text: str,
    kinds: dict[str, Callable[[str], list[str]]] | None = None,
) -> list[Found]:
    """Return what the rules find in a clause; `flat_text` is `flat(text)`."""
    cleaners = kinds or KINDS
    return [
        one
        for each in rules.that_may_match(flat_text)
        for match in each.pattern.finditer(flat_text)
        for one in _read(each, match, text, cleaners[each.kind])
    ]


def _read(
    rule: Rule, match: re.Match[str], text: str, clean: Callable[[str], list[str]]
) -> Iterator[Found]:
    if rule.value is not None:
        yield Found(rule.slot, rule.value, rule.holding, rule.confidence)
        return
    for value in clean(_slice(match, "v", text)):
        kind = _slice(match, "k", text).strip() if "k" in rule.pattern.groupindex else ""
        said = f"{_KIND_NAMES.get(flat(kind), kind)} {value}".strip()
        yield Found(rule.slot, said, rule.holding, rule.confidence)


# As a rule meets them before an ending, or as one of several: what they are called.
_KIND_NAMES = {
    "kopeg": "köpek", "cocug": "çocuk", "balig": "balık", "tavug": "tavuk", "bebeg": "bebek",
    "ogl": "oğul", "es": "eş", "kiz": "kız", "damad": "damat", "agabey": "ağabey", "dayi": "dayı",
    "kari": "karı", "kardes": "kardeş", "kus": "kuş", "tavsan": "tavşan", "papagan": "papağan",
    "kaplumbaga": "kaplumbağa", "nisanli": "nişanlı", "kiz kardes": "kız kardeş",
    "erkek kardes": "erkek kardeş", "kiz arkadas": "kız arkadaş",
    "erkek arkadas": "erkek arkadaş", "boys": "boy", "girls": "girl", "sons": "son",
    "daughters": "daughter", "kids": "child", "children": "child", "brothers": "brother",
    "sisters": "sister", "twins": "twin", "siblings": "sibling", "babies": "baby",
}  # fmt: skip


def _slice(match: re.Match[str], group: str, text: str) -> str:
    start, end = match.span(group)
    return text[start:end] if start >= 0 else ""


def _is_over(one: Found, other: Found) -> bool:
    return one.slot == other.slot and flat(one.value) in (
        flat(other.value),
        *flat(other.value).split(),
    )


def without_repeats(found: Sequence[Found]) -> list[Found]:
    """Return the findings in order, each slot and value once, the longest form of a value."""
    over = [one for one in found if one.holding != "holds" and one.value]
    kept: list[Found] = []
    for one in found:
        if one.holding == "holds" and any(_is_over(one, other) for other in over):
            continue
        low = one.value.lower()
        same = [
            other
            for other in kept
            if (other.slot, other.holding) == (one.slot, one.holding)
            and (low in other.value.lower() or other.value.lower() in low)
        ]
        if not same:
            kept.append(one)
        elif all(len(one.value) > len(other.value) for other in same) and one.value:
            kept[kept.index(same[0])] = one
            for other in same[1:]:
                kept.remove(other)
    return kept
