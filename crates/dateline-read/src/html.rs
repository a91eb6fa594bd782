//! HTML: an outline of the page, its lines of text, and which of them are the article.

mod body;
mod lines;
mod outline;
pub mod parts;
mod survey;
mod tag;

use dateline_text::{Block, Meta, Note, NoteCode};

pub use outline::{Attr, ElementId, Outline};
pub use tag::Tag;

use crate::charset::Decoded;
use crate::lexicon::Lexicon;
use crate::{Options, Record, metadata};

/// What reading a page's HTML gives.
pub struct Page {
    /// The page's visible text, one line per block.
    pub text: String,
    /// Its blocks.
    pub blocks: Vec<Block>,
    /// Its metadata.
    pub meta: Meta,
}

/// Reads a page.
pub fn read(decoded: &Decoded<'_>, record: &Record, lexicon: &Lexicon, options: &Options, notes: &mut Vec<Note>) -> Page {
    let outline = Outline::new(decoded.text());
    if outline.flattened() {
        notes.push(Note { code: NoteCode::DeepNesting, message: "elements nested more than 512 deep were flattened".into(), span: None });
    }
    let lines = lines::lines(&outline);
    let head = metadata::head(&outline, record, lexicon);
    let blocks = body::blocks(&outline, &lines, &head, decoded, lexicon, options);
    if !options.whole_text && !blocks.iter().any(|block| block.keep) {
        notes.push(Note {
            code: NoteCode::NoArticle,
            message: "no article was found: every block is marked as something else".into(),
            span: None,
        });
    }
    let meta = metadata::of_page(head, &outline, &lines.text, &blocks, record, lexicon, options, notes);
    Page { text: lines.text, blocks, meta }
}

/// For each line of a page, the elements that it stands on, outermost first, with their classes: for people who read
/// the extractor's errors. Takes the payload, gives one string a line.
#[must_use]
pub fn paths(payload: &[u8]) -> Vec<String> {
    let decoded = crate::charset::decode(payload, None, true);
    let outline = Outline::new(decoded.text());
    let lines = lines::lines(&outline);
    let name = |id: ElementId| {
        let mut name = format!("{:?}", outline.element(id).tag).to_lowercase();
        for (attr, value) in outline.attrs(id) {
            match attr {
                Attr::Class => name.extend(value.split_whitespace().take(4).flat_map(|class| [".", class])),
                Attr::Id => name.extend(["#", value]),
                Attr::Itemprop => name.extend(["@", value]),
                Attr::Part => name.extend(["~", value]),
                _ => {}
            }
        }
        name
    };
    let path = |line: &lines::Line| {
        let mut path: Vec<_> = outline.ancestors(outline.runs()[line.runs.0 as usize].element).map(name).collect();
        path.reverse();
        path.join(" > ")
    };
    lines.lines.iter().map(path).collect()
}
