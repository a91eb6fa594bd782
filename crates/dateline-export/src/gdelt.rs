//! Events and their mentions as GDELT 2.0 writes them: `*.export.CSV` with 61 columns and `*.mentions.CSV` with 16, parted by tabulators, without a head.
//!
//! What is not known is empty; nothing is made up to fill a column. How the columns are filled:
//!
//! - A row is a dyad, as in GDELT: an actor and a recipient by their CAMEO codes. Two pairs of parties with the same codes are one row. Talks, agreements
//!   and cooperation between equals are a row a pair. Parties without a code (a crowd, a child) are named where no coded party stands on their side.
//! - `GLOBALEVENTID`: 53 bits of a hash of the event's id and the two codes: the same in every ledger, and exact as a floating point number.
//! - `SQLDATE`, `MonthYear`, `Year`: each as far as the whole date of the event lies in it. With an unknown date all are empty: a date of publication
//!   is none of an event. `FractionDate` as GDELT counts it, for a day.
//! - `DATEADDED`, `EventTimeDate`: the first publication; `MentionTimeDate`: that of the page. In UTC; where only a day is known, with the time 000000.
//! - `NumMentions`: the rows of the event in the mentions; `NumSources`: `n_origins`; `NumArticles`: `n_documents`. `n_texts` has no column in GDELT.
//! - `IsRootEvent`: whether the first report tells it in its first paragraph. `GoldsteinScale`, `QuadClass` by `lexicon/codes/cameo.toml`.
//! - `AvgTone`, `MentionDocTone`: empty. Nothing here measures a tone.
//! - Places: FIPS 10-4 by `lexicon/codes/fips.toml`; divisions only of the United States. `FeatureID` of other places is `geonames:` and the number in
//!   GeoNames, because the ids of GNS are not known. Type 0 is no place, as GDELT writes it.
//! - `SentenceID` is empty; offsets are code points into the text of the page, -1 where the party is not named there. `Extras` is the id of the event mention.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use dateline_ledger::Ledger;
use dateline_ledger::document::Span;
use dateline_ledger::flat::{Cell, Scope, Table, day_of, moment_of};
use dateline_ledger::render::safe;
use jiff::{Timestamp, ToSpan, civil};
use serde::Deserialize;

use crate::lines::Lines;
use crate::package::Resource;
use crate::{Error, Result};

/// The columns of the events with their types, in GDELT's order.
pub const EVENTS: [(&str, &str); 61] = [
    ("GLOBALEVENTID", "integer"),
    ("SQLDATE", "integer"),
    ("MonthYear", "integer"),
    ("Year", "integer"),
    ("FractionDate", "number"),
    ("Actor1Code", "string"),
    ("Actor1Name", "string"),
    ("Actor1CountryCode", "string"),
    ("Actor1KnownGroupCode", "string"),
    ("Actor1EthnicCode", "string"),
    ("Actor1Religion1Code", "string"),
    ("Actor1Religion2Code", "string"),
    ("Actor1Type1Code", "string"),
    ("Actor1Type2Code", "string"),
    ("Actor1Type3Code", "string"),
    ("Actor2Code", "string"),
    ("Actor2Name", "string"),
    ("Actor2CountryCode", "string"),
    ("Actor2KnownGroupCode", "string"),
    ("Actor2EthnicCode", "string"),
    ("Actor2Religion1Code", "string"),
    ("Actor2Religion2Code", "string"),
    ("Actor2Type1Code", "string"),
    ("Actor2Type2Code", "string"),
    ("Actor2Type3Code", "string"),
    ("IsRootEvent", "integer"),
    ("EventCode", "string"),
    ("EventBaseCode", "string"),
    ("EventRootCode", "string"),
    ("QuadClass", "integer"),
    ("GoldsteinScale", "number"),
    ("NumMentions", "integer"),
    ("NumSources", "integer"),
    ("NumArticles", "integer"),
    ("AvgTone", "number"),
    ("Actor1Geo_Type", "integer"),
    ("Actor1Geo_FullName", "string"),
    ("Actor1Geo_CountryCode", "string"),
    ("Actor1Geo_ADM1Code", "string"),
    ("Actor1Geo_ADM2Code", "string"),
    ("Actor1Geo_Lat", "number"),
    ("Actor1Geo_Long", "number"),
    ("Actor1Geo_FeatureID", "string"),
    ("Actor2Geo_Type", "integer"),
    ("Actor2Geo_FullName", "string"),
    ("Actor2Geo_CountryCode", "string"),
    ("Actor2Geo_ADM1Code", "string"),
    ("Actor2Geo_ADM2Code", "string"),
    ("Actor2Geo_Lat", "number"),
    ("Actor2Geo_Long", "number"),
    ("Actor2Geo_FeatureID", "string"),
    ("ActionGeo_Type", "integer"),
    ("ActionGeo_FullName", "string"),
    ("ActionGeo_CountryCode", "string"),
    ("ActionGeo_ADM1Code", "string"),
    ("ActionGeo_ADM2Code", "string"),
    ("ActionGeo_Lat", "number"),
    ("ActionGeo_Long", "number"),
    ("ActionGeo_FeatureID", "string"),
    ("DATEADDED", "integer"),
    ("SOURCEURL", "string"),
];

