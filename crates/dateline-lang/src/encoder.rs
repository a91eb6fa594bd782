//! The second analyser of tags and trees: a small recurrent network with weights of one byte, and the same bits on every machine.
//!
//! ```text
//! word ─ features ─→ sum of rows ─→ projection ┐ (once for each word type)
//!                                              └→ recurrent layers, both ways ─→ tags; arcs ─ Eisner ─→ heads; labels
//! ```
//!
//! Products of matrices are of integers: weights of 8 bits, and activations rounded row by row to [`ACTIVATION`] steps, so that their sums are exact
//! in any order. What is between them is done value by value in single precision, with own functions instead of the platform's. A word's values
//! depend on its sentence and on nothing else of a text.
//!
//! `tools/encoder` trains the network and writes the part that [`Encoder::read`] reads.

mod eisner;
mod matrix;
mod recurrent;

use std::collections::HashMap;
use std::ops::Range;

use self::eisner::Chart;
use self::matrix::{Linear, Rows, dot};
use self::recurrent::{Gates, Scan, add_beside, leaky};
use crate::analysis::Strings;
use crate::container::ModelError;
use crate::labels::{Deprel, Tag, Upos, Xpos};
use crate::vector::{Multiply, Task, Units};

/// The largest value of an activation: with weights of 7 bits and a sign, a sum over 512 of them stays within 32 bits.
const ACTIVATION: f32 = 16_383.0;
/// The largest value where both sides of a product are activations.
const PAIR: f32 = 1_023.0;
/// Arcs further than this count as this far.
const DISTANCES: usize = 24;
/// Word types whose values are kept; beyond it they are forgotten and computed anew.
const KEPT: usize = 4096;
/// Words that go through the layers together, about.
const BATCH: usize = 256;
/// Steps of a unit in the scores of arcs.
const STEPS: f32 = 4096.0;

/// The weights of a network.
#[derive(Debug)]
pub struct Encoder<'m> {
    /// Its tags, in its order.
    pub tags: Vec<Tag>,
    labels: Vec<Deprel>,
    keys: Vec<u32>,
    rows: &'m [u8],
    row_scale: f32,
    clusters: Vec<[u32; 4]>,
    norm: (Vec<f32>, Vec<f32>),
    project: Linear,
    layers: Vec<Layer>,
    tag: Linear,
    arc: Linear,
    bilinear: Linear,
    label: Linear,
    name: Linear,
    /// The root's projections: as a head of arcs, as a head under labels.
    root: (Vec<f32>, Vec<f32>),
    distance: Vec<f32>,
    units: Units,
}

/// A recurrent layer: what its units take of a word, and of the word beside it.
#[derive(Debug)]
struct Layer {
    own: Linear,
    beside: Option<Linear>,
}

/// Reads numbers of a part one after the other.
struct Reader<'m>(&'m [u8]);

const MALFORMED: ModelError = ModelError::Malformed("encoder");

impl<'m> Reader<'m> {
    fn take(&mut self, count: usize) -> Result<&'m [u8], ModelError> {
        let (found, rest) = self.0.split_at_checked(count).ok_or(MALFORMED)?;
        self.0 = rest;
        Ok(found)
    }

    fn number(&mut self) -> Result<usize, ModelError> {
        let found = self.numbers(1)?[0];
        // Keeps products of two sizes far from overflow.
        if found < 1 << 24 { Ok(found as usize) } else { Err(MALFORMED) }
    }

    fn numbers(&mut self, count: usize) -> Result<Vec<u32>, ModelError> {
        Ok(self.take(count * 4)?.as_chunks().0.iter().map(|&it| u32::from_le_bytes(it)).collect())
    }

    fn floats(&mut self, count: usize) -> Result<Vec<f32>, ModelError> {
        Ok(self.take(count * 4)?.as_chunks().0.iter().map(|&it| f32::from_le_bytes(it)).collect())
    }

    fn linear(&mut self, inputs: usize, outputs: usize) -> Result<Linear, ModelError> {
        let weights = self.take(inputs * outputs)?.iter().map(|&it| i16::from(it.cast_signed())).collect();
        Ok(Linear { inputs, weights, scales: self.floats(outputs)?, bias: self.floats(outputs)? })
    }
}

