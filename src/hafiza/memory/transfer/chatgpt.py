"""Read a ChatGPT data export: conversations.json, in its zip, its folder, or alone.

A conversation is a tree of messages, because an answer can be asked for again; what is read is
the path to the node that was shown last. Only what was said between the two is read: system and
tool messages, thoughts, code that was run and hidden messages are left out and counted. Custom
instructions stand hidden in every conversation; each wording is read once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from hafiza.core.errors import FormatError, InputError
from hafiza.core.records import Speaking, Turn
from hafiza.memory.transfer.files import Source, find_sources, kind_of, stream_array
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

SPEAKER = "ChatGPT"
ABOUT_ME = "chatgpt:about-me"
# Large exports come as conversations-000.json, conversations-001.json, ...
_FILE = re.compile(r"conversations(-\d+)?\.json")
_SPOKEN = ("text", "multimodal_text")


def read_chatgpt(path: Path, reading: Reading, tally: Tally) -> Iterator[Item]:
    """Yield the turns of a ChatGPT export, conversation by conversation.

    Raises:
        InputError: there is no such file in `path`.
        FormatError: it is not a ChatGPT export; the message names file and place.
    """
    instructions: set[str] = set()
    for source in conversation_files(path):
        for where, found in stream_array(source):
            if not isinstance(found, dict) or not isinstance(found.get("mapping"), dict):
                raise FormatError(
                    f"{where} is no ChatGPT conversation: it has no 'mapping'.\n"
                    "Expected conversations.json of a ChatGPT data export."
                )
            yield from _turns(found, where, reading, tally, instructions)


def conversation_files(path: Path) -> list[Source]:
    """Return the conversation files of a chat export.

    Raises:
        InputError: there are none.
    """
    sources = find_sources(path, lambda name: _FILE.fullmatch(name) is not None)
    if not sources:
        raise InputError(
            f"There is no conversations.json in {str(path)!r}.\n"
            "Expected the zip of a data export, its unpacked folder, or that file."
        )
    return sources


def _turns(
    conversation: Mapping[str, Any],
    where: str,
    reading: Reading,
    tally: Tally,
    instructions: set[str],
) -> Iterator[Item]:
    mapping = conversation["mapping"]
    path = _path(conversation, where)
    aside = (_message(node) for id_, node in mapping.items() if id_ not in path)
    if n_aside := sum(1 for message in aside if message and not _reason_to_leave(message)):
        tally.left_out["messages of branches that were left"] += n_aside
    own_id = conversation.get("conversation_id") or conversation.get("id")
    began = conversation.get("create_time")
    session = f"chatgpt:{own_id}" if isinstance(own_id, str) else content_id("chatgpt", *path)
    last = moment(began, reading.zone, f"{where}.create_time")
    for node_id in path:
        message = _message(mapping[node_id])
        if message is None:
            continue
        place = f"{where}.mapping[{node_id!r:.60}]"
        for text in _instructions(message):
            if text not in instructions and is_storable(text, tally, "custom instructions"):
                yield _instruction_item(text, last or reading.now, reading, place)
            instructions.add(text)
        if reason := _reason_to_leave(message):
            tally.left_out[reason] += 1
            continue
        text = _text(message["content"], tally)
        if not is_storable(text, tally, "messages"):
            continue
        time = moment(message.get("create_time"), reading.zone, f"{place}.create_time")
        if time is None:
            tally.changed["messages without a time, dated like the one before"] += 1
        last = time or last or reading.now
        role: Speaking = "user" if message["author"]["role"] == "user" else "assistant"
        turn = Turn(
            id=content_id("chatgpt", session, str(message.get("id") or node_id), role, text),
            text=text,
            time=last,
            session_id=name_of(session),
            role=role,
            speaker="" if role == "user" else SPEAKER,
        )
        yield Item(reading.scope(), turn, place)


def _instructions(message: Mapping[str, Any]) -> list[str]:
    metadata = message.get("metadata")
    told = metadata.get("user_context_message_data") if isinstance(metadata, dict) else None
    if not isinstance(told, dict):
        return []
    texts = [told.get(key) for key in ("about_user_message", "about_model_message")]
    return [clean(text) for text in texts if isinstance(text, str) and text.strip()]


def _instruction_item(text: str, time: datetime, reading: Reading, where: str) -> Item:
    turn = Turn(content_id("chatgpt", ABOUT_ME, text), text, time, ABOUT_ME)
    return Item(reading.scope(), turn, where)


def _path(conversation: Mapping[str, Any], where: str) -> dict[str, None]:
    """Return the node ids from the root to the current node, in order."""
    mapping = conversation["mapping"]
    node_id = conversation.get("current_node")
    if node_id is None:
        node_id = _last_leaf(mapping)
    elif not isinstance(node_id, str) or node_id not in mapping:
        raise FormatError(
            f"{where}.current_node is {node_id!r:.60}, which its mapping does not have.\n"
            "Expected conversations.json as ChatGPT exported it."
        )
    found: dict[str, None] = {}
    while isinstance(node_id, str) and node_id in mapping and node_id not in found:
        found[node_id] = None
        node = mapping[node_id]
        node_id = node.get("parent") if isinstance(node, dict) else None
    return dict.fromkeys(reversed(found))


def _last_leaf(mapping: Mapping[str, Any]) -> str | None:
    leaves = [
        id_ for id_, node in mapping.items() if isinstance(node, dict) and not node.get("children")
    ]
    return leaves[-1] if leaves else None


def _message(node: object) -> dict[str, Any] | None:
    message = node.get("message") if isinstance(node, dict) else None
    return message if isinstance(message, dict) else None


def _reason_to_leave(message: Mapping[str, Any]) -> str | None:
    author, content = message.get("author"), message.get("content")
    role = author.get("role") if isinstance(author, dict) else None
    metadata = message.get("metadata")
    if role not in ("user", "assistant"):
        return f"{role} messages" if role in ("system", "tool") else "messages of an unknown role"
    if isinstance(metadata, dict) and metadata.get("is_visually_hidden_from_conversation"):
        return "hidden messages"
    if not isinstance(content, dict):
        return "messages without content"
    if content.get("content_type") not in _SPOKEN:
        return f"messages of the type {content.get('content_type')!r:.40}"
    if role == "assistant" and message.get("recipient", "all") != "all":
        return "calls of tools"
    return None


def _text(content: Mapping[str, Any], tally: Tally) -> str:
    parts = content.get("parts")
    texts = []
    for part in parts if isinstance(parts, list) else []:
        if isinstance(part, str):
            texts.append(part)
        elif isinstance(part, dict) and isinstance(part.get("text"), str):
            # What was said aloud, with its transcript.
            texts.append(part["text"])
        elif part is not None:
            what = part.get("content_type") if isinstance(part, dict) else kind_of(part)
            tally.left_out[f"parts of the type {what!r:.40}"] += 1
    return clean("\n".join(text for text in texts if text.strip()))
