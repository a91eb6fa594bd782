//! Weights as a model file holds them: one signed byte each, on a logarithmic scale.

use crate::container::ModelError;
use crate::features::{Weights, row};

/// What a code stands for: near zero every step is 1, further out steps grow by half a binary order
/// (companding as in ITU-T G.711, so that few large weights do not cost the many small ones their precision).
const fn value(code: u8) -> i32 {
    let size = (code as i8).unsigned_abs() as i32;
    let magnitude = ((16 + (size & 15)) << (size >> 4)) - 16;
    if (code as i8) < 0 { -magnitude } else { magnitude }
}

const VALUES: [i32; 256] = {
    let mut values = [0; 256];
    let mut code = 0;
    while code < 256 {
        values[code] = value(code as u8);
        code += 1;
    }
    values
};

/// The code whose value is nearest to a weight; larger weights become the largest.
#[must_use]
pub fn code(weight: i32) -> i8 {
    let size = weight.unsigned_abs();
    let nearest = (0..=127_u8).min_by_key(|&code| (value(code).unsigned_abs().abs_diff(size), code)).unwrap_or_default();
    if weight < 0 { -(nearest as i8) } else { nearest as i8 }
}

/// Features in a line of [`Lines`].
const PLACES: usize = 12;
/// Bytes of a line: twelve check bytes, then the codes of twelve features, then nothing.
const LINE: usize = 64;

/// Weights of features for four labels. A feature lies in the line that its high bits name, under a check byte of its low bits;
/// a line is as long as what a processor fetches at once.
#[derive(Debug, Clone, Copy)]
pub struct Lines<'m> {
    lines: &'m [[u8; LINE]],
}

/// The check byte of a feature: never 0, which is an empty place.
const fn check(feature: u64) -> u8 {
    (feature as u8) | 1 << 7
}

/// The line of a feature among so many: multiplication instead of a remainder (Lemire 2019).
#[inline]
const fn line(feature: u64, lines: usize) -> usize {
    ((feature >> 32) * lines as u64 >> 32) as usize
}

impl<'m> Lines<'m> {
    /// Reads what [`write_lines`] wrote.
    ///
    /// # Errors
    /// When the size does not fit.
    pub fn read(part: &'m [u8], name: &'static str) -> Result<Self, ModelError> {
        match part.as_chunks::<LINE>() {
            (lines, []) if !lines.is_empty() => Ok(Self { lines }),
            _ => Err(ModelError::Malformed(name)),
        }
    }
}

impl Weights<4> for Lines<'_> {
    #[inline]
    fn add(&self, feature: u64, scores: &mut [i32; 4]) {
        let line = &self.lines[line(feature, self.lines.len())];
        let check = check(feature);
        for place in 0..PLACES {
            if line[place] == check {
                let codes = &line[PLACES + place * 4..][..4];
                for (score, &code) in scores.iter_mut().zip(codes) {
                    *score += VALUES[usize::from(code)];
                }
                return;
            }
        }
    }
}

/// Writes features with four weights each. Of too many for a line the smallest are left out, and so is the smaller of two that look alike.
#[must_use]
pub fn write_lines(features: &[(u64, [i32; 4])], lines: usize) -> Vec<u8> {
    let mut out = vec![[0_u8; LINE]; lines.max(1)];
    let mut order: Vec<_> = features.iter().collect();
    let norm = |weights: &[i32; 4]| weights.iter().map(|weight| weight.unsigned_abs()).max();
    order.sort_by_key(|(feature, weights)| (std::cmp::Reverse(norm(weights)), *feature));
    for (feature, weights) in order {
        let line = &mut out[line(*feature, lines.max(1))];
        let check = check(*feature);
        if line[..PLACES].contains(&check) {
            continue;
        }
        let Some(place) = line[..PLACES].iter().position(|&it| it == 0) else { continue };
        line[place] = check;
        for (to, &weight) in line[PLACES + place * 4..].iter_mut().zip(weights) {
            *to = code(weight) as u8;
        }
    }
    out.into_flattened()
}

/// Weights of features for many labels, of which each feature has few that are not zero.
///
/// The high bits of a feature name a bucket; `starts` says where each begins. In a bucket lie, for each of its features, a check byte,
/// the number of weights, and each weight's label and code. Most features that are asked for are not there, and `filter`, which is
/// small enough to stay near the processor, says so of nearly all of them: for each bucket 0 if it is empty, the check byte of its feature if it
/// has one, 1 if it has several.
#[derive(Debug, Clone, Copy)]
pub struct Lists<'m> {
    bits: u32,
    filter: &'m [u8],
    starts: &'m [[u8; 4]],
    bytes: &'m [u8],
}

