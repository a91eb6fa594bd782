//! When: TIMEX3 expressions with their values, each with what the value rests on.
//!
//! ```text
//! words ─ piece ─→ pieces ─ grammar ─→ Expression ─ resolve ─→ value, basis, anchor ─ value ─→ TIMEX3
//! ```
//!
//! One pass reads every expression; the whole page then says whether it is news, whose dates rest on the day of publication, or a history,
//! whose dates rest on one another; a second pass over the expressions, in order, resolves them. Words are in `lexicon/en/time.toml`.

mod calendar;
mod choice;
mod conflict;
mod dates;
mod direction;
mod expression;
mod grammar;
mod lengths;
mod lexicon;
mod parts;
mod piece;
mod resolve;
mod rows;
mod sets;
mod value;

use std::cell::Cell;
use std::ops::Range;

use dateline_lang::{Deprel, NameKind, Upos, Xpos};
use dateline_text::{ByteSpan, Note};

use self::calendar::{Period, Unit};
use self::conflict::Conflicts;
use self::direction::Direction;
use self::expression::{Expression, Member, Part, Reference, Toward, When, Which};
use self::grammar::{Grammar, unit_of};
use self::lexicon::{Lexicon, Sense};
use self::resolve::{Known, Place, Resolver, Told};
use crate::page::Page;

/// A time expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Time {
    /// Its words.
    pub words: Range<usize>,
    /// Its characters: no preposition, no possessive ending.
    pub span: ByteSpan,
    /// What it is.
    pub kind: TimeKind,
    /// The TIMEX3 value, resolved; `None` where it cannot be resolved honestly.
    pub value: Option<String>,
    /// What the value rests on.
    pub basis: Basis,
    /// Other words of the page that the value rests on: the date or the event that it counts from.
    pub anchor: Option<ByteSpan>,
    /// The recurrence of a set (RFC 5545): `FREQ=WEEKLY;BYDAY=MO`.
    pub recurrence: Option<String>,
    /// The rule that gave the value.
    pub rule: &'static str,
}

/// The kinds of time expressions (TIMEX3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TimeKind {
    /// A calendar day, or more of the calendar: `Friday`, `2022`.
    Date,
    /// A time of day: `Friday evening`, `5 p.m.`.
    Time,
    /// A length: `three weeks`.
    Duration,
    /// Recurring: `every week`.
    Set,
}

impl TimeKind {
    /// The name in the contract.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Time => "time",
            Self::Duration => "duration",
            Self::Set => "set",
        }
    }
}

/// What the value of a time rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Basis {
    /// Its own words.
    Absolute,
    /// The date of publication.
    Published,
    /// Another date of the page.
    Anchor,
    /// An event of the page.
    Event,
    /// Nothing: it is a length or a recurrence, or it could not be resolved.
    None,
}

impl Basis {
    /// The name in the contract.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Absolute => "absolute",
            Self::Published => "published",
            Self::Anchor => "anchor",
            Self::Event => "event",
            Self::None => "none",
        }
    }
}

/// Finds time expressions.
#[derive(Debug, Default)]
pub struct Finder {
    lexicon: Lexicon,
}

/// An expression and where it stands.
#[derive(Debug)]
struct Read {
    words: Range<usize>,
    span: ByteSpan,
    sentence: usize,
    expression: Expression,
}

impl Finder {
    /// Reads the embedded lists.
    ///
    /// # Panics
    /// When the list is not TOML of its shape, which a test rules out.
    #[must_use]
    pub fn load() -> Self {
        Self { lexicon: Lexicon::load() }
    }

    /// The time expressions of a page, in order, without overlap; contradictions go to `notes`.
    #[must_use]
    pub fn find(&self, page: &Page<'_>, notes: &mut Vec<Note>) -> Vec<Time> {
        let reads = self.read(page);
        let mut resolver = Resolver { published: page.published, history: is_history(page, &reads), told: Vec::new() };
        let mut times = Vec::with_capacity(reads.len());
        let mut conflicts = Conflicts::default();
        let mut before: Option<&Read> = None;
        for (number, read) in reads.iter().enumerate() {
            // `from Monday to Friday`: the end of a range counts from its beginning.
            let is_day = matches!(read.expression, Expression::When(When::Part(Part::Day(_), None)));
            let range = before.is_some_and(|before| is_range(page, before, read, is_day));
            let from = resolver.told.last().copied().filter(|told| range && before.is_some_and(|before| before.span == told.span));
            let to = reads.get(number + 1).filter(|next| is_range(page, read, next, true)).and_then(|next| match next.expression {
                Expression::When(When::Named(period)) if period.unit() < Unit::Year => Some((period, next.span)),
                _ => None,
            });
            times.extend(self.resolve(page, read, (from, to), (&mut resolver, &mut conflicts), notes));
            before = Some(read);
        }
        times
    }

