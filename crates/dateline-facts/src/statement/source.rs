//! Sources: the noun phrases that may name who a cue speaks of.

use std::ops::Range;

use dateline_lang::clause::Extent;
use dateline_lang::features::fold;
use dateline_lang::labels::{Deprel, Upos, Xpos};

use super::cue::{Cue, Link, around};
use super::text::{Features, Text, bucket};

/// A noun phrase that may be the source of a cue; no phrase means that none is named.
#[derive(Debug, Clone)]
pub struct Source {
    /// Its head.
    pub head: Option<usize>,
    /// Its words, without a preposition.
    pub words: Range<usize>,
    /// What speaks for and against it.
    pub features: Vec<u64>,
}

/// Whether a word heads a noun phrase that may be a source.
fn is_head(text: &Text<'_>, word: usize) -> bool {
    let nominal = match text.upos(word) {
        Upos::Noun | Upos::Propn | Upos::Pron => true,
        Upos::Num | Upos::Det | Upos::Adj => {
            !matches!(text.label(word), Deprel::Det | Deprel::Amod | Deprel::Nummod | Deprel::Advmod | Deprel::Root | Deprel::DetPredet)
        }
        _ => false,
    };
    nominal
        && !matches!(
            text.label(word),
            Deprel::Compound | Deprel::Flat | Deprel::Fixed | Deprel::Case | Deprel::Mark | Deprel::Expl | Deprel::Goeswith
        )
}

/// The way from one word to another in the tree: labels up, then labels down; and its length.
fn path(text: &Text<'_>, from: usize, to: usize) -> (u64, usize) {
    let analysis = text.analysis();
    let mut above = [usize::MAX; 8];
    let mut at = Some(to);
    let mut count = 0;
    while let Some(word) = at.filter(|_| count < above.len()) {
        above[count] = word;
        count += 1;
        at = analysis.head(word);
    }
    let (mut sum, mut steps) = (1_u64, 0);
    let mut at = from;
    for _ in 0..8 {
        if let Some(meet) = above[..count].iter().position(|&it| it == at) {
            for &word in above[..meet].iter().rev() {
                sum = fold(sum, 100 + text.label(word) as u64);
                steps += 1;
            }
            return (sum, steps);
        }
        sum = fold(sum, text.label(at) as u64);
        steps += 1;
        let Some(head) = analysis.head(at) else { break };
        at = head;
    }
    (2, 9)
}

/// The noun phrases that may be the source of a cue, the empty one first.
#[must_use]
pub fn candidates(text: &Text<'_>, cue: &Cue) -> Vec<Source> {
    let sentence_index = text.sentence(cue.word);
    let sentence = text.words_of(sentence_index);
    let none = Source { head: None, words: cue.word..cue.word, features: none_features(text, cue) };
    let mut all = vec![none];
    let near = cue.word.saturating_sub(60).max(sentence.start)..(cue.word + 40).min(sentence.end);
    let subjects = text.page.clauses.subjects(cue.word);
    let link = super::cue::link(text, cue.word);
    match link {
        Some(Link::Colon) => near_words(text, cue, sentence.start..cue.word, &mut all),
        Some(Link::Dash) => near_words(text, cue, cue.word + 1..text.block_end(cue.word), &mut all),
        None => {}
    }
    for head in near.filter(|&it| it != cue.word && is_head(text, it)) {
        // Inside a quotation somebody else speaks.
        if text.zone(head) != text.zone(cue.word) {
            continue;
        }
        let (way, steps) = path(text, cue.word, head);
        if steps > 6 && !subjects.contains(&head) && link.is_none() {
            continue;
        }
        let own = text.page.clauses.phrase(head, Extent::Own);
        if own.contains(&cue.word) {
            // A participle or a relative clause: the phrase ends before it.
            let plain = text.page.clauses.phrase(head, Extent::Plain);
            let words = if plain.contains(&cue.word) { plain.start..cue.word } else { plain };
            let words = text.bare(words);
            if !words.is_empty() && words.contains(&head) {
                all.push(Source { head: Some(head), features: features(text, cue, head, &words, way, steps, 2, 0, &subjects), words });
            }
            continue;
        }
        let words = text.bare(own);
        if words.is_empty() {
            continue;
        }
        let plain = text.bare(text.page.clauses.phrase(head, Extent::Plain));
        if plain != words && !plain.is_empty() {
            all.push(Source { head: Some(head), features: features(text, cue, head, &plain, way, steps, 1, 0, &subjects), words: plain });
        }
        all.push(Source { head: Some(head), features: features(text, cue, head, &words, way, steps, 0, 0, &subjects), words });
    }
    // A quotation's speaker may stand in the sentence before.
    if around(text, cue.word) != 0 || cue.frame & 0b11 == 0 {
        for back in 1..=2 {
            let Some(before) = sentence_index.checked_sub(back).filter(|&it| text.block(it) == text.block(sentence_index)) else { break };
            for predicate in text.page.clauses.predicates(text.words_of(before)) {
                for head in text.page.clauses.dependents(predicate).filter(|&it| text.label(it) == Deprel::Nsubj && is_head(text, it)) {
                    let words = text.bare(text.page.clauses.phrase(head, Extent::Own));
                    if !words.is_empty() {
                        let features = features(text, cue, head, &words, 3, 9, 0, back, &subjects);
                        all.push(Source { head: Some(head), features, words });
                    }
                }
            }
        }
    }
    all
}

