//! The sector of an entity: of its office or its noun, of the body in which it works, of what its name or the page calls it.

use dateline_lang::labels::{Deprel, Xpos};
use dateline_text::ByteSpan;

use super::Builder;
use crate::evidence::Evidence;
use crate::who::beside;
use crate::who::bodies;
use crate::who::mention::Candidate;
use crate::who::nouns::{Noun, NounKind};
use crate::who::role::Office;
use crate::who::{EntityKind, Form, Sector};

impl Builder<'_, '_> {
    pub(super) fn sector(&self, at: usize, kind: EntityKind, known_by: &Candidate, evidence: &mut Evidence) -> Option<Sector> {
        let cluster = &self.links.clusters[at];
        let page = self.given.page;
        match kind {
            EntityKind::Person => {
                let offices = self.offices.get(&at).map(Vec::as_slice).unwrap_or_default();
                // A lieutenant of the police is no soldier.
                let all = || offices.iter().map(|&it| &self.given.offices[it]);
                let police = all().find(|it| it.sector.is_some_and(|sector| sector.code() == "COP"));
                let first = all().find(|it| it.sector.is_some());
                if let Some(office) =
                    first.map(|it| police.filter(|_| it.sector.is_some_and(|sector| sector.code() == "MIL")).unwrap_or(it))
                {
                    evidence.words("sector", [page.span(&office.words)]);
                    return office.sector;
                }
                let mentions = || cluster.mentions.iter().map(|&it| &self.given.mentions[it]);
                let nominal = mentions().find_map(|it| Some((it.span, self.sector_of_nominal(it)?)));
                let of_office = || all().find_map(|it| Some((page.span(&it.words), self.sector_of_office(it)?)));
                let (words, sector) = nominal.or_else(|| mentions().find_map(|it| self.sector_of_several(it))).or_else(of_office)?;
                evidence.words("sector", [words]);
                Some(sector)
            }
            EntityKind::Organization | EntityKind::Group => {
                let (words, sector) = self.sector_of_body(at, kind, known_by)?;
                // The European Union is no trade union, the World Bank no firm.
                let is_international = known_by.is_name() && cluster.country.is_some_and(|it| matches!(it.code(), "EUR" | "IGO" | "UNO"));
                if is_international && matches!(sector.code(), "LAB" | "BUS" | "NGO") {
                    return None;
                }
                evidence.words("sector", [words]);
                Some(sector)
            }
            _ => None,
        }
    }

    /// The sector of an office: its own, else that of the body in which it is held, whatever that is called where the office is told.
    pub(super) fn sector_of_office(&self, office: &Office) -> Option<Sector> {
        if office.sector.is_some() {
            return office.sector;
        }
        let (page, nouns) = (self.given.page, self.given.nouns);
        let at = self.links.of[office.of?]?;
        let cluster = &self.links.clusters[at];
        let is_held = !nouns.office.is_description(&page.analysis.lemma(office.head).to_lowercase());
        let body = cluster.kind.filter(|&kind| is_held && kind == EntityKind::Organization)?;
        let (_, sector) = self.sector_of_body(at, body, self.known_by(cluster))?;
        let is_left = office.is_former && matches!(sector.code(), "GOV" | "LEG");
        if is_left { Sector::from_code("ELI") } else { Some(sector) }
    }

    /// The sector of the plural to which a name stands in apposition with others: `two [priests], Ada Holm and Bo Lind`.
    fn sector_of_several(&self, mention: &Candidate) -> Option<(ByteSpan, Sector)> {
        let (page, analysis) = (self.given.page, self.given.page.analysis);
        let first = page.clauses.first_conjunct(mention.top);
        let is_listed = mention.form == Form::Name && analysis.labels[first] == Deprel::Appos;
        let above = analysis.head(first).filter(|&above| is_listed && analysis.tags[above].xpos == Xpos::Nns)?;
        let noun = self.given.nouns.of(page, above).map(|(noun, ..)| noun).filter(|noun| noun.kind == NounKind::Person)?;
        Some((analysis.span(above), noun.sector?))
    }

