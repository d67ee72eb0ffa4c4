from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from hafiza.assistant.recall import names_speaker, queries, recollect, telling_part
from hafiza.core import Hit, Scope, Turn

START = datetime(2026, 1, 1, tzinfo=UTC)


def hits(*texts, role="user", speaker=""):
    return [
        Hit(Turn(str(i), text, START + timedelta(days=i), "s", role, speaker), 0.5)
        for i, text in enumerate(texts)
    ]


def best(question, *texts):
    found = recollect(question, hits(*texts), personal=True, assistant="hafiza")
    return found.relevant[0].turn.text if found.relevant else None


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("What is my job?", "I'm a nurse at Saint Mary's."),
        ("İşim ne?", "Ankara'da bir bankada çalışıyorum."),
        ("Where do I live?", "We moved to Lisbon in spring."),
        ("Nerede oturuyorum?", "Kadıköy'e taşındım."),
        ("How old am I?", "I turned up late, and I am 42."),
        ("Do I have any pets?", "Our cat is called Luna."),
        ("What is my name?", "Call me Ishmael."),
    ],
)
def test_turn_on_the_topic_is_found_without_a_shared_word(question, told):
    assert best(question, "The weather is nice today.", told, "I bought a lamp.") == told


def test_nothing_is_relevant_when_nothing_fits():
    assert best("What is my sister's name?", "My name is Tom.", "I bought a lamp.") is None


def test_own_words_of_the_assistant_are_no_evidence():
    said = hits("You work as a nurse.", role="assistant")
    assert recollect("What is my job?", said, personal=True, assistant="hafiza").n_relevant == 0


def test_question_that_was_asked_before_is_no_evidence():
    assert best("What is my job?", "What is my job?") is None


def test_later_turn_holds_before_an_earlier_one():
    assert best("Where do I live?", "I live in Porto.", "I live in Oslo.") == "I live in Oslo."


def test_speaker_that_a_question_names_is_known():
    said = hits("I painted a lake.", speaker="Melanie")
    assert names_speaker("What did Melanie paint?", said, Scope())
    assert not names_speaker("What did Caroline paint?", said, Scope())


def test_short_form_of_a_name_counts_as_the_name():
    said = hits("We went camping", speaker="Melanie")
    assert names_speaker("How long has Mel been married?", said, Scope())
    assert not names_speaker("How long have I been married?", said, Scope())


def test_what_is_no_evidence_and_hardly_fits_is_left_out():
    said = [replace(hit, score=0.1) for hit in hits("I see!", role="assistant")]
    assert recollect("What is my job?", said, personal=True, assistant="hafiza").hits == ()


def test_personal_question_is_searched_in_the_words_of_its_answers_too():
    assert len(queries("What is my job?", personal=True)) == 2
    assert queries("What is my job?", personal=False) == ["What is my job?"]


def test_telling_part_leaves_greeting_and_question_out():
    assert telling_part("What is my name?", "Hello! I am Priya. How are you?") == "I am Priya."


def test_telling_part_of_a_long_turn_is_the_sentence_that_fits():
    text = " ".join(["The day was long and quiet."] * 30 + ["My dog is called Biscuit."])
    assert telling_part("What is my dog called?", text) == "My dog is called Biscuit."


def test_turn_on_the_topic_comes_before_one_that_search_liked_for_a_shared_word():
    topic, shared = hits("Ben bir bankada çalışıyorum.", "İş yerinde lambayı konuştuk.")
    weighed = [replace(topic, score=0.3), replace(shared, score=0.9)]
    found = recollect("İşim hakkında ne hatırlıyorsun?", weighed, personal=True, assistant="hafiza")
    assert found.hits[0].turn.text == topic.turn.text
