//! A source for which something else was taken, or that was missed.

use std::ops::Range;

use dateline_lang::clause::Extent;
use dateline_lang::labels::{Deprel, Upos, Xpos};

use super::{LONGEST_OFFICE, LONGEST_SOURCE, is_person_name};
use crate::statement::StatementKind;
use crate::statement::draft::{Draft, follows_comma, is_nominal, top};
use crate::statement::text::Text;
use crate::statement::words::StatementWords;

/// Whoever was taken for what was said, beside a cue without a source: `…, said [an official]`, `“…,” [an officer] announced`.
pub(super) fn swapped(text: &Text<'_>, drafts: &mut [Draft]) {
    for draft in drafts {
        let (Some(cue), [piece]) = (draft.cue, draft.pieces.as_slice()) else { continue };
        // A source far before the verb that is not its subject was taken for want of another: `The grant fell, said [the board's head, Ana Ruiz]`.
        let far = |source: &Range<usize>| {
            let own = text.page.clauses.dependents(cue).any(|it| matches!(text.label(it), Deprel::Nsubj | Deprel::NsubjPass));
            let named = piece.start == cue + 1 && piece.clone().any(|it| is_person_name(text, it));
            !own && named && source.end < cue && follows_comma(text, cue)
        };
        // `Boe, who owns it, said [the thieves] came at night`: a phrase with its verb is no source.
        let goes_on = text.analysis().tags.get(piece.end).is_some_and(|tag| tag.xpos.is_finite());
        if draft.source.as_ref().is_some_and(|(_, source)| !far(source)) || goes_on && piece.start == cue + 1 {
            continue;
        }
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

/// A source into which the quotation before it was taken: `“We hope for it,” [the mayor] said`.
pub(super) fn unquoted(text: &Text<'_>, drafts: &mut [Draft]) {
    for draft in drafts {
        let (Some(cue), Some((head, source))) = (draft.cue, draft.source.as_mut()) else { continue };
        let own = text.zone(cue);
        let Some(last) = source.clone().rev().find(|&it| text.zone(it).is_some() && text.zone(it) != own) else { continue };
        let rest = text.bare(last + 1..source.end);
        let whole = text
            .zone(last)
            .is_some_and(|zone| text.words_in(zone).start >= source.start.saturating_sub(1) && text.words_in(zone).len() > 5);
        if !whole || rest.is_empty() || source.end > cue || !is_nominal(text, &rest) {
            continue;
        }
        let Some(top) = rest.clone().find(|&it| is_person_name(text, it)).or_else(|| top(text, &rest)) else { continue };
        let end = text.zone(last).map_or(last + 1, |zone| text.bare(text.words_in(zone)).end);
        if !rest.contains(head) {
            *head = top;
        }
        *source = rest.clone();
        for piece in draft.pieces.iter_mut().filter(|it| it.start <= last && it.end > last + 1 && it.end <= cue && it.start < end) {
            piece.end = end;
        }
    }
}

/// The whole phrase after a verb that stands before its subject, of which a part was taken for the source: `…, says [a report on schools]`.
pub(super) fn inverted(text: &Text<'_>, drafts: &mut [Draft]) {
    for draft in drafts {
        let (Some(cue), Some((head, source))) = (draft.cue, draft.source.as_mut()) else { continue };
        let finite = matches!(text.analysis().tags[cue].xpos, Xpos::Vbz | Xpos::Vbp | Xpos::Vbd);
        if !finite || *head <= cue || !text.page.clauses.is_reporting(cue) || !follows_comma(text, cue) {
            continue;
        }
        let first = text.page.clauses.dependents(cue).find(|&it| it > cue && !text.is_mark(it));
        let Some(subject) = first.filter(|&it| matches!(text.label(it), Deprel::Obj | Deprel::Nsubj) && it < *head) else { continue };
        let phrase = text.page.clauses.phrase(subject, Extent::Own);
        let before = draft.pieces.iter().all(|piece| piece.end <= cue);
        let noun = text.upos(subject) == Upos::Noun && text.kind[subject] == 0;
        if before && noun && phrase.contains(head) && phrase.start > cue && is_below_of(text, *head, subject) {
            (*head, *source) = (subject, text.bare(phrase));
        }
    }
}

/// Whether a word is a complement of a noun: `a report on [schools]`.
fn is_below_of(text: &Text<'_>, word: usize, noun: usize) -> bool {
    text.analysis().head(word) == Some(noun) && text.label(word) == Deprel::Nmod
}

/// Whoever stands right after the cue of a quotation, where a word far before was taken for the source: `The tool “helps us all,” says [the study].`
pub(super) fn after_quotation(text: &Text<'_>, drafts: &mut [Draft]) {
    for draft in drafts {
        let (Some(cue), Some((head, source))) = (draft.cue, draft.source.as_mut()) else { continue };
        let sentence = text.words_of(text.sentence(cue));
        let quoted = cue > sentence.start + 2 && text.is_mark(cue - 1) && text.zone(cue - 1).or(text.zone(cue - 2)).is_some();
        let present = matches!(text.analysis().tags[cue].xpos, Xpos::Vbz | Xpos::Vbp | Xpos::Vbd);
        // `Staff are treated badly, says [a report]`: what stands after the cue is no content.
        let told = follows_comma(text, cue)
            && draft.pieces.iter().all(|piece| piece.start == cue + 1)
            && !text.page.clauses.dependents(cue).any(|it| it < cue && matches!(text.label(it), Deprel::Nsubj | Deprel::NsubjPass));
        let said = (quoted || told) && present && source.end < cue && text.page.clauses.is_reporting(cue) && text.zone(cue).is_none();
        // Its own subject stands beside it.
        if !said || (source.end..cue).all(|it| text.is_mark(it) || text.upos(it) == Upos::Adv) {
            continue;
        }
        let ends = |it: usize| text.is_mark(it) || matches!(text.analysis().tags[it].xpos, Xpos::Wp | Xpos::Wdt | Xpos::Vbg | Xpos::Vbn);
        let stop = (cue + 1..sentence.end).find(|&it| ends(it)).unwrap_or(sentence.end);
        let phrase = text.bare(cue + 1..stop);
        let whole = text.bare(sentence.start..cue);
        let finite = |it: usize| text.analysis().tags[it].xpos.is_finite();
        let aside = told && !quoted && whole.clone().any(finite) && whole.clone().all(|it| text.zone(it).is_none());
        let leads = !phrase.is_empty() && matches!(text.upos(phrase.start), Upos::Det | Upos::Propn | Upos::Pron | Upos::Noun);
        let before = aside || draft.pieces.iter().any(|piece| piece.end <= cue);
        if let Some(subject) = top(text, &phrase).filter(|_| before && leads && phrase.len() <= 12 && is_nominal(text, &phrase)) {
            (*head, *source) = (subject, phrase);
            draft.pieces.retain(|piece| piece.end <= cue);
            if draft.pieces.is_empty() {
                draft.pieces.push(whole);
            }
            draft.cue_words = cue..cue + 1;
        }
    }
}

/// The pronoun before a verb of saying that was not seen to be its subject: `[It] has previously said that …`.
pub(super) fn pronouns(text: &Text<'_>, words: &StatementWords, drafts: &mut [Draft]) {
    for draft in drafts.iter_mut() {
        let Some(cue) = draft.cue.filter(|&it| text.upos(it) == Upos::Verb) else { continue };
        if let Some(another) = another(text, words, cue, draft.cue_words.start) {
            draft.source = Some((another, another..another + 1));
            draft.cue_words.start = another + 1;
        }
        if draft.source.is_some() {
            continue;
        }
        let says = draft.known.is_some_and(|it| it.kind == StatementKind::Speech);
        let near = text.page.clauses.dependents(cue).collect::<Vec<_>>();
        if !says || near.iter().any(|&it| text.label(it) == Deprel::AuxPass) {
            continue;
        }
        let subject = near
            .into_iter()
            .find(|&it| it < cue && matches!(text.label(it), Deprel::Nsubj | Deprel::Expl) && text.analysis().tags[it].xpos == Xpos::Prp);
        if let Some(subject) = subject {
            draft.source = Some((subject, subject..subject + 1));
        }
    }
}

/// Whom `According to` names at the beginning of a sentence and what is said, where the subject of the clause was taken for more of the source.
fn led(text: &Text<'_>, cue: usize, source: &Range<usize>, end: usize) -> Option<(Range<usize>, Range<usize>)> {
    let sentence = text.words_of(text.sentence(cue));
    let leads = cue == sentence.start && text.page.form(cue).eq_ignore_ascii_case("according") && source.start == cue + 2;
    let finite = |it: usize| text.analysis().tags[it].xpos.is_finite();
    let verb = (source.end..end.min(sentence.end)).find(|&it| finite(it)).filter(|_| leads)?;
    let above = if text.upos(verb) == Upos::Aux { text.analysis().head(verb).unwrap_or(verb) } else { verb };
    let own = [verb, above].into_iter().any(|it| text.page.clauses.subjects(it).iter().any(|&it| it >= source.end));
    let is_comma = |it: &usize| text.form[*it] == text.form_of_comma();
    // An apposition before the verb belongs to the subject.
    let closed = if is_comma(&(verb - 1)) { 2 } else { 0 };
    let comma = (source.start..verb).rev().filter(is_comma).nth(closed).filter(|&it| it < source.end)?;
    let subject = text.bare(comma + 1..verb);
    let (phrase, content) = (text.bare(source.start..comma), text.bare(comma + 1..end));
    (!own && is_nominal(text, &subject) && !phrase.is_empty() && !content.is_empty()).then_some((phrase, content))
}

/// `another` that was taken for a word of the verb after it: `[Another] accused the town of neglect`.
fn another(text: &Text<'_>, words: &StatementWords, cue: usize, start: usize) -> Option<usize> {
    let is_one = words.forms.others.has(&text.page.form(start).to_lowercase());
    let says = matches!(text.analysis().tags[cue].xpos, Xpos::Vbd | Xpos::Vbn | Xpos::Vbz | Xpos::Vbp);
    (start < cue && is_one && says).then_some(start)
}

/// What follows `according to` is the source, never what stands before: `They paid the owner, according to [the court's papers]`.
pub(super) fn according(text: &Text<'_>, drafts: &mut [Draft]) {
    for draft in drafts {
        // `According to [the Norva Journal]: “…”`
        if let (Some(cue), None) = (draft.cue, &draft.source)
            && text.page.form(cue).eq_ignore_ascii_case("according")
        {
            let end = text.words_of(text.sentence(cue)).end;
            let mark = (cue + 2..end).find(|&it| matches!(text.page.form(it), ":" | ",") || text.zone(it) != text.zone(cue)).unwrap_or(end);
            let phrase = text.bare((cue + 2).min(mark)..mark);
            let free = draft.pieces.iter().all(|piece| piece.end <= phrase.start || piece.start >= phrase.end);
            if let Some(head) = top(text, &phrase).filter(|_| free && is_nominal(text, &phrase) && phrase.len() <= LONGEST_SOURCE) {
                draft.source = Some((head, phrase));
                draft.cue_words = cue..cue + 2;
            }
        }
        let (Some(cue), Some((head, source))) = (draft.cue, draft.source.as_mut()) else { continue };
        // `According to [the union], boats are old, the paper said`: nothing stands between it and whom it names.
        let sentence = text.words_of(text.sentence(cue));
        if source.start > cue + 2
            && cue == sentence.start
            && text.page.form(cue).eq_ignore_ascii_case("according")
            && let Some(comma) = (cue + 2..source.start).find(|&it| text.form[it] == text.form_of_comma())
            && let phrase = text.bare(cue + 2..comma)
            && let Some(named) = top(text, &phrase).filter(|_| is_nominal(text, &phrase))
        {
            (*head, *source) = (named, phrase);
            draft.pieces = vec![text.bare(comma + 1..sentence.end)];
            draft.cue_words = cue..cue + 2;
            continue;
        }
        // `According to [police], Boe and a friend were hurt`: without a subject of its own, the clause has those who follow.
        if let Some((phrase, content)) =
            led(text, cue, source, draft.pieces.last().map_or(0, |it| it.end)).filter(|_| source.contains(head))
        {
            if !phrase.contains(head) {
                *head = phrase.end - 1;
            }
            *source = phrase;
            draft.pieces = vec![content];
            continue;
        }
        // `according to [two people] close to the talks`: whom what stands there says more of.
        let before = (cue + 2).min(source.start)..source.start;
        if text.page.form(cue).eq_ignore_ascii_case("according")
            && text.upos(source.start) == Upos::Adj
            && before.len() <= LONGEST_OFFICE
            && !before.clone().any(|it| text.is_mark(it))
            && let Some(noun) = before.clone().rev().find(|&it| text.upos(it) == Upos::Noun).filter(|_| is_nominal(text, &before))
        {
            (*head, *source) = (noun, before.start..source.end);
        }
        // `according to [campaign] finance records`: the noun, not what stands before it.
        if text.page.form(cue).eq_ignore_ascii_case("according")
            && *head > cue
            && text.label(*head) == Deprel::Compound
            && let Some(noun) = text.analysis().head(*head).filter(|&it| it >= source.end && text.zone(it) == text.zone(cue))
        {
            let phrase = text.bare(source.start..text.page.clauses.phrase(noun, Extent::Own).end);
            if is_nominal(text, &phrase) && draft.pieces.iter().all(|piece| piece.end <= phrase.start || piece.start >= phrase.end) {
                (*head, *source) = (noun, phrase);
            }
        }
        let leads =
            text.page.form(cue).eq_ignore_ascii_case("according") && cue + 1 < text.analysis().len() && text.page.form(cue + 1) == "to";
        let Some(object) = text.analysis().head(cue).filter(|&it| leads && *head < cue && it > cue + 1) else { continue };
        let phrase = text.page.clauses.phrase(object, Extent::Own);
        let phrase = text.bare(phrase.start.max(cue + 2)..phrase.end);
        let before = text.bare(text.words_of(text.sentence(cue)).start..cue);
        if phrase.is_empty() || before.is_empty() || text.zone(object) != text.zone(cue) {
            continue;
        }
        draft.pieces.retain(|piece| piece.end <= cue || piece.start >= phrase.end);
        (*head, *source) = (object, phrase);
        draft.cue_words = cue..cue + 2;
        if draft.pieces.is_empty() {
            draft.pieces.push(before);
        }
    }
}

/// An attribution at the end of which a part was taken for what is said: `It was too warm, [rink manager] Ivo Marić said`, `…, according to
/// [three guards]`, `…, the team wrote in [a paper]`.
pub(super) fn trailing(text: &Text<'_>, words: &StatementWords, drafts: &mut [Draft]) {
    for draft in drafts {
        let (Some(cue), Some((head, source)), [piece]) = (draft.cue, draft.source.clone(), draft.pieces.as_slice()) else { continue };
        let sentence = text.words_of(text.sentence(cue));
        let piece = piece.clone();
        let in_sentence = sentence.start <= piece.start && piece.end <= sentence.end;
        if !in_sentence || text.upos(cue) != Upos::Verb || piece.clone().any(|it| text.zone(it) != text.zone(cue)) {
            continue;
        }
        let accords = text.analysis().lemma(cue) == "accord";
        let short = piece.len() <= 12 && is_nominal(text, &piece);
        let (end, source) = if accords && piece.start == draft.cue_words.end && source.end <= cue && short {
            let Some(head) = top(text, &piece) else { continue };
            (draft.cue_words.start, (head, piece.clone()))
        } else if !accords && short && piece.end == source.start && source.end <= cue {
            (piece.start, (head, piece.start..source.end))
        } else if !accords
            && piece.start > cue
            && source.end <= cue
            && is_nominal(text, &piece)
            && is_place_of_words(text, words, cue, &piece)
        {
            (source.start, (head, source))
        } else {
            continue;
        };
        let comma = end > sentence.start && text.form[end - 1] == text.form_of_comma();
        let before = text.bare(sentence.start..end);
        let clausal = before.clone().any(|it| text.analysis().tags[it].xpos.is_finite() && text.zone(it) == text.zone(cue));
        if comma && clausal && before.len() > 3 {
            draft.source = Some(source);
            draft.pieces = vec![before];
        }
    }
}

/// Whether a phrase after a cue says where somebody said or wrote: it follows `in`, `on` or `to` and nothing else hangs on the cue.
fn is_place_of_words(text: &Text<'_>, words: &StatementWords, cue: usize, piece: &Range<usize>) -> bool {
    // `She pledged [this week]`
    if piece.start == cue + 1 && piece.len() <= 3 && top(text, piece).is_some_and(|it| text.label(it) == Deprel::OblUnmarked) {
        return true;
    }
    let before = piece.start.checked_sub(1).filter(|&it| it >= cue);
    before.is_some_and(|it| it > cue && words.forms.places.has(&text.page.form(it).to_lowercase()))
}

/// Whoever goes on in a participle is the one who spoke, not whom he spoke of: `[The minister] said they were paid, adding that …`.
pub(super) fn shared(text: &Text<'_>, words: &StatementWords, drafts: &mut [Draft]) {
    for at in 1..drafts.len() {
        let Some(cue) = drafts[at].cue.filter(|&it| text.analysis().tags[it].xpos == Xpos::Vbg) else { continue };
        let start = drafts[at].cue_words.start;
        // `called it ‘a [farce]’ citing the late count`: what was quoted does not cite.
        let quoted = drafts[at].source.as_ref().is_some_and(|(head, _)| *head < cue && text.zone(*head) != text.zone(cue));
        let goes_on = words.going_on.has(text.analysis().lemma(cue)) && follows_comma(text, start) || quoted;
        let before = drafts[..at]
            .iter()
            .rev()
            .find(|it| it.cue.is_some_and(|other| text.sentence(other) == text.sentence(cue) && text.zone(other) == text.zone(cue)));
        let Some(Draft { cue: Some(other), source: Some((head, source)), known: Some(known), .. }) = before.filter(|_| goes_on) else {
            continue;
        };
        let (head, source) = (*head, source.clone());
        // Its own subject stands before the verb of the other.
        let is_own = drafts[at].source.as_ref().is_some_and(|(own, _)| own < other);
        if known.kind == StatementKind::Speech && !is_own {
            drafts[at].source = Some((head, source));
        }
    }
}

/// The subject of a clause with a participle after it, where something else was taken for its source: `[The minister] answered a complaint, calling it false`.
pub(super) fn participles(text: &Text<'_>, words: &StatementWords, drafts: &mut [Draft]) {
    let clauses = text.page.clauses;
    let is_subject = |it: usize| matches!(text.label(it), Deprel::Nsubj | Deprel::NsubjPass | Deprel::NsubjOuter);
    for draft in drafts {
        let (Some(cue), Some((head, source))) = (draft.cue, draft.source.as_mut()) else { continue };
        // `Boe is charged with obstruction, alleging he lied`: whoever it is done to has not alleged it.
        let suffers =
            text.analysis().head(cue).is_some_and(|main| words.suffering.has(text.analysis().lemma(main)) && clauses.is_passive(main));
        let alleges = words.alleging.has(text.analysis().lemma(cue)) && text.analysis().tags[cue].xpos == Xpos::Vbg;
        if alleges && suffers && text.label(*head) == Deprel::NsubjPass {
            draft.source = None;
            continue;
        }
        let reduced = text.analysis().tags[cue].xpos == Xpos::Vbg && text.label(cue) == Deprel::Advcl;
        let own = clauses.dependents(cue).any(is_subject);
        if !reduced || own || is_subject(*head) || !follows_comma(text, draft.cue_words.start) || *head > cue {
            continue;
        }
        let Some(main) = text.analysis().head(cue).filter(|&it| it < cue && text.zone(it) == text.zone(cue)) else { continue };
        let Some(subject) =
            clauses.dependents(main).find(|&it| it < main && text.label(it) == Deprel::Nsubj && text.zone(it) == text.zone(cue))
        else {
            continue;
        };
        let phrase = clauses.phrase(subject, Extent::Own);
        let phrase = text.bare(phrase.start..phrase.end.min(main));
        let is_free = draft.pieces.iter().all(|piece| piece.end <= phrase.start || piece.start >= phrase.end);
        if is_free && phrase.contains(&subject) && !phrase.contains(head) && phrase.len() <= LONGEST_SOURCE {
            (*head, *source) = (subject, phrase);
        }
    }
}

/// Whoever writes to somebody asks, not whom he writes to: `[The mayor] wrote the judge asking him to wait`.
pub(super) fn written(text: &Text<'_>, words: &StatementWords, drafts: &mut [Draft]) {
    for draft in drafts {
        let (Some(cue), Some((head, source))) = (draft.cue, draft.source.as_mut()) else { continue };
        let object = text.page.clauses.first_conjunct(*head);
        if text.analysis().tags[cue].xpos != Xpos::Vbg || *head > cue || !matches!(text.label(object), Deprel::Obj | Deprel::Iobj) {
            continue;
        }
        let Some(verb) = text.analysis().head(object).filter(|&it| words.letters.has(text.analysis().lemma(it))) else { continue };
        let Some(&subject) = text.page.clauses.subjects(verb).first().filter(|&&it| it < verb) else { continue };
        let phrase = text.page.clauses.phrase(subject, Extent::Full);
        let phrase = text.bare(phrase.start..phrase.end.min(verb));
        if phrase.contains(&subject) && phrase.len() <= LONGEST_SOURCE {
            (*head, *source) = (subject, phrase);
        }
    }
}

/// Whoever stands right before a verb of saying, where the tree has no source: `[Norva] says the island is its own`.
pub(super) fn right_before(text: &Text<'_>, drafts: &mut [Draft]) {
    for draft in drafts {
        let Some(cue) = draft.cue.filter(|&it| draft.source.is_none() && text.upos(it) == Upos::Verb && it > 0) else { continue };
        let before = cue - 1;
        let says = text.page.clauses.is_reporting(cue) && matches!(text.analysis().tags[cue].xpos, Xpos::Vbz | Xpos::Vbd | Xpos::Vbp);
        let starts = text.words_of(text.sentence(cue)).start == before;
        let after = draft.pieces.iter().all(|it| it.start > cue);
        if says && starts && after && text.kind[before] > 0 && text.zone(before) == text.zone(cue) {
            draft.source = Some((before, before..cue));
            draft.cue_words.start = draft.cue_words.start.max(cue);
        }
    }
}
