//! Drafts whose source was missed, taken for something else, or cut short.

mod bracket;
mod phrase;
mod quoted;
mod taken;

use super::draft::Draft;
use super::text::Text;
use super::words::StatementWords;
use crate::who::{EntityKind, Form};

/// Mends the sources of drafts, one kind of fault after the other.
pub(super) fn mend(text: &Text<'_>, words: &StatementWords, drafts: &mut Vec<Draft>) {
    bracket::bracketed(text, drafts);
    taken::swapped(text, drafts);
    taken::unquoted(text, drafts);
    taken::inverted(text, drafts);
    taken::after_quotation(text, drafts);
    phrase::of_body(text, words, drafts);
    phrase::offices(text, drafts);
    phrase::whole(text, drafts);
    phrase::several(text, drafts);
    taken::pronouns(text, words, drafts);
    taken::according(text, drafts);
    phrase::inserted(text, drafts);
    phrase::titled(text, drafts);
    phrase::led(text, drafts);
    taken::trailing(text, words, drafts);
    taken::shared(text, words, drafts);
    taken::participles(text, words, drafts);
    taken::written(text, words, drafts);
    quoted::quoted_as(text, drafts);
    quoted::was_quoted(text, drafts);
    taken::right_before(text, drafts);
    phrase::parts(text, words, drafts);
    phrase::dated(text, words, drafts);
}

/// Takes into sources what was taken for the end of a quotation before them, when drafts of the same words are told apart.
pub(super) fn complete(text: &Text<'_>, drafts: &mut [Draft]) {
    phrase::appositions(text, drafts);
}

/// A source before its cue has at most so many words that were not taken for it.
const LONGEST_SOURCE: usize = 40;

/// An office before a name has at most so many words.
const LONGEST_OFFICE: usize = 7;

/// Whether a word heads the name of a person.
fn is_person_name(text: &Text<'_>, word: usize) -> bool {
    text.kind[word] == 1 + EntityKind::Person as u8 * 5 + Form::Name as u8
}
