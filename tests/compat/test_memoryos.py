"""MemoryOS's class over our memory: its constructor, methods and shapes."""

from __future__ import annotations

import inspect
import json
import re
import shlex
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from typer.testing import CliRunner

from hafiza.cli.main import app
from hafiza.compat import Memoryos
from hafiza.core.errors import HafizaError, InputError
from hafiza.core.records import Scope
from hafiza.memory import Memory

LOCAL = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d")
PAGE = {"user_input": str, "agent_response": str, "timestamp": str}


def types(document: dict) -> dict:
    return {name: type(value) for name, value in document.items()}


def test_constructor_has_memoryos_parameters_in_its_order():
    parameters = inspect.signature(Memoryos).parameters
    required = inspect.Parameter.empty

    assert {name: one.default for name, one in parameters.items()} == {
        "user_id": required,
        "openai_api_key": required,
        "data_storage_path": required,
        "openai_base_url": None,
        "assistant_id": "default_assistant_profile",
        "short_term_capacity": 10,
        "mid_term_capacity": 2000,
        "long_term_knowledge_capacity": 100,
        "retrieval_queue_capacity": 7,
        "mid_term_heat_threshold": 5.0,
        "mid_term_similarity_threshold": 0.6,
        "llm_model": "gpt-4o-mini",
        "embedding_model_name": "all-MiniLM-L6-v2",
        "embedding_model_kwargs": None,
    }
    assert list(parameters)[:4] == [
        "user_id",
        "openai_api_key",
        "data_storage_path",
        "openai_base_url",
    ]


@pytest.mark.parametrize(
    ("method", "parameters"),
    [
        (Memoryos.add_memory, "user_input agent_response timestamp meta_data"),
        (
            Memoryos.get_response,
            "query relationship_with_user style_hint user_conversation_meta_data",
        ),
    ],
)
def test_methods_have_memoryos_parameters(method, parameters):
    assert list(inspect.signature(method).parameters)[1:] == parameters.split()


def test_the_first_steps_of_a_memoryos_program_run(tmp_path):
    """The steps that MemoryOS's README walks through, with its placeholder key."""
    memo = Memoryos(
        user_id="demo_user",
        openai_api_key="YOUR_OPENAI_API_KEY",
        openai_base_url="",
        data_storage_path=str(tmp_path / "simple_demo_data"),
        llm_model="gpt-4o-mini",
        assistant_id="demo_assistant",
        short_term_capacity=7,
        mid_term_heat_threshold=5,
        retrieval_queue_capacity=7,
        long_term_knowledge_capacity=100,
        mid_term_similarity_threshold=0.6,
        embedding_model_name="hashing",
    )
    memo.add_memory(
        user_input="Hi! I'm Tom, I work as a data scientist in San Francisco.",
        agent_response="Hello Tom! Nice to meet you.",
    )
    response = memo.get_response(query="What do you remember about my job?")
    profile = memo.get_user_profile_summary()
    memo.close()

    assert "data scientist" in response
    assert "occupation: data scientist" in profile.splitlines()
    assert (tmp_path / "simple_demo_data" / "memory.db").is_file()


def test_short_term_memory_gives_pages_in_local_time(memo):
    memo.add_memory("It snows.", "In May!", timestamp="2025-05-02 08:09:10", meta_data={"a": 1})
    memo.add_memory("It stopped.", "At last.")

    first, second = memo.short_term_memory.get_all()
    assert first == {
        "user_input": "It snows.",
        "agent_response": "In May!",
        "timestamp": "2025-05-02 08:09:10",
    }
    assert types(second) == PAGE
    assert LOCAL.fullmatch(second["timestamp"])
    assert memo.short_term_memory.memory == [first, second]


def test_no_page_is_lost_when_the_short_term_is_full(tmp_path):
    with Memoryos(
        "ada", "", tmp_path, short_term_capacity=2, llm_model="none", embedding_model_name="hashing"
    ) as memo:
        full = []
        for n in range(5):
            memo.add_memory(f"Plum number {n}.", f"Plum {n}.")
            full.append(memo.short_term_memory.is_full())
        shown = [page["user_input"] for page in memo.short_term_memory.get_all()]
        found = memo.retriever.retrieve_context("plum number 0", "ada")

    assert full == [False, True, True, True, True]
    assert memo.short_term_memory.max_capacity == 2
    assert shown == ["Plum number 3.", "Plum number 4."]
    assert found["retrieved_pages"][0]["user_input"] == "Plum number 0."


