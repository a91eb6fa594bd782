//! What records rest on.

use dateline_text::ByteSpan;

/// What one field rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ground {
    /// Words of the page.
    Words(Vec<ByteSpan>),
    /// Something that is no words of the page: `gazetteer`, `published`.
    Named(&'static str),
}

/// What the fields of a record rest on, by the name of the field in the contract, in the order of the names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Evidence(Vec<(&'static str, Ground)>);

impl Evidence {
    /// States that a field rests on words; those stated before for it stay.
    pub fn words(&mut self, field: &'static str, spans: impl IntoIterator<Item = ByteSpan>) {
        let mut all: Vec<ByteSpan> = spans.into_iter().collect();
        match self.0.binary_search_by_key(&field, |(name, _)| name) {
            Ok(at) => {
                if let Ground::Words(before) = &mut self.0[at].1 {
                    all.append(before);
                }
                self.0[at].1 = Ground::Words(sorted(all));
            }
            Err(at) => self.0.insert(at, (field, Ground::Words(sorted(all)))),
        }
    }

    /// States that a field rests on something that is no words; words that were stated before are better and stay.
    pub fn named(&mut self, field: &'static str, what: &'static str) {
        if let Err(at) = self.0.binary_search_by_key(&field, |(name, _)| name) {
            self.0.insert(at, (field, Ground::Named(what)));
        }
    }

    /// The fields and what they rest on, in the order of their names.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &Ground)> {
        self.0.iter().map(|(field, ground)| (*field, ground))
    }

    /// What a field rests on.
    #[must_use]
    pub fn of(&self, field: &str) -> Option<&Ground> {
        self.0.binary_search_by_key(&field, |(name, _)| *name).ok().map(|at| &self.0[at].1)
    }
}

fn sorted(mut spans: Vec<ByteSpan>) -> Vec<ByteSpan> {
    spans.sort_unstable();
    spans.dedup();
    spans
}

/// How sure a record is, in hundredths: of the records with 80, four in five are right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Score(u8);

impl Score {
    /// So many hundredths, at most 100.
    #[must_use]
    pub const fn hundredths(value: u8) -> Self {
        Self(if value > 100 { 100 } else { value })
    }

    /// So many hundredths less, at least 0.
    #[must_use]
    pub const fn less(self, hundredths: u8) -> Self {
        Self(self.0.saturating_sub(hundredths))
    }

    /// In hundredths.
    #[must_use]
    pub const fn in_hundredths(self) -> u8 {
        self.0
    }

    /// From 0 to 1.
    #[must_use]
    pub fn value(self) -> f64 {
        f64::from(self.0) / 100.0
    }
}

/// The value of a function at a place between points of it.
pub(crate) fn between(points: &[(i32, i32)], at: i32) -> i32 {
    let next = points.partition_point(|(x, _)| *x <= at);
    match (next.checked_sub(1).and_then(|it| points.get(it)), points.get(next)) {
        (Some(&(low, from)), Some(&(high, to))) => from + (to - from) * (at - low) / (high - low),
        (Some(&(_, last)), None) => last,
        (None, _) => points.first().map_or(0, |it| it.1),
    }
}
