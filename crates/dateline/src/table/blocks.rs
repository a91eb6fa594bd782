//! The blocks of a document: the article whole, with what is mentioned in it where it stands; of the rest a line each, or folded.

use std::fmt::Write as _;

use anstyle::Style;
use dateline_text::{Block, BlockKind};

use super::marks::Marks;
use super::prose::{Prose, clean, cut};
use super::{BOLD, DIM, Drawing, KEPT, PLAIN, digits};

impl Drawing<'_> {
    /// Draws the blocks of a document; `marks` says what stands in the kept ones.
    pub(super) fn blocks(&mut self, marks: &Marks) {
        let document = self.document;
        let blocks = &document.blocks;
        let digits = digits(document);
        let mut at = 0;
        while let Some(block) = blocks.get(at) {
            let run = blocks[at..].iter().take_while(|other| !other.keep && fold(other) == fold(block)).count();
            let shown = if block.keep { 1 } else { fold(block).filter(|_| !self.table.shows_all).map_or(run, |fold| fold.shown_of(run)) };
            for (index, block) in blocks.iter().enumerate().skip(at).take(shown) {
                self.block(index, block, digits, (&document.text, marks));
            }
            let hidden = if block.keep { 0 } else { run - shown };
            self.folded(digits + 4, shown, blocks[at + shown..at + shown + hidden].iter().map(|block| block.kind.name()));
            at += shown + hidden;
        }
    }

    fn block(&mut self, index: usize, block: &Block, digits: usize, (text, marks): (&str, &Marks)) {
        let room = self.table.width.saturating_sub(digits + 4);
        if !block.keep {
            let line = cut(&format!("{}: {}", why(block), clean(block.span.of(text))), room);
            return self.line(DIM, &format!("- {index:>digits$}  {line}"));
        }
        let mut prose = Prose::default();
        prose.push(if block.kind == BlockKind::List { "• " } else { "" }, PLAIN);
        let style = if block.kind == BlockKind::Crosshead { BOLD } else { PLAIN };
        for (span, mark) in marks.pieces(block.span) {
            prose.push(span.of(text), mark.map_or(style, |mark| over(style, mark.style())));
        }
        for (at, line) in prose.lines(room).into_iter().enumerate() {
            self.paint(KEPT, "+");
            if at == 0 {
                self.paint(DIM, &format!(" {index:>digits$}  "));
            } else {
                let _ = write!(self.out, " {:digits$}  ", "");
            }
            self.runs(line);
        }
    }
}

/// A style in the colour of another.
fn over(style: Style, colour: Style) -> Style {
    style.fg_color(colour.get_fg_color()).effects(style.get_effects() | colour.get_effects())
}

/// How runs of dropped blocks are folded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fold {
    /// Menus and the like: of no interest.
    Whole,
    /// A list of one kind, of which the first lines say what it is.
    AfterThree(BlockKind),
}

impl Fold {
    /// How many blocks of a run are shown.
    fn shown_of(self, run: usize) -> usize {
        match self {
            Self::Whole if run > 2 => 0,
            Self::AfterThree(_) if run > 5 => 3,
            _ => run,
        }
    }
}

/// What a dropped block may be folded with; `None` is shown whatever stands beside it.
fn fold(block: &Block) -> Option<Fold> {
    match block.kind {
        _ if block.keep => None,
        BlockKind::Navigation | BlockKind::Other => Some(Fold::Whole),
        kind @ (BlockKind::Related | BlockKind::Promo | BlockKind::Comment) => Some(Fold::AfterThree(kind)),
        _ => None,
    }
}

/// What a dropped block is, and why: `repeat of 4`, `promo, asks to subscribe`.
fn why(block: &Block) -> String {
    let mut why = block.kind.name().to_owned();
    if let Some(original) = block.copy_of {
        let _ = write!(why, " of {original}");
    }
    if let Some(reason) = block.reason.as_deref() {
        let _ = write!(why, ", {}", clean(reason));
    }
    why
}