/// The columns of the mentions with their types, in GDELT's order.
pub const MENTIONS: [(&str, &str); 16] = [
    ("GLOBALEVENTID", "integer"),
    ("EventTimeDate", "integer"),
    ("MentionTimeDate", "integer"),
    ("MentionType", "integer"),
    ("MentionSourceName", "string"),
    ("MentionIdentifier", "string"),
    ("SentenceID", "integer"),
    ("Actor1CharOffset", "integer"),
    ("Actor2CharOffset", "integer"),
    ("ActionCharOffset", "integer"),
    ("InRawText", "integer"),
    ("Confidence", "integer"),
    ("MentionDocLen", "integer"),
    ("MentionDocTone", "number"),
    ("MentionDocTranslationInfo", "string"),
    ("Extras", "string"),
];

/// Types of events that equals take part in, all as actors.
const BETWEEN_EQUALS: [&str; 3] = ["CONSULT", "AGREE", "COOPERATE"];
/// Fewest and most percent that GDELT writes as a confidence.
const CONFIDENCE: [f64; 2] = [10.0, 100.0];

/// What the lexicon says about codes.
#[derive(Debug)]
struct Codes {
    cameo: Cameo,
    fips: Fips,
    /// Names of countries by ISO 3166-1 alpha-3.
    names: BTreeMap<String, String>,
}

#[derive(Debug, Deserialize)]
struct Cameo {
    goldstein: BTreeMap<String, f64>,
    quad: BTreeMap<String, u8>,
    root: BTreeMap<String, String>,
    sector: BTreeMap<String, String>,
    country: BTreeMap<String, String>,
    body: BTreeMap<String, Body>,
}

/// How CAMEO writes what stands in place of a country.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct Body {
    code: String,
    country: String,
    group: String,
    r#type: String,
}

#[derive(Debug, Deserialize)]
struct Fips {
    country: BTreeMap<String, String>,
    division: BTreeMap<String, String>,
    us_state: BTreeMap<String, String>,
}

#[derive(Debug, Deserialize)]
struct Countries {
    country: Vec<Country>,
}

#[derive(Debug, Deserialize)]
struct Country {
    code: String,
    name: String,
}

impl Codes {
    fn read() -> Result<Self> {
        fn file<T: serde::de::DeserializeOwned>(path: &str) -> Result<T> {
            let text = dateline_lexicon::file(path).unwrap_or_default();
            toml::from_str(text).map_err(|error| Error::Question(format!("lexicon/{path}: {}", error.message())))
        }
        let countries: Countries = file("en/countries.toml")?;
        Ok(Self {
            cameo: file("codes/cameo.toml")?,
            fips: file("codes/fips.toml")?,
            names: countries.country.into_iter().map(|it| (it.code, it.name)).collect(),
        })
    }

