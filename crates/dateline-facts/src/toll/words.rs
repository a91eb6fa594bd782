//! The lists of `lexicon/en/tolls.toml`, read once.

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use super::Measure;
use super::counted::Counted;
use super::figure::Figures;
use crate::lists::set;

#[derive(Debug, Deserialize)]
struct File {
    verbs: FxHashMap<Measure, String>,
    subjects: FxHashMap<Measure, String>,
    adjectives: FxHashMap<Measure, String>,
    nouns: FxHashMap<String, String>,
    acts: FxHashMap<Measure, String>,
    bodies: Bodies,
    reaching: Reaching,
    deadly: Deadly,
    taking: Taking,
    driving: Driving,
    suffering: Suffering,
    counting: Verbs,
    numbering: Nouns,
    lives: Lives,
    people: Listed,
    collectives: Listed,
    rates: Rates,
    bounds: FxHashMap<String, String>,
    vague: Listed,
    parts: Listed,
    indefinite: Listed,
    none: Nobody,
    beside: Beside,
    figures: Numbers,
    numbers: FxHashMap<String, u64>,
    multipliers: FxHashMap<String, u64>,
    ordinals: FxHashMap<String, u64>,
}

#[derive(Debug, Deserialize)]
struct Beside {
    victims: String,
    between: String,
    whither: String,
    of_parts: String,
    without: String,
    changing: String,
    articles: String,
}

#[derive(Debug, Deserialize)]
struct Numbers {
    units: String,
    signs: String,
    months: String,
    heads: String,
    unstated: String,
    victims: String,
}

#[derive(Debug, Deserialize)]
struct Nobody {
    words: String,
    verbs: String,
}

#[derive(Debug, Deserialize)]
struct Rates {
    words: String,
    adverbs: String,
    when: String,
    each: String,
    before: String,
}

#[derive(Debug, Deserialize)]
struct Listed {
    words: String,
}

#[derive(Debug, Deserialize)]
struct Bodies {
    nouns: String,
    verbs: String,
}

#[derive(Debug, Deserialize)]
struct Verbs {
    verbs: String,
}

#[derive(Debug, Deserialize)]
struct Nouns {
    nouns: String,
}

#[derive(Debug, Deserialize)]
struct Deadly {
    verbs: String,
    beside: String,
}

#[derive(Debug, Deserialize)]
struct Taking {
    verbs: String,
    after: String,
}

#[derive(Debug, Deserialize)]
struct Driving {
    verbs: String,
    homes: String,
    out: String,
}

#[derive(Debug, Deserialize)]
struct Suffering {
    verbs: String,
    objects: String,
}

#[derive(Debug, Deserialize)]
struct Lives {
    verbs: String,
    objects: String,
    losing: String,
}

#[derive(Debug, Deserialize)]
struct Reaching {
    words: String,
}

/// Words of harm, and what has to stand with them.
#[derive(Debug)]
pub(super) struct Words {
    /// Verbs whose object suffers it.
    pub(super) verbs: FxHashMap<String, Measure>,
    /// Verbs whose subject suffers it.
    pub(super) subjects: FxHashMap<String, Measure>,
    pub(super) adjectives: FxHashMap<String, Measure>,
    pub(super) nouns: FxHashMap<String, &'static [Measure]>,
    /// Nouns for the number of the dead.
    pub(super) toll_nouns: FxHashSet<String>,
    /// Nouns of doing.
    pub(super) acts: FxHashMap<String, Measure>,
    /// Nouns for bodies.
    pub(super) bodies: FxHashSet<String>,
    /// What is done with bodies.
    pub(super) body_verbs: FxHashSet<String>,
    /// Verbs by which a number comes to a figure.
    pub(super) reaching: FxHashSet<String>,
    /// Verbs that kill with a word beside them.
    pub(super) deadly: FxHashSet<String>,
    /// Those words.
    pub(super) deadly_beside: FxHashSet<String>,
    /// Verbs that capture with a word after them.
    pub(super) taking: FxHashSet<String>,
    /// Those words.
    pub(super) taking_after: FxHashSet<String>,
    /// Verbs that displace with two words after them.
    pub(super) driving: FxHashSet<String>,
    /// Words for homes.
    pub(super) homes: FxHashSet<String>,
    /// Words for out of them.
    pub(super) out_of: FxHashSet<String>,
    /// Verbs of those who are hurt.
    pub(super) suffering: FxHashSet<String>,
    /// What a wound is called beside its nouns.
    pub(super) wounds: FxHashSet<String>,
    /// Verbs of whoever counts.
    pub(super) counting: FxHashSet<String>,
    /// Nouns of counts that say of what.
    pub(super) numbering: FxHashSet<String>,
    /// Verbs that kill where they take lives.
    pub(super) taking_lives: FxHashSet<String>,
    /// What lives are called.
    pub(super) lives: FxHashSet<String>,
    /// Verbs of those who lose them.
    pub(super) losing: FxHashSet<String>,
    /// Words that open a part of those counted before.
    pub(super) parts: FxHashSet<String>,
    /// What the hurt and the dead are called where a word for them is their noun.
    pub(super) victims: FxHashSet<String>,
    /// What may stand between a figure and its participle: `three others were killed`.
    pub(super) between: FxHashSet<String>,
    /// Prepositions of where somebody flees from or to.
    pub(super) whither: FxHashSet<String>,
    /// Participles that go on with a part: `including three men armed with knives`.
    pub(super) of_parts: FxHashSet<String>,
    /// What says that there was none of a noun of harm.
    pub(super) without: FxHashSet<String>,
    /// What stands before a figure by which, or from which, a toll rose.
    pub(super) changing: FxHashSet<String>,
    /// Words for one of whom nothing is known.
    pub(super) articles: FxHashSet<String>,
}

