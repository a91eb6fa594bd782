//! Tolls: how many were killed, hurt, taken, driven out, by whose count.
//!
//! A figure is read off the words before a noun (`at least 18 people`), what happened to them off the tree (`were killed`, `killing`,
//! `left dead`, `18 deaths`). Words are in `lexicon/en/tolls.toml`. Nothing stated is no toll; "no casualties" is zero.

mod counted;
mod figure;
mod said;
mod words;

use dateline_lang::labels::{Deprel, Upos, Xpos};
use dateline_text::ByteSpan;
use serde::Deserialize;

use self::counted::Counted;
use self::figure::{Figure, Figures};
use self::words::{File, Harm};
use crate::event::Event;
use crate::event::matching::Shape;
use crate::evidence::{Evidence, Score};
use crate::page::Page;
use crate::parties::{Parties, Party};
use crate::statement::{self, Statement};
use crate::time::Time;

/// How many, by whose count.
#[derive(Debug, Clone, PartialEq)]
pub struct Toll {
    /// The event that it is of, an index into the events.
    pub event: Option<usize>,
    /// What happened to those that are counted.
    pub measure: Measure,
    /// The least number; `None` when no number is stated.
    pub low: Option<u64>,
    /// The greatest number.
    pub high: Option<u64>,
    /// `exact`, `at_least`, `up_to`, `about`, `between`, or the word that stands for a number: `dozens`.
    pub qualifier: String,
    /// The head noun of those that are counted, in small letters; `None` for people.
    pub group: Option<String>,
    /// The toll that it is a part of, an index into the tolls.
    pub part_of: Option<usize>,
    /// Who gives the figure, an index into the entities; `None` is the reporter.
    pub claimant: Option<usize>,
    /// The statement that gives it, an index into the statements.
    pub statement: Option<usize>,
    /// The day for which it holds, where that is stated: a TIMEX3 value.
    pub as_of: Option<String>,
    /// The words of the figure.
    pub span: ByteSpan,
    /// The word that says what happened, an index into the analysis.
    pub trigger: usize,
    /// What its fields rest on.
    pub evidence: Evidence,
    /// How sure it is.
    pub score: Score,
    /// The rule that made it.
    pub rule: &'static str,
}

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Measure {
    /// The dead.
    Killed,
    /// The hurt.
    Injured,
    /// Those that are looked for.
    Missing,
    /// Captives.
    Captured,
    /// Those driven from their homes.
    Displaced,
    /// Those brought to safety.
    Evacuated,
}

impl Measure {
    /// The name in the contract.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Killed => "killed",
            Self::Injured => "injured",
            Self::Missing => "missing",
            Self::Captured => "captured",
            Self::Displaced => "displaced",
            Self::Evacuated => "evacuated",
        }
    }
}

/// Finds tolls.
#[derive(Debug)]
pub struct Finder {
    harm: Harm,
    counted: Counted,
    figures: Figures,
}

/// What the events of a page tell about its words.
pub struct Told<'s> {
    /// Who stands with a verb, by the verb.
    pub shapes: &'s dyn Fn(usize) -> Option<Shape>,
    /// Whether a word of harm tells of an accident.
    pub is_accident: &'s dyn Fn(usize) -> bool,
    /// Whether a verb tells what was done, not what may be or might have been.
    pub is_real: &'s dyn Fn(usize) -> bool,
}

/// A figure that belongs to a word of harm.
#[derive(Debug)]
struct Count {
    figure: Figure,
    measure: Measure,
    trigger: usize,
    rule: &'static str,
    score: u8,
}

impl Finder {
    /// Reads the embedded list.
    ///
    /// # Panics
    /// When the list is not TOML of its shape, which a test rules out.
    #[must_use]
    pub fn load() -> Self {
        let File { harm, counted, figures } = File::load();
        Self { harm, counted, figures }
    }

    /// The tolls of a page, in order; `events` are those that they may be of.
    #[must_use]
    pub fn find(
        &self,
        page: &Page<'_>,
        parties: &Parties<'_, '_>,
        statements: &[Statement],
        events: &[Event],
        times: &[Time],
        told: &Told<'_>,
    ) -> Vec<Toll> {
        let mut counts: Vec<Count> = Vec::new();
        for sentence in page.analysis.sentences() {
            // One figure is counted once for a measure.
            let all = sentence.clone().flat_map(|word| self.counts(page, told.shapes, word));
            let mut own: Vec<Count> = all.filter(|count| self.is_toll(page, parties, count, told)).collect();
            own.sort_by_key(|count| (count.figure.words.start, count.measure, std::cmp::Reverse(count.score)));
            own.dedup_by(|a, b| a.measure == b.measure && a.figure.words.start < b.figure.words.end);
            counts.extend(own);
        }
        let mut tolls: Vec<Toll> = Vec::new();
        for count in counts {
            let sentence = page.analysis.sentence_of(count.trigger);
            let part_of = self.whole(page, &count, &tolls, &sentence);
            let event = event_of(page, events, &count, &sentence, told.is_accident).or(part_of.and_then(|whole: usize| tolls[whole].event));
            let mut toll = self.toll(page, parties, count, event, part_of, statements);
            if let Some(time) = as_of(page, times, &sentence) {
                toll.as_of = time.value.as_deref().map(|value| value.get(..10).unwrap_or(value).to_owned());
                toll.evidence.words("as_of", [time.span]);
            }
            // The same figure of the same event told again is no further toll.
            let again = tolls.iter().position(|it| {
                (it.measure, it.low, it.high, &it.qualifier, it.part_of)
                    == (toll.measure, toll.low, toll.high, &toll.qualifier, toll.part_of)
                    && (it.event == toll.event || toll.event.is_none())
                    && (it.group == toll.group || it.group.is_none() || toll.group.is_none())
                    && (it.claimant == toll.claimant || it.claimant.is_none() || toll.claimant.is_none())
            });
            match again {
                Some(at) if toll.qualifier != "several" || tolls[at].trigger == toll.trigger => {
                    let spans: Vec<ByteSpan> = vec![toll.span];
                    tolls[at].evidence.words("low", spans);
                    if tolls[at].group.is_none() && toll.group.is_some() && tolls[at].low == Some(1) {
                        tolls[at].group = toll.group;
                    }
                }
                _ => tolls.push(toll),
            }
        }
        tolls
    }

