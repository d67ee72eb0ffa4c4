from datetime import UTC, datetime

import pytest

from hafiza.assistant.prompting import (
    PROMPT_LANGUAGES,
    capable_messages,
    weak_chat_messages,
    weak_recall_messages,
)
from hafiza.core import Message


@pytest.mark.parametrize("language", PROMPT_LANGUAGES)
def test_prompts_alternate_and_end_with_the_user(language):
    now = datetime(2026, 3, 12, tzinfo=UTC)
    for messages in (
        capable_messages("Hi", [], "", language=language, now=now),
        weak_chat_messages("Hi", [], language=language),
        weak_recall_messages("Who?", "I am Tom.", language=language),
    ):
        roles = [message.role for message in messages]
        assert roles[0] == "system"
        assert roles[1:] == ["user", "assistant"] * (len(roles) // 2 - 1) + ["user"]


def test_fact_cannot_close_its_quotation_or_fill_the_template():
    last = weak_recall_messages("Who {told}?", 'I am "Tom" {question}.', language="en")[-1]
    assert last == Message("user", "Who {told}?\nI told you:\n\"I am 'Tom' {question}.\"")


def test_language_without_prompts_gets_the_english_ones():
    assert weak_chat_messages("Hallo", [], language="de")[0].content.startswith("You are")
