//! Pages that speak to their reader: guides, advertisements, recipes. They say little of what happened and of who said what, and words
//! of doing and saying stand in them as advice (`seek help`, `you want to compare prices`).

use dateline_lang::labels::Upos;
use rustc_hash::FxHashSet;
use serde::Deserialize;

use crate::page::Page;
use crate::statement::{self, Statement};

/// Of a thousand words of a guide, outside what others say, so many speak to the reader.
const YOU_A_THOUSAND: usize = 7;
/// And so many at least.
const YOU_LEAST: usize = 5;

#[derive(Debug, Deserialize)]
struct File {
    reader: String,
}

/// The words of `lexicon/en/guide.toml`.
#[derive(Debug)]
pub struct Guides {
    reader: FxHashSet<String>,
}

impl Guides {
    /// Reads the embedded list.
    ///
    /// # Panics
    /// When the list has not its shape, which a test rules out.
    #[must_use]
    pub fn load() -> Self {
        let text = dateline_lexicon::file("en/guide.toml").expect("the list is embedded");
        let file: File = toml::from_str(text).expect("the list has its shape");
        Self { reader: file.reader.split_whitespace().map(str::to_owned).collect() }
    }

    /// Whether a word is a pronoun that speaks to the reader.
    #[must_use]
    pub fn is_reader(&self, page: &Page<'_>, word: usize) -> bool {
        page.analysis.tags[word].upos == Upos::Pron && self.reader.iter().any(|it| it.eq_ignore_ascii_case(page.form(word)))
    }

    /// Whether a page speaks to its reader, outside what these statements report.
    #[must_use]
    pub fn is_guide(&self, page: &Page<'_>, statements: &[Statement]) -> bool {
        let analysis = page.analysis;
        let you: Vec<usize> = (0..analysis.len()).filter(|&word| self.is_reader(page, word)).collect();
        let is_many = |count: usize| count >= YOU_LEAST && count * 1000 >= analysis.len() * YOU_A_THOUSAND;
        is_many(you.len())
            && is_many(you.iter().filter(|&&word| statement::holding(statements, analysis.span(word).start()).is_none()).count())
    }
}
