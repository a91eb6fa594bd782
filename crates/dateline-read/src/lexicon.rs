//! The word lists that reading uses, compiled once.

/// Everything that reading knows of words, from `lexicon/`.
#[derive(Debug)]
pub struct Lexicon {
    /// Lines that open or make up the tail of a page.
    pub tails: crate::tail::Tails,
    /// Names that pages give their parts.
    pub parts: crate::html::parts::Names,
    /// Words around bylines and dates.
    pub metadata: crate::metadata::Words,
}

impl Lexicon {
    /// Compiles the embedded lists.
    ///
    /// # Panics
    /// When an embedded list is not valid TOML of its shape, which a test rules out.
    pub fn load() -> Self {
        Self { tails: crate::tail::Tails::load(), metadata: crate::metadata::Words::load(), parts: crate::html::parts::Names::load() }
    }
}
