//! One thing at a time: a dossier of a person, the history of a toll, and why a record stands as it does.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{OptionalExtension, params};
use serde_json::{Value, json};

use crate::cadence::{self, Check, Ground, Verdict};
use crate::document::Span;
use crate::ledger::{Error, Ledger, Result};
use crate::query::{Filter, Layer, Table, Texts};

/// What is known of one thing.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// `document story entity event statement toll commitment`.
    pub kind: &'static str,
    /// Its id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Its fields.
    pub facts: Vec<(&'static str, Value)>,
    /// Tables about it.
    pub sections: Vec<(&'static str, Table)>,
}

/// A thing that was asked for.
enum Thing {
    Document(i64),
    Record { layer: &'static str, key: i64 },
}

/// The tables of records, by layer.
const RECORDS: [(&str, &str); 5] = [
    ("entity", "entity_records"),
    ("statement", "statements"),
    ("event", "event_mentions"),
    ("toll", "tolls"),
    ("commitment", "commitments"),
];

impl Ledger {
    /// What is known of a document, an entity, an event or a record, by id; of an entity also by name, of a story by the id of one of
    /// its documents behind `story:`.
    pub fn show(&self, id: &str) -> Result<Page> {
        if let Some(document) = id.strip_prefix("story:") {
            return self.show_story(document);
        }
        match self.thing(id)? {
            Thing::Document(key) => self.show_document(key),
            Thing::Record { layer: "entity", key } => self.show_entity(key),
            Thing::Record { layer: "event", key } => self.show_event(key),
            Thing::Record { layer, key } => self.show_record(layer, key),
        }
    }

    /// Why a record stands as it does: its rule, the words that each field rests on, and what it was merged with.
    pub fn explain(&self, id: &str) -> Result<Page> {
        match self.thing(id)? {
            Thing::Document(key) => self.explain_document(key),
            Thing::Record { layer, key } => self.explain_record(layer, key),
        }
    }

    fn thing(&self, id: &str) -> Result<Thing> {
        let found = self.told(|db| {
            if let Some(key) = db.prepare_cached("SELECT key FROM documents WHERE id = ?1")?.query_row([id], |row| row.get(0)).optional()? {
                return Ok(Some(Thing::Document(key)));
            }
            let document = id.split_once('.').map_or("", |it| it.0);
            for (layer, table) in RECORDS {
                let sql = format!("SELECT r.key FROM {table} r JOIN documents d ON d.key = r.document WHERE d.id = ?1 AND r.id = ?2");
                if let Some(key) = db.prepare_cached(&sql)?.query_row([document, id], |row| row.get(0)).optional()? {
                    return Ok(Some(Thing::Record { layer, key }));
                }
            }
            Ok(None)
        })?;
        if let Some(found) = found {
            return Ok(found);
        }
        let called: Vec<i64> = self.entities_called(id)?.into_iter().collect();
        let mut known: Vec<(i64, i64, String, String)> = self.told(|db| {
            let mut find = db.prepare_cached("SELECT n_documents, id, name FROM entities WHERE key = ?1 AND n_documents > 0")?;
            let mut out = Vec::new();
            for key in called {
                out.extend(find.query_row([key], |row| Ok((key, row.get(0)?, row.get(1)?, row.get(2)?))).optional()?);
            }
            Ok(out)
        })?;
        known.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.2.cmp(&b.2)));
        let folded = dateline_gazetteer::fold(id);
        let exact: Vec<_> = known.iter().filter(|it| dateline_gazetteer::fold(&it.3) == folded).collect();
        match (known.len(), exact.as_slice()) {
            (0, _) => Err(Error::Question(format!("{id}: neither an id nor a name in {}", self.path.display()))),
            (_, [one]) => Ok(Thing::Record { layer: "entity", key: one.0 }),
            (1, _) => Ok(Thing::Record { layer: "entity", key: known[0].0 }),
            (count, _) => {
                let listed: Vec<String> = known.iter().take(5).map(|it| format!("{} ({})", it.3, it.2)).collect();
                Err(Error::Question(format!("{id}: {count} entities are called so; give an id: {}", listed.join(", "))))
            }
        }
    }

    fn listed(&self, layer: Layer, ids: Vec<String>, who: Option<String>) -> Result<Table> {
        self.list(layer, &Filter { ids, who, all: true, ..Filter::default() })
    }

    fn show_document(&self, key: i64) -> Result<Page> {
        let (id, title): (String, Option<String>) =
            self.told(|db| db.query_row("SELECT id, title FROM documents WHERE key = ?1", [key], |row| Ok((row.get(0)?, row.get(1)?))))?;
        let own = || vec![id.clone()];
        let mut facts = as_facts(self.listed(Layer::Documents, own(), None)?);
        facts.retain(|it| !matches!(it.0, "id" | "title"));
        let sections = vec![
            ("copies", narrow(self.listed(Layer::Copies, own(), None)?, &["document", "of", "kind", "share", "of_share"])),
            ("statements", narrow(self.listed(Layer::Statements, own(), None)?, &["speaker", "words", "mode", "said", "id"])),
            (
                "tolls",
                narrow(
                    self.listed(Layer::Tolls, own(), None)?,
                    &["measure", "low", "high", "qualifier", "group", "claimant", "words", "id"],
                ),
            ),
            ("commitments", narrow(self.listed(Layer::Commitments, own(), None)?, &["by", "words", "force", "condition", "id"])),
            ("events", self.told(|db| document_events(db, key))?),
            ("names", self.told(|db| document_names(db, key))?),
        ];
        Ok(Page { kind: "document", title: title.unwrap_or_else(|| id.clone()), id, facts, sections })
    }

    fn show_entity(&self, record: i64) -> Result<Page> {
        let found = self.told(|db| {
            db.query_row("SELECT e.key, e.id FROM entity_records r JOIN profiles p ON p.key = r.profile JOIN entities e ON e.key = p.entity WHERE r.key = ?1", [record], |row| {
                Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?))
            })
            .optional()
        })?;
        let Some((entity, id)) = found else { return Err(Error::Question("this record belongs to no entity".to_owned())) };
        let mut facts = as_facts(self.listed(Layer::Entities, vec![id.clone()], None)?);
        let title = facts.iter().find(|it| it.0 == "name").map_or_else(|| id.clone(), |it| it.1.as_str().unwrap_or_default().to_owned());
        facts.retain(|it| !matches!(it.0, "id" | "name"));
        let who = || Some(id.clone());
        let mut meetings = self.listed(Layer::Events, Vec::new(), who())?;
        let mut deeds = meetings.clone();
        let is_meeting = |row: &Vec<Value>| row[3] == "CONSULT";
        meetings.rows.retain(is_meeting);
        deeds.rows.retain(|row| !is_meeting(row));
        let event_columns = ["date", "type", "words", "actors", "recipients", "place", "modality", "n_documents", "n_origins", "id"];
        let sections = vec![
            ("called", self.told(|db| called(db, entity))?),
            ("roles", self.told(|db| roles(db, entity))?),
            ("meetings", narrow(meetings, &event_columns)),
            (
                "statements",
                narrow(
                    self.listed(Layer::Statements, Vec::new(), who())?,
                    &["published", "words", "mode", "channel", "title", "n_copies", "id"],
                ),
            ),
            (
                "commitments",
                narrow(
                    self.listed(Layer::Commitments, Vec::new(), who())?,
                    &["published", "by", "to", "words", "force", "condition", "id"],
                ),
            ),
            (
                "figures",
                narrow(
                    self.listed(Layer::Tolls, Vec::new(), who())?,
                    &["published", "measure", "low", "high", "qualifier", "group", "words", "id"],
                ),
            ),
            ("events", narrow(deeds, &event_columns)),
            ("merges", narrow(self.listed(Layer::Merges, vec![id.clone()], None)?, &["a", "b", "joined", "rule", "why"])),
        ];
        Ok(Page { kind: "entity", id, title, facts, sections })
    }

    fn show_event(&self, mention: i64) -> Result<Page> {
        let (event, id): (i64, String) = self.told(|db| {
            db.query_row("SELECT v.key, v.id FROM event_mentions m JOIN events v ON v.key = m.event WHERE m.key = ?1", [mention], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
        })?;
        let mut facts = as_facts(self.listed(Layer::Events, vec![id.clone()], None)?);
        let of = |name: &str| facts.iter().find(|it| it.0 == name).map(|it| it.1.clone()).unwrap_or_default();
        let place = of("place").as_str().map(|place| format!(", {place}")).unwrap_or_default();
        let title = format!("{} {}{place}", of("type").as_str().unwrap_or_default(), of("words").as_str().unwrap_or_default());
        facts.retain(|it| it.0 != "id");
        let sections = vec![
            (
                "toll history",
                narrow(
                    self.listed(Layer::Tolls, vec![id.clone()], None)?,
                    &["published", "as_of", "measure", "low", "high", "qualifier", "group", "claimant", "words", "n_copies", "title", "id"],
                ),
            ),
            (
                "contradictions",
                narrow(
                    self.listed(Layer::Contradictions, vec![id.clone()], None)?,
                    &["kind", "of", "rule", "one", "one_by", "one_day", "other", "other_by", "other_day"],
                ),
            ),
            ("reports", self.told(|db| reports(db, event))?),
            ("merges", narrow(self.listed(Layer::Merges, vec![id.clone()], None)?, &["a", "b", "joined", "rule", "why"])),
        ];
        Ok(Page { kind: "event", id, title, facts, sections })
    }

    fn show_record(&self, layer: &'static str, key: i64) -> Result<Page> {
        let mut page = self.explain_record(layer, key)?;
        let list = match layer {
            "statement" => Layer::Statements,
            "toll" => Layer::Tolls,
            _ => Layer::Commitments,
        };
        let mut facts = as_facts(self.listed(list, vec![page.id.clone()], None)?);
        facts.retain(|it| !matches!(it.0, "id" | "score"));
        let told: BTreeSet<&str> = facts.iter().map(|it| it.0).collect();
        let more: Vec<_> = std::mem::take(&mut page.facts).into_iter().filter(|it| !told.contains(it.0)).collect();
        facts.extend(more);
        if layer == "commitment" {
            facts.retain(|it| !matches!(it.0, "checks" | "strip"));
            let checks = self.told(|db| cadence::checks(db, Some(&BTreeSet::from([key]))))?.remove(&key).unwrap_or_default();
            facts.extend(checks.first().map(|it| ("when", it.rule.as_str().into())));
            facts.push(("cells", cadence::LEGEND.into()));
            page.sections.splice(0..0, [("strip", strip(&checks)), ("checks", self.told(|db| checked(db, &checks))?)]);
        }
        page.facts = facts;
        if layer == "statement" {
            page.sections.insert(0, ("reports", self.told(|db| crate::utterance::ask::reports(db, key))?));
        }
        Ok(page)
    }

    fn explain_document(&self, key: i64) -> Result<Page> {
        let mut page = self.show_document(key)?;
        page.sections.retain(|it| it.0 == "copies");
        let notes: Option<String> =
            self.told(|db| db.query_row("SELECT notes_json FROM documents WHERE key = ?1", [key], |row| row.get(0)))?;
        let notes: Vec<Value> = notes.and_then(|json| serde_json::from_str(&json).ok()).unwrap_or_default();
        let rows = notes.iter().map(|note| vec![note["code"].clone(), note["message"].clone()]).collect();
        page.sections.push(("notes", Table { columns: vec!["code", "message"], rows }));
        Ok(page)
    }

    fn explain_record(&self, layer: &'static str, key: i64) -> Result<Page> {
        let table = RECORDS.iter().find(|it| it.0 == layer).map_or("entity_records", |it| it.1);
        let mut page = self.told(|db| {
            let sql = format!(
                "SELECT r.id, r.score, r.rule, r.status, NULL, d.key, d.id, d.title, d.published, d.site, d.url, d.path FROM {table} r JOIN documents d ON d.key = r.document
                 WHERE r.key = ?1"
            );
            let mut find = db.prepare_cached(&sql)?;
            let mut rows = find.query([key])?;
            let row = rows.next()?.ok_or(rusqlite::Error::QueryReturnedNoRows)?;
            let id: String = row.get(0)?;
            let document: i64 = row.get(5)?;
            let text = |at: usize| Ok::<Value, rusqlite::Error>(json!(row.get::<_, Option<String>>(at)?));
            let mut texts = Texts::new(db);
            let spans: Vec<Span> = if layer == "entity" {
                db.prepare_cached("SELECT \"start\", \"end\" FROM mentions WHERE record = ?1 ORDER BY \"start\"")?
                    .query_map([key], |row| Ok([row.get(0)?, row.get(1)?]))?
                    .collect::<rusqlite::Result<_>>()?
            } else {
                vec![db.query_row(&format!("SELECT \"start\", \"end\" FROM {table} WHERE key = ?1"), [key], |row| Ok([row.get(0)?, row.get(1)?]))?]
            };
            let title = spans.first().map(|span| texts.words(document, *span)).transpose()?.unwrap_or_default();
            let mut source = Table { columns: vec!["start", "end", "excerpt"], rows: Vec::new() };
            for span in spans.iter().take(20) {
                source.rows.push(vec![span[0].into(), span[1].into(), texts.excerpt(document, *span)?.into()]);
            }
            let evidence: BTreeMap<String, Value> = db
                .prepare_cached(&format!("SELECT {} FROM grounds x WHERE x.document = ?1 AND x.layer = ?2 AND x.record = ?3", crate::evidence::COLUMNS))?
                .query_row(params![document, layer, id], |row| crate::evidence::read(row, 0))
                .optional()?
                .unwrap_or_default();
            let mut grounds = Table { columns: vec!["field", "rests on", "start", "end"], rows: Vec::new() };
            for (field, ground) in evidence {
                match &ground {
                    Value::Array(spans) => {
                        for span in spans {
                            let Ok([start, end]) = serde_json::from_value::<Span>(span.clone()) else { continue };
                            grounds.rows.push(vec![field.as_str().into(), texts.words(document, [start, end])?.into(), start.into(), end.into()]);
                        }
                    }
                    named => grounds.rows.push(vec![field.as_str().into(), named.clone(), Value::Null, Value::Null]),
                }
            }
            let facts = vec![
                ("rule", text(2)?),
                ("score", json!(row.get::<_, Option<f64>>(1)?)),
                ("decision", text(3)?),
                ("document", text(6)?),
                ("title", text(7)?),
                ("published", text(8)?),
                ("site", text(9)?),
                ("url", text(10)?),
                ("path", text(11)?),
            ];
            Ok(Page { kind: layer, id, title, facts, sections: vec![("source", source), ("evidence", grounds)] })
        })?;
        if matches!(layer, "entity" | "event") {
            let target: Option<String> = self.told(|db| {
                let sql = if layer == "entity" {
                    "SELECT e.id FROM entity_records r JOIN profiles p ON p.key = r.profile JOIN entities e ON e.key = p.entity WHERE r.key = ?1"
                } else {
                    "SELECT v.id FROM event_mentions m JOIN events v ON v.key = m.event WHERE m.key = ?1"
                };
                db.query_row(sql, params![key], |row| row.get(0)).optional()
            })?;
            page.facts.insert(0, (layer, json!(target)));
            let mut ids: BTreeSet<String> = target.into_iter().collect();
            ids.insert(page.id.clone());
            page.sections.push(("merges", self.listed(Layer::Merges, ids.into_iter().collect(), None)?));
        }
        Ok(page)
    }
}

