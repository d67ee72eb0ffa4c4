"""The three tools of MemoryOS, field by field, and ours; in this process, by the real client."""

from __future__ import annotations

import json
import re

import pytest
from mcp import Client

from hafiza.core.errors import InputError, StoreBusy
from hafiza.core.records import Scope
from hafiza.mcp_server.config import Capacities
from hafiza.mcp_server.tools import MemoryTools

LOCAL = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d")
PAGE = {"user_input": str, "agent_response": str, "timestamp": str}
KNOWLEDGE = {"knowledge": str, "timestamp": str}
ADDED = {
    "status": str,
    "message": str,
    "timestamp": str,
    "details": {"user_input_length": int, "agent_response_length": int, "has_meta_data": bool},
}
RETRIEVED = {
    "status": str,
    "query": str,
    "timestamp": str,
    "user_profile": str,
    "short_term_memory": [PAGE],
    "short_term_count": int,
    "retrieved_pages": [{**PAGE, "meta_info": str}],
    "retrieved_user_knowledge": [KNOWLEDGE],
    "retrieved_assistant_knowledge": [KNOWLEDGE],
    "total_pages_found": int,
    "total_user_knowledge_found": int,
    "total_assistant_knowledge_found": int,
}
PROFILE = {
    "status": str,
    "timestamp": str,
    "user_id": str,
    "assistant_id": str,
    "user_profile": str,
    "user_knowledge": [KNOWLEDGE],
    "user_knowledge_count": int,
    "assistant_knowledge": [KNOWLEDGE],
    "assistant_knowledge_count": int,
}
ERROR = {"status": str, "message": str}

pytestmark = pytest.mark.anyio


def differences(document: object, shape: object, path: str = "") -> list[str]:
    """Return where a document has other fields or types than a shape; lists must have entries."""
    if isinstance(shape, dict):
        if not isinstance(document, dict):
            return [f"{path}: {document!r} is no object"]
        names = sorted(document.keys() ^ shape.keys())
        inner = [
            difference
            for name in document.keys() & shape.keys()
            for difference in differences(document[name], shape[name], f"{path}.{name}")
        ]
        return [f"{path}.{name}: in one only" for name in names] + inner
    if isinstance(shape, list):
        if not isinstance(document, list) or not document:
            return [f"{path}: {document!r} is no list with entries"]
        return [d for entry in document for d in differences(entry, shape[0], f"{path}[]")]
    return [] if type(document) is shape else [f"{path}: {document!r} is no {shape}"]


def document(result) -> dict:
    """Return a tool's JSON, after checking that text and structured content agree."""
    assert not result.is_error, result.content
    assert json.loads(result.content[0].text) == result.structured_content
    return result.structured_content


@pytest.mark.parametrize("mode", ["auto", "legacy"])
async def test_three_tools_have_memoryos_parameters_and_defaults(server, mode):
    async with Client(server, mode=mode) as client:
        listed = {tool.name: tool for tool in (await client.list_tools()).tools}

    def told(name):
        schema = listed[name].input_schema
        kinds = {
            key: sorted(kind["type"] for kind in one.get("anyOf", [one]))
            for key, one in schema["properties"].items()
        }
        defaults = {
            key: one["default"] for key, one in schema["properties"].items() if "default" in one
        }
        return kinds, schema.get("required", []), defaults

    assert told("add_memory") == (
        {
            "user_input": ["string"],
            "agent_response": ["string"],
            "timestamp": ["null", "string"],
            "meta_data": ["null", "object"],
        },
        ["user_input", "agent_response"],
        {"timestamp": None, "meta_data": None},
    )
    assert told("retrieve_memory") == (
        {
            "query": ["string"],
            "relationship_with_user": ["string"],
            "style_hint": ["string"],
            "max_results": ["integer"],
        },
        ["query"],
        {"relationship_with_user": "friend", "style_hint": "", "max_results": 10},
    )
    assert told("get_user_profile") == (
        {"include_knowledge": ["boolean"], "include_assistant_knowledge": ["boolean"]},
        [],
        {"include_knowledge": True, "include_assistant_knowledge": False},
    )
    assert set(listed) == {
        "add_memory",
        "retrieve_memory",
        "get_user_profile",
        "search_memory",
        "forget_memory",
        "list_facts",
        "memory_stats",
    }
    assert all(tool.description and tool.output_schema for tool in listed.values())


