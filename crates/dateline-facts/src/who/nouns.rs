//! What nouns and names denote: people, bodies, places, things, with the PLOVER sector that an office or a body belongs to.

use dateline_lang::labels::Deprel;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use super::Sector;
use super::bodies::{self, Bodies};
use super::leaders::Leaders;
use super::mention::Candidate;
use crate::country::Country;
use crate::lists::set;
use crate::page::Page;

/// What a noun denotes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NounKind {
    /// One human being.
    Person,
    /// A body.
    Organization,
    /// A place.
    Place,
    /// A building, vehicle, installation.
    Object,
    /// Several people.
    Group,
    /// None of these: an act, a time, a substance.
    Abstract,
}

/// The gender of the person that a word stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gender {
    /// A woman or girl.
    Female,
    /// A man or boy.
    Male,
}

/// A noun of the lexicon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Noun {
    /// What it denotes.
    pub kind: NounKind,
    /// The sector of the office or body.
    pub sector: Option<Sector>,
    /// The gender of the person.
    pub gender: Option<Gender>,
    /// Whether it speaks for a body, whose sector it has: `spokeswoman`.
    pub speaks: bool,
    /// Whether it is a relative of somebody: `wife`.
    pub is_kin: bool,
    /// Whether it can refer back to a country: `nation`.
    pub is_country: bool,
    /// Whether it can refer back to a town: `city`.
    pub is_city: bool,
}

/// An entry of several words.
#[derive(Debug)]
struct Phrase {
    words: Vec<String>,
    /// Which of its words heads it.
    head: usize,
    noun: Noun,
}

/// The words of `lexicon/en/nouns.toml`, `roles.toml` and `given-names.toml`.
#[derive(Debug)]
pub struct Nouns {
    single: FxHashMap<String, Noun>,
    /// Entries of several words, by the head; the longest first.
    phrases: FxHashMap<String, Vec<Phrase>>,
    given: FxHashMap<String, Gender>,
    /// Given names that are as often other words.
    ambiguous: FxHashSet<String>,
    address: FxHashMap<String, Option<Gender>>,
    /// Words after which an office is no longer held.
    former: FxHashSet<String>,
    counterpart: FxHashSet<String>,
    still: FxHashSet<String>,
    opposition: FxHashSet<String>,
    succession: FxHashSet<String>,
    /// Endings of nouns for people, and their sectors.
    endings: Vec<(String, Option<Sector>)>,
    any_body: FxHashSet<String>,
    when: FxHashSet<String>,
    topics: FxHashSet<String>,
    leads: FxHashSet<String>,
    heads: FxHashMap<String, Option<Sector>>,
    gives: FxHashSet<String>,
    body_suffixes: FxHashSet<String>,
    /// Verbs whose subject has a will.
    acts: FxHashSet<String>,
    /// `former`, `latter`.
    of_two: Vec<String>,
    /// Verbs that give a name.
    naming: FxHashSet<String>,
    /// Verbs that tell who somebody is.
    identifying: FxHashSet<String>,
    /// What stands between two names of one bearer, word by word.
    aliases: Vec<Vec<String>>,
    /// Offices that exist in one country only.
    implied: FxHashMap<String, Country>,
    /// Places within a town.
    built: FxHashSet<String>,
    /// Offices of which a place has one.
    sole: FxHashSet<String>,
    /// Offices that are a seat in a legislature in short.
    seats: FxHashSet<String>,
    /// Those that are one in a country.
    seats_of: FxHashSet<(Country, String)>,
    /// `police`, `force` and `officer`: nouns for the police of a page.
    police: [FxHashSet<String>; 3],
    /// Abbreviated offices.
    short: FxHashMap<String, String>,
    pronouns: FxHashMap<String, Pronoun>,
    /// Persons that hold nothing: `friend`.
    descriptions: FxHashSet<String>,
    /// Titles of the clergy, and whether they are ones before a surname too.
    clergy: FxHashMap<String, bool>,
    units: FxHashSet<String>,
    /// Nouns of bodies that name none where they stand alone: `by force`.
    mass: FxHashSet<String>,
    /// Nouns of bodies that mean an act, a right or a thing as often.
    loose: FxHashSet<String>,
    /// Nouns that, right after the name of a body, only say what it is.
    restating: FxHashSet<String>,
    /// Persons who are sent to a country or study it: it is not theirs.
    sent: FxHashSet<String>,
    versed: FxHashSet<String>,
    /// For every noun the groups of nouns that can mean the same bearer.
    same: FxHashMap<String, Vec<usize>>,
    /// For every given name the groups of names that can be of one person.
    nicknames: FxHashMap<String, Vec<usize>>,
    /// Words before a noun that make it nobody in particular.
    generic: FxHashSet<String>,
    /// Prepositions of place.
    within: FxHashSet<String>,
    /// Nouns for places that are not what they are of.
    part: FxHashSet<String>,
    /// Words before a demonym that make it one of a continent.
    compass: FxHashSet<String>,
    /// Nouns and sectors for those who are of the country in which they are.
    at_home: FxHashSet<String>,
    home_sectors: Vec<Sector>,
    another: FxHashSet<String>,
    counting: FxHashSet<String>,
    /// Nouns that are something else where they are owned, alone, with `of`, in the plural.
    otherwise: [FxHashSet<String>; 4],
    told: Vec<Sector>,
    anywhere: Vec<Sector>,
    of_places: FxHashSet<String>,
    of_body: FxHashSet<String>,
    may_be_body: FxHashSet<String>,
    /// What names of bodies tell.
    pub bodies: Bodies,
    /// Heads of state and of government.
    pub leaders: Leaders,
}

