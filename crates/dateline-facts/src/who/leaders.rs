//! The countries of heads of state and of government whom the page does not place: `Putin said`, `President Mugabe`.
//!
//! A country is nothing that a page has to say of whoever leads it. The list (`lexicon/codes/leaders.toml`) gives the country alone: whether
//! somebody holds an office is for the page to tell. Bodies of a state follow whoever they are named after.

use std::collections::BTreeMap;

use dateline_gazetteer::fold;
use dateline_lang::labels::Deprel;
use dateline_text::ByteSpan;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use super::{Entity, EntityKind, Form};
use crate::country::Country;
use crate::lists;
use crate::page::Page;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    offices: String,
    deputies: String,
    names: BTreeMap<String, String>,
}

/// What it takes for a name to mean a leader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Needs {
    Nothing,
    Office,
}

/// The list; names are folded.
#[derive(Debug)]
pub struct Leaders {
    /// Words of titles, folded.
    offices: FxHashSet<String>,
    /// Words in a title that make it another's.
    deputies: FxHashSet<String>,
    /// Whole names, and last words; those that mean leaders of two countries are `None`.
    names: FxHashMap<String, Option<(Country, Needs)>>,
}

impl Leaders {
    /// Reads the embedded list.
    ///
    /// # Panics
    /// When the list has not its shape, which a test rules out.
    #[must_use]
    pub fn load() -> Self {
        let text = dateline_lexicon::file("codes/leaders.toml").expect("the list is embedded");
        let file: File = toml::from_str(text).expect("the list has its shape");
        let mut names: FxHashMap<String, Option<(Country, Needs)>> = FxHashMap::default();
        let mut put = |name: &str, country: Country, needs: Needs| {
            let known = names.entry(fold(name)).or_insert(Some((country, needs)));
            match known {
                Some((other, _)) if *other != country => *known = None,
                Some((_, least)) if needs == Needs::Nothing => *least = needs,
                _ => {}
            }
        };
        for (code, list) in &file.names {
            let country = Country::from_code(code).expect("a country has three capital letters");
            for entry in list.split(',').map(str::trim) {
                let name = entry.trim_end_matches(['*', '~']);
                let last = name.rsplit(' ').next().unwrap_or(name);
                put(name, country, if entry.ends_with('~') { Needs::Office } else { Needs::Nothing });
                put(last, country, if entry.ends_with('*') { Needs::Nothing } else { Needs::Office });
            }
        }
        let deputies = file.deputies.split_whitespace().map(str::to_owned).collect();
        Self { deputies, offices: lists::words(&file.offices).collect(), names }
    }

    /// The country that whoever has a name is known to lead, without an office.
    #[must_use]
    pub fn leads(&self, name: &str) -> Option<Country> {
        let known = |name: &str| self.names.get(&fold(name)).copied().flatten().filter(|it| it.1 == Needs::Nothing);
        known(name).map(|it| it.0)
    }

    /// Whether a word alone means one of them: `Putin`.
    #[must_use]
    pub fn is_name(&self, word: &str) -> bool {
        matches!(self.names.get(&fold(word)), Some(Some((_, Needs::Nothing))))
    }

    /// Gives people without a country the one that they lead or led.
    pub fn place(&self, text: &str, entities: &mut [Entity]) {
        for entity in entities.iter_mut().filter(|it| it.kind == EntityKind::Person && it.country.is_none()) {
            let spans: Vec<ByteSpan> = entity.mentions.iter().filter(|it| it.form == Form::Name).map(|it| it.span).collect();
            let Some(longest) = spans.iter().copied().max_by_key(|it| (it.of(text).split_whitespace().count(), std::cmp::Reverse(*it)))
            else {
                continue;
            };
            // A president of a body, or of another country, is nobody of the list.
            let holds = entity.roles.iter().any(|role| {
                let title = fold(&role.title);
                let is_deputy = title.split([' ', '-']).any(|word| self.deputies.contains(word));
                let is_office = || self.offices.iter().any(|office| title == *office || title.ends_with(&format!(" {office}")));
                role.of.is_none() && !is_deputy && is_office()
            });
            let name = fold(longest.of(text));
            let find = |name: &str| self.names.get(name).copied().flatten().filter(|it| holds || it.1 == Needs::Nothing);
            // Somebody else's first name before a last word of the list is somebody else: `Eric Trump` has an office where it counts.
            let last = || name.rsplit(' ').next().filter(|last| *last != name && holds).and_then(find);
            if let Some((country, _)) = find(&name).or_else(last) {
                entity.country = Some(country);
                entity.evidence.words("country", [longest]);
            }
        }
    }
}

/// Gives bodies and groups of a state that are somebody's the country of whose they are: `the [Brandt] administration`, `[Haro]'s forces`, `[his] troops`.
pub fn follow(page: &Page<'_>, entities: &mut [Entity]) {
    let analysis = page.analysis;
    // Those who have a country, by the words that mean them.
    let mut of: FxHashMap<usize, (Country, ByteSpan)> = FxHashMap::default();
    for entity in entities.iter().filter(|it| it.kind == EntityKind::Person) {
        if let Some(country) = entity.country {
            of.extend(entity.mentions.iter().filter(|it| it.form != Form::Nominal).map(|it| (it.head, (country, it.span))));
        }
    }
    for entity in entities.iter_mut().filter(|it| it.country.is_none() && matches!(it.kind, EntityKind::Organization | EntityKind::Group)) {
        let is_of_state = entity.sector.is_some_and(|it| matches!(it.code(), "GOV" | "MIL" | "COP" | "LEG" | "JUD" | "SPY"));
        if !is_of_state || entity.mentions.iter().any(|it| it.form == Form::Name) {
            continue;
        }
        let owned = entity.mentions.iter().filter(|it| it.form == Form::Nominal).find_map(|mention| {
            let is_owner = |word: &usize| {
                *word < mention.head
                    && matches!(analysis.labels[*word], Deprel::NmodPoss | Deprel::Compound | Deprel::NmodDesc | Deprel::Amod)
            };
            page.clauses.dependents(mention.head).filter(is_owner).find_map(|word| of.get(&word).copied())
        });
        if let Some((country, span)) = owned {
            entity.country = Some(country);
            entity.evidence.words("country", [span]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_two_countries_have_places_nobody() {
        let leaders = Leaders::load();
        let of = |name: &str| leaders.names.get(&fold(name)).copied().flatten().map(|it| (it.0.code().to_owned(), it.1));
        assert_eq!(of("Putin"), Some(("RUS".to_owned(), Needs::Nothing)));
        assert_eq!(of("Vladimir Putin"), Some(("RUS".to_owned(), Needs::Nothing)));
        assert_eq!(of("Mwanawasa"), Some(("ZMB".to_owned(), Needs::Office)));
        assert_eq!(of("Fernandez"), None, "one of Argentina, one of the Dominican Republic");
        assert_eq!(of("Charles Taylor"), Some(("LBR".to_owned(), Needs::Office)));
    }
}
