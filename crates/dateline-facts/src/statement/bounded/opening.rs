//! Where a content begins: after the scene that the reporter sets, and after whom, when and in what it was said.

use std::ops::Range;

use dateline_lang::labels::{Deprel, Upos, Xpos};

use super::LONGEST_LEAD;
use crate::statement::StatementKind;
use crate::statement::cue;
use crate::statement::cue::CueWord;
use crate::statement::draft::{Draft, is_nominal};
use crate::statement::text::Text;
use crate::statement::words::StatementWords;

/// What sets the scene for an event that a source tells at the end is the reporter's: `The visit came on the day that [a strike killed two], police said`.
pub(super) fn scenes(text: &Text<'_>, words: &StatementWords, drafts: &mut [Draft]) {
    for draft in drafts {
        let (Some(cue), [piece]) = (draft.cue, draft.pieces.as_slice()) else { continue };
        if piece.end > cue || piece.clone().any(|it| text.zone(it).is_some()) {
            continue;
        }
        let Some(root) = piece.clone().find(|&it| words.scenes.has(text.analysis().lemma(it)) && text.upos(it) == Upos::Verb) else {
            continue;
        };
        if text.page.clauses.subjects(root).is_empty() || piece.clone().take_while(|&it| it < root).any(|it| text.upos(it) == Upos::Verb) {
            continue;
        }
        let clauses = text.page.clauses;
        let below = |it: usize| {
            let label = text.label(it);
            it > root
                && matches!(label, Deprel::Advcl | Deprel::AclRelcl | Deprel::Acl | Deprel::Ccomp | Deprel::AdvclRelcl)
                && clauses.dependents(it).any(|it| matches!(text.label(it), Deprel::Nsubj | Deprel::NsubjPass))
                && text.reach(it).end >= piece.end
        };
        let near = clauses.dependents(root).filter(|&it| it > root);
        let told =
            near.flat_map(|it| std::iter::once(it).chain(clauses.dependents(it).filter(move |&under| under > it))).find(|&it| below(it));
        let Some(told) = told else { continue };
        let mut start = text.reach(told).start;
        let leads = |it: usize| {
            matches!(text.upos(it), Upos::Sconj | Upos::Adp | Upos::Punct | Upos::Adv)
                || matches!(text.analysis().tags[it].xpos, Xpos::Wdt | Xpos::Wrb | Xpos::Wp)
                || matches!(text.label(it), Deprel::Mark)
        };
        while start < told && leads(start) {
            start += 1;
        }
        let rest = text.bare(start..piece.end);
        if rest.len() > 2 {
            draft.pieces = vec![rest];
        }
    }
}

