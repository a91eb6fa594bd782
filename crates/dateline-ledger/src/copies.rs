//! Which texts are copies of one another: exact, near, or in part.
//!
//! A text is its words, lower case and without marks. Every run of three words is a *shingle*. A document's [`Sketch`] keeps
//! the shingles whose hash is a multiple of a power of two that grows with the text, so that any two sketches can be compared
//! at the coarser of their rates, a short wire inside a long report too (Broder 1997; fractional MinHash). Documents that share
//! marks are candidates; whether they are copies is then decided on the texts themselves, by the share of shingles that they have in
//! common ([`Overlap`]).
//!
//! Nothing here depends on other documents than the two compared, so a link stays what it is whatever is added later.

use std::ops::Range;
use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::merge::root;

/// Words in a shingle.
const SHINGLE: usize = 3;
/// Marks that a sketch has at least, where the text has so many shingles; twice as many at most, on average.
const MARKS: usize = 64;
/// Marks in common from which two documents are compared word by word.
pub const CANDIDATE: usize = 3;
/// Least share of the shorter text's shingles that makes two documents copies, however heavily edited.
const NEAR: f64 = 0.13;
/// Share from which it does not matter where in the shorter text they lie.
const PASSAGE: f64 = 0.3;
/// Parts of the shorter text that are looked at one by one.
const PARTS: usize = 8;
/// Shingles in common below which nothing is a copy: a proverb, a title of office, a phrase of the trade.
const LEAST: usize = 12;
/// Most words under two texts that are taken for their sites', not theirs.
const LONGEST_TAIL: usize = 150;

/// The words of a text as numbers, in their order.
pub fn words(text: &str) -> Vec<u32> {
    let bytes = text.as_bytes();
    let mut words = Vec::with_capacity(bytes.len() / 5);
    let mut at = 0;
    while at < bytes.len() {
        let begin = at;
        // Eight bytes at a time: most words end in the first.
        loop {
            let letters = (!in_words(eight(bytes, at))).trailing_zeros() as usize / 8;
            at += letters;
            if letters < 8 {
                break;
            }
        }
        match bytes.get(at) {
            // A word with other letters than those of ASCII is hashed in lower case, by its own rules.
            Some(&byte) if byte >= 0x80 => {
                let rest = &text[begin..];
                let end = rest.find(|letter: char| !letter.is_alphanumeric()).unwrap_or(rest.len());
                if end > 0 {
                    let lower = rest[..end].to_lowercase();
                    words.push(hash(lower.as_bytes(), 0..lower.len(), 0));
                }
                at = begin + end + rest[end..].chars().next().map_or(0, char::len_utf8);
            }
            _ => {
                if begin < at {
                    words.push(hash(bytes, begin..at, LOWER));
                }
                at += 1;
            }
        }
    }
    words
}

/// The eight bytes from a place on, the first the lowest; zeros where the text ends.
fn eight(bytes: &[u8], at: usize) -> u64 {
    match bytes.get(at..at + 8).and_then(|it| it.try_into().ok()) {
        Some(eight) => u64::from_le_bytes(eight),
        None => bytes[at..].iter().rev().fold(0, |all, &byte| all << 8 | u64::from(byte)),
    }
}

/// A byte in each of eight.
const fn each(byte: u8) -> u64 {
    u64::from_le_bytes([byte; 8])
}

/// Which of eight bytes are letters or digits of ASCII: 255 for each that is one, 0 for each that is none.
///
/// A byte of seven bits gets its eighth by adding where it reaches a bound, and no sum carries into the next byte.
fn in_words(eight: u64) -> u64 {
    let seven = eight & each(0x7f);
    let lower = seven | LOWER;
    let from = |all: u64, least: u8| all + each(0x80 - least);
    let letter = from(lower, b'a') & !from(lower, b'z' + 1);
    let digit = from(seven, b'0') & !from(seven, b'9' + 1);
    let high = (letter | digit) & !eight & each(0x80);
    (high >> 7) * 0xff
}

/// The bit that tells `A` from `a`, in eight bytes; every digit of ASCII has it.
const LOWER: u64 = each(0x20);