/// What a personal pronoun says of what it stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pronoun {
    /// Grammatical person.
    pub person: u8,
    /// Whether it is plural.
    pub is_plural: bool,
    /// The gender; `None` for `it`, `they`, `I`.
    pub gender: Option<Gender>,
    /// Whether it is possessive.
    pub is_possessive: bool,
    /// Whether it is reflexive.
    pub is_reflexive: bool,
}

/// How a noun means the police of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Police {
    /// `police`.
    Own,
    /// `the force`.
    After,
    /// `officers`.
    People,
}

#[derive(Debug, Deserialize)]
struct NounFile {
    person: FxHashMap<String, String>,
    gender: FxHashMap<String, String>,
    organization: FxHashMap<String, String>,
    place: Any,
    country: Any,
    city: Any,
    part: Any,
    compass: Any,
    object: Any,
    group: Any,
    mass: Any,
    loose: Any,
    built: Any,
    restating: Any,
    generic: Any,
    within: Any,
    at_home: AtHome,
    police: PoliceFile,
    otherwise: Otherwise,
    told: Told,
    anywhere: Told,
    of_places: Any,
    demonstrable: Abstract,
}

#[derive(Debug, Deserialize)]
struct PoliceFile {
    own: String,
    after: String,
    people: String,
}

#[derive(Debug, Deserialize)]
struct AtHome {
    sectors: String,
    nouns: String,
    another: String,
    counting: String,
}

#[derive(Debug, Deserialize)]
struct Otherwise {
    owned: String,
    alone: String,
    of: String,
    plural: String,
}

#[derive(Debug, Deserialize)]
struct Told {
    sectors: String,
}

