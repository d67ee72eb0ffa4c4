import pytest

from hafiza.core.errors import InputError
from hafiza.evals.locomo import all_questions, choose, label, with_evidence


def test_questions_without_evidence_are_left_out(conversations):
    assert len(all_questions(conversations)) == 7
    assert [asked.place for asked in with_evidence(conversations)] == [0, 1, 3, 4, 0, 1]


def test_named_conversations_come_in_file_order(conversations):
    chosen = choose(conversations, ["conv-b", "conv-a"])

    assert [one.sample_id for one in chosen] == ["conv-a", "conv-b"]
    assert choose(conversations, []) == conversations


def test_conversation_that_is_not_there_is_refused_with_those_that_are(conversations):
    with pytest.raises(InputError, match=r"'conv-z'.\nIt has: conv-a, conv-b"):
        choose(conversations, ["conv-z"])


def test_unknown_file_never_gets_the_name_of_the_benchmark(locomo_file):
    assert label(locomo_file, all_conversations=True).startswith("two.json")
