//! Placeholder.
#![allow(clippy::cast_possible_truncation)]
mod add;
pub mod copies;
pub mod decisions;
pub mod document;
pub mod identity;
pub mod incident;
mod ledger;
pub mod merge;
mod resolve;

pub use add::{Added, Prepared};
pub use ledger::{Error, Ledger, Result};
