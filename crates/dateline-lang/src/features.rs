//! Hashed features and the weights behind them.

/// Adds a value to a feature. The high bits of the result are the well-mixed ones.
#[inline]
#[must_use]
pub const fn fold(feature: u64, value: u64) -> u64 {
    (feature.rotate_left(23) ^ value).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

/// Weights by feature, `W` of them for each: one for each label that a decision is between.
pub trait Weights<const W: usize> {
    /// Adds the weights of a feature to the scores.
    fn add(&self, feature: u64, scores: &mut [i32; W]);

    /// Adds the weights of several features.
    fn add_all(&self, features: &[u64], scores: &mut [i32; W]) {
        for &feature in features {
            self.add(feature, scores);
        }
    }
}

/// The row of a feature in a table of 2 to the power `bits` rows.
#[inline]
#[must_use]
pub const fn row(feature: u64, bits: u32) -> usize {
    (feature >> (64 - bits)) as usize
}

/// Something that is handed features one by one.
pub trait Sink {
    /// Takes a feature.
    fn feature(&mut self, feature: u64);
}

impl Sink for Vec<u64> {
    #[inline]
    fn feature(&mut self, feature: u64) {
        self.push(feature);
    }
}

/// Hands on features, each made of the number of its template and of values.
#[derive(Debug)]
pub struct Templates<'o, S> {
    out: &'o mut S,
    seed: u64,
    number: u64,
}

impl<'o, S: Sink> Templates<'o, S> {
    /// Templates that are numbered on from `first`, all of them with this seed.
    pub fn new(out: &'o mut S, seed: u64, first: u64) -> Self {
        Self { out, seed, number: first }
    }

    /// Hands on the feature of the next template.
    #[inline(always)]
    pub fn say<const N: usize>(&mut self, values: [u64; N]) {
        self.number += 1;
        self.out.feature(values.into_iter().fold(fold(self.seed, self.number), fold));
    }
}

/// Collects the features of one decision and then adds up their weights: looked up in a row, they do not wait for one another.
#[derive(Debug)]
pub struct Sum {
    features: [u64; MOST],
    count: usize,
}

/// Most features of one decision; further ones are left out.
pub const MOST: usize = 128;

impl Default for Sum {
    fn default() -> Self {
        Self { features: [0; MOST], count: 0 }
    }
}

impl Sink for Sum {
    #[inline]
    fn feature(&mut self, feature: u64) {
        if let Some(place) = self.features.get_mut(self.count) {
            *place = feature;
            self.count += 1;
        }
    }
}

impl Sum {
    /// Adds the weights of the features to the scores.
    pub fn add<const W: usize>(&self, weights: &impl Weights<W>, scores: &mut [i32; W]) {
        weights.add_all(&self.features[..self.count], scores);
    }
}
