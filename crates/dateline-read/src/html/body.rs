//! Which lines of a page are the article, and what the others are.

use dateline_text::{Block, BlockKind};

use super::lines::Lines;
use super::outline::Outline;
use crate::Options;
use crate::charset::Decoded;
use crate::lexicon::Lexicon;
use crate::metadata::Head;

/// The blocks of a page.
pub fn blocks(
    outline: &Outline<'_>,
    lines: &Lines,
    _head: &Head,
    decoded: &Decoded<'_>,
    _lexicon: &Lexicon,
    _options: &Options,
) -> Vec<Block> {
    lines
        .lines
        .iter()
        .map(|line| {
            let keep = outline.element(line.element).tag == super::Tag::P;
            Block {
                span: line.span,
                kind: if keep { BlockKind::Paragraph } else { BlockKind::Other },
                keep,
                reason: None,
                copy_of: None,
                raw: decoded.raw_span(line.source.0 as usize, line.source.1 as usize),
            }
        })
        .collect()
}
