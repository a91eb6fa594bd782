//! What cannot all be true: figures, dates and places of one event, and what one says and another denies; side by side.
//!
//! Nothing is decided here. A contradiction is two records, each with who says it and where, and the rule by which they exclude one
//! another. What only looks like one is left out: a toll that rises is a history; a bound (*at least*, *up to*) excludes no figure
//! beyond it; a figure told again is as old as it was; what a reporter relays is no claim beside the claimant's.
//!
//! Contradictions are worked out when they are asked for, from what the ledger holds.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension, params};
use serde_json::{Value, json};

use crate::document::Span;
use crate::incident::Report;
use crate::query::{Asked, Table, Texts};
use crate::utterance;

/// Who counts where nobody is named.
const REPORTER: &str = "the reporter";
/// Days between two dates of one event that may be an error of one of them; farther apart they are two events.
const ERROR: i32 = 7;

/// One side of a contradiction.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Side {
    /// What stands there.
    pub(crate) words: String,
    /// Who says so.
    pub(crate) by: String,
    /// The day that it is of, else of its publication.
    day: String,
    /// The record.
    pub(crate) id: String,
    /// Its document.
    pub(crate) document: i64,
}

/// Two records that cannot both be right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Contradiction {
    /// `figures dates places denial`.
    pub(crate) kind: &'static str,
    rule: &'static str,
    /// The event that it is about; of statements, that of the one that denies.
    about: String,
    /// What of it: a measure, or its words.
    of: String,
    events: BTreeSet<i64>,
    /// The other event, where merging kept the two apart.
    apart: Option<String>,
    pub(crate) one: Side,
    pub(crate) other: Side,
}

/// A mention of an event, as far as it can be contradicted.
struct Mention {
    id: String,
    event: i64,
    event_id: String,
    document: i64,
    story: Option<i64>,
    report: Report,
    modality: String,
    asserted_by: Option<String>,
    site: Option<String>,
    span: Span,
}

/// What few mentions are asked for: the words of a mention, and who says it.
struct Told<'d> {
    db: &'d Connection,
    texts: Texts<'d>,
}

impl Told<'_> {
    fn words(&mut self, it: &Mention) -> rusqlite::Result<String> {
        self.texts.words(it.document, it.span)
    }

    fn by(&self, it: &Mention) -> rusqlite::Result<String> {
        let mut find = self.db.prepare_cached(
            "SELECT e.name FROM statements s JOIN entity_records r ON r.key = s.speaker JOIN profiles p ON p.key = r.profile JOIN entities e ON e.key = p.entity
             WHERE s.document = ?1 AND s.id = ?2",
        )?;
        let speaker: Option<String> = match &it.asserted_by {
            Some(statement) if statement != "reporter" => find.query_row(params![it.document, statement], |row| row.get(0)).optional()?,
            _ => None,
        };
        Ok(speaker.unwrap_or_else(|| reporter(it.site.as_deref())))
    }

    fn side(&self, it: &Mention, words: String) -> rusqlite::Result<Side> {
        let day = it.report.published.clone().unwrap_or_default();
        Ok(Side { words, by: self.by(it)?, day, id: it.id.clone(), document: it.document })
    }
}

/// The mentions that can be contradicted: of events that several tell, and of stories that several do; of these those in the scope.
fn mentions(db: &Connection, scope: Option<&Scope>) -> rusqlite::Result<Vec<Mention>> {
    let narrow = match scope {
        Some(_) => "(m.event IN (SELECT value FROM json_each(?1)) OR d.story IN (SELECT value FROM json_each(?2)))",
        None => "?1 IS NULL AND ?2 IS NULL",
    };
    let mut find = db.prepare_cached(&format!(
        "SELECT m.id, m.event, v.id, d.key, d.story, NULL, coalesce(m.modality, ''), m.asserted_by, m.\"start\", m.\"end\", d.site, m.compared_json, m.type, d.id, substr(d.published, 1, 10)
         FROM event_mentions m JOIN events v ON v.key = m.event JOIN documents d ON d.key = m.document
         WHERE m.status IS NOT 'rejected' AND {narrow}
         AND (m.event IN (SELECT event FROM event_mentions GROUP BY event HAVING count(*) > 1) OR d.story IN (SELECT key FROM stories WHERE n_documents > 1))
         ORDER BY coalesce(d.published, '~'), m.id",
    ))?;
    let mut rows = find.query(scope.map_or([None, None], |it| it.lists().map(Some)))?;
    let mut out = Vec::new();
    while let Some(row) = rows.next()? {
        let document: i64 = row.get(3)?;
        let report = Report::read(row, 11)?;
        out.push(Mention {
            id: row.get(0)?,
            event: row.get(1)?,
            event_id: row.get(2)?,
            document,
            story: row.get(4)?,
            report,
            modality: row.get(6)?,
            asserted_by: row.get(7)?,
            site: row.get(10)?,
            span: [row.get(8)?, row.get(9)?],
        });
    }
    Ok(out)
}

