//! Who is who across documents.
//!
//! A record of an entity in a document becomes a [`Profile`]: what it says of a name. Records whose profiles say the same
//! are one entity as far as anybody can tell from the page alone. Two profiles that do not say the same are compared by
//! [`pair`], from what the two say and from the names that stand beside them in their documents, and from nothing else; [`are_apart`]
//! says of which two it is known that they are not one.
//!
//! A name that could be anybody's (a bare surname) belongs to no one without a name beside it that both documents have. What has no name
//! at all (`the coroner`) is the same in two documents of one fortnight where it is the only one of its kind in each, and both speak most
//! of the same two names.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use dateline_gazetteer::{fold, sound};
use serde::Deserialize;

use crate::document::{Document, Entity, Span};
use crate::words::hash;

/// What a record says of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// A hash, equal for records that say the same ([`signature`]).
    pub signature: i64,
    /// Whether it is of one record alone, whatever others say.
    pub is_own: bool,
    /// The kind of entity.
    pub kind: String,
    /// The name, folded, without forms of address and legal forms; empty for what has none.
    pub name: String,
    /// Its country, as the contract writes it.
    pub country: Option<String>,
    /// Its sector.
    pub sector: Option<String>,
    /// Of a place, where it is known.
    pub geonames_id: Option<i64>,
    /// Words by which profiles that may be the same are found, as hashes.
    pub keys: BTreeSet<u32>,
}

/// What is equal for records that say the same, as a number.
#[must_use]
pub fn signature(told: &str) -> i64 {
    xxhash_rust::xxh3::xxh3_64(told.as_bytes()).cast_signed()
}

/// Why two profiles are one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// 1 to 100: stronger reasons are followed first.
    pub strength: u8,
    /// The rule's name.
    pub rule: &'static str,
    /// For a reader. `{a}` and `{b}` stand for the names of the two that were compared.
    pub why: String,
}

/// Before the noun by which what has no name is known.
const UNNAMED: char = '~';
/// The names that a document speaks most of.
const MOST_SPOKEN_OF: usize = 3;

struct Words {
    address: BTreeSet<String>,
    suffixes: BTreeSet<String>,
    small: BTreeSet<String>,
    common: BTreeSet<String>,
    determiners: BTreeSet<String>,
    one_in_the_world: BTreeSet<String>,
    one_in_a_country: BTreeSet<String>,
    one_for_a_leader: BTreeSet<String>,
    possessive: BTreeSet<String>,
    /// For every given name the groups of names that can be of one person.
    nicknames: BTreeMap<String, Vec<usize>>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    #[derive(Deserialize)]
    struct File {
        address: BTreeMap<String, String>,
        bodies: Bodies,
        pronouns: BTreeMap<String, String>,
        #[serde(default)]
        short: BTreeMap<String, String>,
    }
    #[derive(Deserialize)]
    struct Bodies {
        suffixes: String,
    }
    #[derive(Deserialize)]
    struct Told {
        small: String,
        common: String,
        determiners: String,
        one_in_the_world: String,
        one_in_a_country: String,
        one_for_a_leader: String,
    }
    #[derive(Deserialize)]
    struct Nicknames {
        groups: Vec<String>,
    }
    fn read<T: serde::de::DeserializeOwned>(name: &str) -> T {
        let text = dateline_lexicon::file(name).expect("the lexicon that is embedded is whole");
        toml::from_str(text).expect("the lexicon that is embedded can be read")
    }
    let (file, told): (File, Told) = (read("en/roles.toml"), read("en/identity.toml"));
    let words = |text: &str| text.split_whitespace().map(fold).collect::<Vec<_>>();
    let mut nicknames: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, group) in read::<Nicknames>("en/nicknames.toml").groups.iter().enumerate() {
        words(group).into_iter().for_each(|name| nicknames.entry(name).or_default().push(at));
    }
    Words {
        address: file.address.values().flat_map(|line| words(line)).chain(file.short.keys().map(|title| fold(title))).collect(),
        suffixes: words(&file.bodies.suffixes).into_iter().collect(),
        small: words(&told.small).into_iter().collect(),
        common: words(&told.common).into_iter().collect(),
        determiners: words(&told.determiners).into_iter().collect(),
        one_in_the_world: words(&told.one_in_the_world).into_iter().collect(),
        one_in_a_country: words(&told.one_in_a_country).into_iter().collect(),
        one_for_a_leader: words(&told.one_for_a_leader).into_iter().collect(),
        possessive: file.pronouns.get("possessive").map(|line| words(line)).unwrap_or_default().into_iter().collect(),
        nicknames,
    }
});

