//! Who and what, and the words that mean them.

use rusqlite::types::ValueRef;
use rusqlite::{Connection, params};
use rustc_hash::FxHashMap;
use serde_json::json;

use super::documents::documents_of;
use super::{Asked, Parts, Table, Texts, number, text};
use crate::codes;

pub(super) fn entities(db: &Connection, asked: &Asked<'_>) -> rusqlite::Result<Table> {
    let mut table = Table {
        columns: vec!["id", "kind", "name", "country", "sector", "n_documents", "n_texts", "n_origins", "first", "last"],
        rows: Vec::new(),
    };
    let who = asked.who_json();
    let narrow = if who.is_some() { "AND key IN (SELECT value FROM json_each(?1))" } else { "AND ?1 IS NULL" };
    let mut find = db.prepare_cached(&format!(
        "SELECT key, id, kind, name, country, sector, n_documents, n_texts, n_origins, first, last FROM entities
         WHERE n_documents > 0 {narrow} AND (?2 IS NULL OR kind = ?2 COLLATE NOCASE) AND (?3 IS NULL OR country = ?3)
         ORDER BY n_origins DESC, n_documents DESC, name, id",
    ))?;
    let mut rows = find.query(params![who, asked.filter.r#type, asked.country])?;
    while let Some(row) = rows.next()? {
        if asked.is_full(&table) {
            break;
        }
        let key: i64 = row.get(0)?;
        let id: String = row.get(1)?;
        let (kind, country): (String, Option<String>) = (row.get(2)?, row.get(4)?);
        let passes = asked.ids([id.as_str()].into_iter())
            && asked.kind(Some(&kind))
            && asked.who([key].iter())
            && asked.place(Some(key))
            && asked.country(country.as_deref().into_iter())
            && asked.day(row.get::<_, Option<String>>(9)?.as_deref(), row.get::<_, Option<String>>(10)?.as_deref())
            && asked.text(&row.get::<_, String>(3)?);
        if passes {
            table.rows.push(vec![
                id.into(),
                kind.into(),
                text(row, 3)?,
                text(row, 4)?,
                text(row, 5)?,
                number(row, 6)?,
                number(row, 7)?,
                number(row, 8)?,
                text(row, 9)?,
                text(row, 10)?,
            ]);
        }
    }
    Ok(table)
}

/// An entity: id, name, kind, country.
type Named = (String, String, String, Option<String>);

pub(super) fn mentions(db: &Connection, asked: &Asked<'_>, take: &mut dyn FnMut(&mut Table)) -> rusqlite::Result<()> {
    let columns = vec!["document", "source_id", "start", "end", "words", "form", "entity", "name", "kind", "country"];
    let mut parts = Parts::new(columns, asked, take);
    // An entity is named once, not once a mention.
    let mut named: FxHashMap<i64, Named> = FxHashMap::default();
    let who = asked.who_json();
    let narrow = if who.is_some() { "WHERE key IN (SELECT value FROM json_each(?1))" } else { "WHERE ?1 IS NULL" };
    let mut find = db.prepare_cached(&format!("SELECT key, id, name, kind, country FROM entities {narrow}"))?;
    let mut rows = find.query([&who])?;
    while let Some(row) = rows.next()? {
        named.insert(row.get(0)?, (row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?));
    }
    let mut order: Vec<(i64, String, Option<String>, Option<String>)> = db
        .prepare_cached("SELECT key, id, source_id, published FROM documents ORDER BY coalesce(published, '~'), id")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?
        .collect::<rusqlite::Result<_>>()?;
    if let Some(who) = &asked.who {
        let with = documents_of(db, who)?;
        order.retain(|it| with.contains(&it.0));
    }
    let mut texts = Texts::new(db);
    let narrow = if who.is_some() { "AND p.entity IN (SELECT value FROM json_each(?2))" } else { "AND ?2 IS NULL" };
    let mut records = db.prepare_cached(&format!(
        "SELECT r.key, p.entity, r.score FROM entity_records r JOIN profiles p ON p.key = r.profile
         WHERE r.document = ?1 {narrow} AND p.entity IS NOT NULL AND r.status IS NOT 'rejected' ORDER BY r.code",
    ))?;
    // The records of a document have keys that follow one another, and so have their mentions.
    let mut find =
        db.prepare_cached("SELECT record, \"start\", \"end\", form_code FROM mentions WHERE record BETWEEN ?1 AND ?2 ORDER BY record")?;
    for (key, id, source_id, published) in order {
        if parts.is_full() {
            break;
        }
        if !asked.day(published.as_deref(), None) {
            continue;
        }
        let mut passing: FxHashMap<i64, (usize, &Named)> = FxHashMap::default();
        let (mut first, mut last) = (i64::MAX, i64::MIN);
        let mut rows = records.query(params![key, who])?;
        while let Some(row) = rows.next()? {
            let (record, entity): (i64, i64) = (row.get(0)?, row.get(1)?);
            let Some(it) = named.get(&entity) else { continue };
            let passes = asked.ids([id.as_str(), &it.0].into_iter())
                && asked.who([entity].iter())
                && asked.place(Some(entity))
                && asked.kind(Some(&it.2))
                && asked.country(it.3.as_deref().into_iter())
                && asked.score(row.get(2)?);
            if passes {
                passing.insert(record, (passing.len(), it));
                (first, last) = (first.min(record), last.max(record));
            }
        }
        // In the order of the text; of mentions in one place that of the records' ids.
        let mut found = Vec::new();
        let mut rows = find.query([first, last])?;
        while let Some(row) = rows.next()? {
            if let Some((rank, it)) = passing.get(&row.get(0)?) {
                let form = match row.get_ref(3)? {
                    ValueRef::Integer(code) => codes::FORMS.get(code as usize).map_or_else(String::new, |it| (*it).to_owned()),
                    other => other.as_str()?.to_owned(),
                };
                found.push((row.get::<_, usize>(1)?, row.get::<_, usize>(2)?, *rank, form, *it));
            }
        }
        found.sort_unstable_by_key(|it| (it.0, it.1, it.2));
        for (start, end, _, form, (entity, name, kind, country)) in found {
            let words = texts.words(key, [start, end])?;
            if asked.text(&words) {
                parts.push(vec![
                    id.as_str().into(),
                    json!(source_id),
                    start.into(),
                    end.into(),
                    words.into(),
                    form.into(),
                    entity.as_str().into(),
                    name.as_str().into(),
                    kind.as_str().into(),
                    json!(country),
                ]);
            }
        }
    }
    parts.end();
    Ok(())
}
