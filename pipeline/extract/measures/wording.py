"""How a measure speaks: infinitives, names of actions, promises and demands; and what is a quotation. Pure functions over one text."""

from __future__ import annotations

import functools
import re
import unicodedata
from dataclasses import dataclass

from pipeline.records.lexicon import alternatives_of, load_table, pattern_of, words_of

_PLAIN = {"’": "'", "ʼ": "'", "‘": "'", "œ": "o", "Œ": "o", "æ": "a", "Æ": "a", "\u2011": "-", "\u00ad": "-"}
_BEFORE_VERB = re.compile(
    r"(?:(?:ne (?:plus|pas|jamais|rien)|ne|mieux|davantage|toujours|systematiquement|progressivement|collectivement|ensemble|bien|enfin|"
    r"aussi|continuer (?:a|de|d')|continuer d'|commencer (?:a|par)|pouvoir|se|y|en|les|le|la|leur|lui|et|puis|a|de|"
    r"nous|vous)\s+|[nsldm]'|qu')"
)
_ARTICLE = re.compile(r"(?:la |le |les |l'|un |une |des |d'|nouvelles? |nouveaux? )")
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
_AFTER_NOUN = re.compile(r"\s*$| [a-z]+")
_OF_WHAT = re.compile(
    r"\s*$|(?: \w+)?,? (?:d['’]|(?:de|du|des|à|au|aux|en|pour|par|sur|dans|entre|vers) )", re.IGNORECASE
)  # "La création de"
_NOUN_SHAPE = re.compile(r"[a-z]{3,}(?:tion|sion|ment|age|ance)s? (?:[a-z]+ )?(?:d'|de |du |des |aux? |a |en |pour |sur |par |dans )")
_FUTURE = re.compile(
    r"(?:nous|on|il sera|(?:la|le|les|l'|une?|chaque|toute?s?|des) ?[a-z' -]{2,40}?) (?:ne |s'|se |y |en )?"
    r"(?:[a-z]{2,}(?:era|ira|dra|rra|tra|vra|ura|eront|iront|dront|rront|tront|vront|uront|erons|irons|drons|rrons|trons|vrons|urons)|sera|seront|aura|auront)\b"
)
_EXHORT = re.compile(
    r"[a-z]{3,}ons (?:un|une|le|la|les|l'|des|nos|nous|du|de|en|plus|a|aux|davantage|mieux|ensemble|tout|toutes|chaque|d')\b"
)
_IMPERATIVE = re.compile(
    r"(?:ne )?(?P<verb>(?P<stem>[a-z]{2,})ez|faites|refaites)(?:-(?:nous|leur|lui))?,? "
    r"(?:pas |plus |enfin |aussi |davantage |mieux )?[a-z0-9]"
)
_THAT = re.compile(r"(?:que (?:la|le|les|l'|chaque|toute?s?|tous|nos|des|un|une)|qu'(?:un|une|il|elle|on|aucun))\b")
_MAXIM = re.compile(  # "Manger, c'est agir"
    r"[^.!?;:]{3,70}? c'est (?:[a-z]+ )?(?:d'|se |s'|en |y |le |la |les )?[a-z]+(?:er|ir|ire|dre|tre|oir)\b"
)
_THING = re.compile(
    r"(?:un|une|des|plus d[e']|moins d[e']|davantage d[e']|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|quinze|vingt|\d+) ?\w"
)
_FINITE = re.compile(
    r"\b(?:est|sont|etait|etaient|ont|avait|avons|avez|sommes|n'est|n'a|ne|dit|disent|compte|comptent|vit|vivent|peut|peuvent|doit|doivent|"
    r"fait|font|manque|manquent|reste|restent|renonce|declare|declarent|concentre|va|vont)\b"
)
FIRST_PERSON = re.compile(r"\b(?:je |j'|nous )[a-z]")
_HAS = re.compile(r"\ba\b")  # without its accent: the verb
_QUOTED = re.compile(r"«[^»]*»?|“[^”]*”?")
_SENTENCE = re.compile(
    r"(?<!\bM)(?<!\bMM)(?<!\bMme)(?<!\bn)(?<!\bart)(?<!\bSt)(?<!\b[A-Z])[.!?](?=\s+[A-ZÀ-Ý«“\"0-9(]|\s*$)|;(?=\s|$)|\s(?=[➜►▶•■▪])"
)
_ASIDE = re.compile(r"\s*\((?:[^()]*(?:€|euros|budget|co[uû]t|%|voix)[^()]*)\)\s*$", re.IGNORECASE)
_DATED = re.compile(
    r"\s*\((?:(?:dès|fin|début|été|rentrée|avant) )?20\d\d\b[^()]{0,60}\)\s*$|\s*\((?:permanente?|immédiat)\b[^()]{0,60}\)\s*$",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"\s*\(\d{1,3}\)$")  # "Planter une haie (41)": how many were for it