/// The hash of a word, eight bytes at a time, with these bits set.
fn hash(bytes: &[u8], word: Range<usize>, set: u64) -> u32 {
    let mut all = word.len() as u64;
    for at in word.clone().step_by(8) {
        let behind = 8 - (word.end - at).min(8);
        all = (all ^ (eight(bytes, at) & u64::MAX >> (8 * behind) | set)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        all ^= all >> 32;
    }
    (all.wrapping_mul(0xff51_afd7_ed55_8ccd) >> 32) as u32
}

/// A text as copies are told by: its words, a sample of its shingles, and all of them once it is compared with another.
#[derive(Debug, Clone)]
pub struct Shingled {
    words: Vec<u32>,
    sketch: Sketch,
    // Most texts resemble no other: the set waits until somebody asks.
    distinct: OnceLock<Distinct>,
}

impl Shingled {
    /// Takes a text's words and its marks.
    pub fn new(text: &str) -> Self {
        let words = words(text);
        let sketch = Sketch::new(&words);
        Self { words, sketch, distinct: OnceLock::new() }
    }

    /// The words as numbers, in their order.
    pub fn words(&self) -> &[u32] {
        &self.words
    }

    /// The marks by which candidates are found.
    pub fn sketch(&self) -> &Sketch {
        &self.sketch
    }

    fn distinct(&self) -> &Distinct {
        self.distinct.get_or_init(|| Distinct::new(&self.words))
    }

    /// Whether two texts may be copies: a look that costs a tenth of [`Self::overlap`] and is never wrong when it says no. Of both, whoever
    /// compares one text with many asks the one: its own set stays near, the others' are read in a row.
    pub fn resembles(&self, other: &Self) -> bool {
        let (own, others) = (self.distinct(), other.distinct());
        let most = others.all.iter().map(|it| usize::from(own.may_have(it.hash))).sum::<usize>();
        let shorter = own.all.len().min(others.all.len());
        most as f64 >= NEAR * shorter.saturating_sub(tail(self.words.len().min(other.words.len()))) as f64
    }

    /// What two texts have in common.
    pub fn overlap(&self, other: &Self) -> Overlap {
        let (own, others) = (self.distinct(), other.distinct());
        let (own_words, other_words) = (self.words.len(), other.words.len());
        let tail = tail(own_words.min(other_words));
        let (own_tail, other_tail) = (own_words - tail, other_words - tail);
        let (mut shared, mut tails) = (0, 0);
        let mut parts = [0; PARTS];
        let own_is_shorter = own_words <= other_words;
        let shorter = own_words.min(other_words).max(1);
        for &Shingle { hash, at: to } in &others.all {
            let Some(at) = own.find(hash) else { continue };
            let (at, to) = (at as usize, to as usize);
            shared += 1;
            tails += usize::from(at >= own_tail && to >= other_tail);
            let in_shorter = if own_is_shorter { at } else { to };
            parts[(in_shorter * PARTS / shorter).min(PARTS - 1)] += 1;
        }
        let enough = (shorter / PARTS * 7 / 100).max(2);
        let breadth = parts.iter().filter(|&&shared| shared >= enough).count();
        Overlap { shared, tails, tail, breadth, of_first: own.all.len(), of_second: others.all.len() }
    }
}

/// A shingle of a text and the word at which it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Shingle {
    hash: u32,
    at: u32,
}

/// The distinct shingles of a text, each where it stands first.
#[derive(Debug, Clone)]
struct Distinct {
    /// In their order.
    all: Vec<Shingle>,
    /// The number of each in `all` and one more, by hash, with open addressing; 0 is nothing. Hashes are random already.
    places: Box<[u32]>,
    /// A bit for each by the high bits of its hash, sixteen times as many as words (Bloom 1970, with one function).
    filter: Box<[u64]>,
}

impl Distinct {
    fn new(words: &[u32]) -> Self {
        let size = words.len().next_power_of_two();
        let mut distinct = Self {
            all: Vec::with_capacity(words.len()),
            places: vec![0; 2 * size].into_boxed_slice(),
            filter: vec![0; size.div_ceil(4)].into_boxed_slice(),
        };
        for (hash, at) in shingles(words) {
            let place = distinct.place(hash);
            if distinct.places[place] == 0 {
                distinct.all.push(Shingle { hash, at: at as u32 });
                distinct.places[place] = distinct.all.len() as u32;
                let (at, bit) = distinct.bit(hash);
                distinct.filter[at] |= bit;
            }
        }
        distinct
    }

