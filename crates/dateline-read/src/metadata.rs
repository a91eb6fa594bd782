//! Title, authors, dates, outlet, agency and language of a page, each with what it rests on.

use dateline_text::{Block, Meta, Note};

use crate::html::Outline;
use crate::lexicon::Lexicon;
use crate::{Options, Record};

/// Words around bylines and dates, in every language at once.
#[derive(Debug)]
pub struct Words {}

impl Words {
    /// Compiles the lists.
    pub fn load() -> Self {
        Self {}
    }
}

/// What an HTML page says of itself before its article is found: enough to find the article with.
#[derive(Debug, Default)]
pub struct Head {
    /// The page's headline.
    pub title: Option<String>,
    /// What the page says it is about (`description`).
    pub description: Option<String>,
    /// The article's text as JSON-LD gives it.
    pub article_body: Option<String>,
}

/// Reads the head of a page (JSON-LD, Open Graph, `<meta>`).
pub fn head(_outline: &Outline<'_>) -> Head {
    Head::default()
}

/// The metadata of an HTML page whose blocks are known.
pub fn of_page(
    _head: Head,
    _outline: &Outline<'_>,
    _text: &str,
    _blocks: &[Block],
    _record: &Record,
    _lexicon: &Lexicon,
    _options: &Options,
    _notes: &mut Vec<Note>,
) -> Meta {
    Meta::default()
}

/// The metadata of a plain text.
pub fn of_text(_text: &str, _blocks: &[Block], _record: &Record, _lexicon: &Lexicon, _options: &Options, _notes: &mut Vec<Note>) -> Meta {
    Meta::default()
}
