//! Quotations as their marks show them: straight, curly, low, angular and single marks, marks that are missing, paragraphs that open anew.
//!
//! A mark is read by what stands beside it. A space before it and none after it make an opening mark, the reverse a closing one; the
//! letters on both sides of an apostrophe make it none. A quotation that no mark closes ends where a reporting clause begins, where
//! another one opens, or with its paragraph.

use dateline_lang::labels::{Deprel, Upos, Xpos};
use dateline_text::ByteSpan;

use crate::page::Page;

/// A quotation within one paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quotation {
    /// All of it, with the marks that are there.
    pub span: ByteSpan,
    /// What stands between the marks, without white space at its ends.
    pub inside: ByteSpan,
    /// Whether it has a mark of its own at its beginning; without one it goes on from the paragraph before.
    pub is_opened: bool,
    /// Whether it has a mark of its own at its end.
    pub is_closed: bool,
    /// The index of its block.
    pub block: usize,
}

/// The quotations of a page, in order and without overlap; those inside others are not listed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Quotations(Vec<Quotation>);

/// What a mark may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Mark {
    start: usize,
    end: usize,
    can_open: bool,
    can_close: bool,
    is_single: bool,
    is_straight: bool,
    /// Whether a closing mark has the form of a possessive ending (`workers' rights`).
    like_genitive: bool,
}

impl Quotations {
    /// Finds them in the kept blocks of a page.
    #[must_use]
    pub fn find(page: &Page<'_>) -> Self {
        let mut all = Vec::new();
        let mut is_open = false;
        let kept: Vec<usize> = (0..page.document.blocks.len()).filter(|&at| page.document.blocks[at].keep).collect();
        for (at, &block) in kept.iter().enumerate() {
            let it = &page.document.blocks[block];
            let before = all.len();
            // What this paragraph leaves open, the next one opens anew.
            let reopens = kept.get(at + 1).is_some_and(|&next| opens_single(page.document.blocks[next].span.of(page.text())));
            paragraph(page.text(), it.span, block, (is_open, reopens), &mut all);
            let anew = kept.get(at + 1).is_some_and(|&next| {
                let words = page.document.blocks[next].span.of(page.text());
                words.trim_start_matches(is_blank).starts_with(['"', '“', '\'', '‘'])
            });
            for quotation in all[before..].iter_mut().filter(|it| !it.is_closed) {
                *quotation = shortened(page, *quotation, anew);
            }
            is_open = all[before..].last().is_some_and(|last| {
                !last.is_closed && last.span.end() == it.span.of(page.text()).trim_end_matches(is_blank).len() + it.span.start()
            });
        }
        Self(all)
    }

    /// All of them.
    #[must_use]
    pub fn all(&self) -> &[Quotation] {
        &self.0
    }

    /// The one that holds a byte, marks included.
    #[must_use]
    pub fn at(&self, byte: usize) -> Option<usize> {
        let at = self.0.partition_point(|it| it.span.end() <= byte);
        self.0.get(at).is_some_and(|it| it.span.start() <= byte).then_some(at)
    }

    /// Those that share a byte with a span.
    #[must_use]
    pub fn within(&self, span: ByteSpan) -> std::ops::Range<usize> {
        let first = self.0.partition_point(|it| it.span.end() <= span.start());
        let last = self.0.partition_point(|it| it.span.start() < span.end());
        first..last.max(first)
    }
}

