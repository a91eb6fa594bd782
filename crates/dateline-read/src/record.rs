//! What a container gives: one page's payload with what is known of it, or a record that was skipped and why.

use dateline_text::Format;

/// One page as a container holds it, before anything of it is read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Record {
    /// The page's bytes: an HTTP body after transfer and content decoding, a file after `.gz` or `.zst`, a JSON or
    /// XML string value as UTF-8; always before charset decoding.
    pub payload: Vec<u8>,
    /// Whether the payload is HTML; otherwise it is plain text, a paragraph a line.
    pub html: bool,
    /// The charset that the container declares (an HTTP `Content-Type`; `utf-8` for a JSON string).
    pub charset: Option<String>,
    /// The file's name as given.
    pub path: Option<String>,
    /// Position in the container, from 0; `None` for a file that is one page.
    pub record: Option<u64>,
    /// First byte of the record in the container, after `.gz` or `.zst`.
    pub offset: Option<u64>,
    /// The record's own id.
    pub id: Option<String>,
    /// The address it was published or captured under.
    pub url: Option<String>,
    /// The container's format.
    pub format: Format,
    /// The title that the container gives.
    pub title: Option<String>,
    /// The outlet that the container gives.
    pub site: Option<String>,
    /// The authors that the container gives.
    pub byline: Vec<String>,
    /// The publication date that the container gives, as it stands there; a feed's in the form of RFC 3339, its offset kept.
    pub published: Option<String>,
    /// The publication date that a person gives for it in case it carries none itself; goes before [`crate::Options::published`].
    pub published_argument: Option<String>,
    /// The language that the container gives.
    pub language: Option<String>,
    /// When the bytes were captured (a WARC date), RFC 3339.
    pub captured: Option<String>,
    /// Whether the payload ended early or was cut.
    pub truncated: bool,
}

impl Record {
    /// An HTML page of which nothing else is known.
    #[must_use]
    pub fn html(payload: Vec<u8>) -> Self {
        Self { payload, html: true, format: Format::Html, ..Self::default() }
    }

    /// A plain text of which nothing else is known.
    #[must_use]
    pub fn text(payload: Vec<u8>) -> Self {
        Self { payload, ..Self::default() }
    }
}

/// A record that was not read. It is counted and noted, and never ends the run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skip {
    /// Position in the container, from 0; `None` where the whole input is meant.
    pub record: Option<u64>,
    /// First byte of the record there, after `.gz` or `.zst`.
    pub offset: Option<u64>,
    /// What kind of reason.
    pub code: SkipCode,
    /// The reason in one line, lower case: `truncated gzip`, `status 404`.
    pub message: String,
}

/// Why a record was not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SkipCode {
    /// Nothing in it.
    Empty,
    /// PDF, images, archives and other binaries.
    Binary,
    /// A record that is no page by its kind: a request, a revisit, a redirect, an error page, a style sheet.
    NotAPage,
    /// Larger than `--max-record`, or expanding beyond the allowed ratio.
    TooLarge,
    /// Not what its format says: a bad header, a line that is no JSON object.
    Malformed,
    /// The input ended in the middle of it.
    Truncated,
}

impl SkipCode {
    /// The name in summaries and notes.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Binary => "binary",
            Self::NotAPage => "not-a-page",
            Self::TooLarge => "too-large",
            Self::Malformed => "malformed",
            Self::Truncated => "truncated",
        }
    }
}

/// Bounds that keep a hostile or broken input from taking the machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Largest payload of one record, in bytes; a larger one is skipped in bounded memory.
    pub max_record: usize,
    /// Largest ratio of decompressed to compressed bytes.
    pub max_ratio: u64,
    /// Deepest nesting of JSON.
    pub max_json_depth: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { max_record: 32 << 20, max_ratio: 200, max_json_depth: 64 }
    }
}
