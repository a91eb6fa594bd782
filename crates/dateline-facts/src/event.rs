//! Events: who did what to whom, when, where, with what, and whether it happened.
//!
//! ```text
//! sentence ─ matching: frames over the tree ─ gate: is force meant? ─ modality ─ setting: date, place ─→ Told ─ merge ─→ Event
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
pub mod setting;
pub mod things;

use std::ops::Range;
use std::sync::Arc;

use dateline_lang::labels::{Deprel, Upos};
use dateline_text::ByteSpan;

pub use self::kind::{EventType, Modality};
pub use self::setting::{DatePrecision, EventDate};

use self::again::Again;
use self::frame::Frames;
use self::gate::Gate;
use self::matching::{Construction, Found, Scene};
use self::merge::Told;
use self::things::Things;
use crate::evidence::{Evidence, Score, between};
use crate::page::Page;
use crate::parties::{Parties, Parts, Party};
use crate::statement::{self, Statement};
use crate::time::{Basis, Time};
use crate::who::EntityKind;

/// The score under which nothing is told: rather no event than a guess.
const LEAST: u8 = 40;

/// How often events of such points are right by their type, in hundredths: read off the 400 sentences of `gold/events/sentences.md`.
const RIGHT: [(i32, i32); 8] = [(40, 74), (50, 77), (60, 76), (70, 78), (74, 79), (80, 84), (84, 92), (90, 96)];

/// Who is said to have been killed, and nothing more, was killed by force that at most so many sentences before tell of.
const UNDER_FIRE: usize = 2;

