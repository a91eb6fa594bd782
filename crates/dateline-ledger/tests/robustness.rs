//! What can be wrong with a file is told in one line, and nothing that was in it is lost.

mod common;

use std::io::{Seek, SeekFrom, Write};

use common::{case, export, fresh, ledger, prepared};
use dateline_ledger::{Filter, Layer, Ledger};

fn told(path: &std::path::Path) -> String {
    let error = Ledger::read(path).and_then(|ledger| ledger.list(Layer::Documents, &Filter::default())).unwrap_err().to_string();
    assert!(!error.contains('\n') && error.contains(path.file_name().unwrap().to_str().unwrap()), "{error}");
    error
}

#[test]
fn a_file_that_is_no_ledger_is_told_and_left_alone() {
    let path = fresh("robust-text");
    assert!(told(&path).ends_with("no such ledger"));
    std::fs::write(
        &path,
        "a page of notes, and more than a hundred bytes of it, so that it could be taken for the head of a file of tables\n",
    )
    .unwrap();
    assert!(told(&path).ends_with("no ledger of dateline"));
    assert!(Ledger::create(&path).is_err());
    assert!(std::fs::read_to_string(&path).unwrap().starts_with("a page of notes"));
}

#[test]
fn a_ledger_of_another_version_is_told() {
    let path = fresh("robust-version");
    drop(Ledger::create(&path).unwrap());
    let mark = |version: u32| {
        let mut file = std::fs::OpenOptions::new().write(true).open(&path).unwrap();
        // Where SQLite keeps user_version.
        file.seek(SeekFrom::Start(60)).unwrap();
        file.write_all(&version.to_be_bytes()).unwrap();
    };
    mark(99);
    assert!(told(&path).ends_with("a ledger of version 99; this program reads version 3"), "{}", told(&path));
    mark(2);
    let what = "a ledger of version 2; this program reads version 3: add the pages to a new ledger; decisions find their objects there";
    assert!(told(&path).ends_with(what), "{}", told(&path));
}

#[test]
fn a_damaged_page_is_told() {
    let path = fresh("robust-damaged");
    {
        let ledger = ledger("robust-damaged", &case(), 11);
        ledger.settle().unwrap();
    }
    let length = std::fs::metadata(&path).unwrap().len();
    let mut file = std::fs::OpenOptions::new().write(true).open(&path).unwrap();
    for page in 1..length / 8192 {
        file.seek(SeekFrom::Start(page * 8192)).unwrap();
        file.write_all(&[0xEE; 4096]).unwrap();
    }
    drop(file);
    assert!(told(&path).contains("damaged"), "{}", told(&path));
}

#[test]
fn half_of_a_batch_is_never_seen() {
    let path = fresh("robust-half");
    let mut ledger = Ledger::create(&path).unwrap();
    let run = ledger.begin("2031-04-01T00:00:00Z", "test").unwrap();
    let lines = case();
    ledger.add(run, &prepared(&lines[..6])).unwrap();
    let before = export(&ledger);
    // A run that does not exist makes the last statement of the transaction fail, after everything was inserted.
    drop(ledger);
    let mut other = Ledger::create(&path).unwrap();
    assert!(other.add(999, &prepared(&lines[6..])).is_err(), "a foreign key holds");
    assert_eq!(export(&other), before);
    let run = other.begin("2031-04-01T00:00:00Z", "test").unwrap();
    assert_eq!(other.add(run, &prepared(&lines)).unwrap().added, 5);
    assert_eq!(export(&other), export(&common::ledger("robust-whole", &lines, 11)));
}

#[test]
fn two_that_add_at_once_lose_and_double_nothing() {
    let path = fresh("robust-two");
    drop(Ledger::create(&path).unwrap());
    let lines = case();
    std::thread::scope(|scope| {
        for turn in 0..2 {
            let (path, lines) = (&path, &lines);
            scope.spawn(move || {
                let mut ledger = Ledger::create(path).unwrap();
                let run = ledger.begin("2031-04-01T00:00:00Z", "test").unwrap();
                let mut order: Vec<String> = lines.clone();
                if turn == 1 {
                    order.reverse();
                }
                for batch in order.chunks(2) {
                    ledger.add(run, &prepared(batch)).unwrap();
                }
            });
        }
    });
    assert_eq!(export(&Ledger::read(&path).unwrap()), export(&ledger("robust-one", &lines, 11)));
}

#[test]
fn a_bad_file_of_decisions_is_told_by_line() {
    let path = fresh("robust-decisions");
    drop(ledger("robust-decisions", &case(), 11));
    std::fs::write(dateline_ledger::decisions::path(&path), "[[decision]]\nverb = \"forget\"\nobjects = []\n").unwrap();
    let error = told(&path);
    assert!(error.contains("robust-decisions.decisions.toml: line 2"), "{error}");
    std::fs::remove_file(dateline_ledger::decisions::path(&path)).unwrap();
}

#[cfg(unix)]
#[test]
fn a_ledger_that_cannot_be_written_to_is_read() {
    let path = fresh("robust-still");
    let expected = {
        let ledger = ledger("robust-still", &case(), 11);
        ledger.settle().unwrap();
        export(&ledger)
    };
    // Where a folder cannot be written to, SQLite's shared memory beside the file cannot be made; a link that leads nowhere does the same.
    let beside = |ending: &str| std::path::PathBuf::from(format!("{}{ending}", path.display()));
    let _ = std::fs::remove_file(beside("-shm"));
    std::os::unix::fs::symlink("/no/such/folder/x", beside("-shm")).unwrap();
    assert!(Ledger::create(&path).is_err(), "it cannot be written to");
    assert_eq!(export(&Ledger::read(&path).unwrap()), expected);
    std::fs::write(dateline_ledger::decisions::path(&path), "[[decision]]\nverb = \"reject\"\nobjects = []\n").unwrap();
    assert!(told(&path).contains("decisions were taken that cannot be applied"), "{}", told(&path));
    std::fs::remove_file(dateline_ledger::decisions::path(&path)).unwrap();
    std::fs::write(beside("-wal"), "not empty").unwrap();
    assert!(told(&path).contains("-wal, which needs a folder"), "{}", told(&path));
    fresh("robust-still");
}

#[test]
fn a_full_disk_is_told_and_nothing_is_lost() {
    let path = fresh("robust-full");
    let lines = case();
    let mut ledger = ledger("robust-full", &lines[..4], 4);
    let before = export(&ledger);
    let run = ledger.begin("2031-04-01T00:00:00Z", "test").unwrap();
    ledger.limit_pages(40).unwrap();
    let mut more = prepared(&lines);
    let id = prepared(&lines[5..6])[0].id().to_owned();
    more.extend(prepared(&(0..200).map(|number| lines[5].replace(&id, &format!("{number:016}"))).collect::<Vec<_>>()));
    let error = ledger.add(run, &more).unwrap_err().to_string();
    assert!(error.contains("no space left; what was added before is safe") && !error.contains('\n'), "{error}");
    assert_eq!(export(&ledger), before);
    drop(ledger);
    let mut again = Ledger::open(&path).unwrap();
    let run = again.begin("2031-04-01T00:00:00Z", "test").unwrap();
    again.add(run, &prepared(&lines)).unwrap();
    assert_eq!(export(&again), export(&common::ledger("robust-full-whole", &lines, 11)));
}
