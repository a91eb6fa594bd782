//! Several parsers vote on a tree (Sagae and Lavie 2006), and their trees teach one.

use dateline_lang::labels::{Deprel, Tag};
use dateline_lang::parser::{NONE, Parser, Search};

use crate::sample::Sample;

/// A tree as votes see it: for each word its head (the root as the number of words) and label.
pub type Tree = Vec<(u16, Deprel)>;

/// A sentence from right to left.
#[must_use]
pub fn reversed(sample: &Sample) -> Sample {
    let count = sample.words.len();
    let mirror = |head: u16| if usize::from(head) == count { head } else { count as u16 - 1 - head };
    let mut sample = sample.clone();
    sample.forms.reverse();
    sample.words.reverse();
    sample.tags.reverse();
    sample.guessed.reverse();
    sample.labels.reverse();
    sample.upos.reverse();
    sample.heads = sample.heads.iter().rev().map(|&head| mirror(head)).collect();
    sample
}

/// Parses a sentence; `backwards` says that the parser learned sentences from right to left.
pub fn tree<P: Parser>(parser: &P, search: &mut Search, sample: &Sample, given: &[u8], tags: &[Tag], width: usize, backwards: bool) -> Tree {
    let mut tokens = sample.tokens(given, tags);
    if backwards {
        tokens.reverse();
    }
    let count = tokens.len() as u16;
    let mut tree = Vec::new();
    search.parse(parser, &tokens, width, &mut tree);
    if backwards {
        tree.reverse();
    }
    for (head, _) in &mut tree {
        *head = match *head {
            NONE => count,
            head if backwards => count - 1 - head,
            head => head,
        };
    }
    tree
}

/// The projective tree with the most votes (Eisner 1996), one root; each tree has the weight beside it. Also the share of votes that it got.
#[must_use]
pub fn vote(trees: &[(Tree, u32)]) -> (Tree, f64) {
    let count = trees.first().map_or(0, |(tree, _)| tree.len());
    if count == 0 {
        return (Vec::new(), 1.0);
    }
    let size = count + 1;
    // The root is word 0 here, so that it stands on the left.
    let mut votes = vec![0_i64; size * size];
    for (tree, weight) in trees {
        for (at, &(head, _)) in tree.iter().enumerate() {
            let head = if usize::from(head) == count { 0 } else { usize::from(head) + 1 };
            votes[head * size + at + 1] += i64::from(*weight);
        }
    }
    let heads = eisner(&votes, size);
    let all: u32 = trees.iter().map(|(_, weight)| weight).sum();
    let mut agreed = 0;
    let tree = (0..count)
        .map(|at| {
            let head = if heads[at + 1] == 0 { count } else { heads[at + 1] - 1 } as u16;
            let mut labels: Vec<(Deprel, u32)> = Vec::new();
            for (tree, weight) in trees {
                let (its, label) = tree[at];
                if its == head {
                    agreed += weight;
                }
                let weight = if its == head { weight * 4 } else { *weight };
                match labels.iter_mut().find(|(known, _)| *known == label) {
                    Some((_, sum)) => *sum += weight,
                    None => labels.push((label, weight)),
                }
            }
            let best = labels.iter().max_by_key(|&&(label, sum)| (sum, std::cmp::Reverse(label))).map_or(Deprel::Dep, |&(label, _)| label);
            let is_root = usize::from(head) == count;
            (head, if is_root { Deprel::Root } else if best == Deprel::Root { Deprel::Dep } else { best })
        })
        .collect();
    (tree, f64::from(agreed) / f64::from(all) / count as f64)
}

/// Heads of the projective tree with the largest sum, word 0 being the root with one dependent.
fn eisner(scores: &[i64], size: usize) -> Vec<usize> {
    const LOW: i64 = i64::MIN / 4;
    // By start and end; complete and incomplete, head on the right (0) or on the left (1).
    let mut complete = vec![[LOW; 2]; size * size];
    let mut open = vec![[LOW; 2]; size * size];
    let mut complete_at = vec![[0; 2]; size * size];
    let mut open_at = vec![0; size * size];
    for at in 0..size {
        complete[at * size + at] = [0; 2];
    }
    for length in 1..size {
        for start in 0..size - length {
            let end = start + length;
            let here = start * size + end;
            let mut best = (LOW, start);
            for middle in start..end {
                // A root with a dependent on the left of this one would have two.
                if start == 0 && middle > 0 {
                    break;
                }
                let sum = complete[start * size + middle][1] + complete[(middle + 1) * size + end][0];
                if sum > best.0 {
                    best = (sum, middle);
                }
            }
            open_at[here] = best.1;
            open[here] = [if start == 0 { LOW } else { best.0 + scores[end * size + start] }, best.0 + scores[start * size + end]];
            for middle in start..end {
                let sum = complete[start * size + middle][0] + open[middle * size + end][0];
                if sum > complete[here][0] {
                    (complete[here][0], complete_at[here][0]) = (sum, middle);
                }
            }
            for middle in start + 1..=end {
                let sum = open[start * size + middle][1] + complete[middle * size + end][1];
                if sum > complete[here][1] {
                    (complete[here][1], complete_at[here][1]) = (sum, middle);
                }
            }
        }
    }
    let mut heads = vec![0; size];
    let mut todo = vec![(0, size - 1, 1, true)];
    while let Some((start, end, side, is_complete)) = todo.pop() {
        if start == end {
            continue;
        }
        let here = start * size + end;
        if is_complete {
            let middle = complete_at[here][side];
            if side == 0 {
                todo.extend([(start, middle, 0, true), (middle, end, 0, false)]);
            } else {
                todo.extend([(start, middle, 1, false), (middle, end, 1, true)]);
            }
        } else {
            if side == 0 {
                heads[start] = end;
            } else {
                heads[end] = start;
            }
            let middle = open_at[here];
            todo.extend([(start, middle, 1, true), (middle + 1, end, 0, true)]);
        }
    }
    heads
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_majority_has_its_tree() {
        let tree = |heads: &[u16]| heads.iter().map(|&head| (head, if head == 3 { Deprel::Root } else { Deprel::Obj })).collect::<Tree>();
        let (best, _) = vote(&[(tree(&[1, 3, 1]), 1), (tree(&[1, 3, 0]), 1), (tree(&[1, 3, 1]), 1)]);
        assert_eq!(best, tree(&[1, 3, 1]));
        // Each alone would be a root of its own for two words; there is one.
        let (best, _) = vote(&[(tree(&[3, 0, 1]), 2), (tree(&[1, 3, 1]), 1)]);
        assert_eq!(best.iter().filter(|(head, _)| *head == 3).count(), 1);
    }
}
