"""What one turn says: the unit that extraction yields and facts are folded from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

ClaimKind = Literal["fact", "user_knowledge", "assistant_knowledge", "episode"]
Holding = Literal["holds", "ended", "wrong"]


N_PRECEDING = 2  # turns that a reader sees before one: a reply, and what the user said to get it


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement of one turn, in the language it was said in.

    `slot` is a name of `slots.SLOTS`, or any other name for a free slot; empty unless the kind is
    `fact`. `value` is what fills the slot, as short as it can be said ("data scientist", "Ankara").
    `statement` is the sentence it stands in.

    `holding` says whether the value holds from now on, held until now ("I no longer work at
    Acme") or was never right ("No, I am not 33"). `since` and `until` bound in the world when the
    value holds, or when an episode happened; None is unknown: since the telling, without end.

    `importance` is 1-10, for episodes and knowledge. `confidence` is 0..1.
    """

    kind: ClaimKind
    slot: str
    value: str
    statement: str
    holding: Holding = "holds"
    since: datetime | None = None
    until: datetime | None = None
    importance: int = 5
    confidence: float = 0.9