/// The first row of a table as fields.
fn as_facts(table: Table) -> Vec<(&'static str, Value)> {
    table.rows.into_iter().next().map(|row| table.columns.into_iter().zip(row).collect()).unwrap_or_default()
}

/// Some columns of a table.
fn narrow(table: Table, columns: &[&'static str]) -> Table {
    let at: Vec<usize> = columns.iter().filter_map(|name| table.columns.iter().position(|column| column == name)).collect();
    Table { columns: columns.to_vec(), rows: table.rows.into_iter().map(|row| at.iter().map(|&at| row[at].clone()).collect()).collect() }
}

fn called(db: &rusqlite::Connection, entity: i64) -> rusqlite::Result<Table> {
    let mut table = Table { columns: vec!["name", "n_documents"], rows: Vec::new() };
    let mut find = db.prepare_cached(
        "SELECT r.name, count(DISTINCT r.document) FROM profiles p JOIN entity_records r ON r.profile = p.key WHERE p.entity = ?1 AND r.status IS NOT 'rejected'
         GROUP BY r.name ORDER BY 2 DESC, 1",
    )?;
    let mut rows = find.query([entity])?;
    while let Some(row) = rows.next()? {
        table.rows.push(vec![row.get::<_, String>(0)?.into(), row.get::<_, i64>(1)?.into()]);
    }
    Ok(table)
}

fn roles(db: &rusqlite::Connection, entity: i64) -> rusqlite::Result<Table> {
    let mut table = Table { columns: vec!["title", "country", "n_documents", "first", "last"], rows: Vec::new() };
    let mut find = db.prepare_cached(
        "SELECT x.title, x.country, count(DISTINCT d.key), min(d.published), max(d.published) FROM profiles p JOIN entity_records r ON r.profile = p.key
         JOIN roles x ON x.record = r.key JOIN documents d ON d.key = r.document WHERE p.entity = ?1 AND r.status IS NOT 'rejected' GROUP BY x.title, x.country
         ORDER BY 4, 1, 2",
    )?;
    let mut rows = find.query([entity])?;
    while let Some(row) = rows.next()? {
        let text = |at: usize| Ok::<Value, rusqlite::Error>(json!(row.get::<_, Option<String>>(at)?));
        table.rows.push(vec![text(0)?, text(1)?, row.get::<_, i64>(2)?.into(), text(3)?, text(4)?]);
    }
    Ok(table)
}

fn reports(db: &rusqlite::Connection, event: i64) -> rusqlite::Result<Table> {
    let mut table = Table { columns: vec!["published", "site", "title", "excerpt", "modality", "asserted_by", "id"], rows: Vec::new() };
    let mut texts = Texts::new(db);
    let mut find = db.prepare_cached(
        "SELECT d.published, d.site, d.title, d.key, m.\"start\", m.\"end\", m.modality, m.asserted_by, m.id FROM event_mentions m JOIN documents d ON d.key = m.document
         WHERE m.event = ?1 AND m.status IS NOT 'rejected' ORDER BY coalesce(d.published, '~'), m.id",
    )?;
    let mut rows = find.query([event])?;
    while let Some(row) = rows.next()? {
        let text = |at: usize| Ok::<Value, rusqlite::Error>(json!(row.get::<_, Option<String>>(at)?));
        let excerpt = texts.excerpt(row.get(3)?, [row.get(4)?, row.get(5)?])?;
        table.rows.push(vec![text(0)?, text(1)?, text(2)?, excerpt.into(), text(6)?, text(7)?, text(8)?]);
    }
    Ok(table)
}

fn document_events(db: &rusqlite::Connection, document: i64) -> rusqlite::Result<Table> {
    let mut table = Table { columns: vec!["type", "words", "date", "modality", "event", "id"], rows: Vec::new() };
    let mut texts = Texts::new(db);
    let mut find = db.prepare_cached(
        "SELECT m.type, m.\"start\", m.\"end\", m.date_start, m.modality, v.id, m.id FROM event_mentions m LEFT JOIN events v ON v.key = m.event WHERE m.document = ?1 ORDER BY m.\"start\", m.id",
    )?;
    let mut rows = find.query([document])?;
    while let Some(row) = rows.next()? {
        let text = |at: usize| Ok::<Value, rusqlite::Error>(json!(row.get::<_, Option<String>>(at)?));
        let words = texts.words(document, [row.get(1)?, row.get(2)?])?;
        table.rows.push(vec![text(0)?, words.into(), text(3)?, text(4)?, text(5)?, text(6)?]);
    }
    Ok(table)
}

fn document_names(db: &rusqlite::Connection, document: i64) -> rusqlite::Result<Table> {
    let mut table = Table { columns: vec!["name", "kind", "country", "mentions", "entity", "id"], rows: Vec::new() };
    let mut find = db.prepare_cached(
        "SELECT e.name, r.kind, r.country, (SELECT count(*) FROM mentions m WHERE m.record = r.key), e.id, r.id FROM entity_records r JOIN profiles p ON p.key = r.profile
         LEFT JOIN entities e ON e.key = p.entity WHERE r.document = ?1 AND EXISTS (SELECT 1 FROM mentions m WHERE m.record = r.key AND m.form IN ('name', 'demonym'))
         ORDER BY 4 DESC, 1, r.id",
    )?;
    let mut rows = find.query([document])?;
    while let Some(row) = rows.next()? {
        let text = |at: usize| Ok::<Value, rusqlite::Error>(json!(row.get::<_, Option<String>>(at)?));
        table.rows.push(vec![text(0)?, text(1)?, text(2)?, row.get::<_, i64>(3)?.into(), text(4)?, text(5)?]);
    }
    Ok(table)
}

/// Windows in a line of a strip: a quarter of a year by weeks.
const LINE: usize = 13;

/// The windows of a commitment as cells, a quarter by weeks in a line.
fn strip(checks: &[Check]) -> Table {
    let windows: Vec<&Check> = checks.iter().filter(|it| it.start.is_some()).collect();
    let mut table = Table { columns: vec!["from", "windows", "to"], rows: Vec::new() };
    for line in windows.chunks(LINE) {
        let cells: Vec<String> = line.iter().map(|it| cadence::strip(std::slice::from_ref(*it))).collect();
        let (from, to) = (line.first().and_then(|it| it.start.as_deref()), line.last().and_then(|it| it.end.as_deref()));
        table.rows.push(vec![json!(from), cells.join(" ").into(), json!(to)]);
    }
    table
}

/// The windows of a commitment with the reports that each rests on.
fn checked(db: &rusqlite::Connection, checks: &[Check]) -> rusqlite::Result<Table> {
    let mut table = Table {
        columns: vec!["window_start", "window_end", "verdict", "why", "part", "excerpt", "decided", "event", "report"],
        rows: Vec::new(),
    };
    let mut find = db.prepare_cached("SELECT key FROM documents WHERE id = ?1")?;
    let mut texts = Texts::new(db);
    for check in checks {
        let decided = if check.is_decided { Value::Bool(true) } else { Value::Null };
        let mut row = |ground: Option<(&Ground, String)>| {
            let of = |field: fn(&Ground) -> &str| json!(ground.as_ref().map(|it| field(it.0)));
            table.rows.push(vec![
                json!(check.start),
                json!(check.end),
                json!(check.verdict.map(Verdict::name)),
                check.why.as_str().into(),
                of(|it| &it.part),
                json!(ground.as_ref().map(|it| &it.1)),
                decided.clone(),
                of(|it| &it.event),
                of(|it| &it.report),
            ]);
        };
        if check.grounds.is_empty() {
            row(None);
        }
        for ground in &check.grounds {
            let document: i64 = find.query_row([ground.report.split_once('.').map_or("", |it| it.0)], |row| row.get(0))?;
            row(Some((ground, texts.excerpt(document, ground.span)?)));
        }
    }
    Ok(table)
}
