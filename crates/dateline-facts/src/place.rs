//! Where: names of places, and the points that they stand for.
//!
//! ```text
//! Page ─ spot: where names stand ─ atlas: what each may be ─ resolve: which it is ─→ Toponym
//! ```

mod atlas;
mod resolve;
mod spot;
mod words;

use std::ops::Range;

use dateline_gazetteer::{Gazetteer, Kind};
use dateline_lang::{Deprel, NameKind, Upos, Xpos};
use dateline_text::{BlockKind, ByteSpan, Note};

use self::atlas::{Atlas, Candidate, What};
use self::resolve::{Choice, Votes};
use self::spot::{Spot, Spots};
use self::words::Words;
use crate::country::{Countries, Country};
use crate::evidence::Score;
use crate::page::Page;

/// A name of a place in the text.
#[derive(Debug, Clone, PartialEq)]
pub struct Toponym {
    /// Its words.
    pub words: Range<usize>,
    /// Its characters, without article and possessive ending.
    pub span: ByteSpan,
    /// What the name stands for here.
    pub sense: Sense,
    /// The place; `None` where it cannot be told which one of several is meant, or none is known.
    pub place: Option<Located>,
    /// Other words that decided which place is meant: `Idaho` of `Moscow, Idaho`.
    pub witnesses: Vec<ByteSpan>,
    /// How sure the choice of the place is.
    pub score: Score,
    /// The rule that chose.
    pub rule: &'static str,
}

/// What the name of a place stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sense {
    /// A town, region, sea, building site: a place.
    Place,
    /// A country, as land or as a party.
    Country,
    /// The government that sits there: `Washington said`; its country is that of the place.
    Government,
    /// No mention of the place: a part of the name of something else, which it says where to look for, `University of [Velm]`.
    Part,
}

/// A place that was told apart from others of its name.
#[derive(Debug, Clone, PartialEq)]
pub struct Located {
    /// Its usual name: `Kryvyi Rih`.
    pub name: String,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// Its number in GeoNames.
    pub geonames_id: Option<u32>,
    /// The first-level division that it lies in, by name; none for countries.
    pub admin1: Option<String>,
    /// The country that it is or lies in.
    pub country: Option<Country>,
    /// What the point stands for.
    pub precision: Precision,
}

impl Located {
    /// The point of a country; `None` for bodies of several.
    #[must_use]
    pub fn country(countries: &Countries, country: Country) -> Option<Self> {
        let profile = countries.profile(country)?;
        Some(Self {
            name: profile.name.clone(),
            lat: profile.lat,
            lon: profile.lon,
            geonames_id: Some(profile.geonames_id),
            admin1: None,
            country: Some(country),
            precision: Precision::Country,
        })
    }
}

/// What a point stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// A building, a crossing.
    Point,
    /// A town or village.
    City,
    /// A first-level division, or a region of about that size.
    Admin1,
    /// A country, or more.
    Country,
}

impl Precision {
    /// The name in the contract.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Point => "point",
            Self::City => "city",
            Self::Admin1 => "admin1",
            Self::Country => "country",
        }
    }
}

/// Finds places.
#[derive(Debug)]
pub struct Finder<'g> {
    gazetteer: Gazetteer<'g>,
    words: Words,
}

impl<'g> Finder<'g> {
    /// With the places of a gazetteer.
    #[must_use]
    pub fn new(gazetteer: Gazetteer<'g>) -> Self {
        Self { gazetteer, words: Words::load() }
    }

    /// The names of places of a page, in order, without overlap, those inside other names among them; demonyms are none.
    #[must_use]
    pub fn find(&self, page: &Page<'_>, _notes: &mut Vec<Note>) -> Vec<Toponym> {
        let atlas = Atlas { gazetteer: self.gazetteer, countries: page.countries, words: &self.words };
        let found = Spots::find(page, atlas);
        let choices = resolve::resolve(&found, background(page, atlas));
        found.spots.iter().zip(&choices).map(|(spot, choice)| self.toponym(page, &found, spot, *choice)).collect()
    }

    fn toponym(&self, page: &Page<'_>, found: &Spots, spot: &Spot, choice: Option<Choice>) -> Toponym {
        let chosen = choice.map(|it| &found.names[spot.name].known.candidates[it.candidate]);
        let witnesses = if choice.is_some_and(|it| it.rule == "place.container") {
            spot.container.map(|at| found.spots[at].span).into_iter().collect()
        } else {
            Vec::new()
        };
        let is_capital = page.countries.capital(spot.span.of(page.text())).is_some();
        let sense = match chosen.map(|it| it.what) {
            _ if spot.is_context => Sense::Part,
            Some(What::Country) => Sense::Country,
            Some(What::Place(_, Kind::Town)) if is_capital && spot.container.is_none() && self.acts(page, spot) => Sense::Government,
            _ => Sense::Place,
        };
        Toponym {
            words: spot.words.clone(),
            span: spot.span,
            sense,
            // What only looks like a village in a name is a word.
            place: chosen.filter(|it| !spot.is_context || it.is_city()).and_then(|it| self.located(it, page.countries)),
            witnesses,
            score: score(choice),
            rule: choice
                .map_or(if found.names[spot.name].known.candidates.is_empty() { "place.unlisted" } else { "place.undecided" }, |it| {
                    it.rule
                }),
        }
    }