    #[allow(clippy::too_many_arguments, reason = "the parts of one record")]
    fn toll(
        &self,
        page: &Page<'_>,
        parties: &Parties<'_, '_>,
        count: Count,
        event: Option<usize>,
        part_of: Option<usize>,
        statements: &[Statement],
    ) -> Toll {
        let analysis = page.analysis;
        let span = page.span(&count.figure.words);
        let trigger = analysis.span(count.trigger);
        let statement = statement::holding(statements, span.start());
        let counted = self.counter(page, parties, &count);
        let speaker = statement.and_then(|it| statements[it].speaker).filter(|&it| parties.acts(it));
        let claimant = speaker.or(counted.map(|it| it.entity));
        let group = count.figure.head.and_then(|head| {
            let lemma = analysis.lemma(head).to_lowercase();
            let form = page.form(head).to_lowercase();
            let is_group = !self.counted.people.has(&lemma)
                && !self.counted.people.has(&form)
                && !matches!(analysis.tags[head].upos, Upos::Num | Upos::Pron | Upos::Det | Upos::Adj)
                && analysis.tags[head].xpos != Xpos::Jj;
            is_group.then_some(form)
        });
        let mut evidence = Evidence::default();
        evidence.words("measure", [trigger]);
        evidence.words("qualifier", [span]);
        if count.figure.low.is_some() {
            evidence.words("low", [span]);
        }
        if count.figure.high.is_some() {
            evidence.words("high", [span]);
        }
        evidence.words("span", [span]);
        if let (Some(_), Some(head)) = (&group, count.figure.head) {
            evidence.words("group", [analysis.span(head)]);
        }
        if event.is_some() {
            evidence.words("event", [trigger]);
        }
        if part_of.is_some() {
            evidence.words("part_of", [span]);
        }
        if let Some(statement) = statement {
            evidence.words("statement", [statements[statement].main_span()]);
            if let (Some(_), Some(speaker)) = (claimant, statements[statement].speaker_span.or(statements[statement].cue)) {
                evidence.words("claimant", [speaker]);
            } else if claimant.is_some() {
                evidence.words("claimant", [statements[statement].main_span()]);
            }
        }
        if let (Some(_), None) = (claimant, evidence.of("claimant"))
            && let Some(party) = counted
        {
            evidence.words("claimant", [party.span]);
        }
        Toll {
            event,
            measure: count.measure,
            low: count.figure.low,
            high: count.figure.high,
            qualifier: count.figure.qualifier,
            group,
            part_of,
            claimant,
            statement,
            as_of: None,
            span,
            trigger: count.trigger,
            evidence,
            score: Score::hundredths(count.score),
            rule: count.rule,
        }
    }

    /// Whether a figure counts people to whom it was done.
    fn is_toll(&self, page: &Page<'_>, parties: &Parties<'_, '_>, count: &Count, told: &Told<'_>) -> bool {
        let analysis = page.analysis;
        let is_noun = matches!(count.rule, "toll.noun" | "toll.toll");
        if self.counted.is_rate(page, &count.figure, count.trigger) || self.counted.is_shared(page, &count.figure) {
            return false;
        }
        if is_noun {
            // `an ankle injury`, `many injuries`: no figure of an event.
            let first = page.form(count.figure.words.start).to_lowercase();
            let is_loose = self.harm.articles.has(&first)
                || count.figure.low.is_none()
                    && count.figure.high.is_none()
                    && count.measure == Measure::Injured
                    && self.figures.is_indefinite(&first);
            return !is_loose;
        }
        // `The death of a salesman` may be a play.
        if count.rule == "toll.of" && self.harm.articles.has(&page.form(count.figure.words.start).to_lowercase()) {
            return false;
        }
        let is_attribute = analysis.labels[count.trigger] == Deprel::Amod;
        if count.measure == Measure::Displaced && count.rule == "toll.adjective" && is_attribute {
            return false;
        }
        // `killed or wounded` says of nobody which.
        let others = page.clauses.conjuncts(page.clauses.first_conjunct(count.trigger));
        let is_either = others.iter().any(|&other| {
            let between = other.min(count.trigger) + 1..other.max(count.trigger);
            let measure = self.harm.verbs.of(&analysis.lemma(other).to_lowercase());
            measure.is_some_and(|it| it != count.measure)
                && between.len() < 4
                && between.into_iter().any(|at| page.form(at).eq_ignore_ascii_case("or"))
        });
        if is_either {
            return false;
        }
        // That nobody was hurt is told of what did not happen.
        let is_nobody = count.figure.high == Some(0);
        let can_be_unreal = analysis.tags[count.trigger].upos == Upos::Verb || count.rule == "toll.of";
        if can_be_unreal && !is_attribute && !is_nobody && !(told.is_real)(count.trigger) {
            return false;
        }
        self.counted.is_of_people(page, parties, &count.figure)
    }

