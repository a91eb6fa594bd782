//! Trains the models of `dateline-lang` and scores them.

pub mod data;
pub mod ensemble;
pub mod lemma;
pub mod parser;
pub mod perceptron;
pub mod sample;
pub mod segment;
pub mod tagger;
