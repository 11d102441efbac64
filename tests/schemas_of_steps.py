"""Assessments, plans, services and closures in schemas/ are those of the procedures (POS).

Every expected value was copied by hand from the text of the POS of August 2020. coverage.yaml names
these checks one by one.
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "support"))

from schema_reader import (  # noqa: E402
    FORMS, INDICATORS, RULES, asks, asks_when, check, codes, expect, fields, labels, offers, read,
    run_all, takes_many)


# --- Assessments ----------------------------------------------------------------------------------

@check
def initial_assessment():
    """POS 5.1.3: concerns, needs and measures now; the alternatives to family and to detention."""
    asks("1.C", "protection_concerns!", "protection_concern_primary", "immediate_needs!",
         "aggravating_factors", "mitigating_factors", "immediate_measures.measure_kind!",
         "immediate_measures.measure_responsible", "immediate_measures.measure_due",
         "family_alternative_decided", "legal_procedure_stage", "alternative_to_detention_sought",
         "danger_imminence", "danger_gravity")
    expect("measures", codes("pos-immediate-measure"),
           ["family_alternative", "take_out_of_street", "addiction_care", "secured_accommodation",
            "psychological_care", "family_member_in_interviews", "other"])


@check
def comprehensive_assessment():
    """POS 5.2: four domains, both kinds of factors, cross-checked; interviews; several sittings."""
    expect("domains", codes("pos-factor-domain"), ["child", "family", "community", "institutions"])
    expect("kinds", codes("pos-factor-kind"), ["risk", "protective"])
    expect("reasons for more time", codes("pos-extension-reason"),
           ["distance", "interlocutors_availability", "workers_availability"])
    table = "risk_protective_factors"
    asks("2.A", table + "!", table + ".factor_domain!", table + ".factor_kind!",
         table + ".factor_description!", table + ".factor_source", table + ".factor_verified",
         "assessment_sources!", "root_causes!", "assessment_extension_reason",
         "assessment_complete",
         "assessment_interviews.interview_date!", "assessment_interviews.interview_person!",
         "assessment_interviews.interview_mode", "solutions_agreed_child",
         "solutions_agreed_family")


@check
def worked_example_of_the_factors():
    """POS 5.2: the girl of 12 with a violent father fills all eight cells (examples/cases/awa)."""
    expect("age", read("examples/cases/awa/1.B.yaml")["age"], 12)
    told = {}
    for row in read("examples/cases/awa/2.A.yaml")["risk_protective_factors"]:
        told[row["factor_domain"], row["factor_kind"]] = row["factor_description"].lower()
    for domain, risk, protective in (("child", "jamais scolarisée", "gaie"),
                                     ("family", "violence du père", "oncle maternel"),
                                     ("community", "déplacements", "sensibilisée"),
                                     ("institutions", "école", "espace ami des enfants")):
        expect(f"risk of {domain}", risk in told[domain, "risk"], True)
        expect(f"protection of {domain}", protective in told[domain, "protective"], True)


@check
def opinion_of_child_and_family():
    """POS 3.1.4: both assessments have their opinion of the analysis and the solutions."""
    asks("1.C", "child_views_initial", "family_views_initial")
    asks("2.A", "child_views!", "family_views")


@check
def analysis_is_required():
    """POS 5.2: boxes that are ticked are not enough."""
    asks("1.C", "initial_assessment_summary!")
    asks("2.A", "situation_child!", "root_causes!", "assessment_summary!")
    asks("5.A", "followup_situation!")
    asks("5.B", "review_situation!")
    asks("6.A", "closure_assessment!")


@check
def participation_at_every_step():
    """POS 3.1.4: child and family take part, or it is said why not."""
    for form in ("1.C", "2.A", "3.A", "5.A", "5.B", "6.A"):
        asks(form, "child_participated", "family_participated", "no_participation_reason")
    asks("3.A", "child_participated!", "family_participated!")


@check
def no_part_has_its_reason():
    """POS 5.3 d: the child is never passive; where child or family took no part, it is said why."""
    for form in ("1.C", "2.A", "3.A"):
        asks_when(form, "no_participation_reason", ("child_participated", ("false",)),
                  ("family_participated", ("false",)))


@check
def conditions_of_participation():
    """POS 5.3 d: an interview, proposals discussed, preparation; each with its day."""
    for name in ("participation_interview_on", "participation_discussed_on",
                 "participation_prepared_on"):
        expect(name, fields("3.A")[name]["type"], "date")


@check
def own_resources():
    """POS 3.1.4: the child's, named in the text; the family's part, or why it has none."""
    expect("of the child", codes("pos-child-resource"),
           ["self_esteem", "self_confidence", "projection", "willingness", "other"])
    asks("2.A", "child_resources")
    asks("3.A", "child_resources", "plan_family_resources", "plan_no_family_resources_reason")
    expect("nearest first", codes("pos-resource-origin"),
           ["child", "family", "community", "service"])


@check
def order_of_placements():
    """POS 3.1.4: the family of origin, other relatives, other families; the rest comes last."""
    expect("order", codes("pos-placement")[:3],
           ["family_of_origin", "extended_family", "family_alternative"])
    asks_when("3.A", "plan_placement_rejected", ("plan_placement", ("institution", "adoption")))


@check
def best_interests_of_the_child():
    """POS 3.3.1: decisions say what the best interests are."""
    for form in ("2.A", "3.A", "5.B", "6.A", "A.1"):
        asks(form, "best_interests_reason")


# --- Plan, services, follow-up --------------------------------------------------------------------

@check
def objectives_of_the_plan():
    """POS 5.3 a: one general objective, one or more specific ones."""
    expect("general objectives", codes("pos-general-objective"),
           ["reintegration", "physical_rehabilitation", "psychological_rehabilitation",
            "legal_rehabilitation"])
    asks("3.A", "plan_general_objective_kinds!", "plan_general_objective!", "plan_objectives!",
         "plan_objectives.objective!")


@check
def activities_of_the_plan():
    """POS 3.1.4, 5.3 b and c: free words, term, deadline, who answers; no service needed."""
    table = "cp_case_plan_subform_case_plan_interventions"
    asks("3.A", table + "!", table + ".intervention_service_to_be_provided!",
         table + ".intervention_term!", table + ".case_plan_timeframe!",
         table + ".intervention_responsible!", table + ".intervention_responsible_role!",
         table + ".intervention_service_missing", table + ".intervention_status",
         table + ".case_plan_monitoring_schedule")
    there = fields("3.A")
    expect("what is free", there[table + ".intervention_service_to_be_provided"]["type"], "text")
    for name in ("intervention_service_category", "intervention_objective_no",
                 "case_plan_provider_and_contact_details"):
        expect(f"{name} required", there[table + "." + name].get("required", False), False)
    expect("terms", codes("pos-term"), ["short", "medium", "long"])
    expect("who answers", codes("pos-responsible"),
           ["case_manager", "supervisor", "other_case_manager", "project_officer", "parents",
            "provider", "other"])
    expect("states", codes("pos-action-status"),
           ["planned", "ongoing", "done", "dropped", "not_available"])


@check
def contract_of_the_plan():
    """POS 5.3 f: at least oral, with everyone's part."""
    expect("modes", codes("pos-agreement-mode"), ["written", "oral", "none"])
    asks("3.A", "plan_agreement_mode!", "plan_agreement_date", "plan_agreement_roles")


