"""Children, eligibility, emergencies and risk in schemas/ are those of the procedures (POS).

Every expected value was copied by hand from the text of the POS of August 2020. coverage.yaml names
these checks one by one.
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "support"))

from schema_reader import (  # noqa: E402
    FORMS, INDICATORS, RULES, asks, asks_when, check, codes, expect, fields, hints, labels, offers,
    run_all, takes_many)


# --- Whom it is about -----------------------------------------------------------------------------

@check
def nine_child_profiles():
    """POS 1.2, in its order; "other" last."""
    words = [
        ("mobility", "mobilité"),
        ("forced_displacement", "déplacement forcé"),
        ("armed_forces_groups", "force ou un groupe armé"),
        ("worst_forms_labour", "pires formes de travail"),
        ("conflict_with_law", "conflit avec la loi"),
        ("deprived_of_family", "privé de famille"),
        ("in_institution", "placé en institution"),
        ("very_vulnerable_family", "famille très vulnérable"),
        ("gbv_victim", "victime de VBG"),
    ]
    found = labels("pos-child-profile")
    expect("profiles", list(found), [code for code, _ in words] + ["other"])
    for code, word in words:
        expect(f"label of {code} has « {word} »", word in found[code], True)
    asks("1.B", "child_profile!", "child_profiles_other")


@check
def sub_profiles():
    """POS 1.2, 3.4.1, 4.1, 5.1.2: each that the text names has a code, in one list or another."""
    known = (codes("pos-child-subprofile") + codes("pos-vulnerability-attribute")
             + codes("pos-child-profile"))
    for name, code in {
            "situation de rue": "street_situation", "orphelin partiel": "partial_orphan",
            "orphelin complet": "full_orphan", "abandonné": "abandoned", "Talibé": "talibe",
            "ESEC": "commercial_sexual_exploitation", "mendicité": "begging",
            "incarcéré": "incarcerated", "centre d'accueil/rééducation": "reeducation_centre",
            "orphelinat": "orphanage", "foyer de jeunes": "youth_home",
            "famille d'accueil": "host_family", "école coranique": "koranic_school",
            "mariage d'enfants": "child_marriage", "MGF/E": "fgm", "fille mère": "teen_mother",
            "déplacé interne": "idp", "réfugié": "refugee", "apatride": "stateless",
            "EAFGA": "armed_forces_groups", "ECL": "conflict_with_law",
            "mobilité volontaire": "voluntary_mobility", "enfant en travail": "working_child",
            "déplacement forcé": "forced_displacement"}.items():
        expect(f"a code for {name}", code in known, True)
    asks("1.B", "child_subprofiles", "vulnerability_attributes")


@check
def harms_and_their_forms():
    """POS 1.1, 1.2: four harms, each suffered or risked; forms of violence and exploitation."""
    expect("harms", codes("pos-harm-type"), ["violence", "abuse", "exploitation", "neglect"])
    asks("1.C", "harm_types!", "harm_status!", "harm_types_at_risk", "violence_kinds",
         "exploitation_kinds")
    expect("of a victim, the harms only risked", fields("1.C")["harm_types_at_risk"]["relevant"],
           {"field": "harm_status", "codes": ["victim"]})
    expect("violence", codes("pos-violence-kind"), ["physical", "sexual", "psychological"])
    expect("exploitation", codes("pos-exploitation-kind"), ["economic", "sexual"])


@check
def profiles_and_situations_are_independent():
    """POS 4.2.2: the situation decides, never the profile; no question depends on it."""
    for code, form in FORMS.items():
        for name, field in fields(code).items():
            relevant = field.get("relevant") or {}
            asked_of = relevant.get("field", "")
            expect(f"{code} {name} depends on the profile", "child_profile" in asked_of, False)
            expect(f"{code} {name} depends on the situation, other than its own text",
                   asked_of.startswith("art50_") and name != "art50_situation_other", False)
    expect("rows of the matrix name a profile",
           [row["situation"] for row in RULES["risk_matrix"]
            if row["situation"] in codes("pos-child-profile")], [])


@check
def programme_themes():
    """POS 4.2.1: the five sectors of the CEDEAO; POS 3.1.2: the thematic programmes."""
    words = [
        ("violence", "violence contre les enfants"),
        ("child_marriage", "mariage d'enfants"),
        ("civil_status", "état civil et statistiques vitales"),
        ("child_labour", "travail des enfants"),
        ("mobility", "enfants en mobilité"),
        ("mobility_at_risk", "mobilité à risque"),
        ("street", "enfants de la rue"),
        ("gbv", "violences basées sur le genre"),
        ("emergencies", "protection dans les urgences"),
    ]
    found = labels("pos-programme-theme")
    expect("themes", list(found), [code for code, _ in words] + ["other"])
    for code, word in words:
        expect(f"label of {code} has « {word} »", word in found[code].lower(), True)
    expect("list of themes", fields("programme")["themes"]["list"], "pos-programme-theme")


@check
def emergency_names_its_supervisor():
    """POS 3.3.1: the manager organises emergency care, the supervisor supports the coordination."""
    asks("1.U", "supporting_supervisor")
    expect("chosen among the staff", fields("1.U")["supporting_supervisor"]["list"], "pos-staff")


@check
def age_and_its_certainty():
    """POS 3.4.2.1: presumed a minor until a competent authority decides."""
    expect("certainties", codes("pos-age-certainty"),
           ["documented", "declared", "estimated", "presumed_minor"])
    asks("1.B", "date_of_birth", "age", "estimated", "age_certainty!", "age_decision_authority",
         "age_decision_date", "age_decision_result")
    offers("1.B", "age_decision_result", "minor", "adult")
    offers("1.B", "age_decision_authority", "dnpef", "drpfef")
    for name in ("age_decision_date", "age_decision_result"):
        expect(f"{name} without an authority", fields("1.B")[name]["relevant"],
               {"field": "age_decision_authority"})
    asks("0.S", "age", "age_certainty")
    expect("not asked of everybody", "relevant" in fields("1.B")["age_certainty"], False)


@check
def age_by_an_authority():
    """POS 3.4.2.1: a decision has its authority and its result; it confirms or lifts."""
    offers("1.B", "age_decision_authority", "dnpef", "drpfef")
    offers("1.B", "age_decision_result", "minor", "adult")
    asks("1.B", "age_decision_result!")
    for name in ("age_decision_result", "age_decision_date"):
        expect(f"{name} without an authority", fields("1.B")[name]["relevant"],
               {"field": "age_decision_authority"})


@check
def names_are_apart():
    """POS 6.1.2: names, addresses and telephones lie in a file of their own."""
    for form, names in {
        "1.B": ["name", "name_first", "name_middle", "name_last", "name_nickname", "name_other",
                "reporter_name", "reporter_phone", "trusted_adult_name", "address_current",
                "landmark_current", "location_current", "telephone_current", "partner_details",
                "family_details_section.relation_name", "family_details_section.relation_telephone",
                "national_id_no", "photos.photo_file"],
        "1.A": ["consent_giver_name", "consent_witness_name"],
        "6.A": ["name_caregiver_closing", "address_caregiver_closing"],
    }.items():
        there = fields(form)
        for name in names:
            expect(f"{form} {name}", there[name]["compartment"], "identity")


# --- Reporting, registration, eligibility ---------------------------------------------------------

@check
def identification_sources():
    """POS 3.4.1 (1): advanced strategy, report, referral, stop, self-referral."""
    expect("sources", codes("pos-identification-source"), [
        "street_rounds", "mobile_teams", "sensitisation",
        "report_state_service", "report_ngo",
        "referral_state_non_specialised", "referral_community_relay", "referral_cso",
        "referral_un_agency",
        "security_stop",
        "self_referral_child", "self_referral_family", "other"])
    asks("1.B", "source_identification_referral!")
    expect("new cases are counted by source",
           ["identification_source"] in INDICATORS["cases_new"]["by"], True)


@check
def report_and_safety():
    """POS 5.1.1, 5.1.2 scenario 3: the child is made safe, the State's service is told."""
    asks("1.B", "identification_date!", "identification_circumstances", "physical_safety!",
         "separated_from_perpetrator", "procedure_explained", "state_service_informed_at",
         "service_referred_from", "reporter_structure")
    offers("1.B", "report_mode", "phone", "in_person")


