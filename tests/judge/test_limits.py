"""What is decided below what is asked, and what only looks so: a measure, the dispositif, the status, the reason."""

import pytest

from pipeline.records.verdict import Status
from tests.judge.made import asked, verdict_on, voted

FREE = ", sans dépense nouvelle"


@pytest.mark.parametrize(
    ("measure", "operative", "status", "reason"),
    [
        (
            "Former tous les habitants aux gestes qui sauvent",
            "APPROUVE la formation des agents municipaux aux gestes qui sauvent",
            "weakened",
            "for everybody, and for the authority's own people",
        ),
        (
            "Former tous les habitants aux gestes qui sauvent",
            "APPROUVE la formation des agents et des habitants aux gestes qui sauvent",
            "funded",
            "its own people too",
        ),
        (
            "Ouvrir le musée tous les dimanches",
            "APPROUVE l'ouverture du musée le premier dimanche de chaque mois",
            "weakened",
            "one Sunday of four",
        ),
        (
            "Ouvrir le musée tous les dimanches",
            "APPROUVE l'ouverture du musée chaque dimanche, à titre expérimental",
            "weakened",
            "a trial is told behind the thing",
        ),
        (
            "Mettre un local à disposition de la ressourcerie pour dix ans",
            "APPROUVE la mise à disposition d'un local à la ressourcerie pour une durée de trois ans, à titre gracieux",
            "weakened",
            "a place lent for less long",
        ),
        (
            "Rendre la cantine gratuite pour les petits revenus",
            "FIXE le prix du repas à 1,00 € pour la première tranche",
            "weakened",
            "a price in other words than the measure's",
        ),
        (
            "Nous donner deux sièges avec voix délibérante à la commission",
            "DÉCIDE d'inviter un observateur aux travaux de la commission, avec voix consultative",
            "weakened",
            "a voice that only advises",
        ),
        ("Ne pas confier plus de quarante dossiers à un agent", "FIXE à 55 le nombre de dossiers par agent", "weakened", "above a ceiling"),
        ("Ne pas confier plus de quarante dossiers à un agent", "FIXE à 40 dossiers la charge de chaque agent", "funded", "at the ceiling"),
        (
            "Limiter à 12 élèves les groupes d'anglais",
            "RETIENT une moyenne de seize élèves par groupe",
            "weakened",
            "another wording of a ceiling",
        ),
        ("Ne plus vendre plus de trois terrains par an", "FIXE à 4 € le prix du mètre carré des terrains", "funded", "a sum is no number"),
        (
            "Confier le suivi à un comité où les habitants soient majoritaires",
            "CRÉE un comité comprenant six conseillers municipaux, quatre techniciens et trois habitants",
            "weakened",
            "3 seats of 13",
        ),
        (
            "Confier le suivi à un comité où les habitants soient majoritaires",
            "CRÉE un comité comprenant six conseillers municipaux et huit habitants",
            "funded",
            "8 seats of 14",
        ),
        (
            "Créer un jury où les jeunes aient la moitié des sièges",
            "INSTITUE un jury de dix membres dont quatre jeunes",
            "weakened",
            "4 of 10 members",
        ),
        (
            "Créer un conseil des habitants qui décide des plantations",
            "CRÉE un conseil des habitants à caractère consultatif",
            "weakened",
            "heard, not deciding",
        ),
        (
            "Créer un conseil des habitants",
            "CRÉE un conseil des habitants à caractère consultatif",
            "funded",
            "no power was asked",
        ),
        (
            "Signer une charte avec chaque association employeuse",
            "APPROUVE la charte, signée avec les seules associations dont le budget dépasse 50 000 €",
            "weakened",
            "not every one",
        ),
        (
            "Fermer aux voitures la rue de chaque école",
            "DÉCIDE de fermer aux voitures la rue de l'école des Tilleuls",
            "weakened",
            "one school of all",
        ),
        (
            "Fermer aux voitures la rue de chaque école",
            "DÉCIDE de fermer aux voitures les rues des écoles",
            "funded",
            "all of them",
        ),
        (
            "Fermer aux voitures la rue de l'école",
            "DÉCIDE de fermer aux voitures la rue de l'école des Tilleuls",
            "funded",
            "one was asked",
        ),
        (
            "Interdire les affiches lumineuses dans toute la ville",
            "INTERDIT les affiches lumineuses dans le secteur sauvegardé",
            "weakened",
            "a smaller area",
        ),
        (
            "Interdire les affiches lumineuses près des parcs",
            "INTERDIT les affiches lumineuses dans le secteur des parcs",
            "funded",
            "no whole area was asked",
        ),
        ("Rendre la bibliothèque gratuite", "FIXE à 5 € l'abonnement à la bibliothèque", "weakened", "a price for free"),
        ("Rendre la bibliothèque gratuite", "INSTAURE un demi-tarif à la bibliothèque", "weakened", "cheaper is not free"),
        (
            "Rendre la bibliothèque gratuite",
            "INSTAURE la gratuité de la bibliothèque ; MAINTIENT à 2 € le prix des copies",
            "funded",
            "free",
        ),
        ("Fixer à 1 € le tarif du repas", "FIXE à 1,80 € le tarif du repas", "weakened", "dearer than asked"),
        ("Fixer à 1 € le tarif du repas", "FIXE à 1,00 € le tarif du repas", "funded", "as asked"),
        (
            "Signer des conventions de trois ans avec les clubs",
            "APPROUVE les conventions avec les clubs, pour une durée d'un an",
            "weakened",
            "one year of three",
        ),
        (
            "Signer des conventions de trois ans avec les clubs",
            "APPROUVE les conventions avec les clubs, pour une durée de quatre ans",
            "funded",
            "longer than asked",
        ),
        (
            "Ouvrir toute l'année la halte de nuit",
            "AUTORISE l'ouverture de la halte de nuit à titre temporaire",
            "weakened",
            "for a time only",
        ),
        (
            "Réunir le comité deux fois par an",
            "FIXE à une fois par an la réunion du comité",
            "weakened",
            "half as often",
        ),
        (
            "Réunir le comité deux fois par an",
            "DIT que le comité se réunit chaque trimestre",
            "funded",
            "more often",
        ),
        (
            "Réunir le comité chaque mois",
            "APPROUVE la réunion du comité et son bilan annuel",
            "funded",
            "a yearly report is no rhythm of meetings",
        ),
        ("Trier le papier des bureaux en 2025", "FIXE à l'horizon 2030 le tri du papier des bureaux", "weakened", "five years later"),
        (
            "Trier le papier des bureaux en 2025",
            "FIXE à l'horizon 2026 le tri du papier des bureaux",
            "funded",
            "a year of delay is a delay",
        ),
        (
            "Publier chaque année un bilan des achats durables",
            "PUBLIE un bilan des achats de plus de 40 000 €, à titre temporaire",
            "funded",
            "a year is no kind of people, and lasting goods are not for good",
        ),
        (
            "Généraliser le compostage",
            "DÉCIDE de distribuer des composteurs aux foyers volontaires",
            "funded",
            "who takes part is willing",
        ),
        (
            "Rendre le tri obligatoire sur les marchés",
            "APPROUVE la règle du tri sur les marchés, sur la base du volontariat",
            "weakened",
            "left to choice",
        ),
        (
            "Finir la voie verte en 2025",
            "APPROUVE le calendrier de la voie verte, dont l'achèvement est prévu en 2029",
            "weakened",
            "years later, in other words",
        ),
        (
            "Rendre obligatoire l'affichage bilingue",
            "ADOPTE une charte pour les communes qui souhaitent l'affichage bilingue",
            "weakened",
            "left to who wishes",
        ),
        (
            "Ne pas augmenter le prix du gaz",
            "MAINTIENT le prix du gaz",
            "funded",
            "what is not to be raised is kept",
        ),
        (
            "Ne pas augmenter le prix du gaz",
            "FIXE le prix du gaz à 2 €, soit une hausse de 6 %",
            "weakened",
            "raised, of a thing with a short name",
        ),
        (
            "Faire rouler la navette toute l'année",
            "ATTRIBUE le marché de la navette du 6 juillet au 31 août 2024",
            "weakened",
            "some months of a certain year",
        ),
        (
            "Faire rouler la navette toute l'année",
            "ATTRIBUE le marché de la navette du 1er avril 2024 au 31 mars 2025",
            "funded",
            "a year, begun in April",
        ),
        (
            "Faire rouler la navette toute l'année",
            "ATTRIBUE le marché de la navette d'avril à mars",
            "funded",
            "a year without its number",
        ),
        (
            "Rendre la navette permanente",
            "APPROUVE la convention de la navette du 1er avril au 31 décembre 2024",
            "funded",
            "a contract begun amid a year, nobody asked for all months",
        ),
        (
            "Rendre la navette permanente",
            "APPROUVE la navette d'avril à septembre",
            "weakened",
            "a season",
        ),
        (
            "Organiser chaque année une fête",
            "DÉCIDE d'organiser une fête, qui ne sera pas reconduite",
            "weakened",
            "once",
        ),
        (
            "Attribuer chaque année dix bourses",
            "INSTITUE dix bourses annuelles, non renouvelables pour un même étudiant",
            "funded",
            "once to each, and each year",
        ),
        (
            "Construire un préau",
            "APPROUVE les plans du préau ; PRÉCISE que la construction fera l'objet d'une décision ultérieure",
            "weakened",
            "not decided yet",
        ),
        (
            "Construire un préau",
            "APPROUVE les plans du préau ; PRÉCISE que la construction ne sera engagée qu'après les vacances",
            "funded",
            "decided, and to begin later",
        ),
        (
            "Construire un préau",
            "DÉCIDE la construction d'un préau ; PRÉCISE que le calendrier des travaux n'est pas arrêté",
            "funded",
            "their calendar is not the works",
        ),
        (
            "Servir 50 % de bio",
            "ADOPTE le règlement de la cantine ; INVITE le service à acheter bio chaque fois que l'offre le permet",
            "weakened",
            "a share asked, an effort promised",
        ),
        (
            "Ouvrir la cantine aux aînés",
            "ADOPTE le règlement de la cantine ; INVITE le service à acheter bio chaque fois que l'offre le permet",
            "funded",
            "an effort promised on something else",
        ),
    ],
)
def test_limits(measure, operative, status, reason):
    verdict = verdict_on(asked(measure), voted(f"{operative}{FREE}."))
    assert verdict.status == Status(status), (reason, verdict.statement)


@pytest.mark.parametrize(
    ("operative", "substance", "reason"),
    [
        ("APPROUVE le plan de formation 2025, dont une session ouverte à 30 responsables.", "reduced", "a year is no number of people"),
        ("APPROUVE le plan de formation 2025, ouvert à 150 aides des communes et à 30 aides du syndicat.", "same", "all, in two parts"),
        ("APPROUVE le plan de formation 2025, dans ses deux volets.", "same", "what is known by its number is not what is decided"),
    ],
)
def test_numbers_beside_those_of_what_is_asked(operative, substance, reason):
    act = voted(operative, subject="Plan de formation 2025")
    assert verdict_on(asked("Former les 180 aides à domicile"), act).substance == substance, reason


def test_who_is_left_out_is_told_in_the_expose():
    act = voted(
        f"APPROUVE les conventions avec les clubs susvisés{FREE}.",
        statement="Les autres clubs, même employeurs, continueront à présenter une demande chaque année.",
    )
    assert verdict_on(asked("Signer une convention avec chaque club"), act).status == Status.WEAKENED
    assert verdict_on(asked("Signer une convention avec un club"), act).status == Status.FUNDED