/// The events and the stories that a question is about.
#[derive(Debug, Default)]
pub(crate) struct Scope {
    pub(crate) events: BTreeSet<i64>,
    pub(crate) stories: BTreeSet<i64>,
}

impl Scope {
    fn lists(&self) -> [String; 2] {
        [json!(self.events).to_string(), json!(self.stories).to_string()]
    }

    /// What a filter can mean at most; nothing where it may mean anything.
    fn of(db: &Connection, asked: &Asked<'_>) -> rusqlite::Result<Option<Self>> {
        let filter = asked.filter;
        if let Some(story) = filter.story.as_deref().filter(|_| filter.ids.is_empty()) {
            let stories = db.prepare_cached("SELECT story FROM documents WHERE id = ?1 AND story IS NOT NULL")?;
            let mut scope = Self::default();
            scope.add(stories, story)?;
            return Ok(Some(scope));
        }
        if filter.ids.is_empty() {
            return Ok(None);
        }
        let mut scope = Self::default();
        for id in &filter.ids {
            let document = id.split_once('.').map_or(id.as_str(), |it| it.0);
            scope.add(db.prepare_cached("SELECT story FROM documents WHERE id = ?1 AND story IS NOT NULL")?, document)?;
            let mut events = db.prepare_cached(
                "SELECT m.event FROM documents d JOIN event_mentions m ON m.document = d.key WHERE d.id = ?1 AND m.event IS NOT NULL",
            )?;
            let mut rows = events.query([document])?;
            while let Some(row) = rows.next()? {
                scope.events.insert(row.get(0)?);
            }
        }
        // Two events that were kept apart are told by other reports of theirs, which may be of other stories.
        let mut stories = db.prepare_cached(
            "SELECT d.story FROM event_mentions m JOIN documents d ON d.key = m.document WHERE m.event = ?1 AND d.story IS NOT NULL",
        )?;
        for event in &scope.events {
            let mut rows = stories.query([event])?;
            while let Some(row) = rows.next()? {
                scope.stories.insert(row.get(0)?);
            }
        }
        Ok(Some(scope))
    }

    fn add(&mut self, mut stories: rusqlite::CachedStatement<'_>, document: &str) -> rusqlite::Result<()> {
        let mut rows = stories.query([document])?;
        while let Some(row) = rows.next()? {
            self.stories.insert(row.get(0)?);
        }
        Ok(())
    }
}

fn reporter(site: Option<&str>) -> String {
    match site {
        Some(site) if !site.is_empty() => format!("{REPORTER} ({site})"),
        _ => REPORTER.to_owned(),
    }
}

/// A figure as a range; what is open is open.
#[derive(Debug, Clone)]
struct Figure {
    side: Side,
    low: i64,
    high: i64,
    is_reporter: bool,
}

impl Figure {
    fn is_same(&self, other: &Self) -> bool {
        (self.low, self.high) == (other.low, other.high)
    }
}

/// Figures of one measure that cannot all be right: a claimant's that went down, and two claimants' that exclude one another and that
/// time alone does not explain.
fn figures(mut all: Vec<Figure>) -> Vec<(&'static str, Figure, Figure)> {
    all.sort_by(|a, b| (&a.side.day, &a.side.id).cmp(&(&b.side.day, &b.side.id)));
    let mut first: Vec<&Figure> = Vec::new();
    for figure in &all {
        let is_told_again = first.iter().any(|it| it.side.by == figure.side.by && it.is_same(figure));
        let is_relayed =
            figure.is_reporter && (all.iter().any(|it| !it.is_reporter && it.is_same(figure)) || first.iter().any(|it| it.is_same(figure)));
        if !is_told_again && !is_relayed {
            first.push(figure);
        }
    }
    let mut out = Vec::new();
    let mut latest: BTreeMap<&str, &Figure> = BTreeMap::new();
    for figure in &first {
        if let Some(before) = latest.insert(&figure.side.by, figure)
            && figure.high < before.low
        {
            out.push(("revised down", before.clone(), (*figure).clone()));
        }
    }
    let latest: Vec<&Figure> = latest.into_values().collect();
    for (at, one) in latest.iter().enumerate() {
        for other in &latest[at + 1..] {
            let (lower, higher) = if one.high < other.low { (one, other) } else { (other, one) };
            let is_apart = lower.high < higher.low;
            let is_growth = lower.side.day < higher.side.day && higher.low < 2 * lower.high.max(1);
            if is_apart && !is_growth {
                out.push(("rival figures", (*lower).clone(), (*higher).clone()));
            }
        }
    }
    out
}