_BRACKET = re.compile(r"\s*\((?P<inside>[^()]{3,90})\)$")
_BRACKETS = re.compile(r"\s*\((?P<inside>[^()]{1,60})\)")
_OPEN_END = re.compile(r"(?: ce)?(?: que)?(?:…|\.\.\.| ?:)?$")
_COMPLETIONS = ("ouvrir un lieu", "d'ouvrir un lieu", "un lieu")  # what may stand below a promise or demand left open
_LATEST_PROMISE = 60  # characters of a text within which its promise opens
_SHORTEST = 12  # characters of a wording before an aside
_CLAUSE = re.compile(r"\s?:\s|,\s(?=(?:en|avec|pour|parce|afin|y compris|et|ce qui|car|dont|où|il|elle|soit|notamment|plutôt|entre)\b)")
_KEPT = 0.6  # of the longest wording: a clause is not cut off before
_RE_VERBS = ("indre", "uire", "mettre", "battre", "vendre", "rendre", "prendre", "tendre", "pandre", "fondre", "pondre", "clure", "soudre")
_TRIM = " \t\n\u00a0\u202f;,:.–—-(★☆"


TO_DO = frozenset({"infinitive", "imperative"})  # shapes that name an act by its verb


@dataclass(frozen=True, slots=True)
class Opening:
    """How a text begins.

    `shape`: "infinitive", "noun", "promise", "future", "exhortation", "imperative", "thing" or ""; `strength` as in verbs.csv, or None.
    """

    shape: str
    strength: str | None = None


