"""An office whose every command is watched: what it writes, and where, is searched for canaries, invented
words that stand for names and answers (tests/leaks.py)."""

import base64
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import unicodedata
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("POS_PROGRAM", str(TOP / "build" / "release" / "pos"))
# Words of no language, so that nothing else has them.
NAMES = ["Zoumanaïdé", "Kwéxorobou", "Ñyamourakè"]
ANSWERS = ["Vrémissandre"]
PHRASE = "Quiblotarène"

failures = []


def check(holds, what):
    if not holds:
        failures.append(what)
        print(f"leaks.py: {what}", file=sys.stderr)


# --- How a canary may look --------------------------------------------------------------------------


def folded(text):
    """Without accents and capitals."""
    apart = unicodedata.normalize("NFD", text)
    return "".join(c for c in apart if not unicodedata.combining(c)).casefold()


def in_base64(word):
    """The digits that are the same whatever stands around it, for each of three beginnings."""
    for before in range(3):
        digits = base64.b64encode(b"\0" * before + word)
        first = (8 * before + 5) // 6
        last = (8 * (before + len(word))) // 6
        yield digits[first:last]


def writings(canary):
    """Every way that the canary is looked for, byte by byte."""
    for text in {canary, unicodedata.normalize("NFD", canary)}:
        word = text.encode()
        yield from (word, text.encode("utf-16-le"), text.encode("utf-16-be"), word.hex().encode(),
                    word.hex().upper().encode(), *in_base64(word))


def found_in(data, canaries):
    """Which of the canaries the bytes have."""
    as_folded = folded(data.decode("utf-8", "ignore"))
    unbroken = data.replace(b"\n", b"").replace(b"\r", b"")  # base64 may be cut into lines
    return {canary for canary in canaries
            if folded(canary) in as_folded
            or any(writing in data or writing in unbroken for writing in writings(canary))}


# --- What the program does --------------------------------------------------------------------------


CALLS = ("execve,write,writev,pwrite64,pwritev,pwritev2,sendto,sendmsg,open,openat,creat,mkdir,"
         "mkdirat,rename,renameat,renameat2,symlink,symlinkat,link,linkat,memfd_create,add_key")


def can_trace():
    tried = subprocess.run(["strace", "-qq", "-xx", "-e", "trace=write", PROGRAM, "--version"],
                           capture_output=True) if shutil.which("strace") else None
    return tried is not None and tried.returncode == 0 and b'write(1, "\\x' in tried.stderr


class Watched:
    """The bytes that one run handed to the system, with the number of the descriptor."""

    def __init__(self, log):
        self.writes, self.others, self.programs = [], [], 0
        for line in log.decode("ascii", "replace").splitlines():
            data = b"".join(bytes.fromhex(text.replace("\\x", ""))
                            for text in re.findall(r'"((?:\\x[0-9a-f]{2})*)"', line))
            call = re.match(r"(?:\d+ +)?(\w+)\((\d*)", line)
            if call and call[1].startswith(("write", "pwrite", "send")):
                self.writes.append((int(call[2]), data))
            else:
                self.programs += bool(call) and call[1] == "execve"
                self.others.append(data)


class Office:
    def __init__(self, root):
        self.root = Path(root)
        self.drafts = self.root / "drafts"  # the forms: plain by nature, outside what is searched
        self.searched = self.root / "searched"
        self.traced = can_trace()
        self.runs = 0
        for name in ("home", "state", "cache", "config", "tmp", "runtime", "keys"):
            (self.searched / name).mkdir(parents=True, mode=0o700)
        self.drafts.mkdir()
        self.vault = self.searched / "vault"
        self.time = "2026-03-02T09:00:00Z"

    def environment(self, person, language):
        at = str(self.searched)
        return {"HOME": f"{at}/home", "XDG_STATE_HOME": f"{at}/state",
                "XDG_CACHE_HOME": f"{at}/cache", "XDG_CONFIG_HOME": f"{at}/config",
                "XDG_RUNTIME_DIR": f"{at}/runtime", "TMPDIR": f"{at}/tmp", "PATH": os.environ["PATH"],
                "POS_VAULT": str(self.vault), "POS_IDENTITY": self.key(person),
                "POS_NOW": self.time, "POS_LANG": language}

    def key(self, person):
        return str(self.searched / "keys" / f"{person}.key")

    def draft(self, text):
        place = self.drafts / f"{len(list(self.drafts.iterdir()))}.yaml"
        place.write_text(text)
        return str(place)

    def pos(self, person, *words, codes=(0,), shows=(), language="fr", limit=None, stdin=None,
            stdout=None, **environment):
        """Runs a command and searches what it says and writes; its output. `shows`: what may stand on
        its standard output."""
        self.runs += 1
        command = [PROGRAM, *words]
        log = self.root / "trace"
        if self.traced:
            command = ["strace", "-f", "-qq", "-xx", "-v", "-s", "1000000", "-e", f"trace={CALLS}",
                       "-o", str(log), *command]

        def narrow():
            if limit is not None:
                signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
                resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

        with open(stdin or os.devnull, "rb") as given:
            run = subprocess.run(command, stdin=given, stdout=stdout or subprocess.PIPE,
                                 stderr=subprocess.PIPE, preexec_fn=None if self.traced else narrow,
                                 env={**self.environment(person, language), **environment})
        told = "pos " + " ".join(words[:3])
        check(run.returncode in codes, f"{told}: exit code {run.returncode}, not {codes}: "
              f"{run.stderr.decode(errors='replace')[:300] if run.returncode not in codes else ''}")
        secret = [*NAMES, *ANSWERS, PHRASE]
        hidden = [canary for canary in secret if canary not in shows]
        check(not found_in(run.stdout or b"", hidden), f"{told}: a canary on standard output")
        check(not found_in(run.stderr, secret), f"{told}: a canary in a message")
        if self.traced:
            self.search_trace(told, Watched(log.read_bytes()), secret, hidden)
        return (run.stdout or b"").decode()

    def search_trace(self, told, watched, secret, hidden):
        check(watched.programs <= 1, f"{told}: starts another program")
        for descriptor, data in watched.writes:
            looked_for = hidden if descriptor == 1 else secret
            found = found_in(data, looked_for)
            check(not found, f"{told}: {found} written to descriptor {descriptor}")
        found = found_in(b"\0".join(watched.others), secret)
        check(not found, f"{told}: {found} in a path, an argument or the environment")

    def search_files(self, secret):
        count = 0
        for place in sorted(self.searched.rglob("*")):
            check(not found_in(place.name.encode(), secret), f"a canary in the name {place}")
            if place.is_file():
                count += 1
                found = found_in(place.read_bytes(), secret)
                check(not found, f"{found} in the file {place.relative_to(self.root)}")
        return count
