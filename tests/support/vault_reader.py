"""Opens and proves the files of a vault with `age`, PyYAML and BLAKE2b, and nothing of `pos`.

Written from the description of the format alone, as a second opinion. Of signatures it checks that
the key named is one of the author's; Ed25519 itself is left to others.
"""
import base64
import glob
import hashlib
import heapq
import os
import re
import subprocess
import unicodedata
from dataclasses import dataclass, field
from decimal import Decimal

import yaml

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
ENTRY_KEYS = ("entry hash form act edition occurred recorded clock author by for key after"
              " corrects completes voids validates accepts to decision masked package purpose"
              " reason identity data signature").split()
SEAL_KEYS = ["seal", "recorded", "author", "key", "signature"]
NOT_IN_FACTS = ("key", "package", "purpose", "reason", "identity", "signature", "data")

checks = 0
faults = []


def check(holds, what):
    global checks
    checks += 1
    if not holds:
        faults.append(what)


# --- The one way documents are written ------------------------------------------------------------

def write_map(values, depth=0):
    blanks = " " * depth
    text = ""
    for key, value in values.items():
        if isinstance(value, dict) and value:
            text += f"{blanks}{key}:\n" + write_map(value, depth + 2)
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            text += f"{blanks}{key}:\n" + "".join(write_row(row, depth + 2) for row in value)
        elif isinstance(value, str) and is_block(value):
            lines = (f"{blanks}  {line}" if line else "" for line in value.split("\n"))
            text += f"{blanks}{key}: |-\n" + "".join(line + "\n" for line in lines)
        else:
            text += f"{blanks}{key}: {write_value(value)}\n"
    return text


def write_row(row, depth):
    return " " * depth + "- " + write_map(row, depth + 2)[depth + 2:]


def is_block(text):
    return ("\n" in text and "\t" not in text and text[0] not in "\n " and text[-1] != "\n"
            and not any(line.endswith(" ") for line in text.split("\n")))


