"""A small office on the disk, made with commands alone, for tests that look at the program itself."""
import json
import os
import subprocess

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROGRAM = os.path.abspath(os.environ.get("POS_PROGRAM", os.path.join(TOP, "build/release/pos")))
EXAMPLES = os.path.join(TOP, "examples")
LONG = os.environ.get("POS_TEST_LONG") == "1"


def form(name):
    return os.path.join(EXAMPLES, "cases", name)


class Office:
    """FOLDER/vault, FOLDER/keys/<code>.key, FOLDER/<code>.yaml (cards), FOLDER/recovery.key; where
    there is a FOLDER/schemas, it stands in the place of those that are shipped."""

    def __init__(self, folder):
        self.folder = folder
        self.vault = os.path.join(folder, "vault")
        self.fingerprint = None

    def path(self, *names):
        return os.path.join(self.folder, *names)

    def environment(self, person, now):
        kept = {name: value for name, value in os.environ.items()
                if not name.startswith(("POS_", "XDG_"))}
        own = self.path("schemas")
        return dict(kept, HOME=self.folder, POS_VAULT=self.vault, POS_LANG="en", POS_NOW=now,
                    POS_SCHEMAS=own if os.path.isdir(own) else os.path.join(TOP, "schemas"),
                    POS_IDENTITY=self.path("keys", person + ".key"))

    def start(self, person, words, now, before=(), **streams):
        """A process of `pos`; `before` stands in front of the program, as for strace."""
        streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, **streams}
        return subprocess.Popen([*before, PROGRAM, "--no-input", *words], cwd=self.folder,
                                env=self.environment(person, now), stderr=subprocess.PIPE,
                                text=True, **streams)

    def run(self, person, words, now, before=(), typed=None, **streams):
        """Exit code, standard output, standard error; `typed` is what stands on standard input."""
        if typed is not None:
            streams["stdin"] = subprocess.PIPE
        process = self.start(person, words, now, before, **streams)
        out, err = process.communicate(typed)
        return process.returncode, (out or "").strip(), err

    def get(self, person, words, now):
        code, out, err = self.run(person, words, now)
        if code != 0:
            raise SystemExit(f"pos {' '.join(words)}: exit {code}\n{err}")
        return out

    def entries(self, person, case, now):
        """The identifiers of a case's entries that are not invalid."""
        listing = json.loads(self.get(person, ["history", case, "--format", "json"], now))
        return {item["entry"] for item in listing["items"]}

    def temporaries(self):
        return [os.path.join(folder, name) for folder, _, names in os.walk(self.vault)
                for name in names if name.startswith(".") and name.endswith(".tmp")]


FOUNDED = "2026-01-02T09:00:00Z"


def add_card(office, code, name=None):
    name = name or code
    office.get("amaiga", ["key", "new", office.path("keys", name + ".key"), "--no-passphrase"],
               FOUNDED)
    card = office.get("amaiga", ["key", "card", office.path("keys", name + ".key"), "--code", code,
                                 "--name", "Invented " + code], FOUNDED)
    with open(office.path(name + ".yaml"), "w", encoding="utf-8") as out:
        out.write(card + "\n")


def hire(office, code, *words):
    office.get("amaiga", ["people", "add", "--card", code + ".yaml", *words,
                          "--recovery", office.path("recovery.key")], FOUNDED)


def found(folder, vault=None):
    """amaiga administers; mkone supervises adiarra and ktraore; bsidibe counts."""
    office = Office(folder)
    if vault is not None:
        office.vault = vault
    os.makedirs(office.path("keys"))
    for code in ("amaiga", "mkone", "adiarra", "ktraore", "bsidibe", "newcomer"):
        add_card(office, code)
    office.fingerprint = office.get(
        "amaiga", ["init", office.vault, "--code", "BKO-1", "--name", "Invented", "--region", "BKO",
                   "--structure", "DRPFEF-BKO", "--card", "amaiga.yaml", "--recovery",
                   office.path("recovery.key")], FOUNDED)

    hire(office, "mkone", "--role", "supervisor", "--unit", "enfance")
    for code in ("adiarra", "ktraore"):
        hire(office, code, "--role", "case_manager", "--unit", "enfance", "--supervisor", "mkone")
    hire(office, "bsidibe", "--role", "statistics_officer")
    for code in ("DRDS-ES", "ETAT-CIVIL-C6"):
        office.get("mkone", ["directory", "add", code, "--from",
                             os.path.join(EXAMPLES, "directory", code + ".yaml")], FOUNDED)
    return office
