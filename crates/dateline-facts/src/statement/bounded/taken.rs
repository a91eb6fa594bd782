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
            || text.is_mark(piece.end)
                && text.form[piece.end] != text.form_of_comma()
                && text.zone((piece.end + 1).min(sentence.end - 1)).is_none()
            || piece.clone().any(|it| text.zone(it) != text.zone(cue))
        {
            continue;
        }
        let finite = |it: usize| text.analysis().tags[it].xpos.is_finite();
        let next = piece.end;
        // `estimated [that two million people], which is a tenth, are ill`: a clause has a verb.
        let clause = text.analysis().head(piece.start).filter(|&it| it >= next && text.page.form(piece.start) == "that");
        if let Some(verb) = clause.filter(|_| text.label(piece.start) == Deprel::Mark && !piece.clone().any(finite)) {
            let stop = (next..sentence.end).find(|&it| text.page.form(it) == ";").unwrap_or(sentence.end);
            draft.pieces = vec![text.bare(piece.start..text.reach(verb).end.min(stop))];
            continue;
        }
        // `said [Boe and another man], Ivo Rask, took a car`: the clause goes on after who they are.
        let comma = |it: usize| text.form[it] == text.form_of_comma();
        let apposed = || {
            let close = (next + 2..sentence.end.min(next + LONGEST_APPOSITION)).find(|&it| comma(it))?;
            let named = is_nominal(text, &(next + 1..close)) && !(next + 1..close).any(|it| text.upos(it) == Upos::Adp);
            (named && close + 1 < sentence.end && finite(close + 1) && !cues.contains(&(close + 1))).then_some(close + 1)
        };
        let goes_on = if comma(next) && is_nominal(text, piece) && piece.start == cue + 1 { apposed() } else { None };
        let end = if let Some(verb) = goes_on {
            let verb = if text.upos(verb) == Upos::Aux { text.analysis().head(verb).unwrap_or(verb) } else { verb };
            text.reach(verb).end
        } else if is_nominal(text, piece) && finite(next) && text.upos(piece.end - 1) != Upos::Sconj {
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

/// When somebody said a thing, taken for what was said: `[He had lost his keys], his sister said when she rang.`
pub(super) fn moments(text: &Text<'_>, words: &StatementWords, drafts: &mut [Draft]) {
    for draft in drafts {
        let (Some(cue), [piece]) = (draft.cue, draft.pieces.as_slice()) else { continue };
        let sentence = text.words_of(text.sentence(cue));
        let says = draft.known.is_some_and(|it| it.kind == StatementKind::Speech) && text.upos(cue) == Upos::Verb;
        let timed = piece.start == draft.cue_words.end && words.moments.has(&text.page.form(piece.start).to_lowercase());
        let start = told_by(cue, draft).start;
        if !says || !timed || text.zone(cue).is_some() || start <= sentence.start + 3 || !follows_comma(text, start) {
            continue;
        }
        let before = text.bare(sentence.start..start);
        let finite = |it: usize| text.analysis().tags[it].xpos.is_finite();
        let plain = before.clone().all(|it| text.zone(it).is_none());
        if plain && before.clone().any(finite) && !matches!(text.upos(before.start), Upos::Sconj | Upos::Adp) {
            draft.pieces = vec![before];
        }
    }
}

/// What a sentence tells whose end names who told it, where only its predicate was taken, or the last of several: `[Boe is said to own] the yacht, the
/// paper reports`, `[A dog was called and] later found him, the guard said.`
pub(super) fn predicates(text: &Text<'_>, drafts: &mut [Draft]) {
    // `is believed to own it`: nobody is told to believe it.
    let cues: Vec<usize> = drafts.iter().filter(|draft| draft.source.is_some()).filter_map(|draft| draft.cue).collect();
    for draft in drafts {
        let (Some(cue), [piece]) = (draft.cue.filter(|&it| text.zone(it).is_none()), draft.pieces.as_slice()) else { continue };
        let sentence = text.words_of(text.sentence(cue));
        let start = told_by(cue, draft).start;
        let says = draft.known.is_some_and(|it| it.kind == StatementKind::Speech) && piece.end <= cue;
        let last = says && follows_comma(text, start) && piece.end <= start && text.bare(piece.start..start).end == piece.end;
        let lead = text.bare(sentence.start..piece.start.max(sentence.start));
        let tag = |it: usize| text.analysis().tags[it].xpos;
        let verb = piece.clone().find(|&it| text.upos(it) != Upos::Adv).unwrap_or(piece.start);
        let goes_on = piece.start > sentence.start
            && text.upos(piece.start - 1) == Upos::Cconj
            && (tag(verb).is_finite() || tag(verb) == Xpos::Vbn)
            && lead.clone().any(|it| tag(it).is_finite());
        let predicate = goes_on || matches!(tag(piece.start), Xpos::To | Xpos::Vbn | Xpos::Vb);
        let free = !cues.iter().any(|it| lead.contains(it) && *it != cue);
        let plain = (lead.start..piece.end).all(|it| text.zone(it).is_none());
        let comma = !goes_on && lead.clone().any(|it| text.form[it] == text.form_of_comma());
        if last && predicate && free && plain && !comma && !lead.is_empty() && piece.start > sentence.start {
            let whole = lead.start..piece.end;
            draft.pieces = vec![whole];
        }
    }
}

/// What stands between a verb of saying and the preposition after which a content was taken to begin: `voiced [dismay over] the deal`, `pleaded [guilty to] theft`.
pub(super) fn governed(text: &Text<'_>, words: &StatementWords, drafts: &mut [Draft]) {
    for draft in drafts {
        let (Some(cue), Some(piece)) = (draft.cue.filter(|&it| text.upos(it) == Upos::Verb), draft.pieces.first_mut()) else { continue };
        let between = cue + 1..piece.start;
        let near = (2..=5).contains(&between.len()) && piece.start > cue && text.sentence(piece.start) == text.sentence(cue);
        if !near || words.object_addressees.has(text.analysis().lemma(cue)) || text.upos(piece.start - 1) != Upos::Adp {
            continue;
        }
        let noun = between.end - 2;
        let governed = text.analysis().head(noun) == Some(cue)
            && (matches!(text.label(noun), Deprel::Obj | Deprel::Xcomp) || text.upos(noun) == Upos::Adj);
        let alike = |it: usize| {
            matches!(text.upos(it), Upos::Det | Upos::Adj | Upos::Noun | Upos::Part | Upos::Adv) && text.zone(it) == text.zone(cue)
        };
        let spoken = text.kind[noun] > 0 || draft.source.as_ref().is_some_and(|(_, source)| source.start < piece.start && source.end > cue);
        if governed && !spoken && (between.start..noun + 1).all(alike) {
            piece.start = between.start;
            draft.cue_words = draft.cue_words.start..cue + 1;
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

/// An apposition within a clause that goes on after it has at most so many words.
const LONGEST_APPOSITION: usize = 10;

/// What goes on in quoted words has at most so many.
const LONGEST_REST: usize = 25;
