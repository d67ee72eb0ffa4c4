"""Real servers in processes of their own, by the official client and by raw pipes."""

from __future__ import annotations

import json
import signal
import socket
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import anyio
import httpx
import pytest
from mcp import Client
from mcp.client.streamable_http import create_mcp_http_client, streamable_http_client

from hafiza.embedders import load_embedder
from hafiza.memory import Memory

pytestmark = [pytest.mark.anyio, pytest.mark.outer]

HELLO = {
    "jsonrpc": "2.0",
    "id": 0,
    "method": "initialize",
    "params": {
        "protocolVersion": "2025-06-18",
        "capabilities": {},
        "clientInfo": {"name": "raw", "version": "0"},
    },
}
READY = {"jsonrpc": "2.0", "method": "notifications/initialized"}
ACCEPT = {"accept": "application/json, text/event-stream"}

# Run in the server before it starts: writing takes a while, so that a client can leave meanwhile.
SLOW = """
import time
from hafiza.memory import Memory
add_many = Memory.add_many
def slow(self, *args, **kwargs):
    time.sleep(0.7)
    return add_many(self, *args, **kwargs)
Memory.add_many = slow
"""
# And here the library speaks where only the protocol may.
NOISY = """
import os
from hafiza.memory import Memory
search = Memory.search
def noisy(self, *args, **kwargs):
    print("a word on stdout")
    os.system("echo a word of a child")
    return search(self, *args, **kwargs)
Memory.search = noisy
"""


@contextmanager
def left_behind(home: Path):
    """The memory that a server has left."""
    with Memory.open(home / "memory.db", embedder=load_embedder("hashing")) as memory:
        yield memory


def call(id_: int, tool: str, **arguments) -> dict:
    params = {"name": tool, "arguments": arguments}
    return {"jsonrpc": "2.0", "id": id_, "method": "tools/call", "params": params}


def send(process, *messages) -> None:
    for message in messages:
        line = message if isinstance(message, bytes) else json.dumps(message).encode()
        process.stdin.write(line + b"\n")
    process.stdin.flush()


def receive(process, id_: int) -> dict:
    """Return the answer to a request; every line before it must be of the protocol too."""
    while True:
        answer = json.loads(process.stdout.readline())
        assert answer["jsonrpc"] == "2.0"
        if answer.get("id") == id_:
            return answer


def of_tool(answer: dict) -> dict:
    return json.loads(answer["result"]["content"][0]["text"])


async def use_every_tool(client: Client) -> None:
    """Call all seven tools and read all resources, as a client at work would."""

    async def use(tool: str, **arguments) -> dict:
        result = await client.call_tool(tool, arguments)
        assert not result.is_error, result.content
        return result.structured_content

    names = {tool.name for tool in (await client.list_tools()).tools}
    assert len(names) == 7

    said = "Kız kardeşim Işıl, Muğla'da çilek yetiştiriyor."
    added = await use("add_memory", user_input=said, agent_response="Ne güzel!")
    assert added["status"] == "success"
    found = await use("retrieve_memory", query="Işıl çilek")
    assert found["retrieved_pages"][0]["user_input"] == said
    assert found["short_term_memory"][-1]["agent_response"] == "Ne güzel!"
    profile = await use("get_user_profile", include_assistant_knowledge=True)
    assert profile["user_id"] == "ayşe"
    [hit, *_] = (await use("search_memory", query="çilek"))["hits"]
    assert hit["turn"]["text"] == said
    assert "facts" in await use("list_facts")
    assert (await use("memory_stats"))["turns"] == 2

    sessions = json.loads((await client.read_resource("hafiza://sessions")).contents[0].text)
    [content] = (await client.read_resource(sessions[0]["uri"])).contents
    assert json.loads(content.text)["turns"][0]["text"] == said
    [content] = (await client.read_resource("hafiza://profile")).contents
    assert json.loads(content.text)["user_id"] == "ayşe"

    wanted = {"turn_ids": [hit["turn"]["turn_id"]]}
    assert (await use("forget_memory", **wanted))["total"] == 1
    assert (await use("forget_memory", **wanted, dry_run=False))["forgotten"] == 1
    assert (await use("memory_stats"))["turns"] == 1


# --- stdio ---


@pytest.mark.parametrize("mode", ["auto", "legacy"])
async def test_stdio_serves_every_tool_and_resource(parameters, mode):
    async with Client(parameters("--user", "ayşe"), mode=mode) as client:
        assert client.server_info.name == "hafiza"
        await use_every_tool(client)


async def test_stdio_worker_makes_facts_of_what_was_added(parameters):
    page = {"user_input": "İzmir'de yaşıyorum.", "agent_response": "Ne güzel bir şehir!"}
    async with Client(parameters()) as client:
        await client.call_tool("add_memory", page)
        with anyio.fail_after(20):
            while True:
                stats = (await client.call_tool("memory_stats", {})).structured_content
                if stats["facts"] and stats["segments"] == 1:
                    break
                await anyio.sleep(0.02)
        profile = (await client.call_tool("get_user_profile", {})).structured_content
        [fact] = (await client.call_tool("list_facts", {})).structured_content["facts"]

    assert profile["user_profile"] == "location: İzmir"
    assert (fact["value"], fact["statement"]) == ("İzmir", page["user_input"])


