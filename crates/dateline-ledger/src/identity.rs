//! Who is who across documents.
//!
//! A record of an entity in a document becomes a [`Profile`]: what it says of a name. Records whose profiles say the same
//! are one entity as far as anybody can tell from the page alone. Two profiles that do not say the same are compared by
//! [`pair`], from what the two say and from the names that stand beside them in their documents, and from nothing else; [`are_apart`]
//! says of which two it is known that they are not one.
//!
//! A name that could be anybody's (a bare surname) belongs to no one without a name beside it that both documents have.

use std::collections::BTreeSet;
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

struct Words {
    address: BTreeSet<String>,
    suffixes: BTreeSet<String>,
    small: BTreeSet<String>,
    common: BTreeSet<String>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    #[derive(Deserialize)]
    struct File {
        address: std::collections::BTreeMap<String, String>,
        bodies: Bodies,
        #[serde(default)]
        short: std::collections::BTreeMap<String, String>,
    }
    #[derive(Deserialize)]
    struct Bodies {
        suffixes: String,
    }
    #[derive(Deserialize)]
    struct Told {
        small: String,
        common: String,
    }
    fn read<T: serde::de::DeserializeOwned>(name: &str) -> T {
        let text = dateline_lexicon::file(name).expect("the lexicon that is embedded is whole");
        toml::from_str(text).expect("the lexicon that is embedded can be read")
    }
    let (file, told): (File, Told) = (read("en/roles.toml"), read("en/identity.toml"));
    let words = |text: &str| text.split_whitespace().map(fold).collect::<Vec<_>>();
    Words {
        address: file.address.values().flat_map(|line| words(line)).chain(file.short.keys().map(|title| fold(title))).collect(),
        suffixes: words(&file.bodies.suffixes).into_iter().collect(),
        small: words(&told.small).into_iter().collect(),
        common: words(&told.common).into_iter().collect(),
    }
});

impl Profile {
    /// The profile of a record; `private` sets it apart from all that say the same, as a person's decision may.
    pub fn new(document: &Document, entity: &Entity, private: bool) -> Self {
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
        } else if !has_name || name.is_empty() {
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
                keys.extend(initials(&name).map(|letters| format!("letters {letters}")));
                if is_acronym(&entity.name) {
                    keys.insert(format!("letters {name}"));
                }
                // Teams and agencies are called by the last word of their names.
                keys.extend(name.rsplit(' ').next().map(|last| format!("end {last}")));
                let also: BTreeSet<String> = entity
                    .mentions
                    .iter()
                    .filter(|mention| mention.form == "name")
                    .map(|mention| document.words(mention.span))
                    .filter(|words| is_acronym(words))
                    .map(|words| normal(kind, words))
                    .filter(|short| *short != name)
                    .collect();
                keys.extend(also.iter().map(|short| format!("body {short}")));
                if also.is_empty() && country.is_none() && is_common(&name) {
                    return own(name.clone(), keys);
                }
                // What it is also called is part of what a record says: a profile has the keys of the first of its records, whichever that is.
                also.iter().fold(format!("{kind}|{name}|{nation}"), |signature, short| signature + "|" + short)
            }
        };
        let signature = if private { format!("={}", entity.id) } else { signature };
        Self { signature, kind: entity.kind.clone(), name, country, sector, keys }
    }

    /// Whether it needs a name beside it to be anybody's: a surname alone, a body that every country has.
    pub fn is_bare(&self) -> bool {
        match self.kind.as_str() {
            "person" => !self.name.contains(' '),
            "organization" => self.country.is_none() && is_common(&self.name),
            _ => false,
        }
    }
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
                let why = format!("both are called {}", a.name);
                return if a.is_bare() || b.is_bare() {
                    company("common-name", 40, why)
                } else {
                    Some(Reason { strength: 90, rule: "same-name", why })
                };
            }
            let (short, long) = if a.name.len() < b.name.len() { (a, b) } else { (b, a) };
            if is_end(&short.name, &long.name) {
                // One name beside both is too little: every country has a ministry, every league a team of this name.
                let enough = if is_common(&short.name) { 3 } else { 2 };
                let is_other = differ(a.sector.as_deref(), b.sector.as_deref());
                return company("short-name", 45, format!("{} ends with {}", long.name, short.name)).filter(|_| beside >= enough && !is_other);
            }
            if short.name.contains(' ') {
                return None;
            }
            let letters = short.name.chars().count();
            if long.keys.contains(&format!("body {}", short.name)) {
                // Its page says so itself; but two letters are many bodies'.
                let what = format!("{} is also called {}", long.name, short.name);
                return if letters > 2 { Some(Reason { strength: 70, rule: "acronym", why: what }) } else { company("acronym", 60, what) };
            }
            // First letters alone are anybody's: many bodies have the same.
            let key = format!("letters {}", short.name);
            let is_guess = letters > 2 && beside > 1 && short.keys.contains(&key) && long.keys.contains(&key);
            is_guess.then(|| company("letters", 45, format!("{} are the first letters of {}", short.name, long.name))).flatten()
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

/// Whether two profiles cannot be one: they name different countries, given names that no spelling makes one, or bodies by different words.
fn are_barred(a: &Profile, b: &Profile) -> bool {
    if a.kind != b.kind || differ(a.country.as_deref(), b.country.as_deref()) {
        return true;
    }
    match a.kind.as_str() {
        "person" => {
            let (one, two): (Vec<&str>, Vec<&str>) = (a.name.split(' ').collect(), b.name.split(' ').collect());
            if one.len() < 2 || two.len() < 2 {
                return false;
            }
            let is_initial = one[0].chars().count() == 1 || two[0].chars().count() == 1;
            !(sound(one[0]) == sound(two[0]) || (is_initial && one[0].chars().next() == two[0].chars().next()))
        }
        "place" => {
            // Two numbers of the gazetteer are two places.
            matches!((a.signature.split_once('#'), b.signature.split_once('#')), (Some((_, a)), Some((_, b))) if a != b)
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
        Profile::new(&Document::parse(document.to_string().as_bytes()).unwrap(), &entity, false)
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
    fn forms_of_address_and_legal_forms_are_no_names() {
        assert_eq!(normal("person", "Mr. Anton Vale"), "anton vale");
        assert_eq!(normal("organization", "The Vale Corp."), "vale");
        assert_eq!(initials("european aeronautic defence and space company").as_deref(), Some("eadsc"));
    }

    #[test]
    fn first_letters_make_no_two_bodies_one() {
        let body = |name: &str, country: Option<&str>, letters: &[&str]| Profile {
            signature: format!("organization|{}|{}", normal("organization", name), country.unwrap_or("-")),
            kind: "organization".to_owned(),
            name: normal("organization", name),
            country: country.map(str::to_owned),
            sector: None,
            keys: letters.iter().map(|it| (*it).to_owned()).chain([format!("body {}", normal("organization", name))]).collect(),
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
