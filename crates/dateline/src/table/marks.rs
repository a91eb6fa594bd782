//! What stands where in a text: the mentions of entities, and the time expressions, as runs that do not overlap.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use anstyle::{AnsiColor, Color, Effects, Style};
use dateline_facts::{EntityKind, Findings};
use dateline_text::ByteSpan;

/// What a run of the text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// Speaks of an entity of this kind.
    Entity(EntityKind),
    /// Says when.
    Time,
}

impl Mark {
    /// All that can be told by their colour.
    pub const COLOURED: [Self; 6] = [
        Self::Entity(EntityKind::Person),
        Self::Entity(EntityKind::Group),
        Self::Entity(EntityKind::Organization),
        Self::Entity(EntityKind::Country),
        Self::Entity(EntityKind::Place),
        Self::Time,
    ];

    /// The name in the contract, or `time`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Entity(kind) => kind.name(),
            Self::Time => "time",
        }
    }

    /// How it is drawn: the colours that are told apart on dark and on light ground; several people have the colour of one.
    pub const fn style(self) -> Style {
        let colour = match self {
            Self::Entity(EntityKind::Person | EntityKind::Group) => AnsiColor::Cyan,
            Self::Entity(EntityKind::Organization) => AnsiColor::Magenta,
            Self::Entity(EntityKind::Country) => AnsiColor::Blue,
            Self::Entity(EntityKind::Place) => AnsiColor::Green,
            Self::Entity(EntityKind::Object) => return Style::new(),
            Self::Time => AnsiColor::Yellow,
        };
        let style = Style::new().fg_color(Some(Color::Ansi(colour)));
        match self {
            Self::Entity(EntityKind::Group) => style.effects(Effects::UNDERLINE),
            _ => style,
        }
    }
}

/// A span as others are to see it that are open with it: the shortest first, of equal ones the later, of the same words the later kind.
type Rank = (usize, Reverse<usize>, Reverse<Mark>);

/// The marks of a text, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marks(Vec<(ByteSpan, Mark)>);

impl Marks {
    /// The mentions and times that were found.
    pub fn of(findings: &Findings) -> Self {
        let mentions =
            findings.entities.iter().flat_map(|entity| entity.mentions.iter().map(|mention| (mention.span, Mark::Entity(entity.kind))));
        Self::flat(mentions.chain(findings.times.iter().map(|time| (time.span, Mark::Time))))
    }

    /// Makes runs of spans that nest or overlap: where several stand, the shortest is seen, for it says most of these words.
    fn flat(spans: impl Iterator<Item = (ByteSpan, Mark)>) -> Self {
        let mut edges: Vec<(usize, bool, Rank)> = Vec::new();
        for (span, mark) in spans.filter(|(span, _)| !span.is_empty()) {
            let rank = (span.len(), Reverse(span.start()), Reverse(mark));
            edges.extend([(span.start(), true, rank), (span.end(), false, rank)]);
        }
        edges.sort_unstable();
        let mut open = BTreeSet::new();
        let mut runs: Vec<(ByteSpan, Mark)> = Vec::new();
        let mut from = 0;
        for (at, begins, rank) in edges {
            if let Some((_, _, Reverse(mark))) = open.first().filter(|_| at > from) {
                match runs.last_mut() {
                    Some((last, before)) if last.end() == from && before == mark => *last = ByteSpan::new(last.start(), at),
                    _ => runs.push((ByteSpan::new(from, at), *mark)),
                }
            }
            from = at;
            if begins {
                open.insert(rank);
            } else {
                open.remove(&rank);
            }
        }
        Self(runs)
    }

    /// A part of the text as pieces that follow one another, each with what it is.
    pub fn pieces(&self, part: ByteSpan) -> Vec<(ByteSpan, Option<Mark>)> {
        let first = self.0.partition_point(|(span, _)| span.end() <= part.start());
        let mut pieces = Vec::new();
        let mut at = part.start();
        for (span, mark) in self.0[first..].iter().take_while(|(span, _)| span.start() < part.end()) {
            let (start, end) = (span.start().max(part.start()), span.end().min(part.end()));
            pieces.extend((at < start).then(|| (ByteSpan::new(at, start), None)));
            pieces.push((ByteSpan::new(start, end), Some(*mark)));
            at = end;
        }
        pieces.extend((at < part.end()).then(|| (ByteSpan::new(at, part.end()), None)));
        pieces
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PERSON: Mark = Mark::Entity(EntityKind::Person);
    const GROUP: Mark = Mark::Entity(EntityKind::Group);
    const COUNTRY: Mark = Mark::Entity(EntityKind::Country);

    fn flat(spans: &[(usize, usize, Mark)]) -> Vec<(usize, usize, Mark)> {
        let marks = Marks::flat(spans.iter().map(|&(start, end, mark)| (ByteSpan::new(start, end), mark)));
        marks.0.iter().map(|(span, mark)| (span.start(), span.end(), *mark)).collect()
    }

    #[test]
    fn the_innermost_mention_is_seen() {
        assert_eq!(flat(&[(0, 20, GROUP), (4, 10, COUNTRY)]), [(0, 4, GROUP), (4, 10, COUNTRY), (10, 20, GROUP)]);
        assert_eq!(flat(&[(0, 6, COUNTRY), (0, 20, GROUP)]), [(0, 6, COUNTRY), (6, 20, GROUP)]);
    }

    #[test]
    fn mentions_that_cross_or_are_the_same_words_leave_no_gap() {
        assert_eq!(flat(&[(0, 10, GROUP), (6, 12, PERSON)]), [(0, 6, GROUP), (6, 12, PERSON)]);
        assert_eq!(flat(&[(0, 5, PERSON), (0, 5, Mark::Time), (5, 5, GROUP)]), [(0, 5, Mark::Time)]);
    }

    #[test]
    fn pieces_cover_a_part_and_no_more() {
        let marks = Marks::flat([(ByteSpan::new(2, 5), PERSON), (ByteSpan::new(8, 12), Mark::Time)].into_iter());
        let pieces = |start, end| -> Vec<_> {
            marks.pieces(ByteSpan::new(start, end)).into_iter().map(|(span, mark)| (span.start(), span.end(), mark)).collect()
        };
        assert_eq!(pieces(0, 10), [(0, 2, None), (2, 5, Some(PERSON)), (5, 8, None), (8, 10, Some(Mark::Time))]);
        assert_eq!(pieces(5, 8), [(5, 8, None)]);
        assert_eq!(pieces(3, 4), [(3, 4, Some(PERSON))]);
        assert_eq!(pieces(7, 7), []);
    }
}
