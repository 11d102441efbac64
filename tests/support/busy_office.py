"""Offices where every command that writes has something to do, made with commands alone.

As in tests/support/busy_offices.cc: on 20 September a plan and a closure wait for the supervisor, a
referral and a transfer for their answer, a closed case for its reopening.
"""
import json
import os
import re
import shlex
import shutil

from small_office import FOUNDED, TOP, Office, add_card, found

NOW = "2026-09-20T12:00:00Z"
MORNING = ("2026-09-20T09:00:00Z", "2026-09-20T10:00:00Z", "2026-09-20T11:00:00Z")
HAWA, MARIAM = "--from examples/cases/hawa/", "--from examples/cases/mariam/"
FILES = {
    "call.yaml": "reported_at: 2026-04-12T17:30:00Z\nreport_mode: phone\nname_first: Hawa\n"
                 "reporter_name: Voisine Inventée\n",
    "request.yaml": "inquiry_date: 2026-04-12\ninquiry_status: open\n"
                    "relation_name: Tante Inventée\ninquirer_consent: true\n"
                    "tracing_request_subform_section:\n"
                    "  - {unique_id: 7b7c1d0e-0001-4000-8000-000000000001, name: Hawa Sangaré,\n"
                    "     tracing_request_status: open, sex: female, age: 5}\n",
    "alone.yaml": "uasc_registration_date: 2026-05-07\nprotection_status: unaccompanied\n"
                  "tracing_status: open\nseparation_type: unknown\nseparation_cause: conflict\n"
                  "wishes_child_family_tracing: true\n",
    "centre.yaml": "name: SE\nservice_categories: [psychosocial]\ntype: public\n"
                   "case_management_team: true\nupdated: 2026-09-01\n",
    "transfer.yaml": "created_at: 2026-09-19T09:00:00Z\ntransfer_reason: new_location\n"
                     "consent_individual_transfer: true\nshared_information: [full_file]\n"
                     "measures_all_done: true\ntransfer_situation_summary: Plan en attente\n"
                     "transfer_forms_included: [\"1.B\"]\ntransfer_child_informed: \"true\"\n",
    "accepted.yaml": "status: accepted\nresponded_at: 2026-09-20T10:00:00Z\n",
    "addition.yaml": "form: \"5.A\"\nfields:\n  - {name: own_field, type: date, "
                     "label: {fr: Jour, en: Day}}\n",
    "meeting.yaml": "record_kind: meeting\nrecord_date: 2026-09-18\n",
    "figures.yaml": "reported_figures:\n  - {figure_result: diplomes, figure_on: 2026-09-01, "
                    "figure_value: 7, figure_of: 10}\n",
    "validation.yaml": "meeting_date: 2026-09-19\nactors:\n  - {actor: Structure inventée, "
                       "agreement: agrees}\n",
}


def read(path):
    with open(path, "rb") as file:
        return file.read()


def write(path, content):
    with open(path, "wb") as file:
        file.write(content)


class BusyOffice(Office):
    """An office whose cases and entries have names here, for words such as `show {planned}`."""

    def __init__(self, folder, named=(), managers=(), sheet=""):
        super().__init__(folder)
        self.sheet = sheet  # of the recovery key, as somebody types it
        self.named = dict(named)
        self.managers = dict(managers)  # of each case

    def words(self, line):
        given = [word.format(**self.named) for word in shlex.split(line)]
        return [os.path.join(TOP, word) if word.startswith("examples/") else word for word in given]

    def do(self, person, now, line):
        return self.get(person, self.words(line), now)

    def opened(self, name, person, case):
        self.named[name] = case
        self.managers[case] = person
        return case

    def copy(self, folder):
        shutil.copytree(self.folder, folder)
        return BusyOffice(folder, self.named, self.managers, self.sheet)

    def file_of(self, folder, case):
        return os.path.join(self.vault, folder, "2026", self.named[case] + ".yaml.age")


# --- The office that most commands find -----------------------------------------------------------

def hire_more(office):
    recovery = " --recovery recovery.key"
    for code, words in (("ssidibe", "--role supervisor --unit jeunesse" + recovery),
                        ("nba", "--role case_manager --unit jeunesse --supervisor ssidibe"),
                        ("fsow", "--role data_clerk --unit enfance --manager adiarra")):
        add_card(office, code)
        office.do("amaiga", FOUNDED, f"people add --card {code}.yaml {words}")
    add_card(office, "chief")
    add_card(office, "mkone", "renewed")
    office.do("mkone", FOUNDED, "directory add BPME --from examples/directory/BPME.yaml")