    /// What the words say, before anything is known of the page.
    fn read(&self, page: &Page<'_>) -> Vec<Read> {
        let named = names(page, &self.lexicon);
        let mut reads = Vec::new();
        let mut pieces = Vec::new();
        for words in paragraphs(page) {
            piece::read(page, &self.lexicon, words.clone(), &mut pieces);
            let every = pieces.iter().any(|piece| piece.entries.iter().any(|entry| matches!(entry.sense, Sense::Every(_))));
            let depth = Cell::new(0);
            let grammar = Grammar { pieces: &pieces, every, depth: &depth, named: &named };
            let mut sentence = page.analysis.sentences().partition_point(|it| it.end <= words.start);
            let mut at = 0;
            while at < pieces.len() {
                match grammar.expression(at) {
                    Some((end, expression)) if end > at => {
                        while page.analysis.sentences()[sentence].end <= pieces[at].word {
                            sentence += 1;
                        }
                        let span = pieces[at].span.hull(pieces[end - 1].span);
                        reads.push(Read { words: pieces[at].word..pieces[end - 1].word + 1, span, sentence, expression });
                        at = end;
                    }
                    _ => at += 1,
                }
            }
        }
        reads
    }

    fn resolve(
        &self,
        page: &Page<'_>,
        read: &Read,
        (from, to): (Option<Told>, Option<(Period, ByteSpan)>),
        (resolver, conflicts): (&mut Resolver, &mut Conflicts),
        notes: &mut Vec<Note>,
    ) -> Option<Time> {
        let plain = |kind, value: String, recurrence: Option<String>, rule| {
            Some(Time {
                words: read.words.clone(),
                span: read.span,
                kind,
                value: Some(value),
                basis: Basis::None,
                anchor: None,
                recurrence,
                rule,
            })
        };
        let look = direction::of(page, &self.lexicon, &read.words);
        let when = match &read.expression {
            Expression::Length(length) => return plain(TimeKind::Duration, length.to_string(), None, "length"),
            Expression::Set(value, rule) => return plain(TimeKind::Set, value.clone(), Some(rule.to_string()), "set"),
            Expression::Listed(value) => return plain(TimeKind::Duration, (*value).to_owned(), None, "length"),
            // `soon` in a tale of the past is no time to come.
            Expression::Reference(Reference::Future)
                if (look.direction == Direction::Past || resolver.history) && read.words.len() == 1 =>
            {
                return None;
            }
            Expression::Reference(reference) => return plain(TimeKind::Date, name(*reference).to_owned(), None, "reference"),
            Expression::Habit(value, rule, when) => {
                if look.direction != Direction::Past {
                    return plain(TimeKind::Set, value.clone(), Some(rule.to_string()), "set");
                }
                when
            }
            Expression::When(when) => when,
        };
        if let When::Part(Part::Weekday(weekday), None) = when
            && (self.is_of_every_week(page, &read.words) || self.is_before_weekly(page, &read.words))
        {
            let (value, rule) = sets::weekly(*weekday, 1, None);
            return plain(TimeKind::Set, value, Some(rule.to_string()), "set");
        }
        if matches!(when, When::Part(Part::Quarter(_), None)) && self.is_of_game(page, read.words.start) {
            return None;
        }
        let block = page.document.blocks.partition_point(|block| block.span.end() <= read.span.start());
        let event = page.analysis.sentence_of(read.words.start).contains(&read.words.end)
            && matches!(page.form(read.words.end), "that" | "as" | "when")
            && matches!(when, When::Row(Which::Same, _));
        let place = Place { look, from, to, sentence: read.sentence, block, event };
        let found = resolver.resolve(when, &place);
        // Minutes after nothing that has a clock time are a length.
        if let (When::Shift(length, _), Known::Nothing) = (when, found.known)
            && length.0.iter().all(|(_, unit)| *unit < Unit::Day)
        {
            return plain(TimeKind::Duration, length.to_string(), None, "length");
        }
        let found = conflicts.check(when, found, look, page, read.span, notes);
        // What is only compared is not what the page goes on about.
        if !matches!(found.known, Known::Nothing | Known::Reference(_))
            && !matches!(when, When::YearBefore(..) | When::Corresponding(_) | When::Row(Which::Previous, _))
        {
            let part = if let When::Part(part, None) = when { Some(*part) } else { None };
            let of_telling = unit_of(when) <= Unit::Day && direction::is_of_telling(page, &self.lexicon, &read.words);
            let told = Told {
                period: found.period(),
                known: found.known,
                part,
                of_telling,
                span: read.span,
                basis: found.basis,
                sentence: read.sentence,
                block,
            };
            resolver.told.push(told);
        }
        let (kind, value) = match found.known {
            Known::Period(period, None) => (TimeKind::Date, Some(period.to_string())),
            Known::Period(period, Some(time)) => (TimeKind::Time, Some(format!("{period}{time}"))),
            Known::Partial(partial, None) => (TimeKind::Date, Some(partial.to_string())),
            Known::Partial(partial, Some(time)) => (TimeKind::Time, Some(format!("{partial}{time}"))),
            Known::Reference(reference) => (TimeKind::Date, Some(name(reference).to_owned())),
            Known::Nothing => (TimeKind::Date, None),
        };
        Some(Time {
            words: read.words.clone(),
            span: read.span,
            kind,
            value,
            basis: found.basis,
            anchor: found.anchor,
            recurrence: None,
            rule: found.rule,
        })
    }
}