#[derive(Debug, Deserialize)]
struct NicknameFile {
    groups: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Any {
    any: String,
}

#[derive(Debug, Deserialize)]
struct Abstract {
    #[serde(rename = "abstract")]
    abstracts: String,
}

#[derive(Debug, Deserialize)]
struct RoleFile {
    address: FxHashMap<String, String>,
    pronouns: FxHashMap<String, String>,
    office: Office,
    heads: FxHashMap<String, String>,
    endings: FxHashMap<String, String>,
    bodies: Suffixes,
    acts: Acts,
    implies: FxHashMap<String, String>,
    seats: FxHashMap<String, String>,
    short: FxHashMap<String, String>,
    same: Same,
}

#[derive(Debug, Deserialize)]
struct Same {
    groups: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Office {
    former: String,
    counterpart: String,
    any_body: String,
    when: String,
    topics: String,
    leads: String,
    still: String,
    opposition: String,
    succession: String,
    descriptions: String,
    clergy: String,
    clergy_alone: String,
    units: String,
    sent: String,
    versed: String,
    of_body: String,
    may_be_body: String,
    sole: String,
}

#[derive(Debug, Deserialize)]
struct Acts {
    verbs: String,
    of_two: Vec<String>,
    naming: String,
    identifying: String,
    aliases: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Suffixes {
    suffixes: String,
}

#[derive(Debug, Deserialize)]
struct GivenFile {
    female: String,
    male: String,
    ambiguous: String,
}

fn file<T: for<'d> Deserialize<'d>>(path: &str) -> T {
    let text = dateline_lexicon::file(path).expect("the list is embedded");
    toml::from_str(text).expect("the list has its shape")
}

impl Nouns {
    /// Reads the embedded lists.
    ///
    /// # Panics
    /// When a list is not TOML of its shape, which a test rules out.
    #[must_use]
    pub fn load() -> Self {
        let (nouns, roles, given): (NounFile, RoleFile, GivenFile) =
            (file("en/nouns.toml"), file("en/roles.toml"), file("en/given-names.toml"));
        let mut all = Self {
            single: FxHashMap::default(),
            phrases: FxHashMap::default(),
            given: FxHashMap::default(),
            ambiguous: set(&given.ambiguous),
            address: FxHashMap::default(),
            former: set(&roles.office.former),
            counterpart: set(&roles.office.counterpart),
            still: set(&roles.office.still),
            opposition: set(&roles.office.opposition),
            succession: set(&roles.office.succession),
            endings: endings(&roles.endings),
            any_body: set(&roles.office.any_body),
            when: set(&roles.office.when),
            topics: set(&roles.office.topics),
            leads: set(&roles.office.leads),
            heads: roles
                .heads
                .iter()
                .filter(|(section, _)| *section != "gives")
                .flat_map(|(section, verbs)| verbs.split_whitespace().map(|verb| (verb.to_owned(), Sector::from_code(section))))
                .collect(),
            gives: set(roles.heads.get("gives").map(String::as_str).unwrap_or_default()),
            body_suffixes: set(&roles.bodies.suffixes),
            acts: set(&roles.acts.verbs),
            of_two: roles.acts.of_two,
            naming: set(&roles.acts.naming),
            identifying: set(&roles.acts.identifying),
            aliases: roles.acts.aliases.iter().map(|it| it.split(' ').map(str::to_owned).collect()).collect(),
            implied: roles
                .implies
                .iter()
                .filter_map(|(code, words)| Some((Country::from_code(code)?, words)))
                .flat_map(|(country, words)| words.split_whitespace().map(move |word| (word.to_owned(), country)))
                .collect(),
            seats: set(roles.seats.get("short").map(String::as_str).unwrap_or_default()),
            seats_of: roles
                .seats
                .iter()
                .filter_map(|(code, words)| Some((Country::from_code(code)?, words)))
                .flat_map(|(country, words)| words.split_whitespace().map(move |word| (country, word.to_owned())))
                .collect(),
            short: roles.short,
            pronouns: pronouns(&roles.pronouns),
            descriptions: set(&roles.office.descriptions),
            clergy: [(&roles.office.clergy, true), (&roles.office.clergy_alone, false)]
                .into_iter()
                .flat_map(|(words, before_any)| words.split_whitespace().map(move |word| (word.to_owned(), before_any)))
                .collect(),
            units: set(&roles.office.units),
            mass: set(&nouns.mass.any),
            police: [&nouns.police.own, &nouns.police.after, &nouns.police.people].map(|words| set(words)),
            loose: set(&nouns.loose.any),
            restating: set(&nouns.restating.any),
            sent: set(&roles.office.sent),
            built: set(&nouns.built.any),
            sole: set(&roles.office.sole),
            versed: set(&roles.office.versed),
            same: same(&roles.same.groups),
            nicknames: same(&file::<NicknameFile>("en/nicknames.toml").groups),
            generic: set(&nouns.generic.any),
            within: set(&nouns.within.any),
            of_places: set(&nouns.of_places.any),
            part: set(&nouns.part.any),
            compass: set(&nouns.compass.any),
            at_home: set(&nouns.at_home.nouns),
            home_sectors: nouns.at_home.sectors.split_whitespace().filter_map(Sector::from_code).collect(),
            another: set(&nouns.at_home.another),
            counting: set(&nouns.at_home.counting),
            otherwise: [&nouns.otherwise.owned, &nouns.otherwise.alone, &nouns.otherwise.of, &nouns.otherwise.plural].map(|it| set(it)),
            told: nouns.told.sectors.split_whitespace().filter_map(Sector::from_code).collect(),
            anywhere: nouns.anywhere.sectors.split_whitespace().filter_map(Sector::from_code).collect(),
            of_body: set(&roles.office.of_body),
            may_be_body: set(&roles.office.may_be_body),
            bodies: Bodies::load(),
            leaders: Leaders::load(),
        };
        let genders: Vec<(String, Gender)> = [("female", Gender::Female), ("male", Gender::Male)]
            .into_iter()
            .flat_map(|(key, gender)| {
                nouns.gender.get(key).into_iter().flat_map(move |words| words.split_whitespace().map(move |word| (word.to_owned(), gender)))
            })
            .collect();
        let genders: FxHashMap<String, Gender> = genders.into_iter().collect();
        let (countries, cities) = (set(&nouns.country.any), set(&nouns.city.any));
        let mut add = |words: &str, kind: NounKind, sector: Option<Sector>, section: &str| {
            for word in words.split_whitespace() {
                let plain = word.replace('_', " ");
                let noun = Noun {
                    kind,
                    sector,
                    gender: genders.get(word).copied(),
                    speaks: section == "spokesperson",
                    is_kin: section == "relative",
                    is_country: countries.contains(&plain),
                    is_city: cities.contains(&plain),
                };
                all.insert(&plain, noun);
            }
        };
        // Sections in the order of their names: which of two entries of one word counts must not depend on the hash.
        let sorted = |sections: FxHashMap<String, String>| -> Vec<(String, String)> {
            let mut sections: Vec<_> = sections.into_iter().collect();
            sections.sort();
            sections
        };
        add(&nouns.demonstrable.abstracts, NounKind::Abstract, None, "");
        add(&nouns.object.any, NounKind::Object, None, "");
        add(&nouns.place.any, NounKind::Place, None, "");
        add(&nouns.country.any, NounKind::Place, None, "");
        add(&nouns.city.any, NounKind::Place, None, "");
        add(&nouns.group.any, NounKind::Group, None, "");
        for (section, words) in sorted(nouns.organization) {
            add(&words, NounKind::Organization, Sector::from_code(&section), &section);
        }
        for (section, words) in sorted(nouns.person) {
            add(&words, NounKind::Person, Sector::from_code(&section), &section);
        }
        for (words, gender) in [(&given.female, Gender::Female), (&given.male, Gender::Male)] {
            all.given.extend(words.split_whitespace().map(|name| (name.to_lowercase(), gender)));
        }
        for (key, gender) in [("male", Some(Gender::Male)), ("female", Some(Gender::Female)), ("any", None)] {
            let words = roles.address.get(key).map(String::as_str).unwrap_or_default();
            all.address.extend(words.split_whitespace().map(|word| (word.to_owned(), gender)));
        }
        all
    }

