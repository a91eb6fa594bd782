//! The word lists that metadata rests on, compiled once.

use jiff::civil::Weekday;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

/// Words around bylines and dates in every language at once, names of metadata, and news agencies.
#[derive(Debug)]
pub struct Words {
    /// What a key of `<meta>` is, and its rank among the keys of that field (0 is trusted most).
    pub(super) keys: FxHashMap<String, Vec<(Field, u8)>>,
    /// What a type of schema.org is to the page.
    pub(super) types: FxHashMap<String, Kind>,
    /// Properties of schema.org under which other articles stand.
    pub(super) others: FxHashSet<String>,
    /// What a class, id or part name says of its element.
    pub(super) parts: FxHashMap<String, u8>,
    /// Segments of addresses under which pages of authors stand.
    pub(super) author_paths: FxHashSet<String>,
    /// Names that name nobody.
    pub(super) nobody: FxHashSet<String>,
    /// Titles that are no headline.
    pub(super) empty_titles: FxHashSet<String>,
    /// Names of sections that stand before a headline.
    pub(super) kickers: FxHashSet<String>,
    /// Groups of languages so near to one another that identification may take one for another.
    pub(super) near_languages: Vec<Vec<String>>,
    /// Strings in scripts after which the publication date stands.
    pub(super) scripts: Vec<String>,
    /// Month names: the language and the month, 1 to 12.
    pub(super) months: FxHashMap<String, Vec<(Language, i8)>>,
    /// Weekday names.
    pub(super) weekdays: FxHashMap<String, Weekday>,
    /// Order of day, month and year in figures.
    pub(super) orders: FxHashMap<Language, Order>,
    /// Countries whose English writes the month before the day; the empty one stands for none given.
    pub(super) mdy_regions: FxHashSet<String>,
    /// What stands before a date of publication (`true`) or of a later change (`false`).
    pub(super) labels: FxHashMap<String, bool>,
    /// What stands before a name.
    pub(super) by: FxHashMap<String, Vec<Language>>,
    /// What joins two names, by language.
    pub(super) and: FxHashMap<String, Vec<Language>>,
    /// What people are to the paper.
    pub(super) roles: FxHashSet<String>,
    /// What introduces the place or the paper after a name.
    pub(super) places: FxHashMap<String, Vec<Language>>,
    /// Agencies, in the order of the file.
    pub(super) agencies: Vec<String>,
    /// Full names of agencies, lower case.
    pub(super) agency_names: FxHashMap<String, usize>,
    /// Marks of agencies, as they stand in datelines.
    pub(super) agency_marks: FxHashMap<String, usize>,
}

/// A language by its code: a folder of `lexicon/`.
pub(super) type Language = &'static str;

/// A field of metadata that `<meta>` keys stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Field {
    Title,
    Description,
    Author,
    Published,
    Modified,
    Site,
    Url,
    Language,
    Source,
}

/// What a node of JSON-LD is to the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Article,
    Page,
}

/// The order of day, month and year in dates written in figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Order {
    #[default]
    Dmy,
    Mdy,
    Ymd,
}

/// Bits of [`Words::parts`].
pub(super) mod part {
    pub const BYLINE: u8 = 1;
    pub const DATE: u8 = 2;
    pub const NOT: u8 = 4;
    pub const ELSEWHERE: u8 = 8;
    pub const KICKER: u8 = 16;
}

#[derive(Deserialize)]
struct Web {
    meta: MetaKeys,
    schema: Schema,
    parts: Parts,
    nobody: Names,
    titles: Titles,
    scripts: Scripts,
    languages: Languages,
}

#[derive(Deserialize)]
struct MetaKeys {
    title: Vec<String>,
    description: Vec<String>,
    author: Vec<String>,
    published: Vec<String>,
    modified: Vec<String>,
    site: Vec<String>,
    url: Vec<String>,
    language: Vec<String>,
    source: Vec<String>,
}

#[derive(Deserialize)]
struct Schema {
    articles: Vec<String>,
    pages: Vec<String>,
    others: Vec<String>,
}

#[derive(Deserialize)]
struct Parts {
    byline: Vec<String>,
    author_paths: Vec<String>,
    kicker: Vec<String>,
    date: Vec<String>,
    not: Vec<String>,
    elsewhere: Vec<String>,
}

#[derive(Deserialize)]
struct Names {
    names: Vec<String>,
}

#[derive(Deserialize)]
struct Titles {
    empty: Vec<String>,
    kickers: Vec<String>,
}

#[derive(Deserialize)]
struct Languages {
    near: Vec<Vec<String>>,
}

#[derive(Deserialize)]
struct Scripts {
    published: Vec<String>,
}

#[derive(Deserialize)]
struct Dates {
    order: Order,
    #[serde(default)]
    mdy_regions: Vec<String>,
    #[serde(default)]
    months: Vec<Vec<String>>,
    #[serde(default)]
    weekdays: Vec<Vec<String>>,
    #[serde(default)]
    published: Vec<String>,
    #[serde(default)]
    updated: Vec<String>,
}

#[derive(Deserialize)]
struct Bylines {
    #[serde(default)]
    by: Vec<String>,
    #[serde(default)]
    and: Vec<String>,
    #[serde(default)]
    roles: Vec<String>,
    #[serde(default)]
    places: Vec<String>,
}

#[derive(Deserialize)]
struct Agencies {
    agency: Vec<Agency>,
}

#[derive(Deserialize)]
struct Agency {
    name: String,
    names: Vec<String>,
    marks: Vec<String>,
}

