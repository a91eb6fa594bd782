//! Ledgers from outside: runs that are killed, and what the verbs print.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

fn dateline(arguments: &[&str]) -> Output {
    command(arguments).output().unwrap()
}

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    command.args(arguments).current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures"));
    command
}

fn out(arguments: &[&str]) -> String {
    let output = dateline(arguments);
    assert!(matches!(output.status.code(), Some(0 | 1)), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

const CASE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../cases/ledger/sarnovo.jsonl");
const LISTS: [&str; 9] = ["documents", "copies", "entities", "mentions", "statements", "events", "tolls", "commitments", "merges"];

fn export(ledger: &str) -> String {
    LISTS.iter().map(|verb| out(&[verb, ledger, "--all", "-o", "jsonl"])).collect()
}

/// The pages of the case many times over, each time on another day in another town.
fn many(folder: &Path, count: usize) -> PathBuf {
    let case = std::fs::read_to_string(CASE).unwrap();
    let mut lines = String::new();
    for number in 0..count {
        for line in case.lines() {
            let mut document: Value = serde_json::from_str(line).unwrap();
            let id = document["id"].as_str().unwrap().to_owned();
            let fresh = format!("{:08x}{}", number, &id[8..]);
            // Words of as many letters keep every span where it is.
            let text = line
                .replace(&id, &fresh)
                .replace("Sarnovo", &format!("Sar{:04}", number))
                .replace("2031-03", &format!("20{:02}-03", 31 + number % 60));
            document = serde_json::from_str(&text).unwrap();
            lines += &format!("{document}\n");
        }
    }
    let file = folder.join("many.jsonl");
    std::fs::write(&file, lines).unwrap();
    file
}

#[test]
fn a_run_that_is_killed_at_any_moment_is_gone_on_with() {
    let folder = scratch("killed");
    let input = many(&folder, 60);
    let (input, whole, broken) = (input.to_str().unwrap(), folder.join("whole.db"), folder.join("broken.db"));
    let (whole, broken) = (whole.to_str().unwrap(), broken.to_str().unwrap());
    let began = std::time::SystemTime::UNIX_EPOCH.elapsed().unwrap();
    out(&["add", whole, input, "--format", "contract", "--quiet"]);
    let took = std::time::SystemTime::UNIX_EPOCH.elapsed().unwrap() - began;
    let turns = std::env::var("KILLS").ok().and_then(|it| it.parse().ok()).unwrap_or(6_u32);
    for turn in 0..turns {
        let mut run = command(&["add", broken, input, "--format", "contract", "--quiet"]).stdout(Stdio::null()).spawn().unwrap();
        // Moments spread over the run, at no round ones.
        std::thread::sleep(took.mul_f64(f64::from((turn * 37 + 11) % 97) / 97.0));
        run.kill().unwrap();
        run.wait().unwrap();
        if turn % 10 == 9 && Path::new(broken).exists() {
            // Begin again from nothing, so that early moments are hit too.
            for ending in ["", "-wal", "-shm"] {
                let _ = std::fs::remove_file(format!("{broken}{ending}"));
            }
        }
    }
    out(&["add", broken, input, "--format", "contract", "--quiet"]);
    assert!(export(broken) == export(whole), "nothing is lost and nothing doubled");
    assert_eq!(dateline(&["verify", broken]).status.code(), Some(0));
}

#[test]
fn threads_and_formats_do_not_matter() {
    let folder = scratch("threads");
    let ledger = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let pages = ["folder", "feed.xml", "talks.html"];
    for jobs in ["1", "2"] {
        let mut arguments = vec!["add", "", "--jobs", jobs, "--quiet"];
        let path = ledger(jobs);
        arguments[1] = &path;
        arguments.extend(pages);
        out(&arguments);
    }
    assert!(export(&ledger("1")) == export(&ledger("2")));
    let mut arguments = vec!["analyze", "-o", "jsonl", "--quiet"];
    arguments.extend(pages);
    let contract = folder.join("contract.jsonl");
    std::fs::write(&contract, out(&arguments)).unwrap();
    let path = ledger("3");
    out(&["add", &path, contract.to_str().unwrap(), "--format", "contract", "--quiet"]);
    assert!(export(&path) == export(&ledger("1")), "one way in, whatever the form");
    let again = ledger("1");
    let before = export(&again);
    out(&["add", &again, "folder", "--quiet"]);
    assert!(export(&again) == before, "the same input twice changes nothing");
    let verified = dateline(&["verify", &again]);
    assert_eq!(verified.status.code(), Some(0), "{}", String::from_utf8_lossy(&verified.stderr));
}

#[test]
fn exit_codes_and_errors_are_those_of_the_house() {
    let folder = scratch("codes");
    let ledger = folder.join("case.db");
    let ledger = ledger.to_str().unwrap();
    assert_eq!(dateline(&["statements", ledger]).status.code(), Some(2));
    out(&["add", ledger, CASE, "--format", "contract"]);
    assert_eq!(dateline(&["statements", ledger, "--who", "Hale"]).status.code(), Some(0));
    assert_eq!(dateline(&["statements", ledger, "--who", "Nobody"]).status.code(), Some(1));
    assert_eq!(dateline(&["search", ledger, "submarine"]).status.code(), Some(1));
    for (arguments, cause) in [
        (vec!["show", ledger, "Nobody"], "neither an id nor a name"),
        (vec!["events", ledger, "--from", "Friday"], "no date"),
        (vec!["events", ledger, "--country", "Atlantis"], "no country"),
        (vec!["reject", ledger, "x", "--reason", "y"], "no id of a record"),
        (vec!["read", CASE, "--format", "contract"], "only by dateline add"),
        (vec!["add", "/no/such/folder/l.db", CASE, "--format", "contract"], "cannot be opened"),
    ] {
        let output = dateline(&arguments);
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), told.lines().count()), (Some(2), 1), "{arguments:?}: {told}");
        assert!(told.starts_with("dateline: ") && told.contains(cause), "{told}");
    }
    let broken = folder.join("broken.jsonl");
    std::fs::write(&broken, "{\"id\":\"x\"}\n{\"type\":\"document\"\n").unwrap();
    let output = dateline(&["add", ledger, broken.to_str().unwrap(), "--format", "contract", "--strict"]);
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).lines().count()), (Some(2), 2));
}

