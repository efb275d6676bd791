#!/usr/bin/env python3
"""Checks evidence from a ledger's Merkle tree, as infra/docs/evidence.md says. Standard library only.

Usage: verify_evidence.py                                         the vectors beside this script
       verify_evidence.py PROOF ENTRY ORIGIN VKEY [WITNESS ...]   that the event in ENTRY stands in a ledger

PROOF is a tlog-proof file, ENTRY the event's canonical bytes, VKEY the log's key; all witnesses must have cosigned.
Exit code 0 if all is as it should be, 1 if not. Written for reading: Ed25519 takes milliseconds here, and time that
depends on its input, which is of no matter to who only verifies.
"""
import base64
import binascii
import hashlib
import json
import os
import sys
import unicodedata

VECTORS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "resources", "vectors")


class Malformed(Exception):
    pass


class Refused(Exception):
    pass


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def require(condition, what, fault=Refused):
    if not condition:
        raise fault(what)


# ---- Ed25519, RFC 8032, section 5.1 ----------------------------------------------------------------------------

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P


def add(one, other):
    """Section 5.1.4; points as (X, Y, Z, T)."""
    a, b = (one[1] - one[0]) * (other[1] - other[0]) % P, (one[1] + one[0]) * (other[1] + other[0]) % P
    c, d = 2 * one[3] * other[3] * D % P, 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(scalar, point):
    result = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            result = add(result, point)
        point, scalar = add(point, point), scalar >> 1
    return result


def same(one, other):
    return (one[0] * other[2] - other[0] * one[2]) % P == 0 and (one[1] * other[2] - other[1] * one[2]) % P == 0