async def test_stdio_resumes_what_an_earlier_server_left(parameters, own_home):
    with left_behind(own_home) as memory:
        memory.add("İzmir'de yaşıyorum.")
    async with Client(parameters()) as client:
        with anyio.fail_after(20):
            while not (await client.call_tool("list_facts", {})).structured_content["facts"]:
                await anyio.sleep(0.02)


async def test_stdio_bears_wrong_types_and_goes_on(parameters):
    async with Client(parameters()) as client:
        wrong = await client.call_tool("add_memory", {"user_input": 5, "agent_response": ["b"]})
        page = {"user_input": "The gate code is 7714.", "agent_response": "Noted."}
        right = await client.call_tool("add_memory", page)

    assert wrong.is_error
    assert right.structured_content["status"] == "success"


async def test_two_clients_on_one_memory_lose_nothing(parameters, own_home):
    async def add_twenty(name: str) -> None:
        async with Client(parameters()) as client:
            for n in range(20):
                page = {"user_input": f"{name} says {n}.", "agent_response": f"Heard {name} {n}."}
                answer = await client.call_tool("add_memory", page)
                assert answer.structured_content["status"] == "success"

    async with anyio.create_task_group() as group:
        group.start_soon(add_twenty, "Ada")
        group.start_soon(add_twenty, "Işıl")

    with left_behind(own_home) as memory:
        sessions = memory.sessions()
        pages = [(page.user.text, page.reply.text) for page in memory.pages()]
    wanted = [
        (f"{name} says {n}.", f"Heard {name} {n}.") for name in ("Ada", "Işıl") for n in range(20)
    ]
    assert sorted(pages) == sorted(wanted)
    assert len(sessions) == 2


async def test_stdout_holds_the_protocol_and_nothing_else(started):
    process = started(before=NOISY)
    page = {"user_input": "The kettle is blue.", "agent_response": "Nice."}
    send(
        process,
        HELLO,
        READY,
        b"this is no JSON",
        b'{"jsonrpc": "2.0", "id": 7}',
        b"\xff\xfe\x00",
        {"jsonrpc": "2.0", "id": 8, "method": "no/such/method", "params": {}},
        call(1, "add_memory", **page),
        call(2, "add_memory", user_input=5, agent_response=None),
    )
    assert of_tool(receive(process, 1))["status"] == "success"
    send(process, call(3, "retrieve_memory", query="kettle"), call(4, "no_such_tool"))
    found = of_tool(receive(process, 3))
    output, errors = process.communicate(timeout=30)

    assert found["retrieved_pages"][0]["user_input"] == "The kettle is blue."
    assert all(json.loads(line)["jsonrpc"] == "2.0" for line in output.splitlines())
    assert b"a word on stdout" in errors
    assert b"a word of a child" in errors
    assert process.returncode == 0


async def test_half_an_emoji_is_answered(started, own_home):
    process = started()
    send(process, HELLO, READY)
    whole = "A whole one: \N{GRINNING FACE}."
    send(process, call(1, "add_memory", user_input="Cut: \ud83d", agent_response=whole))
    answer = of_tool(receive(process, 1))
    process.communicate(timeout=30)

    assert answer["status"] == "success"
    with left_behind(own_home) as memory:
        assert [turn.text for turn in memory.turns()] == ["Cut: \N{REPLACEMENT CHARACTER}", whole]


async def test_ctrl_c_ends_a_server_that_waits_for_its_client(started, own_home):
    process = started()
    send(process, HELLO, READY, call(1, "add_memory", user_input="Note.", agent_response="Kept."))
    receive(process, 1)
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=30) == -signal.SIGINT
    assert process.stderr.read() == b""

    with left_behind(own_home) as memory:
        assert [turn.text for turn in memory.turns()] == ["Note.", "Kept."]


async def test_an_acknowledged_add_survives_a_kill(started, own_home):
    process = started()
    send(process, HELLO, READY)
    for n in range(5):
        send(process, call(n + 1, "add_memory", user_input=f"Note {n}.", agent_response="Kept."))
        assert of_tool(receive(process, n + 1))["status"] == "success"
    process.kill()
    process.wait()

    with left_behind(own_home) as memory:
        assert [page.user.text for page in memory.pages()] == [f"Note {n}." for n in range(5)]
        assert memory.check() == []


async def test_a_client_that_leaves_mid_call_leaves_a_whole_memory(started, own_home):
    process = started(before=SLOW)
    send(process, HELLO, READY, call(1, "add_memory", user_input="First.", agent_response="One."))
    receive(process, 1)
    send(process, call(2, "add_memory", user_input="Second.", agent_response="Two."))
    time.sleep(0.2)
    process.stdin.close()
    assert process.wait(timeout=30) == 0
    process.stdin = None

    with left_behind(own_home) as memory:
        texts = [turn.text for turn in memory.turns()]
        assert texts in (["First.", "One."], ["First.", "One.", "Second.", "Two."])
        assert memory.check() == []


