//! The lists of Dateline that a person may dispute and edit.
//!
//! Every folder beside this file is a language (`en`, `de`, …), `web` (names that pages give their parts,
//! whatever the language) or `codes` (what other data sets call things). The files are TOML; this crate embeds them as they stand and parses nothing, so
//! that each layer reads only the tables it knows.
//!
//! ```
//! let english = dateline_lexicon::file("en/tails.toml").expect("English has its tails");
//! assert!(english.contains("you may also like"));
//! ```

use include_dir::{Dir, include_dir};

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR");

/// The text of one file, by its path below `lexicon/` (`en/tails.toml`); `None` when there is none.
#[must_use]
pub fn file(path: &str) -> Option<&'static str> {
    FILES.get_file(path)?.contents_utf8()
}

/// Every language's file of this name, as `(language, text)` sorted by language; `web` and `codes` are none.
///
/// Takes a bare file name such as `tails.toml`; languages without that file are left out.
#[must_use]
pub fn by_language(name: &str) -> Vec<(&'static str, &'static str)> {
    let mut found: Vec<_> = FILES
        .dirs()
        .filter_map(|folder| {
            let language = folder.path().to_str()?;
            let text = FILES.get_file(folder.path().join(name))?.contents_utf8()?;
            (!matches!(language, "web" | "codes")).then_some((language, text))
        })
        .collect();
    found.sort_unstable();
    found
}

/// Every list, as `(path, bytes)` sorted by path: what a version of the lists is known by.
#[must_use]
pub fn files() -> Vec<(&'static str, &'static [u8])> {
    fn collect(folder: &'static Dir<'static>, found: &mut Vec<(&'static str, &'static [u8])>) {
        found.extend(folder.files().filter_map(|file| Some((file.path().to_str()?, file.contents()))));
        folder.dirs().for_each(|inner| collect(inner, found));
    }
    let mut found = Vec::new();
    FILES.dirs().for_each(|folder| collect(folder, &mut found));
    found.sort_unstable();
    found
}