/// The marks of a paragraph.
fn marks(text: &str, span: ByteSpan) -> Vec<Mark> {
    let words = span.of(text);
    let mut found = Vec::new();
    let mut skip = 0;
    for (at, c) in words.char_indices() {
        if at < skip {
            continue;
        }
        let doubled = words[at..].starts_with("''") || words[at..].starts_with("``");
        let length = if doubled { 2 } else { c.len_utf8() };
        let is_single = !doubled && matches!(c, '\'' | '‘' | '’' | '‚' | '‹' | '›' | '`');
        if !(doubled || is_single || matches!(c, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '＂' | '「' | '」' | '『' | '』'))
        {
            continue;
        }
        skip = at + length;
        let before = words[..at].chars().next_back();
        let after = words[at + length..].chars().next();
        let is_open_side = before
            .is_none_or(|it| is_blank(it) || matches!(it, '(' | '[' | '{' | '—' | '–' | '-' | '/' | '"' | '“' | '„' | '«' | '‘' | '\''));
        let is_close_side = after.is_none_or(|it| is_blank(it) || !(it.is_alphanumeric() || matches!(it, '$' | '£' | '€' | '@' | '#')));
        let words_after = after.is_some_and(|it| !is_blank(it));
        let words_before = before.is_some_and(|it| !is_blank(it));
        // A mark of one direction may stand for the other in some languages; what is beside it then decides.
        let (can_open, can_close) = match c {
            '“' | '‟' if !doubled => (words_after, is_close_side && words_before && !is_open_side),
            '„' | '‚' | '「' | '『' => (true, false),
            '」' | '』' => (false, true),
            // French marks have a space inside.
            '«' if !words_after && !words_before => (true, false),
            '«' if !words_after => (false, true),
            '»' if !words_before && after.is_some_and(char::is_alphanumeric) => (true, false),
            '»' if !words_before => (false, true),
            '”' => (is_open_side && words_after, true),
            '«' | '‹' => (words_after, is_close_side && words_before && !is_open_side),
            '»' | '›' => (is_open_side && words_after && !(words_before && is_close_side), true),
            '‘' => (words_after && is_open_side, false),
            '`' if doubled => (true, false),
            // Two apostrophes with a space on both sides may do either.
            '\'' if doubled && !words_before && !words_after => (true, true),
            _ => (is_open_side && words_after, is_close_side),
        };
        let s_before = before.is_some_and(|it| it.eq_ignore_ascii_case(&'s')) && after.is_some_and(|it| it == ' ');
        // `'90s`, `'em`: something was left out.
        let elides = is_single && after.is_some_and(|it| it.is_ascii_digit());
        let inner = is_single && before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric);
        if inner || elides || !(can_open || can_close) {
            continue;
        }
        // Inches and minutes: `6" wide`.
        if c == '"' && before.is_some_and(|it| it.is_ascii_digit()) && !can_open && found.is_empty() && after.is_some_and(|it| it == ' ') {
            continue;
        }
        let start = span.start() + at;
        found.push(Mark {
            start,
            end: start + length,
            can_open,
            can_close,
            is_single,
            is_straight: matches!(c, '"' | '\'' | '＂') || doubled,
            like_genitive: is_single && s_before,
        });
    }
    found
}

/// Whether a character is not seen: a space, or what parts words and joins them invisibly.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

/// Whether a paragraph begins with a single opening mark.
fn opens_single(paragraph: &str) -> bool {
    let mut chars = paragraph.trim_start_matches(is_blank).chars();
    matches!(chars.next(), Some('\'' | '‘')) && chars.next().is_some_and(char::is_alphabetic)
}