    /// The sector of a body or group, and the words that tell it.
    fn sector_of_body(&self, at: usize, kind: EntityKind, known_by: &Candidate) -> Option<(ByteSpan, Sector)> {
        let (cluster, page) = (&self.links.clusters[at], self.given.page);
        if known_by.place.is_some() && kind == EntityKind::Organization {
            return Some((known_by.span, Sector::from_code("GOV")?));
        }
        // `Sarn State`, which is no state: a university. The Department of State is none.
        let written = known_by.span.of(page.text());
        if known_by.form == Form::Name
            && bodies::head_part(written).ends_with(" State")
            && cluster.country.is_some_and(|country| country.code() == "USA")
        {
            return Some((known_by.span, Sector::from_code("EDU")?));
        }
        if let Some(sector) = self.sector_of_named(known_by) {
            return Some((known_by.span, sector));
        }
        // `European leaders` govern; what leaders of a trade do, their own entries say.
        if known_by.form == Form::Nominal && self.are_leaders(known_by) {
            return Some((known_by.span, Sector::from_code("GOV")?));
        }
        // `the U.S. House`
        let is_land = |land: &str| page.countries.named(land).is_some() || self.given.nouns.bodies.part(land).is_some();
        if known_by.is_name() && written.strip_suffix(" House").is_some_and(is_land) {
            return Some((known_by.span, Sector::from_code("LEG")?));
        }
        let own = known_by.noun.and_then(|noun| noun.sector);
        // A band called after a dinner party is no party.
        if known_by.is_name()
            && self
                .given
                .nouns
                .of(page, known_by.core.end - 1)
                .is_some_and(|(noun, start, end)| noun.kind == NounKind::Abstract && end - start > 1)
        {
            return None;
        }
        // `Republicans` are a group by a name.
        let is_named = known_by.is_name() || known_by.noun.is_none() && !known_by.is_pronoun() && known_by.conjuncts.is_empty();
        let named = || self.given.nouns.bodies.sector(&self.words(known_by.span)).filter(|_| is_named);
        let inside = || {
            // What stands after the head of the name or noun, behind a preposition, is not what the body is.
            let after_head = |&word: &usize| bodies::is_after_head(page.form(word));
            let end = known_by.core.clone().skip(1).find(after_head).unwrap_or(known_by.core.end);
            (known_by.core.start..end).rev().find_map(|word| {
                let (noun, ..) = self.given.nouns.of(page, word)?;
                // `Philadelphia Union`, `Geophysical Union`: a name that ends so is seldom that of workers; `bodies.toml` has those that are.
                let is_misread = |sector: &Sector| known_by.is_name() && sector.code() == "LAB";
                (noun.kind == NounKind::Organization).then_some(noun.sector).flatten().filter(|sector| !is_misread(sector))
            })
        };
        if let Some(sector) = own.or_else(named).or_else(inside) {
            return Some((known_by.span, sector));
        }
        // What a nominal calls it, or what its chief is: `the airline`, `its founder`.
        let mut all = cluster.mentions.iter().map(|&it| &self.given.mentions[it]);
        let called = all.find_map(|it| Some((it.span, it.noun?.sector?)));
        called.or_else(|| {
            let held = self.held.get(&at).map(Vec::as_slice).unwrap_or_default();
            let mut offices = held.iter().map(|&it| &self.given.offices[it]);
            let of_chief = offices.find_map(|it| Some((page.span(&it.words), it.sector.filter(|sector| sector.code() == "BUS")?)));
            let names = || cluster.mentions.iter().map(|&it| &self.given.mentions[it]).filter(|it| it.form == Form::Name);
            let said = |it: &Candidate| {
                let told = beside::body(page, self.given.nouns, &it.core, it.head)?;
                Some((page.analysis.span(told.word), told.sector?))
            };
            of_chief.or_else(|| names().find_map(said))
        })
    }

    /// Whether a nominal is of those who lead a country or a continent: `[Danish] leaders`, `[African] leaders`.
    fn are_leaders(&self, mention: &Candidate) -> bool {
        let (page, office) = (self.given.page, &self.given.nouns.office);
        let before = mention.head.checked_sub(1).filter(|&word| mention.core.contains(&word));
        office.leads(&page.analysis.lemma(mention.head).to_lowercase())
            && before.is_some_and(|word| page.countries.demonym(page.form(word)).is_some() || office.is_continental(page.form(word)))
    }

    /// The sector of the body right before the noun for an office of any body: `[Velm Mining] officials` are no government.
    fn sector_of_named(&self, mention: &Candidate) -> Option<Sector> {
        let (page, nouns, all) = (self.given.page, self.given.nouns, self.given.mentions);
        let lemma = page.analysis.lemma(mention.head).to_lowercase();
        // `[Hamas] fighters`: those who bear arms are what the body is.
        let bears_arms = |noun: Noun| noun.sector.is_some_and(|it| it.bears_arms() && it.code() != "COP");
        let is_office = mention.form == Form::Nominal
            && mention.noun.is_some_and(|noun| {
                noun.kind == NounKind::Person
                    && (nouns.office.is_of_any_body(&lemma) || bears_arms(noun) || noun.sector.is_none() && nouns.office.is_of_body(&lemma))
            });
        let first = all.partition_point(|it| it.extent.start < mention.extent.start);
        let body = (first..all.len())
            .take_while(|&it| is_office && all[it].extent.start < mention.head)
            .find(|&it| all[it].form == Form::Name && all[it].kind == Some(EntityKind::Organization) && all[it].core.end == mention.head)?;
        let cluster = &self.links.clusters[self.links.of[body]?];
        let named = [Some(body), cluster.name].into_iter().flatten();
        named.filter_map(|it| nouns.bodies.sector(all[it].span.of(page.text()))).next()
    }

    /// The sector of a nominal for a person: its own, or that of the body that the words around it name: `the [airline]'s manager`.
    pub(super) fn sector_of_nominal(&self, mention: &Candidate) -> Option<Sector> {
        let (page, nouns) = (self.given.page, self.given.nouns);
        let noun = mention.noun?;
        let body = |word: usize| {
            let (noun, ..) = nouns.of(page, word).filter(|(noun, ..)| noun.kind == NounKind::Organization)?;
            noun.sector
        };
        if let Some(sector) = self.sector_of_named(mention) {
            return Some(sector);
        }
        let lemma = page.analysis.lemma(mention.head).to_lowercase();
        let of_body = || mention.core.clone().rev().filter(|&word| word != mention.head).find_map(body);
        let holds = noun.speaks || nouns.office.is_of_any_body(&lemma) || nouns.office.is_of_body(&lemma);
        noun.sector.or_else(|| if holds { of_body() } else { None })
    }
}
