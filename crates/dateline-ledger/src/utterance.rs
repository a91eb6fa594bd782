//! One statement in many mouths: which statements report one utterance.
//!
//! A person says a thing once, and pages quote it, cut it and put it in their own words. A statement becomes a [`Saying`]: who speaks,
//! when, and the words that say something; two are compared by what they alone say ([`pair`]). What holds them apart
//! ([`are_apart`]) is another speaker, another occasion, and figures of which none agrees.
//!
//! A report that has only a part of an utterance is of that utterance, so that words are counted against the shorter of the two.

pub(crate) mod ask;
pub(crate) mod store;

use std::collections::{BTreeMap, BTreeSet};

use dateline_gazetteer::fold;

use crate::document::{Document, Statement};
use crate::identity::{Reason, normal};
use crate::words::{LISTS, Word, hash, weight, words};

/// Days that lie between two reports of one utterance at most.
pub(crate) const DAYS: i32 = 3;
/// What stands for a day that is not known.
pub(crate) const NO_DAY: i32 = -1;
/// Words in a row that no two people choose by chance.
const RUN: usize = 6;
/// Words of a statement that are looked at for a run.
const LONGEST: usize = 200;
/// Hundredths of the shorter text's words that two reports have in common at least.
const LEAST: i64 = 53;
/// The same, where nobody is known to speak in one of them.
const LEAST_UNKNOWN: i64 = 75;
/// What it takes that only one of two denies.
const DENIAL: i64 = 40;
/// What it takes that both have figures, and none in common.
const FIGURES: i64 = 45;
/// Days in which a denial answers what was said.
pub(crate) const ANSWER: i32 = 14;
/// Words that a denial has at least: two may stand in anything.
const TELLING: usize = 3;
/// Hundredths of a denial's words that stand in what it denies.
const DENIED: i64 = 75;
/// Weight of a word that is in the lists of the commonest, but for those that say nothing at all.
const COMMON: i64 = 150;

/// What a statement says, as far as others may report the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saying {
    document: String,
    speaker: Option<Speaker>,
    /// When it was said, else published, in days from 1970.
    day: Option<i32>,
    kind: String,
    is_denied: bool,
    /// All words as hashes, in their order.
    run: Vec<u32>,
    /// The telling words with their weights, ascending.
    terms: Vec<(u32, i64)>,
    numbers: BTreeSet<String>,
    /// Whether it has a word that denies.
    is_negative: bool,
}

/// Who speaks.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Speaker {
    kind: String,
    /// The words of the name, folded.
    name: Vec<String>,
}

/// What a saying is made of.
pub(crate) struct Parts<'p> {
    /// The document's id.
    pub document: String,
    /// Kind and name of the speaker, who has a name there.
    pub speaker: Option<(String, String)>,
    /// When it was said, and when published.
    pub dates: [Option<String>; 2],
    /// Kind of the statement.
    pub kind: String,
    pub is_denied: bool,
    /// The words of its content.
    pub content: Vec<&'p str>,
}

impl Saying {
    /// What `document` has of `statement`.
    pub fn new(document: &Document, statement: &Statement) -> Self {
        let speaker = statement.speaker.as_ref().and_then(|id| document.entities.iter().find(|it| it.id == *id));
        let speaker = speaker.filter(|it| it.mentions.iter().any(|mention| mention.form == "name"));
        Self::of(Parts {
            document: document.id.clone(),
            speaker: speaker.map(|it| (it.kind.clone(), it.name.clone())),
            dates: [statement.said.as_ref().and_then(|it| it.value.clone()), document.meta.published.clone()],
            kind: statement.kind.clone().unwrap_or_default(),
            is_denied: statement.denied,
            content: statement.content.iter().map(|span| document.words(*span)).collect(),
        })
    }

