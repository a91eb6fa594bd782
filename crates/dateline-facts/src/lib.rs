//! When, where, who, and who said what: what an analysed page says, every field with the words that it rests on.
//!
//! ```text
//! Document + Analysis ─→ Page ─ time::find → place::find → who::find → statement::find ─→ Findings
//! ```
//!
//! A later room reads what an earlier one found, never the reverse. Nothing here can fail, and nothing here guesses silently: what cannot
//! be told is `None`, and what rests on a choice says on which.

pub mod commitment;
pub mod country;
pub mod event;
pub mod evidence;
pub mod guide;
mod lists;
pub mod page;
pub mod parties;
pub mod place;
pub mod quotation;
pub mod statement;
pub mod time;
pub mod toll;
pub mod weights;
pub mod who;

use dateline_gazetteer::Gazetteer;
use dateline_lang::Analysis;
use dateline_lang::clause::{ClauseWords, Clauses};
use dateline_text::{Document, Note};

pub use commitment::{Commitment, Force};
pub use country::{Countries, Country};
pub use event::{DatePrecision, Event, EventDate, EventType, Modality};
pub use evidence::{Evidence, Ground, Score};
pub use page::{Page, Published};
pub use place::{Located, Precision, Toponym};
pub use statement::attribution::Attributor;
pub use statement::{Mode, Statement, StatementKind, Withheld};
pub use time::{Basis, Time, TimeKind};
pub use toll::{Measure, Toll};
pub use who::link::Ranker;
pub use who::{Entity, EntityKind, Form, Mention, Role};

/// Everything that finding needs, read once and shared by all threads.
#[derive(Debug)]
pub struct Facts<'g> {
    clauses: ClauseWords,
    countries: Countries,
    times: time::Finder,
    places: place::Finder<'g>,
    people: who::Finder<'g>,
    statements: statement::Finder<'g>,
    events: event::Finder,
    tolls: toll::Finder,
    commitments: commitment::Finder,
}

/// What a page says.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Findings {
    /// People, organizations, countries, places, groups and objects, in the order of their first mentions.
    pub entities: Vec<Entity>,
    /// Dates, times, durations and sets, in order.
    pub times: Vec<Time>,
    /// What sources are reported to say, believe and intend, in order.
    pub statements: Vec<Statement>,
    /// What was held back outside any statement, in order.
    pub withheld: Vec<Withheld>,
    /// What was done, in the order of the words that tell it first.
    pub events: Vec<Event>,
    /// How many were killed, hurt, taken, driven out, in order.
    pub tolls: Vec<Toll>,
    /// What somebody promised, agreed, plans or aims to do, in order.
    pub commitments: Vec<Commitment>,
    /// What the reader should know, in the order of the text.
    pub notes: Vec<Note>,
}

impl<'g> Facts<'g> {
    /// Reads the embedded word lists; places come from `gazetteer`, `ranker` links nominals and pronouns to who they mean, and `attributor` finds who says what.
    #[must_use]
    pub fn new(gazetteer: Gazetteer<'g>, ranker: Ranker<'g>, attributor: Attributor<'g>) -> Self {
        Self {
            clauses: ClauseWords::load(),
            countries: Countries::load(),
            times: time::Finder::load(),
            places: place::Finder::new(gazetteer),
            people: who::Finder::new(ranker),
            statements: statement::Finder::new(attributor),
            events: event::Finder::load(),
            tolls: toll::Finder::load(),
            commitments: commitment::Finder::load(),
        }
    }

    /// What a page says, from an analysis of its kept blocks ([`page::paragraphs`]).
    #[must_use]
    pub fn find(&self, document: &Document, analysis: &Analysis) -> Findings {
        self.find_by_room(document, analysis, &mut |_| {})
    }

