"""One turn: recall, prompt, stream, then one short write."""

from __future__ import annotations

import logging
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, field, replace
from time import monotonic
from types import TracebackType

from hafiza.assistant.events import Answer, Done, Event, Notice, Recalled, Token
from hafiza.assistant.exchange import Exchange, check_message
from hafiza.assistant.facts import (
    EVERYTHING,
    Fitting,
    current_first,
    facts_told,
    fitting,
    prefer,
)
from hafiza.assistant.from_memory import answer_from_memory, answer_without_model
from hafiza.assistant.intent import Intent, read_intent
from hafiza.assistant.phrases import language_names, notice
from hafiza.assistant.prompting import capable_messages, weak_chat_messages, with_profile
from hafiza.assistant.recall import Recollection, names_speaker, queries, recollect
from hafiza.assistant.retelling import acknowledge, retell
from hafiza.assistant.topics import asks_everything
from hafiza.core.clock import Clock, SystemClock
from hafiza.core.errors import StoreError, UnknownTurn
from hafiza.core.language import detect_language
from hafiza.core.protocols import ChatModel, StateKeeper
from hafiza.core.records import GenerateOptions, Hit, Message, Scope, Turn, Usage
from hafiza.memory import Memory, new_turn_id
from hafiza.memory.context import assemble, estimate_tokens
from hafiza.memory.extraction.asked import Asked, slots_asked
from hafiza.memory.records import Fact

_log = logging.getLogger(__name__)

_SEARCHED_CHARACTERS = 2000
_CANDIDATES = 30
_SOURCES = 10
# What the worker has not yet done is done before a question, within these bounds; the last turns
# of the session are read in any case, since another worker may hold the scope.
_UNREAD_TURNS = 12
_CATCH_UP_S = 0.05
_CATCH_UP_TURNS = 64
# A model of 135M parameters goes round in circles without a penalty, and in nonsense with 1.2.
_WEAK_REPEAT_PENALTY = 1.1
_WEAK_ANSWER_TOKENS = 256


@dataclass(frozen=True, slots=True)
class AssistantOptions:
    """How an assistant answers.

    `recall_tokens` bounds what memory takes of a prompt, in the model's tokens; a quarter of the
    model's context is the bound as well. `notices` are told with the first answer: `no_model`,
    `no_embedder`.
    """

    recall_tokens: int = 1024
    generate: GenerateOptions = field(default_factory=lambda: GenerateOptions(temperature=0.3))
    notices: tuple[str, ...] = ()