def register_planned(office):
    def at(now, line):
        return office.do("adiarra", now, line)
    office.opened("planned", "adiarra", at("2026-04-13T09:20:00Z",
                                           f"register {HAWA}1.B.yaml"))
    at("2026-04-13T09:50:00Z", f"record {{planned}} 1.A {HAWA}1.A.yaml")
    at("2026-04-13T10:30:00Z", f"assess {{planned}} {HAWA}1.C.yaml")
    at("2026-04-20T15:00:00Z", f"assess {{planned}} {HAWA}2.A.yaml")
    at("2026-04-27T10:00:00Z", f"plan {{planned}} {HAWA}3.A.yaml")
    office.named["referral"] = at(
        "2026-04-30T09:30:00Z", "refer {planned} --to ETAT-CIVIL-C6 --service civil_status "
        f"{HAWA}A.1-civil-status.yaml")
    office.named["mistaken"] = at("2026-05-06T16:00:00Z",
                                  f"followup {{planned}} {HAWA}5.A-2026-05-06.yaml")
    at("2026-05-07T09:00:00Z", "record {planned} 1.D --from alone.yaml")


def register_closing(office):
    """One case that may be closed, one whose closure waits, one that is closed."""
    for name in ("ready", "asked", "closed"):
        office.opened(name, "ktraore", office.do("ktraore", "2026-09-07T10:00:00Z",
                                                 f"register {MARIAM}1.B.yaml"))
        office.do("ktraore", "2026-09-08T09:30:00Z",
                  f"assess {{{name}}} {MARIAM}1.C.yaml")
        if name != "ready":
            office.do("ktraore", "2026-09-17T10:00:00Z",
                      f"close {{{name}}} {MARIAM}6.A-corrected.yaml")
    office.do("mkone", "2026-09-18T09:00:00Z", "close {closed} --validate")


def register_others(office):
    """A case that the data clerk wrote, and a child who is reported and looked for."""
    office.opened("parts", "adiarra", office.do("fsow", "2026-04-13T09:20:00Z",
                                                f"register {HAWA}1.B.yaml"))
    office.do("fsow", "2026-04-13T10:30:00Z", f"record {{parts}} 1.C {HAWA}1.C.yaml")
    office.opened("reported", "adiarra", office.do("adiarra", "2026-04-12T18:00:00Z",
                                                   "signal --from call.yaml"))
    office.do("adiarra", "2026-04-12T18:10:00Z", "record {reported} 1.E --from request.yaml")


def make_busy(_, folder):
    founded = found(folder)
    office = BusyOffice(folder)
    office.named["fingerprint"] = founded.fingerprint
    for name, text in FILES.items():
        write(office.path(name), text.encode())
    returned = read(os.path.join(TOP, "examples/cases/drissa/B.1.yaml"))
    write(office.path("reopened.yaml"), returned.replace(b"2026-10-14", b"2026-09-19", 1))
    os.makedirs(office.path("stick"))
    os.makedirs(office.path("copies"))
    hire_more(office)
    sheet = office.do("amaiga", FOUNDED, "key paper --copy 1 recovery.key")
    office.sheet = "".join(f"{line}\n" for line in
                           re.findall(r"^ {12}\d {5}(.{9})$", sheet, re.MULTILINE))
    register_planned(office)
    register_closing(office)
    register_others(office)
    office.do("mkone", "2026-09-19T09:00:00Z", "directory add CENTRE --from centre.yaml")
    office.named["transfer"] = office.do("adiarra", "2026-09-19T09:30:00Z",
                                         "transfer {planned} --to CENTRE --from transfer.yaml")
    for person in ("mkone", "bsidibe", "adiarra", "ktraore", "nba"):
        office.do(person, "2026-09-19T18:00:00Z", "key trust {fingerprint}")
        office.do(person, "2026-09-19T18:00:00Z", "people list")  # has seen what is there
    return office


# --- Those that some commands need ----------------------------------------------------------------

def make_deputised(offices, folder):
    office = offices.copy("busy", folder)
    office.do("mkone", NOW, "group add team-enfance ktraore")
    return office


