"""Counts a month from facts alone: a second opinion on `pos report`, written from the design.

It knows the main path. Handing over (`assign`) is followed; what only concurrent handings over,
transfers and `accept` decide is left to the program.
"""
import calendar
import datetime
import glob
import os
from collections import Counter
from dataclasses import dataclass, field
from statistics import median

import yaml

from vault_reader import check, in_order

INELIGIBLE = "false"


def instant(text):
    """A bare date counts as its 00:00."""
    return datetime.datetime.fromisoformat(text.rstrip("Z"))


def months_before(moment, months):
    year, month = divmod(moment.year * 12 + moment.month - 1 - months, 12)
    return moment.replace(year=year, month=month + 1,
                          day=min(moment.day, calendar.monthrange(year, month + 1)[1]))


class Schemas:
    """Which field of which form has a role, the age bands, the situations that are always high."""

    def __init__(self, folder):
        self.roles = {}
        for path in glob.glob(os.path.join(folder, "forms", "*.yaml")):
            form = self.load(path)
            self.roles[form["form"]] = {f["role"]: f["name"] for f in form["fields"] if "role" in f}
        rules = self.load(sorted(glob.glob(os.path.join(folder, "rules", "*.yaml")))[-1])
        self.age_bands = rules["age_bands"]
        situations = find(rules, "situation")
        self.always_high = {row["situation"] for row in situations if row.get("always_high")}

    @staticmethod
    def load(path):
        with open(path, encoding="utf-8") as file:
            return yaml.safe_load(file)

    def age_group(self, age):
        if age is None:
            return "unknown"
        bands = (b["code"] for b in self.age_bands if b["from"] <= age <= b["to"])
        return next(bands, "unknown")


def find(tree, key):
    """Every map in `tree` that has `key`."""
    if isinstance(tree, dict):
        if key in tree:
            yield tree
        tree = list(tree.values())
    if isinstance(tree, list):
        for branch in tree:
            yield from find(branch, key)


@dataclass
class Event:
    """A form as it stands: its first entry, what replaced it and what completed it."""
    form: str
    at: datetime.datetime
    position: int
    answers: dict
    standing: str  # the hash of the entry that counts: the first one or its last correction
    decision: str = ""
    decided_at: datetime.datetime | None = None
    roles: dict = field(default_factory=dict)

    def answer(self, role, otherwise=None):
        return self.answers.get(self.roles.get(role), otherwise)


