//! What a noun of doing says of whether its event was told before: `another attack` was not, and a war is no strike.

use rustc_hash::FxHashSet;
use serde::Deserialize;

use super::matching::Scene;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    other: String,
    long: String,
}

/// The words of `lexicon/en/again.toml`.
#[derive(Debug)]
pub struct Again {
    other: FxHashSet<String>,
    long: FxHashSet<String>,
}

impl Again {
    /// Reads the embedded list.
    ///
    /// # Panics
    /// When the list has not its shape, which a test rules out.
    #[must_use]
    pub fn load() -> Self {
        let text = dateline_lexicon::file("en/again.toml").expect("the list is embedded");
        let file: File = toml::from_str(text).expect("the list has its shape");
        let set = |words: &str| words.split_whitespace().map(str::to_owned).collect();
        Self { other: set(&file.other), long: set(&file.long) }
    }

    /// Whether a noun is said to be another one than those told before.
    #[must_use]
    pub fn is_other(&self, scene: &Scene<'_, '_>, noun: usize) -> bool {
        scene.page.clauses.dependents(noun).any(|it| it < noun && self.other.contains(scene.page.form(it).to_lowercase().as_str()))
    }

    /// Whether a word tells of something that goes on for long and has many deeds in it: `war`, `invasion`.
    #[must_use]
    pub fn is_long(&self, scene: &Scene<'_, '_>, word: usize) -> bool {
        self.long.contains(&scene.lemma(word))
    }
}
