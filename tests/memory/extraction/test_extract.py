from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hafiza.core.language import fold
from hafiza.core.records import Turn
from hafiza.memory.extraction.extract import extract
from hafiza.memory.extraction.slots import SLOTS

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
HERE = Path(__file__).parent


def said(text, role="user", *, recalled=False, at=NOW):
    return Turn("t", text, at, "s", role=role, recalled=recalled)


def facts(text, *preceding, holding="holds"):
    return [
        (claim.slot, claim.value)
        for claim in extract(said(text), preceding)
        if claim.kind == "fact" and claim.holding == holding
    ]


def kinds(text, role="user"):
    return [claim.kind for claim in extract(said(text, role))]


def agree(told, expected):
    slot, value = expected
    mine, theirs = fold(told[1]), fold(value)
    return told[0] == slot and (mine in theirs or theirs in mine)


def labelled(path):
    """Return the sentences of a file with their labels; thousands, so no test has only one."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            text, _, labels = line.rpartition("|")
            pairs = (label.strip().split("=", 1) for label in labels.split(";") if "=" in label)
            yield text.strip().replace("\\n", "\n"), [tuple(pair) for pair in pairs]


@pytest.mark.parametrize("path", sorted(HERE.glob("said_*.txt")), ids=lambda path: path.stem)
def test_sentences_tell_what_their_labels_say_and_nothing_else(path):
    wrong = []
    for text, expected in labelled(path):
        told = facts(text)
        missing = [one for one in expected if not any(agree(fact, one) for fact in told)]
        further = [one for one in told if not any(agree(one, label) for label in expected)]
        if missing or further:
            wrong.append({"text": text, "missing": missing, "further": further})

    assert wrong == []


def test_every_slot_is_among_the_labels_of_both_languages():
    for language in ("en", "tr"):
        paths = HERE.glob(f"said_*{language}.txt")
        slots = {slot for path in paths for _, labels in labelled(path) for slot, _ in labels}
        assert slots == set(SLOTS)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Google'da çalışıyorum", ("employer", "Google")),
        ("Ankara'ya taşındım", ("location", "Ankara")),
        ("ankarada yasiyorum", ("location", "ankara")),
        ("kedimin adı Pamuk", ("pet", "kedi Pamuk")),
        ("My dog's name is Rex.", ("pet", "dog Rex")),
        ("I live in Berlin because my job is here", ("location", "Berlin")),
        ("Zonguldak'ta doğdum", ("hometown", "Zonguldak")),
        ("Balığı sevmem", ("dislikes", "Balık")),
        ("Kahveyi çok seviyorum", ("likes", "Kahve")),
        ("vejetaryenim", ("diet", "vejetaryen")),
    ],
)
def test_value_is_as_short_as_it_was_said(text, value):
    assert facts(text) == [value]


@pytest.mark.parametrize(
    ("text", "ended"),
    [
        ("I used to live in Prague", ("location", "Prague")),
        ("Eskiden Edirne'de yaşıyordum", ("location", "Edirne")),
        ("I quit my job at Oracle", ("employer", "Oracle")),
        ("Vodafone'dan ayrıldım", ("employer", "Vodafone")),
        ("My girlfriend and I broke up", ("relationship", "")),
        ("Sevgilimden ayrıldım", ("relationship", "")),
        ("My dog Rufus died", ("pet", "dog Rufus")),
        ("Köpeğim Rex geçen yıl öldü", ("pet", "köpek Rex")),
        ("I'm no longer vegan", ("diet", "vegan")),
        ("Artık Acme'de çalışmıyorum", ("employer", "Acme")),
        ("Eskiden öğretmendim", ("occupation", "öğretmen")),
        ("I used to love skiing", ("likes", "skiing")),
    ],
)
def test_past_state_has_ended(text, ended):
    assert ended in facts(text, holding="ended")
    assert facts(text) == []


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("Actually I'm 34, not 33", ("age", "33"), ("age", "34")),
        ("Pardon, Bursa değil Balıkesir", ("location", "Bursa"), ("location", "Balıkesir")),
        ("I live in Bonn. Sorry, I meant Trier", ("location", "Bonn"), ("location", "Trier")),
        ("Adım Ayşe. Ayça değil, Ayşe yanlış oldu", None, ("name", "Ayşe")),
    ],
)
def test_correction_retires_what_was_wrong(text, wrong, right):
    assert right in facts(text)
    if wrong:
        assert wrong in facts(text, holding="wrong")


def test_two_corrections_in_one_turn_are_both_made():
    text = "I'm 34, not 33. And I live in Bonn, not Berlin."

    assert facts(text) == [("age", "34"), ("location", "Bonn")]
    assert facts(text, holding="wrong") == [("age", "33"), ("location", "Berlin")]


def test_correction_takes_its_slot_from_the_turn_before():
    before = said("I grew up in Cork")

    assert facts("Sorry, I meant Kerry, not Cork", before) == [("hometown", "Kerry")]


def test_name_in_a_correction_goes_to_whom_the_assistant_spoke_of():
    before = said("Is Leo looking forward to school?", "assistant")

    assert facts("It's Theo, not Leo.", before) == [("family", "Theo")]
    assert ("family", "Leo") in facts("It's Theo, not Leo.", before, holding="wrong")


@pytest.mark.parametrize(
    ("question", "answer", "expected"),
    [
        ("What's your name?", "Tom", [("name", "Tom")]),
        ("Nerelisin?", "Trabzon", [("hometown", "Trabzon")]),
        ("How old are you?", "34", [("age", "34")]),
        ("Kaç yaşındasın?", "otuz iki", [("age", "otuz iki")]),
        ("What do you do for a living?", "electrician", [("occupation", "electrician")]),
        ("Ne iş yapıyorsun?", "inşaat mühendisi", [("occupation", "inşaat mühendisi")]),
        ("Which company do you work for?", "Balfour Beatty", [("employer", "Balfour Beatty")]),
        ("Peki hangi şirkette?", "Enka", [("employer", "Enka")]),
        ("Where do you live?", "in Lyon", [("location", "Lyon")]),
        ("Hangi şehirdesin?", "Kayseri", [("location", "Kayseri")]),
        ("Which languages do you speak?", "Dutch", [("language", "Dutch")]),
        ("Do you have any pets?", "yes, a cat named Miso", [("pet", "cat Miso")]),
        ("Are you a vegetarian?", "Yes", [("diet", "vegetarian")]),
        ("Ankara'da mı yaşıyorsun?", "Evet", [("location", "Ankara")]),
        ("Any allergies?", "peanuts", [("health", "peanuts")]),
        ("What are your hobbies?", "chess and pottery", [("likes", "chess"), ("likes", "pottery")]),
        ("Evli misin?", "bekarım", [("relationship", "bekar")]),
    ],
)  # fmt: skip
def test_short_answer_fills_the_slot_that_was_asked_for(question, answer, expected):
    assert facts(answer, said(question, "assistant")) == expected


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("What's your name?", "why do you ask"),
        ("Where do you live?", "I'd rather not say"),
        ("Do you have any allergies?", "no"),
        ("Evcil hayvanın var mı?", "yok"),
        ("What is your favourite film?", "what is yours?"),
        ("Your tea is ready.", "Tom"),
        ("What's your name?", "can you write the code now"),
    ],
)
def test_no_answer_tells_nothing(question, answer):
    assert facts(answer, said(question, "assistant")) == []


def test_user_turn_before_asks_no_question_of_the_user():
    assert facts("Tom", said("What's your name?")) == []


def test_assistant_tells_nothing_of_the_user():
    text = "You are a nurse and you live in Bonn. My name is Hafiza. I'm a doctor from Rome."

    assert {claim.kind for claim in extract(said(text, "assistant"))} <= {"assistant_knowledge"}


@pytest.mark.parametrize(
    "text", ["I recommend the Pera museum.", "Sana Kürk Mantolu Madonna'yı öneririm."]
)
def test_recommendation_of_the_assistant_is_kept(text):
    assert kinds(text, "assistant") == ["assistant_knowledge"]


def test_recalled_turn_tells_nothing():
    assert extract(said("I'm a nurse from Bonn", recalled=True)) == []


def test_game_agreed_on_before_makes_nothing_true():
    before = said("Sure, let's role-play! Who are you?", "assistant")

    assert extract(said("I'm a detective and I live in Chicago"), [before]) == []


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("Yesterday I ran my first marathon", "2026-05-31", "2026-06-01"),
        ("Geçen hafta İzmir'e gittim", "2026-05-25", "2026-06-01"),
        ("I'm flying to Madrid tomorrow", "2026-06-02", "2026-06-03"),
        ("Haftaya Paris'e uçuyorum", "2026-06-08", "2026-06-15"),
    ],
)
def test_event_is_an_episode_with_its_time(text, since, until):
    [episode] = [claim for claim in extract(said(text)) if claim.kind == "episode"]

    assert (str(episode.since.date()), str(episode.until.date())) == (since, until)
    assert episode.statement == text


def test_life_event_matters_more_than_an_errand():
    [wedding] = [c for c in extract(said("We got married last month")) if c.kind == "episode"]
    [errand] = [c for c in extract(said("I bought bread yesterday")) if c.kind == "episode"]

    assert wedding.importance > errand.importance


@pytest.mark.parametrize(
    "text", ["I've lived in Bonn since 2019", "2019'dan beri Bonn'da yaşıyorum"]
)
def test_fact_holds_since_the_time_it_names(text):
    [fact] = [claim for claim in extract(said(text)) if claim.kind == "fact"]

    assert fact.since == datetime(2019, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    "text", ["My sister is a doctor in Rome", "Ablam Almanya'da doktor", "My boss hates meetings"]
)
def test_what_is_told_of_others_is_knowledge(text):
    assert "user_knowledge" in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "I live in " * 100_000,
        "a" * 1_000_000,
        "ben Ankara'da " * 70_000,
        "\"'" * 400_000,
        "I'm a, " * 140_000,
        "\n" * 1_000_000,
        "🙂" * 250_000,
        "İ" * 500_000,
        "\u0301" * 300_000,
        "\ud7a3\u202e\x00\x0b " * 50_000,
    ],
)
def test_any_text_is_read_and_its_claims_are_few(text):
    claims = extract(said(text))

    assert len(claims) < 300
    assert all(len(claim.value) < 120 and len(claim.statement) <= 400 for claim in claims)


def test_decomposed_letters_read_as_composed_ones():
    assert facts("I\u0307zmir'de yas\u0327\u0131yorum") == [("location", "İzmir")]


def test_end_of_a_long_turn_is_read():
    assert facts("blah blah. " * 5000 + "I live in Bonn.") == [("location", "Bonn")]


def test_same_turn_gives_the_same_claims_whenever_it_is_read():
    first = extract(said("I'm a nurse from Bonn"))
    later = extract(said("I'm a nurse from Bonn", at=NOW + timedelta(days=30)))

    assert [(c.slot, c.value) for c in first] == [(c.slot, c.value) for c in later]


@pytest.mark.parametrize(
    ("first", "reply", "correction", "wrong", "right"),
    [
        (
            "I'm Katherine, can you plan my week?",
            "Nice to meet you, Katherine! What comes first?",
            "Typo! It should be Kathryn",
            ("name", "Katherine"),
            ("name", "Kathryn"),
        ),
        (
            "I moved to Denver last month. Any tips?",
            "Denver has many trails.",
            "Sorry, I meant Boulder.",
            ("location", "Denver"),
            ("location", "Boulder"),
        ),
        (
            "Adım Gonce, bana bir liste yap",
            "Tabii, hangi konuda olsun?",
            "yok yanlış yazmışım, Gonca olacak adım",
            ("name", "Gonce"),
            ("name", "Gonca"),
        ),
    ],
)
def test_correction_over_the_reply_corrects_what_the_user_said(
    first, reply, correction, wrong, right
):
    preceding = (said(first), said(reply, "assistant"))

    assert facts(correction, *preceding) == [right]
    assert facts(correction, *preceding, holding="wrong") == [wrong]
