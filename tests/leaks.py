#!/usr/bin/env python3
"""No name and no answer leaves the sealed files but on standard output of a command that shows it.

A small office works through every command, right and wrong, in both languages, with invented words
(canaries) where names and answers stand. All that the program writes, also into files that are gone
again, is watched with strace; then every file that is left is searched: vault, state, cache, locks,
temporary folder, home. A canary is looked for as it is, without accents and capitals, decomposed,
as UTF-16, hexadecimal and base64. Without the right to trace only what is left is searched."""

import array
import base64
import fcntl
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import termios
import unicodedata

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "support"))

from watched_office import (  # noqa: E402
    ANSWERS, CALLS, NAMES, PHRASE, PROGRAM, TOP, Office, Watched, check, failures,
    folded, found_in)


# --- The search finds what is planted ---------------------------------------------------------------


def test_planted_leaks_are_found(office):
    word = NAMES[0]
    planted = {"plain": word.encode(), "capitals": word.upper().encode(),
               "no accents": folded(word).encode(),
               "decomposed": unicodedata.normalize("NFD", word).encode(),
               "utf-16": word.encode("utf-16-le"), "hex": word.encode().hex().encode()}
    for before in range(3):
        text = b"x" * before + word.encode() + b"yz"
        planted[f"base64 {before}"] = base64.b64encode(text)
        planted[f"base64 lines {before}"] = base64.encodebytes(text * 9)
    for how, data in planted.items():
        check(found_in(b"some bytes " + data + b" more", NAMES) == {word}, f"a leak as {how} is found")
    check(not found_in(b"some other bytes", NAMES), "nothing is found where nothing is")
    if office.traced:
        log = office.root / "planted"
        gone = office.searched / "tmp" / "gone"
        script = f"echo {word} >'{gone}'; rm '{gone}'"
        subprocess.run(["strace", "-f", "-qq", "-xx", "-v", "-s", "1000000", "-e", f"trace={CALLS}",
                        "-o", str(log), "/bin/sh"], input=script.encode(), check=True)
        watched = Watched(log.read_bytes())
        check(any(found_in(data, NAMES) for _, data in watched.writes),
              "what was written to a file that is gone is found")


# --- The office at work -----------------------------------------------------------------------------


def with_canaries(path):
    """A form of the examples, its names and free texts replaced."""
    text = (TOP / "examples" / path).read_text()
    for name, canary in zip(("Awa", "Guindo", "Aïssata"), NAMES):
        text = text.replace(name, canary)
    return re.sub(r"(: (?:>-?|\|-?)\n +)", rf"\1{ANSWERS[0]} ", text)


def found_office(office):
    people = [("otoure", "administrator"), ("mkone", "supervisor"), ("adiarra", "case_manager"),
              ("bkeita", "case_manager"), ("skone", "statistics_officer"), ("cdiallo", "data_clerk")]
    for code, _ in people:
        office.pos(code, "key", "new", office.key(code), "--no-passphrase")
        card = office.pos(code, "key", "card", office.key(code), "--code", code, "--name", code)
        (office.drafts / f"{code}.card.yaml").write_text(card)
    recovery = str(office.root / "recovery.key")
    office.pos("otoure", "init", str(office.vault), "--code", "ESSAI", "--name", "Essai", "--region",
               "BKO", "--structure", "DRPFEF-BKO", "--card",
               str(office.drafts / "otoure.card.yaml"), "--recovery", recovery)
    options = {"supervisor": ["--unit", "u1", "--recovery", recovery],
               "case_manager": ["--unit", "u1", "--supervisor", "mkone"],
               "statistics_officer": ["--recovery", recovery],
               "data_clerk": ["--manager", "adiarra"]}
    for code, role in people[1:]:
        office.pos("otoure", "people", "add", "--card", str(office.drafts / f"{code}.card.yaml"),
                   "--role", role, *options[role])
    for entry in ("JIGI", "NYELENI"):
        office.pos("mkone", "directory", "add", entry, "--from",
                   str(TOP / "examples" / "directory" / f"{entry}.yaml"))
    return recovery


