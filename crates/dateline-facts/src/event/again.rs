//! What a noun of doing says of whether its event was told before: `another attack` was not, and a war is no strike.

use serde::Deserialize;

use super::matching::Scene;
use crate::lists::Words;

/// The words of `lexicon/en/again.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Again {
    other: Words,
    long: Words,
    series: Words,
}

impl Again {
    /// Reads the embedded list.
    ///
    /// # Panics
    /// When the list has not its shape, which a test rules out.
    #[must_use]
    pub fn load() -> Self {
        let text = dateline_lexicon::file("en/again.toml").expect("the list is embedded");
        toml::from_str(text).expect("the list has its shape")
    }

    /// Whether a noun is said to be another one than those told before.
    #[must_use]
    pub fn is_other(&self, scene: &Scene<'_, '_>, noun: usize) -> bool {
        let says = scene.page.clauses.dependents(noun).any(|it| it < noun && self.other.has(scene.page.form(it).to_lowercase().as_str()));
        says || self.is_of_series(scene, noun)
    }

    /// Whether a noun tells of many deeds and does not say which: `a string of [attacks]`.
    fn is_of_series(&self, scene: &Scene<'_, '_>, noun: usize) -> bool {
        let of = scene.page.analysis.head(noun).filter(|_| scene.page.clauses.preposition(noun) == "of");
        of.is_some_and(|it| self.series.has(&scene.lemma(it)) && !super::merge::is_definite(scene, it))
    }

    /// Whether a word tells of something that goes on for long and has many deeds in it: `war`, `invasion`.
    #[must_use]
    pub fn is_long(&self, scene: &Scene<'_, '_>, word: usize) -> bool {
        self.long.has(&scene.lemma(word))
    }
}