/// What is counted: of an event or else of a story, by measure.
type Counted = (Option<i64>, Option<i64>, String);

fn of_figures(db: &Connection, scope: Option<&Scope>, out: &mut Vec<Contradiction>) -> rusqlite::Result<()> {
    let narrow = match scope {
        Some(_) => "(v.key IN (SELECT value FROM json_each(?1)) OR d.story IN (SELECT value FROM json_each(?2)))",
        None => "?1 IS NULL AND ?2 IS NULL",
    };
    let mut find = db.prepare_cached(&format!(
        "SELECT v.key, coalesce(v.id, o.id), t.measure, t.low, t.high, t.qualifier, e.name, coalesce(t.as_of, d.published, ''), t.\"start\", t.\"end\", t.id, d.key, d.site, d.story
         FROM tolls t JOIN documents d ON d.key = t.document LEFT JOIN event_mentions m ON m.key = t.mention LEFT JOIN events v ON v.key = m.event
         LEFT JOIN documents o ON o.key = d.story
         LEFT JOIN entity_records r ON r.key = t.claimant LEFT JOIN profiles p ON p.key = r.profile LEFT JOIN entities e ON e.key = p.entity
         WHERE t.status IS NOT 'rejected' AND t.\"group\" IS NULL AND t.part_of IS NULL AND coalesce(t.low, t.high) IS NOT NULL AND {narrow}
         ORDER BY coalesce(d.published, '~'), d.id, t.\"start\", t.id",
    ))?;
    let mut rows = find.query(scope.map_or([None, None], |it| it.lists().map(Some)))?;
    let mut texts = Texts::new(db);
    let mut by_measure: BTreeMap<Counted, (String, Vec<Figure>)> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let (low, high): (Option<i64>, Option<i64>) = (row.get(3)?, row.get(4)?);
        let is_about = row.get_ref(5)?.as_str().is_ok_and(|it| it == "about");
        // About a hundred is ninety to a hundred and ten.
        let slack = |figure: i64| if is_about { figure / 10 } else { 0 };
        let (document, claimant, site): (i64, Option<String>, Option<String>) = (row.get(11)?, row.get(6)?, row.get(12)?);
        let side = Side {
            words: texts.words(document, [row.get(8)?, row.get(9)?])?,
            by: claimant.clone().unwrap_or_else(|| reporter(site.as_deref())),
            day: row.get::<_, String>(7)?.chars().take(10).collect(),
            id: row.get(10)?,
            document,
        };
        let figure = Figure {
            low: low.map_or(0, |it| it - slack(it)),
            high: high.map_or(i64::MAX, |it| it + slack(it)),
            is_reporter: claimant.is_none(),
            side,
        };
        let (event, story): (Option<i64>, Option<i64>) = (row.get(0)?, row.get(13)?);
        // Accidents are no events of the record: their figures belong to what the story is of.
        let story = if event.is_some() { None } else { story };
        let (about, all) = by_measure.entry((event, story, row.get(2)?)).or_insert_with(|| (String::new(), Vec::new()));
        *about = row.get::<_, Option<String>>(1)?.unwrap_or_default();
        // A smaller figure of the same page is of a part, or of another event.
        match all.iter_mut().find(|it| event.is_none() && it.side.document == document) {
            Some(it) if it.low < figure.low => *it = figure,
            Some(_) => {}
            None => all.push(figure),
        }
    }
    for ((event, _, measure), (about, all)) in by_measure {
        out.extend(figures(all).into_iter().map(|(rule, one, other)| Contradiction {
            kind: "figures",
            rule,
            about: about.clone(),
            of: measure.clone(),
            events: event.into_iter().collect(),
            apart: None,
            one: one.side,
            other: other.side,
        }));
    }
    Ok(())
}

