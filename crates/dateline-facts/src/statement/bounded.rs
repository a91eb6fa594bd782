//! Where the content of a draft begins and ends: what belongs to it beyond a cue, and what the reporter or another source says.

mod ended;
mod filled;
mod opening;
mod taken;

use std::ops::Range;

use super::cue::Cues;
use super::draft::Draft;
use super::text::Text;
use super::withheld::Found;
use super::words::StatementWords;

/// Finds the content for which something else was taken, before drafts of the same words are told apart.
pub(super) fn find(text: &Text<'_>, words: &StatementWords, drafts: &mut [Draft]) {
    taken::commanded(text, words, drafts);
    taken::governed(text, words, drafts);
    taken::moments(text, words, drafts);
    taken::predicates(text, drafts);
    taken::halved(text, drafts);
    taken::own_clause(text, drafts);
    taken::strays(text, drafts);
}

/// Gives contents all that belongs to them, and takes off what leads to them.
pub(super) fn fill(text: &Text<'_>, words: &StatementWords, drafts: &mut Vec<Draft>) {
    filled::interrupted(text, drafts);
    opening::scenes(text, words, drafts);
    opening::led(text, words, drafts);
    opening::addressed(text, words, drafts);
    filled::joined(text, drafts);
    filled::whole(text, drafts);
    filled::once(text, drafts);
    filled::complete(text, words, drafts);
    filled::described(text, words, drafts);
    filled::shared(text, drafts);
}

/// Ends contents where somebody else speaks on; what has none left goes.
pub(super) fn end(text: &Text<'_>, cues: &Cues, words: &StatementWords, held: &[Found], drafts: &mut Vec<Draft>) {
    ended::cuts(text, words, drafts);
    ended::opened(text, drafts);
    ended::confided(text, words, drafts);
    ended::attributed(text, drafts);
    ended::relatives(text, drafts);
    ended::asides(text, words, drafts);
    ended::deeds(text, cues, drafts);
    ended::turns(text, words, held, drafts);
}

/// What may stand between a cue and its `that`, in words.
pub(super) const LONGEST_LEAD: usize = 14;

/// The words from a cue to its source.
fn told_by(cue: usize, draft: &Draft) -> Range<usize> {
    let words = draft.cue_words.start.min(cue)..draft.cue_words.end.max(cue + 1);
    draft.source.as_ref().map_or(words.clone(), |(_, source)| source.start.min(words.start)..source.end.max(words.end))
}
