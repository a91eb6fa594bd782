//! Every claimant's figure.

use rusqlite::Connection;
use serde_json::json;

use super::events::merged;
use super::{Asked, Table, Texts, number, real, text};

pub(super) fn tolls(db: &Connection, asked: &Asked<'_>) -> rusqlite::Result<Table> {
    let mut table = Table {
        columns: vec![
            "id",
            "event",
            "measure",
            "low",
            "high",
            "qualifier",
            "group",
            "part_of",
            "claimant",
            "as_of",
            "published",
            "words",
            "place",
            "document",
            "source_id",
            "title",
            "n_copies",
            "start",
            "end",
            "score",
        ],
        rows: Vec::new(),
    };
    let events = merged(db)?;
    let mut find = db.prepare_cached(
        "SELECT t.id, m.event, t.measure, t.low, t.high, t.qualifier, t.\"group\", t.part_of, e.name, t.as_of, d.published, d.key, t.\"start\", t.\"end\", d.id, d.source_id, d.title,
         t.score, e.key, r.country, (SELECT count(*) FROM documents o WHERE o.family = d.family)
         FROM tolls t JOIN documents d ON d.key = t.document LEFT JOIN event_mentions m ON m.key = t.mention LEFT JOIN entity_records r ON r.key = t.claimant
         LEFT JOIN profiles p ON p.key = r.profile LEFT JOIN entities e ON e.key = p.entity
         WHERE t.status IS NOT 'rejected' ORDER BY coalesce(d.published, '~'), d.id, t.\"start\", t.id",
    )?;
    let mut rows = find.query([])?;
    let mut texts = Texts::new(db);
    while let Some(row) = rows.next()? {
        let event = row.get::<_, Option<i64>>(1)?.and_then(|event| events.get(&event));
        let (id, document): (String, String) = (row.get(0)?, row.get(14)?);
        let (as_of, published): (Option<String>, Option<String>) = (row.get(9)?, row.get(10)?);
        let claimant_country: Option<String> = row.get(19)?;
        let passes = asked
            .ids([id.as_str(), document.as_str()].into_iter().chain(event.iter().flat_map(|it| it.ids.iter().map(String::as_str))))
            && asked.who(row.get::<_, Option<i64>>(18)?.iter())
            && asked.kind(Some(&row.get::<_, String>(2)?))
            && asked.day(as_of.as_deref().or(published.as_deref()), None)
            && asked.places.as_ref().is_none_or(|places| event.is_some_and(|it| it.places.iter().any(|place| places.contains(place))))
            && asked.country(
                claimant_country.as_deref().into_iter().chain(event.iter().flat_map(|it| it.countries.iter().map(String::as_str))),
            )
            && asked.score(row.get(17)?);
        if !passes {
            continue;
        }
        let (start, end): (usize, usize) = (row.get(12)?, row.get(13)?);
        let words = texts.words(row.get(11)?, [start, end])?;
        if !asked.text(&words) {
            continue;
        }
        table.rows.push(vec![
            id.into(),
            json!(event.map(|it| &it.id)),
            text(row, 2)?,
            number(row, 3)?,
            number(row, 4)?,
            text(row, 5)?,
            text(row, 6)?,
            text(row, 7)?,
            text(row, 8)?,
            text(row, 9)?,
            text(row, 10)?,
            words.into(),
            json!(event.and_then(|it| it.place.as_ref())),
            document.into(),
            text(row, 15)?,
            text(row, 16)?,
            number(row, 20)?,
            start.into(),
            end.into(),
            real(row, 17)?,
        ]);
    }
    Ok(table)
}
