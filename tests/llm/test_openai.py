import json
import socket
from datetime import UTC, datetime

import pytest

from hafiza.core.errors import (
    BackendError,
    BackendRefused,
    BackendUnavailable,
    ConfigurationError,
    ContextOverflow,
)
from hafiza.core.records import GenerateOptions, Message
from hafiza.llm.openai_errors import retry_after_s

HI = [Message("user", "Hi there")]
KEY = "sk-very-secret"
TEXT = {"choices": [{"index": 0, "delta": {"content": "half"}, "finish_reason": None}]}
END = {"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]}


def say(model, messages=HI, options=None):
    return "".join(chunk.text for chunk in model.stream(messages, options))


def fail_first(server, n_failures, status, message="not now", headers=()):
    """Refuse some requests, then answer."""
    answer = server.behave

    def behave(handler, request):
        if len(server.requests) <= n_failures:
            handler.say(status, {"error": {"message": message}}, headers)
        else:
            answer(handler, request)

    server.behave = behave


def events(*contents):
    def behave(handler, request):
        handler.start_events()
        for content in contents:
            handler.event(content)

    return behave


def test_the_request_is_what_the_api_asks_for(server, make_openai):
    options = GenerateOptions(9, temperature=0.2, top_p=0.5, seed=3, stop=("END",))

    say(make_openai(openai_api_key=KEY), [Message("system", "s"), *HI], options)

    (request,) = server.requests
    assert request.path == "/v1/chat/completions"
    assert request.headers["Authorization"] == f"Bearer {KEY}"
    assert request.body == {
        "model": "test-model",
        "messages": [
            {"role": "system", "content": "s"},
            {"role": "user", "content": "Hi there"},
        ],
        "max_tokens": 9,
        "temperature": 0.2,
        "top_p": 0.5,
        "seed": 3,
        "stop": ["END"],
        "stream": True,
        "stream_options": {"include_usage": True},
    }


def test_without_a_key_no_key_is_sent(server, make_openai):
    say(make_openai())

    assert server.requests[0].headers["Authorization"] is None


def test_a_schema_is_sent_as_response_format(server, make_openai):
    text = say(make_openai(), options=GenerateOptions(json_schema='{"type": "object"}'))

    assert json.loads(text) == {"text": "x"}
    sent = server.requests[0].body["response_format"]
    assert sent["json_schema"]["schema"] == {"type": "object"}


@pytest.mark.parametrize(
    ("effort", "sent"),
    [(0, "minimal"), (0.2, "minimal"), (0.25, "low"), (0.5, "medium"), (0.75, "high"), (1, "high")],
)
def test_an_effort_is_sent_in_the_words_of_the_api(server, make_openai, effort, sent):
    list(make_openai().stream([Message("user", "Hi")], GenerateOptions(reasoning_effort=effort)))

    assert server.requests[0].body["reasoning_effort"] == sent


def test_what_the_api_has_not_and_what_is_unset_is_not_sent(server, make_openai):
    list(make_openai().stream([Message("user", "Hi")], GenerateOptions(top_k=5, min_p=0.1)))

    assert not {"top_k", "min_p", "reasoning_effort"} & server.requests[0].body.keys()


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503])
def test_a_server_that_is_busy_is_asked_again_with_growing_waits(server, make_openai, status):
    fail_first(server, 3, status)

    assert say(make_openai(retries=3)) == "Hi there"
    assert make_openai.waits == [0.5, 1.0, 2.0]


def test_a_server_that_stays_busy_is_unavailable(server, make_openai):
    fail_first(server, 99, 503)

    with pytest.raises(BackendUnavailable, match=r"503.*not now"):
        say(make_openai(retries=2))
    assert len(server.requests) == 3


def test_retry_after_is_respected_and_bounded(server, make_openai):
    fail_first(server, 1, 429, headers={"Retry-After": "7"})
    say(make_openai())
    server.requests.clear()
    fail_first(server, 1, 429, headers={"Retry-After": "86400"})
    say(make_openai())

    assert make_openai.waits == [7.0, 60.0]


def test_retry_after_may_be_a_date():
    now = datetime(2026, 1, 1, 12, 0, 0, tzinfo=UTC)

    assert retry_after_s("Thu, 01 Jan 2026 12:00:30 GMT", now) == 30.0
    assert retry_after_s("Thu, 01 Jan 2026 11:00:00 GMT", now) == 0.0


@pytest.mark.parametrize(
    ("status", "step"),
    [
        (401, "HAFIZA_OPENAI_API_KEY"),
        (403, "HAFIZA_OPENAI_API_KEY"),
        (404, "HAFIZA_OPENAI_BASE_URL"),
        (400, "chat completions"),
    ],
)
def test_a_refusal_has_the_words_of_the_server_and_the_next_step(server, make_openai, status, step):
    fail_first(server, 99, status, message=f"bad thing with {KEY}")

    with pytest.raises(BackendRefused, match="bad thing with") as caught:
        say(make_openai(openai_api_key=KEY))
    assert step in str(caught.value)
    assert KEY not in str(caught.value)
    assert len(server.requests) == 1


def test_a_server_that_is_not_there_is_named_with_its_setting(make_openai):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/v1"
        model = make_openai(openai_base_url=url, retries=1)

        with pytest.raises(BackendUnavailable, match="HAFIZA_OPENAI_BASE_URL") as caught:
            say(model)
    assert url in str(caught.value)
    assert make_openai.waits == [0.5]


