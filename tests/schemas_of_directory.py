"""The directory of services in schemas/ and examples/directory/ is that of the procedures (POS).

Every expected value was copied by hand from the text of the POS of August 2020 (3.1, 3.4.1) and, for
the partners, from the presentation of the Samusocial Mali. coverage.yaml names these checks one by one.
"""
import glob
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "support"))

from schema_reader import (  # noqa: E402
    RULES, TOP, asks, check, codes, expect, labels, offers, read, run_all, takes_many)


def entries(folder):
    return {os.path.basename(path)[:-len(".yaml")]: read(path)
            for path in sorted(glob.glob(f"examples/directory/{folder}*.yaml", root_dir=TOP))}


MODEL = entries("model/")
ACTORS = entries("actors/")
OFFICE = entries("")


def row(code, among=MODEL, says=(), **wanted):
    """A row of the model, or a partner: its answers, and words that it has somewhere."""
    entry = among[code]
    expect(f"{code} lacks words", [word for word in says if word not in str(entry).lower()], [])
    for name, value in wanted.items():
        expect(f"{code} {name}", entry.get(name), value)
    return entry


# --- The form -------------------------------------------------------------------------------------

@check
def two_maps():
    """POS 3.4.1: the map of actors and that of services; 3.1.3: community mechanisms."""
    offers("directory", "kinds", "case_management_actor", "service_provider", "community_mechanism")
    expect("several", takes_many("directory", "kinds"), True)
    asks("directory", "intervention_level")
    offers("directory", "intervention_level", "identification_only", "emergency_only", "full")


@check
def eight_headings():
    """POS 3.4.1, the printed model, in its order; an entry has several; a mapping from categories."""
    expect("headings", codes("pos-directory-heading"),
           ["child_protection", "judicial_protection", "health", "gbv_services", "civil_status",
            "family_alternatives", "food_livelihoods", "education_training"])
    expect("several", takes_many("directory", "headings"), True)
    mapped = {line["category"]: line["heading"] for line in RULES["directory"]["headings"]}
    expect("mapped", sorted(mapped), sorted(codes("pos-service-category")))
    expect("to headings", set(mapped.values()) <= set(codes("pos-directory-heading")), True)


@check
def record_of_an_actor():
    """POS 1.4, 3.1, 3.4.1 (1): category, mandate, presence, expertise, level, made aware when."""
    offers("directory", "actor_category", "government", "civil_society_international", "community",
           "children_families")
    offers("directory", "level", "region", "cercle", "commune")
    asks("directory", "mandate", "presence", "expertise", "institution", "sensitised", "places")


@check
def signature_of_the_procedures():
    """POS, part 7: date, name, title, agency, version."""
    asks("directory", "pos_signed", "pos_signed_name", "pos_signed_title", "pos_signed_agency",
         "pos_signed_version")


@check
def community_mechanisms():
    """POS 3.1.3: who they are and what they may do, mapped by place."""
    offers("directory", "community_structures", "village_chief", "neighbourhood_chief", "imam",
           "camp_leader", "cvd_president", "osc_leader", "school_association", "host_family",
           "teacher", "nurse", "communal_councillor")
    expect("functions", codes("pos-community-function"),
           ["identification", "referral", "reintegration_follow_up", "family_mediation",
            "penal_mediation", "provisional_accommodation", "host_family_follow_up"])


@check
def coordination_of_a_place():
    """POS 3.1.1, 3.2, 3.4: who does what in a cercle, who leads the mapping, decided when."""
    asks("directory", "coordination.coordination_place!", "coordination.coordination_roles!",
         "coordination.coordination_date!", "coordination.coordination_lead")
    offers("directory", "coordination.coordination_lead", "state", "cp_subcluster")


@check
def conditions_of_training():
    """POS 3.4.1 (7): level, money, boarding, joint guarantee; what was negotiated."""
    asks("directory", "minimum_level", "financial_barriers", "boarding", "joint_guarantee",
         "facilities")