/// How many sentences back the police stand who arrest somebody of whom it is only said that he was arrested.
const ARRESTERS: usize = 10;

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
        self.retype(&scene, &mut told);
        self.at_the_dateline(&scene, &mut told, &mut place_words);
        self.deeds(&scene, &mut told);
        let groups = merge::groups(&scene, &self.again, &told);
        self.build(&scene, statements, &told, &groups, &modal_words, &place_words, &same_days)
    }

    /// Force that the first sentence tells of, and of which nothing says where it was, was where the report comes from.
    fn at_the_dateline(&self, scene: &Scene<'_, '_>, told: &mut [Told], place_words: &mut [Option<ByteSpan>]) {
        let Some((place, words)) = setting::dateline(scene) else { return };
        for (it, place_words) in told.iter_mut().zip(place_words) {
            let is_force = matches!(it.found.kind, EventType::Assault | EventType::Protest)
                && matches!(it.found.construction, Construction::Active | Construction::Passive | Construction::Light);
            if it.sentence == 0 && it.place.is_none() && is_force && it.modality.is_real() && !it.found.is_void {
                it.place = Some(place);
                *place_words = Some(words);
            }
        }
    }

    /// Whom praise and blame of `the move`, `the attack` are for: those who did what was told just before.
    fn deeds(&self, scene: &Scene<'_, '_>, told: &mut [Told]) {
        for at in 0..told.len() {
            let found = &told[at].found;
            if !matches!(found.kind, EventType::Accuse | EventType::Support) || !found.recipients.is_empty() || found.is_void {
                continue;
            }
            let Some(shape) = scene.shape(found.word) else { continue };
            let clauses = scene.page.clauses;
            let is_deed = |it: &usize| {
                let lemma = scene.lemma(*it);
                let bare = !clauses.dependents(*it).any(|of| {
                    matches!(
                        scene.page.analysis.labels[of],
                        Deprel::Nmod | Deprel::NmodPoss | Deprel::Acl | Deprel::AclRelcl | Deprel::Compound
                    )
                });
                self.things.is_deed(&lemma) && bare && merge::is_definite(scene, *it)
            };
            let Some(&deed) = shape.objects.iter().find(|it| is_deed(it)) else { continue };
            // `the deal` is what was agreed; `the move` may be anything.
            let named: Vec<EventType> = self.frames.noun(&scene.lemma(deed)).iter().map(|it| self.frames.all[it.frame].kind).collect();
            let is_meant = |it: &Told| named.is_empty() || named.contains(&it.found.kind);
            let near = told[at].sentence.saturating_sub(1)..=told[at].sentence;
            let before = (0..at).rev().filter(|&it| {
                near.contains(&told[it].sentence) && !told[it].found.is_void && told[it].modality.is_real() && is_meant(&told[it])
            });
            let own: Vec<usize> = found.actors.iter().map(|it| it.entity).collect();
            let doers = before.map(|it| told[it].found.actors.clone()).find(|all| !all.is_empty()).unwrap_or_default();
            if !doers.iter().any(|it| own.contains(&it.entity)) {
                told[at].found.recipients = doers;
            }
        }
    }

    /// Who arrested those of whom it is said that they were arrested: the police of the same sentence or of those before.
    fn arresting(&self, scene: &Scene<'_, '_>, told: &mut [Told]) {
        let sentences = scene.page.analysis.sentences();
        let entities = scene.parties.entities();
        // The police by that name: an agency that a page is also about arrests nobody unsaid.
        let is_police = |entity: usize| {
            let entity = &entities[entity];
            entity.sector.as_ref().map(crate::who::Sector::code) == Some("COP")
                && entity.kind == EntityKind::Organization
                && entity.mentions.iter().any(|it| self.things.is_target(scene.page, it.head))
        };
        let mut all = (0..entities.len()).filter(|&it| is_police(it));
        let only = all.next().filter(|_| all.next().is_none());
        let only = only.and_then(|it| scene.parties.at(entities[it].mentions.first()?.head)).filter(|party| is_police(party.entity));
        for it in told.iter_mut() {
            let found = &mut it.found;
            if found.kind != EventType::Coerce
                || found.mode != Some("arrest")
                || !found.actors.is_empty()
                || found.is_void
                || !it.modality.is_real()
            {
                continue;
            }
            let from = sentences[it.sentence.saturating_sub(ARRESTERS)].start;
            let near =
                (from..sentences[it.sentence].end).rev().filter_map(|word| scene.parties.at(word)).find(|party| is_police(party.entity));
            // Or the one police of the page, wherever they stand.
            let police = near.or(only.filter(|_| self.frames.all[found.frame].is_human && found.construction == Construction::Passive));
            if let Some(police) = police.filter(|party| !found.recipients.iter().any(|it| it.entity == party.entity)) {
                found.actors.push(police);
                found.score = found.score.saturating_sub(14);
            }
        }
    }

    /// Voids what is told with another match of its sentence, gives arrests the police who tell of them, and types what its content decides.
    fn reread(&self, scene: &Scene<'_, '_>, found: &mut [Found]) {
        let page = scene.page;
        // A noun that is the object of another event is told with it: `dropped the investigation`.
        let told: Vec<bool> = found
            .iter()
            .map(|it| {
                let lemma = scene.lemma(it.word);
                let verb = it.light.or(it.clause).filter(|verb| *verb != it.word);
                // `have yet to end their strike`: it goes on.
                let ends = |other: &Found| {
                    other.kind == EventType::Concede && it.kind == EventType::Protest && !self.modality.of(page, other).modality.is_real()
                };
                found.iter().any(|other| {
                    Some(other.word) == verb
                        && other.word != it.word
                        && self.frames.all[other.frame].object.contains(&lemma)
                        && !ends(other)
                })
            })
            .collect();
        for (it, told) in found.iter_mut().zip(told) {
            if told && matches!(it.construction, Construction::Nominal | Construction::Light | Construction::Bare) {
                it.is_void = true;
            }
        }
        // Who was arrested was arrested by the police who tell of it.
        for it in
            found.iter_mut().filter(|it| it.kind == EventType::Coerce && it.mode == Some("arrest") && it.actors.is_empty() && !it.is_void)
        {
            let Some(governor) = it.clause.and_then(|clause| page.clauses.governor(clause)) else { continue };
            if !page.clauses.is_reporting(governor.predicate) {
                continue;
            }
            let police = page.clauses.subjects(governor.predicate).into_iter().find_map(|word| scene.parties.of(word));
            let tells = |party: &Party| scene.parties.entities()[party.entity].sector.as_ref().map(crate::who::Sector::code) == Some("COP");
            if let Some(police) = police.filter(tells) {
                it.actors.push(police);
                it.score = it.score.saturating_sub(8);
            }
        }
        // The content of a vow, a threat, a plan decides what it is.
        for at in 0..found.len() {
            let frame = &self.frames.all[found[at].frame];
            // `threatened to use live rounds`.
            if found[at].kind == EventType::Threaten
                && found[at].mode.is_none()
                && found[at].content.is_some_and(|it| scene.is_armed_deed(it))
            {
                found[at].mode = Some("violence");
            }
            if !frame.by_content {
                continue;
            }
            // `vowed to keep fighting`: to fight.
            let content = found[at].content.map(|content| self.carried_on(page, content));
            found[at].content = content;
            let inner = content.and_then(|content| {
                found
                    .iter()
                    .position(|it| {
                        it.word == content || it.light == Some(content) || it.clause == Some(content) && it.word != found[at].word
                    })
                    .map(|it| (found[it].kind, found[it].mode, found[it].is_void))
            });
            match inner {
                Some((kind, mode, false))
                    if matches!(
                        kind,
                        EventType::Assault
                            | EventType::Coerce
                            | EventType::Sanction
                            | EventType::Protest
                            | EventType::Mobilize
                            | EventType::Threaten
                    ) =>
                {
                    let readies = self.things.is_plan(page.analysis.lemma(found[at].word));
                    found[at].kind = if readies && kind == EventType::Assault {
                        EventType::Mobilize
                    } else if readies {
                        kind
                    } else {
                        EventType::Threaten
                    };
                    found[at].mode = if found[at].kind == EventType::Threaten { threat(kind, mode) } else { None };
                    if readies && kind != EventType::Assault {
                        // The plan is told by what is planned.
                        found[at].is_void = true;
                    }
                }
                Some((EventType::Reject, _, false)) => found[at].kind = EventType::Reject,
                // `The gunman planned to attend a lecture`: nobody's promise.
                None if frame.is_loose
                    && content.is_some()
                    && !found[at].actors.is_empty()
                    && !found[at].actors.iter().any(|&it| public::has_part(scene, it)) =>
                {
                    found[at].is_void = true;
                }
                _ => {
                    // `vowed not to yield`, `vowed revenge`.
                    // By `not` itself: `promised that nobody would have to return` refuses nothing.
                    let negated = content.is_some_and(|content| {
                        page.clauses.negations(content).iter().any(|&it| matches!(page.analysis.tags[it].upos, Upos::Part | Upos::Adv))
                    });
                    if negated {
                        found[at].kind = EventType::Reject;
                        found[at].mode = None;
                    } else if content.is_none() && found[at].recipients.is_empty() {
                        found[at].is_void = true;
                    }
                }
            }
        }
    }

    /// What is carried on by a verb that says no more: `fighting` of `keep fighting`.
    fn carried_on(&self, page: &Page<'_>, verb: usize) -> usize {
        let goes_on = self.modality.goes_on(page.analysis.lemma(verb));
        let own = page.clauses.dependents(verb).find(|&it| goes_on && it > verb && page.analysis.labels[it] == Deprel::Xcomp);
        own.unwrap_or(verb)
    }

    /// Where an event was: by the words of its clause, by whom it hits, by the clause on which its own depends, by the only place of its sentence.
    fn place(
        &self,
        scene: &Scene<'_, '_>,
        sentence: &Range<usize>,
        at: usize,
        all: &[Found],
        settings: &[setting::Setting],
    ) -> Option<(usize, ByteSpan)> {
        let found = &all[at];
        let said = |it: usize| settings[it].place.filter(|(_, _, rank)| !all[it].kind.is_verbal() || *rank <= 1).map(|it| (it.0, it.1));
        let hits = || self.hit_place(scene, sentence, found);
        let shared = || above(scene, found).and_then(|above| owner(all, at, above, &|it| said(it).is_some())).and_then(said);
        said(at)
            .or_else(hits)
            .or_else(|| shared().filter(|_| !found.kind.is_verbal()))
            .or(settings[at].nearby)
            .or_else(|| self.hit_thing(scene, found))
    }

    /// The place on the map that an event of force has from whom it hits: a town that is shelled is where it is shelled.
    fn hit_place(&self, scene: &Scene<'_, '_>, sentence: &Range<usize>, found: &Found) -> Option<(usize, ByteSpan)> {
        let has_place = matches!(found.kind, EventType::Assault | EventType::Coerce | EventType::Mobilize);
        let things =
            |party: &&Party| scene.parties.is_place(party.entity) || scene.parties.entities()[party.entity].kind == EntityKind::Object;
        found.recipients.iter().filter(things).filter(|_| has_place).find_map(|party| setting::inner(scene, sentence, party))
    }

    /// The place without a point on the map that an event of force hits: `the crossing`. What is forbidden to a country is not done there:
    /// `banned Chinese apps`.
    fn hit_thing(&self, scene: &Scene<'_, '_>, found: &Found) -> Option<(usize, ByteSpan)> {
        let is_country = |party: &Party| scene.parties.entities()[party.entity].kind == EntityKind::Country;
        let is_there = |party: &Party| match found.kind {
            EventType::Assault | EventType::Mobilize => true,
            EventType::Coerce => !is_country(party),
            _ => false,
        };
        found.recipients.iter().find(|it| scene.parties.is_place(it.entity) && is_there(it)).map(|it| (it.entity, it.span))
    }

    /// What the day says of whether it happened.
    fn by_date(&self, page: &Page<'_>, date: &mut EventDate, found: &Found, told: &mut modality::Told) {
        let Some(published) = page.published else { return };
        let day = published.date.to_string();
        let (Some(start), Some(end)) = (date.start.clone(), date.end.clone()) else { return };
        let year_ago = published.date.saturating_sub(jiff::Span::new().months(12)).to_string();
        // `is seeking his extradition over a role in 2010`: what goes on now has no day long past.
        if told.modality == Modality::Ongoing
            && end < year_ago
            && found.construction == Construction::Active
            && matches!(page.clauses.verb_group(found.word).tense, Some(dateline_lang::clause::Tense::Present))
        {
            *date = EventDate::default();
            return;
        }
        if told.modality.is_real() && end < year_ago && date.precision != DatePrecision::Unknown {
            told.modality = Modality::Historical;
            return;
        }
        if matches!(told.modality, Modality::Happened | Modality::Ongoing) && start > day {
            // A past tense and a day to come contradict each other: the day is not the event's.
            let past =
                matches!(page.analysis.tags[found.light.unwrap_or(found.word)].xpos, dateline_lang::Xpos::Vbd | dateline_lang::Xpos::Vbn)
                    && told.words.len() < 2;
            if past {
                *date = EventDate::default();
                return;
            }
            // What is still to come: an act of speech was done all the same.
            if !found.kind.is_verbal()
                || told.modality == Modality::Ongoing
                || matches!(page.clauses.verb_group(found.word).tense, Some(dateline_lang::clause::Tense::Present))
            {
                told.modality = Modality::Planned;
                told.is_future = true;
            }
        }
    }

    /// What is still to come is typed by what it is now.
    fn retype(&self, scene: &Scene<'_, '_>, told: &mut [Told]) {
        for one in told.iter_mut() {
            if one.found.is_void {
                continue;
            }
            let (kind, modality) = (one.found.kind, one.modality);
            let found = &mut one.found;
            let is_promise = self.frames.all[found.frame].by_content && kind == EventType::Agree;
            match (kind, modality) {
                // `will not lift the ban`: a refusal.
                (
                    EventType::Agree
                    | EventType::Aid
                    | EventType::Cooperate
                    | EventType::Concede
                    | EventType::Retreat
                    | EventType::Support
                    | EventType::Consult,
                    Modality::Denied,
                ) if one.is_future && !found.actors.is_empty() && !is_promise => {
                    found.kind = EventType::Reject;
                    found.mode = if kind == EventType::Consult { Some("meet") } else { None };
                    one.modality = Modality::Happened;
                }
                // `will boycott the vote unless he steps down`: a threat, until then.
                (EventType::Coerce | EventType::Sanction | EventType::Protest | EventType::Retreat, Modality::Conditional)
                    if one.is_future && !found.actors.is_empty() && self.modality.unless(scene.page, found.word).is_some() =>
                {
                    found.mode = threat(kind, found.mode);
                    found.kind = EventType::Threaten;
                }
                (
                    EventType::Consult | EventType::Support | EventType::Aid | EventType::Cooperate | EventType::Retreat,
                    Modality::Planned | Modality::Conditional,
                ) => {
                    found.kind = EventType::Agree;
                    found.mode = None;
                }
                // What is promised is still to come.
                (EventType::Agree, Modality::Happened | Modality::Ongoing) if is_promise && found.content.is_some() => {
                    let hangs = self.modality.hangs(scene.page, found.word).is_some();
                    one.modality = if hangs { Modality::Conditional } else { Modality::Planned };
                }
                // Force that is said to be about to come is a threat; what is readied is a move.
                (EventType::Assault, Modality::Planned) => {
                    let readied =
                        scene.page.analysis.head(found.word).is_some_and(|head| self.things.braces(scene.page.analysis.lemma(head)));
                    found.kind = if readied { EventType::Mobilize } else { EventType::Threaten };
                    found.mode = found.kind.mode("violence");
                    if found.actors.is_empty() {
                        found.is_void = true;
                    }
                }
                _ => {}
            }
        }
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
                merge::absorb(scene, &mut known, &told[member]);
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

    #[allow(clippy::too_many_arguments, reason = "the parts of one record")]
    fn event(
        &self,
        scene: &Scene<'_, '_>,
        statements: &[Statement],
        told: &[Told],
        members: &[usize],
        known: &Told,
        modal_words: &[Vec<usize>],
        place_words: &[Option<ByteSpan>],
        tone: public::Tone,
    ) -> Option<Event> {
        let page = scene.page;
        let found = &known.found;
        // The telling that says most gives type, mode and rule.
        let best = members.iter().copied().max_by_key(|&it| {
            let one = &told[it].found;
            (
                one.mode.is_some(),
                one.construction != Construction::Bare,
                one.actors.len().min(1) + one.recipients.len().min(1),
                std::cmp::Reverse(it),
            )
        })?;
        let frame = &self.frames.all[told[best].found.frame];
        let kind = found.kind;
        let mut mode = found.mode.or(told[best].found.mode).and_then(|mode| kind.mode(mode));
        if mode.is_none() {
            mode = frame.mode.and_then(|mode| kind.mode(mode));
        }
        let cameo = if kind == frame.kind { frame.cameo } else { kind.cameo() };
        let span_of = |it: usize| page.span(&told[it].found.words);
        let mut mentions: Vec<ByteSpan> = members.iter().map(|&it| span_of(it)).collect();
        mentions.sort_unstable();
        mentions.dedup();
        // One mention a sentence, the deed before those whom it hurt; further words of it are evidence.
        let is_harm = |it: usize| self.frames.all[told[it].found.frame].is_harm;
        let mut per_sentence: Vec<ByteSpan> = Vec::new();
        let mut sentence = usize::MAX;
        for &it in members {
            if told[it].sentence != sentence {
                sentence = told[it].sentence;
                let deed = members.iter().copied().find(|&other| told[other].sentence == sentence && !is_harm(other));
                per_sentence.push(span_of(deed.unwrap_or(it)));
            }
        }
        per_sentence.sort_unstable();
        per_sentence.dedup();
        let trigger = per_sentence[0];
        let unique = |parties: &[Party]| {
            let mut seen: Vec<Party> = Vec::new();
            for party in parties.iter().flat_map(|party| scene.parties.nations(*party)) {
                if !seen.iter().any(|it| it.entity == party.entity) {
                    seen.push(party);
                }
            }
            seen
        };
        let actors = unique(&found.actors);
        let mut recipients = unique(&found.recipients);
        // Nor is it done to those who do it, taken together.
        let entities = scene.parties.entities();
        let does = |entity: usize| actors.iter().any(|it| it.entity == entity);
        recipients.retain(|party| !does(party.entity) && !entities[party.entity].members.iter().any(|&it| does(it)));
        let mut evidence = Evidence::default();
        evidence.words("type", mentions.iter().copied());
        evidence.words("cameo", [trigger]);
        evidence.words("trigger", [trigger]);
        evidence.words("mentions", mentions.iter().copied());
        let content =
            members.iter().flat_map(|&it| [told[it].found.content, told[it].found.noun]).flatten().map(|word| page.analysis.span(word));
        let is_nominal = matches!(told[best].found.construction, Construction::Nominal | Construction::Bare | Construction::Light);
        evidence.words("type", content);
        let instrument = members.iter().find_map(|&it| told[it].found.instrument.clone()).map(|words| page.span(&words));
        if mode.is_some() {
            evidence.words("mode", [instrument.unwrap_or(trigger)]);
        }
        if let Some(instrument) = instrument {
            evidence.words("instrument", [instrument]);
        }
        if !actors.is_empty() {
            evidence.words("actors", actors.iter().map(|party| party.span));
        }
        if !recipients.is_empty() {
            evidence.words("recipients", recipients.iter().map(|party| party.span));
        }
        let place = known.place;
        if let Some(place) = place {
            let words: Vec<ByteSpan> =
                members.iter().filter(|&&it| told[it].place == Some(place)).filter_map(|&it| place_words[it]).collect();
            if words.is_empty() { evidence.words("place", [trigger]) } else { evidence.words("place", words) }
        }
        let date = known.date.clone();
        if date.start.is_some() {
            evidence.words("date", date.spans.iter().copied());
        }
        // Of several tellings, one that it happened says most.
        let modality = members.iter().map(|&it| told[it].modality).find(|it| it.is_real()).unwrap_or(known.modality);
        let says = members.iter().find(|&&it| told[it].modality == modality).copied().unwrap_or(members[0]);
        evidence.words("modality", modal_words[says].iter().map(|&word| page.analysis.span(word)));
        let asserted_by = asserted_by(scene, statements, told, members, modality);
        match asserted_by {
            Some(at) => evidence.words("asserted_by", [statements[at].main_span()]),
            None => evidence.words("asserted_by", [trigger]),
        }
        let contexts = contexts(scene, frame, &actors, &recipients);
        if !contexts.is_empty() {
            evidence.words("contexts", [trigger]);
        }
        let mut score = score(&told[best].found, frame, &actors, &recipients, members.len());
        // What only may be, and whose doer is unknown, is told of nobody: `the chance of being extradited`.
        let unreal = matches!(modality, Modality::Hypothetical | Modality::Conditional | Modality::Denied);
        let suffered = told[best].found.is_told.1 || !recipients.is_empty();
        // `does not want a truce`, `avoided extradition`: a noun of what nobody did; `the talks never took place` tells of those that were to be.
        let no_deed =
            modality == Modality::Hypothetical && !frame.kind.is_force() || matches!(kind, EventType::Retreat | EventType::Cooperate);
        let vacant = if is_nominal { frame.kind.is_verbal() || no_deed } else { !suffered || !frame.kind.is_force() && !frame.is_human };
        // `how the force can be deployed`: those who are moved move nobody.
        let vacant = vacant || kind == EventType::Mobilize && !is_nominal;
        // `neither side has used tear gas`: told of somebody, though nobody knows who.
        let told_of = told[best].found.construction == Construction::Active && frame.kind.is_force() && told[best].found.is_told.0;
        if unreal && actors.is_empty() && vacant && !told_of && modality != Modality::Conditional {
            return None;
        }
        let is_told = members.iter().any(|&it| told[it].found.is_told.0 || told[it].found.is_told.1);
        if !modality.is_real() && actors.is_empty() && recipients.is_empty() && place.is_none() && !is_told {
            score = score.saturating_sub(if is_nominal { 0 } else { 8 });
        }
        // Force of nobody against nobody has to be told with something else that tells it from all other: `the violence in the region`.
        let marks = [place.is_some(), date.start.is_some(), instrument.is_some(), per_sentence.len() > 1];
        let is_vacant = kind == EventType::Assault && actors.is_empty() && recipients.is_empty() && !is_told;
        if is_vacant && is_nominal && modality == Modality::Happened && !marks.contains(&true) {
            score = score.saturating_sub(20);
        }
        let doubt = public::doubt(scene, (kind, mode), &told[best].found, [&actors, &recipients], tone);
        if score.saturating_sub(doubt) < LEAST {
            return None;
        }
        // What is told in spite of a doubt is right more often than the doubt says: half of it is kept.
        let sure = between(&RIGHT, i32::from(score)) - i32::from(doubt / 2);
        Some(Event {
            kind,
            mode,
            contexts,
            cameo,
            actors: actors.iter().map(|it| it.entity).collect(),
            recipients: recipients.iter().map(|it| it.entity).collect(),
            instrument,
            place,
            date,
            modality,
            asserted_by,
            trigger,
            mentions: per_sentence,
            part_of: None,
            evidence,
            score: Score::hundredths(u8::try_from(sure.clamp(5, 97)).unwrap_or(50)),
            rule: frame.id.clone(),
        })
    }
}

