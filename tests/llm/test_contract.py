"""What every chat model promises; run on the fake, on a real HTTP server and on llama.cpp."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from hafiza.core.errors import ContextOverflow, InputError
from hafiza.core.protocols import ChatModel
from hafiza.core.records import GenerateOptions, Message

GREEDY = GenerateOptions(max_tokens=12, temperature=0.0)
CATS = [Message("user", "Tell me a long story about the seven cats of the lighthouse keeper")]


def answer(model, messages=CATS, options=GREEDY):
    chunks = list(model.stream(messages, options))
    return "".join(chunk.text for chunk in chunks), chunks[-1]


def test_a_model_is_a_chat_model(model):
    assert isinstance(model, ChatModel)


def test_only_the_last_chunk_has_reason_and_usage(model):
    *pieces, last = model.stream(CATS, GREEDY)

    assert len(pieces) > 1
    assert all(chunk.text and chunk.finish_reason is None for chunk in pieces)
    assert all(chunk.usage is None for chunk in pieces)
    assert last.usage is not None
    assert last.usage.prompt_tokens > 0


def test_max_tokens_ends_the_answer_with_reason_length(model):
    _, last = answer(model, options=GenerateOptions(max_tokens=3, temperature=0.0))

    assert last.finish_reason == "length"
    assert last.usage.completion_tokens == 3


def test_a_stop_string_ends_the_answer_and_is_left_out(model):
    whole, _ = answer(model)
    stop = whole[len(whole) // 2 :].split()[0]

    text, last = answer(model, options=GenerateOptions(12, temperature=0.0, stop=(stop,)))

    assert text == whole[: whole.index(stop)]
    assert last.finish_reason == "stop"


def test_greedy_answers_are_the_same_twice(model):
    assert answer(model)[0] == answer(model)[0]


def test_closing_early_leaves_the_model_free_for_the_next_question(model):
    for _ in range(3):
        stream = model.stream(CATS, GenerateOptions(max_tokens=100, temperature=0.0))
        next(stream)
        stream.close()

    assert answer(model)[1].finish_reason == "length"


def test_a_stream_that_is_never_read_costs_nothing(model):
    for _ in range(5):
        model.stream(CATS)

    assert answer(model)[0]


def test_old_history_is_left_out_in_whole_exchanges(model):
    history = [
        message
        for number in range(60)
        for message in (
            Message("user", f"Question {number}: what is the name of the cat?"),
            Message("assistant", "Its name is Tekir, as it was yesterday."),
        )
    ]

    _, last = answer(model, [Message("system", "Be brief."), *history, *CATS])

    assert last.usage.trimmed_messages > 0
    assert last.usage.trimmed_messages % 2 == 0
    assert last.usage.trimmed_messages < len(history)
    assert last.usage.trimmed_characters == 0


def test_a_message_of_a_megabyte_is_cut_and_said_so(model):
    text = "kedi " * 200_000

    _, last = answer(model, [Message("user", text)], GenerateOptions(max_tokens=2))

    assert 0 < last.usage.trimmed_characters < len(text)
    assert last.usage.trimmed_messages == 0


def test_a_system_message_that_does_not_fit_is_refused(model):
    with pytest.raises(ContextOverflow, match="context_tokens"):
        answer(model, [Message("system", "rule " * 2000), *CATS])


@pytest.mark.parametrize("messages", [[], [Message("user", " \n")], [Message("user", "\x00")]])
def test_nothing_to_answer_is_an_input_error(model, messages):
    with pytest.raises(InputError):
        model.stream(messages)


def test_several_threads_may_ask_at_once(model):
    options = GenerateOptions(max_tokens=4, temperature=0.0)
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: answer(model, options=options)[1], range(6)))

    assert [last.usage.completion_tokens for last in answers] == [4] * 6


@pytest.mark.parametrize(
    "text", ["a\x00b", "a\ud800b", "\udfff\x01 x", "İıĞğ 🧿 \u2028", "<|im_end|>"]
)
def test_any_text_is_taken(model, text):
    options = GenerateOptions(max_tokens=2, temperature=0.0, stop=("\ud800", ""))

    assert answer(model, [Message("user", text)], options)[1].finish_reason
    assert model.count_tokens(text) > 0


def test_a_schema_that_is_no_json_is_an_input_error(model):
    with pytest.raises(InputError, match="schema"):
        answer(model, options=GenerateOptions(json_schema="{"))


def test_more_text_has_more_tokens(model):
    assert model.count_tokens("") == 0
    assert model.count_tokens("one") < model.count_tokens("one two three four five")
