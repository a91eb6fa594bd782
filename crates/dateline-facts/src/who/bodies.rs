//! What the names of bodies tell: sector and home, and which capitalized words name nobody.

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use super::Sector;
use crate::country::Country;

/// The lists of `lexicon/en/bodies.toml`.
#[derive(Debug)]
pub struct Bodies {
    sectors: FxHashMap<String, Sector>,
    endings: FxHashMap<String, Sector>,
    /// Words inside names, with a space on both sides, in the order of their sectors.
    words: Vec<(String, Sector)>,
    home: FxHashMap<String, Country>,
    parts: FxHashMap<String, Country>,
    never: FxHashSet<String>,
    codes: FxHashSet<String>,
    /// What opens the party and the seat of a politician.
    seats: Vec<String>,
    qualities: Vec<String>,
    clubs: FxHashSet<String>,
    sites: FxHashSet<String>,
    ships: FxHashSet<String>,
    happenings: FxHashSet<String>,
    storms: FxHashSet<String>,
    /// Nouns before and after the title of a work.
    works: [FxHashSet<String>; 2],
    /// Words of pages of sport, verbs and nouns of teams.
    teams: [FxHashSet<String>; 4],
    /// What the body with a name is called, by name.
    called: FxHashMap<String, String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    sectors: FxHashMap<String, String>,
    endings: FxHashMap<String, String>,
    words: FxHashMap<String, String>,
    home: FxHashMap<String, String>,
    parts: FxHashMap<String, String>,
    never: Never,
    clubs: Any,
    teams: Teams,
    sites: Any,
    ships: Any,
    happenings: Any,
    storms: Any,
    works: Works,
    called: FxHashMap<String, String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Any {
    any: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Works {
    before: String,
    after: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Teams {
    words: String,
    verbs: String,
    nouns: String,
    beats: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Never {
    names: String,
    codes: String,
    seats: String,
    qualities: String,
}

fn names(list: &str) -> impl Iterator<Item = String> + use<'_> {
    list.split('|').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned)
}

/// The entries of a table, in the order of its keys, by what a key says.
fn table<V: Copy>(lists: &FxHashMap<String, String>, of: impl Fn(&str) -> Option<V>) -> Vec<(&str, V)> {
    let mut all: Vec<(&str, &str)> = lists.iter().map(|(key, list)| (&key[..], &list[..])).collect();
    all.sort_unstable();
    all.into_iter().filter_map(|(key, list)| of(key).map(|value| (list, value))).collect()
}

impl Bodies {
    /// Reads the embedded list.
    ///
    /// # Panics
    /// When the list is not TOML of its shape, which a test rules out.
    #[must_use]
    pub fn load() -> Self {
        let text = dateline_lexicon::file("en/bodies.toml").expect("the list is embedded");
        let file: File = toml::from_str(text).expect("the list has its shape");
        let sectors = |lists| table(lists, Sector::from_code);
        let countries = |lists: &FxHashMap<String, String>| {
            let all = table(lists, Country::from_code);
            all.into_iter().flat_map(|(list, country)| names(list).map(move |name| (name, country))).collect()
        };
        Self {
            sectors: sectors(&file.sectors).into_iter().flat_map(|(list, it)| names(list).map(move |name| (name, it))).collect(),
            endings: sectors(&file.endings)
                .into_iter()
                .flat_map(|(list, it)| list.split_whitespace().map(move |word| (word.to_owned(), it)))
                .collect(),
            words: sectors(&file.words).into_iter().flat_map(|(list, it)| names(list).map(move |name| (format!(" {name} "), it))).collect(),
            home: countries(&file.home),
            parts: countries(&file.parts),
            never: names(&file.never.names).collect(),
            teams: [file.teams.words, file.teams.verbs, file.teams.nouns, file.teams.beats]
                .map(|list| list.split_whitespace().map(str::to_owned).collect()),
            clubs: file.clubs.any.split_whitespace().map(str::to_owned).collect(),
            called: file
                .called
                .into_iter()
                .flat_map(|(noun, list)| names(&list).map(|name| (name, noun.clone())).collect::<Vec<_>>())
                .collect(),
            works: [file.works.before, file.works.after].map(|list| list.split_whitespace().map(str::to_owned).collect()),
            storms: file.storms.any.split_whitespace().map(str::to_owned).collect(),
            happenings: file.happenings.any.split_whitespace().map(str::to_owned).collect(),
            ships: file.ships.any.split_whitespace().map(str::to_owned).collect(),
            sites: file.sites.any.split_whitespace().map(str::to_owned).collect(),
            seats: file.never.seats.split_whitespace().map(str::to_owned).collect(),
            qualities: file.never.qualities.split_whitespace().map(str::to_owned).collect(),
            codes: file.never.codes.split_whitespace().map(str::to_owned).collect(),
        }
    }

    /// The sector of the body with a name, as far as its words tell: `Reuters`, `Norvik Shipping`, `League for Human Rights`.
    #[must_use]
    pub fn sector(&self, name: &str) -> Option<Sector> {
        let plain = without_stops(name);
        let name = without_article(&plain);
        let last = || name.rsplit(' ').next().filter(|last| last.len() < name.len());
        // The head of a name stands before `of`: a `School of Engineering` is no firm of engineers.
        let head = || head_part(name).rsplit(' ').next().filter(|head| head_part(name).len() < name.len() && !head.is_empty());
        let inside = || {
            let padded = format!(" {name} ");
            self.words.iter().find(|(words, _)| padded.contains(&words[..])).map(|&(_, sector)| sector)
        };
        // `CBS DFW`: a station of theirs; an `Independent Commission` is none.
        let first = || {
            let first = name.split(' ').next().filter(|first| first.chars().all(|c| c.is_ascii_uppercase()))?;
            let first = self.sectors.get(first)?;
            (first.code() == "JRN").then_some(*first)
        };
        self.sectors
            .get(&plain[..])
            .or_else(|| self.sectors.get(name))
            .copied()
            .or_else(first)
            .or_else(inside)
            .or_else(|| self.endings.get(head()?).copied())
            .or_else(|| self.endings.get(last()?).copied())
    }

    /// Whether a whole name is listed as that of a body.
    #[must_use]
    pub fn is_listed(&self, name: &str) -> bool {
        self.sectors.contains_key(name)
    }

    /// Whether a whole name is listed as that of a firm.
    #[must_use]
    pub fn is_firm(&self, name: &str) -> bool {
        self.sectors.get(name).is_some_and(|sector| sector.code() == "BUS")
    }

    /// The country that a body is at home in: `Houthi`, `FBI`.
    #[must_use]
    pub fn home(&self, name: &str) -> Option<Country> {
        self.home.get(without_article(&without_stops(name))).copied()
    }

    /// The country that a name is a part of, as far as names of bodies and offices go: `Texas`, `Scotland`.
    #[must_use]
    pub fn part(&self, name: &str) -> Option<Country> {
        self.parts.get(name).copied()
    }

    /// Whether words that look like a name are nobody's: `TV`, `GMT`.
    #[must_use]
    pub fn is_never(&self, name: &str) -> bool {
        // `0C`, `5K`
        let is_measure = !self.is_listed(name)
            && name.starts_with(|c: char| c.is_ascii_digit())
            && name.chars().filter(|c| c.is_alphabetic()).count() == 1;
        self.never.contains(name) || is_measure || name.starts_with('.') || name.contains(" .") || !name.chars().any(char::is_alphabetic)
    }

    /// Whether a word at the beginning or end of a name says that it is a sports club: `FC`.
    #[must_use]
    pub fn is_club(&self, word: &str) -> bool {
        self.clubs.contains(word)
    }

    /// Whether a lemma is a word of pages of sport.
    #[must_use]
    pub fn is_of_sport(&self, lemma: &str) -> bool {
        self.teams[0].contains(lemma)
    }

    /// Whether a verb is one of teams: `beat`.
    #[must_use]
    pub fn is_of_play(&self, lemma: &str) -> bool {
        self.teams[1].contains(lemma)
    }

    /// Whether the object of a verb is a team: `beat`, not `win`.
    #[must_use]
    pub fn is_beaten(&self, lemma: &str) -> bool {
        self.teams[3].contains(lemma)
    }

    /// Whether a noun is one for somebody or something of a team: `coach`.
    #[must_use]
    pub fn is_of_team(&self, lemma: &str) -> bool {
        self.teams[2].contains(lemma)
    }

    /// Whether a word at the beginning of a name says that it is a ship: `HMS`.
    #[must_use]
    pub fn is_ship(&self, word: &str) -> bool {
        self.ships.contains(word)
    }

    /// Whether a word at the end of a name says that it is a building: `Amphitheatre`.
    #[must_use]
    pub fn is_site(&self, word: &str) -> bool {
        self.sites.contains(word)
    }

    /// Whether a word before a name says that it is a storm's: `Hurricane`.
    #[must_use]
    pub fn is_storm(&self, word: &str) -> bool {
        self.storms.contains(word)
    }

    /// Whether a word at the end of a name says that it is no body but something that happens or holds: `Scandal`, `Act`.
    #[must_use]
    pub fn is_happening(&self, word: &str) -> bool {
        self.happenings.contains(word)
    }

    /// The nouns by which pages speak of the body with a name: `bloc` of the EU, `club` and `team` of one with `FC` in its name.
    pub fn called(&self, name: &str) -> impl Iterator<Item = &str> {
        let name = without_article(name);
        let ends = [name.split(' ').next(), name.rsplit(' ').next()];
        let is_club = ends.into_iter().flatten().any(|word| self.is_club(word));
        let sport: &[&str] = if is_club { &["club", "team", "side"] } else { &[] };
        self.called.get(name).map(String::as_str).into_iter().chain(sport.iter().copied())
    }

    /// Whether the name after a noun is that of a work: `film`.
    #[must_use]
    pub fn is_before_work(&self, lemma: &str) -> bool {
        self.works[0].contains(lemma)
    }

    /// Whether the name before a noun is that of a work: `trilogy`.
    #[must_use]
    pub fn is_after_work(&self, lemma: &str) -> bool {
        self.works[1].contains(lemma)
    }

    /// Whether a word of a text in capitals ends as those do that say what holds or is done: `PESSIMISM`.
    #[must_use]
    pub fn is_of_quality(&self, word: &str) -> bool {
        self.qualities.iter().any(|ending| word.len() > ending.len() + 2 && word.ends_with(&ending[..]))
    }

    /// Whether a word gives the party of a politician and the place of their seat: `R-Velmar`.
    #[must_use]
    pub fn is_seat(&self, word: &str) -> bool {
        self.seats
            .iter()
            .any(|party| word.strip_prefix(&party[..]).is_some_and(|seat| seat.len() > 1 && seat.starts_with(char::is_uppercase)))
    }

    /// Whether a word is a code before the name of a player: `QB`.
    #[must_use]
    pub fn is_code(&self, word: &str) -> bool {
        self.codes.contains(word)
    }
}

/// A name up to the first preposition after its first word: `School` of `School of Engineering`.
#[must_use]
pub fn head_part(name: &str) -> &str {
    let mut cuts = name.match_indices(' ').map(|(at, _)| at);
    cuts.find(|&at| name[at + 1..].split_once(' ').is_some_and(|(word, _)| is_after_head(word))).map_or(name, |cut| &name[..cut])
}

/// Whether a preposition begins what only says more of the head of a name or an office before it.
#[must_use]
pub fn is_after_head(word: &str) -> bool {
    matches!(word, "of" | "for" | "in" | "to" | "at")
}

/// A name without `The` before it.
/// A name of single letters with stops without them: `F.B.I.`.
fn without_stops(name: &str) -> std::borrow::Cow<'_, str> {
    let is_letters = name.len() > 4 && name.split_terminator('.').all(|part| part.len() == 1 && part.starts_with(char::is_uppercase));
    if is_letters { name.replace('.', "").into() } else { name.into() }
}

fn without_article(name: &str) -> &str {
    name.strip_prefix("The ").or_else(|| name.strip_prefix("the ")).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_sector_and_home() {
        let bodies = Bodies::load();
        let sector = |name: &str| bodies.sector(name).map_or_else(String::new, |it| it.code().to_owned());
        assert_eq!(sector("the Associated Press"), "JRN");
        assert_eq!(sector("Norvik Shipping"), "BUS");
        assert_eq!(sector("Tunisian League for Human Rights"), "NGO");
        assert_eq!(sector("Shipping"), "");
        assert_eq!(sector("School of Engineering"), "EDU");
        assert_eq!(head_part("Department of State"), "Department");
        assert_eq!(head_part("Sarn State"), "Sarn State");
        assert_eq!(bodies.home("Houthi"), Country::from_code("YEM"));
        assert!(bodies.is_never("TV") && bodies.is_never("0°") && !bodies.is_never("Tver"));
    }
}
