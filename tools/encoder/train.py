#!/usr/bin/env python3
"""train.py: a small recurrent encoder for tags and trees, trained on the open part of the treebanks.

    train.py DATA OUT [--seed N] [--epochs N] [--held] [...]

DATA is the folder with `ud-ewt-train.conllu.xz`, `ud-gum-train.conllu.xz` and `brown200-news6M.txt.xz`; OUT a folder for the checkpoint
(`state.pt`, written after each epoch and resumed from), the model (`model.pt`) and the trees of the development parts (`ewt.conllu`, `gum.conllu`).
With `--held` each twelfth document is left out of training and scored: choices are made there and not on the development parts.

The model: hashed features of a word (form, affixes, n-grams, shape, prefixes of its Brown cluster) are summed and projected, once for each word
type; layers of bidirectional simple recurrent units (Lei et al. 2018, without the state in its gates), whose only products of matrices need
no earlier step; heads for joint tags, biaffine arcs (Dozat and Manning 2017) decoded by Eisner's algorithm, and labels from the product of two projections.
"""
import argparse
import lzma
import math
import random
import re
import time
from collections import Counter
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

# The same as `OPEN_GENRES` of dateline-train.
OPEN_GENRES = {"academic", "bio", "court", "interview", "news", "speech", "textbook", "voyage"}
LONGEST = 160
# Arcs further than this count as this far.
DISTANCES = 24


# --- data ---------------------------------------------------------------------------------------------------------------------------------


def read_text(path):
    with lzma.open(path, "rt", encoding="utf-8") as file:
        return file.read()


class Sentence:
    """Words with their forms, tags, heads (the root is 0, words count from 1) and labels, and the lines of the file."""

    def __init__(self, lines):
        self.lines = lines
        rows = [line.split("\t") for line in lines if line[:1].isdigit() and line.split("\t", 1)[0].isdigit()]
        self.forms = [row[1] for row in rows]
        self.tags = [row[3] + " " + row[4] for row in rows]
        self.heads = [int(row[6]) if row[6].isdigit() else 0 for row in rows]
        self.labels = [row[7] for row in rows]


def documents(text):
    """(genre, [sentence, …]) of each document."""
    found, genre = [], ""
    for block in text.strip().split("\n\n"):
        lines = block.split("\n")
        if any(line.startswith("# newdoc id") for line in lines) or not found:
            genre = next((line.split("= ", 1)[1] for line in lines if line.startswith("# meta::genre")), "")
            found.append((genre, []))
        found[-1][1].append(Sentence(lines))
    return found


def is_capitals(forms):
    """As `lexical::is_capitals`: whether a sentence is in capitals throughout."""
    long = [form for form in forms if sum(c.isalpha() for c in form) >= 2]
    small = sum(any(c.islower() for c in form) for form in long)
    return len(long) >= 3 and small * 8 <= len(long)


def types_of(sentence):
    """The word types of a sentence: digits as 0, capitals of a line in capitals as small letters."""
    lower = is_capitals(sentence.forms)
    return [re.sub("[0-9]", "0", form.lower() if lower else form) for form in sentence.forms]


# --- features -----------------------------------------------------------------------------------------------------------------------------


def shape(form):
    kinds = [("X" if c.isupper() else "x" if c.isalpha() else "0" if c.isdigit() else c if c in "-.'" else "_") for c in form]
    return "".join(kind for at, kind in enumerate(kinds) if at < 1 or kind != kinds[at - 1])[:8]


def features(form, clusters):
    """The names of a word's features; the first is its form."""
    lower = form.lower()
    found = ["f" + form, "l" + lower, "s" + shape(form)]
    found += [f"p{lower[:n]}" for n in range(1, 5) if len(lower) > n]
    found += [f"e{lower[-n:]}" for n in range(1, 6) if len(lower) > n]
    marked = f"^{lower}$"
    found += sorted({"n" + marked[at : at + n] for n in (3, 4, 5) for at in range(len(marked) - n + 1)})
    path = clusters.get(form) or clusters.get(lower)
    found += [f"b{path[:n]}/{n}" for n in (4, 6, 10)] + ["B" + path] if path else ["b"]
    return found