class _PlainLetters(dict[int, str]):
    """Each character's plain form, worked out when it is first met (what `str.translate` reads)."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        self[code] = (unicodedata.normalize("NFKD", _PLAIN.get(char, char)) or char)[0].lower()[0]
        return self[code]


@functools.cache
def _letters() -> _PlainLetters:
    return _PlainLetters()


def plain(text: str) -> str:
    """The text without case and accents, character for character: offsets stay those of `text`."""
    return text.translate(_letters())


@functools.cache
def _strengths() -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
    """(verb, strength) and (noun, strength), the longest first."""
    table = load_table("verbs")
    verbs = sorted(((r["pattern"], r["meaning"]) for r in table), key=lambda p: -len(p[0]))
    nouns = sorted(((r["noun"], r["meaning"]) for r in table if r["noun"]), key=lambda p: -len(p[0]))
    return tuple(verbs), tuple(nouns)


@functools.cache
def _verb_names() -> frozenset[str]:
    return frozenset(verb for verb, _ in _strengths()[0] if " " not in verb)


def is_infinitive(word: str) -> bool:
    """Whether a folded word is an infinitive, by its ending and the table of words whose ending misleads."""
    verbs, nouns = words_of("infinitives", "verb"), words_of("infinitives", "noun")
    if word in verbs or word in _verb_names():
        return True
    if word in nouns or len(word) < 4:
        return False
    if word.endswith("ier"):
        return word.endswith("fier")
    return word.endswith(("er", "ir", *_RE_VERBS))


def verb_start(text: str) -> int | None:
    """Offset of the infinitive that opens a text ("Ne plus verser" -> 8), or None."""
    folded = plain(text)
    at = 0
    for _ in range(4):
        word = _WORD.match(folded, at)
        if word and is_infinitive(word[0]) and folded[word.end() : word.end() + 1] not in {"'"}:
            return at
        clitic = _BEFORE_VERB.match(folded, at)
        if not clitic:
            return None
        at = clitic.end()
    return None


def opening_of(text: str) -> Opening:
    """How `text` begins, as a measure would or not."""
    said = text.lstrip(_TRIM + '«“"')
    folded = plain(said)
    at = verb_start(folded)
    if at is not None and _MAXIM.match(folded):
        return Opening("")
    if at is not None:
        return Opening("infinitive", _strength(folded, _strengths()[0]) or _strength(folded[at:], _strengths()[0]))
    article = _ARTICLE.match(folded)
    bare = folded[article.end() :] if article else folded
    noun = _strength_span(bare, _strengths()[1])
    definite = article is not None and article[0] in {"la ", "le ", "l'"} and not _OF_WHAT.match(said, article.end() + (noun or (0,))[0])
    if noun and _AFTER_NOUN.match(bare, noun[0]) and not definite and not (article and article[0] in {"les ", "des "}):
        return Opening("noun", noun[1])
    commitment = find_commitment(folded)
    if folded.startswith("nous ") and _FUTURE.match(folded):
        return Opening("future")
    if commitment is not None and commitment[0] < _LATEST_PROMISE:
        rest = _BEFORE_VERB.sub("", folded[commitment[1] :], count=1)
        return Opening("promise", _strength(rest, _strengths()[0]))
    if not article and _NOUN_SHAPE.match(folded):
        return Opening("noun")
    if _FUTURE.match(folded):
        return Opening("future")
    imperative = _imperative(folded)
    if imperative is not None:
        return imperative
    if _EXHORT.match(folded) or _THAT.match(folded):
        return Opening("exhortation")
    return Opening("thing" if _is_thing(folded, text) else "")


def _is_thing(folded: str, text: str) -> bool:
    """Whether a text names something wished for ("Un bus de nuit", "Une boîte à dons") and is no sentence."""
    return _THING.match(folded) is not None and len(folded.split()) <= 18 and not tells_so(text)


def tells_so(text: str) -> bool:
    """Whether a text has a finite verb that tells how things are ("compte", "est", "a")."""
    return _FINITE.search(plain(text)) is not None or _HAS.search(text) is not None


def is_action(text: str) -> bool:
    """Whether `text` opens like something to do."""
    return opening_of(text).shape not in {"", "thing"}


def is_lead_in(text: str) -> bool:
    """Whether a text ends openly and is a promise or demand only with what is set below it ("Nous nous engageons à…")."""
    said = " ".join(text.split())
    stop = _OPEN_END.search(said)
    if stop is None or not (stop[0] or said.endswith((" à", " de"))):
        return False
    said = said[: stop.start()]
    completed = (find_commitment(f"{said} {rest}") for rest in _COMPLETIONS)
    return any(span is not None and span[0] < _LATEST_PROMISE and span[1] >= len(said) for span in completed)


def is_own_commitment(text: str) -> bool:
    """Whether the author speaks ("je demande", "nous recommandons", "la commune devra"), and not somebody who is reported."""
    folded = plain(text)
    return (
        pattern_of("commitments", "recommend", "reserve", "must", "promise").search(folded) is not None
        or FIRST_PERSON.search(folded) is not None
    )


def find_commitment(text: str) -> tuple[int, int] | None:
    """Span of the words of a promise, demand or recommendation in `text`; None when there are none."""
    match = pattern_of("commitments").search(plain(text))
    return match.span() if match else None


@functools.cache
def _kinds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((r["meaning"], re.compile(r["pattern"])) for r in load_table("commitments"))


def find_kind(text: str) -> str | None:
    """Whether the first words that commit or ask in `text` are a "promise", a "must", or "ask" ("propose", "recommend", "reserve")."""
    folded = plain(text)
    found = [(m.start(), kind) for kind, pattern in _kinds() if (m := pattern.search(folded))]
    return min(found)[1] if found else None


@functools.cache
def _invitations() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives_of('invitations')})(?![a-z])")


def _imperative(folded: str) -> Opening | None:
    """How a folded text opens that tells somebody to act ("Taxez les logements vacants"); None for what invites the reader."""
    told = _IMPERATIVE.match(folded)
    if told is None or _invitations().match(folded):
        return None
    return Opening("imperative", _strength(f"{told['stem'] or 'fair'}er{folded[told.end('verb') :]}", _strengths()[0]))


def _strength_span(text: str, table: tuple[tuple[str, str], ...]) -> tuple[int, str] | None:
    for words, strength in table:
        if text.startswith(words) and not text[len(words) : len(words) + 1].isalpha():
            return len(words), strength
    return None


def _strength(text: str, table: tuple[tuple[str, str], ...]) -> str | None:
    found = _strength_span(text, table)
    return found[1] if found else None


def is_quotation(text: str) -> bool:
    """Whether a text is somebody's words: most of it between quotation marks, or opening with them."""
    stripped = text.strip()
    inside = sum(len(m[0]) for m in _QUOTED.finditer(stripped))
    opens = stripped.startswith(("«", "“")) and (inside > 0.4 * len(stripped) or "»" in stripped[-60:])
    return opens or (inside > 0.6 * max(len(stripped), 1) and verb_start(stripped) is None)


