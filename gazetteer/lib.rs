//! Places of the world with their points.

mod fold;

pub use fold::fold;

/// The places that the program holds.
#[derive(Debug, Clone, Copy, Default)]
pub struct Gazetteer<'g> {
    bytes: &'g [u8],
}

impl Gazetteer<'static> {
    /// The gazetteer that is built in.
    #[must_use]
    pub const fn builtin() -> Self {
        Self { bytes: &[] }
    }
}

impl Gazetteer<'_> {
    /// Whether it holds no place.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }
}
