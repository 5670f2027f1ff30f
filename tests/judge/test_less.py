"""What is less than was asked, and what only looks so: numbers in parts, limits, hours, ages, durations. All invented."""

import pytest

from tests.judge.made import asked, verdict_on, voted


@pytest.mark.parametrize(
    ("measure", "operative", "statement", "substance", "reason"),
    [
        ("Acheter quarante hectares pour des maraîchers", "ACQUIERT les 18 ha du Pré et les 25 ha de la Lande.", "", "same", "parts"),
        ("Créer cinquante places de crèche", "OUVRE 30 places de crèche, dont 25 places en journée.", "", "reduced", "of which"),
        (
            "Équiper cinq toits communaux de panneaux",
            "CONSENT à la coopérative l'occupation des toits.",
            "Les deux premiers toits seront équipés en 2025, les autres en 2026.",
            "same",
            "first, others",
        ),
        (
            "Équiper cinq toits communaux de panneaux",
            "CONSENT à la coopérative l'occupation des toits.",
            "Deux toits seront équipés en 2025.",
            "reduced",
            "two to come",
        ),
        (
            "Inscrire une clause sociale dans tous les marchés de travaux",
            "OBLIGE à réserver au moins 5 % des heures à l'insertion dans tout marché de travaux.",
            "",
            "same",
            "at least",
        ),
        (
            "Reprendre la cantine en régie",
            "ÉCARTE toute nouvelle délégation de la cantine ;\nCRÉE un service municipal de restauration.",
            "",
            "same",
            "other thing ended",
        ),
        (
            "Reprendre la cantine en régie",
            "ATTRIBUE la délégation de la cantine à la société Popote.",
            "",
            "contradicted",
            "other one done",
        ),
        (
            "Installer un arrêt à moins de 400 mètres de chaque logement",
            "APPROUVE le réseau, grâce auquel aucun logement ne sera à plus de 300 mètres d'un arrêt.",
            "",
            "same",
            "nearer",
        ),
        ("Aménager 400 mètres de trottoir", "DÉCIDE l'aménagement de 300 mètres de trottoir.", "", "reduced", "length"),
        (
            "Réunir chaque année un jury d'habitants",
            "INSTITUE un jury d'habitants, renouvelé tous les trois ans, qui se réunit chaque automne.",
            "",
            "same",
            "renewed",
        ),
        ("Réunir chaque année un jury d'habitants", "INSTITUE un jury d'habitants, réuni tous les trois ans.", "", "reduced", "met seldom"),
        ("Ouvrir la halle tous les jours", "OUVRE la halle, dimanches et jours fériés compris.", "", "same", "sundays too"),
        ("Ouvrir la halle tous les jours", "OUVRE la halle les dimanches et jours fériés.", "", "reduced", "sundays"),
        (
            "Recruter un médiateur à temps plein",
            "CRÉE un emploi de médiateur, à raison de dix-sept heures hebdomadaires.",
            "",
            "reduced",
            "part time",
        ),
        (
            "Recruter un médiateur à temps plein",
            "CRÉE un emploi de médiateur, à raison de trente-cinq heures hebdomadaires.",
            "",
            "same",
            "35 hours",
        ),
        (
            "Recruter un médiateur à temps plein",
            "CRÉE un emploi de médiateur à temps complet, qui tient permanence vingt heures par semaine.",
            "",
            "same",
            "desk hours",
        ),
        (
            "Ouvrir la déchèterie le dimanche toute l'année",
            "DIT que la déchèterie est ouverte le dimanche, d'avril à fin septembre.",
            "",
            "reduced",
            "months",
        ),
        (
            "Ouvrir la déchèterie le dimanche toute l'année",
            "DIT que la déchèterie est ouverte le dimanche, de 9 h à 12 h d'avril à septembre et de 10 h à 12 h d'octobre à mars.",
            "",
            "same",
            "whole year in two",
        ),
        ("Ouvrir des bains gratuits de 8 heures à 20 heures", "OUVRE les bains de 8 h à 13 h.", "", "reduced", "hours"),
        (
            "Ouvrir des bains gratuits de 8 heures à 20 heures",
            "OUVRE les bains de 8 h à 12 h et de 12 h 15 à 20 h.",
            "",
            "same",
            "with a break",
        ),
        (
            "Rendre le bus gratuit pour les plus de 65 ans",
            "CRÉE la carte Azur, gratuite à compter du soixante-dixième anniversaire.",
            "",
            "reduced",
            "older",
        ),
        (
            "Rendre le bus gratuit pour les plus de 65 ans",
            "CRÉE la carte Azur, gratuite à compter du soixante-cinquième anniversaire.",
            "",
            "same",
            "same age",
        ),
        (
            "Construire une passerelle sur la rivière",
            "CONFIE au cabinet Gué la comparaison des tracés et le chiffrage de la passerelle.",
            "",
            "reduced",
            "compared",
        ),
        (
            "Construire une passerelle sur la rivière",
            "DÉCIDE la construction de la passerelle, au vu de la comparaison des tracés.",
            "",
            "same",
            "built after",
        ),
        (
            "Interdire l'arrosage des pelouses en été",
            "APPELLE les habitants à s'abstenir d'arroser leurs pelouses en été.",
            "",
            "reduced",
            "appeal",
        ),
        ("Appeler les habitants à donner leur sang", "APPELLE les habitants à donner leur sang.", "", "same", "appeal asked"),
        (
            "Faire de la friche un jardin partagé pour de bon",
            "MET la friche à disposition de l'association pour douze mois.",
            "",
            "reduced",
            "for good",
        ),
        (
            "Exonérer les jeunes agriculteurs de la taxe pendant cinq ans",
            "ACCORDE l'exonération aux jeunes agriculteurs pour leurs deux premières années.",
            "",
            "reduced",
            "two years of five",
        ),
        (
            "Exonérer les jeunes agriculteurs de la taxe pendant cinq ans",
            "ACCORDE l'exonération aux jeunes agriculteurs pour leurs cinq premières années.",
            "",
            "same",
            "five",
        ),
        (
            "Équiper trois bâtiments de panneaux solaires",
            "CONSENT l'occupation des toits de la crèche, du gymnase et de la mairie.",
            "",
            "same",
            "listed",
        ),
        ("Équiper trois bâtiments de panneaux solaires", "ÉQUIPE de panneaux solaires le bâtiment de la mairie.", "", "reduced", "one"),
        (
            "Accepter la monnaie locale dans les régies",
            "ADMET le paiement en monnaie locale dans les quatre régies.",
            "Le versement des indemnités en monnaie locale, proposé par un élu, n'a pas été retenu.",
            "same",
            "councillor",
        ),
        (
            "Accepter la monnaie locale dans les régies",
            "ADMET le paiement en monnaie locale à la piscine.",
            "L'ouverture aux autres régies, proposée par l'assemblée citoyenne, n'a pas été retenue.",
            "reduced",
            "assembly",
        ),
        (
            "Acheter cinquante hectares",
            "DÉCIDE l'acquisition des 18 ha du Pré et des 34 ha sous promesse.",
            "Les 34 ha restants seront acquis en 2026.",
            "same",
            "rest",
        ),
        ("Ouvrir dix haltes", "OUVRE deux haltes.", "Deux haltes seront ouvertes en mai.", "reduced", "rest of few"),
        ("Aider chaque année les clubs", "ATTRIBUE aux clubs une subvention exceptionnelle.", "", "reduced", "once, by its name"),
        (
            "Fêter chaque année les clubs",
            "ORGANISE la fête, ouverte tard à titre exceptionnel.",
            "",
            "same",
            "something else is exceptional",
        ),
        ("Que la Région baisse le prix du train", "EXPRIME le souhait que l'État baisse le prix du train.", "", "reduced", "a wish"),
    ],
)
def test_what_is_less(measure, operative, statement, substance, reason):
    assert verdict_on(asked(measure), voted(operative, statement=statement)).substance == substance, reason


@pytest.mark.parametrize(
    ("measure", "step", "operative", "statement", "substance", "reason"),
    [
        ("Prêter un terrain", "800 m²", "CONSENT le prêt du terrain ; y pose un abri de 12 m².", "Il a 830 m².", "same", "told elsewhere"),
        ("Prêter un terrain", "800 m²", "CONSENT le prêt d'un terrain de 300 m².", "", "reduced", "less"),
        ("Relier les hameaux", "Trois points hauts", "AUTORISE l'implantation des relais.", "", "same", "to place things is no place"),
        (
            "Aider aux devoirs",
            "Le soir",
            "FIXE la rémunération des intervenants au taux de l'étude surveillée.",
            "",
            "same",
            "no study of it",
        ),
    ],
)
def test_what_a_step_tells(measure, step, operative, statement, substance, reason):
    assert verdict_on(asked(measure, steps=(step,)), voted(operative, statement=statement)).substance == substance, reason
