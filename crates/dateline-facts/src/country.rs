//! Countries: their codes, and the names, demonyms, capitals and governments that stand for them.

use dateline_gazetteer::fold;
use rustc_hash::FxHashMap;
use serde::Deserialize;

/// A country, by its ISO 3166-1 alpha-3 code (`XKX` for Kosovo), or one of PLOVER's codes for bodies of several (`IGO UNO EUR NGO ISM IMG MNC`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Country([u8; 3]);

impl Country {
    /// From three capital letters.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        let bytes: [u8; 3] = code.as_bytes().try_into().ok()?;
        bytes.iter().all(u8::is_ascii_uppercase).then_some(Self(bytes))
    }

    /// The three letters.
    #[must_use]
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

/// What the list says of one country besides the words for it.
#[derive(Debug, Clone, PartialEq)]
pub struct Profile {
    /// The country.
    pub country: Country,
    /// ISO 3166-1 alpha-2.
    pub iso2: String,
    /// Top-level domain, without the point: `uk`.
    pub tld: String,
    /// The usual English name.
    pub name: String,
    /// Its number in GeoNames.
    pub geonames_id: u32,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
}

/// What a word can be for a country.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Use {
    Name,
    Demonym,
    Capital,
    Government,
    Body,
}

/// The countries of `lexicon/en/countries.toml`.
#[derive(Debug, Default)]
pub struct Countries {
    /// In the order of their codes.
    profiles: Vec<Profile>,
    /// By folded word: whether the list has it in capitals alone, and whose it is.
    words: FxHashMap<(Use, String), (bool, Country)>,
    by_iso2: FxHashMap<String, usize>,
    by_tld: FxHashMap<String, usize>,
}

/// One country of the list.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CountryEntry {
    code: String,
    iso2: String,
    tld: String,
    name: String,
    #[serde(default)]
    names: Vec<String>,
    #[serde(default)]
    demonyms: Vec<String>,
    #[serde(default)]
    capitals: Vec<String>,
    #[serde(default)]
    government: Vec<String>,
    id: u32,
    lat: f64,
    lon: f64,
    #[serde(rename = "source")]
    _source: String,
}

/// One body of the list.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct BodyEntry {
    code: String,
    name: String,
    #[serde(default)]
    names: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    country: Vec<CountryEntry>,
    body: Vec<BodyEntry>,
}

impl Countries {
    /// Reads the embedded list.
    ///
    /// # Panics
    /// When the list is not TOML of its shape, which a test rules out.
    #[must_use]
    pub fn load() -> Self {
        let file = dateline_lexicon::file("en/countries.toml").expect("the list is embedded");
        let lists: Lists = toml::from_str(file).expect("the list has its shape");
        let mut countries = Self::default();
        for entry in lists.country {
            let Some(country) = Country::from_code(&entry.code) else { continue };
            countries.add(Use::Name, std::iter::once(&entry.name).chain(&entry.names), country);
            countries.add(Use::Demonym, &entry.demonyms, country);
            countries.add(Use::Capital, &entry.capitals, country);
            countries.add(Use::Government, &entry.government, country);
            countries.profiles.push(Profile {
                country,
                iso2: entry.iso2,
                tld: entry.tld,
                name: entry.name,
                geonames_id: entry.id,
                lat: entry.lat,
                lon: entry.lon,
            });
        }
        for entry in lists.body {
            let Some(country) = Country::from_code(&entry.code) else { continue };
            countries.add(Use::Body, std::iter::once(&entry.name).chain(&entry.names), country);
        }
        countries.profiles.sort_by_key(|profile| profile.country);
        for (at, profile) in countries.profiles.iter().enumerate() {
            countries.by_iso2.insert(profile.iso2.clone(), at);
            countries.by_tld.insert(profile.tld.clone(), at);
        }
        countries
    }

    fn add<'w>(&mut self, kind: Use, words: impl IntoIterator<Item = &'w String>, country: Country) {
        for word in words {
            let is_acronym = is_acronym(word);
            let entry = self.words.entry((kind, fold(word))).or_insert((is_acronym, country));
            entry.0 &= is_acronym;
        }
    }

    fn find(&self, kind: Use, word: &str) -> Option<Country> {
        let word = without_article(word.trim());
        let &(in_capitals, country) = self.words.get(&(kind, fold(word)))?;
        let mut letters = word.chars().filter(|it| it.is_alphabetic());
        let is_written_so = if in_capitals { letters.all(char::is_uppercase) } else { letters.next().is_some_and(char::is_uppercase) };
        is_written_so.then_some(country)
    }

    /// The country of a name: `Ukraine`, `the UK`, `U.S.`; `us` and `turkey` are none.
    #[must_use]
    pub fn named(&self, name: &str) -> Option<Country> {
        self.find(Use::Name, name)
    }

    /// The country of a demonym, as adjective or noun, singular or plural: `Ukrainian`, `Frenchmen`, `Spaniards`, `Dutch`.
    #[must_use]
    pub fn demonym(&self, word: &str) -> Option<Country> {
        self.find(Use::Demonym, word)
    }

    /// The country whose capital has this name.
    #[must_use]
    pub fn capital(&self, name: &str) -> Option<Country> {
        self.find(Use::Capital, name)
    }

    /// The country whose government this names: `Kremlin`, `White House`, `Downing Street`.
    #[must_use]
    pub fn government(&self, name: &str) -> Option<Country> {
        self.find(Use::Government, name)
    }

    /// PLOVER's code for a body of several countries, or another that acts like one: `EUR` for `the EU`, `UNO` for `U.N.`, `IGO` for `NATO`.
    #[must_use]
    pub fn body(&self, name: &str) -> Option<Country> {
        self.find(Use::Body, name)
    }

    /// The usual English name of a country: `Ukraine`.
    #[must_use]
    pub fn name(&self, country: Country) -> Option<&str> {
        self.profile(country).map(|profile| profile.name.as_str())
    }

    /// Number, point and codes of a country.
    #[must_use]
    pub fn profile(&self, country: Country) -> Option<&Profile> {
        let at = self.profiles.binary_search_by_key(&country, |profile| profile.country).ok()?;
        self.profiles.get(at)
    }

    /// The country with this ISO 3166-1 alpha-2 code.
    #[must_use]
    pub fn iso2(&self, code: &str) -> Option<Country> {
        self.by_iso2.get(code).map(|&at| self.profiles[at].country)
    }

    /// The country with this top-level domain, in small letters without the point.
    #[must_use]
    pub fn domain(&self, tld: &str) -> Option<Country> {
        self.by_tld.get(tld).map(|&at| self.profiles[at].country)
    }
}

