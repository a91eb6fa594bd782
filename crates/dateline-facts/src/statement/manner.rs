//! How, to whom and when something was said: what stands in the reporting clause beside the cue.

use std::ops::Range;

use dateline_lang::labels::{Deprel, Upos};

use super::assemble::{Draft, bearer};
use super::text::Text;
use super::words::StatementWords;
use super::{Channel, Said, Statement};
use crate::time::{Time, TimeKind};
use crate::who::Entity;

/// Fills channel, addressees and time of a statement.
pub fn fill(text: &Text<'_>, words: &StatementWords, entities: &[Entity], times: &[Time], draft: &Draft, statement: &mut Statement) {
    let Some(cue) = draft.cue else { return };
    let clause = clause(text, draft, cue);
    addressees(text, words, entities, draft, cue, statement);
    channel(text, words, draft, cue, &clause, statement);
    said(text, times, draft, cue, &clause, statement);
    let lemma = text.analysis().lemma(cue);
    if words.denials.has(lemma) && !text.page.clauses.is_negated(cue) {
        statement.denied = true;
        let span = text.page.analysis.span(cue);
        statement.evidence.words("denied", [span]);
    }
}

/// The words of the sentence that belong to the reporting clause: neither content nor quotation, and no clause of their own beside it.
fn clause(text: &Text<'_>, draft: &Draft, cue: usize) -> Vec<usize> {
    let sentence = text.words_of(text.sentence(cue));
    let own_zone = text.zone(cue);
    sentence
        .filter(|&word| !draft.holds(word) && text.zone(word) == own_zone && !text.is_mark(word))
        .filter(|&word| word == cue || reaches(text, word, cue, draft))
        .collect()
}

/// Whether a word hangs on the cue, or on what the cue hangs on, without a clause between.
fn reaches(text: &Text<'_>, word: usize, cue: usize, draft: &Draft) -> bool {
    let analysis = text.analysis();
    let mut at = word;
    for _ in 0..12 {
        if at == cue {
            return true;
        }
        // What another predicate than the cue governs is not the cue's.
        let label = text.label(at);
        let Some(head) = analysis.head(at) else { break };
        if matches!(label, Deprel::AclRelcl | Deprel::Acl | Deprel::Ccomp | Deprel::Advcl | Deprel::Conj) && head != cue && at != word {
            return false;
        }
        if head == cue {
            return !matches!(label, Deprel::Ccomp | Deprel::Parataxis) || draft.pieces.is_empty();
        }
        if draft.holds(head) {
            // A modifier of the reporting clause that the parser hung on what is said.
            return matches!(label, Deprel::Obl | Deprel::OblUnmarked | Deprel::Advmod | Deprel::Nmod)
                && word.abs_diff(cue) <= 12
                && outside(text, word, cue, draft);
        }
        at = head;
    }
    // `Asked by phone, he said`, `In a post on X, he wrote`: the cue hangs on the word, or both on a third.
    outside(text, word, cue, draft) && word.abs_diff(cue) <= 15
}

/// Whether no content stands between a word and the cue.
fn outside(text: &Text<'_>, word: usize, cue: usize, draft: &Draft) -> bool {
    let _ = text;
    let between = word.min(cue) + 1..word.max(cue);
    !between.clone().any(|it| draft.holds(it))
}

fn preposition(text: &Text<'_>, noun: usize) -> Option<usize> {
    text.page.clauses.dependents(noun).find(|&it| text.label(it) == Deprel::Case && it < noun)
}

