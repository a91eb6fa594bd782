//! From the scores of arcs to a tree.

use crate::labels::Deprel;

/// Eisner's algorithm (1996): the best projective tree with one root.
///
/// Places count from 1, and 0 is the root. A span is whole where its inner end is complete, open where an arc joins its ends; its head is its left end
/// (to the right) or its right end (to the left). Scores of a kind are kept by their left end or by their right one, so that what is added lies in rows.
#[derive(Debug, Default)]
pub(super) struct Chart {
    right_from: Vec<i32>,
    right_to: Vec<i32>,
    left_from: Vec<i32>,
    left_to: Vec<i32>,
    open_right_from: Vec<i32>,
    open_left_to: Vec<i32>,
    /// Where spans were split: open ones, whole ones to the right, whole ones to the left.
    splits: [Vec<u16>; 3],
    stack: Vec<(usize, usize, Span)>,
}

#[derive(Debug, Clone, Copy)]
enum Span {
    Right,
    Left,
    OpenRight,
    OpenLeft,
}

impl Chart {
    /// Adds the heads of `words` words; `scores`: for each word those of the root and of each word as its head.
    pub(super) fn decode(&mut self, words: usize, scores: &[i32], root: u16, tree: &mut Vec<(u16, Deprel)>) {
        // Each word of the root costs, so that there is one.
        const COST: i32 = 1 << 22;
        let size = words + 1;
        let at = |row: usize, column: usize| row * size + column;
        let Self { right_from, right_to, left_from, left_to, open_right_from, open_left_to, splits, stack } = self;
        for scores in [&mut *right_from, right_to, left_from, left_to, open_right_from, open_left_to] {
            scores.clear();
            scores.resize(size * size, 0);
        }
        for split in &mut *splits {
            split.resize(size * size, 0);
        }
        let arc = |word: usize, head: usize| scores[at(word - 1, head)].clamp(-COST / 4, COST / 4) - if head == 0 { COST } else { 0 };
        for length in 1..size {
            for i in 0..size - length {
                let j = i + length;
                let (sum, k) = best(&right_from[at(i, i)..at(i, j)], &left_to[at(j, i + 1)..=at(j, j)]);
                splits[0][at(i, j)] = (i + k) as u16;
                open_right_from[at(i, j)] = sum + arc(j, i);
                if i > 0 {
                    open_left_to[at(j, i)] = sum + arc(i, j);
                    let (sum, k) = best(&left_from[at(i, i)..at(i, j)], &open_left_to[at(j, i)..at(j, j)]);
                    splits[2][at(i, j)] = (i + k) as u16;
                    left_from[at(i, j)] = sum;
                    left_to[at(j, i)] = sum;
                }
                let (sum, k) = best(&open_right_from[at(i, i + 1)..=at(i, j)], &right_to[at(j, i + 1)..=at(j, j)]);
                splits[1][at(i, j)] = (i + 1 + k) as u16;
                right_from[at(i, j)] = sum;
                right_to[at(j, i)] = sum;
            }
        }
        let start = tree.len();
        tree.resize(start + words, (root, Deprel::Root));
        stack.clear();
        stack.push((0, words, Span::Right));
        while let Some((i, j, span)) = stack.pop() {
            if i == j {
                continue;
            }
            let split = |kind: usize| usize::from(splits[kind][at(i, j)]);
            match span {
                Span::Right => stack.extend([(i, split(1), Span::OpenRight), (split(1), j, Span::Right)]),
                Span::Left => stack.extend([(i, split(2), Span::Left), (split(2), j, Span::OpenLeft)]),
                Span::OpenRight | Span::OpenLeft => {
                    let (word, head) = if matches!(span, Span::OpenRight) { (j, i) } else { (i, j) };
                    tree[start + word - 1].0 = if head == 0 { root } else { (head - 1) as u16 };
                    stack.extend([(i, split(0), Span::Right), (split(0) + 1, j, Span::Left)]);
                }
            }
        }
    }
}

/// The largest sum of two rows' scores, and its place; the first of equals.
fn best(left: &[i32], right: &[i32]) -> (i32, usize) {
    let mut best = (i32::MIN, 0);
    for (at, (left, right)) in left.iter().zip(right).enumerate() {
        if left + right > best.0 {
            best = (left + right, at);
        }
    }
    best
}
