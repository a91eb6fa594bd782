//! Statements out of attributions: what goes on over sentences and paragraphs, quotations without a cue, the spans of the contract, who is meant.

use std::ops::Range;

use dateline_lang::clause::Extent;
use dateline_lang::labels::{Deprel, Xpos};
use dateline_text::ByteSpan;

use super::attribution::{self, Attribution};
use super::cue::CueWord;
use super::text::Text;
use super::{Mode, Statement, StatementKind};
use crate::evidence::{Evidence, Score};
use crate::who::Entity;

/// A statement before its fields are found.
#[derive(Debug, Clone)]
pub struct Draft {
    /// The head of its cue.
    pub cue: Option<usize>,
    /// The words of its cue.
    pub cue_words: Range<usize>,
    /// What the cue is in the list.
    pub known: Option<CueWord>,
    /// The head of the source, and its words.
    pub source: Option<(usize, Range<usize>)>,
    /// Its content, in order.
    pub pieces: Vec<Range<usize>>,
    /// How sure it is.
    pub score: Score,
    /// What made it.
    pub rule: &'static str,
}

impl Draft {
    /// Whether a word is in its content.
    #[must_use]
    pub fn holds(&self, word: usize) -> bool {
        self.pieces.iter().any(|piece| piece.contains(&word))
    }
}

/// The drafts of a page: attributions, each with the quotations that go on after it, then quotations that have no cue of their own.
#[must_use]
pub fn drafts(text: &Text<'_>, attributions: &[Attribution], score: impl Fn(&Attribution) -> Score) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = attributions
        .iter()
        .map(|it| Draft {
            cue: Some(it.cue.word),
            cue_words: attribution::expression(text, it),
            known: it.cue.known,
            source: it.source.head.map(|head| (head, it.source.words.clone())),
            pieces: it.content.pieces.clone(),
            score: score(it),
            rule: "model:attribution",
        })
        .collect();
    distinct(&mut drafts);
    go_on(text, &mut drafts);
    alone(text, &mut drafts);
    drafts
}

/// Of two that attribute the same words by cues of which neither stands in them, the surer one stays.
fn distinct(drafts: &mut Vec<Draft>) {
    let mut at = 0;
    while at < drafts.len() {
        let twin = (0..drafts.len()).find(|&it| it != at && drafts[it].pieces == drafts[at].pieces && drafts[it].score >= drafts[at].score);
        match twin {
            Some(twin) if drafts[twin].score > drafts[at].score || twin < at => _ = drafts.remove(at),
            _ => at += 1,
        }
    }
}