def make_masked(offices, folder):
    office = offices.copy("busy", folder)
    office.do("adiarra", NOW, "mask {planned} --reason 'a threat'")
    return office


def make_left(offices, folder):
    """Who has left the group still opens what was written before."""
    office = offices.copy("deputised", folder)
    office.do("mkone", NOW, "group remove team-enfance ktraore")
    return office


def make_following(offices, folder):
    office = offices.copy("busy", folder)
    office.do("mkone", NOW, "programme add IMAJ --from examples/programmes/IMAJ.yaml")
    return office


def make_reporting(offices, folder):
    """Sheets in each state."""
    office = offices.copy("busy", folder)
    steps = [f"report --save --month {month}" for month in ("2026-05", "2026-06", "2026-07")]
    steps += [f"report deposit {month}/DRPFEF-BKO" for month in ("2026-06", "2026-07")]
    steps += ["report process 2026-07/DRPFEF-BKO", "report --save --month 2026-08",
              "report deposit 2026-08/DRPFEF-BKO", "report process 2026-08/DRPFEF-BKO",
              "report validate 2026-08/DRPFEF-BKO --from validation.yaml"]
    for step in steps:
        office.do("bsidibe", NOW, step)
    return office


def bring(office, other, stamp):
    """As a synchroniser leaves what another machine wrote."""
    for folder, _, names in os.walk(other.vault):
        for name in names:
            theirs = os.path.join(folder, name)
            ours = os.path.join(office.vault, os.path.relpath(theirs, other.vault))
            if not os.path.exists(ours):
                os.makedirs(os.path.dirname(ours), exist_ok=True)
                shutil.copy(theirs, ours)
            elif name.endswith(".age") and read(ours) != read(theirs):
                shutil.copy(theirs, f"{ours[:-4]}.sync-conflict-{stamp}-ABCDEFG.age")


def make_parted(offices, folder):
    """Two machines wrote in one case; the other's vault lies on the stick too."""
    office = offices.copy("busy", folder)
    other = offices.copy("busy", folder + "-other")
    line = f"record {{ready}} 1.A {MARIAM}1.A.yaml"
    journal = office.file_of("cases", "ready")
    shutil.copy(journal, office.path("stick", "base.yaml.age"))
    other.do("ktraore", MORNING[0], line)
    office.do("ktraore", MORNING[1], line)
    shutil.copy(journal, office.path("stick", "ours.yaml.age"))
    shutil.copy(other.file_of("cases", "ready"), office.path("stick", "theirs.yaml.age"))
    shutil.copytree(other.vault, office.path("stick", "vault"))
    bring(office, other, "20260920-100000")
    return office


def make_late(offices, folder):
    """The former manager wrote on, without knowing that the case had gone to another."""
    office = offices.copy("busy", folder)
    field = offices.copy("busy", folder + "-field")
    office.do("mkone", MORNING[0], "assign {planned} --to ktraore")
    office.managers[office.named["planned"]] = "ktraore"
    office.named["late"] = field.do("adiarra", MORNING[1],
                                    f"record {{planned}} 1.A {HAWA}1.A.yaml")
    bring(office, field, "20260920-110000")
    # Which folds both, and shows all but what is to be accepted.
    office.run("mkone", office.words("show {planned} --names"), MORNING[2])
    return office


def make_damaged(offices, folder):
    """Two journals exchanged, facts damaged, a write that broke off."""
    office = offices.copy("busy", folder)
    one, other = office.file_of("cases", "ready"), office.file_of("cases", "asked")
    ones = read(one)
    write(one, read(other))
    write(other, ones)
    facts = bytearray(read(office.file_of("facts", "closed")))
    facts[-20] ^= 1
    write(office.file_of("facts", "closed"), facts)
    write(os.path.join(office.vault, "cases/2026/.x.0f.tmp"), b"half")
    return office


def make_rolled_back(offices, folder):
    """A case as it was before its last entry, which this machine remembers."""
    office = offices.copy("busy", folder)
    files = [office.file_of(kind, "planned") for kind in ("cases", "facts", "identities")]
    before = [read(file) for file in files]
    office.do("adiarra", NOW, f"record {{planned}} 1.A {HAWA}1.A.yaml")
    for file, content in zip(files, before):
        write(file, content)
    return office


