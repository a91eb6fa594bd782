//! When, where, who, and who said what: what an analysed page says, every field with the words that it rests on.
//!
//! ```text
//! Document + Analysis ─→ Page ─ time::find → place::find → who::find → statement::find ─→ Findings
//! ```
//!
//! A later room reads what an earlier one found, never the reverse. Nothing here can fail, and nothing here guesses silently: what cannot
//! be told is `None`, and what rests on a choice says on which.

pub mod country;
pub mod evidence;
pub mod page;
pub mod place;
pub mod quotation;
pub mod statement;
pub mod time;
pub mod weights;
pub mod who;

use dateline_gazetteer::Gazetteer;
use dateline_lang::Analysis;
use dateline_lang::clause::{ClauseWords, Clauses};
use dateline_text::{Document, Note};

pub use country::{Countries, Country};
pub use evidence::{Evidence, Ground, Score};
pub use page::{Page, Published};
pub use place::{Located, Precision, Toponym};
pub use statement::attribution::Attributor;
pub use statement::{Mode, Statement, StatementKind, Withheld};
pub use time::{Basis, Time, TimeKind};
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
        }
    }

    /// What a page says, from an analysis of its kept blocks ([`page::paragraphs`]).
    #[must_use]
    pub fn find(&self, document: &Document, analysis: &Analysis) -> Findings {
        let clauses = Clauses::new(&document.text, analysis, &self.clauses);
        let page = Page::new(document, analysis, &clauses, &self.countries);
        let mut notes = Vec::new();
        let times = self.times.find(&page, &mut notes);
        let places = self.places.find(&page, &mut notes);
        let entities = self.people.find(&page, &places);
        let (statements, withheld) = self.statements.find(&page, &entities, &times);
        notes.sort_by_key(|note| (note.span, note.code));
        Findings { entities, times, statements, withheld, notes }
    }

    /// Hands a page and its entities on: for training.
    pub fn with_page<R>(&self, document: &Document, analysis: &Analysis, read: impl FnOnce(&Page<'_>, &[Entity]) -> R) -> R {
        let clauses = Clauses::new(&document.text, analysis, &self.clauses);
        let page = Page::new(document, analysis, &clauses, &self.countries);
        let places = self.places.find(&page, &mut Vec::new());
        read(&page, &self.people.find(&page, &places))
    }

    /// The entities of a page as another chooser links them: for training.
    pub fn entities_with(&self, document: &Document, analysis: &Analysis, choose: &mut impl who::link::Choose) -> Vec<Entity> {
        let clauses = Clauses::new(&document.text, analysis, &self.clauses);
        let page = Page::new(document, analysis, &clauses, &self.countries);
        let places = self.places.find(&page, &mut Vec::new());
        self.people.with(&page, &places, choose)
    }
}