async def test_three_tools_answer_in_memoryos_shapes(server, told):
    async with Client(server) as client:
        added = document(
            await client.call_tool(
                "add_memory",
                {
                    "user_input": "My bicycle is red.",
                    "agent_response": "A fine colour.",
                    "timestamp": "2026-01-02 03:04:05",
                    "meta_data": {"source": "test"},
                },
            )
        )
        await client.call_tool(
            "add_memory", {"user_input": "location: Ankara", "agent_response": "Noted."}
        )
        found = document(await client.call_tool("retrieve_memory", {"query": "red bicycle"}))
        profile = document(
            await client.call_tool("get_user_profile", {"include_assistant_knowledge": True})
        )

    assert differences(added, ADDED) == []
    assert added["status"] == "success"
    assert added["timestamp"] == "2026-01-02 03:04:05"
    assert added["details"] == {
        "user_input_length": 18,
        "agent_response_length": 14,
        "has_meta_data": True,
    }
    assert differences(found, RETRIEVED) == []
    assert found["status"] == "success"
    assert found["query"] == "red bicycle"
    assert LOCAL.fullmatch(found["timestamp"])
    assert found["retrieved_pages"][0] == {
        "user_input": "My bicycle is red.",
        "agent_response": "A fine colour.",
        "timestamp": "2026-01-02 03:04:05",
        "meta_info": found["retrieved_pages"][0]["meta_info"],
    }
    assert found["short_term_count"] == len(found["short_term_memory"]) == 2
    assert found["total_pages_found"] == len(found["retrieved_pages"]) == 2
    assert found["retrieved_user_knowledge"][0]["knowledge"] == "My bicycle is red."
    assert "Ankara" in found["user_profile"]
    assert differences(profile, PROFILE) == []
    assert (profile["user_id"], profile["assistant_id"]) == ("ada", "helper")
    assert profile["user_profile"] == "location: Ankara"
    assert profile["user_knowledge_count"] == 1
    assert profile["assistant_knowledge_count"] == 2


async def test_profile_leaves_out_the_knowledge_that_is_not_wanted(server, told):
    async with Client(server) as client:
        await client.call_tool("add_memory", {"user_input": "It rains.", "agent_response": "Yes."})
        bare = document(await client.call_tool("get_user_profile", {"include_knowledge": False}))
        usual = document(await client.call_tool("get_user_profile", {}))

    assert sorted(bare) == ["assistant_id", "status", "timestamp", "user_id", "user_profile"]
    assert sorted(usual.keys() - bare.keys()) == ["user_knowledge", "user_knowledge_count"]


async def test_retrieval_from_an_empty_memory_has_every_field(server):
    async with Client(server) as client:
        found = document(await client.call_tool("retrieve_memory", {"query": "anything"}))

    assert found.keys() == RETRIEVED.keys()
    assert found["user_profile"] == ""
    assert found["short_term_memory"] == found["retrieved_pages"] == []


@pytest.mark.parametrize(
    ("tool", "arguments", "told_of"),
    [
        ("add_memory", {"user_input": " ", "agent_response": ""}, "empty"),
        ("add_memory", {"user_input": "a", "agent_response": "b", "timestamp": "dün"}, "dün"),
        ("add_memory", {"user_input": "a", "agent_response": "b", "timestamp": "99999"}, "99999"),
        ("retrieve_memory", {"query": "  "}, "empty"),
        ("retrieve_memory", {"query": "a", "max_results": 0}, "max_results is 0"),
        ("retrieve_memory", {"query": "a", "max_results": -3}, "max_results is -3"),
    ],
)
async def test_three_tools_tell_failures_as_documents(server, memory, tool, arguments, told_of):
    async with Client(server) as client:
        answer = document(await client.call_tool(tool, arguments))

    assert differences(answer, ERROR) == []
    assert answer["status"] == "error"
    assert told_of in answer["message"]
    assert memory.stats().turns == 0


