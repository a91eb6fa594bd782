//! Quotations beyond the sentence of a cue: those that go on over paragraphs, and those that stand alone.

use std::ops::Range;

use dateline_lang::clause::Extent;
use dateline_lang::labels::{Deprel, Upos, Xpos};
use dateline_text::BlockKind;

use super::StatementKind;
use super::cue::{CueWord, Cues};
use super::draft::{Draft, Nearby, first_zone, is_nominal, last_zone, top};
use super::text::Text;
use crate::evidence::Score;
use crate::who::{EntityKind, Form};

/// A quotation that nobody has, with a subject and its verb right after it, or a word of saying and its subject: `“…,” [he protested]`,
/// `“…” [joked Ana Ruiz]`. The comma, or what asks or calls out, tells that the sentence goes on with whoever spoke.
pub(super) fn beside(text: &Text<'_>, cues: &Cues, drafts: &mut Vec<Draft>) {
    let zones = text.quotations.all();
    let nearby = Nearby::new(text, drafts);
    let mut found = Vec::new();
    for (zone, quotation) in zones.iter().enumerate() {
        let words = text.bare(text.words_in(zone));
        let outer = |draft: &Draft| draft.cue.is_none_or(|cue| text.zone(cue) != Some(zone));
        if words.is_empty() {
            continue;
        }
        let holder = nearby.of(text, &words).find(|&it| outer(&drafts[it]) && words.clone().any(|word| drafts[it].holds(word)));
        let sentence = text.words_of(text.sentence(words.end - 1));
        if holder.is_none()
            && let Some(draft) = led_to(text, cues, drafts, &words)
        {
            found.push(draft);
            continue;
        }
        if !quotation.is_closed {
            continue;
        }
        let goes_on = quotation.inside.of(text.page.text()).ends_with([',', '?', '!', '—', '…']);
        let Some(first) = (words.end..sentence.end).find(|&it| !text.is_mark(it)).filter(|&it| goes_on && text.zone(it).is_none()) else {
            continue;
        };
        let Some((cue, source)) = tag_of(text, cues, first, sentence.end) else { continue };
        if let Some(holder) = holder {
            // A verb that seldom reports does so here: `“…,” she went on.`
            if drafts[holder].cue == Some(cue) && drafts[holder].pieces.last().is_some_and(|it| it.end == words.end) {
                drafts[holder].score = drafts[holder].score.max(Score::hundredths(TAGGED));
            }
            continue;
        }
        if let Some(draft) = drafts.iter_mut().find(|it| it.cue == Some(cue)) {
            // `“I do now,” he said, turning to the map`: the words are those quoted before.
            if draft.pieces.iter().all(|piece| piece.start > cue && piece.clone().all(|it| text.zone(it).is_none())) {
                draft.pieces = vec![words];
            }
            continue;
        }
        let person = source.clone().find(|&it| text.kind[it] == 1 + EntityKind::Person as u8 * 5 + Form::Name as u8);
        let Some(head) = person.or_else(|| top(text, &source)) else { continue };
        found.push(Draft {
            cue: Some(cue),
            cue_words: cue..cue + 1,
            known: Some(cues.of(text, cue).filter(|it| it.kind == StatementKind::Speech).unwrap_or(CueWord::SAYING)),
            source: Some((head, source)),
            speaker: None,
            pieces: vec![words],
            strength: 2000,
            score: Score::hundredths(TAGGED),
            rule: "reporting-phrase",
        });
    }
    if !found.is_empty() {
        drafts.append(&mut found);
        drafts.sort_by_key(|draft| draft.cue);
    }
}