/// Leaves out of a content what stands before `that`: whom it was said to, and in what. `warned [the board in a letter] that it would …`
pub(super) fn led(text: &Text<'_>, words: &StatementWords, drafts: &mut [Draft]) {
    for draft in drafts {
        let (Some(cue), Some(piece)) = (draft.cue, draft.pieces.first().cloned()) else { continue };
        if piece.start <= cue || text.sentence(piece.start) != text.sentence(cue) || text.zone(piece.start).is_some() {
            continue;
        }
        // `said [on Friday] it would …`, `said [in a statement] the plant …`
        if draft.known.is_some_and(|it| it.kind == StatementKind::Speech)
            && let Some(start) = after_adjuncts(text, words, cue, &piece)
        {
            draft.pieces[0] = start..piece.end;
            continue;
        }
        // `told the Norland [Times] that`: the rest of a name.
        let name = |it: usize| text.page.form(it).starts_with(char::is_uppercase) && text.zone(it) == text.zone(cue);
        if piece.start > cue + 1
            && piece.len() > 3
            && name(piece.start)
            && name(piece.start - 1)
            && text.page.form(piece.start + 1) == "that"
        {
            draft.pieces[0] = piece.start + 1..piece.end;
            continue;
        }
        // `said [Friday] it expects …`
        let next = piece.start + 1;
        let day = piece.start == cue + 1
            && text.label(piece.start) == Deprel::OblUnmarked
            && text.upos(piece.start) == Upos::Propn
            && piece.len() > 3
            && matches!(text.upos(next), Upos::Pron | Upos::Det | Upos::Propn | Upos::Noun | Upos::Sconj)
            && draft.known.is_some_and(|it| it.kind == StatementKind::Speech);
        if day {
            draft.pieces[0] = next..piece.end;
            continue;
        }
        let that = (piece.start + 1..piece.end.min(piece.start + LONGEST_LEAD)).find(|&it| {
            text.page.form(it) == "that"
                && text.analysis().head(it).is_some_and(|verb| {
                    verb > it
                        && piece.contains(&verb)
                        && (text.label(it) == Deprel::Mark
                            || text.page.clauses.dependents(verb).any(|subject| subject > it && text.label(subject) == Deprel::Nsubj))
                })
        });
        // `said [after the debate] that he …`, `wrote [when the tape came out] that he …`, `said in a Facebook [post] that …`
        if let Some(that) = after_scene(text, words, draft.known, cue, &piece) {
            draft.pieces[0] = that..piece.end;
            draft.cue_words = cue::expression(text, cue, draft.pieces.first());
            continue;
        }
        let Some(that) = that else { continue };
        // The clause hangs on the cue: `conceded [under questioning] that she was cleared`.
        let clause = text.analysis().head(that).filter(|&it| text.label(it) == Deprel::Ccomp && text.analysis().head(it) == Some(cue));
        let starts = text.page.form(piece.start) == "that";
        let predicates = (piece.start..that).any(|it| text.analysis().tags[it].xpos.is_finite());
        if clause.is_some()
            && !starts
            && !predicates
            && text.label(that) == Deprel::Mark
            && (piece.start..that).all(|it| text.zone(it) == text.zone(cue))
        {
            draft.pieces[0] = that..piece.end;
            draft.cue_words = cue::expression(text, cue, draft.pieces.first());
            continue;
        }
        let before = piece.start..that;
        let predicates = |it: usize| matches!(text.upos(it), Upos::Verb | Upos::Aux | Upos::Cconj) && text.label(it) != Deprel::Amod;
        if before.clone().any(|it| predicates(it) || text.zone(it).is_some()) {
            continue;
        }
        let object = |it: usize| {
            text.analysis().head(it) == Some(cue)
                && matches!(text.label(it), Deprel::Obj | Deprel::Iobj)
                && words.object_addressees.has(text.analysis().lemma(cue))
        };
        let channel = |it: usize| {
            let case = text.page.clauses.dependents(it).find(|&case| text.label(case) == Deprel::Case && case < it);
            case.is_some_and(|case| words.channel_prepositions.has(text.analysis().lemma(case))) && words.channel(text, it).is_some()
        };
        // `said in a letter to [investors] that …`
        let reader = || text.page.form(piece.start - 1) == "to" && (cue + 1..piece.start).any(channel);
        if before.clone().any(|it| object(it) || channel(it)) || reader() {
            draft.pieces[0] = that..piece.end;
            draft.cue_words = cue::expression(text, cue, draft.pieces.first());
        }
    }
}

/// Where what is said begins after the day on which, or the paper in which, it was said: `said [late on Friday] it would close`.
fn after_adjuncts(text: &Text<'_>, words: &StatementWords, cue: usize, piece: &Range<usize>) -> Option<usize> {
    let lower = |it: usize| text.page.form(it).to_lowercase();
    let (mut at, mut led) = (piece.start, false);
    if at != cue + 1 || text.upos(cue) != Upos::Verb {
        return None;
    }
    while at + 3 < piece.end {
        let leads = (at..piece.end).take_while(|&it| words.day_leads.has(&lower(it))).count();
        let day = at + leads;
        if day + 3 < piece.end && words.days.has(&lower(day)) {
            led |= leads > 0;
            at = day + 1;
            continue;
        }
        // A paper after `in`, with an article.
        let paper = (lower(at) == "in" && text.upos(at + 1) == Upos::Det)
            .then(|| (at + 2..(at + 6).min(piece.end - 2)).find(|&it| text.upos(it) == Upos::Noun && text.label(it) != Deprel::Compound))
            .flatten()
            .filter(|&it| words.channel(text, it).is_some());
        let Some(paper) = paper else { break };
        led = true;
        at = paper + 1;
    }
    if at == piece.start || text.zone(at) != text.zone(cue) {
        return None;
    }
    let nominal = matches!(text.upos(at), Upos::Pron | Upos::Det | Upos::Propn | Upos::Num)
        || text.page.form(at) == "that"
        || led && matches!(text.upos(at), Upos::Noun | Upos::Adj);
    let tag = text.analysis().tags[at].xpos;
    let finite = (at + 1..piece.end).any(|it| text.analysis().tags[it].xpos.is_finite());
    (nominal && finite && tag != Xpos::Pos && !matches!(tag, Xpos::Wp | Xpos::Wdt)).then_some(at)
}

