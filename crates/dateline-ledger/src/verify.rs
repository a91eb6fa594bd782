//! Whether everything still stands where the ledger says that it stands.

use rusqlite::params;
use serde_json::Value;

use crate::document::Span;
use crate::evidence;
use crate::ledger::{Ledger, Result};
use crate::query::{Table, Texts};

/// What was looked at, and what is wrong.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Verdict {
    /// Documents.
    pub documents: u64,
    /// Spans of records.
    pub spans: u64,
    /// What is wrong: document, record, cause.
    pub faults: Vec<[String; 3]>,
}

/// Statements that give the spans of a layer: id, start, end.
const SPANS: [(&str, &str); 8] = [
    ("block", "SELECT number, \"start\", \"end\" FROM blocks WHERE document = ?1"),
    ("entity", "SELECT r.id, m.\"start\", m.\"end\" FROM entity_records r JOIN mentions m ON m.record = r.key WHERE r.document = ?1"),
    (
        "entity",
        "SELECT r.id, m.extent_start, m.extent_end FROM entity_records r JOIN mentions m ON m.record = r.key WHERE r.document = ?1 AND m.extent_start IS NOT NULL",
    ),
    ("time", "SELECT id, \"start\", \"end\" FROM times WHERE document = ?1"),
    ("statement", "SELECT id, \"start\", \"end\" FROM statements WHERE document = ?1"),
    ("event", "SELECT id, \"start\", \"end\" FROM event_mentions WHERE document = ?1"),
    ("toll", "SELECT id, \"start\", \"end\" FROM tolls WHERE document = ?1"),
    ("commitment", "SELECT id, \"start\", \"end\" FROM commitments WHERE document = ?1"),
];

impl Ledger {
    /// Anchors every span of every record in the stored text anew, and has SQLite check the file.
    pub fn verify(&self) -> Result<Verdict> {
        let mut verdict = Verdict::default();
        self.told(|db| {
            let found: Vec<String> =
                db.prepare("PRAGMA integrity_check(20)")?.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
            verdict.faults.extend(found.into_iter().filter(|it| it != "ok").map(|it| [String::new(), String::new(), it]));
            let mut broken = db.prepare("PRAGMA foreign_key_check")?;
            let mut rows = broken.query([])?;
            while let Some(row) = rows.next()? {
                verdict.faults.push([String::new(), row.get::<_, String>(0)?, "a row that belongs to none".to_owned()]);
            }
            let documents: Vec<(i64, String)> = db
                .prepare("SELECT key, id FROM documents ORDER BY id")?
                .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect::<rusqlite::Result<_>>()?;
            let mut texts = Texts::new(db);
            for (key, id) in documents {
                verdict.documents += 1;
                let mut check = |record: String, span: Span, texts: &mut Texts<'_>| -> rusqlite::Result<()> {
                    verdict.spans += 1;
                    let is_empty = span[0] == span[1];
                    if span[0] > span[1] || (!is_empty && texts.words(key, span)?.is_empty()) {
                        verdict.faults.push([id.clone(), record, format!("span [{}, {}] is not in the text", span[0], span[1])]);
                    }
                    Ok(())
                };
                for (layer, sql) in SPANS {
                    let mut find = db.prepare_cached(sql)?;
                    let mut rows = find.query(params![key])?;
                    while let Some(row) = rows.next()? {
                        let record = row.get_ref(0)?.as_str().map_or_else(|_| layer.to_owned(), str::to_owned);
                        check(record, [row.get(1)?, row.get(2)?], &mut texts)?;
                    }
                }
                {
                    let mut find =
                        db.prepare_cached(&format!("SELECT x.record, {} FROM grounds x WHERE x.document = ?1", evidence::COLUMNS))?;
                    let mut rows = find.query(params![key])?;
                    while let Some(row) = rows.next()? {
                        for span in evidence::read(row, 1)?.values().filter_map(Value::as_array).flatten() {
                            if let Ok(span) = serde_json::from_value::<Span>(span.clone()) {
                                check(row.get(0)?, span, &mut texts)?;
                            }
                        }
                    }
                }
            }
            Ok(())
        })?;
        Ok(verdict)
    }

    /// Every file that documents were read from, as it was typed, and its format, with the ids and texts that are to be found there.
    pub fn files(&self) -> Result<Vec<File>> {
        self.told(|db| {
            let mut files = db.prepare(
                "SELECT DISTINCT path, coalesce(format, 'text') FROM documents WHERE path IS NOT NULL AND path <> '-' ORDER BY 1, 2",
            )?;
            let mut find = db.prepare("SELECT id, text FROM documents WHERE path = ?1 AND coalesce(format, 'text') = ?2 ORDER BY id")?;
            let files: Vec<(String, String)> =
                files.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
            files
                .into_iter()
                .map(|(path, format)| {
                    let documents =
                        find.query_map([&path, &format], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
                    Ok(File { path, format, documents })
                })
                .collect()
        })
    }
}

/// A file that documents were read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its path, as it was typed.
    pub path: String,
    /// Its format, as the contract names it.
    pub format: String,
    /// Ids and texts.
    pub documents: Vec<(String, String)>,
}

impl Verdict {
    /// The faults as a table.
    #[must_use]
    pub fn table(&self) -> Table {
        Table {
            columns: vec!["document", "record", "fault"],
            rows: self
                .faults
                .iter()
                .map(|fault| fault.iter().map(|it| if it.is_empty() { Value::Null } else { it.as_str().into() }).collect())
                .collect(),
        }
    }
}