impl<'m> Encoder<'m> {
    /// Reads the part of a model that `tools/encoder/export.py` wrote.
    ///
    /// # Errors
    /// When its sizes do not fit.
    pub fn read(part: &'m [u8]) -> Result<Self, ModelError> {
        let mut part = Reader(part);
        let mut sizes = [0; 10];
        for size in &mut sizes {
            *size = part.number()?;
        }
        let [embed, width, layers, window, arc, label, tags, labels, rows, clusters] = sizes;
        if [embed, width, arc, label].iter().any(|&size| size == 0 || size > 512 || size % 32 > 0)
            || layers == 0
            || tags == 0
            || labels == 0
        {
            return Err(MALFORMED);
        }
        let tag = |&[upos, xpos]: &[u8; 2]| Some(Tag { upos: Upos::from_index(upos.into())?, xpos: Xpos::from_index(xpos.into())? });
        let found = Self {
            tags: part.take(tags * 2)?.as_chunks().0.iter().map(tag).collect::<Option<_>>().ok_or(MALFORMED)?,
            labels: part.take(labels)?.iter().map(|&it| Deprel::from_index(it.into())).collect::<Option<_>>().ok_or(MALFORMED)?,
            keys: part.numbers(rows)?,
            rows: part.take(rows * embed)?,
            row_scale: part.floats(1)?[0],
            clusters: part.numbers(clusters * 4)?.as_chunks().0.to_vec(),
            norm: (part.floats(embed)?, part.floats(embed)?),
            project: part.linear(embed, width)?,
            layers: (0..layers)
                .map(|at| {
                    let own = part.linear(width, 3 * width)?;
                    let beside = (window > 1 && at > 0).then(|| part.linear(width, 3 * width)).transpose()?;
                    Ok(Layer { own, beside })
                })
                .collect::<Result<_, ModelError>>()?,
            tag: part.linear(width, tags)?,
            arc: part.linear(width, 2 * arc)?,
            bilinear: part.linear(arc, arc)?,
            label: part.linear(width, 2 * label)?,
            name: part.linear(3 * label, labels)?,
            root: (part.floats(arc)?, part.floats(label)?),
            distance: part.floats(2 * DISTANCES + 1)?,
            units: Units::new(),
        };
        if part.0.is_empty() { Ok(found) } else { Err(MALFORMED) }
    }
}

/// Words in pieces that are analysed apart: sentences, or what a sentence is cut into.
#[derive(Debug, Default)]
pub struct Pieces {
    forms: Strings,
    clusters: Vec<u8>,
    ends: Vec<usize>,
}

impl Pieces {
    /// Forgets all words.
    pub fn clear(&mut self) {
        self.forms.clear();
        self.clusters.clear();
        self.ends.clear();
    }

    /// Adds a word to the piece that is open. `form` has its digits as 0.
    pub fn push(&mut self, form: &str, cluster: u8) {
        self.forms.push(form);
        self.clusters.push(cluster);
    }

    /// Closes a piece.
    pub fn end(&mut self) {
        self.ends.push(self.clusters.len());
    }
}

/// What is computed on the way, kept from text to text.
#[derive(Debug, Default)]
pub struct Buffers {
    /// Places of word types in `values`.
    types: HashMap<(Box<str>, u8), usize>,
    /// For each type its projection, and what goes through the first layer: inputs and both gates.
    values: Vec<f32>,
    found: Vec<usize>,
    x: Vec<f32>,
    u: Vec<f32>,
    beside: Vec<f32>,
    y: Vec<f32>,
    small: Rows,
    deps: Rows,
    heads: Rows,
    scores: Vec<i32>,
    chart: Chart,
}