class Assistant:
    """Answers messages with a memory and, if there is one, a language model.

    Without a model, or with one that does not speak the message's language, it answers from
    memory alone. It closes its memory and model when it is closed. Safe to use from several
    threads as far as they use different sessions.

    >>> from hafiza.memory import Memory
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     memory = Memory.open(f"{folder}/memory.db", embedder=None)
    ...     with Assistant(memory, None) as assistant:
    ...         _ = assistant.answer("My dog is called Biscuit.")
    ...         answer = assistant.answer("What is my dog called?")
    >>> answer.sources[0].turn.text
    'My dog is called Biscuit.'
    """

    def __init__(
        self,
        memory: Memory,
        model: ChatModel | None,
        *,
        options: AssistantOptions | None = None,
        clock: Clock | None = None,
    ) -> None:
        self._memory = memory
        self._model = model
        self._options = options or AssistantOptions()
        self._clock = clock or SystemClock()
        self._session = new_session_id(self._clock)
        self._untold = list(self._options.notices)
        self._told: set[Scope] = set()

    def __enter__(self) -> Assistant:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the model and the memory; calling it twice is allowed."""
        if self._model is not None:
            self._model.close()
        self._memory.close()

    @property
    def memory(self) -> Memory:
        """The memory it recalls from and writes to."""
        return self._memory

    @property
    def model(self) -> ChatModel | None:
        """The language model; None when it answers from memory alone."""
        return self._model

    def answer(self, message: str, scope: Scope | None = None, *, store: bool = True) -> Answer:
        """Return the whole answer to a message; see `reply`."""
        for event in self.reply(message, scope=scope, store=store):
            if isinstance(event, Done):
                return event.answer
        raise AssertionError("a reply always ends with Done")

    def reply(
        self, message: str, *, scope: Scope | None = None, store: bool = True
    ) -> Iterator[Event]:
        """Answer a message, event by event; the last event is `Done`.

        Message and answer are stored together when the answer ends. When the model fails, or the
        caller stops reading, the message and what was said so far are stored. Without a session
        in the scope, the assistant's own session is used.

        Raises:
            InputError: the message is empty, too long or no valid Unicode.
            BackendError: the model failed; the message is stored all the same.
            StoreError: memory cannot be read or written.
        """
        check_message(message)
        scope = scope or Scope()
        if scope.session is None:
            scope = replace(scope, session=self._session)
        return self._reply(message, scope, store)

    def _reply(self, message: str, scope: Scope, store: bool) -> Generator[Event, None, None]:
        exchange = self._read(message, scope)
        yield Recalled(exchange.recollection.relevant)
        yield from map(Notice, self._notices(exchange))
        said: list[str] = []
        answer: Answer | None = None
        try:
            for event in self._speak(exchange):
                if isinstance(event, Done):
                    answer = event.answer
                elif isinstance(event, Token):
                    said.append(event.text)
                    yield event
                else:
                    yield event
        finally:
            if store:
                spoken = answer or Answer("".join(said))
                self._write(exchange, spoken)
                self._hear(exchange, spoken)
        assert answer is not None, "speaking ends with an answer or an error"
        yield Done(answer)

    # --- before speaking ---

    def _read(self, message: str, scope: Scope) -> Exchange:
        language = detect_language(message)
        received = self._clock.now()
        intent, recollection = self._recollect(message, scope, language)
        history = self._history(scope)
        asked = Asked()
        facts: list[Fact] = []
        if intent.kind == "recall":
            question = message[:_SEARCHED_CHARACTERS]
            everything = asks_everything(question)
            asked = EVERYTHING if everything else slots_asked(question, language, received)
        if asked.slots:
            self._catch_up(scope)
        whole = replace(scope, session=None)
        if asked.slots or (self._is_capable(language) and intent.kind != "greeting"):
            facts = facts_told(self._memory.claims(scope=whole), history[-_UNREAD_TURNS:])
        if asked.slots:
            fits = fitting(message[:_SEARCHED_CHARACTERS], asked, facts, received)
            recollection = self._with_facts(recollection, fits, whole)
        return Exchange(
            message=message,
            received=received,
            scope=scope,
            language=language,
            intent=intent,
            recollection=recollection,
            history=tuple(history),
            tense=asked.tense,
            facts=tuple(current_first(facts)),
        )

    def _recollect(self, message: str, scope: Scope, language: str) -> tuple[Intent, Recollection]:
        """Return what the message wants and what memory has for it; the second may settle it."""
        intent = read_intent(message, language)
        asks = intent.kind in ("recall", "question")
        if not (asks or self._is_capable(language)) or intent.kind == "greeting":
            return intent, Recollection()
        question = message[:_SEARCHED_CHARACTERS]
        hits = self._search(question, replace(scope, session=None), intent.kind == "recall")
        if intent.kind == "question" and names_speaker(question, hits, scope):
            intent = replace(intent, kind="recall")
            hits = hits[:_SOURCES]
        personal = intent.kind == "recall"
        return intent, recollect(
            question, hits, personal=personal, assistant=scope.assistant, k=_SOURCES
        )

    def _catch_up(self, scope: Scope) -> None:
        """Derive what waits, within bounds: what was said a second ago counts."""
        deadline = monotonic() + _CATCH_UP_S
        try:
            self._memory.consolidate(
                scope=scope, max_turns=_CATCH_UP_TURNS, is_stopped=lambda: monotonic() > deadline
            )
        except StoreError as err:
            # A full disk must not stop an answer: the facts are as of before.
            _log.warning("The latest turns could not be read for facts: %s", err)

    def _with_facts(self, found: Recollection, fits: Fitting, scope: Scope) -> Recollection:
        try:
            turns = [self._memory.turn(id_, scope=scope) for id_ in fits.turn_ids[:_SOURCES]]
        except UnknownTurn:
            # Another process has forgotten one of them since; then none is vouched for.
            return found
        return prefer(found, fits, turns)

    def _search(self, question: str, scope: Scope, personal: bool) -> list[Hit]:
        best: dict[str, Hit] = {}
        for place, query in enumerate(queries(question, personal=personal)):
            for hit in self._memory.search(query, k=_CANDIDATES, scope=scope):
                # The question itself comes first, and its hits keep the score it gave them.
                weighed = hit if place == 0 else replace(hit, score=hit.score / 2)
                best.setdefault(hit.turn.id, weighed)
        return list(best.values())

    def _history(self, scope: Scope) -> list[Turn]:
        budget = 1024
        if self._model is not None:
            budget = self._model.card.context_tokens // 2
        return self._memory.recent(
            scope=scope, budget_tokens=budget, count_tokens=self._count_tokens
        )

    def _notices(self, exchange: Exchange) -> list[str]:
        """Return what is to be told once: with the first answer, or once a session."""
        language = exchange.language
        told = [notice(language, phrase) for phrase in self._untold]
        if "no_model" in self._untold:
            self._told.add(exchange.scope)
        self._untold.clear()
        if self._speaks(language) or exchange.rests_on_memory or self._has_told(exchange):
            return told
        self._told.add(exchange.scope)
        if self._model is None:
            return [*told, notice(language, "no_model")]
        card = self._model.card
        languages = language_names(sorted(card.languages), language)
        return [*told, notice(language, "language", model=card.name, languages=languages)]

    def _has_told(self, exchange: Exchange) -> bool:
        """Say whether this session has heard, in this process or an earlier one."""
        return exchange.scope in self._told or any(
            turn.role == "assistant"
            and turn.recalled
            and detect_language(turn.text) == exchange.language
            for turn in exchange.history
        )

    # --- speaking ---

    def _speak(self, exchange: Exchange) -> Iterator[Event]:
        model = self._model
        if model is None or not model.card.speaks(exchange.language):
            reason = "no_model" if model is None else "language"
            recalls = exchange.intent.kind == "recall"
            yield from _whole(
                answer_from_memory(exchange) if recalls else answer_without_model(exchange, reason)
            )
        elif model.card.strength == "capable":
            yield from self._stream_with_memory(model, exchange)
        elif exchange.rests_on_memory:
            # A weak model says the past as the present; a quotation has its date.
            retells = exchange.recollection.n_relevant and exchange.tense == "now"
            retold = retell(model, exchange) if retells else None
            yield from _whole(retold or answer_from_memory(exchange))
        else:
            yield from self._chat_weakly(model, exchange)

    def _chat_weakly(self, model: ChatModel, exchange: Exchange) -> Iterator[Event]:
        if exchange.intent.kind == "statement":
            acknowledged = acknowledge(model, exchange)
            if acknowledged is not None:
                yield from _whole(acknowledged)
                return
        messages = weak_chat_messages(
            exchange.message, exchange.history, language=exchange.language
        )
        yield from self._stream(model, messages, exchange, ())

    def _stream_with_memory(self, model: ChatModel, exchange: Exchange) -> Iterator[Event]:
        budget = min(self._options.recall_tokens, model.card.context_tokens // 4)
        context = assemble(
            exchange.recollection.hits,
            exchange.message[:_SEARCHED_CHARACTERS],
            budget,
            model.count_tokens,
        )
        messages = capable_messages(
            exchange.message,
            exchange.history,
            with_profile(context, exchange.facts, budget, model.count_tokens),
            language=exchange.language,
            now=exchange.received,
        )
        yield from self._stream(model, messages, exchange, context.hits)

    def _stream(
        self,
        model: ChatModel,
        messages: list[Message],
        exchange: Exchange,
        sources: tuple[Hit, ...],
    ) -> Iterator[Event]:
        said: list[str] = []
        usage = Usage()
        options = self._options.generate
        if model.card.strength == "weak":
            options = replace(
                options,
                max_tokens=min(options.max_tokens, _WEAK_ANSWER_TOKENS),
                repeat_penalty=_WEAK_REPEAT_PENALTY,
            )
        for chunk in model.stream(messages, options):
            usage = chunk.usage or usage
            if chunk.text:
                said.append(chunk.text)
                yield Token(chunk.text)
        language = exchange.language
        if usage.trimmed_messages:
            yield Notice(notice(language, "trimmed", n=usage.trimmed_messages))
        if usage.trimmed_characters:
            yield Notice(notice(language, "cut", n=usage.trimmed_characters))
        yield Done(Answer("".join(said), sources, model.card.name, usage))

    # --- after speaking ---

    def _write(self, exchange: Exchange, answer: Answer) -> None:
        session = exchange.scope.session
        assert session is not None, "reply sets the session"
        user = Turn(
            id=new_turn_id(exchange.received),
            text=exchange.message,
            time=exchange.received,
            session_id=session,
            recalled=exchange.only_asks,
        )
        turns = [user]
        if answer.text.strip():
            now = self._clock.now()
            echoes = answer.from_memory or exchange.rests_on_memory
            turns.append(
                Turn(new_turn_id(now), answer.text, now, session, "assistant", recalled=echoes)
            )
        self._memory.add_many(turns, scope=exchange.scope)

    def _hear(self, exchange: Exchange, answer: Answer) -> None:
        """Tell a model that keeps a state what was said, whoever worded the answer."""
        if isinstance(self._model, StateKeeper):
            self._model.hear([Message("user", exchange.message), Message("assistant", answer.text)])

    # --- the model ---

    def _speaks(self, language: str) -> bool:
        return self._model is not None and self._model.card.speaks(language)

    def _is_capable(self, language: str) -> bool:
        model = self._model
        return model is not None and self._speaks(language) and model.card.strength == "capable"

    def _count_tokens(self, text: str) -> int:
        # A message of megabytes never fits; asking the engine to count it would take seconds.
        if self._model is None or len(text) > 100_000:
            return estimate_tokens(text)
        return self._model.count_tokens(text)


def new_session_id(clock: Clock) -> str:
    """Return a fresh session id that sorts by time."""
    now = clock.now()
    return f"{now:%Y%m%d-%H%M%S}-{new_turn_id(now)[-6:]}"


def _whole(answer: Answer) -> Iterable[Event]:
    return (Token(answer.text), Done(answer))