/// A quotation to the end of its sentence after a word of saying that reports nothing else: `… summed it up, [warning the council], “…”`
fn led_to(text: &Text<'_>, cues: &Cues, drafts: &[Draft], words: &Range<usize>) -> Option<Draft> {
    let sentence = text.words_of(text.sentence(words.start));
    let mark =
        (sentence.start..words.start).rev().find(|&it| text.zone(it).is_none() && !matches!(text.page.form(it), "“" | "\"" | "‘" | "'"))?;
    let ends = (words.end..sentence.end).all(|it| text.is_mark(it));
    if !ends || words.len() < 3 || !matches!(text.page.form(mark), "," | ":") {
        return None;
    }
    let near = sentence.start.max(mark.saturating_sub(LONGEST_LEAD))..mark;
    let start = near.clone().rev().find(|&it| text.is_mark(it) || text.zone(it).is_some()).map_or(near.start, |it| it + 1);
    let says = |it: &usize| text.upos(*it) == Upos::Verb && cues.of(text, *it).is_some_and(|it| it.kind == StatementKind::Speech);
    // `the mayor was asked, “…?”`: whoever is asked does not speak.
    let done = |it: usize| text.page.clauses.dependents(it).any(|it| matches!(text.label(it), Deprel::AuxPass | Deprel::NsubjPass));
    let cue = (start..mark).rev().find(says).filter(|&it| !done(it))?;
    // `She said it would close, warning: “…”`: whoever the verb above has.
    let above = || text.analysis().head(cue).filter(|_| text.analysis().tags[cue].xpos == Xpos::Vbg && text.label(cue) == Deprel::Advcl);
    let subjects = text.page.clauses.subjects(cue);
    let subject = subjects.first().copied().or_else(|| text.page.clauses.subjects(above()?).first().copied());
    let subject = subject.filter(|&it| it < cue && text.zone(it).is_none())?;
    let phrase = text.page.clauses.phrase(subject, Extent::Own);
    let source = text.bare(phrase.start..phrase.end.min(cue));
    let is_new = source.contains(&subject) && drafts.iter().all(|it| it.cue != Some(cue));
    is_new.then(|| Draft {
        cue: Some(cue),
        cue_words: cue..cue + 1,
        known: cues.of(text, cue),
        source: Some((subject, source)),
        speaker: None,
        pieces: vec![words.clone()],
        strength: 2000,
        score: Score::hundredths(TAGGED),
        rule: "reporting-phrase",
    })
}

/// Between a word of saying and the quotation that it leads to stand at most so many words.
const LONGEST_LEAD: usize = 8;