@check
def eleven_service_categories():
    """POS 3.4.1, in its order; actors of any kind are listed, each with all it offers."""
    found = labels("pos-service-category")
    expect("categories", list(found), [
        "identification", "emergency", "psychosocial", "legal", "parental_support", "civil_status",
        "education_training", "leisure", "health_care", "family_links", "family_alternatives"])
    for number, label in enumerate(found.values(), start=1):
        expect("numbers", label.split(".")[0], str(number))
    asks("directory", "service_categories!", "case_management_team!")
    expect("several of one actor", takes_many("directory", "service_categories"), True)


@check
def partner_sectors():
    """POS 1.2: sectors whose services a child may need."""
    known = codes("pos-service-category") + codes("lookup-service-type")
    for sector, code in {"santé": "health_care", "éducation": "education_training",
                         "police": "police_other_service", "justice": "legal",
                         "état civil": "civil_status", "moyens d'existence": "livelihoods_service",
                         "formation professionnelle": "education_training",
                         "santé mentale et appui psychosocial": "psychosocial"}.items():
        expect(f"a code for {sector}", code in known, True)


@check
def services_given():
    """POS 1.1, 3.3.1, 5.4: each service, directly or by referral; counted by category."""
    expect("modes", codes("pos-service-mode"), ["direct", "referral"])
    asks("4.A", "service_response_day_time!", "service_type!", "service_category!", "service_mode!",
         "service_provider", "service_implemented")
    expect("counted", (INDICATORS["services"]["forms"], INDICATORS["services"]["by"]),
           (["4.A"], [["service"]]))


