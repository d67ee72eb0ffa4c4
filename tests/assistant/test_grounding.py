import pytest

from hafiza.assistant.grounding import is_grounded

TOM = "My name is Tom and I work as a data scientist in San Francisco."


@pytest.mark.parametrize(
    ("question", "told", "answer"),
    [
        ("What is my job?", TOM, "You work as a data scientist in San Francisco."),
        ("What is my name?", TOM, "Your name is Tom."),
        ("What is my dog called?", "My dog is called Biscuit.", "Your dog is called Biscuit."),
        ("When do I wake up?", "I wake up at 5:30 every day.", "You wake up at 5:30 every day."),
        ("Do I eat meat?", "I don't eat meat.", "You don't eat meat."),
    ],
)
def test_answer_that_repeats_its_source_is_believed(question, told, answer):
    assert is_grounded(answer, question, [told])


@pytest.mark.parametrize(
    ("question", "told", "answer"),
    [
        ("What is my job?", TOM, "You work as a nurse in San Francisco General."),
        ("What is my job?", TOM, "You are a data scientist at Google."),
        ("What is my job?", TOM, "I work as a data scientist in San Francisco."),
        ("What is my job?", TOM, "Your job is your job."),
        ("What is my job?", TOM, ""),
        ("How old am I?", "I am 42 years old.", "You are 24 years old."),
        ("Do I eat meat?", "I don't eat meat.", "You eat meat."),
        ("Who marries in June?", "My sister Clara marries in June.", "You marry in June."),
        ("Where do I live?", "I live in Porto with my husband.", "You live with your husband."),
    ],
    ids=str,
)
def test_answer_that_says_something_else_is_refused(question, told, answer):
    assert not is_grounded(answer, question, [told])