    pub(crate) fn of(parts: Parts<'_>) -> Self {
        let speaker = parts.speaker.map(|(kind, name)| Speaker {
            name: normal(&kind, &name).split(' ').filter(|word| !LISTS.empty.contains(*word)).map(str::to_owned).collect(),
            kind,
        });
        let speaker = speaker.filter(|it| !it.name.is_empty());
        let found = words(&parts.content.join(" … "));
        let own: BTreeSet<&str> = speaker.iter().flat_map(|it| it.name.iter().map(String::as_str)).collect();
        let mut terms: BTreeMap<u32, i64> = BTreeMap::new();
        for stem in standing(&found).into_iter().filter(|stem| !own.contains(stem.as_str())) {
            terms.insert(hash(&stem), i64::from(weight(&stem)).max(COMMON));
        }
        let denies = |word: &Word| LISTS.negation.contains(&word.form) || LISTS.negation.contains(&word.stem);
        let contracted = parts.content.iter().any(|it| it.contains("n't") || it.contains("n’t"));
        let [said, published] = parts.dates.map(|date| date.as_deref().and_then(crate::flat::day_of));
        Self {
            document: parts.document,
            speaker,
            day: said.or(published),
            kind: parts.kind,
            is_denied: parts.is_denied,
            run: found.iter().take(LONGEST).map(|word| hash(&word.stem)).collect(),
            terms: terms.into_iter().collect(),
            numbers: found.iter().filter(|it| it.is_number && it.stem != "1").map(|it| it.stem.clone()).collect(),
            is_negative: contracted || found.iter().any(denies),
        }
    }

    /// Words, as hashes, by which sayings that may be of one utterance are found: the heaviest, each with the end of the speaker's name.
    pub(crate) fn keys(&self) -> BTreeSet<u32> {
        let mut keys = self.bare_keys();
        if let Some(name) = self.speaker.as_ref().and_then(|it| it.name.last()) {
            keys.extend(self.heaviest(12).map(|term| hash(&format!("{term:x} {}", fold(name)))));
        }
        keys
    }

    /// Those of them that do not ask who speaks: whoever does, what has such a word and the next in common may be the same.
    pub(crate) fn bare_keys(&self) -> BTreeSet<u32> {
        self.heaviest(3).collect()
    }

    fn heaviest(&self, count: usize) -> impl Iterator<Item = u32> + use<> {
        let mut terms = self.terms.clone();
        terms.sort_unstable_by_key(|&(hash, weight)| (std::cmp::Reverse(weight), hash));
        terms.into_iter().take(count).map(|it| it.0)
    }

    /// The day by which it is found, in days from 1970; -1 where it has none.
    pub(crate) fn day(&self) -> i32 {
        self.day.unwrap_or(NO_DAY)
    }

    fn weight(&self) -> i64 {
        self.terms.iter().map(|it| it.1).sum()
    }
}

/// The stems of telling words; those that reporters put for one another are one.
fn standing(found: &[Word]) -> Vec<String> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(word) = found.get(at) {
        at += 1;
        if let Some(next) = found.get(at)
            && let Some(one) = LISTS.alike.get(&(word.stem.clone(), next.stem.clone()))
        {
            out.push(one.clone());
            at += 1;
            continue;
        }
        if LISTS.empty.contains(&word.form) || LISTS.empty.contains(&word.stem) || LISTS.negation.contains(&word.form) {
            continue;
        }
        out.push(LISTS.alike.get(&(word.stem.clone(), String::new())).unwrap_or(&word.stem).clone());
    }
    out
}

/// How two speakers stand to one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Speakers {
    Same,
    Unknown,
    /// A person and a body: one may speak for the other.
    Office,
    Other,
}

fn speakers(a: &Saying, b: &Saying) -> Speakers {
    let (Some(one), Some(two)) = (&a.speaker, &b.speaker) else { return Speakers::Unknown };
    let is_person = |it: &Speaker| it.kind == "person";
    if is_person(one) != is_person(two) {
        return Speakers::Office;
    }
    let is_same = if is_person(one) {
        let given = |it: &Speaker| it.name.split_last().and_then(|(_, rest)| rest.first().cloned());
        let fits = match (given(one), given(two)) {
            (Some(a), Some(b)) => a == b || (a.len().min(b.len()) == 1 && a.chars().next() == b.chars().next()),
            _ => true,
        };
        one.name.last() == two.name.last() && fits
    } else {
        let words = |it: &Speaker| it.name.iter().cloned().collect::<BTreeSet<String>>();
        words(one).is_subset(&words(two)) || words(two).is_subset(&words(one))
    };
    if is_same { Speakers::Same } else { Speakers::Other }
}

/// Days between two sayings, either way; nothing where one has no day.
fn gap(a: &Saying, b: &Saying) -> Option<i32> {
    Some((a.day? - b.day?).abs())
}