@check
def legal_assistance():
    """POS 3.4.1 (4): victim or witness, alleged author, associated with armed groups."""
    offers("2.A", "legal_status", "victim", "witness", "alleged_offender")
    offers("1.C", "protection_concerns", "caafag")
    asks("1.C", "alternative_to_detention_sought")


@check
def three_questions():
    """POS 5.5: reached? still relevant? to be changed?"""
    for form in ("5.A", "5.B"):
        asks(form, "objectives_reached!", "plan_still_relevant!", "plan_changes_needed!")


@check
def follow_up_record():
    """POS 5.1.2, 5.5: visits of every kind, what was seen and done, what comes next."""
    offers("5.A", "followup_mode", "home_visit", "office_interview", "learning_place_visit",
           "provider_contact", "phone", "centre_visit", "workplace_visit")
    asks("5.A", "followup_date!", "followup_mode!", "followup_persons_met", "followup_situation!",
         "action_taken_details", "followup_obstacles", "service_feedback", "risk_level!",
         "when_follow_up_visit_should_happen")


@check
def means_of_support():
    """POS 3.3.1, 3.1.3, 5.5: means of support, focal persons, open activities, obstacles, searches."""
    expect("means", codes("pos-support-means"),
           ["home_visit", "information_sharing", "referral", "advice", "psychosocial_support"])
    asks("5.A", "followup_support_means", "followup_made_by", "followup_focal_person!",
         "followup_activities.followup_activity!", "followup_activities.followup_activity_status!",
         "obstacles.obstacle!", "obstacles.obstacle_status", "search_attempts.search_date!")


@check
def meetings():
    """POS 3.3.1, 5.3 d, 5.5: three kinds of meetings; participants, decisions, action points."""
    expect("kinds", codes("pos-meeting-kind")[:3],
           ["internal_case_management", "with_providers", "case_conference"])
    for form in ("3.B", "5.C"):
        asks(form, "conference_date!", "meeting_kind!", "conference_participants!",
             "conference_participants_list.participant_role", "child_prepared_on!",
             "conference_outcome_recommendations!", "action_points.action_point!",
             "action_points.action_point_responsible!", "action_points.action_point_due")
        expect(f"{form}: prepared", fields(form)["child_prepared_on"]["relevant"],
               {"field": "child_attended", "codes": ["true"]})


@check
def review_record():
    """POS 5.5: notice, information, changes, new objectives, lessons."""
    asks("5.B", "review_notice_date", "review_sources!", "review_changes", "review_objectives!",
         "plan_changes", "review_child_views", "review_lessons")
    offers("5.B", "review_sources", "child_interview", "family_interview", "home_visit",
           "observation", "school")
    offers("5.B", "review_decision", "revise_plan", "case_conference")


# --- Referral, directory --------------------------------------------------------------------------

@check
def eight_measures():
    """POS 3.4.2.3: each done, not done, or not applicable with its reason."""
    expect("states", codes("pos-measure-state"), ["done", "not_done", "not_applicable_with_reason"])
    for form in ("A.1", "A.2"):
        there = fields(form)
        measures = [name for name in there if name.startswith("measure_")]
        expect("measures", measures, [
            "measure_inform_and_consent", "measure_check_availability",
            "measure_focal_point_present", "measure_accompany", "measure_prepare_documents",
            "measure_confidentiality_need_to_know", "measure_follow_up_plan_with_provider",
            "measure_provider_has_contacts"])
        asks(form, "measures_all_done", "measures_reason")
        for name in measures:
            expect(f"{form} {name}, unless all are done", there[name]["required_when"],
                   [{"field": "measures_all_done", "answered": False},
                    {"field": "measures_all_done", "codes": ["false"]}])
        expect(f"{form}: a reason", there["measures_reason"]["required_when"],
               [{"field": name, "codes": ["not_done", "not_applicable_with_reason"]}
                for name in measures])


@check
def referral_record():
    """POS 3.4.2.1, 3.4.2.3: one service, and only the information that it needs."""
    expect("durations", codes("pos-duration"), ["punctual", "durable"])
    asks("A.1", "transitioned_to_agency!", "service_category!", "referral_reason!",
         "referral_urgency!", "referral_duration!", "shared_information!", "consent_entry",
         "counter_referral_expected_date!")
    expect("a list", takes_many("A.1", "shared_information"), True)
    asks("A.1", "provider_contacted_at", "provider_contact_person", "provider_contact_answer",
         "accompanied_by", "accompanied_on", "receiver_signatory", "receiver_signed_on",
         "signed_sheet_filed", "cost_paid_by", "provider_feedback.feedback_date!",
         "protocol_version", "referral_plan_action")
    offers("A.1", "referral_sent_by", "case_manager", "mobile_team")