fn channel(text: &Text<'_>, words: &StatementWords, draft: &Draft, cue: usize, clause: &[usize], statement: &mut Statement) {
    let analysis = text.analysis();
    let in_source = |word: usize| draft.source.as_ref().is_some_and(|(_, source)| source.contains(&word));
    let mut found: Option<Channel> = None;
    let mut platform: Option<Range<usize>> = None;
    for &word in clause {
        let upos = text.upos(word);
        if in_source(word) && draft.source.as_ref().is_some_and(|(head, _)| *head != word || upos == Upos::Propn) {
            continue;
        }
        let before = preposition(text, word).map(|it| analysis.lemma(it));
        let has_preposition = before.is_some_and(|it| words.channel_prepositions.has(it));
        if upos == Upos::Propn || words.is_platform(text, word, word) {
            let last = if word + 1 < analysis.len() && text.label(word + 1) == Deprel::Flat { word + 1 } else { word };
            let names = words.is_platform(text, word, last) || words.is_platform(text, word, word);
            if names && matches!(before, Some("on" | "via" | "to" | "through" | "over")) && platform.is_none() {
                platform = Some(word..if words.is_platform(text, word, last) { last + 1 } else { word + 1 });
            }
        }
        if found.is_some() || !matches!(upos, Upos::Noun | Upos::Propn | Upos::Verb) {
            continue;
        }
        let Some((kind, first)) = words.channel(text, word) else { continue };
        // The source itself may be a paper or a ruling; everything else needs a preposition.
        let is_source = draft.source.as_ref().is_some_and(|(head, _)| *head == word);
        let counts = if is_source { matches!(kind, "report" | "court" | "letter" | "other" | "social_media") } else { has_preposition };
        if counts && text.label(word) != Deprel::Compound {
            found = Some(Channel { kind, platform: None, span: text.page.span(&(first..word + 1)) });
        }
    }
    let verb = words.channel_verb(analysis.lemma(cue)).map(|kind| Channel { kind, platform: None, span: analysis.span(cue) });
    if let Some(platform) = platform {
        let span = text.page.span(&platform);
        let name = Some(span.of(text.page.text()).to_owned());
        let mut channel = found.filter(|it| it.kind != "speech" && it.kind != "report").unwrap_or(Channel { kind: "social_media", platform: None, span });
        if matches!(channel.kind, "other" | "letter" | "interview") && channel.kind != "interview" {
            channel.kind = "social_media";
        }
        channel.platform = name;
        found = Some(channel);
    }
    if let Some(channel) = found.or(verb) {
        let mut spans = vec![channel.span];
        if channel.platform.is_some() && channel.kind == "social_media" {
            spans.push(channel.span);
        }
        statement.evidence.words("channel", spans);
        statement.channel = Some(channel);
    }
}

fn addressees(text: &Text<'_>, words: &StatementWords, entities: &[Entity], draft: &Draft, cue: usize, statement: &mut Statement) {
    let clauses = text.page.clauses;
    let lemma = text.analysis().lemma(cue);
    let mut heads: Vec<usize> = Vec::new();
    if clauses.is_passive(cue) {
        // `Residents were told to leave`.
        if words.object_addressees.has(lemma) && draft.source.as_ref().is_none_or(|(head, _)| !clauses.subjects(cue).contains(head)) {
            heads.extend(clauses.subjects(cue));
        }
    } else {
        for it in clauses.dependents(cue) {
            match text.label(it) {
                Deprel::Iobj => heads.push(it),
                Deprel::Obj if words.object_addressees.has(lemma) => heads.push(it),
                Deprel::Obl | Deprel::Nmod => {
                    let Some(before) = preposition(text, it) else { continue };
                    let before = text.analysis().lemma(before);
                    let fits = match before {
                        "to" | "before" => words.to_addressees.has(lemma),
                        "with" => words.with_addressees.has(lemma),
                        "on" | "upon" => lemma == "call",
                        _ => false,
                    };
                    if fits {
                        heads.push(it);
                    }
                }
                _ => {}
            }
        }
    }
    let mut spans = Vec::new();
    for head in heads {
        for member in clauses.conjuncts(head) {
            let phrase = text.bare(clauses.phrase(member, dateline_lang::clause::Extent::Own));
            if phrase.is_empty() || text.zone(member) != text.zone(cue) {
                continue;
            }
            if let Some((index, span, _)) = bearer(text, entities, member, &phrase)
                && Some(index) != statement.speaker
                && !statement.addressees.contains(&index)
            {
                statement.addressees.push(index);
                spans.push(span);
            }
        }
    }
    if !spans.is_empty() {
        statement.evidence.words("addressees", spans);
    }
}

fn said(text: &Text<'_>, times: &[Time], draft: &Draft, cue: usize, clause: &[usize], statement: &mut Statement) {
    let sentence = text.page.span(&text.words_of(text.sentence(cue)));
    let first = times.partition_point(|time| time.span.start() < sentence.start());
    let near = times[first..].iter().take_while(|time| time.span.start() < sentence.end());
    let fits = near.filter(|time| matches!(time.kind, TimeKind::Date | TimeKind::Time)).filter_map(|time| {
        let value = time.value.clone()?;
        let is_inside = time.words.clone().any(|word| draft.holds(word) || text.zone(word) != text.zone(cue));
        let in_source = draft.source.as_ref().is_some_and(|(_, source)| time.words.clone().any(|word| source.contains(&word)));
        let belongs = time.words.clone().any(|word| clause.contains(&word));
        // `said the attack on Monday …` is content; `a report of 2019` is none of the saying.
        (!is_inside && !in_source && belongs && !value.starts_with('P') && !value.contains("REF")).then(|| (time, value))
    });
    let nearest = fits.min_by_key(|(time, _)| time.words.start.abs_diff(cue));
    if let Some((time, value)) = nearest {
        statement.evidence.words("said", [time.span]);
        statement.said = Some(Said { value, basis: time.basis, span: time.span });
    }
}
