#!/usr/bin/env python3
"""Checks the ledger's test vectors, or exports, as infra/docs/ledger-format.md says. Standard library only.

Usage: verify_vectors.py [EXPORT ...]     without an export: the vectors beside this script
Exit code 0 if all is as it should be, 1 if not.
"""
import base64
import hashlib
import json
import os
import sys

ZERO = bytes(32)
MAGIC = b"RKLG"
KINDS = ["GENESIS", "SEAL", "COMMIT"]
VECTORS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "resources", "vectors")


class Malformed(Exception):
    pass


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


# ---- reading ---------------------------------------------------------------------------------------------------


class Reader:
    def __init__(self, data):
        self.data = data
        self.at = 0

    def raw(self, length):
        if len(self.data) - self.at < length:
            raise Malformed("ends early")
        self.at += length
        return self.data[self.at - length:self.at]

    def u8(self):
        return self.raw(1)[0]

    def u32(self):
        value = int.from_bytes(self.raw(4), "big")
        if value > 2**31 - 1:
            raise Malformed("number too large")
        return value

    def i64(self):
        return int.from_bytes(self.raw(8), "big", signed=True)

    def hash(self):
        return self.raw(32)

    def bytes(self):
        return self.raw(self.u32())

    def text(self):
        try:
            return self.bytes().decode("utf-8", "strict")
        except UnicodeDecodeError as e:
            raise Malformed("not UTF-8") from e

    def flag(self):
        value = self.u8()
        if value > 1:
            raise Malformed("flag")
        return value == 1

    def list_of(self, item):
        return [item() for _ in range(self.u32())]

    def pair(self):
        return (self.text(), self.text())

    def anchor(self):
        return (self.i64(), self.hash())

    def end(self):
        if self.at != len(self.data):
            raise Malformed("bytes left over")


def sort_key(item):
    return item.encode() if isinstance(item, str) else tuple(part.encode() for part in item)


def require_ascending(items):
    keys = [sort_key(item) for item in items]
    if any(a >= b for a, b in zip(keys, keys[1:])):
        raise Malformed("out of order")
    return items


def read_entry(data):
    r = Reader(data)
    if r.u8() != 1:
        raise Malformed("entry format")
    entry = {"id": r.text(), "type": r.text(), "version": r.text()}
    entry["tags"] = require_ascending(r.list_of(r.pair))
    entry["metadata"] = r.list_of(r.pair)
    require_ascending([key for key, _ in entry["metadata"]])
    entry["payload"] = r.bytes()
    r.end()
    return entry


def read_criterion(r):
    return {"types": require_ascending(r.list_of(r.text)), "tags": require_ascending(r.list_of(r.pair))}


def read_header(data):
    r = Reader(data)
    kind = r.u8()
    if kind >= len(KINDS):
        raise Malformed("kind")
    header = {"kind": KINDS[kind], "position": r.i64(), "recordedAt": r.i64(), "writer": r.raw(16)}
    header["acknowledged"] = r.anchor() if r.flag() else None
    header["decidedOn"] = None
    if r.flag():
        header["decidedOn"] = {
            "anchor": r.anchor(), "marker": r.i64(), "criteria": r.list_of(lambda: read_criterion(r))}
    header["genesis"] = {"ledger": r.text(), "incarnation": r.raw(16)} if KINDS[kind] == "GENESIS" else None
    r.end()
    return header


def read_record(value):
    """(prev, header, entries, hash) of a value that begins with the magic."""
    r = Reader(value)
    r.raw(4)
    if r.u8() != 1:
        raise Malformed("format")
    prev = r.hash()
    header_bytes = r.bytes()
    header = read_header(header_bytes)
    entries = r.list_of(r.bytes)
    r.end()
    for entry in entries:
        read_entry(entry)
    leaves = [sha256(b"\x00", entry) for entry in entries]
    hashed = sha256(b"\x02", prev, u32(len(header_bytes)), header_bytes, u32(len(entries)), *leaves)
    return prev, header, entries, hashed


# ---- writing ---------------------------------------------------------------------------------------------------


def u32(value):
    return value.to_bytes(4, "big")


def i64(value):
    return value.to_bytes(8, "big", signed=True)


def text(value):
    return u32(len(value.encode())) + value.encode()


def list_of(items, write):
    return u32(len(items)) + b"".join(write(item) for item in items)


def pair(items):
    return text(items[0]) + text(items[1])


def anchor(value):
    return i64(value["size"]) + bytes.fromhex(value["hash"])


def write_entry(f):
    payload = bytes.fromhex(f["payload"])
    return (b"\x01" + text(f["id"]) + text(f["type"]) + text(f["version"]) + list_of(f["tags"], pair)
            + list_of(f["metadata"], pair) + u32(len(payload)) + payload)