def test_retrieved_context_has_memoryos_fields_and_sources(memo, told):
    memo.add_memory("My bicycle is red.", "A fine colour.")
    memo.add_memory("location: İzmir", "Noted.")

    found = memo.retriever.retrieve_context(
        user_query="red bicycle",
        user_id="ada",
        segment_similarity_threshold=0.1,
        page_similarity_threshold=0.1,
        knowledge_threshold=0.01,
        top_k_sessions=5,
        top_k_knowledge=20,
    )

    assert sorted(found) == [
        "retrieved_assistant_knowledge",
        "retrieved_at",
        "retrieved_pages",
        "retrieved_user_knowledge",
    ]
    assert LOCAL.fullmatch(found["retrieved_at"])
    page = found["retrieved_pages"][0]
    assert types(page) == {
        "page_id": str,
        **PAGE,
        "meta_info": str,
        "score": float,
        "turn_ids": list,
    }
    assert (page["user_input"], page["agent_response"]) == ("My bicycle is red.", "A fine colour.")
    [known] = found["retrieved_user_knowledge"]
    assert types(known) == {"knowledge": str, "timestamp": str, "turn_ids": list}
    assert known["knowledge"] == "My bicycle is red."
    assert known["turn_ids"] == page["turn_ids"][:1]
    assert len(found["retrieved_assistant_knowledge"]) == 2


def test_retrieval_obeys_its_numbers(tmp_path, told):
    with Memoryos(
        "ada",
        "",
        tmp_path,
        retrieval_queue_capacity=3,
        llm_model="none",
        embedding_model_name="hashing",
    ) as memo:
        for n in range(6):
            memo.add_memory(f"Plum number {n}.", f"Plum {n}.")
        found = memo.retriever.retrieve_context("plum", "ada", top_k_knowledge=2)

    assert len(found["retrieved_pages"]) == 3
    assert len(found["retrieved_user_knowledge"]) == 2


def test_profile_and_knowledge_are_there_as_soon_as_they_were_added(memo, told):
    memo.add_memory("location: Ankara", "A big city.")
    memo.add_memory("The river is low.", "It is summer.")

    assert memo.get_user_profile_summary() == "location: Ankara"
    assert memo.user_long_term_memory.get_raw_user_profile("ada") == "location: Ankara"
    assert memo.user_long_term_memory.get_raw_user_profile("eve") == ""
    entries = memo.get_assistant_knowledge_summary()
    assert {entry["knowledge"] for entry in entries} == {"A big city.", "It is summer."}
    assert types(entries[0]) == {"knowledge": str, "timestamp": str}
    assert memo.assistant_long_term_memory.get_assistant_knowledge() == entries
    [known] = memo.user_long_term_memory.get_user_knowledge()
    assert known["knowledge"] == "The river is low."
    [found] = memo.user_long_term_memory.search_user_knowledge("river")
    assert found["knowledge"] == "The river is low."
    assert len(memo.assistant_long_term_memory.search_assistant_knowledge("summer", top_k=1)) == 1


def test_stats_have_memoryos_fields(memo, told):
    empty = memo.get_memory_stats()
    memo.add_memory("location: Ankara", "A big city.")
    memo.force_mid_term_analysis()

    assert empty == {
        "user_id": "ada",
        "short_term_count": 0,
        "mid_term_sessions_count": 0,
        "has_user_profile": False,
        "assistant_knowledge_count": 0,
    }
    assert memo.get_memory_stats() == {
        "user_id": "ada",
        "short_term_count": 1,
        "mid_term_sessions_count": 1,
        "has_user_profile": True,
        "assistant_knowledge_count": 1,
    }


