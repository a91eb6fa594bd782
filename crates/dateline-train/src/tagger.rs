//! Trains the tagger.

use dateline_lang::features::Weights;
use dateline_lang::tagger::{WIDTH, best, features, pass};

use crate::perceptron::{Averaged, Random, Table};
use crate::sample::Sample;

/// The two passes.
#[derive(Debug, Clone)]
pub struct Tagger {
    /// From left to right.
    pub first: Averaged<WIDTH>,
    /// Again, with what the first gave on the right.
    pub second: Averaged<WIDTH>,
    /// How many tags there are.
    pub count: usize,
}

impl Tagger {
    /// Tags a sentence.
    #[must_use]
    pub fn tag(&self, sample: &Sample) -> Vec<u8> {
        let (mut once, mut twice) = (Vec::new(), Vec::new());
        pass(&self.first, self.count, &sample.words, None, &mut once);
        pass(&self.second, self.count, &sample.words, Some(&once), &mut twice);
        twice
    }
}

/// How the tagger is trained.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    /// Times over the data.
    pub epochs: usize,
    /// Parts of the data for tags of sentences that were not learned from.
    pub folds: usize,
    /// Features that are kept of each pass.
    pub features: usize,
    /// Models that vote.
    pub voters: usize,
    /// Of the order of sentences.
    pub seed: u64,
}

/// Trains one pass; `after` are the tags of the first pass, in training of the second; with `only`, on those features and no others.
#[must_use]
pub fn train_pass(
    samples: &[&Sample],
    after: Option<&[Vec<u8>]>,
    count: usize,
    settings: Settings,
    only: Option<&[u64]>,
) -> Averaged<WIDTH> {
    let mut table = only.map_or_else(Table::default, |only| Table::of(only.iter().copied()));
    let mut random = Random(settings.seed);
    let mut order: Vec<usize> = (0..samples.len()).collect();
    let mut given = Vec::new();
    let mut found = Vec::new();
    for _ in 0..settings.epochs {
        random.shuffle(&mut order);
        for &number in &order {
            let sample = samples[number];
            given.clear();
            for at in 0..sample.words.len() {
                found.clear();
                features(&sample.words, at, &given, after.map(|after| &after[number][..]), &mut found);
                let mut scores = [0; WIDTH];
                for &feature in &found {
                    table.add(feature, &mut scores);
                }
                let guess = best(&scores, count);
                let gold = sample.tags[at];
                if guess != gold {
                    for &feature in &found {
                        table.change(feature, gold.into(), 1);
                        table.change(feature, guess.into(), -1);
                    }
                }
                table.tick();
                given.push(guess);
            }
        }
    }
    table.average(64)
}

/// Trains both passes, and gives every sample the tags of a tagger that has not seen it.
#[must_use]
pub fn train(samples: &mut [Sample], count: usize, settings: Settings) -> Tagger {
    let folds = settings.folds;
    let mut once: Vec<Vec<u8>> = vec![Vec::new(); samples.len()];
    let all = |skip: Option<usize>, samples: &[Sample]| -> Vec<usize> {
        (0..samples.len()).filter(|at| skip.is_none_or(|fold| at / 8 % folds != fold)).collect()
    };
    let firsts = side_by_side(folds, |fold| {
        let seen: Vec<_> = all(Some(fold), samples).into_iter().map(|at| &samples[at]).collect();
        train_pass(&seen, None, count, settings, None)
    });
    for (at, sample) in samples.iter().enumerate() {
        pass(&firsts[at / 8 % folds], count, &sample.words, None, &mut once[at]);
    }
    let seconds = side_by_side(folds, |fold| {
        let kept = all(Some(fold), samples);
        let seen: Vec<_> = kept.iter().map(|&at| &samples[at]).collect();
        let after: Vec<_> = kept.iter().map(|&at| once[at].clone()).collect();
        train_pass(&seen, Some(&after), count, settings, None)
    });
    for (at, sample) in samples.iter_mut().enumerate() {
        pass(&seconds[at / 8 % folds], count, &sample.words, Some(&once[at]), &mut sample.guessed);
    }
    let refs: Vec<_> = samples.iter().collect();
    let first = joined(&refs, None, count, settings);
    let second = joined(&refs, Some(&once), count, settings);
    Tagger { first, second, count }
}

/// Runs a training for each number below `count`, two at a time.
pub fn side_by_side<T: Send>(count: usize, run: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let mut results = Vec::with_capacity(count);
    for start in (0..count).step_by(2) {
        let pair = std::thread::scope(|scope| {
            let run = &run;
            let handles: Vec<_> = (start..count.min(start + 2)).map(|number| scope.spawn(move || run(number))).collect();
            handles.into_iter().map(|handle| handle.join().expect("a trainer does not panic")).collect::<Vec<_>>()
        });
        results.extend(pair);
    }
    results
}

/// Trains a pass to find the features that matter, then on these several times, each with another order of sentences; the sum of linear models votes as they would together.
fn joined(samples: &[&Sample], after: Option<&[Vec<u8>]>, count: usize, settings: Settings) -> Averaged<WIDTH> {
    let vote = |voters: usize, epochs: usize, only: Option<&[u64]>| {
        let settings = |number: usize| Settings { seed: settings.seed + number as u64, epochs, ..settings };
        let mut models = side_by_side(voters, |number| train_pass(samples, after, count, settings(number), only));
        let mut joined = models.swap_remove(0);
        models.iter().for_each(|model| joined.join(model));
        joined
    };
    let broad: Vec<u64> =
        vote(2, settings.epochs.div_ceil(2), None).largest(settings.features).into_iter().map(|(feature, _)| feature).collect();
    let mut joined = vote(settings.voters, settings.epochs, Some(&broad));
    joined.divide(settings.voters as i32);
    joined
}
