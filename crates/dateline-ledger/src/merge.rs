//! The law of merging.
//!
//! Things are joined by links between pairs, each from what the two say alone, strongest first, and never over a veto. The
//! order of two links that are as strong as one another is that of the things' ranks (published, id), so that what comes out is a
//! function of the set of things, whatever the order or the batches in which they came. A thing that cannot stand on its own, as a
//! bare surname, joins the one group that it is drawn to most; drawn to two alike, it joins none.

/// A reason why two things may be one. Things are numbered in the order of their ranks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pull {
    /// The one.
    pub a: usize,
    /// The other.
    pub b: usize,
    /// Stronger pulls are followed first; [`FORCED`] over any veto.
    pub strength: u8,
    /// The side that cannot stand on its own, if one of them cannot.
    pub dependent: Option<usize>,
}

/// The strength of a person's decision.
pub const FORCED: u8 = 255;

/// What became of the things.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Groups {
    /// For each thing, the least member of its group.
    pub of: Vec<usize>,
    /// For each pull, in the order given, whether its two ends are in one group.
    pub joined: Vec<bool>,
}

/// Joins things by their pulls, but none that `apart` says are two.
pub fn groups(count: usize, pulls: &[Pull], apart: impl Fn(usize, usize) -> bool) -> Groups {
    let mut state = State { parent: (0..count).collect(), members: (0..count).map(|at| vec![at]).collect(), apart };
    let mut order: Vec<usize> = (0..pulls.len()).collect();
    order.sort_by_key(|&at| {
        let Pull { a, b, strength, dependent } = pulls[at];
        (dependent.is_some() && strength != FORCED, std::cmp::Reverse(strength), a.min(b), a.max(b))
    });
    let is_dependent = |at: &usize| pulls[*at].dependent.is_some() && pulls[*at].strength != FORCED;
    let split = order.partition_point(|at| !is_dependent(at));
    for &at in &order[..split] {
        state.join(pulls[at].a, pulls[at].b, pulls[at].strength == FORCED);
    }
    // Where each dependent thing is drawn to is decided before any of them moves.
    let mut drawn: std::collections::BTreeMap<usize, (u8, Vec<usize>)> = std::collections::BTreeMap::new();
    for &at in &order[split..] {
        let Pull { a, b, strength, dependent } = pulls[at];
        let Some(dependent) = dependent else { continue };
        let to = state.root(if dependent == a { b } else { a });
        let (best, targets) = drawn.entry(dependent).or_insert((strength, Vec::new()));
        if strength == *best && !targets.contains(&to) {
            targets.push(to);
        }
    }
    for (dependent, (_, targets)) in drawn {
        if let [target] = targets[..] {
            state.join(dependent, target, false);
        }
    }
    let of: Vec<usize> = (0..count).map(|at| state.root(at)).collect();
    let joined = pulls.iter().map(|pull| of[pull.a] == of[pull.b]).collect();
    Groups { of, joined }
}

/// The root of a thing among things of which each knows one nearer to its root.
pub(crate) fn root(parent: &mut [usize], mut at: usize) -> usize {
    while parent[at] != at {
        parent[at] = parent[parent[at]];
        at = parent[at];
    }
    at
}

struct State<F> {
    parent: Vec<usize>,
    members: Vec<Vec<usize>>,
    apart: F,
}

impl<F: Fn(usize, usize) -> bool> State<F> {
    fn root(&mut self, at: usize) -> usize {
        root(&mut self.parent, at)
    }

    fn join(&mut self, a: usize, b: usize, forced: bool) {
        let (a, b) = (self.root(a), self.root(b));
        if a == b {
            return;
        }
        let (low, high) = (a.min(b), a.max(b));
        if !forced && self.members[low].iter().any(|&one| self.members[high].iter().any(|&two| (self.apart)(one, two))) {
            return;
        }
        let moved = std::mem::take(&mut self.members[high]);
        self.members[low].extend(moved);
        self.parent[high] = low;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pull(a: usize, b: usize, strength: u8, dependent: Option<usize>) -> Pull {
        Pull { a, b, strength, dependent }
    }

    #[test]
    fn a_veto_between_members_holds_groups_apart() {
        let found = groups(3, &[pull(0, 1, 50, None), pull(1, 2, 60, None)], |a, b| (a, b) == (0, 2) || (a, b) == (2, 0));
        assert_eq!(found.of, [0, 1, 1]);
        assert_eq!(found.joined, [false, true]);
    }

    #[test]
    fn a_bare_name_between_two_stays_alone() {
        let both = [pull(0, 2, 50, Some(2)), pull(1, 2, 50, Some(2))];
        assert_eq!(groups(3, &both, |_, _| false).of, [0, 1, 2]);
        let better = [pull(0, 2, 50, Some(2)), pull(1, 2, 60, Some(2))];
        assert_eq!(groups(3, &better, |_, _| false).of, [0, 1, 1]);
    }

    #[test]
    fn a_decision_outweighs_a_veto() {
        assert_eq!(groups(2, &[pull(0, 1, FORCED, None)], |_, _| true).of, [0, 0]);
    }
}