@check
def levels_of_health():
    """POS 3.4.1 (9): CSCom, CSRéf, regional hospital, private; a focal point; social prices."""
    offers("directory", "health_level", "cscom", "csref", "regional_hospital", "private")
    offers("directory", "cost_kind", "free", "preferential")
    asks("directory", "focal_point", "facilities")


@check
def family_alternatives():
    """POS 3.4.1 (11): setting, profile received, duration of the stay; host families."""
    offers("directory", "setting", "open", "closed", "semi_closed")
    offers("directory", "stay", "punctual", "medium", "long")
    offers("directory", "host_family", "formal", "informal")
    asks("directory", "targets.target!", "targets.target_sex", "targets.target_ages",
         "targets.target_profiles")


@check
def routes():
    """POS 3.4.1, 3.4.2: reporting, emergency, referral, transfer, special needs; when reviewed."""
    expect("kinds", codes("pos-route"),
           ["reporting", "emergency", "referral", "transfer", "special_needs"])
    asks("directory", "routes.route!", "routes.route_service", "routes.route_profiles",
         "routes.route_reviewed!")


@check
def routes_of_the_procedures():
    """POS 3.4.1 (4), (6), (10): whom the text itself names for a service and a profile."""
    def named(service, profile):
        return sorted({word for route in RULES["directory"]["routes"]
                       if route["service"] == service and profile in route["profiles"]
                       for word in route.get("institutions", []) + route.get("types", [])})
    expect("in conflict with the law", named("legal", "conflict_with_law"), ["drapes"])
    expect("GBV", named("legal", "gbv_victim"), ["anu", "osc"])
    expect("EAFGA", named("legal", "armed_forces_groups"), ["anu", "osc"])
    expect("refugee without a document", named("civil_status", "refugee"), ["hcr"])
    expect("unaccompanied", named("civil_status", "unaccompanied"), ["cicr", "oim"])
    expect("family links on the move", named("family_links", "mobility"), ["oim"])
    expect("family links of displaced", named("family_links", "forced_displacement"), ["hcr"])
    expect("family links, separated", named("family_links", "separated"), ["cicr"])


@check
def record_of_a_partner():
    """What the presentation tells of partners: conventions, sessions, tariff, who pays, since when."""
    asks("directory", "conventions.convention_with!", "conventions.convention_signed",
         "conventions.convention_tariff", "permanences.permanence_kind",
         "permanences.permanence_frequency", "capacity_remark", "payer", "since",
         "focal_points.focal_branch")
    asks("A.1", "referral_payer", "joint_follow_up")


@check
def spellings_of_acronyms():
    """One label for each, whatever spelling the texts have."""
    listed = read("schemas/lists/pos-institution.yaml")["choices"]
    spelt = {word: choice["code"] for choice in listed for word in choice.get("also", [])}
    for word, code in {"DRFPEF": "drpfef", "DRPEF": "drpfef", "MFPEF": "mpfef", "DRDS": "drds_es",
                       "DRES": "drds_es", "GSGCPE": "sgtgc", "UNHCR": "hcr",
                       "Samu Social": "samusocial"}.items():
        expect(word, spelt.get(word), code)


# --- The model of POS 3.4.1 -----------------------------------------------------------------------

@check
def model_is_dated():
    """Facts of the text, of 2020: to be verified by each region."""
    expect("entries", len(MODEL), 25)
    for code, entry in {**MODEL, **ACTORS}.items():
        expect(f"{code} updated", str(entry["updated"]), "2020-08-31")


