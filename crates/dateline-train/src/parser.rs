//! Trains the parser: a structured perceptron over a beam, updated where the violation is largest (Huang, Fayong and Guo 2012).

use dateline_lang::features::{Sink, Weights};
use dateline_lang::labels::Tag;
use dateline_lang::parser::{self, ACTIONS, Action, LABELS, Search, State, Token, derivation, features, start};

use crate::perceptron::{Averaged, Random, Table};
use crate::sample::Sample;

/// How the parser is trained.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    /// Times over the data.
    pub epochs: usize,
    /// Width of the beam.
    pub width: usize,
    /// Of the order of sentences.
    pub seed: u64,
}

/// Weights of a parser.
#[derive(Debug, Clone)]
pub struct Parser<S, A> {
    /// Of states.
    pub state: S,
    /// Of arcs.
    pub arc: A,
}

impl<S: Weights<ACTIONS>, A: Weights<LABELS>> parser::Parser for Parser<S, A> {
    type State = S;
    type Arc = A;
    fn state(&self) -> &S {
        &self.state
    }
    fn arc(&self) -> &A {
        &self.arc
    }
}

/// A parser whose weights are averaged.
pub type Trained = Parser<Averaged<ACTIONS>, Averaged<LABELS>>;

/// Lifts arcs until none crosses another (Nivre and Nilsson 2005), the shortest first.
pub fn projectivize(heads: &mut [u16]) {
    let root = heads.len() as u16;
    loop {
        let mut worst: Option<(u16, usize)> = None;
        for (dependent, &head) in heads.iter().enumerate() {
            let d = dependent as u16;
            let (low, high) = (d.min(head), d.max(head));
            let climbs = |mut word: u16| {
                // Whether the head is above the word; the limit guards against circles in bad data.
                for _ in 0..heads.len() + 1 {
                    if word == head {
                        return true;
                    }
                    if word == root {
                        return false;
                    }
                    word = heads[usize::from(word)];
                }
                false
            };
            if head != root && (low + 1..high).any(|word| !climbs(word)) && worst.is_none_or(|(length, _)| high - low < length) {
                worst = Some((high - low, dependent));
            }
        }
        match worst {
            Some((_, dependent)) => heads[dependent] = heads[usize::from(heads[dependent])],
            None => return,
        }
    }
}

struct Example {
    tokens: Vec<Token>,
    labels: Vec<u8>,
    actions: Vec<Action>,
}

/// Trains a parser on the guessed tags of the samples; with `only`, on those features of states and arcs and no others.
#[must_use]
pub fn train(samples: &[&Sample], tags: &[Tag], settings: Settings, only: Option<(&[u64], &[u64])>) -> Trained {
    let mut examples: Vec<_> = samples
        .iter()
        .filter(|sample| sample.words.len() <= parser::LONGEST)
        .filter_map(|sample| {
            let mut heads = sample.heads.clone();
            projectivize(&mut heads);
            let actions = derivation(&heads)?;
            let labels = sample.labels.iter().map(|&label| label as u8).collect();
            Some(Example { tokens: sample.tokens(&sample.guessed, tags), labels, actions })
        })
        .collect();
    let mut weights = match only {
        None => Parser { state: Table::<ACTIONS>::default(), arc: Table::<LABELS>::default() },
        Some((states, arcs)) => Parser { state: Table::of(states.iter().copied()), arc: Table::of(arcs.iter().copied()) },
    };
    let mut random = Random(settings.seed);
    let mut search = Search::default();
    for _ in 0..settings.epochs {
        random.shuffle(&mut examples);
        for example in &examples {
            learn(&mut weights, &mut search, example, settings.width);
            weights.state.tick();
            weights.arc.tick();
        }
    }
    Parser { state: weights.state.average(64), arc: weights.arc.average(64) }
}

type Training = Parser<Table<ACTIONS>, Table<LABELS>>;

