//! Writing the format.

use rustc_hash::FxHashMap;

use crate::read::{BLOCK, MAGIC, NONE};
use crate::{Gazetteer, Kind, fold};

/// A place to add.
#[derive(Debug, Clone, Copy)]
pub struct Record<'a> {
    /// Its number in GeoNames, 0 for none.
    pub geonames_id: u32,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// Its inhabitants.
    pub population: u32,
    /// What it is.
    pub kind: Kind,
    /// ISO 3166-1 alpha-2; empty for none.
    pub country: &'a str,
    /// GeoNames' code of the first-level division; empty for none.
    pub admin1: &'a str,
    /// Its usual name.
    pub name: &'a str,
}

#[derive(Debug, Clone, Copy)]
struct Row {
    geonames_id: u32,
    lat: i32,
    lon: i32,
    population: u32,
    name: u32,
    division: u16,
    kind: Kind,
}

#[derive(Debug, Clone, Copy)]
struct Key {
    start: u32,
    length: u8,
    is_usual: bool,
    row: u32,
}

/// Collects places and writes them as a gazetteer; the same places give the same bytes, in whatever order they come.
#[derive(Debug, Default)]
pub struct Builder {
    rows: Vec<Row>,
    /// Folded names, one after another.
    letters: String,
    keys: Vec<Key>,
    /// Names as they are written, each after its length.
    names: Vec<u8>,
    name_at: FxHashMap<Box<str>, u32>,
    divisions: Vec<Division>,
    /// By country, point and code.
    division_at: FxHashMap<String, u16>,
    key: String,
}

#[derive(Debug)]
struct Division {
    country: Box<str>,
    code: Box<str>,
    name: Box<str>,
}

impl Builder {
    /// Without places.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The number of places so far.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is no place yet.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Names a first-level division.
    pub fn name_division(&mut self, country: &str, code: &str, name: &str) {
        if let Some(at) = self.division(country, code) {
            self.divisions[usize::from(at)].name = cut(name).into();
        }
    }

    /// The number of a division; `None` when there are too many.
    fn division(&mut self, country: &str, code: &str) -> Option<u16> {
        self.key.clear();
        self.key.push_str(cut(country));
        self.key.push('.');
        self.key.push_str(cut(code));
        if let Some(&at) = self.division_at.get(&self.key) {
            return Some(at);
        }
        let at = u16::try_from(self.divisions.len()).ok()?;
        self.divisions.push(Division { country: cut(country).into(), code: cut(code).into(), name: "".into() });
        self.division_at.insert(self.key.clone(), at);
        Some(at)
    }

