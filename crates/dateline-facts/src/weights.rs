//! Weights of hashed features as a model file holds them: four bytes each, looked up where they lie.

use std::collections::BTreeMap;

/// Weights by feature. A slot has two check bytes of its feature and a weight; it lies at the place that the feature's high bits name, or
/// after it where that is taken.
#[derive(Debug, Clone, Copy, Default)]
pub struct Weights<'m> {
    slots: &'m [[u8; 4]],
}

/// The check of a feature: never 0, which marks an empty slot.
const fn check(feature: u64) -> u16 {
    (feature as u16) | 1
}

/// The first slot of a feature among so many: multiplication instead of a remainder (Lemire 2019).
const fn slot(feature: u64, slots: usize) -> usize {
    (((feature >> 32) * slots as u64) >> 32) as usize
}

impl<'m> Weights<'m> {
    /// Reads what [`Weights::write`] wrote; `None` when the size does not fit.
    #[must_use]
    pub fn read(bytes: &'m [u8]) -> Option<Self> {
        match bytes.as_chunks::<4>() {
            (slots, []) => Some(Self { slots }),
            _ => None,
        }
    }

    /// The weight of a feature, 0 for one that is not there.
    #[inline]
    #[must_use]
    pub fn get(&self, feature: u64) -> i32 {
        let count = self.slots.len();
        if count == 0 {
            return 0;
        }
        let check = check(feature).to_le_bytes();
        let mut at = slot(feature, count);
        loop {
            let [first, second, low, high] = self.slots[at];
            if [first, second] == check {
                return i32::from(i16::from_le_bytes([low, high]));
            }
            if first == 0 {
                return 0;
            }
            at = if at + 1 == count { 0 } else { at + 1 };
        }
    }

    /// The sum of the weights of features.
    #[must_use]
    pub fn sum(&self, features: &[u64]) -> i32 {
        features.iter().map(|&feature| self.get(feature)).sum()
    }

    /// Writes weights; those outside of 16 bits become the largest. A third of the slots stays empty.
    #[must_use]
    pub fn write(weights: &BTreeMap<u64, i32>) -> Vec<u8> {
        let count = weights.len() + weights.len() / 2 + 1;
        let mut slots = vec![[0_u8; 4]; count];
        for (&feature, &weight) in weights {
            let check = check(feature).to_le_bytes();
            let weight = i16::try_from(weight).unwrap_or(if weight < 0 { i16::MIN } else { i16::MAX }).to_le_bytes();
            let mut at = slot(feature, count);
            // Of two that look alike the first stays.
            while slots[at][0] != 0 && slots[at][..2] != check {
                at = if at + 1 == count { 0 } else { at + 1 };
            }
            if slots[at][0] == 0 {
                slots[at] = [check[0], check[1], weight[0], weight[1]];
            }
        }
        slots.into_flattened()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let features = (1..2000_u64).map(|it| it.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        let weights: BTreeMap<u64, i32> = features.clone().zip(-1000..).collect();
        let bytes = Weights::write(&weights);
        let read = Weights::read(&bytes).unwrap();
        let right = features.filter(|feature| read.get(*feature) == weights[feature]).count();
        assert!(right > 1990, "{right}");
        assert_eq!(Weights::default().get(7), 0);
        assert!(Weights::read(&bytes[1..]).is_none());
    }
}
