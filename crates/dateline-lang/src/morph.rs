//! Morphological features of a word (Universal Dependencies 2), as a small set of values.

/// The morphological features of one word.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Morph(u64);