    /// The code of an event: what was told, or the root of its type, in the three or four digits of CAMEO.
    fn event_code(&self, cameo: Option<&str>, r#type: &str) -> String {
        let told = cameo.filter(|code| (2..=4).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_digit()));
        let code = told.map(str::to_owned).or_else(|| self.cameo.root.get(r#type).cloned()).unwrap_or_default();
        if code.len() == 2 { format!("{code}0") } else { code }
    }

    /// The Goldstein value of a code, or of the next shorter one that has one.
    fn goldstein(&self, code: &str) -> Option<f64> {
        (2..=code.len()).rev().find_map(|length| self.cameo.goldstein.get(code.get(..length)?)).copied()
    }

    fn actor(&self, entity: &Entity) -> Actor {
        let sector = entity.sector.as_ref().and_then(|it| self.cameo.sector.get(it)).cloned().unwrap_or_default();
        let mut actor = Actor { name: field(&entity.name.to_uppercase()), ..Actor::default() };
        let country = entity.country.as_deref().unwrap_or_default();
        if let Some(body) = self.cameo.body.get(country) {
            let second = if sector == body.r#type { String::new() } else { sector };
            (actor.country, actor.group) = (body.country.clone(), body.group.clone());
            actor.code = format!("{}{second}", body.code);
            actor.types = if body.r#type.is_empty() { [second, String::new()] } else { [body.r#type.clone(), second] };
        } else {
            actor.country = self.cameo.country.get(country).cloned().unwrap_or_else(|| country.to_owned());
            actor.code = format!("{}{sector}", actor.country);
            actor.types = [sector, String::new()];
        }
        actor
    }

    /// The eight geographic columns of a place.
    fn place(&self, entity: Option<&Entity>) -> [String; 8] {
        let none = || ["0", "", "", "", "", "", "", ""].map(str::to_owned);
        let Some(entity) = entity else { return none() };
        let is_country = entity.kind == "country";
        let precision = entity.precision.as_deref().or(is_country.then_some("country"));
        let (Some(precision), Some(iso)) = (precision, entity.place_country.as_deref().or(entity.country.as_deref())) else {
            return none();
        };
        let division = if precision == "admin1" { Some(entity.name.as_str()) } else { entity.admin1.as_deref() };
        let fips = division
            .and_then(|name| self.fips.division.get(&format!("{iso} {name}")))
            .or_else(|| self.fips.country.get(iso))
            .cloned()
            .unwrap_or_default();
        let is_us = iso == "USA";
        let state = division.filter(|_| is_us && precision != "country").and_then(|name| self.fips.us_state.get(name));
        let kind = match precision {
            "country" => 1,
            "admin1" if is_us => 2,
            "admin1" => 5,
            _ if is_us => 3,
            _ => 4,
        };
        let country = self.names.get(iso).map(String::as_str);
        let parts: Vec<&str> = match kind {
            1 => vec![&entity.name],
            2 | 5 => [Some(entity.name.as_str()), country].into_iter().flatten().collect(),
            _ => [Some(entity.name.as_str()), entity.admin1.as_deref().filter(|it| *it != entity.name), country]
                .into_iter()
                .flatten()
                .collect(),
        };
        let division_code = match (kind, state) {
            (1, _) => fips.clone(),
            (_, Some(state)) => format!("{fips}{state}"),
            _ => String::new(),
        };
        let feature = match (kind, state, entity.geonames_id) {
            (1, ..) => fips.clone(),
            (2, Some(state), _) => state.clone(),
            (.., Some(id)) => format!("geonames:{id}"),
            _ => String::new(),
        };
        let degrees = |it: Option<f64>| it.map(number).unwrap_or_default();
        [kind.to_string(), field(&parts.join(", ")), fips, division_code, String::new(), degrees(entity.lat), degrees(entity.lon), feature]
    }
}

/// A party as CAMEO codes it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Actor {
    code: String,
    name: String,
    country: String,
    group: String,
    types: [String; 2],
}

