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

use crate::document::{Document, Entity};

/// What a record says of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// Equal for records that say the same.
    pub signature: String,
    /// The kind of entity.
    pub kind: String,
    /// The name, folded, without forms of address and legal forms; empty for what has none.
    pub name: String,
    /// Its country, as the contract writes it.
    pub country: Option<String>,
    /// Its sector.
    pub sector: Option<String>,
    /// Words by which profiles that may be the same are found.
    pub keys: BTreeSet<String>,
}

/// Why two profiles are one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// 1 to 100: stronger reasons are followed first.
    pub strength: u8,
    /// The rule's name.
    pub rule: &'static str,
    /// For a reader.
    pub why: String,
}

/// The key of another name that a document gives it.
const CALLED: &str = "called ";
/// Before the noun by which what has no name is known.
const UNNAMED: char = '~';
/// Other names of a body that are kept.
const MOST_CALLS: usize = 2;
/// Letters of a short form.
const MOST_LETTERS: usize = 6;
/// The names that a document speaks most of.
const MOST_SPOKEN_OF: usize = 3;

#[derive(Default)]
struct Words {
    address: BTreeSet<String>,
    suffixes: BTreeSet<String>,
    small: BTreeSet<String>,
    determiners: BTreeSet<String>,
    possessive: BTreeSet<String>,
    /// For every given name the groups of names that can be of one person.
    nicknames: BTreeMap<String, Vec<usize>>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    #[derive(Deserialize)]
    struct Roles {
        address: BTreeMap<String, String>,
        bodies: Bodies,
        pronouns: BTreeMap<String, String>,
        determiners: Determiners,
        #[serde(default)]
        short: BTreeMap<String, String>,
    }
    #[derive(Deserialize)]
    struct Bodies {
        suffixes: String,
        small: String,
    }
    #[derive(Deserialize)]
    struct Determiners {
        any: String,
    }
    #[derive(Deserialize)]
    struct Nicknames {
        groups: Vec<String>,
    }
    fn file<T: for<'d> Deserialize<'d>>(path: &str) -> Option<T> {
        toml::from_str(dateline_lexicon::file(path)?).ok()
    }
    let words = |text: &str| text.split_whitespace().map(fold).collect::<Vec<_>>();
    let mut all = file::<Roles>("en/roles.toml").map_or_else(Words::default, |file| Words {
        address: file.address.values().flat_map(|line| words(line)).chain(file.short.keys().map(|title| fold(title))).collect(),
        suffixes: words(&file.bodies.suffixes).into_iter().collect(),
        small: words(&file.bodies.small).into_iter().collect(),
        determiners: words(&file.determiners.any).into_iter().collect(),
        possessive: file.pronouns.get("possessive").map(|line| words(line)).unwrap_or_default().into_iter().collect(),
        nicknames: BTreeMap::new(),
    });
    for (at, group) in file::<Nicknames>("en/nicknames.toml").map(|file| file.groups).unwrap_or_default().iter().enumerate() {
        for name in words(group) {
            all.nicknames.entry(name).or_default().push(at);
        }
    }
    all
});