def write_header(f):
    out = bytes([KINDS.index(f["kind"])]) + i64(f["position"]) + i64(f["recordedAt"]) + bytes.fromhex(f["writer"])
    out += b"\x01" + anchor(f["acknowledged"]) if f["acknowledged"] else b"\x00"
    decided = f["decidedOn"]
    if decided:
        out += b"\x01" + anchor(decided["anchor"]) + i64(decided["marker"]) + list_of(
            decided["criteria"], lambda c: list_of(c["types"], text) + list_of(c["tags"], pair))
    else:
        out += b"\x00"
    if f["genesis"]:
        out += text(f["genesis"]["ledger"]) + bytes.fromhex(f["genesis"]["incarnation"])
    return out


# ---- the chain rule --------------------------------------------------------------------------------------------


class Chain:
    def __init__(self, ledger):
        self.ledger = ledger
        self.size, self.hash, self.recorded_at = 0, ZERO, 0
        self.anchors = set()
        self.stopped = False

    def judge(self, value):
        """("valid" | "void" | "stop", record or None)"""
        if self.stopped:
            return "stop", None
        verdict, record = self.examine(value)
        self.stopped = verdict == "stop"
        if verdict == "valid":
            _, header, entries, self.hash = record
            self.size += len(entries)
            self.recorded_at = header["recordedAt"]
            self.anchors.add((self.size, self.hash))
        return verdict, record

    def examine(self, value):
        if len(value) < 37 or value[:4] != MAGIC:
            return "void", None
        try:
            record = read_record(value)
        except Malformed:
            return ("stop" if value[5:37] == self.hash else "void"), None
        prev, header, entries, _ = record
        if header["acknowledged"] and header["acknowledged"] not in self.anchors:
            return "stop", record
        if prev != self.hash:
            return "void", record
        broken = (
            (header["kind"] == "GENESIS") != (self.hash == ZERO)
            or (header["genesis"] and header["genesis"]["ledger"] != self.ledger)
            or (header["kind"] == "COMMIT") != (len(entries) > 0)
            or header["position"] != self.size
            or header["recordedAt"] < self.recorded_at)
        return ("stop" if broken else "valid"), record


# ---- what is checked -------------------------------------------------------------------------------------------


def load(name):
    with open(os.path.join(VECTORS, name), encoding="utf-8") as file:
        return json.load(file)


def refuses(read, data):
    try:
        read(data)
        return False
    except Malformed:
        return True


def check_vectors():
    count = 0
    for vectors, write, read in ((load("entries.json"), write_entry, read_entry),
                                 (load("headers.json"), write_header, read_header)):
        for v in vectors["valid"]:
            data = bytes.fromhex(v["bytes"])
            assert write(v["fields"]) == data, v["name"]
            read(data)
            assert "leaf" not in v or sha256(b"\x00", data).hex() == v["leaf"], v["name"]
            count += 1
        for v in vectors["malformed"]:
            assert refuses(read, bytes.fromhex(v["bytes"])), v["name"]
            count += 1
    for v in load("chains.json"):
        chain = Chain(v["ledger"])
        for i, step in enumerate(v["records"]):
            verdict, record = chain.judge(bytes.fromhex(step["value"]))
            where = f"{v['name']}, record {i}"
            assert verdict == step["verdict"], f"{where}: {verdict}"
            assert chain.size == step["size"] and chain.hash.hex() == step["head"], where
            count += 1
    print(f"{count} vectors are as they should be")


def check_export(path):
    with open(path, encoding="utf-8") as file:
        lines = [json.loads(line) for line in file]
    assert lines and lines[0].get("format") == "rackledger-export-1", "not an export"
    assert "commits" in lines[-1], "cut off: the last line is missing"
    chain = Chain(lines[0]["ledger"])
    for number, line in enumerate(lines[1:-1]):
        position = chain.size
        verdict, record = chain.judge(base64.b64decode(line["record"], validate=True))
        assert verdict == "valid", f"commit {number} is {verdict}"
        said = (line["commit"], line["kind"], line["position"], line["hash"])
        assert said == (number, record[1]["kind"], position, chain.hash.hex()), f"commit {number} is not what it says"
    counted = (lines[-1]["commits"], lines[-1]["events"])
    assert counted == (len(lines) - 2, chain.size), "the last line counts otherwise"
    print(f"{path}: {len(lines) - 2} commits, {chain.size} events, head {chain.hash.hex()}")


if __name__ == "__main__":
    try:
        for export in sys.argv[1:]:
            check_export(export)
        if len(sys.argv) == 1:
            check_vectors()
    except (AssertionError, ValueError, KeyError) as e:
        sys.exit(f"FAILED: {e!r}")
