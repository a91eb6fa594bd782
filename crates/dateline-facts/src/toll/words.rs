//! The lists of `lexicon/en/tolls.toml`, read once.

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::Measure;
use super::counted::Counted;
use super::figure::Figures;
use crate::lists::{self, Words};

/// The file: words of harm, who is counted, and figures.
#[derive(Debug, Deserialize)]
pub(super) struct File {
    pub(super) harm: Harm,
    pub(super) counted: Counted,
    pub(super) figures: Figures,
}

impl File {
    /// Reads the embedded list.
    pub(super) fn load() -> Self {
        toml::from_str(dateline_lexicon::file("en/tolls.toml").expect("the list is embedded")).expect("the list has its shape")
    }
}

/// Words of harm, and what has to stand with them.
#[derive(Debug, Deserialize)]
pub(super) struct Harm {
    /// Verbs whose object suffers it.
    pub(super) verbs: Measures,
    /// Verbs whose subject suffers it.
    pub(super) subjects: Measures,
    pub(super) adjectives: Measures,
    pub(super) nouns: Nouns,
    /// Nouns of doing.
    pub(super) acts: Measures,
    pub(super) bodies: Bodies,
    pub(super) deadly: Deadly,
    pub(super) taking: Taking,
    pub(super) driving: Driving,
    pub(super) suffering: Suffering,
    pub(super) lives: Lives,
    /// Verbs by which somebody is only thought dead.
    pub(super) feared: Words,
    /// Verbs by which a number comes to a figure.
    pub(super) reaching: Words,
    /// Verbs of whoever counts.
    pub(super) counting: Words,
    /// Nouns of counts that say of what.
    pub(super) numbering: Words,
    /// Words that open a part of those counted before.
    pub(super) parts: Words,
    /// What the hurt and the dead are called where a word for them is their noun.
    pub(super) victims: Words,
    /// What may stand between a figure and its participle: `three others were killed`.
    pub(super) between: Words,
    /// Prepositions of where somebody flees from or to.
    pub(super) whither: Words,
    /// Participles that go on with a part: `including three men armed with knives`.
    pub(super) of_parts: Words,
    /// What says that there was none of a noun of harm.
    pub(super) without: Words,
    /// What stands before a figure by which, or from which, a toll rose.
    pub(super) changing: Words,
    /// Words for one of whom nothing is known.
    pub(super) articles: Words,
}

/// Words, each with its measure; one of more than one measure has the gravest.
#[derive(Debug, Deserialize)]
#[serde(from = "FxHashMap<Measure, String>")]
pub(super) struct Measures(FxHashMap<String, Measure>);

impl From<FxHashMap<Measure, String>> for Measures {
    fn from(lists: FxHashMap<Measure, String>) -> Self {
        let mut sorted: Vec<_> = lists.into_iter().collect();
        sorted.sort_unstable();
        Self(sorted.iter().rev().flat_map(|(measure, list)| lists::words(list).map(|word| (word, *measure))).collect())
    }
}

impl Measures {
    /// The measure of a word.
    pub(super) fn of(&self, word: &str) -> Option<Measure> {
        self.0.get(word).copied()
    }

    /// Whether a word has a measure.
    pub(super) fn has(&self, word: &str) -> bool {
        self.0.contains_key(word)
    }
}

/// Nouns that are counted themselves.
#[derive(Debug, Deserialize)]
pub(super) struct Nouns {
    killed: Words,
    injured: Words,
    both: Words,
    /// Nouns for the number of the dead.
    pub(super) toll: Words,
}

impl Nouns {
    /// What a noun counts.
    pub(super) fn of(&self, word: &str) -> Option<&'static [Measure]> {
        let kinds: [(&Words, &[Measure]); 3] =
            [(&self.killed, &[Measure::Killed]), (&self.injured, &[Measure::Injured]), (&self.both, &[Measure::Killed, Measure::Injured])];
        kinds.into_iter().find_map(|(words, measures)| words.has(word).then_some(measures))
    }
}

/// Nouns for bodies, and what is done with them.
#[derive(Debug, Deserialize)]
pub(super) struct Bodies {
    pub(super) nouns: Words,
    pub(super) verbs: Words,
}

/// Verbs that kill with a word beside them, and those words.
#[derive(Debug, Deserialize)]
pub(super) struct Deadly {
    pub(super) verbs: Words,
    pub(super) beside: Words,
}

/// Verbs that capture with a word after them, and those words.
#[derive(Debug, Deserialize)]
pub(super) struct Taking {
    pub(super) verbs: Words,
    pub(super) after: Words,
}

/// Verbs that displace with two words after them, one for homes and one for out of them.
#[derive(Debug, Deserialize)]
pub(super) struct Driving {
    pub(super) verbs: Words,
    pub(super) homes: Words,
    pub(super) out: Words,
}

/// Verbs of those who are hurt, and what a wound is called beside its nouns.
#[derive(Debug, Deserialize)]
pub(super) struct Suffering {
    pub(super) verbs: Words,
    pub(super) objects: Words,
}

/// Verbs that kill where they take lives, what lives are called, and verbs of those who lose them.
#[derive(Debug, Deserialize)]
pub(super) struct Lives {
    pub(super) verbs: Words,
    pub(super) objects: Words,
    pub(super) losing: Words,
}