impl Profile {
    /// The profile of a record; `private` sets it apart from all that say the same, as a person's decision may.
    pub fn new(document: &Document, surroundings: &Surroundings, entity: &Entity, private: bool) -> Self {
        let has_name = entity.mentions.iter().any(|mention| mention.form == "name");
        let mut name = normal(&entity.kind, &entity.name);
        let country = entity.country.clone();
        let sector = entity.sector.clone();
        let own = |name: String, keys: BTreeSet<u32>| Self {
            signature: signature(&format!("={}", entity.id)),
            is_own: true,
            geonames_id: entity.place.as_ref().and_then(|place| place.geonames_id),
            kind: entity.kind.clone(),
            name,
            country: country.clone(),
            sector: sector.clone(),
            keys,
        };
        if entity.kind == "country" && country.is_some() {
            name = country.clone().unwrap_or_default();
        } else if let Some(noun) = only_one(document, entity).filter(|_| !has_name && !private) {
            let told = format!("{}|{UNNAMED}{noun}|{}", entity.kind, country.as_deref().unwrap_or("-"));
            return Self { signature: signature(&told), is_own: false, ..own(format!("{UNNAMED}{noun}"), BTreeSet::new()) };
        } else if !has_name {
            return match unnamed(document, surroundings, entity) {
                Some((name, keys)) => own(name, keys),
                None => own(String::new(), BTreeSet::new()),
            };
        } else if name.is_empty() {
            return own(String::new(), BTreeSet::new());
        }
        let mut keys = BTreeSet::new();
        let nation = country.as_deref().unwrap_or("-");
        let mut key = |word: String| keys.insert(hash(&word));
        let told = match entity.kind.as_str() {
            "country" => format!("country|{name}"),
            "place" => {
                key(format!("place {name}"));
                match entity.place.as_ref().and_then(|place| place.geonames_id) {
                    Some(id) => format!("place|{name}|#{id}"),
                    None => format!("place|{name}|{nation}"),
                }
            }
            "person" => {
                let words: Vec<&str> = name.split(' ').collect();
                let surname = words.last().copied().unwrap_or_default();
                key(format!("person {}", sound(surname)));
                if words.len() > 1 {
                    key(format!("whole {} {}", sound(words[0]), sound(surname)));
                }
                if words.len() < 2 {
                    // A bare name is its document's own.
                    return if surname.is_empty() { own(String::new(), BTreeSet::new()) } else { own(name.clone(), keys) };
                }
                format!("person|{name}|{nation}|{}", family_of_sector(sector.as_deref()).unwrap_or("-"))
            }
            kind => {
                key(body_key(&name));
                if let Some(letters) = initials(&name) {
                    key(letters_key(&letters));
                }
                if is_acronym(&entity.name) {
                    key(letters_key(&name));
                }
                // `U.S. Geological Survey` is the USGS.
                let mut told = entity.name.split_whitespace().skip_while(|word| word.eq_ignore_ascii_case("the"));
                if let Some(first) = told.next().filter(|first| is_acronym(first))
                    && let Some(rest) = initials(&fold(&format!("x {}", told.collect::<Vec<_>>().join(" "))))
                {
                    let first: String = first.chars().filter(|c| c.is_alphanumeric()).collect();
                    key(letters_key(&format!("{}{}", first.to_lowercase(), &rest[1..])));
                }
                // Teams and agencies are called by the last word of their names.
                key(format!("end {}", name.rsplit(' ').next().unwrap_or_default()));
                // The first word alone, where the document calls it so: `Norvik` of Norvik Dock Services.
                let calls =
                    |call: &str| entity.mentions.iter().any(|it| it.form == "name" && normal(kind, document.words(it.span)) == call);
                let begins = name.split_once(' ').map(|(first, _)| first.to_owned()).filter(|first| !is_common(first) && calls(first));
                let also: BTreeSet<String> = entity
                    .mentions
                    .iter()
                    .filter(|mention| mention.form == "name")
                    .map(|mention| document.words(mention.span))
                    .filter(|words| is_acronym(words))
                    .map(|words| normal(kind, words))
                    .chain(begins)
                    .filter(|short| *short != name)
                    .collect();
                for short in &also {
                    key(body_key(short));
                }
                if also.is_empty() && country.is_none() && is_common(&name) {
                    return own(name.clone(), keys);
                }
                // What it is also called is part of what a record says: a profile has the keys of the first of its records, whichever that is.
                also.iter().fold(format!("{kind}|{name}|{nation}"), |signature, short| signature + "|" + short)
            }
        };
        if name.contains(' ') {
            keys.insert(hash(&format!("name {name}")));
        }
        let told = if private { format!("={}", entity.id) } else { told };
        Self { signature: signature(&told), is_own: private, ..own(name, keys) }
    }

    /// Which of two stands first in what is said of both.
    pub(crate) fn rank(&self) -> (bool, &str, i64) {
        (!self.is_own, &self.name, self.signature)
    }

