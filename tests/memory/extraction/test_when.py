"""Times in Turkish and English, as told on Wednesday, 14 June 2023, at half past three."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hafiza.memory.extraction.when import MAX_SPANS, find_times, find_times_in_any

NOW = datetime(2023, 6, 14, 15, 30, tzinfo=UTC)

ENGLISH = {
    "What did I do today?": "2023-06-14 2023-06-15",
    "I met her yesterday": "2023-06-13 2023-06-14",
    "the day before yesterday we ate": "2023-06-12 2023-06-13",
    "What did I do last week?": "2023-06-05 2023-06-12",
    "this week was hard": "2023-06-12 2023-06-19",
    "next week I fly": "2023-06-19 2023-06-26",
    "last month": "2023-05-01 2023-06-01",
    "last year we moved": "2022-01-01 2023-01-01",
    "The year before last we met": "2021-01-01 2022-01-01",
    "last weekend": "2023-06-10 2023-06-12",
    "What did you do over the weekend?": "2023-06-10 2023-06-12",
    "last Monday": "2023-06-12 2023-06-13",
    "next Friday": "2023-06-16 2023-06-17",
    "I went on Friday": "2023-06-09 2023-06-10",
    "We'll go on Friday": "2023-06-16 2023-06-17",
    "3 days ago": "2023-06-11 2023-06-12",
    "two weeks ago": "2023-05-29 2023-06-05",
    "a couple of weeks ago": "2023-05-29 2023-06-05",
    "five years ago": "2018-01-01 2019-01-01",
    "Exam in 3 days": "2023-06-17 2023-06-18",
    "the last 3 months": "2023-03-14T15 2023-06-14T15",
    "Where did I go in May?": "2023-05-01 2023-06-01",
    "What happened in August?": "2022-08-01 2022-09-01",
    "Will you visit in December?": "2023-12-01 2024-01-01",
    "in May 2022": "2022-05-01 2022-06-01",
    "last May": "2023-05-01 2023-06-01",
    "8 May 2023": "2023-05-08 2023-05-09",
    "on 8 May": "2023-05-08 2023-05-09",
    "the 8th of May": "2023-05-08 2023-05-09",
    "May 8th": "2023-05-08 2023-05-09",
    "on October 13, 2022?": "2022-10-13 2022-10-14",
    "8-10 May 2022": "2022-05-08 2022-05-11",
    "2023-05-08": "2023-05-08 2023-05-09",
    "08.05.2023": "2023-05-08 2023-05-09",
    "5/8/2023": "2023-05-08 2023-05-09",
    "25/8/2022": "2022-08-25 2022-08-26",
    "in 2019 I moved": "2019-01-01 2020-01-01",
    "last summer": "2022-06-01 2022-09-01",
    "the summer of 2021": "2021-06-01 2021-09-01",
    "in the winter": "2022-12-01 2023-03-01",
    "this morning I ran": "2023-06-14T05 2023-06-14T12",
    "tonight": "2023-06-14T20 2023-06-15T06",
    "last night was fun": "2023-06-13T20 2023-06-14T06",
    "2 hours ago": "2023-06-14T13 2023-06-14T14",
    "three Mondays ago": "2023-05-29 2023-05-30",
    "the week before 9 June 2023": "2023-06-02 2023-06-09",
    "the Friday before 15 July 2023": "2023-07-14 2023-07-15",
    "two weekends before 17 July 2023": "2023-07-08 2023-07-10",
    "2 days after 8 May 2023": "2023-05-10 2023-05-11",
    "earlier this year": "2023-01-01 2023-06-14T15",
    "at the end of May": "2023-05-22 2023-06-01",
    "between March and May 2022": "2022-03-01 2022-06-01",
    "from June to August": "2022-06-01 2022-09-01",
    "from November 2021 until February 2022": "2021-11-01 2022-03-01",
    "between November and February": "2022-11-01 2023-03-01",
    "from 2015 to 2018": "2015-01-01 2019-01-01",
}
TURKISH = {
    "bugün ne yaptım": "2023-06-14 2023-06-15",
    "dün ne yaptım": "2023-06-13 2023-06-14",
    "dünkü toplantı": "2023-06-13 2023-06-14",
    "evvelsi gün": "2023-06-12 2023-06-13",
    "önceki gün geldi": "2023-06-12 2023-06-13",
    "Geçen hafta ne yaptım?": "2023-06-05 2023-06-12",
    "geçen haftaki maç": "2023-06-05 2023-06-12",
    "geçen ay": "2023-05-01 2023-06-01",
    "gecen yil tasindik": "2022-01-01 2023-01-01",
    "GEÇEN YIL TAŞINDIK": "2022-01-01 2023-01-01",
    "geçen sene": "2022-01-01 2023-01-01",
    "geçen pazartesi": "2023-06-12 2023-06-13",
    "geçen yaz": "2022-06-01 2022-09-01",
    "bu hafta": "2023-06-12 2023-06-19",
    "önümüzdeki hafta": "2023-06-19 2023-06-26",
    "haftaya pazartesi görüşürüz": "2023-06-19 2023-06-20",
    "seneye evleneceğiz": "2024-01-01 2025-01-01",
    "3 gün önce": "2023-06-11 2023-06-12",
    "iki yıl önce": "2021-01-01 2022-01-01",
    "iki hafta once": "2023-05-29 2023-06-05",
    "3 gün sonra sınavım var": "2023-06-17 2023-06-18",
    "son üç ayda": "2023-03-14T15 2023-06-14T15",
    "mayısta nereye gittim": "2023-05-01 2023-06-01",
    "Mayıs'ta nereye gittim?": "2023-05-01 2023-06-01",
    "Mayıs’ta": "2023-05-01 2023-06-01",
    "mayıs ayında": "2023-05-01 2023-06-01",
    "2022 Mayıs'ında": "2022-05-01 2022-06-01",
    "Ocak'ta kar yağdı": "2023-01-01 2023-02-01",
    "aralık ayında": "2022-12-01 2023-01-01",
    "8 Mayıs 2023": "2023-05-08 2023-05-09",
    "8 Mayıs'ta": "2023-05-08 2023-05-09",
    "mayısın 8'inde": "2023-05-08 2023-05-09",
    "15 ocak": "2023-01-15 2023-01-16",
    "2019'da": "2019-01-01 2020-01-01",
    "2019 yılında doğdum": "2019-01-01 2020-01-01",
    "2022 yazında nereye gittik": "2022-06-01 2022-09-01",
    "kışın kayak yaptık": "2022-12-01 2023-03-01",
    "bu sabah koştum": "2023-06-14T05 2023-06-14T12",
    "dün akşam": "2023-06-13T17 2023-06-14",
    "cumartesi akşamı": "2023-06-10T17 2023-06-11",
    "hafta sonu ne yaptım": "2023-06-10 2023-06-12",
    "pazar günü": "2023-06-11 2023-06-12",
    "salı günü gideceğim": "2023-06-20 2023-06-21",
    "08.05.2023": "2023-05-08 2023-05-09",
    "5/8/2023": "2023-08-05 2023-08-06",
    "üç pazartesi önce": "2023-05-29 2023-05-30",
    "15 Temmuz 2022'den önceki cuma": "2022-07-08 2022-07-09",
    "8 Mayıs'tan üç gün önce": "2023-05-05 2023-05-06",
    "mayıs başında": "2023-05-01 2023-05-11",
    "mart ile mayıs arasında": "2023-03-01 2023-06-01",
    "hazirandan ağustosa kadar": "2022-06-01 2022-09-01",
    "2015 ile 2018 arasında": "2015-01-01 2019-01-01",
    "2015'ten 2018'e kadar": "2015-01-01 2019-01-01",
}
NO_TIME = [
    ("en", "when I was 20"),
    ("en", "I may go, and they march in the sun"),
    ("en", "5 may be enough for all of us"),
    ("en", "every Monday I swim, and on Mondays I rest"),
    ("en", "Her name is June, and April is my friend"),
    ("en", "after the fall he got up and went to spring a leak"),
    ("en", "room 2019 costs $2019"),
    ("en", "version 1.2.2023.4"),
    ("en", "I learned it in 2 weeks"),
    ("en", "half a year ago"),
    ("tr", "yirmi yaşındayken"),
    ("tr", "ocakta yemek var, martı uçuyor"),
    ("tr", "mutfakta 3 ocak var"),
    ("tr", "kasımda ağrı var"),
    ("tr", "dünya güzel, ayna aldım, sonra geldim"),
    ("tr", "pazara gittim"),
    ("tr", "her pazartesi yüzüyorum"),
    ("tr", "bana bir mektup yazın, bu yazı güzel"),
    ("tr", "2019 adet aldım"),
    ("tr", "üç gün sonra geldi"),
]


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def expected(bounds: str) -> list[tuple[datetime, datetime]]:
    start, end = (moment(bound) for bound in bounds.split())
    return [(start, end)]


def found(text: str, language: str) -> list[tuple[datetime, datetime]]:
    """Bounds to the hour, because rolling spans end now."""
    return [
        (span.start.replace(minute=0), span.end.replace(minute=0))
        for span in find_times(text, language, NOW)
    ]


@pytest.mark.parametrize(("text", "bounds"), ENGLISH.items())
def test_english_names_a_time(text, bounds):
    assert found(text, "en") == expected(bounds)


@pytest.mark.parametrize(("text", "bounds"), TURKISH.items())
def test_turkish_names_a_time(text, bounds):
    assert found(text, "tr") == expected(bounds)


@pytest.mark.parametrize(("language", "text"), NO_TIME)
def test_words_that_only_look_like_times_name_none(language, text):
    assert find_times(text, language, NOW) == []


@pytest.mark.parametrize(
    ("language", "text", "relation", "start"),
    [
        ("en", "I live here since 2019", "since", "2019-01-01"),
        ("en", "since last summer", "since", "2022-06-01"),
        ("en", "until 2020 I lived there", "before", "2020-01-01"),
        ("en", "before May I was ill", "before", "2023-05-01"),
        ("en", "after 8 May 2023", "after", "2023-05-08"),
        ("tr", "2019'dan beri buradayım", "since", "2019-01-01"),
        ("tr", "geçen yazdan beri", "since", "2022-06-01"),
        ("tr", "2020'ye kadar", "before", "2020-01-01"),
        ("tr", "mayıstan önce hastaydım", "before", "2023-05-01"),
        ("tr", "2020'den sonra", "after", "2020-01-01"),
    ],
)
def test_open_times_say_on_which_side_they_lie(language, text, relation, start):
    [span] = find_times(text, language, NOW)

    assert (span.relation, span.start) == (relation, moment(start))
    if relation == "since":
        assert span.end == NOW


@pytest.mark.parametrize(
    ("language", "text", "said", "grain", "is_relative", "is_yearless"),
    [
        ("en", "So, last week we met", "last week", "week", True, False),
        ("en", "We met on 8 May 2023.", "8 May 2023", "day", False, False),
        ("en", "We met on 8 May.", "8 May", "day", True, True),
        ("tr", "Onu geçen yaz gördüm", "geçen yaz", "season", True, False),
        ("tr", "Onu Mayıs’ta gördüm", "Mayıs’ta", "month", True, True),
        ("tr", "Onu 2019'da gördüm", "2019'da", "year", False, False),
    ],
)
def test_span_tells_how_it_was_said(language, text, said, grain, is_relative, is_yearless):
    [span] = find_times(text, language, NOW)

    assert (span.text, span.grain) == (said, grain)
    assert (span.is_relative, span.is_yearless) == (is_relative, is_yearless)
    assert text[slice(*span.at)] == said


def test_spans_come_in_the_order_of_the_text():
    text = "In May 2022 I moved, on 3 June 2022 I married, and yesterday I came back."

    assert [span.text for span in find_times(text, "en", NOW)] == [
        "May 2022",
        "3 June 2022",
        "yesterday",
    ]


def test_times_are_in_the_zone_of_the_telling():
    istanbul = timezone(timedelta(hours=3))

    [span] = find_times("dün", "tr", datetime(2023, 6, 14, 1, 0, tzinfo=istanbul))

    assert span.start == datetime(2023, 6, 13, tzinfo=istanbul)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("What did I do last week?", "last week"),
        ("Geçen hafta ne yaptım?", "Geçen hafta"),
        ("gecen hafta ne yaptim", "gecen hafta"),
    ],
)
def test_language_need_not_be_told(text, said):
    assert [span.text for span in find_times_in_any(text, NOW)] == [said]


def test_long_text_gives_a_bounded_number_of_times():
    assert len(find_times("yesterday " * 100_000, "en", NOW)) == MAX_SPANS


words = st.sampled_from(
    " ".join([*ENGLISH, *TURKISH, "between until every -0.1/31 9999 0 99 29 February 1900"]).split()
)
texts = st.text() | st.lists(words, max_size=12).map(" ".join)
moments = st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=-11))]))


@settings(max_examples=500, deadline=None)
@given(texts, st.sampled_from(["en", "tr"]), moments)
def test_any_text_at_any_time_gives_ordered_spans_in_their_place(text, language, now):
    last = 0
    for span in find_times(text, language, now):
        first, end = span.at
        assert last <= first < end
        assert text[first:end] == span.text
        assert span.start < span.end
        assert span.start.tzinfo is not None
        last = end