fn by_word(lists: &FxHashMap<Measure, String>) -> FxHashMap<String, Measure> {
    let mut sorted: Vec<_> = lists.iter().collect();
    sorted.sort();
    sorted.into_iter().rev().flat_map(|(measure, words)| words.split_whitespace().map(|word| (word.replace('_', " "), *measure))).collect()
}

/// Bounds as words, the longest first, with the qualifier of the contract.
fn bounds(lists: &FxHashMap<String, String>) -> Vec<(Vec<String>, &'static str)> {
    let mut all: Vec<(Vec<String>, &'static str)> = Vec::new();
    for name in ["at_least", "up_to", "about"] {
        let words = lists.get(name).map(String::as_str).unwrap_or_default().split_whitespace();
        all.extend(words.map(|bound| (bound.split('_').map(str::to_owned).collect(), name)));
    }
    all.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.0.cmp(&b.0)));
    all
}

/// Reads the embedded list: words of harm, who is counted, and figures.
pub(super) fn load() -> (Words, Counted, Figures) {
    let file: File =
        toml::from_str(dateline_lexicon::file("en/tolls.toml").expect("the list is embedded")).expect("the list has its shape");
    let noun = |key: &str| set(file.nouns.get(key).map(String::as_str).unwrap_or_default());
    let mut nouns: FxHashMap<String, &'static [Measure]> = FxHashMap::default();
    let kinds: [(&str, &'static [Measure]); 3] =
        [("killed", &[Measure::Killed]), ("injured", &[Measure::Injured]), ("both", &[Measure::Killed, Measure::Injured])];
    for (key, measures) in kinds {
        nouns.extend(noun(key).into_iter().map(|word| (word, measures)));
    }
    let words = Words {
        verbs: by_word(&file.verbs),
        subjects: by_word(&file.subjects),
        adjectives: by_word(&file.adjectives),
        nouns,
        toll_nouns: noun("toll"),
        acts: by_word(&file.acts),
        bodies: set(&file.bodies.nouns),
        body_verbs: set(&file.bodies.verbs),
        reaching: set(&file.reaching.words),
        deadly: set(&file.deadly.verbs),
        deadly_beside: set(&file.deadly.beside),
        taking: set(&file.taking.verbs),
        taking_after: set(&file.taking.after),
        driving: set(&file.driving.verbs),
        homes: set(&file.driving.homes),
        out_of: set(&file.driving.out),
        suffering: set(&file.suffering.verbs),
        wounds: set(&file.suffering.objects),
        counting: set(&file.counting.verbs),
        numbering: set(&file.numbering.nouns),
        taking_lives: set(&file.lives.verbs),
        lives: set(&file.lives.objects),
        losing: set(&file.lives.losing),
        parts: set(&file.parts.words),
        victims: set(&file.beside.victims),
        between: set(&file.beside.between),
        whither: set(&file.beside.whither),
        of_parts: set(&file.beside.of_parts),
        without: set(&file.beside.without),
        changing: set(&file.beside.changing),
        articles: set(&file.beside.articles),
    };
    let counted = Counted {
        people: set(&file.people.words),
        collectives: set(&file.collectives.words),
        rates: set(&file.rates.words),
        frequent: set(&file.rates.adverbs),
        when: set(&file.rates.when),
        each: set(&file.rates.each),
        averages: set(&file.rates.before),
    };
    let figures = Figures {
        bounds: bounds(&file.bounds),
        numbers: file.numbers,
        multipliers: file.multipliers,
        ordinals: file.ordinals,
        vague: set(&file.vague.words),
        indefinite: set(&file.indefinite.words),
        none: set(&file.none.words),
        bringing: set(&file.none.verbs),
        units: set(&file.figures.units),
        signs: set(&file.figures.signs),
        months: set(&file.figures.months),
        heads: set(&file.figures.heads),
        unstated: set(&file.figures.unstated),
        victims: set(&file.figures.victims),
    };
    (words, counted, figures)
}