    /// The place of a shingle, or the empty one where it would go.
    fn place(&self, hash: u32) -> usize {
        let last = self.places.len() - 1;
        let mut at = hash as usize & last;
        while self.shingle(at).is_some_and(|there| there.hash != hash) {
            at = (at + 1) & last;
        }
        at
    }

    fn shingle(&self, place: usize) -> Option<Shingle> {
        (self.places[place] as usize).checked_sub(1).map(|it| self.all[it])
    }

    fn bit(&self, hash: u32) -> (usize, u64) {
        let high = hash >> 6;
        (high as usize & (self.filter.len() - 1), 1 << (hash & 63))
    }

    /// Whether a shingle may be there; no is certain.
    fn may_have(&self, hash: u32) -> bool {
        let (at, bit) = self.bit(hash);
        self.filter[at] & bit != 0
    }

    /// The word at which a shingle begins.
    fn find(&self, hash: u32) -> Option<u32> {
        if self.may_have(hash) { self.shingle(self.place(hash)).map(|it| it.at) } else { None }
    }
}

/// The shingles of words, each with the word that it begins at; a text shorter than one shingle has one, of all its words.
fn shingles(words: &[u32]) -> impl Iterator<Item = (u32, usize)> {
    let short = (words.len() < SHINGLE && !words.is_empty())
        .then(|| mix(words.iter().fold(0, |all, &word| (all ^ u64::from(word)).wrapping_mul(FACTORS[0]))));
    // The three products do not wait for one another.
    let long = words.array_windows().map(|&[a, b, c]: &[u32; SHINGLE]| {
        mix(u64::from(a).wrapping_mul(FACTORS[0]) ^ u64::from(b).wrapping_mul(FACTORS[1]) ^ u64::from(c).wrapping_mul(FACTORS[2]))
    });
    short.into_iter().chain(long).zip(0..)
}

/// Odd numbers with bits everywhere, so that the order of words matters.
const FACTORS: [u64; SHINGLE] = [0xff51_afd7_ed55_8ccd, 0x9e37_79b9_7f4a_7c15, 0xd6e8_feb8_6659_fd93];

/// The low bits of the hash must be as random as the high ones: marks are chosen by them.
fn mix(hash: u64) -> u32 {
    ((hash ^ hash >> 32).wrapping_mul(0xc4ce_b9fe_1a85_ec53) >> 32) as u32
}

/// The last words of a text of so many that are taken for what a site puts under every page, if another text has them too.
fn tail(words: usize) -> usize {
    LONGEST_TAIL.min(words * 2 / 5)
}

/// A shingle that was chosen for a sketch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark {
    /// Its hash.
    pub hash: u32,
    /// Whether it lies in the last words of its text: two such are nothing in common.
    pub is_tail: bool,
}

/// A sample of a text's shingles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sketch {
    /// The marks, sorted.
    pub marks: Vec<Mark>,
    /// The shingles of the whole text.
    pub shingles: usize,
}

impl Sketch {
    fn new(words: &[u32]) -> Self {
        let count = if words.len() < SHINGLE { words.len().min(1) } else { words.len() + 1 - SHINGLE };
        let mask = (1u32 << (count / MARKS).max(1).ilog2()) - 1;
        let tail = words.len() - tail(words.len());
        let mut marks: Vec<Mark> =
            shingles(words).filter(|(hash, _)| hash & mask == 0).map(|(hash, at)| Mark { hash, is_tail: at >= tail }).collect();
        // What stands before the tail as well is no part of it.
        marks.sort_unstable();
        marks.dedup_by_key(|mark| mark.hash);
        Self { marks, shingles: count }
    }

    /// Whether so many marks in common with a text of so many shingles are worth a comparison.
    pub fn is_candidate(&self, shared: usize, shingles: usize) -> bool {
        let (shorter, longer) = (self.shingles.min(shingles), self.shingles.max(shingles));
        // Marks that the shorter text has at the rate of the longer.
        let marks = shorter >> (longer / MARKS).max(1).ilog2();
        shared >= CANDIDATE.min(marks.div_ceil(2)).max(1) && shared * 100 >= marks * 6
    }
}

