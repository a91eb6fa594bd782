//! The contract's JSON: the only place where documents become JSON, spans become code points.

use std::io::{self, Write};

use dateline_text::{self as text, CodePoints};
use serde::Serialize;

use crate::conllu::{Analyser, Language};
use crate::run::Outcome;
use crate::table::Table;
use crate::treebank;

/// The JSON schema of a document; a test holds it to what is really printed.
pub const SCHEMA: &str = include_str!("../schema/document.json");

/// How documents are printed.
#[derive(Debug)]
pub struct Output {
    /// As what.
    pub form: Form,
    /// How much of them.
    pub layers: Layers,
}

/// What documents are printed as.
#[derive(Debug)]
pub enum Form {
    /// For a person.
    Table(Table),
    /// One JSON object a line.
    Jsonl,
    /// One JSON array, indented.
    Json,
    /// Their language as CoNLL-U.
    Conllu(Box<Language>),
}

/// Which keys of the contract a document has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layers {
    /// The page: `source meta text blocks copies withheld notes`.
    Document,
    /// And the layers of language.
    All,
    /// No key: sentences and words, as CoNLL-U.
    Language,
}

impl Output {
    /// What renders on one thread.
    pub fn renderer(&self) -> Renderer<'_> {
        match &self.form {
            Form::Table(table) => Renderer::Table(table),
            Form::Jsonl => Renderer::Json { is_pretty: false, layers: self.layers },
            Form::Json => Renderer::Json { is_pretty: true, layers: self.layers },
            Form::Conllu(language) => Renderer::Conllu(Box::new(language.analyser())),
        }
    }

    /// Prints what was rendered to `out`.
    pub fn writer<W: Write>(&self, out: W) -> Writer<'_, W> {
        Writer { form: &self.form, out: io::BufWriter::new(out), is_first: true }
    }
}

/// Renders documents on one thread.
#[derive(Debug)]
pub enum Renderer<'o> {
    /// For a person.
    Table(&'o Table),
    /// As JSON.
    Json {
        /// Whether it is indented.
        is_pretty: bool,
        /// With which keys.
        layers: Layers,
    },
    /// As CoNLL-U.
    Conllu(Box<Analyser<'o>>),
}

impl Renderer<'_> {
    /// One document as it is to be printed, without what stands between documents.
    pub fn render(&mut self, document: &text::Document) -> Vec<u8> {
        let (is_pretty, layers) = match self {
            Self::Table(table) => return table.render(document).into_bytes(),
            Self::Conllu(analyser) => return analyser.page(document),
            Self::Json { is_pretty, layers } => (*is_pretty, *layers),
        };
        let mut out = Vec::with_capacity(document.text.len() * 2);
        let wire = Document::new(document, layers);
        let written = if is_pretty { serde_json::to_writer_pretty(&mut out, &wire) } else { serde_json::to_writer(&mut out, &wire) };
        written.expect("a document has string keys, and memory does not fail to be written");
        out
    }

    /// The same for a document of a treebank; what is wrong with it in one line, when it cannot be read.
    pub fn annotate(&mut self, document: &treebank::Document) -> Result<Vec<u8>, String> {
        match self {
            Self::Conllu(analyser) => analyser.treebank(document),
            Self::Table(_) | Self::Json { .. } => Err("a treebank is printed only as CoNLL-U".to_owned()),
        }
    }
}

/// Prints rendered documents with what stands between them.
#[derive(Debug)]
pub struct Writer<'o, W: Write> {
    form: &'o Form,
    out: io::BufWriter<W>,
    is_first: bool,
}

impl<W: Write> Writer<'_, W> {
    /// Prints a page; what was passed over is not for this stream.
    pub fn write(&mut self, outcome: &Outcome) -> io::Result<()> {
        let Outcome::Page(page) = outcome else { return Ok(()) };
        let (before, after) = match (self.form, self.is_first) {
            (Form::Jsonl, _) => ("", "\n"),
            (Form::Json, true) => ("[\n", ""),
            (Form::Json, false) => (",\n", ""),
            (Form::Table(_), true) | (Form::Conllu(_), _) => ("", ""),
            (Form::Table(_), false) => ("\n\n", ""),
        };
        self.is_first = false;
        self.out.write_all(before.as_bytes())?;
        self.out.write_all(&page.rendered)?;
        self.out.write_all(after.as_bytes())?;
        // Whoever waits at the other end of the pipe has the document now; one write a document costs little.
        self.out.flush()
    }

    /// Ends the output.
    pub fn finish(mut self) -> io::Result<()> {
        if matches!(self.form, Form::Json) {
            self.out.write_all(if self.is_first { b"[]\n" } else { b"\n]\n" })?;
        }
        self.out.flush()
    }
}

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
    notes: Vec<Note<'d>>,
    #[serde(flatten)]
    language: Option<LanguageLayers>,
}

/// The layers of language: there is nothing in them yet.
#[derive(Debug, Default, Serialize)]
struct LanguageLayers {
    entities: [(); 0],
    times: [(); 0],
    statements: [(); 0],
    events: [(); 0],
    tolls: [(); 0],
    commitments: [(); 0],
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
    pub fn new(document: &'d text::Document, layers: Layers) -> Self {
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
            language: (layers == Layers::All).then(LanguageLayers::default),
            notes: document
                .notes
                .iter()
                .map(|note| Note { code: note.code.name(), message: &note.message, span: note.span.map(span) })
                .collect(),
        }
    }
}
