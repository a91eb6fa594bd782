#!/usr/bin/env python3
"""export.py: puts a trained encoder into a file of models, with weights of one byte.

    export.py MODEL.pt DATA FILE.model [OUT.model]

Reads what train.py wrote and the folder of its data (for the order of the Brown clusters), and writes FILE with the part `encoder` in place of
the linear models of tags and trees; `crates/dateline-lang/src/encoder.rs` reads it. Each output of a matrix has a scale of its own; the rows of features share one.
"""
import lzma
import re
import struct
import sys
from pathlib import Path

import torch
import torch.nn.functional as F

MAGIC = b"DATELINE01"
REPLACED = (b"encoder", b"tag-1", b"tag-2", b"state", b"arc")
# The order of `Upos`, `Xpos` and `Deprel` in crates/dateline-lang/src/labels.rs is read from that file.
LABELS = (Path(__file__).parent / "../../crates/dateline-lang/src/labels.rs").resolve()


def names_of(enum):
    body = re.search(rf"\n    {enum} \{{(.*?)\n    \}}", LABELS.read_text(encoding="utf-8"), re.S)[1]
    return re.findall(r'= "([^"]+)"', body)


def fnv(text):
    found = 0xCBF29CE484222325
    for byte in text.encode():
        found = ((found ^ byte) * 0x100000001B3) % 2**64
    return (found ^ (found >> 32)) % 2**32


def floats(values):
    values = values.detach().float().flatten().tolist()
    return struct.pack(f"<{len(values)}f", *values)


def linear(weight, bias=None):
    """int8 weights by output, their scales, the bias."""
    scale = weight.abs().amax(1).clamp_min(1e-12) / 127
    whole = (weight / scale[:, None]).round().to(torch.int8)
    return whole.numpy().tobytes() + floats(scale) + floats(torch.zeros(len(weight)) if bias is None else bias)


def encoder(saved, data):
    w, o = saved["model"], saved["options"]
    width = 2 * o["size"]
    order, number = sorted(range(len(saved["rows"])), key=lambda row: fnv(saved["rows"][row])), {}
    keys = [fnv(saved["rows"][row]) for row in order]
    assert len(set(keys)) == len(keys), "two features share a key"
    for at, row in enumerate(order):
        number[saved["rows"][row]] = at
    # Clusters are counted in the order of their first words, as dateline-train does.
    paths = {}
    for line in lzma.open(data / "brown200-news6M.txt.xz", "rt", encoding="utf-8"):
        paths.setdefault(line.split("\t")[0], len(paths))
    clusters = [number.get(name, 2**32 - 1) for path in paths for name in [*(f"b{path[:n]}/{n}" for n in (4, 6, 10)), "B" + path]]
    embed = w["embed.weight"][order]
    scale = float(embed.abs().max()) / 127
    # A few large values are cut, so that the others keep their digits.
    scale = min(scale, float(embed.abs().flatten().kthvalue(int(embed.numel() * 0.9999)).values) / 127)
    upos, xpos, deprel = names_of("Upos"), names_of("Xpos"), names_of("Deprel")
    sizes = [o["embed"], width, o["layers"], o["window"], o["arc"], o["label"], len(saved["tags"]), len(saved["labels"]), len(keys), len(paths)]
    out = [struct.pack("<10I", *sizes)]
    out += [bytes([upos.index(tag.split(" ")[0]), xpos.index(tag.split(" ")[1])]) for tag in saved["tags"]]
    out += [bytes(deprel.index(label) for label in saved["labels"])]
    out += [struct.pack(f"<{len(keys)}I", *keys), (embed / scale).round().clamp(-127, 127).to(torch.int8).numpy().tobytes(), struct.pack("<f", scale)]
    out += [struct.pack(f"<{len(clusters)}I", *clusters), floats(w["norm.weight"]), floats(w["norm.bias"])]
    out += [linear(w["project.weight"], w["project.bias"])]
    for at in range(o["layers"]):
        out += [linear(w[f"layers.{at}.linear.weight"], w[f"layers.{at}.linear.bias"])]
        if o["window"] > 1 and at > 0:
            out += [linear(w[f"layers.{at}.beside.weight"])]
    out += [linear(w["tag.weight"], w["tag.bias"]), linear(w["arc.weight"], w["arc.bias"]), linear(w["bilinear"].T.contiguous(), w["bias"])]
    out += [linear(w["label.weight"], w["label.bias"]), linear(w["name.weight"], w["name.bias"])]
    for name, size in (("arc", o["arc"]), ("label", o["label"])):
        out += [floats(F.leaky_relu(w[name + ".weight"] @ w["root"] + w[name + ".bias"], 0.125)[size:])]
    out += [floats(w["distance.weight"])]
    return b"".join(out)


def read_parts(file):
    assert file[:10] == MAGIC
    count, at = struct.unpack_from("<H", file, 10)[0], 12
    table = [struct.unpack_from("<8sQ", file, at + 16 * number) for number in range(count)]
    at += 16 * count
    parts = []
    for name, length in table:
        parts.append((name.rstrip(b"\0"), file[at : at + length]))
        at += length
    return parts


def main():
    model, data, file = map(Path, sys.argv[1:4])
    part = encoder(torch.load(model, weights_only=False, map_location="cpu"), data)
    parts = [it for it in read_parts(file.read_bytes()) if it[0] not in REPLACED] + [(b"encoder", part)]
    out = MAGIC + struct.pack("<H", len(parts)) + b"".join(struct.pack("<8sQ", name, len(bytes)) for name, bytes in parts)
    Path(sys.argv[4] if len(sys.argv) > 4 else file).write_bytes(out + b"".join(bytes for _, bytes in parts))
    print(f"encoder {len(part)} bytes")


if __name__ == "__main__":
    main()