/// Who asserts an event: the reporter where he tells it anywhere in words of his own, else the first statement that tells it.
///
/// `the invasion` in what is told in other words than the speaker's takes it for known that there was one: the reporter says so.
fn asserted_by(scene: &Scene<'_, '_>, statements: &[Statement], told: &[Told], members: &[usize], modality: Modality) -> Option<usize> {
    let mut first = None;
    for &it in members.iter().filter(|&&it| told[it].modality == modality) {
        let found = &told[it].found;
        let at = scene.page.analysis.span(found.word);
        let holder = statement::holding(statements, at.start())?;
        let is_noun = matches!(found.construction, Construction::Nominal | Construction::Bare);
        let is_quoted = statements[holder].quotes.iter().any(|quote| quote.covers(at));
        if is_noun && modality.is_real() && !is_quoted && merge::is_definite(scene, found.word) {
            return None;
        }
        first.get_or_insert(holder);
    }
    first
}

/// How sure an event is, by how it is told.
fn score(found: &Found, frame: &frame::Frame, actors: &[Party], recipients: &[Party], mentions: usize) -> u8 {
    let mut score = i32::from(found.score);
    score += match found.construction {
        Construction::Active | Construction::Passive => 0,
        Construction::Light => 0,
        Construction::Nominal => -8,
        Construction::Bare => -12,
    };
    score += match (actors.is_empty(), recipients.is_empty()) {
        (false, false) => 8,
        (true, true) if !found.is_told.0 && !found.is_told.1 => -8,
        _ => -2,
    };
    if mentions > 1 {
        score += 6;
    }
    if frame.is_vague {
        score -= 10;
    }
    u8::try_from(score.clamp(5, 97)).unwrap_or(50)
}

