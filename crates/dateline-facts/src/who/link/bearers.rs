//! The bearers of names, by rules.

use dateline_lang::labels::Xpos;
use rustc_hash::{FxHashMap, FxHashSet};

use super::{Given, MOST_WORDS};
use crate::country::Country;
use crate::who::mention::Candidate;
use crate::who::name::{self, Name};
use crate::who::role::Office;
use crate::who::{EntityKind, Form};

/// Numbers the bearers of names: by country, by place, by the rules of names; the latest bearer that fits is taken.
pub(super) fn groups(given: Given<'_, '_>, names: &[Option<Name>]) -> Vec<Option<usize>> {
    let mut groups: Vec<Option<usize>> = vec![None; names.len()];
    let mut bearers: Vec<Vec<usize>> = Vec::new();
    let mut index = Index::default();
    // The names by the words after them.
    let mut ends: FxHashMap<usize, usize> = FxHashMap::default();
    let mut countries: FxHashMap<Country, usize> = FxHashMap::default();
    let mut places: FxHashMap<(i64, i64), usize> = FxHashMap::default();
    let lemma = |office: &Office| given.page.analysis.lemma(office.head).to_lowercase();
    let offices: FxHashMap<usize, String> = given.offices.iter().rev().map(|office| (office.holder, lemma(office))).collect();
    // Those with an office right before their name.
    let held: FxHashSet<usize> = given
        .offices
        .iter()
        .filter(|office| {
            let core = &given.mentions[office.holder].core;
            office.words.end == core.start
        })
        .map(|office| office.holder)
        .collect();
    let is_person = |it: &Candidate| it.form == Form::Name && it.kind == Some(EntityKind::Person) && it.core.len() > 1;
    let relatives: FxHashSet<usize> =
        given.mentions.iter().enumerate().filter(|(_, it)| is_person(it) && is_relative(given, it)).map(|(at, _)| at).collect();
    let mut equal: FxHashMap<(Option<EntityKind>, Vec<String>, bool), usize> = FxHashMap::default();
    for (at, mention) in given.mentions.iter().enumerate() {
        let Some(own) = names[at].as_ref() else { continue };
        let keys = own.keys();
        let is_land = mention.kind == Some(EntityKind::Country) || mention.form == Form::Demonym;
        let place = mention.place.filter(|_| mention.kind == Some(EntityKind::Place)).and_then(|place| given.places[place].place.as_ref());
        let fresh = bearers.len();
        let defined = explained(given, &ends, at, own).or_else(|| other_name(given, &ends, at));
        ends.insert(mention.core.end, at);
        let group = if let Some(group) = defined.and_then(|other| groups[other]) {
            group
        } else if let Some(country) = mention.country.filter(|_| is_land) {
            *countries.entry(country).or_insert(fresh)
        } else if let Some(place) = place {
            #[allow(clippy::cast_possible_truncation, reason = "degrees times ten thousand are small")]
            let key = ((place.lat * 1e4) as i64, (place.lon * 1e4) as i64);
            *places.entry(key).or_insert(fresh)
        } else {
            // `Princess Amalia` is not the Amalia Cruz named after her; `Luis` without a title is Luis Muriel.
            let titled = |other: usize| {
                let before = given.mentions[other].core.start.checked_sub(1).map(|word| given.page.form(word));
                held.contains(&other) || before.is_some_and(|word| given.nouns.people.address(word).is_some())
            };
            let apart = |other: usize| {
                let Some(name) = names[other].as_ref() else { return false };
                match mention.kind {
                    Some(EntityKind::Person) => name::is_given_first(name, own) && titled(other),
                    // `Norvik` and then `Norvik Search`: what only goes on from a name is something else, unless it says what body it is.
                    Some(EntityKind::Organization) => {
                        // `UN General Assembly` is one body of the UN.
                        let is_international =
                            |at: usize| given.mentions[at].country.is_some_and(|it| matches!(it.code(), "UNO" | "EUR" | "IGO"));
                        let goes_on =
                            |long: &Name, short: &Name| long.words.len() > short.words.len() && long.words.starts_with(&short.words);
                        goes_on(own, name) && (!given.nouns.says_body(given.page, mention) || is_international(other))
                            || goes_on(name, own) && is_international(at)
                    }
                    _ => false,
                }
            };
            let fits = |&group: &usize| {
                // Against every name of the bearer: `Rahim` may be Anwar's, `Yusuf Rahim` is not.
                let same = |&other: &usize| {
                    names[other].as_ref().is_some_and(|name| name::same(given.nouns, (mention, own), (&given.mentions[other], name)))
                };
                // Where full names are known, short ones say nothing more: `Holly` of Holly Bowles, whom the page calls Bowles too.
                let is_full = |&&other: &&usize| names[other].as_ref().is_some_and(|name| name.words.len() > 1);
                let full: Vec<usize> = bearers[group].iter().take(MOST_WORDS).filter(is_full).copied().collect();
                let all = if full.is_empty() { &bearers[group] } else { &full };
                all.iter().take(MOST_WORDS).all(same) && !bearers[group].iter().take(MOST_WORDS).any(|&other| apart(other))
            };
            // Of several bearers of a surname the one with the office, else the latest: `Judge Weiss` is the judge.
            let own_office = if own.words.len() == 1 { offices.get(&at) } else { None };
            let holds = |&group: &usize| bearers[group].iter().take(MOST_WORDS).any(|it| offices.get(it) == own_office);
            // `Zuma` is Jacob Zuma before it is Duduzile Zuma-Sambudla.
            let ends_alike = |&group: &usize| {
                bearers[group]
                    .iter()
                    .take(MOST_WORDS)
                    .any(|&it| names[it].as_ref().is_some_and(|name| name.words.last() == own.words.last()))
            };
            // `Laura Lynam … her cousin, Mike Lynam, … [Lynam]`: a relative of who was named before is called by the full name.
            let is_surname = mention.kind == Some(EntityKind::Person) && own.words.len() == 1 && own.gender.is_none();
            let is_relative = |group: usize| {
                bearers[group].iter().take(MOST_WORDS).any(|&it| relatives.contains(&it)) && !(own_office.is_some() && holds(&group))
            };
            let mut near = index.of(&keys);
            if is_surname && near.iter().any(|group| !is_relative(*group) && fits(group) && ends_alike(group)) {
                near.retain(|&group| !is_relative(group));
            }
            let found = own_office
                .is_some()
                .then(|| near.iter().copied().find(|group| fits(group) && holds(group)))
                .flatten()
                .or_else(|| near.iter().copied().find(|group| fits(group) && ends_alike(group)))
                .or_else(|| near.iter().copied().find(fits));
            found.or_else(|| equal.get(&(mention.kind, own.words.clone(), own.is_senior)).copied()).unwrap_or(fresh)
        };
        if group == fresh {
            bearers.push(Vec::new());
        }
        bearers[group].push(at);
        equal.entry((mention.kind, own.words.clone(), own.is_senior)).or_insert(group);
        index.name(group, at, &keys);
        groups[at] = Some(group);
    }
    groups
}

