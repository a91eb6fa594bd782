//! Where the content of a draft begins and ends: what belongs to it beyond a cue, and what the reporter or another source says.

use std::ops::Range;

use dateline_lang::labels::{Deprel, Upos, Xpos};

use super::StatementKind;
use super::cue::CueWord;
use super::draft::{Draft, Nearby, follows_comma, is_nominal, last_zone};
use super::text::Text;
use super::withheld::Found;
use super::words::StatementWords;

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

/// A quotation that its cue interrupts goes on after it: `"If they come," she said, "we will be ready."`
pub(super) fn interrupted(text: &Text<'_>, drafts: &mut [Draft]) {
    let zones = text.quotations.all();
    let mut nearby = Nearby::new(text, drafts);
    for at in 0..drafts.len() {
        let Some(cue) = drafts[at].cue else { continue };
        let Some(zone) = last_zone(text, &drafts[at]) else { continue };
        let next = zone + 1;
        let before = text.words_in(zone);
        if next >= zones.len() || zones[next].block != zones[zone].block || before.end > cue {
            continue;
        }
        let after = text.bare(text.words_in(next));
        if after.is_empty() || text.sentence(after.start) != text.sentence(cue) || after.start < cue {
            continue;
        }
        let open = !zones[zone].inside.of(text.page.text()).ends_with(['.', '!', '?']);
        let others = nearby.of(text, &(cue..after.end)).any(|it| {
            let draft = &drafts[it];
            it != at
                && (draft.cue.is_some_and(|other| other > cue && other < after.start)
                    || after.clone().any(|word| draft.holds(word) && draft.cue.is_none_or(|cue| !after.contains(&cue))))
        });
        let comma = text.form[after.start.saturating_sub(1)] == text.form_of_comma()
            || after.start >= 2 && text.form[after.start - 2] == text.form_of_comma();
        if open && comma && !others && after.start - before.end <= 25 {
            nearby.add(text, at, &after);
            drafts[at].pieces.push(after);
        }
    }
}

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
            draft.cue_words = super::cue::expression(text, cue, draft.pieces.first());
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
            draft.cue_words = super::cue::expression(text, cue, draft.pieces.first());
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
            draft.cue_words = super::cue::expression(text, cue, draft.pieces.first());
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

/// What stands before an attribution that ends its sentence, where whom it was told to was taken for it: `[The bridge fell], the mayor told reporters.`
pub(super) fn told_before(text: &Text<'_>, words: &StatementWords, drafts: &mut [Draft]) {
    for draft in drafts {
        let (Some(cue), Some((_, source)), [piece]) = (draft.cue, draft.source.as_mut(), draft.pieces.as_slice()) else { continue };
        let sentence = text.words_of(text.sentence(cue));
        let told = words.object_addressees.has(text.analysis().lemma(cue)) && text.upos(cue) == Upos::Verb;
        let last = piece.start == cue + 1 && text.bare(piece.start..sentence.end).end == piece.end && piece.len() <= 8;
        if !told || !last || !is_nominal(text, piece) || source.end > cue || source.start < sentence.start + 4 {
            continue;
        }
        let comma = |it: usize| text.form[it] == text.form_of_comma();
        let Some(stop) = (sentence.start + 3..source.start).rev().take(LONGEST_LEAD).find(|&it| comma(it)) else { continue };
        let office = text.bare(stop + 1..source.start);
        let before = text.bare(sentence.start..stop);
        let finite = |it: usize| text.analysis().tags[it].xpos.is_finite();
        let plain = (sentence.start..cue).all(|it| text.zone(it) == text.zone(cue));
        let leads = !matches!(text.upos(before.start), Upos::Sconj | Upos::Adp | Upos::Cconj);
        if plain && leads && before.clone().any(finite) && (office.is_empty() || is_nominal(text, &office)) {
            source.start = stop + 1;
            draft.pieces = vec![before];
        }
    }
}

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