@check
def model_child_protection():
    row("DRPFEF", cost_kind="free", duration="continuous", opening="administration",
        emergency=True, headings=["child_protection"],
        says=["mgf", "vbg", "gestion de cas", "conflits conjugaux"])
    local = row("SLPFEF", cost_kind="free", duration="continuous", says=["mgf", "vbg"])
    expect("SLPFEF case management", "Gestion de cas d'enfants" in local["services"], False)
    orphanage = row("ORPHELINAT", cost_kind="free", says=["nutrition", "hébergement",
                                                          "mères adolescentes", "réinsertion"])
    targets = [(t.get("target_ages"), t.get("target_sex"), t["target_regime"])
               for t in orphanage["targets"]]
    expect("targets", targets, [("0-5", None, "boarding"), (None, "female", "day")])


@check
def model_judicial_protection():
    row("COMMISSARIAT", headings=["judicial_protection"], cost_kind="free",
        says=["enquête préliminaire", "point focal en charge des mineurs"])
    row("GENDARMERIE", coverage="communes rurales", cost_kind="free", says=["eafga à bamako"])
    row("DRAPES", institution="drapes", cost_kind="free",
        says=["alternatives à la détention", "fin de peine"])
    row("TRIBUNAL-ENFANTS", cost_kind="free", says=["tig", "liberté conditionnelle", "réinsertion"])
    kanuya = row("KANUYA", headings=["judicial_protection"], cost_kind="free",
                 says=["hébergement", "nourriture", "apprentissage", "français"])
    expect("its profiles", [t["target_profiles"] for t in kanuya["targets"]],
           [["deprived_of_family"], ["armed_forces_groups"]])
    expect("its category", "family_alternatives" in kanuya["service_categories"], True)


@check
def model_health():
    row("AGENTS-SANTE", headings=["health"], focal_point="Points focaux des communes",
        says=["identification et référencement"])
    for code in ("CSCOM", "CSREF", "HOPITAL-REGION"):
        row(code, headings=["health"], cost_kind="free_conditional",
            says=["sur réquisition", "0 à 5 ans"])
    row("HOPITAL-REGION-VBG", headings=["gbv_services"], says=["prise en charge des vbg"])
    row("ONE-STOP-CENTER", headings=["gbv_services"], sex="female", cost_kind="free",
        says=["hébergement provisoire", "appui juridique", "formation aux métiers"])


@check
def model_civil_status():
    row("DECLARATION-NAISSANCE", ages="0-30 jours", cost_kind="free", duration="limited",
        duration_from="2018", duration_until="2021")
    row("MAIRIE", ages="30+ jours", cost_amount=100)
    row("TRIBUNAL-ADMINISTRATIF", ages="0-18", cost_kind=None, says=["jugements supplétifs"])
    unhcr = row("HCR", type="anu", cost_kind="free")
    expect("HCR", unhcr["targets"][0]["target_attributes"], ["stateless", "refugee"])


@check
def model_family_alternatives_and_livelihoods():
    enda = row("ENDA-TDH", duration_from="2018", duration_until="2021", cost_kind="free",
               says=["hébergement", "recherche familiale", "réunification"])
    expect("Enda", (enda["targets"][0]["target_ages"], enda["targets"][0]["target_profiles"]),
           ("5-18", ["mobility"]))
    row("ENDA-TDH-ALIMENTATION", headings=["food_livelihoods"], services=None)
    row("FAMILLE-ACCUEIL-A", cost_kind="contribution", cost_amount=None, host_family="formal")
    row("DRDS-ES", headings=["food_livelihoods"], cost_kind="free", says=["agr"])


@check
def model_education():
    row("ACADEMIE", type="public", cost_kind="free", says=["particulièrement les filles"])
    row("ABC-MALI", ages="0-18", says=["dépassé l'âge normal"])
    row("GRAADECOM", ages="8-18", says=["passerelle"])


# --- Actors and partners --------------------------------------------------------------------------