async def test_failure_of_the_store_is_told_and_the_server_lives(server, memory, monkeypatch):
    def fail(*_, **__):
        raise StoreBusy("Other writers hold the store.")

    async with Client(server) as client:
        with monkeypatch.context() as patch:
            patch.setattr(memory, "add_many", fail)
            page = {"user_input": "a", "agent_response": "b"}
            failed = document(await client.call_tool("add_memory", page))
            patch.setattr(memory, "facts", fail)
            facts = await client.call_tool("list_facts", {})
        again = document(await client.call_tool("add_memory", page))

    assert failed == {"status": "error", "message": "Other writers hold the store."}
    assert facts.is_error
    assert facts.content[0].text == "Other writers hold the store."
    assert again["status"] == "success"


async def test_a_bug_of_ours_is_told_as_an_error_document(server, memory, monkeypatch, caplog):
    def fail(*_, **__):
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr(memory, "add_many", fail)
    async with Client(server) as client:
        answer = document(
            await client.call_tool("add_memory", {"user_input": "a", "agent_response": "b"})
        )

    assert answer == {"status": "error", "message": "hafiza failed: ZeroDivisionError: a bug"}
    assert "Traceback" in caplog.text


@pytest.mark.parametrize("mode", ["auto", "legacy"])
@pytest.mark.parametrize(
    ("tool", "arguments", "words"),
    [
        ("add_memory", {"user_input": 5, "agent_response": "b"}, "user_input: Input should be"),
        ("add_memory", {"user_input": "a"}, "agent_response: Field required"),
        ("add_memory", {"user_input": ["a"], "agent_response": None}, "agent_response"),
        ("retrieve_memory", {"query": {"q": 1}}, "query"),
        ("retrieve_memory", {"query": "a", "max_results": "many"}, "max_results"),
        ("get_user_profile", {"include_knowledge": "maybe"}, "include_knowledge"),
        ("search_memory", {"query": "a", "max_results": 0}, "max_results"),
        ("forget_memory", {"turn_ids": [1, 2]}, "turn_ids"),
        ("list_facts", {"limit": 10**9}, "limit"),
    ],
)
async def test_wrong_types_are_told_in_clear_words(server, memory, mode, tool, arguments, words):
    async with Client(server, mode=mode) as client:
        answer = await client.call_tool(tool, arguments)
        alive = await client.call_tool("memory_stats", {})

    assert answer.is_error
    text = answer.content[0].text
    assert text.startswith(f"The arguments of {tool} cannot be used:\n")
    assert words in text
    assert "pydantic" not in text
    assert not alive.is_error
    assert memory.stats().turns == 0


async def test_an_unknown_tool_is_an_error_and_no_crash(server):
    async with Client(server) as client:
        answer = await client.call_tool("forget_everything", {})

    assert answer.is_error
    assert "forget_everything" in answer.content[0].text


async def test_turkish_comes_back_letter_by_letter(server, told):
    said = "Iğdır'da çalışan ablam Şükrü Bey'in köpeği İncir'i sahiplendi."
    async with Client(server) as client:
        await client.call_tool("add_memory", {"user_input": said, "agent_response": "Ne güzel!"})
        answer = await client.call_tool("retrieve_memory", {"query": "İNCİR kimin köpeği"})
        found = document(answer)

    assert found["retrieved_pages"][0]["user_input"] == said
    assert found["retrieved_user_knowledge"][0]["knowledge"] == said
    assert said in json.loads(answer.content[0].text)["retrieved_pages"][0]["user_input"]
    assert "\\u" not in answer.content[0].text


async def test_one_side_alone_is_kept(server, memory):
    async with Client(server) as client:
        note = {"user_input": "My locker is 41.", "agent_response": ""}
        added = document(await client.call_tool("add_memory", note))
        found = document(await client.call_tool("retrieve_memory", {"query": "locker"}))

    assert added["status"] == "success"
    assert memory.stats().turns == 1
    assert found["retrieved_pages"][0]["agent_response"] == ""


async def test_results_are_cut_and_totals_are_not(server, told):
    async with Client(server) as client:
        for n in range(9):
            page = {"user_input": f"Plum number {n}.", "agent_response": f"Plum {n}, yes."}
            await client.call_tool("add_memory", page)
        few = document(
            await client.call_tool("retrieve_memory", {"query": "plum", "max_results": 2})
        )

    assert len(few["retrieved_pages"]) == len(few["retrieved_user_knowledge"]) == 2
    assert few["total_pages_found"] == 7
    assert few["total_user_knowledge_found"] == 9
    assert few["short_term_count"] == 9


