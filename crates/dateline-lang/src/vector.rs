//! Vector units: the same integer sums with and without them.

#[cfg(target_arch = "x86_64")]
use pulp::x86::V3;

/// What multiplies and adds sixteen pairs of integers.
pub trait Multiply: Copy {
    /// Adds the products of neighbours to each of eight sums.
    fn add(self, sums: [i32; 8], a: [i16; 16], b: [i16; 16]) -> [i32; 8];
}

/// Without vector units.
#[derive(Debug, Clone, Copy)]
pub struct Plain;

impl Multiply for Plain {
    #[inline(always)]
    fn add(self, sums: [i32; 8], a: [i16; 16], b: [i16; 16]) -> [i32; 8] {
        let product = |at: usize| i32::from(a[at]) * i32::from(b[at]);
        std::array::from_fn(|at| sums[at] + product(2 * at) + product(2 * at + 1))
    }
}

#[cfg(target_arch = "x86_64")]
impl Multiply for V3 {
    #[inline(always)]
    fn add(self, sums: [i32; 8], a: [i16; 16], b: [i16; 16]) -> [i32; 8] {
        pulp::cast(self.avx2._mm256_add_epi32(pulp::cast(sums), self.avx2._mm256_madd_epi16(pulp::cast(a), pulp::cast(b))))
    }
}

/// What can be done with any of them.
pub trait Task {
    /// What it gives.
    type Output;
    /// Does it.
    fn run(self, units: impl Multiply) -> Self::Output;
}

/// The vector units of this machine.
#[derive(Debug, Clone, Copy)]
pub struct Units {
    #[cfg(target_arch = "x86_64")]
    wide: Option<V3>,
}

impl Units {
    /// Those that are there.
    #[must_use]
    pub fn new() -> Self {
        Self {
            #[cfg(target_arch = "x86_64")]
            wide: V3::try_new(),
        }
    }

    /// None of them.
    #[must_use]
    pub const fn plain() -> Self {
        Self {
            #[cfg(target_arch = "x86_64")]
            wide: None,
        }
    }

    /// Does a task.
    pub fn run<T: Task>(self, task: T) -> T::Output {
        #[cfg(target_arch = "x86_64")]
        if let Some(wide) = self.wide {
            return wide.vectorize(On { task, wide });
        }
        task.run(Plain)
    }
}

impl Default for Units {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(target_arch = "x86_64")]
struct On<T> {
    task: T,
    wide: V3,
}

#[cfg(target_arch = "x86_64")]
impl<T: Task> pulp::NullaryFnOnce for On<T> {
    type Output = T::Output;
    #[inline(always)]
    fn call(self) -> T::Output {
        self.task.run(self.wide)
    }
}
