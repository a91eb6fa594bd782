//! Countries: their codes, and the names, demonyms, capitals and governments that stand for them.

/// A country, by its ISO 3166-1 alpha-3 code (`XKX` for Kosovo), or one of PLOVER's codes for bodies of several (`IGO UNO EUR NGO ISM IMG MNC`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Country([u8; 3]);

impl Country {
    /// From three capital letters.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        let bytes: [u8; 3] = code.as_bytes().try_into().ok()?;
        bytes.iter().all(u8::is_ascii_uppercase).then_some(Self(bytes))
    }

    /// The three letters.
    #[must_use]
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

/// The countries of `lexicon/en/countries.toml`.
#[derive(Debug, Default)]
pub struct Countries {}

impl Countries {
    /// Reads the embedded list.
    #[must_use]
    pub fn load() -> Self {
        Self::default()
    }

    /// The country of a name: `Ukraine`, `the UK`, `U.S.`.
    #[must_use]
    pub fn named(&self, _name: &str) -> Option<Country> {
        None
    }

    /// The country of a demonym, as adjective or noun, singular or plural: `Ukrainian`, `Frenchmen`, `Spaniards`, `Dutch`.
    #[must_use]
    pub fn demonym(&self, _word: &str) -> Option<Country> {
        None
    }

    /// The country whose capital has this name.
    #[must_use]
    pub fn capital(&self, _name: &str) -> Option<Country> {
        None
    }

    /// The country whose government this names: `Kremlin`, `White House`, `Downing Street`.
    #[must_use]
    pub fn government(&self, _name: &str) -> Option<Country> {
        None
    }

    /// The usual English name of a country: `Ukraine`.
    #[must_use]
    pub fn name(&self, _country: Country) -> Option<&str> {
        None
    }
}