impl Encoder<'_> {
    /// Tags, heads and labels of all words. A tag is its place in [`Encoder::tags`]; a head is counted within the piece, `root` for the root.
    pub fn analyse(&self, pieces: &Pieces, buffers: &mut Buffers, root: u16, tags: &mut Vec<u8>, tree: &mut Vec<(u16, Deprel)>) {
        tags.clear();
        tree.clear();
        let mut begin = 0;
        while begin < pieces.ends.len() {
            let first = if begin == 0 { 0 } else { pieces.ends[begin - 1] };
            let mut end = begin + 1;
            while end < pieces.ends.len() && pieces.ends[end] - first <= BATCH {
                end += 1;
            }
            self.batch(pieces, begin..end, buffers, root, tags, tree);
            begin = end;
        }
    }

    fn batch(
        &self,
        pieces: &Pieces,
        which: Range<usize>,
        buffers: &mut Buffers,
        root: u16,
        tags: &mut Vec<u8>,
        tree: &mut Vec<(u16, Deprel)>,
    ) {
        let first = if which.start == 0 { 0 } else { pieces.ends[which.start - 1] };
        let ends: Vec<usize> = pieces.ends[which].iter().map(|end| end - first).collect();
        let words = ends.last().copied().unwrap_or_default();
        let width = self.project.outputs();
        self.look_up(pieces, first..first + words, buffers);
        let Buffers { values, found, x, u, beside, y, small, deps, heads, scores, chart, .. } = buffers;
        x.clear();
        u.clear();
        for &at in &*found {
            x.extend_from_slice(&values[at * 4 * width..][..width]);
            u.extend_from_slice(&values[at * 4 * width + width..][..3 * width]);
        }
        for (number, layer) in self.layers.iter().enumerate() {
            if number > 0 {
                small.round(self.units, x, width, ACTIVATION);
                layer.own.times(self.units, small, u);
                if let Some(linear) = &layer.beside {
                    linear.times(self.units, small, beside);
                    add_beside(u, beside, width, &ends);
                }
                self.units.run(Gates { u, width });
            }
            y.resize(words * width, 0.0);
            self.units.run(Scan { x, u, y, width, ends: &ends });
            std::mem::swap(x, y);
        }
        small.round(self.units, x, width, ACTIVATION);
        self.tag.times(self.units, small, y);
        tags.extend(y.chunks_exact(self.tags.len()).map(|scores| largest(scores) as u8));
        // Arcs.
        self.arc.times(self.units, small, u);
        let arc = self.bilinear.outputs();
        leaky(u);
        y.clear();
        y.extend(u.chunks_exact(2 * arc).flat_map(|both| &both[..arc]));
        x.clear();
        x.extend(u.chunks_exact(2 * arc).flat_map(|both| &both[arc..]));
        x.extend(&self.root.0);
        heads.round(self.units, x, arc, PAIR);
        deps.round(self.units, y, arc, ACTIVATION);
        self.bilinear.times(self.units, deps, y);
        deps.round(self.units, y, arc, PAIR);
        // Labels.
        self.label.times(self.units, small, u);
        leaky(u);
        let label = self.root.1.len();
        let start = tree.len();
        let mut begin = 0;
        for &end in &ends {
            self.units.run(Arcs { encoder: self, deps, heads, words: begin..end, scores: &mut *scores });
            chart.decode(end - begin, scores, root, tree);
            begin = end;
        }
        x.clear();
        let mut begin = 0;
        for &end in &ends {
            for word in begin..end {
                let dep = &u[word * 2 * label..][..label];
                let (head, _) = tree[start + word];
                let head = if head == root { &self.root.1 } else { &u[(begin + usize::from(head)) * 2 * label + label..][..label] };
                x.extend(dep.iter().zip(head).map(|(dep, head)| dep * head));
                x.extend(dep);
                x.extend(head);
            }
            begin = end;
        }
        small.round(self.units, x, 3 * label, ACTIVATION);
        self.name.times(self.units, small, y);
        for ((head, label), scores) in tree[start..].iter_mut().zip(y.chunks_exact_mut(self.labels.len())) {
            if *head != root {
                for (score, label) in scores.iter_mut().zip(&self.labels) {
                    if *label == Deprel::Root {
                        *score = f32::MIN;
                    }
                }
                *label = self.labels[largest(scores)];
            }
        }
    }

    /// Finds the word types of words, and computes what they give by themselves.
    fn look_up(&self, pieces: &Pieces, words: Range<usize>, buffers: &mut Buffers) {
        let Buffers { types, values, found, .. } = buffers;
        if types.len() > KEPT {
            types.clear();
            values.clear();
        }
        found.clear();
        let (mut sums, mut scales, mut rows) = (Vec::new(), Vec::new(), Vec::new());
        let known = types.len();
        for word in words {
            let key = (Box::from(pieces.forms.get(word)), pieces.clusters[word]);
            let next = types.len();
            let at = *types.entry(key).or_insert_with_key(|(form, cluster)| {
                self.features(form, *cluster, &mut rows);
                sums.extend(self.sum(&rows));
                next
            });
            found.push(at);
        }
        scales.resize(sums.len() / self.norm.0.len(), 0.0_f32);
        let width = self.project.outputs();
        let (mut small, mut x, mut u) = (Rows::default(), Vec::new(), Vec::new());
        small.round(self.units, &sums, self.norm.0.len(), ACTIVATION);
        self.project.times(self.units, &small, &mut x);
        small.round(self.units, &x, width, ACTIVATION);
        self.layers[0].own.times(self.units, &small, &mut u);
        self.units.run(Gates { u: &mut u, width });
        values.truncate(known * 4 * width);
        for (x, u) in x.chunks_exact(width).zip(u.chunks_exact(3 * width)) {
            values.extend_from_slice(x);
            values.extend_from_slice(u);
        }
    }

    /// The rows of a word's features.
    fn features(&self, form: &str, cluster: u8, rows: &mut Vec<u32>) {
        rows.clear();
        let mut add = |prefix: u8, text: &str| {
            let hash = text.bytes().fold(fnv(OFFSET, prefix), fnv);
            let key = (hash ^ (hash >> 32)) as u32;
            rows.extend(self.keys.binary_search(&key).map(|at| at as u32));
        };
        let lower = form.to_lowercase();
        add(b'f', form);
        add(b'l', &lower);
        add(b's', &shape(form));
        let ends: Vec<usize> = lower.char_indices().map(|(at, _)| at).chain([lower.len()]).collect();
        let count = ends.len() - 1;
        for n in 1..5.min(count) {
            add(b'p', &lower[..ends[n]]);
        }
        for n in 1..6.min(count) {
            add(b'e', &lower[ends[count - n]..]);
        }
        let marked = format!("^{lower}$");
        let ends: Vec<usize> = marked.char_indices().map(|(at, _)| at).chain([marked.len()]).collect();
        for n in 3..6 {
            for at in 0..ends.len().saturating_sub(n) {
                add(b'n', &marked[ends[at]..ends[at + n]]);
            }
        }
        if cluster == 0 {
            add(b'b', "");
        }
        if let Some(cluster) = usize::from(cluster).checked_sub(1).and_then(|at| self.clusters.get(at)) {
            rows.extend(cluster.iter().filter(|&&row| (row as usize) < self.keys.len()));
        }
        rows.sort_unstable();
        rows.dedup();
    }

    /// The sum of rows, to mean 0 and variance 1, scaled and shifted.
    fn sum(&self, rows: &[u32]) -> Vec<f32> {
        let size = self.norm.0.len();
        let mut sums = vec![0_i32; size];
        for &row in rows {
            for (sum, &value) in sums.iter_mut().zip(&self.rows[row as usize * size..][..size]) {
                *sum += i32::from(value.cast_signed());
            }
        }
        let mut values: Vec<f32> = sums.iter().map(|&sum| sum as f32 * self.row_scale).collect();
        let count = size as f32;
        let mean = values.iter().fold(0.0, |sum, value| sum + value) / count;
        let variance = values.iter().fold(0.0, |sum, value| sum + (value - mean) * (value - mean)) / count;
        let scale = 1.0 / (variance + 1e-5).sqrt();
        for ((value, weight), bias) in values.iter_mut().zip(&self.norm.0).zip(&self.norm.1) {
            *value = (*value - mean) * scale * weight + bias;
        }
        values
    }
}

