//! What the offices of a page tell about each other: of holders in one title, of one sentence, of a counterpart, of one holder.

use dateline_lang::labels::{Deprel, Xpos};
use rustc_hash::FxHashMap;

use super::Office;
use crate::page::Page;
use crate::who::mention::Candidate;
use crate::who::nouns::Nouns;
use crate::who::{EntityKind, Form, Sector};

/// Fills in what an office leaves out and another one says; the offices stay in the order of their words.
pub(super) fn complete(page: &Page<'_>, nouns: &Nouns, mentions: &[Candidate], offices: &mut Vec<Office>) {
    share(page, mentions, offices);
    surroundings(mentions, offices);
    inherit(page, nouns, mentions, offices);
    fill(offices);
    ranks(page, nouns, mentions, offices);
}

/// Coordinated holders share what the first one's office says: `Ukrainian commander-in-chief A and Defence Minister B`; a plural title before
/// the first is that of all.
fn share(page: &Page<'_>, mentions: &[Candidate], offices: &mut Vec<Office>) {
    let named = |it: &Candidate| it.kind == Some(EntityKind::Person) && it.form == Form::Name;
    let people: FxHashMap<usize, usize> =
        mentions.iter().enumerate().filter(|(_, it)| named(it)).map(|(index, it)| (it.top, index)).collect();
    let all_lands: FxHashMap<usize, usize> =
        mentions.iter().enumerate().filter(|(_, it)| it.country.is_some()).map(|(index, it)| (it.core.start, index)).collect();
    let mut of_holder: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
    for (at, office) in offices.iter().enumerate() {
        of_holder.entry(office.holder).or_default().push(at);
    }
    let starts: FxHashMap<usize, usize> =
        mentions.iter().enumerate().filter(|(_, it)| named(it)).map(|(index, it)| (it.core.start, index)).collect();
    let mut more: Vec<Office> = Vec::new();
    for at in 0..offices.len() {
        let holder = &mentions[offices[at].holder];
        let head = offices[at].head;
        let is_plural = (matches!(page.analysis.tags[head].xpos, Xpos::Nns | Xpos::Nnps) || page.form(head).ends_with("s."))
            && offices[at].words.start < holder.core.start;
        if is_plural {
            // `Presidents A of X and B of Y`, `The X and Y ministers, A and B`.
            let sentence = page.analysis.sentence_of(head);
            let lands: Vec<&Candidate> =
                offices[at].words.clone().filter_map(|word| all_lands.get(&word)).map(|&it| &mentions[it]).collect();
            let mut sharers = vec![offices[at].holder];
            let mut end = holder.core.end;
            for _ in 0..8 {
                let mut next = end;
                while next < sentence.end && next < end + 6 && !starts.contains_key(&next) {
                    let passes = matches!(page.form(next), "," | "and" | "of" | "the") || next > end && page.form(end) == "of";
                    if !passes {
                        break;
                    }
                    next += 1;
                }
                let Some(&other) = starts.get(&next) else { break };
                if of_holder.contains_key(&other) {
                    break;
                }
                sharers.push(other);
                end = mentions[other].core.end;
            }
            let each = lands.len() == sharers.len() && lands.len() > 1;
            for (number, &other) in sharers.iter().enumerate() {
                let after = mentions[other].core.end;
                let follows = after + 1 < sentence.end && page.form(after) == "of";
                let own = all_lands.get(&(after + 1)).map(|&it| &mentions[it]).filter(|_| follows);
                let given = each.then(|| (lands[number].country, Some(lands[number].core.clone())));
                let (country, words) = own
                    .map(|it| (it.country, Some(it.core.clone())))
                    .or(given)
                    .unwrap_or((offices[at].country, offices[at].country_words.clone()));
                if number == 0 {
                    (offices[at].country, offices[at].country_words) = (country, words);
                } else {
                    more.push(Office { holder: other, country, country_words: words, ..offices[at].clone() });
                }
            }
            continue;
        }
        let conjuncts: Vec<usize> = page.clauses.dependents(holder.top).filter(|&it| page.analysis.labels[it] == Deprel::Conj).collect();
        for conjunct in conjuncts {
            let Some(&other) = people.get(&conjunct) else { continue };
            let own = of_holder.get(&other).map(Vec::as_slice).unwrap_or_default();
            if let (Some(country), Some(words)) = (offices[at].country, offices[at].country_words.clone()) {
                for &it in own {
                    if offices[it].country.is_none() {
                        offices[it].country = Some(country);
                        offices[it].country_words = Some(words.clone());
                    }
                }
            } else if let Some(&it) = own.first()
                && let (Some(country), Some(words)) = (offices[it].country, offices[it].country_words.clone())
                && words.start >= mentions[other].core.end
            {
                // `Foreign Minister A and Defence Minister B of Denmark`.
                offices[at].country = Some(country);
                offices[at].country_words = Some(words);
            }
        }
    }
    offices.extend(more);
    offices.sort_by_key(|office| (office.words.start, office.words.end, office.holder));
}