/// A name without `the` before it.
fn without_article(name: &str) -> &str {
    let article = name.get(..4).is_some_and(|first| first.eq_ignore_ascii_case("the "));
    if article { name[4..].trim_start() } else { name }
}

/// Whether a word is letters in capitals, as `US` and `U.S.`, which in small letters would be other words.
fn is_acronym(word: &str) -> bool {
    let mut letters = word.chars().filter(|it| it.is_alphabetic());
    word.chars().count() <= 8 && letters.all(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(country: Option<Country>) -> String {
        country.map_or_else(String::new, |it| it.code().to_owned())
    }

    #[test]
    fn names_are_found_however_they_are_written() {
        let countries = Countries::load();
        for (name, expected) in [
            ("Ukraine", "UKR"),
            ("the UK", "GBR"),
            ("U.K.", "GBR"),
            ("U.S.", "USA"),
            ("US", "USA"),
            ("United States", "USA"),
            ("THE UNITED STATES", "USA"),
            ("Burma", "MMR"),
            ("Myanmar", "MMR"),
            ("Côte d’Ivoire", "CIV"),
            ("Cote d'Ivoire", "CIV"),
            ("TURKEY", "TUR"),
            ("Türkiye", "TUR"),
            ("DRC", "COD"),
            ("Kosovo", "XKX"),
            ("The Gambia", "GMB"),
            ("the Netherlands", "NLD"),
            ("Guinea-Bissau", "GNB"),
            ("St. Lucia", "LCA"),
        ] {
            assert_eq!(code(countries.named(name)), expected, "{name}");
        }
        for name in ["us", "turkey", "chad", "Us", "uk", "", "the", "Texas", "china"] {
            assert_eq!(countries.named(name), None, "{name}");
        }
    }

    #[test]
    fn demonyms_have_all_their_forms() {
        let countries = Countries::load();
        for (word, expected) in [
            ("Ukrainian", "UKR"),
            ("Ukrainians", "UKR"),
            ("Frenchman", "FRA"),
            ("French", "FRA"),
            ("Spaniards", "ESP"),
            ("Dutch", "NLD"),
            ("Kiwi", "NZL"),
            ("Scots", "GBR"),
            ("Burmese", "MMR"),
            ("Emirati", "ARE"),
            ("Swiss", "CHE"),
            ("Nigerien", "NER"),
            ("Nigerian", "NGA"),
        ] {
            assert_eq!(code(countries.demonym(word)), expected, "{word}");
        }
        assert_eq!(countries.demonym("polish"), None);
        assert_eq!(code(countries.demonym("Polish")), "POL");
    }

    #[test]
    fn capitals_governments_and_bodies_stand_for_their_countries() {
        let countries = Countries::load();
        assert_eq!(code(countries.capital("Kiev")), "UKR");
        assert_eq!(code(countries.capital("Washington")), "USA");
        assert_eq!(code(countries.capital("Sana’a")), "YEM");
        assert_eq!(code(countries.government("the Kremlin")), "RUS");
        assert_eq!(code(countries.government("White House")), "USA");
        assert_eq!(code(countries.government("Downing Street")), "GBR");
        assert_eq!(code(countries.government("Elysee")), "FRA");
        assert_eq!(code(countries.body("the EU")), "EUR");
        assert_eq!(code(countries.body("U.N.")), "UNO");
        assert_eq!(code(countries.body("Nato")), "IGO");
        assert_eq!(countries.body("Who"), None);
    }

    #[test]
    fn every_country_has_one_code_of_each_kind_and_a_point_on_earth() {
        let countries = Countries::load();
        assert_eq!(countries.profiles.len(), 250);
        assert_eq!(countries.by_iso2.len(), 250);
        assert!(countries.profiles.windows(2).all(|pair| pair[0].country < pair[1].country));
        assert!(countries.profiles.iter().all(|it| it.lat.abs() <= 90.0 && it.lon.abs() <= 180.0 && it.geonames_id > 0));
        let kosovo = Country::from_code("XKX").unwrap();
        assert_eq!(countries.name(kosovo), Some("Kosovo"));
        assert_eq!(code(countries.domain("uk")), "GBR");
        assert_eq!(code(countries.iso2("UA")), "UKR");
    }
}