/// Whether the words right before or after a name say whose relative its bearer is: `her cousin, [Mike Lynam]`, `[Bo Kade], Kade's brother,`.
fn is_relative(given: Given<'_, '_>, mention: &Candidate) -> bool {
    let (page, analysis) = (given.page, given.page.analysis);
    let sentence = analysis.sentence_of(mention.head);
    let is_kin = |word: usize| given.nouns.lemma(&analysis.lemma(word).to_lowercase()).is_some_and(|noun| noun.is_kin);
    let is_owner = |word: usize| matches!(analysis.tags[word].xpos, Xpos::PrpPoss | Xpos::Pos);
    let owned = |noun: usize, floor: usize| is_kin(noun) && (noun.saturating_sub(3).max(floor)..noun).any(is_owner);
    let core = &mention.core;
    let comma = usize::from(core.start > sentence.start && page.form(core.start - 1) == ",");
    let before = core.start.checked_sub(1 + comma).filter(|&noun| noun > sentence.start);
    let after = || {
        let opens = core.end < sentence.end && page.form(core.end) == ",";
        opens && (core.end + 2..sentence.end.min(core.end + 7)).any(|noun| owned(noun, core.end + 1) && page.form(noun - 1) != ",")
    };
    before.is_some_and(|noun| owned(noun, sentence.start)) || after()
}

