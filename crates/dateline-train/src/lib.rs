//! Trains the models of `dateline-lang` and scores them.

pub mod attribution;
pub mod background;
pub mod coref;
pub mod data;
pub mod english;
pub mod gazetteer;
pub mod lemma;
pub mod names;
pub mod parser;
pub mod perceptron;
pub mod sample;
pub mod score;
pub mod segment;
pub mod tagger;
