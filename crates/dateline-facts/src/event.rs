//! Events: who did what to whom, when, where, with what, and whether it happened.
//!
//! ```text
//! sentence ─ matching: frames over the tree ─ gate: is force meant? ─ typing: by content ─ modality ─ setting, situate: date, place ─→ Told
//! all Told ─ unsaid: what the page adds ─ typing: what is to come ─ merge ─ record ─→ Event
//! ```
//!
//! Types, modes and contexts are PLOVER's. What tells of an event is in `lexicon/en/events/*.toml`: each frame says by which words, where its
//! parties stand, and has sentences that it holds for and others that it does not. Precision comes first: where sport, business and figures of
//! speech use the same words, and where nothing says who or whom, there is no event.

mod again;
pub mod frame;
mod gate;
pub mod kind;
pub mod matching;
pub mod merge;
pub mod modality;
pub(crate) mod public;
mod record;
pub mod setting;
mod situate;
pub mod things;
mod typing;
mod unsaid;

use std::sync::Arc;

use dateline_text::ByteSpan;

pub use self::kind::{EventType, Modality};
pub use self::setting::{DatePrecision, EventDate};

use self::again::Again;
use self::frame::Frames;
use self::gate::Gate;
use self::matching::Scene;
use self::merge::Told;
use self::situate::{date_of, same_day, shared_time};
use self::things::Things;
use crate::evidence::{Evidence, Score};
use crate::page::Page;
use crate::parties::{Parties, Parts};
use crate::statement::Statement;
use crate::time::{Basis, Time};

/// Who is said to have been killed, and nothing more, was killed by force that at most so many sentences before tell of.
const UNDER_FIRE: usize = 2;

/// Something that was done, is done, or may be.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// PLOVER's type.
    pub kind: EventType,
    /// PLOVER's mode.
    pub mode: Option<&'static str>,
    /// PLOVER's contexts.
    pub contexts: Vec<&'static str>,
    /// The CAMEO code, as deep as it can be told.
    pub cameo: &'static str,
    /// Who does it, indexes into the entities.
    pub actors: Vec<usize>,
    /// To whom or what, indexes into the entities.
    pub recipients: Vec<usize>,
    /// The weapon or means.
    pub instrument: Option<ByteSpan>,
    /// Where, an index into the entities.
    pub place: Option<usize>,
    /// When.
    pub date: EventDate,
    /// Whether it happened.
    pub modality: Modality,
    /// The statement that asserts it, an index into the statements; `None` is the reporter.
    pub asserted_by: Option<usize>,
    /// The word that tells it first.
    pub trigger: ByteSpan,
    /// The words that tell it, in order: one in a sentence, or more.
    pub mentions: Vec<ByteSpan>,
    /// A larger event, an index into the events.
    pub part_of: Option<usize>,
    /// What its fields rest on.
    pub evidence: Evidence,
    /// How sure it is.
    pub score: Score,
    /// The frame that made it.
    pub rule: Arc<str>,
}

/// Events, and the words of accidents that were taken for none.
#[derive(Debug, Default)]
pub struct Findings {
    /// The events, in the order of their triggers.
    pub events: Vec<Event>,
    /// Words of harm that tell of an accident, a game or a figure of speech: indexes into the analysis, in order.
    pub accidents: Vec<usize>,
    /// What the page is like as a whole.
    pub(crate) tone: public::Tone,
}

/// Finds events.
#[derive(Debug)]
pub struct Finder {
    frames: Frames,
    things: Things,
    modality: modality::Words,
    again: Again,
}

impl Finder {
    /// Reads the embedded lists.
    #[must_use]
    pub fn load() -> Self {
        Self { frames: Frames::load(), things: Things::load(), modality: modality::Words::load(), again: Again::load() }
    }

    /// Heads of phrases that only count.
    #[must_use]
    pub const fn parts(&self) -> &Parts {
        &self.things.parts
    }

    /// The frames.
    #[must_use]
    pub const fn frames(&self) -> &Frames {
        &self.frames
    }

    /// The words of modality.
    #[must_use]
    pub const fn modality(&self) -> &modality::Words {
        &self.modality
    }

    /// Who does what a verb says, and to whom.
    #[must_use]
    pub fn shape(&self, page: &Page<'_>, parties: &Parties<'_, '_>, verb: usize) -> Option<matching::Shape> {
        Scene { page, frames: &self.frames, things: &self.things, parties }.shape(verb)
    }

