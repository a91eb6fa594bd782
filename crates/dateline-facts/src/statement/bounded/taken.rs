//! A content for which something beside it was taken, or only a part of it.

use std::ops::Range;

use dateline_lang::labels::{Deprel, Upos, Xpos};

use super::told_by;
use crate::statement::StatementKind;
use crate::statement::draft::{Draft, Nearby, follows_comma, is_nominal};
use crate::statement::text::Text;
use crate::statement::words::StatementWords;

/// What somebody is told to do, with whom: `ordered [all who live there — a million people — to leave]`.
pub(super) fn commanded(text: &Text<'_>, words: &StatementWords, drafts: &mut [Draft]) {
    for draft in drafts {
        let (Some(cue), [piece]) = (draft.cue, draft.pieces.as_slice()) else { continue };
        let sentence = text.words_of(text.sentence(cue));
        let tells = words.object_addressees.has(text.analysis().lemma(cue)) && text.upos(cue) == Upos::Verb;
        if !tells || piece.start <= cue || piece.end > sentence.end || !is_nominal(text, piece) {
            continue;
        }
        let object = |it: usize| text.analysis().head(it) == Some(cue) && text.label(it) == Deprel::Obj;
        let to = |it: usize| text.page.clauses.dependents(it).find(|&mark| text.analysis().tags[mark].xpos == Xpos::To && mark < it);
        let clause = text.page.clauses.dependents(cue).find(|&it| {
            it >= piece.end && matches!(text.label(it), Deprel::Xcomp | Deprel::Advcl) && to(it).is_some_and(|to| to >= piece.end)
        });
        let Some((clause, start)) = clause.and_then(|it| Some((it, to(it)?))) else { continue };
        let gap = piece.end..start;
        let inserted = gap.is_empty() || text.is_mark(gap.start) && text.is_mark(gap.end - 1) && text.page.form(gap.start) != ",";
        let end = text.reach(clause).end.min(sentence.end);
        if inserted && piece.clone().any(object) && (piece.start..end).all(|it| text.zone(it) == text.zone(cue)) {
            draft.pieces = vec![text.bare(piece.start..end)];
        }
    }
}

/// A content that stops short of its verb or of what hangs on its only word: `announced [the company] is closing`, `described [feeling] alone`.
pub(super) fn halved(text: &Text<'_>, drafts: &mut [Draft]) {
    let cues: Vec<usize> = drafts.iter().filter_map(|draft| draft.cue).collect();
    for draft in drafts {
        let (Some(cue), [piece]) = (draft.cue, draft.pieces.as_slice()) else { continue };
        let sentence = text.words_of(text.sentence(cue));
        if piece.start <= cue
            || piece.end >= sentence.end
            || text.is_mark(piece.end) && text.zone((piece.end + 1).min(sentence.end - 1)).is_none()
            || piece.clone().any(|it| text.zone(it) != text.zone(cue))
        {
            continue;
        }
        let finite = |it: usize| text.analysis().tags[it].xpos.is_finite();
        let next = piece.end;
        let end = if is_nominal(text, piece) && finite(next) && text.upos(piece.end - 1) != Upos::Sconj {
            // The clause that the verb stands in.
            let verb = if text.upos(next) == Upos::Aux { text.analysis().head(next).unwrap_or(next) } else { next };
            text.reach(verb).end.max(text.reach(next).end)
        } else if piece.len() == 1 && text.analysis().tags[piece.start].xpos == Xpos::Vbg {
            text.reach(piece.start).end
        } else if is_quoted_rest(text, cue, piece.end..sentence.end) || is_quoted_predicate(text, &cues, piece, sentence.end) {
            sentence.end
        } else {
            continue;
        };
        let end = end.min(sentence.end);
        let stop = (next..end).find(|&it| text.page.form(it) == ";").unwrap_or(end);
        if stop > piece.end && draft.source.as_ref().is_none_or(|(_, source)| source.end <= piece.start) {
            draft.pieces = vec![text.bare(piece.start..stop)];
        }
    }
}