/// The verb and the subject of a clause that follows a quotation, up to a mark; `“…,” [Ida Holm], a baker in Elm, [shared]` between commas.
fn tag_of(text: &Text<'_>, cues: &Cues, first: usize, end: usize) -> Option<(usize, Range<usize>)> {
    let stop = |start: usize| (start..end.min(start + LONGEST_TAG)).find(|&it| text.is_mark(it) || text.zone(it).is_some());
    let is_subject = |words: &Range<usize>| {
        !words.is_empty()
            && is_nominal(text, words)
            && !matches!(text.upos(words.start), Upos::Adp | Upos::Sconj | Upos::Cconj | Upos::Adv)
            && !matches!(text.analysis().tags[words.start].xpos, Xpos::Wp | Xpos::Wdt | Xpos::WpPoss | Xpos::Wrb | Xpos::Ex)
    };
    let tag = first..stop(first).unwrap_or(end.min(first + LONGEST_TAG));
    let says = |it: usize| cues.of(text, it).is_some_and(|it| it.kind == StatementKind::Speech);
    // Whatever the tagger makes of it: `“…,” the [department] detailed.`
    let told = |it: usize| {
        let form = text.page.form(it).to_lowercase();
        let stem = form.strip_suffix("ed").unwrap_or_default();
        says(it) && text.upos(it) == Upos::Verb && text.analysis().tags[it].xpos != Xpos::Vbg
            || [stem, &*format!("{stem}e")].iter().any(|it| cues.verb(it).is_some_and(|it| it.kind == StatementKind::Speech))
    };
    if told(tag.start) && text.analysis().tags[tag.start].xpos != Xpos::Vb {
        let begins = |it: usize| matches!(text.upos(it), Upos::Adp | Upos::Adv | Upos::Verb | Upos::Sconj);
        let end = (tag.start + 1..tag.end).find(|&it| begins(it)).unwrap_or(tag.end);
        let subject = tag.start + 1..end;
        return is_subject(&subject).then_some((tag.start, subject));
    }
    let comma = |it: usize| text.form[it] == text.form_of_comma();
    if tag.end < end && comma(tag.end) && is_subject(&tag) {
        let close = stop(tag.end + 1).filter(|&it| comma(it) && it + 1 < end && told(it + 1))?;
        let described = !(tag.end + 1..close).any(|it| text.analysis().tags[it].xpos.is_finite());
        // `his brother, Ivo Holm, wrote`
        let name = (tag.end + 1..close).any(|it| text.kind[it] == 1 + EntityKind::Person as u8 * 5 + Form::Name as u8);
        return described.then_some((close + 1, if name { tag.start..close } else { tag }));
    }
    let finite = |it: usize| matches!(text.analysis().tags[it].xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp);
    let verb = tag.clone().find(|&it| finite(it)).or_else(|| (tag.start + 1..tag.end).find(|&it| told(it)))?;
    let subject = tag.start..verb;
    // `he went on.`: of other verbs only those with nothing beside them.
    let is_bare = (verb + 1..tag.end).all(|it| matches!(text.upos(it), Upos::Adv | Upos::Adp)) && tag.end - verb <= 3;
    let speaks = subject.clone().any(|it| (1..=10).contains(&text.kind[it]) || text.upos(it) == Upos::Pron);
    (is_subject(&subject) && (told(verb) || text.upos(verb) == Upos::Verb && is_bare && speaks)).then_some((verb, subject))
}

/// How sure a quotation is with a clause that names who spoke, in hundredths.
const TAGGED: u8 = 80;
/// A clause after a quotation that names who spoke has at most so many words before its verb and its subject end.
const LONGEST_TAG: usize = 14;

/// Adds to a statement the paragraphs over which its quotation goes on, and those before it that were left open.
pub(super) fn go_on(text: &Text<'_>, drafts: &mut [Draft]) {
    let zones = text.quotations.all();
    let nearby = Nearby::new(text, drafts);
    let mut taken: Vec<bool> = (0..zones.len())
        .map(|zone| {
            // A statement inside of the quotation does not take it.
            let outer = |draft: &Draft| draft.cue.is_none_or(|cue| text.zone(cue) != Some(zone));
            let words = text.words_in(zone);
            nearby.of(text, &words).any(|it| outer(&drafts[it]) && words.clone().any(|word| drafts[it].holds(word)))
        })
        .collect();
    // Whether a quotation stands in no sentence with a cue.
    let is_free = |zone: usize, taken: &[bool]| !taken[zone] && !text.words_in(zone).is_empty();
    let order: Vec<usize> = (0..drafts.len()).collect();
    for at in order {
        let Some(mut last) = last_zone(text, &drafts[at]) else { continue };
        loop {
            let next = last + 1;
            if next >= zones.len() || !is_free(next, &taken) || zones[next].block == zones[last].block {
                break;
            }
            let words = text.words_in(next);
            let block = text.block_start(words.start)..text.block_end(words.start);
            let begins = text.bare(block.clone()).start == text.bare(words.clone()).start;
            // Nothing but blocks that are not kept may stand between.
            let ends_block = text.bare(text.block_start(text.words_in(last).start)..text.block_end(text.words_in(last).start)).end
                == text.bare(text.words_in(last)).end;
            let follows = text.block_end(text.words_in(last).start) == block.start;
            let alone = block.clone().all(|it| text.zone(it).is_some() || text.is_mark(it));
            let open = !zones[last].is_closed && ends_block;
            if !(follows && begins && (open || alone)) {
                break;
            }
            for zone in text.quotations_of(&block) {
                if (zone == next || alone) && is_free(zone, &taken) {
                    taken[zone] = true;
                    drafts[at].pieces.push(text.bare(text.words_in(zone)));
                    last = zone;
                }
            }
        }
        // What an earlier paragraph left open.
        if let Some(mut first) = first_zone(text, &drafts[at]) {
            while let Some(before) = first.checked_sub(1).filter(|&it| is_free(it, &taken) && !zones[it].is_closed) {
                let words = text.words_in(before);
                let here = text.words_in(first);
                if text.block_end(words.start) != text.block_start(here.start) || text.block_start(here.start) + 1 < here.start {
                    break;
                }
                taken[before] = true;
                drafts[at].pieces.insert(0, text.bare(words));
                first = before;
            }
        }
        drafts[at].pieces.retain(|piece| !piece.is_empty());
    }
}