impl Finder {
    /// Whether a quarter is one of a game: words of games stand in its sentence, or points that somebody scored.
    fn is_of_game(&self, page: &Page<'_>, word: usize) -> bool {
        let lemma = |word: usize| page.analysis.lemma(word);
        let sentence = page.analysis.sentence_of(word);
        let scores = |word: usize| lemma(word) == "score" && page.analysis.tags[word].upos == Upos::Verb;
        sentence.into_iter().any(|word| self.lexicon.is_of_game(lemma(word)) || scores(word))
    }

    /// Whether a weekday stands before a noun for what comes on it every week: `his [Saturday] show`.
    fn is_before_weekly(&self, page: &Page<'_>, words: &Range<usize>) -> bool {
        let next = words.end;
        next < page.analysis.sentence_of(words.start).end
            && page.analysis.tags[next].upos == Upos::Noun
            && page.analysis.head(words.start) == Some(next)
            && self.lexicon.is_weekly(page.analysis.lemma(next))
            && page
                .clauses
                .dependents(next)
                .any(|it| page.analysis.tags[it].xpos == Xpos::PrpPoss || page.analysis.labels[it] == Deprel::NmodPoss)
    }

    /// Whether a weekday is that of every week: `decided to close on [Sunday]`, `stay open on [Sunday]`, `never opens on [Sunday]`.
    fn is_of_every_week(&self, page: &Page<'_>, words: &Range<usize>) -> bool {
        let (analysis, clauses) = (page.analysis, page.clauses);
        let Some(predicate) = analysis.head(words.end - 1).filter(|_| words.len() == 1) else { return false };
        let is_stay = |word: usize| matches!(analysis.lemma(word), "stay" | "remain" | "keep");
        let is_habitual = |word: usize| self.lexicon.is_habitual(analysis.lemma(word));
        if is_stay(predicate) {
            return clauses.dependents(predicate).any(|it| analysis.labels[it] == Deprel::Xcomp && is_habitual(it));
        }
        if !is_habitual(predicate) {
            return false;
        }
        let is_infinitive = analysis.tags[predicate].xpos == Xpos::Vb && clauses.dependents(predicate).any(|it| page.form(it) == "to");
        let above = analysis.head(predicate).filter(|_| analysis.labels[predicate] == Deprel::Xcomp);
        let stays = above.is_some_and(is_stay);
        let is_past =
            analysis.tags[predicate].xpos == Xpos::Vbd || clauses.dependents(predicate).any(|it| analysis.tags[it].xpos == Xpos::Vbd);
        let habit =
            clauses.is_negated(predicate) && clauses.modal(predicate).is_none() && !is_past && analysis.tags[predicate].xpos != Xpos::Vbn;
        is_infinitive && analysis.labels[predicate] == Deprel::Acl || stays || habit
    }
}