    /// Whether it needs a name beside it to be anybody's: a surname alone, a body that every country has.
    pub fn is_bare(&self) -> bool {
        match self.kind.as_str() {
            _ if self.is_unnamed() => false,
            "person" => !self.name.contains(' '),
            "organization" => self.country.is_none() && is_common(&self.name),
            _ => false,
        }
    }

    /// Whether it has no name, and is known by a noun.
    fn is_unnamed(&self) -> bool {
        self.name.starts_with(UNNAMED)
    }
}

/// What a document tells of those that it has no names for: how many are called by a noun, and which names it speaks most of.
#[derive(Debug, Default)]
pub struct Surroundings {
    alike: BTreeMap<(String, String), usize>,
    /// Two names that the document speaks most of and a fortnight of its publication, as one word: reports that are more than two weeks
    /// apart share none.
    pairs: Vec<String>,
}

impl Surroundings {
    /// Those of a document.
    pub fn of(document: &Document) -> Self {
        let mut alike = BTreeMap::new();
        let mut spoken_of: Vec<(usize, u32)> = Vec::new();
        for entity in &document.entities {
            if let Some(number) = context(entity) {
                spoken_of.push((entity.mentions.len(), number));
            } else if let Some((_, head)) = noun(document, entity) {
                *alike.entry((entity.kind.clone(), head)).or_default() += 1;
            }
        }
        spoken_of.sort_by_key(|&(mentions, number)| (std::cmp::Reverse(mentions), number));
        spoken_of.dedup_by_key(|it| it.1);
        let mut most: Vec<u32> = spoken_of.into_iter().take(MOST_SPOKEN_OF).map(|it| it.1).collect();
        most.sort_unstable();
        let after = |at: usize| most[at + 1..].iter();
        let published = document.meta.published.as_deref().and_then(|it| it.get(..10)?.parse::<jiff::civil::Date>().ok());
        let week = published.and_then(|date| Some(jiff::civil::date(1970, 1, 5).until(date).ok()?.get_days().div_euclid(7)));
        let fortnights = week.map_or_else(|| vec![String::new()], |week| vec![week.to_string(), (week + 1).to_string()]);
        let both = most.iter().enumerate().flat_map(|(at, one)| after(at).map(move |two| format!("{one:08x}{two:08x}")));
        let pairs = both.flat_map(|both| fortnights.iter().map(move |it| format!("{both} {it}"))).collect();
        Self { alike, pairs }
    }
}

/// The noun that an entity without a name is called by, and the words before it; `None` where it is nobody whom another document can mean.
fn noun(document: &Document, entity: &Entity) -> Option<(Vec<String>, String)> {
    if !matches!(entity.kind.as_str(), "person" | "group" | "organization" | "object") || entity.mentions.iter().any(|it| it.form == "name")
    {
        return None;
    }
    let first = entity.mentions.iter().find(|mention| mention.form == "nominal")?;
    let words = fold(document.words(first.span));
    // What follows with a preposition is no part of it.
    let mut words: Vec<&str> =
        words.split(' ').skip_while(|word| WORDS.determiners.contains(*word)).take_while(|word| !WORDS.small.contains(*word)).collect();
    let head = words.pop().filter(|head| head.len() > 2)?;
    let is_owned = words.iter().any(|word| WORDS.possessive.contains(*word));
    // `people` in general are others in every report.
    let is_general = entity.kind == "group" && words.is_empty() && !document.words(first.span).to_lowercase().starts_with("the ");
    (!is_owned && !is_general).then(|| (words.into_iter().map(str::to_owned).collect(), head.to_owned()))
}

/// The noun of what there is one of in the world, in a country or for a leader: `the world`, `the Norwegian security forces`, `the Brandt
/// administration`, with the country that the entity has.
fn only_one(document: &Document, entity: &Entity) -> Option<String> {
    let first = entity.mentions.iter().find(|mention| mention.form == "nominal")?;
    let words = fold(document.words(first.span));
    let words: Vec<&str> =
        words.split(' ').skip_while(|word| WORDS.determiners.contains(*word)).take_while(|word| !WORDS.small.contains(*word)).collect();
    let (noun, before) = words.split_last()?;
    if entity.kind == "place" && entity.country.is_none() {
        return (before.is_empty() && WORDS.one_in_the_world.contains(*noun)).then(|| (*noun).to_owned());
    }
    if entity.kind != "organization" || entity.country.is_none() {
        return None;
    }
    // `the provincial government` is another: only what tells the country may stand before the noun.
    let spans = entity.evidence.get("country").and_then(|it| serde_json::from_value::<Vec<Span>>(it.clone()).ok()).unwrap_or_default();
    let is_told = |before: &[&str]| spans.iter().any(|span| fold(document.words(*span)) == before.join(" "));
    let (kind, rest) = before.split_last().map_or_else(|| (String::new(), before), |(kind, rest)| (format!("{kind}_{noun}"), rest));
    if WORDS.one_in_a_country.contains(&kind) && (rest.is_empty() || is_told(rest)) {
        return Some(kind);
    }
    if WORDS.one_in_a_country.contains(*noun) && (before.is_empty() || is_told(before)) {
        return Some((*noun).to_owned());
    }
    // Each leader has their own; `his regime` is whosever the page says.
    let whose = before.last().filter(|it| WORDS.one_for_a_leader.contains(*noun) && !WORDS.possessive.contains(**it) && is_told(before))?;
    Some(format!("{} {noun}", whose.trim_end_matches("'s").trim_end_matches("’s")))
}

