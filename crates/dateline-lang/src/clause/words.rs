//! The words of `lexicon/en/clause.toml`.

use std::collections::HashMap;

use serde::Deserialize;

use super::ModalKind;

/// Words that a verb has to be, to count as an auxiliary of an infinitive.
#[derive(Debug, Deserialize)]
pub(super) struct Semi {
    pub(super) kind: ModalKind,
    pub(super) tags: Vec<String>,
}

/// What negates.
#[derive(Debug, Deserialize)]
pub(super) struct NegationWords {
    pub(super) adverbs: Vec<String>,
    pub(super) determiners: Vec<String>,
    pub(super) pronouns: Vec<String>,
    pub(super) prepositions: Vec<String>,
    pub(super) conjunctions: Vec<String>,
}

/// Verbs of reporting.
#[derive(Debug, Deserialize)]
pub(super) struct ReportingWords {
    pub(super) verbs: Vec<String>,
}

/// Markers of a gerund that the object of the verb above does.
#[derive(Debug, Deserialize)]
pub(super) struct ControlWords {
    pub(super) markers: Vec<String>,
}

/// Verbs whose past looks like their present.
#[derive(Debug, Deserialize)]
pub(super) struct InvariableWords {
    pub(super) words: Vec<String>,
}

/// The words of `lexicon/en/clause.toml`.
#[derive(Debug, Deserialize)]
pub struct ClauseWords {
    pub(super) negation: NegationWords,
    pub(super) modals: HashMap<String, ModalKind>,
    pub(super) semi: HashMap<String, Semi>,
    pub(super) reporting: ReportingWords,
    pub(super) markers: HashMap<String, Vec<String>>,
    pub(super) control: ControlWords,
    pub(super) invariable: InvariableWords,
}

impl ClauseWords {
    /// Reads the embedded list.
    ///
    /// # Panics
    /// When the list is not TOML of its shape, which a test rules out.
    #[must_use]
    pub fn load() -> Self {
        let file = dateline_lexicon::file("en/clause.toml").expect("the list is embedded");
        toml::from_str(file).expect("the list has its shape")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::labels::Xpos;

    #[test]
    fn the_list_is_valid() {
        let words = ClauseWords::load();
        assert_eq!(words.modals["must"], ModalKind::Obligation);
        let tags = words.semi.values().flat_map(|semi| &semi.tags);
        assert!(tags.into_iter().all(|tag| Xpos::from_name(tag).is_some()));
    }
}