@check
def transfer_record():
    """POS 3.1.4, 3.4.2.1, 5.6: to whom and why, agreement, what is handed over, the acceptance."""
    asks("A.2", "transitioned_to_agency!", "transfer_reason!", "consent_individual_transfer!",
         "consent_entry", "shared_information!", "protocol_version", "transfer_forms_included!",
         "transfer_documents", "transfer_situation_summary!", "transfer_child_informed!",
         "transfer_accepted_by", "receiver_signatory", "receiver_signed_on")
    offers("A.2", "status", "accepted", "rejected")
    expect("a dated answer", fields("A.2")["responded_at"]["required_when"][0]["field"], "status")


@check
def community_referral_record():
    """POS 3.1.3: from the community and to it; only what goes to it shares the child's data."""
    asks("A.3", "community_direction!", "community_actor!", "community_reason!",
         "community_immediate_safety", "community_state_service_informed_at",
         "community_information_shared!", "community_consent!", "community_feedback")
    for name in ("community_information_shared", "community_consent", "protocol_version"):
        expect(name, fields("A.3")[name]["relevant"],
               {"field": "community_direction", "codes": ["to_community"]})


@check
def shared_words():
    """POS 3.4.2.3: what a sheet has is chosen with words of one list; names have two of their own."""
    known = codes("pos-shared-information") + ["sheet"]
    for form in FORMS:
        for name, field in fields(form).items():
            for word in field.get("shared_as", []):
                expect(f"{form} {name} shared as {word}", word in known, True)
                if field.get("compartment") == "identity":
                    expect(f"{form} {name} shared as {word}", word in ("name", "contact"), True)
    for word in known:
        expect(f"something is shared as {word}", word == "full_file" or any(
            word in field.get("shared_as", []) for form in FORMS for field in fields(form).values()),
            True)


@check
def directory_columns():
    """POS 3.4.1, the model: its four columns, and when an entry was verified."""
    asks("directory", "name!", "services", "type!", "focal_point", "phone", "address", "coverage",
         "duration", "remarks", "cost", "opening_hours", "eligibility", "emergency",
         "emergency_phone", "admission_time", "ages", "sex", "updated!",
         "sharing_protocol_adopted")
    offers("directory", "type", "public", "osc", "obc", "anu")


# --- Closure and what is counted ------------------------------------------------------------------

@check
def closure_reasons():
    """POS 5.6, five; POS 4.3, no risk; others in words."""
    expect("reasons", codes("pos-closure-reason"),
           ["objective_reached", "transferred", "child_family_wish", "lost_from_sight", "deceased",
            "risk_none", "other"])
    expect("another reason is told in words", fields("6.A")["closure_reason_other"]["relevant"],
           {"field": "pos_closure_reason", "codes": ["other"]})


@check
def closure_record():
    """POS 5.6: decided together, interview, meeting, archive; no interview after a death."""
    asks("6.A", "date_closure!", "pos_closure_reason!", "closure_decided_with_child!",
         "closure_decided_with_family!", "closure_not_decided_with_reason",
         "closure_interview_date", "closure_interview_notes", "closure_meeting_date",
         "closure_validated_by", "closure_resume_notification!", "closure_information_date",
         "paper_file_archived", "paper_file_place", "risk_level!")
    for name in ("death_date", "death_circumstances"):
        expect(name, fields("6.A")[name]["relevant"],
               {"field": "pos_closure_reason", "codes": ["deceased"]})
    dead = next(row for row in RULES["closure"]["conditions"] if row["reason"] == "deceased")
    expect("interview after a death", dead["closing_interview"], "not_applicable")
    expect("the family's part after a death", dead["decided_with_child_family"], "if_possible")


