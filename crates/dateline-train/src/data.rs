//! The treebanks and name sets that models are trained on.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use anyhow::Context;
use dateline_lang::conllu::{self, Sentence};

/// Genres of GUM whose licence lets weights be shipped.
pub const OPEN_GENRES: &[&str] = &["academic", "bio", "court", "interview", "news", "speech", "textbook", "voyage"];

/// The folder of training data beside a checkout.
#[must_use]
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data")
}

/// A file of the language data, decompressed.
///
/// # Errors
/// When it is not there or cannot be read.
pub fn read(name: &str) -> anyhow::Result<String> {
    let path = folder().join("language").join(name);
    let file = std::fs::File::open(&path).with_context(|| path.display().to_string())?;
    let mut text = String::new();
    xz2::read::XzDecoder::new(file).read_to_string(&mut text).with_context(|| path.display().to_string())?;
    Ok(text)
}

/// A document of a treebank.
#[derive(Debug, Clone)]
pub struct Document<'f> {
    /// Its id; for the Web Treebank and others without documents, empty.
    pub id: &'f str,
    /// Its genre (GUM), else empty.
    pub genre: &'f str,
    /// Its sentences.
    pub sentences: Vec<Sentence<'f>>,
}

/// The documents of a CoNLL-U file.
#[must_use]
pub fn documents(file: &str) -> Vec<Document<'_>> {
    let mut documents: Vec<Document<'_>> = Vec::new();
    for sentence in conllu::sentences(file) {
        if let Some(id) = sentence.comment("newdoc id") {
            let genre = sentence.comment("meta::genre").unwrap_or_default();
            documents.push(Document { id, genre, sentences: Vec::new() });
        } else if documents.is_empty() {
            documents.push(Document { id: "", genre: "", sentences: Vec::new() });
        }
        documents.last_mut().expect("one was pushed").sentences.push(sentence);
    }
    documents
}
