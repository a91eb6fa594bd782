//! The ranker: a linear model over features, read where it lies.

use std::sync::Arc;

use super::{Choice, Choose};

/// The ranker's weights, read where they lie: sorted features of eight bytes, then weights of four.
#[derive(Debug, Clone, Default)]
pub struct Ranker<'m> {
    features: &'m [[u8; 8]],
    weights: &'m [[u8; 4]],
    /// For each value of the high bits of a feature the place of the first that has it or a larger one.
    starts: Arc<[u32]>,
}

/// High bits of a feature by which its place is looked up.
const HIGH_BITS: u32 = 12;

impl<'m> Ranker<'m> {
    /// Reads what [`Ranker::write`] wrote; `None` when it is no ranker.
    #[must_use]
    pub fn read(bytes: &'m [u8]) -> Option<Self> {
        let (count, rest) = bytes.split_first_chunk::<4>()?;
        let count = usize::try_from(u32::from_le_bytes(*count)).ok()?;
        let (features, weights) = rest.split_at_checked(count.checked_mul(8)?)?;
        let (features, weights) = (features.as_chunks::<8>().0, weights.as_chunks::<4>().0);
        let first = |high: u64| features.partition_point(|bytes| u64::from_le_bytes(*bytes) >> (64 - HIGH_BITS) < high);
        let starts = (0..=1_u64 << HIGH_BITS).map(|high| u32::try_from(first(high)).unwrap_or(u32::MAX)).collect();
        (weights.len() == count).then_some(Self { features, weights, starts })
    }

    /// Writes weights by feature, in the order of the features.
    #[must_use]
    pub fn write(weights: &std::collections::BTreeMap<u64, i32>) -> Vec<u8> {
        let mut out = u32::try_from(weights.len()).unwrap_or(u32::MAX).to_le_bytes().to_vec();
        weights.keys().for_each(|feature| out.extend(feature.to_le_bytes()));
        weights.values().for_each(|weight| out.extend(weight.to_le_bytes()));
        out
    }

    fn weight(&self, feature: u64) -> i64 {
        let high = usize::try_from(feature >> (64 - HIGH_BITS)).unwrap_or_default();
        let range = self.starts.get(high).zip(self.starts.get(high + 1)).map(|(&start, &end)| start as usize..end as usize);
        let Some(near) = range.clone().and_then(|range| self.features.get(range)) else { return 0 };
        let found = near.binary_search_by_key(&feature, |bytes| u64::from_le_bytes(*bytes)).ok().zip(range);
        found.map_or(0, |(at, range)| i64::from(i32::from_le_bytes(self.weights[range.start + at])))
    }
}

impl Choose for Ranker<'_> {
    fn choose(&mut self, _mention: usize, choices: &[Choice], _mentions_of: &dyn Fn(usize) -> Vec<usize>) -> Option<usize> {
        let score = |choice: &Choice| choice.features.iter().map(|&feature| self.weight(feature)).sum::<i64>();
        // The first of the best: a new bearer, then the latest.
        let mut best = (0, score(&choices[0]));
        for (at, choice) in choices.iter().enumerate().skip(1) {
            let score = score(choice);
            if score > best.1 {
                best = (at, score);
            }
        }
        // A wrong link misinforms, a missing one does not: what is hardly better than a new bearer, or than the next one, is left alone.
        let next = choices.iter().enumerate().filter(|&(at, _)| at != best.0).map(|(_, choice)| score(choice)).max();
        let is_sure = choices[best.0].cluster.is_none() || next.is_none_or(|next| best.1 - next >= choices[best.0].margin);
        if is_sure { Some(best.0) } else { None }
    }
}
