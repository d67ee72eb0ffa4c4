"""Made-up texts: what is told, how far from what is asked, and which bytes count."""

from __future__ import annotations

import numpy as np
import pytest

from hafiza.core.errors import InputError
from hafiza.neural.tasks import (
    draw_hops,
    draw_mqar,
    draw_needle,
    mqar_length,
    needle_length,
    share_right,
    task_named,
)

HAY = [np.frombuffer(b"all work and no play makes jack a dull boy. " * 100, np.uint8)]


def rng():
    return np.random.default_rng(0)


def written(row):
    return bytes(row.astype(np.uint8))


def test_every_key_is_asked_once_and_its_value_counts():
    drawn = draw_mqar(rng(), 4, mqar_length(6, 40), pairs=6, distance=40)

    for row, answer in zip(drawn.text, drawn.answer, strict=True):
        told, asked = written(row)[:48], written(row)[-48:]
        pairs = {told[i : i + 8] for i in range(0, 48, 8)}
        assert len(pairs) == 6
        assert pairs == {asked[i : i + 8] for i in range(0, 48, 8)}
        assert written(row[answer]) == b"".join(asked[i + 5 : i + 7] for i in range(0, 48, 8))


def test_mqar_distance_is_that_of_the_last_pair_to_the_first_question():
    drawn = draw_mqar(rng(), 1, 400, pairs=4, distance=128)

    text = written(drawn.text[0])
    assert text.rindex(b"~") - text.index(b"=", text.index(b"@") + 24) < 140
    assert text.count(b"@") == 8


def test_needle_is_told_once_so_far_before_its_answer():
    drawn = draw_needle(rng(), 3, needle_length(500), hay=HAY, distance=500)

    for row, answer in zip(drawn.text, drawn.answer, strict=True):
        text = written(row)
        number = written(row[answer])
        assert number.isdigit()
        assert len(number) == 8
        assert text.count(number) == 2
        told_at = text.index(number) + 8
        assert len(text) - 8 - told_at == 500
        assert text[:-8].endswith(b"\n<< the number is:  ")


def test_needle_stands_at_a_border_of_symbols_wherever_it_is():
    drawn = draw_needle(rng(), 50, 1024, hay=HAY)
    told = {written(row).index(b"\n<<") for row in drawn.text}
    assert len(told) > 20
    assert {place % 4 for place in told} == {0}


def test_drawn_distances_reach_from_nothing_to_all():
    drawn = draw_needle(rng(), 200, 1024, hay=HAY)

    gaps = [written(row).rindex(b"\n<<") - written(row).index(b"\n<<") for row in drawn.text]
    assert min(gaps) < 40
    assert max(gaps) > 500


def test_hops_follow_the_arrows():
    drawn = draw_hops(rng(), 8, 96)

    for row, answer in zip(drawn.text, drawn.answer, strict=True):
        text = written(row)
        arrows = {text[i]: text[i + 2] for i in range(0, 32, 4)}
        assert sorted(arrows) == sorted(arrows.values())
        for i in range(32, 96, 8):
            node = text[i]
            for _ in range(int(text[i + 1 : i + 2])):
                node = arrows[node]
            assert text[i + 5] == node
            assert answer[i + 5]
        assert answer.sum() == 8


def test_an_answer_is_right_only_as_a_whole():
    drawn = draw_mqar(rng(), 2, mqar_length(2, 0), pairs=2, distance=0)
    likeliest = drawn.text.copy()
    assert share_right(likeliest, drawn) == 1.0

    likeliest[~drawn.answer] = 0
    assert share_right(likeliest, drawn) == 1.0
    likeliest[0, np.flatnonzero(drawn.answer[0])[0]] = 0
    assert share_right(likeliest, drawn) == 0.75
    likeliest[0, np.flatnonzero(drawn.answer[0])[1]] = 0
    assert share_right(likeliest, drawn) == 0.75


def test_same_seed_draws_the_same():
    draw = task_named("mqar")

    assert (draw(rng(), 2, 300).text == draw(rng(), 2, 300).text).all()


@pytest.mark.parametrize(
    ("draw", "message"),
    [
        (lambda: draw_mqar(rng(), 1, 100, pairs=8), "no room"),
        (lambda: draw_mqar(rng(), 1, 300, pairs=8, distance=200), "no room"),
        (lambda: draw_needle(rng(), 1, 40, hay=HAY), "no room"),
        (lambda: draw_needle(rng(), 1, 40, hay=[]), "longer text"),
        (lambda: draw_hops(rng(), 1, 32), "no room"),
        (lambda: draw_hops(rng(), 1, 96, hops=12), "1 to 9"),
        (lambda: task_named("chess"), "unknown"),
    ],
)
def test_what_cannot_be_drawn_is_said(draw, message):
    with pytest.raises(InputError, match=message):
        draw()
