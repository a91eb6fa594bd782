//! Places of the world with their points: the gazetteer that is built in, and the format that holds one.
//!
//! A gazetteer is bytes that are looked up where they lie: reading one takes no longer for many places than for few.
//!
//! ```
//! use dateline_gazetteer::{Gazetteer, fold};
//! let gazetteer = Gazetteer::builtin();
//! let found = gazetteer.lookup(&fold("Kryvyi Rih"));
//! let place = gazetteer.place(found.places[0].place).expect("a lookup gives places that are there");
//! assert_eq!((place.country, place.admin1), ("UA", Some("Dnipropetrovsk")));
//! ```

mod builder;
mod fold;
mod read;

pub use builder::{Builder, Record, is_latin_name};
pub use fold::{fold, sound};
pub use read::{Division, Gazetteer, GazetteerError, Lookup, Match, Place, PlaceId};

/// What a place is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Kind {
    /// A continent, or a part of the world.
    Continent = 0,
    /// A land or region without borders of its own.
    Region = 1,
    /// A first-level division of a country.
    Admin1 = 2,
    /// A second-level division: a county, a district.
    Admin2 = 3,
    /// A town or village.
    Town = 4,
    /// A sea, gulf, lake.
    Water = 5,
    /// A river, strait or canal.
    River = 6,
    /// A mountain, a range.
    Mountain = 7,
    /// A desert, valley, park, forest.
    Terrain = 8,
    /// A part of a city, a building, an airport, a site.
    Spot = 9,
    /// An airport.
    Airport = 10,
    /// An island.
    Island = 11,
}

impl Kind {
    /// All, in the order of their numbers.
    pub const ALL: [Self; 12] = [
        Self::Continent,
        Self::Region,
        Self::Admin1,
        Self::Admin2,
        Self::Town,
        Self::Water,
        Self::River,
        Self::Mountain,
        Self::Terrain,
        Self::Spot,
        Self::Airport,
        Self::Island,
    ];

    /// From its number.
    #[must_use]
    pub fn from_number(number: u8) -> Option<Self> {
        Self::ALL.get(usize::from(number)).copied()
    }
}