/// What an entity without a name is known by, and its keys: its noun with two of the names that the document speaks most of. `None` where it
/// is one of several.
fn unnamed(document: &Document, surroundings: &Surroundings, entity: &Entity) -> Option<(String, BTreeSet<u32>)> {
    let (modifiers, head) = noun(document, entity)?;
    if surroundings.alike.get(&(entity.kind.clone(), head.clone())) != Some(&1) || surroundings.pairs.is_empty() {
        return None;
    }
    let keys = surroundings.pairs.iter().map(|pair| hash(&format!("{} {head} {pair}", entity.kind))).collect();
    let name = modifiers.iter().map(|word| format!("{word} ")).collect::<String>() + &head;
    Some((format!("{UNNAMED}{name}"), keys))
}

/// Whether two nouns with what stands before them can be of one: one says all that the other says, and numbers agree.
fn same_noun(a: &str, b: &str) -> bool {
    let words = |name: &str| -> BTreeSet<String> { name.trim_start_matches(UNNAMED).split(' ').map(str::to_owned).collect() };
    let (a, b) = (words(a), words(b));
    let number = |words: &BTreeSet<String>| words.iter().find(|word| word.chars().all(|c| c.is_ascii_digit())).cloned();
    (a.is_subset(&b) || b.is_subset(&a)) && number(&a).zip(number(&b)).is_none_or(|(a, b)| a == b)
}

/// A name that stands beside others in a document, as a number; `None` for what says little of a document, as countries do.
pub fn context(entity: &Entity) -> Option<u32> {
    let counts = matches!(entity.kind.as_str(), "person" | "organization" | "place");
    if !counts || entity.mentions.iter().all(|mention| mention.form != "name") {
        return None;
    }
    let name = normal(&entity.kind, &entity.name);
    let is_full = entity.kind != "person" || name.contains(' ');
    (is_full && !name.is_empty()).then(|| xxhash_rust::xxh3::xxh3_64(name.as_bytes()) as u32)
}

/// A name as it is compared: folded, without an article, a form of address, a legal form.
pub fn normal(kind: &str, name: &str) -> String {
    let folded = fold(name.trim_end_matches("'s").trim_end_matches("’s"));
    let mut words: Vec<&str> = folded.split(' ').filter(|word| word.chars().any(char::is_alphanumeric)).collect();
    if words.len() > 1 && words.first() == Some(&"the") {
        words.remove(0);
    }
    while kind == "person" && words.len() > 1 && WORDS.address.contains(words[0]) {
        words.remove(0);
    }
    while kind == "organization" && words.len() > 1 && words.last().is_some_and(|last| WORDS.suffixes.contains(*last)) {
        words.pop();
    }
    words.join(" ")
}

fn is_acronym(words: &str) -> bool {
    let letters = words.chars().filter(|c| c.is_alphabetic()).count();
    (2..=7).contains(&letters) && words.chars().all(|c| c.is_uppercase() || c == '.' || c == '&')
}

/// The key of what is called so.
fn body_key(name: &str) -> String {
    format!("body {name}")
}

/// The key of what has these first letters.
fn letters_key(letters: &str) -> String {
    format!("letters {letters}")
}

/// The first letters of a name's words, of which there are two at least; small words do not count.
fn initials(name: &str) -> Option<String> {
    let letters: String = name.split(' ').filter(|word| !WORDS.small.contains(*word)).filter_map(|word| word.chars().next()).collect();
    (letters.chars().count() >= 2).then_some(letters)
}

/// Whether a body's name says only what it is, not whose.
fn is_common(name: &str) -> bool {
    name.split(' ').all(|word| WORDS.common.contains(word) || WORDS.small.contains(word))
}

/// Sectors between which people move in office belong together: a minister who has left is the same man.
fn family_of_sector(sector: Option<&str>) -> Option<&'static str> {
    match sector? {
        "GOV" | "LEG" | "PTY" | "OPP" | "ELI" | "PRE" | "JUD" | "COP" | "SPY" | "MIL" => Some("state"),
        "REB" | "UAF" | "PRM" | "COR" | "CRM" => Some("force"),
        "BUS" | "AGR" | "LAB" => Some("business"),
        "JRN" => Some("press"),
        "EDU" | "MED" => Some("learning"),
        _ => None,
    }
}

