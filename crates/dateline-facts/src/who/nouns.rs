//! What nouns and names denote: people, bodies, places, things, with the PLOVER sector that an office or a body belongs to.

mod office;
mod people;

use dateline_lang::labels::{Deprel, Upos};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use super::Sector;
use super::bodies::{self, Bodies};
use super::leaders::Leaders;
use super::mention::Candidate;
use crate::lists::set;
use crate::page::Page;
pub use office::OfficeWords;
pub use people::{PeopleWords, Pronoun};

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

/// The nouns of `lexicon/en/nouns.toml` and `roles.toml`, and what is known of words beside them.
#[derive(Debug)]
pub struct Nouns {
    single: FxHashMap<String, Noun>,
    /// Entries of several words, by the head; the longest first.
    phrases: FxHashMap<String, Vec<Phrase>>,
    /// Endings of nouns for people, and their sectors.
    endings: Vec<(String, Option<Sector>)>,
    body_suffixes: FxHashSet<String>,
    /// Places within a town.
    built: FxHashSet<String>,
    /// `police`, `force` and `officer`: nouns for the police of a page.
    police: [FxHashSet<String>; 3],
    /// Abbreviated offices.
    short: FxHashMap<String, String>,
    /// Nouns of bodies that name none where they stand alone: `by force`.
    mass: FxHashSet<String>,
    /// Nouns of bodies that mean an act, a right or a thing as often.
    loose: FxHashSet<String>,
    /// Nouns that, right after the name of a body, only say what it is.
    restating: FxHashSet<String>,
    /// For every noun the groups of nouns that can mean the same bearer.
    same: FxHashMap<String, Vec<usize>>,
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
    /// Prepositions that begin names of such as the noun before them says.
    examples: FxHashSet<String>,
    /// Nouns for what only firms have.
    of_firms: FxHashSet<String>,
    told: Vec<Sector>,
    anywhere: Vec<Sector>,
    of_places: FxHashSet<String>,
    /// Words about offices.
    pub office: OfficeWords,
    /// Words about people.
    pub people: PeopleWords,
    /// What names of bodies tell.
    pub bodies: Bodies,
    /// Heads of state and of government.
    pub leaders: Leaders,
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
    examples: Any,
    of_firms: Any,
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
    endings: FxHashMap<String, String>,
    bodies: Suffixes,
    short: FxHashMap<String, String>,
    same: Same,
}

#[derive(Debug, Deserialize)]
struct Same {
    groups: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Suffixes {
    suffixes: String,
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
        let (nouns, roles): (NounFile, RoleFile) = (file("en/nouns.toml"), file("en/roles.toml"));
        let mut all = Self {
            single: FxHashMap::default(),
            phrases: FxHashMap::default(),
            endings: endings(&roles.endings),
            short: roles.short,
            same: same(&roles.same.groups),
            body_suffixes: set(&roles.bodies.suffixes),
            mass: set(&nouns.mass.any),
            loose: set(&nouns.loose.any),
            restating: set(&nouns.restating.any),
            built: set(&nouns.built.any),
            generic: set(&nouns.generic.any),
            within: set(&nouns.within.any),
            of_places: set(&nouns.of_places.any),
            examples: set(&nouns.examples.any),
            of_firms: set(&nouns.of_firms.any),
            part: set(&nouns.part.any),
            compass: set(&nouns.compass.any),
            police: [&nouns.police.own, &nouns.police.after, &nouns.police.people].map(|words| set(words)),
            at_home: set(&nouns.at_home.nouns),
            home_sectors: sectors(&nouns.at_home.sectors),
            another: set(&nouns.at_home.another),
            counting: set(&nouns.at_home.counting),
            otherwise: [&nouns.otherwise.owned, &nouns.otherwise.alone, &nouns.otherwise.of, &nouns.otherwise.plural].map(|it| set(it)),
            told: sectors(&nouns.told.sectors),
            anywhere: sectors(&nouns.anywhere.sectors),
            office: OfficeWords::load(),
            people: PeopleWords::load(),
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
            // `European [Union officials]`: the end of the name of a body and a noun are no entry.
            let straddles = || {
                let name = start.checked_sub(1).map(|first| page.span(&(first..end - 1)).of(page.text()));
                start > sentence.start
                    && page.form(start - 1).starts_with(char::is_uppercase)
                    && name.is_some_and(|name| page.countries.body(name).is_some() || self.bodies.is_listed(name))
            };
            if end <= sentence.end && (start..end).zip(&phrase.words).all(same) && !straddles() {
                return Some((phrase.noun, start, end));
            }
        }
        let single = self.single.get(&lemma).or_else(|| self.single.get(&form)).copied();
        // `[PM] Ada Holm`, but `at 5 [PM]`.
        let is_hour = || head > sentence.start && page.analysis.tags[head - 1].upos == Upos::Num;
        let loud = || self.short(page.form(head)).filter(|_| !is_hour());
        if let Some(noun) = single.or_else(|| self.short(&form)).or_else(loud) {
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

    /// Whether a noun is for a place within a town, which no town or country is: `road`.
    #[must_use]
    pub fn is_built(&self, lemma: &str) -> bool {
        self.built.contains(lemma)
    }

    /// How a noun may mean the police of a page: by their own word, by another for the body, by their people.
    #[must_use]
    pub fn police(&self, lemma: &str) -> Option<Police> {
        let kinds = [Police::Own, Police::After, Police::People];
        self.police.iter().position(|words| words.contains(lemma)).map(|at| kinds[at])
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

    /// Whether a word at the end of a name says that it is a body, and no more.
    #[must_use]
    pub fn is_body_suffix(&self, word: &str) -> bool {
        self.body_suffixes.contains(&word.to_lowercase())
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

    /// Whether a preposition after a noun begins names of such as it says: `firms [such as] X`.
    #[must_use]
    pub fn is_of_examples(&self, preposition: &str) -> bool {
        self.examples.contains(preposition)
    }

    /// Whether only firms have what a noun means: `share`.
    #[must_use]
    pub fn is_of_firms(&self, lemma: &str) -> bool {
        self.of_firms.contains(lemma)
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
}

/// The sectors of a list of their codes.
fn sectors(codes: &str) -> Vec<Sector> {
    codes.split_whitespace().filter_map(Sector::from_code).collect()
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
