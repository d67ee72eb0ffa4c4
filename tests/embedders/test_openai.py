import socket

import numpy as np
import pytest

from hafiza.core.errors import BackendRefused, BackendUnavailable, ConfigurationError
from hafiza.embedders.openai import OpenAIEmbedder

KEY = "sk-very-secret-0123456789"


@pytest.fixture
def waits():
    return []


@pytest.fixture
def remote(server, waits):
    embedder = OpenAIEmbedder(
        "text-small", base_url=server.url, api_key=KEY, retries=2, sleep=waits.append
    )
    yield embedder
    embedder.close()


def test_request_is_what_the_api_expects(server, remote):
    remote.embed_queries(["hello"])

    assert server.requests == [
        ("/v1/embeddings", {"model": "text-small", "input": ["hello"]}),
    ]
    assert server.headers[0]["Authorization"] == f"Bearer {KEY}"


def test_vectors_follow_the_index_that_the_server_gives(remote):
    one, two = remote.embed_passages(["apple", "river"])

    np.testing.assert_allclose(one, remote.embed_passages(["apple"])[0], atol=1e-6)
    assert one @ two < 0.9


def test_many_texts_go_in_batches_and_empty_ones_are_never_sent(server, remote):
    remote.embed_passages(["", *(f"text {n}" for n in range(129))])

    assert [len(body["input"]) for _, body in server.requests] == [64, 64, 2]
    assert server.requests[0][1]["input"][0] == "."


@pytest.mark.parametrize("status", [429, 500, 503])
def test_passing_failure_is_tried_again(server, remote, waits, status):
    server.replies = [(status, "later", {}), (status, "later", {})]

    assert remote.embed_passages(["a"]).shape == (1, 48)
    assert len(server.requests) == 3
    assert len(waits) == 2
    assert 0.25 <= waits[0] <= 0.5 <= waits[1] <= 1.0


def test_wait_that_the_server_asks_for_is_kept(server, remote, waits):
    server.replies = [(429, "slow down", {"Retry-After": "7"})]

    remote.embed_passages(["a"])

    assert waits == [7.0]


def test_lasting_failure_says_how_often_it_was_tried(server, remote):
    server.replies = [(500, "broken", {})] * 3

    with pytest.raises(BackendUnavailable, match="after 3 tries; last: status 500: broken"):
        remote.embed_passages(["a"])


def test_server_that_is_not_there_is_unavailable(waits):
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    gone = OpenAIEmbedder(
        "m", base_url=f"http://127.0.0.1:{port}/v1", retries=1, sleep=waits.append
    )

    with pytest.raises(BackendUnavailable, match="after 2 tries"):
        gone.embed_passages(["a"])
    assert len(waits) == 1
    gone.close()


def test_refusal_is_not_tried_again_and_never_shows_the_key(server, remote, waits):
    server.replies = [(401, f"Incorrect API key provided: {KEY}", {})]

    with pytest.raises(BackendRefused, match="status 401") as refusal:
        remote.embed_passages(["a"])

    assert waits == []
    assert KEY not in str(refusal.value)
    assert "[key]" in str(refusal.value)


@pytest.mark.parametrize(
    "answer",
    [
        "<html>hello</html>",
        "[]",
        '{"data": [{"index": 0}]}',
        '{"data": []}',
        '{"data": [{"index": 0, "embedding": []}]}',
        '{"data": [{"index": 0, "embedding": [0.0, 0.0]}]}',
        '{"data": [{"index": 0, "embedding": [NaN, 1.0]}]}',
        '{"data": [{"index": 0, "embedding": "AAAA"}]}',
        "[" * 100_000,
    ],
)
def test_answer_that_holds_no_vectors_is_an_error_that_says_so(server, remote, answer):
    server.replies = [(200, answer, {})]

    with pytest.raises(BackendRefused, match="text-small"):
        remote.embed_passages(["a"])


def test_server_that_changes_the_dimension_is_refused(server, remote):
    remote.embed_passages(["a"])
    server.replies = [(200, '{"data": [{"index": 0, "embedding": [1.0, 2.0]}]}', {})]

    with pytest.raises(BackendRefused, match="2 components after 48"):
        remote.embed_passages(["b"])


def test_dimension_is_asked_of_the_server_once(server, remote):
    assert (remote.dim, remote.dim) == (48, 48)
    assert len(server.requests) == 1


def test_name_in_an_address_is_not_shown():
    with pytest.raises(ConfigurationError) as refusal:
        OpenAIEmbedder("m", base_url="ftp://tom:hunter2@host/v1")

    assert "hunter2" not in str(refusal.value)


@pytest.mark.parametrize("key", ["two words", "line\nend", "ğüş"])
def test_key_that_no_header_can_hold_is_refused_without_showing_it(key):
    with pytest.raises(ConfigurationError, match="openai_api_key") as refusal:
        OpenAIEmbedder("m", base_url="http://localhost/v1", api_key=key)

    assert key not in str(refusal.value)


def test_model_without_a_name_is_refused():
    with pytest.raises(ConfigurationError, match="names no model"):
        OpenAIEmbedder("", base_url="http://localhost/v1")
