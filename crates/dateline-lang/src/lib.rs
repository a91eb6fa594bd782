//! English sentences, words, tags, lemmas, trees and names: linear models, fast, and the same on every machine.
//!
//! ```text
//! text ─ segment ─→ sentences, words ─ tagger ─→ tags ─ parser ─→ tree ─ lemma, morph ─→ lemmas, features ─ names ─→ names
//! ```
//!
//! Later layers use the trait [`Analyse`] and the columns of [`Analysis`]; [`clause`] answers what they ask of a tree. A [`Model`]
//! is read where its bytes lie and shared; each thread has a [`Worker`].
//!
//! # Methods
//!
//! **Words and sentences** ([`segment`]). A scanner cuts a line into atoms; rules join them where English leaves no choice; an averaged
//! perceptron decides hyphens, full stops and sentence ends. Tokenisation is that of Universal Dependencies 2 with multiword tokens.
//!
//! **Features** ([`features`]). Every model is linear over hashed features: a feature is a 64-bit number folded from a template's number and its
//! values. Weights are trained as integers (averaged perceptron, Collins 2002), rounded to one byte on a logarithmic scale and kept with a check
//! byte, so that an unknown feature finds nothing rather than another's weights ([`table`]). All scores are sums of integers.
//!
//! **Tags** ([`tagger`]). Universal and Penn tags are one label. Two greedy passes: the first from left to right; the second again, knowing what the first
//! gave on the right. Features are words, affixes, shapes, Brown clusters (Brown et al. 1992) and the set of tags that a frequent word takes.
//! The second pass learns from tags that a first pass gave to sentences it had not seen.
//!
//! **Trees** ([`parser`]). Arc-eager transitions (Nivre 2003) under a beam of [`model::BEAM`] states, trained by the structured perceptron at the place of the
//! largest violation (Huang, Fayong and Guo 2012). A tree's score is that of its transitions, from the state (Zhang and Nivre 2011), plus that of
//! its labelled arcs, from words, tags and what stands between (McDonald, Crammer and Pereira 2005). The second does not depend on the
//! state, so each arc is scored once a sentence; states with equal [`parser::View`]s share their scores. A tree has one root by construction.
//! The shipped weights are the mean of several models, each trained on another order of the sentences, over the features that a first training found
//! to matter.
//!
//! **Tags and trees, again** ([`encoder`]). Where a file has its part, a small recurrent network takes the place of both: embedded features of words, layers of
//! simple recurrent units, biaffine arcs. Its products are of integers ([`vector`]), so that its bits are the same everywhere too.
//!
//! **Lemmas and features** ([`lemma`], [`morph`]). A small table of endings and exceptions by tag; rules over tag, form and tree.
//!
//! **Names** ([`names`]). A chain over BILOU labels of eight kinds, decoded by Viterbi's algorithm: once by itself, and once more knowing what the words are
//! taken for in other sentences of the document. Features are words, shapes, tags, clusters, the head in the tree, a gazetteer
//! ([`gazetteer`]), and the evidence of a word's other places. Sets that mark fewer kinds constrain the labels instead of giving them.
//!
//! # Limits
//!
//! Only English. A sentence of more than [`segment::LONGEST`] words is cut, with a note. Trees are projective. Scores and their commands stand in
//! `scores/language.txt` of the repository, data and licences in `models/english.card.md`.
//!
//! This crate is pure: no files, environment, clock, threads, logging or network.

pub mod analysis;
pub mod clause;
pub mod conllu;
pub mod container;
pub mod encoder;
pub mod features;
pub mod gazetteer;
pub mod labels;
pub mod lemma;
pub mod lexical;
pub mod lines;
mod mend;
pub mod model;
pub mod morph;
pub mod names;
pub mod parser;
pub mod quotes;
pub mod segment;
pub mod table;
pub mod tagger;
pub mod vector;

pub use analysis::{Analysis, Name, Segmentation, Strings};
pub use container::ModelError;
pub use labels::{Deprel, NameKind, Tag, Upos, Xpos};
pub use lemma::Lemmatizer;
pub use model::{Analyse, Model, Worker};
pub use morph::{Morph, Morphology};
pub use segment::Segmenter;