def work_on_a_case(office):
    """A case from its registration to its closure; its identifier."""
    def form(name):
        return office.draft(with_canaries(f"cases/awa/{name}"))

    office.time = "2026-08-17T09:40:00Z"
    first = form("1.B.yaml")
    office.pos("adiarra", "register", "--from", first, "--dry-run", shows=ANSWERS)
    case = office.pos("adiarra", "register", "--from", first).strip()
    with open(first, "rb") as given:
        office.pos("adiarra", "register", "--from", "-", stdin=given.name)
    for time, person, *words in (
            ("2026-08-17T10:15:00Z", "adiarra", "record", case, "1.A", "--from", form("1.A.yaml")),
            ("2026-08-17T11:20:00Z", "adiarra", "assess", case, "--from", form("1.C.yaml")),
            ("2026-08-17T16:10:00Z", "adiarra", "assess", case, "--from",
             form("2.A-first-sitting.yaml")),
            ("2026-08-21T15:30:00Z", "adiarra", "assess", case, "--from", form("2.A.yaml")),
            ("2026-08-24T10:00:00Z", "adiarra", "plan", case, "--from", form("3.A-first.yaml")),
            ("2026-08-25T14:00:00Z", "mkone", "plan", case, "--validate"),
            ("2026-08-28T10:00:00Z", "adiarra", "refer", case, "--to", "JIGI", "--service",
             "psychosocial", "--from", form("A.1-psychosocial.yaml")),
            ("2026-08-31T16:00:00Z", "adiarra", "followup", case, "--from",
             form("5.A-2026-08-31.yaml"))):
        office.time = time
        office.pos(person, *words)
        office.pos(person, *words, "--format", "json", language="en", codes=(0, 2, 4, 14, 15))
    office.time = "2026-09-03T16:00:00Z"
    entry = office.pos("adiarra", "followup", case, "--from", form("5.A-2026-09-03.yaml")).strip()
    office.pos("adiarra", "void", case, entry, "--reason", "saisie double")
    office.pos("adiarra", "close", case, "--from", form("5.A-2026-09-03.yaml"), codes=(4, 15))
    office.pos("adiarra", "reopen", case, "--from", form("5.A-2026-09-03.yaml"), codes=(4, 15))
    office.pos("adiarra", "review", case, "--from", form("5.A-2026-09-03.yaml"), codes=(4, 15))
    report_and_join(office, case, first)
    return case


def report_and_join(office, case, form):
    """A child who is reported twice, the second time as a case of her own; how the two are found."""
    said = (f"name_first: {NAMES[0]}\nname_last: {NAMES[1]}\n")
    draft = office.draft(said + "reported_at: 2026-09-01\nreport_mode: phone\n"
                         f"reporter_name: {NAMES[2]}\nreport_observed: {ANSWERS[0]}\n")
    wrong = office.draft(said + f"sex: {ANSWERS[0]}\n")
    reported = office.pos("adiarra", "signal", "--from", draft).strip()
    other = office.pos("adiarra", "signal", "--from", draft, "--format", "json", language="en")
    office.pos("adiarra", "register", "--signal", reported, "--from", form)
    office.pos("adiarra", "signal", "close", re.search(r"[A-Z]+-\d+-\w+", other)[0], "--outcome",
               "reported_before")
    for style in ("text", "json"):
        office.pos("adiarra", "search", "--from", office.draft(said), "--format", style)
        office.pos("adiarra", "search", "--from", wrong, "--format", style, codes=(4,))
        office.pos("adiarra", "search", "--like", reported, "--format", style)
    office.pos("adiarra", "link", reported, "--same-as", case)


def look_at_it(office, case):
    office.time = "2026-09-10T08:00:00Z"
    for language in ("fr", "en"):
        for form in ("text", "json"):
            said = {"language": language}
            words = ("--format", form)
            office.pos("adiarra", "show", case, *words, shows=ANSWERS, **said)
            office.pos("adiarra", "show", case, "--names", *words, shows=NAMES + ANSWERS, **said)
            office.pos("mkone", "show", case, "--names", *words, shows=NAMES + ANSWERS, **said)
            office.pos("adiarra", "history", case, *words, **said)
            for person in ("adiarra", "mkone", "cdiallo", "skone", "otoure"):
                for command in ("list", "due"):
                    office.pos(person, command, *words, codes=(0, 3, 15), **said)
            office.pos("skone", "report", "--month", "2026-08", *words, **said)
            office.pos("adiarra", "check", "--read-data", *words, **said)
            office.pos("otoure", "people", "list", *words, **said)
            office.pos("otoure", "group", "list", *words, **said)
    office.pos("adiarra", "due", "--format", "ics")
    office.pos("adiarra", "list", "--format", "csv")
    with open("/dev/full", "wb") as full:
        office.pos("adiarra", "show", case, "--names", stdout=full, shows=NAMES + ANSWERS, codes=(16,))


