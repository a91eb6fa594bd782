//! The trained models of Dateline, embedded as they stand; `dateline-lang` reads them, `dateline-train` writes them.

/// One copy in the program, however many places ask for it.
static ENGLISH: &[u8] = include_bytes!("english.model");

/// The file of the English models, for `dateline_lang::Model::read`.
#[must_use]
#[inline(never)]
pub fn english() -> &'static [u8] {
    ENGLISH
}

static WHO: &[u8] = include_bytes!("who.model");

/// The ranker that links mentions, for `dateline_facts::Ranker::read`.
#[must_use]
#[inline(never)]
pub fn who() -> &'static [u8] {
    WHO
}

static ATTRIBUTION: &[u8] = include_bytes!("attribution.model");

/// The models that find who says what, trained on PolNeAR, for `dateline_facts::Attributor::read`.
#[must_use]
#[inline(never)]
pub fn attribution() -> &'static [u8] {
    ATTRIBUTION
}

static BACKGROUND: &str = include_str!("background.table");

/// How common words are in news: the number of all sentences, then a line for each number of sentences with the words that stand in
/// so many; `dateline-ledger` weighs words by it.
#[must_use]
#[inline(never)]
pub fn background() -> &'static str {
    BACKGROUND
}