/// The `that` of a content which begins with when or where it was said.
fn after_scene(text: &Text<'_>, words: &StatementWords, known: Option<CueWord>, cue: usize, piece: &Range<usize>) -> Option<usize> {
    known.filter(|it| it.kind == StatementKind::Speech)?;
    let near = piece.start + 1..piece.end.min(piece.start + LONGEST_LEAD);
    let that = near.clone().find(|&it| text.page.form(it) == "that")?;
    let finite = |it: usize| text.analysis().tags[it].xpos.is_finite();
    let next = (that + 1..piece.end).find(|&it| !text.is_mark(it))?;
    // `a tape that showed it`
    if finite(next) || text.upos(next) == Upos::Verb || (piece.start..that).any(|it| text.zone(it) != text.zone(cue)) {
        return None;
    }
    let lead = |it: usize| words.moments.has(&text.page.form(it).to_lowercase());
    let before = piece.start..that;
    let alone = before.len() == 1 && words.posts.has(&text.page.form(piece.start).to_lowercase());
    let posted = alone && piece.start > cue + 1 && words.is_platform(text, piece.start - 1, piece.start - 1);
    let verbs = before.clone().filter(|&it| finite(it)).count();
    let inner = piece.start > cue + 1 && lead(piece.start - 1) && verbs == 0;
    let outer = lead(piece.start) && before.len() > 1 && verbs <= 1 && !before.clone().any(|it| text.form[it] == text.form_of_comma());
    (posted || inner || outer).then_some(that)
}

/// Leaves out of a content whom it was said to, before a pronoun and its verb: `told [bank executives] he wants a profit`.
pub(super) fn addressed(text: &Text<'_>, words: &StatementWords, drafts: &mut [Draft]) {
    for draft in drafts {
        let (Some(cue), Some(piece)) = (draft.cue, draft.pieces.first_mut()) else { continue };
        if piece.start != cue + 1 || !words.object_addressees.has(text.analysis().lemma(cue)) || text.upos(cue) != Upos::Verb {
            continue;
        }
        if let Some(start) = after_outlet(text, piece).filter(|_| draft.known.is_some_and(|it| it.kind == StatementKind::Speech)) {
            piece.start = start;
            continue;
        }
        let subject = |it: usize| words.forms.subjects.has(&text.page.form(it).to_lowercase());
        let finite = |it: usize| text.analysis().tags[it].xpos.is_finite();
        let near = piece.start + 1..piece.end.min(piece.start + LONGEST_LEAD);
        let stops = |it: usize| {
            text.is_mark(it)
                || finite(it)
                || text.upos(it) == Upos::Sconj
                || text.zone(it) != text.zone(cue)
                || text.upos(it) == Upos::Cconj
        };
        let Some(at) = near.clone().find(|&it| subject(it) || stops(it)).filter(|&it| subject(it) && !stops(it)) else { continue };
        let before = piece.start..at;
        let predicate = at + 1 < piece.end && (finite(at + 1) || text.upos(at + 1) == Upos::Adv && at + 2 < piece.end && finite(at + 2));
        if predicate && is_nominal(text, &before) && !matches!(text.upos(piece.start), Upos::Adp | Upos::Sconj) {
            piece.start = at;
        }
    }
}

/// Where a clause begins after the name of whom it was told: `told [the Norva Times] the bridge had fallen`. Two names in a row may be one.
fn after_outlet(text: &Text<'_>, piece: &Range<usize>) -> Option<usize> {
    let name = piece.start + usize::from(text.page.form(piece.start) == "the");
    let capital = |it: &usize| text.page.form(*it).starts_with(char::is_uppercase) && text.page.form(*it) != "I";
    let next = name + (name..piece.end.min(name + 5)).take_while(capital).count();
    if next == name || next + 1 >= piece.end {
        return None;
    }
    let tag = text.analysis().tags[next].xpos;
    let opens = matches!(tag, Xpos::Dt | Xpos::PrpPoss | Xpos::Prp | Xpos::Ex) && text.page.form(next) != "himself"
        || tag == Xpos::Nns && text.analysis().tags[next + 1].xpos.is_finite();
    let finite = (next + 1..piece.end).any(|it| text.analysis().tags[it].xpos.is_finite());
    (opens && finite).then_some(next)
}
