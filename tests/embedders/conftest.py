"""Embedders to test, each behind the same door, and a real server for the remote one."""

import json
import sys
import threading
import types
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy as np
import pytest

from hafiza.embedders import CachedEmbedder, FileCachedEmbedder, HashingEmbedder
from hafiza.embedders.openai import OpenAIEmbedder


class EmbeddingServer:
    """Serve hashing vectors, three times too long, by the OpenAI API; note what was asked."""

    def __init__(self):
        self.requests = []
        self.headers = []
        self.replies = []  # (status, body, headers) to give before the real answers
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                server.requests.append((self.path, body))
                server.headers.append(dict(self.headers))
                if server.replies:
                    status, answer, headers = server.replies.pop(0)
                else:
                    vectors = HashingEmbedder(dim=48).embed_passages(body["input"]) * 3
                    data = [
                        {"index": index, "embedding": vector.tolist()}
                        for index, vector in enumerate(vectors)
                    ]
                    status, answer, headers = 200, json.dumps({"data": data[::-1]}), {}
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                payload = answer.encode()
                self.send_header("Content-Length", str(len(payload)))
                self.end_headers()
                self.wfile.write(payload)

            def log_message(self, *args):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/v1"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()

    def close(self):
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@pytest.fixture
def server() -> Iterator[EmbeddingServer]:
    running = EmbeddingServer()
    yield running
    running.close()


class StubSentenceTransformer:
    """What sentence-transformers gives, over hashing vectors; the last one made is kept."""

    made = None
    prompts_of_model: dict[str, str] = {}  # noqa: RUF012

    def __init__(self, name, **options):
        self.name, self.options, self.calls = name, options, []
        self.prompts, self.default_prompt_name = dict(self.prompts_of_model), None
        type(self).made = self

    def get_embedding_dimension(self):
        return 48

    def encode(self, texts, *, prompt, convert_to_numpy, show_progress_bar):
        assert (convert_to_numpy, show_progress_bar) == (True, False)
        self.calls.append((prompt, list(texts)))
        return HashingEmbedder(dim=48).embed_passages(texts) * np.float32(2)


@pytest.fixture
def stub_sentence_transformers(monkeypatch) -> type[StubSentenceTransformer]:
    module = types.ModuleType("sentence_transformers")
    stub = type("Stub", (StubSentenceTransformer,), {"made": None})
    module.SentenceTransformer = stub
    monkeypatch.setitem(sys.modules, "sentence_transformers", module)
    return stub


@pytest.fixture(scope="session")
def e5():
    from hafiza.embedders.e5 import E5Embedder

    return E5Embedder(threads=2)


@pytest.fixture(
    params=[
        "hashing",
        "cached",
        "file-cached",
        "openai",
        "sentence",
        pytest.param("e5", marks=pytest.mark.outer),
    ]
)
def embedder(request, tmp_path):
    """Each embedder in turn."""
    if request.param == "hashing":
        yield HashingEmbedder()
    elif request.param == "cached":
        yield CachedEmbedder(HashingEmbedder(), capacity=3)
    elif request.param == "file-cached":
        cached = FileCachedEmbedder(HashingEmbedder(), tmp_path / "vectors.db")
        yield cached
        cached.close()
    elif request.param == "openai":
        remote = OpenAIEmbedder("m", base_url=request.getfixturevalue("server").url)
        yield remote
        remote.close()
    elif request.param == "sentence":
        request.getfixturevalue("stub_sentence_transformers")
        from hafiza.embedders.sentence import SentenceEmbedder

        yield SentenceEmbedder("some/model", device="cpu")
    else:
        yield request.getfixturevalue("e5")
