//! The country of officials, forces and others who act at home, where the page does not say whose they are: `Judge Oria opened an inquiry in
//! Norland`, `The police of the capital were on alert`.
//!
//! Who holds an office, bears arms or belongs to a party does so in a country, and where the sentence that speaks of them tells of one alone, or
//! the whole page does, it is that one. Whoever the page calls foreign, a correspondent or a force of several states is at home nowhere, and a
//! country that only those have to whom something is done (`five Swedes`) tells nothing of who does it.

use dateline_lang::labels::Deprel;
use dateline_text::ByteSpan;
use serde::Deserialize;

use super::nouns::Nouns;
use super::{Entity, EntityKind, Form};
use crate::country::Country;
use crate::lists::Words;
use crate::page::Page;
use crate::quotation::Quotations;

/// The lists of `lexicon/en/home.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Home {
    /// Sectors of those who act at home.
    sectors: Words,
    /// Sectors of those who tell by their own country which one a sentence speaks of.
    states: Words,
    /// Sectors of bodies whose home tells nothing of where the page is.
    silent: Words,
    /// Words beside or in a mention that say that it is at home elsewhere, or nowhere.
    abroad: Words,
    /// Words in the names of places that may lie in several countries, or in none.
    wide: Words,
}

/// A country that a sentence tells, and by which words.
#[derive(Debug, Clone, Copy)]
struct Told {
    sentence: usize,
    country: Country,
    span: ByteSpan,
    /// Whether it is told as where one is or whose offices one speaks of, not of some people alone.
    is_firm: bool,
}

impl Home {
    /// Reads the embedded lists.
    ///
    /// # Panics
    /// When they have not their shape, which a test rules out.
    #[must_use]
    pub fn load() -> Self {
        let text = dateline_lexicon::file("en/home.toml").expect("the list is embedded");
        toml::from_str(text).expect("the list has its shape")
    }

    /// Gives those who act at home, and have no country, the only one of their sentence, else of the page.
    pub fn tell(&self, page: &Page<'_>, entities: &mut [Entity]) {
        let has = |set: &Words, entity: &Entity| entity.sector.is_some_and(|it| set.has(it.code()));
        let open: Vec<usize> = (0..entities.len())
            .filter(|&at| {
                let entity = &entities[at];
                entity.country.is_none()
                    && matches!(entity.kind, EntityKind::Person | EntityKind::Organization | EntityKind::Group)
                    && has(&self.sectors, entity)
                    && entity.members.is_empty()
                    && !self.is_abroad(page, entity)
            })
            .collect();
        if open.is_empty() {
            return;
        }
        // Whose minister or citizen somebody is tells nothing of where others are at home: `a [Danish] journalist`, `Secretary Oriel of [Norland]`.
        let people = entities.iter().filter(|it| it.kind == EntityKind::Person);
        let persons: Vec<(ByteSpan, Country)> = people
            .filter_map(|it| Some((it, it.country?)))
            .flat_map(|(it, country)| it.mentions.iter().map(move |at| (at.extent, country)))
            .collect();
        // Nor does where an envoy is sent: `the former envoy to [Norland]`.
        let offices: Vec<ByteSpan> =
            entities.iter().filter(|it| it.kind == EntityKind::Person).flat_map(|it| it.roles.iter().map(|role| role.span)).collect();
        let mut told: Vec<Told> = Vec::new();
        // Somebody is where others are, whosever minister that is: `Secretary Oriel met officials in Norland`.
        let is_silent = |it: &Entity| it.kind == EntityKind::Organization && has(&self.silent, it);
        for entity in entities.iter().filter(|it| it.kind != EntityKind::Person && !is_silent(it)) {
            let of_place = || entity.place.as_ref().and_then(|it| it.country);
            let Some(country) = entity.country.or_else(of_place).filter(|it| page.countries.name(*it).is_some()) else { continue };
            let is_land = matches!(entity.kind, EntityKind::Country | EntityKind::Place);
            for mention in &entity.mentions {
                // `Denmark's ambassador to [Norland]`
                let is_aim = || {
                    let word = word_at(page, mention.span);
                    let to = word.checked_sub(1).filter(|&it| page.form(it) == "to");
                    to.is_some() && persons.iter().any(|(extent, _)| extent.covers(mention.span))
                };
                if persons.iter().any(|(extent, own)| *own == country && extent.covers(mention.span))
                    || is_aim()
                    || offices.iter().any(|office| office.covers(mention.span))
                {
                    continue;
                }
                let is_firm = if is_land { mention.form != Form::Demonym } else { has(&self.states, entity) };
                told.push(Told { sentence: sentence_of(page, mention.span), country, span: mention.span, is_firm });
            }
        }
        told.sort_by_key(|it| it.span);
        let quotations = Quotations::find(page);
        let quote_of = |span: ByteSpan| quotations.all().iter().position(|it| it.span.covers(span));
        for at in open {
            let sentence = sentence_of(page, entities[at].mentions[0].span);
            // What somebody says of a country tells nothing of those around the quotation.
            let own = quote_of(entities[at].mentions[0].span);
            let is_near = |it: &Told| it.sentence == sentence && quote_of(it.span).is_none_or(|quote| own == Some(quote));
            let near: Vec<Told> = told.iter().copied().filter(is_near).collect();
            let one = if near.is_empty() { only(&told) } else { only(&near) };
            if let Some(one) = one {
                entities[at].country = Some(one.country);
                entities[at].evidence.words("country", [one.span]);
            }
        }
    }

