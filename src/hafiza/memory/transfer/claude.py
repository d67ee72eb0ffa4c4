"""Read a Claude data export: conversations.json, in its zip, its folder, or alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from hafiza.core.errors import FormatError
from hafiza.core.records import Speaking, Turn
from hafiza.memory.transfer.chatgpt import conversation_files
from hafiza.memory.transfer.files import kind_of, stream_array
from hafiza.memory.transfer.items import (
    Item,
    Reading,
    Tally,
    clean,
    content_id,
    is_storable,
    name_of,
)
from hafiza.memory.transfer.times import moment

SPEAKER = "Claude"
_ROLES: Mapping[str, Speaking] = {"human": "user", "user": "user", "assistant": "assistant"}


def read_claude(path: Path, reading: Reading, tally: Tally) -> Iterator[Item]:
    """Yield the turns of a Claude export, conversation by conversation.

    The text of a file that was pasted into a message is part of the turn; the names of other
    files are its caption. Thoughts and the use of tools are left out and counted.

    Raises:
        InputError: there is no such file in `path`.
        FormatError: it is not a Claude export; the message names file and place.
    """
    for source in conversation_files(path):
        for where, found in stream_array(source):
            if not isinstance(found, dict) or not isinstance(found.get("chat_messages"), list):
                raise FormatError(
                    f"{where} is no Claude conversation: it has no 'chat_messages'.\n"
                    "Expected conversations.json of a Claude data export."
                )
            yield from _turns(found, where, reading, tally)


def _turns(
    conversation: Mapping[str, Any], where: str, reading: Reading, tally: Tally
) -> Iterator[Item]:
    messages = conversation["chat_messages"]
    created, name = conversation.get("created_at"), conversation.get("name")
    session = f"claude:{conversation.get('uuid') or content_id('claude', created, name)}"
    last = moment(created, reading.zone, f"{where}.created_at")
    for number, message in enumerate(messages):
        place = f"{where}.chat_messages[{number}]"
        if not isinstance(message, dict):
            raise FormatError(
                f"{place} is {kind_of(message)}, not an object.\n"
                "Expected conversations.json as Claude exported it."
            )
        role = _ROLES.get(str(message.get("sender")))
        if role is None:
            tally.left_out["messages of an unknown sender"] += 1
            continue
        text = _text(message, tally)
        if not is_storable(text, tally, "messages"):
            continue
        time = moment(message.get("created_at"), reading.zone, f"{place}.created_at")
        if time is None:
            tally.changed["messages without a time, dated like the one before"] += 1
        last = time or last or reading.now
        turn = Turn(
            id=content_id("claude", session, str(message.get("uuid") or number), role, text),
            text=text,
            time=last,
            session_id=name_of(session),
            role=role,
            speaker="" if role == "user" else SPEAKER,
            caption=_file_names(message),
        )
        yield Item(reading.scope(), turn, place)


def _text(message: Mapping[str, Any], tally: Tally) -> str:
    """Return what was said: the text blocks, or the plain text of an older export."""
    texts = []
    n_others = 0
    blocks = message.get("content")
    for block in blocks if isinstance(blocks, list) else []:
        kind = block.get("type") if isinstance(block, dict) else kind_of(block)
        if kind == "text" and isinstance(block.get("text"), str):
            texts.append(block["text"])
        else:
            tally.left_out[f"blocks of the type {kind!r:.40}"] += 1
            n_others += 1
    has_text = any(text.strip() for text in texts)
    # Next to blocks of tools, the plain text only says that they cannot be shown.
    if not has_text and not n_others and isinstance(message.get("text"), str):
        texts = [message["text"]]
    for one in _listed(message, "attachments"):
        if isinstance(one.get("extracted_content"), str):
            texts.append(one["extracted_content"])
    return clean("\n\n".join(text for text in texts if text.strip()))


def _file_names(message: Mapping[str, Any]) -> str:
    files = _listed(message, "attachments") + _listed(message, "files")
    names = [one["file_name"] for one in files if isinstance(one.get("file_name"), str)]
    return clean(", ".join(dict.fromkeys(name for name in names if name)))


def _listed(message: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
    found = message.get(key)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