/// Adds the quotations of a paragraph; `goes_on` says that the paragraph before left one open, `reopens` that the next one begins with a single mark.
fn paragraph(text: &str, span: ByteSpan, block: usize, (goes_on, reopens): (bool, bool), all: &mut Vec<Quotation>) {
    let marks = marks(text, span);
    let end = span.start() + span.of(text).trim_end_matches(is_blank).len();
    let mut push = |start: usize, inner: (usize, usize), stop: usize, is_opened: bool, is_closed: bool| {
        let inside = trimmed(text, inner.0, inner.1);
        if inside.start() < inside.end() {
            all.push(Quotation { span: ByteSpan::new(start, stop), inside, is_opened, is_closed, block });
        }
    };
    let mut at = 0;
    // What the paragraph before left open goes on to the first closing mark, unless this one opens anew.
    if goes_on && let Some(first) = marks.iter().position(|mark| !mark.is_single) {
        let mark = marks[first];
        if mark.can_close && !mark.can_open {
            push(span.start(), (span.start(), mark.start), mark.end, false, true);
            at = first + 1;
        }
    }
    while at < marks.len() {
        let open = marks[at];
        if !open.can_open {
            at += 1;
            continue;
        }
        if open.is_single && closing_single(text, &marks, at).is_none() {
            // A paragraph that opens with a mark which nothing closes goes on with a quotation, or opens one that goes on.
            let before = text[span.start()..open.start].trim_matches(is_blank);
            let opens = (before.is_empty() || reopens && before.ends_with([':', ','])) && text[open.end..].starts_with(char::is_uppercase);
            let plain = reopens || marks.iter().all(|it| it.is_single);
            if opens && plain && !marks[at + 1..].iter().any(|it| it.is_single && it.can_open && !it.can_close) {
                push(open.start, (open.end, end), end, true, false);
                break;
            }
            at += 1;
            continue;
        }
        if open.is_single {
            let close = closing_single(text, &marks, at).unwrap_or(at);
            push(open.start, (open.end, marks[close].start), marks[close].end, true, true);
            at = close + 1;
            continue;
        }
        let mut next = None;
        for (other, mark) in marks.iter().enumerate().skip(at + 1).filter(|(_, mark)| !mark.is_single) {
            if mark.can_close && !(mark.can_open && mark.is_straight && !closes_before(text, mark.start)) {
                next = Some((other, true));
                break;
            }
            if mark.can_open {
                next = Some((other, false));
                break;
            }
        }
        match next {
            Some((close, true)) => {
                push(open.start, (open.end, marks[close].start), marks[close].end, true, true);
                at = close + 1;
            }
            Some((other, false)) => {
                push(open.start, (open.end, marks[other].start), marks[other].start, true, false);
                at = other;
            }
            // `"We will stay,' he said`: the other kind of mark closes it, after a comma or a full stop.
            None => {
                let other =
                    marks[at + 1..].iter().position(|it| it.is_single && it.can_close && !it.can_open && closes_before(text, it.start));
                if let Some(close) = other.map(|it| at + 1 + it) {
                    push(open.start, (open.end, marks[close].start), marks[close].end, true, true);
                    at = close + 1;
                } else {
                    push(open.start, (open.end, end), end, true, false);
                    break;
                }
            }
        }
    }
}

/// Whether what stands before a mark ends something: then a mark that may open or close closes.
fn closes_before(text: &str, at: usize) -> bool {
    text[..at].chars().next_back().is_some_and(|it| matches!(it, '.' | ',' | '!' | '?' | '…' | '—' | '–' | '-'))
}

/// The mark that closes a single quotation: one after punctuation before all, else the first that is no possessive ending, with at least two words between.
fn closing_single(text: &str, marks: &[Mark], open: usize) -> Option<usize> {
    let mut first = None;
    for (at, mark) in marks.iter().enumerate().skip(open + 1) {
        if !mark.is_single {
            // Double marks inside single ones are inner quotations; a new opening one means that this was none.
            continue;
        }
        if mark.can_close && !mark.can_open {
            let punctuated = closes_before(text, mark.start);
            if punctuated || first.is_none() && !mark.like_genitive {
                first = Some(at);
                if punctuated {
                    break;
                }
            } else if first.is_none() {
                // A possessive ending, unless nothing better comes.
                continue;
            }
        } else if mark.can_open && first.is_some() {
            break;
        }
    }
    let close = first.or_else(|| {
        let last = marks.iter().enumerate().skip(open + 1).find(|(_, mark)| mark.is_single && mark.can_close && !mark.can_open);
        last.map(|(at, _)| at)
    })?;
    let inside = &text[marks[open].end..marks[close].start];
    (inside.split_whitespace().count() > 1 && !inside.contains('\n')).then_some(close)
}

/// A span without white space at its ends.
fn trimmed(text: &str, start: usize, end: usize) -> ByteSpan {
    let words = &text[start..end.max(start)];
    let from = start + words.len() - words.trim_start().len();
    ByteSpan::new(from, (from + words.trim().len()).max(from))
}

