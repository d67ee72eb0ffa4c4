from hafiza.memory.extraction.reading import flat, is_pasted_prompt, sentences


def read(text):
    return [one.read for one in sentences(text)]


def test_flat_text_is_as_long_as_the_text():
    for text in ("İSTANBUL'da ılık", "Ŀ ǰ ß ﬁ", "Ω Ǆ İ̇"):
        assert len(flat(text)) == len(text)
    assert flat("Şişli’de ÇALIŞIYORUM") == "sisli'de calisiyorum"


def test_sentences_end_at_stops_and_not_in_numbers_or_titles():
    assert read("I pay 3.5 euros. Dr. Smith is in St. Louis! Ok?") == [
        "I pay 3.5 euros",
        "Dr. Smith is in St. Louis",
        "Ok",
    ]
    assert [one.is_question for one in sentences("Is it? It is.")] == [True, False]


def test_code_logs_and_transcripts_are_left_out():
    text = (
        "Here it is.\n```\nI live in Rome\n```\n"
        "2024-01-05 10:11:12 I live in Rome\n> I live in Rome\nUser: I live in Rome\n"
        "x = {'a': [1, 2]}; y = foo(bar[0]) | baz;\nThanks"
    )

    assert read(text) == ["Here it is", "Thanks"]


def test_quoted_speech_is_blanked_and_a_quoted_name_stays():
    assert "doctor" not in read('She said "I am a doctor" to me')[0]
    assert "Paris" not in read("Kızım bana 'ben Paris'te yaşıyorum' dedi")[0]
    assert "Pamuk" in read('My cat is called "Pamuk"')[0]
    assert "Ankara'da" in read("Ankara'da ve Bonn'da yaşadım")[0]


def test_statement_keeps_the_quotation():
    assert sentences('She said "I am a doctor".')[0].said == 'She said "I am a doctor".'


def test_instructions_to_an_assistant_are_known():
    assert is_pasted_prompt("You are a helpful assistant. The user lives in Bonn.")
    assert is_pasted_prompt("Sen yardımsever bir asistansın.")
    assert not is_pasted_prompt("You are helpful, thanks! I live in Bonn.")
