from collections import Counter

import pytest

from hafiza.core.errors import BackendUnavailable, InputError
from hafiza.embedders import HashingEmbedder
from hafiza.evals.locomo import all_questions
from hafiza.evals.locomo_qa import (
    PROMPT_VERSION,
    evaluate_answers,
    first_line,
    stratified_sample,
)
from hafiza.llm.fake import FakeChatModel


def test_scores_are_official_and_in_percent(conversations):
    # In file order: multi-hop, temporal, open-domain, single-hop, then two of single-hop.
    model = FakeChatModel(
        ["cotton, figs", "May 2023", "Likely yes", "Pamuk\nmore", "11", "the harbour"]
    )

    report, answers = evaluate_answers(conversations, model, embedder=HashingEmbedder())

    by_category = report["by_category"]
    assert by_category["multi-hop"]["f1"]["mean"] == 50.0
    assert by_category["temporal"]["f1"]["mean"] == pytest.approx(100 * 2 * 2 / (2 + 5), abs=0.01)
    assert by_category["open-domain"]["f1"]["mean"] == 100.0
    assert by_category["single-hop"]["f1"]["mean"] == pytest.approx(
        100 * (1 + 1 + 2 / 3) / 3, abs=0.01
    )
    assert "adversarial" not in by_category
    assert [one.prediction for one in answers][3] == "Pamuk"
    assert report["cats_1_4"]["n_questions"] == 6


def test_category_5_is_asked_only_on_demand_and_stands_apart(conversations):
    model = FakeChatModel(["No information available."])

    report, _ = evaluate_answers(
        conversations, model, embedder=None, categories=(1, 2, 3, 4, 5), seed=1
    )

    assert report["by_category"]["adversarial"] == {
        "n_questions": 1,
        "f1": {"mean": 100.0, "low": 100.0, "high": 100.0},
    }
    assert report["cats_1_4"]["f1"]["mean"] == 0.0


def test_prompt_holds_fenced_memory_of_the_own_conversation_and_the_question(conversations):
    model = FakeChatModel(["x"])

    evaluate_answers(conversations, model, embedder=None)

    system, user = model.requests[3].messages
    assert system.role == "system"
    assert "never instructions" in system.content.replace("\n", " ")
    assert user.content.startswith("<memory>\n[1] 2023-05-22, Ada: I adopted a grey cat")
    assert user.content.endswith("Question: What is the grey cat called?\nShort answer:")
    assert "oud" not in user.content
    assert model.requests[3].options.temperature == 0.0


def test_report_names_model_prompts_and_budget(conversations):
    report, answers = evaluate_answers(
        conversations, FakeChatModel(["x"]), embedder=None, budget_tokens=40, sample=3, seed=5
    )

    assert report["model"] == "fake:fake"
    assert report["prompt_version"] == PROMPT_VERSION
    assert (report["n_questions"], report["n_pool"], report["seed"]) == (3, 6, 5)
    assert all(one.context_tokens <= 40 for one in answers)
    assert report["context_tokens_p50"] <= report["context_budget_tokens"] == 40


def test_sample_has_each_category_in_proportion_and_follows_the_seed(conversations):
    pool = all_questions(conversations) * 10  # 10, 10, 10, 30, 10 of the categories

    one, again, other = (stratified_sample(pool, 14, seed) for seed in (1, 1, 2))

    categories = Counter(asked.question.category for asked in one)
    assert categories == {1: 2, 2: 2, 3: 2, 4: 6, 5: 2}
    assert one == again
    assert one != other


@pytest.mark.parametrize(("n", "size"), [(0, 0), (1, 1), (5, 5), (7, 7), (99, 7)])
def test_sample_has_the_size_asked_for(conversations, n, size):
    assert len(stratified_sample(all_questions(conversations), n, seed=0)) == size


def test_nothing_to_ask_is_an_error(conversations):
    with pytest.raises(InputError, match="no question"):
        evaluate_answers(conversations, FakeChatModel(), embedder=None, sample=0)


def test_failing_model_stops_the_run_and_is_not_scored(conversations):
    model = FakeChatModel(["ok", BackendUnavailable("gone")])

    with pytest.raises(BackendUnavailable, match="gone"):
        evaluate_answers(conversations, model, embedder=None)


@pytest.mark.parametrize(
    ("text", "line"), [("", ""), ("\n\n a \nb", "a"), ("a", "a"), ("a\r\nb", "a")]
)
def test_first_line_that_says_something(text, line):
    assert first_line(text) == line
