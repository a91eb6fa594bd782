//! From a record to a document.

use std::borrow::Cow;

use dateline_text::{Document, Note, NoteCode, Source};
use sha2::{Digest, Sha256};

use crate::lexicon::Lexicon;
use crate::{Record, charset, html, metadata, plain};

/// How to read, where the input leaves a choice.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// All of the text is the article: every block is kept.
    pub whole_text: bool,
    /// The publication date of inputs that carry none.
    pub published: Option<String>,
}

/// Reads records into documents. Compiles its word lists once; share it between threads.
#[derive(Debug)]
pub struct Reader {
    lexicon: Lexicon,
    options: Options,
}

impl Reader {
    /// A reader with the default options.
    #[must_use]
    pub fn new() -> Self {
        Self::with(Options::default())
    }

    /// A reader with these options.
    #[must_use]
    pub fn with(options: Options) -> Self {
        Self { lexicon: Lexicon::load(), options }
    }

    /// Reads one page. Any bytes give a document; what was odd about them stands in its notes.
    #[must_use]
    pub fn read(&self, record: &Record) -> Document {
        let given = record.published_argument.as_ref().or(self.options.published.as_ref());
        let options = &Options { published: given.cloned(), ..self.options };
        let decoded = charset::decode(&record.payload, record.charset.as_deref(), record.html);
        let mut notes = decoded.notes();
        if record.truncated {
            notes.push(Note { code: NoteCode::Truncated, message: Cow::Borrowed("the input ended before the page did"), span: None });
        }
        let (text, blocks, meta) = if record.html {
            let page = html::read(&decoded, record, &self.lexicon, options, &mut notes);
            (page.text, page.blocks, page.meta)
        } else {
            let blocks = plain::blocks(&decoded, &self.lexicon, options);
            let text = decoded.into_text();
            let meta = metadata::of_text(&text, &blocks, record, &self.lexicon, options, &mut notes);
            (text, blocks, meta)
        };
        Document { id: document_id(record), source: source(record), meta, text, blocks, notes }
    }
}

impl Default for Reader {
    fn default() -> Self {
        Self::new()
    }
}

/// The document's id: see [`Document::id`].
fn document_id(record: &Record) -> String {
    let mut hash = blake3::Hasher::new();
    hash.update(record.url.as_deref().or(record.id.as_deref()).unwrap_or_default().as_bytes());
    hash.update(&[0]);
    hash.update(&record.payload);
    hash.finalize().to_hex()[..16].to_owned()
}

fn source(record: &Record) -> Source {
    Source {
        path: record.path.clone(),
        record: record.record,
        offset: record.offset,
        id: record.id.clone(),
        url: record.url.clone(),
        format: record.format,
        sha256: hex(&Sha256::digest(&record.payload)),
    }
}

fn hex(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap_or_default();
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}
