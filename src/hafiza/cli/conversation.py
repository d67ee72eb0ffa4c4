"""The state of one chat: whose it is, its session, and the last answer."""

from __future__ import annotations

import sys
from dataclasses import replace

from hafiza.assistant import Answer, Assistant, Done, Notice, Token
from hafiza.assistant.assistant import new_session_id
from hafiza.assistant.build import settings_scope
from hafiza.cli.common import say
from hafiza.cli.kept_state import KeptState
from hafiza.cli.recall import hit_lines
from hafiza.core.clock import SystemClock
from hafiza.core.errors import InputError
from hafiza.core.settings import Settings


class Conversation:
    """Prints answers on stdout as they come, and remarks on stderr."""

    def __init__(
        self,
        assistant: Assistant,
        settings: Settings,
        session: str | None,
        kept: KeptState | None = None,
    ) -> None:
        self._assistant = assistant
        self._kept = kept
        self._scope = settings_scope(settings, session or new_session_id(SystemClock()))
        self._last: Answer | None = None

    def greeting(self) -> str:
        """Return the line that opens a chat on a terminal."""
        model = self._assistant.model
        name = model.card.name if model is not None else "no model"
        n_turns = self._assistant.memory.stats(replace(self._scope, session=None)).turns
        return f"hafiza · {name} · {n_turns} turns remembered of {self._scope.user} · /help"

    def answer(self, message: str) -> None:
        """Print the answer to a message while it is made."""
        self._last = None
        ended = True
        try:
            for event in self._assistant.reply(message, scope=self._scope):
                if isinstance(event, Token):
                    ended = False
                    sys.stdout.write(event.text)
                    sys.stdout.flush()
                elif isinstance(event, Notice):
                    say(event.text)
                elif isinstance(event, Done):
                    self._last = event.answer
                    ended = False
        finally:
            if not ended:
                print(flush=True)

    def recall(self, query: str) -> None:
        """Print the best hits for a query."""
        if not query:
            raise InputError("Say what to look for: /recall TEXT")
        scope = replace(self._scope, session=None)
        hits = self._assistant.memory.search(query, k=5, scope=scope)
        lines = [line for hit in hits for line in hit_lines(hit)]
        print("\n".join(lines) or "Nothing found.", flush=True)

    def why(self) -> None:
        """Print the sources of the last answer."""
        if self._last is None or not self._last.sources:
            print("The last answer rests on no turn of memory.", flush=True)
            return
        for number, hit in enumerate(self._last.sources, start=1):
            first, *rest = hit_lines(hit)
            print(f"[{number}] {first}", *rest, sep="\n", flush=True)

    def forget(self, which: str) -> None:
        """Erase a turn by its id, or the last message of this session with its answer."""
        if not which:
            raise InputError("Say what to forget: /forget ID, or /forget last")
        memory = self._assistant.memory
        ids = self._last_exchange() if which == "last" else which.split()
        n_erased = memory.forget(scope=replace(self._scope, session=None), turn_ids=ids)
        print(f"Forgot {n_erased} turn(s).", flush=True)
        if self._kept is not None and n_erased:
            self._kept.drop()

    def switch_user(self, name: str) -> None:
        """Go on as another user, in a new session."""
        if not name:
            raise InputError("Say who is talking: /user NAME")
        self._scope = replace(self._scope, user=name, session=new_session_id(SystemClock()))
        self._last = None
        if self._kept is not None:
            self._kept.save()
            self._kept.open(self._scope)
        print(f"Talking as {name}.", flush=True)

    def _last_exchange(self) -> list[str]:
        turns = list(self._assistant.memory.turns(scope=self._scope))
        asked = max((i for i, turn in enumerate(turns) if turn.role == "user"), default=None)
        if asked is None:
            raise InputError("Nothing was said in this session yet.")
        return [turn.id for turn in turns[asked:]]
