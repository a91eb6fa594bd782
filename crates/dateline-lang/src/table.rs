//! Weights as a model file holds them: one signed byte each, on a logarithmic scale.

use crate::container::ModelError;
use crate::features::{MOST, Weights};

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
    (((feature >> 32) * lines as u64) >> 32) as usize
}

/// The place of a check byte in a line, [`PLACES`] if it is not there, by arithmetic on all of them at once (Lamport 1975): the loop over the bytes would be the
/// slowest part of the parser.
#[inline]
fn place(line: &[u8; LINE], check: u8) -> usize {
    const ONES: u64 = u64::from_ne_bytes([1; 8]);
    let zeros = |bytes: u64, mask: u64| {
        let differs = bytes ^ (ONES * u64::from(check));
        // The lowest byte that is zero has its high bit set; bytes above it may have as well.
        differs.wrapping_sub(ONES) & !differs & (ONES << 7) & mask
    };
    let word = |at: usize| u64::from_le_bytes(line[at..at + 8].try_into().expect("eight bytes"));
    let (low, high) = (zeros(word(0), u64::MAX), zeros(word(8), u64::from(u32::MAX)));
    let place = if low != 0 { low.trailing_zeros() / 8 } else { 8 + high.trailing_zeros() / 8 };
    (place as usize).min(PLACES)
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
        // What is not there has the codes of the place after the last, which are zeros: no branch that could be guessed wrong.
        let place = place(line, check(feature));
        let codes = &line[PLACES + place * 4..][..4];
        for (score, &code) in scores.iter_mut().zip(codes) {
            *score += VALUES[usize::from(code)];
        }
    }

    fn add_all(&self, features: &[u64], scores: &mut [i32; 4]) {
        // A first walk that decides nothing lets the processor fetch many lines at a time.
        let touched = features.iter().fold(0, |all, &feature| all ^ self.lines[line(feature, self.lines.len())][0]);
        std::hint::black_box(touched);
        for &feature in features {
            self.add(feature, scores);
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
/// The high bits of a feature name a bucket. Most features that are asked for are not there, and the bucket's entry in the index says so of nearly
/// all of them: its high byte is 0 if the bucket is empty, the check byte of its feature if it has one, and 1 if it has several; the other
/// three bytes say where they begin. There lie, for each feature, a check byte, the number of weights (with the high bit set for the
/// last feature of a bucket), and each weight's label and code.
#[derive(Debug, Clone, Copy)]
pub struct Lists<'m> {
    buckets: usize,
    index: &'m [[u8; 4]],
    bytes: &'m [u8],
}

/// A bucket with several features; no check byte is so small.
const SEVERAL: u8 = 1;
/// Set in the number of weights of the last feature of a bucket.
const LAST: u8 = 128;

impl<'m> Lists<'m> {
    /// Reads what [`write_lists`] wrote.
    ///
    /// # Errors
    /// When a size does not fit.
    pub fn read(part: &'m [u8], name: &'static str) -> Result<Self, ModelError> {
        let malformed = || ModelError::Malformed(name);
        let (count, rest) = part.split_first_chunk::<4>().ok_or_else(malformed)?;
        let buckets = u32::from_le_bytes(*count) as usize;
        let (index, bytes) = buckets.checked_mul(4).and_then(|size| rest.split_at_checked(size)).ok_or_else(malformed)?;
        if buckets == 0 {
            return Err(malformed());
        }
        Ok(Self { buckets, index: index.as_chunks::<4>().0, bytes })
    }
}

impl<const W: usize> Weights<W> for Lists<'_> {
    #[inline]
    fn add(&self, feature: u64, scores: &mut [i32; W]) {
        let (start, is_there) = self.look(feature);
        if is_there {
            self.add_at(start, check(feature), scores);
        }
    }

    fn add_all(&self, features: &[u64], scores: &mut [i32; W]) {
        // First what is there at all, without a branch that could be guessed wrong; then the weights, whose places are known by now.
        let mut found = [(0_u32, 0_u8); MOST];
        let mut count = 0;
        for &feature in features.iter().take(MOST) {
            let (start, is_there) = self.look(feature);
            found[count] = (start, check(feature));
            count = (count + usize::from(is_there)).min(MOST - 1);
        }
        let touched = found[..count].iter().fold(0, |all, &(start, _)| all ^ self.bytes.get(start as usize).copied().unwrap_or_default());
        std::hint::black_box(touched);
        for &(start, check) in &found[..count] {
            self.add_at(start, check, scores);
        }
    }
}

impl Lists<'_> {
    /// Where the bucket of a feature begins, and whether the feature may be there.
    #[inline]
    fn look(&self, feature: u64) -> (u32, bool) {
        let [a, b, c, what] = self.index[line(feature, self.buckets)];
        (u32::from_le_bytes([a, b, c, 0]), (what == check(feature)) | (what == SEVERAL))
    }

    #[inline]
    fn add_at<const W: usize>(&self, start: u32, check: u8, scores: &mut [i32; W]) {
        let Some(mut rest) = self.bytes.get(start as usize..) else { return };
        while let [found, count, tail @ ..] = rest {
            let Some((list, after)) = tail.split_at_checked(usize::from(count & !LAST) * 2) else { return };
            if *found == check {
                for &[label, code] in list.as_chunks::<2>().0 {
                    if let Some(score) = scores.get_mut(usize::from(label)) {
                        *score += VALUES[usize::from(code)];
                    }
                }
                return;
            }
            if count & LAST != 0 {
                return;
            }
            rest = after;
        }
    }
}

/// Writes features with their weights: each weight with its label. Codes of zero are left out; of two features that look alike the smaller is.
///
/// # Panics
/// When the lists take 16 MiB.
#[must_use]
pub fn write_lists(features: &[(u64, Vec<(u8, i32)>)]) -> Vec<u8> {
    let buckets = (features.len() * 4 / 5).max(1);
    let mut order: Vec<_> = features.iter().collect();
    let norm = |weights: &[(u8, i32)]| weights.iter().map(|(_, weight)| weight.unsigned_abs()).max();
    order.sort_by_key(|(feature, weights)| (line(*feature, buckets), std::cmp::Reverse(norm(weights)), *feature));
    let mut index = vec![[0_u8; 4]; buckets];
    let mut bytes: Vec<u8> = Vec::new();
    let mut checks = Vec::new();
    for bucket in order.chunk_by(|one, two| line(one.0, buckets) == line(two.0, buckets)) {
        checks.clear();
        let start = bytes.len();
        let mut last = None;
        for (feature, weights) in bucket {
            let codes: Vec<_> =
                weights.iter().map(|&(label, weight)| [label, code(weight) as u8]).filter(|&[_, code]| code != 0).take(127).collect();
            if codes.is_empty() || checks.contains(&check(*feature)) {
                continue;
            }
            checks.push(check(*feature));
            last = Some(bytes.len() + 1);
            bytes.extend([check(*feature), codes.len() as u8]);
            bytes.extend(codes.as_flattened());
        }
        if let Some(last) = last {
            bytes[last] |= LAST;
            let [a, b, c, over] = (start as u32).to_le_bytes();
            assert_eq!(over, 0, "lists under 16 MiB");
            index[line(bucket[0].0, buckets)] = [a, b, c, if checks.len() == 1 { checks[0] } else { SEVERAL }];
        }
    }
    let mut out = (buckets as u32).to_le_bytes().to_vec();
    out.extend(index.as_flattened());
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