class Case:
    def __init__(self, name, documents, people, schemas):
        self.name = name
        self.schemas = schemas
        self.people = people
        ordered = in_order(documents, lambda document: document["hash"])
        self.position = {document["hash"]: place for place, document in enumerate(ordered)}
        self.ancestors = ancestors(ordered)
        self.documents = self.judged(ordered)
        self.events = self.read_events()
        # None: reported, and never registered.
        self.registration = next((event for event in self.events if event.form == "1.B"), None)
        self.turns = sorted(self.read_turns(), key=lambda turn: turn[:2])

    # -- Rights: who was the manager, by what the author knew --

    def judged(self, ordered):
        registration = ordered[0]
        self.manager = registration.get("for", registration["author"])
        self.managers = {self.manager}
        valid = []
        for document in ordered:
            manager = registration.get("for", registration["author"])
            known = self.ancestors[document["hash"]]
            for earlier in valid:
                if earlier.get("act") == "assign" and earlier["hash"] in known:
                    manager = earlier["to"]
            may = self.may_write(document, manager)
            check(may, f"{self.name}: {document['entry']} is by someone without the right")
            if may:
                valid.append(document)
            if may and document.get("act") == "assign":
                self.manager = document["to"]
                self.managers.add(self.manager)
        return valid

    def may_write(self, document, manager):
        author = document["author"]
        supervisor = self.people[manager].get("supervisor")
        if document.get("act") in ("assign", "validate", "accept"):
            return author in (supervisor, "recovery")
        if document.get("for") == manager:
            return manager in self.people[author].get("managers", [])
        return author in (manager, supervisor, "recovery")

    # -- Corrections, completions, voids, validations --

    def read_events(self):
        void = {d["voids"] for d in self.documents if d.get("act") == "void"}
        forms = [d for d in self.documents if "form" in d.values and d["entry"] not in void]
        corrections, completions, first_of = {}, {}, {}
        for entry in forms:
            if "corrects" in entry.values:
                corrections.setdefault(entry["corrects"], []).append(entry)
                first_of[entry["entry"]] = entry["corrects"]
        for entry in forms:
            if "completes" in entry.values:
                first = first_of.get(entry["completes"], entry["completes"])
                completions.setdefault(first, []).append(entry)
        events = []
        for entry in forms:
            if "corrects" in entry.values or "completes" in entry.values:
                continue
            standing = corrections.get(entry["entry"], [entry])[-1]
            answers = standing["data"]
            for addition in completions.get(entry["entry"], []):
                addition = corrections.get(addition["entry"], [addition])[-1]
                answers = laid_over(answers, addition["data"])
            event = Event(entry["form"], instant(standing["occurred"]),
                          self.position[standing["hash"]], answers, standing["hash"],
                          roles=self.schemas.roles.get(entry["form"], {}))
            self.decide(event, {entry["entry"], standing["entry"]}, void)
            events.append(event)
        return sorted(events, key=lambda event: (event.at, event.position))

    def decide(self, event, entries, void):
        """The supervisor's last decision on the entry as it stands now."""
        for act in self.documents:
            if act.get("act") != "validate" or act["entry"] in void:
                continue
            if act["validates"] in entries and event.standing in self.ancestors[act["hash"]]:
                event.decision = act["decision"]
                event.decided_at = instant(act["occurred"])

    # -- The case's life --

    def read_turns(self):
        """When the case was opened and closed, each time with what did it."""
        if self.registration is None:
            return
        yield self.registration.at, self.registration.position, "registered", self.registration
        for event in self.events:
            if event.answer("case_management_eligible") == INELIGIBLE:
                decided = event.answer("eligibility_date")
                at = max(instant(decided), event.at) if decided else event.at
                yield at, event.position, "not_eligible", event
            if event.form == "6.A" and event.decision == "approved":
                yield event.decided_at, event.position, "closed", event
            if event.form == "A.2" and event.answers.get("status") == "accepted":
                yield (instant(event.answers["responded_at"]), event.position, "transferred",
                       event)
            if event.form == "1.L" and event.answers.get("link_kind") == "duplicate":
                yield event.at, event.position, "duplicate", event
            if event.form == "B.1":
                yield event.at, event.position, "reopened", event

    def turned(self, kind, month):
        return [turn for turn in self.turns if turn[2] == kind and month.has(turn[0])]

    def open_at(self, moment):
        before = [kind for at, _, kind, _ in self.turns if at <= moment]
        return bool(before) and before[-1] in ("registered", "reopened")

    def episode_start(self, moment):
        return max(at for at, _, kind, _ in self.turns
                   if at <= moment and kind in ("registered", "reopened"))

    def last_event(self, moment):
        happened = [instant(document["occurred"]) for document in self.documents]
        return max(at for at in happened if at <= moment)

    # -- Dimensions --

    def latest(self, role, moment):
        said = [event.answer(role) for event in self.events if event.at <= moment]
        return next((answer for answer in reversed(said) if answer is not None), None)

    def risk_level(self, moment):
        level = self.latest("risk_level", moment)
        if level is not None:
            return level
        situation = self.latest("situation_primary", moment)
        if situation in self.schemas.always_high or self.emergency_open(moment):
            return "high"
        return self.registration.answer("risk_perceived", "unknown")

    def emergency_open(self, moment):
        for event in self.events:
            ended = event.answer("emergency_ended")
            if event.form == "1.U" and event.at <= moment:
                if ended is None or instant(ended) > moment:
                    return True
        return False

    def child(self):
        age = self.registration.answer("age")
        return self.registration.answer("sex", "unknown"), self.schemas.age_group(age)


def ancestors(ordered):
    reached = {}
    for document in ordered:
        parents = [hash for hash in document["after"] if hash in reached]
        reached[document["hash"]] = set(parents).union(*(reached[hash] for hash in parents))
    return reached


def laid_over(answers, addition):
    """Rows of tables are joined by their `unique_id`."""
    united = dict(answers)
    for name, value in addition.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            rows = {row["unique_id"]: row for row in united.get(name, [])}
            for row in value:
                rows[row["unique_id"]] = rows.get(row["unique_id"], {}) | row
            value = list(rows.values())
        united[name] = value
    return united


class Month:
    def __init__(self, text):
        year, month = map(int, text.split("-"))
        self.first = datetime.datetime(year, month, 1)
        last = calendar.monthrange(year, month)[1]
        self.end = self.first.replace(day=last, hour=23, minute=59, second=59)
        self.before = self.first - datetime.timedelta(seconds=1)

    def has(self, moment):
        return self.first <= moment <= self.end


@dataclass
class Figure:
    total: float | None
    by: dict  # dimension names -> Counter of their values


def count(items, **dimensions):
    """How many items, and how many with each value; `sex_x_age_group` names two dimensions."""
    return Figure(len(items), {tuple(name.split("_x_")): Counter(map(value, items))
                               for name, value in dimensions.items()})