/// Why two profiles with a key in common are one, if they are.
///
/// `beside` is the number of names that stand beside both, in the pair of their documents that has most of them, up to three.
pub fn pair(a: &Profile, b: &Profile, beside: usize) -> Option<Reason> {
    if a.name.is_empty() || b.name.is_empty() {
        return None;
    }
    if a.kind != b.kind {
        return of_other_kinds(a, b, beside);
    }
    if are_barred(a, b) {
        return of_other_countries(a, b, beside);
    }
    if a.kind == "person" && have_other_sectors(a, b) && beside == 0 {
        return None;
    }
    let both = |what: &str| what.to_owned();
    let company = |rule, strength: u8, what: String| {
        let names = ["no name", "one name", "two names"].get(beside).unwrap_or(&"three names or more");
        (beside > 0).then(|| Reason { strength: strength + 5 * beside as u8, rule, why: format!("{what}; {names} beside both") })
    };
    if a.is_unnamed() || b.is_unnamed() {
        let is_one = a.is_unnamed() && b.is_unnamed() && a.keys.intersection(&b.keys).next().is_some() && same_noun(&a.name, &b.name);
        return is_one.then(|| Reason {
            strength: 15,
            rule: "same-noun",
            why: "{a} and {b}: the only one in both; both speak most of the same two names".to_owned(),
        });
    }
    match a.kind.as_str() {
        "person" => {
            let (one, two): (Vec<&str>, Vec<&str>) = (a.name.split(' ').collect(), b.name.split(' ').collect());
            let (surname, other) = (one.last()?, two.last()?);

            if sound(surname) != sound(other) {
                return None;
            }
            let agrees = is_known_equal(a.country.as_deref(), b.country.as_deref());
            if one.len() == 1 || two.len() == 1 {
                if one.len() == two.len() {
                    return (surname == other).then(|| company("bare-name", 20, both("both are called {a}"))).flatten();
                }
                return company("surname", 40, both("{a} and {b} share a surname"));
            }
            if a.name == b.name {
                return Some(Reason { strength: if agrees { 95 } else { 85 }, rule: "same-name", why: both("both are called {a}") });
            }
            // A surname of two words, or a word before a name that is none of it.
            if is_end(&a.name, &b.name) || is_end(&b.name, &a.name) {
                let what = if a.name.len() > b.name.len() { "{a} ends with {b}" } else { "{b} ends with {a}" };
                return company("end-name", 45, what.to_owned());
            }
            let (given, second) = (one[0], two[0]);
            if given == second && surname == other {
                return Some(Reason { strength: 80, rule: "middle-name", why: both("{a} and {b} differ in a middle name") });
            }
            if sound(given) == sound(second) {
                return Some(Reason { strength: 75, rule: "spelling", why: both("{a} and {b} are spellings of one name") });
            }
            if are_nicknames(given, second) {
                return company("nickname", 60, both("{a} and {b} share a surname and a given name or its short form"));
            }
            let is_initial = |short: &str, long: &str| short.chars().count() == 1 && long.starts_with(short);
            if is_initial(given, second) || is_initial(second, given) {
                return company("initial", 60, both("{a} and {b} share an initial"));
            }
            None
        }
        "place" => {
            if a.name != b.name {
                return None;
            }
            company("same-name", 70, both("both are called {a}")).or_else(|| {
                is_known_equal(a.country.as_deref(), b.country.as_deref()).then(|| Reason {
                    strength: 80,
                    rule: "same-name",
                    why: both("both are called {a} and in one country"),
                })
            })
        }
        "organization" | "group" | "object" => {
            if a.name == b.name {
                let why = both("both are called {a}");
                return if a.is_bare() || b.is_bare() {
                    company("common-name", 40, why)
                } else {
                    Some(Reason { strength: 90, rule: "same-name", why })
                };
            }
            let is_first = a.name.len() < b.name.len();
            let (short, long) = if is_first { (a, b) } else { (b, a) };
            // Of the longer name first, then of the shorter.
            let of_long = |what: &str| if is_first { format!("{{b}} {what} {{a}}") } else { format!("{{a}} {what} {{b}}") };
            if is_end(&short.name, &long.name) {
                // One name beside both is too little: every country has a ministry, every league a team of this name.
                let enough = if is_common(&short.name) { 3 } else { 2 };
                let is_other = differ(a.sector.as_deref(), b.sector.as_deref());
                return company("short-name", 45, of_long("ends with")).filter(|_| beside >= enough && !is_other);
            }
            if short.name.contains(' ') {
                return None;
            }
            let letters = short.name.chars().count();
            if long.keys.contains(&hash(&body_key(&short.name))) {
                // Its page says so itself; but two letters are many bodies'.
                let what = of_long("is also called");
                if long.name.strip_prefix(&short.name).is_some_and(|rest| rest.starts_with(' ')) {
                    let is_other = differ(a.sector.as_deref(), b.sector.as_deref());
                    return company("called", 55, what).filter(|_| !is_other);
                }
                return if letters > 2 { Some(Reason { strength: 70, rule: "acronym", why: what }) } else { company("acronym", 60, what) };
            }
            // First letters alone are anybody's: many bodies have the same.
            let key = hash(&letters_key(&short.name));
            let is_guess =
                (letters > 2 && beside > 1 || letters == 2 && beside > 2) && short.keys.contains(&key) && long.keys.contains(&key);
            is_guess.then(|| company("letters", 45, of_long("has the first letters"))).flatten()
        }
        _ => None,
    }
}

