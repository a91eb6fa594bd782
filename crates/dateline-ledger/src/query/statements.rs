//! Who said what.

use rusqlite::Connection;

use super::texts::join_spans;
use super::{Asked, Parts, Table, Texts, number, real, text};

/// Only the statements of those who are asked for are looked at.
const SPOKEN_BY: &str = "s.speaker IN (SELECT x.key FROM profiles y JOIN entity_records x ON x.profile = y.key WHERE y.entity IN (SELECT value FROM json_each(?1)))";

pub(super) fn statements(db: &Connection, asked: &Asked<'_>, take: &mut dyn FnMut(&mut Table)) -> rusqlite::Result<()> {
    let columns = vec![
        "id",
        "published",
        "said",
        "speaker",
        "speaker_id",
        "words",
        "kind",
        "mode",
        "channel",
        "withheld",
        "denied",
        "document",
        "source_id",
        "title",
        "site",
        "n_copies",
        "start",
        "end",
        "score",
        "utterance",
        "n_documents",
        "n_texts",
        "n_origins",
    ];
    let mut parts = Parts::new(columns, asked, take);
    let who = asked.who_json();
    let narrow = if who.is_some() { SPOKEN_BY } else { "?1 IS NULL" };
    let mut find = db.prepare_cached(&format!(
        "SELECT s.id, d.published, s.said, e.name, e.id, s.content_json, s.kind, s.mode, s.channel, s.withheld, s.denied, d.id, d.source_id, d.title, d.site,
         s.\"start\", s.\"end\", s.score, d.key, e.key, r.country, (SELECT count(*) FROM documents o WHERE o.family = d.family),
         u.id, u.n_documents, u.n_texts, u.n_origins
         FROM statements s JOIN documents d ON d.key = s.document LEFT JOIN entity_records r ON r.key = s.speaker LEFT JOIN profiles p ON p.key = r.profile
         LEFT JOIN entities e ON e.key = p.entity LEFT JOIN utterances u ON u.key = s.utterance WHERE {narrow} AND s.status IS NOT 'rejected' ORDER BY coalesce(d.published, '~'), d.id, s.\"start\", s.id",
    ))?;
    let mut rows = find.query([who])?;
    let mut texts = Texts::new(db);
    while let Some(row) = rows.next()? {
        if parts.is_full() {
            break;
        }
        let (id, published, said, document): (String, Option<String>, Option<String>, String) =
            (row.get(0)?, row.get(1)?, row.get(2)?, row.get(11)?);
        let (speaker, speaker_id): (Option<i64>, Option<String>) = (row.get(19)?, row.get(4)?);
        let passes = asked.ids([id.as_str(), document.as_str()].into_iter().chain(speaker_id.as_deref()))
            && asked.who(speaker.iter())
            && asked.kind(row.get::<_, Option<String>>(6)?.as_deref())
            && asked.day(said.as_deref().or(published.as_deref()), None)
            && asked.country(row.get::<_, Option<String>>(20)?.as_deref().into_iter())
            && asked.score(row.get(17)?);
        if !passes {
            continue;
        }
        let (start, end, key): (usize, usize, i64) = (row.get(15)?, row.get(16)?, row.get(18)?);
        let words = join_spans(&mut texts, key, &row.get::<_, String>(5)?, [start, end])?;
        if !asked.text(&words) {
            continue;
        }
        let mut values = vec![id.into(), text(row, 1)?, text(row, 2)?, text(row, 3)?, text(row, 4)?, words.into()];
        for at in 6..10 {
            values.push(text(row, at)?);
        }
        values.push(row.get::<_, bool>(10)?.into());
        for at in 11..15 {
            values.push(text(row, at)?);
        }
        values.extend([
            number(row, 21)?,
            start.into(),
            end.into(),
            real(row, 17)?,
            text(row, 22)?,
            number(row, 23)?,
            number(row, 24)?,
            number(row, 25)?,
        ]);
        parts.push(values);
    }
    parts.end();
    Ok(())
}
