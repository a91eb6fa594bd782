//! Reading the format.
//!
//! All numbers are little-endian. After [`MAGIC`] stand five lengths (`u32`): places, divisions, blocks of keys, bytes of names, bytes of
//! keys; then the sections in this order, each without gap:
//!
//! | section | an entry |
//! |---|---|
//! | numbers in GeoNames | `u32` a place, 0 for none |
//! | latitudes, longitudes | `i32` a place, hundred-thousandths of a degree |
//! | populations | `u32` a place; places are in falling order of it |
//! | kinds | `u8` a place |
//! | divisions of places | `u16` a place |
//! | names of places | `u32` a place, into the names |
//! | divisions | 2 letters of the country; `u32` code and `u32` name, into the names; `u32` the place that it is; `u32::MAX` for none |
//! | names | a length (`u8`) and so many bytes of UTF-8 |
//! | blocks | `u32` where a block of [`BLOCK`] keys starts |
//! | keys | sorted; each: letters shared with the key before, a length, the letters that differ, the number of places, for each the step from the place before, doubled, plus one when it is the usual name |
//!
//! Lengths in the keys are in base 128, low digits first.

use crate::Kind;

/// What a gazetteer begins with.
pub(crate) const MAGIC: [u8; 8] = *b"DLGAZ\0\0\x01";
/// Keys in a block.
pub(crate) const BLOCK: usize = 16;
/// Stands for no name and no place.
pub(crate) const NONE: u32 = u32::MAX;
const HEADER: usize = MAGIC.len() + 5 * 4;
/// The bytes of a division.
pub(crate) const DIVISION: usize = 14;

static BUILTIN: &[u8] = include_bytes!("places.bin");

/// A place of a gazetteer, by number; numbers rise as populations fall.
pub type PlaceId = u32;

/// Why bytes are no gazetteer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GazetteerError {
    /// They begin with something else.
    NotAGazetteer,
    /// They are fewer or more than they say.
    WrongLength,
}

impl std::fmt::Display for GazetteerError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(match self {
            Self::NotAGazetteer => "not a gazetteer of this version (make one with `dateline gazetteer import`)",
            Self::WrongLength => "a gazetteer that is cut short or damaged",
        })
    }
}

impl std::error::Error for GazetteerError {}

/// The places that the program knows, looked up where they lie.
///
/// Whatever the bytes, nothing here panics: what is damaged is not found.
#[derive(Debug, Clone, Copy, Default)]
pub struct Gazetteer<'g> {
    ids: &'g [u8],
    lats: &'g [u8],
    lons: &'g [u8],
    populations: &'g [u8],
    kinds: &'g [u8],
    place_divisions: &'g [u8],
    place_names: &'g [u8],
    divisions: &'g [u8],
    names: &'g [u8],
    blocks: &'g [u8],
    keys: &'g [u8],
}

/// A place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Place<'g> {
    /// Its usual name.
    pub name: &'g str,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// Its number in GeoNames.
    pub geonames_id: Option<u32>,
    /// Its inhabitants, 0 where unknown; for other places than towns a figure of the same use.
    pub population: u32,
    /// What it is.
    pub kind: Kind,
    /// ISO 3166-1 alpha-2 of its country; empty where it lies in none or several.
    pub country: &'g str,
    /// The number of its first-level division; equal for places in the same one.
    pub division: u16,
    /// The name of that division.
    pub admin1: Option<&'g str>,
}

/// A first-level division of a country.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Division<'g> {
    /// ISO 3166-1 alpha-2 of its country; empty for the one of all places that lie in none.
    pub country: &'g str,
    /// GeoNames' code; empty for places of a country whose division is unknown.
    pub code: &'g str,
    /// Its name.
    pub name: Option<&'g str>,
    /// The place that it is.
    pub place: Option<PlaceId>,
}

/// A place that has a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Match {
    /// The place.
    pub place: PlaceId,
    /// Whether this is its usual name, not another one.
    pub is_usual: bool,
}