/// Quotations of whole sentences that no statement holds: the speaker is that of the statement before them.
pub(super) fn alone(text: &Text<'_>, drafts: &mut Vec<Draft>) {
    let zones = text.quotations.all();
    let nearby = Nearby::new(text, drafts);
    let end = |draft: &Draft| draft.pieces.last().map_or(0, |piece| piece.end);
    // Those after which somebody may go on, by where they end.
    let mut leaders: Vec<(usize, usize)> = (0..drafts.len())
        .filter(|&at| drafts[at].source.is_some() && drafts[at].cue.is_none_or(|cue| text.zone(cue).is_none()))
        .map(|at| (end(&drafts[at]).max(drafts[at].cue.unwrap_or(0)), at))
        .collect();
    leaders.sort_unstable();
    let mut found: Vec<Draft> = Vec::new();
    let mut joined: Vec<(usize, Range<usize>)> = Vec::new();
    for (zone, quotation) in zones.iter().enumerate() {
        let words = text.bare(text.words_in(zone));
        let outer = |draft: &Draft| draft.cue.is_none_or(|cue| text.zone(cue) != Some(zone));
        let is_taken = || nearby.of(text, &words).any(|it| outer(&drafts[it]) && words.clone().any(|word| drafts[it].holds(word)));
        // What a crosshead quotes is said again below it.
        let crosshead = text.page.document.blocks.get(quotation.block).is_some_and(|it| it.kind == BlockKind::Crosshead);
        if words.len() < 3 || crosshead || is_taken() {
            continue;
        }
        let sentence = text.words_of(text.sentence(words.start));
        // It fills its sentences: nothing but marks stands beside it.
        let last = text.words_of(text.sentence(words.end - 1));
        // `…,” Berg wrote on X. “We will wait.”`: such a letter ends a sentence, too.
        let stops = (sentence.start..words.start).rev().find(|&it| text.page.form(it).ends_with('.') && text.upos(it) == Upos::Propn);
        let begins = stops.filter(|&it| words.start - it <= 2).map_or(sentence.start, |it| it + 1);
        let fills = (begins..words.start).chain(words.end..last.end).all(|it| text.is_mark(it) || text.zone(it).is_some());
        if !fills {
            continue;
        }
        let block = text.block_start(words.start);
        let leader = leaders[..leaders.partition_point(|it| it.0 <= words.start)].last();
        // `“…,” said Ida Holm. “[We will wait.]”`: what was begun goes on.
        if let Some(&(reach, at)) = leader {
            let last = joined.last().filter(|it| it.0 == at).map_or(reach, |it: &(usize, Range<usize>)| it.1.end);
            let begun =
                drafts[at].cue.is_some_and(|cue| drafts[at].pieces[0].end <= cue && text.zone(drafts[at].pieces[0].start).is_some());
            let ends = last > 0 && text.words_of(text.sentence(last - 1)).end == sentence.start;
            let next = last > block && (ends || begins > sentence.start && last > sentence.start);
            if begun && next {
                joined.push((at, words));
                continue;
            }
        }
        let before = match (leader, found.last()) {
            (Some(&(reach, _)), Some(last)) if end(last) >= reach => Some(last),
            (Some(&(_, at)), _) => Some(&drafts[at]),
            (None, last) => last,
        };
        let leads = leader.map(|&(_, at)| &drafts[at]);
        let Some(before) = before.filter(|draft| text.block_end(draft.pieces.last().map_or(0, |piece| piece.end - 1)) >= block) else {
            found.extend(spoken_after(text, words.clone()).or_else(|| told_on(text, words, leads)));
            continue;
        };
        let end = end(before);
        // In the paragraph of the statement, or in one of its own right after it.
        let near = end.max(before.cue.unwrap_or(0)) >= block
            || (text.block_end(end - 1) == block
                && (block..text.block_end(words.start)).all(|it| text.zone(it).is_some() || text.is_mark(it)));
        if !near {
            found.extend(spoken_after(text, words.clone()).or_else(|| told_on(text, words, leads)));
            continue;
        }
        found.push(Draft {
            cue: None,
            cue_words: words.start..words.start,
            known: None,
            source: None,
            speaker: before.source.clone().or_else(|| before.speaker.clone()),
            pieces: vec![words],
            strength: 0,
            score: Score::hundredths(60),
            rule: "free-direct",
        });
    }
    for (at, words) in joined {
        drafts[at].pieces.push(words);
    }
    drafts.extend(found);
}

