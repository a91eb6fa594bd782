//! Statements out of attributions: drafts are made, mended and doubted in turn; then each is a statement with the spans of the contract.

use std::ops::Range;

use dateline_lang::labels::{Deprel, Upos, Xpos};
use dateline_text::ByteSpan;

use super::attribution::{self, Attribution};
use super::cue::Cues;
use super::draft::Draft;
use super::speaker::bearer;
use super::text::Text;
use super::withheld::Found;
use super::words::StatementWords;
use super::{Mode, Statement, StatementKind, WithheldKind, bounded, clausal, doubted, free, last, nominal, sourced, stated, withheld};
use crate::evidence::{Evidence, Score};
use crate::who::Entity;
use dateline_lang::clause::Extent;

/// The drafts of a page: attributions, each with the quotations that go on after it, then quotations that have no cue of their own.
#[must_use]
pub fn drafts(
    text: &Text<'_>,
    cues: &Cues,
    words: &StatementWords,
    entities: &[Entity],
    attributions: &[Attribution],
    held: &[Found],
    score: impl Fn(&Attribution) -> Score,
) -> Vec<Draft> {
    // `The council did not answer, the mayor argued`: what was not said has no content that another one's words could lose against.
    let mut silent = vec![false; text.analysis().len()];
    for found in held.iter().filter(|it| it.kind == WithheldKind::Comment) {
        silent[found.words.clone()].fill(true);
    }
    let mut spoken = vec![false; text.analysis().sentences().len()];
    for it in attributions.iter().filter(|it| !silent[it.cue.word]) {
        spoken[text.sentence(it.cue.word)] = true;
    }
    let is_idle = |it: &&Attribution| silent[it.cue.word] && spoken[text.sentence(it.cue.word)];
    let mut drafts: Vec<Draft> = attributions
        .iter()
        .filter(|it| !is_idle(it))
        .map(|it| Draft {
            cue: Some(it.cue.word),
            cue_words: attribution::expression(text, it),
            known: it.cue.known,
            source: it.source.head.map(|head| (head, it.source.words.clone())),
            speaker: None,
            pieces: it.content.pieces.clone(),
            strength: it.cue_score,
            score: score(it),
            rule: "model:attribution",
        })
        .collect();
    nominal::add(text, cues, words, &mut drafts);
    stated::add(text, cues, words, entities, &mut drafts);
    clausal::add(text, cues, words, &mut drafts);
    sourced::mend(text, words, &mut drafts);
    last::told(text, words, &mut drafts);
    bounded::find(text, words, &mut drafts);
    doubted::distinct(&mut drafts);
    sourced::complete(text, &mut drafts);
    bounded::fill(text, words, &mut drafts);
    concurred(text, words, &mut drafts);
    bounded::end(text, cues, words, held, &mut drafts);
    doubted::unnested(text, words, &mut drafts);
    doubted::doubtful(text, words, &mut drafts);
    free::beside(text, cues, &mut drafts);
    free::go_on(text, &mut drafts);
    free::alone(text, &mut drafts);
    withheld::silences(text, held, &silent, &mut drafts);
    drafts
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
            Some(last)
                if last.end() <= start
                    && text.quotations.at(last.start()).is_some_and(|it| {
                        text.quotations.all()[it].inside.end() >= end
                            && text.page.text()[last.end()..start].chars().all(|c| !c.is_alphanumeric())
                    }) =>
            {
                *last = last.hull(ByteSpan::new(start, end));
            }
            _ => all.push(ByteSpan::new(start, end)),
        }
    }
    all
}