def test_silence_is_unavailable_after_the_time_limit(server, make_openai):
    server.behave = lambda handler, request: server.cut_by_client.wait(5)
    model = make_openai(timeout_s=0.05, retries=0)

    with pytest.raises(BackendUnavailable, match="HAFIZA_TIMEOUT_S"):
        say(model)
    server.cut_by_client.set()


@pytest.mark.parametrize(
    "behave",
    [
        lambda handler, request: handler.say(200, b"<html>welcome</html>"),
        lambda handler, request: handler.say(200, b"\xff\xfe\x00"),
        lambda handler, request: handler.say(200, b""),
        events("this is no json"),
        events("[1, 2]"),
        events({"choices": 3}),
        events({"choices": ["x"]}),
        events({"choices": [{"delta": {"content": ["x"]}}]}),
        events(TEXT | {"usage": 5}, END),
    ],
)
def test_garbage_is_a_backend_error_that_names_the_address(server, make_openai, behave):
    server.behave = behave

    with pytest.raises(BackendError, match="HAFIZA_OPENAI_BASE_URL"):
        say(make_openai())
    assert len(server.requests) == 1


def test_a_stream_that_is_cut_is_an_error_and_is_not_asked_again(server, make_openai):
    server.behave = events(TEXT)
    stream = make_openai().stream(HI)

    assert next(stream).text == "half"
    with pytest.raises(BackendError, match="before the answer was complete"):
        next(stream)
    assert len(server.requests) == 1


def test_a_connection_that_breaks_in_the_middle_is_not_asked_again(server, make_openai):
    def behave(handler, request):
        handler.send_response(200)
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        data = f"data: {json.dumps(TEXT)}\n\n".encode()
        handler.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\nffff\r\n")

    server.behave = behave
    stream = make_openai().stream(HI)

    assert next(stream).text == "half"
    with pytest.raises(BackendError, match="cut in the middle"):
        next(stream)
    assert len(server.requests) == 1


def test_an_error_inside_the_stream_is_told(server, make_openai):
    server.behave = events(TEXT, {"error": {"message": f"out of memory {KEY}"}})

    with pytest.raises(BackendError, match="out of memory") as caught:
        say(make_openai(openai_api_key=KEY))
    assert KEY not in str(caught.value)


def test_a_stream_without_done_and_usage_is_enough(server, make_openai):
    server.behave = events(TEXT, END)

    *_, last = make_openai().stream(HI)

    assert last.finish_reason == "stop"
    assert last.usage.completion_tokens == 1


def test_line_separators_inside_json_do_not_cut_the_event(server, make_openai):
    text = {"choices": [{"delta": {"content": "a\u2028b\x85c"}, "finish_reason": "stop"}]}
    server.behave = events(text)

    assert say(make_openai()) == "a\u2028b\x85c"


def test_history_is_left_out_when_the_server_says_it_is_too_long(server, make_openai):
    answer = server.behave

    def behave(handler, request):
        if len(request.body["messages"]) > 3:
            error = {"message": "too long", "code": "context_length_exceeded"}
            handler.say(400, {"error": error})
        else:
            answer(handler, request)

    server.behave = behave
    history = [Message(role, "x" * 200) for _ in range(6) for role in ("user", "assistant")]
    model = make_openai(context_tokens=100_000)

    *_, last = model.stream([*history, *HI], GenerateOptions(max_tokens=8))

    assert last.usage.trimmed_messages >= 10


def test_a_length_that_never_fits_is_a_context_overflow(server, make_openai):
    fail_first(server, 99, 400, message="maximum context length is 1 token")

    with pytest.raises(ContextOverflow, match="HAFIZA_CONTEXT_TOKENS"):
        say(make_openai())


def test_the_limit_is_renamed_for_models_that_ask_for_it(server, make_openai):
    server.behave = events(TEXT, END)
    fail_first(server, 1, 400, message="Use 'max_completion_tokens' instead of max_tokens.")

    assert say(make_openai(retries=0)) == "half"
    assert "max_completion_tokens" in server.requests[-1].body
    assert "max_tokens" not in server.requests[-1].body


def test_closing_early_hangs_up(server, make_openai):
    def behave(handler, request):
        handler.start_events()
        while True:
            handler.event(TEXT)

    server.behave = behave
    stream = make_openai().stream(HI)
    next(stream)

    stream.close()

    assert server.cut_by_client.wait(10)


@pytest.mark.parametrize("url", ["", "localhost:8000", "ftp://x/v1", "http://[::1"])
def test_an_address_that_is_none_is_a_configuration_error(make_openai, url):
    with pytest.raises(ConfigurationError, match="HAFIZA_OPENAI_BASE_URL"):
        make_openai(openai_base_url=url)


@pytest.mark.parametrize("key", ["sk-ş-secret", "sk\nsecret"])
def test_a_key_that_cannot_be_sent_is_a_configuration_error_without_it(make_openai, key):
    with pytest.raises(ConfigurationError) as caught:
        make_openai(openai_api_key=key)
    assert "secret" not in str(caught.value)


def test_a_closed_model_refuses(make_openai):
    model = make_openai()
    model.close()
    model.close()

    with pytest.raises(BackendError, match="closed"):
        model.stream(HI)
