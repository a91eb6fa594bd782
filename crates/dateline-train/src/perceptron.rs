//! The averaged perceptron (Collins 2002) in integers, over hashed features.

use dateline_lang::features::{Weights, row};

/// Weights under training, and what is needed for their average over all updates.
#[derive(Debug)]
pub struct Table<const W: usize> {
    bits: u32,
    rows: Vec<[i32; W]>,
    /// For each weight the sum of its changes, each times the moment when it was made.
    moments: Vec<[i64; W]>,
    now: i64,
}

impl<const W: usize> Table<W> {
    /// A table of 2 to the power `bits` rows, all zero.
    #[must_use]
    pub fn new(bits: u32) -> Self {
        Self { bits, rows: vec![[0; W]; 1 << bits], moments: vec![[0; W]; 1 << bits], now: 1 }
    }

    /// Changes the weight of a feature for a label.
    #[inline]
    pub fn change(&mut self, feature: u64, label: usize, by: i32) {
        let at = row(feature, self.bits);
        self.rows[at][label] += by;
        self.moments[at][label] += i64::from(by) * self.now;
    }

    /// Lets a moment pass: call it once for each example.
    pub fn tick(&mut self) {
        self.now += 1;
    }

    /// The weights averaged over all moments, times `scale`.
    #[must_use]
    pub fn average(&self, scale: i64) -> Averaged<W> {
        let mut rows = vec![[0; W]; self.rows.len()];
        for (to, (row, moments)) in rows.iter_mut().zip(self.rows.iter().zip(&self.moments)) {
            for (to, (&weight, &moment)) in to.iter_mut().zip(row.iter().zip(moments)) {
                *to = i32::try_from((i64::from(weight) * self.now - moment) * scale / self.now).unwrap_or_default();
            }
        }
        Averaged { bits: self.bits, rows }
    }
}

impl<const W: usize> Weights<W> for Table<W> {
    #[inline]
    fn add(&self, feature: u64, scores: &mut [i32; W]) {
        for (score, weight) in scores.iter_mut().zip(&self.rows[row(feature, self.bits)]) {
            *score += weight;
        }
    }
}

/// Averaged weights.
#[derive(Debug, Clone)]
pub struct Averaged<const W: usize> {
    /// The logarithm of the number of rows.
    pub bits: u32,
    /// The weights.
    pub rows: Vec<[i32; W]>,
}

impl<const W: usize> Averaged<W> {
    /// Keeps the rows with the largest weights and zeroes the others; the number of rows that were not zero, and of weights.
    pub fn keep(&mut self, most: usize, least: i32) -> (usize, usize) {
        let norm = |row: &[i32; W]| row.iter().map(|weight| weight.unsigned_abs()).max().unwrap_or_default();
        let mut norms: Vec<_> = self.rows.iter().map(norm).filter(|&norm| norm > 0).collect();
        norms.sort_unstable_by(|one, two| two.cmp(one));
        let bound = norms.get(most).copied().unwrap_or_default();
        let mut weights = 0;
        for row in &mut self.rows {
            if norm(row) <= bound {
                *row = [0; W];
            }
            for weight in row.iter_mut() {
                if weight.abs() < least {
                    *weight = 0;
                }
                weights += usize::from(*weight != 0);
            }
        }
        (norms.len(), weights)
    }

    /// Adds another table of the same size: for linear models the sum votes as the two would together.
    pub fn join(&mut self, other: &Self) {
        for (row, other) in self.rows.iter_mut().zip(&other.rows) {
            for (weight, other) in row.iter_mut().zip(other) {
                *weight += other;
            }
        }
    }
}

impl<const W: usize> Weights<W> for Averaged<W> {
    #[inline]
    fn add(&self, feature: u64, scores: &mut [i32; W]) {
        for (score, weight) in scores.iter_mut().zip(&self.rows[row(feature, self.bits)]) {
            *score += weight;
        }
    }
}

/// A stream of numbers that looks random and is the same everywhere (SplitMix64, Steele et al. 2014).
#[derive(Debug, Clone)]
pub struct Random(pub u64);

impl Random {
    /// The next number.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `limit`.
    pub fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }

    /// Puts things in another order (Fisher and Yates).
    pub fn shuffle<T>(&mut self, things: &mut [T]) {
        for at in (1..things.len()).rev() {
            things.swap(at, self.below(at + 1));
        }
    }
}
