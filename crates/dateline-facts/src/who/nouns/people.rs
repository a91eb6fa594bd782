//! Words about people: given names and their short forms, pronouns, forms of address, and the verbs that name somebody.

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use super::{Gender, file, same};
use crate::lists::set;
use crate::page::Page;

/// What the lexicon says of names of people and of the words that stand for them.
#[derive(Debug)]
pub struct PeopleWords {
    given: FxHashMap<String, Gender>,
    /// Given names that are as often other words.
    ambiguous: FxHashSet<String>,
    address: FxHashMap<String, Option<Gender>>,
    generations: FxHashSet<String>,
    elder: FxHashSet<String>,
    particles: FxHashSet<String>,
    /// Verbs whose subject has a will.
    acts: FxHashSet<String>,
    /// `former`, `latter`.
    of_two: Vec<String>,
    /// Nouns for those whom a page does not name: `source`.
    unnamed: FxHashSet<String>,
    /// Words that begin surnames: `St.`.
    saints: FxHashSet<String>,
    /// Verbs that give a name.
    naming: FxHashSet<String>,
    /// Verbs that tell who somebody is.
    identifying: FxHashSet<String>,
    /// What stands between two names of one bearer, word by word.
    aliases: Vec<Vec<String>>,
    /// Words for what befalls people: verbs by their object, verbs by their subject, nouns.
    lots: [FxHashMap<String, u8>; 3],
    pronouns: FxHashMap<String, Pronoun>,
    /// Titles of the clergy, and whether they are ones before a surname too.
    clergy: FxHashMap<String, bool>,
    /// For every given name the groups of names that can be of one person.
    nicknames: FxHashMap<String, Vec<usize>>,
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

#[derive(Debug, Deserialize)]
struct RoleFile {
    address: FxHashMap<String, String>,
    pronouns: FxHashMap<String, String>,
    parts: Parts,
    office: Clergy,
    acts: Acts,
    lots: Lots,
}

#[derive(Debug, Deserialize)]
struct Lots {
    suffers: FxHashMap<String, String>,
    does: FxHashMap<String, String>,
    nouns: FxHashMap<String, String>,
}

#[derive(Debug, Deserialize)]
struct Parts {
    generations: String,
    elder: String,
    saints: String,
    unnamed: String,
    particles: String,
}

#[derive(Debug, Deserialize)]
struct Clergy {
    clergy: String,
    clergy_alone: String,
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
struct GivenFile {
    female: String,
    male: String,
    ambiguous: String,
}

#[derive(Debug, Deserialize)]
struct NicknameFile {
    groups: Vec<String>,
}

impl PeopleWords {
    pub(super) fn load() -> Self {
        let (RoleFile { address, pronouns, parts, office, acts, lots }, names): (RoleFile, GivenFile) =
            (file("en/roles.toml"), file("en/given-names.toml"));
        let addressed = [("male", Some(Gender::Male)), ("female", Some(Gender::Female)), ("any", None)];
        Self {
            given: [(&names.female, Gender::Female), (&names.male, Gender::Male)]
                .into_iter()
                .flat_map(|(words, gender)| words.split_whitespace().map(move |name| (name.to_lowercase(), gender)))
                .collect(),
            ambiguous: set(&names.ambiguous),
            address: addressed
                .into_iter()
                .filter_map(|(key, gender)| Some((address.get(key)?, gender)))
                .flat_map(|(words, gender)| words.split_whitespace().map(move |word| (word.to_owned(), gender)))
                .collect(),
            generations: set(&parts.generations),
            elder: set(&parts.elder),
            saints: set(&parts.saints),
            unnamed: set(&parts.unnamed),
            particles: set(&parts.particles),
            acts: set(&acts.verbs),
            of_two: acts.of_two,
            naming: set(&acts.naming),
            identifying: set(&acts.identifying),
            aliases: acts.aliases.iter().map(|it| it.split(' ').map(str::to_owned).collect()).collect(),
            lots: [&lots.suffers, &lots.does, &lots.nouns].map(self::lots),
            pronouns: self::pronouns(&pronouns),
            clergy: [(&office.clergy, true), (&office.clergy_alone, false)]
                .into_iter()
                .flat_map(|(words, before_any)| words.split_whitespace().map(move |word| (word.to_owned(), before_any)))
                .collect(),
            nicknames: same(&file::<NicknameFile>("en/nicknames.toml").groups),
        }
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

    /// Whether a given name is as often another word or a place, so that it tells nothing by itself: `Virginia`, `Jade`.
    #[must_use]
    pub fn is_ambiguous_given(&self, name: &str) -> bool {
        self.ambiguous.contains(&name.to_lowercase())
    }

    /// Whether a word after a name says which of a family is meant: `Jr.`.
    #[must_use]
    pub fn is_generation(&self, word: &str) -> bool {
        self.generations.contains(&word.trim_end_matches('.').to_lowercase())
    }

    /// Whether it says that the older of two is meant: `Sr.`.
    #[must_use]
    pub fn is_elder(&self, word: &str) -> bool {
        self.elder.contains(&word.trim_end_matches('.').to_lowercase())
    }

    /// Whether a noun stands for those whom a page does not name: `source`.
    #[must_use]
    pub fn is_unnamed(&self, lemma: &str) -> bool {
        self.unnamed.contains(lemma)
    }

    /// Whether a word begins surnames of two words: `St.` of `St. Clair`.
    #[must_use]
    pub fn is_saint(&self, word: &str) -> bool {
        self.saints.contains(word)
    }

    /// Whether a small word may stand within a name: `van`.
    #[must_use]
    pub fn is_particle(&self, word: &str) -> bool {
        self.particles.contains(word)
    }

    /// Whether a word is a title of the clergy before a name of so many words: `Sister`.
    #[must_use]
    pub fn is_clergy(&self, word: &str, words: usize) -> bool {
        word.starts_with(char::is_uppercase) && self.clergy.get(&word.to_lowercase()).is_some_and(|&any| any || words == 1)
    }

    /// Whether two given names can be of one person, one of them being a short form: `bill`, `william`.
    #[must_use]
    pub fn same_given(&self, a: &str, b: &str) -> bool {
        self.nicknames.get(a).zip(self.nicknames.get(b)).is_some_and(|(a, b)| a.iter().any(|it| b.contains(it)))
    }

    /// What a personal pronoun says.
    #[must_use]
    pub fn pronoun(&self, form: &str) -> Option<Pronoun> {
        self.pronouns.get(&form.to_lowercase()).copied()
    }

    /// Whether a verb gives somebody a name: `dubbed`.
    #[must_use]
    pub fn is_naming(&self, lemma: &str) -> bool {
        self.naming.contains(lemma)
    }

    /// Whether a verb tells who somebody is, with `as`: `identify`.
    #[must_use]
    pub fn is_identifying(&self, lemma: &str) -> bool {
        self.identifying.contains(lemma)
    }

    /// The first of the words before a name that say it is another name of who was named before them: `also known as`.
    #[must_use]
    pub fn alias(&self, page: &Page<'_>, name: usize) -> Option<usize> {
        self.aliases.iter().find_map(|words| {
            let first = name.checked_sub(words.len())?;
            words.iter().zip(first..name).all(|(word, at)| page.form(at).eq_ignore_ascii_case(word)).then_some(first)
        })
    }

    /// Which of two that were named together a word means: `former`, `latter`.
    #[must_use]
    pub fn is_of_two(&self, word: &str) -> Option<usize> {
        self.of_two.iter().position(|it| word.eq_ignore_ascii_case(it))
    }

    /// What a verb says befalls its object (or the subject of its passive), or its subject, as a set of lots; 0 for none.
    #[must_use]
    pub fn lots(&self, lemma: &str, is_subject: bool) -> u8 {
        self.lots[usize::from(is_subject)].get(lemma).copied().unwrap_or_default()
    }

    /// What a noun says befalls whom it is of: `the [death] of a man`.
    #[must_use]
    pub fn lots_of_noun(&self, lemma: &str) -> u8 {
        self.lots[2].get(lemma).copied().unwrap_or_default()
    }

    /// Whether the subject of a verb has a will.
    #[must_use]
    pub fn is_act(&self, lemma: &str) -> bool {
        self.acts.contains(lemma)
    }
}

/// Verbs and the lots that they may tell of, one bit for each.
fn lots(lists: &FxHashMap<String, String>) -> FxHashMap<String, u8> {
    let mut all: FxHashMap<String, u8> = FxHashMap::default();
    for (lot, bit) in [("accused", 1), ("killed", 2), ("hurt", 4)] {
        for verb in lists.get(lot).into_iter().flat_map(|verbs| verbs.split_whitespace()) {
            *all.entry(verb.to_owned()).or_default() |= bit;
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