/// A government's office without a country is of the country of the offices before it in the sentence, where those have one only:
/// `Ukrainian President A dismissed Defence Minister B`.
fn surroundings(mentions: &[Candidate], offices: &mut [Office]) {
    let (gov, mil) = (Sector::from_code("GOV"), Sector::from_code("MIL"));
    for at in 1..offices.len() {
        let sentence = mentions[offices[at].holder].sentence;
        if offices[at].country.is_some() || offices[at].is_counterpart || !(offices[at].sector == gov || offices[at].sector == mil) {
            continue;
        }
        let (mut found, mut is_one) = (None, true);
        for office in offices[..at].iter().rev().take_while(|it| mentions[it.holder].sentence == sentence) {
            if let Some(country) = office.country.filter(|_| office.sector == gov || office.sector == mil) {
                is_one &= found.as_ref().is_none_or(|(it, _)| *it == country);
                found = Some((country, office.country_words.clone()));
            }
        }
        if let Some((country, words)) = found.filter(|_| is_one) {
            (offices[at].country, offices[at].country_words) = (Some(country), words);
        }
    }
}

/// Counterparts inherit the office of the nearest other holder: of the sentence or the two before, else of the rest of the sentence.
fn inherit(page: &Page<'_>, nouns: &Nouns, mentions: &[Candidate], offices: &mut [Office]) {
    for at in 0..offices.len() {
        if !offices[at].is_counterpart {
            continue;
        }
        let sentence = mentions[offices[at].holder].sentence;
        let near = |other: &usize, reach: usize| mentions[offices[*other].holder].sentence.abs_diff(sentence) <= reach;
        let usable = |other: &usize| {
            let office = &offices[*other];
            office.holder != offices[at].holder && !office.is_counterpart && office.noun.is_some()
        };
        let before = (0..at).rev().take_while(|it| near(it, 2)).find(usable);
        let from = before.or_else(|| (at + 1..offices.len()).take_while(|it| near(it, 0)).find(usable));
        if let Some(from) = from {
            offices[at].inherits = Some(from);
            offices[at].sector = offices[at].sector.or(offices[from].sector);
            if offices[at].country.is_none() && nouns.office.is_succession(page.analysis.lemma(offices[at].head)) {
                (offices[at].country, offices[at].country_words) = (offices[from].country, offices[from].country_words.clone());
            }
        }
    }
}

/// Ranks that police have too are theirs on a page that speaks of police and of no soldiers: `Sgt. Ada Holm`, `Officer Bo Lind`.
fn ranks(page: &Page<'_>, nouns: &Nouns, mentions: &[Candidate], offices: &mut [Office]) {
    let (police, soldiers) = (Sector::from_code("COP"), Sector::from_code("MIL"));
    let spoken_of = |it: &Candidate| match it.form {
        Form::Nominal => it.noun.and_then(|noun| noun.sector),
        Form::Name if it.kind == Some(EntityKind::Organization) => {
            nouns.bodies.sector(it.span.of(page.text())).or_else(|| it.core.clone().rev().find_map(|word| nouns.of(page, word)?.0.sector))
        }
        _ => None,
    };
    let sectors: Vec<Sector> = mentions.iter().filter_map(spoken_of).collect();
    if !sectors.iter().any(|it| Some(*it) == police) || sectors.iter().any(|it| Some(*it) == soldiers) {
        return;
    }
    for office in offices.iter_mut().filter(|office| office.of.is_none() && (office.sector == soldiers || office.sector.is_none())) {
        let lemma = page.analysis.lemma(office.head).to_lowercase();
        let before = office.words.end == mentions[office.holder].core.start;
        if before && nouns.office.is_rank(nouns.in_full(&lemma)) {
            office.sector = police;
        }
    }
}

/// An office without a sector has that of its holder's others: the captain who commands a frigate is no sportsman.
fn fill(offices: &mut [Office]) {
    let mut known: FxHashMap<usize, Sector> = FxHashMap::default();
    for office in offices.iter().filter(|office| !office.is_former) {
        if let Some(sector) = office.sector.filter(|sector| matches!(sector.code(), "MIL" | "COP" | "REB")) {
            known.entry(office.holder).or_insert(sector);
        }
    }
    for office in offices.iter_mut() {
        office.sector = office.sector.or_else(|| known.get(&office.holder).copied());
    }
}
