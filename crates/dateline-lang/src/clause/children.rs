//! The dependents of every word of a tree, found once: an [`Analysis`] → for a word, those that have it as their head.

use crate::analysis::Analysis;

/// The dependents of every word, found once for a whole analysis.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Children {
    /// For every word its first dependent; `NONE` when it has none.
    first: Vec<u32>,
    /// For every word the next dependent of the same head; `NONE` at the last.
    next: Vec<u32>,
}

/// Ends a list of dependents.
const NONE: u32 = u32::MAX;

impl Children {
    /// Those of an analysis.
    #[must_use]
    pub fn of(analysis: &Analysis) -> Self {
        let count = analysis.len();
        let (mut first, mut next) = (vec![NONE; count], vec![NONE; count]);
        for word in (0..count).rev() {
            if let Some(head) = analysis.heads.get(word).copied().flatten().filter(|&head| (head as usize) < count && head as usize != word)
            {
                next[word] = first[head as usize];
                first[head as usize] = u32::try_from(word).unwrap_or(NONE);
            }
        }
        Self { first, next }
    }

    /// The dependents of a word, in the order of the text; none for a word that is not there.
    pub fn of_word(&self, word: usize) -> impl Iterator<Item = usize> + use<'_> {
        let mut at = self.first.get(word).copied().unwrap_or(NONE);
        std::iter::from_fn(move || {
            let word = (at != NONE).then_some(at as usize)?;
            at = self.next[word];
            Some(word)
        })
    }
}