def make_revised(offices, folder):
    """With a second, invented edition of the procedures."""
    office = offices.copy("busy", folder)
    shutil.copytree(os.path.join(TOP, "schemas"), office.path("schemas"))
    for place in ("rules", "indicators"):
        text = read(office.path("schemas", place, "pos-2020.08.yaml")).decode()
        new = 'edition: "pos-2026.06"' + ('\nreplaces: "pos-2020.08"' if place == "rules" else "")
        text = text.replace('edition: "pos-2020.08"', new)
        text = text.replace('in_force: "2020-08-01"', 'in_force: "2026-06-01"')
        write(office.path("schemas", place, "pos-2026.06.yaml"), text.encode())
    return office


def make_strange(offices, folder):
    """On a machine that has not seen the vault before."""
    office = offices.copy("busy", folder)
    shutil.rmtree(office.path(".local"))
    return office


def structure(founded):
    card = read(founded.path("mkone.yaml")).decode()
    recipient = [line for line in card.splitlines() if line.startswith("recipient:")][0]
    return ("name: Centre inventé\nservice_categories: [psychosocial]\ntype: public\n"
            f"case_management_team: true\nupdated: 2026-03-01\n{recipient}\n"
            f"fingerprint: {founded.fingerprint}\n").encode()


def make_between(offices, folder):
    """The structure of the transfer that waits has a vault, which has accepted it and gives up
    another case to this office."""
    office = offices.copy("busy", folder)
    office.fingerprint = office.named["fingerprint"]
    founded = found(folder + "-far")
    far = BusyOffice(founded.folder)
    far.fingerprint = founded.fingerprint
    write(far.path("home.yaml"), structure(office))
    write(office.path("far.yaml"), structure(far))
    write(far.path("transfer.yaml"),
          FILES["transfer.yaml"].replace("2026-09-19", "2026-05-10").encode())
    far.do("mkone", "2026-04-01T09:00:00Z", "directory add ICI --from home.yaml")
    far.opened("child", "adiarra", far.do("adiarra", "2026-04-13T09:20:00Z",
                                          f"register {HAWA}1.B.yaml"))
    far.do("adiarra", "2026-04-13T09:50:00Z", f"record {{child}} 1.A {HAWA}1.A.yaml")
    given_up = far.do("adiarra", "2026-05-10T09:30:00Z",
                      "transfer {child} --to ICI --from transfer.yaml")
    shutil.copy(os.path.join(far.vault, "outbox", given_up + ".age"),
                office.path("stick", "package.age"))
    office.do("mkone", NOW, "directory add CENTRE --from far.yaml")
    office.named["sent"] = office.do(
        "adiarra", NOW, "refer {planned} --to CENTRE --service parental_support "
        f"{HAWA}A.1-parental-support.yaml")
    package = office.do("adiarra", NOW, "transfer send {planned} {transfer}")
    shutil.copy(os.path.join(office.vault, package), far.path("sent.age"))
    accepted = json.loads(far.do("mkone", NOW,
                                 "transfer accept sent.age --to adiarra --format json"))
    shutil.copy(os.path.join(far.vault, accepted["receipt"]), office.path("stick", "receipt.age"))
    return office


MAKERS = {"busy": make_busy, "deputised": make_deputised, "masked": make_masked,
          "left": make_left, "following": make_following, "reporting": make_reporting, "parted": make_parted,
          "late": make_late, "damaged": make_damaged, "rolled back": make_rolled_back,
          "revised": make_revised, "strange": make_strange, "between": make_between}


class Offices:
    """Each is made once, and copied for what is tried. All lie in one place when somebody works in
    them: what a machine remembers of a vault holds for its place."""

    def __init__(self, folder):
        self.folder = folder
        self.place = os.path.join(folder, "office")
        self.made = {}

    def get(self, name):
        if name not in self.made:
            office = MAKERS[name](self, self.place)
            kept = os.path.join(self.folder, "kept-" + name.replace(" ", "-"))
            os.rename(self.place, kept)
            self.made[name] = BusyOffice(kept, office.named, office.managers, office.sheet)
        return self.made[name]

    def copy(self, name, folder):
        return self.get(name).copy(folder)

    def open(self, name):
        """A fresh copy in the place of the one before."""
        office = self.get(name)
        shutil.rmtree(self.place, ignore_errors=True)
        return office.copy(self.place)
