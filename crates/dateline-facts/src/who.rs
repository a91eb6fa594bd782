//! Who: one entity for each person, organization, country, place, group and object of a page.

pub mod beside;
pub mod bodies;
pub mod entity;
mod home;
pub mod land;
pub mod leaders;
pub mod link;
pub mod mention;
pub mod name;
pub mod nouns;
pub mod quote;
pub mod role;

use dateline_text::ByteSpan;

use crate::country::Country;
use crate::evidence::{Evidence, Score};
use crate::page::Page;
use crate::place::{Located, Toponym};
use link::{Choose, Given, Ranker};
use nouns::Nouns;
use quote::Quotes;

/// Somebody or something that a page speaks of.
#[derive(Debug, Clone, PartialEq)]
pub struct Entity {
    /// What it is.
    pub kind: EntityKind,
    /// The fullest name, or the words of the first mention.
    pub name: String,
    /// Where the page speaks of it, in order; never empty.
    pub mentions: Vec<Mention>,
    /// Its offices, in order.
    pub roles: Vec<Role>,
    /// For groups: indexes of the entities that belong to it.
    pub members: Vec<usize>,
    /// Its country.
    pub country: Option<Country>,
    /// Its PLOVER sector: `GOV`.
    pub sector: Option<Sector>,
    /// For places: where.
    pub place: Option<Located>,
    /// What its fields rest on.
    pub evidence: Evidence,
    /// How sure it is.
    pub score: Score,
    /// The rule that made it.
    pub rule: &'static str,
}

/// The kinds of entities.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntityKind {
    /// One human being.
    Person,
    /// A body with a name or an office.
    Organization,
    /// A country.
    Country,
    /// Where something happens.
    Place,
    /// Several, taken together.
    Group,
    /// A building, vehicle or installation acted on.
    Object,
}

impl EntityKind {
    /// The name in the contract.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organization => "organization",
            Self::Country => "country",
            Self::Place => "place",
            Self::Group => "group",
            Self::Object => "object",
        }
    }
}

/// Words that speak of an entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// The word that heads it, an index into the analysis.
    pub head: usize,
    /// The name, or the core of the nominal.
    pub span: ByteSpan,
    /// The whole noun phrase: article, title, apposition, relative clause, possessive ending.
    pub extent: ByteSpan,
    /// What it is.
    pub form: Form,
}

/// The forms of mentions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// `Zelensky`.
    Name,
    /// `the minister`.
    Nominal,
    /// `he`.
    Pronoun,
    /// `his`.
    Possessive,
    /// `Ukrainian`.
    Demonym,
}

impl Form {
    /// The name in the contract.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Nominal => "nominal",
            Self::Pronoun => "pronoun",
            Self::Possessive => "possessive",
            Self::Demonym => "demonym",
        }
    }
}

/// A PLOVER actor sector: three capital letters, such as `GOV`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sector(pub(crate) [u8; 3]);

impl Sector {
    /// From three capital letters.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        let bytes: [u8; 3] = code.as_bytes().try_into().ok()?;
        bytes.iter().all(u8::is_ascii_uppercase).then_some(Self(bytes))
    }

    /// Whether those of the sector are armed forces, police, rebels, secret services or gangs.
    #[must_use]
    pub fn bears_arms(&self) -> bool {
        matches!(self.code(), "MIL" | "COP" | "REB" | "UAF" | "PRM" | "SPY" | "CRM")
    }

    /// The three letters.
    #[must_use]
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

/// An office, as the page states it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    /// The words of the title, without article: `French counterpart`.
    pub title: String,
    /// Where they stand.
    pub span: ByteSpan,
    /// Its country.
    pub country: Option<Country>,
    /// The entity whose office it is, an index.
    pub of: Option<usize>,
    /// The office that a counterpart inherits: `Chief of the Defence Staff`.
    pub inherits: Option<String>,
    /// Its PLOVER sector.
    pub sector: Option<Sector>,
}

/// Finds who a page speaks of.
#[derive(Debug)]
pub struct Finder<'m> {
    nouns: Nouns,
    home: home::Home,
    ranker: Ranker<'m>,
}

impl<'m> Finder<'m> {
    /// Reads the embedded lists; `ranker` links nominals and pronouns.
    #[must_use]
    pub fn new(ranker: Ranker<'m>) -> Self {
        Self { nouns: Nouns::load(), home: home::Home::load(), ranker }
    }

    /// The entities of a page, in the order of their first mentions.
    #[must_use]
    pub fn find(&self, page: &Page<'_>, places: &[Toponym]) -> Vec<Entity> {
        self.with(page, places, &mut self.ranker.clone())
    }

    /// The entities of a page and their number; after them those that are nobody in particular (`three soldiers`), who become somebody where a
    /// later room has them do or suffer something.
    #[must_use]
    pub fn find_all(&self, page: &Page<'_>, places: &[Toponym]) -> (Vec<Entity>, usize) {
        self.linked(page, places, &mut self.ranker.clone(), true)
    }

    /// Somebody who is said to speak in words in which no mention was seen: a name, people or a body by a noun, a pronoun with what tells whom it
    /// means (`those on the coast`). `None` for things, and for whoever is not told apart.
    #[must_use]
    pub fn somebody(&self, page: &Page<'_>, head: usize, words: &std::ops::Range<usize>, extent: ByteSpan) -> Option<Entity> {
        entity::of_words(page, &self.nouns, head, words, extent)
    }

    /// The same with another chooser.
    pub fn with(&self, page: &Page<'_>, places: &[Toponym], choose: &mut impl Choose) -> Vec<Entity> {
        self.linked(page, places, choose, false).0
    }

    fn linked(&self, page: &Page<'_>, places: &[Toponym], choose: &mut impl Choose, all: bool) -> (Vec<Entity>, usize) {
        let quotes = Quotes::find(page);
        let mut mentions = mention::find(page, &self.nouns, places, &quotes);
        let mut offices = role::find(page, &self.nouns, &mentions);
        mention::absorb(page, &self.nouns, &mut mentions, &mut offices);
        choose.begin(page, &mentions);
        let given = Given { page, nouns: &self.nouns, mentions: &mentions, offices: &offices, quotes: &quotes, places };
        let (mut entities, kept) = entity::build(given, &link::link(given, choose), all);
        self.nouns.leaders.place(page.text(), &mut entities);
        leaders::follow(page, &mut entities);
        self.home.locate(page, &self.nouns, &mut entities);
        self.home.tell(page, &mut entities);
        (entities, kept)
    }
}