# --- HTTP ---


@pytest.mark.parametrize("mode", ["auto", "legacy"])
async def test_http_serves_every_tool_and_resource(http_server, mode):
    async with Client(http_server("--user", "ayşe").url, mode=mode) as client:
        await use_every_tool(client)


async def test_http_serves_two_clients_at_once(http_server, own_home):
    url = http_server().url

    async def add_twenty(name: str) -> None:
        async with Client(url) as client:
            for n in range(20):
                page = {"user_input": f"{name} says {n}.", "agent_response": f"Heard {name} {n}."}
                answer = await client.call_tool("add_memory", page)
                assert answer.structured_content["status"] == "success"

    async with anyio.create_task_group() as group:
        group.start_soon(add_twenty, "Ada")
        group.start_soon(add_twenty, "Işıl")

    with left_behind(own_home) as memory:
        texts = sorted(turn.text for turn in memory.turns())
    wanted = [
        text
        for name in ("Ada", "Işıl")
        for n in range(20)
        for text in (f"{name} says {n}.", f"Heard {name} {n}.")
    ]
    assert texts == sorted(wanted)


async def test_http_bears_a_client_that_leaves_mid_call(http_server, own_home):
    server = http_server(before=SLOW)
    async with Client(server.url) as client:
        page = {"user_input": "First.", "agent_response": "One."}
        await client.call_tool("add_memory", page)
    hello = httpx.post(server.url, json=HELLO, headers=ACCEPT)
    session = {**ACCEPT, "mcp-session-id": hello.headers["mcp-session-id"]}
    assert httpx.post(server.url, json=READY, headers=session).status_code == 202
    address = urlsplit(server.url)
    body = json.dumps(call(1, "add_memory", user_input="Second.", agent_response="Two.")).encode()
    headers = {
        **session,
        "host": address.netloc,
        "content-type": "application/json",
        "content-length": str(len(body)),
    }
    lines = ["POST /mcp HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
    head = "\r\n".join([*lines, "", ""])
    with socket.create_connection((address.hostname, address.port)) as connection:
        connection.sendall(head.encode() + body)
        time.sleep(0.2)
    async with Client(server.url) as client:
        page = {"user_input": "Third.", "agent_response": "Three."}
        answer = await client.call_tool("add_memory", page)
        assert answer.structured_content["status"] == "success"

    with left_behind(own_home) as memory:
        texts = [turn.text for turn in memory.turns()]
        # The server had begun to write for the client that left, and ends what it began.
        assert texts == ["First.", "One.", "Second.", "Two.", "Third.", "Three."]
        assert memory.check() == []


async def test_http_answers_local_pages_and_refuses_those_of_strangers(http_server):
    url = http_server().url
    expected = [
        ({}, 200),
        ({"origin": "http://localhost:3000"}, 200),
        ({"host": "evil.example"}, 421),
        ({"host": "evil.example:8300"}, 421),
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "http://localhost.evil.example"}, 403),
        ({"origin": "null"}, 403),
    ]
    answers = [httpx.post(url, json=HELLO, headers={**ACCEPT, **own}) for own, _ in expected]

    assert [answer.status_code for answer in answers] == [status for _, status in expected]


async def test_http_with_a_token_answers_no_one_without_it(http_server, monkeypatch):
    monkeypatch.setenv("HAFIZA_MCP_TOKEN", "çok-gizli-1234")
    url = http_server("--host", "0.0.0.0").url.replace("0.0.0.0", "127.0.0.1")
    refused = [
        httpx.post(url, json=HELLO, headers={**ACCEPT, **headers})
        for headers in (
            {},
            {"authorization": "Bearer wrong"},
            {"authorization": "Basic çok-gizli-1234".encode()},
            {"authorization": b"Bearer"},
        )
    ]
    key = {"authorization": "Bearer çok-gizli-1234".encode()}
    async with (
        create_mcp_http_client(headers=key) as http_client,
        Client(streamable_http_client(url, http_client=http_client)) as client,
    ):
        stats = await client.call_tool("memory_stats", {})

    assert [answer.status_code for answer in refused] == [401] * 4
    assert refused[0].headers["www-authenticate"].startswith("Bearer")
    assert stats.structured_content["turns"] == 0


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGINT])
async def test_http_ends_cleanly_on_a_signal(http_server, own_home, end):
    server = http_server()
    async with Client(server.url) as client:
        page = {"user_input": "First.", "agent_response": "One."}
        await client.call_tool("add_memory", page)
        server.process.send_signal(end)
        assert await anyio.to_thread.run_sync(server.process.wait, 30) in (0, 130)

    with left_behind(own_home) as memory:
        assert memory.stats().turns == 2
    assert not (own_home / "memory.db-wal").exists()


async def test_http_says_that_a_port_is_taken(http_server, started):
    port = str(urlsplit(http_server().url).port)
    second = started("--transport", "http", "--port", port)
    _, errors = second.communicate(timeout=30)

    assert second.returncode == 2
    assert f"Cannot listen on 127.0.0.1:{port}".encode() in errors
    assert b"Traceback" not in errors