    fn located(&self, candidate: &Candidate, countries: &Countries) -> Option<Located> {
        let (lat, lon, country) = (candidate.lat, candidate.lon, candidate.country);
        let What::Place(id, kind) = candidate.what else {
            return Located::country(countries, country?);
        };
        let place = self.gazetteer.place(id)?;
        let precision = match kind {
            Kind::Continent | Kind::Water => Precision::Country,
            Kind::Region | Kind::Admin1 | Kind::Admin2 | Kind::River | Kind::Mountain | Kind::Terrain | Kind::Island => Precision::Admin1,
            Kind::Town => Precision::City,
            Kind::Spot | Kind::Airport => Precision::Point,
        };
        Some(Located {
            name: place.name.to_owned(),
            lat,
            lon,
            geonames_id: place.geonames_id,
            admin1: place.admin1.map(str::to_owned),
            country,
            precision,
        })
    }

    /// Whether a name acts as a party does: the subject of a verb of saying or dealing, or beside `ties`.
    fn acts(&self, page: &Page<'_>, spot: &Spot) -> bool {
        let analysis = page.analysis;
        let head = spot.words.end - 1;
        // A name with a colon or a dash after it says where the report was filed: "Yerevan: Armenian President … welcomed".
        let is_dateline = spot.words.start == analysis.sentence_of(head).start
            && analysis.len() > head + 1
            && matches!(page.form(head + 1), ":" | "—" | "–" | "-" | "--" | "(");
        if is_dateline {
            return false;
        }
        // The parser may miss that a name is a subject: "Beijing denied".
        let next = head + 1;
        if next < analysis.len() && analysis.tags[next].upos == Upos::Verb && self.words.is_governing_verb(analysis.lemma(next)) {
            return analysis.tags[next].xpos != Xpos::Vbn;
        }
        let first = page.clauses.first_conjunct(head);
        let Some(governor) = analysis.head(first) else { return false };
        match analysis.labels[first] {
            Deprel::Nsubj => self.words.is_governing_verb(analysis.lemma(governor)),
            Deprel::Obj | Deprel::Iobj => self.words.is_addressing_verb(analysis.lemma(governor)),
            Deprel::Nmod | Deprel::NmodPoss | Deprel::Obl => {
                let preposition = page.clauses.preposition(first);
                matches!(preposition.as_str(), "between" | "with") && self.words.is_diplomatic_noun(&page.form(governor).to_lowercase())
            }
            _ => false,
        }
    }
}

/// What is known of a page before its names of places are looked at: peoples, headline, captions, the outlet.
fn background(page: &Page<'_>, atlas: Atlas<'_>) -> Votes {
    let mut votes = Votes::default();
    for name in page.analysis.names.iter().filter(|name| name.kind == NameKind::Norp) {
        if let Some(country) = page.countries.demonym(name.span.of(page.text())) {
            votes.country(country, 0.5);
        }
    }
    let meta = &page.document.meta;
    for block in page.document.blocks.iter().filter(|block| !block.keep) {
        if matches!(block.kind, BlockKind::Headline | BlockKind::Dateline | BlockKind::Caption) {
            beside(block.span.of(page.text()), atlas, &mut votes);
        }
    }
    if let Some(site) = &meta.site {
        beside(site, atlas, &mut votes);
    }
    let host = meta.url.as_deref().and_then(|url| url.split("://").nth(1)?.split(['/', ':', '?']).next());
    if let Some(country) = host.and_then(|host| page.countries.domain(host.rsplit('.').next()?)) {
        votes.country(country, 1.0);
    }
    votes
}

/// Votes of the names of large places in words that are not analysed.
fn beside(text: &str, atlas: Atlas<'_>, votes: &mut Votes) {
    let words: Vec<&str> =
        text.split(|it: char| !it.is_alphanumeric() && it != '.' && it != '-').filter(|it| !it.is_empty()).take(64).collect();
    let mut at = 0;
    while at < words.len() {
        let longest = (1..=3.min(words.len() - at)).rev().find_map(|count| {
            let name = words[at..at + count].join(" ");
            let known = atlas.exactly(name.trim_end_matches('.'));
            let likely = known.candidates.into_iter().next().filter(|it| it.prior >= 16.0 && name.starts_with(char::is_uppercase))?;
            Some((count, likely))
        });
        if let Some((count, likely)) = longest {
            votes.add(&likely, 1.0);
            at += count;
        } else {
            at += 1;
        }
    }
}

/// How sure a choice is, from how much better it is than the next.
fn score(choice: Option<Choice>) -> Score {
    let Some(choice) = choice else { return Score::hundredths(50) };
    let Some(margin) = choice.margin else { return Score::hundredths(90) };
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 42")]
    let more = (margin * 5.0).clamp(0.0, 42.0) as u8;
    Score::hundredths(55 + more)
}
