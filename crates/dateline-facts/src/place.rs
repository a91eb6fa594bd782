//! Where: names of places, and the points that they stand for.

use std::ops::Range;

use dateline_gazetteer::Gazetteer;
use dateline_text::{ByteSpan, Note};

use crate::country::Country;
use crate::evidence::Score;
use crate::page::Page;

/// A name of a place in the text.
#[derive(Debug, Clone, PartialEq)]
pub struct Toponym {
    /// Its words.
    pub words: Range<usize>,
    /// Its characters, without article and possessive ending.
    pub span: ByteSpan,
    /// What the name stands for here.
    pub sense: Sense,
    /// The place; `None` where it cannot be told which one of several is meant, or none is known.
    pub place: Option<Located>,
    /// Other words that decided which place is meant: `Idaho` of `Moscow, Idaho`.
    pub witnesses: Vec<ByteSpan>,
    /// How sure the choice of the place is.
    pub score: Score,
    /// The rule that chose.
    pub rule: &'static str,
}

/// What the name of a place stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sense {
    /// A town, region, sea, building site: a place.
    Place,
    /// A country, as land or as a party.
    Country,
    /// The government that sits there: `Washington said`; its country is that of the place.
    Government,
}

/// A place that was told apart from others of its name.
#[derive(Debug, Clone, PartialEq)]
pub struct Located {
    /// Its usual name: `Kryvyi Rih`.
    pub name: String,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// Its number in GeoNames.
    pub geonames_id: Option<u32>,
    /// The first-level division that it lies in, by name; none for countries.
    pub admin1: Option<String>,
    /// The country that it is or lies in.
    pub country: Option<Country>,
    /// What the point stands for.
    pub precision: Precision,
}

/// What a point stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// A building, a crossing.
    Point,
    /// A town or village.
    City,
    /// A first-level division, or a region of about that size.
    Admin1,
    /// A country, or more.
    Country,
}

impl Precision {
    /// The name in the contract.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Point => "point",
            Self::City => "city",
            Self::Admin1 => "admin1",
            Self::Country => "country",
        }
    }
}

/// Finds places.
#[derive(Debug)]
pub struct Finder<'g> {
    gazetteer: Gazetteer<'g>,
}

impl<'g> Finder<'g> {
    /// With the places of a gazetteer.
    #[must_use]
    pub const fn new(gazetteer: Gazetteer<'g>) -> Self {
        Self { gazetteer }
    }

    /// The names of places of a page, in order, without overlap; demonyms are none.
    #[must_use]
    pub fn find(&self, _page: &Page<'_>, _notes: &mut Vec<Note>) -> Vec<Toponym> {
        let _ = self.gazetteer.is_empty();
        Vec::new()
    }
}
