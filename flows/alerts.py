"""One digest for each recipient and night: what concerns it and what it has not been told. Sent by apprise."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from html import escape
from itertools import groupby

from flows.watch_file import Recipient, Told, Watch
from flows.watch_state import News, WatchState
from pipeline.records.errors import ConfigurationError

FAILED = "alert-failed"  # the incident of a recipient that was not reached; of the watch, not of a territory
LONGEST = 60  # lines of a digest; the others are counted
_KEPT = timedelta(days=30)  # for which news are offered again to a recipient that could not be reached
_HEADINGS = {
    Told.HEALTH: "Ce qui ne va pas comme d'habitude",
    Told.GAP: "Nouveaux écarts",
    Told.STATUS: "Changements de statut",
    Told.ACT: "Nouveaux actes sur les thèmes suivis",
}

Send = Callable[[str, str, str], bool]  # address, title, text (Markdown); whether it arrived


def meet_all(watch: Watch, state: WatchState, now: datetime) -> None:
    """Remember the recipients of the watch file before anything is told: from now on, whatever fails, news wait for them."""
    for recipient in watch.recipients:
        state.meet(recipient, now)
    state.forget_others(watch.recipients)
    names = {recipient.name for recipient in watch.recipients}
    for incident in state.incidents(""):
        if incident.code == FAILED and incident.subject not in names:
            state.close_incident(incident, now)


def lacking_addresses(watch: Watch) -> list[str]:
    """What to say of recipients whose environment variable is not set: nobody could be told by them."""
    return [told for recipient in watch.recipients if (told := _lacking(recipient))]


def _lacking(recipient: Recipient) -> str:
    try:
        recipient.address()
    except ConfigurationError as error:
        return str(error)
    return ""


def tell_all(watch: Watch, state: WatchState, now: datetime, send: Send) -> list[str]:
    """Send every recipient its digest; gives what went wrong, by recipient. Who could not be reached is told the next night."""
    failures: list[str] = []
    for recipient in watch.recipients:
        recent = state.news(max(now - _KEPT, state.meet(recipient, now)))
        due = [news for news in state.untold(recipient.to, recent) if concerns(recipient, news)]
        failure = _lacking(recipient)
        if not failure:
            if not due and not recipient.always:
                continue
            failure = _told(watch, state, recipient, due, now, send)
        if failure:
            failures.append(failure)
            state.open_incident("", FAILED, recipient.name, now, f"rien n'a pu être envoyé à {recipient.name}.")
            continue
        for incident in state.incidents(""):
            if (incident.code, incident.subject) == (FAILED, recipient.name):
                state.close_incident(incident, now)
    return failures


def _told(watch: Watch, state: WatchState, recipient: Recipient, due: Sequence[News], now: datetime, send: Send) -> str:
    """Send one digest; gives what went wrong, empty when it arrived."""
    try:
        arrived = send(recipient.address(), title_of(watch, due), digest(watch, due))
    except ConfigurationError as error:
        return str(error)
    if not arrived:
        return f"{recipient.name}: the digest did not arrive; it is tried again in the next run."
    state.mark_told(recipient.to, due, now)
    return ""


def concerns(recipient: Recipient, news: News) -> bool:
    """Whether a recipient asked for this kind of news, of this territory, theme and measure."""
    if news.kind not in recipient.events or (recipient.territories and news.siren not in recipient.territories):
        return False
    if news.kind is Told.HEALTH:
        return True
    if recipient.measures and news.measure:
        return news.measure in recipient.measures
    return not recipient.themes or news.theme in recipient.themes


def title_of(watch: Watch, news: Sequence[News]) -> str:
    """The subject line."""
    counts = [(sum(one.kind is kind for one in news), words) for kind, words in _SHORT.items()]
    told = ", ".join(f"{count} {words if count > 1 else words.removesuffix('s')}" for count, words in counts if count)
    return f"{watch.name} : {told or 'rien de nouveau'}"


_SHORT = {Told.HEALTH: "signalements", Told.GAP: "écarts", Told.STATUS: "changements", Told.ACT: "actes"}


def digest(watch: Watch, news: Sequence[News]) -> str:
    """The text, in Markdown: by kind, then by territory."""
    lines: list[str] = []
    left = LONGEST
    for kind, heading in _HEADINGS.items():
        mine = sorted((one for one in news if one.kind is kind), key=lambda one: (one.territory, one.siren))
        if not mine:
            continue
        lines += [f"## {heading}", ""]
        for territory, group in groupby(mine, key=lambda one: one.territory):
            of_territory = list(group)
            shown, hidden = of_territory[: max(left, 1)], of_territory[max(left, 1) :]
            left -= len(shown)
            link = next((one.link for one in of_territory if one.link), "")
            lines += [f"### {_linked(watch, territory, link)}", ""]
            lines += [f"- {_plain(one.words)}" for one in shown]
            lines += [f"- et {len(hidden)} autres"] if hidden else []
            lines.append("")
    if not lines:
        lines = ["Rien de nouveau cette nuit.", ""]
    return "\n".join([*lines, f"[État de la veille]({watch.address}/etat/)" if watch.address else ""]).strip() + "\n"


def _plain(words: str) -> str:
    """Words of documents as words: nothing in them becomes a link, a picture or a tag of the message."""
    return escape(re.sub(r"([\\\[\]`*_!#])", r"\\\1", words), quote=False)


def _linked(watch: Watch, name: str, link: str) -> str:
    name = _plain(name)
    return f"[{name}]({watch.address}/{link}/)" if watch.address and link else name


def send_by_apprise(address: str, title: str, text: str) -> bool:
    """Send one message by apprise; False when it did not arrive. Raises ConfigurationError for an address that apprise does not know."""
    import apprise

    sender = apprise.Apprise()
    if not sender.add(address):
        raise ConfigurationError(f"{address.partition('://')[0]}://…: apprise does not know this kind of address.")
    return bool(sender.notify(body=text, title=title, body_format=apprise.NotifyFormat.MARKDOWN))
