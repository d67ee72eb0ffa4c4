"""What questions ask of a profile; traps ask for something that only looks like it."""

from datetime import UTC, datetime

import pytest

from hafiza.core.language import detect_language, fold
from hafiza.memory.extraction.asked import slots_asked, subjects_asked
from hafiza.memory.extraction.kinds import kinds_named, mentions

NOW = datetime(2026, 3, 31, 9, tzinfo=UTC)

CASES = [
    ("Where do I live?", "location", "now"),
    ("Where do I live now?", "location", "now"),
    ("Where did I live before?", "location", "past"),
    ("Have I ever lived in Berlin?", "location", "ever"),
    ("Which cities have I lived in?", "location", "ever"),
    ("Where did I tell you I live?", "location", "now"),
    ("Do I still live in Bristol?", "location", "now"),
    ("Where was I living before that?", "location", "past"),
    ("Where am I from?", "hometown", "now"),
    ("What is my job?", "occupation employer", "now"),
    ("What was my job again?", "occupation employer", "now"),
    ("What was my previous job?", "occupation employer", "past"),
    ("Which jobs have I had?", "occupation employer", "ever"),
    ("Where do I work?", "employer", "now"),
    ("Who did I work for before?", "employer", "past"),
    ("What do I do for a living?", "occupation", "now"),
    ("How old am I?", "age", "now"),
    ("What is my name?", "name", "now"),
    ("Am I married?", "relationship", "now"),
    ("Was I ever married?", "relationship", "ever"),
    ("Do I have any pets?", "pet", "now"),
    ("What pets have I had?", "pet", "ever"),
    ("Which languages do I speak?", "language", "now"),
    ("Am I vegetarian?", "diet", "now"),
    ("What am I allergic to?", "health", "now"),
    ("What do I like?", "likes", "now"),
    ("What is my goal?", "goal", "now"),
    ("What is my sister's name?", "family", "now"),
    ("Nerede yaşıyorum?", "location", "now"),
    ("Daha önce nerede yaşıyordum?", "location", "past"),
    ("Eskiden nerede oturuyordum?", "location", "past"),
    ("Şimdiye kadar nerelerde yaşadım?", "location", "ever"),
    ("Sana nerede oturduğumu söylemiş miydim?", "location", "now"),
    ("Bundan önce nerede yaşıyordum?", "location", "past"),
    ("Nereliyim?", "hometown", "now"),
    ("İşim ne?", "occupation employer", "now"),
    ("Önceki işim neydi?", "occupation employer", "past"),
    ("Şimdiye kadar hangi işlerde çalıştım?", "occupation employer", "ever"),
    ("Nerede çalışıyorum?", "employer", "now"),
    ("Eskiden nerede çalışıyordum?", "employer", "past"),
    ("Hangi şirkette çalışıyorum?", "employer", "now"),
    ("Ne iş yapıyorum?", "occupation", "now"),
    ("Kaç yaşındayım?", "age", "now"),
    ("Adım ne?", "name", "now"),
    ("Evli miyim?", "relationship", "now"),
    ("Evcil hayvanım var mı?", "pet", "now"),
    ("Hangi dilleri konuşuyorum?", "language", "now"),
    ("Vejetaryen miyim?", "diet", "now"),
    ("Et yiyor muyum?", "diet", "now"),
    ("Neye alerjim var?", "health", "now"),
    ("Nelerden hoşlanırım?", "likes", "now"),
    ("Hedefim ne?", "goal", "now"),
    ("Kız kardeşimin adı ne?", "family", "now"),
]
TRAPS = [
    "Where does my sister live?",
    "What does my brother do?",
    "Where do you live?",
    "What is your name?",
    "Who is the president of France?",
    "What food do I like?",
    "What did I eat yesterday?",
    "How old is my daughter?",
    "What is my dog afraid of?",
    "Where does my brother work?",
    "When did I buy my car?",
    "Kız kardeşim nerede yaşıyor?",
    "Annem ne iş yapıyor?",
    "Senin adın ne?",
    "Fransa'nın başkenti neresi?",
    "Arabam ne renk?",
    "Köpeğim neden korkuyor?",
    "Nasılsın?",
]