class Vocabulary:
    """Features that are worth a row: seen often enough in the words of the training part."""

    def __init__(self, counts, clusters, least_words, least_types):
        words, kinds = Counter(), Counter()
        for form, count in counts.items():
            for feature in features(form, clusters):
                words[feature] += count
                kinds[feature] += 1
        keep = [it for it in words if (words[it] >= least_words if it[0] in "fl" and kinds[it] < least_types else kinds[it] >= least_types or it[0] in "bBs")]
        self.rows = {feature: row for row, feature in enumerate(sorted(keep))}
        self.clusters = clusters

    def of(self, form):
        return [self.rows[it] for it in features(form, self.clusters) if it in self.rows]


class Types:
    """The word types of all texts with their rows, as one long list and where each begins."""

    def __init__(self, vocabulary):
        self.vocabulary, self.number, self.lists = vocabulary, {}, []

    def add(self, form):
        if form not in self.number:
            self.number[form] = len(self.lists)
            self.lists.append(np.array(self.vocabulary.of(form), dtype=np.int64))
        return self.number[form]

    def batch(self, numbers):
        """Rows and offsets of these types."""
        lists = [self.lists[number] for number in numbers]
        lengths = np.array([len(it) for it in lists])
        return torch.from_numpy(np.concatenate(lists)), torch.from_numpy(np.concatenate([[0], np.cumsum(lengths)[:-1]]))


# --- model --------------------------------------------------------------------------------------------------------------------------------