/// Whether a name is made of so many words that two who have it by chance are rare.
fn is_whole(profile: &Profile) -> bool {
    profile.name.contains(' ') && !profile.is_unnamed() && !is_common(&profile.name)
}

/// Why two of one whole name are one although their pages give them other countries: a page that is about one country easily takes a
/// visitor for its own. What stands beside both has to say so.
fn of_other_countries(a: &Profile, b: &Profile, beside: usize) -> Option<Reason> {
    let is_other = match a.kind.as_str() {
        "person" => have_other_sectors(a, b),
        "organization" => differ(a.sector.as_deref(), b.sector.as_deref()),
        _ => true,
    };
    (!is_other && beside > 2 && a.name == b.name && is_whole(a)).then(|| Reason {
        strength: 60,
        rule: "other-country",
        why: "both are called {a}, of two countries; three names or more beside both".to_owned(),
    })
}

/// Why two of one whole name are one although one page takes it for a person's and another for a body's.
fn of_other_kinds(a: &Profile, b: &Profile, beside: usize) -> Option<Reason> {
    let is_open = |it: &Profile| match it.kind.as_str() {
        "person" | "organization" => true,
        "place" => it.geonames_id.is_none(),
        _ => false,
    };
    let is_other = differ(a.country.as_deref(), b.country.as_deref());
    (!is_other && beside > 1 && a.name == b.name && is_whole(a) && is_open(a) && is_open(b)).then(|| Reason {
        strength: 55,
        rule: "other-kind",
        why: "both are called {a}, as it were a person and a body or a place; two names or more beside both".to_owned(),
    })
}

/// Whether two profiles are two unless a link between the very two says otherwise: they are barred from being one, or people of the same
/// name in other walks of life.
pub fn are_apart(a: &Profile, b: &Profile) -> bool {
    are_barred(a, b) || (a.kind == "person" && a.name.contains(' ') && b.name.contains(' ') && have_other_sectors(a, b))
}

/// Whether two people are of sectors between which nobody moves in office.
fn have_other_sectors(a: &Profile, b: &Profile) -> bool {
    differ(family_of_sector(a.sector.as_deref()), family_of_sector(b.sector.as_deref()))
}

fn differ(a: Option<&str>, b: Option<&str>) -> bool {
    matches!((a, b), (Some(a), Some(b)) if a != b)
}

/// Whether two profiles cannot be one: they name different countries, given names that no spelling makes one, or bodies by different words.
fn are_barred(a: &Profile, b: &Profile) -> bool {
    if a.kind != b.kind {
        // What one page takes for a body is a person's name on another: they share its last word then.
        let is_named = |it: &Profile| matches!(it.kind.as_str(), "person" | "organization" | "place") && !it.is_unnamed();
        return !(is_named(a) && is_named(b) && a.name.rsplit(' ').next() == b.name.rsplit(' ').next());
    }
    if differ(a.country.as_deref(), b.country.as_deref()) {
        return true;
    }
    if a.is_unnamed() || b.is_unnamed() {
        return a.is_unnamed() && b.is_unnamed() && !same_noun(&a.name, &b.name);
    }
    match a.kind.as_str() {
        "person" => {
            let (one, two): (Vec<&str>, Vec<&str>) = (a.name.split(' ').collect(), b.name.split(' ').collect());
            if one.len() < 2 || two.len() < 2 || is_end(&a.name, &b.name) || is_end(&b.name, &a.name) {
                return false;
            }
            let is_initial = one[0].chars().count() == 1 || two[0].chars().count() == 1;
            !(are_nicknames(one[0], two[0])
                || sound(one[0]) == sound(two[0])
                || (is_initial && one[0].chars().next() == two[0].chars().next()))
        }
        "place" => {
            // Two numbers of the gazetteer are two places.
            matches!((a.geonames_id, b.geonames_id), (Some(a), Some(b)) if a != b)
        }
        "organization" => {
            let (short, long) = if a.name.len() < b.name.len() { (&a.name, &b.name) } else { (&b.name, &a.name) };
            short.contains(' ') && short != long && !is_end(short, long)
        }
        _ => false,
    }
}

