//! Products of matrices of small integers, exact in any order.

use crate::vector::{Multiply, Task, Units};

/// A matrix of `outputs` rows with a scale and a bias each.
#[derive(Debug)]
pub(super) struct Linear {
    pub(super) inputs: usize,
    pub(super) weights: Vec<i16>,
    pub(super) scales: Vec<f32>,
    pub(super) bias: Vec<f32>,
}

/// Rows of activations as integers, each with its scale.
#[derive(Debug, Default)]
pub(super) struct Rows {
    pub(super) values: Vec<i16>,
    pub(super) scales: Vec<f32>,
}

impl Rows {
    #[inline(always)]
    pub(super) fn row(&self, row: usize, size: usize) -> &[i16] {
        &self.values[row * size..][..size]
    }

    /// Rounds rows of so many values to integers of at most `limit`.
    pub(super) fn round(&mut self, units: Units, x: &[f32], size: usize, limit: f32) {
        self.values.resize(x.len(), 0);
        self.scales.resize(x.len() / size, 0.0);
        units.run(Round { x, size, limit, rows: self });
    }
}

/// Rows of values as integers of at most `limit`.
struct Round<'a> {
    x: &'a [f32],
    size: usize,
    limit: f32,
    rows: &'a mut Rows,
}

impl Task for Round<'_> {
    type Output = ();
    #[inline(always)]
    fn run(self, _: impl Multiply) {
        // Adding and taking away this rounds to an integer.
        const ROUND: f32 = 12_582_912.0;
        let Self { x, size, limit, rows } = self;
        for row in 0..x.len() / size {
            let (x, out) = (&x[row * size..][..size], &mut rows.values[row * size..][..size]);
            // Eight at a time: the largest is the same in any order.
            let mut most = [1e-20_f32; 8];
            for chunk in x.as_chunks::<8>().0 {
                for at in 0..8 {
                    let value = chunk[at].abs();
                    most[at] = if value > most[at] { value } else { most[at] };
                }
            }
            let mut largest = 1e-20;
            for value in most {
                largest = if value > largest { value } else { largest };
            }
            let steps = limit / largest;
            for at in 0..size {
                out[at] = (x[at] * steps + ROUND).to_bits().wrapping_sub(ROUND.to_bits()) as i16;
            }
            rows.scales[row] = largest / limit;
        }
    }
}

#[inline(always)]
fn chunks(row: &[i16]) -> &[[i16; 16]] {
    row.as_chunks().0
}

#[inline(always)]
fn total(s: [i32; 8]) -> i32 {
    ((s[0] + s[1]) + (s[2] + s[3])) + ((s[4] + s[5]) + (s[6] + s[7]))
}

/// The sum of products of two rows.
#[inline(always)]
pub(super) fn dot(units: impl Multiply, a: &[i16], b: &[i16]) -> i32 {
    let (a, b) = (chunks(a), chunks(b));
    let mut sums = [0; 8];
    for at in 0..a.len().min(b.len()) {
        sums = units.add(sums, a[at], b[at]);
    }
    total(sums)
}

/// The sums of products of four rows with two, each of which is loaded once.
#[inline(always)]
fn tile(units: impl Multiply, a: [&[i16]; 4], b: [&[i16]; 2]) -> [[i32; 2]; 4] {
    let count = chunks(b[0]).len();
    let (b0, b1) = (&chunks(b[0])[..count], &chunks(b[1])[..count]);
    let (a0, a1, a2, a3) = (&chunks(a[0])[..count], &chunks(a[1])[..count], &chunks(a[2])[..count], &chunks(a[3])[..count]);
    let mut s = [[[0; 8]; 2]; 4];
    for at in 0..count {
        let (b0, b1) = (b0[at], b1[at]);
        s[0] = [units.add(s[0][0], a0[at], b0), units.add(s[0][1], a0[at], b1)];
        s[1] = [units.add(s[1][0], a1[at], b0), units.add(s[1][1], a1[at], b1)];
        s[2] = [units.add(s[2][0], a2[at], b0), units.add(s[2][1], a2[at], b1)];
        s[3] = [units.add(s[3][0], a3[at], b0), units.add(s[3][1], a3[at], b1)];
    }
    [[total(s[0][0]), total(s[0][1])], [total(s[1][0]), total(s[1][1])], [total(s[2][0]), total(s[2][1])], [total(s[3][0]), total(s[3][1])]]
}

/// Rows times a matrix.
struct Times<'a> {
    linear: &'a Linear,
    rows: &'a Rows,
    out: &'a mut [f32],
}

impl Task for Times<'_> {
    type Output = ();
    #[inline(always)]
    fn run(self, units: impl Multiply) {
        let Self { linear, rows, out } = self;
        let (outputs, count, size) = (linear.outputs(), rows.scales.len(), linear.inputs);
        let (tiled_rows, tiled) = (count & !3, outputs & !1);
        for row in (0..tiled_rows).step_by(4) {
            let x = [rows.row(row, size), rows.row(row + 1, size), rows.row(row + 2, size), rows.row(row + 3, size)];
            for output in (0..tiled).step_by(2) {
                let sums = tile(units, x, [linear.row(output), linear.row(output + 1)]);
                for at in 0..4 {
                    let out = &mut out[(row + at) * outputs + output..][..2];
                    out[0] = linear.value(output, sums[at][0], rows.scales[row + at]);
                    out[1] = linear.value(output + 1, sums[at][1], rows.scales[row + at]);
                }
            }
        }
        // What is left beside and below the tiles.
        for row in 0..count {
            for output in if row < tiled_rows { tiled } else { 0 }..outputs {
                out[row * outputs + output] = linear.value(output, dot(units, rows.row(row, size), linear.row(output)), rows.scales[row]);
            }
        }
    }
}

impl Linear {
    #[inline(always)]
    pub(super) fn outputs(&self) -> usize {
        self.bias.len()
    }

    #[inline(always)]
    pub(super) fn row(&self, output: usize) -> &[i16] {
        &self.weights[output * self.inputs..][..self.inputs]
    }

    #[inline(always)]
    fn value(&self, output: usize, sum: i32, scale: f32) -> f32 {
        sum as f32 * (scale * self.scales[output]) + self.bias[output]
    }

    pub(super) fn times(&self, units: Units, rows: &Rows, out: &mut Vec<f32>) {
        out.resize(rows.scales.len() * self.outputs(), 0.0);
        units.run(Times { linear: self, rows, out });
    }
}