class Unit(torch.autograd.Function):
    """The states of simple recurrent units: c[t] = f c[t∓1] + (1 - f) z, h = r c + (1 - r) x; the left half of the values from left to right,
    the other half from right to left.

    `u` (T × B × 6d) holds z and what goes into f and r, each for both halves; `x` is T × B × 2d, `mask` T × B × 1.
    """

    @staticmethod
    def forward(ctx, u, x, mask):
        z, f, r = u.chunk(3, -1)
        f, r = torch.sigmoid(f), torch.sigmoid(r)
        z = z * mask
        c = torch.lerp(z, torch.zeros(()), f)
        scan(f, c, f.shape[-1] // 2, 1)
        ctx.save_for_backward(z, f, r, c, x, mask)
        return torch.lerp(x, c, r)

    @staticmethod
    def backward(ctx, grad):
        z, f, r, c, x, mask = ctx.saved_tensors
        d = f.shape[-1] // 2
        into = torch.empty(*f.shape[:-1], 6 * d)
        into_z, into_f, into_r = into.chunk(3, -1)
        through = grad * r
        into_x = grad - through
        torch.mul((c - x).mul_(grad), (1 - r).mul_(r), out=into_r)
        # What a state did for the later ones: the same recurrence from the other end, with the gates of the next step.
        later = torch.zeros_like(f)
        later[:-1, :, :d], later[1:, :, d:] = f[1:, :, :d], f[:-1, :, d:]
        scan(later, through, d, -1)
        before = -z
        before[1:, :, :d] += c[:-1, :, :d]
        before[:-1, :, d:] += c[1:, :, d:]
        kept = 1 - f
        torch.mul(before.mul_(through), kept * f, out=into_f)
        torch.mul(kept.mul_(through), mask, out=into_z)
        return into, into_x, None


def scan(f, c, d, way):
    """c[t] += f[t] c[t - 1] in place, for the first d values forwards and for the others backwards where `way` is 1, the other way round where it is -1."""
    left, right, f_left, f_right = c[..., :d].unbind(0), c[..., d:].unbind(0), f[..., :d].unbind(0), f[..., d:].unbind(0)
    if way < 0:
        left, right, f_left, f_right = right, left, f_right, f_left
    for t in range(1, len(left)):
        left[t].addcmul_(f_left[t], left[t - 1])
    for t in range(len(right) - 2, -1, -1):
        right[t].addcmul_(f_right[t], right[t + 1])


class Recurrent(nn.Module):
    """A bidirectional layer of simple recurrent units, from 2d values to 2d values."""

    def __init__(self, size, window):
        super().__init__()
        self.size, self.window = size, window
        self.linear = nn.Linear(2 * size, 6 * size)
        bias = torch.zeros(6 * size)
        bias[2 * size : 4 * size] = 1.0  # remember first
        self.linear.bias.data = bias
        if window > 1:
            self.beside = nn.Linear(2 * size, 6 * size, bias=False)

    def forward(self, x, mask):
        u = product(self.linear, x)
        if self.window > 1:
            # What the word before tells the units from the left, and the word after those from the right.
            beside = product(self.beside, x * mask).view(*u.shape[:2], 3, 2, self.size)
            zero = torch.zeros_like(beside[:1, :, :, 0])
            shifted = torch.stack([torch.cat([zero, beside[:-1, :, :, 0]]), torch.cat([beside[1:, :, :, 1], zero])], 3)
            u = u + shifted.view(u.shape)
        return Unit.apply(u, x, mask)


def product(linear, x):
    """A product of matrices in bfloat16, its sum in single precision again."""
    out = F.linear(x.bfloat16(), linear.weight.bfloat16()).float()
    return out if linear.bias is None else out + linear.bias


def shared_dropout(x, p, training, steps=0):
    """One mask for all steps of a sentence; `steps`: the axis of the steps."""
    if not training or not p:
        return x
    shape = list(x.shape)
    shape[steps] = 1
    return x * ((torch.rand(shape) > p).float() / (1 - p)).to(x.dtype)


class Encoder(nn.Module):
    def __init__(self, rows, tags, labels, options):
        super().__init__()
        o = self.options = options
        width = 2 * o.size
        self.embed = nn.EmbeddingBag(rows, o.embed, mode="sum", sparse=True)
        nn.init.normal_(self.embed.weight, std=0.1)
        self.norm = nn.LayerNorm(o.embed)
        self.project = nn.Linear(o.embed, width)
        self.layers = nn.ModuleList(Recurrent(o.size, o.window if at else 1) for at in range(o.layers))
        self.tag = nn.Linear(width, tags)
        self.root = nn.Parameter(torch.zeros(width))
        self.arc = nn.Linear(width, 2 * o.arc)
        self.bilinear = nn.Parameter(torch.eye(o.arc) / math.sqrt(o.arc))
        self.bias = nn.Parameter(torch.zeros(o.arc))
        self.distance = nn.Embedding(2 * DISTANCES + 1, 1)
        nn.init.zeros_(self.distance.weight)
        self.label = nn.Linear(width, 2 * o.label)
        self.name = nn.Linear(3 * o.label, labels)

    def macs(self, words=20):
        """Multiplications per word, those of each word type's own (embedding to the first recurrent layer) apart."""
        o, width = self.options, 2 * self.options.size
        once = o.embed * width + width * 6 * o.size
        layers = (o.layers - 1) * width * o.window * 6 * o.size
        heads = self.tag.weight.numel() + self.arc.weight.numel() + o.arc**2 + o.arc * (words + 1) + self.label.weight.numel() + self.name.weight.numel()
        return layers + heads, once

    def forward(self, rows, offsets, places, lengths):
        """Scores of a batch. `places`: B × T, which of the types each word is."""
        o, train = self.options, self.training
        keep = (torch.rand(len(rows)) > o.feature_drop).float() / (1 - o.feature_drop) if train and o.feature_drop else torch.ones(len(rows))
        types = self.norm(self.embed(rows, offsets, per_sample_weights=keep))
        mask = (torch.arange(places.shape[1])[:, None] < lengths[None]).float()[..., None]  # T × B × 1
        x = F.embedding(places.T, product(self.project, types)) * mask
        x = shared_dropout(x, o.drop, train)
        for layer in self.layers:
            x = shared_dropout(layer(x, mask), o.drop, train)
        x = x.transpose(0, 1)
        tags = product(self.tag, x)
        with_root = torch.cat([self.root.expand(len(x), 1, -1), x], 1)
        dep, head = F.leaky_relu(product(self.arc, with_root), 0.125).chunk(2, -1)
        dep, head = dep[:, 1:], shared_dropout(head, o.drop, train, 1)
        dep = shared_dropout(dep, o.drop, train, 1)
        arcs = (dep @ self.bilinear + self.bias) @ head.transpose(1, 2)
        n = arcs.shape[1]
        apart = torch.arange(n + 1)[None] - torch.arange(1, n + 1)[:, None]
        arcs = arcs + self.distance(apart.clamp(-DISTANCES, DISTANCES) + DISTANCES)[..., 0]
        valid = torch.arange(n + 1)[None] <= lengths[:, None]
        arcs = arcs.masked_fill(~valid[:, None], -1e4)
        return tags, arcs, F.leaky_relu(product(self.label, with_root), 0.125)

    def labels(self, projected, heads):
        """Scores of the labels under these heads (B × T)."""
        dep, head = projected.chunk(2, -1)
        dep, head = dep[:, 1:], head.gather(1, heads[..., None].expand(-1, -1, head.shape[-1]))
        dep, head = (shared_dropout(it, self.options.drop, self.training, 1) for it in (dep, head))
        return product(self.name, torch.cat([dep * head, dep, head], -1))



def eisner(scores, lengths):
    """The best projective trees with one root: scores B × T × (T + 1), word by head; heads B × T. Eisner (1996), all sentences side by side."""
    batch, n = scores.shape[:2]
    s = torch.full((batch, n + 1, n + 1), -1e6)  # dependent, head
    s[:, 1:] = scores.float()
    s[:, :, 0] -= 1e4  # each arc of the root costs, so that there is one
    right, left = torch.full((batch, n + 1, n + 1), -1e9), torch.full((batch, n + 1, n + 1), -1e9)
    diagonal = torch.arange(n + 1)
    right[:, diagonal, diagonal] = left[:, diagonal, diagonal] = 0
    iright, ileft = right.clone().fill_(-1e9), left.clone().fill_(-1e9)
    back = torch.zeros(4, batch, n + 1, n + 1, dtype=torch.long)
    for width in range(1, n + 1):
        i = torch.arange(n + 1 - width)
        j = i + width
        k = i[:, None] + torch.arange(width)[None]  # i … j-1
        ii, jj = i[:, None], j[:, None]
        best, at = (right[:, ii, k] + left[:, k + 1, jj]).max(-1)
        iright[:, i, j] = best + s[:, j, i]
        ileft[:, i, j] = best + s[:, i, j]
        back[0][:, i, j] = i + at
        best, at = (left[:, ii, k] + ileft[:, k, jj]).max(-1)
        left[:, i, j], back[1][:, i, j] = best, i + at
        best, at = (iright[:, ii, k + 1] + right[:, k + 1, jj]).max(-1)
        right[:, i, j], back[2][:, i, j] = best, i + at + 1
    heads = torch.zeros(batch, n, dtype=torch.long)
    back = back.numpy()
    for b in range(batch):
        stack = [(0, int(lengths[b]), "r")]
        while stack:
            i, j, kind = stack.pop()
            if i == j:
                continue
            if kind == "r":
                k = int(back[2][b, i, j])
                stack += [(i, k, "ir"), (k, j, "r")]
            elif kind == "l":
                k = int(back[1][b, i, j])
                stack += [(i, k, "l"), (k, j, "il")]
            else:
                dependent, head = (j, i) if kind == "ir" else (i, j)
                heads[b, dependent - 1] = head
                k = int(back[0][b, i, j])
                stack += [(i, k, "r"), (k + 1, j, "l")]
    return heads


# --- training -----------------------------------------------------------------------------------------------------------------------------


class Set:
    """Sentences as numbers."""

    def __init__(self, sentences, types, tags, labels):
        self.sentences = [it for it in sentences if it.forms]
        commonest = {}
        for tag in reversed(tags):
            commonest[tag.split(" ")[0]] = tag
        number_of_tag, number_of_label = {it: at for at, it in enumerate(tags)}, {it: at for at, it in enumerate(labels)}
        tag_of = lambda tag: number_of_tag.get(tag, number_of_tag.get(commonest.get(tag.split(" ")[0]), 0))
        label_of = lambda label: number_of_label.get(label, number_of_label.get(label.split(":")[0], number_of_label["dep"]))
        self.items = [
            ([types.add(form) for form in types_of(it)], [tag_of(tag) for tag in it.tags], it.heads, [label_of(label) for label in it.labels])
            for it in self.sentences
        ]

    def batches(self, words, rng=None):
        """Lists of numbers of sentences of like length, about so many words each."""
        noise = rng.random if rng else lambda: 0
        order = sorted(range(len(self.items)), key=lambda at: len(self.items[at][0]) * (1 + 0.3 * noise()) + noise())
        batches, batch, total = [], [], 0
        for at in order:
            batch.append(at)
            total += len(self.items[at][0])
            if total >= words:
                batches.append(batch)
                batch, total = [], 0
        batches += [batch] if batch else []
        if rng:
            rng.shuffle(batches)
        return batches

    def tensors(self, batch, types):
        items = [self.items[at] for at in batch]
        lengths = torch.tensor([len(item[0]) for item in items])
        padded = np.zeros((4, len(items), int(lengths.max())), dtype=np.int64)
        for row, item in enumerate(items):
            for column in range(4):
                padded[column, row, : len(item[0])] = item[column]
        unique, places = np.unique(padded[0], return_inverse=True)
        rows, offsets = types.batch(unique)
        gold = [torch.from_numpy(it) for it in padded[1:]]
        return rows, offsets, torch.from_numpy(places.reshape(padded[0].shape)), lengths, gold


def loss_of(model, tensors):
    rows, offsets, places, lengths, (tags, heads, labels) = tensors
    mask = torch.arange(places.shape[1])[None] < lengths[:, None]
    tag_scores, arcs, projected = model(rows, offsets, places, lengths)
    smooth = model.options.smooth
    loss = F.cross_entropy(tag_scores[mask].float(), tags[mask], label_smoothing=smooth) + F.cross_entropy(arcs[mask].float(), heads[mask])
    return loss + F.cross_entropy(model.labels(projected, heads)[mask].float(), labels[mask], label_smoothing=smooth)


@torch.no_grad()
def predict(models, data, types, root):
    """Tags, heads and labels of each sentence, `root` being the label of the root; several models vote by the mean of their probabilities."""
    for model in models:
        model.eval()
    found = [None] * len(data.items)
    for batch in data.batches(1500):
        rows, offsets, places, lengths, _ = data.tensors(batch, types)
        outs = [model(rows, offsets, places, lengths) for model in models]
        mean = lambda scores: torch.stack([torch.log_softmax(it.float(), -1).exp() for it in scores]).mean(0).clamp_min(1e-9).log()
        tags, heads = mean([out[0] for out in outs]).argmax(-1), eisner(mean([out[1] for out in outs]), lengths)
        label_scores = mean([model.labels(out[2], heads) for model, out in zip(models, outs)])
        label_scores[..., root] = -1e9
        labels = label_scores.argmax(-1).masked_fill(heads == 0, root)
        for row, at in enumerate(batch):
            n = int(lengths[row])
            found[at] = [it[row, :n].tolist() for it in (tags, heads, labels)]
    return found


def accuracy(found, data, tags):
    """UPOS, UAS and LAS."""
    total = upos = uas = las = 0
    for sentence, (its_tags, heads, labels) in zip(data.items, found):
        for tag, gold_tag, head, gold_head, label, gold_label in zip(its_tags, sentence[1], heads, sentence[2], labels, sentence[3]):
            total += 1
            upos += tags[tag].split(" ")[0] == tags[gold_tag].split(" ")[0]
            uas += head == gold_head
            las += head == gold_head and label == gold_label
    return [round(100 * it / total, 2) for it in (upos, uas, las)]


def write(path, data, found, tags, labels):
    """The sentences of a file with what was found."""
    with open(path, "w", encoding="utf-8") as out:
        for sentence, (its_tags, heads, its_labels) in zip(data.sentences, found):
            word = 0
            for line in sentence.lines:
                cells = line.split("\t")
                if cells[0].isdigit():
                    upos, xpos = tags[its_tags[word]].split(" ")
                    cells[3:5], cells[6], cells[7] = [upos, xpos], str(heads[word]), labels[its_labels[word]]
                    word += 1
                out.write("\t".join(cells) + "\n")
            out.write("\n")


def options():
    it = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    it.add_argument("data", type=Path)
    it.add_argument("out", type=Path)
    it.add_argument("--seed", type=int, default=1)
    it.add_argument("--epochs", type=int, default=18)
    it.add_argument("--held", action="store_true")
    it.add_argument("--embed", type=int, default=128)
    it.add_argument("--size", type=int, default=160)
    it.add_argument("--layers", type=int, default=3)
    it.add_argument("--window", type=int, default=2, help="words that a unit sees at once, from the second layer on")
    it.add_argument("--arc", type=int, default=128)
    it.add_argument("--label", type=int, default=128)
    it.add_argument("--drop", type=float, default=0.28)
    it.add_argument("--feature-drop", type=float, default=0.2)
    it.add_argument("--smooth", type=float, default=0.0)
    it.add_argument("--rate", type=float, default=2.5e-3)
    it.add_argument("--decay", type=float, default=0.01)
    it.add_argument("--words", type=int, default=1200, help="words of a batch")
    it.add_argument("--least-words", type=int, default=3, help="words in which a form must stand to have a row")
    it.add_argument("--least-types", type=int, default=6, help="word types in which an affix or n-gram must stand to have a row")
    it.add_argument("--threads", type=int, default=1)
    return it.parse_args()


def main():
    o = options()
    torch.set_num_threads(o.threads)
    torch.manual_seed(o.seed)
    o.out.mkdir(parents=True, exist_ok=True)
    ewt, gum = (documents(read_text(o.data / f"ud-{name}-train.conllu.xz")) for name in ("ewt", "gum"))
    used = ewt + [it for it in gum if it[0] in OPEN_GENRES]
    kept = [it for at, it in enumerate(used) if not (o.held and at % 12 == 5)]
    sentences = [sentence for _, its in kept for sentence in its if len(sentence.forms) <= LONGEST]
    clusters = {}
    for line in read_text(o.data / "brown200-news6M.txt.xz").splitlines():
        path, word, _ = line.split("\t")
        clusters[re.sub("[0-9]", "0", word)] = path
    counts = Counter(form for it in sentences for form in types_of(it))
    vocabulary = Vocabulary(counts, clusters, least_words=o.least_words, least_types=o.least_types)
    types = Types(vocabulary)
    tag_counts = Counter(tag for it in sentences for tag in it.tags)
    tags = [tag for tag, count in tag_counts.most_common() if count >= 10]
    label_counts = Counter(label for it in sentences for label in it.labels)
    labels = [label for label, count in label_counts.most_common() if count >= 5]
    root = labels.index("root")
    train = Set(sentences, types, tags, labels)
    scored = {}
    if o.held:
        out = [it for at, it in enumerate(used) if at % 12 == 5]
        scored["held-ewt"] = Set([s for genre, its in out if not genre for s in its], types, tags, labels)
        scored["held-gum"] = Set([s for genre, its in out if genre for s in its], types, tags, labels)
    else:
        for name in ("ewt", "gum"):
            scored[name] = Set([s for _, its in documents(read_text(o.data / f"ud-{name}-dev.conllu.xz")) for s in its], types, tags, labels)
    model = Encoder(len(vocabulary.rows), len(tags), len(labels), o)
    macs, once = model.macs()
    print(f"{len(sentences)} sentences, {sum(counts.values())} words, {len(vocabulary.rows)} rows, {len(tags)} tags, {len(labels)} labels, "
          f"{sum(p.numel() for p in model.parameters()) / 1e6:.2f} M parameters, {macs / 1e6:.2f} M products a word, {once / 1e6:.2f} M a type", flush=True)
    decayed = [p for name, p in model.named_parameters() if p.dim() > 1 and "embed" not in name]
    others = [p for name, p in model.named_parameters() if p.dim() < 2]
    adam = torch.optim.AdamW([{"params": decayed, "weight_decay": o.decay}, {"params": others, "weight_decay": 0.0}], lr=o.rate, betas=(0.9, 0.95), fused=True)
    lazy = torch.optim.SparseAdam([model.embed.weight], lr=o.rate, betas=(0.9, 0.95))
    step, total, first = 0, o.epochs * len(train.batches(o.words)), 0
    state = o.out / "state.pt"
    if state.exists():
        saved = torch.load(state, weights_only=False)
        model.load_state_dict(saved["model"])
        adam.load_state_dict(saved["adam"])
        lazy.load_state_dict(saved["lazy"])
        step, first = saved["step"], saved["epoch"]
    start = time.time()
    whole = {"options": vars(o), "rows": list(vocabulary.rows), "tags": tags, "labels": labels}
    torch.save({"model": model.state_dict(), **whole}, o.out / "model.pt")
    for epoch in range(first, o.epochs):
        torch.manual_seed(o.seed * 1000 + epoch)
        model.train()
        losses = []
        for batch in train.batches(o.words, random.Random(o.seed * 1000 + epoch)):
            step += 1
            part = min(1.0, step / total)
            for group in adam.param_groups + lazy.param_groups:
                group["lr"] = o.rate * min(1.0, step / 300) * 0.5 * (1 + math.cos(math.pi * part))
            loss = loss_of(model, train.tensors(batch, types))
            model.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(decayed + others, 5.0)
            adam.step()
            lazy.step()
            losses.append(float(loss.detach()))
        torch.save({"model": model.state_dict(), "adam": adam.state_dict(), "lazy": lazy.state_dict(), "step": step, "epoch": epoch + 1}, state)
        torch.save({"model": model.state_dict(), **whole}, o.out / "model.pt")
        line = f"epoch {epoch + 1}  loss {np.mean(losses):.3f}  {time.time() - start:.0f} s"
        if (epoch + 1) % 4 == 0 or epoch + 1 == o.epochs:
            for name, data in scored.items():
                line += f"  {name} UPOS/UAS/LAS {accuracy(predict([model], data, types, root), data, tags)}"
        print(line, flush=True)
    for name, data in scored.items():
        write(o.out / f"{name}.conllu", data, predict([model], data, types, root), tags, labels)


if __name__ == "__main__":
    main()