def sheet(cases, month):
    """Each indicator of the month that this reader can count, by its id."""
    ends = [case for case in cases if case.open_at(month.end)]
    new = [case for case in cases if case.turned("registered", month)]
    events = [(case, event) for case in cases for event in case.events]
    closures = [(case, at, e) for case in cases for at, _, _, e in case.turned("closed", month)]
    closed = [row for row in closures if row[2].answer("closure_reason") != "transferred"]

    def done(*forms):
        return [(case, e) for case, e in events if e.form in forms and month.has(e.at)]

    def of_case(role):
        return lambda case: case.registration.answer(role, "unknown")

    def of_event(role):
        return lambda item: item[-1].answer(role, "unknown")

    def concern(case):
        return case.latest("situation_primary", month.end) or "unknown"

    def level_then(item):
        return item[0].risk_level(item[1].at)

    def answered_at(event):
        answer = event.answer("referral_answered")
        return instant(answer) if answer else None

    referrals = [(c, e) for c, e in events if e.form == "A.1"]
    plans = [(c, e) for c, e in events
             if e.form == "3.A" and e.decision == "approved" and month.has(e.decided_at)]
    complete = [(c, e) for c, e in done("2.A") if e.answer("assessment_complete") is not False]
    emergencies = [kind for _, e in done("1.U") for kind in e.answer("emergency_kinds", [])]
    managers = {case.manager for case in ends}
    durations = [(at.date() - case.episode_start(at).date()).days for case, at, _ in closed]
    person = cases[0].people
    return {
        "cases_open_start": count([case for case in cases if case.open_at(month.before)]),
        "cases_open_end": count(
            ends, sex_x_age_group=Case.child, risk_level=lambda case: case.risk_level(month.end),
            category=of_case("child_profile"), concern=concern, region=of_case("region"),
            manager=lambda case: case.manager),
        "cases_new": count(
            new, sex_x_age_group=Case.child, category=of_case("child_profile"), concern=concern,
            identification_source=of_case("identification_source"), region=of_case("region"),
            displacement_status=of_case("displacement_status"), disability=of_case("disability")),
        "cases_not_eligible": count([c for c in cases for _ in c.turned("not_eligible", month)]),
        "cases_reopened": count([c for c in cases for _ in c.turned("reopened", month)]),
        "transfers_out": Figure(
            len(closures) - len(closed)
            + sum(len(case.turned("transferred", month)) for case in cases), {}),
        "cases_duplicate": count([c for c in cases for _ in c.turned("duplicate", month)]),
        "cases_closed": count(closed, reason=of_event("closure_reason"),
                              sex_x_age_group=lambda closure: closure[0].child()),
        "initial_assessments": count(done("1.C"), risk_level=level_then),
        "full_assessments": count(complete, risk_level=level_then),
        "care_plans": count(done("3.A"), risk_level=level_then),
        "plans_validated": count(
            plans, risk_level=lambda plan: plan[0].risk_level(plan[1].decided_at)),
        "follow_ups": count(done("5.A"), type=of_event("follow_up_type")),
        "reviews": count(done("5.B"), type=of_event("follow_up_type")),
        "services": count(done("4.A"), service=of_event("service_category")),
        "referrals": count(done("A.1"), service=of_event("service_category")),
        "counter_referrals": count(
            [(c, e) for c, e in referrals if answered_at(e) and month.has(answered_at(e))],
            service=of_event("service_category")),
        "referrals_pending": count(
            [(c, e) for c, e in referrals
             if e.at <= month.end and not (answered_at(e) and answered_at(e) <= month.end)],
            service=of_event("service_category")),
        "emergencies": count(emergencies, kind=lambda kind: kind),
        "case_duration": Figure(median(durations) if durations else None, {}),
        "caseload": count(ends, manager=lambda case: case.manager),
        "supervision": count(sorted(managers), supervisor=lambda code: person[code]["supervisor"]),
        "inactive_cases": count(
            [c for c in ends if c.last_event(month.end) < months_before(month.end, 3)]),
    }


def balance(figures):
    """The terms of the balance, as `pos report` names them."""
    terms = {"open_start": "cases_open_start", "new": "cases_new", "reopened": "cases_reopened",
             "not_eligible": "cases_not_eligible", "closed": "cases_closed",
             "transferred_out": "transfers_out", "duplicate": "cases_duplicate",
             "open_end": "cases_open_end"}
    row = {term: figures[indicator].total for term, indicator in terms.items()}
    row["transferred_in"] = 0
    gone = row["not_eligible"] + row["closed"] + row["transferred_out"] + row["duplicate"]
    row["holds"] = row["open_end"] == row["open_start"] + row["new"] + row["reopened"] - gone
    return row
