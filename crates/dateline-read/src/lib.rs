//! Reads news as it is found in the wild: from bytes to [`Document`](dateline_text::Document)s.
//!
//! Two halves. [`input`] opens containers (gzip, Zstandard, WARC, feeds, JSON Lines, MHTML) and gives
//! [`Record`]s, each one page's payload with what the container says of it. [`Reader::read`] turns a record
//! into a document: charset, text, blocks, article, repeats, metadata; it is pure and cannot fail.
//!
//! ```
//! use dateline_read::{Reader, Record};
//!
//! let page = b"<h1>Dam holds</h1><p>The dam held, engineers said on Friday.</p>".to_vec();
//! let document = Reader::new().read(&Record::html(page));
//! let kept: Vec<_> = document.blocks.iter().filter(|block| block.keep).map(|block| block.span.of(&document.text)).collect();
//! assert_eq!(kept, ["The dam held, engineers said on Friday."]);
//! ```

mod charset;
mod html;
pub mod input;
mod letters;
mod lexicon;
mod metadata;
mod plain;
mod reader;
mod record;
mod repeat;
mod tail;

pub use html::paths;
pub use reader::{Options, Reader};
pub use record::{Limits, Record, Skip, SkipCode};
