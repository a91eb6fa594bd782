//! Quotations beyond the sentence of a cue: those that go on over paragraphs, and those that stand alone.

use std::ops::Range;

use dateline_lang::clause::Extent;
use dateline_lang::labels::Deprel;

use super::draft::{Draft, Nearby, first_zone, last_zone};
use super::text::Text;
use crate::evidence::Score;

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
    for zone in 0..zones.len() {
        let words = text.bare(text.words_in(zone));
        let outer = |draft: &Draft| draft.cue.is_none_or(|cue| text.zone(cue) != Some(zone));
        let is_taken = || nearby.of(text, &words).any(|it| outer(&drafts[it]) && words.clone().any(|word| drafts[it].holds(word)));
        if words.len() < 3 || is_taken() {
            continue;
        }
        let sentence = text.words_of(text.sentence(words.start));
        // It fills its sentences: nothing but marks stands beside it.
        let last = text.words_of(text.sentence(words.end - 1));
        let fills = (sentence.start..words.start).chain(words.end..last.end).all(|it| text.is_mark(it) || text.zone(it).is_some());
        if !fills {
            continue;
        }
        let block = text.block_start(words.start);
        let leader = leaders[..leaders.partition_point(|it| it.0 <= words.start)].last();
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
