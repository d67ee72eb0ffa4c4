import json

import pytest

from hafiza.embedders import HashingEmbedder
from hafiza.evals.locomo_rankers import MemoryRanker
from hafiza.evals.locomo_retrieval import DEPTHS, evaluate_retrieval
from hafiza.memory import Memory
from hafiza.memory.retrieval import HYBRID, LEXICAL


@pytest.fixture
def report(conversations):
    return evaluate_retrieval(
        conversations, embedder=HashingEmbedder(), granularities=("turn", "session")
    )


def test_report_is_json_with_three_rows_beside_each_other(report):
    assert list(report["rows"]) == ["hafiza", "bm25", "dense"]
    assert list(report["session_rows"]) == ["hafiza", "bm25", "dense"]
    assert json.loads(json.dumps(report)) == report


def test_each_row_has_every_meaning_depth_and_category(report):
    for row in report["rows"].values():
        for part in (row["all"], row["cats_1_4"], *row["by_category"].values()):
            assert list(part) == ["fraction", "any", "all"]
            assert all(list(part[meaning]) == [str(k) for k in DEPTHS] for meaning in part)
        assert list(row["by_category"]) == ["multi-hop", "temporal", "single-hop", "adversarial"]


def test_only_questions_with_evidence_count(report):
    assert report["n_questions"] == 6
    assert report["n_by_category"] == {
        "multi-hop": 1,
        "temporal": 1,
        "open-domain": 0,
        "single-hop": 3,
        "adversarial": 1,
    }


def test_everything_is_found_when_all_turns_are_taken(report):
    for rows in (report["rows"], report["session_rows"]):
        for name, row in rows.items():
            assert row["all"]["fraction"]["50"] == 100.0, name


def test_plain_bm25_finds_single_evidence_that_shares_words_first(report):
    single_hop = report["rows"]["bm25"]["by_category"]["single-hop"]

    # "Where was the bicycle stolen?" and the grey cat come first; "strings has the oud" too.
    assert single_hop["fraction"]["1"] == 100.0


def test_meanings_part_on_a_question_with_two_pieces_of_evidence(report):
    at_1 = {
        meaning: report["rows"]["bm25"]["by_category"]["multi-hop"][meaning]["1"]
        for meaning in ("any", "fraction", "all")
    }

    assert at_1["fraction"] == (at_1["any"] + at_1["all"]) / 2


def test_difference_to_bm25_is_the_difference_of_the_rows(report):
    rows, interval = report["rows"], report["intervals"]["hafiza_minus_bm25"]
    difference = (
        rows["hafiza"]["cats_1_4"]["fraction"]["10"] - rows["bm25"]["cats_1_4"]["fraction"]["10"]
    )

    assert interval["mean"] == pytest.approx(difference, abs=0.02)
    assert interval["low"] <= interval["mean"] <= interval["high"]


def test_speakers_of_one_name_in_two_conversations_are_kept_apart(conversations, tmp_path):
    with Memory.open(tmp_path / "memory.db", embedder=None) as memory:
        ranker = MemoryRanker(memory, None, HYBRID)
        for conversation in conversations:
            ranker.prepare(conversation, lambda n_turns: None)

        found = ranker.turns("What did Bo say about the oud and the cat?")

    assert found
    assert all(turn_id.startswith("conv-b:") for turn_id in found)


def test_report_says_what_it_was_made_with(report):
    assert report["granularity"] == "both"
    assert report["conversations"] == ["conv-a", "conv-b"]
    assert (report["embedder"], report["recipe"]) == ("hashing:256", "hybrid")
    assert 0 < report["search_ms_p50"] <= report["search_ms_p99"]
    assert 0 < report["context_tokens_p50"] <= report["context_budget_tokens"] == 1024


def test_without_an_embedder_there_is_no_dense_row(conversations):
    report = evaluate_retrieval(conversations, embedder=None, recipe=LEXICAL)

    assert list(report["rows"]) == ["hafiza", "bm25"]
    assert report["embedder"] == "none"
    assert report["recipe"] == "lexical"
    assert report["embed_query_ms_p50"] is None


def test_session_rows_alone(conversations):
    report = evaluate_retrieval(conversations, embedder=None, granularities=("session",))

    assert report["granularity"] == "session"
    assert report["rows"]["bm25"]["all"]["any"]["5"] == 100.0


def test_two_runs_agree(conversations, report):
    again = evaluate_retrieval(
        conversations, embedder=HashingEmbedder(), granularities=("turn", "session")
    )

    for key in ("rows", "session_rows", "intervals", "per_conversation", "context_tokens_p50"):
        assert again[key] == report[key]


def test_progress_ends_at_the_whole(conversations):
    told = []

    evaluate_retrieval(
        conversations, embedder=HashingEmbedder(), progress=lambda *args: told.append(args)
    )

    n_turns = 3 * sum(len(one.turns) for one in conversations)
    assert told[-1] == ("adding turns", n_turns, n_turns)