/// Adds to a statement the paragraphs over which its quotation goes on, and those before it that were left open.
fn go_on(text: &Text<'_>, drafts: &mut [Draft]) {
    let zones = text.quotations.all();
    let mut taken: Vec<bool> =
        (0..zones.len()).map(|zone| text.words_in(zone).any(|word| drafts.iter().any(|draft| draft.holds(word)))).collect();
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

fn last_zone(text: &Text<'_>, draft: &Draft) -> Option<usize> {
    let cue = draft.cue?;
    draft.pieces.last().and_then(|piece| text.zone(piece.end - 1)).filter(|&it| text.zone(cue) != Some(it))
}

fn first_zone(text: &Text<'_>, draft: &Draft) -> Option<usize> {
    let cue = draft.cue?;
    draft.pieces.first().and_then(|piece| text.zone(piece.start)).filter(|&it| text.zone(cue) != Some(it))
}

/// Quotations of whole sentences that no statement holds: the speaker is that of the statement before them.
fn alone(text: &Text<'_>, drafts: &mut Vec<Draft>) {
    let zones = text.quotations.all();
    let mut found: Vec<Draft> = Vec::new();
    for zone in 0..zones.len() {
        let words = text.bare(text.words_in(zone));
        if words.len() < 3 || drafts.iter().chain(&found).any(|draft| words.clone().any(|word| draft.holds(word))) {
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
        let before = drafts.iter().chain(&found).filter(|draft| draft.source.is_some()).filter(|draft| {
            draft.pieces.last().is_some_and(|piece| piece.end <= words.start)
                && draft.cue.is_none_or(|cue| cue < words.start && text.zone(cue).is_none())
        });
        let before = before.max_by_key(|draft| draft.pieces.last().map_or(0, |piece| piece.end).max(draft.cue.unwrap_or(0)));
        let Some(before) = before else { continue };
        let end = before.pieces.last().map_or(0, |piece| piece.end);
        // In the paragraph of the statement, or in one of its own right after it.
        let near = end.max(before.cue.unwrap_or(0)) >= block
            || (text.block_end(end - 1) == block && (block..text.block_end(words.start)).all(|it| text.zone(it).is_some() || text.is_mark(it)));
        if !near {
            continue;
        }
        found.push(Draft {
            cue: None,
            cue_words: words.start..words.start,
            known: None,
            source: before.source.clone(),
            pieces: vec![words],
            score: Score::hundredths(75),
            rule: "free-direct",
        });
    }
    drafts.extend(found);
}

/// Where the content of a draft stands in the text: quotations with their last mark of the sentence, without quotation marks at their ends.
#[must_use]
pub fn spans(text: &Text<'_>, pieces: &[Range<usize>]) -> Vec<ByteSpan> {
    let mut all: Vec<ByteSpan> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let words = text.page.span(piece);
        let (mut start, mut end) = (words.start(), words.end());
        if let Some(zone) = text.zone(piece.start) {
            let quotation = text.quotations.all()[zone];
            if text.bare(text.words_in(zone)).start == piece.start {
                start = quotation.inside.start();
            }
        }
        if let Some(zone) = text.zone(piece.end - 1) {
            let quotation = text.quotations.all()[zone];
            if text.bare(text.words_in(zone)).end == piece.end {
                end = quotation.inside.end();
            }
        }
        let (start, end) = (start, closed(text.page.text(), start, end.max(start)));
        match all.last_mut() {
            // Two sentences of one quotation are one piece.
            Some(last) if last.end() <= start && text.quotations.at(last.start()).is_some_and(|it| {
                text.quotations.all()[it].inside.end() >= end && text.page.text()[last.end()..start].chars().all(|c| !c.is_alphanumeric())
            }) =>
            {
                *last = last.hull(ByteSpan::new(start, end));
            }
            _ => all.push(ByteSpan::new(start, end)),
        }
    }
    all
}

/// The end of a piece with the bracket that closes one opened in it.
fn closed(text: &str, start: usize, end: usize) -> usize {
    let words = &text[start..end];
    for (open, close) in [('(', ')'), ('[', ']')] {
        if words.matches(open).count() > words.matches(close).count() && text[end..].starts_with(close) {
            return end + close.len_utf8();
        }
    }
    end
}

/// The parts of content that stand between quotation marks.
fn quotes(text: &Text<'_>, content: &[ByteSpan]) -> Vec<ByteSpan> {
    let mut all = Vec::new();
    for span in content {
        for zone in text.quotations.within(*span) {
            let inside = text.quotations.all()[zone].inside;
            let (start, end) = (inside.start().max(span.start()), inside.end().min(span.end()));
            if start < end {
                all.push(ByteSpan::new(start, end));
            }
        }
    }
    all
}

/// Letters and digits in spans.
fn letters(text: &str, spans: &[ByteSpan]) -> usize {
    spans.iter().map(|span| span.of(text).chars().filter(|c| c.is_alphanumeric()).count()).sum()
}

/// Who a noun phrase means: the entity, and the span and extent of its mention there.
#[must_use]
pub fn bearer(text: &Text<'_>, entities: &[Entity], head: usize, words: &Range<usize>) -> Option<(usize, ByteSpan, ByteSpan)> {
    let clauses = text.page.clauses;
    let mention_at = |word: usize| {
        let index = text.bearer(word)?;
        let mention = entities[index].mentions.iter().find(|it| it.head == word)?;
        Some((index, mention.span, mention.extent))
    };
    // A group has the head of its first member: the mention that is as wide as the phrase is meant.
    let whole = text.page.span(words);
    if clauses.dependents(head).any(|it| text.label(it) == Deprel::Conj && words.contains(&it)) {
        let group = entities.iter().enumerate().find_map(|(index, entity)| {
            let mention = entity.mentions.iter().find(|it| it.span == whole || it.extent == whole)?;
            Some((index, mention.span, mention.extent))
        });
        if group.is_some() {
            return group;
        }
    }
    if let Some(found) = mention_at(head) {
        return Some(found);
    }
    // `who`, `which`: what the relative clause is about.
    if matches!(text.analysis().tags[head].xpos, Xpos::Wp | Xpos::Wdt) {
        let antecedent = clauses.antecedent(head);
        if antecedent != head
            && let Some(found) = mention_at(antecedent)
        {
            return Some(found);
        }
    }
    // The office before a name, the name before an apposition.
    let near = clauses.dependents(head).filter(|&it| matches!(text.label(it), Deprel::Flat | Deprel::Appos | Deprel::Compound | Deprel::NmodDesc));
    near.filter(|it| words.contains(it)).find_map(mention_at).or_else(|| {
        let wide = entities.iter().enumerate().find_map(|(index, entity)| {
            let mention = entity.mentions.iter().find(|it| it.extent.start() <= whole.start() && it.extent.end() >= whole.end() && words.contains(&it.head))?;
            Some((index, mention.span, mention.extent))
        });
        wide.or_else(|| words.clone().rev().find_map(|it| mention_at(it).filter(|_| text.analysis().head(it) == Some(head))))
    })
}

/// The statement of a draft, with all that can be told without looking beyond it.
#[must_use]
pub fn statement(text: &Text<'_>, entities: &[Entity], draft: &Draft) -> Option<Statement> {
    let content = spans(text, &draft.pieces);
    let page = text.page;
    if content.is_empty() || content.iter().any(|span| span.start() >= span.end()) {
        return None;
    }
    let quotes = quotes(text, &content);
    let (all, quoted) = (letters(page.text(), &content), letters(page.text(), &quotes));
    let mode = if quoted * 50 <= all {
        Mode::Indirect
    } else if quoted * 20 >= all * 19 {
        Mode::Direct
    } else {
        Mode::Mixed
    };
    let mut evidence = Evidence::default();
    let cue = (!draft.cue_words.is_empty()).then(|| page.span(&draft.cue_words));
    let named = draft.source.as_ref().map(|(head, words)| {
        let whole = page.span(words);
        match bearer(text, entities, *head, words) {
            Some((index, span, extent)) if whole.start() < extent.end() && extent.start() < whole.end() => (Some(index), span, extent.hull(span)),
            Some((index, ..)) => (Some(index), whole, whole),
            None => {
                let plain = text.bare(page.clauses.phrase(*head, Extent::Plain));
                let span = if plain.is_empty() || plain.start < words.start || plain.end > words.end { whole } else { page.span(&plain) };
                (None, span, whole)
            }
        }
    });
    let kind = draft.known.map_or(StatementKind::Speech, |known| known.kind);
    evidence.words("content", content.iter().copied());
    evidence.words("mode", if quotes.is_empty() { content.clone() } else { quotes.clone() });
    match cue {
        Some(cue) => {
            evidence.words("cue", [cue]);
            evidence.words("kind", [cue]);
        }
        None => evidence.words("kind", quotes.iter().copied()),
    }
    if !quotes.is_empty() {
        evidence.words("quotes", quotes.iter().copied());
    }
    if let Some((index, span, extent)) = named {
        evidence.words("speaker_span", [span]);
        evidence.words("speaker_extent", [extent]);
        if index.is_some() {
            evidence.words("speaker", [span]);
        }
    }
    Some(Statement {
        kind,
        speaker: named.and_then(|it| it.0),
        speaker_span: named.map(|it| it.1),
        speaker_extent: named.map(|it| it.2),
        cue,
        cue_head: draft.cue,
        content,
        quotes,
        mode,
        channel: None,
        addressees: Vec::new(),
        said: None,
        withheld: None,
        same_as: None,
        denied: false,
        evidence,
        score: draft.score,
        rule: draft.rule,
    })
}