/// Puts right where a content begins and ends beside its quotations and its conjunctions.
pub(super) fn joined(text: &Text<'_>, drafts: &mut [Draft]) {
    let cues: Vec<usize> = drafts.iter().filter_map(|draft| draft.cue).collect();
    for draft in drafts {
        let Some(cue) = draft.cue.filter(|&it| super::cue::link(text, it).is_none()) else { continue };
        let sentence = text.words_of(text.sentence(cue));
        let quoted = |piece: &Range<usize>| text.zone(piece.start) != text.zone(cue);
        // What stands before the clause in which a quotation follows is when and where: `[In 2022], the lawyer wrote in a letter: “…”`
        if draft.pieces.len() > 1 {
            let later = draft.pieces[1..].iter().any(quoted);
            let first = &draft.pieces[0];
            let scene = first.len() <= 5
                && first.end <= cue
                && !quoted(first)
                && text.upos(first.start) == Upos::Adp
                && !first.clone().any(|it| matches!(text.upos(it), Upos::Verb | Upos::Aux));
            if later && scene {
                draft.pieces.remove(0);
            }
        }
        // Reported within a quotation, it ends with its sentence.
        if text.zone(cue).is_some() && draft.pieces.len() > 1 {
            let first = draft.pieces[0].clone();
            draft.pieces.retain(|piece| piece.start < sentence.end || *piece == first);
        }
        let Some(piece) = draft.pieces.last_mut().filter(|piece| piece.start > cue && piece.end <= sentence.end) else { continue };
        // `told followers [that she was “at sea until May”]`
        let that =
            (cue + 1..piece.start).rev().take(LONGEST_LEAD).find(|&it| text.page.form(it) == "that" && text.label(it) == Deprel::Mark);
        let marks = |mut words: Range<usize>| words.any(|it| matches!(text.page.form(it), "," | ";" | ":"));
        if let Some(that) =
            that.filter(|&that| quoted(piece) && !marks(that..piece.start) && !cues.iter().any(|it| (that..piece.start).contains(it)))
        {
            piece.start = that;
        }
        let clausal = piece.clone().any(|it| matches!(text.label(it), Deprel::Nsubj | Deprel::NsubjPass));
        // `called it “old” and “slow”`, `thought of “thorns” and “stones”`: quotations that are coordinated.
        while let Some(zone) = coordinated(text, piece.end, cue) {
            piece.end = text.bare(text.words_in(zone)).end;
        }
        let close = piece.end < sentence.end && text.is_mark(piece.end) && text.zone(piece.end.saturating_sub(1)) != text.zone(cue);
        // `that it was good, but [that it came late]`
        let comma = piece.end + 3 < sentence.end
            && text.form[piece.end] == text.form_of_comma()
            && text.upos(piece.end + 1) == Upos::Cconj
            && text.page.form(piece.end + 2) == "that";
        let next = piece.end + usize::from(comma || close && !matches!(text.page.form(piece.end), "," | ";" | ":"));
        if !clausal || next + 2 >= sentence.end || text.upos(next) != Upos::Cconj || text.zone(next) != text.zone(cue) {
            continue;
        }
        let finite = |it: usize| text.analysis().tags[it].xpos.is_finite();
        let free = |end: usize| !cues.iter().any(|it| (next..end).contains(it) && text.zone(*it) == text.zone(cue));
        // `that they were lost and [that nobody could help]`
        if text.page.form(next + 1) == "that"
            && let Some(verb) = text.analysis().head(next + 1).filter(|&it| it > next + 1)
        {
            let end = text.reach(verb).end.min(sentence.end);
            if text.label(next + 1) == Deprel::Mark && free(end) {
                *piece = text.bare(piece.start..end);
            }
        } else if close && finite(next + 1) {
            // `said it was “a gift” but [would be stopped]`
            let stop = (next..sentence.end)
                .find(|&it| text.zone(it) == text.zone(cue) && matches!(text.page.form(it), "," | ";"))
                .unwrap_or(sentence.end);
            if free(stop) {
                *piece = text.bare(piece.start..stop);
            }
        }
    }
}

