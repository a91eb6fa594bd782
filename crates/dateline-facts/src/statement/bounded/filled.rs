//! What belongs to a content beyond its cue and its marks.

use std::ops::Range;

use dateline_lang::labels::{Deprel, Upos, Xpos};

use super::{LONGEST_LEAD, told_by};
use crate::statement::cue;
use crate::statement::draft::{Draft, Nearby, follows_comma, is_nominal, last_zone};
use crate::statement::text::Text;
use crate::statement::words::StatementWords;

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

/// Puts right where a content begins and ends beside its quotations and its conjunctions.
pub(super) fn joined(text: &Text<'_>, drafts: &mut [Draft]) {
    let cues: Vec<usize> = drafts.iter().filter_map(|draft| draft.cue).collect();
    for draft in drafts {
        let Some(cue) = draft.cue.filter(|&it| cue::link(text, it).is_none()) else { continue };
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

/// A participle right after a noun that is said belongs to it: `denounced a court [calling the ban void]`.
pub(super) fn described(text: &Text<'_>, words: &StatementWords, drafts: &mut [Draft]) {
    let cues: Vec<usize> = drafts.iter().filter(|it| it.strength >= STRONG).filter_map(|draft| draft.cue).collect();
    for draft in drafts {
        let Some(cue) = draft.cue.filter(|&it| text.upos(it) == Upos::Verb) else { continue };
        let sentence = text.words_of(text.sentence(cue));
        let Some(piece) = draft.pieces.last_mut().filter(|it| it.start > cue && it.end < sentence.end && is_nominal(text, it)) else {
            continue;
        };
        let participle = piece.end;
        let noun = matches!(text.upos(participle - 1), Upos::Noun | Upos::Propn);
        let hangs = text.analysis().head(participle).is_some_and(|head| head == cue || piece.contains(&head));
        let plain = text.zone(participle) == text.zone(cue) && text.zone(participle - 1) == text.zone(cue);
        let lemma = text.analysis().lemma(participle);
        let says = words.forms.saying.has(lemma) || words.going_on.has(lemma) || words.closing.has(lemma);
        if noun && hangs && plain && !says && text.analysis().tags[participle].xpos == Xpos::Vbg && cues.binary_search(&participle).is_err()
        {
            *piece = text.bare(piece.start..text.reach(participle).end.min(sentence.end));
        }
    }
}

/// What the cue of another statement has to score to begin one after a noun.
const STRONG: i32 = 1000;

/// A content goes on with a verb that shares an auxiliary in it, and no cue is such a verb: `that they can swim by day and [see a play]`,
/// `had cut the wire and [broken the lock]`.
pub(super) fn shared(text: &Text<'_>, drafts: &mut Vec<Draft>) {
    let tag = |it: usize| text.analysis().tags[it].xpos;
    let told: Vec<Range<usize>> = drafts.iter().filter_map(|draft| Some(told_by(draft.cue?, draft))).collect();
    let mut goes_on = Vec::new();
    for draft in drafts.iter_mut() {
        let Some(cue) = draft.cue.filter(|&it| tag(it).is_finite() && text.zone(it).is_none()) else { continue };
        let sentence = text.words_of(text.sentence(cue));
        let Some(piece) = draft.pieces.last_mut().filter(|it| it.start > cue && it.end + 2 < sentence.end) else { continue };
        if text.upos(piece.end) != Upos::Cconj || text.page.clauses.modal(cue).is_some() {
            continue;
        }
        let Some(verb) = (piece.end + 1..sentence.end).find(|&it| text.upos(it) != Upos::Adv) else { continue };
        let helped = |it: usize| text.zone(it).is_none() && text.upos(it) == Upos::Aux;
        let helps = |it: usize| match tag(verb) {
            Xpos::Vb => tag(it) == Xpos::Md,
            Xpos::Vbn | Xpos::Vbd => text.analysis().lemma(it) == "have" && tag(it) == Xpos::Vbd && text.page.form(verb).ends_with("ed"),
            _ => false,
        };
        let end = text.reach(verb).end.min(sentence.end);
        let stop = (verb..end).find(|&it| text.page.form(it) == ";").unwrap_or(end);
        let others = told.iter().any(|it| it.start < stop && verb + 1 < it.end && !it.contains(&verb));
        let shares = piece.clone().any(|it| helped(it) && helps(it));
        if shares && !others && text.upos(verb) == Upos::Verb && (verb..stop).all(|it| text.zone(it).is_none()) {
            *piece = text.bare(piece.start..stop);
            goes_on.push(verb);
        }
    }
    drafts.retain(|draft| draft.cue.is_none_or(|it| !goes_on.contains(&it)));
}

/// A content that stops in the midst of its phrase goes on to where that ends: after a quotation in it (`faces “acute” [hunger, the agency said]`), and up to
/// the attribution at the end of its sentence (`Rents fell in Elm[, as well as in Norva], according to the board`).
pub(super) fn complete(text: &Text<'_>, words: &StatementWords, drafts: &mut [Draft]) {
    let mut told: Vec<Range<usize>> = drafts.iter().filter_map(|draft| Some(told_by(draft.cue?, draft))).collect();
    told.sort_unstable_by_key(|it| it.start);
    for draft in drafts {
        let Some(cue) = draft.cue.filter(|&it| cue::link(text, it).is_none()) else { continue };
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
        let free = |rest: Range<usize>| {
            rest.clone().all(|it| text.zone(it) == text.zone(cue) || quoted.is_some())
                && !told.iter().any(|it| it.start < rest.end && rest.start < it.end)
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
                && !words.forms.accords.has(text.page.form(rest.start))
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
