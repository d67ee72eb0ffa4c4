"""Real servers and real models that the tests of this room share."""

import json
import struct
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace

import pytest

from hafiza.core.records import ModelCard
from hafiza.llm import FakeChatModel, load_model
from hafiza.llm.load_options import LoadOptions
from hafiza.llm.openai import OpenAIModel

CONTEXT_TOKENS = 256


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self._answer(None)

    do_HEAD = do_GET

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self._answer(json.loads(body))

    def _answer(self, body):
        self.close_connection = True
        seen = SimpleNamespace(method=self.command, path=self.path, headers=self.headers, body=body)
        self.server.requests.append(seen)
        try:
            self.server.behave(self, seen)
        except (BrokenPipeError, ConnectionResetError):
            self.server.cut_by_client.set()

    def say(self, status, content=b"", headers=()):
        data = content if isinstance(content, bytes) else json.dumps(content).encode()
        self.send_response(status)
        for name, value in {"Content-Length": str(len(data)), **dict(headers)}.items():
            self.send_header(name, value)
        self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def start_events(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()

    def event(self, content):
        text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
        self.wfile.write(f"data: {text}\n\n".encode())
        self.wfile.flush()

    def log_message(self, *args):
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        raise


def piece(text=None, reason=None, **delta):
    if text is not None:
        delta["content"] = text
    return {"choices": [{"index": 0, "delta": delta, "finish_reason": reason}]}


def echo(handler, request):
    """Answer like a chat server whose model repeats the last message, a word a token."""
    body = request.body
    said = body["messages"][-1]["content"]
    if "response_format" in body:
        said = json.dumps({"text": "x"})
    for stop in body.get("stop", ()):
        said = said.split(stop)[0]
    words = [word if place == 0 else f" {word}" for place, word in enumerate(said.split(" "))]
    limit = body["max_tokens"]
    handler.start_events()
    handler.event(piece("", role="assistant"))
    handler.wfile.write(b": keepalive\n\n")
    for word in words[:limit]:
        handler.event(piece(word, reasoning_content="hidden"))
    handler.event(piece(reason="length" if len(words) > limit else "stop"))
    n_tokens = min(len(words), limit)
    handler.event({"choices": [], "usage": {"prompt_tokens": 7, "completion_tokens": n_tokens}})
    handler.event("[DONE]")


@pytest.fixture
def server():
    """A local HTTP server; set `behave` to change how it answers, read `requests`."""
    with Server(("127.0.0.1", 0), Handler) as http_server:
        http_server.requests = []
        http_server.behave = echo
        http_server.cut_by_client = threading.Event()
        http_server.url = f"http://127.0.0.1:{http_server.server_address[1]}"
        thread = threading.Thread(target=http_server.serve_forever, args=(0.01,))
        thread.start()
        yield http_server
        http_server.shutdown()
        thread.join()


@pytest.fixture
def make_openai(server):
    """Make models on the local server; waits are recorded in `waits` and not waited."""
    made = []
    waits = []

    def make(*, context_tokens=CONTEXT_TOKENS, **given) -> OpenAIModel:
        given.setdefault("openai_base_url", f"{server.url}/v1")
        options = LoadOptions(context_tokens=context_tokens, **given)
        model = OpenAIModel("test-model", options, sleep=waits.append, jitter=lambda: 1.0)
        made.append(model)
        return model

    make.waits = waits
    yield make
    for model in made:
        model.close()


@pytest.fixture(scope="session")
def gguf_model():
    """The bundled model, really loaded once."""
    model = load_model("gguf:smollm2-135m", context_tokens=CONTEXT_TOKENS, slots=2, threads=1)
    yield model
    model.close()


@pytest.fixture(scope="session")
def talker(tmp_path_factory):
    """A checkpoint of a small AGIFORMER with random weights that writes words of a few letters."""
    from neural.small import write_talker

    return write_talker(tmp_path_factory.mktemp("byte") / "talker.safetensors", seed=2)


@pytest.fixture(scope="session")
def byte_model(talker):
    """The small AGIFORMER, compiled once."""
    model = load_model(f"byte:{talker}", context_tokens=CONTEXT_TOKENS)
    yield model
    model.close()


@pytest.fixture(
    params=[
        "fake",
        "openai",
        pytest.param("gguf", marks=pytest.mark.outer),
        pytest.param("byte", marks=pytest.mark.outer),
    ]
)
def model(request):
    """Each back end, with a context of CONTEXT_TOKENS."""
    if request.param == "fake":
        return FakeChatModel(card=ModelCard("fake:echo", context_tokens=CONTEXT_TOKENS))
    if request.param == "openai":
        return request.getfixturevalue("make_openai")()
    return request.getfixturevalue(f"{request.param}_model")


@pytest.fixture
def make_gguf(tmp_path) -> Callable:
    """Write a small GGUF with a header as told and a handful of weights."""

    def text(value):
        data = value.encode()
        return struct.pack("<Q", len(data)) + data

    def encode(value):
        if isinstance(value, str):
            return struct.pack("<I", 8) + text(value)
        if isinstance(value, list) and value and isinstance(value[0], int):
            return struct.pack(f"<IIQ{len(value)}i", 9, 5, len(value), *value)
        if isinstance(value, list):
            return struct.pack("<IIQ", 9, 8, len(value)) + b"".join(map(text, value))
        return struct.pack("<II", 4, value)

    def make(name="model.gguf", *, version=3, n_weights=64, folder=tmp_path, **values):
        values = {
            "general.architecture": "llama",
            "tokenizer.chat_template": "{{ messages }}",
            **{key.replace("__", "."): value for key, value in values.items()},
        }
        values = {key: value for key, value in values.items() if value is not None}
        head = b"GGUF" + struct.pack("<IQQ", version, 1 if n_weights else 0, len(values))
        head += b"".join(text(key) + encode(value) for key, value in values.items())
        if n_weights:
            head += text("weights") + struct.pack("<IQIQ", 1, n_weights, 0, 0)
        padding = -len(head) % 32
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(head + bytes(padding) + bytes(4 * n_weights))
        return path

    return make


@pytest.fixture
def gguf_bytes(make_gguf):
    """The bytes of a small GGUF."""
    path = make_gguf("template.gguf", n_weights=4096)
    data = path.read_bytes()
    path.unlink()
    return data
