import pytest
from hypothesis import given
from hypothesis import strategies as st

from hafiza.core.errors import ContextOverflow
from hafiza.core.records import Message
from hafiza.llm.trimming import fit


def count(messages):
    """Three characters a token, two tokens of template a message."""
    return sum(-(-len(message.content) // 3) + 2 for message in messages)


def test_what_fits_is_left_alone():
    messages = [Message("system", "s"), Message("user", "u")]

    fitted = fit(messages, 100, 10, count)

    assert fitted.messages == messages
    assert fitted.answer_tokens == 10
    assert fitted.trimmed_messages == 0


def test_the_answer_is_capped_to_what_is_left():
    fitted = fit([Message("user", "x" * 150)], 100, 1000, count)

    assert fitted.answer_tokens == 100 - 52


def test_an_answer_leaves_with_its_question():
    messages = [
        Message("system", "s"),
        Message("user", "a" * 90),
        Message("assistant", "b"),
        Message("user", "c"),
        Message("assistant", "d"),
        Message("user", "e"),
    ]

    fitted = fit(messages, 40, 10, count)

    assert fitted.messages == [messages[0], *messages[3:]]
    assert fitted.trimmed_messages == 2


def test_the_middle_of_the_last_message_is_cut_with_a_mark():
    text = "begin " + "x" * 3000 + " end"

    fitted = fit([Message("user", text)], 200, 20, count)

    kept = fitted.messages[0].content
    assert kept.startswith("begin ")
    assert kept.endswith(" end")
    assert f"[... {fitted.trimmed_characters} characters left out ...]" in kept
    assert count(fitted.messages) > 150


def test_a_huge_message_is_counted_only_after_it_was_cut():
    longest = 0

    def watch(messages):
        nonlocal longest
        longest = max(longest, sum(len(message.content) for message in messages))
        return count(messages)

    fit([Message("user", "x" * 10_000_000)], 1000, 100, watch)

    assert longest < 32_000


def test_a_huge_history_is_counted_a_few_times():
    calls = 0

    def watch(messages):
        nonlocal calls
        calls += 1
        return count(messages)

    history = [
        Message("user" if place % 2 == 0 else "assistant", "w" * 60) for place in range(4000)
    ]

    fit([*history, Message("user", "now")], 1000, 100, watch)

    assert calls < 10


def test_a_system_message_that_does_not_fit_is_refused():
    with pytest.raises(ContextOverflow):
        fit([Message("system", "x" * 900), Message("user", "hi")], 256, 10, count)


words = st.text(alphabet="ab ç", min_size=1, max_size=400)


@given(st.lists(words, max_size=8), words, st.sampled_from(["", "be brief"]), st.integers(1, 600))
def test_the_result_fits_and_alternates(history, last, system, max_tokens):
    roles = ["user", "assistant"]
    messages = [Message("system", system)] if system else []
    messages += [Message(roles[place % 2], text) for place, text in enumerate(history)]
    messages += [Message("user", last)]

    fitted = fit(messages, 128, max_tokens, count)

    assert count(fitted.messages) + fitted.answer_tokens <= 128
    assert fitted.answer_tokens >= 1
    assert [m for m in fitted.messages if m.role == "system"] == messages[: bool(system)]
    assert fitted.messages[-1].role == "user"
    assert len(fitted.messages) + fitted.trimmed_messages == len(messages)
    rest = [m.role for m in fitted.messages if m.role != "system"]
    assert rest[0] == "user"