impl Actor {
    /// The ten columns of an actor.
    fn columns(&self) -> [&str; 10] {
        [&self.code, &self.name, &self.country, &self.group, "", "", "", &self.types[0], &self.types[1], ""]
    }
}

/// An entity, as far as it is needed here.
#[derive(Debug, Default)]
struct Entity {
    kind: String,
    name: String,
    country: Option<String>,
    sector: Option<String>,
    lat: Option<f64>,
    lon: Option<f64>,
    geonames_id: Option<i64>,
    admin1: Option<String>,
    place_country: Option<String>,
    precision: Option<String>,
}

/// A page, as far as it is needed here.
#[derive(Debug, Default)]
struct Page {
    time: String,
    source: String,
    url: Option<String>,
    citation: String,
    length: usize,
    /// The first paragraph of the article.
    first: Option<Span>,
    /// Where entities are named, by their ids.
    named: BTreeMap<String, Vec<usize>>,
}

/// A mention of an event.
#[derive(Debug)]
struct Mention {
    id: String,
    document: String,
    score: Option<f64>,
    start: usize,
    spans: Vec<Span>,
}

/// A row of the events before it is written.
struct Dyad<'e> {
    id: u64,
    parties: [Option<&'e str>; 2],
    actors: [Actor; 2],
}