def point(data):
    """Section 5.1.3; None if these bytes are no point."""
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    if y >= P:
        return None
    u, v = (y * y - 1) % P, (D * y * y + 1) % P
    x = u * pow(v, 3, P) * pow(u * pow(v, 7, P), (P - 5) // 8, P) % P
    if (v * x * x + u) % P == 0:
        x = x * pow(2, (P - 1) // 4, P) % P
    if (v * x * x - u) % P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


BASE = point((4 * pow(5, -1, P) % P).to_bytes(32, "little"))


def signed_by(key, message, signature):
    """Section 5.1.7, without the cofactor."""
    a, r, s = point(key), point(signature[:32]), int.from_bytes(signature[32:], "little")
    if a is None or r is None or len(signature) != 64 or s >= ORDER:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % ORDER
    return same(times(s, BASE), add(r, times(k, a)))


# ---- the tree, RFC 6962, section 2.1 ---------------------------------------------------------------------------


def split(n):
    """The largest power of two below n."""
    return 1 << (n - 1).bit_length() - 1


def node(left, right):
    return sha256(b"\x01", left, right)


def take(proof):
    require(proof, "the proof is too short")
    return proof.pop(0)


def climb(index, size, leaf, proof):
    """The root that PATH(index, D[size]) leads to."""
    if size == 1:
        return leaf
    k = split(size)
    if index < k:
        below = climb(index, k, leaf, proof)
        return node(below, take(proof))
    below = climb(index - k, size - k, leaf, proof)
    return node(take(proof), below)


def verify_inclusion(index, size, leaf, proof, root):
    require(0 <= index < size, "no such leaf")
    rest = list(proof)
    reached = climb(index, size, leaf, rest)
    require(not rest, "the proof is too long")
    require(reached == root, "the root is another one")


def climb_both(older, newer, complete, older_root, proof):
    """The two roots that PROOF(older, D[newer]) leads to."""
    if older == newer:
        both = older_root if complete else take(proof)
        return both, both
    k = split(newer)
    if older <= k:
        one, other = climb_both(older, k, complete, older_root, proof)
        return one, node(other, take(proof))
    one, other = climb_both(older - k, newer - k, False, older_root, proof)
    left = take(proof)
    return node(left, one), node(left, other)


def verify_consistency(size1, size2, root1, root2, proof):
    require(0 <= size1 <= size2, "the tree shrank")
    for size, root in ((size1, root1), (size2, root2)):
        require(size > 0 or root == sha256(), "the root of a tree without leaves")
    rest = list(proof)
    if size1 > 0:
        reached = climb_both(size1, size2, True, root1, rest)
        require(reached == (root1, root2), "a root is another one")
    require(not rest, "the proof is too long")


# ---- notes -----------------------------------------------------------------------------------------------------


def from_base64(text):
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as e:
        raise Malformed("not base64") from e
    require(base64.b64encode(data).decode() == text, "not how base64 is written", Malformed)
    return data


def hash_of(text):
    data = from_base64(text)
    require(len(data) == 32, "a hash has 32 bytes", Malformed)
    return data


def number(text):
    digits = text.isascii() and text.isdigit() and (text == "0" or text[0] != "0")
    require(digits and int(text) < 2**63, "no number", Malformed)
    return int(text)


def is_name(name):
    return name and not any(c in "+\x85" or c < " " or unicodedata.category(c) in ("Zs", "Zl", "Zp") for c in name)


def read_signature(line):
    require(line.startswith("\u2014 ") and line.count(" ") == 2, "no signature", Malformed)
    _, name, data = line.split(" ")
    data = from_base64(data)
    require(is_name(name) and len(data) > 4, "no signature", Malformed)
    return name, data[:4], data[4:]


def read_note(note):
    """(text, [(name, id, signature)])"""
    text, blank, below = note.rpartition("\n\n")
    require(blank and below.endswith("\n"), "no text and signatures", Malformed)
    require(not any(c < " " and c != "\n" for c in note), "control characters", Malformed)
    lines = below[:-1].split("\n")
    require(len(lines) <= 64, "too many signatures", Malformed)
    return text + "\n", [read_signature(line) for line in lines]


def read_key(vkey):
    name, id_, data = vkey.split("+", 2)
    data = from_base64(data)
    require(len(data) == 33 and data[0] in (1, 4), "no key", Malformed)
    key = (name, sha256(name.encode(), b"\n", data)[:4], data[0], data[1:])
    require(key[1].hex() == id_, "a key with another id", Malformed)
    return key


def is_verified(key, text, signature):
    name, id_, data = signature
    if (name, id_) != key[:2]:
        return False
    message = text.encode()
    if key[2] == 4:
        message = f"cosignature/v1\ntime {int.from_bytes(data[:8], 'big')}\n".encode() + message
        require(data[0] < 0x80, "a time above 2^63 - 1")
        data = data[8:]
    require(signed_by(key[3], message, data), "a false signature by a known key")
    return True


def read_checkpoint(text):
    """(origin, size, root)"""
    lines = text[:-1].split("\n")
    require(len(lines) >= 3 and all(lines), "no checkpoint", Malformed)
    return lines[0], number(lines[1]), hash_of(lines[2])


def verify_note(note, trust):
    """(size, root) of a checkpoint that is to be believed."""
    text, signatures = note
    log, witnesses = ([read_key(vkey) for vkey in trust[kind]] for kind in ("log", "witnesses"))
    by_log = [s for s in signatures if any([is_verified(key, text, s) for key in log])]
    by_witnesses = {key for key in witnesses for s in signatures if is_verified(key, text, s)}
    require(by_log, "not signed by the log")
    origin, size, root = read_checkpoint(text)
    require(origin == trust["origin"], "another log")
    require(len(by_witnesses) >= trust["quorum"], "too few witnesses")
    return size, root


def read_proof(file):
    """(index, hashes, note)"""
    first, _, rest = file.partition("\n")
    require(first == "c2sp.org/tlog-proof@v1", "another first line", Malformed)
    head, blank, note = rest.partition("\n\n")
    require(blank, "no empty line", Malformed)
    lines = head.split("\n")
    if lines[0].startswith("extra "):
        require(from_base64(lines.pop(0)[6:]), "no extra data", Malformed)
    require(lines and lines[0].startswith("index ") and len(lines) <= 64, "no index and hashes", Malformed)
    return number(lines[0][6:]), [hash_of(line) for line in lines[1:]], read_note(note)


def verify_proof(file, leaf, trust):
    index, hashes, note = read_proof(file)
    size, root = verify_note(note, trust)
    verify_inclusion(index, size, leaf, hashes, root)
    return index, size


# ---- what is checked -------------------------------------------------------------------------------------------


def verdict(check, *arguments):
    try:
        check(*arguments)
        return "verified"
    except Refused:
        return "refused"
    except Malformed:
        return "malformed"


def check_merkle(vector):
    hashes = [hash_of(text) for text in vector["proof"]]
    if "leafIdx" in vector:
        leaf, root = hash_of(vector["leafHash"]), hash_of(vector["root"])
        verify_inclusion(vector["leafIdx"], vector["treeSize"], leaf, hashes, root)
    else:
        roots = hash_of(vector["root1"]), hash_of(vector["root2"])
        verify_consistency(vector["size1"], vector["size2"], *roots, hashes)


def load(*path):
    with open(os.path.join(VECTORS, *path), encoding="utf-8") as file:
        return json.load(file)


def check_vectors():
    count = 0
    for folder, _, names in os.walk(os.path.join(VECTORS, "merkle")):
        for name in names:
            vector = load(folder, name)
            found = verdict(check_merkle, vector)
            assert (found != "verified") == vector["wantErr"], f"{vector['desc']}: {found}"
            count += 1
    for name, check in (("checkpoints.json", lambda v: verify_note(read_note(v["note"]), v)),
                        ("proofs.json", lambda v: verify_proof(v["file"], bytes.fromhex(v["leaf"]), v))):
        for vector in load("evidence", name):
            found = verdict(check, vector)
            assert found == vector["verdict"], f"{vector['name']}: {found}"
            count += 1
    assert count > 0
    print(f"{count} vectors are as they should be")


def check_file(proof, entry, origin, vkey, *witnesses):
    with open(proof, encoding="utf-8", newline="") as file:
        text = file.read()
    with open(entry, "rb") as file:
        leaf = sha256(b"\x00", file.read())
    trust = {"origin": origin, "log": [vkey], "witnesses": witnesses, "quorum": len(witnesses)}
    index, size = verify_proof(text, leaf, trust)
    print(f"event {index} stands in {origin} as it was with {size} events, and {len(witnesses)} witnesses saw that")


if __name__ == "__main__":
    try:
        if len(sys.argv) > 1:
            check_file(*sys.argv[1:])
        else:
            check_vectors()
    except (AssertionError, Refused, Malformed, ValueError, KeyError, TypeError, OSError) as e:
        sys.exit(f"FAILED: {e!r}")
