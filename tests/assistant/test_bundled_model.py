"""The bundled model and embedder, as a first user has them."""

import pytest

from hafiza.assistant import build_assistant, open_memory
from hafiza.core.settings import load_settings

pytestmark = pytest.mark.outer

TOLD = (
    "My name is Nadia and I'm a veterinarian in Bristol.",
    "My parrot is called Mango.",
    "My favourite food is lamb biryani.",
    "My birthday is on 9 July.",
    "I'm allergic to penicillin.",
    "Bir bankada müdür olarak çalışıyorum.",
)


@pytest.fixture(scope="module")
def assistant(tmp_path_factory):
    settings = load_settings(home=tmp_path_factory.mktemp("home"), seed=0)
    with open_memory(settings) as memory:
        for text in TOLD:
            memory.add(text)
    with build_assistant(settings) as built:
        yield built


@pytest.mark.parametrize(
    ("question", "wanted", "source"),
    [
        ("What is my name?", "Nadia", 0),
        ("What is my parrot called?", "Mango", 1),
        ("What is my favourite food?", "biryani", 2),
        ("When is my birthday?", "July", 3),
        ("What am I allergic to?", "penicillin", 4),
        ("İşim ne?", "müdür", 5),
    ],
)
def test_fact_is_recalled_with_its_source(assistant, question, wanted, source):
    answer = assistant.answer(question, store=False)
    assert wanted in answer.text
    assert answer.sources[0].turn.text == TOLD[source]


def test_small_talk_in_english_is_answered_by_the_model(assistant):
    answer = assistant.answer("Hello!", store=False)
    assert answer.model == "gguf:smollm2-135m"
    assert answer.text.strip()
