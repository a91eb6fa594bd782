//! Words about offices: who held them, whose they are, which verbs give them (`[office]` of `lexicon/en/roles.toml` and its neighbours).

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use super::file;
use crate::country::Country;
use crate::lists::set;
use crate::page::Page;
use crate::who::Sector;

/// What the lexicon says of nouns for offices and of the words beside them.
#[derive(Debug)]
pub struct OfficeWords {
    /// Words after which an office is no longer held.
    former: FxHashSet<String>,
    counterpart: FxHashSet<String>,
    still: FxHashSet<String>,
    opposition: FxHashSet<String>,
    succession: FxHashSet<String>,
    any_body: FxHashSet<String>,
    when: FxHashSet<String>,
    topics: FxHashSet<String>,
    leads: FxHashSet<String>,
    continental: FxHashSet<String>,
    heads: FxHashMap<String, Option<Sector>>,
    gives: FxHashSet<String>,
    /// Offices that exist in one country only.
    implied: FxHashMap<String, Country>,
    /// Offices of which a place has one.
    sole: FxHashSet<String>,
    /// Offices that are a seat in a legislature in short.
    seats: FxHashSet<String>,
    /// Those that are one in a country.
    seats_of: FxHashSet<(Country, String)>,
    /// Persons that hold nothing: `friend`.
    descriptions: FxHashSet<String>,
    units: FxHashSet<String>,
    /// Persons who are sent to a country or study it: it is not theirs.
    sent: FxHashSet<String>,
    versed: FxHashSet<String>,
    of_body: FxHashSet<String>,
    may_be_body: FxHashSet<String>,
    /// Ranks that police have too.
    ranks: FxHashSet<String>,
}

#[derive(Debug, Deserialize)]
struct RoleFile {
    office: Lists,
    heads: FxHashMap<String, String>,
    implies: FxHashMap<String, String>,
    seats: FxHashMap<String, String>,
}

#[derive(Debug, Deserialize)]
struct Lists {
    former: String,
    counterpart: String,
    any_body: String,
    when: String,
    topics: String,
    leads: String,
    continental: String,
    still: String,
    opposition: String,
    succession: String,
    descriptions: String,
    units: String,
    sent: String,
    versed: String,
    of_body: String,
    may_be_body: String,
    ranks: String,
    sole: String,
}

impl OfficeWords {
    pub(super) fn load() -> Self {
        let RoleFile { office, heads, implies, seats } = file("en/roles.toml");
        Self {
            former: set(&office.former),
            counterpart: set(&office.counterpart),
            still: set(&office.still),
            opposition: set(&office.opposition),
            succession: set(&office.succession),
            any_body: set(&office.any_body),
            when: set(&office.when),
            topics: set(&office.topics),
            leads: set(&office.leads),
            continental: set(&office.continental),
            heads: heads
                .iter()
                .filter(|(section, _)| *section != "gives")
                .flat_map(|(section, verbs)| verbs.split_whitespace().map(|verb| (verb.to_owned(), Sector::from_code(section))))
                .collect(),
            gives: set(heads.get("gives").map(String::as_str).unwrap_or_default()),
            implied: of_countries(&implies).map(|(country, word)| (word, country)).collect(),
            sole: set(&office.sole),
            seats: set(seats.get("short").map(String::as_str).unwrap_or_default()),
            seats_of: of_countries(&seats).collect(),
            descriptions: set(&office.descriptions),
            units: set(&office.units),
            sent: set(&office.sent),
            versed: set(&office.versed),
            of_body: set(&office.of_body),
            may_be_body: set(&office.may_be_body),
            ranks: set(&office.ranks),
        }
    }

    /// Whether a word says that an office is no longer held.
    #[must_use]
    pub fn is_former(&self, word: &str) -> bool {
        let lower = word.to_lowercase();
        self.former.contains(&lower) || lower.split_once('-').is_some_and(|(first, _)| matches!(first, "ex" | "then"))
    }

    /// Whether a word says that an office is held for a time or in part: `acting`.
    #[must_use]
    pub fn is_still(&self, word: &str) -> bool {
        self.still.contains(&word.to_lowercase())
    }

    /// Whether a word says that an office is the opposition's: `shadow`.
    #[must_use]
    pub fn is_of_opposition(&self, word: &str) -> bool {
        self.opposition.contains(&word.to_lowercase())
    }

    /// Whether a counterpart is one before or after in the same office: `predecessor`.
    #[must_use]
    pub fn is_succession(&self, lemma: &str) -> bool {
        self.succession.contains(lemma)
    }