    fn insert(&mut self, plain: &str, noun: Noun) {
        // A possessive ending is a word of its own: `governor 's office`.
        let words: Vec<String> = plain
            .split(' ')
            .flat_map(|word| match word.strip_suffix("'s") {
                Some(stem) => vec![stem.to_owned(), "'s".to_owned()],
                None if word.ends_with("s'") => vec![word[..word.len() - 1].to_owned(), "'".to_owned()],
                None => vec![word.to_owned()],
            })
            .collect();
        if words.len() == 1 {
            self.single.insert(plain.to_owned(), noun);
            // The segmenter cuts at hyphens: `commander - in - chief`.
            let parts: Vec<&str> = plain.split('-').collect();
            if parts.len() > 1 {
                let words = parts.iter().flat_map(|part| ["-".to_owned(), (*part).to_owned()]).skip(1).collect();
                self.insert_phrase(words, noun);
            }
            return;
        }
        self.insert_phrase(words, noun);
    }

    fn insert_phrase(&mut self, words: Vec<String>, noun: Noun) {
        // `chief of staff` is headed by its first word, `prime minister` by its last.
        let ends = |word: &String| bodies::is_after_head(word) || word == "general";
        let head = words.iter().skip(1).position(ends).map_or(words.len() - 1, |at| at - usize::from(words[at] == "-"));
        // The parser may take the last word of `attorney general` for its head: a general is something else.
        let last = words.len() - 1;
        let heads = [Some(head), Some(last).filter(|&last| last != head && words[last] == "general")];
        for head in heads.into_iter().flatten() {
            let phrases = self.phrases.entry(words[head].clone()).or_default();
            let place = phrases.partition_point(|other| (other.words.len(), &words) > (words.len(), &other.words));
            phrases.insert(place, Phrase { words: words.clone(), head, noun });
        }
    }

