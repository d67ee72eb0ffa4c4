"""MemoryOS's config.json: what is taken, what is named as not used, what is refused."""

from __future__ import annotations

import json

import pytest

from hafiza.core.errors import FormatError, InputError
from hafiza.mcp_server.config import Capacities, read_config


def write(path, document) -> object:
    file = path / "config.json"
    file.write_text(json.dumps(document), encoding="utf-8")
    return file


def test_what_has_a_meaning_is_taken_and_the_rest_is_named(tmp_path):
    config = read_config(
        write(
            tmp_path,
            {
                "user_id": "ayşe",
                "openai_api_key": "sk-1",
                "openai_base_url": "",
                "data_storage_path": "./memory",
                "assistant_id": "helper",
                "short_term_capacity": 3,
                "retrieval_queue_capacity": 4,
                "long_term_knowledge_capacity": 5,
                "mid_term_capacity": 500,
                "mid_term_heat_threshold": 7.0,
                "mid_term_similarity_threshold": 0.7,
                "llm_model": "gpt-5",
                "embedding_model_name": "BAAI/bge-m3",
                "embedding_model_kwargs": {"use_fp16": True},
                "colour": "green",
            },
        )
    )

    assert config.settings == {
        "user": "ayşe",
        "openai_api_key": "sk-1",
        "home": "./memory",
        "assistant": "helper",
        "short_term_pages": 3,
        "segment_capacity": 500,
        "hot_segment": 7.0,
    }
    assert config.capacities == Capacities(4, 5)
    assert config.unused == (
        "mid_term_similarity_threshold",
        "llm_model",
        "embedding_model_name",
        "embedding_model_kwargs",
        "colour",
    )


def test_a_server_with_a_key_names_the_model(tmp_path):
    config = read_config(
        write(
            tmp_path,
            {
                "openai_api_key": "sk-1",
                "openai_base_url": "http://127.0.0.1:8000/v1",
                "llm_model": "qwen",
                "embedding_model_name": "hashing",
            },
        )
    )

    assert config.settings["model"] == "openai:qwen"
    assert config.settings["embedder"] == "hashing"
    assert config.unused == ()


def test_an_empty_config_changes_nothing(tmp_path):
    config = read_config(write(tmp_path, {}))

    assert config.settings == {}
    assert config.capacities == Capacities()
    assert config.unused == ()


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ([], "not an object"),
        ("text", "not an object"),
        ({"user_id": 5}, "user_id is 5"),
        ({"short_term_capacity": 0}, "short_term_capacity is 0"),
        ({"short_term_capacity": True}, "short_term_capacity is True"),
        ({"retrieval_queue_capacity": "7"}, "retrieval_queue_capacity is '7'"),
    ],
)
def test_a_config_of_wrong_types_is_refused_with_the_key(tmp_path, document, words):
    with pytest.raises(FormatError, match=words):
        read_config(write(tmp_path, document))


def test_a_file_that_is_no_json_or_not_there_is_told(tmp_path):
    (tmp_path / "broken.json").write_text("{user_id: me}")

    with pytest.raises(FormatError, match="no JSON"):
        read_config(tmp_path / "broken.json")
    with pytest.raises(InputError, match="cannot be read"):
        read_config(tmp_path / "absent.json")