fn parse<T: serde::de::DeserializeOwned>(path: &str, text: &str) -> T {
    match toml::from_str(text) {
        Ok(value) => value,
        Err(error) => panic!("lexicon/{path}: {error}"),
    }
}

fn web<T: serde::de::DeserializeOwned>(path: &str) -> T {
    parse(path, dateline_lexicon::file(path).unwrap_or_default())
}

impl Words {
    /// Compiles the lists.
    ///
    /// # Panics
    /// When an embedded list is not valid TOML of its shape, which a test rules out.
    pub fn load() -> Self {
        let names: Web = web("web/metadata.toml");
        let agencies: Agencies = web("web/agencies.toml");
        let mut words = Self {
            keys: keys(names.meta),
            types: FxHashMap::default(),
            others: names.schema.others.into_iter().collect(),
            parts: FxHashMap::default(),
            author_paths: names.parts.author_paths.into_iter().collect(),
            nobody: names.nobody.names.into_iter().collect(),
            empty_titles: names.titles.empty.into_iter().collect(),
            kickers: names.titles.kickers.into_iter().collect(),
            near_languages: names.languages.near,
            scripts: names.scripts.published,
            months: FxHashMap::default(),
            weekdays: FxHashMap::default(),
            orders: FxHashMap::default(),
            mdy_regions: FxHashSet::default(),
            labels: FxHashMap::default(),
            by: FxHashMap::default(),
            and: FxHashMap::default(),
            roles: FxHashSet::default(),
            places: FxHashMap::default(),
            agencies: Vec::new(),
            agency_names: FxHashMap::default(),
            agency_marks: FxHashMap::default(),
        };
        words.types.extend(names.schema.pages.into_iter().map(|name| (name, Kind::Page)));
        words.types.extend(names.schema.articles.into_iter().map(|name| (name, Kind::Article)));
        for (list, bit) in [
            (names.parts.kicker, part::KICKER),
            (names.parts.byline, part::BYLINE),
            (names.parts.date, part::DATE),
            (names.parts.not, part::NOT),
            (names.parts.elsewhere, part::NOT | part::ELSEWHERE),
        ] {
            for name in list {
                *words.parts.entry(name).or_default() |= bit;
            }
        }
        for agency in agencies.agency {
            let index = words.agencies.len();
            words.agency_names.insert(agency.name.to_lowercase(), index);
            words.agency_names.extend(agency.names.into_iter().map(|name| (name, index)));
            words.agency_marks.extend(agency.marks.into_iter().map(|mark| (mark, index)));
            words.agencies.push(agency.name);
        }
        for (language, text) in dateline_lexicon::by_language("dates.toml") {
            words.add_dates(language, parse(language, text));
        }
        for (language, text) in dateline_lexicon::by_language("bylines.toml") {
            words.add_bylines(language, parse(language, text));
        }
        words
    }

    fn add_dates(&mut self, language: Language, dates: Dates) {
        self.orders.insert(language, dates.order);
        self.mdy_regions.extend(dates.mdy_regions);
        for (month, names) in (1i8..).zip(dates.months) {
            for name in names {
                self.months.entry(name).or_default().push((language, month));
            }
        }
        for (day, names) in (1i8..).zip(dates.weekdays) {
            for name in names {
                if let Ok(day) = Weekday::from_monday_one_offset(day) {
                    self.weekdays.entry(name).or_insert(day);
                }
            }
        }
        self.labels.extend(dates.updated.into_iter().map(|label| (label, false)));
        self.labels.extend(dates.published.into_iter().map(|label| (label, true)));
    }

    fn add_bylines(&mut self, language: Language, bylines: Bylines) {
        for (list, into) in [(bylines.by, &mut self.by), (bylines.and, &mut self.and), (bylines.places, &mut self.places)] {
            for word in list {
                into.entry(word).or_default().push(language);
            }
        }
        self.roles.extend(bylines.roles);
    }

    /// The canonical name of the agency of this full name or mark, compared without regard to case.
    pub(super) fn agency(&self, name: &str) -> Option<&str> {
        let index = self.agency_marks.get(name).or_else(|| self.agency_names.get(&name.to_lowercase()))?;
        Some(&self.agencies[*index])
    }
}

fn keys(meta: MetaKeys) -> FxHashMap<String, Vec<(Field, u8)>> {
    let lists = [
        (Field::Title, meta.title),
        (Field::Description, meta.description),
        (Field::Author, meta.author),
        (Field::Published, meta.published),
        (Field::Modified, meta.modified),
        (Field::Site, meta.site),
        (Field::Url, meta.url),
        (Field::Language, meta.language),
        (Field::Source, meta.source),
    ];
    let mut keys: FxHashMap<String, Vec<(Field, u8)>> = FxHashMap::default();
    for (field, list) in lists {
        for (rank, key) in (0u8..).zip(list) {
            keys.entry(key).or_default().push((field, rank));
        }
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_lists_have_their_shape() {
        let words = Words::load();
        assert_eq!(words.agency("the Associated Press"), Some("AP"));
        assert_eq!(words.agency("dpa"), Some("dpa"));
        assert!(words.months["mai"].iter().any(|(language, month)| *language == "de" && *month == 5));
    }

    #[test]
    fn every_language_with_months_names_twelve() {
        for (language, text) in dateline_lexicon::by_language("dates.toml") {
            let dates: Dates = parse(language, text);
            assert!(dates.months.is_empty() || dates.months.len() == 12, "{language}");
            assert_eq!(dates.weekdays.len(), 7, "{language}");
        }
    }
}
