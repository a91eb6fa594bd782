//! Placeholder.
pub mod copies;
