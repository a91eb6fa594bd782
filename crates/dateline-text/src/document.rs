//! Documents, their blocks, their metadata, and what the reader should know about them.

use std::borrow::Cow;

use crate::{ByteSpan, RawSpan};

/// One page: its visible text, whole, cut into blocks that say what is the article and what is not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// First 16 hex digits of BLAKE3 over the address (else the input's own id, else nothing), a zero byte and the payload.
    pub id: String,
    /// Where it came from.
    pub source: Source,
    /// Title, authors, dates, outlet, agency, language.
    pub meta: Meta,
    /// The visible text. For plain text the decoded input exactly as it came; for HTML one line per block, in reading order.
    pub text: String,
    /// The blocks in order of their spans, which do not overlap.
    pub blocks: Vec<Block>,
    /// What the reader should know, in the order found.
    pub notes: Vec<Note>,
}

/// Where a document came from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Source {
    /// The file as it was named on the command line or found in a folder; `-` is standard input.
    pub path: Option<String>,
    /// Position inside an archive, feed or JSON Lines file, from 0; `None` for a file that is one page.
    pub record: Option<u64>,
    /// First byte of the record there, after `.gz` or `.zst`.
    pub offset: Option<u64>,
    /// The input record's own id.
    pub id: Option<String>,
    /// The address under which it was published or captured.
    pub url: Option<String>,
    /// The format of the input that held it.
    pub format: Format,
    /// SHA-256 of the payload, in lower-case hex.
    pub sha256: String,
}

/// The format of an input.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// Plain text, a paragraph a line.
    #[default]
    Text,
    /// One HTML page.
    Html,
    /// A web archive (ISO 28500).
    Warc,
    /// RSS, Atom or JSON Feed.
    Feed,
    /// One JSON object a line.
    Jsonl,
    /// A page saved as MIME (`.mhtml`).
    Mhtml,
}

impl Format {
    /// The name in the contract.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Html => "html",
            Self::Warc => "warc",
            Self::Feed => "feed",
            Self::Jsonl => "jsonl",
            Self::Mhtml => "mhtml",
        }
    }
}

/// Metadata of a page. `None` is unknown, never a default.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Meta {
    /// The page's canonical address.
    pub url: Option<String>,
    /// The outlet's name.
    pub site: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// The authors, one name each, in the page's order.
    pub byline: Vec<String>,
    /// `YYYY-MM-DD`, or with a time and its offset (RFC 3339).
    pub published: Option<String>,
    /// What `published` rests on.
    pub published_basis: Option<Basis>,
    /// As `published`, for the last change.
    pub modified: Option<String>,
    /// When the bytes were captured: an upper bound, never a publication date.
    pub captured: Option<String>,
    /// BCP 47 language, primary subtag only (`en`).
    pub language: Option<String>,
    /// The news agency credited (`AFP`, `Reuters`).
    pub wire: Option<String>,
    /// What the other fields rest on.
    pub basis: MetaBasis,
}

/// What each field of [`Meta`] other than `published` rests on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct MetaBasis {
    /// Basis of `url`.
    pub url: Option<Basis>,
    /// Basis of `site`.
    pub site: Option<Basis>,
    /// Basis of `title`.
    pub title: Option<Basis>,
    /// Basis of `byline`.
    pub byline: Option<Basis>,
    /// Basis of `modified`.
    pub modified: Option<Basis>,
    /// Basis of `language`.
    pub language: Option<Basis>,
    /// Basis of `wire`.
    pub wire: Option<Basis>,
}

/// What a piece of metadata rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Basis {
    /// Given on the command line or in a sidecar file.
    Argument,
    /// A field of the input record.
    Record,
    /// JSON-LD (schema.org) in the page.
    JsonLd,
    /// `<meta>`, Open Graph or microdata in the page.
    Meta,
    /// Words that a reader of the page sees.
    Visible,
    /// The page's address.
    Url,
    /// The feed that listed the page.
    Feed,
    /// The dateline of the article.
    Dateline,
    /// Identified from the text itself.
    Text,
}

