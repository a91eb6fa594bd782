//! The types that every layer shares: spans with a unit, documents, blocks and notes.
//!
//! A [`Document`] is a page's visible text, whole, cut into [`Block`]s. Nothing is deleted: what is not the
//! article is *marked*. Inside the program a span counts bytes of UTF-8 ([`ByteSpan`]) and a block also knows
//! where it stood in the payload ([`RawSpan`]); spans leave the program as code points, and
//! [`CodePoints`] is the one place that converts.
//!
//! ```
//! use dateline_text::{ByteSpan, CodePoints};
//!
//! let text = "„Ja“, sagte er.";
//! let span = ByteSpan::new(0, "„Ja“".len());
//! assert_eq!(span.of(text), "„Ja“");
//! assert_eq!(CodePoints::new(text).span(span).range(), 0..4);
//! ```
//!
//! This crate is pure: no files, environment, clock, threads, logging or network.

mod document;
mod span;

pub use document::{Basis, Block, BlockKind, Document, Format, Meta, MetaBasis, Note, NoteCode, Source};
pub use span::{Byte, ByteSpan, CodePoint, CodePointSpan, CodePoints, Raw, RawSpan, Span};