@check
def a_report():
    """POS 3.4.2.1; 5.1.2 scenario 3: what a report tells; required is what its taker always knows."""
    asks("0.S", "reported_at!", "report_mode!", "location_current", "source_identification_referral",
         "reporter_name", "reporter_phone", "report_observed", "physical_safety",
         "separated_from_perpetrator", "report_measures", "entry_door", "office_informed",
         "office_informed_at")
    offers("0.S", "report_mode", "phone", "in_person")
    expect("what must be told", [name for name, field in fields("0.S").items()
                                 if field.get("required")], ["reported_at", "report_mode"])
    for name in ("reporter_name", "reporter_phone", "name_first", "name_last", "location_current"):
        expect(name, fields("0.S")[name]["compartment"], "identity")
    asks("directory", "entry_door")
    offers("0.S", "report_outcome", "not_a_child", "not_eligible", "known_case")


@check
def reminders_of_a_report():
    """Art. 58, art. 73; POS 5.1.1: what the blank report reminds its taker of, in French."""
    hint = {name: field.get("hint", {}).get("fr", "") for name, field in fields("0.S").items()}
    for name, *words in (("reported_at", "art. 58", "art. 73"),
                         ("psychological_safety", "forcer", "juger", "travailleur social"),
                         ("physical_safety", "foule"), ("age_certainty", "présumé mineur")):
        expect(name, [word for word in words if word not in hint[name]], [])