/// Whether two sayings cannot be of one utterance.
pub fn are_apart(a: &Saying, b: &Saying) -> bool {
    speakers(a, b) == Speakers::Other || a.is_denied != b.is_denied || gap(a, b).is_some_and(|days| days > DAYS)
}

/// The longest run of words that both have.
fn run(a: &[u32], b: &[u32]) -> usize {
    let (mut best, mut before) = (0, vec![0_usize; b.len() + 1]);
    for one in a {
        let mut now = vec![0; b.len() + 1];
        for (at, two) in b.iter().enumerate() {
            if one == two {
                now[at + 1] = before[at] + 1;
                best = best.max(now[at + 1]);
            }
        }
        before = now;
    }
    best
}

/// Why two sayings are of one utterance, if they are.
pub fn pair(a: &Saying, b: &Saying) -> Option<Reason> {
    if a.document == b.document || are_apart(a, b) || a.terms.is_empty() || b.terms.is_empty() {
        return None;
    }
    let (mut shared, mut count) = (0, 0);
    let there: BTreeMap<u32, i64> = b.terms.iter().copied().collect();
    for (term, weight) in &a.terms {
        if there.contains_key(term) {
            shared += weight;
            count += 1;
        }
    }
    if count == 0 {
        return None;
    }
    let (first, second) = (a.weight(), b.weight());
    let share = 100 * shared / first.min(second).max(1);
    let both = 200 * shared / (first + second).max(1);
    let run = run(&a.run, &b.run);
    let shorter = a.run.len().min(b.run.len());
    // A part in its own words, or so long a run that it is nobody else's; a figure that changed is another statement in the same words.
    let is_otherwise = !a.numbers.is_empty() && !b.numbers.is_empty() && a.numbers.is_disjoint(&b.numbers);
    let is_whole = run == shorter && shorter >= 3;
    let is_cut = is_whole || (run >= RUN && 10 * run >= 6 * shorter && !is_otherwise);
    let mut score = (6 * share + 4 * both) / 10;
    if is_cut {
        score = score.max(share).max(90);
    } else {
        if count < 2 || (count < 3 && both < 60) {
            return None;
        }
        // A cut may leave out what is denied, and nobody puts it in.
        let (short, long) = if first <= second { (a, b) } else { (b, a) };
        let may_be_left_out = long.is_negative && share >= 90 && 4 * short.weight() <= 3 * long.weight();
        if a.is_negative != b.is_negative && !may_be_left_out {
            score -= DENIAL;
        }
        if a.kind != b.kind {
            score -= DENIAL;
        }
        if is_otherwise {
            score -= FIGURES;
        }
    }
    let (least, who) = match speakers(a, b) {
        Speakers::Same => (LEAST, "the same speaker"),
        Speakers::Unknown => (LEAST_UNKNOWN, "a speaker without a name"),
        Speakers::Office if count >= 3 && gap(a, b).is_some_and(|days| days <= 1) => (85, "a body and a person"),
        _ => return None,
    };
    // Without a day, only words tell the occasion.
    let least = if gap(a, b).is_none() { least.max(LEAST_UNKNOWN) } else { least };
    if score < least {
        return None;
    }
    let words = if is_cut { format!("{run} words in a row") } else { format!("{share} % of the shorter one's words") };
    Some(Reason {
        strength: (score * 94 / 100).clamp(1, 94) as u8,
        rule: if is_cut { "same-words" } else { "same-content" },
        why: format!("{who}; {words}"),
    })
}

/// Whether the first denies what the second says: most of its words are there, of a statement that denies nothing.
pub fn denies(denial: &Saying, said: &Saying) -> bool {
    if !denial.is_denied || said.is_denied || denial.terms.len() < TELLING || gap(denial, said).is_none_or(|days| days > ANSWER) {
        return false;
    }
    let there: BTreeSet<u32> = said.terms.iter().map(|it| it.0).collect();
    let shared: i64 = denial.terms.iter().filter(|it| there.contains(&it.0)).map(|it| it.1).sum();
    let is_otherwise = !denial.numbers.is_empty() && !said.numbers.is_empty() && denial.numbers.is_disjoint(&said.numbers);
    !is_otherwise && said.is_negative == denial.is_negative && 100 * shared >= DENIED * denial.weight()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_run_is_found() {
        assert_eq!(run(&[1, 2, 3, 4, 5], &[9, 2, 3, 4, 7]), 3);
        assert_eq!(run(&[], &[1]), 0);
    }
}
