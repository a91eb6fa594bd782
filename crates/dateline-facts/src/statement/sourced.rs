//! Drafts whose source was missed, taken for something else, or cut short.

use dateline_lang::clause::Extent;
use dateline_lang::labels::{Deprel, Upos, Xpos};

use super::StatementKind;
use super::cue::CueWord;
use super::draft::{Draft, NESTED, is_nominal, top};
use super::text::Text;
use crate::who::{EntityKind, Form};

/// Whoever was taken for what was said, beside a cue without a source: `…, said [an official]`, `“…,” [an officer] announced`.
pub(super) fn swapped(text: &Text<'_>, drafts: &mut [Draft]) {
    for draft in drafts {
        let (Some(cue), None, [piece]) = (draft.cue, &draft.source, draft.pieces.as_slice()) else { continue };
        let sentence = text.words_of(text.sentence(cue));
        let says = draft.known.is_some_and(|it| it.kind == StatementKind::Speech) && text.upos(cue) == Upos::Verb;
        if !says || piece.len() > 10 || !is_nominal(text, piece) || piece.clone().any(|it| text.zone(it) != text.zone(cue)) {
            continue;
        }
        let before = match piece.start {
            after if after == cue + 1 => sentence.start..cue,
            _ if piece.end == cue => sentence.start..piece.start,
            _ => continue,
        };
        let comma = before.end > before.start && (before.end - before.start > 3) && text.is_mark(before.end - 1);
        let quoted = before.clone().rev().find_map(|it| text.zone(it)).filter(|it| text.zone(cue) != Some(*it));
        let content = match quoted {
            Some(zone) => text.bare(text.words_in(zone)),
            None => text.bare(before.clone()),
        };
        let clausal = quoted.is_some() || content.clone().any(|it| matches!(text.upos(it), Upos::Verb | Upos::Aux));
        let Some(head) = top(text, piece).filter(|_| comma && clausal && !content.is_empty()) else { continue };
        draft.source = Some((head, piece.clone()));
        draft.pieces = vec![content];
    }
}

/// Whoever is quoted by another: `quoted [a guard] as saying [that …]`.
pub(super) fn quoted_as(text: &Text<'_>, drafts: &mut Vec<Draft>) {
    let mut more: Vec<Draft> = Vec::new();
    for draft in drafts.iter() {
        let Some(cue) = draft.cue else { continue };
        let clauses = text.page.clauses;
        let Some(object) = clauses.dependents(cue).find(|&it| it > cue && text.label(it) == Deprel::Obj) else { continue };
        let says = |it: usize| {
            clauses.is_reporting(it)
                && text.analysis().tags[it].xpos == Xpos::Vbg
                && it > object
                && clauses.dependents(it).any(|mark| mark < it && text.page.form(mark) == "as")
        };
        let Some(verb) = clauses.dependents(cue).chain(clauses.dependents(object)).find(|&it| says(it)) else { continue };
        let Some(said) = clauses.dependents(verb).find(|&it| it > verb && matches!(text.label(it), Deprel::Ccomp | Deprel::Obj)) else {
            continue;
        };
        let phrase = text.bare(clauses.phrase(object, Extent::Plain));
        let piece = text.bare(text.reach(said).start.max(verb + 1)..text.reach(said).end);
        let taken = |all: &[Draft]| all.iter().any(|it| it.cue == Some(verb));
        if phrase.is_empty() || phrase.end > verb || piece.is_empty() || taken(&more) {
            continue;
        }
        more.push(Draft {
            cue: Some(verb),
            cue_words: verb..verb + 1,
            known: Some(CueWord::SAYING),
            source: Some((object, phrase)),
            speaker: None,
            pieces: vec![piece],
            strength: draft.strength.max(NESTED),
            score: draft.score,
            rule: "quoted-as",
        });
    }
    if !more.is_empty() {
        more.retain(|draft| drafts.binary_search_by_key(&draft.cue, |it| it.cue).is_err());
        drafts.append(&mut more);
        drafts.sort_by_key(|draft| draft.cue);
    }
}

/// A source whose first part was taken for the end of a quotation, or was left out: `“…,” [the prosecutor], Mikel Arana, said`,
/// `“…,” [Mikel Arana, who teaches at Ostrov University] and Norda College, said`.
pub(super) fn appositions(text: &Text<'_>, drafts: &mut [Draft]) {
    for draft in drafts {
        let (Some(cue), Some((head, source)), Some(piece)) = (draft.cue, draft.source.as_mut(), draft.pieces.last_mut()) else { continue };
        if source.start < piece.end || cue < source.end || cue - source.end > 3 || text.sentence(piece.end - 1) != text.sentence(cue) {
            continue;
        }
        let own = text.zone(cue);
        let Some(last) = piece.clone().rev().find(|&it| text.zone(it).is_some() && text.zone(it) != own) else { continue };
        let between = text.bare(last + 1..source.start);
        let in_piece = between.start < piece.end;
        let longest = if in_piece { 12 } else { LONGEST_SOURCE };
        if between.is_empty() || between.len() > longest || !is_nominal(text, &between) {
            continue;
        }
        let person = between.clone().find(|&it| text.kind[it] == 1 + EntityKind::Person as u8 * 5 + Form::Name as u8);
        if !in_piece {
            let Some(person) = person.filter(|_| text.kind[*head] == 0 || text.kind[*head] > 5) else { continue };
            *head = person;
        }
        *source = between.start..source.end;
        *piece = text.bare(piece.start..last + 1);
    }
}

/// A source before its cue has at most so many words that were not taken for it.
const LONGEST_SOURCE: usize = 40;
