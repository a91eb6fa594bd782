//! Half-open spans, typed by their unit, and the one conversion from bytes to code points.

use std::fmt;
use std::marker::PhantomData;
use std::ops::Range;

/// The unit of [`ByteSpan`]: bytes of UTF-8 into [`Document::text`](crate::Document::text).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Byte {}

/// The unit of [`CodePointSpan`]: Unicode code points into [`Document::text`](crate::Document::text).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CodePoint {}

/// The unit of [`RawSpan`]: bytes of the payload, before charset decoding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Raw {}

/// A half-open range `[start, end)` whose unit is part of its type, so that a span of code points cannot be
/// taken for a span of bytes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span<U> {
    start: usize,
    end: usize,
    unit: PhantomData<U>,
}

/// A span of bytes into a document's text.
pub type ByteSpan = Span<Byte>;
/// A span of code points into a document's text: what leaves the program.
pub type CodePointSpan = Span<CodePoint>;
/// A span of bytes into a record's payload.
pub type RawSpan = Span<Raw>;

impl<U> Span<U> {
    /// The span from `start` to `end`.
    ///
    /// # Panics
    /// When `end` lies before `start`: such a span is a mistake in the program, never in its input.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        assert!(start <= end, "a span ends before it starts");
        Self { start, end, unit: PhantomData }
    }

    /// The first unit inside.
    #[must_use]
    pub const fn start(self) -> usize {
        self.start
    }

    /// The first unit after.
    #[must_use]
    pub const fn end(self) -> usize {
        self.end
    }

    /// The number of units inside.
    #[must_use]
    pub const fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether nothing is inside.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The same as a standard range.
    #[must_use]
    pub const fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// Whether `other` lies inside this span, ends included.
    #[must_use]
    pub const fn covers(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a unit.
    #[must_use]
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span over both.
    #[must_use]
    pub fn hull(self, other: Self) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }
}

impl ByteSpan {
    /// The words under the span.
    ///
    /// # Panics
    /// When the span does not lie on character boundaries of `text`.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        &text[self.range()]
    }
}

impl<U> fmt::Debug for Span<U> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}..{}", self.start, self.end)
    }
}

/// Bytes between two checkpoints of [`CodePoints`].
const STRIDE: usize = 256;

/// Converts byte offsets of one text into code points, each in constant time.
#[derive(Debug)]
pub struct CodePoints<'t> {
    text: &'t str,
    /// Code points before byte `i * STRIDE`; empty when the text is ASCII and the two units agree.
    before: Vec<usize>,
}

impl<'t> CodePoints<'t> {
    /// Reads the text once.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        let mut before = Vec::new();
        if !text.is_ascii() {
            let mut count = 0;
            for chunk in text.as_bytes().chunks(STRIDE) {
                before.push(count);
                count += chunk.iter().filter(|byte| is_first_byte(**byte)).count();
            }
        }
        Self { text, before }
    }

    /// The number of code points before a byte offset (clamped to the text's length).
    #[must_use]
    pub fn offset(&self, byte: usize) -> usize {
        let byte = byte.min(self.text.len());
        let Some(&known) = self.before.get((byte / STRIDE).min(self.before.len().saturating_sub(1))) else {
            return byte;
        };
        let from = (byte / STRIDE).min(self.before.len() - 1) * STRIDE;
        known + self.text.as_bytes()[from..byte].iter().filter(|byte| is_first_byte(**byte)).count()
    }

    /// The same span in code points.
    #[must_use]
    pub fn span(&self, span: ByteSpan) -> CodePointSpan {
        Span::new(self.offset(span.start), self.offset(span.end))
    }
}

/// Whether a byte of UTF-8 begins a code point.
const fn is_first_byte(byte: u8) -> bool {
    byte & 0b1100_0000 != 0b1000_0000
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn offsets_agree_with_counting(text in "\\PC{0,600}") {
            let points = CodePoints::new(&text);
            for (count, (byte, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(points.offset(byte), count);
            }
            prop_assert_eq!(points.offset(text.len()), text.chars().count());
        }
    }

    #[test]
    fn spans_cover_and_overlap() {
        let outer = ByteSpan::new(2, 9);
        assert!(outer.covers(ByteSpan::new(2, 9)) && !outer.covers(ByteSpan::new(1, 3)));
        assert!(outer.overlaps(ByteSpan::new(8, 12)) && !outer.overlaps(ByteSpan::new(9, 12)));
        assert_eq!(outer.hull(ByteSpan::new(0, 3)), ByteSpan::new(0, 9));
    }
}