    /// Who counts, where a verb of counting says so: `[Monitors] counted 41 deaths`, `[the ministry] put the toll at five`.
    fn counter(&self, page: &Page<'_>, parties: &Parties<'_, '_>, count: &Count) -> Option<Party> {
        let mut at = count.trigger;
        for _ in 0..4 {
            at = page.analysis.head(at)?;
            let counts = self.harm.counting.has(page.analysis.lemma(at));
            if counts && page.analysis.tags[at].upos == Upos::Verb && !page.clauses.is_passive(at) {
                return page.clauses.subjects(at).into_iter().find_map(|it| parties.of(it)).filter(|party| parties.acts(party.entity));
            }
        }
        None
    }

    /// The toll that a figure is a part of.
    fn whole(&self, page: &Page<'_>, count: &Count, tolls: &[Toll], sentence: &std::ops::Range<usize>) -> Option<usize> {
        let hull = page.span(sentence);
        let earlier = |it: &&(usize, &Toll)| {
            hull.covers(it.1.span)
                && it.1.measure == count.measure
                && it.1.span.end() <= page.analysis.span(count.figure.words.start).start()
        };
        let listed: Vec<(usize, &Toll)> = tolls.iter().enumerate().collect();
        let before = listed.iter().filter(earlier).find(|it| it.1.part_of.is_none() || count.figure.is_part).map(|it| it.0)?;
        let smaller = match (count.figure.low, tolls[before].low.or(tolls[before].high)) {
            (Some(part), Some(whole)) => part <= whole,
            _ => true,
        };
        (count.figure.is_part && smaller).then(|| tolls[before].part_of.unwrap_or(before))
    }
}

/// The event that a toll is of: that of its own word, of a noun in its clause, else the last one of force before it.
fn event_of(
    page: &Page<'_>,
    events: &[Event],
    count: &Count,
    sentence: &std::ops::Range<usize>,
    is_accident: &dyn Fn(usize) -> bool,
) -> Option<usize> {
    let trigger = page.analysis.span(count.trigger);
    let of_force = |event: &Event| {
        event.kind == crate::event::EventType::Assault && event.modality.is_real() || event.kind == crate::event::EventType::Protest
    };
    let own = events.iter().position(|event| event.mentions.contains(&trigger));
    if own.is_some() {
        return own;
    }
    if is_accident(count.trigger) {
        return None;
    }
    let hull = page.span(sentence);
    let inside = events.iter().enumerate().filter(|(_, event)| of_force(event) && event.mentions.iter().any(|it| hull.covers(*it)));
    let near = |event: &Event| event.mentions.iter().map(|it| it.start().abs_diff(trigger.start())).min().unwrap_or(usize::MAX);
    if let Some((at, _)) = inside.min_by_key(|(at, event)| (event.kind != crate::event::EventType::Assault, near(event), *at)) {
        return Some(at);
    }
    let before = events.iter().enumerate().filter(|(_, event)| event.kind == crate::event::EventType::Assault && event.modality.is_real());
    before
        .filter_map(|(at, event)| {
            let last = event.mentions.iter().filter(|it| it.end() <= trigger.start()).map(|it| it.end()).max()?;
            (trigger.start() - last < 600).then_some((last, at))
        })
        .max()
        .map(|(_, at)| at)
}

/// The time for which the figures of a sentence are said to hold: `as of Friday`, `by Sunday evening`.
fn as_of<'t>(page: &Page<'_>, times: &'t [Time], sentence: &std::ops::Range<usize>) -> Option<&'t Time> {
    let from = times.partition_point(|time| time.words.start < sentence.start);
    times[from..].iter().take_while(|time| time.words.start < sentence.end).find(|time| {
        let before = |back: usize| {
            let at = time.words.start.checked_sub(back).filter(|&it| it >= sentence.start);
            at.map(|it| page.form(it).to_lowercase()).unwrap_or_default()
        };
        let holds = before(1) == "by" || before(1) == "of" && before(2) == "as" || before(1) == "until";
        holds && time.value.as_deref().is_some_and(|value| value.len() >= 10 && value.as_bytes()[0].is_ascii_digit())
    })
}