def test_mid_term_sessions_show_the_segments_with_their_pages(memo):
    memo.add_memory("The old cello needs new strings.", "Which ones?")
    memo.add_memory("The cello sounds dull with these strings.", "I see.")

    [session] = memo.mid_term_memory.sessions.values()
    assert types(session) == {
        "id": str,
        "summary": str,
        "summary_keywords": list,
        "details": list,
        "L_interaction": int,
        "N_visit": int,
        "H_segment": float,
        "timestamp": str,
        "last_visit_time": str,
    }
    assert [page["agent_response"] for page in session["details"]] == ["Which ones?", "I see."]
    [found] = memo.mid_term_memory.search_sessions("cello strings")
    assert found["session_id"] == session["id"]
    assert memo.mid_term_memory.sessions[session["id"]]["N_visit"] == session["N_visit"] + 1


def test_answers_come_from_memory_in_the_language_of_the_question(memo):
    memo.add_memory("Kız kardeşim Işıl Muğla'da yaşıyor.", "Ne güzel!")

    answer = memo.get_response("Kız kardeşim nerede yaşıyor?", relationship_with_user="friend")

    assert "Muğla" in answer
    pages = memo.short_term_memory.get_all()
    assert pages[-1]["user_input"] == "Kız kardeşim nerede yaşıyor?"
    assert pages[-1]["agent_response"] == answer


def test_memory_outlives_the_object(tmp_path):
    options = {"llm_model": "none", "embedding_model_name": "hashing"}
    with Memoryos("ada", "", tmp_path, **options) as memo:
        memo.add_memory("The gate code is 7714.", "Noted.")
    with Memoryos("ada", "", tmp_path, **options) as memo:
        again = memo.short_term_memory.get_all()
        answer = memo.get_response("What is the gate code?")
    with Memoryos("eve", "", tmp_path, **options) as other:
        nothing = other.short_term_memory.get_all()

    assert [page["user_input"] for page in again] == ["The gate code is 7714."]
    assert "7714" in answer
    assert nothing == []


def test_assistants_have_memories_of_their_own(tmp_path):
    options = {"llm_model": "none", "embedding_model_name": "hashing"}
    with Memoryos("ada", "", tmp_path, assistant_id="one", **options) as memo:
        memo.add_memory("Only one knows this.", "I do.")
    with Memoryos("ada", "", tmp_path, assistant_id="two", **options) as memo:
        assert memo.get_memory_stats()["short_term_count"] == 0


@pytest.mark.parametrize(
    "arguments", [("", ""), (" \n", "\t"), ("a", "b", "yesterday"), ("a", "b", "2025-13-01")]
)
def test_what_cannot_be_stored_is_refused_loudly(memo, arguments):
    with pytest.raises(InputError):
        memo.add_memory(*arguments)
    assert memo.get_memory_stats()["short_term_count"] == 0


@pytest.mark.parametrize("name", ["user_id", "assistant_id", "data_storage_path"])
@pytest.mark.parametrize("empty", ["", " "])
def test_no_default_stands_in_for_an_empty_name(tmp_path, name, empty):
    given = {"user_id": "ada", "openai_api_key": "", "data_storage_path": tmp_path, name: empty}
    with pytest.raises(InputError, match=f"{name} is '{empty}'"):
        Memoryos(**given)


