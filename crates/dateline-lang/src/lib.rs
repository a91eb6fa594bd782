//! English sentences, words, tags, lemmas, trees and names.
//!
//! This crate is pure: no files, environment, clock, threads, logging or network.

pub mod analysis;
pub mod clause;
pub mod conllu;
pub mod container;
pub mod features;
pub mod gazetteer;
pub mod labels;
pub mod lemma;
pub mod lexical;
pub mod model;
pub mod morph;
pub mod names;
pub mod parser;
pub mod segment;
pub mod table;
pub mod tagger;

pub use analysis::{Analysis, Name, Segmentation, Strings};
pub use container::ModelError;
pub use labels::{Deprel, NameKind, Tag, Upos, Xpos};
pub use lemma::Lemmatizer;
pub use model::{Analyse, Model, Worker};
pub use morph::{Morph, Morphology};
pub use segment::Segmenter;
