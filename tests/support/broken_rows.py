"""Every command that writes, as in tests/support/mutating_commands.cc."""
import os
import re
from dataclasses import dataclass

from busy_office import HAWA, MARIAM
from small_office import TOP

RECOVERY = "--recovery recovery.key"


@dataclass
class Row:
    """One command that writes."""
    name: str
    person: str  # whose key it runs with
    line: str  # it succeeds in its office, whose names stand in braces
    again: int = 0  # once it has succeeded it may exit so; 0: it does the same again
    office: str = "busy"
    typed: bool = False  # the recovery key's sheet stands on standard input
    mends: bool = False  # its office is clean only once it has succeeded
    leaves: bool = False  # what it cannot take stays, is named, and the rest is done
    moves: bool = False  # until it has succeeded, some read part of a case, or too much
    carries_on: bool = False  # its entry is saved; a package that then fails is told
    manager: str = ""  # whose the cases of adiarra are afterwards
    ended: str = ""  # who reads the unit's cases no more
    managers_alone: bool = False  # nobody else opens the names afterwards


CASES = [
    Row("signal", "adiarra", "signal --from call.yaml"),
    Row("signal close", "adiarra", "signal close {reported} --outcome not_found", 15),
    Row("register", "adiarra", f"register {HAWA}1.B.yaml"),
    Row("register --signal", "adiarra", f"register --signal {{reported}} {HAWA}1.B.yaml", 15),
    Row("register by a data clerk", "fsow", f"register {HAWA}1.B.yaml"),
    Row("record", "adiarra", f"record {{planned}} 1.A {HAWA}1.A.yaml"),
    Row("record by a data clerk", "fsow", f"record {{planned}} 1.A {HAWA}1.A.yaml"),
    Row("record on parts", "adiarra", f"record {{parts}} 1.A {HAWA}1.A.yaml"),
    Row("record a correction", "adiarra",
        f"record {{planned}} 5.A --corrects {{mistaken}} {HAWA}5.A-2026-05-13.yaml"),
    Row("assess", "adiarra", f"assess {{planned}} {HAWA}2.A.yaml"),
    Row("plan", "adiarra", f"plan {{planned}} {HAWA}3.A.yaml"),
    Row("plan --validate", "mkone", "plan {planned} --validate", 15),
    Row("followup", "adiarra", f"followup {{planned}} {HAWA}5.A-2026-05-13.yaml"),
    Row("review", "adiarra", "review {planned} --from examples/cases/bintou/5.B.yaml"),
    Row("refer", "adiarra", "refer {planned} --to DRDS-ES --service parental_support "
        f"{HAWA}A.1-parental-support.yaml"),
    Row("refer with a package", "adiarra", "refer {planned} --to CENTRE --service parental_support "
        f"{HAWA}A.1-parental-support.yaml", office="between", carries_on=True),
    Row("refer send", "adiarra", "refer send {planned} {sent}", office="between"),
    Row("refer counter", "adiarra",
        f"refer counter {{planned}} {{referral}} {HAWA}A.1-civil-status-answer.yaml"),
    Row("transfer", "adiarra", "transfer {planned} --to CENTRE --from transfer.yaml"),
    Row("transfer answer", "adiarra", "transfer answer {planned} {transfer} --from accepted.yaml"),
    Row("transfer with a package", "adiarra", "transfer {planned} --to CENTRE --from transfer.yaml",
        office="between", carries_on=True),
    Row("transfer send", "adiarra", "transfer send {planned} {transfer}", office="between"),
    Row("transfer accept", "mkone", "transfer accept stick/package.age --to ktraore", 14,
        office="between"),
    Row("transfer close", "adiarra", "transfer close stick/receipt.age", 15, office="between"),
    Row("void", "adiarra", "void {planned} {mistaken} --reason 'entered twice'", 15),
    Row("close", "ktraore", f"close {{ready}} {MARIAM}6.A-corrected.yaml", 15),
    Row("close --validate", "mkone", "close {asked} --validate", 15),
    Row("reopen", "ktraore", "reopen {closed} --from reopened.yaml", 15),
    Row("show --names", "mkone", "show {planned} --names --purpose 'a visit'"),
    Row("export cpims", "mkone",
        "export cpims {planned} --names --purpose 'a visit' --format json"),
    Row("assign", "mkone", "assign {planned} --to ktraore", moves=True, manager="ktraore"),
    Row("assign --recovery", "amaiga", f"assign {{planned}} --to ktraore {RECOVERY}", moves=True,
        manager="ktraore"),
    Row("assign --all", "mkone", "assign --from adiarra --to ktraore --all", leaves=True,
        moves=True, manager="ktraore"),
    Row("link", "adiarra", "link {parts} --same-as {planned}", 15),
    Row("match decide", "adiarra",
        "match decide {planned} --request {reported} --row 7b --decision to_verify"),
    Row("mask", "adiarra", "mask {planned} --reason 'a threat'", 15, managers_alone=True),
    Row("mask --off", "adiarra", "mask {planned} --off --reason 'no threat'", 15, office="masked"),
    Row("accept", "mkone", "accept {planned} {late}", 15, office="late", mends=True),
    Row("erase", "mkone",
        f"erase {{planned}} --reason 'asked for' --confirm {{planned}} {RECOVERY}", 15,
        moves=True),
]

