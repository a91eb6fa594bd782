//! Plain text: a block a line, repeats and tails marked.

use dateline_text::{Block, BlockKind, ByteSpan};

use crate::Options;
use crate::charset::Decoded;
use crate::lexicon::Lexicon;

/// The blocks of a plain-text page, in order.
pub fn blocks(decoded: &Decoded<'_>, _lexicon: &Lexicon, _options: &Options) -> Vec<Block> {
    let text = decoded.text();
    let mut at = 0;
    let mut blocks: Vec<Block> = Vec::new();
    for line in text.split_inclusive('\n') {
        let start = at + (line.len() - line.trim_start().len());
        let end = at + line.trim_end().len();
        at += line.len();
        if start < end {
            let kind = if blocks.is_empty() { BlockKind::Lead } else { BlockKind::Paragraph };
            blocks.push(Block {
                span: ByteSpan::new(start, end),
                kind,
                keep: true,
                reason: None,
                copy_of: None,
                raw: decoded.raw_span(start, end),
            });
        }
    }
    blocks
}