def test_threads_may_add_and_ask_together(memo, tmp_path):
    def work(name: str) -> None:
        for n in range(10):
            memo.add_memory(f"{name} counts {n}.", f"Heard {name} {n}.")
            memo.retriever.retrieve_context(f"{name} {n}", "ada")

    threads = [threading.Thread(target=work, args=(name,)) for name in ("Ada", "Işıl", "Tom")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    memo.close()

    scope = Scope("ada", "default_assistant_profile")
    with Memory.open(tmp_path / "data" / "memory.db", embedder=None, scope=scope) as memory:
        texts = sorted(turn.text for turn in memory.turns())
    wanted = [
        text
        for name in ("Ada", "Işıl", "Tom")
        for n in range(10)
        for text in (f"{name} counts {n}.", f"Heard {name} {n}.")
    ]
    assert texts == sorted(wanted)


def test_closing_twice_is_allowed_and_then_nothing_works(tmp_path):
    memo = Memoryos("ada", "", tmp_path, llm_model="none", embedding_model_name="none")
    memo.close()
    memo.close()
    with pytest.raises(HafizaError):
        memo.add_memory("a", "b")


def test_parameters_without_a_meaning_are_named_once(tmp_path):
    with (
        pytest.warns(UserWarning, match="embedding_model_name, embedding_model_kwargs") as warned,
        Memoryos(
            "ada",
            "",
            tmp_path,
            llm_model="none",
            embedding_model_name="BAAI/bge-m3",
            embedding_model_kwargs={"use_fp16": True},
        ),
    ):
        pass
    assert len(warned) == 1
    assert warned[0].filename == __file__


def test_a_folder_of_memoryos_is_pointed_out_and_left_alone(tmp_path):
    theirs = tmp_path / "users" / "ada"
    theirs.mkdir(parents=True)
    (theirs / "short_term.json").write_text("[]")
    options = {"llm_model": "none", "embedding_model_name": "none"}
    with pytest.warns(UserWarning, match="hafiza .*import memoryos"):
        Memoryos("ada", "", tmp_path, **options).close()
    # The memory is there by now, so the hint has been seen.
    Memoryos("ada", "", tmp_path, **options).close()

    assert (theirs / "short_term.json").read_text() == "[]"


def test_the_command_of_the_hint_brings_the_old_memory_in(tmp_path):
    theirs = tmp_path / "users" / "ada"
    theirs.mkdir(parents=True)
    page = {
        "user_input": "Çello dersim pazartesi.",
        "agent_response": "Kolay gelsin.",
        "timestamp": "2025-05-02 08:09:10",
    }
    (theirs / "short_term.json").write_text(json.dumps([page]), encoding="utf-8")
    options = {"llm_model": "none", "embedding_model_name": "hashing"}
    with pytest.warns(UserWarning, match="import memoryos") as warned:
        Memoryos("ada", "", tmp_path, **options).close()
    command = shlex.split(str(warned[0].message).splitlines()[-1])
    name, _, assistant = command[0].partition("=")
    done = CliRunner().invoke(app, command[2:], env={name: assistant, "HAFIZA_EMBEDDER": "hashing"})
    assert done.exit_code == 0, done.stderr

    with Memoryos("ada", "", tmp_path, **options) as memo:
        assert page in memo.short_term_memory.get_all()


class Asked(BaseHTTPRequestHandler):
    """A server of OpenAI's protocol that says one thing, and keeps what it was asked."""

    requests: list[tuple[str, str, dict]]

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self.requests.append((self.path, self.headers["authorization"], body))
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.end_headers()
        for delta, reason in (({"content": "You are a gardener [1]."}, None), ({}, "stop")):
            chunk = {"choices": [{"index": 0, "delta": delta, "finish_reason": reason}]}
            self.wfile.write(f"data: {json.dumps(chunk)}\n\n".encode())
        self.wfile.write(b"data: [DONE]\n\n")

    def log_message(self, *_):
        pass


def test_a_base_url_with_a_key_is_asked_with_what_memory_has(tmp_path):
    Asked.requests = []
    with HTTPServer(("127.0.0.1", 0), Asked) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with Memoryos(
            user_id="ada",
            openai_api_key="sk-test",
            openai_base_url=f"http://127.0.0.1:{server.server_port}/v1",
            data_storage_path=tmp_path,
            llm_model="qwen",
            embedding_model_name="hashing",
        ) as memo:
            memo.add_memory("I work as a gardener.", "Lovely.")
            answer = memo.get_response("What is my job?")
        server.shutdown()

    assert "gardener" in answer
    [(path, key, body)] = Asked.requests
    assert (path, key, body["model"]) == ("/v1/chat/completions", "Bearer sk-test", "qwen")
    assert "I work as a gardener." in json.dumps(body["messages"])


@pytest.mark.parametrize(
    ("key", "base_url"), [("", "http://127.0.0.1:9/v1"), ("sk-test", ""), ("sk-test", None)]
)
def test_without_key_and_address_together_no_server_is_asked(tmp_path, monkeypatch, key, base_url):
    monkeypatch.setenv("HAFIZA_MODEL", "none")
    with Memoryos(
        "ada", key, tmp_path, openai_base_url=base_url, embedding_model_name="hashing"
    ) as memo:
        memo.add_memory("The kettle is blue.", "Nice.")
        assert "blue" in memo.get_response("What colour is my kettle?")
        assert memo.llm_model == "none"