/// Pieces without a leading `that`, `while` or `for` where all the rest is quoted, and without what leads to a quotation: `on X on Saturday: “…”`.
fn told(text: &Text<'_>, pieces: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut pieces = pieces.to_vec();
    for piece in &mut pieces {
        if text.zone(piece.start).is_some() {
            continue;
        }
        let Some(quoted) = piece.clone().find(|&it| text.zone(it).is_some()) else { continue };
        let all = (quoted..piece.end).all(|it| text.zone(it).is_some() || text.is_mark(it));
        let function = matches!(text.upos(piece.start), Upos::Sconj | Upos::Adp | Upos::Cconj)
            && text.analysis().tags[piece.start].xpos != Xpos::To
            || text.page.form(piece.start).eq_ignore_ascii_case("that");
        let leads = function && (piece.start + 1..quoted).all(|it| text.is_mark(it));
        let colon = (piece.start..quoted).any(|it| text.page.form(it) == ":")
            && !(piece.start..quoted).any(|it| text.upos(it) == Upos::Verb || text.upos(it) == Upos::Aux);
        if all && (leads || colon) {
            *piece = text.bare(quoted..piece.end);
        }
    }
    pieces.retain(|piece| !piece.is_empty());
    pieces
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

/// Whether quoted words look like the title of a work: few, each with a capital, and nothing that ends a sentence.
fn is_title(words: &str) -> bool {
    let capital = |word: &str| word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    let count = words.split_whitespace().count();
    (1..=5).contains(&count) && words.split_whitespace().all(capital) && !words.ends_with(['.', ',', '!', '?', '…'])
}

/// A phrase that ends within a bracket, with all of it or without it: `Sen. Ann Lee [(D-Ohio)]`.
fn bracketed(text: &str, extent: ByteSpan, span: ByteSpan) -> ByteSpan {
    let words = extent.of(text);
    let Some(open) = words.rfind('(').filter(|&at| !words[at..].contains(')')) else { return extent };
    let rest = &text[extent.end()..];
    let close = rest.char_indices().take(LONGEST_TAG).find(|it| it.1 == ')').map(|it| extent.end() + it.0 + 1);
    match close {
        Some(end) => ByteSpan::new(extent.start(), end),
        None => ByteSpan::new(extent.start(), (extent.start() + words[..open].trim_end().len()).max(span.end())),
    }
}

/// The rest of a bracket after a name has at most so many characters.
const LONGEST_TAG: usize = 24;

/// A name of somebody who is no entity has at most so many words where it has no parts.
const SHORT_NAME: usize = 4;

/// A phrase without the day or the paper after a comma that its source has not: `Ivo Marić, the mayor[, on Friday]`.
fn undated(text: &str, words: &StatementWords, extent: ByteSpan, source: ByteSpan) -> ByteSpan {
    let more = extent.start() <= source.start() && source.end() < extent.end();
    let rest = if more { &text[source.end()..extent.end()] } else { "" };
    // A day needs no comma.
    let after = rest.strip_prefix(", ").or_else(|| rest.strip_prefix(' ').filter(|it| it.starts_with("on ")));
    let led = after.and_then(|it| it.split_once(' ')).is_some_and(|it| words.forms.adjuncts.has(it.0));
    if led { ByteSpan::new(extent.start(), source.end()) } else { extent }
}

/// The phrase of a source on its side of the cue and of what is said, whatever hangs on it: `[the agent] told the paper`.
fn beside(text: &str, lists: &StatementWords, extent: ByteSpan, span: ByteSpan, cue: ByteSpan) -> ByteSpan {
    let is_edge = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '"' | '“' | '”');
    if span.end() <= cue.start() && cue.start() < extent.end() {
        let words = text[extent.start()..cue.start()].trim_end_matches(is_edge);
        // `Collins, who also opposed it`
        let relative = words.rsplit_once(' ').filter(|it| lists.forms.relatives.has(it.1)).map(|it| it.0);
        let words = relative.unwrap_or(words).trim_end_matches(is_edge);
        ByteSpan::new(extent.start(), (extent.start() + words.len()).max(span.end()))
    } else if cue.end() <= span.start() && extent.start() < cue.end() {
        let words = text[cue.end()..extent.end()].trim_start_matches(is_edge);
        ByteSpan::new((extent.end() - words.len()).min(span.start()), extent.end())
    } else {
        extent
    }
}

/// What is agreed in a clause or a quotation is said: `agreed that it was late`, `“It was late,” she agreed`; to agree to do a thing is to intend it.
fn concurred(text: &Text<'_>, words: &StatementWords, drafts: &mut [Draft]) {
    for draft in drafts {
        let Some(cue) = draft.cue.filter(|&it| words.concurring.has(text.analysis().lemma(it))) else { continue };
        let Some(piece) = draft.pieces.first() else { continue };
        let quoted = text.zone(piece.start).is_some() && text.zone(piece.start) != text.zone(cue);
        let clause = text.page.form(piece.start) == "that" || text.page.clauses.dependents(cue).any(|it| text.label(it) == Deprel::Ccomp);
        if let Some(known) = draft.known.as_mut().filter(|_| quoted || clause) {
            known.kind = StatementKind::Speech;
        }
    }
}

