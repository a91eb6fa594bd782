//! Lists of the lexicon as they are written: words with spaces between them, `_` within those that are more than one.

use rustc_hash::FxHashSet;
use serde::Deserialize;

/// The words of a list, in its order.
pub fn words(list: &str) -> impl Iterator<Item = String> + '_ {
    list.split_whitespace().map(|word| word.replace('_', " "))
}

/// The words of a list, to be looked up.
pub fn set(list: &str) -> FxHashSet<String> {
    words(list).collect()
}

/// A list as a field of what a file of the lexicon is read into, to be looked up.
#[derive(Debug, Default, Deserialize)]
#[serde(from = "String")]
pub struct Words(FxHashSet<String>);

impl From<String> for Words {
    fn from(list: String) -> Self {
        Self::from_list(&list)
    }
}

impl Words {
    /// The words of a list.
    #[must_use]
    pub fn from_list(list: &str) -> Self {
        Self(set(list))
    }

    /// Whether a word, or an entry of several words, is among them.
    #[must_use]
    pub fn has(&self, word: &str) -> bool {
        self.0.contains(word)
    }
}