@check
def first_contact():
    """POS 5.1.1: the eight points of the first contact, to be ticked."""
    expect("ticked", takes_many("1.B", "first_contact"), True)
    expect("points", codes(fields("1.B")["first_contact"]["list"]),
           ["safe_place", "introduced", "primary_needs", "equal_seating", "trusted_adult",
            "reassured", "no_judgement", "rights_explained"])


@check
def identifying_actors():
    """POS 5.1.2, scenario 3: whoever may find a child."""
    offers("1.B", "identifying_actor", "community_relay", "children_organisation", "health_service",
           "education_service", "security_forces", "transport_union", "flow_monitoring_point")


@check
def registration_in_one():
    """POS 5.1: listening, immediate needs, the decision; the basic information of 3.4.1 and 5.1.2."""
    asks("1.B", "first_contact_notes", "immediate_needs", "case_management_eligible!",
         "identification_date!", "registration_date!", "source_identification_referral!",
         "identifying_actor", "child_profile!", "art50_situation_primary",
         "art50_situations_secondary", "age", "age_certainty!", "sex!", "country_of_origin",
         "displacement_status!", "civil_document!", "disability_type",
         "activities_child_in_school_or_training", "family_details_section",
         "emergency_care_needed!", "location_current!", "living_environment")
    offers("1.B", "living_environment", "camp", "host_community")


@check
def six_pitfalls():
    """POS 4.2: what to avoid, where the decision is written."""
    reminder = fields("1.B")["eligibility_reason"]["hint"]["fr"]
    for word in ("surcharger", "moyens limités", "remplacer une famille", "stigmatiser",
                 "conflit d'intérêts", "tout enfant d'un profil"):
        expect(f"the reminder has « {word} »", word in reminder, True)


@check
def the_reporter():
    """POS 3.4.2.1: who reports is owed no answer; without a role no deadline can come of it."""
    for form in ("0.S", "1.B"):
        for name in ("reporter_name", "reporter_phone", "reporter_structure", "report_mode"):
            expect(f"role of {form} {name}", fields(form)[name].get("role"), None)
    expect("an answer is awaited by", [code for code in FORMS for field in fields(code).values()
                                       if field.get("role") == "referral_answer_due"], ["A.1"])


@check
def family_supports():
    """POS 5.1.2: who of the family can help, from the registration on."""
    table = "family_details_section"
    asks("1.B", table + ".relation_name!", table + ".relation!", table + ".relation_telephone",
         table + ".relation_is_caregiver")
    asks("1.C", "family_support_available", "family_support_details")


@check
def scenarios_and_options():
    """POS 5.1.2: three scenarios, two options."""
    expect("scenarios", codes("pos-identification-scenario"),
           ["state_service", "protection_organisation", "community_or_other"])
    asks("1.B", "identification_scenario")
    expect("options", [c["code"] for c in fields("1.B")["scenario_option"]["choices"]], ["1", "2"])


@check
def two_levels_of_eligibility():
    """POS 4.2: to the programme, then to case management; none is needed to be registered."""
    order = list(fields("1.B"))
    expect("programme first", order.index("emergency_care_needed")
           < order.index("programme_eligible") < order.index("case_management_eligible"), True)
    asks("1.B", "programme_eligible!", "case_management_eligible!", "eligibility_date",
         "eligibility_reason")
    offers("1.B", "programme_eligible", "true", "false", "not_applicable")
    offers("1.B", "case_management_eligible", "true", "false")
    programme = fields("1.B")["programme_code"]
    expect("a programme must be named", programme.get("required", False), False)