    /// What the noun at a word denotes, with the first and the word after the last of the entry.
    #[must_use]
    pub fn of(&self, page: &Page<'_>, head: usize) -> Option<(Noun, usize, usize)> {
        let lemma = page.analysis.lemma(head).to_lowercase();
        let sentence = page.analysis.sentence_of(head);
        let form = page.form(head).to_lowercase();
        for phrase in self.phrases.get(&lemma).or_else(|| self.phrases.get(&form)).into_iter().flatten() {
            let Some(start) = head.checked_sub(phrase.head).filter(|&start| start >= sentence.start) else { continue };
            let end = start + phrase.words.len();
            let same = |(word, wanted): (usize, &String)| {
                let is_owner = wanted.starts_with('\'') && page.form(word).replace('’', "'") == *wanted;
                word == head
                    || is_owner
                    || page.form(word).eq_ignore_ascii_case(wanted)
                    || page.analysis.lemma(word).eq_ignore_ascii_case(wanted)
            };
            if end <= sentence.end && (start..end).zip(&phrase.words).all(same) {
                return Some((phrase.noun, start, end));
            }
        }
        let single = self.single.get(&lemma).or_else(|| self.single.get(&form)).copied();
        if let Some(noun) = single.or_else(|| self.short(&form)) {
            return Some((noun, head, head + 1));
        }
        if let Some((_, sector)) = self.endings.iter().find(|(ending, _)| lemma.len() > ending.len() + 2 && lemma.ends_with(&ending[..])) {
            let noun = Noun {
                kind: NounKind::Person,
                sector: *sector,
                gender: None,
                speaks: false,
                is_kin: false,
                is_country: false,
                is_city: false,
            };
            return Some((noun, head, head + 1));
        }
        // `vice-president`, `co-founder`, `policymaker`: the last part decides.
        let tail = lemma.rsplit('-').next().filter(|tail| tail.len() < lemma.len())?;
        self.single.get(tail).map(|&noun| (noun, head, head + 1))
    }

    /// What a lemma denotes by itself.
    #[must_use]
    pub fn lemma(&self, lemma: &str) -> Option<Noun> {
        self.single.get(lemma).copied()
    }

    /// What a plural denotes that the tagger has for a name, and so without a lemma: `Eyewitnesses`, `NEWSMEN`.
    #[must_use]
    pub fn plural(&self, form: &str) -> Option<Noun> {
        let form = form.to_lowercase();
        let known = |stem: String| self.single.get(&stem).copied();
        let men = form.strip_suffix("men").and_then(|stem| known(format!("{stem}man")));
        men.or_else(|| form.strip_suffix("ies").and_then(|stem| known(format!("{stem}y"))))
            .or_else(|| form.strip_suffix("es").and_then(|stem| known(stem.to_owned())))
            .or_else(|| form.strip_suffix('s').and_then(|stem| known(stem.to_owned())))
    }