/// What two texts have in common, in distinct shingles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Overlap {
    /// Shingles of both.
    pub shared: usize,
    /// Those of them that lie in the last words of both.
    pub tails: usize,
    /// The last words of each text that are taken for what a site puts under every page, if both have them.
    pub tail: usize,
    /// Eighths of the shorter text that have something in common with the longer, 0 to 8.
    pub breadth: usize,
    /// Shingles of the first.
    pub of_first: usize,
    /// Shingles of the second.
    pub of_second: usize,
}

/// How one text copies another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Word for word.
    Exact,
    /// The whole text, edited, trimmed or with something added.
    Near,
    /// A part of a text that is mostly its own.
    Part,
}

impl Kind {
    /// As the ledger writes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Near => "near",
            Self::Part => "part",
        }
    }
}

impl Overlap {
    /// The share of the first that is also in the second, 0 to 1.
    pub fn first_share(&self) -> f64 {
        share(self.shared, self.of_first)
    }

    /// The share of the second that is also in the first, 0 to 1.
    pub fn second_share(&self) -> f64 {
        share(self.shared, self.of_second)
    }

    /// Whether these are copies, and how; exact copies are told by their words, not by this.
    ///
    /// What stands under both texts is set apart first: a site's terms of use make no copy.
    pub fn kind(&self) -> Option<Kind> {
        let shared = self.shared - self.tails;
        let of = |all: usize| share(shared, all.saturating_sub(self.tail).max(1)).min(1.0);
        let (first, second) = (of(self.of_first), of(self.of_second));
        let (low, high) = if first < second { (first, second) } else { (second, first) };
        let is_short = self.of_first.min(self.of_second) < 2 * LEAST;
        // Little of a text in one place is a quotation that both have; little of it all over the text is a copy that was rewritten.
        let enough =
            if is_short { high >= 0.5 } else { shared >= LEAST && (high >= PASSAGE || (high >= NEAR && self.breadth > PARTS / 2)) };
        if !enough {
            return None;
        }
        Some(if low >= 0.5 * high { Kind::Near } else { Kind::Part })
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// Documents that share marks with one: an index in memory, for a run over texts without a ledger.
#[derive(Debug, Default)]
pub struct Index {
    /// For every mark the last of its places among `places`.
    last: FxHashMap<u32, u32>,
    places: Vec<Place>,
    shingles: Vec<usize>,
    counts: Vec<u32>,
}

/// A text that has a mark; most marks are of one text, so that a list for each would cost more than all else.
#[derive(Debug, Clone, Copy)]
struct Place {
    document: u32,
    is_tail: bool,
    before: u32,
}

/// No place.
const NONE: u32 = u32::MAX;

impl Index {
    /// Adds the next document; gives those before it that share enough marks with it, by their numbers, ascending.
    pub fn add(&mut self, sketch: &Sketch) -> Vec<u32> {
        let number = self.shingles.len() as u32;
        let mut touched = Vec::new();
        for &Mark { hash, is_tail } in &sketch.marks {
            let last = self.last.entry(hash).or_insert(NONE);
            let before = std::mem::replace(last, self.places.len() as u32);
            let mut at = before;
            while let Some(place) = self.places.get(at as usize) {
                at = place.before;
                if place.is_tail && is_tail {
                    continue;
                }
                let count = &mut self.counts[place.document as usize];
                if *count == 0 {
                    touched.push(place.document);
                }
                *count += 1;
            }
            self.places.push(Place { document: number, is_tail, before });
        }
        let (counts, shingles) = (&mut self.counts, &self.shingles);
        touched.retain(|&document| {
            let shared = std::mem::take(&mut counts[document as usize]);
            sketch.is_candidate(shared as usize, shingles[document as usize])
        });
        touched.sort_unstable();
        self.shingles.push(sketch.shingles);
        self.counts.push(0);
        touched
    }
}

/// A link between two documents, by their places in a list.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Link {
    /// The one.
    pub a: usize,
    /// The other.
    pub b: usize,
    /// The share of `a` that is in `b`.
    pub a_share: f64,
    /// The share of `b` that is in `a`.
    pub b_share: f64,
    /// How they copy.
    pub kind: Kind,
}

/// The families of `count` documents that links hold together: for each, the least member of its family.
///
/// Documents stand in the order of their ids' law (published, id). Whole copies are joined first. A text that holds a part of
/// others, as a page with several wires, joins the one family that it shares most with and joins no two others.
pub fn families(count: usize, links: &[Link]) -> Vec<usize> {
    let mut order: Vec<&Link> = links.iter().collect();
    let strength = |link: &Link| {
        let (low, high) = if link.a_share < link.b_share { (link.a_share, link.b_share) } else { (link.b_share, link.a_share) };
        (link.kind, -((low * 1e6).round() as i64), -((high * 1e6).round() as i64), link.a.min(link.b), link.a.max(link.b))
    };
    order.sort_by_key(|link| strength(link));
    let mut parent: Vec<usize> = (0..count).collect();
    let mut placed: FxHashSet<usize> = FxHashSet::default();
    for link in order {
        let (a, b) = (root(&mut parent, link.a), root(&mut parent, link.b));
        if a == b {
            continue;
        }
        if link.kind == Kind::Part {
            // The longer text is the one of which less is shared; it holds the shorter and has one family only.
            let holder = if link.a_share < link.b_share { link.a } else { link.b };
            if !placed.insert(root(&mut parent, holder)) {
                continue;
            }
            let (low, high) = (a.min(b), a.max(b));
            parent[high] = low;
            placed.insert(low);
            continue;
        }
        let (low, high) = (a.min(b), a.max(b));
        parent[high] = low;
    }
    (0..count).map(|at| root(&mut parent, at)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(seed: u32, words: u32) -> String {
        (0..words).map(|at| format!("w{} ", (at * 7919 + seed * 104_729) % 3001)).collect()
    }

    #[test]
    fn words_of_every_length_are_told_apart() {
        let letters = "abcdefghijklmnopqrst";
        let all: std::collections::BTreeSet<u32> = (1..=20).map(|end| hash(letters.as_bytes(), 0..end, LOWER)).collect();
        assert_eq!(all.len(), 20);
        for end in 1..=20 {
            // Every byte counts.
            let other: Vec<u32> = (0..end)
                .map(|at| {
                    let mut word = letters.as_bytes()[..end].to_vec();
                    word[at] = b'z';
                    hash(&word, 0..end, LOWER)
                })
                .collect();
            assert!(other.iter().all(|it| !all.contains(it)), "{end}");
        }
    }

    #[test]
    fn case_and_marks_do_not_matter() {
        assert_eq!(words("The Ferry, it sank."), words("the ferry it SANK"));
        assert_eq!(words("«Čapková» ÉMILE-2x"), words("čapková émile 2X"));
        assert_eq!(words("a1 Ångström naïveté extraordinarily").len(), 4);
        assert_ne!(words("form from"), words("from form"));
    }

    #[test]
    fn a_wire_inside_a_report_is_a_part_and_shares_marks_with_it() {
        let wire = text(1, 300);
        let report = format!("{} {wire} {}", text(2, 1500), text(3, 1500));
        let (wire, report) = (Shingled::new(&wire), Shingled::new(&report));
        let overlap = wire.overlap(&report);
        assert_eq!(overlap.kind(), Some(Kind::Part));
        assert!(overlap.first_share() > 0.99 && overlap.second_share() < 0.2);
        let mut index = Index::default();
        assert!(index.add(report.sketch()).is_empty());
        assert_eq!(index.add(wire.sketch()), [0]);
    }

    #[test]
    fn a_page_of_two_wires_does_not_join_them() {
        let link = |a, b, a_share, b_share, kind| Link { a, b, a_share, b_share, kind };
        let links = [
            link(0, 1, 0.9, 0.9, Kind::Near),
            link(2, 3, 0.9, 0.9, Kind::Near),
            link(0, 4, 1.0, 0.45, Kind::Part),
            link(2, 4, 1.0, 0.40, Kind::Part),
        ];
        assert_eq!(families(5, &links), [0, 0, 2, 2, 0]);
    }

    #[test]
    fn empty_and_tiny_texts_do_no_harm() {
        let (empty, tiny) = (Shingled::new(""), Shingled::new("Closed"));
        assert!(empty.words().is_empty() && empty.overlap(&tiny).kind().is_none());
        assert!(Index::default().add(empty.sketch()).is_empty());
    }
}