/// A quotation of the sentence after, taken for what a clause of its own sentence says: `Tenants say [the lift is broken]. “My mother is 84.”`
pub(super) fn own_clause(text: &Text<'_>, drafts: &mut [Draft]) {
    let cues: Vec<usize> = drafts.iter().filter_map(|draft| draft.cue).collect();
    for draft in drafts {
        let Some(cue) = draft.cue.filter(|&it| text.upos(it) == Upos::Verb && text.zone(it).is_none()) else { continue };
        let sentence = text.words_of(text.sentence(cue));
        let beyond = draft.pieces.iter().all(|piece| piece.start >= sentence.end);
        let clause = text.page.clauses.dependents(cue).find(|&it| text.label(it) == Deprel::Ccomp && it > cue);
        // `[The guards came out], Berg said. “Some stood there.”`
        let start = told_by(cue, draft).start;
        let before = text.bare(sentence.start..start.max(sentence.start));
        let finite = |it: usize| text.analysis().tags[it].xpos.is_finite();
        let told = beyond
            && clause.is_none()
            && text.page.form(sentence.end - 1) != ":"
            && follows_comma(text, start)
            && draft.known.is_some_and(|it| it.kind == StatementKind::Speech)
            && before.len() > 3
            && before.clone().any(finite)
            && before.clone().all(|it| text.zone(it).is_none())
            && !matches!(text.upos(before.start), Upos::Sconj | Upos::Adp);
        if told && !cues.iter().any(|it| before.contains(it)) {
            draft.pieces = vec![before];
            continue;
        }
        // The title of a work before the cue: `Known for “Rain,” she told the paper [that she was tired]`.
        let that =
            |it: usize| text.page.clauses.dependents(it).any(|mark| text.page.form(mark) == "that" && text.label(mark) == Deprel::Mark);
        let title = clause.is_some_and(that) && draft.pieces.iter().all(|piece| piece.end <= cue && piece.len() <= 3);
        if let Some(clause) = clause.filter(|_| title || beyond && text.page.form(sentence.end - 1) != ":") {
            let reach = text.reach(clause);
            let words = text.bare(reach.start.max(cue + 1)..reach.end.min(sentence.end));
            if words.len() > 2 {
                draft.pieces = vec![words];
            }
        }
    }
}

/// A short adverbial taken for what is said, where a whole quotation stands before the cue and nobody has it.
pub(super) fn strays(text: &Text<'_>, drafts: &mut [Draft]) {
    let mut nearby = Nearby::new(text, drafts);
    for at in 0..drafts.len() {
        let Some(cue) = drafts[at].cue.filter(|&it| text.zone(it).is_none()) else { continue };
        let is_short = drafts[at].pieces.iter().map(ExactSizeIterator::len).sum::<usize>() <= 4;
        let is_after =
            drafts[at].pieces.first().is_some_and(|it| it.start > cue) && drafts[at].pieces.iter().all(|it| text.zone(it.start).is_none());
        if !is_short || !is_after || drafts[at].pieces.iter().flat_map(Clone::clone).any(|it| text.upos(it) == Upos::Verb) {
            continue;
        }
        let sentence = text.words_of(text.sentence(cue));
        let zone = (sentence.start..cue).rev().find_map(|it| text.zone(it));
        if let Some(zone) = zone {
            let words = text.bare(text.words_in(zone));
            let near = words.end < cue && !(words.end..cue).any(|it| text.upos(it) == Upos::Verb);
            if near && words.len() > 1 && !nearby.of(text, &words).any(|it| it != at && words.clone().any(|word| drafts[it].holds(word))) {
                nearby.add(text, at, &words);
                drafts[at].pieces = vec![words];
            }
        }
    }
}

/// Whether the rest of a sentence goes on with a clause in quoted words: `were taught [in the library “for most of the winter”].`
fn is_quoted_rest(text: &Text<'_>, cue: usize, rest: Range<usize>) -> bool {
    let is_free = |it: usize| text.zone(it).is_none() || text.zone(it) == text.zone(cue);
    let rest = text.bare(rest);
    let quoted = rest.clone().any(|it| !is_free(it));
    let plain = rest.clone().filter(|&it| is_free(it)).all(|it| {
        !matches!(text.upos(it), Upos::Verb | Upos::Aux | Upos::Cconj) && text.form[it] != text.form_of_comma() && text.page.form(it) != ":"
    });
    quoted && plain && rest.len() <= LONGEST_REST
}

/// Whether a clause goes on with another predicate whose words are quoted to the end of the sentence: `said that it [was old and had “no roof”].`
fn is_quoted_predicate(text: &Text<'_>, cues: &[usize], piece: &Range<usize>, end: usize) -> bool {
    let clausal = piece.clone().any(|it| matches!(text.label(it), Deprel::Nsubj | Deprel::NsubjPass));
    let verb = piece.end + 1;
    let conjoins = verb < end && text.upos(piece.end) == Upos::Cconj && text.analysis().tags[verb].xpos.is_finite();
    let rest = text.bare(verb..end);
    let quoted = (rest.start..rest.end.min(rest.start + 4)).find_map(|it| text.zone(it));
    let cue = cues.partition_point(|&it| it < piece.end);
    clausal
        && conjoins
        && quoted.is_some_and(|zone| text.bare(text.words_in(zone)).end == rest.end)
        && cues.get(cue).is_none_or(|&it| it >= rest.end || text.zone(it).is_some())
}

/// What goes on in quoted words has at most so many.
const LONGEST_REST: usize = 25;
