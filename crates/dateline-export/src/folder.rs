//! Where an export appears: whole, or not at all.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use crate::package::{self, Listed, Resource};
use crate::{Error, Format, Result};

/// What went wrong at a path.
fn wrong(path: &Path) -> impl Fn(std::io::Error) -> Error {
    move |error| Error::file(path, &error)
}

/// A folder beside the one that was named, in which files are written before they are shown.
#[derive(Debug)]
pub(crate) struct Stage {
    at: PathBuf,
    folder: PathBuf,
    force: bool,
    /// What an export of ours left there.
    before: Vec<Listed>,
}

impl Stage {
    /// Looks at the folder, and refuses one that holds other things.
    pub(crate) fn new(folder: &Path, force: bool) -> Result<Self> {
        let mut before = Vec::new();
        if folder.exists() {
            let mut names: Vec<OsString> = fs::read_dir(folder)
                .map_err(wrong(folder))?
                .map(|entry| entry.map(|entry| entry.file_name()))
                .collect::<std::io::Result<_>>()
                .map_err(wrong(folder))?;
            names.sort();
            let package = fs::read_to_string(folder.join(package::NAME)).ok().and_then(|text| package::read(&text));
            let is_ours = package.is_some();
            before = package.unwrap_or_default();
            if !names.is_empty() && !is_ours && !force {
                let first = names[0].to_string_lossy().into_owned();
                let why = format!("holds {first}, and no export of dateline; name another folder, or give --force");
                return Err(Error::File { path: folder.display().to_string(), cause: why });
            }
        }
        let mut name = OsString::from(".");
        name.push(folder.file_name().unwrap_or_default());
        name.push(".partial");
        let parent = folder.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or(Path::new("."));
        fs::create_dir_all(parent).map_err(wrong(parent))?;
        let at = parent.join(name);
        // What a run that was stopped left behind.
        if at.exists() {
            fs::remove_dir_all(&at).map_err(wrong(&at))?;
        }
        fs::create_dir(&at).map_err(wrong(&at))?;
        Ok(Self { at, folder: folder.to_owned(), force, before })
    }

    /// Where to write.
    pub(crate) fn path(&self) -> &Path {
        &self.at
    }

    /// Shows the files: each by a renaming, the list of them last. Files of these formats that an earlier export left are taken away.
    pub(crate) fn publish(self, formats: &[Format], resources: Vec<Resource>) -> Result<()> {
        let (gone, others): (Vec<Listed>, Vec<Listed>) =
            self.before.iter().cloned().partition(|it| formats.iter().any(|format| format.name() == it.format));
        if !self.force {
            // A file of the same name that the list does not know is somebody else's.
            for resource in &resources {
                let there = self.folder.join(&resource.path);
                if there.exists() && !self.before.iter().any(|it| it.path == resource.path) {
                    return Err(Error::File {
                        path: there.display().to_string(),
                        cause: "is there and is no file of an export; give --force".to_owned(),
                    });
                }
            }
        }
        let list = self.at.join(package::NAME);
        fs::write(&list, package::write(&resources, others)).map_err(wrong(&list))?;
        if !self.folder.exists() {
            return fs::rename(&self.at, &self.folder).map_err(wrong(&self.folder));
        }
        for name in resources.iter().map(|it| it.path.as_str()).chain([package::NAME]) {
            let to = self.folder.join(name);
            fs::rename(self.at.join(name), &to).map_err(wrong(&to))?;
        }
        for old in gone.iter().filter(|old| resources.iter().all(|it| it.path != old.path)) {
            // The list was written by us, but a name in it must not lead out of the folder.
            if Path::new(&old.path).file_name().is_some_and(|name| name == old.path.as_str()) {
                let _ = fs::remove_file(self.folder.join(&old.path));
            }
        }
        Ok(())
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.at);
    }
}
