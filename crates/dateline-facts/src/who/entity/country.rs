//! The country of an entity: its own, that of its office, of the body in which it is held, of those whose it is.

use dateline_lang::labels::{Upos, Xpos};
use dateline_text::ByteSpan;

use super::Builder;
use crate::country::Country;
use crate::evidence::Evidence;
use crate::who::mention::{Candidate, Determiner};
use crate::who::nouns::NounKind;
use crate::who::role::Office;
use crate::who::{EntityKind, Form};

impl Builder<'_, '_> {
    pub(super) fn country(&self, at: usize, evidence: &mut Evidence) -> Option<Country> {
        let cluster = &self.links.clusters[at];
        let page = self.given.page;
        let offices = self.offices.get(&at).map(Vec::as_slice).unwrap_or_default();
        if let Some(office) = offices.iter().map(|&it| &self.given.offices[it]).find(|it| it.country.is_some()) {
            if let Some(words) = &office.country_words {
                evidence.words("country", [page.span(words)]);
            }
            return office.country;
        }
        let mentions = || cluster.mentions.iter().map(|&it| &self.given.mentions[it]);
        let Some(country) = cluster.country else {
            let of_office = || offices.iter().find_map(|&it| self.country_of_body(&self.given.offices[it]));
            let before = || mentions().find_map(|it| self.country_before_name(it));
            let (country, words) = mentions().find_map(|it| self.country_of_owner(it)).or_else(of_office).or_else(before)?;
            evidence.words("country", [words]);
            return Some(country);
        };
        let own = mentions().find(|it| it.country == Some(country));
        match own {
            Some(mention) if mention.form == Form::Demonym || mention.kind == Some(EntityKind::Country) => {
                evidence.words("country", [mention.span])
            }
            Some(_) => evidence.named("country", "gazetteer"),
            None => {
                let told = mentions().filter_map(|it| it.land).find(|land| land.0 == country);
                evidence.words("country", [told.map_or_else(|| self.best_nominal(cluster).span, |land| land.1)]);
            }
        }
        Some(country)
    }

    /// The country of soldiers, ministers and police of whom a pronoun says whose they are: `[its] troops`.
    fn country_of_owner(&self, mention: &Candidate) -> Option<(Country, ByteSpan)> {
        let sector = mention.noun.filter(|_| mention.form == Form::Nominal)?.sector?;
        if mention.determiner != Determiner::Possessive || !matches!(sector.code(), "MIL" | "GOV" | "COP" | "LEG" | "JUD" | "SPY") {
            return None;
        }
        let before = || mention.core.clone().take_while(|&word| word < mention.head);
        let named = || {
            // `[the country]'s parliament`
            let ends = before().find(|&word| self.given.page.analysis.tags[word].xpos == Xpos::Pos)?;
            let all = self.given.mentions;
            let first = all.partition_point(|it| it.extent.start < mention.extent.start);
            (first..all.len())
                .take_while(|&it| all[it].extent.start < ends)
                .find(|&it| all[it].form == Form::Nominal && all[it].head + 1 == ends)
        };
        let owner = before().find_map(|word| self.possessives.get(&word).copied()).or_else(named)?;
        let cluster = &self.links.clusters[self.links.of[owner]?];
        let country = cluster.country.filter(|_| matches!(cluster.kind, Some(EntityKind::Country | EntityKind::Organization)))?;
        Some((country, self.given.mentions[owner].span))
    }

    /// The country of the state's body in which an office is held: of `spokesman for [the RAN]`, the Rail Authority of Norway.
    pub(super) fn country_of_body(&self, office: &Office) -> Option<(Country, ByteSpan)> {
        let body = office.of?;
        let at = self.links.of[body]?;
        // Who is sent to a body is not of it.
        let lemma = self.given.page.analysis.lemma(office.head).to_lowercase();
        let sector = self.sector_of_office(office).filter(|_| !self.given.nouns.office.is_sent(&lemma))?;
        let is_of_state = matches!(sector.code(), "GOV" | "MIL" | "COP" | "LEG" | "JUD" | "SPY" | "PTY" | "REB" | "OPP" | "PRM" | "ELI");
        let cluster = &self.links.clusters[at];
        let mention = &self.given.mentions[body];
        let is_anywhere = self.given.nouns.is_anywhere(mention.span.of(self.given.page.text()));
        let country = cluster.country.filter(|_| is_of_state && !is_anywhere && cluster.kind == Some(EntityKind::Organization))?;
        Some((country, mention.span))
    }

    /// The country whose people somebody is one of, by what stands right before the name: `[Colombian] forward Luis Prieto`.
    fn country_before_name(&self, mention: &Candidate) -> Option<(Country, ByteSpan)> {
        let (page, analysis) = (self.given.page, self.given.page.analysis);
        let sentence = analysis.sentence_of(mention.head);
        let noun = mention.core.start.checked_sub(1).filter(|&noun| noun > sentence.start)?;
        let is_name = mention.form == Form::Name && mention.kind == Some(EntityKind::Person);
        let is_person = || {
            let entry = self.given.nouns.of(page, noun).map(|(noun, ..)| noun);
            entry.is_some_and(|it| it.kind == NounKind::Person) && !matches!(analysis.tags[noun].xpos, Xpos::Nns | Xpos::Nnps)
        };
        if !is_name || !is_person() {
            return None;
        }
        // What it says is of the noun or of the name: of `a [Chinese] language teacher` it says nothing.
        let is_theirs = |word: usize| analysis.head(word).is_some_and(|head| head == noun || mention.core.contains(&head));
        let passes = |&word: &usize| matches!(analysis.tags[word].upos, Upos::Noun | Upos::Adj | Upos::Cconj);
        let before = (sentence.start..noun).rev().take(6).take_while(passes);
        let mut said = before.filter_map(|word| Some((word, page.countries.demonym(page.form(word))?)));
        let (word, country) = said.next().filter(|&(word, _)| is_theirs(word) && page.form(word + 1) != "-")?;
        Some((country, analysis.span(word)))
    }
}