async def test_capacities_of_a_memoryos_config_bound_the_answers(memory, clock, told):
    capacities = Capacities(retrieval_queue_capacity=3, long_term_knowledge_capacity=1)
    tools = MemoryTools(memory, Scope("ada"), clock=clock, wake=lambda: None, capacities=capacities)
    for n in range(5):
        tools.add_memory(f"Plum number {n}.", f"Plum {n}, yes.")
    memory.consolidate()

    found = tools.retrieve_memory("plum", max_results=1)
    profile = tools.get_user_profile()

    assert found["total_pages_found"] == 3
    assert profile["user_knowledge_count"] == 1


async def test_a_page_is_found_once_though_both_its_turns_fit(server):
    async with Client(server) as client:
        page = {"user_input": "Is the cello old?", "agent_response": "The cello is old."}
        await client.call_tool("add_memory", page)
        found = document(await client.call_tool("retrieve_memory", {"query": "old cello"}))

    assert [one["user_input"] for one in found["retrieved_pages"]] == ["Is the cello old?"]


def test_a_long_silence_begins_a_new_session(tools, memory, clock):
    tools.add_memory("Good morning.", "Good morning!")
    clock.advance(hours=0.9)
    tools.add_memory("Still here.", "Good.")
    clock.advance(hours=1.1)
    tools.add_memory("Back again.", "Welcome.")

    [first, second] = memory.sessions(scope=Scope("ada", "helper"))
    turns = memory.turns(scope=Scope("ada", "helper", second))
    assert [turn.text for turn in turns] == ["Back again.", "Welcome."]
    assert first < second


async def test_search_gives_turns_with_their_source(server):
    async with Client(server) as client:
        page = {"user_input": "The kettle is blue.", "agent_response": "Nice."}
        await client.call_tool("add_memory", page)
        found = document(await client.call_tool("search_memory", {"query": "kettle"}))
        session = found["hits"][0]["turn"]["session_id"]
        there = document(
            await client.call_tool("search_memory", {"query": "kettle", "session": session})
        )
        elsewhere = document(
            await client.call_tool("search_memory", {"query": "kettle", "session": "other"})
        )

    assert found["hits"][0]["turn"]["text"] == "The kettle is blue."
    assert found["hits"][0]["turn"]["time"] == "2026-03-01T09:00:00Z"
    assert there == found
    assert elsewhere == {"hits": []}


async def test_forgetting_shows_first_and_erases_when_told_so(server, memory, told):
    async with Client(server) as client:
        page = {"user_input": "location: Ankara", "agent_response": "I see."}
        await client.call_tool("add_memory", page)
        [fact] = document(await client.call_tool("list_facts", {}))["facts"]
        by_fact = {"fact_ids": [fact["fact_id"]]}
        shown = document(await client.call_tool("forget_memory", by_fact))
        kept = memory.stats().turns
        done = document(await client.call_tool("forget_memory", {**by_fact, "dry_run": False}))
        facts = document(await client.call_tool("list_facts", {}))

    assert (fact["slot"], fact["value"], fact["current"]) == ("location", "Ankara", True)
    assert (shown["dry_run"], shown["forgotten"], shown["total"]) == (True, 0, 1)
    assert shown["turns"][0]["text"] == "location: Ankara"
    assert shown["turns"][0]["turn_id"] == fact["sources"][0]
    assert kept == 2
    assert (done["dry_run"], done["forgotten"], done["turns"]) == (False, 1, [])
    assert facts == {"facts": [], "total": 0}
    assert [turn.text for turn in memory.turns(scope=Scope("ada", "helper"))] == ["I see."]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({}, "exactly one of"),
        ({"turn_ids": [], "query": ""}, "exactly one of"),
        ({"turn_ids": ["a"], "query": "b"}, "exactly one of"),
        ({"turn_ids": ["no-such-turn"]}, "no-such-turn"),
        ({"session": "no-such-session"}, "no-such-session"),
        ({"query": "kettle", "dryrun": True}, "takes no argument 'dryrun'"),
    ],
)
async def test_forgetting_refuses_what_is_unclear_and_erases_nothing(
    server, memory, arguments, words
):
    async with Client(server) as client:
        page = {"user_input": "The kettle is blue.", "agent_response": "Nice."}
        await client.call_tool("add_memory", page)
        answer = await client.call_tool("forget_memory", {**arguments, "dry_run": False})

    assert answer.is_error
    assert words in answer.content[0].text
    assert memory.stats().turns == 2