@check
def mandates():
    """POS 3.1.1, 3.1.2, 3.2: who is in charge of what; who has no mandate of case management."""
    told = {**ACTORS, "DRDS-ES": OFFICE["DRDS-ES"], "DRAPES": MODEL["DRAPES"]}
    for code, words in {"DNPEF": "tous les cas", "DNDS-ES": "protection sociale de base",
                        "DRDS-ES": "là où la DRPFEF et ses services locaux ne sont pas présents",
                        "DNAPES": "conflit avec la loi", "OIM": "Migrants",
                        "CICR": "liens familiaux internationaux", "UNHCR": "non accompagnés",
                        "UNICEF": "Renforcement du système"}.items():
        expect(f"mandate of {code}", words in told[code]["mandate"], True)
    expect("offices in charge", [line["institutions"] for line in RULES["directory"]["offices"]],
           [["slpfef", "drpfef"], ["drds_es"], ["cp_subcluster"]])
    for code, entry in {**MODEL, **OFFICE, **ACTORS}.items():
        if entry.get("institution") == "connected_ministry":
            expect(f"{code} manages cases", (entry["case_management_team"], "case_management_actor"
                                             in entry.get("kinds", [])), (False, False))


@check
def organisations_of_case_management():
    """POS 3.1.2: SCI, IRC, Tdh, Enda, Kanuya, Samusocial, BNCE, Educo, and soon GARDL."""
    managing = {entry["institution"] for entry in {**ACTORS, **OFFICE}.values()
                if "case_management_actor" in entry.get("kinds", []) and entry["type"] == "osc"
                and "institution" in entry}
    expect("lacking", sorted({"sci", "irc", "tdh", "enda", "kanuya", "samusocial", "bnce", "educo",
                              "gardl"} - managing), [])


@check
def partners():
    """The partners of the Samusocial Mali, and what holds them together."""
    held = [code for code, entry in OFFICE.items()
            if any("Samusocial" in p["permanence_by"] for p in entry.get("permanences", []))]
    expect("sessions", held, ["APAFE", "BEATITUDES", "BPME", "CARITAS-AET", "KANUYA"])
    kanuya = row("KANUYA", OFFICE, sex="both", stay=["medium"], separate_spaces=True, over_capacity=True,
                 says=["éducatrice sociale", "encadrement insuffisant", "le samusocial mali pour"])
    expect("its convention", kanuya["conventions"][0]["convention_signed"], "2007-07-13")
    caritas = row("CARITAS-AET", OFFICE, says=["moribabougou", "deux ans", "exploitation sexuelle"])
    expect("its convention", caritas["conventions"][0]["convention_signed"], "2014-12")
    pregnant = row("BEATITUDES", OFFICE)["targets"][0]
    expect("pregnancy", (pregnant["target_pregnancy_month"], pregnant["target_days_after_delivery"],
                         pregnant["target_longer_exceptionally"]), (7, 45, True))
    bnce = row("BNCE", OFFICE, says=["conflit avec la loi", "enceintes"])
    expect("branches", [p["focal_places"] for p in bnce["focal_points"]], [["SIK"], ["SEG"]])
    apafe = row("APAFE", OFFICE, says=["migrantes", "recherche d'emploi"])
    expect("weekly", apafe["permanences"][0]["permanence_frequency"], "weekly")
    arcad = row("ARCAD-SIDA", OFFICE, health_services=["hiv_screening", "hiv_follow_up"],
                says=["cesac", "usac"])
    expect("its convention", arcad["conventions"][0]["convention_signed"], "2007-06-01")
    row("CICM", OFFICE, cost_kind="preferential", health_services=["laboratory"])
    row("MSI", OFFICE, since="2009", health_services=["reproductive_health", "contraception"],
        conventions=None)
    row("SAMUSOCIAL", OFFICE, focal_point="Équipe mobile d'aide (EMA)", says=["maraudes"])
    asks("1.B", "reporter_structure")
    expect("mobile teams identify", "Équipe" in str(labels("pos-identification-source")) or
           "équipe" in str(labels("pos-identification-source")), True)


run_all()