impl Basis {
    /// The name in the contract.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Argument => "argument",
            Self::Record => "record",
            Self::JsonLd => "json-ld",
            Self::Meta => "meta",
            Self::Visible => "visible",
            Self::Url => "url",
            Self::Feed => "feed",
            Self::Dateline => "dateline",
            Self::Text => "text",
        }
    }
}

/// One block of a page: a paragraph, a headline, a caption, a line of a menu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// The words, in bytes of the document's text.
    pub span: ByteSpan,
    /// What it is.
    pub kind: BlockKind,
    /// Whether it is part of the article's body.
    pub keep: bool,
    /// Why it was marked so; `None` where the kind says all there is to say.
    pub reason: Option<Cow<'static, str>>,
    /// Index of the block that it repeats.
    pub copy_of: Option<usize>,
    /// The hull of its source in the payload, tags included.
    pub raw: RawSpan,
}

/// The kind of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BlockKind {
    /// The page's headline.
    Headline,
    /// A dateline on a line of its own.
    Dateline,
    /// The first paragraph of the body.
    Lead,
    /// A paragraph of the body.
    Paragraph,
    /// A subheading inside the body.
    Crosshead,
    /// An item of a list, or a row of a table, in the body.
    List,
    /// The caption of a picture or video.
    Caption,
    /// A byline, an agency or picture credit, the time of publication.
    Credit,
    /// A block that the page prints again.
    Repeat,
    /// A link to, or the headline of, another article, or the label over a list of them.
    Related,
    /// A request to subscribe, share, download or donate; an advertisement.
    Promo,
    /// Menus, breadcrumbs, footers, controls.
    Navigation,
    /// What readers wrote.
    Comment,
    /// Anything else outside the article.
    Other,
}

impl BlockKind {
    /// The name in the contract.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Headline => "headline",
            Self::Dateline => "dateline",
            Self::Lead => "lead",
            Self::Paragraph => "paragraph",
            Self::Crosshead => "crosshead",
            Self::List => "list",
            Self::Caption => "caption",
            Self::Credit => "credit",
            Self::Repeat => "repeat",
            Self::Related => "related",
            Self::Promo => "promo",
            Self::Navigation => "navigation",
            Self::Comment => "comment",
            Self::Other => "other",
        }
    }

    /// Whether blocks of this kind are the article's body.
    #[must_use]
    pub const fn is_body(self) -> bool {
        matches!(self, Self::Lead | Self::Paragraph | Self::Crosshead | Self::List)
    }
}

/// Something that the reader of a document should know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// What kind of thing.
    pub code: NoteCode,
    /// One sentence, lower case, without an end mark.
    pub message: Cow<'static, str>,
    /// The words concerned, where there are any.
    pub span: Option<ByteSpan>,
}

/// The kinds of [`Note`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NoteCode {
    /// No publication date could be told.
    PublishedUnknown,
    /// Two sources of the publication date disagree.
    DateConflict,
    /// A weekday does not fit the date that it stands with.
    WeekdayConflict,
    /// A date may be one of two days, by the time zone in which it is told.
    TimeZone,
    /// The article is in another language than English: read and kept, later layers leave it empty.
    NotEnglish,
    /// The input ended early, or only a part of it was read.
    Truncated,
    /// Bytes that the charset does not know were replaced.
    CharsetErrors,
    /// Elements nested deeper than the limit were flattened.
    DeepNesting,
    /// No article was found: every block is marked as something else.
    NoArticle,
    /// A sentence longer than the limit was cut.
    LongSentence,
}

impl NoteCode {
    /// The name in the contract.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::PublishedUnknown => "published-unknown",
            Self::DateConflict => "date-conflict",
            Self::WeekdayConflict => "weekday-conflict",
            Self::TimeZone => "time-zone",
            Self::NotEnglish => "not-english",
            Self::Truncated => "truncated",
            Self::CharsetErrors => "charset-errors",
            Self::DeepNesting => "deep-nesting",
            Self::NoArticle => "no-article",
            Self::LongSentence => "long-sentence",
        }
    }
}