def do_it_wrong(office, case):
    """What is not to be done, by whom it is not to be done, with files that are not right."""
    canaries = f"{NAMES[0]} {ANSWERS[0]}"
    wrong = [f"name_first: {canaries}\nname_last: [{canaries}\n", f"{canaries}: 1\n",
             f"name_first: {canaries}\nname_first: {canaries}\n", f"sex: {canaries}\n",
             f"age: {canaries}\noccurred: {canaries}\n", f"name_first: &a {canaries}\n",
             f"name_first: \"{canaries}\n", f"name_first: !{ANSWERS[0]} x\n", f"- {canaries}\n",
             f"family_details_section:\n  - {canaries}\n", f"{{\"name_first\": \"{canaries}\\",
             f"family_details_section: {canaries}\n", f"child_profile: [{canaries}]\n",
             f"registration_date: {canaries}\nlocation_current: {canaries}\n", f"\t{canaries}\n"]
    for text in wrong:
        draft = office.draft(text)
        for language, form in (("fr", "text"), ("en", "json")):
            said = {"language": language, "codes": (2, 4, 15)}
            office.pos("adiarra", "register", "--from", draft, "--format", form, **said)
            office.pos("adiarra", "followup", case, "--from", draft, "--format", form, **said)
            office.pos("mkone", "plan", case, "--validate", "--from", draft, "--format", form, **said)
            office.pos("adiarra", "form", "check", "1.B", draft, "--format", form, **said)
    good = office.draft(with_canaries("cases/awa/5.A-2026-08-31.yaml"))
    for person in ("bkeita", "skone", "otoure", "mkone", "cdiallo"):
        office.pos(person, "followup", case, "--from", good, codes=(0, 5, 12, 15))
        office.pos(person, "show", case, codes=(0, 5, 12, 15), shows=ANSWERS)
    office.pos("cdiallo", "register", "--from", office.draft(with_canaries("cases/awa/1.B.yaml")),
               "--for", "adiarra", codes=(0, 2))
    office.pos("adiarra", "list", POS_IDENTITY="/nowhere", codes=(5, 12))
    narrow_disk(office, case, good)
    damaged_files(office, case)


def narrow_disk(office, case, form):
    """Files may grow to 600 bytes only: the disk is as good as full."""
    traced, office.traced = office.traced, False
    for language in ("fr", "en"):
        office.pos("adiarra", "followup", case, "--from", form, limit=600, codes=(16,),
                   language=language)
    office.traced = traced


def damaged_files(office, case):
    for compartment in ("cases", "identities", "facts"):
        place = next((office.vault / compartment).rglob(f"{case}*.age"))
        whole = place.read_bytes()
        for damage in (whole[:-100], whole[:200], whole[:-1] + bytes([whole[-1] ^ 1]), b"", b"---\n"):
            place.write_bytes(damage)
            for words in (("show", case, "--names"), ("history", case), ("list",), ("due",),
                          ("check", "--read-data"), ("report", "--month", "2026-08")):
                office.pos("adiarra", *words, codes=(0, 3, 5, 12, 13), shows=NAMES + ANSWERS
                           if words[0] == "show" else (), language="en")
        place.write_bytes(whole)


def passphrases(office):
    words = office.drafts / "words"
    words.write_text(PHRASE + "\n")
    key = office.key("closed")
    given = {"POS_PASSPHRASE_FILE": str(words)}
    office.pos("otoure", "key", "new", key, **given)
    office.pos("otoure", "key", "card", key, "--code", "x", "--name", "X", **given)
    words.write_text(PHRASE + "x\n")
    for language in ("fr", "en"):
        office.pos("otoure", "key", "card", key, "--code", "x", "--name", "X", codes=(12,),
                   language=language, **given)


def names_in_text(office):
    """A text that names the child is refused without the name, and kept with a reason."""
    case = office.pos("adiarra", "register", "--from",
                      office.draft(with_canaries("cases/awa/1.B.yaml"))).strip()
    text = (TOP / "examples/cases/awa/5.A-2026-08-31.yaml").read_text()
    draft = office.draft(re.sub(r"(: (?:>-?|\|-?)\n +)", rf"\1{NAMES[0]} ", text))
    for language, form in (("fr", "text"), ("en", "json")):
        office.pos("adiarra", "followup", case, "--from", draft, "--format", form, codes=(4,),
                   language=language)
    office.pos("adiarra", "followup", case, "--from", draft, "--names-in-text", "elle signe ainsi")
    office.pos("mkone", "show", case, shows=NAMES + ANSWERS)


