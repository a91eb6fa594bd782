//! Ids, kinds and scores in few bytes.
//!
//! Most of a ledger are rows whose ids, kinds and scores are longer than all that they say. So a column `…_code` has a number or the bytes
//! of an id, and a generated column beside it, which any SQLite tool reads, what it means (`schema.sql`). What has no code, as the id of
//! another program, stands in the column of codes as it is.

use rusqlite::types::Value;

/// Kinds of entities; their place here is their code, as in all lists of this module.
pub(crate) const KINDS: [&str; 6] = ["person", "organization", "place", "group", "object", "country"];
/// Forms of mentions.
pub(crate) const FORMS: [&str; 5] = ["name", "nominal", "pronoun", "possessive", "demonym"];
/// Kinds of blocks.
pub(crate) const BLOCKS: [&str; 15] = [
    "paragraph",
    "lead",
    "headline",
    "dateline",
    "crosshead",
    "list",
    "caption",
    "credit",
    "repeat",
    "related",
    "promo",
    "navigation",
    "comment",
    "other",
    "table",
];

/// A word of a list as its code.
pub(crate) fn word(list: &[&str], word: &str) -> Value {
    list.iter().position(|it| *it == word).map_or_else(|| Value::Text(word.to_owned()), |at| Value::Integer(at as i64))
}

/// The id of a record as its bytes: of the document, and its own after the dot and the letter of the layer.
pub(crate) fn record(id: &str, letter: char) -> Value {
    let hex = |text: &str| -> Option<Vec<u8>> {
        let is_hex = text.bytes().all(|it| it.is_ascii_digit() || (b'a'..=b'f').contains(&it));
        (0..text.len()).step_by(2).map(|at| u8::from_str_radix(text.get(at..at + 2)?, 16).ok()).collect::<Option<_>>().filter(|_| is_hex)
    };
    let code = id.split_once('.').and_then(|(document, own)| {
        let own = own.strip_prefix(letter).filter(|own| own.len() == 10 && document.len() == 16)?;
        Some([hex(document)?, hex(own)?].concat())
    });
    code.map_or_else(|| Value::Text(id.to_owned()), Value::Blob)
}

/// A score as thousandths, where that says all of it.
pub(crate) fn score(score: Option<f64>) -> Value {
    let Some(score) = score else { return Value::Null };
    let thousandths = (score * 1000.0).round();
    #[allow(clippy::float_cmp, reason = "the very number must come out again")]
    if thousandths / 1000.0 == score && thousandths.abs() < 1e6 { Value::Integer(thousandths as i64) } else { Value::Real(score) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_read_what_was_written() {
        let db = rusqlite::Connection::open_in_memory().unwrap();
        db.execute_batch(include_str!("schema.sql")).unwrap();
        db.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
        for (at, form) in FORMS.iter().chain(&["sign"]).enumerate() {
            db.execute(
                "INSERT INTO mentions(record, \"start\", \"end\", form_code) VALUES (1, ?1, ?1, ?2)",
                rusqlite::params![at as i64, word(&FORMS, form)],
            )
            .unwrap();
        }
        for (at, kind) in BLOCKS.iter().chain(&["aside"]).enumerate() {
            db.execute(
                "INSERT INTO blocks(document, number, \"start\", \"end\", kind_code, keep) VALUES (1, ?1, 0, 0, ?2, 1)",
                rusqlite::params![at as i64, word(&BLOCKS, kind)],
            )
            .unwrap();
        }
        let ids = ["0123456789abcdef.e0123456789", "0123456789abcdef.e01234567XY", "my-own.e1", "0123456789ABCDEF.e0123456789"];
        for (at, (kind, id)) in KINDS.iter().zip(ids.iter().cycle()).enumerate() {
            db.execute(
                "INSERT INTO entity_records(code, document, profile, kind_code, name, score_code) VALUES (?1, 1, 1, ?2, '', ?3)",
                rusqlite::params![record(id, 'e'), word(&KINDS, kind), score(Some([0.842, 1.0 / 3.0, 1.0][at % 3]))],
            )
            .unwrap();
        }
        let told =
            |sql: &str| -> Vec<String> { db.prepare(sql).unwrap().query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect() };
        assert_eq!(told("SELECT form FROM mentions ORDER BY \"start\""), [&FORMS[..], &["sign"]].concat());
        assert_eq!(told("SELECT kind FROM blocks ORDER BY number"), [&BLOCKS[..], &["aside"]].concat());
        assert_eq!(told("SELECT kind FROM entity_records ORDER BY key"), KINDS);
        assert_eq!(told("SELECT id FROM entity_records ORDER BY key LIMIT 4"), ids);
        let scores: Vec<f64> = db
            .prepare("SELECT score FROM entity_records ORDER BY key LIMIT 3")
            .unwrap()
            .query_map([], |row| row.get(0))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        assert_eq!(scores, [0.842, 1.0 / 3.0, 1.0]);
    }
}