/// The scores of all arcs of a piece: for each word those of the root and of each word as its head.
struct Arcs<'a, 'm> {
    encoder: &'a Encoder<'m>,
    deps: &'a Rows,
    heads: &'a Rows,
    words: Range<usize>,
    scores: &'a mut Vec<i32>,
}

impl Task for Arcs<'_, '_> {
    type Output = ();
    #[inline(always)]
    fn run(self, units: impl Multiply) {
        let Self { encoder, deps, heads, words, scores } = self;
        let size = encoder.root.0.len();
        let last = heads.scales.len() - 1;
        let count = words.len();
        scores.clear();
        for at in 0..count {
            let dep = words.start + at;
            for number in 0..=count {
                let head = if number == 0 { last } else { words.start + number - 1 };
                let sum = dot(units, deps.row(dep, size), heads.row(head, size));
                let apart = (number + DISTANCES).saturating_sub(at + 1).min(2 * DISTANCES);
                let score = sum as f32 * (deps.scales[dep] * heads.scales[head]) + encoder.distance[apart];
                scores.push((score * STEPS) as i32);
            }
        }
    }
}

const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;

/// A step of the hash of Fowler, Noll and Vo.
fn fnv(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
}

/// The kinds of characters in a row, each run once: `Xx` for `Kyiv`, `X.X.` for `U.S.`.
fn shape(form: &str) -> String {
    let mut kinds: Vec<char> = form
        .chars()
        .map(|c| match c {
            _ if c.is_uppercase() => 'X',
            _ if c.is_alphabetic() => 'x',
            _ if c.is_numeric() => '0',
            '-' | '.' | '\'' => c,
            _ => '_',
        })
        .collect();
    kinds.dedup();
    kinds.into_iter().take(8).collect()
}