OFFICE = [
    Row("init", "adiarra", "init second --code BKO-2 --name Second --region BKO --structure "
        "SLPFEF-C1 --card chief.yaml --recovery stick/second.key", 14),
    Row("people add", "amaiga", "people add --card newcomer.yaml --role case_manager "
        "--unit enfance --supervisor mkone", 14),
    Row("people add to a new unit", "amaiga",
        f"people add --card chief.yaml --role supervisor --unit accueil {RECOVERY}", 14),
    Row("people set", "amaiga", "people set ktraore --unit jeunesse --supervisor ssidibe"),
    Row("people set, out of a group", "amaiga",
        f"people set mkone --role case_manager --supervisor ssidibe --unit jeunesse {RECOVERY}",
        ended="mkone"),
    Row("people set --card", "mkone", "people set mkone --card renewed.yaml", 12, ended="mkone"),
    Row("people retire", "amaiga", f"people retire mkone --last-day 2026-09-19 --yes {RECOVERY}",
        ended="mkone"),
    Row("group add", "mkone", "group add team-enfance ktraore"),
    Row("group remove", "mkone", "group remove team-enfance ktraore", 5, office="deputised"),
    Row("group remove --rotate", "mkone", "group remove team-enfance ktraore --rotate",
        office="deputised", moves=True),
    Row("group rotate", "amaiga",
        f"group rotate recovery {RECOVERY} --new-recovery stick/fresh.key"),
    Row("rekey", "mkone", "rekey --group team-enfance", office="left", moves=True),
    Row("rekey --recovery", "amaiga", f"rekey {RECOVERY}", office="left", moves=True),
    Row("directory add", "mkone", "directory add NEW --from examples/directory/BPME.yaml"),
    Row("directory add over an old one", "mkone",
        "directory add BPME --from examples/directory/BPME.yaml"),
    Row("directory edit", "mkone", "directory edit BPME --verified --confirm"),
    Row("programme add", "mkone", "programme add IMAJ --from examples/programmes/IMAJ.yaml", 14),
    Row("programme edit", "mkone", "programme edit IMAJ --from figures.yaml", office="following"),
    Row("team add", "mkone", "team add enfance --from meeting.yaml"),
    Row("report --save", "bsidibe", "report --month 2026-09 --save", leaves=True),
    Row("report --save --share", "bsidibe", "report --month 2026-09 --save --share", leaves=True),
    Row("report deposit", "bsidibe", "report deposit 2026-05/DRPFEF-BKO --to CENTRE", 15,
        office="reporting"),
    Row("report process", "bsidibe", "report process 2026-06/DRPFEF-BKO", 15, office="reporting"),
    Row("report validate", "bsidibe", "report validate 2026-07/DRPFEF-BKO --from validation.yaml",
        15, office="reporting"),
    Row("report share", "bsidibe", "report share 2026-08/DRPFEF-BKO", 15, office="reporting"),
    Row("report merge --save", "bsidibe", "report merge 2026-05/DRPFEF-BKO --level region --save",
        office="reporting"),
    Row("form add", "amaiga", "form add addition.yaml", moves=True),
    Row("rules use", "amaiga", "rules use pos-2026.06", 15, office="revised"),
    Row("policy set", "amaiga", f"policy set identity=manager_only retention=P10Y {RECOVERY}",
        managers_alone=True),
]

VAULT = [
    Row("merge", "ktraore", "merge stick/ours.yaml.age stick/base.yaml.age stick/theirs.yaml.age "
        "cases/2026/{ready}.yaml.age", office="parted"),
    Row("merge --conflicts", "ktraore", "merge --conflicts", office="parted", leaves=True),
    Row("merge --from", "ktraore", "merge --from stick/vault", office="parted", leaves=True),
    Row("backup", "adiarra", "backup copies", 14),
    Row("check --repair", "mkone", "check --repair --yes", office="damaged", mends=True),
    Row("check --accept", "adiarra", "check --accept {planned}", office="rolled back", mends=True),
    Row("key new", "adiarra", "key new stick/fresh.key --no-passphrase", 14),
    Row("key trust", "adiarra", "key trust {fingerprint}", office="strange"),
    Row("key verify-paper", "amaiga", "key verify-paper", typed=True),
    Row("key restore-paper", "adiarra", "key restore-paper stick/back.key --no-passphrase", 14,
        typed=True),
]
ROWS = CASES + OFFICE + VAULT


def names_without_row():
    """Of the rows of mutating_commands.cc: a new one there gets its line here."""
    with open(os.path.join(TOP, "tests/support/mutating_commands.cc"), encoding="utf-8") as file:
        listing = file.read().split("list_commands() {")[1].split("list_reading_commands")[0]
    names = set(re.findall(r'^      \{(?:\.name = )?"([^"]+)",', listing, re.MULTILINE))
    return sorted(names - {row.name for row in ROWS}) if names else ["(none was found)"]