/// The contexts of a frame and those that its parties say.
fn contexts(scene: &Scene<'_, '_>, frame: &frame::Frame, actors: &[Party], recipients: &[Party]) -> Vec<&'static str> {
    let mut all = frame.contexts.clone();
    for party in actors.iter().chain(recipients) {
        let entity = &scene.parties.entities()[party.entity];
        let context = match entity.sector.as_ref().map(crate::who::Sector::code) {
            Some("MIL") => "military",
            Some("JUD") => "legal",
            Some("LEG") => "legislative",
            Some("SPY") => "intelligence",
            Some("CRM") => "crime",
            Some("REF") => "asylum",
            Some("MED") => "health",
            _ => continue,
        };
        all.push(context);
    }
    all.sort_unstable();
    all.dedup();
    all
}

/// The mode of a threat by what is threatened.
fn threat(kind: EventType, mode: Option<&str>) -> Option<&'static str> {
    match (kind, mode) {
        (EventType::Assault | EventType::Mobilize, _) => Some("violence"),
        (EventType::Coerce, Some("arrest")) => Some("arrest"),
        (EventType::Coerce, Some("seize")) => Some("territory"),
        (EventType::Coerce, Some("deport")) | (EventType::Sanction, Some("expel")) => Some("expel"),
        (EventType::Coerce, _) => Some("restrict"),
        (EventType::Sanction, _) => Some("relations"),
        _ => None,
    }
}