/// The quotation that goes on after the mark that closes one, with a conjunction: `“thorns” and [“stones”]`.
fn coordinated(text: &Text<'_>, end: usize, cue: usize) -> Option<usize> {
    let count = text.analysis().len();
    let quoted = |it: usize| text.zone(it).filter(|&zone| text.zone(cue) != Some(zone));
    quoted(end.checked_sub(1)?)?;
    let conjunction = (end < count && text.is_mark(end) && !matches!(text.page.form(end), "." | ";" | ":")).then_some(end + 1)?;
    let opens = conjunction + 2 < count && text.upos(conjunction) == Upos::Cconj && text.is_mark(conjunction + 1);
    quoted(conjunction + 2)
        .filter(|&zone| opens && text.sentence(conjunction) == text.sentence(end - 1) && text.words_in(zone).start == conjunction + 2)
}

/// Whether a word is that of `according to`.
fn accords(text: &Text<'_>, word: usize) -> bool {
    text.page.form(word).eq_ignore_ascii_case("according")
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
        let subject = |it: usize| matches!(&*text.page.form(it).to_lowercase(), "he" | "she" | "they" | "it" | "we" | "i");
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

/// What may stand between a cue and its `that`, in words.
const LONGEST_LEAD: usize = 14;

/// Leaves out of a content what another statement beside it says, and what the reporter adds.
pub(super) fn cuts(text: &Text<'_>, drafts: &mut Vec<Draft>) {
    let cues: Vec<usize> = drafts.iter().filter_map(|draft| draft.cue).collect();
    for at in 0..drafts.len() {
        let Some(cue) = drafts[at].cue else { continue };
        // `Profits fell, the bank said, but its shares rose`: what follows the cue is the reporter's.
        if drafts[at].pieces.len() > 1
            && let Some(last) = drafts[at].pieces.last().cloned()
            && last.start > cue
            && drafts[at].pieces[0].end <= cue
            && (text.upos(last.start) == Upos::Cconj
                || cues.binary_search(&last.start).is_ok()
                || cues.binary_search(&cue).is_ok_and(|at| cues[at + 1..].iter().any(|it| last.contains(it) && accords(text, *it))))
            && text.zone(last.start).is_none()
        {
            drafts[at].pieces.pop();
        }
        // `It carried wheat, according to Ivo Marić, [head of the port]`: who the source is.
        if drafts[at].pieces.len() > 1
            && accords(text, cue)
            && let (Some(last), Some((_, source))) = (drafts[at].pieces.last().cloned(), &drafts[at].source)
            && last.start >= source.end
            && last.start <= source.end + 2
            && text.form[last.start - 1] == text.form_of_comma()
            && (is_nominal(text, &last) || matches!(text.analysis().tags[last.start].xpos, Xpos::Wp | Xpos::Wdt))
        {
            drafts[at].pieces.pop();
        }
        // `“We are close,” the chemist wrote in a paper`: where something was said is not what was said.
        if drafts[at].pieces.len() > 1 && text.zone(drafts[at].pieces[0].start).is_some() && drafts[at].pieces[0].end <= cue {
            let adjunct = |piece: &Range<usize>| {
                piece.start > cue
                    && text.sentence(piece.start) == text.sentence(cue)
                    && piece.clone().all(|it| text.zone(it).is_none())
                    && is_nominal(text, piece)
            };
            drafts[at].pieces.retain(|piece| !adjunct(piece));
        }
        // Contents only become shorter, and drafts stand in the order of their cues.
        let hull = drafts[at].pieces.first().map_or(0, |it| it.start)..drafts[at].pieces.iter().map(|it| it.end).max().unwrap_or(0);
        for other in cues.partition_point(|&it| it < hull.start)..cues.partition_point(|&it| it < hull.end) {
            let Some(inner) = drafts[other].cue.filter(|&it| it != cue && text.zone(it).is_none() && drafts[at].holds(it)) else {
                continue;
            };
            let Some(place) = drafts[at].pieces.iter().position(|piece| piece.contains(&inner)) else { continue };
            let piece = drafts[at].pieces[place].clone();
            let is_after = drafts[other].pieces.iter().all(|it| it.start > inner);
            let is_before = drafts[other].pieces.iter().all(|it| it.end <= inner);
            let tag = text.analysis().tags[inner].xpos;
            let starts = drafts[other].cue_words.start;
            let comma = follows_comma(text, starts);
            let source = |it: usize| drafts[it].source.as_ref().map(|it| it.0);
            let goes_on = text.label(inner) == Deprel::Advcl || source(at).is_some() && source(at) == source(other);
            if is_after && tag == Xpos::Vbg && comma && goes_on && piece.start < starts {
                // `said it would close, adding that …`
                drafts[at].pieces[place] = text.bare(piece.start..starts);
                drafts[at].pieces.truncate(place + 1);
            } else if is_before && inner < cue && piece.end <= cue {
                // `Nine are missing, police said, and rescuers are digging, a doctor said`
                let end = drafts[other].source.as_ref().map_or(inner + 1, |(_, source)| source.end.max(inner + 1));
                let comma = (end..piece.end).find(|&it| text.form[it] == text.form_of_comma());
                let mut start = comma.map_or(end, |it| it + 1);
                while start < piece.end && (text.is_mark(start) || text.upos(start) == Upos::Cconj) {
                    start += 1;
                }
                if start < piece.end {
                    drafts[at].pieces = vec![text.bare(start..piece.end)];
                }
            }
        }
        drafts[at].pieces.retain(|piece| !piece.is_empty());
    }
    drafts.retain(|draft| !draft.pieces.is_empty());
}

/// Ends a content where the reporter goes on with something else: with what another one says, with what the same source does next, or with what was held back.
pub(super) fn turns(text: &Text<'_>, words: &StatementWords, held: &[Found], drafts: &mut Vec<Draft>) {
    let cues: Vec<usize> = drafts.iter().filter_map(|draft| draft.cue).collect();
    for at in 0..drafts.len() {
        let Some(cue) = drafts[at].cue else { continue };
        let Some(piece) = drafts[at].pieces.last().cloned() else { continue };
        let sentence = text.words_of(text.sentence(cue));
        if piece.start < cue || piece.end > sentence.end || piece.start >= piece.end {
            continue;
        }
        let plain = |it: usize| text.zone(it) == text.zone(cue);
        let mut end = piece.end;
        let first = held.partition_point(|it| it.words.start <= piece.start);
        for found in held[first..].iter().take_while(|it| it.words.start < piece.end) {
            if let Some(turn) = found.turn(text).filter(|&it| it > piece.start + 1 && plain(it)) {
                end = end.min(turn);
            }
        }
        for other in cues.partition_point(|&it| it <= piece.start)..cues.partition_point(|&it| it < piece.end) {
            let Draft { cue: Some(inner), source: Some((head, source)), .. } = &drafts[other] else { continue };
            if !plain(*inner) {
                continue;
            }
            let same = drafts[at].source.as_ref().is_some_and(|(own, _)| own == head);
            // `She said it was closed, [and she disputed the count]`
            let again = !same && is_again(text, &drafts[at], &drafts[other]);
            let from = if same { drafts[other].cue_words.start } else { source.start };
            if from <= piece.start + 1 || from > *inner || from >= piece.end || !same && !piece.contains(head) {
                continue;
            }
            let known = drafts[other].known.is_some_and(|it| it.kind == StatementKind::Speech);
            let turn = (piece.start + 2..from).rev().take(4).find(|&it| {
                let form = text.page.form(it);
                if !plain(it) {
                    false
                } else if form == ";" {
                    true
                } else if same {
                    // `said he was held, denied it, and called for calm`
                    let listed = it + 1 == from && text.form[it] == text.form_of_comma() && text.analysis().tags[*inner].xpos == Xpos::Vbd;
                    text.upos(it) == Upos::Cconj || listed && known
                } else if again {
                    text.upos(it) == Upos::Cconj && text.form[it - 1] == text.form_of_comma()
                } else {
                    let comma = text.form[it - 1] == text.form_of_comma();
                    let lower = text.analysis().lemma(it);
                    // `The union counts 50 wells [and the board said they were closed]`
                    let told = it + 1 == from && text.upos(it) == Upos::Cconj && text.upos(*head) != Upos::Pron && *inner < source.end + 3;
                    let later = drafts[other].pieces.iter().all(|it| it.start > *inner);
                    known && told && later && drafts[other].strength >= 2 * TURNED
                        || known
                            && drafts[other].strength >= TURNED
                            && (words.turns.has(lower) || comma && words.weak_turns.has(lower) && text.upos(*head) != Upos::Pron)
                }
            });
            end = end.min(turn.unwrap_or(end));
        }
        // `Norland said it was late; [Elm closed its embassy]`
        let semicolon = (piece.start + 2..end).find(|&it| {
            // A list goes on, and so do words in marks that are no quotation.
            let one = (piece.start..piece.end).filter(|&it| text.page.form(it) == ";").count() == 1;
            let ours = it + 1 < piece.end && matches!(&*text.page.form(it + 1).to_lowercase(), "we" | "i" | "you");
            plain(it)
                && text.page.form(it) == ";"
                && one
                && !ours
                && drafts[at].known.is_some_and(|it| it.kind == StatementKind::Speech)
                && is_own(text, it + 1, end)
        });
        end = end.min(semicolon.unwrap_or(end));
        if end < piece.end {
            let last = drafts[at].pieces.len() - 1;
            drafts[at].pieces[last] = text.bare(piece.start..end);
        }
        drafts[at].pieces.retain(|piece| !piece.is_empty());
    }
    drafts.retain(|draft| !draft.pieces.is_empty());
}

/// Ends a content where the source goes on with a deed of words of its own: `The union said talks had failed [and called a strike]`. What was done,
/// held or is nobody's doing has no such deed.
pub(super) fn deeds(text: &Text<'_>, cues: &super::cue::Cues, drafts: &mut [Draft]) {
    let tag = |it: usize| text.analysis().tags[it].xpos;
    for at in 0..drafts.len() {
        let Some(cue) = drafts[at].cue.filter(|&it| text.upos(it) == Upos::Verb && tag(it) == Xpos::Vbd && text.zone(it).is_none()) else {
            continue;
        };
        let says = drafts[at].known.is_some_and(|it| it.kind == StatementKind::Speech);
        let Some(piece) = drafts[at].pieces.last().cloned().filter(|it| says && it.start > cue) else { continue };
        let clauses = text.page.clauses;
        let Some(clause) = clauses.dependents(cue).find(|&it| it > cue && text.label(it) == Deprel::Ccomp && piece.contains(&it)) else {
            continue;
        };
        // Whoever is the subject of the clause is no one who speaks, or has something done to him.
        let subject = clauses.dependents(clause).find(|&it| matches!(text.label(it), Deprel::Nsubj | Deprel::NsubjPass));
        let speaks = |it: usize| text.upos(it) == Upos::Pron || text.kind[it] > 0;
        let helped = clauses.dependents(clause).any(|it| matches!(text.label(it), Deprel::AuxPass));
        if subject.is_none_or(|it| speaks(it) && !helped) {
            continue;
        }
        let turn = (clause + 1..piece.end.saturating_sub(2)).find(|&it| {
            let verb = it + 1;
            let listed = cues.verb(text.analysis().lemma(verb)).is_some_and(|it| it.kind != StatementKind::Belief);
            let own = clauses
                .dependents(verb)
                .any(|it| matches!(text.label(it), Deprel::Nsubj | Deprel::NsubjPass | Deprel::AuxPass | Deprel::Aux));
            let takes = matches!(tag(verb + 1), Xpos::Dt | Xpos::PrpPoss | Xpos::Nnp | Xpos::Nn | Xpos::Nns | Xpos::Cd | Xpos::Jj)
                || text.page.form(verb + 1) == "for";
            text.page.form(it) == "and"
                && text.zone(it).is_none()
                && matches!(tag(verb), Xpos::Vbd | Xpos::Vbn)
                && text.page.form(verb).ends_with("ed")
                && listed
                && takes
                && !own
        });
        if let Some(turn) = turn {
            let last = drafts[at].pieces.len() - 1;
            drafts[at].pieces[last] = text.bare(piece.start..turn);
            let source = drafts[at].source.clone();
            if let Some(other) = drafts.iter_mut().find(|it| it.cue == Some(turn + 1)) {
                other.source = source;
            }
        }
    }
}

/// Whether words are a clause of their own: a subject before a finite verb, and nothing that joins it to what stands before.
fn is_own(text: &Text<'_>, start: usize, end: usize) -> bool {
    if start >= end || matches!(text.upos(start), Upos::Sconj | Upos::Cconj) || text.page.form(start) == "that" {
        return false;
    }
    // `; she should go on`: of whom was spoken the source speaks on.
    if text.upos(start) == Upos::Pron {
        return false;
    }
    let tag = |it: usize| text.analysis().tags[it].xpos;
    let verb = (start + 1..end).find(|&it| tag(it).is_finite() || tag(it) == Xpos::Md);
    verb.is_some_and(|verb| tag(verb) != Xpos::Md && (start..verb).any(|it| matches!(text.upos(it), Upos::Noun | Upos::Propn)))
}

/// Whether another cue has the same pronoun for its source, and is strong: the reporter goes on with what the same one says.
fn is_again(text: &Text<'_>, draft: &Draft, other: &Draft) -> bool {
    let (Some((own, _)), Some((head, _)), Some(cue), Some(inner)) = (&draft.source, &other.source, draft.cue, other.cue) else {
        return false;
    };
    let pronoun = |it: usize| text.analysis().tags[it].xpos == Xpos::Prp;
    pronoun(*own)
        && pronoun(*head)
        && text.page.form(*own).eq_ignore_ascii_case(text.page.form(*head))
        && other.known.is_some_and(|it| it.kind == StatementKind::Speech)
        && other.strength >= TURNED
        && text.analysis().tags[inner].xpos == text.analysis().tags[cue].xpos
}

/// A quotation that ends with a comma is all that is said, whatever the reporter adds: `He said, “[We will wait],” showing that he was calm.`
pub(super) fn whole(text: &Text<'_>, drafts: &mut [Draft]) {
    for draft in drafts {
        let Some(cue) = draft.cue.filter(|&it| text.zone(it).is_none() && text.upos(it) == Upos::Verb) else { continue };
        let sentence = text.words_of(text.sentence(cue));
        let Some(piece) = draft.pieces.last_mut().filter(|it| it.start > cue && it.end <= sentence.end) else { continue };
        let Some(zone) = text.zone(piece.start).filter(|_| text.zone(piece.end - 1).is_none()) else { continue };
        let words = text.bare(text.words_in(zone));
        let ends = text.quotations.all()[zone].inside.of(text.page.text()).ends_with([',', '.', '?', '!']);
        let next = (words.end..piece.end).find(|&it| !text.is_mark(it));
        if words.start == piece.start && ends && next.is_some_and(|it| text.analysis().tags[it].xpos == Xpos::Vbg) {
            *piece = words;
        }
    }
}

/// A quotation is told once, by the cue beside it: `“They see a chance,” he said, noting [funds are sitting on cash]`,
/// `“Why? [I will tell you],” Berg said. “We are late,” he added.`
pub(super) fn once(text: &Text<'_>, drafts: &mut [Draft]) {
    let nearby = Nearby::new(text, drafts);
    for at in 0..drafts.len() {
        let Some(cue) = drafts[at].cue.filter(|&it| text.zone(it).is_none()) else { continue };
        if drafts[at].pieces.len() < 2 {
            continue;
        }
        let goes_on = text.analysis().tags[cue].xpos == Xpos::Vbg && follows_comma(text, drafts[at].cue_words.start);
        let own = |piece: &Range<usize>| piece.start > cue && text.sentence(piece.start) == text.sentence(cue);
        let others = |piece: &Range<usize>| {
            nearby
                .of(text, piece)
                .filter(|&it| it != at && drafts[it].holds(piece.start))
                .filter_map(|it| drafts[it].cue)
                .collect::<Vec<_>>()
        };
        let begins = goes_on && drafts[at].pieces.iter().any(own);
        let taken = |piece: &Range<usize>| {
            let Some(zone) = text.zone(piece.start).filter(|&it| text.zone(cue) != Some(it)) else { return false };
            let end = text.words_in(zone).end;
            let earlier = piece.end <= text.words_of(text.sentence(cue)).start;
            let before = (earlier || begins && !own(piece)) && others(piece).iter().any(|&it| it < cue);
            let after = piece.start > cue
                && text.sentence(piece.start) != text.sentence(cue)
                && others(piece).iter().any(|&it| it >= end && text.sentence(it) == text.sentence(end - 1));
            before || after
        };
        let pieces: Vec<Range<usize>> = drafts[at].pieces.iter().filter(|it| !taken(it)).cloned().collect();
        if !pieces.is_empty() {
            drafts[at].pieces = pieces;
        }
    }
}

/// A content that stops in the midst of its phrase goes on to where that ends: after a quotation in it (`faces “acute” [hunger, the agency said]`), and up to
/// the attribution at the end of its sentence (`Rents fell in Elm[, as well as in Norva], according to the board`).
pub(super) fn complete(text: &Text<'_>, drafts: &mut [Draft]) {
    let mut told: Vec<Range<usize>> = drafts.iter().filter_map(|draft| Some(told_by(draft.cue?, draft))).collect();
    told.sort_unstable_by_key(|it| it.start);
    for draft in drafts {
        let Some(cue) = draft.cue.filter(|&it| super::cue::link(text, it).is_none()) else { continue };
        let own = told_by(cue, draft);
        let sentence = text.words_of(text.sentence(cue));
        let Some(piece) = draft.pieces.last_mut().filter(|it| {
            sentence.start <= it.start && it.end < sentence.end && text.zone(it.start).is_none_or(|zone| text.zone(cue) != Some(zone))
        }) else {
            continue;
        };
        // The sources and cues of the same sentence.
        let from = told.partition_point(|it| it.start < sentence.start);
        let told = &told[from..from + told[from..].partition_point(|it| it.start < sentence.end)];
        let quoted = text.zone(piece.end - 1).filter(|&it| text.zone(cue) != Some(it));
        // What is quoted and ends with a mark is whole.
        let whole = quoted.is_some_and(|zone| {
            text.quotations.all()[zone].inside.of(text.page.text()).ends_with([',', '.', '?', '!', ';', ':', '…', '—'])
        });
        let Some(next) = (piece.end..sentence.end).find(|&it| quoted.is_none() || !matches!(text.page.form(it), "”" | "\"" | "’" | "'"))
        else {
            continue;
        };
        let free = |words: Range<usize>| {
            words.clone().all(|it| text.zone(it) == text.zone(cue) || quoted.is_some())
                && !told.iter().any(|it| it.start < words.end && words.start < it.end)
        };
        let finite = |it: usize| text.analysis().tags[it].xpos.is_finite();
        let end = if piece.end <= own.start {
            // Up to the comma of its attribution.
            let rest = text.bare(next..own.start);
            let leads = |it: usize| {
                matches!(text.upos(it), Upos::Adp | Upos::Adv | Upos::Cconj | Upos::Sconj | Upos::Part | Upos::Aux)
                    || text.analysis().tags[it].xpos == Xpos::Vbg
            };
            let goes_on = if quoted.is_some() {
                !whole && !text.is_mark(next) && !rest.is_empty()
            } else {
                !rest.is_empty()
                    && (leads(rest.start) || rest.clone().any(finite))
                    && !rest.clone().any(|it| matches!(text.page.form(it), ";" | ":" | "“" | "\"" | "‘"))
            };
            if !goes_on || !follows_comma(text, own.start) || !free(rest.clone()) {
                continue;
            }
            rest.end
        } else {
            // `said that 29 were hurt[, amid clashes in various parts of Elm]`: what the clause ends with.
            let clause = text.page.clauses.dependents(cue).find(|&it| text.label(it) == Deprel::Ccomp && piece.contains(&it));
            let rest = text.bare(next..sentence.end);
            let adjunct = !rest.is_empty()
                && text.upos(cue) == Upos::Verb
                && text.form[next] == text.form_of_comma()
                && matches!(text.upos(rest.start), Upos::Adp | Upos::Adv)
                && !matches!(text.page.form(rest.start), "according" | "per")
                && clause.is_some_and(|it| text.reach(it).end >= rest.end)
                && !rest.clone().any(|it| finite(it) || text.zone(it).is_some() || matches!(text.page.form(it), ";" | ":" | "—" | "–"));
            if adjunct && quoted.is_none() && free(rest.clone()) {
                *piece = text.bare(piece.start..rest.end);
                continue;
            }
            // `what they call “high noon” on Sundays`, `an account styling itself as “old” shared it`: what is said is whole.
            let all = quoted.is_some_and(|zone| text.bare(text.words_in(zone)) == *piece);
            if quoted.is_none()
                || all
                || finite(next) && !finite(cue)
                || whole
                || text.is_mark(next)
                || piece.start < cue
                || text.zone(next) != text.zone(cue)
                || text.upos(next) == Upos::Cconj
            {
                continue;
            }
            // The phrase that the next word stands in: below a word of the content, or around it.
            let mut at = next;
            let held = loop {
                let reach = text.reach(at);
                if reach.start < piece.end && at >= next {
                    break Some(at);
                }
                match text.analysis().head(at) {
                    Some(head) if piece.contains(&head) => break Some(at),
                    Some(head) if head >= next => at = head,
                    _ => break None,
                }
            };
            let Some(held) = held else { continue };
            let end = text.reach(held).end.min(sentence.end);
            let end = told.iter().filter(|it| it.start >= next && it.start < end).map(|it| it.start).min().unwrap_or(end);
            if end <= next {
                continue;
            }
            end
        };
        *piece = text.bare(piece.start..end);
    }
}

/// The words from a cue to its source.
fn told_by(cue: usize, draft: &Draft) -> Range<usize> {
    let words = draft.cue_words.start.min(cue)..draft.cue_words.end.max(cue + 1);
    draft.source.as_ref().map_or(words.clone(), |(_, source)| source.start.min(words.start)..source.end.max(words.end))
}

/// Ends a content where another one is named for it at the end of its sentence: `She claims [that the bank lied], according to the Norva Times.`
pub(super) fn attributed(text: &Text<'_>, drafts: &mut [Draft]) {
    let mut told: Vec<(usize, Range<usize>, Option<usize>)> = drafts
        .iter()
        .filter_map(|draft| {
            let cue = draft.cue.filter(|&it| text.zone(it).is_none())?;
            let words = told_by(cue, draft);
            let last = follows_comma(text, words.start) && draft.pieces.iter().all(|piece| piece.end <= words.start);
            last.then(|| (cue, words, draft.pieces.first().map(|it| it.start)))
        })
        .collect();
    told.sort_unstable_by_key(|it| it.0);
    for draft in drafts.iter_mut() {
        let Some(cue) = draft.cue else { continue };
        let Some(piece) = draft.pieces.last_mut() else { continue };
        // `Holm told Boe [that the line was dead], a spokesman told the agency`: the attribution at the end was taken for the clause.
        if let Some((_, words, _)) = told
            .iter()
            .find(|(other, words, _)| *other != cue && piece.contains(other) && piece.start > cue && words.start <= piece.start + 4)
            && let Some(that) =
                (cue + 1..piece.start.min(words.start)).find(|&it| text.page.form(it) == "that" && text.label(it) == Deprel::Mark)
        {
            *piece = text.bare(that..words.start.min(piece.start));
            continue;
        }
        let first = told.partition_point(|it| it.0 < piece.start);
        let end = told[first..].iter().take_while(|it| it.0 < piece.end).find(|(other, words, start)| {
            let rest = words.end..piece.end;
            *other != cue
                && cue < words.start
                && piece.start < words.start
                && start.is_some_and(|start| start < piece.end)
                && !rest.clone().any(|it| text.analysis().tags[it].xpos.is_finite() || text.zone(it).is_some())
        });
        if let Some((_, words, _)) = end {
            *piece = text.bare(piece.start..words.start);
        }
    }
}

/// What the cue of another one has to score to end a content.
const TURNED: i32 = 1000;

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