/// The words beside a mark that stands for a cue, up to a comma: the source by rule.
#[must_use]
pub fn beside(text: &Text<'_>, words: Range<usize>) -> Option<Source> {
    let words = text.bare(words);
    let comma = words.clone().find(|&it| text.form[it] == text.form_of_comma() || matches!(text.page.form(it), "(" | "|"));
    let words = words.start..comma.filter(|&it| it > words.start).unwrap_or(words.end);
    let head = words.clone().find(|&it| text.analysis().head(it).is_none_or(|head| !words.contains(&head)))?;
    Some(Source { head: Some(head), words, features: Vec::new() })
}

/// The words beside a mark that stands for a cue, whole and up to a comma.
fn near_words(text: &Text<'_>, cue: &Cue, words: Range<usize>, all: &mut Vec<Source>) {
    let words = text.bare(words);
    let comma = words.clone().find(|&it| text.form[it] == text.form_of_comma());
    for (extent, words) in [(3, words.clone()), (4, words.start..comma.unwrap_or(words.start))] {
        let head = words.clone().find(|&it| text.analysis().head(it).is_none_or(|head| !words.contains(&head)));
        if let Some(head) = head {
            all.push(Source { head: Some(head), features: features(text, cue, head, &words, 4, 1, extent, 0, &[]), words });
        }
    }
}

fn none_features(text: &Text<'_>, cue: &Cue) -> Vec<u64> {
    let mut out = Features::new(0x50);
    let label = text.label(cue.word) as u64;
    let xpos = text.analysis().tags[cue.word].xpos as u64;
    out.say([1]);
    out.say([text.lemma[cue.word]]);
    out.say([text.lemma[cue.word], cue.frame & 0b100_0000_0011]);
    out.say([cue.class(), cue.frame & 0b1001_0000_0000_0111]);
    out.say([cue.frame & 0b1100_0000_0011]);
    out.say([label, xpos]);
    out.say([cue.class(), label, xpos]);
    out.say([around(text, cue.word)]);
    out.all
}

#[allow(clippy::too_many_arguments, reason = "what a candidate is told apart by")]
fn features(
    text: &Text<'_>,
    cue: &Cue,
    head: usize,
    words: &Range<usize>,
    way: u64,
    steps: usize,
    extent: u64,
    back: usize,
    subjects: &[usize],
) -> Vec<u64> {
    let analysis = text.analysis();
    let mut out = Features::new(0x51);
    let tag = analysis.tags[cue.word];
    let (upos, xpos) = (tag.upos as u64, tag.xpos as u64);
    let kind = text.noun_class(head);
    let is_subject = u64::from(subjects.contains(&head));
    let side = u64::from(head > cue.word);
    let between = if head > cue.word { cue.word + 1..words.start.max(cue.word + 1) } else { words.end.min(cue.word)..cue.word };
    let distance = between.len();
    let marks = between.clone().filter(|&it| text.is_mark(it)).count();
    let verbs = between.clone().filter(|&it| text.upos(it) == Upos::Verb).count();
    let nouns = between.clone().filter(|&it| matches!(text.upos(it), Upos::Noun | Upos::Propn | Upos::Pron)).count();
    let quoted = u64::from(text.zone(head).is_some())
        | u64::from(text.zone(cue.word).is_some()) << 1
        | u64::from(text.zone(head) == text.zone(cue.word)) << 2;
    let label = text.label(head) as u64;
    let preposition = text.page.clauses.dependents(head).find(|&it| text.label(it) == Deprel::Case).map_or(0, |it| text.lemma[it]);
    let form = text.form[head];
    let xpos_head = analysis.tags[head].xpos;
    let relative = u64::from(matches!(xpos_head, Xpos::Wp | Xpos::Wdt));
    let back = back as u64;
    out.say([way, extent]);
    out.say([way, upos, cue.class()]);
    out.say([way, text.lemma[cue.word]]);
    out.say([way, xpos, cue.frame & 0b1100_0000_0011]);
    out.say([way, kind]);
    out.say([way, kind, cue.class()]);
    out.say([is_subject, side, extent, relative]);
    out.say([is_subject, kind, side]);
    out.say([is_subject, upos, cue.frame & 0b1100_0000_0011]);
    out.say([side, bucket(distance), upos]);
    out.say([side, marks as u64, bucket(distance)]);
    out.say([side, verbs.min(3) as u64, nouns.min(3) as u64]);
    out.say([nouns.min(3) as u64, marks.min(3) as u64, kind]);
    out.say([quoted, kind]);
    out.say([quoted, is_subject]);
    out.say([form]);
    out.say([form, cue.class()]);
    out.say([label, kind]);
    out.say([label, side, upos, cue.class()]);
    out.say([preposition, upos, side]);
    out.say([preposition, cue.class(), label]);
    out.say([preposition, text.lemma[cue.word]]);
    out.say([extent, bucket(words.len())]);
    out.say([extent, words.start.checked_sub(1).map_or(0, |it| text.form[it])]);
    out.say([extent, text.form.get(words.end).copied().unwrap_or(0)]);
    out.say([extent, analysis.tags[words.start].xpos as u64, analysis.tags[words.end - 1].xpos as u64]);
    out.say([bucket(steps), side, is_subject]);
    out.say([back, around(text, cue.word), kind]);
    out.say([back, cue.class()]);
    out.say([distance as u64, text.lemma[cue.word]]);
    out.all
}
