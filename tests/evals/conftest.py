"""A small data set of our own in the format of LoCoMo."""

import json
from datetime import datetime, timedelta

import pytest

from hafiza.memory.transfer.locomo import parse_locomo

FIRST = [
    ["My sister Derya moved to Ankara last week.", "How nice! Does she like it?"],
    ["I adopted a grey cat and called her Pamuk.", "Pamuk means cotton, I like it."],
    ["We baked bread with walnuts on Sunday.", "Walnut bread is my favourite."],
]
SECOND = [
    ["I started to learn the oud in March.", "The oud has eleven strings."],
    ["My bicycle was stolen at the harbour.", "That is terrible, did you call the police?"],
]


def conversation(sample_id, names, sessions, qa):
    day = datetime(2023, 5, 8)
    said = {"speaker_a": names[0], "speaker_b": names[1]}
    for number, texts in enumerate(sessions, start=1):
        date = day + timedelta(days=7 * number)
        said[f"session_{number}_date_time"] = f"1:56 pm on {date.day} {date:%B}, {date.year}"
        said[f"session_{number}"] = [
            {"speaker": names[place % 2], "dia_id": f"D{number}:{place + 1}", "text": text}
            for place, text in enumerate(texts)
        ]
    return {"sample_id": sample_id, "conversation": said, "qa": qa}


@pytest.fixture
def locomo_data():
    """Two conversations with seven questions; one has no evidence, one is adversarial."""
    first = [
        {
            "question": "What do the cat's name and the bread have in them?",
            "answer": "cotton, walnuts",
            "category": 1,
            "evidence": ["D2:2", "D3:1"],
        },
        {
            "question": "When did Derya move to Ankara?",
            "answer": "the week before 15 May 2023",
            "category": 2,
            "evidence": ["D1:1"],
        },
        {
            "question": "Would Ada enjoy a nut shop?",
            "answer": "Likely yes; she bakes with walnuts",
            "category": 3,
            "evidence": [],
        },
        {
            "question": "What is the grey cat called?",
            "answer": "Pamuk",
            "category": 4,
            "evidence": ["D2:1"],
        },
        {
            "question": "What is the grey dog called?",
            "adversarial_answer": "Pamuk",
            "category": 5,
            "evidence": ["D2:1"],
        },
    ]
    second = [
        {
            "question": "How many strings has the oud?",
            "answer": 11,
            "category": 4,
            "evidence": ["D1:2"],
        },
        {
            "question": "Where was the bicycle stolen?",
            "answer": "at the harbour",
            "category": 4,
            "evidence": ["D2:1"],
        },
    ]
    return [
        conversation("conv-a", ("Ada", "Bo"), FIRST, first),
        conversation("conv-b", ("Cem", "Bo"), SECOND, second),
    ]


@pytest.fixture
def conversations(locomo_data):
    return parse_locomo(locomo_data)


@pytest.fixture
def locomo_file(locomo_data, tmp_path):
    path = tmp_path / "two.json"
    path.write_text(json.dumps(locomo_data), encoding="utf-8")
    return path
