"""Read LoCoMo files: long conversations of two people, with questions about them.

Source: Maharana 2024, "Evaluating Very Long-Term Conversational Memory of LLM Agents". The data
is under CC BY-NC 4.0 and is not part of this project; a file is read from where the user has it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NoReturn

from hafiza.core.errors import FormatError, InputError
from hafiza.core.records import Turn
from hafiza.memory.transfer.items import Item, Reading, Tally

_EXPECTED = (
    "Expected LoCoMo: a JSON list of objects with sample_id, conversation and qa.\n"
    "The file is locomo10.json of the repository snap-research/locomo."
)
_SESSION = re.compile(r"session_([0-9]{1,6})")
_DIALOGUE_ID = re.compile(r"D([0-9]{1,6}):([0-9]{1,6})")
# Evidence is also written "D8:6; D9:17", "D9:1 D4:4", "D:11:26", "D30:05" and "D".
_EVIDENCE = re.compile(r"D:?([0-9]{1,6}):([0-9]{1,6})")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_DATE = re.compile(
    r"(\d{1,2}):(\d{2})\s*([ap])m\s+on\s+(\d{1,2})\s+([a-z]+),?\s+(\d{4})", re.IGNORECASE
)
_MONTHS = (
    "january february march april may june july august september october november december"
).split()
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Session:
    """One conversation on one day. `date_text` is the date as the file has it."""

    name: str
    time: datetime
    date_text: str
    turns: tuple[Turn, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its gold answer and the ids of the turns that hold it.

    `category` is the official id: 1 multi-hop, 2 temporal, 3 open-domain, 4 single-hop,
    5 adversarial. `adversarial_answer` is the wrong answer that category 5 tempts with; `answer`
    is None for most of category 5. `evidence` has only turns that exist, and may be empty.
    """

    question: str
    answer: str | None
    adversarial_answer: str | None
    category: int
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conversation:
    """All sessions of two speakers, and the questions about them.

    `sample_id` is the user whose memory it becomes: first names recur between conversations.
    """

    sample_id: str
    speakers: tuple[str, str]
    sessions: tuple[Session, ...]
    questions: tuple[Question, ...]

    @property
    def turns(self) -> list[Turn]:
        """All turns in the order they were said."""
        return [turn for session in self.sessions for turn in session.turns]