def sentences(text: str) -> list[tuple[int, int]]:
    """Spans of the sentences of a text (a semicolon ends one)."""
    spans: list[tuple[int, int]] = []
    start = 0
    for stop in _SENTENCE.finditer(text):
        if text[start : stop.end()].strip():
            spans.append((start, stop.end()))
        start = stop.end()
    if text[start:].strip():
        spans.append((start, len(text)))
    return spans


def _personal_aside(text: str) -> re.Match[str] | None:
    """The bracket at the end of a text that says who spoke or who takes it on ("(Mme R. s'en charge)")."""
    bracket = _BRACKET.search(text)
    return bracket if bracket and pattern_of("plan_asides").search(plain(bracket["inside"])) else None


def _votes_aside(text: str) -> re.Match[str] | None:
    """The first bracket of a text that says how many were for it ("(21 gommettes) : à tester six mois")."""
    return next((b for b in _BRACKETS.finditer(text) if pattern_of("plan_asides", "votes").search(plain(b["inside"]))), None)


def lead_end(text: str, longest: int = 150) -> int:
    """Where the wording of a measure ends in `text`: its first sentence without an aside on money or persons, cut at a clause if long."""
    spans = sentences(text)
    end = spans[0][1] if spans else len(text)
    said = text[:end].rstrip(" .;,")
    asides = (_DATED.search(said), _COUNTED.search(said), _personal_aside(said))
    for aside in (_ASIDE.search(text[:end].rstrip(_TRIM)), *asides, _votes_aside(text[:end])):
        if aside and aside.start() > _SHORTEST:
            end = min(end, aside.start())
    if end > longest:
        least = max(30, int(_KEPT * min(end, longest)))
        cuts = [m.start() for m in _CLAUSE.finditer(text, least, longest + 40) if m.start() < end]
        within = [c for c in cuts if c <= longest]
        end = within[-1] if within else cuts[0] if cuts else end
    return len(text[:end].rstrip(_TRIM))