def write_value(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return format(Decimal(repr(value)), "f")
    if isinstance(value, list):
        return "[" + ", ".join(write_value(item) for item in value) + "]"
    if isinstance(value, dict):
        return "{}"
    for raw, escaped in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\t", "\\t")):
        value = value.replace(raw, escaped)
    return f'"{value}"'


# --- Streams and documents ------------------------------------------------------------------------

def blake2b(content):
    return hashlib.blake2b(content, digest_size=32).hexdigest()


@dataclass
class Document:
    hash: str
    values: dict

    def __getitem__(self, key):
        return self.values[key]

    def get(self, key, otherwise=None):
        return self.values.get(key, otherwise)


@dataclass
class Stream:
    name: str
    header: dict
    documents: list
    seal: dict = field(default_factory=dict)


def read_stream(content, name, sealed):
    """The documents of an opened stream, each proved by writing its values again."""
    body = content.rstrip(b"\n") + b"\n"
    padded = -(-len(body) // 1024) * 1024 if sealed else len(body)
    check(content == body.ljust(padded, b"\n"), f"{name}: padding")
    pieces = re.split(rb"(?m)^---\n", body)
    check(pieces[0] == b"" and len(pieces) > 1, f"{name}: does not begin with ---")
    header, *documents = [read_document(piece, name) for piece in pieces[1:]]
    check(list(header.values) == ["pos", "id", "readers" if sealed else "vault"],
          f"{name}: keys of the header")
    stream = Stream(name, header.values, documents)
    if documents and "seal" in documents[-1].values:
        stream.seal = documents.pop().values
        check(list(stream.seal) == SEAL_KEYS, f"{name}: keys of the seal")
    for document in documents:
        known = [key for key in ENTRY_KEYS if key in document.values]
        check(list(document.values) == known, f"{name}: keys of a document and their order")
        after = document["after"]
        check(after == sorted(set(after)), f"{name}: `after` is not in order")
    return stream


def read_document(piece, name):
    values = yaml.load(piece, LOADER)
    check(write_map(values).encode() == piece, f"{name}: written again it gives other bytes")
    text = piece.decode()
    check(unicodedata.normalize("NFC", text) == text, f"{name}: a text that is not NFC")
    return Document(blake2b(piece), values)


def in_order(documents, name_of=lambda document: document.hash):
    """Parents first; of those free to come, the smallest (recorded, entry, hash)."""
    by_hash = {name_of(document): document for document in documents}
    for document in documents:
        for parent in document["after"]:
            check(parent in by_hash, f"{document['entry']}: `after` names a lost entry")
    waiting = {hash: set(document["after"]) & by_hash.keys() for hash, document in by_hash.items()}
    rank = lambda hash: (by_hash[hash]["recorded"], by_hash[hash]["entry"], hash)
    free = [rank(hash) for hash, parents in waiting.items() if not parents]
    heapq.heapify(free)
    ordered = []
    while free:
        taken = heapq.heappop(free)[2]
        ordered.append(by_hash[taken])
        for hash, parents in waiting.items():
            if taken in parents:
                parents.remove(taken)
                if not parents:
                    heapq.heappush(free, rank(hash))
    check(len(ordered) == len(documents), "a circle in `after`")
    return ordered


# --- age ------------------------------------------------------------------------------------------

def open_with_key(path, key_file):
    """What `age -d -i KEY FILE` prints, or None."""
    run = subprocess.run(["age", "-d", "-i", key_file, path], capture_output=True)
    return run.stdout if run.returncode == 0 else None


def open_with_secret(path, secret):
    """The same with an identity that stands in no file: it is handed over on standard input."""
    run = subprocess.run(["age", "-d", "-i", "-", path], input=secret, capture_output=True)
    return run.stdout if run.returncode == 0 else None


def stanzas(sealed):
    """The kinds of the recipients' stanzas in the header of an age file."""
    return re.findall(rb"(?m)^-> (\S+)", sealed[:sealed.index(b"\n--- ") + 1])


def check_stanzas(sealed, number, name):
    check(stanzas(sealed) == [b"X25519"] * number,
          f"{name}: not one X25519 stanza for each of {number} readers")


# --- The vault ------------------------------------------------------------------------------------

def check_character(text):
    """ISO 7064, MOD 37,36."""
    product = 36
    for character in text:
        total = (product + int(character, 36)) % 36 or 36
        product = total * 2 % 37
    return "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[(37 - product) % 36]


def key_name(signing_key):
    return blake2b(base64.b64decode(signing_key))[:32]


class Vault:
    """The plain files: who there is, with which keys, and the groups."""

    def __init__(self, folder):
        self.folder = folder
        self.office = {}
        self.keys = {}  # author -> the names of the signing keys that author has or had
        founding = self.read_plain("pos.yaml", "vault/1")
        self.id = founding.header["vault"]
        self.office = self.state(founding)
        self.keys["recovery"] = {key_name(self.office["recovery"]["signing_key"])}
        cards = self.read_folder("people", "person/1")
        self.people = {code: self.state(card) for code, card in cards.items()}
        for code, card in cards.items():
            said = [document["data"] for document in card.documents]
            self.keys[code] = {key_name(d["signing_key"]) for d in said if "signing_key" in d}
        groups = self.read_folder("groups", "group/1")
        self.groups = {name: self.state(group) for name, group in groups.items()}
        directory = self.read_folder("directory", "directory/1")
        for stream in (founding, *cards.values(), *groups.values(), *directory.values()):
            check(stream.header["vault"] == self.id, f"{stream.name}: another vault's")
            for document in stream.documents:
                self.check_author(document, stream.name)

    def read_folder(self, folder, kind):
        paths = sorted(glob.glob(os.path.join(folder, "*.yaml"), root_dir=self.folder))
        return {self.code(path): self.read_plain(path, kind) for path in paths}

    @staticmethod
    def code(path):
        return os.path.basename(path).removesuffix(".yaml")

    def read_plain(self, path, kind):
        with open(os.path.join(self.folder, path), "rb") as file:
            stream = read_stream(file.read(), path, sealed=False)
        check(stream.header["pos"] == kind, f"{path}: not {kind}")
        if path != "pos.yaml":
            check(stream.header["id"] == self.code(path), f"{path}: named unlike its header")
        return stream

    @staticmethod
    def state(stream):
        state = {}
        for document in in_order(stream.documents):
            state |= document["data"]
        return state

    def check_author(self, signed, name):
        check(signed["key"] in self.keys.get(signed["author"], ()),
              f"{name}: not a key of {signed['author']}")

    def group_secret(self, group, key_file):
        """The group's age identity file, opened with a member's key."""
        text = self.groups[group]["secret"]
        run = subprocess.run(["age", "-d", "-i", key_file], input=text.encode() + b"\n",
                             capture_output=True)
        armour = base64.b64decode("".join(text.split("\n")[1:-1]))
        check_stanzas(armour, len(self.groups[group]["members"]) + 1, f"groups/{group}.yaml")
        check(run.returncode == 0, f"groups/{group}.yaml: does not open with {key_file}")
        return run.stdout

    def sealed_files(self, compartment):
        return sorted(glob.glob(os.path.join(self.folder, compartment, "*", "*.yaml.age")))

    def readers(self, compartment, manager, masked=False):
        """The recipients that a case's file must have, in their order."""
        card = self.people[manager]
        groups = [f"team-{card['unit']}"] + (["statistics"] if compartment == "facts" else [])
        if compartment == "identity" and masked:
            groups = []
        return [card["recipient"], *(self.groups[group]["recipient"] for group in groups),
                self.office["recovery"]["recipient"]]

    def read_case_file(self, path, content, kind):
        """An opened file of a case: its name, folder, header and stanzas fit each other."""
        stream = read_stream(content, path, sealed=True)
        year, name = path.split(os.sep)[-2:]
        case = stream.header["id"]
        check(stream.header["pos"] == kind, f"{path}: not {kind}")
        check(name == f"{case}.yaml.age" and case.split("-")[1] == year,
              f"{path}: named unlike its header")
        check(check_character(case.replace("-", "")[:-1]) == case[-1],
              f"{path}: the check character")
        with open(path, "rb") as file:
            check_stanzas(file.read(), len(stream.header["readers"]), path)
        for document in stream.documents:
            if kind != "facts/1":
                self.check_author(document, path)
        return stream

    def check_seal(self, facts):
        check(facts.seal, f"{facts.name}: has no seal")
        if not facts.seal:
            return
        latest = max(document["recorded"] for document in facts.documents)
        check(facts.seal["seal"] == len(facts.documents), f"{facts.name}: the seal counts others")
        check(facts.seal["recorded"] >= latest, f"{facts.name}: the seal is too early")
        self.check_author(facts.seal, facts.name)


def check_case_against_facts(case, facts):
    """One facts document for each entry, with its hash and its keys."""
    by_hash = {document["hash"]: document for document in facts.documents}
    check(len(by_hash) == len(facts.documents) == len(case.documents),
          f"{facts.name}: not one document for each entry")
    for entry in case.documents:
        check(entry.hash in by_hash, f"{facts.name}: lacks the entry {entry['entry']}")
        copy = by_hash.get(entry.hash, entry)
        check({k: v for k, v in entry.values.items() if k not in NOT_IN_FACTS}
              == {k: v for k, v in copy.values.items() if k not in ("hash", "data")},
              f"{facts.name}: {entry['entry']} has other keys than in the case")
        for name, answer in copy.get("data", {}).items():
            check(contains(entry["data"].get(name), answer),
                  f"{facts.name}: {entry['entry']}: {name} is not what the case says")


def contains(whole, part):
    """The same answer, or a table whose rows have at least these answers."""
    if not (isinstance(part, list) and part and isinstance(part[0], dict)):
        return whole == part
    rows = {row["unique_id"]: row for row in whole}
    return all(row.items() <= rows.get(row["unique_id"], {}).items() for row in part)


def check_identity(case, identity):
    """Each identity document is the one that its case entry names; none is left of what was erased."""
    erased = max((place for place, entry in enumerate(case.documents)
                  if entry.get("act") == "erase"), default=-1)
    named = {entry["identity"]: entry for entry in case.documents[erased + 1:]
             if "identity" in entry.values}
    check({document.hash for document in identity.documents} == named.keys(),
          f"{identity.name}: not what the case names")
    repeated = ENTRY_KEYS[:ENTRY_KEYS.index("after") + 1]
    for document in identity.documents:
        entry = named.get(document.hash, document)
        check([document.get(key) for key in repeated] == [entry.get(key) for key in repeated],
              f"{identity.name}: {document['entry']} does not repeat its entry's keys")