    /// The gender that a given name tells.
    #[must_use]
    pub fn given(&self, name: &str) -> Option<Gender> {
        let lower = name.to_lowercase();
        self.given.get(&lower).or_else(|| self.given.get(lower.split('-').next()?)).copied()
    }

    /// Whether a word addresses the bearer of the name that follows, and as whom.
    #[must_use]
    pub fn address(&self, word: &str) -> Option<Option<Gender>> {
        self.address.get(word.to_lowercase().trim_end_matches('.')).copied()
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

    /// Which of two that were named together a word means: `former`, `latter`.
    #[must_use]
    pub fn is_of_two(&self, word: &str) -> Option<usize> {
        self.of_two.iter().position(|it| word.eq_ignore_ascii_case(it))
    }

    /// Whether the subject of a verb has a will.
    #[must_use]
    pub fn is_act(&self, lemma: &str) -> bool {
        self.acts.contains(lemma)
    }

    /// The country that an office exists in, when it exists in one only.
    #[must_use]
    pub fn implied(&self, word: &str) -> Option<Country> {
        self.implied.get(word).copied()
    }

    /// Whether a noun is for a place within a town, which no town or country is: `road`.
    #[must_use]
    pub fn is_built(&self, lemma: &str) -> bool {
        self.built.contains(lemma)
    }

    /// Whether a place has one holder of an office: `mayor`.
    #[must_use]
    pub fn is_sole(&self, office: &str) -> bool {
        self.sole.contains(office)
    }

    /// How a noun may mean the police of a page: by their own word, by another for the body, by their people.
    #[must_use]
    pub fn police(&self, lemma: &str) -> Option<Police> {
        let kinds = [Police::Own, Police::After, Police::People];
        self.police.iter().position(|words| words.contains(lemma)).map(|at| kinds[at])
    }

    /// Whether an office in small letters is a seat in the legislature of a country, or by its short form alone: `rep.`, `representative` of the USA.
    #[must_use]
    pub fn is_seat(&self, office: &str, country: Option<Country>) -> bool {
        self.seats.contains(office) || country.is_some_and(|country| self.seats_of.contains(&(country, office.to_owned())))
    }

    /// The office that a word abbreviates: `gen.`.
    #[must_use]
    pub fn short(&self, word: &str) -> Option<Noun> {
        self.lemma(self.short.get(word)?)
    }

    /// An office in full: `governor` for `gov.`.
    #[must_use]
    pub fn in_full<'w>(&'w self, office: &'w str) -> &'w str {
        self.short.get(office).map_or(office, String::as_str)
    }

    /// Whether a verb gives somebody a name: `dubbed`.
    #[must_use]
    pub fn is_naming(&self, lemma: &str) -> bool {
        self.naming.contains(lemma)
    }

    /// The first of the words before a name that say it is another name of who was named before them: `also known as`.
    #[must_use]
    pub fn alias(&self, page: &Page<'_>, name: usize) -> Option<usize> {
        self.aliases.iter().find_map(|words| {
            let first = name.checked_sub(words.len())?;
            words.iter().zip(first..name).all(|(word, at)| page.form(at).eq_ignore_ascii_case(word)).then_some(first)
        })
    }

    /// Whether a verb tells who somebody is, with `as`: `identify`.
    #[must_use]
    pub fn is_identifying(&self, lemma: &str) -> bool {
        self.identifying.contains(lemma)
    }

    /// Whether a given name is as often another word or a place, so that it tells nothing by itself: `Virginia`, `Jade`.
    #[must_use]
    pub fn is_ambiguous_given(&self, name: &str) -> bool {
        self.ambiguous.contains(&name.to_lowercase())
    }

    /// Whether a word at the end of a name says that it is a body, and no more.
    #[must_use]
    pub fn is_body_suffix(&self, word: &str) -> bool {
        self.body_suffixes.contains(&word.to_lowercase())
    }

    /// Whether a noun says what somebody is without being an office: `friend`.
    #[must_use]
    pub fn is_description(&self, lemma: &str) -> bool {
        self.descriptions.contains(lemma)
    }

    /// Whether a word is a title of the clergy before a name of so many words: `Sister`.
    #[must_use]
    pub fn is_clergy(&self, word: &str, words: usize) -> bool {
        word.starts_with(char::is_uppercase) && self.clergy.get(&word.to_lowercase()).is_some_and(|&any| any || words == 1)
    }

    /// Whether a word is a unit of time after which an office does not go on.
    #[must_use]
    pub fn is_unit(&self, word: &str) -> bool {
        self.units.contains(&word.to_lowercase())
    }

    /// Whether a noun of a body names none where it stands alone: `by force`.
    #[must_use]
    pub fn is_mass(&self, lemma: &str) -> bool {
        self.mass.contains(lemma)
    }

    /// Whether the noun of a body means an act, a right or a thing as often: `abuse his office`, `wrapped in chains`.
    #[must_use]
    pub fn is_loose(&self, lemma: &str) -> bool {
        self.loose.contains(lemma)
    }

    /// Whether a noun right after the name of a body only says what it is: `the Dawn [group]`.
    #[must_use]
    pub fn is_restating(&self, lemma: &str) -> bool {
        self.restating.contains(lemma)
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

    /// Whether other nouns can mean the bearer of a noun.
    #[must_use]
    pub fn has_same(&self, lemma: &str) -> bool {
        self.same.contains_key(lemma)
    }

    /// Whether two nouns can mean the same bearer: equal, or of one group, as `pope` and `pontiff`.
    #[must_use]
    pub fn same(&self, a: &str, b: &str) -> bool {
        a == b || self.same.get(a).zip(self.same.get(b)).is_some_and(|(a, b)| a.iter().any(|it| b.contains(it)))
    }

    /// Whether two given names can be of one person, one of them being a short form: `bill`, `william`.
    #[must_use]
    pub fn same_given(&self, a: &str, b: &str) -> bool {
        self.nicknames.get(a).zip(self.nicknames.get(b)).is_some_and(|(a, b)| a.iter().any(|it| b.contains(it)))
    }

    /// Whether a word before a noun makes it nobody in particular: `your`, `any`.
    #[must_use]
    pub fn is_generic(&self, word: &str) -> bool {
        self.generic.contains(&word.to_lowercase())
    }

    /// Whether a preposition says that what follows is a place.
    #[must_use]
    pub fn is_within(&self, word: &str) -> bool {
        self.within.contains(&word.to_lowercase())
    }

    /// Whether those whom a noun speaks of are of the country in which they are said to be: `rebels in X`.
    #[must_use]
    pub fn is_at_home(&self, lemma: &str, noun: Option<Noun>) -> bool {
        self.at_home.contains(lemma) || noun.and_then(|noun| noun.sector).is_some_and(|sector| self.home_sectors.contains(&sector))
    }

    /// Whether a noun is something else than its entry says, by how it stands: owned by a pronoun, with neither `of` nor a noun before it,
    /// with `of`, in the plural.
    #[must_use]
    pub fn is_otherwise(&self, lemma: &str, [owned, alone, of, plural]: [bool; 4]) -> bool {
        self.otherwise.iter().zip([owned, alone, of, plural]).any(|(nouns, stands)| stands && nouns.contains(lemma))
    }

    /// Whether a noun for a person is as often a part of the name of a place: `prince` of `Prince Albert`.
    #[must_use]
    pub fn is_of_places(&self, lemma: &str) -> bool {
        self.of_places.contains(lemma)
    }

    /// Whether people of the body with a name are at home anywhere, whatever its own home is: `a [Reuters] correspondent`.
    #[must_use]
    pub fn is_anywhere(&self, name: &str) -> bool {
        self.bodies.home(name).is_some() && self.bodies.sector(name).is_some_and(|sector| self.anywhere.contains(&sector))
    }

    /// Whether a sector makes people without an article somebody in particular.
    #[must_use]
    pub fn is_told(&self, sector: Sector) -> bool {
        self.told.contains(&sector)
    }

    /// Whether a noun only counts those whom it is of: `a group of [X]`.
    #[must_use]
    pub fn is_counting(&self, lemma: &str) -> bool {
        self.counting.contains(lemma)
    }

    /// Whether the last word of a name says what body it is: `Company`, `Airlines`, `FC`.
    #[must_use]
    pub fn says_body(&self, page: &Page<'_>, name: &Candidate) -> bool {
        let last = page.form(name.core.end - 1);
        self.is_body_suffix(last)
            || self.lemma(&last.to_lowercase()).is_some_and(|noun| noun.kind == NounKind::Organization)
            || self.bodies.is_club(last)
            || self.bodies.sector(name.span.of(page.text())).is_some()
    }

    /// Whether whom a noun speaks of is another than whose it is: `[X]'s allies`.
    #[must_use]
    pub fn is_another(&self, lemma: &str) -> bool {
        self.another.contains(lemma)
    }

    /// Whether an office has the sector of the body whose it is: `manager`.
    #[must_use]
    pub fn is_of_body(&self, lemma: &str) -> bool {
        self.of_body.contains(lemma)
    }

    /// Whether a place is not what it is of: `capital`.
    #[must_use]
    pub fn is_part(&self, lemma: &str) -> bool {
        self.part.contains(lemma)
    }

    /// Whether a word before a demonym makes it one of a continent: `Latin`.
    #[must_use]
    pub fn is_compass(&self, word: &str) -> bool {
        self.compass.contains(word)
    }

    /// Whether a noun for a person is said of bodies too: `maker`, `rival`.
    #[must_use]
    pub fn may_be_body(&self, lemma: &str) -> bool {
        self.may_be_body.contains(lemma)
    }

    /// What a personal pronoun says.
    #[must_use]
    pub fn pronoun(&self, form: &str) -> Option<Pronoun> {
        self.pronouns.get(&form.to_lowercase()).copied()
    }
}

fn endings(lists: &FxHashMap<String, String>) -> Vec<(String, Option<Sector>)> {
    let mut all: Vec<_> = lists
        .iter()
        .flat_map(|(section, words)| words.split_whitespace().map(move |word| (word.to_owned(), Sector::from_code(section))))
        .collect();
    all.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.0.cmp(&b.0)));
    all
}

fn same(groups: &[String]) -> FxHashMap<String, Vec<usize>> {
    let mut all: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for (at, group) in groups.iter().enumerate() {
        for word in group.split_whitespace() {
            all.entry(word.replace('_', " ")).or_default().push(at);
        }
    }
    all
}

fn pronouns(lists: &FxHashMap<String, String>) -> FxHashMap<String, Pronoun> {
    let list = |key: &str| lists.get(key).map(String::as_str).unwrap_or_default();
    let (possessive, reflexive) = (set(list("possessive")), set(list("reflexive")));
    let mut all = FxHashMap::default();
    let kinds = [
        ("male", 3, false, Some(Gender::Male)),
        ("female", 3, false, Some(Gender::Female)),
        ("neuter", 3, false, None),
        ("plural", 3, true, None),
        ("first", 1, false, None),
        ("first_plural", 1, true, None),
        ("second", 2, false, None),
    ];
    for (key, person, is_plural, gender) in kinds {
        for word in list(key).split_whitespace() {
            let pronoun =
                Pronoun { person, is_plural, gender, is_possessive: possessive.contains(word), is_reflexive: reflexive.contains(word) };
            all.insert(word.to_owned(), pronoun);
        }
    }
    all
}

/// Whether a relation makes a word the head of a noun phrase of its own rather than a part of a word or name.
#[must_use]
pub const fn is_phrase(label: Deprel) -> bool {
    !matches!(
        label,
        Deprel::Compound
            | Deprel::CompoundPrt
            | Deprel::Flat
            | Deprel::Fixed
            | Deprel::Goeswith
            | Deprel::Case
            | Deprel::Mark
            | Deprel::Cc
            | Deprel::CcPreconj
            | Deprel::Det
            | Deprel::DetPredet
            | Deprel::Punct
            | Deprel::Aux
            | Deprel::AuxPass
            | Deprel::Cop
            | Deprel::Amod
            | Deprel::Nummod
    )
}
