"""What a message wants; about half of each table are traps that look like the other kind."""

import pytest

from hafiza.assistant.intent import read_intent, sentences
from hafiza.assistant.topics import asks_everything, topics_asked
from hafiza.core.language import detect_language, fold

CASES = [
    ("tr", "İşim hakkında ne hatırlıyorsun?", "recall"),
    ("tr", "isim hakkinda ne hatirliyorsun", "recall"),
    ("tr", "Adım ne?", "recall"),
    ("tr", "İşim neydi?", "recall"),
    ("tr", "Nerede çalışıyorum?", "recall"),
    ("tr", "Nerede oturuyorum?", "recall"),
    ("tr", "nerede calisiyorum", "recall"),
    ("tr", "Sana ne demiştim?", "recall"),
    ("tr", "Hakkımda ne biliyorsun?", "recall"),
    ("tr", "Beni hatırlıyor musun?", "recall"),
    ("tr", "Köpeğimin adı ne?", "recall"),
    ("tr", "Doğum günüm ne zaman?", "recall"),
    ("tr", "Kaç yaşındayım?", "recall"),
    ("tr", "En sevdiğim yemek neydi?", "recall"),
    ("tr", "Ben kimim?", "recall"),
    ("tr", "Neye alerjim var?", "recall"),
    ("tr", "Hangi enstrümanı çalıyorum?", "recall"),
    ("tr", "Kız kardeşim ne zaman evleniyor?", "recall"),
    ("tr", "Adımı biliyor musun?", "recall"),
    ("tr", "Sana köpeğimden bahsetmiş miydim?", "recall"),
    ("tr", "Geçen hafta ne konuşmuştuk?", "recall"),
    ("tr", "Arabam ne renk?", "recall"),
    ("tr", "Annemin adı neydi?", "recall"),
    ("tr", "Evcil hayvanım var mı?", "recall"),
    ("tr", "Nereliyim?", "recall"),
    ("tr", "Tatilde nereye gidecektim?", "recall"),
    ("tr", "Evli miyim?", "recall"),
    ("tr", "Haklı mıyım?", "question"),
    ("tr", "Cardiff'te hiç yaşadım mı?", "recall"),
    ("tr", "Bristol'de mi yaşıyorum?", "recall"),
    ("tr", "Nelerden hoşlanırım?", "recall"),
    ("tr", "Hangi evcil hayvanlarım oldu?", "recall"),
    ("tr", "Adım Tom.", "statement"),
    ("tr", "Merhaba! Ben Tom, San Francisco'da veri bilimci olarak çalışıyorum.", "statement"),
    ("tr", "Bunu hatırla: toplantı salı günü.", "statement"),
    ("tr", "Çocukluğumu iyi hatırlıyorum.", "statement"),
    ("tr", "Ne yapacağımı bilmiyorum.", "statement"),
    ("tr", "İşim çok yoğun.", "statement"),
    ("tr", "Nerede çalışıyorsun?", "question"),
    ("tr", "Senin adın ne?", "question"),
    ("tr", "Fransa'nın başkenti neresi?", "question"),
    ("tr", "Kara delikler hakkında ne biliyorsun?", "question"),
    ("tr", "Yarın hava nasıl olacak?", "question"),
    ("tr", "Python nasıl kurulur?", "question"),
    ("tr", "Bu program ne işe yarıyor?", "question"),
    ("tr", "Yazılım nedir?", "question"),
    ("tr", "Nereden ekmek alabilirim?", "question"),
    ("tr", "Ne yapmalıyım?", "question"),
    ("tr", "Bu problemin çözümü nedir?", "question"),
    ("tr", "Merhaba!", "greeting"),
    ("tr", "günaydın", "greeting"),
    ("tr", "Bayram ne zaman?", "question"),
    ("tr", "Annem dün aradı.", "statement"),
    ("tr", "Bir köpeğim var, adı Karabaş.", "statement"),
    ("tr", "Kim kazandı?", "question"),
    ("tr", "Nasılsın?", "question"),
    ("tr", "Hatırlamıyorum.", "statement"),
    ("en", "What do you remember about my job?", "recall"),
    ("en", "what do you know about me", "recall"),
    ("en", "What is my name?", "recall"),
    ("en", "What colour is my kettle?", "recall"),
    ("en", "What is the name of my dentist?", "recall"),
    ("en", "What is the best of my options?", "question"),
    ("en", "What time is it in my favourite city?", "question"),
    ("en", "What's my dog's name?", "recall"),
    ("en", "Where do I live?", "recall"),
    ("en", "Where do I work?", "recall"),
    ("en", "What did I tell you yesterday?", "recall"),
    ("en", "Who am I?", "recall"),
    ("en", "How old am I?", "recall"),
    ("en", "When is my birthday?", "recall"),
    ("en", "Do you remember where I parked?", "recall"),
    ("en", "What am I allergic to?", "recall"),
    ("en", "Which book am I reading?", "recall"),
    ("en", "What food do I like?", "recall"),
    ("en", "Do I prefer tea or coffee?", "recall"),
    ("en", "How far do I run every morning?", "recall"),
    ("en", "Remind me what my sister is called.", "recall"),
    ("en", "Tell me about my family.", "recall"),
    ("en", "Have I told you about my trip?", "recall"),
    ("en", "What do I do for a living?", "recall"),
    ("en", "What instrument am I learning?", "recall"),
    ("en", "When did I move to Lisbon?", "recall"),
    ("en", "How old is my daughter?", "recall"),
    ("en", "Where does my best friend live?", "recall"),
    ("en", "What did my cat do?", "recall"),
    ("en", "Hi! What is my name?", "recall"),
    ("en", "Where was I living on 10 May?", "recall"),
    ("en", "Have I ever lived in Cardiff?", "recall"),
    ("en", "Am I still married?", "recall"),
    ("en", "Do I still have a dog?", "recall"),
    ("en", "What food don't I like?", "recall"),
    ("en", "What don't I understand here?", "question"),
    ("en", "My name is Tom.", "statement"),
    ("en", "Remember that I like tea.", "statement"),
    ("en", "I remember my first school well.", "statement"),
    ("en", "What should I do about my job?", "question"),
    ("en", "How do I install Python?", "question"),
    ("en", "What can I cook tonight?", "question"),
    ("en", "Who is the president of France?", "question"),
    ("en", "What do you know about black holes?", "question"),
    ("en", "Do I need a visa for Japan?", "question"),
    ("en", "Remind me to buy milk.", "statement"),
    ("en", "Who am I talking to?", "question"),
    ("en", "Am I right?", "question"),
    ("en", "What do I need to bake bread?", "question"),
    ("en", "Where can I buy a lamp?", "question"),
    ("en", "Hello!", "greeting"),
    ("en", "good morning", "greeting"),
    ("en", "What is your name?", "question"),
    ("en", "I do not know what my boss wants.", "statement"),
    ("en", "When my sister calls, I am happy.", "statement"),
    ("en", "How do I fix my car?", "question"),
    ("en", "What time is it?", "question"),
    ("en", "Why is my code slow?", "question"),
    ("en", "How can I improve my English?", "question"),
    ("en", "I work in a bank.", "statement"),
    ("en", "What do I do if it rains?", "question"),
    ("en", "Where I live, winters are cold.", "statement"),
]