async def test_forgetting_by_words_erases_what_was_shown(server, memory):
    async with Client(server) as client:
        for text in ("The kettle is blue.", "The door is green."):
            await client.call_tool("add_memory", {"user_input": text, "agent_response": "Fine."})
        shown = document(await client.call_tool("forget_memory", {"query": "kettle"}))
        await client.call_tool("forget_memory", {"query": "kettle", "dry_run": False})
        nothing = document(
            await client.call_tool("forget_memory", {"query": "kettle", "dry_run": False})
        )

    assert [turn["text"] for turn in shown["turns"]] == ["The kettle is blue."]
    assert nothing["forgotten"] == 0
    assert memory.stats().turns == 3


async def test_facts_are_listed_by_slot_with_history_and_limit(server, told, clock):
    async with Client(server) as client:
        for text in ("location: Ankara", "pet: a cat", "location: Bursa"):
            clock.advance(days=1)
            await client.call_tool("add_memory", {"user_input": text, "agent_response": "Noted."})
        now = document(await client.call_tool("list_facts", {"slot": "location"}))
        ever = document(await client.call_tool("list_facts", {"slot": "location", "history": True}))
        one = document(await client.call_tool("list_facts", {"limit": 1}))

    assert [fact["value"] for fact in now["facts"]] == ["Bursa"]
    assert [fact["value"] for fact in ever["facts"]] == ["Ankara", "Bursa"]
    assert ever["facts"][0]["valid_to"] == ever["facts"][1]["valid_from"]
    assert (len(one["facts"]), one["total"]) == (1, 2)


async def test_stats_count_this_user_alone(server, memory, told):
    memory.add("Somebody else's words.", scope=Scope("eve", "helper"))
    async with Client(server) as client:
        page = {"user_input": "location: Ankara", "agent_response": "Noted."}
        await client.call_tool("add_memory", page)
        stats = document(await client.call_tool("memory_stats", {}))

    assert (stats["user_id"], stats["assistant_id"]) == ("ada", "helper")
    assert (stats["turns"], stats["sessions"], stats["facts"]) == (2, 1, 1)
    assert stats["embedder"].startswith("hashing")


async def test_resources_show_profile_and_sessions(server, memory, told):
    odd = "iş/görüşme ../ 100%"
    memory.add("The lamp is new.", scope=Scope("ada", "helper", odd))
    async with Client(server) as client:
        page = {"user_input": "location: İzmir", "agent_response": "Noted."}
        await client.call_tool("add_memory", page)

        async def read(uri: str):
            [content] = (await client.read_resource(uri)).contents
            assert content.mime_type == "application/json"
            return json.loads(content.text)

        listed = [str(one.uri) for one in (await client.list_resources()).resources]
        [template] = (await client.list_resource_templates()).resource_templates
        profile = await read("hafiza://profile")
        sessions = await read("hafiza://sessions")
        texts = [[turn["text"] for turn in (await read(one["uri"]))["turns"]] for one in sessions]

    assert listed == ["hafiza://profile", "hafiza://sessions"]
    assert template.uri_template == "hafiza://sessions/{session_id}"
    assert profile["user_id"] == "ada"
    assert profile["text"] == "location: İzmir"
    assert profile["slots"]["location"][0]["value"] == "İzmir"
    assert sessions[0]["session_id"] == odd
    assert texts == [["The lamp is new."], ["location: İzmir", "Noted."]]


async def test_an_unknown_session_is_named_in_the_error(server, memory):
    memory.add("Secret.", scope=Scope("eve", "helper", "evening"))
    async with Client(server) as client:
        with pytest.raises(Exception, match="There is no session 'evening'"):
            await client.read_resource("hafiza://sessions/evening")


def test_other_tools_raise_what_a_caller_in_python_can_catch(tools):
    with pytest.raises(InputError, match="exactly one of"):
        tools.forget_memory()
