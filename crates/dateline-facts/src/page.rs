//! An analysed page, as the rooms see it.

use dateline_lang::Analysis;
use dateline_lang::clause::Clauses;
use dateline_text::{Block, ByteSpan, Document};
use jiff::civil::Date;
use jiff::tz::Offset;

use crate::country::Countries;

/// The paragraphs of a document from which records are made: the words of its kept blocks, in order.
#[must_use]
pub fn paragraphs(document: &Document) -> Vec<ByteSpan> {
    document
        .blocks
        .iter()
        .filter(|block| block.keep)
        .map(|block| block.span)
        .filter(|span| !span.of(&document.text).trim().is_empty())
        .collect()
}

/// The publication date of a page: its calendar day in its own offset.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Published {
    /// The day.
    pub date: Date,
    /// The minute of that day, from 0, where a time is given.
    pub minute: Option<u16>,
    /// The offset of that time from UTC.
    pub offset: Option<Offset>,
}

impl Published {
    /// Reads `YYYY-MM-DD` or an RFC 3339 time.
    #[must_use]
    pub fn parse(written: &str) -> Option<Self> {
        let date: Date = written.get(..10)?.parse().ok()?;
        let clock = written.get(11..16).and_then(|clock| {
            let (hour, minute) = clock.split_once(':')?;
            let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
            (hour < 24 && minute < 60).then_some(hour * 60 + minute)
        });
        Some(Self { date, minute: clock, offset: clock.and_then(|_| offset(written)) })
    }
}

fn offset(written: &str) -> Option<Offset> {
    if written.ends_with(['Z', 'z']) {
        return Some(Offset::UTC);
    }
    let tail = written.get(written.len().checked_sub(6)?..)?;
    let (hours, minutes) = tail.get(1..)?.split_once(':')?;
    let seconds = hours.parse::<i32>().ok()? * 3600 + minutes.parse::<i32>().ok()? * 60;
    match tail.as_bytes().first()? {
        b'+' => Offset::from_seconds(seconds).ok(),
        b'-' => Offset::from_seconds(-seconds).ok(),
        _ => None,
    }
}

/// One page with everything that is known of it so far.
#[derive(Debug, Clone, Copy)]
pub struct Page<'a> {
    /// The document; spans are bytes of its text.
    pub document: &'a Document,
    /// Sentences, words, trees and names of its kept blocks.
    pub analysis: &'a Analysis,
    /// What its clauses say.
    pub clauses: &'a Clauses<'a>,
    /// Countries with their names, demonyms, capitals and governments.
    pub countries: &'a Countries,
    /// The publication date.
    pub published: Option<Published>,
}

impl<'a> Page<'a> {
    /// A page.
    #[must_use]
    pub fn new(document: &'a Document, analysis: &'a Analysis, clauses: &'a Clauses<'a>, countries: &'a Countries) -> Self {
        let published = document.meta.published.as_deref().and_then(Published::parse);
        Self { document, analysis, clauses, countries, published }
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &'a str {
        &self.document.text
    }

    /// A word as it is written.
    #[must_use]
    pub fn form(&self, word: usize) -> &'a str {
        self.analysis.form(self.text(), word)
    }

    /// The words from the first character of a range of words to the last.
    ///
    /// # Panics
    /// When the range is empty or not of the analysis.
    #[must_use]
    pub fn span(&self, words: &std::ops::Range<usize>) -> ByteSpan {
        self.analysis.span(words.start).hull(self.analysis.span(words.end - 1))
    }

    /// Whether a word is the first of its block.
    #[must_use]
    pub fn opens_block(&self, word: usize) -> bool {
        let first = |block: &Block| block.span.end() - block.span.of(self.text()).trim_start().len();
        self.block_of(word).is_some_and(|block| self.analysis.span(word).start() <= first(block))
    }

    /// Whether a word is a dash that stands by itself, not the hyphen of `X-ray`.
    #[must_use]
    pub fn is_dash(&self, word: usize) -> bool {
        let is_hyphen = || self.form(word) == "-" && !self.analysis.segmentation.joined[word];
        word < self.analysis.len() && (matches!(self.form(word), "—" | "–" | "―" | "--") || is_hyphen())
    }

    /// The block that holds a word.
    #[must_use]
    pub fn block_of(&self, word: usize) -> Option<&'a Block> {
        let start = self.analysis.span(word).start();
        let at = self.document.blocks.partition_point(|block| block.span.end() <= start);
        self.document.blocks.get(at)
    }
}
