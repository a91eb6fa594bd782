//! Many pages, one record: a ledger of what pages say, in one SQLite file.
//!
//! What it is for. A casualty recorder wants every claimant's figure with its date, and never a sum of one incident and another.
//! A fact checker wants to know who said a thing first, who only copied it, and the characters that it stands on. A researcher
//! wants an event once, however many pages tell it, and to see why two were taken for one, and to say that they are not. So:
//!
//! - **Nothing is overwritten.** Documents come in once and stay; what is concluded from them (families of copies, who is who, which
//!   events are one) is kept apart from what they say.
//! - **What a ledger says is a function of the set of its documents**, whatever the order or the batches in which they came
//!   ([`merge`]). Links are between pairs, from what the two say alone ([`copies`], [`identity`], [`incident`]); adding stores
//!   links and decides anew only what hangs together with the new documents.
//! - **A person has the last word** ([`decisions`]): in a plain file that every run reads.
//! - **The tables are the interface** (`schema.sql`): documented, with foreign keys, and readable by any SQLite tool.
//!
//! ```no_run
//! use dateline_ledger::{Filter, Layer, Ledger, Prepared, document::Document};
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let mut ledger = Ledger::create("talks.ledger".as_ref())?;
//! let run = ledger.begin("2025-04-05T09:00:00Z", "a program of mine")?;
//! for line in std::fs::read_to_string("documents.jsonl")?.lines() {
//!     ledger.add(run, &[Prepared::new(Document::parse(line.as_bytes())?)])?;
//! }
//! let said = ledger.list(Layer::Statements, &Filter { who: Some("Zelensky".to_owned()), ..Filter::default() })?;
//! # Ok(()) }
//! ```
//!
//! The way of a document: [`document`] reads the contract, `add` stores it and links it, `resolve` draws the conclusions, [`cadence`]
//! checks promises; the way of an answer: `query` and `show` ask, [`render`] prints; of an export: [`flat`] says what leaves a
//! ledger, as which tables.

#![allow(clippy::cast_possible_truncation, reason = "hashes are cut to their low bits, and counts of words and records are small")]

mod add;
pub mod cadence;
mod codes;
mod contradiction;
pub mod copies;
pub mod decisions;
pub mod document;
mod evidence;
pub mod flat;
pub mod identity;
pub mod incident;
mod ledger;
pub mod merge;
mod pack;
mod query;
pub mod render;
mod resolve;
mod show;
pub mod story;
pub mod utterance;
mod verify;
pub mod words;

pub use add::{Added, Prepared};
pub use ledger::{Error, Ledger, Result};
pub use query::{Filter, Layer, Table};
pub use show::Page;
pub use verify::{File, Verdict};
