from __future__ import annotations

import pytest

from hafiza.core.errors import StoreReadOnly
from hafiza.core.records import Scope
from hafiza.core.states import drop_states, holds_token, n_states, state_file, states_token

ADA = Scope("ada")


def keep(home, scope, fingerprint="f"):
    path = state_file(home, scope, fingerprint)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"state")
    return path


def test_each_user_assistant_and_model_has_a_state_of_its_own(tmp_path):
    names = [("ada", "x", "1"), ("ada", "x", "2"), ("ada", "y", "1"), ("bo", "x", "1")]
    paths = {state_file(tmp_path, Scope(user, other), model) for user, other, model in names}

    assert len(paths) == 4
    assert len({path.parent for path in paths}) == 2


@pytest.mark.parametrize("user", ["../../etc", "a/b", "Ayşe", "x" * 999, "\udcff"])
def test_any_name_has_a_folder_that_does_not_tell_it(tmp_path, user):
    path = keep(tmp_path, Scope(user))

    assert path.parent.parent == tmp_path / "states"
    assert user not in str(path.relative_to(tmp_path))
    assert n_states(tmp_path, user) == 1


def test_dropping_takes_all_of_one_user_and_nothing_of_another(tmp_path):
    for scope in (ADA, Scope("ada", "other"), Scope("bo")):
        keep(tmp_path, scope)

    drop_states(tmp_path, "ada")

    assert (n_states(tmp_path, "ada"), n_states(tmp_path, "bo")) == (0, 1)
    drop_states(tmp_path, "nobody")


def test_a_token_lasts_until_something_is_forgotten(tmp_path):
    token = states_token(tmp_path, "ada")
    assert states_token(tmp_path, "ada") == token
    assert holds_token(tmp_path, "ada", token)

    drop_states(tmp_path, "ada")

    assert not holds_token(tmp_path, "ada", token)
    assert states_token(tmp_path, "ada") != token
    assert not holds_token(tmp_path, "ada", token)


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "states").write_text("in the way")

    with pytest.raises(StoreReadOnly, match="without --keep-state"):
        states_token(tmp_path, "ada")