def unlocking(office):
    """The passphrase and the key in every way in; where the kernel keeps keys, in its keyring."""
    words = office.drafts / "words-2"
    words.write_text(PHRASE + "\n")
    given = {"POS_PASSPHRASE_FILE": str(words), "POS_IDENTITY": office.key("closed")}
    for language in ("fr", "en"):
        office.pos("otoure", "unlock", "--for", "1m", codes=(0, 1, 12), language=language, **given)
        office.pos("otoure", "people", "list", codes=(0, 12), language=language, **given)
        office.pos("otoure", "lock", language=language, codes=(0, 1), **given)
    with open(words, "rb") as typed:
        office.pos("otoure", "key", "card", office.key("closed"), "--code", "x", "--name", "X",
                   "--passphrase-fd", "0", stdin=typed.name)


def on_paper(office, recovery):
    printed = office.pos("otoure", "key", "paper", recovery)
    lines = re.findall(r"^\W*(?:\d+\W+)?([0-9A-Z]{4}[ -]?[0-9A-Z]{4})\s*$", printed, re.M)
    typed = office.draft("\n".join(lines[:8]) + "\n")
    for person in ("otoure", "adiarra"):
        office.pos(person, "key", "verify-paper", stdin=typed)
    office.pos("otoure", "key", "restore-paper", str(office.root / "again.key"), "--no-passphrase",
               stdin=typed)


def staff_and_keys(office, case, recovery):
    """Cases and people that come and go, names that are closed and erased."""
    steps = (
            ("mkone", "assign", case, "--to", "bkeita"), ("mkone", "assign", case, "--to", "adiarra"),
            ("mkone", "assign", "--from", "adiarra", "--to", "bkeita", "--all"),
            ("mkone", "assign", "--from", "bkeita", "--to", "adiarra", "--all", "--format", "json"),
            ("adiarra", "mask", case, "--reason", "menace"), ("mkone", "show", case, "--names"),
            ("mkone", "show", case, "--names", "--recovery", recovery, "--purpose", "essai"),
            ("mkone", "assign", case, "--to", "bkeita"), ("adiarra", "list"),
            ("bkeita", "show", case, "--names"), ("mkone", "assign", case, "--to", "adiarra"),
            ("bkeita", "list"), ("adiarra", "mask", case, "--off", "--reason", "fini"),
            ("mkone", "group", "add", "team-u1", "bkeita"),
            ("mkone", "group", "remove", "team-u1", "bkeita", "--rotate"),
            ("adiarra", "rekey"), ("otoure", "rekey", "--recovery", recovery, "--format", "json"),
            ("otoure", "policy", "set", "retention=P1M", "--recovery", recovery),
            ("mkone", "policy", "show"), ("mkone", "list", "--past-retention"),
            ("otoure", "people", "retire", "bkeita", "--recovery", recovery),
            ("otoure", "doctor"), ("adiarra", "doctor", "--format", "json"),
            ("adiarra", "check", "--strict"), ("mkone", "check", "--read-data", "--strict"),
            ("otoure", "group", "rotate", "recovery", "--recovery", recovery, "--new-recovery",
             str(office.root / "fresh.key")))
    for minute, (person, *words) in enumerate(steps):
        office.time = f"2026-09-12T08:{minute:02}:00Z"
        office.pos(person, *words, codes=(0, 3, 13) if words[0] in ("doctor", "check") else
                   (0, 15) if words[0] == "show" else (0,),
                   shows=NAMES + ANSWERS if words[0] == "show" else (),
                   language=("fr", "en")[minute % 2])
    history = office.pos("adiarra", "history", case, "--format", "json")
    entry = re.search(r'"entry": ?"(\w{26})"', history)[1]
    office.pos("adiarra", "accept", case, entry, codes=(0, 2, 5, 14, 15))


def other_media(office, case, form):
    """Backups, sticks, copies of synchronisers, repairs."""
    for place in ("backup", "stick"):
        (office.searched / place).mkdir(mode=0o700)
    office.pos("adiarra", "backup", str(office.searched / "backup"), "--test-restore=all")
    shutil.copytree(office.vault, office.searched / "stick" / "vault")
    office.pos("adiarra", "followup", case, "--from", form, POS_VAULT=str(
        office.searched / "stick" / "vault"))
    office.pos("adiarra", "followup", case, "--from", form)
    office.pos("adiarra", "merge", "--from", str(office.searched / "stick" / "vault"), codes=(0, 3))
    for folder in ("cases", "identities", "facts"):
        place = next((office.vault / folder).rglob(f"{case}.yaml.age"))
        other = office.searched / "stick" / "vault" / place.relative_to(office.vault)
        copy = place.with_name(f"{case}.yaml.sync-conflict-20260912-101500-ABCDEFG.age")
        shutil.copy(other, copy)
        office.pos("adiarra", "merge", str(place), str(place), str(other),
                   str(place.relative_to(office.vault)), codes=(0, 13))
    office.pos("adiarra", "merge", "--conflicts", codes=(0, 3))
    facts = next((office.vault / "facts").rglob(f"{case}.yaml.age"))
    facts.write_bytes(facts.read_bytes()[:-30])
    (office.vault / "cases" / "2026" / f"{case}.yaml (1).age").write_bytes(facts.read_bytes())
    for more in (("--dry-run",), ("--yes",), ("--yes", "--format", "json")):
        office.pos("adiarra", "check", "--repair", *more, codes=(0, 2, 3, 13), language="en")