    /// Adds a place with its usual name and others; what is no number on earth is left out.
    pub fn add<'n>(&mut self, record: &Record<'_>, names: impl IntoIterator<Item = &'n str>) -> bool {
        let (Some(lat), Some(lon)) = (hundred_thousandths(record.lat, 90.0), hundred_thousandths(record.lon, 180.0)) else { return false };
        let (Some(division), Ok(row)) = (self.division(record.country, record.admin1), u32::try_from(self.rows.len())) else {
            return false;
        };
        let Some(name) = self.name(record.name) else { return false };
        self.rows.push(Row { geonames_id: record.geonames_id, lat, lon, population: record.population, name, division, kind: record.kind });
        self.push_key(record.name, true, row);
        for other in names {
            self.push_key(other, false, row);
        }
        true
    }

    fn name(&mut self, name: &str) -> Option<u32> {
        let name = cut(name);
        if let Some(&at) = self.name_at.get(name) {
            return Some(at);
        }
        let at = u32::try_from(self.names.len()).ok()?;
        self.names.push(u8::try_from(name.len()).ok()?);
        self.names.extend_from_slice(name.as_bytes());
        self.name_at.insert(name.into(), at);
        Some(at)
    }

    fn push_key(&mut self, name: &str, is_usual: bool, row: u32) {
        let folded = fold(name);
        let (Ok(start), Ok(length)) = (u32::try_from(self.letters.len()), u8::try_from(folded.len())) else { return };
        if length > 0 {
            self.letters.push_str(&folded);
            self.keys.push(Key { start, length, is_usual, row });
        }
    }

    /// Adds the places of another gazetteer that `wanted` wants, with their names, and the names of its divisions where there are none yet.
    pub fn add_from(&mut self, other: &Gazetteer<'_>, wanted: impl Fn(&crate::Place<'_>) -> bool) {
        for division in (0..other.divisions()).filter_map(|number| other.division(u16::try_from(number).ok()?)) {
            let is_named =
                self.division(division.country, division.code).is_some_and(|at| !self.divisions[usize::from(at)].name.is_empty());
            if let Some(name) = division.name.filter(|_| !is_named) {
                self.name_division(division.country, division.code, name);
            }
        }
        let mut rows = FxHashMap::default();
        let numbers = 0..u32::try_from(other.len()).unwrap_or(NONE);
        for (number, place) in numbers.filter_map(|number| Some((number, other.place(number)?))) {
            if wanted(&place) {
                let record = Record {
                    geonames_id: place.geonames_id.unwrap_or(0),
                    lat: place.lat,
                    lon: place.lon,
                    population: place.population,
                    kind: place.kind,
                    country: place.country,
                    admin1: other.division(place.division).map_or("", |it| it.code),
                    name: place.name,
                };
                if self.add(&record, []) {
                    rows.insert(number, self.rows.len() - 1);
                }
            }
        }
        other.each_name(|name, places| {
            for found in places {
                if let Some(&row) = rows.get(&found.place) {
                    self.push_key(name, found.is_usual, u32::try_from(row).unwrap_or(0));
                }
            }
        });
    }

    /// The bytes.
    ///
    /// # Panics
    /// When a section is longer than 4 GiB.
    #[must_use]
    pub fn finish(mut self) -> Vec<u8> {
        // Divisions in order of their codes, so that the bytes do not depend on the order in which places came.
        let mut order: Vec<usize> = (0..self.divisions.len()).collect();
        order.sort_by(|&one, &other| {
            let (one, other) = (&self.divisions[one], &self.divisions[other]);
            (&one.country, &one.code).cmp(&(&other.country, &other.code))
        });
        let mut rank = vec![0_u16; order.len()];
        for (at, &division) in order.iter().enumerate() {
            rank[division] = u16::try_from(at).expect("divisions were counted");
        }
        for row in &mut self.rows {
            row.division = rank[usize::from(row.division)];
        }
        let mut places: Vec<u32> = (0..u32::try_from(self.rows.len()).expect("places were counted")).collect();
        let name_of = |names: &[u8], at: u32| {
            let at = at as usize;
            names[at + 1..at + 1 + usize::from(names[at])].to_vec()
        };
        places.sort_by(|&one, &other| {
            let (one, other) = (&self.rows[one as usize], &self.rows[other as usize]);
            let key = |row: &Row| (std::cmp::Reverse(row.population), row.kind, row.geonames_id, row.lat, row.lon, row.division);
            key(one).cmp(&key(other)).then_with(|| name_of(&self.names, one.name).cmp(&name_of(&self.names, other.name)))
        });
        let mut number = vec![0_u32; places.len()];
        for (at, &row) in places.iter().enumerate() {
            number[row as usize] = u32::try_from(at).expect("places were counted");
        }
        let mut kept = self.names_in_order(&places);
        let divisions = self.division_rows(&order, &places, &mut kept);
        let (blocks, keys) = self.key_blocks(&number);
        let mut bytes = MAGIC.to_vec();
        for length in [places.len(), self.divisions.len(), blocks.len(), kept.bytes.len(), keys.len()] {
            bytes.extend(u32::try_from(length).expect("a section is shorter than 4 GiB").to_le_bytes());
        }
        let rows = || places.iter().map(|&row| &self.rows[row as usize]);
        rows().for_each(|row| bytes.extend(row.geonames_id.to_le_bytes()));
        rows().for_each(|row| bytes.extend(row.lat.to_le_bytes()));
        rows().for_each(|row| bytes.extend(row.lon.to_le_bytes()));
        rows().for_each(|row| bytes.extend(row.population.to_le_bytes()));
        rows().for_each(|row| bytes.push(row.kind as u8));
        rows().for_each(|row| bytes.extend(row.division.to_le_bytes()));
        rows().for_each(|row| bytes.extend(kept.at[&row.name].to_le_bytes()));
        bytes.extend(divisions);
        bytes.extend(kept.bytes);
        blocks.iter().for_each(|block| bytes.extend(block.to_le_bytes()));
        bytes.extend(keys);
        bytes
    }

    /// The names of places in the order of the places, each once.
    fn names_in_order(&self, places: &[u32]) -> Kept {
        let mut kept = Kept::default();
        for &row in places {
            let old = self.rows[row as usize].name;
            let start = old as usize;
            kept.at.entry(old).or_insert_with(|| {
                let at = u32::try_from(kept.bytes.len()).expect("names are shorter than 4 GiB");
                kept.bytes.extend_from_slice(&self.names[start..=start + usize::from(self.names[start])]);
                at
            });
        }
        kept
    }

    fn division_rows(&self, order: &[usize], places: &[u32], kept: &mut Kept) -> Vec<u8> {
        let mut itself = vec![NONE; order.len()];
        for (number, &row) in places.iter().enumerate().rev() {
            let row = &self.rows[row as usize];
            if row.kind == Kind::Admin1 {
                itself[usize::from(row.division)] = u32::try_from(number).expect("places were counted");
            }
        }
        let mut bytes = Vec::new();
        for (at, &division) in order.iter().enumerate() {
            let division = &self.divisions[division];
            let mut country = division.country.as_bytes().to_vec();
            country.resize(2, b' ');
            bytes.extend(country);
            for text in [&division.code, &division.name] {
                bytes.extend(kept.push(text).to_le_bytes());
            }
            bytes.extend(itself[at].to_le_bytes());
        }
        bytes
    }

    /// Where the blocks start, and the keys.
    fn key_blocks(&mut self, number: &[u32]) -> (Vec<u32>, Vec<u8>) {
        let letters = self.letters.as_bytes();
        let word = |key: &Key| &letters[key.start as usize..key.start as usize + usize::from(key.length)];
        self.keys.sort_unstable_by(|one, other| {
            word(one)
                .cmp(word(other))
                .then(number[one.row as usize].cmp(&number[other.row as usize]))
                .then(other.is_usual.cmp(&one.is_usual))
        });
        let (mut blocks, mut bytes): (Vec<u32>, Vec<u8>) = (Vec::new(), Vec::new());
        let mut before: &[u8] = b"";
        for (nth, same) in self.keys.chunk_by(|one, other| word(one) == word(other)).enumerate() {
            let key = word(&same[0]);
            let mut shared = key.iter().zip(before).take_while(|(one, other)| one == other).count();
            if nth % BLOCK == 0 {
                shared = 0;
                blocks.push(u32::try_from(bytes.len()).expect("keys are shorter than 4 GiB"));
            }
            push(&mut bytes, shared);
            push(&mut bytes, key.len() - shared);
            bytes.extend_from_slice(&key[shared..]);
            let mut rows: Vec<(u32, bool)> = same.iter().map(|key| (number[key.row as usize], key.is_usual)).collect();
            // The usual name comes first among equals, and stays.
            rows.dedup_by_key(|(place, _)| *place);
            push(&mut bytes, rows.len());
            let mut last = 0;
            for (place, is_usual) in rows {
                push(&mut bytes, ((place - last) as usize) << 1 | usize::from(is_usual));
                last = place;
            }
            before = key;
        }
        (blocks, bytes)
    }
}

