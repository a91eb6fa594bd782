//! The words of `lexicon/en/commitments.toml`.

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use super::Force;
use crate::lists::set;

#[derive(Debug, Deserialize)]
struct Cues {
    #[serde(default)]
    verbs: String,
    #[serde(default)]
    nouns: String,
    #[serde(default)]
    adjectives: String,
}

#[derive(Debug, Deserialize)]
struct Slogans {
    words: String,
}

#[derive(Debug, Deserialize)]
struct Conditions {
    markers: String,
    phrases: String,
}

#[derive(Debug, Deserialize)]
struct File {
    firm: Cues,
    effort: Cues,
    intention: Cues,
    goal: Cues,
    ready: Cues,
    fated: Cues,
    foretelling: Cues,
    slogans: Slogans,
    conditions: Conditions,
    vague: Cues,
    hedges: Slogans,
    undone: Cues,
    judged: Cues,
    discourse: Cues,
    handed: Cues,
    watched: Cues,
    taking: Cues,
    agreeing: Cues,
    ordering: Slogans,
    backing: Slogans,
    scheduled: Cues,
    papers: Slogans,
}

/// The words of `lexicon/en/commitments.toml`.
#[derive(Debug)]
pub(super) struct Words {
    pub(super) verbs: FxHashMap<String, Force>,
    pub(super) nouns: FxHashMap<String, Force>,
    pub(super) adjectives: FxHashMap<String, Force>,
    pub(super) ready: FxHashSet<String>,
    pub(super) fated: FxHashSet<String>,
    pub(super) foretelling: FxHashSet<String>,
    pub(super) slogans: FxHashSet<String>,
    pub(super) markers: FxHashSet<String>,
    /// What opens a condition in more words than one.
    pub(super) phrases: Vec<String>,
    pub(super) vague: FxHashSet<String>,
    pub(super) hedges: FxHashSet<String>,
    pub(super) undone: FxHashSet<String>,
    pub(super) judged: FxHashSet<String>,
    pub(super) discourse: FxHashSet<String>,
    pub(super) handed: FxHashSet<String>,
    pub(super) watched: FxHashSet<String>,
    pub(super) taking: FxHashSet<String>,
    pub(super) agreeing: FxHashSet<String>,
    pub(super) ordering: FxHashSet<String>,
    pub(super) backing: FxHashSet<String>,
    pub(super) scheduled: FxHashSet<String>,
    pub(super) papers: FxHashSet<String>,
}

impl Words {
    /// Reads the embedded list. A word of more forces than one has the firmest.
    ///
    /// # Panics
    /// When the list has not its shape, which a test rules out.
    pub(super) fn load() -> Self {
        let file: File =
            toml::from_str(dateline_lexicon::file("en/commitments.toml").expect("the list is embedded")).expect("the list has its shape");
        let forces =
            [(&file.firm, Force::Firm), (&file.effort, Force::Effort), (&file.intention, Force::Intention), (&file.goal, Force::Goal)];
        let by = |pick: &dyn Fn(&Cues) -> String| -> FxHashMap<String, Force> {
            forces.iter().rev().flat_map(|(cues, force)| set(&pick(cues)).into_iter().map(move |word| (word, *force))).collect()
        };
        let markers = set(&file.conditions.markers);
        let mut phrases: Vec<String> = file.conditions.phrases.split_whitespace().map(|it| it.replace('_', " ")).collect();
        let known = phrases.len();
        phrases.extend(markers.iter().filter(|it| it.contains(' ')).cloned());
        phrases[known..].sort_unstable();
        Self {
            verbs: by(&|cues| cues.verbs.clone()),
            nouns: by(&|cues| cues.nouns.clone()),
            adjectives: by(&|cues| cues.adjectives.clone()),
            ready: set(&file.ready.adjectives),
            fated: set(&file.fated.verbs),
            foretelling: set(&file.foretelling.verbs),
            slogans: set(&file.slogans.words),
            markers,
            phrases,
            vague: set(&file.vague.verbs),
            hedges: set(&file.hedges.words),
            undone: set(&file.undone.verbs),
            judged: set(&file.judged.verbs),
            discourse: set(&file.discourse.verbs),
            handed: set(&file.handed.verbs),
            watched: set(&file.watched.verbs),
            taking: set(&file.taking.verbs),
            agreeing: set(&file.agreeing.verbs),
            ordering: set(&file.ordering.words),
            backing: set(&file.backing.words),
            scheduled: set(&file.scheduled.verbs),
            papers: set(&file.papers.words),
        }
    }
}