fn learn(weights: &mut Training, search: &mut Search, example: &Example, width: usize) {
    let tokens = &example.tokens;
    search.begin(tokens);
    let mut gold = start(tokens.len());
    let mut gold_score = 0_i64;
    let mut gold_steps = Vec::with_capacity(example.actions.len());
    // The step in the beam that is the gold derivation so far, if any is.
    let mut followed = Some(usize::MAX);
    let mut worst: Option<(i64, usize, usize)> = None;
    for (number, &action) in example.actions.iter().enumerate() {
        let label = gold.arc(action).map_or(63, |(_, dependent)| example.labels[usize::from(dependent)]);
        gold_score += gold_step_score(weights, search, tokens, &gold, action, label);
        gold.apply(action, label);
        gold_steps.push((action, label));
        search.advance(weights, tokens, width);
        followed = followed.and_then(|before| {
            (0..search.steps.len()).rev().take(width).find(|&at| {
                let step = search.steps[at];
                step.before == before && step.action == action && step.label == label
            })
        });
        let (score, step) = search.best();
        let is_last = number + 1 == example.actions.len();
        if followed.is_none() || (is_last && followed != Some(step)) {
            let violation = score - gold_score;
            if worst.is_none_or(|(most, ..)| violation >= most) {
                worst = Some((violation, number + 1, step));
            }
        }
    }
    let Some((_, length, step)) = worst else { return };
    let mut guess = Vec::with_capacity(length);
    let mut at = step;
    while at != usize::MAX {
        guess.push((search.steps[at].action, search.steps[at].label));
        at = search.steps[at].before;
    }
    guess.reverse();
    update(weights, search, tokens, &gold_steps[..length], &guess);
}

fn gold_step_score(weights: &Training, search: &mut Search, tokens: &[Token], gold: &State, action: Action, label: u8) -> i64 {
    // A forced transition costs nothing, as in the search.
    if search.is_forced(gold) && gold.arc(action).is_none_or(|(head, _)| usize::from(head) == tokens.len()) {
        return 0;
    }
    let mut scores = [0; ACTIONS];
    if !search.is_forced(gold) {
        scores = search.scores(weights, tokens, gold);
    }
    let mut sum = i64::from(scores[action as usize]);
    if let Some((head, dependent)) = gold.arc(action)
        && usize::from(head) < tokens.len()
    {
        let mut scores = [0; LABELS];
        let mut found = Vec::with_capacity(64);
        search.arcs.features(tokens, head, dependent, &mut found);
        for feature in found {
            weights.arc.add(feature, &mut scores);
        }
        sum += i64::from(scores[usize::from(label)]);
    }
    sum
}

fn update(weights: &mut Training, search: &Search, tokens: &[Token], gold: &[(Action, u8)], guess: &[(Action, u8)]) {
    let same = gold.iter().zip(guess).take_while(|(one, two)| one == two).count();
    for (steps, by) in [(gold, 1), (guess, -1)] {
        let mut state = start(tokens.len());
        for (number, &(action, label)) in steps.iter().enumerate() {
            if number >= same {
                if !search.is_forced(&state) {
                    let mut sink = Change { table: &mut weights.state, label: action as usize, by };
                    features(&state, tokens, &mut sink);
                }
                if let Some((head, dependent)) = state.arc(action)
                    && usize::from(head) < tokens.len()
                {
                    let mut sink = Change { table: &mut weights.arc, label: label.into(), by };
                    search.arcs.features(tokens, head, dependent, &mut sink);
                }
            }
            state.apply(action, label);
        }
    }
}

struct Change<'t, const W: usize> {
    table: &'t mut Table<W>,
    label: usize,
    by: i32,
}

impl<const W: usize> Sink for Change<'_, W> {
    fn feature(&mut self, feature: u64) {
        self.table.change(feature, self.label, self.by);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn crossing_arcs_are_lifted_and_trees_derived() {
        // "A hearing is scheduled on the issue today": `on` belongs to `hearing`, across the root.
        let mut heads = vec![1, 3, 3, 8, 6, 6, 1, 3];
        projectivize(&mut heads);
        assert_eq!(heads, [1, 3, 3, 8, 6, 6, 3, 3]);
        let actions = derivation(&heads).expect("a projective tree has a derivation");
        assert_eq!(actions.len(), 2 * heads.len());
        let mut state = start(heads.len());
        let mut found = vec![0; heads.len()];
        for action in actions {
            assert!(state.allows(action));
            if let Some((head, dependent)) = state.arc(action) {
                found[usize::from(dependent)] = head;
            }
            state.apply(action, 0);
        }
        assert!(state.is_final());
        assert_eq!(found, heads);
        assert_eq!(derivation(&[2, 3, 4, 1]), None);
    }
}