fn days(a: &str, b: &str) -> Option<i32> {
    let (a, b): (jiff::civil::Date, jiff::civil::Date) = (a.parse().ok()?, b.parse().ok()?);
    Some(a.until(b).ok()?.get_days().abs())
}

/// Whether one event happened and was denied, and when and where it was, in its own mentions.
fn of_one_event(mentions: &[&Mention], source: &mut Told<'_>, out: &mut Vec<Contradiction>) -> rusqlite::Result<()> {
    let mut put = |source: &mut Told<'_>,
                   kind,
                   rule,
                   one: &Mention,
                   other: &Mention,
                   words: Option<fn(&Mention) -> String>|
     -> rusqlite::Result<()> {
        let of = source.words(one)?;
        let mut told = |it: &Mention| match words {
            Some(words) => Ok(words(it)),
            None => Ok::<_, rusqlite::Error>(format!("{} ({})", source.words(it)?, it.modality)),
        };
        let (first, second) = (told(one)?, told(other)?);
        out.push(Contradiction {
            kind,
            rule,
            about: one.event_id.clone(),
            of,
            events: BTreeSet::from([one.event, other.event]),
            apart: None,
            one: source.side(one, first)?,
            other: source.side(other, second)?,
        });
        Ok(())
    };
    let happened = mentions.iter().find(|it| matches!(it.modality.as_str(), "happened" | "ongoing"));
    // One who denies is told once, however many pages have it.
    let mut deniers = BTreeSet::new();
    for denial in mentions.iter().filter(|it| it.modality == "denied") {
        if let Some(happened) = happened
            && deniers.insert(source.by(denial)?)
        {
            put(source, "denial", "happened and denied", happened, denial, None)?;
        }
    }
    let mut by_day: BTreeMap<&str, &Mention> = BTreeMap::new();
    let mut by_place: BTreeMap<&str, &Mention> = BTreeMap::new();
    for mention in mentions {
        if let Some(day) = mention.report.day.as_deref() {
            by_day.entry(day).or_insert(mention);
        }
        if let Some(place) = mention.report.place.as_ref().filter(|it| it.is_narrow) {
            by_place.entry(&place.name).or_insert(mention);
        }
    }
    let dated: Vec<&&Mention> = by_day.values().collect();
    for pair in dated.windows(2).filter(|pair| pair[0].document != pair[1].document) {
        put(source, "dates", "two days", pair[0], pair[1], Some(|it| it.report.day.clone().unwrap_or_default()))?;
    }
    let placed: Vec<&&Mention> = by_place.values().collect();
    for (at, one) in placed.iter().enumerate() {
        for other in &placed[at + 1..] {
            if is_elsewhere(&one.report, &other.report) && one.document != other.document {
                put(
                    source,
                    "places",
                    "two places",
                    one,
                    other,
                    Some(|it| it.report.place.as_ref().map_or_else(String::new, |place| place.name.clone())),
                )?;
            }
        }
    }
    Ok(())
}

/// Whether two reports name two places of which neither can be the other or a part of it, as far as their names and points tell.
fn is_elsewhere(a: &Report, b: &Report) -> bool {
    let (Some(one), Some(two)) = (&a.place, &b.place) else { return false };
    let (Some(first), Some(second)) = (one.lat.zip(one.lon), two.lat.zip(two.lon)) else { return false };
    let is_far = (first.0 - second.0).abs() > 0.2 || (first.1 - second.1).abs() > 0.3;
    one.is_narrow && two.is_narrow && one.name != two.name && is_far
}