/// What is known of a name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lookup {
    /// The places that have it, by falling population.
    pub places: Vec<Match>,
    /// Whether longer names begin with its words.
    pub continues: bool,
}

impl Gazetteer<'static> {
    /// The gazetteer that is built in.
    #[must_use]
    pub fn builtin() -> Self {
        Gazetteer::read(BUILTIN).unwrap_or_default()
    }
}

impl<'g> Gazetteer<'g> {
    /// The gazetteer in these bytes; they are not copied, and only their lengths are looked at.
    ///
    /// # Errors
    /// When they are no gazetteer, or cut short.
    pub fn read(bytes: &'g [u8]) -> Result<Self, GazetteerError> {
        if bytes.get(..MAGIC.len()) != Some(&MAGIC) {
            return Err(GazetteerError::NotAGazetteer);
        }
        let length =
            |at: usize| number(bytes.get(MAGIC.len()..).unwrap_or_default(), at).map(|it| it as usize).ok_or(GazetteerError::WrongLength);
        let (places, divisions, blocks, names, keys) = (length(0)?, length(1)?, length(2)?, length(3)?, length(4)?);
        let mut rest = bytes.get(HEADER..).ok_or(GazetteerError::WrongLength)?;
        let mut section = |count: usize, size: usize| {
            let length = count.checked_mul(size).ok_or(GazetteerError::WrongLength)?;
            let (section, after) = rest.split_at_checked(length).ok_or(GazetteerError::WrongLength)?;
            rest = after;
            Ok(section)
        };
        let read = Self {
            ids: section(places, 4)?,
            lats: section(places, 4)?,
            lons: section(places, 4)?,
            populations: section(places, 4)?,
            kinds: section(places, 1)?,
            place_divisions: section(places, 2)?,
            place_names: section(places, 4)?,
            divisions: section(divisions, DIVISION)?,
            names: section(names, 1)?,
            blocks: section(blocks, 4)?,
            keys: section(keys, 1)?,
        };
        if rest.is_empty() { Ok(read) } else { Err(GazetteerError::WrongLength) }
    }