/// A quotation after a sentence about somebody: `Coach Ivo Lukić was angry. "We played like tourists."`
fn spoken_after(text: &Text<'_>, words: Range<usize>) -> Option<Draft> {
    let sentence = text.sentence(words.start);
    let before = text.words_of(sentence.checked_sub(1).filter(|&it| text.block(it) == text.block(sentence))?);
    if before.clone().any(|it| text.zone(it).is_some()) {
        return None;
    }
    let root = before.clone().find(|&it| text.label(it) == Deprel::Root)?;
    let subject = text.page.clauses.subjects(root).first().copied()?;
    let phrase = text.bare(text.page.clauses.phrase(subject, Extent::Own));
    // The name of the person may stand after the office.
    let subject = std::iter::once(subject).chain(phrase.clone().rev()).find(|&it| text.kind[it] > 0 && text.kind[it] <= 5)?;
    Some(Draft {
        cue: None,
        cue_words: words.start..words.start,
        known: None,
        source: None,
        speaker: Some((subject, phrase)),
        pieces: vec![words],
        strength: 0,
        score: Score::hundredths(60),
        rule: "free-direct",
    })
}

/// A quotation at the end of a paragraph that tells what somebody went through: it is whose words the page had last, a few paragraphs before.
/// `Both of them froze. "Then the police came."`
fn told_on(text: &Text<'_>, words: Range<usize>, leader: Option<&Draft>) -> Option<Draft> {
    let leader = leader?;
    let speaker = leader.source.clone().or_else(|| leader.speaker.clone())?;
    let last = leader.pieces.last()?.end.max(leader.cue.unwrap_or(0) + 1);
    let sentence = text.sentence(words.start);
    let tells = sentence.checked_sub(1).is_some_and(|it| text.block(it) == text.block(sentence));
    let ends = text.bare(words.end..text.block_end(words.start)).all(|it| text.zone(it).is_some());
    let far = sentence.saturating_sub(text.sentence(last - 1));
    (tells && ends && words.len() >= LEAST_TOLD && far <= FARTHEST_TOLD).then(|| Draft {
        cue: None,
        cue_words: words.start..words.start,
        known: None,
        source: None,
        speaker: Some(speaker),
        pieces: vec![words],
        strength: 0,
        score: Score::hundredths(60),
        rule: "free-direct",
    })
}

/// A quotation that tells on has at least so many words, and stands at most so many sentences after the speaker's last.
const LEAST_TOLD: usize = 6;
const FARTHEST_TOLD: usize = 12;
