"""What both LoCoMo measurements share: categories, labels and the choice of questions."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from hafiza.core.errors import InputError
from hafiza.memory.transfer.locomo import Conversation, Question

CATEGORIES = {1: "multi-hop", 2: "temporal", 3: "open-domain", 4: "single-hop", 5: "adversarial"}
"""Official names by official ids. Tables elsewhere often exchange 1, 3 and 4."""

ADVERSARIAL = 5
ANSWERABLE = (1, 2, 3, 4)

_LABELS = {
    "79fa87e90f04081343b8c8debecb80a9a6842b76a7aa537dc9fdf651ea698ff4": (
        "LoCoMo (10 conversations)"
    ),
    "700ad12e3d4e40b83c61f0d16c588113664aa3671c12beb6504c6b7b1fbd12b7": (
        "LoCoMo dev (5 conversations)"
    ),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and the conversation it is about; `place` is its place in the file."""

    conversation: Conversation
    question: Question
    place: int


def label(path: Path, all_conversations: bool) -> str:
    """Return what a result on this file may be called; only known files get a known name."""
    known = _LABELS.get(hashlib.sha256(path.read_bytes()).hexdigest())
    if known is None:
        return f"{path.name} (a file in the format of LoCoMo)"
    return known if all_conversations else f"{known}, a part"


def choose(
    conversations: Sequence[Conversation], sample_ids: Collection[str]
) -> list[Conversation]:
    """Return the conversations named, in file order; all of them if none is named.

    Raises:
        InputError: the file has no conversation of one of the names.
    """
    known = [conversation.sample_id for conversation in conversations]
    if unknown := [one for one in sample_ids if one not in known]:
        raise InputError(
            f"The file has no conversation {unknown[0]!r}.\nIt has: {', '.join(known)}."
        )
    return [one for one in conversations if not sample_ids or one.sample_id in sample_ids]


def with_evidence(conversations: Sequence[Conversation]) -> list[Asked]:
    """Return the questions that name at least one real turn; recall is defined for no others."""
    return [asked for asked in all_questions(conversations) if asked.question.evidence]


def all_questions(conversations: Sequence[Conversation]) -> list[Asked]:
    """Return every question in file order."""
    return [
        Asked(conversation, question, place)
        for conversation in conversations
        for place, question in enumerate(conversation.questions)
    ]
