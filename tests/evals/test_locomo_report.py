from hafiza.embedders import HashingEmbedder
from hafiza.evals.locomo_qa import evaluate_answers
from hafiza.evals.locomo_report import Table, answer_tables, facts, plain, retrieval_tables
from hafiza.evals.locomo_retrieval import evaluate_retrieval
from hafiza.llm.fake import FakeChatModel


def test_plain_table_is_aligned():
    table = Table("title", ("row", "@1"), (("hafiza", "9.0"), ("bm25", "100.0")))

    assert plain(table).splitlines() == [
        "title",
        "row        @1",
        "hafiza    9.0",
        "bm25    100.0",
    ]


def test_retrieval_tables_show_rows_and_categories_of_both_granularities(conversations):
    report = evaluate_retrieval(
        conversations, embedder=HashingEmbedder(), granularities=("turn", "session")
    )

    tables = list(retrieval_tables(report))

    assert len(tables) == 6
    assert tables[0].title.startswith("turn, categories 1-4")
    assert tables[3].title.startswith("session, categories 1-4")
    assert tables[2].heads == ("category", "hafiza", "bm25", "dense")
    assert [row[0] for row in tables[0].rows] == ["hafiza", "bm25", "dense"]


def test_facts_name_the_data_and_the_difference(conversations):
    report = evaluate_retrieval(conversations, embedder=None) | {"label": "two.json"}

    lines = list(facts(report))

    assert lines[0] == "two.json, 6 questions"
    assert lines[-1].startswith("hafiza minus bm25, fraction@10, categories 1-4: ")


def test_answer_table_shows_each_category_and_the_whole(conversations):
    report, _ = evaluate_answers(
        conversations, FakeChatModel(["x"]), embedder=None, categories=(1, 2, 3, 4, 5)
    )

    [table] = answer_tables(report)

    assert [row[0] for row in table.rows][-2:] == ["adversarial", "categories 1-4"]
    assert table.rows[0][2] == "0.0 [0.0, 0.0]"
    assert table.rows[-2][3] == "-"
