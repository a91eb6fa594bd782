//! Trains the models of `dateline-lang` and scores them.

pub mod data;