def erasing(office, case, recovery):
    words = ("erase", case, "--reason", "terme", "--recovery", recovery)
    for more in ((), ("--confirm", case[:-1]), ("--confirm", case)):
        office.pos("mkone", *words, *more, codes=(0, 2, 5, 6, 12, 15))
    office.pos("adiarra", "show", case, "--names", shows=NAMES + ANSWERS, codes=(0, 3))


def commands_of(office, path=()):
    """Every command that has none below it."""
    said = subprocess.run([PROGRAM, *path, "--lang", "en", "--help"], capture_output=True, text=True)
    children, section = [], ""
    for line in said.stdout.splitlines():
        if re.match(r"\S.*:$", line):
            section = line
        elif re.match(r" {2}\S", line) and section not in ("", "Arguments:", "Options:"):
            name = re.match(r"[^\s,]+", line.strip())[0]
            if not name.startswith("-"):
                children.append((*path, name))
    if not children:
        yield path
    for child in children:
        yield from commands_of(office, child)


def every_command(office, case):
    """Whatever command there is, run at random: it fails or not, but says nothing."""
    form = office.draft(with_canaries("cases/awa/1.B.yaml"))
    for words in commands_of(office):
        shows = ANSWERS if words[0] in ("show", "search") else ()
        for more in ((), (case,), (case, "--from", form), ("--from", form), (case, "5.A", "--from", form)):
            office.pos("adiarra", *words, *more, "--no-input", codes=range(0, 21), shows=shows,
                       language="en")


def aborted(words, folder, environment, pipe):
    """A program that is aborted once it has taken a canary out of the pipe: its wait status."""
    os.mkfifo(pipe)
    run = subprocess.Popen(words, cwd=folder, env=environment, stderr=subprocess.DEVNULL)
    with open(pipe, "w") as given:  # waits until the program has opened the other end
        given.write(f"name_first: {NAMES[0]}\n")
        given.flush()
        unread = array.array("i", [1])
        while unread[0] > 0 and run.poll() is None:  # what is not in the pipe is in its memory
            fcntl.ioctl(given, termios.FIONREAD, unread)
        run.send_signal(signal.SIGABRT)
        return os.waitpid(run.pid, 0)[1]


def killed_with_names_in_memory(office):
    """A run that is ended when it has read a name leaves no core, where another program does."""
    unlimited = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
    resource.setrlimit(resource.RLIMIT_CORE, unlimited if os.geteuid() == 0
                       else resource.getrlimit(resource.RLIMIT_CORE))
    pipe = office.drafts / "pipe"
    status = aborted([PROGRAM, "register", "--from", str(pipe)], office.searched / "tmp",
                     office.environment("adiarra", "fr"), pipe)
    check(os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGABRT,
          f"the run was ended by the signal: {status}")
    check(not os.WCOREDUMP(status), "a run that is aborted dumps no core")
    pipe = office.drafts / "other-pipe"
    status = aborted(["/bin/sh", "-c", f"read line <'{pipe}'; exec 9<'{pipe}'; read more <&9"],
                     office.drafts, {}, pipe)
    return os.WCOREDUMP(status)


def main():
    root = tempfile.mkdtemp(prefix="pos-leaks-")
    office = Office(root)
    try:
        test_planted_leaks_are_found(office)
        recovery = found_office(office)
        case = work_on_a_case(office)
        look_at_it(office, case)
        do_it_wrong(office, case)
        passphrases(office)
        unlocking(office)
        names_in_text(office)
        staff_and_keys(office, case, recovery)
        fresh = str(office.root / "fresh.key")
        on_paper(office, fresh)
        other_media(office, case, office.draft(with_canaries("cases/awa/5.A-2026-08-31.yaml")))
        every_command(office, case)
        erasing(office, case, fresh)
        cores = killed_with_names_in_memory(office)
        count = office.search_files([*NAMES, *ANSWERS, PHRASE])
        print(f"leaks.py: {office.runs} commands, {count} files left, "
              f"{'every write watched' if office.traced else 'writes not watched: no strace'}, "
              f"{'cores can be had' if cores else 'this system makes no cores'}")
    finally:
        shutil.rmtree(root)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