@pytest.mark.parametrize(("language", "text", "kind"), CASES)
def test_message_is_read_as_its_kind(language, text, kind):
    assert read_intent(text, language).kind == kind


@pytest.mark.parametrize(
    "text", [text for language, text, kind in CASES if language == "tr" and kind == "recall"]
)
def test_recall_question_in_ascii_turkish_reads_the_same(text):
    assert read_intent(fold(text), "tr").kind == "recall"


def test_mixed_message_asks_and_tells():
    intent = read_intent("I moved to Oslo. What do you remember about my job?", "en")
    assert (intent.kind, intent.tells) == ("recall", True)


def test_greeting_before_a_question_tells_nothing():
    assert not read_intent("Hello! What is my name?", "en").tells


def test_language_of_the_recall_questions_is_told_apart():
    wrong = [t for language, t, k in CASES if k == "recall" and detect_language(t) != language]
    assert wrong == []


def test_sentence_is_not_cut_inside_a_number_or_address():
    assert sentences("I pay 3.50 at shop.example. Good!") == [
        "I pay 3.50 at shop.example.",
        "Good!",
    ]


def test_my_job_is_told_from_my_name_by_its_letters():
    assert [topic.name for topic in topics_asked("İşim ne?")] == ["work"]
    assert [topic.name for topic in topics_asked("Adım ne?")] == ["name"]


@pytest.mark.parametrize(
    "question", ["What do you know about me?", "Who am I?", "Hakkımda ne biliyorsun?", "Ben kimim?"]
)
def test_question_for_everything_is_known(question):
    assert asks_everything(question)


def test_question_for_one_thing_is_not_for_everything():
    assert not asks_everything("What do you know about my job?")