def load_locomo(path: Path) -> list[Conversation]:
    """Read the LoCoMo file at `path`.

    Raises:
        InputError: the file cannot be read.
        FormatError: it is no LoCoMo file; the message says what was found.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as err:
        raise InputError(
            f"The file {str(path)!r} cannot be read: {err.strerror or err}.\n"
            "Expected the path of a LoCoMo file."
        ) from err
    except UnicodeDecodeError as err:
        _fail(f"{path.name} is not UTF-8 text: byte {err.start} is {err.object[err.start]:#04x}")
    try:
        found = json.loads(text, parse_constant=_no_constant)
    except RecursionError:
        _fail(f"{path.name} is JSON nested too deep to read")
    except ValueError as err:
        _fail(f"{path.name} is not JSON: {err}")
    return parse_locomo(found, path.name)


def read_locomo(path: Path, reading: Reading, tally: Tally) -> Iterator[Item]:
    """Yield the turns of a LoCoMo file; each conversation is the memory of its sample_id.

    Raises:
        InputError: the file cannot be read, or has several conversations and `reading` a user.
        FormatError: it is no LoCoMo file; the message says what was found.
    """
    conversations = load_locomo(path)
    if reading.user is not None and len(conversations) > 1:
        raise InputError(
            f"{path.name} has {len(conversations)} conversations, and --user names one person.\n"
            "Leave --user out: each becomes the memory of its sample_id."
        )
    for conversation in conversations:
        if conversation.questions:
            tally.left_out["questions"] += len(conversation.questions)
        for turn in conversation.turns:
            yield Item(reading.scope(conversation.sample_id), turn, f"{path.name} {turn.id}")


def parse_locomo(found: object, name: str = "the data") -> list[Conversation]:
    """Return the conversations of parsed JSON; `name` says in errors where it came from.

    Raises:
        FormatError: it is not LoCoMo.
    """
    if not isinstance(found, list):
        _fail(f"{name} holds {_kind(found)}, not a list")
    if not found:
        _fail(f"{name} holds an empty list")
    conversations = [_conversation(item, f"{name}[{n}]") for n, item in enumerate(found)]
    ids = [conversation.sample_id for conversation in conversations]
    if twice := sorted({one for one in ids if ids.count(one) > 1}):
        _fail(f"{name} has the sample_id {twice[0]!r} more than once")
    return conversations


def parse_date(text: str) -> datetime | None:
    """Return a LoCoMo date as UTC, which it does not say itself; None if it is none.

    >>> parse_date("1:56 pm on 8 May, 2023").isoformat()
    '2023-05-08T13:56:00+00:00'
    """
    match = _DATE.fullmatch(text.strip())
    # Month names are looked up here: those of strptime depend on the locale.
    if match is None or match[5].lower() not in _MONTHS:
        return None
    hour, minute, half, day, month, year = match.groups()
    if not 1 <= int(hour) <= 12:
        return None
    try:
        return datetime(
            int(year),
            _MONTHS.index(month.lower()) + 1,
            int(day),
            int(hour) % 12 + (12 if half in "pP" else 0),
            int(minute),
            tzinfo=UTC,
        )
    except ValueError:
        return None


def _conversation(found: object, where: str) -> Conversation:
    if not isinstance(found, dict):
        _fail(f"{where} is {_kind(found)}, not an object")
    missing = [key for key in ("sample_id", "conversation", "qa") if key not in found]
    if missing:
        _fail(f"{where} has no {missing[0]!r}; it has {_keys(found)}")
    sample_id = _text(found, "sample_id", where)
    if not sample_id.strip():
        _fail(f"{where} has an empty sample_id")
    said, asked = found["conversation"], found["qa"]
    if not isinstance(said, dict):
        _fail(f"{where}.conversation is {_kind(said)}, not an object")
    if not isinstance(asked, list):
        _fail(f"{where}.qa is {_kind(asked)}, not a list")
    sessions = _sessions(said, sample_id, f"{where}.conversation")
    ids = {turn.id for session in sessions for turn in session.turns}
    questions = tuple(
        _question(item, sample_id, ids, f"{where}.qa[{n}]") for n, item in enumerate(asked)
    )
    names = list(dict.fromkeys(turn.speaker for session in sessions for turn in session.turns))
    speakers = tuple(
        _text(said, key, where) if key in said else (names[n] if n < len(names) else "")
        for n, key in enumerate(("speaker_a", "speaker_b"))
    )
    return Conversation(sample_id, (speakers[0], speakers[1]), sessions, questions)


def _sessions(said: Mapping[str, Any], sample_id: str, where: str) -> tuple[Session, ...]:
    # Dates may be given for sessions that have no turns; only sessions with turns count.
    names = sorted(
        (key for key, value in said.items() if _SESSION.fullmatch(key) and value != []),
        key=lambda key: int(key.removeprefix("session_")),
    )
    if not names:
        _fail(f"{where} has no session_1, session_2, ...; it has {_keys(said)}")
    sessions = []
    seen: set[str] = set()
    for name in names:
        spoken = said[name]
        if not isinstance(spoken, list):
            _fail(f"{where}.{name} is {_kind(spoken)}, not a list of turns")
        date_text = _text(said, f"{name}_date_time", where)
        time = parse_date(date_text)
        if time is None:
            _fail(
                f"{where}.{name}_date_time is {date_text[:_SHOWN]!r}, "
                "not a date like '1:56 pm on 8 May, 2023'"
            )
        turns = []
        for n, item in enumerate(spoken):
            turn = _turn(item, sample_id, name, time + timedelta(seconds=n), f"{where}.{name}[{n}]")
            if turn is None:
                continue
            if turn.id in seen:
                _fail(f"{where}.{name} has the dia_id of {turn.id!r} a second time")
            seen.add(turn.id)
            turns.append(turn)
        sessions.append(Session(name, time, date_text, tuple(turns)))
    return tuple(sessions)


def _turn(
    found: object, sample_id: str, session_id: str, time: datetime, where: str
) -> Turn | None:
    if not isinstance(found, dict):
        _fail(f"{where} is {_kind(found)}, not an object")
    text = _text(found, "text", where)
    caption = _text(found, "blip_caption", where) if found.get("blip_caption") else ""
    if not text.strip():
        # A picture sent without words: what it shows is what was said.
        text, caption = caption, ""
    if not text.strip():
        return None
    return Turn(
        id=_turn_id(sample_id, _text(found, "dia_id", where)),
        text=text,
        time=time,
        session_id=session_id,
        # Two people talk, neither of them an assistant.
        role="user",
        speaker=_text(found, "speaker", where),
        caption=caption,
    )


def _question(found: object, sample_id: str, ids: set[str], where: str) -> Question:
    if not isinstance(found, dict):
        _fail(f"{where} is {_kind(found)}, not an object")
    category = found.get("category")
    if isinstance(category, bool) or category not in (1, 2, 3, 4, 5):
        _fail(f"{where}.category is {category!r:.60}, not a number from 1 to 5")
    evidence = found.get("evidence", [])
    cited = [evidence] if isinstance(evidence, str) else evidence
    if not isinstance(cited, list) or not all(isinstance(one, str) for one in cited):
        _fail(f"{where}.evidence is {_kind(evidence)}, not a list of strings")
    named = [
        f"{sample_id}:D{int(session)}:{int(turn)}"
        for one in cited
        for session, turn in _EVIDENCE.findall(one)
    ]
    return Question(
        question=_text(found, "question", where),
        answer=_answer(found, "answer", where),
        adversarial_answer=_answer(found, "adversarial_answer", where),
        category=category,
        evidence=tuple(one for one in dict.fromkeys(named) if one in ids),
    )


def _turn_id(sample_id: str, dialogue_id: str) -> str:
    match = _DIALOGUE_ID.fullmatch(dialogue_id)
    plain = f"D{int(match[1])}:{int(match[2])}" if match else dialogue_id
    return f"{sample_id}:{plain}"


def _text(found: Mapping[str, Any], key: str, where: str) -> str:
    if key not in found:
        _fail(f"{where} has no {key!r}; it has {_keys(found)}")
    value = found[key]
    if not isinstance(value, str):
        _fail(f"{where}.{key} is {_kind(value)}, not a string")
    return _SURROGATE.sub("\ufffd", value)


def _answer(found: Mapping[str, Any], key: str, where: str) -> str | None:
    value = found.get(key)
    if value is None:
        return None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return _text(found, key, where)


def _kind(value: object) -> str:
    names = {dict: "an object", list: "a list", str: "a string", bool: "true or false"}
    if value is None:
        return "null"
    return names.get(type(value), "a number")


def _keys(found: Mapping[str, Any]) -> str:
    keys: Sequence[str] = sorted(found)
    shown = ", ".join(repr(key[:_SHOWN]) for key in keys[:5])
    return f"{shown}{', ...' if len(keys) > 5 else ''}" if keys else "no keys"


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON value")


def _fail(problem: str) -> NoReturn:
    raise FormatError(f"This is not a LoCoMo file: {problem}.\n{_EXPECTED}")
