//! Drafts whose source was missed, taken for something else, or cut short.

use std::ops::Range;

use dateline_lang::clause::Extent;
use dateline_lang::labels::{Deprel, Upos, Xpos};

use super::StatementKind;
use super::cue::CueWord;
use super::draft::{Draft, NESTED, follows_comma, is_nominal, top};
use super::text::Text;
use super::words::StatementWords;
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
        drafts.retain(|draft| more.iter().all(|it| it.cue != draft.cue));
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
        let person = between.clone().find(|&it| is_person_name(text, it));
        let longest = if in_piece && person.is_none() { 12 } else { LONGEST_SOURCE };
        if between.is_empty() || between.len() > longest || !is_nominal(text, &between) {
            continue;
        }
        if let Some(person) = person.filter(|_| text.kind[*head] == 0 || text.kind[*head] > 5) {
            *head = person;
        } else if !in_piece {
            continue;
        }
        *source = between.start..source.end;
        *piece = text.bare(piece.start..last + 1);
    }
}

/// A source before its cue has at most so many words that were not taken for it.
const LONGEST_SOURCE: usize = 40;

/// Whether a word heads the name of a person.
fn is_person_name(text: &Text<'_>, word: usize) -> bool {
    text.kind[word] == 1 + EntityKind::Person as u8 * 5 + Form::Name as u8
}

/// The pronoun before a verb of saying that was not seen to be its subject: `[It] has previously said that …`.
pub(super) fn pronouns(text: &Text<'_>, drafts: &mut [Draft]) {
    for draft in drafts.iter_mut().filter(|it| it.source.is_none()) {
        let Some(cue) = draft.cue.filter(|&it| text.upos(it) == Upos::Verb) else { continue };
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

/// Whoever goes on in a participle is the one who spoke, not whom he spoke of: `[The minister] said they were paid, adding that …`.
pub(super) fn shared(text: &Text<'_>, words: &StatementWords, drafts: &mut [Draft]) {
    for at in 1..drafts.len() {
        let Some(cue) = drafts[at].cue.filter(|&it| text.analysis().tags[it].xpos == Xpos::Vbg) else { continue };
        let start = drafts[at].cue_words.start;
        let goes_on = words.going_on.has(text.analysis().lemma(cue)) && follows_comma(text, start);
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

/// A source with an insertion between dashes, out of which another one was taken: `[Ana Ruiz], the founder — who owns the line — told`.
pub(super) fn inserted(text: &Text<'_>, drafts: &mut [Draft]) {
    let is_dash = |it: usize| matches!(text.page.form(it), "—" | "–" | "--");
    for draft in drafts {
        let (Some(cue), Some((head, source))) = (draft.cue, draft.source.as_mut()) else { continue };
        let sentence = text.words_of(text.sentence(cue));
        let Some(close) = draft.cue_words.start.checked_sub(1).filter(|&it| it > sentence.start && is_dash(it)) else { continue };
        let Some(open) = (sentence.start..close).rev().find(|&it| is_dash(it)).filter(|&it| it > sentence.start) else { continue };
        let quoted = (sentence.start..open).rev().find(|&it| text.zone(it).is_some()).map_or(sentence.start, |it| it + 1);
        let phrase = text.bare(quoted..open);
        if source.start < open || source.end > close || phrase.is_empty() || phrase.len() > LONGEST_SOURCE || !is_nominal(text, &phrase) {
            continue;
        }
        let named = phrase.clone().find(|&it| is_person_name(text, it));
        if let Some(word) = named.or_else(|| top(text, &phrase)) {
            (*head, *source) = (word, phrase);
        }
    }
}

/// An attribution at the end of which a part was taken for what is said: `It was too warm, [rink manager] Ivo Marić said`, `…, according to
/// [three guards]`, `…, the team wrote in [a paper]`.
pub(super) fn trailing(text: &Text<'_>, drafts: &mut [Draft]) {
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
        } else if !accords && piece.start > cue && source.end <= cue && is_nominal(text, &piece) && is_place_of_words(text, cue, &piece) {
            (source.start, (head, source))
        } else {
            continue;
        };
        let comma = end > sentence.start && text.form[end - 1] == text.form_of_comma();
        let before = text.bare(sentence.start..end);
        let clausal = before.clone().any(|it| {
            matches!(text.analysis().tags[it].xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md) && text.zone(it) == text.zone(cue)
        });
        if comma && clausal && before.len() > 3 {
            draft.source = Some(source);
            draft.pieces = vec![before];
        }
    }
}

/// Whether a phrase after a cue says where somebody said or wrote: it follows `in`, `on` or `to` and nothing else hangs on the cue.
fn is_place_of_words(text: &Text<'_>, cue: usize, piece: &Range<usize>) -> bool {
    let before = piece.start.checked_sub(1).filter(|&it| it >= cue);
    before.is_some_and(|it| it > cue && matches!(&*text.page.form(it).to_lowercase(), "in" | "on" | "at" | "via"))
}

/// A source that goes on with the name of the one it speaks of: `the mayor's daughter [Ida Holm] said`.
pub(super) fn titled(text: &Text<'_>, drafts: &mut [Draft]) {
    for draft in drafts {
        let (Some(cue), Some((head, source))) = (draft.cue, draft.source.as_mut()) else { continue };
        let is_name = |it: usize| text.upos(it) == Upos::Propn && text.zone(it) == text.zone(cue);
        let end = (source.end..cue).find(|&it| !is_name(it)).unwrap_or(cue.max(source.end));
        let name = (source.end..end).find(|&it| is_person_name(text, it));
        if let Some(name) = name.filter(|_| text.upos(*head) == Upos::Noun && end - source.end <= 4 && end == draft.cue_words.start) {
            (*head, *source) = (name, source.start..end);
        }
    }
}