/// The date that a time gives.
fn date_of(time: &Time) -> EventDate {
    let Some((start, end, precision)) = time.value.as_deref().and_then(setting::days) else { return EventDate::default() };
    let mut spans = vec![time.span];
    spans.extend(time.anchor);
    spans.sort_unstable();
    EventDate { start: Some(start.to_string()), end: Some(end.to_string()), precision, basis: Some(time.basis), spans, same_day_as: None }
}

/// Two matches of a sentence of which one came on the same day as the other: `The visit came on the same day that a strike hit the town`.
fn same_day(scene: &Scene<'_, '_>, sentence: &Range<usize>, found: &[Found]) -> Option<(usize, usize)> {
    let (analysis, clauses) = (scene.page.analysis, scene.page.clauses);
    let day = sentence.clone().find(|&it| {
        analysis.lemma(it) == "day"
            && clauses
                .dependents(it)
                .any(|of| matches!(analysis.labels[of], Deprel::Amod) && scene.page.form(of).eq_ignore_ascii_case("same"))
    })?;
    let verb = analysis.head(day)?;
    let clause = clauses.dependents(day).find(|&it| matches!(analysis.labels[it], Deprel::Acl | Deprel::AclRelcl | Deprel::Ccomp))?;
    let known = found.iter().position(|it| it.clause == Some(verb) || it.word == verb || it.light == Some(verb))?;
    let other = found.iter().position(|it| it.word == clause || it.clause == Some(clause) || it.light == Some(clause))?;
    (known != other).then_some((known, other))
}

