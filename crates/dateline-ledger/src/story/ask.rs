//! Questions about stories: which there are, and what each report of one added, changed or contradicted.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension};
use serde_json::{Value, json};

use crate::contradiction;
use crate::ledger::{Error, Ledger, Result};
use crate::query::{Asked, Table, Texts, documents_of, join_spans};
use crate::show::Page;

/// Stories of more documents than one, and with `all` the others too.
pub(crate) fn list(db: &Connection, asked: &Asked<'_>) -> rusqlite::Result<Table> {
    let mut table = Table {
        columns: vec!["id", "first", "last", "title", "site", "n_documents", "n_texts", "n_origins", "documents"],
        rows: Vec::new(),
    };
    let with = match (&asked.who, &asked.places) {
        (None, None) => None,
        (who, places) => {
            let of = |entities: &Option<BTreeSet<i64>>| entities.as_ref().map(|it| documents_of(db, it)).transpose();
            Some(match (of(who)?, of(places)?) {
                (Some(one), Some(two)) => one.intersection(&two).copied().collect(),
                (one, two) => one.or(two).unwrap_or_default(),
            })
        }
    };
    let mut find = db.prepare_cached(
        "SELECT s.key, s.id, s.first, s.last, s.title, d.site, s.n_documents, s.n_texts, s.n_origins FROM stories s JOIN documents d ON d.key = s.key
         ORDER BY coalesce(s.first, '~'), s.id",
    )?;
    let mut members = db.prepare_cached("SELECT key, id FROM documents WHERE story = ?1 ORDER BY coalesce(published, '~'), id")?;
    let mut texts = Texts::new(db);
    let mut rows = find.query([])?;
    while let Some(row) = rows.next()? {
        let (key, id, count): (i64, String, i64) = (row.get(0)?, row.get(1)?, row.get(6)?);
        if count < 2 && !asked.filter.all && asked.filter.ids.is_empty() && asked.filter.story.is_none() {
            continue;
        }
        let documents: Vec<(i64, String)> =
            members.query_map([key], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
        let (first, last, title): (Option<String>, Option<String>, Option<String>) = (row.get(2)?, row.get(3)?, row.get(4)?);
        let title = match title {
            Some(title) => title,
            None => texts.opening(key)?,
        };
        let passes = asked.ids(documents.iter().map(|it| it.1.as_str()))
            && asked.filter.story.as_deref().is_none_or(|wanted| wanted == id)
            && asked.day(first.as_deref(), last.as_deref())
            && with.as_ref().is_none_or(|with| documents.iter().any(|it| with.contains(&it.0)))
            && asked.text(&title);
        if passes {
            table.rows.push(vec![
                id.into(),
                json!(first),
                json!(last),
                title.into(),
                json!(row.get::<_, Option<String>>(5)?),
                count.into(),
                row.get::<_, i64>(7)?.into(),
                row.get::<_, i64>(8)?.into(),
                documents.into_iter().map(|it| Value::from(it.1)).collect(),
            ]);
        }
    }
    Ok(table)
}

/// A report of a story.
struct Report {
    key: i64,
    id: String,
    published: Option<String>,
    site: Option<String>,
    family: Option<String>,
}

impl Ledger {
    /// What is known of the story that a document reports, by the document's id.
    pub fn show_story(&self, document: &str) -> Result<Page> {
        let story: Option<Option<i64>> =
            self.told(|db| db.query_row("SELECT story FROM documents WHERE id = ?1", [document], |row| row.get(0)).optional())?;
        let Some(Some(story)) = story else { return Err(Error::Question(format!("{document}: no document of {}", self.path.display()))) };
        self.told(|db| page(db, story))
    }
}

fn page(db: &Connection, story: i64) -> rusqlite::Result<Page> {
    let reports: Vec<Report> = db
        .prepare_cached(
            "SELECT d.key, d.id, d.published, d.site, f.id FROM documents d LEFT JOIN documents f ON f.key = d.family AND f.key <> d.key
             WHERE d.story = ?1 ORDER BY coalesce(d.published, '~'), d.id",
        )?
        .query_map([story], |row| {
            Ok(Report { key: row.get(0)?, id: row.get(1)?, published: row.get(2)?, site: row.get(3)?, family: row.get(4)? })
        })?
        .collect::<rusqlite::Result<_>>()?;
    let mut texts = Texts::new(db);
    let mut facts = db.query_row(
        "SELECT s.id, s.title, s.first, s.last, s.n_documents, s.n_texts, s.n_origins, d.site, d.wire, d.url FROM stories s JOIN documents d ON d.key = s.key
         WHERE s.key = ?1",
        [story],
        |row| {
            let text = |at: usize| Ok::<Value, rusqlite::Error>(json!(row.get::<_, Option<String>>(at)?));
            Ok(vec![
                ("id", text(0)?),
                ("title", text(1)?),
                ("first_report", text(0)?),
                ("first_site", text(7)?),
                ("wire", text(8)?),
                ("url", text(9)?),
                ("first", text(2)?),
                ("last", text(3)?),
                ("n_documents", row.get::<_, i64>(4)?.into()),
                ("n_texts", row.get::<_, i64>(5)?.into()),
                ("n_origins", row.get::<_, i64>(6)?.into()),
            ])
        },
    )?;
    let id = facts.remove(0).1.as_str().unwrap_or_default().to_owned();
    let title = match facts.remove(0).1 {
        Value::String(title) => title,
        _ => texts.opening(story)?,
    };
    let mut list =
        Table { columns: vec!["published", "site", "title", "copy_of", "added", "changed", "contradicted", "id"], rows: Vec::new() };
    let mut history = Table { columns: vec!["published", "site", "what", "layer", "words", "before", "id", "document"], rows: Vec::new() };
    let steps = steps(db, story, &reports, &mut texts)?;
    for (report, steps) in reports.iter().zip(&steps) {
        let count = |what: &str| Value::from(steps.iter().filter(|it| it.what == what).count());
        let title: Option<String> = db.query_row("SELECT title FROM documents WHERE key = ?1", [report.key], |row| row.get(0))?;
        list.rows.push(vec![
            json!(report.published),
            json!(report.site),
            json!(title),
            json!(report.family),
            count("added"),
            count("changed"),
            count("contradicted"),
            report.id.as_str().into(),
        ]);
        for step in steps {
            history.rows.push(vec![
                json!(report.published),
                json!(report.site),
                step.what.into(),
                step.layer.into(),
                step.words.as_str().into(),
                json!(step.before),
                json!(step.id),
                report.id.as_str().into(),
            ]);
        }
    }
    Ok(Page { kind: "story", id, title, facts, sections: vec![("reports", list), ("history", history)] })
}

/// What one report did to a story.
struct Step {
    what: &'static str,
    layer: &'static str,
    words: String,
    before: Option<String>,
    id: Option<String>,
}

impl Step {
    fn added(layer: &'static str, words: String, id: String) -> Self {
        Self { what: "added", layer, words, before: None, id: Some(id) }
    }
}

/// An event, a measure, a group and who counts.
type Claim = (Option<i64>, String, String, String);

/// What every report added to those before it, changed or contradicted.
fn steps(db: &Connection, story: i64, reports: &[Report], texts: &mut Texts<'_>) -> rusqlite::Result<Vec<Vec<Step>>> {
    let scope = contradiction::Scope { stories: BTreeSet::from([story]), ..Default::default() };
    let contradictions = contradiction::all(db, Some(&scope))?;
    let place: BTreeMap<i64, usize> = reports.iter().enumerate().map(|(at, it)| (it.key, at)).collect();
    let mut events = db.prepare_cached(
        "SELECT m.event, m.type, m.\"start\", m.\"end\", e.name, m.modality, m.id FROM event_mentions m LEFT JOIN entity_records r ON r.key = m.place
         LEFT JOIN profiles p ON p.key = r.profile LEFT JOIN entities e ON e.key = p.entity
         WHERE m.document = ?1 AND m.status IS NOT 'rejected' ORDER BY m.\"start\", m.id",
    )?;
    let mut statements = db.prepare_cached(
        "SELECT s.utterance, e.name, s.content_json, s.\"start\", s.\"end\", s.id FROM statements s LEFT JOIN entity_records r ON r.key = s.speaker
         LEFT JOIN profiles p ON p.key = r.profile LEFT JOIN entities e ON e.key = p.entity
         WHERE s.document = ?1 AND s.status IS NOT 'rejected' ORDER BY s.\"start\", s.id",
    )?;
    let mut tolls = db.prepare_cached(
        "SELECT m.event, t.measure, coalesce(t.\"group\", ''), coalesce(e.name, 'the reporter (' || d.site || ')', 'the reporter'), t.low, t.high, t.\"start\", t.\"end\", t.id FROM tolls t
         JOIN documents d ON d.key = t.document LEFT JOIN event_mentions m ON m.key = t.mention LEFT JOIN entity_records r ON r.key = t.claimant LEFT JOIN profiles p ON p.key = r.profile
         LEFT JOIN entities e ON e.key = p.entity WHERE t.document = ?1 AND t.status IS NOT 'rejected' ORDER BY t.\"start\", t.id",
    )?;
    let mut names = db.prepare_cached(
        "SELECT DISTINCT e.key, e.name FROM entity_records r JOIN profiles p ON p.key = r.profile JOIN entities e ON e.key = p.entity
         WHERE r.document = ?1 AND r.status IS NOT 'rejected' AND r.kind IN ('person', 'organization', 'place')
         AND EXISTS (SELECT 1 FROM mentions m WHERE m.record = r.key AND m.form = 'name') ORDER BY e.name, e.id",
    )?;
    let (mut known_events, mut known_statements, mut known_names) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    let mut latest: BTreeMap<Claim, (Option<i64>, Option<i64>, String)> = BTreeMap::new();
    let mut out = Vec::with_capacity(reports.len());
    for (at, report) in reports.iter().enumerate() {
        let mut steps = Vec::new();
        if let Some(family) = &report.family {
            steps.push(Step { what: "copied", layer: "document", words: String::new(), before: Some(family.clone()), id: None });
        }
        let mut rows = events.query([report.key])?;
        while let Some(row) = rows.next()? {
            if known_events.insert(row.get::<_, Option<i64>>(0)?) {
                let place = row.get::<_, Option<String>>(4)?.map(|it| format!(", {it}")).unwrap_or_default();
                let modality =
                    row.get::<_, Option<String>>(5)?.filter(|it| it != "happened").map(|it| format!(" ({it})")).unwrap_or_default();
                let words = texts.words(report.key, [row.get(2)?, row.get(3)?])?;
                steps.push(Step::added("event", format!("{} {words}{place}{modality}", row.get::<_, String>(1)?), row.get(6)?));
            }
        }
        let mut rows = tolls.query([report.key])?;
        while let Some(row) = rows.next()? {
            let key: Claim = (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
            let words = format!("{} {} ({})", texts.words(report.key, [row.get(6)?, row.get(7)?])?, key.1, key.3);
            let (low, high): (Option<i64>, Option<i64>) = (row.get(4)?, row.get(5)?);
            match latest.insert(key, (low, high, words.clone())) {
                None => steps.push(Step::added("toll", words, row.get(8)?)),
                Some((a, b, before)) if (a, b) != (low, high) => {
                    steps.push(Step { what: "changed", layer: "toll", words, before: Some(before), id: row.get(8)? });
                }
                Some(_) => {}
            }
        }
        let mut rows = statements.query([report.key])?;
        while let Some(row) = rows.next()? {
            if known_statements.insert(row.get::<_, Option<i64>>(0)?) {
                let speaker = row.get::<_, Option<String>>(1)?.unwrap_or_else(|| "somebody".to_owned());
                let words = join_spans(texts, report.key, &row.get::<_, String>(2)?, [row.get(3)?, row.get(4)?])?;
                steps.push(Step::added("statement", format!("{speaker}: {words}"), row.get(5)?));
            }
        }
        let fresh: Vec<String> = names
            .query_map([report.key], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?)))?
            .collect::<rusqlite::Result<Vec<_>>>()?
            .into_iter()
            .filter(|it| known_names.insert(it.0))
            .map(|it| it.1)
            .collect();
        if !fresh.is_empty() {
            steps.push(Step { what: "added", layer: "name", words: fresh.join(", "), before: None, id: None });
        }
        for it in &contradictions {
            // It is the later of the two reports that contradicts.
            let (Some(&one), Some(&other)) = (place.get(&it.one.document), place.get(&it.other.document)) else { continue };
            let (before, after) = if one < other { (&it.one, &it.other) } else { (&it.other, &it.one) };
            if one.max(other) == at {
                steps.push(Step {
                    what: "contradicted",
                    layer: it.kind,
                    words: format!("{} ({})", after.words, after.by),
                    before: Some(format!("{} ({})", before.words, before.by)),
                    id: Some(after.id.clone()),
                });
            }
        }
        out.push(steps);
    }
    Ok(out)
}
