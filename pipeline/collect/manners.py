"""Good manners towards hosts, shared by all territories of a run: a pause between requests, robots.txt, and leaving alone what is down."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from protego import Protego

from pipeline.collect.clock import Clock
from pipeline.collect.refusal import Gone, Refusal, Unreachable

AGENT = "ecart"
LONGEST_PAUSE = 60.0  # seconds of a Crawl-delay that are respected; more would make a visit last for days
_DOWN_AFTER = 4  # failures in a row after which a host is left alone
_DOWN_FOR = timedelta(minutes=2)


@dataclass(slots=True)
class _Host:
    lock: threading.Lock = field(default_factory=threading.Lock)
    next_turn: datetime | None = None
    pause: float = 0.0
    failures: int = 0
    closed_until: datetime | None = None
    why: str = ""


class Manners:
    """Keeps the turns of each host, and what its robots.txt says."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._hosts: dict[str, _Host] = {}
        self._robots: dict[str, tuple[datetime, Protego | Unreachable | None]] = {}

    def wait_turn(self, host: str, pause: float) -> None:
        """Wait until `host` may be asked again: `pause` seconds, or its Crawl-delay, after the last time.

        Raises Unreachable when the host is left alone.
        """
        known = self._host(host)
        with known.lock:
            now = self._clock.now()
            if known.closed_until is not None and now < known.closed_until:
                raise Unreachable("host-left-alone", f"{host} is left alone for now: {known.why}")
            if known.next_turn is not None and now < known.next_turn:
                self._clock.sleep((known.next_turn - now).total_seconds())
                now = self._clock.now()
            known.next_turn = now + timedelta(seconds=max(pause, known.pause))

    def went_well(self, host: str) -> None:
        """An answer came, whatever it said."""
        self._host(host).failures = 0

    def went_wrong(self, host: str, why: str) -> None:
        """No answer came, or the server said that it is broken."""
        known = self._host(host)
        known.failures += 1
        if known.failures >= _DOWN_AFTER:
            self.leave_alone(host, self._clock.now() + _DOWN_FOR, f"{known.failures} failures in a row, the last: {why}")

    def leave_alone(self, host: str, until: datetime, why: str) -> None:
        """Ask nothing of `host` before `until`."""
        known = self._host(host)
        known.closed_until, known.why, known.failures = until, why, 0

    def check_robots(self, address: str, origin: str, host: str, fetch: Callable[[str], bytes]) -> None:
        """Raise Refusal when robots.txt of `origin` forbids `address` to us; `fetch` gets that file (asked once for each origin).

        No file (4xx) forbids nothing; a file that cannot be had forbids everything for two minutes (RFC 9309).
        """
        with self._host(f"robots {origin}").lock:
            learnt, rules = self._robots.get(origin, (None, None))
            if learnt is None or (isinstance(rules, Unreachable) and self._clock.now() - learnt > _DOWN_FOR):
                rules = self._learn(origin, host, fetch)
                self._robots[origin] = (self._clock.now(), rules)
        if isinstance(rules, Unreachable):
            raise rules
        if rules is not None and not rules.can_fetch(address, AGENT):
            raise Refusal("robots", f"robots.txt of {host} asks programs not to fetch this address")

    def _learn(self, origin: str, host: str, fetch: Callable[[str], bytes]) -> Protego | Unreachable | None:
        try:
            rules = Protego.parse(fetch(f"{origin}/robots.txt").decode("utf-8", "replace"))
        except Gone:
            return None
        except Unreachable as trouble:
            return Unreachable("robots-unreachable", f"robots.txt of {host} could not be had ({trouble.reason})")
        except Refusal:
            return None
        delay = rules.crawl_delay(AGENT)
        known = self._host(host)
        known.pause = min(float(delay), LONGEST_PAUSE) if delay else 0.0
        if delay:
            known.next_turn = self._clock.now() + timedelta(seconds=known.pause)
        return rules

    def _host(self, name: str) -> _Host:
        with self._lock:
            return self._hosts.setdefault(name, _Host())