/// Columns of a table, by name.
fn pick(ledger: &Ledger, table: &str, names: &[&str], scope: Scope, mut take: impl FnMut(&[Cell<'_>])) -> Result<()> {
    let table = Table::named(table).ok_or_else(|| Error::Question(format!("{table}: no such table")))?;
    ledger.pick(table, &table.columns_named(names), scope, |cells| {
        take(cells);
        Ok(())
    })
}

fn text(cell: &Cell<'_>) -> Option<String> {
    cell.text().map(str::to_owned)
}

fn real(cell: &Cell<'_>) -> Option<f64> {
    if let Cell::Real(number) = cell { Some(*number) } else { None }
}

fn whole(cell: &Cell<'_>) -> Option<i64> {
    if let Cell::Integer(number) = cell { Some(*number) } else { None }
}

fn list(cell: &Cell<'_>) -> Vec<String> {
    if let Cell::Texts(list) = cell { list.clone() } else { Vec::new() }
}

/// Writes the two files; their names begin with the latest publication that tells of any of the events.
pub(crate) fn write(ledger: &Ledger, scope: Scope, folder: &Path) -> Result<Vec<Resource>> {
    let codes = Codes::read()?;
    let everything = Scope { all: true, min_score: None };
    let entities = entities(ledger, everything)?;
    let mut pages = pages(ledger, everything)?;
    let mentions = mentions(ledger, everything)?;
    let needed: BTreeSet<&str> = mentions.values().flatten().map(|it| it.document.as_str()).collect();
    named(ledger, everything, &mut pages, &needed)?;
    let (mut rows, mut told) = (Vec::new(), Vec::new());
    let mut latest = String::new();
    let names = [
        "id",
        "type",
        "cameo",
        "date_start",
        "date_end",
        "date_precision",
        "actors",
        "recipients",
        "place",
        "n_documents",
        "n_origins",
        "first",
    ];
    pick(ledger, "events", &names, scope, |cells| {
        let [Some(id), Some(r#type)] = [text(&cells[0]), text(&cells[1])] else { return };
        let (actors, recipients) = (list(&cells[6]), list(&cells[7]));
        let none = Vec::new();
        let reports = mentions.get(&id).unwrap_or(&none);
        let first = reports.first().and_then(|it| Some((it, pages.get(&it.document)?)));
        let is_root = first.is_some_and(|(mention, page)| page.first.is_some_and(|it| it[0] <= mention.start && mention.start < it[1]));
        let added = text(&cells[11]).as_deref().and_then(stamp).unwrap_or_default();
        latest = latest.clone().max(added.clone());
        let code = codes.event_code(text(&cells[2]).as_deref(), &r#type);
        let root = code.get(..2).unwrap_or_default();
        let count: usize = reports.iter().map(|it| it.spans.len()).sum();
        let place = codes.place(text(&cells[8]).and_then(|place| entities.get(&place)));
        for dyad in dyads(&id, &r#type, &actors, &recipients, &entities, &codes) {
            let mut row: Vec<String> = vec![dyad.id.to_string()];
            row.extend(dates(&cells[3], &cells[4], &cells[5]));
            row.extend(dyad.actors.iter().flat_map(|it| it.columns()).map(str::to_owned));
            row.push(u8::from(is_root).to_string());
            row.extend([code.clone(), code.get(..3).unwrap_or(&code).to_owned(), root.to_owned()]);
            row.push(codes.cameo.quad.get(root).map(u8::to_string).unwrap_or_default());
            row.push(codes.goldstein(&code).map(number).unwrap_or_default());
            row.push(count.to_string());
            row.extend([&cells[10], &cells[9]].map(|it| whole(it).unwrap_or_default().to_string()));
            row.push(String::new());
            row.extend(dyad.parties.iter().flat_map(|party| codes.place(party.and_then(|id| entities.get(id)))));
            row.extend(place.clone());
            row.push(added.clone());
            row.push(first.and_then(|it| it.1.url.clone()).unwrap_or_default());
            rows.push(row);
            for report in reports {
                let Some(page) = pages.get(&report.document) else { continue };
                latest = latest.clone().max(page.time.clone());
                told.extend(report.spans.iter().map(|span| mention_row(&dyad, &added, report, page, *span)));
            }
        }
    })?;
    let stamp = if latest.is_empty() { "00000000000000" } else { &latest };
    let files = [
        (format!("{stamp}.export.CSV"), "events", "Events in the format of GDELT 2.0", &EVENTS[..], rows),
        (format!("{stamp}.mentions.CSV"), "mentions", "Mentions of events in the format of GDELT 2.0", &MENTIONS[..], told),
    ];
    let mut resources = Vec::new();
    for (name, what, doc, columns, rows) in files {
        let mut to = Lines::new(folder.join(&name))?;
        for row in &rows {
            to.write(format!("{}\n", row.join("\t")).as_bytes())?;
        }
        to.finish()?;
        resources.push(Resource::gdelt(name, what, doc, columns, rows.len() as u64));
    }
    Ok(resources)
}

fn entities(ledger: &Ledger, scope: Scope) -> Result<BTreeMap<String, Entity>> {
    let mut out = BTreeMap::new();
    let names = ["id", "kind", "name", "country", "sector", "lat", "lon", "geonames_id", "admin1", "place_country", "precision"];
    pick(ledger, "entities", &names, scope, |cells| {
        let entity = Entity {
            kind: text(&cells[1]).unwrap_or_default(),
            name: text(&cells[2]).unwrap_or_default(),
            country: text(&cells[3]),
            sector: text(&cells[4]),
            lat: real(&cells[5]),
            lon: real(&cells[6]),
            geonames_id: whole(&cells[7]),
            admin1: text(&cells[8]),
            place_country: text(&cells[9]),
            precision: text(&cells[10]),
        };
        out.extend(text(&cells[0]).map(|id| (id, entity)));
    })?;
    Ok(out)
}

fn pages(ledger: &Ledger, scope: Scope) -> Result<BTreeMap<String, Page>> {
    let mut out = BTreeMap::new();
    pick(ledger, "documents", &["id", "published", "url", "site", "title", "text"], scope, |cells| {
        let Some(id) = text(&cells[0]) else { return };
        let url = text(&cells[2]).map(|url| url.replace(['\t', '\n', '\r', ' '], "%20").replace('"', "%22")).filter(|it| !it.is_empty());
        let host = url.as_deref().and_then(|url| url.split_once("://")?.1.split(['/', '?', '#']).next());
        let page = Page {
            time: cells[1].text().and_then(stamp).unwrap_or_default(),
            source: field(cells[3].text().or(host).unwrap_or_default()),
            citation: text(&cells[4]).map_or_else(|| id.clone(), |title| field(&title)),
            length: cells[5].text().map_or(0, |it| it.chars().count()),
            url,
            ..Page::default()
        };
        out.insert(id, page);
    })?;
    pick(ledger, "blocks", &["document", "start", "end", "keep", "kind"], scope, |cells| {
        let is_article = cells[3] == Cell::Truth(true) && matches!(cells[4].text(), Some("lead" | "paragraph"));
        let (Some(page), true) = (cells[0].text().and_then(|id| out.get_mut(id)), is_article) else { return };
        if let (None, Some(start), Some(end)) = (page.first, offset(&cells[1]), offset(&cells[2])) {
            page.first = Some([start, end]);
        }
    })?;
    Ok(out)
}

/// Where entities are named on the pages that tell of events.
fn named(ledger: &Ledger, scope: Scope, pages: &mut BTreeMap<String, Page>, needed: &BTreeSet<&str>) -> Result<()> {
    pick(ledger, "mentions", &["document", "entity", "start"], scope, |cells| {
        let [Some(document), Some(entity)] = [cells[0].text(), cells[1].text()] else { return };
        if let (true, Some(page), Some(start)) = (needed.contains(document), pages.get_mut(document), offset(&cells[2])) {
            match page.named.get_mut(entity) {
                Some(starts) => starts.push(start),
                None => {
                    page.named.insert(entity.to_owned(), vec![start]);
                }
            }
        }
    })
}

/// The mentions of events, by the ids of the events, in the order of the law.
fn mentions(ledger: &Ledger, scope: Scope) -> Result<BTreeMap<String, Vec<Mention>>> {
    let mut out: BTreeMap<String, Vec<Mention>> = BTreeMap::new();
    pick(ledger, "event_mentions", &["id", "document", "event", "start", "end", "spans", "score"], scope, |cells| {
        let [Some(id), Some(document), Some(event)] = [text(&cells[0]), text(&cells[1]), text(&cells[2])] else { return };
        let trigger = [offset(&cells[3]).unwrap_or_default(), offset(&cells[4]).unwrap_or_default()];
        let mut spans = if let Cell::Spans(spans) = &cells[5] { spans.clone() } else { Vec::new() };
        if spans.is_empty() {
            spans.push(trigger);
        }
        out.entry(event).or_default().push(Mention { id, document, score: real(&cells[6]), start: trigger[0], spans });
    })?;
    Ok(out)
}

fn offset(cell: &Cell<'_>) -> Option<usize> {
    whole(cell).and_then(|it| usize::try_from(it).ok())
}

/// The pairs of parties that an event is between.
fn dyads<'e>(
    event: &str,
    r#type: &str,
    actors: &'e [String],
    recipients: &'e [String],
    entities: &BTreeMap<String, Entity>,
    codes: &Codes,
) -> Vec<Dyad<'e>> {
    let (actors, recipients) = (coded(actors, entities, codes), coded(recipients, entities, codes));
    let nobody = [(None, Actor::default())];
    let side = |list: &[(Option<&'e str>, Actor)]| if list.is_empty() { nobody.to_vec() } else { list.to_vec() };
    let mut pairs = Vec::new();
    if recipients.is_empty() && actors.len() > 1 && BETWEEN_EQUALS.contains(&r#type) {
        for (at, first) in actors.iter().enumerate() {
            pairs.extend(actors[at + 1..].iter().map(|second| (first.clone(), second.clone())));
        }
    } else {
        for first in side(&actors) {
            pairs.extend(side(&recipients).into_iter().map(|second| (first.clone(), second)));
        }
    }
    pairs
        .into_iter()
        .map(|(first, second)| {
            let mut hash = blake3::Hasher::new();
            for part in [event, &first.1.code, &second.1.code] {
                hash.update(part.as_bytes()).update(&[0]);
            }
            let bytes = hash.finalize();
            let id = bytes.as_bytes()[..8].iter().fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte)) >> 11;
            Dyad { id, parties: [first.0, second.0], actors: [first.1, second.1] }
        })
        .collect()
}

/// The parties of one side with their codes, each code once; one without a code only where there is none with one.
fn coded<'e>(ids: &'e [String], entities: &BTreeMap<String, Entity>, codes: &Codes) -> Vec<(Option<&'e str>, Actor)> {
    let mut out: Vec<(Option<&str>, Actor)> = Vec::new();
    for id in ids {
        let Some(entity) = entities.get(id) else { continue };
        let actor = codes.actor(entity);
        if out.iter().all(|it| it.1.code != actor.code) {
            out.push((Some(id), actor));
        }
    }
    if out.iter().any(|it| !it.1.code.is_empty()) {
        out.retain(|it| !it.1.code.is_empty());
    }
    out
}

fn mention_row(dyad: &Dyad<'_>, added: &str, report: &Mention, page: &Page, span: Span) -> Vec<String> {
    let nearest = |party: Option<&str>| {
        let starts = party.and_then(|id| page.named.get(id));
        starts
            .and_then(|it| it.iter().min_by_key(|start| (start.abs_diff(span[0]), **start)))
            .map_or_else(|| "-1".to_owned(), usize::to_string)
    };
    let confidence = report.score.map(|score| (score * 100.0).round().clamp(CONFIDENCE[0], CONFIDENCE[1]).to_string()).unwrap_or_default();
    let (kind, identifier) = page.url.as_ref().map_or(("2", &page.citation), |url| ("1", url));
    vec![
        dyad.id.to_string(),
        added.to_owned(),
        page.time.clone(),
        kind.to_owned(),
        page.source.clone(),
        identifier.clone(),
        String::new(),
        nearest(dyad.parties[0]),
        nearest(dyad.parties[1]),
        span[0].to_string(),
        "1".to_owned(),
        confidence,
        page.length.to_string(),
        String::new(),
        String::new(),
        report.id.clone(),
    ]
}

/// `SQLDATE`, `MonthYear`, `Year`, `FractionDate`: each where the whole date lies in it.
fn dates(start: &Cell<'_>, end: &Cell<'_>, precision: &Cell<'_>) -> [String; 4] {
    let mut out: [String; 4] = Default::default();
    let day = |cell: &Cell<'_>| if let Cell::Day(days) = cell { civil::date(1970, 1, 1).checked_add(days.days()).ok() } else { None };
    let Some(first) = day(start) else { return out };
    let last = day(end).unwrap_or(first);
    if first.year() != last.year() || first.year() < 1 {
        return out;
    }
    out[2] = format!("{:04}", first.year());
    if first.month() == last.month() && precision.text() != Some("year") {
        out[1] = format!("{:04}{:02}", first.year(), first.month());
        if first == last && precision.text() == Some("day") {
            out[0] = format!("{}{:02}", out[1], first.day());
            // The codebook says MONTH * 30, the data counts whole months before it.
            let share = (f64::from(first.month() - 1) * 30.0 + f64::from(first.day())) / 365.0;
            out[3] = format!("{:.4}", f64::from(first.year()) + share.min(0.9999));
        }
    }
    out
}

/// A publication as fourteen digits in UTC; where only a day is known, with zeros for the time.
fn stamp(published: &str) -> Option<String> {
    if let Some(at) = moment_of(published) {
        let at = Timestamp::from_microsecond(at).ok()?;
        return Some(at.strftime("%Y%m%d%H%M%S").to_string());
    }
    day_of(published)?;
    Some(format!("{}000000", published.get(..10)?.replace('-', "")))
}

/// A number in the fewest digits.
fn number(number: f64) -> String {
    serde_json::Number::from_f64(number).map(|it| it.to_string()).unwrap_or_default()
}

/// A text in one field: no tabulator, no line break, no quotation mark that a reader would take for its own, nothing that a spreadsheet computes.
fn field(text: &str) -> String {
    let plain: String = text
        .chars()
        .map(|c| {
            if c == '"' {
                '\''
            } else if c.is_control() {
                ' '
            } else {
                c
            }
        })
        .collect();
    safe(plain.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_no_finer_than_they_are_known() {
        let cell = |day: &str| day_of(day).map_or(Cell::Null, Cell::Day);
        let told = |start: &str, end: &str, precision| dates(&cell(start), &cell(end), &Cell::Text(precision));
        assert_eq!(told("2016-07-01", "2016-07-01", "day"), ["20160701", "201607", "2016", "2016.4959"]);
        assert_eq!(told("2025-04-01", "2025-04-30", "month"), ["", "202504", "2025", ""]);
        assert_eq!(told("2025-04-28", "2025-05-04", "week"), ["", "", "2025", ""]);
        assert_eq!(told("2024-12-30", "2025-01-05", "week"), ["", "", "", ""]);
        assert_eq!(told("", "", "unknown"), ["", "", "", ""]);
    }

    #[test]
    fn times_are_utc_and_days_have_none() {
        assert_eq!(stamp("2031-03-07T22:10:00+01:00").as_deref(), Some("20310307211000"));
        assert_eq!(stamp("2031-03-08").as_deref(), Some("20310308000000"));
        assert_eq!(stamp("2031-03"), None);
    }

    #[test]
    fn codes_are_those_of_cameo_and_fips() {
        let codes = Codes::read().unwrap();
        assert_eq!((codes.event_code(Some("0871"), "RETREAT").as_str(), codes.event_code(None, "CONSULT").as_str()), ("0871", "040"));
        // A code without a value of its own has that of the next shorter one.
        assert_eq!(
            (codes.goldstein("190"), codes.goldstein("0334"), codes.goldstein("0331"), codes.goldstein("176")),
            (Some(-10.0), Some(6.0), Some(5.2), Some(-7.0))
        );
        let entity = |country: &str, sector: &str| Entity {
            name: "Anna \"Ann\" Holm".to_owned(),
            country: Some(country.to_owned()),
            sector: Some(sector.to_owned()),
            ..Entity::default()
        };
        let actor = codes.actor(&entity("ROU", "JRN"));
        assert_eq!(actor.columns(), ["ROMMED", "ANNA 'ANN' HOLM", "ROM", "", "", "", "", "MED", "", ""]);
        assert_eq!(
            codes.actor(&entity("UNO", "MIL")).columns()[..9],
            ["IGOUNOMIL", "ANNA 'ANN' HOLM", "", "UNO", "", "", "", "IGO", "MIL"]
        );
        let city = |iso: &str, admin1: &str| Entity {
            kind: "place".to_owned(),
            name: "Springfield".to_owned(),
            place_country: Some(iso.to_owned()),
            admin1: Some(admin1.to_owned()),
            precision: Some("city".to_owned()),
            lat: Some(-3.5),
            lon: Some(10.25),
            geonames_id: Some(7),
            ..Entity::default()
        };
        assert_eq!(
            codes.place(Some(&city("USA", "Ohio"))),
            ["3", "Springfield, Ohio, United States", "US", "USOH", "", "-3.5", "10.25", "geonames:7"]
        );
        assert_eq!(codes.place(Some(&city("GBR", "England")))[..4], ["4", "Springfield, England, United Kingdom", "UK", ""]);
        assert_eq!(codes.place(Some(&city("PSE", "Gaza Strip")))[2], "GZ");
        assert_eq!(codes.place(None)[0], "0");
    }

    #[test]
    fn every_country_has_a_code_and_no_two_the_same() {
        let codes = Codes::read().unwrap();
        let without: Vec<&String> = codes.names.keys().filter(|it| !codes.fips.country.contains_key(*it)).collect();
        assert_eq!(without, ["ALA", "BES", "UMI"]);
        let distinct: BTreeSet<&String> = codes.fips.country.values().collect();
        assert_eq!(distinct.len(), codes.fips.country.len());
    }
}