@check
def twelve_article_50_situations():
    """POS 4.2.2: a to l; the list is not exhaustive."""
    expect("situations", codes("pos-art50-situation"), [
        "a_loss_of_parents", "b_taken_in_abandoned_found", "c_neglect_vagrancy",
        "d_lack_of_education_protection", "e_habitual_ill_treatment", "f_sexual_exploitation",
        "g_sexual_abuse_exposure", "h_begging_economic_exploitation", "i_organised_crime",
        "j_armed_conflict", "k_harmful_practices", "l_carers_incapacity", "other"])
    expect("a is without family support",
           "sans soutien familial" in labels("pos-art50-situation")["a_loss_of_parents"], True)
    expect("another situation is told in words", fields("1.B")["art50_situation_other"]["relevant"],
           {"field": "art50_situation_primary", "codes": ["other"]})
    expect("open cases are counted by situation", ["concern"] in INDICATORS["cases_open_end"]["by"],
           True)


@check
def situations_explained():
    """POS 4.2.2: what the text says of each situation stands with its code."""
    found = hints("pos-art50-situation")
    for code, words in {
            "b_taken_in_abandoned_found": ("égaré", "abandonné"),
            "d_lack_of_education_protection": ("confié", "adultérin", "non désiré"),
            "e_habitual_ill_treatment": ("avérée",),
            "f_sexual_exploitation": ("accompagnement individuel",),
            "h_begging_economic_exploitation": ("Talibé", "jumeau", "alternative individuelle"),
            "i_organised_crime": ("traite", "réseau de délinquants", "gestion individuelle"),
            "j_armed_conflict": ("collectivement",),
            "l_carers_incapacity": ("malade", "dépendant", "maladie mentale", "précarité")}.items():
        for word in words:
            expect(f"{code} has « {word} »", word in found.get(code, ""), True)
    for code in ("lost", "abandoned", "taken_in"):
        offers("1.B", "vulnerability_attributes", code)
    offers("1.B", "conflict_involvement", "direct", "collective_exposure")


@check
def one_primary_problem():
    """POS 5.1.2: the harm is the primary problem; to be unaccompanied is a status."""
    asks("1.C", "art50_situation_primary!", "art50_situations_secondary", "harm_types!")
    expect("one primary, many secondary", (takes_many("1.C", "art50_situation_primary"),
                                           takes_many("1.C", "art50_situations_secondary")),
           (False, True))
    for status in ("unaccompanied", "separated"):
        offers("1.B", "vulnerability_attributes", status)
        expect(f"{status} as a primary problem",
               status in codes("pos-art50-situation") + codes("lookup-protection-concerns"), False)


@check
def uasc_criteria():
    """POS 5.1.2, table: unaccompanied and separated children enter or do not."""
    found = labels("pos-uasc-criterion")
    enters = [code for code, label in found.items() if label.startswith("Entre :")]
    expect("enters", enters, ["alone_no_mentor_exposed", "inadequate_treatment",
                              "exploited_by_host_family", "thriving_but_tracing_needed",
                              "host_family_cannot_continue"])
    enters_not = [code for code, label in found.items() if label.startswith("N'entre pas :")]
    expect("does not enter", enters_not,
           ["voluntary_separation", "involuntary_with_contact_and_agreement", "treated_equally",
            "feels_safe", "over_15_autonomous_mentor"])
    expect("criteria", len(found), 10)
    expect("asked of", fields("1.B")["eligibility_uasc_criteria"]["relevant"],
           {"field": "vulnerability_attributes", "codes": ["unaccompanied", "separated"]})


@check
def consent_record():
    """POS 3.4.2.3, 5.1.2: who agrees, how, to what, for whom, with what limits."""
    asks("1.A", "consent_date!", "consent_status!", "interview_subject!", "child_assent!",
         "consent_giver_relationship", "consent_mode", "consent_purpose_explained!",
         "consent_limits_explained!", "disclosure_other_orgs!", "consent_info_sharing",
         "disclosure_deny_details", "consent_purpose!", "consent_refusal_reason",
         "consent_withdrawn_date", "consent_withdrawn_scope")
    expect("modes", codes("pos-consent-mode"), ["written", "verbal"])
    offers("1.A", "consent_status", "given", "refused", "withdrawn")
    offers("1.A", "interview_subject", "individual", "caregiver")


# --- Emergencies ----------------------------------------------------------------------------------

@check
def emergency_procedures():
    """POS 5.1.2: three procedures, the needs of option 1; psychological first aid stands apart."""
    expect("procedures", codes("pos-emergency-kind"),
           ["medical", "psychological", "physical_safety"])
    expect("needs", codes("pos-emergency-need"),
           ["gbv", "injuries", "food", "psychological_first_aid", "provisional_accommodation"])
    asks("1.U", "emergency_kinds!", "emergency_needs", "emergency_started_at!")


