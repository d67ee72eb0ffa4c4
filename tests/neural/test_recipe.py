"""From a recipe to a checkpoint that can be read; and T8 in small: a text is learned by heart."""

from __future__ import annotations

from dataclasses import asdict

import jax
import pytest

from hafiza.core.errors import InputError, ModelInvalid
from hafiza.neural import checkpoints
from hafiza.neural.agiformer.recipe import read_recipe
from hafiza.neural.agiformer.stream import KIND, Stream, load_agiformer
from neural.small import VERSE, build, furthest, write_recipe


@pytest.mark.outer
def test_verse_is_learned_by_heart_and_its_checkpoint_can_be_read(tmp_path):
    made = read_recipe(write_recipe(tmp_path, steps=150, evaluate_every=75))
    trainer = made.trainer(tmp_path / "run")
    reports = []
    trainer.run(reports.append)

    stream = Stream(load_agiformer(tmp_path / "run/best.safetensors"))
    bits = stream.read(VERSE * 15) / len(VERSE * 15)

    assert reports[-1].score < 0.2
    assert bits < 0.5
    with pytest.raises(ModelInvalid, match="agiformer-training"):
        load_agiformer(tmp_path / "run/last.safetensors")


@pytest.mark.outer
def test_run_can_start_from_the_weights_of_another(tmp_path):
    path = write_recipe(tmp_path, steps=1)
    model = build(seed=5)
    checkpoints.save(
        tmp_path / "old.safetensors", model, kind=KIND, config=asdict(model.config), more={}
    )
    path.write_text(path.read_text() + '\n[start]\ncheckpoint = "old.safetensors"\n')

    started = read_recipe(path).trainer(tmp_path / "run").model
    assert furthest(started, model) == 0.0

    path.write_text(path.read_text().replace("[model]", "[model]\nrule = 'hebb'", 1))
    other = read_recipe(path).trainer(tmp_path / "run").model
    assert other.config.rule == "hebb"
    assert furthest(jax.tree.leaves(other), jax.tree.leaves(model)) == 0.0

    path.write_text(path.read_text().replace("hidden = 64", "hidden = 32", 1))
    with pytest.raises(InputError, match="do not fit"):
        read_recipe(path).trainer(tmp_path / "run")


@pytest.mark.outer
def test_ngrams_drop_out_as_the_recipe_says(tmp_path):
    losses = []
    for share in (0.0, 0.5, 0.5):
        path = write_recipe(tmp_path, steps=1)
        path.write_text(path.read_text().replace("[model]", f"[model]\nngram_dropout = {share}"))
        losses.append(read_recipe(path).trainer(tmp_path / f"run{len(losses)}").run().loss)

    assert losses[0] != losses[1] == losses[2]


@pytest.mark.outer
def test_answers_of_a_task_are_what_is_learned(tmp_path):
    path = write_recipe(tmp_path, steps=2, length=96, batch=2)
    path.write_text(
        path.read_text().replace('files = ["verse.txt"]', 'task = "hops"\nvalidation_bytes = 768')
    )
    trainer = read_recipe(path).trainer(tmp_path / "run")

    progress = trainer.run()

    assert progress.step == 2
    assert 2 < progress.score < 12


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[data", "cannot be read"),
        ("[data]\nfiles = ['a']", r"\[training\] is not complete"),
        ("[data]\nfile = 'a'\n[training]\nsteps = 1", "file"),
        ("[data]\nfiles = ['a']\n[training]\nsteps = 'many'", "type int"),
        ("[data]\nfiles = ['a']\n[training]\nsteps = 1\n[model]\ndim = 30", "dim is 30"),
        ("[dato]\n", "dato"),
        ("[data]\ntask = 'mqar'\n[training]\nsteps = 1\nlength = 64", "no room"),
        ("[data]\ntask = 'chess'\n[training]\nsteps = 1", "mqar, needle"),
    ],
)
def test_recipe_with_a_mistake_says_which(tmp_path, text, message):
    (tmp_path / "recipe.toml").write_text(text)

    with pytest.raises(InputError, match=message):
        read_recipe(tmp_path / "recipe.toml").trainer(tmp_path / "run")


def test_recipe_that_is_not_there_is_named(tmp_path):
    with pytest.raises(InputError, match=r"none\.toml"):
        read_recipe(tmp_path / "none.toml")


def test_text_that_is_missing_or_short_is_said_before_training(tmp_path):
    made = read_recipe(write_recipe(tmp_path, steps=1, length=4096))
    with pytest.raises(InputError, match="4096 bytes"):
        made.trainer(tmp_path / "run")
    (tmp_path / "verse.txt").unlink()
    with pytest.raises(InputError, match=r"verse\.txt"):
        made.trainer(tmp_path / "run")