    /// The same; `done` hears the name of each room when it has found what it finds: for measuring what a room costs.
    pub fn find_by_room(&self, document: &Document, analysis: &Analysis, done: &mut dyn FnMut(&'static str)) -> Findings {
        let clauses = Clauses::new(&document.text, analysis, &self.clauses);
        let page = Page::new(document, analysis, &clauses, &self.countries);
        let mut notes = Vec::new();
        let times = self.times.find(&page, &mut notes);
        done("time");
        let places = self.places.find(&page, &mut notes);
        done("place");
        let (mut entities, kept) = self.people.find_all(&page, &places);
        done("who");
        let (statements, withheld) = self.statements.find(&page, &mut entities, &times, &self.people);
        done("statement");
        let parties = parties::Parties::new(&page, &entities, &times, self.events.parts()).with_speakers(&statements);
        let event::Findings { events, accidents, tone } = self.events.find(&page, &parties, &statements, &times);
        done("event");
        let is_accident = |word: usize| accidents.binary_search(&word).is_ok();
        let shapes = |verb: usize| self.events.shape(&page, &parties, verb);
        let is_real = |verb: usize| self.events.modality().of_word(&page, verb).modality.is_real();
        let told = toll::Told { shapes: &shapes, is_accident: &is_accident, is_real: &is_real };
        let tolls = self.tolls.find(&page, &parties, &statements, &events, &times, &told);
        done("toll");
        let commitments = self.commitments.find(&page, &parties, &statements, &events, &times, tone);
        done("commitment");
        notes.sort_by_key(|note| (note.span, note.code));
        let mut findings = Findings { entities, times, statements, withheld, events, tolls, commitments, notes };
        findings.settle(kept);
        findings
    }

    /// The frames of events.
    #[must_use]
    pub const fn frames(&self) -> &event::frame::Frames {
        self.events.frames()
    }

    /// Hands a page on with its entities, those that are somebody only where a record speaks of them last: for training.
    pub fn with_page<R>(&self, document: &Document, analysis: &Analysis, read: impl FnOnce(&Page<'_>, &[Entity]) -> R) -> R {
        let clauses = Clauses::new(&document.text, analysis, &self.clauses);
        let page = Page::new(document, analysis, &clauses, &self.countries);
        let places = self.places.find(&page, &mut Vec::new());
        read(&page, &self.people.find_all(&page, &places).0)
    }

    /// The entities of a page as another chooser links them: for training.
    pub fn entities_with(&self, document: &Document, analysis: &Analysis, choose: &mut impl who::link::Choose) -> Vec<Entity> {
        let clauses = Clauses::new(&document.text, analysis, &self.clauses);
        let page = Page::new(document, analysis, &clauses, &self.countries);
        let places = self.places.find(&page, &mut Vec::new());
        self.people.with(&page, &places, choose)
    }
}

impl Findings {
    /// Drops the entities that are somebody only where a record speaks of them, and none does, and sorts the others in; indexes follow.
    fn settle(&mut self, kept: usize) {
        let mut used: Vec<bool> = (0..self.entities.len()).map(|at| at < kept).collect();
        for statement in &self.statements {
            statement.speaker.iter().chain(&statement.addressees).for_each(|&it| used[it] = true);
        }
        self.withheld.iter().filter_map(|it| it.by).for_each(|it| used[it] = true);
        for event in &self.events {
            event.actors.iter().chain(&event.recipients).chain(&event.place).for_each(|&it| used[it] = true);
        }
        self.tolls.iter().filter_map(|it| it.claimant).for_each(|it| used[it] = true);
        self.commitments.iter().flat_map(|it| it.by.iter().chain(&it.to)).for_each(|&it| used[it] = true);
        let first = |at: usize| self.entities[at].mentions.first().map(|it| it.span);
        let mut order: Vec<usize> = (0..used.len()).filter(|&at| used[at]).collect();
        order.sort_by_key(|&at| (first(at), at));
        let mut numbers: Vec<Option<usize>> = vec![None; used.len()];
        order.iter().enumerate().for_each(|(number, &at)| numbers[at] = Some(number));
        let mut old: Vec<Option<Entity>> = std::mem::take(&mut self.entities).into_iter().map(Some).collect();
        self.entities = order.iter().filter_map(|&at| old[at].take()).collect();
        let number = |it: usize| numbers[it].unwrap_or_default();
        for entity in &mut self.entities {
            entity.members = entity.members.iter().filter_map(|&it| numbers[it]).collect();
            for role in &mut entity.roles {
                role.of = role.of.and_then(|it| numbers[it]);
            }
        }
        for statement in &mut self.statements {
            statement.speaker = statement.speaker.map(number);
            statement.addressees.iter_mut().for_each(|it| *it = number(*it));
        }
        self.withheld.iter_mut().for_each(|it| it.by = it.by.map(number));
        for event in &mut self.events {
            event.actors.iter_mut().chain(&mut event.recipients).chain(&mut event.place).for_each(|it| *it = number(*it));
        }
        self.tolls.iter_mut().for_each(|it| it.claimant = it.claimant.map(number));
        self.commitments.iter_mut().flat_map(|it| it.by.iter_mut().chain(&mut it.to)).for_each(|it| *it = number(*it));
    }
}