/// Names that are written, and where.
#[derive(Debug, Default)]
struct Kept {
    bytes: Vec<u8>,
    at: FxHashMap<u32, u32>,
}

impl Kept {
    /// Writes a text and gives where; nothing for an empty one.
    fn push(&mut self, text: &str) -> u32 {
        if text.is_empty() {
            return NONE;
        }
        let at = u32::try_from(self.bytes.len()).expect("names are shorter than 4 GiB");
        self.bytes.push(u8::try_from(text.len()).expect("names were cut"));
        self.bytes.extend_from_slice(text.as_bytes());
        at
    }
}

fn push(bytes: &mut Vec<u8>, mut value: usize) {
    while value >= 0x80 {
        bytes.push(u8::try_from(value & 0x7f).unwrap_or(0) | 0x80);
        value >>= 7;
    }
    bytes.push(u8::try_from(value).unwrap_or(0));
}

/// A name of at most 255 bytes.
fn cut(name: &str) -> &str {
    &name[..name.floor_char_boundary(usize::from(u8::MAX))]
}

fn hundred_thousandths(degrees: f64, most: f64) -> Option<i32> {
    #[allow(clippy::cast_possible_truncation, reason = "at most 180 degrees")]
    (degrees.abs() <= most).then(|| (degrees * 100_000.0).round() as i32)
}

/// Whether a name from a list of other names is one in Latin letters that a text in English may use: no code of an airport, no
/// transliteration in small letters.
#[must_use]
pub fn is_latin_name(name: &str) -> bool {
    let is_latin =
        |letter: char| letter.is_ascii() || matches!(letter, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' | '’' | '‘' | 'ʼ' | 'ʻ');
    let count = name.chars().count();
    let is_code = count <= 4 && name.chars().all(|it| it.is_ascii_uppercase() || it.is_ascii_digit());
    (3..=60).contains(&count) && !is_code && name.chars().next().is_some_and(char::is_uppercase) && name.chars().all(is_latin)
}
