//! Lists of the lexicon as they are written: words with spaces between them, `_` within those that are more than one.

use rustc_hash::FxHashSet;

/// The words of a list, in its order.
pub fn words(list: &str) -> impl Iterator<Item = String> + '_ {
    list.split_whitespace().map(|word| word.replace('_', " "))
}

/// The words of a list, to be looked up.
pub fn set(list: &str) -> FxHashSet<String> {
    words(list).collect()
}
