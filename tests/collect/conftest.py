"""The fake site, started once and emptied for each test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.collect.town_hall import MovedClock, TownHall, open_town_hall


@pytest.fixture(scope="session")
def started_site() -> Iterator[TownHall]:
    with open_town_hall() as opened:
        yield opened


@pytest.fixture
def site(started_site: TownHall) -> TownHall:
    started_site.empty()
    return started_site


@pytest.fixture
def clock() -> MovedClock:
    return MovedClock()
