//! Words of a person, looked up in the texts.

use rusqlite::params;

use super::{Table, text};
use crate::ledger::{Ledger, Result};

impl Ledger {
    /// Documents with all of some words, best first; what stands in quotation marks stands there as one phrase.
    pub fn search(&self, words: &str, limit: usize) -> Result<Table> {
        let query = quoted(words);
        let mut table = Table { columns: vec!["id", "published", "site", "title", "excerpt"], rows: Vec::new() };
        if query.is_empty() {
            return Ok(table);
        }
        self.told(|db| {
            let mut find = db.prepare_cached(
                "SELECT d.id, d.published, d.site, d.title, snippet(search, 1, '[', ']', '…', 24) FROM search JOIN documents d ON d.key = search.rowid
                 WHERE search MATCH ?1 ORDER BY round(bm25(search), 6), d.published, d.id LIMIT ?2",
            )?;
            let mut rows = find.query(params![query, limit])?;
            while let Some(row) = rows.next()? {
                let excerpt = row.get::<_, String>(4)?.replace(['\n', '\r'], " ");
                table.rows.push(vec![text(row, 0)?, text(row, 1)?, text(row, 2)?, text(row, 3)?, excerpt.into()]);
            }
            Ok(())
        })?;
        Ok(table)
    }
}

/// What a person typed, as a query that means these words and nothing else.
fn quoted(words: &str) -> String {
    let mut parts = Vec::new();
    for (at, part) in words.split(['"', '“', '”']).enumerate() {
        let is_phrase = at % 2 == 1;
        let units: Vec<&str> = if is_phrase { vec![part] } else { part.split_whitespace().collect() };
        parts.extend(
            units.into_iter().filter(|unit| unit.chars().any(char::is_alphanumeric)).map(|unit| format!("\"{}\"", unit.replace('\0', " "))),
        );
    }
    parts.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_words_and_no_query() {
        assert_eq!(quoted("ferry OR NOT title:x*"), "\"ferry\" \"OR\" \"NOT\" \"title:x*\"");
        assert_eq!(quoted("said \"no comment\" \"open"), "\"said\" \"no comment\" \"open\"");
        assert_eq!(quoted("\" * ^ -"), "");
    }
}
