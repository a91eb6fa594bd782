//! The trained models of Dateline, embedded as they stand; `dateline-lang` reads them, `dateline-train` writes them.

/// The file of the English models, for `dateline_lang::Model::read`.
#[must_use]
pub fn english() -> &'static [u8] {
    include_bytes!("english.model")
}