/// Whether a name is the last words of another.
fn is_end(short: &str, long: &str) -> bool {
    long.strip_suffix(short).is_some_and(|rest| rest.ends_with(' '))
}

/// Whether two given names can be of one person, one of them being a short form.
fn are_nicknames(a: &str, b: &str) -> bool {
    let groups = |name: &str| WORDS.nicknames.get(name);
    groups(a).zip(groups(b)).is_some_and(|(a, b)| a.iter().any(|it| b.contains(it)))
}

fn is_known_equal(a: Option<&str>, b: Option<&str>) -> bool {
    a.is_some() && a == b
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(name: &str, country: Option<&str>, sector: Option<&str>) -> Profile {
        let json = serde_json::json!({ "id": "e1", "kind": "person", "name": name, "country": country, "sector": sector,
            "mentions": [{ "span": [0, 1], "form": "name" }] });
        let entity: Entity = serde_json::from_value(json).unwrap();
        let document = serde_json::json!({ "id": "0123456789abcdef", "source": {}, "meta": {}, "text": "A" });
        let document = Document::parse(document.to_string().as_bytes()).unwrap();
        Profile::new(&document, &Surroundings::of(&document), &entity, false)
    }

    #[test]
    fn spellings_of_one_name_are_one_and_namesakes_are_not() {
        let rule = |a: &Profile, b: &Profile, beside| pair(a, b, beside).map(|reason| reason.rule);
        let a = person("Gen. Oleksandr Syrskyi", Some("UKR"), Some("MIL"));
        assert_eq!(rule(&a, &person("Oleksandr Syrsky", Some("UKR"), None), 0), Some("spelling"));
        // A page on another country takes him for one of its own; what it speaks of besides tells.
        let abroad = person("Oleksandr Syrskyi", Some("RUS"), None);
        assert_eq!((rule(&a, &abroad, 2), rule(&a, &abroad, 3)), (None, Some("other-country")));
        assert!(are_apart(&a, &abroad), "nothing else makes them one");
        assert_eq!(rule(&a, &person("Oleksandr Syrskyi", Some("RUS"), Some("BUS")), 3), None);
        let (long, short) = (person("Rui Lo Prado", None, None), person("Lo Prado", None, None));
        assert_eq!((rule(&long, &short, 0), rule(&long, &short, 1)), (None, Some("end-name")));
        let (minister, banker) = (person("Anna Holm", None, Some("GOV")), person("Anna Holm", None, Some("BUS")));
        assert_eq!((rule(&minister, &banker, 0), rule(&minister, &banker, 1)), (None, Some("same-name")));
        assert!(are_apart(&minister, &banker), "nothing else makes them one");
        assert_eq!(rule(&person("Holm", None, None), &person("Anna Holm", None, Some("GOV")), 1), Some("surname"));
        assert_eq!(rule(&person("Holm", None, None), &person("Anna Holm", None, Some("GOV")), 0), None);
        assert_eq!(rule(&person("Lena Holm", None, None), &person("Anna Holm", None, None), 3), None);
    }

    #[test]
    fn short_forms_of_names_and_of_bodies() {
        let rule = |a: &Profile, b: &Profile, beside| pair(a, b, beside).map(|reason| reason.rule);
        let (bill, william) = (person("Bill Harker", None, None), person("William Harker", None, None));
        assert_eq!((rule(&bill, &william, 0), rule(&bill, &william, 1)), (None, Some("nickname")));
        let body = |name: &str, calls: &[&str]| {
            let text = calls.join(" ");
            let mut at = 0;
            let mentions: Vec<_> = calls
                .iter()
                .map(|call| {
                    let span = [at, at + call.len()];
                    at += call.len() + 1;
                    serde_json::json!({ "span": span, "form": "name" })
                })
                .collect();
            let json = serde_json::json!({ "id": "e1", "kind": "organization", "name": name, "mentions": mentions });
            let document = serde_json::json!({ "id": "0123456789abcdef", "source": {}, "meta": {}, "text": text });
            let document = Document::parse(document.to_string().as_bytes()).unwrap();
            Profile::new(&document, &Surroundings::of(&document), &serde_json::from_value(json).unwrap(), false)
        };
        let union = body("Norvik Dockers Union", &["Norvik Dockers Union", "NDU"]);
        let known_as = body("Norvik Dockers Union", &["Norvik Dockers Union", "Norvik"]);
        let short = body("Norvik", &["Norvik"]);
        assert_eq!((rule(&known_as, &short, 0), rule(&known_as, &short, 1), rule(&union, &short, 1)), (None, Some("called"), None));
    }

    #[test]
    fn what_has_no_name_is_one_where_both_documents_speak_of_the_same() {
        let coroner = |text: &str, others: &[&str]| {
            let name =
                |it: &&str| serde_json::json!({ "id": it, "kind": "person", "name": it, "mentions": [{ "span": [0, 1], "form": "name" }] });
            let mut entities: Vec<_> = others.iter().map(name).collect();
            entities.push(serde_json::json!({ "id": "e", "kind": "person", "name": text, "mentions": [{ "span": [0, text.len()], "form": "nominal" }] }));
            let document = serde_json::json!({ "id": "0123456789abcdef", "source": {}, "meta": {}, "text": text, "entities": entities });
            let document = Document::parse(document.to_string().as_bytes()).unwrap();
            Profile::new(&document, &Surroundings::of(&document), document.entities.last().unwrap(), false)
        };
        let here = coroner("the county coroner", &["Ada Brandt", "Lena Holm"]);
        assert_eq!(pair(&here, &coroner("the coroner", &["Lena Holm", "Ada Brandt", "Rui Prado"]), 0).map(|it| it.rule), Some("same-noun"));
        assert_eq!(pair(&here, &coroner("the coroner", &["Lena Holm", "Rui Prado"]), 3), None);
        assert_eq!(pair(&here, &coroner("the city coroner", &["Ada Brandt", "Lena Holm"]), 3), None);
        assert_eq!(coroner("his coroner", &["Ada Brandt", "Lena Holm"]).name, "");
    }

    #[test]
    fn there_is_one_world_and_one_government_in_a_country() {
        let profile = |kind: &str, text: &str, country: Option<&str>, tells: [usize; 2]| {
            let evidence = serde_json::json!({ "country": [tells] });
            let entity = serde_json::json!({ "id": text, "kind": kind, "name": text, "country": country, "evidence": evidence,
                "mentions": [{ "span": [0, text.len()], "form": "nominal" }] });
            let document = serde_json::json!({ "id": "0123456789abcdef", "source": {}, "meta": {}, "text": text, "entities": [entity] });
            let document = Document::parse(document.to_string().as_bytes()).unwrap();
            Profile::new(&document, &Surroundings::of(&document), &document.entities[0], false)
        };
        let body = |text, country, tells| profile("organization", text, country, tells).signature;
        assert_eq!(body("the Norwegian government", Some("NOR"), [4, 13]), body("the government", Some("NOR"), [4, 14]));
        assert_ne!(body("the Norwegian government", Some("NOR"), [4, 13]), body("the Danish government", Some("DNK"), [4, 10]));
        assert_ne!(body("the Norwegian government", Some("NOR"), [4, 13]), body("the local government", Some("NOR"), [0, 3]));
        assert!(!profile("place", "the world", None, [0, 3]).is_own);
        assert!(profile("place", "the old world", None, [0, 3]).is_own);
    }

    #[test]
    fn forms_of_address_and_legal_forms_are_no_names() {
        assert_eq!(normal("person", "Mr. Anton Vale"), "anton vale");
        assert_eq!(normal("organization", "The Vale Corp."), "vale");
        assert_eq!(initials("european aeronautic defence and space company").as_deref(), Some("eadsc"));
    }

    #[test]
    fn first_letters_make_no_two_bodies_one() {
        let body = |name: &str, country: Option<&str>, letters: &[&str]| Profile {
            signature: signature(&format!("organization|{}|{}", normal("organization", name), country.unwrap_or("-"))),
            is_own: false,
            geonames_id: None,
            kind: "organization".to_owned(),
            name: normal("organization", name),
            country: country.map(str::to_owned),
            sector: None,
            keys: letters.iter().map(|it| hash(it)).chain([hash(&body_key(&normal("organization", name)))]).collect(),
        };
        let rule = |a: &Profile, b: &Profile, beside| pair(a, b, beside).map(|reason| reason.rule);
        let (assembly, analytics) = (body("Gorlan Assembly", None, &["letters ga"]), body("Globe Analytics", None, &["letters ga"]));
        assert_eq!(rule(&assembly, &analytics, 3), None);
        assert!(are_apart(&assembly, &analytics));
        let (short, long) = (body("RVA", None, &["letters rva"]), body("River Valley Authority", None, &["letters rva"]));
        assert_eq!((rule(&short, &long, 1), rule(&short, &long, 2)), (None, Some("letters")));
        assert_eq!(rule(&short, &body("River Valley Authority", None, &["letters rva", "body rva"]), 0), Some("acronym"));
        let (one, two) = (body("Supreme Court", None, &[]), body("Supreme Court", Some("XAR"), &[]));
        assert!(one.is_bare() && !two.is_bare());
        assert_eq!((rule(&one, &two, 0), rule(&one, &two, 1)), (None, Some("common-name")));
    }
}