    /// The number of places.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.kinds.len()
    }

    /// Whether it holds no place.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.kinds.is_empty()
    }

    /// A place by its number.
    #[must_use]
    pub fn place(&self, id: PlaceId) -> Option<Place<'g>> {
        let at = id as usize;
        let kind = Kind::from_number(*self.kinds.get(at)?)?;
        let division = u16::from_le_bytes(entry(self.place_divisions, at)?);
        let of = self.division(division)?;
        let number_of = number(self.ids, at)?;
        Some(Place {
            name: self.name(number(self.place_names, at)?)?,
            lat: degrees(self.lats, at)?,
            lon: degrees(self.lons, at)?,
            geonames_id: (number_of != 0).then_some(number_of),
            population: number(self.populations, at)?,
            kind,
            country: of.country,
            division,
            admin1: of.name,
        })
    }

    /// A first-level division by its number.
    #[must_use]
    pub fn division(&self, number: u16) -> Option<Division<'g>> {
        let start = usize::from(number) * DIVISION;
        let row = self.divisions.get(start..start + DIVISION)?;
        let field = |at: usize| row.get(at..at + 4)?.try_into().ok().map(u32::from_le_bytes);
        Some(Division {
            country: std::str::from_utf8(row.get(..2)?).ok()?.trim_end(),
            code: self.name(field(2)?).unwrap_or_default(),
            name: self.name(field(6)?),
            place: field(10).filter(|&place| place != NONE),
        })
    }

    /// The number of divisions.
    #[must_use]
    pub const fn divisions(&self) -> usize {
        self.divisions.len() / DIVISION
    }

    fn name(&self, at: u32) -> Option<&'g str> {
        let at = at as usize;
        let length = usize::from(*self.names.get(at)?);
        std::str::from_utf8(self.names.get(at + 1..at + 1 + length)?).ok()
    }

    /// The places of a name, which has to be folded ([`crate::fold`]).
    #[must_use]
    pub fn lookup(&self, folded: &str) -> Lookup {
        let mut found = Lookup::default();
        if folded.is_empty() {
            return found;
        }
        let target = folded.as_bytes();
        let (mut low, mut high) = (0, self.blocks.len() / 4);
        while low < high {
            let middle = low.midpoint(high);
            match self.first_key(middle) {
                Some(key) if key <= target => low = middle + 1,
                _ => high = middle,
            }
        }
        let first = low.saturating_sub(1);
        let mut key = Vec::with_capacity(64);
        for block in first..=low {
            let Some(mut at) = number(self.blocks, block).map(|it| it as usize) else { return found };
            let end = number(self.blocks, block + 1).map_or(self.keys.len(), |it| it as usize);
            key.clear();
            while at < end {
                let Some(next) = self.key(at, &mut key) else { return found };
                if key.as_slice() == target {
                    found.places = self.postings(next.postings, next.count);
                } else if key.as_slice() > target {
                    found.continues = key.strip_prefix(target).is_some_and(|rest| rest.first() == Some(&b' '));
                    return found;
                }
                at = next.end;
            }
        }
        found
    }

    fn first_key(&self, block: usize) -> Option<&'g [u8]> {
        let mut at = number(self.blocks, block)? as usize;
        varint(self.keys, &mut at)?;
        let length = varint(self.keys, &mut at)? as usize;
        self.keys.get(at..at.checked_add(length)?)
    }

    /// Reads the key at a position over the one before it.
    fn key(&self, mut at: usize, key: &mut Vec<u8>) -> Option<Entry> {
        let shared = varint(self.keys, &mut at)? as usize;
        let length = varint(self.keys, &mut at)? as usize;
        key.truncate(shared);
        key.extend_from_slice(self.keys.get(at..at.checked_add(length)?)?);
        at += length;
        let count = varint(self.keys, &mut at)?;
        let postings = at;
        for _ in 0..count {
            varint(self.keys, &mut at)?;
        }
        Some(Entry { postings, count, end: at })
    }

    fn postings(&self, mut at: usize, count: u32) -> Vec<Match> {
        let mut places = Vec::new();
        let mut place = 0_u32;
        for _ in 0..count {
            let Some(step) = varint(self.keys, &mut at) else { break };
            place = place.wrapping_add(step >> 1);
            if (place as usize) < self.len() {
                places.push(Match { place, is_usual: step & 1 == 1 });
            }
        }
        places
    }

    /// Calls with every name and the places that have it, in order: what writing a gazetteer anew needs.
    pub fn each_name(&self, mut visit: impl FnMut(&str, &[Match])) {
        let mut key = Vec::new();
        let mut at = 0;
        let mut nth = 0;
        while at < self.keys.len() {
            if nth % BLOCK == 0 {
                key.clear();
            }
            let Some(next) = self.key(at, &mut key) else { return };
            if let Ok(name) = std::str::from_utf8(&key) {
                visit(name, &self.postings(next.postings, next.count));
            }
            at = next.end;
            nth += 1;
        }
    }
}

/// Where the parts of a key's entry lie.
struct Entry {
    postings: usize,
    count: u32,
    end: usize,
}

fn entry<const N: usize>(bytes: &[u8], at: usize) -> Option<[u8; N]> {
    let start = at.checked_mul(N)?;
    bytes.get(start..start.checked_add(N)?)?.try_into().ok()
}

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    entry(bytes, at).map(u32::from_le_bytes)
}

fn degrees(bytes: &[u8], at: usize) -> Option<f64> {
    entry(bytes, at).map(|it| f64::from(i32::from_le_bytes(it)) / 100_000.0)
}

fn varint(bytes: &[u8], at: &mut usize) -> Option<u32> {
    let mut value = 0_u32;
    for shift in (0..32).step_by(7) {
        let byte = *bytes.get(*at)?;
        *at += 1;
        value |= u32::from(byte & 0x7f).checked_shl(shift)?;
        if byte < 0x80 {
            return Some(value);
        }
    }
    None
}
