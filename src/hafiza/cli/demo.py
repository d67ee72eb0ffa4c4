"""`hafiza demo`: two days with hafiza, played through in a minute."""

from __future__ import annotations

from datetime import UTC, datetime
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from hafiza.cli.ask import as_document
from hafiza.cli.common import Json, open_settings, print_json, say

if TYPE_CHECKING:
    from hafiza.assistant import Assistant
    from hafiza.core.clock import SetClock

FIRST_DAY = (
    "Merhaba! Ben Tom, San Francisco'da veri bilimci olarak çalışıyorum.",
    "My dog is called Biscuit and he is afraid of thunder.",
    "Cuma günü saat üçte diş hekimine gideceğim.",
)
SECOND_DAY = (
    "İşim hakkında ne hatırlıyorsun?",
    "What is my dog called?",
    "Diş hekimine ne zaman gideceğim?",
    "Kız kardeşimin adı ne?",
)


def demo(as_json: Json = False) -> None:
    """Play a scripted story of two days, offline, in a home of its own; shows the sources."""
    from hafiza.assistant import build_assistant
    from hafiza.core.clock import SetClock

    clock = SetClock(datetime(2026, 3, 12, 9, 30, tzinfo=UTC))
    days: list[dict[str, Any]] = []
    with TemporaryDirectory(prefix="hafiza-demo-", ignore_cleanup_errors=True) as home:
        settings = open_settings(home=home, user="me", seed=0, temperature=0.0, max_tokens=48)
        for messages in (FIRST_DAY, SECOND_DAY):
            # Each day has an assistant of its own: it knows only what the store kept.
            with build_assistant(settings, clock=clock) as assistant:
                if not as_json:
                    print(f"\n--- {clock.now():%d.%m.%Y %H:%M} ---")
                days.append(
                    {
                        "time": clock.now().isoformat(),
                        "turns": [_turn(assistant, text, clock, as_json) for text in messages],
                    }
                )
            clock.advance(days=1)
    if as_json:
        print_json({"days": days})


def _turn(assistant: Assistant, message: str, clock: SetClock, as_json: bool) -> dict[str, Any]:
    from hafiza.assistant import Done, Notice

    document: dict[str, Any] = {"message": message}
    for event in assistant.reply(message):
        if isinstance(event, Notice):
            say(event.text)
        elif isinstance(event, Done):
            document |= as_document(event.answer)
    clock.advance(seconds=30)
    if not as_json:
        print(f"\nyou     {message}\nhafiza  {document['answer']}")
        for source in document["sources"][:1]:
            print(f"        from {source['time'][:16]}, turn {source['turn_id']}")
    return document
