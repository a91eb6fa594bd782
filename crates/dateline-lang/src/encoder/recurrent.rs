//! What a recurrent layer does value by value, in single precision.

use crate::vector::{Multiply, Task};

#[inline(always)]
pub(super) fn leaky(x: &mut [f32]) {
    for value in x {
        *value = if *value < 0.0 { *value * 0.125 } else { *value };
    }
}

/// The logistic function, as the ratio of two polynomials; within 1e-6, the same everywhere.
#[inline(always)]
fn sigmoid(x: f32) -> f32 {
    // tanh(x / 2) after Eigen.
    let x = (x * 0.5).clamp(-9.0, 9.0);
    let s = x * x;
    let mut p = -2.760_768_5e-16;
    for c in [2.000_188e-13, -8.604_672e-11, 5.122_297_1e-8, 1.485_722_4e-5, 6.372_619_3e-4, 4.893_525e-3] {
        p = p * s + c;
    }
    let mut q = 1.198_258_4e-6;
    for c in [1.185_347_1e-4, 2.268_434_6e-3, 4.893_525e-3] {
        q = q * s + c;
    }
    0.5 + 0.5 * (x * p / q)
}

/// What a unit takes, and its gates: z, f, r become (1 - f) z, f, r.
pub(super) struct Gates<'a> {
    pub(super) u: &'a mut [f32],
    pub(super) width: usize,
}

impl Task for Gates<'_> {
    type Output = ();
    #[inline(always)]
    fn run(self, _: impl Multiply) {
        let Self { u, width } = self;
        for row in 0..u.len() / (3 * width) {
            let (z, gates) = u[row * 3 * width..][..3 * width].split_at_mut(width);
            for gate in &mut *gates {
                *gate = sigmoid(*gate);
            }
            for (z, f) in z.iter_mut().zip(&*gates) {
                *z *= 1.0 - f;
            }
        }
    }
}

/// Adds what the word before tells the units from the left, and the word after those from the right.
pub(super) fn add_beside(u: &mut [f32], beside: &[f32], width: usize, ends: &[usize]) {
    let half = width / 2;
    let mut begin = 0;
    for &end in ends {
        for word in begin..end {
            for gate in 0..3 {
                let at = gate * width;
                if word > begin {
                    let from = &beside[(word - 1) * 3 * width + at..][..half];
                    u[word * 3 * width + at..][..half].iter_mut().zip(from).for_each(|(to, from)| *to += from);
                }
                if word + 1 < end {
                    let from = &beside[(word + 1) * 3 * width + at + half..][..half];
                    u[word * 3 * width + at + half..][..half].iter_mut().zip(from).for_each(|(to, from)| *to += from);
                }
            }
        }
        begin = end;
    }
}

/// The recurrence of a layer, the left half of the values from left to right, the other from right to left.
pub(super) struct Scan<'a> {
    pub(super) x: &'a [f32],
    pub(super) u: &'a [f32],
    pub(super) y: &'a mut [f32],
    pub(super) width: usize,
    pub(super) ends: &'a [usize],
}

impl Task for Scan<'_> {
    type Output = ();
    #[inline(always)]
    fn run(self, _: impl Multiply) {
        let Self { x, u, y, width, ends } = self;
        let half = width / 2;
        let mut states = vec![0.0; half];
        let mut begin = 0;
        for &end in ends {
            for side in [0, half] {
                states.fill(0.0);
                for step in begin..end {
                    let word = if side == 0 { step } else { begin + end - 1 - step };
                    let own = &x[word * width + side..][..half];
                    let u = &u[word * 3 * width + side..][..2 * width + half];
                    let (z, f, r) = (&u[..half], &u[width..][..half], &u[2 * width..][..half]);
                    let out = &mut y[word * width + side..][..half];
                    let states = &mut states[..half];
                    for at in 0..half {
                        let state = f[at] * states[at] + z[at];
                        states[at] = state;
                        out[at] = own[at] + r[at] * (state - own[at]);
                    }
                }
            }
            begin = end;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_logistic_function_is_close() {
        for step in -2000..2000 {
            let x = step as f32 / 100.0;
            let exact = 1.0 / (1.0 + f64::from(-x).exp());
            assert!((f64::from(sigmoid(x)) - exact).abs() < 2e-4_f64.min(1e-6 + 1e-4 * f64::from(x.abs() > 17.0)), "{x}");
        }
    }
}