@check
def programme_record():
    """What the documents of three programmes give: R-565 of the register."""
    asks("programme", "name!", "phase", "phase_as_text", "themes", "domain", "organisation",
         "partners", "funder", "amount", "currency", "start_date", "end_date", "duration", "status",
         "status_on", "sites", "sites.site_name!", "sites.site_place", "age_min", "age_max", "sex",
         "sex_split", "population", "general_objective", "axes.axis!",
         "expected_results.result_code!", "expected_results.result!",
         "expected_results.result_target", "reported_figures.figure_value!", "remarks")
    kinds = fields("programme")["expected_results.result_kind"]["choices"]
    expect("kinds of targets", [kind["code"] for kind in kinds],
           ["objective", "direct", "indirect", "professionals", "result"])


def target(programme, result):
    row = next(each for each in programme["expected_results"] if each["result_code"] == result)
    return row["result_target"], row["result_kind"]


@check
def seed_programmes():
    """The three programmes as their documents have them; sums that do not agree stand as written."""
    afd, imaj, migrants = (read(f"examples/programmes/{code}.yaml")
                           for code in ("SAMUSOCIAL-AFD", "IMAJ", "MIGRANTS-RETOUR"))
    expect("sites of the AFD's", [site["site_name"] for site in afd["sites"]],
           ["Ouagadougou", "Pointe-Noire", "Dakar"])
    expect("Malian sites and amount of the AFD's",
           [site for site in afd["sites"] if "site_place" in site] + [afd.get("amount")], [None])
    expect("period and results of the AFD's", (str(afd["start_date"]), str(afd["end_date"]),
                                               len(afd["expected_results"])),
           ("2022-01-01", "2025-12-31", 6))
    for partner in ("Casablanca", "Perú", "Romania", "Égypte", "Tunis", "Amel"):
        expect(f"partner {partner}", partner in afd["partners"], True)
    expect("IMAJ", (imaj["phase"], imaj["phase_as_text"], imaj["amount"], imaj["currency"],
                    imaj["funder"], str(imaj["start_date"]), str(imaj["end_date"]),
                    imaj["age_min"], imaj["age_max"]),
           ("III", "II", 300000, "EUR", "La DCI", "2024-01-01", "2026-12-31", 14, 23))
    for result, wanted in {"integration": (300, "objective"), "participation": (300, "objective"),
                           "jeunes": (250, "direct"), "jeunes-par-an": (100, "direct"),
                           "renforcement": (50, "direct"), "foyers": (10, "professionals"),
                           "villages": (9, "professionals"), "coordinateurs": (9, "professionals"),
                           "enfants": (444, "indirect"), "associations": (7891, "indirect"),
                           "diplomes": (100, "result")}.items():
        expect(f"IMAJ {result}", target(imaj, result), wanted)
    for words in ("34 %", "56 %"):
        expect(f"split has {words}", words in imaj["sex_split"], True)
    expect("first partnership", "278 jeunes" in imaj["remarks"], True)
    expect("migrants", (migrants["amount"], migrants["currency"], migrants["status"],
                        len(migrants["axes"]), target(migrants, "migrants")),
           (169100000, "XOF", "ended", 4, (5000, "direct")))
    expect("sites of the migrants'", [site["site_name"] for site in migrants["sites"]],
           ["Bamako", "Kita", "Kayes"])


@check
def forms_by_step():
    """POS 6.1.2: six steps, and the forms of each that are built."""
    steps = {}
    for code, form in FORMS.items():
        if form.get("kind") != "tool":
            steps.setdefault(form["stage"], []).append(code)
    for step, wanted in {
            "1": ["0.S", "1.A", "1.B", "1.C", "1.D", "1.E", "1.L", "1.U"], "2": ["2.A"], "3": ["3.A", "3.B"],
            "4": ["4.A", "4.B", "4.C", "4.D", "4.E", "4.M"], "5": ["5.A", "5.B", "5.C"],
            "6": ["6.A", "6.B", "6.C"], "any": ["A.1", "A.2", "A.3", "B.1"]}.items():
        expect(f"step {step}", steps[step], wanted)


@check
def kinds_of_forms():
    """POS 6.1.1, table 6.1.2: 23 coded forms in three kinds, and the two tools of the file."""
    kinds = {}
    for code, form in FORMS.items():
        if "kind" in form:
            kinds.setdefault(form["kind"], []).append(code)
    expect("main", kinds["main"],
           ["1.A", "1.B", "1.C", "2.A", "3.A", "4.A", "5.A", "5.B", "6.A", "6.B", "6.C"])
    expect("supplementary", kinds["supplementary"],
           ["1.D", "1.E", "3.B", "4.B", "4.C", "4.D", "4.E", "5.C"])
    expect("any step", kinds["any_step"], ["A.1", "A.2", "A.3", "B.1"])
    expect("tools", [FORMS[code]["label"]["fr"] for code in kinds["tool"]],
           ["Liste de vérification des dossiers", "Page de couverture des dossiers"])