/// Events that merging kept apart by a day or a place alone, and of which no page tells both.
fn of_two_events(mentions: &[Mention], source: &mut Told<'_>, out: &mut Vec<Contradiction>) -> rusqlite::Result<()> {
    let mut by_story: BTreeMap<(i64, &str), Vec<&Mention>> = BTreeMap::new();
    let mut told: BTreeMap<i64, BTreeSet<i64>> = BTreeMap::new();
    for mention in mentions {
        told.entry(mention.event).or_default().insert(mention.document);
        if let Some(story) = mention.story.filter(|_| mention.modality == "happened") {
            by_story.entry((story, &mention.report.r#type)).or_default().push(mention);
        }
    }
    let mut seen: BTreeSet<(i64, i64)> = BTreeSet::new();
    for group in by_story.values() {
        for (at, one) in group.iter().enumerate() {
            for other in &group[at + 1..] {
                let pair = (one.event.min(other.event), one.event.max(other.event));
                let (a, b) = (&one.report, &other.report);
                if one.event == other.event || !told[&one.event].is_disjoint(&told[&other.event]) || a.trigger != b.trigger {
                    continue;
                }
                let figure = a
                    .figures
                    .iter()
                    .any(|(measure, it)| b.figures.get(measure).is_some_and(|two| it.iter().any(|n| *n > 1 && two.contains(n))));
                let party = !a.parties.is_disjoint(&b.parties);
                let same_place =
                    matches!((&a.place, &b.place), (Some(one), Some(two)) if one.is_narrow && two.is_narrow && one.name == two.name);
                let gap = a.day.as_deref().zip(b.day.as_deref()).and_then(|(one, two)| days(one, two));
                let means = a.instrument.is_some() && a.instrument == b.instrument;
                let (kind, rule): (&str, &str) = match gap {
                    Some(1..=ERROR) if same_place && (figure || (means && party)) => ("dates", "two days"),
                    Some(0) if is_elsewhere(a, b) && figure && (party || means) => ("places", "two places"),
                    _ => continue,
                };
                if !seen.insert(pair) {
                    continue;
                }
                let words = |it: &Mention| {
                    if kind == "dates" {
                        it.report.day.clone().unwrap_or_default()
                    } else {
                        it.report.place.as_ref().map_or_else(String::new, |place| place.name.clone())
                    }
                };
                out.push(Contradiction {
                    kind,
                    rule,
                    about: one.event_id.clone(),
                    of: source.words(one)?,
                    events: BTreeSet::from([one.event, other.event]),
                    apart: Some(other.event_id.clone()),
                    one: source.side(one, words(one))?,
                    other: source.side(other, words(other))?,
                });
            }
        }
    }
    Ok(())
}

/// What one says and another denies.
fn of_statements(db: &Connection, out: &mut Vec<Contradiction>) -> rusqlite::Result<()> {
    for (denial, said) in utterance::store::denials(db)? {
        let side = |key: i64| -> rusqlite::Result<(Side, String)> {
            let mut find = db.prepare_cached(
                "SELECT s.id, d.key, e.name, d.site, coalesce(s.said, d.published, ''), s.content_json, s.\"start\", s.\"end\", u.id FROM statements s
                 JOIN documents d ON d.key = s.document LEFT JOIN entity_records r ON r.key = s.speaker LEFT JOIN profiles p ON p.key = r.profile
                 LEFT JOIN entities e ON e.key = p.entity LEFT JOIN utterances u ON u.key = s.utterance WHERE s.key = ?1",
            )?;
            find.query_row([key], |row| {
                let document: i64 = row.get(1)?;
                let words = crate::query::join_spans(&mut Texts::new(db), document, &row.get::<_, String>(5)?, [row.get(6)?, row.get(7)?])?;
                let by = row.get::<_, Option<String>>(2)?.unwrap_or_else(|| "a speaker without a name".to_owned());
                let day = row.get::<_, String>(4)?.chars().take(10).collect();
                Ok((Side { words, by, day, id: row.get(0)?, document }, row.get::<_, Option<String>>(8)?.unwrap_or_default()))
            })
        };
        let (one, _) = side(said)?;
        let (other, about) = side(denial)?;
        out.push(Contradiction {
            kind: "denial",
            rule: "said and denied",
            about,
            of: "statement".to_owned(),
            events: BTreeSet::new(),
            apart: None,
            one,
            other,
        });
    }
    Ok(())
}

/// All contradictions, those in the scope at least, in the order of their kinds and of what they are about.
pub(crate) fn all(db: &Connection, scope: Option<&Scope>) -> rusqlite::Result<Vec<Contradiction>> {
    let mut out = Vec::new();
    of_figures(db, scope, &mut out)?;
    let mentions = mentions(db, scope)?;
    let mut source = Told { db, texts: Texts::new(db) };
    let mut by_event: BTreeMap<i64, Vec<&Mention>> = BTreeMap::new();
    for mention in &mentions {
        by_event.entry(mention.event).or_default().push(mention);
    }
    for mentions in by_event.values().filter(|mentions| mentions.len() > 1) {
        of_one_event(mentions, &mut source, &mut out)?;
    }
    of_two_events(&mentions, &mut source, &mut out)?;
    of_statements(db, &mut out)?;
    // Keys of the file order nothing that leaves it.
    out.sort_by(|a, b| {
        let rank = |it: &Contradiction| (it.kind, it.about.clone(), it.of.clone(), it.rule, it.one.id.clone(), it.other.id.clone());
        rank(a).cmp(&rank(b))
    });
    Ok(out)
}

/// Contradictions as rows, those that a filter lets through.
pub(crate) fn list(db: &Connection, asked: &Asked<'_>) -> rusqlite::Result<Table> {
    let mut table = Table {
        columns: vec![
            "kind",
            "rule",
            "about",
            "of",
            "one",
            "one_by",
            "one_day",
            "other",
            "other_by",
            "other_day",
            "story",
            "one_document",
            "other_document",
            "one_id",
            "other_id",
        ],
        rows: Vec::new(),
    };
    let mut ids = db.prepare_cached("SELECT d.id, s.id FROM documents d LEFT JOIN documents s ON s.key = d.story WHERE d.key = ?1")?;
    let mut place = |key: i64| ids.query_row([key], |row| Ok((row.get::<_, String>(0)?, row.get::<_, Option<String>>(1)?)));
    let with = asked.events_of(db)?;
    let scope = Scope::of(db, asked)?;
    for it in all(db, scope.as_ref())? {
        let (one, other) = (place(it.one.document)?, place(it.other.document)?);
        let known = [it.about.as_str(), &it.one.id, &it.other.id, &one.0, &other.0];
        let passes = asked.ids(known.into_iter().chain(it.apart.as_deref()))
            && asked.kind(Some(it.kind))
            && (asked.day(Some(&it.one.day), None) || asked.day(Some(&it.other.day), None))
            && asked.filter.story.as_deref().is_none_or(|wanted| [&one.1, &other.1].into_iter().flatten().any(|story| story == wanted))
            && with.as_ref().is_none_or(|with| it.events.iter().any(|event| with.contains(event)))
            && asked.text(&format!("{} {} {} {} {}", it.of, it.one.words, it.one.by, it.other.words, it.other.by));
        if !passes {
            continue;
        }
        let dated = |day: &str| if day.is_empty() { Value::Null } else { day.into() };
        table.rows.push(vec![
            it.kind.into(),
            it.rule.into(),
            it.about.as_str().into(),
            it.of.as_str().into(),
            it.one.words.as_str().into(),
            it.one.by.as_str().into(),
            dated(&it.one.day),
            it.other.words.as_str().into(),
            it.other.by.as_str().into(),
            dated(&it.other.day),
            json!(other.1),
            one.0.into(),
            other.0.into(),
            it.one.id.as_str().into(),
            it.other.id.as_str().into(),
        ]);
    }
    Ok(table)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn toll(claimant: &str, figure: i64, day: &str) -> Figure {
        Figure {
            side: Side {
                words: figure.to_string(),
                by: if claimant.is_empty() { REPORTER.to_owned() } else { claimant.to_owned() },
                day: day.to_owned(),
                id: format!("{day}{claimant}"),
                document: 1,
            },
            low: figure,
            high: figure,
            is_reporter: claimant.is_empty(),
        }
    }

    fn rules(all: Vec<Figure>) -> Vec<&'static str> {
        figures(all).into_iter().map(|it| it.0).collect()
    }

    #[test]
    fn a_toll_that_rises_is_a_history_and_a_rival_claim_is_not() {
        assert!(
            rules(vec![toll("the mayor", 14, "2031-03-08"), toll("the mayor", 18, "2031-03-09"), toll("", 20, "2031-03-10")]).is_empty()
        );
        assert_eq!(rules(vec![toll("the mayor", 18, "2031-03-09"), toll("the army", 85, "2031-03-10")]), ["rival figures"]);
        assert_eq!(rules(vec![toll("the mayor", 20, "2031-03-09"), toll("the mayor", 18, "2031-03-10")]), ["revised down"]);
    }

    #[test]
    fn a_bound_excludes_nothing_beyond_it() {
        let at_least = Figure { high: i64::MAX, ..toll("the mayor", 14, "2031-03-08") };
        assert!(rules(vec![at_least.clone(), toll("the army", 85, "2031-03-08")]).is_empty());
        assert_eq!(rules(vec![at_least, toll("the army", 9, "2031-03-08")]), ["rival figures"]);
    }
}