@check
def medical_emergency():
    """POS 5.1.2: requisition, prosecutor, hospital, discharge."""
    for name in ("requisition_issued_at", "prosecutor_informed", "hospitalised",
                 "medical_discharge_date"):
        expect(f"1.U {name}", fields("1.U")[name].get("relevant"),
               {"field": "emergency_kinds", "codes": ["medical"]})


@check
def record_of_an_emergency():
    """POS 5.1.2, 3.3.1: supervisor, actors with their times, hospital, appointments, psychologist."""
    asks("1.U", "supporting_supervisor", "emergency_place", "emergency_log.log_time!",
         "emergency_log.log_actor!", "health_contact_called_at", "health_staff_present",
         "accompanied_to_health_at", "accompanied_by", "medical_care_at", "health_staff_attitude",
         "health_staff_incident", "medical_appointments.appointment_date!",
         "medical_appointments.appointment_reminded", "psychologist_called_at",
         "psychologist_available", "psychologist_unavailable_reason!",
         "child_prepared_for_psychologist", "psychological_care_at", "psychologist_sheet_filed",
         "safety_situations", "emergency_accommodation_kind", "emergency_stay_plan",
         "emergency_accommodation_follow_on!", "mandated_agency", "mandated_agencies_notified")
    expect("who accompanies", codes("pos-accompanied-by"),
           ["case_manager", "police_officer", "parent_or_guardian", "other"])
    expect("attitudes", codes("pos-staff-attitude"),
           ["respectful", "denigration", "judgement", "mockery", "breach_of_confidentiality"])
    expect("why safety", codes("pos-safety-situation"),
           ["abandoned_or_lost", "unaccompanied_migrant_in_distress",
            "in_conflict_with_law_waiting", "family_refuses", "family_not_suitable", "other"])
    expect("structures", codes("pos-emergency-structure")[:3],
           ["transit_centre", "emergency_accommodation_centre", "one_stop_center"])


# --- Risk -----------------------------------------------------------------------------------------

@check
def four_risk_levels():
    """POS 4.3, and every step at which the level may change."""
    expect("levels", labels("lookup-risk-level"),
           {"high": "Élevé", "medium": "Moyen", "low": "Faible", "none": "Nul"})
    asks("1.B", "risk_level_perceived")
    for form in ("1.C", "2.A", "5.A", "5.B", "6.A", "B.1"):
        asks(form, "risk_level!")


@check
def levels_defined():
    """POS 4.3: the four definitions stand with the levels."""
    found = hints("lookup-risk-level")
    for level, word in (("high", "graves préjudices"), ("medium", "subit des préjudices"),
                        ("low", "risque de subir"), ("none", "aucun risque")):
        expect(f"{level} has « {word} »", word in found.get(level, ""), True)


@check
def factors_of_the_matrix():
    """POS 4.3, cell by cell. Rows without a factor are red: always high."""
    young, disabled = "very_young", "disability_or_chronic"
    wanted = {
        "a_loss_of_parents": (
            [young, disabled, "not_in_community_of_origin", "no_identity_document"],
            ["in_protective_community"], ["community_host_family_designated"],
            ["in_host_family_with_care"]),
        "b_taken_in_abandoned_found": (
            [young, disabled, "left_at_police_or_radio", "no_identity_document"],
            ["placed_by_police"], ["relative_came_forward"], ["family_found_no_neglect"]),
        "c_neglect_vagrancy": (
            [young, "girl", disabled, "drugs_in_neighbourhood", "unaccompanied_or_separated",
             "sleeps_in_street", "lives_in_conflict_zone"],
            ["positive_family_support", "personal_skills", "family_financial_stability"], [], []),
        "d_lack_of_education_protection": (
            [young, disabled, "former_conflict_with_law", "unaccompanied_or_separated_displaced"],
            [], [], []),
        "h_begging_economic_exploitation": (
            ["ill_treated_by_guardian_or_employer", "lives_in_street", "no_care"],
            ["lives_with_protective_carer"], [], []),
        "k_harmful_practices": (["already_ill_from_practice", young, disabled], [], [], []),
        "l_carers_incapacity": ([young, disabled, "primary_needs_unmet"], [], [], []),
    }
    red = ["e_habitual_ill_treatment", "f_sexual_exploitation", "g_sexual_abuse_exposure",
           "i_organised_crime", "j_armed_conflict"]
    found = {row["situation"]: tuple([factor["code"] for factor in row.get(level, [])]
                                     for level in ("high", "medium", "low", "none"))
             for row in RULES["risk_matrix"] if not row.get("always_high")}
    expect("factors", found, wanted)
    always_high = [row["situation"] for row in RULES["risk_matrix"] if row.get("always_high")]
    expect("red rows", always_high, red)


run_all()