    /// Whether a noun is one such as `counterpart`.
    #[must_use]
    pub fn is_counterpart(&self, lemma: &str) -> bool {
        self.counterpart.contains(lemma)
    }

    /// Whether the noun at a word is one such as `counterpart` or `opposite number`.
    #[must_use]
    pub fn is_counterpart_at(&self, page: &Page<'_>, word: usize) -> bool {
        let lemma = page.analysis.lemma(word).to_lowercase();
        let pair = || word.checked_sub(1).map(|before| format!("{} {lemma}", page.form(before).to_lowercase()));
        self.is_counterpart(&lemma) || pair().is_some_and(|pair| self.is_counterpart(&pair))
    }

    /// Whether a word before a noun makes it say when: `last week`.
    #[must_use]
    pub fn is_of_when(&self, word: &str) -> bool {
        self.when.contains(word)
    }

    /// Whether a preposition after an office begins what something else is about: `aide to the mayor on the harbour`.
    #[must_use]
    pub fn is_of_topic(&self, word: &str) -> bool {
        self.topics.contains(word)
    }

    /// Whether an office is one of any body, whose sector counts first: `chief`.
    #[must_use]
    pub fn is_of_any_body(&self, lemma: &str) -> bool {
        self.any_body.contains(lemma)
    }

    /// Whether who holds this office of a country is its government: `leader`.
    #[must_use]
    pub fn leads(&self, lemma: &str) -> bool {
        self.leads.contains(lemma)
    }

    /// Whether a word before `leaders` says that they are those of states: `European`.
    #[must_use]
    pub fn is_continental(&self, word: &str) -> bool {
        self.continental.contains(word)
    }

    /// Whether the object of a verb is what its subject is the head of, and the sector that it tells.
    #[must_use]
    pub fn heads(&self, lemma: &str) -> Option<Option<Sector>> {
        self.heads.get(lemma).copied()
    }

    /// Whether a verb gives an office to its subject or object.
    #[must_use]
    pub fn gives(&self, lemma: &str) -> bool {
        self.gives.contains(lemma)
    }

    /// The country that an office exists in, when it exists in one only.
    #[must_use]
    pub fn implied(&self, word: &str) -> Option<Country> {
        self.implied.get(word).copied()
    }

    /// Whether a place has one holder of an office: `mayor`.
    #[must_use]
    pub fn is_sole(&self, office: &str) -> bool {
        self.sole.contains(office)
    }

    /// Whether an office in small letters is a seat in the legislature of a country, or by its short form alone: `rep.`, `representative` of the USA.
    #[must_use]
    pub fn is_seat(&self, office: &str, country: Option<Country>) -> bool {
        self.seats.contains(office) || country.is_some_and(|country| self.seats_of.contains(&(country, office.to_owned())))
    }

    /// Whether a word is a unit of time after which an office does not go on.
    #[must_use]
    pub fn is_unit(&self, word: &str) -> bool {
        self.units.contains(&word.to_lowercase())
    }

    /// Whether who holds an office is sent to the country that follows with `to`: `[envoy] to Norway`.
    #[must_use]
    pub fn is_sent(&self, lemma: &str) -> bool {
        self.sent.contains(lemma)
    }

    /// Whether a country's name before a noun is what the person knows of: `a Norway [specialist]`.
    #[must_use]
    pub fn is_versed(&self, lemma: &str) -> bool {
        self.versed.contains(lemma)
    }

    /// Whether an office has the sector of the body whose it is: `manager`.
    #[must_use]
    pub fn is_of_body(&self, lemma: &str) -> bool {
        self.of_body.contains(lemma)
    }

    /// Whether police have a rank as well as soldiers: `sergeant`.
    #[must_use]
    pub fn is_rank(&self, office: &str) -> bool {
        self.ranks.contains(office)
    }

    /// Whether a noun for a person is said of bodies too: `maker`, `rival`.
    #[must_use]
    pub fn may_be_body(&self, lemma: &str) -> bool {
        self.may_be_body.contains(lemma)
    }

    /// Whether a noun says what somebody is without being an office: `friend`.
    #[must_use]
    pub fn is_description(&self, lemma: &str) -> bool {
        self.descriptions.contains(lemma)
    }
}

/// The words of lists by the codes of countries.
fn of_countries(lists: &FxHashMap<String, String>) -> impl Iterator<Item = (Country, String)> {
    lists
        .iter()
        .filter_map(|(code, words)| Some((Country::from_code(code)?, words)))
        .flat_map(|(country, words)| words.split_whitespace().map(move |word| (country, word.to_owned())))
}