/// The predicate whose time and place the clause of a match shares: that of which it is a further conjunct or a participle.
fn above(scene: &Scene<'_, '_>, found: &Found) -> Option<usize> {
    let clauses = scene.page.clauses;
    let own = found.light.or(found.clause)?;
    let first = clauses.first_conjunct(own);
    if first != own {
        return Some(first);
    }
    let label = scene.page.analysis.labels[own];
    let marked = clauses
        .dependents(own)
        .any(|it| scene.page.analysis.labels[it] == Deprel::Mark && scene.page.analysis.tags[it].xpos != dateline_lang::Xpos::To);
    let bound = matches!(label, Deprel::Advcl | Deprel::Xcomp) && !clauses.is_finite(own) && !marked;
    scene.page.analysis.head(own).filter(|_| bound)
}

/// The other match that a predicate belongs to and that has what is asked for.
fn owner(found: &[Found], at: usize, predicate: usize, has: &dyn Fn(usize) -> bool) -> Option<usize> {
    let is_of = |it: &Found| it.word == predicate || it.light == Some(predicate) || it.clause == Some(predicate);
    (0..found.len()).find(|&it| it != at && is_of(&found[it]) && has(it))
}

/// The time that an event without one of its own shares with the one on which its clause depends: a participle has that of its verb.
fn shared_time(scene: &Scene<'_, '_>, at: usize, found: &[Found], dates: &[Option<usize>]) -> Option<usize> {
    if let Some(above) = above(scene, &found[at]) {
        return owner(found, at, above, &|it| dates[it].is_some()).and_then(|it| dates[it]);
    }
    // `killed 16 people and injured 15 others in 1987`: what ends a string of deeds of force is when all of them were.
    let (clauses, own) = (scene.page.clauses, found[at].clause?);
    let is_shared = |it: usize| {
        let verb = found[it].word;
        dates[it].is_some()
            && found[it].kind == EventType::Assault
            && verb > own
            && clauses.first_conjunct(verb) == own
            && !clauses.dependents(verb).any(|of| matches!(scene.page.analysis.labels[of], Deprel::Nsubj | Deprel::NsubjPass))
    };
    let last = (0..found.len()).find(|&it| found[at].kind == EventType::Assault && is_shared(it))?;
    dates[last]
}

/// The basis of a date in the contract.
#[must_use]
pub fn basis_name(date: &EventDate) -> &'static str {
    date.basis.map_or(Basis::None.name(), Basis::name)
}