/// The name right before a short form in brackets, which explains it: `[Norvik Dock Services] (NDX)`.
fn explained(given: Given<'_, '_>, ends: &FxHashMap<usize, usize>, at: usize, own: &Name) -> Option<usize> {
    let mention = &given.mentions[at];
    // `MoD`
    let written = mention.span.of(given.page.text());
    let is_mixed = written.len() <= 6 && !written.contains(' ') && written.chars().filter(|c| c.is_uppercase()).count() > 1;
    let bracket = mention.core.start.checked_sub(1).filter(|&word| given.page.form(word) == "(" && (own.is_acronym || is_mixed))?;
    let closes = mention.core.end < given.page.analysis.len() && given.page.form(mention.core.end) == ")";
    let other = *ends.get(&bracket)?;
    let is_body = |it: usize| given.mentions[it].kind == Some(EntityKind::Organization);
    let long = given.mentions[other].span.of(given.page.text()).to_lowercase();
    let mut letters = own.letters().chars().collect::<Vec<char>>().into_iter().peekable();
    let begins = letters.peek().is_some_and(|first| long.trim_start_matches("the ").starts_with(*first));
    // All letters of the short form stand in the name, in order.
    for c in long.chars() {
        letters.next_if_eq(&c);
    }
    let stands = begins && letters.peek().is_none();
    // `US Centers for Harbour Safety (CHS)`: what tells the country is no part of the short form.
    let initials: String =
        given.mentions[other].core.clone().filter_map(|word| given.page.form(word).chars().next().filter(|c| c.is_uppercase())).collect();
    let within = || own.letters().len() > 2 && initials.to_lowercase().contains(&own.letters());
    (closes && is_body(at) && is_body(other) && (stands || within())).then_some(other)
}

/// The name of which another is told right after it to be an alias: `[Owen Pugh], also known as the Owl`.
fn other_name(given: Given<'_, '_>, ends: &FxHashMap<usize, usize>, at: usize) -> Option<usize> {
    let (mention, page) = (&given.mentions[at], given.page);
    let first = given.nouns.people.alias(page, mention.core.start)?;
    let end = first - usize::from(first > 0 && matches!(page.form(first - 1), "," | "("));
    let other = *ends.get(&end)?;
    (given.mentions[other].kind == mention.kind && given.mentions[other].sentence == mention.sentence).then_some(other)
}

/// Bearers by what their names have in common with other names of theirs.
#[derive(Default)]
struct Index {
    by_key: FxHashMap<String, Vec<usize>>,
    /// For each bearer the mention that named it last.
    last: FxHashMap<usize, usize>,
}

impl Index {
    /// The bearers that a name with these keys may be of, the latest first.
    fn of(&self, keys: &[String]) -> Vec<usize> {
        let mut found: Vec<usize> = keys.iter().filter_map(|key| self.by_key.get(key)).flatten().copied().collect();
        found.sort_unstable_by_key(|group| std::cmp::Reverse(self.last[group]));
        found.dedup();
        found
    }

    fn name(&mut self, group: usize, mention: usize, keys: &[String]) {
        self.last.insert(group, mention);
        for key in keys {
            let groups = self.by_key.entry(key.clone()).or_default();
            if !groups.contains(&group) {
                groups.push(group);
            }
        }
    }
}