impl Profile {
    /// The profile of a record; `private` sets it apart from all that say the same, as a person's decision may.
    pub fn new(document: &Document, surroundings: &Surroundings, entity: &Entity, private: bool) -> Self {
        let has_name = entity.mentions.iter().any(|mention| mention.form == "name");
        let mut name = normal(&entity.kind, &entity.name);
        let country = entity.country.clone();
        let sector = entity.sector.clone();
        let own = |name: String, keys: BTreeSet<String>| Self {
            signature: format!("={}", entity.id),
            kind: entity.kind.clone(),
            name,
            country: country.clone(),
            sector: sector.clone(),
            keys,
        };
        if entity.kind == "country" && country.is_some() {
            name = country.clone().unwrap_or_default();
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
        let signature = match entity.kind.as_str() {
            "country" => format!("country|{name}"),
            "place" => {
                keys.insert(format!("place {name}"));
                match entity.place.as_ref().and_then(|place| place.geonames_id) {
                    Some(id) => format!("place|{name}|#{id}"),
                    None => format!("place|{name}|{nation}"),
                }
            }
            "person" => {
                let words: Vec<&str> = name.split(' ').collect();
                let surname = words.last().copied().unwrap_or_default();
                keys.insert(format!("person {}", sound(surname)));
                if words.len() < 2 {
                    // A bare name is its document's own.
                    return if surname.is_empty() { own(String::new(), BTreeSet::new()) } else { own(name.clone(), keys) };
                }
                format!("person|{name}|{nation}|{}", family_of_sector(sector.as_deref()).unwrap_or("-"))
            }
            kind => {
                keys.insert(format!("body {name}"));
                keys.extend(acronym(&name).map(|letters| format!("body {letters}")));
                // Teams and agencies are called by the last word of their names.
                keys.extend(name.rsplit(' ').next().map(|last| format!("end {last}")));
                // What else the document calls it, where its name does not tell so: a part of what it says, as the keys of a profile follow
                // from its signature.
                let first = name.split(' ').next().unwrap_or_default();
                let short = acronym(&name);
                let is_short = |call: &String| {
                    let begins =
                        name.starts_with(call.as_str()) && name[call.len()..].starts_with(' ') && (call.contains(' ') || call == first);
                    let letters = call.chars().count() <= MOST_LETTERS && !call.contains(' ') && Some(call) != short.as_ref();
                    begins || letters && call.chars().next() == name.chars().next()
                };
                let calls = entity.mentions.iter().filter(|mention| mention.form == "name");
                let mut calls: Vec<String> = calls.map(|mention| normal(kind, document.words(mention.span))).filter(is_short).collect();
                calls.retain(|call| *call != name && call.chars().count() > 1);
                calls.sort();
                calls.dedup();
                calls.truncate(MOST_CALLS);
                for call in &calls {
                    keys.insert(format!("body {call}"));
                    keys.insert(format!("{CALLED}{call}"));
                }
                let calls: String = calls.iter().map(|call| format!("|{call}")).collect();
                format!("{kind}|{name}|{nation}{calls}")
            }
        };
        let signature = if private { format!("={}", entity.id) } else { signature };
        Self { signature, kind: entity.kind.clone(), name, country, sector, keys }
    }

    /// Whether it needs a name beside it to be anybody's.
    pub fn is_bare(&self) -> bool {
        self.kind == "person" && !self.name.contains(' ') && !self.is_unnamed()
    }

    /// Whether it has no name, and is known by a noun.
    fn is_unnamed(&self) -> bool {
        self.name.starts_with(UNNAMED)
    }

    /// Whether documents call it so.
    fn is_called(&self, name: &str) -> bool {
        self.name == name || self.keys.contains(&format!("{CALLED}{name}"))
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

/// What an entity without a name is known by, and its keys: its noun with two of the names that the document speaks most of. `None` where it
/// is one of several.
fn unnamed(document: &Document, surroundings: &Surroundings, entity: &Entity) -> Option<(String, BTreeSet<String>)> {
    let (modifiers, head) = noun(document, entity)?;
    if surroundings.alike.get(&(entity.kind.clone(), head.clone())) != Some(&1) || surroundings.pairs.is_empty() {
        return None;
    }
    let keys = surroundings.pairs.iter().map(|pair| format!("{} {head} {pair}", entity.kind)).collect();
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

/// The first letters of a name's words, of which there are two at least; small words do not count.
fn acronym(name: &str) -> Option<String> {
    let letters: String = name.split(' ').filter(|word| !WORDS.small.contains(*word)).filter_map(|word| word.chars().next()).collect();
    (letters.chars().count() >= 2).then_some(letters)
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
    if a.kind != b.kind || a.name.is_empty() || b.name.is_empty() || are_barred(a, b) {
        return None;
    }
    if a.kind == "person" && have_other_sectors(a, b) && beside == 0 {
        return None;
    }
    let company = |rule, strength: u8, what: String| {
        let names = ["no name", "one name", "two names"].get(beside).unwrap_or(&"three names or more");
        (beside > 0).then(|| Reason { strength: strength + 5 * beside as u8, rule, why: format!("{what}; {names} beside both") })
    };
    if a.is_unnamed() || b.is_unnamed() {
        let is_one = a.is_unnamed() && b.is_unnamed() && a.keys.intersection(&b.keys).next().is_some() && same_noun(&a.name, &b.name);
        let (one, two) = (a.name.trim_start_matches(UNNAMED), b.name.trim_start_matches(UNNAMED));
        return is_one.then(|| Reason {
            strength: 15,
            rule: "same-noun",
            why: format!("{one} and {two}: the only one in both; both speak most of the same two names"),
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
                    return (surname == other).then(|| company("bare-name", 20, format!("both are called {surname}"))).flatten();
                }
                return company("surname", 40, format!("{} and {} share a surname", a.name, b.name));
            }
            if a.name == b.name {
                return Some(Reason {
                    strength: if agrees { 95 } else { 85 },
                    rule: "same-name",
                    why: format!("both are called {}", a.name),
                });
            }
            let (given, second) = (one[0], two[0]);
            if given == second && surname == other {
                return Some(Reason {
                    strength: 80,
                    rule: "middle-name",
                    why: format!("{} and {} differ in a middle name", a.name, b.name),
                });
            }
            if sound(given) == sound(second) {
                return Some(Reason {
                    strength: 75,
                    rule: "spelling",
                    why: format!("{} and {} are spellings of one name", a.name, b.name),
                });
            }
            if are_nicknames(given, second) {
                return company("nickname", 60, format!("{} and {} share a surname and a given name or its short form", a.name, b.name));
            }
            let is_initial = |short: &str, long: &str| short.chars().count() == 1 && long.starts_with(short);
            if is_initial(given, second) || is_initial(second, given) {
                return company("initial", 60, format!("{} and {} share an initial", a.name, b.name));
            }
            None
        }
        "place" => {
            if a.name != b.name {
                return None;
            }
            company("same-name", 70, format!("both are called {}", a.name)).or_else(|| {
                is_known_equal(a.country.as_deref(), b.country.as_deref()).then(|| Reason {
                    strength: 80,
                    rule: "same-name",
                    why: format!("both are called {} and in one country", a.name),
                })
            })
        }
        "organization" | "group" | "object" => {
            if a.name == b.name {
                return Some(Reason { strength: 90, rule: "same-name", why: format!("both are called {}", a.name) });
            }
            let (short, long) = if a.name.len() < b.name.len() { (a, b) } else { (b, a) };
            if long.name.strip_suffix(short.name.as_str()).is_some_and(|rest| rest.ends_with(' ')) {
                // One name beside both is too little: every country has a ministry, every league a team of this name.
                return company("short-name", 45, format!("{} ends with {}", long.name, short.name)).filter(|_| beside > 1);
            }
            // One is called what the other is called or what its words begin with.
            let shared = || a.keys.intersection(&b.keys).filter_map(|key| key.strip_prefix("body "));
            let both = |name: &&str| a.is_called(name) && b.is_called(name);
            let one = |name: &&str| a.name == **name || b.name == **name;
            let name = shared().find(both).or_else(|| shared().find(one))?;
            let (rule, strength) = if both(&name) { ("called", 65) } else { ("acronym", 70) };
            company(rule, strength, format!("{} and {} share the short form {name}", a.name, b.name))
        }
        _ => None,
    }
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

/// Whether two profiles cannot be one: they name different countries, or given names that no spelling makes one.
fn are_barred(a: &Profile, b: &Profile) -> bool {
    if a.kind != b.kind || differ(a.country.as_deref(), b.country.as_deref()) {
        return true;
    }
    if a.is_unnamed() || b.is_unnamed() {
        return a.is_unnamed() && b.is_unnamed() && !same_noun(&a.name, &b.name);
    }
    match a.kind.as_str() {
        "person" => {
            let (one, two): (Vec<&str>, Vec<&str>) = (a.name.split(' ').collect(), b.name.split(' ').collect());
            if one.len() < 2 || two.len() < 2 {
                return false;
            }
            let is_initial = one[0].chars().count() == 1 || two[0].chars().count() == 1;
            !(are_nicknames(one[0], two[0])
                || sound(one[0]) == sound(two[0])
                || (is_initial && one[0].chars().next() == two[0].chars().next()))
        }
        "place" => {
            // Two numbers of the gazetteer are two places.
            matches!((a.signature.split_once('#'), b.signature.split_once('#')), (Some((_, a)), Some((_, b))) if a != b)
        }
        _ => false,
    }
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
        assert_eq!(rule(&a, &person("Oleksandr Syrskyi", Some("RUS"), None), 3), None);
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
        assert_eq!(rule(&union, &body("NDU", &["NDU"]), 1), Some("acronym"));
        let known_as = body("Norvik Dockers Union", &["Norvik Dockers Union", "Norvik"]);
        assert_eq!(
            (rule(&known_as, &body("Norvik", &["Norvik"]), 1), rule(&union, &body("Norvik", &["Norvik"]), 1)),
            (Some("called"), None)
        );
        assert_eq!(rule(&union, &body("Nordic Drivers United", &["Nordic Drivers United"]), 3), None, "nobody calls it so");
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
    fn forms_of_address_and_legal_forms_are_no_names() {
        assert_eq!(normal("person", "Mr. Anton Vale"), "anton vale");
        assert_eq!(normal("organization", "The Vale Corp."), "vale");
        assert_eq!(acronym("european aeronautic defence and space company").as_deref(), Some("eadsc"));
    }
}
