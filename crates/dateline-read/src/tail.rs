//! The tails of pages: related headlines with or without a heading, promos, credits.

/// What the lexicon knows of tails, in every language at once.
#[derive(Debug)]
pub struct Tails {}

impl Tails {
    /// Compiles `lexicon/*/tails.toml`.
    pub fn load() -> Self {
        Self {}
    }
}
