"""Validates an unpacked bag by the rules of RFC 8493 alone; prints what is wrong, a line each, and ends with 1."""

import hashlib
import os
import re
import sys

DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
LABEL = re.compile(r"^[^\s:][^:]*: .*$")
LINE = re.compile(r"^([0-9A-Fa-f]+)[ \t]+(\S.*)$")


def below(root):
    for folder, _, names in os.walk(root):
        for name in names:
            yield os.path.relpath(os.path.join(folder, name), root).replace(os.sep, "/")


def decoded(path):
    """Section 2.1.3: only CR, LF and the percent sign are escaped."""
    return re.sub("%(0D|0A|25)", lambda match: chr(int(match[1], 16)), path, flags=re.I)


def read_manifest(root, name, wrong):
    listed = {}
    algorithm = re.fullmatch(r"(?:tag)?manifest-([a-z0-9]+)\.txt", name)[1]
    for line in open(os.path.join(root, name), encoding="utf-8", newline="").read().splitlines():
        match = LINE.match(line)
        if not match:
            wrong.append(f"{name}: no line of a manifest: {line!r}")
            continue
        path = decoded(match[2])
        if path in listed:
            wrong.append(f"{name}: {path} is there twice")
        if path.startswith(("/", "~", "./", "../")) or "/../" in path:
            wrong.append(f"{name}: {path} leads out of the bag")
        listed[path] = (algorithm, match[1].lower())
    return listed


def check_sums(root, listed, wrong):
    for path, (algorithm, told) in listed.items():
        place = os.path.join(root, *path.split("/"))
        if not os.path.isfile(place):
            wrong.append(f"{path} is missing")
            continue
        sum_of = hashlib.new(algorithm)
        with open(place, "rb") as file:
            for piece in iter(lambda: file.read(1 << 20), b""):
                sum_of.update(piece)
        if sum_of.hexdigest() != told:
            wrong.append(f"{path} has another {algorithm}")


def check_info(root, wrong):
    path = os.path.join(root, "bag-info.txt")
    if not os.path.isfile(path):
        return
    oxum = None
    for line in open(path, encoding="utf-8", newline="").read().splitlines():
        if not LABEL.match(line) and not line.startswith((" ", "\t")):
            wrong.append(f"bag-info.txt: no label: {line!r}")
        if line.lower().startswith("payload-oxum: "):
            oxum = line.split(": ", 1)[1]
    if oxum is None:
        return
    sizes = [os.path.getsize(os.path.join(root, "data", one)) for one in below(os.path.join(root, "data"))]
    if oxum != f"{sum(sizes)}.{len(sizes)}":
        wrong.append(f"bag-info.txt: Payload-Oxum {oxum}, found {sum(sizes)}.{len(sizes)}")


def problems(root):
    wrong = []
    if open(os.path.join(root, "bagit.txt"), "rb").read() != DECLARATION:
        wrong.append("bagit.txt is not the declaration of BagIt 1.0")
    if not os.path.isdir(os.path.join(root, "data")):
        wrong.append("there is no payload directory")
    names = os.listdir(root)
    manifests = [name for name in names if re.fullmatch(r"manifest-[a-z0-9]+\.txt", name)]
    if not manifests:
        wrong.append("there is no payload manifest")
    payload = {f"data/{path}" for path in below(os.path.join(root, "data"))}
    for name in manifests:
        listed = read_manifest(root, name, wrong)
        for path in payload - set(listed):
            wrong.append(f"{name} does not list {path}")
        for path in listed:
            if not path.startswith("data/"):
                wrong.append(f"{name} lists {path}, which is not payload")
        check_sums(root, listed, wrong)
    for name in names:
        if re.fullmatch(r"tagmanifest-[a-z0-9]+\.txt", name):
            listed = read_manifest(root, name, wrong)
            for path in listed:
                if path.startswith("data/") or path.startswith("tagmanifest-"):
                    wrong.append(f"{name} lists {path}")
            for path in manifests:
                if path not in listed:
                    wrong.append(f"{name} does not list {path}")
            check_sums(root, listed, wrong)
    check_info(root, wrong)
    return wrong


found = problems(sys.argv[1])
for one in found:
    print(one)
sys.exit(1 if found else 0)