impl<'m> Lists<'m> {
    /// Reads what [`write_lists`] wrote.
    ///
    /// # Errors
    /// When a size does not fit.
    pub fn read(part: &'m [u8], name: &'static str) -> Result<Self, ModelError> {
        let malformed = || ModelError::Malformed(name);
        let (&bits, rest) = part.split_first().ok_or_else(malformed)?;
        let bits = u32::from(bits);
        if !(1..=24).contains(&bits) {
            return Err(malformed());
        }
        let (filter, rest) = rest.split_at_checked(1 << bits).ok_or_else(malformed)?;
        let (starts, bytes) = rest.split_at_checked(((1 << bits) + 1) * 4).ok_or_else(malformed)?;
        Ok(Self { bits, filter, starts: starts.as_chunks::<4>().0, bytes })
    }
}

impl<const W: usize> Weights<W> for Lists<'_> {
    #[inline]
    fn add(&self, feature: u64, scores: &mut [i32; W]) {
        let bucket = row(feature, self.bits);
        let check = check(feature);
        if self.filter[bucket] != check && self.filter[bucket] != SEVERAL {
            return;
        }
        let start = u32::from_le_bytes(self.starts[bucket]) as usize;
        let end = u32::from_le_bytes(self.starts[bucket + 1]) as usize;
        let Some(mut rest) = self.bytes.get(start..end) else { return };
        while let [found, count, tail @ ..] = rest {
            let Some((list, after)) = tail.split_at_checked(usize::from(*count) * 2) else { return };
            if *found == check {
                for &[label, code] in list.as_chunks::<2>().0 {
                    if let Some(score) = scores.get_mut(usize::from(label)) {
                        *score += VALUES[usize::from(code)];
                    }
                }
                return;
            }
            rest = after;
        }
    }
}

/// A bucket with several features; no check byte is so small.
const SEVERAL: u8 = 1;

/// Writes features with their weights: each weight with its label. Codes of zero are left out; of two features that look alike the smaller is.
#[must_use]
pub fn write_lists(features: &[(u64, Vec<(u8, i32)>)]) -> Vec<u8> {
    let bits = (features.len().max(2)).next_power_of_two().trailing_zeros().clamp(1, 24);
    let mut order: Vec<_> = features.iter().collect();
    let norm = |weights: &[(u8, i32)]| weights.iter().map(|(_, weight)| weight.unsigned_abs()).max();
    order.sort_by_key(|(feature, weights)| (row(*feature, bits), std::cmp::Reverse(norm(weights)), *feature));
    let mut filter = vec![0_u8; 1 << bits];
    let mut starts = Vec::with_capacity((1 << bits) + 1);
    let mut bytes: Vec<u8> = Vec::new();
    let mut checks = Vec::new();
    for (feature, weights) in order {
        let bucket = row(*feature, bits);
        if starts.len() <= bucket {
            checks.clear();
        }
        while starts.len() <= bucket {
            starts.push((bytes.len() as u32).to_le_bytes());
        }
        let codes: Vec<_> = weights.iter().map(|&(label, weight)| [label, code(weight) as u8]).filter(|&[_, code]| code != 0).take(255).collect();
        if codes.is_empty() || checks.contains(&check(*feature)) {
            continue;
        }
        filter[bucket] = if checks.is_empty() { check(*feature) } else { SEVERAL };
        checks.push(check(*feature));
        bytes.extend([check(*feature), codes.len() as u8]);
        bytes.extend(codes.as_flattened());
    }
    while starts.len() <= 1 << bits {
        starts.push((bytes.len() as u32).to_le_bytes());
    }
    let mut out = vec![bits as u8];
    out.extend(filter);
    out.extend(starts.as_flattened());
    out.extend(bytes);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::fold;

    #[test]
    fn codes_are_near_their_weights() {
        for weight in -3900_i32..3900 {
            let back = VALUES[usize::from(code(weight) as u8)];
            assert!((back - weight).abs() <= 1 + weight.abs() / 24, "{weight} {back}");
        }
        assert_eq!(VALUES[usize::from(code(i32::MAX) as u8)], 3952);
    }

    #[test]
    fn weights_come_back_and_unknown_features_have_none() {
        let features: Vec<_> = (0..1000).map(|n| (fold(7, n), [n as i32 % 16, -3, 0, 1])).collect();
        let bytes = write_lines(&features, 400);
        let lines = Lines::read(&bytes, "test").unwrap();
        let right = features.iter().filter(|(feature, weights)| {
            let mut scores = [0; 4];
            lines.add(*feature, &mut scores);
            scores == *weights
        });
        assert!(right.count() > 980);
        let lists: Vec<_> = (0..1000).map(|n| (fold(9, n), vec![(3, n as i32 % 16), (60, 2)])).collect();
        let bytes = write_lists(&lists);
        let read = Lists::read(&bytes, "test").unwrap();
        let (mut right, mut wrong) = (0, 0);
        for (feature, weights) in &lists {
            let mut scores = [0; 80];
            read.add(*feature, &mut scores);
            right += usize::from(scores[3] == weights[0].1 && scores[60] == 2);
            let mut scores = [0; 80];
            read.add(fold(*feature, 1), &mut scores);
            wrong += usize::from(scores != [0; 80]);
        }
        assert!(right > 980 && wrong < 20, "{right} {wrong}");
    }
}