/// The words of each paragraph, whole sentences of one block.
fn paragraphs(page: &Page<'_>) -> Vec<Range<usize>> {
    let mut paragraphs: Vec<Range<usize>> = Vec::new();
    let (mut block, mut open) = (0, None);
    for sentence in page.analysis.sentences() {
        let start = page.analysis.span(sentence.start).start();
        while page.document.blocks.get(block).is_some_and(|it| it.span.end() <= start) {
            block += 1;
        }
        match paragraphs.last_mut().filter(|_| open == Some(block)) {
            Some(paragraph) => paragraph.end = sentence.end,
            None => paragraphs.push(sentence.clone()),
        }
        open = Some(block);
    }
    paragraphs
}

/// Whether two expressions are the ends of a range: `from Monday to Friday`, `between May and June`, `April 6–7`; `and` alone only where it may.
fn is_range(page: &Page<'_>, first: &Read, last: &Read, and: bool) -> bool {
    if last.span.start() < first.span.end() || last.span.start() - first.span.end() > 12 {
        return false;
    }
    match page.text()[first.span.end()..last.span.start()].trim() {
        "to" | "through" | "till" | "until" | "-" | "–" | "‑" => true,
        "and" | "or" => and || first.words.start.checked_sub(1).is_some_and(|word| page.form(word).eq_ignore_ascii_case("between")),
        _ => false,
    }
}

/// The value of a reference.
const fn name(reference: Reference) -> &'static str {
    match reference {
        Reference::Present => "PRESENT_REF",
        Reference::Past => "PAST_REF",
        Reference::Future => "FUTURE_REF",
    }
}

/// For every word whether it belongs to the name of somebody or something, and so names no time: `the Sunday Times`, `Mr May`.
fn names(page: &Page<'_>, lexicon: &Lexicon) -> Vec<bool> {
    let mut named = vec![false; page.analysis.len()];
    for name in &page.analysis.names {
        let several = name.words.len() > 1;
        let person = name.kind == NameKind::Person;
        if person || several && matches!(name.kind, NameKind::Org | NameKind::Fac | NameKind::Gpe | NameKind::Loc | NameKind::Misc) {
            named[name.words.clone()].fill(true);
            // `President Diallo Friday dismissed`: a weekday at the end of a name is none of it.
            let last = name.words.end - 1;
            named[last] &= !(several && lexicon.is_weekday(page.form(last)));
        }
    }
    // Who speaks is somebody: `May said`.
    for (word, named) in named.iter_mut().enumerate() {
        let head = page.analysis.head(word).filter(|_| page.analysis.labels[word] == Deprel::Nsubj);
        let speaks = head.is_some_and(|head| lexicon.is_reporting(page.analysis.lemma(head)));
        *named |= speaks && lexicon.is_month(page.form(word));
    }
    named
}

/// Whether a page is a history: many dates with years, long before its publication, and few words that count from the day of speaking.
fn is_history(page: &Page<'_>, reads: &[Read]) -> bool {
    let Some(published) = page.published else { return true };
    let (mut old, mut deictic) = (0, 0);
    for read in reads {
        let Expression::When(when) = &read.expression else { continue };
        match when {
            When::Named(period) if period.year() < published.date.year() => old += 1,
            When::Named(_) => deictic += 1,
            When::Day(_) | When::Part(Part::Weekday(_), None) | When::Shift(_, Toward::BeforeNow | Toward::AfterNow) => deictic += 1,
            When::Row(Which::Last | Which::This | Which::Next, Member::Unit(_) | Member::Part(_)) => deictic += 1,
            When::Part(Part::DayPart(_) | Part::Clock(_), Some(whole))
                if matches!(**whole, When::Day(_) | When::Part(Part::Weekday(_), None)) =>
            {
                deictic += 1
            }
            _ => {}
        }
    }
    old >= 1 && deictic == 0 || old >= 6 && old > deictic * 2
}
