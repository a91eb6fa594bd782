//! Finds the inputs: files as they were named, and what is in folders, in sorted order.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

/// A file to read, or why there is none.
#[derive(Debug)]
pub enum Found {
    /// A file to open, or standard input.
    Input(Input),
    /// A file that is no page, by its name or kind.
    NotAPage(Input, &'static str),
    /// What could not be looked at, and the cause.
    Failed(Input, std::io::Error),
}

/// A file as it was named or found; `-` is standard input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// Where it is.
    pub path: PathBuf,
    /// Whether it stood on the command line itself, rather than in a folder that did.
    pub named: bool,
}

impl Input {
    /// Whether standard input is meant.
    pub fn is_stdin(&self) -> bool {
        self.named && self.path.as_os_str() == "-"
    }
}

/// What the lexicon knows of files beside pages.
#[derive(Debug, serde::Deserialize)]
struct Names {
    companions: Vec<String>,
    pages: Vec<String>,
    not_pages: BTreeSet<String>,
}

impl Names {
    fn load() -> Self {
        let text = dateline_lexicon::file("web/files.toml").expect("the lexicon has web/files.toml");
        toml::from_str(text).expect("web/files.toml has its shape, which a test rules")
    }

    /// The pages that a folder would belong to by its name: `storm_files` to `storm.htm`.
    fn pages_of(&self, folder: &Path) -> Vec<PathBuf> {
        let Some(name) = folder.file_name().and_then(OsStr::to_str) else { return Vec::new() };
        let stems = self.companions.iter().filter_map(|ending| name.strip_suffix(ending.as_str())).filter(|stem| !stem.is_empty());
        stems.flat_map(|stem| self.pages.iter().map(move |page| folder.with_file_name(format!("{stem}.{page}")))).collect()
    }

    /// Whether a file's name says that it is no page.
    fn is_no_page(&self, path: &Path) -> bool {
        let lower = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
        let name = lower.strip_suffix(".gz").or_else(|| lower.strip_suffix(".zst")).unwrap_or(&lower);
        Path::new(name).extension().and_then(OsStr::to_str).is_some_and(|ending| self.not_pages.contains(ending))
    }
}

/// Walks the named inputs in the order given, folders in sorted order.
///
/// Hidden files and the companion folders of saved pages are left out; `any_name` is for a format that was given,
/// with which a named file is read whatever its name says.
pub fn walk(named: &[PathBuf], any_name: bool) -> impl Iterator<Item = Found> {
    let names = std::rc::Rc::new(Names::load());
    let typed: BTreeSet<PathBuf> = named.iter().cloned().collect();
    named.iter().flat_map(move |root| {
        if root.as_os_str() == "-" {
            return Box::new(std::iter::once(Found::Input(Input { path: root.clone(), named: true }))) as Box<dyn Iterator<Item = Found>>;
        }
        // A shell's `*` names the companion folder too, beside its page.
        if root.is_dir() && names.pages_of(root).iter().any(|page| typed.contains(page)) {
            return Box::new(std::iter::empty());
        }
        let (names, inner) = (names.clone(), names.clone());
        let entries = WalkDir::new(root).follow_links(true).sort_by_file_name().into_iter();
        Box::new(
            entries
                .filter_entry(move |entry| entry.depth() == 0 || !(is_hidden(entry) || is_companion(entry, &inner)))
                .filter_map(move |entry| found(entry, root, &names, any_name)),
        )
    })
}

/// The bytes of all regular files among the inputs: what there is to do.
pub fn total_bytes(named: &[PathBuf], any_name: bool) -> u64 {
    let sizes = walk(named, any_name).filter_map(|found| match found {
        Found::Input(input) if !input.is_stdin() => Some(std::fs::metadata(&input.path).ok()?.len()),
        _ => None,
    });
    sizes.sum()
}

fn found(entry: walkdir::Result<DirEntry>, root: &Path, names: &Names, any_name: bool) -> Option<Found> {
    let entry = match entry {
        Ok(entry) => entry,
        Err(error) => {
            let path = error.path().unwrap_or(root).to_owned();
            let named = error.depth() == 0;
            let looped = error.loop_ancestor().is_some();
            let cause = error
                .into_io_error()
                .filter(|_| !looped)
                .unwrap_or_else(|| std::io::Error::other("link that leads back to a folder above it"));
            return Some(Found::Failed(Input { path, named }, cause));
        }
    };
    let (kind, named) = (entry.file_type(), entry.depth() == 0);
    if kind.is_dir() {
        return None;
    }
    let input = Input { path: entry.into_path(), named };
    // A pipe that is named is read; one that lies in a folder would only hold up the run.
    if !named && !kind.is_file() {
        return Some(Found::NotAPage(input, "neither a file nor a folder"));
    }
    if names.is_no_page(&input.path) && !(named && any_name) {
        return Some(Found::NotAPage(input, "not a page by its name (--format reads it all the same)"));
    }
    Some(Found::Input(input))
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().as_encoded_bytes().starts_with(b".")
}

fn is_companion(entry: &DirEntry, names: &Names) -> bool {
    entry.file_type().is_dir() && names.pages_of(entry.path()).iter().any(|page| page.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_companion_folder_belongs_to_its_page() {
        let names = Names::load();
        assert!(names.pages_of(Path::new("saved/storm_files")).contains(&PathBuf::from("saved/storm.htm")));
        assert!(names.pages_of(Path::new("Sturm-Dateien")).contains(&PathBuf::from("Sturm.html")));
        assert!(names.pages_of(Path::new("profiles")).is_empty() && names.pages_of(Path::new("_files")).is_empty());
    }

    #[test]
    fn names_tell_style_sheets_and_pictures() {
        let names = Names::load();
        assert!(names.is_no_page(Path::new("a/main.CSS")) && names.is_no_page(Path::new("logo.svg.gz")));
        assert!(
            !names.is_no_page(Path::new("storm"))
                && !names.is_no_page(Path::new("css/storm.html"))
                && !names.is_no_page(Path::new("2025.warc.gz"))
        );
    }
}
