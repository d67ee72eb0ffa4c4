"""`hafiza profile`: what is known about a user."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hafiza.cli.common import Json, User, open_settings, print_json, require_known_user
from hafiza.cli.dates import ending, shown
from hafiza.cli.documents import FACT_HEADINGS, as_json, catch_up, fact_row, few, print_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hafiza.memory import Fact, Knowledge


def profile(
    at: Annotated[
        datetime | None,
        typer.Option(parser=ending, metavar="DATE", help="What held then; default: now."),
    ] = None,
    history: Annotated[
        bool, typer.Option("--history", help="Closed and corrected facts as well.")
    ] = False,
    knowledge: Annotated[
        bool,
        typer.Option("--knowledge", help="Also what you told of the world, and the assistant."),
    ] = False,
    json_wanted: Json = False,
    user: User = None,
) -> None:
    """Show the facts known about you, by slot, each with the turns it rests on."""
    from hafiza.assistant.build import open_store, settings_scope
    from hafiza.core.errors import InputError

    if at is not None and history:
        raise InputError("--at and --history exclude each other.\nGive one of the two.")
    settings = open_settings(user=user)
    scope = settings_scope(settings)
    known: dict[str, list[Knowledge]] = {}
    with open_store(settings) as memory:
        require_known_user(memory, user)
        catch_up(memory, scope, settings)
        slots = memory.profile(scope=scope, at=at).facts
        facts: list[Fact] = [fact for listed in slots.values() for fact in listed]
        if history:
            facts = in_order_of(list(slots), memory.facts(scope=scope, history=True))
        if knowledge:
            known["user"] = memory.knowledge("user", scope=scope)
            known["assistant"] = memory.knowledge("assistant", scope=scope)
    if json_wanted:
        print_json(_document(settings.user, at, facts, known))
        return
    print_rows(FACT_HEADINGS, [fact_row(fact) for fact in facts], "No facts.")
    for about, heading in (("user", "told by you"), ("assistant", "said by the assistant")):
        if knowledge:
            print(f"\n{heading}")
            rows = [(shown(k.time), few(k.sources, 1), k.text) for k in known[about]]
            print_rows(("time", "source", "text"), rows)


def in_order_of(slots: Sequence[str], facts: Sequence[Fact]) -> list[Fact]:
    """Return facts by slot, the slots given first, each in the order of telling."""
    place = {slot: n for n, slot in enumerate(slots)}
    return sorted(facts, key=lambda fact: (place.get(fact.slot, len(place)), fact.slot))


def _document(
    user: str, at: datetime | None, facts: Sequence[Fact], known: dict[str, list[Knowledge]]
) -> dict[str, Any]:
    by_slot: dict[str, list[Any]] = {}
    for fact in facts:
        by_slot.setdefault(fact.slot, []).append(as_json(fact))
    document = {"user": user, "at": as_json(at), "facts": by_slot}
    return {**document, "knowledge": as_json(known)} if known else document