/// What is typed behind `$ dateline`, cut into words; quotation marks hold words together.
fn typed(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut is_quoted = false;
    for letter in line.chars() {
        match letter {
            '"' => is_quoted = !is_quoted,
            ' ' if !is_quoted => words.push(String::new()),
            _ => words.last_mut().unwrap().push(letter),
        }
    }
    words
}

#[test]
fn the_case_is_told_as_it_was_read() {
    let folder = scratch("case");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases/ledger/sarnovo.md");
    let old = std::fs::read_to_string(&path).unwrap();
    std::fs::copy(CASE, folder.join("sarnovo.jsonl")).unwrap();
    let run = |words: &[String]| {
        let output = Command::new(env!("CARGO_BIN_EXE_dateline")).args(words).current_dir(&folder).output().unwrap();
        assert!(matches!(output.status.code(), Some(0 | 1)), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    let first = |words: &[&str]| {
        let line = run(&words.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>());
        let row: Value = serde_json::from_str(line.lines().next().unwrap()).unwrap();
        row["id"].as_str().unwrap().to_owned()
    };
    let mut new = String::new();
    let mut is_console = false;
    for line in old.lines() {
        if line.starts_with("```") {
            is_console = line == "```console";
        } else if is_console && !line.starts_with("$ dateline ") {
            // What was told the last time.
            continue;
        }
        new.push_str(line);
        new.push('\n');
        if let Some(command) = line.strip_prefix("$ dateline ").filter(|_| is_console) {
            let words: Vec<String> = typed(command)
                .into_iter()
                .map(|word| match word.as_str() {
                    "$STRIKE" => first(&["events", "week.db", "--where", "Sarnovo", "-o", "jsonl"]),
                    "$PROMISE" => first(&["commitments", "week.db", "-o", "jsonl"]),
                    "$RIVAL" => first(&["tolls", "week.db", "--text", "85", "-o", "jsonl"]),
                    _ => word,
                })
                .collect();
            new.push_str(&run(&words));
        }
    }
    if std::env::var_os("CASES").is_some_and(|value| value == "update") {
        std::fs::write(&path, &new).unwrap();
    } else {
        let differs = old.lines().zip(new.lines()).find(|(old, new)| old != new);
        assert!(old == new, "the ledger says something else: {differs:#?}");
    }
}