/// Letters and digits in spans.
fn letters(text: &str, spans: &[ByteSpan]) -> usize {
    spans.iter().map(|span| span.of(text).chars().filter(|c| c.is_alphanumeric()).count()).sum()
}

/// The statement of a draft, with all that can be told without looking beyond it.
#[must_use]
pub fn statement(text: &Text<'_>, lists: &StatementWords, entities: &[Entity], draft: &Draft) -> Option<Statement> {
    let content = spans(text, &told(text, &draft.pieces));
    let page = text.page;
    if content.is_empty() || content.iter().any(|span| span.start() >= span.end()) {
        return None;
    }
    let mut quotes = quotes(text, &content);
    let said: Vec<ByteSpan> = quotes.iter().copied().filter(|it| !is_title(it.of(page.text()))).collect();
    let (all, mut quoted) = (letters(page.text(), &content), letters(page.text(), &quotes));
    if quoted < all {
        quoted = letters(page.text(), &said);
    }
    let mode = if quoted * 50 <= all {
        // Marks around a title or a word or two quote nobody.
        quotes.clear();
        Mode::Indirect
    } else if quoted == all {
        Mode::Direct
    } else {
        Mode::Mixed
    };
    let mut evidence = Evidence::default();
    let cue = (!draft.cue_words.is_empty()).then(|| page.span(&draft.cue_words));
    let named = draft.source.as_ref().map(|(head, words)| {
        let whole = page.span(words);
        // A group is none into which those were taken whom the content begins with.
        let apart = |it: ByteSpan| content.iter().all(|piece| it.end() <= piece.start() || piece.end() <= it.start());
        // A name into which the verb was taken is none: `the port office [states]`.
        let beside_cue = |it: ByteSpan| cue.is_none_or(|cue| it.end() <= cue.start() || cue.end() <= it.start());
        let found = bearer(text, entities, *head, words).filter(|it| beside_cue(it.1) && (apart(it.1) || !apart(whole)));
        match found {
            Some((index, span, extent)) if whole.start() < extent.end() && extent.start() < whole.end() => {
                // Those who are named together are one source.
                let several = page.clauses.conjuncts(*head).into_iter().any(|it| it != *head && words.contains(&it));
                let extent = undated(page.text(), lists, extent, whole);
                (Some(index), span, if several { extent.hull(whole) } else { extent.hull(span) })
            }
            Some((index, ..)) => (Some(index), whole, whole),
            None => {
                let plain = text.bare(page.clauses.phrase(*head, Extent::Plain));
                // `the port office`: a few words without anything between them are all the name there is.
                let short = words.len() <= SHORT_NAME
                    && words.clone().all(|it| matches!(text.upos(it), Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn | Upos::Num));
                let span =
                    if short || plain.is_empty() || plain.start < words.start || plain.end > words.end { whole } else { page.span(&plain) };
                (None, span, whole)
            }
        }
    });
    // A quotation that goes on has its speaker from before; no words name him here.
    let elsewhere = draft.speaker.as_ref().and_then(|(head, words)| bearer(text, entities, *head, words));
    let kind = draft.known.map_or(StatementKind::Speech, |known| known.kind);
    let named = named.map(|(index, span, extent)| {
        let others = cue.into_iter().chain(content.iter().copied());
        (index, span, bracketed(page.text(), others.fold(extent, |extent, it| beside(page.text(), lists, extent, span, it)), span))
    });
    evidence.words("content", content.iter().copied());
    evidence.words("mode", if quotes.is_empty() { content.clone() } else { quotes.clone() });
    match cue {
        Some(cue) => {
            evidence.words("cue", [cue]);
            evidence.words("kind", [cue]);
        }
        None => evidence.words("kind", if quotes.is_empty() { content.clone() } else { quotes.clone() }),
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
    if let Some((_, span, _)) = elsewhere {
        evidence.words("speaker", [span]);
    }
    Some(Statement {
        kind,
        speaker: named.and_then(|it| it.0).or(elsewhere.map(|it| it.0)),
        speaker_span: named.map(|it| it.1),
        speaker_extent: named.map(|it| it.2),
        speaker_head: draft.source.as_ref().map(|it| it.0),
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