@check
def titles_of_forms():
    """Table 6.1.2: the titles, letter by letter."""
    titles = {code: form.get("title", form["label"])["fr"]
              for code, form in FORMS.items() if form.get("kind", "tool") != "tool"}
    expect("titles", titles, {
        "1.A": "Accord au partage de l'information", "1.B": "Enregistrement du cas",
        "1.C": "Evaluation initiale", "1.D": "Enregistrement ENA/ES",
        "1.E": "Localisation enfant disparu", "2.A": "Evaluation Approfondie",
        "3.A": "Plan d'action individuel de l'enfant", "3.B": "Rapport de conférence de cas",
        "4.A": "Formulaire des services offert à l'enfant", "4.B": "Localisation enfant",
        "4.C": "Vérification adulte", "4.D": "Vérification enfant",
        "4.E": "Formulaire de réunification", "5.A": "Formulaire de suivi du cas",
        "5.B": "Formulaire de réexamen du cas",
        "5.C": "Formulaire de rapport de conférence de suivi",
        "6.A": "Formulaire de clôture du dossier", "6.B": "Formulaire de feedback enfant",
        "6.C": "Formulaire de Feedback adulte",
        "A.1": "Formulaire de référence et contre référence",
        "A.2": "Formulaire de transfert de dossier",
        "A.3": "Gestion des cas et référencement communautaire",
        "B.1": "Formulaire de réouverture de dossier"})


@check
def edition_and_validity():
    """POS 1.4, 3.2: who issued the procedures, since when forms hold and who validated them."""
    expect("issuer", RULES["issuer"], "dnpef")
    expect("focal point", "désigné" in RULES["focal_point"]["fr"], True)
    expect("name", (RULES["version"], RULES["date"]["fr"]), ("V.1", "Août 2020"))
    for code, form in FORMS.items():
        if "kind" in form:
            expect(code, (form["valid_from"], form["validated_by"]),
                   ("2020-08-01", ["dnpef", "sgtgc"]))


@check
def domains_of_legal_texts():
    """POS 1.5.1: the domains, as the table writes them."""
    expect("domains", [domain["fr"] for domain in RULES["domains"]],
           ["Tous", "Travail des enfants", "EAFGA", "Conflits", "Migration", "Traite", "Réfugiés",
            "Femmes", "Justice juvénile", "Justice (Juvénile)"])


@check
def documents_of_the_file():
    """POS 3.4.2.1, 5.1.2: what is classified in the child's file; the checklist offers it."""
    documents = {d["code"]: d["fr"] for d in RULES["file"]["documents"]}
    expect("documents", list(documents), ["consent", "care_plan", "signed_referral",
                                          "counter_referral", "conference_reports"])
    expect("on the checklist", labels("pos-file-document"), documents)
    expect("roles", [code for d in RULES["file"]["documents"] if "role" in d
                     for code in d["forms"]
                     if d["role"] not in [f.get("role") for f in fields(code).values()]], [])


@check
def names_of_cpims():
    """POS 6.3: aligned on CPIMS+; fields that it has keep their names."""
    for form, names in {
        "1.A": ["consent_for_services", "disclosure_other_orgs", "consent_reporting"],
        "1.B": ["name_first", "name_last", "sex", "age", "date_of_birth", "estimated",
                "displacement_status"],
        "1.C": ["protection_status", "protection_concerns", "risk_level"],
        "3.A": ["date_case_plan", "cp_case_plan_subform_case_plan_interventions"],
        "4.A": ["service_response_type", "service_type", "service_implemented"],
        "5.A": ["followup_type"],
        "6.A": ["closure_reason", "date_closure"],
        "A.1": ["service", "consent_overridden", "rejected_reason"],
    }.items():
        asks(form, *names)


@check
def key_indicators():
    """POS 3.3.1: open cases, closed cases, services by type, plans made."""
    for name, what, forms in (("cases_open_end", "open_at_end", None),
                              ("cases_closed", "closures", None),
                              ("services", "entries", ["4.A"]), ("care_plans", "entries", ["3.A"])):
        expect(name, (INDICATORS[name]["what"], INDICATORS[name].get("forms")), (what, forms))
    expect("closures by reason", ["reason"] in INDICATORS["cases_closed"]["by"], True)


run_all()