/// A quotation without a closing mark ends before the first clause that reports it; one that begins within a clause ends with its sentence.
fn shortened(page: &Page<'_>, quotation: Quotation, anew: bool) -> Quotation {
    let analysis = page.analysis;
    let spans = &analysis.segmentation.spans;
    let first = spans.partition_point(|span| span.start() < quotation.inside.start());
    let last = spans.partition_point(|span| span.end() <= quotation.inside.end());
    let end = (first..last).find_map(|verb| reporting_clause(page, first, last, verb));
    // What the next paragraph takes up again ends with this one: only its last sentence may lack a mark before whoever said it.
    let sentence = |word: usize| analysis.sentences().partition_point(|it| it.end <= word);
    if let Some(end) = end.filter(|&it| !anew || sentence(it) + 1 >= sentence(last.max(1) - 1)) {
        let end = analysis.span(end - 1).end();
        return Quotation {
            span: ByteSpan::new(quotation.span.start(), end),
            inside: ByteSpan::new(quotation.inside.start(), end),
            ..quotation
        };
    }
    // `a “war on women that …`: some words are quoted, and nobody can tell how many.
    let before = page.text()[..quotation.span.start()].trim_end_matches([' ', '\u{a0}']).chars().next_back();
    let within = before.is_some_and(char::is_alphanumeric) && quotation.inside.of(page.text()).starts_with(char::is_lowercase);
    let at = analysis.sentences().partition_point(|it| it.end <= first);
    if let Some(sentence) = analysis.sentences().get(at).filter(|it| within && it.end > first && it.end < last) {
        let end = analysis.span(sentence.end - 1).end();
        return Quotation {
            span: ByteSpan::new(quotation.span.start(), end),
            inside: ByteSpan::new(quotation.inside.start(), end),
            ..quotation
        };
    }
    quotation
}

/// The first word of a clause in `first..last` that reports what stands before it, when this verb is its: `…, he said`, `…, said the mayor of Ostrov`.
fn reporting_clause(page: &Page<'_>, first: usize, last: usize, verb: usize) -> Option<usize> {
    let analysis = page.analysis;
    if analysis.tags[verb].upos != Upos::Verb || !page.clauses.is_reporting(verb) {
        return None;
    }
    let is_end = |word: usize| matches!(page.form(word), "," | "?" | "!" | "…" | "—" | "–");
    // The clause follows a comma or the end of a sentence, and reports what is before it.
    let by_tree = || {
        let subject = page.clauses.dependents(verb).find(|&it| analysis.labels[it] == Deprel::Nsubj)?;
        let start = page.clauses.phrase(subject, dateline_lang::clause::Extent::Full).start.min(verb);
        let reported = page.clauses.dependents(verb).any(|it| analysis.labels[it] == Deprel::Ccomp && it > verb);
        (!reported).then_some(start)
    };
    // A tree of half a quotation is often wrong: a short noun phrase and the verb, or the verb and a noun phrase, between marks.
    let by_words = || {
        let near = verb.saturating_sub(LONGEST_REPORTER).max(first)..verb;
        let start = near.rev().find(|&it| is_end(it) && !(page.form(it) == "," && is_before_age(page, it)))? + 1;
        let names = |it: usize| matches!(analysis.tags[it].upos, Upos::Noun | Upos::Propn | Upos::Pron);
        let is_finite = matches!(analysis.tags[verb].xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp);
        let after = verb + 1;
        let fits = if start == verb {
            after < last && (names(after) || matches!(analysis.tags[after].upos, Upos::Det | Upos::Adj))
        } else {
            let phrase = start..verb;
            let plain = |it: usize| !matches!(analysis.tags[it].upos, Upos::Verb | Upos::Aux | Upos::Sconj | Upos::Cconj);
            let opens = |it: usize| {
                let tag = analysis.tags[it];
                matches!(tag.upos, Upos::Punct | Upos::Adp | Upos::Adv | Upos::Propn)
                    || matches!(tag.upos, Upos::Noun)
                    || tag.xpos == Xpos::Vbg
            };
            phrase.clone().all(plain) && phrase.clone().any(names) && (after >= last || opens(after))
        };
        (is_finite && fits).then_some(start)
    };
    let fits = |start: &usize| *start >= first + 2 && is_end(*start - 1);
    by_tree().filter(fits).or_else(|| by_words().filter(fits))
}

/// Whether a comma leads an age or a place behind a name: `Ann Lee, 34, said`.
fn is_before_age(page: &Page<'_>, comma: usize) -> bool {
    page.analysis.tags.get(comma + 1).is_some_and(|tag| tag.upos == Upos::Num)
}

/// A reporting clause in front of its verb has at most so many words.
const LONGEST_REPORTER: usize = 12;
