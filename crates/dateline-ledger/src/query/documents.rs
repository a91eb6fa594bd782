//! Documents, and who copied whom.

use std::collections::BTreeSet;

use rusqlite::Connection;
use serde_json::Value;

use super::{Asked, Table, Texts, number, real, text};

pub(super) fn documents(db: &Connection, asked: &Asked<'_>) -> rusqlite::Result<Table> {
    let mut table = Table {
        columns: vec![
            "id",
            "source_id",
            "family",
            "story",
            "published",
            "published_basis",
            "site",
            "title",
            "wire",
            "language",
            "url",
            "path",
            "record",
            "revision_of",
            "n_copies",
        ],
        rows: Vec::new(),
    };
    let with = match &asked.who {
        Some(who) => Some(documents_of(db, who)?),
        None => None,
    };
    let mut find = db.prepare_cached(
        "SELECT d.key, d.id, d.source_id, f.id, d.published, d.published_basis, d.site, d.title, d.wire, d.language, d.url, d.path, d.record, r.id,
         (SELECT count(*) FROM documents o WHERE o.family = d.family) FROM documents d LEFT JOIN documents f ON f.key = d.family LEFT JOIN documents r ON r.key = d.revision_of
         ORDER BY coalesce(d.published, '~'), d.id",
    )?;
    let mut rows = find.query([])?;
    let mut texts = Texts::new(db);
    while let Some(row) = rows.next()? {
        let key: i64 = row.get(0)?;
        let (id, published): (String, Option<String>) = (row.get(1)?, row.get(4)?);
        let passes = asked.ids([id.as_str()].into_iter())
            && asked.day(published.as_deref(), None)
            && with.as_ref().is_none_or(|with| with.contains(&key))
            && asked.kind(row.get::<_, Option<String>>(9)?.as_deref());
        if !passes || !(asked.words.is_empty() || asked.text(texts.whole(key)?)) {
            continue;
        }
        let mut values = vec![Value::from(id)];
        for at in [2, 3, 3, 4, 5, 6, 7, 8, 9, 10, 11] {
            values.push(text(row, at)?);
        }
        values.extend([number(row, 12)?, text(row, 13)?, number(row, 14)?]);
        table.rows.push(values);
    }
    Ok(table)
}

/// The documents that name any of some entities.
pub(super) fn documents_of(db: &Connection, entities: &BTreeSet<i64>) -> rusqlite::Result<BTreeSet<i64>> {
    let mut find =
        db.prepare_cached("SELECT DISTINCT r.document FROM profiles p JOIN entity_records r ON r.profile = p.key WHERE p.entity = ?1")?;
    let mut found = BTreeSet::new();
    for entity in entities {
        found.extend(find.query_map([entity], |row| row.get::<_, i64>(0))?.collect::<rusqlite::Result<Vec<_>>>()?);
    }
    Ok(found)
}

pub(super) fn copies(db: &Connection, asked: &Asked<'_>) -> rusqlite::Result<Table> {
    let mut table = Table {
        columns: vec!["document", "of", "kind", "share", "of_share", "published", "of_published", "title", "of_title", "site", "of_site"],
        rows: Vec::new(),
    };
    let mut find = db.prepare_cached(
        "SELECT d.id, o.id, c.kind, c.share, c.of_share, d.published, o.published, d.title, o.title, d.site, o.site
         FROM copies c JOIN documents d ON d.key = c.document JOIN documents o ON o.key = c.\"of\"
         ORDER BY coalesce(o.published, '~'), o.id, coalesce(d.published, '~'), d.id",
    )?;
    let mut rows = find.query([])?;
    while let Some(row) = rows.next()? {
        let (a, b): (String, String) = (row.get(0)?, row.get(1)?);
        let passes = asked.ids([a.as_str(), b.as_str()].into_iter())
            && asked.kind(Some(&row.get::<_, String>(2)?))
            && asked.day(row.get::<_, Option<String>>(5)?.as_deref(), None);
        if passes {
            let mut values = vec![a.into(), b.into(), text(row, 2)?, real(row, 3)?, real(row, 4)?];
            for at in 5..11 {
                values.push(text(row, at)?);
            }
            table.rows.push(values);
        }
    }
    Ok(table)
}
