//! Who reports at the end of a sentence, where no model saw it: the subject after its verb, before it, or with whom it was told to.

use std::ops::Range;

use dateline_lang::labels::{Deprel, Upos, Xpos};

use super::StatementKind;
use super::bounded::LONGEST_LEAD;
use super::cue::{CueWord, Cues};
use super::draft::{Draft, is_nominal, top};
use super::nominal::{LONGEST_NAME, draft, is_finite};
use super::text::Text;
use super::words::StatementWords;
use crate::evidence::Score;

/// Whoever reports a sentence at its end by this verb, with what is reported.
pub(super) fn reporter(
    text: &Text<'_>,
    cues: &Cues,
    words: &StatementWords,
    verb: usize,
    known: CueWord,
    drafts: &[Draft],
) -> Option<Draft> {
    told_last(text, cues, words, verb, known, drafts).or_else(|| at_end(text, cues, verb, known, drafts))
}

/// A verb of saying with its subject at the end of a sentence: `Orders rose and prices fell too, say [experts].`
fn at_end(text: &Text<'_>, cues: &Cues, verb: usize, known: CueWord, drafts: &[Draft]) -> Option<Draft> {
    let sentence = text.words_of(text.sentence(verb));
    let comma = verb > sentence.start + 3 && text.form[verb - 1] == text.form_of_comma();
    let present = matches!(text.analysis().tags[verb].xpos, Xpos::Vbp | Xpos::Vbz | Xpos::Vbd | Xpos::Vb);
    if !comma || !present || cues.saying(text.analysis().lemma(verb)).is_none() {
        return None;
    }
    // Up to the end, or to a clause about whoever spoke: `said an official, who asked for tea`.
    let relates = |it: usize| text.form[it] == text.form_of_comma() && matches!(text.analysis().tags[it + 1].xpos, Xpos::Wp | Xpos::Wdt);
    let end = (verb + 1..sentence.end.saturating_sub(1)).find(|&it| relates(it)).unwrap_or(sentence.end);
    let phrase = text.bare(verb + 1..end);
    let content = text.bare(sentence.start..verb - 1);
    let plain = |words: &Range<usize>| words.clone().all(|it| text.zone(it).is_none());
    let core = phrase.start..described(text, &phrase).unwrap_or(phrase.end);
    let nominal = !core.is_empty() && phrase.len() <= LONGEST_NAME && is_nominal(text, &core) && plain(&phrase);
    let leads = nominal && !matches!(text.upos(phrase.start), Upos::Adp | Upos::Adv | Upos::Sconj | Upos::Cconj);
    let is_whole =
        drafts.iter().any(|it| it.cue == Some(verb) && it.pieces.iter().any(|piece| piece.end <= verb && piece.len() * 2 > content.len()));
    let others = drafts.iter().any(|it| it.cue.is_some_and(|cue| cue != verb && content.contains(&cue) && text.upos(cue) == Upos::Verb));
    if !leads || is_whole || others || !plain(&content) || !content.clone().any(|it| is_finite(text, it)) {
        return None;
    }
    let head = top(text, &core)?;
    Some(Draft { score: Score::hundredths(80), ..draft(verb, verb..verb + 1, known, (head, phrase), vec![content]) })
}

/// Where a phrase goes on with a clause that says more of its noun: `a study [published on Monday]`, `a clerk [who asked for tea]`.
fn described(text: &Text<'_>, phrase: &Range<usize>) -> Option<usize> {
    let tag = |it: usize| text.analysis().tags[it].xpos;
    let predicate = |it: usize| matches!(text.upos(it), Upos::Verb | Upos::Aux) && text.label(it) != Deprel::Amod;
    let start = (phrase.start + 1..phrase.end).find(|&it| predicate(it) || matches!(tag(it), Xpos::Wp | Xpos::Wdt))?;
    let of_noun = text.label(start) == Deprel::Acl && text.analysis().head(start).is_some_and(|it| phrase.start <= it && it < start);
    let participle = of_noun && matches!(tag(start), Xpos::Vbn | Xpos::Vbg);
    let relates = matches!(tag(start), Xpos::Wp | Xpos::Wdt);
    let alone = !(start..phrase.end).any(|it| text.is_mark(it));
    let others = (start + 1..phrase.end).any(|it| is_finite(text, it));
    (alone && (relates || participle && !others)).then_some(start)
}