/// The place of the largest score, the first of equals.
fn largest(scores: &[f32]) -> usize {
    let mut best = 0;
    for (at, score) in scores.iter().enumerate() {
        if *score > scores[best] {
            best = at;
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A network with weights from a counter.
    fn network() -> Vec<u8> {
        let mut state = 1_u32;
        let mut next = move || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as u8
        };
        let (embed, width, arc, label, tags, labels, rows): (usize, usize, usize, usize, usize, usize, usize) = (32, 64, 32, 32, 3, 4, 500);
        let sizes = [embed, width, 3, 2, arc, label, tags, labels, rows, 1];
        let mut out: Vec<u8> = sizes.iter().flat_map(|&size| (size as u32).to_le_bytes()).collect();
        out.extend([0, 1, 2, 3, 4, 5]);
        out.extend([0, 1, 2, Deprel::Root as u8]);
        out.extend((0..rows as u32).flat_map(|row| (row * 8_589_934).to_le_bytes()));
        out.extend((0..rows * embed).map(|_| next()));
        let mut floats = |out: &mut Vec<u8>, count: usize, size: f32| {
            for _ in 0..count {
                out.extend((f32::from(next().cast_signed()) / 127.0 * size).to_le_bytes());
            }
        };
        floats(&mut out, 1, 0.01);
        out.extend((0..4_u32).flat_map(u32::to_le_bytes));
        floats(&mut out, 2 * embed, 1.0);
        let matrices = [
            (embed, width),
            (width, 3 * width),
            (width, 3 * width),
            (width, 3 * width),
            (width, 3 * width),
            (width, 3 * width),
            (width, tags),
            (width, 2 * arc),
            (arc, arc),
            (width, 2 * label),
            (3 * label, labels),
        ];
        for (inputs, outputs) in matrices {
            out.extend((0..inputs * outputs).map(|at| (at * 37 % 251) as u8));
            floats(&mut out, outputs, 0.01);
            floats(&mut out, outputs, 0.5);
        }
        floats(&mut out, arc + label + 2 * DISTANCES + 1, 1.0);
        out
    }

    fn found(encoder: &Encoder<'_>, sentences: &[Vec<String>], buffers: &mut Buffers) -> (Vec<u8>, Vec<(u16, Deprel)>) {
        let mut pieces = Pieces::default();
        for sentence in sentences {
            sentence.iter().for_each(|form| pieces.push(form, (form.len() % 2) as u8));
            pieces.end();
        }
        let (mut tags, mut tree) = (Vec::new(), Vec::new());
        encoder.analyse(&pieces, buffers, u16::MAX, &mut tags, &mut tree);
        (tags, tree)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]

        #[test]
        fn results_depend_on_the_sentence_alone(sentences in prop::collection::vec(prop::collection::vec("\\PC{0,12}", 1..30), 1..20)) {
            let part = network();
            let mut encoder = Encoder::read(&part).unwrap();
            let together = found(&encoder, &sentences, &mut Buffers::default());
            let mut apart = (Vec::new(), Vec::new());
            let mut buffers = Buffers::default();
            for sentence in &sentences {
                let (tags, tree) = found(&encoder, std::slice::from_ref(sentence), &mut buffers);
                apart.0.extend(tags);
                apart.1.extend(tree);
            }
            prop_assert_eq!(&together, &apart);
            encoder.units = Units::plain();
            prop_assert_eq!(&together, &found(&encoder, &sentences, &mut Buffers::default()));
            // Each sentence has one root, and every other word leads to it.
            let mut start = 0;
            for sentence in &sentences {
                let tree = &together.1[start..start + sentence.len()];
                prop_assert_eq!(tree.iter().filter(|(head, _)| *head == u16::MAX).count(), 1);
                for at in 0..tree.len() {
                    let up = std::iter::successors(Some(at), |&at| (tree[at].0 != u16::MAX).then(|| usize::from(tree[at].0)));
                    prop_assert!(up.take(tree.len() + 1).count() <= tree.len());
                }
                start += sentence.len();
            }
        }

        #[test]
        fn parts_that_end_early_are_malformed(end in 0_usize..200_000) {
            let part = network();
            prop_assert!(Encoder::read(&part[..end % part.len()]).is_err());
        }
    }
}
