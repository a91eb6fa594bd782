//! The contract's JSON: the only place where documents become JSON, spans become code points.

use dateline_text::{self as text, CodePoints};
use serde::Serialize;

/// A document as the contract prints it.
#[derive(Debug, Serialize)]
pub struct Document<'d> {
    r#type: &'static str,
    id: &'d str,
    source: Source<'d>,
    meta: Meta<'d>,
    text: &'d str,
    blocks: Vec<Block<'d>>,
    copies: Option<()>,
    withheld: [(); 0],
    entities: [(); 0],
    times: [(); 0],
    statements: [(); 0],
    events: [(); 0],
    tolls: [(); 0],
    commitments: [(); 0],
    notes: Vec<Note<'d>>,
}

#[derive(Debug, Serialize)]
struct Source<'d> {
    path: Option<&'d str>,
    record: Option<u64>,
    offset: Option<u64>,
    id: Option<&'d str>,
    url: Option<&'d str>,
    format: &'static str,
    sha256: &'d str,
}

#[derive(Debug, Serialize)]
struct Meta<'d> {
    url: Option<&'d str>,
    site: Option<&'d str>,
    title: Option<&'d str>,
    byline: &'d [String],
    published: Option<&'d str>,
    published_basis: Option<&'static str>,
    modified: Option<&'d str>,
    captured: Option<&'d str>,
    language: Option<&'d str>,
    wire: Option<&'d str>,
    basis: MetaBasis,
}

/// What each field of the metadata rests on, `published` apart, which has a key of its own.
#[derive(Debug, Serialize)]
struct MetaBasis {
    url: Option<&'static str>,
    site: Option<&'static str>,
    title: Option<&'static str>,
    byline: Option<&'static str>,
    modified: Option<&'static str>,
    language: Option<&'static str>,
    wire: Option<&'static str>,
}

#[derive(Debug, Serialize)]
struct Block<'d> {
    span: [usize; 2],
    kind: &'static str,
    keep: bool,
    reason: Option<&'d str>,
    copy_of: Option<usize>,
    raw: [usize; 2],
}

#[derive(Debug, Serialize)]
struct Note<'d> {
    code: &'static str,
    message: &'d str,
    span: Option<[usize; 2]>,
}

impl<'d> Document<'d> {
    /// The wire form of a document.
    pub fn new(document: &'d text::Document) -> Self {
        let points = CodePoints::new(&document.text);
        let span = |span| {
            let span = points.span(span);
            [span.start(), span.end()]
        };
        let name = |basis: Option<text::Basis>| basis.map(text::Basis::name);
        let (source, meta) = (&document.source, &document.meta);
        Self {
            r#type: "document",
            id: &document.id,
            source: Source {
                path: source.path.as_deref(),
                record: source.record,
                offset: source.offset,
                id: source.id.as_deref(),
                url: source.url.as_deref(),
                format: source.format.name(),
                sha256: &source.sha256,
            },
            meta: Meta {
                url: meta.url.as_deref(),
                site: meta.site.as_deref(),
                title: meta.title.as_deref(),
                byline: &meta.byline,
                published: meta.published.as_deref(),
                published_basis: name(meta.published_basis),
                modified: meta.modified.as_deref(),
                captured: meta.captured.as_deref(),
                language: meta.language.as_deref(),
                wire: meta.wire.as_deref(),
                basis: MetaBasis {
                    url: name(meta.basis.url),
                    site: name(meta.basis.site),
                    title: name(meta.basis.title),
                    byline: name(meta.basis.byline),
                    modified: name(meta.basis.modified),
                    language: name(meta.basis.language),
                    wire: name(meta.basis.wire),
                },
            },
            text: &document.text,
            blocks: document
                .blocks
                .iter()
                .map(|block| Block {
                    span: span(block.span),
                    kind: block.kind.name(),
                    keep: block.keep,
                    reason: block.reason.as_deref(),
                    copy_of: block.copy_of,
                    raw: [block.raw.start(), block.raw.end()],
                })
                .collect(),
            copies: None,
            withheld: [],
            entities: [],
            times: [],
            statements: [],
            events: [],
            tolls: [],
            commitments: [],
            notes: document
                .notes
                .iter()
                .map(|note| Note { code: note.code.name(), message: &note.message, span: note.span.map(span) })
                .collect(),
        }
    }
}
