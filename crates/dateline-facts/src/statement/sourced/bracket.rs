//! Brackets after the names of people, which neither speak nor are said.

use std::ops::Range;

use dateline_lang::labels::Upos;

use super::is_person_name;
use crate::statement::draft::Draft;
use crate::statement::text::Text;

/// A bracket after a name is no source and begins no content: `[Sen. Ann Lee] (D-Ohio), who faces a hard race, said`.
pub(super) fn bracketed(text: &Text<'_>, drafts: &mut Vec<Draft>) {
    let brackets = brackets(text);
    if brackets.is_empty() {
        return;
    }
    let around = |word: usize| {
        let at = brackets.partition_point(|it| it.inside.end < word);
        brackets.get(at).filter(|it| it.inside.start <= word && word <= it.inside.end)
    };
    for draft in drafts.iter_mut() {
        let Some(cue) = draft.cue else { continue };
        if let Some((head, source)) = draft.source.as_mut()
            && let Some(bracket) = around(*head)
            && !bracket.inside.contains(&cue)
        {
            (*head, *source) = (bracket.head, bracket.name.clone());
        }
        // `Sen. Ann Lee (D-Ohio) who backed it, also defended it in a message on [X]`: where it stands is not who says it.
        if let Some((head, source)) = draft.source.as_mut().filter(|(head, _)| *head > cue)
            && text.upos(source.start.saturating_sub(1)) == Upos::Adp
            && let Some(bracket) = brackets.iter().find(|it| it.inside.end <= cue && text.sentence(it.inside.start) == text.sentence(cue))
            && bracket.name.start == text.words_of(text.sentence(cue)).start
        {
            (*head, *source) = (bracket.head, bracket.name.clone());
        }
        let named = draft.source.as_ref().map(|(_, source)| source.clone());
        for piece in &mut draft.pieces {
            if let Some(bracket) = around(piece.start).filter(|it| it.inside.end < piece.end) {
                piece.start = bracket.inside.end;
            }
            // The name whose bracket was taken for the end of what is said.
            if let Some(source) =
                named.as_ref().filter(|it| piece.start < it.start && it.start < piece.end && it.end <= cue && piece.end <= cue)
            {
                piece.end = source.start;
            }
            *piece = text.bare(piece.clone());
        }
        draft.pieces.retain(|piece| !piece.is_empty());
    }
    drafts.retain(|draft| !draft.pieces.is_empty());
}

/// A bracket after the name of a person.
struct Bracket {
    /// From its first word to the one after the mark that closes it.
    inside: Range<usize>,
    /// The head of the name.
    head: usize,
    /// The name, with the office before it.
    name: Range<usize>,
}

/// The brackets of a few words without a verb that follow the name of a person.
fn brackets(text: &Text<'_>) -> Vec<Bracket> {
    let mut all = Vec::new();
    for open in 1..text.analysis().len() {
        if text.page.form(open) != "(" {
            continue;
        }
        let end = text.words_of(text.sentence(open)).end.min(open + LONGEST_BRACKET);
        let Some(close) = (open + 1..end).find(|&it| text.page.form(it) == ")") else { continue };
        let predicates = (open + 1..close).any(|it| matches!(text.upos(it), Upos::Verb | Upos::Aux));
        let is_name = |it: usize| text.upos(it) == Upos::Propn && text.zone(it).is_none();
        let first = open - (0..open).rev().take_while(|&it| is_name(it)).count();
        // `(D-Ohio)` follows the name of a person, whether it was seen to be one or not.
        let party = close > open + 2 && text.page.form(open + 1).len() == 1 && text.page.form(open + 2) == "-"
            || text.page.form(open + 1).chars().nth(1) == Some('-');
        let named = (first..open).rev().find(|&it| is_person_name(text, it));
        let Some(head) = named.or_else(|| (party && first < open).then(|| open - 1)).filter(|_| !predicates) else { continue };
        let start = first - (0..first).rev().take_while(|&it| text.upos(it) == Upos::Noun && text.zone(it).is_none()).count();
        let start = start.max(text.words_of(text.sentence(open)).start);
        all.push(Bracket { inside: open..close + 1, head, name: start.min(head)..open });
    }
    all
}

/// A bracket after a name has at most so many words.
const LONGEST_BRACKET: usize = 9;