    /// The events of a page.
    #[must_use]
    pub fn find(&self, page: &Page<'_>, parties: &Parties<'_, '_>, statements: &[Statement], times: &[Time]) -> Findings {
        let scene = Scene { page, frames: &self.frames, things: &self.things, parties };
        let gate = Gate::new(&scene);
        let mut told: Vec<Told> = Vec::new();
        let mut modal_words: Vec<Vec<usize>> = Vec::new();
        let mut place_words: Vec<Option<ByteSpan>> = Vec::new();
        let mut same_days: Vec<(usize, usize)> = Vec::new();
        let mut next_time = 0;
        for (number, sentence) in page.analysis.sentences().iter().enumerate() {
            let mut found = scene.sentence(sentence.clone());
            if found.is_empty() {
                continue;
            }
            let under_fire = told.iter().rev().take_while(|it| it.sentence + UNDER_FIRE >= number).any(|it| {
                it.found.kind == EventType::Assault
                    && !it.found.is_void
                    && it.modality.is_real()
                    && !self.frames.all[it.found.frame].is_harm
            });
            gate.sentence(sentence, under_fire, &mut found);
            self.reread(&scene, &mut found);
            while next_time < times.len() && times[next_time].words.start < sentence.start {
                next_time += 1;
            }
            let end = times[next_time..].iter().position(|time| time.words.start >= sentence.end).map_or(times.len(), |at| next_time + at);
            let settings =
                setting::of_sentence(&scene, sentence, &found, &times[next_time..end], &|lemma| self.modality.is_reporting(lemma));
            let dates: Vec<Option<usize>> = settings.iter().map(|it| it.time.map(|(time, _)| next_time + time)).collect();
            let base = told.len();
            same_days.extend(same_day(&scene, sentence, &found).map(|(known, other)| (base + known, base + other)));
            let all = found;
            for (at, found) in all.iter().enumerate() {
                let mut modality = self.modality.of(page, found);
                let time =
                    dates[at].or_else(|| shared_time(&scene, at, &all, &dates)).or_else(|| settings[at].when.map(|time| next_time + time));
                let mut date = time.map_or_else(EventDate::default, |time| date_of(&times[time]));
                self.by_date(page, &mut date, found, &mut modality);
                let (place, words) =
                    self.place(&scene, sentence, at, &all, &settings).map_or((None, None), |(place, words)| (Some(place), Some(words)));
                told.push(Told {
                    found: found.clone(),
                    sentence: number,
                    date,
                    place,
                    modality: modality.modality,
                    is_future: modality.is_future,
                });
                modal_words.push(modality.words);
                place_words.push(words);
            }
        }
        gate::orphans(&scene, &mut told);
        self.arresting(&scene, &mut told);
        self.owned(&scene, &mut told);
        self.retype(&scene, &mut told);
        self.at_the_dateline(&scene, &mut told, &mut place_words);
        self.deeds(&scene, &mut told);
        let groups = merge::groups(&scene, &self.again, &told);
        self.build(&scene, statements, &told, &groups, &modal_words, &place_words, &same_days)
    }

    #[allow(clippy::too_many_arguments, reason = "the columns of one table")]
    fn build(
        &self,
        scene: &Scene<'_, '_>,
        statements: &[Statement],
        told: &[Told],
        groups: &[Option<usize>],
        modal_words: &[Vec<usize>],
        place_words: &[Option<ByteSpan>],
        same_days: &[(usize, usize)],
    ) -> Findings {
        let page = scene.page;
        let accidents: Vec<usize> = told.iter().filter(|it| it.found.is_void).map(|it| it.found.word).collect();
        let mut events: Vec<Event> = Vec::new();
        let tone = public::Tone::new(page, scene.parties, &self.things, self.things.guides.is_guide(page, statements));
        let mut all: Vec<Vec<usize>> = vec![Vec::new(); told.len()];
        for (at, group) in groups.iter().enumerate() {
            if let Some(first) = *group {
                all[first].push(at);
            }
        }
        for (first, members) in all.into_iter().enumerate() {
            if members.first() != Some(&first) {
                continue;
            }
            let mut known = told[first].clone();
            for &member in &members[1..] {
                merge::absorb(scene, &self.again, &mut known, &told[member]);
            }
            if let Some(event) = self.event(scene, statements, told, &members, &known, modal_words, place_words, tone) {
                events.push(event);
            }
        }
        events.sort_by_key(|event| event.trigger);
        events.dedup_by_key(|event| event.trigger);
        // What came on the same day as another has its date.
        for &(known, other) in same_days {
            let of = |at: usize| {
                let span = page.span(&told[at].found.words);
                events.iter().position(|event| event.mentions.contains(&span) || event.trigger == span)
            };
            let (Some(known), Some(other)) = (of(known), of(other)) else { continue };
            if known == other || events[known].date.start.is_none() || events[other].date.start.is_some() {
                continue;
            }
            let date = EventDate { basis: Some(Basis::Event), same_day_as: Some(known), ..events[known].date.clone() };
            let spans = date.spans.clone();
            events[other].evidence.words("date", spans);
            events[other].date = date;
        }
        Findings { events, accidents, tone }
    }
}

/// The basis of a date in the contract.
#[must_use]
pub fn basis_name(date: &EventDate) -> &'static str {
    date.basis.map_or(Basis::None.name(), Basis::name)
}