    /// Gives places by a name of which no list knows where they lie the country of the place beside them (`Belvar prison in [London]`, `[Oslo]'s
    /// Harbour Street`), else the only one of their sentence, else of the page.
    pub fn locate(&self, page: &Page<'_>, nouns: &Nouns, entities: &mut [Entity]) {
        let is_open = |it: &Entity| {
            it.kind == EntityKind::Place
                && it.country.is_none()
                && it.place.is_none()
                && it.mentions.iter().any(|mention| mention.form == Form::Name)
                && !self.is_wide(nouns, &it.name)
        };
        let open: Vec<usize> = (0..entities.len()).filter(|&at| is_open(&entities[at])).collect();
        if open.is_empty() {
            return;
        }
        let lies = entities.iter().filter(|it| matches!(it.kind, EntityKind::Place | EntityKind::Country));
        let named = |it: &Entity| {
            let country = it.country.filter(|&it| page.countries.name(it).is_some())?;
            Some(it.mentions.iter().filter(|it| it.form == Form::Name).map(|it| it.span).map(|span| (span, country)).collect::<Vec<_>>())
        };
        let mut told: Vec<(ByteSpan, Country)> = lies.filter_map(named).flatten().collect();
        told.sort_by_key(|it| it.0);
        let all_one = |told: &[(ByteSpan, Country)]| told.first().copied().filter(|first| told.iter().all(|it| it.1 == first.1));
        for at in open {
            let spans: Vec<ByteSpan> = entities[at].mentions.iter().map(|it| it.span).collect();
            let beside = spans.iter().find_map(|&span| told.iter().copied().find(|it| is_beside(page, nouns, span, it.0)));
            let sentence = sentence_of(page, spans[0]);
            let near: Vec<(ByteSpan, Country)> = told.iter().copied().filter(|it| sentence_of(page, it.0) == sentence).collect();
            let one = if near.is_empty() { all_one(&told) } else { all_one(&near) };
            if let Some((span, country)) = beside.or(one) {
                entities[at].country = Some(country);
                entities[at].evidence.words("country", [span]);
            }
        }
    }

    /// Whether a word of a name says that it may lie in several countries: `Southwest Asia`.
    fn is_wide(&self, nouns: &Nouns, name: &str) -> bool {
        let last = name.rsplit(' ').next().unwrap_or(name);
        let is_built = nouns.bodies.is_site(last) || nouns.is_built(&last.to_lowercase());
        !is_built && name.split(' ').any(|word| self.wide.has(word))
    }

    /// Whether the words of a mention or of an office say that somebody is at home elsewhere: `foreign troops`, `peacekeepers`.
    fn is_abroad(&self, page: &Page<'_>, entity: &Entity) -> bool {
        let says = |span: ByteSpan| {
            let words = span.of(page.text()).to_lowercase();
            words.split(|it: char| !it.is_alphanumeric()).any(|word| self.abroad.has(word) || self.abroad.has(word.trim_end_matches('s')))
        };
        entity.mentions.iter().filter(|it| matches!(it.form, Form::Name | Form::Nominal)).any(|it| says(it.span))
            || entity.roles.iter().any(|it| says(it.span) || it.of.is_some())
            || entity.mentions.iter().any(|it| page.clauses.dependents(it.head).any(|of| page.analysis.labels[of] == Deprel::NmodPoss))
    }
}

/// Whether a place is told where another lies: `[X] in Y`, `[X], Y`, `Y's [X]`.
fn is_beside(page: &Page<'_>, nouns: &Nouns, place: ByteSpan, other: ByteSpan) -> bool {
    let after = |from: ByteSpan, to: ByteSpan| {
        let between = (from.end() <= to.start()).then(|| page.text().get(from.end()..to.start())).flatten();
        between.map(str::trim)
    };
    let is_where = |between: &str| between == "," || nouns.is_within(between.trim_end_matches(" the"));
    after(place, other).is_some_and(is_where) || after(other, place).is_some_and(|between| matches!(between, "'s" | "’s"))
}

/// The number of the sentence of a span.
fn sentence_of(page: &Page<'_>, span: ByteSpan) -> usize {
    let word = word_at(page, span);
    page.analysis.sentences().partition_point(|it| it.end <= word)
}

/// The first word of a span.
fn word_at(page: &Page<'_>, span: ByteSpan) -> usize {
    page.analysis.segmentation.spans.partition_point(|it| it.start() < span.start())
}

/// The one country that is told, where none other is and it is told firmly.
fn only(told: &[Told]) -> Option<Told> {
    let first = told.first()?;
    told.iter().all(|it| it.country == first.country).then(|| told.iter().copied().find(|it| it.is_firm)).flatten()
}
