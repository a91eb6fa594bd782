//! The averaged perceptron (Collins 2002) in integers, over hashed features.

use dateline_lang::features::{Weights, row};

/// Rows of numbers by feature: an open-addressing table.
#[derive(Debug, Clone)]
struct Index {
    /// Features, 0 where there is none.
    keys: Vec<u64>,
    places: Vec<u32>,
    count: usize,
}

impl Index {
    fn new() -> Self {
        Self { keys: vec![0; 1 << 16], places: vec![0; 1 << 16], count: 0 }
    }

    #[inline]
    fn get(&self, feature: u64) -> Option<usize> {
        let mask = self.keys.len() - 1;
        let mut at = row(feature, self.keys.len().trailing_zeros());
        loop {
            match self.keys[at] {
                key if key == feature => return Some(self.places[at] as usize),
                0 => return None,
                _ => at = (at + 1) & mask,
            }
        }
    }

    fn insert(&mut self, feature: u64) -> usize {
        if self.count * 2 >= self.keys.len() {
            let mut larger = Self { keys: vec![0; self.keys.len() * 2], places: vec![0; self.keys.len() * 2], count: self.count };
            for (&key, &place) in self.keys.iter().zip(&self.places).filter(|&(&key, _)| key != 0) {
                larger.put(key, place);
            }
            *self = larger;
        }
        let place = self.count;
        self.count += 1;
        self.put(feature, place as u32);
        place
    }

    fn put(&mut self, feature: u64, place: u32) {
        let mask = self.keys.len() - 1;
        let mut at = row(feature, self.keys.len().trailing_zeros());
        while self.keys[at] != 0 {
            at = (at + 1) & mask;
        }
        (self.keys[at], self.places[at]) = (feature, place);
    }
}

/// Weights under training, and what is needed for their average over all updates.
#[derive(Debug)]
pub struct Table<const W: usize> {
    index: Index,
    features: Vec<u64>,
    rows: Vec<[i32; W]>,
    /// For each weight the sum of its changes, each times the moment when it was made.
    moments: Vec<[i64; W]>,
    now: i64,
    /// Whether only the features that are there may be learned.
    is_closed: bool,
}

impl<const W: usize> Default for Table<W> {
    fn default() -> Self {
        Self { index: Index::new(), features: Vec::new(), rows: Vec::new(), moments: Vec::new(), now: 1, is_closed: false }
    }
}

impl<const W: usize> Table<W> {
    /// A table that learns these features and no others.
    #[must_use]
    pub fn of(features: impl Iterator<Item = u64>) -> Self {
        let mut table = Self::default();
        features.for_each(|feature| _ = table.place(feature));
        table.is_closed = true;
        table
    }

    /// Whether it has a row for a feature.
    #[must_use]
    pub fn has(&self, feature: u64) -> bool {
        self.index.get(feature).is_some()
    }

    fn place(&mut self, feature: u64) -> usize {
        self.features.push(feature);
        self.rows.push([0; W]);
        self.moments.push([0; W]);
        self.index.insert(feature)
    }

    /// Changes the weight of a feature for a label.
    #[inline]
    pub fn change(&mut self, feature: u64, label: usize, by: i32) {
        let at = match self.index.get(feature) {
            Some(at) => at,
            None if self.is_closed => return,
            None => self.place(feature),
        };
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
        Averaged { index: self.index.clone(), features: self.features.clone(), rows }
    }
}

impl<const W: usize> Weights<W> for Table<W> {
    #[inline]
    fn add(&self, feature: u64, scores: &mut [i32; W]) {
        if let Some(at) = self.index.get(feature) {
            for (score, weight) in scores.iter_mut().zip(&self.rows[at]) {
                *score += weight;
            }
        }
    }
}

/// Averaged weights.
#[derive(Debug, Clone)]
pub struct Averaged<const W: usize> {
    index: Index,
    features: Vec<u64>,
    rows: Vec<[i32; W]>,
}

impl<const W: usize> Averaged<W> {
    /// Adds other weights: for linear models the sum votes as the two would together.
    pub fn join(&mut self, other: &Self) {
        for (&feature, other) in other.features.iter().zip(&other.rows) {
            let at = self.index.get(feature).unwrap_or_else(|| {
                self.features.push(feature);
                self.rows.push([0; W]);
                self.index.insert(feature)
            });
            for (weight, other) in self.rows[at].iter_mut().zip(other) {
                *weight += other;
            }
        }
    }

    /// Adds to each feature the weights of its copy in another table.
    pub fn add_copies(&mut self, other: &Self, copy: impl Fn(u64) -> u64) {
        for (&feature, row) in self.features.iter().zip(&mut self.rows) {
            other.add(copy(feature), row);
        }
    }

    /// Divides all weights.
    pub fn divide(&mut self, by: i32) {
        self.rows.iter_mut().flatten().for_each(|weight| *weight /= by);
    }

    /// The features with the largest weights, at most so many, in an order that says nothing.
    #[must_use]
    pub fn largest(&self, most: usize) -> Vec<(u64, [i32; W])> {
        let norm = |row: &[i32; W]| row.iter().map(|weight| weight.unsigned_abs()).max().unwrap_or_default();
        let mut all: Vec<_> = self.features.iter().copied().zip(self.rows.iter().copied()).filter(|(_, row)| norm(row) > 0).collect();
        all.sort_unstable_by_key(|(feature, row)| (std::cmp::Reverse(norm(row)), *feature));
        all.truncate(most);
        all
    }

    /// The same as [`Self::largest`], with only those weights that are at least so large, each with its label.
    #[must_use]
    pub fn lists(&self, most: usize, least: i32) -> Vec<(u64, Vec<(u8, i32)>)> {
        let list = |row: [i32; W]| (0_u8..).zip(row).filter(|&(_, weight)| weight.abs() >= least).collect();
        self.largest(most).into_iter().map(|(feature, row)| (feature, list(row))).collect()
    }

    /// How many features there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.features.len()
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.features.is_empty()
    }
}

impl<const W: usize> Weights<W> for Averaged<W> {
    #[inline]
    fn add(&self, feature: u64, scores: &mut [i32; W]) {
        if let Some(at) = self.index.get(feature) {
            for (score, weight) in scores.iter_mut().zip(&self.rows[at]) {
                *score += weight;
            }
        }
    }
}

/// A stream of numbers that looks random and is the same everywhere (SplitMix64, Steele et al. 2014).
#[derive(Debug, Clone)]
pub struct Random(pub u64);

impl Random {
    /// The next number.
    pub fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `limit`.
    pub fn below(&mut self, limit: usize) -> usize {
        (self.draw() % limit.max(1) as u64) as usize
    }

    /// Puts things in another order (Fisher and Yates).
    pub fn shuffle<T>(&mut self, things: &mut [T]) {
        for at in (1..things.len()).rev() {
            things.swap(at, self.below(at + 1));
        }
    }
}