/// A subject and its verb of saying at the end of a sentence that no model saw: `The firms are near a deal, [the Norva Times] reported on Monday.`
fn told_last(text: &Text<'_>, cues: &Cues, words: &StatementWords, verb: usize, known: CueWord, drafts: &[Draft]) -> Option<Draft> {
    let sentence = text.words_of(text.sentence(verb));
    let comma = (sentence.start + 3..verb).rev().take(LONGEST_NAME).find(|&it| text.form[it] == text.form_of_comma())?;
    let past = matches!(text.analysis().tags[verb].xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp);
    let phrase = comma + 1..verb;
    let lemma = text.analysis().lemma(verb);
    // `…, court papers showed on Monday`, `…, two officials told the agency`
    let tells = words.object_addressees.has(lemma) && words.forms.telling.has(lemma);
    let papers = words.forms.showing.has(lemma)
        && phrase
            .clone()
            .any(|it| words.publications.has(text.analysis().lemma(it)) || words.withheld("papers").has(text.analysis().lemma(it)));
    let alleges = words.closing.has(lemma) && known.kind != StatementKind::Intention;
    let says = cues.saying(lemma).is_some() || tells || papers || alleges;
    if !past || !says || drafts.iter().any(|it| it.cue == Some(verb) && !it.pieces.iter().all(|piece| piece.end <= it.cue_words.start)) {
        return None;
    }
    let (content, rest) = (text.bare(sentence.start..comma), text.bare(verb + 1..sentence.end));
    let plain = |words: &Range<usize>| words.clone().all(|it| text.zone(it).is_none());
    let leads = !phrase.is_empty()
        && is_nominal(text, &phrase)
        && plain(&phrase)
        && (matches!(text.upos(phrase.start), Upos::Det | Upos::Propn)
            || alleges && text.upos(phrase.start) == Upos::Noun && text.kind[phrase.end - 1] > 0
            || (tells || papers) && matches!(text.upos(phrase.start), Upos::Num | Upos::Noun | Upos::Adj));
    let ends = rest.len() <= 4
        && rest.clone().all(|it| matches!(text.upos(it), Upos::Adp | Upos::Propn | Upos::Noun | Upos::Num | Upos::Adv | Upos::Det))
        && (!tells || !rest.is_empty() && text.upos(rest.start) != Upos::Adp);
    let others = drafts.iter().any(|it| it.cue.is_some_and(|cue| content.contains(&cue)));
    let finite = content.clone().any(|it| is_finite(text, it)) && plain(&content);
    let starts = !matches!(text.upos(content.start), Upos::Adp | Upos::Sconj | Upos::Cconj);
    let own = !phrase.clone().any(|it| matches!(text.analysis().tags[it].xpos, Xpos::Wp | Xpos::Wdt));
    if !leads || !ends || others || !finite || !starts || !own {
        return None;
    }
    // `the emergencies ministry`: of nouns in a row the last is meant.
    let last = phrase.end - 1;
    let row = text.upos(last) == Upos::Noun && !phrase.clone().any(|it| text.is_mark(it) || text.upos(it) == Upos::Adp);
    let head = if row { last } else { top(text, &phrase)? };
    Some(Draft { score: Score::hundredths(80), ..draft(verb, verb..verb + 1, known, (head, phrase), vec![content]) })
}

/// What stands before an attribution that ends its sentence, where whom it was told to was taken for it: `[The bridge fell], the mayor told reporters.`
pub(super) fn told(text: &Text<'_>, words: &StatementWords, drafts: &mut [Draft]) {
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