def asked(question):
    return slots_asked(question, detect_language(question), NOW)


@pytest.mark.parametrize(("question", "slots", "tense"), CASES)
@pytest.mark.parametrize("write", [str, fold], ids=["as it is", "ascii"])
def test_slots_and_tense_are_read_with_and_without_turkish_letters(question, slots, tense, write):
    language = detect_language(question)
    found = slots_asked(write(question), language, NOW)

    assert (" ".join(found.slots), found.tense) == (slots, tense)


@pytest.mark.parametrize("question", TRAPS)
def test_question_about_others_or_other_things_asks_for_no_slot(question):
    assert asked(question).slots == ()


@pytest.mark.parametrize(
    ("question", "start"),
    [
        ("Where did I live in March?", datetime(2026, 3, 1, tzinfo=UTC)),
        ("Where did I work on 5 March?", datetime(2026, 3, 5, tzinfo=UTC)),
        ("Mart ayında nerede oturuyordum?", datetime(2026, 3, 1, tzinfo=UTC)),
        ("5 Mart'ta nerede çalışıyordum?", datetime(2026, 3, 5, tzinfo=UTC)),
        ("Geçen hafta nerede çalışıyordum?", datetime(2026, 3, 23, tzinfo=UTC)),
    ],
)
def test_named_time_is_the_time_asked_about(question, start):
    found = asked(question)

    assert found.tense == "at"
    assert found.at is not None
    assert found.at.start == start


@pytest.mark.parametrize(
    ("question", "tense", "event"),
    [
        ("Where did I live before I moved to Izmir?", "past", "izmir"),
        ("Where did I work before I joined Globex?", "past", "globex"),
        ("İzmir'e taşınmadan önce nerede oturuyordum?", "past", "izmir"),
        ("Where did I work before Globex?", "past", "globex"),
        ("Globex'ten önce nerede çalışıyordum?", "past", "globex"),
        ("Where did I live when I was working at Acme?", "at", "acme"),
        ("Ankara'da yaşarken nerede çalışıyordum?", "at", "ankara"),
    ],
)
def test_event_bounds_the_time_asked_about(question, tense, event):
    found = asked(question)

    assert (found.tense, found.event) == (tense, (event,))


@pytest.mark.parametrize("question", ["What was my first job?", "İlk işim neydi?"])
def test_first_of_all_is_asked_for(question):
    found = asked(question)

    assert (found.slots[0], found.tense, found.first) == ("occupation", "ever", True)


def test_today_is_now():
    assert asked("Where do I work today?").tense == "now"


def test_kind_of_pet_narrows_the_slot_in_both_languages():
    assert {"cat", "kedi"} <= set(asked("Do I have a cat?").kinds)
    assert {"dog", "kope"} <= set(asked("Köpeğimin adı ne?").kinds)
    assert asked("Evcil hayvanım var mı?").kinds == ()


def test_sister_is_no_daughter_though_both_begin_alike_in_turkish():
    assert "daughter" not in asked("Kız kardeşimin adı ne?").kinds


def test_subject_is_wider_than_a_slot():
    assert subjects_asked("What food do I like?") == ("taste",)
    assert subjects_asked("When is my birthday?") == ("birthday",)
    assert subjects_asked("Where does my sister live?") == ()


def test_question_about_another_person_has_no_subject_of_the_user():
    assert subjects_asked("Where does my brother work?") == ()
    assert subjects_asked("Abim nerede çalışıyor?") == ()


def test_kinds_are_named_in_either_language_and_mentioned_in_the_other():
    kinds = kinds_named("What is my dog afraid of?")

    assert mentions("Köpeğim gök gürültüsünden korkar.", kinds)
    assert not mentions("Kedim gök gürültüsünden korkar.", kinds)
    assert mentions("Anything", kinds_named("What is this?"))
