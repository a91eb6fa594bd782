//! Words as they stand in the texts of documents.

use rusqlite::Connection;

use crate::document::Span;

/// Texts of documents, cut at code points.
pub(crate) struct Texts<'d> {
    db: &'d Connection,
    at: i64,
    text: String,
    /// Byte offsets of code points; empty where they are the same.
    points: Vec<u32>,
}

impl<'d> Texts<'d> {
    pub(crate) fn new(db: &'d Connection) -> Self {
        Self { db, at: -1, text: String::new(), points: Vec::new() }
    }

    fn open(&mut self, document: i64) -> rusqlite::Result<()> {
        if self.at != document {
            self.text = self.db.prepare_cached("SELECT text FROM documents WHERE key = ?1")?.query_row([document], |row| row.get(0))?;
            self.at = document;
            self.points.clear();
            if !self.text.is_ascii() {
                self.points.extend(self.text.char_indices().map(|(at, _)| at as u32).chain([self.text.len() as u32]));
            }
        }
        Ok(())
    }

    /// The whole text of a document.
    pub(crate) fn whole(&mut self, document: i64) -> rusqlite::Result<&str> {
        self.open(document)?;
        Ok(&self.text)
    }

    /// How many code points a document's text has.
    pub(crate) fn length(&mut self, document: i64) -> rusqlite::Result<usize> {
        self.open(document)?;
        Ok(if self.points.is_empty() { self.text.len() } else { self.points.len() - 1 })
    }

    /// The words of a span; nothing where it reaches out of the text.
    pub(crate) fn words(&mut self, document: i64, span: Span) -> rusqlite::Result<String> {
        self.open(document)?;
        let at = |point: usize| if self.points.is_empty() { Some(point) } else { self.points.get(point).map(|it| *it as usize) };
        let range = at(span[0]).zip(at(span[1]));
        Ok(range.and_then(|(start, end)| self.text.get(start..end)).unwrap_or_default().to_owned())
    }

    /// A span with some text around it, in one line, the span between marks.
    pub(crate) fn excerpt(&mut self, document: i64, span: Span) -> rusqlite::Result<String> {
        const AROUND: usize = 80;
        self.open(document)?;
        let length = self.length(document)?;
        let before = self.words(document, [span[0].saturating_sub(AROUND), span[0]])?;
        let after = self.words(document, [span[1], (span[1] + AROUND).min(length)])?;
        let before = before.split_once(' ').filter(|_| span[0] > AROUND).map_or(before.as_str(), |it| it.1);
        let after = after.rsplit_once(' ').filter(|_| span[1] + AROUND < length).map_or(after.as_str(), |it| it.0);
        Ok(format!("{before}[{}]{after}", self.words(document, span)?).replace(['\n', '\r'], " "))
    }
}

/// The words of several spans, with three dots between them.
pub(super) fn join_spans(texts: &mut Texts<'_>, document: i64, spans: &str, main: Span) -> rusqlite::Result<String> {
    let spans: Vec<Span> = serde_json::from_str(spans).unwrap_or_default();
    if spans.is_empty() {
        return texts.words(document, main);
    }
    let parts: Vec<String> = spans.into_iter().map(|span| texts.words(document, span)).collect::<rusqlite::Result<_>>()?;
    Ok(parts.join(" … "))
}
