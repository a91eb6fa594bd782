//! The words of `lexicon/en/modality.toml`, and what a word says by being in one of its tables: a governing word → the modality that it
//! gives to what it governs, if any.

use dateline_lang::labels::{Deprel, Upos, Xpos};
use rustc_hash::FxHashSet;
use serde::Deserialize;

use super::Modality;
use crate::lists::set;
use crate::page::Page;

/// A table as it is written: words with spaces between them, `_` within them.
#[derive(Debug, Deserialize)]
struct Table {
    #[serde(default)]
    verbs: String,
    #[serde(default)]
    nouns: String,
    #[serde(default)]
    adjectives: String,
    #[serde(default)]
    adverbs: String,
    #[serde(default)]
    markers: String,
    #[serde(default)]
    prepositions: String,
}

/// A table of the list.
#[derive(Debug, Deserialize)]
#[serde(from = "Table")]
pub(super) struct Set {
    pub(super) verbs: FxHashSet<String>,
    pub(super) nouns: FxHashSet<String>,
    pub(super) adjectives: FxHashSet<String>,
    pub(super) adverbs: FxHashSet<String>,
    pub(super) markers: FxHashSet<String>,
    pub(super) prepositions: FxHashSet<String>,
}

impl From<Table> for Set {
    fn from(table: Table) -> Self {
        Self {
            verbs: set(&table.verbs),
            nouns: set(&table.nouns),
            adjectives: set(&table.adjectives),
            adverbs: set(&table.adverbs),
            markers: set(&table.markers),
            prepositions: set(&table.prepositions),
        }
    }
}

/// The words of `lexicon/en/modality.toml`.
#[derive(Debug, Deserialize)]
pub struct Words {
    pub(super) happened: Set,
    pub(super) ongoing: Set,
    pub(super) denied: Set,
    pub(super) planned: Set,
    pub(super) hypothetical: Set,
    pub(super) conditional: Set,
    pub(super) tried: Set,
    pub(super) reporting: Set,
    pub(super) telling: Set,
    pub(super) suggesting: Set,
    pub(super) asking: Set,
    pub(super) ending: Set,
    pub(super) coming: Set,
    pub(super) acquitting: Set,
    pub(super) arranged: Set,
    pub(super) historical: Set,
    pub(super) ellipsis: Set,
    pub(super) keeping: Set,
    pub(super) lasting: Set,
    pub(super) refusing: Set,
    pub(super) achieving: Set,
    pub(super) at_once: Set,
    pub(super) believing: Set,
    pub(super) naming: Set,
}

/// A word by which a table is asked: its lemma, and that with its particle.
pub(super) type Key = (String, Option<String>);

impl Words {
    /// Reads the embedded list.
    ///
    /// # Panics
    /// When the list has not its shape, which a test rules out.
    #[must_use]
    pub fn load() -> Self {
        toml::from_str(dateline_lexicon::file("en/modality.toml").expect("the list is embedded")).expect("the list has its shape")
    }

    /// Whether a verb says what something is in somebody's eyes: `called it a massacre`.
    #[must_use]
    pub fn is_naming(&self, lemma: &str) -> bool {
        self.naming.verbs.contains(lemma)
    }

    /// Whether a verb only reports what it governs.
    #[must_use]
    pub fn is_reporting(&self, lemma: &str) -> bool {
        self.reporting.verbs.contains(lemma)
    }

    /// Whether a word asks or leaves open what a clause with `if` or `whether` says: `unclear if`, `to see whether`.
    pub(super) fn is_asking(&self, page: &Page<'_>, word: usize) -> bool {
        let lemma = page.analysis.lemma(word).to_lowercase();
        self.asking.verbs.contains(&lemma) || self.asking.adjectives.contains(&lemma) || self.asking.nouns.contains(&lemma)
    }

    /// Whether a verb is one by which that was done which it governs: `managed to`, `went on to`.
    pub(super) fn is_implicative(&self, page: &Page<'_>, verb: usize) -> bool {
        has(&self.happened.verbs, &key(page, verb))
    }

    /// Whether a verb says that what it governs goes on: `keep`, `continue`.
    #[must_use]
    pub fn goes_on(&self, lemma: &str) -> bool {
        self.ongoing.verbs.contains(lemma)
    }

    /// What a governing word says of what it governs; `None` when it says nothing.
    pub(super) fn governs(&self, page: &Page<'_>, word: usize) -> Option<Modality> {
        let key = key(page, word);
        let is_verb = page.analysis.tags[word].upos == Upos::Verb;
        // `called the attack cowardly`: it was one.
        let is_naming = is_verb
            && self.is_naming(&key.0)
            && page
                .clauses
                .dependents(word)
                .any(|it| page.analysis.labels[it] == Deprel::Xcomp && matches!(page.analysis.tags[it].upos, Upos::Adj | Upos::Noun));
        if is_naming {
            return None;
        }
        let tables = [
            (&self.denied, Modality::Denied),
            (&self.planned, Modality::Planned),
            (&self.hypothetical, Modality::Hypothetical),
            (&self.ongoing, Modality::Ongoing),
        ];
        tables.into_iter().find_map(|(set, modality)| {
            let found = if is_verb {
                has(&set.verbs, &key) || set.adjectives.contains(&key.0)
            } else {
                set.nouns.contains(&key.0) || set.adjectives.contains(&key.0)
            };
            found.then_some(modality)
        })
    }
}

/// By what a verb is asked for in a table.
pub(super) fn key(page: &Page<'_>, verb: usize) -> Key {
    let lemma = page.analysis.lemma(verb).to_lowercase();
    let particle = page
        .clauses
        .dependents(verb)
        .find(|&it| matches!(page.analysis.labels[it], Deprel::CompoundPrt | Deprel::Advmod) && it > verb && it < verb + 3);
    // The tree may take a particle for a preposition: `called [off] an hour before`.
    let next = (verb + 1 < page.analysis.sentence_of(verb).end).then_some(verb + 1);
    let particle = particle.or(next.filter(|&it| page.analysis.tags[it].xpos == Xpos::Rp));
    let pair = particle.map(|it| format!("{lemma} {}", page.form(it).to_lowercase()));
    (lemma, pair)
}

/// Whether a table has a word, with its particle or without.
pub(super) fn has(set: &FxHashSet<String>, key: &Key) -> bool {
    key.1.as_ref().is_some_and(|pair| set.contains(pair)) || set.contains(&key.0)
}
