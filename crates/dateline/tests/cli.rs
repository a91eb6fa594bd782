//! The command line from outside: what is read, in which order, and what the exit codes say.

use std::io::Write;
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

/// The documents that a command prints; it must succeed.
fn documents(arguments: &[&str]) -> Vec<Value> {
    let output = dateline(arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn paths(documents: &[Value]) -> Vec<&str> {
    documents.iter().map(|document| document["source"]["path"].as_str().unwrap()).collect()
}

/// A fresh folder for one test.
fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

#[test]
fn transcripts() {
    trycmd::TestCases::new().case("tests/cmd/*.md");
}

#[test]
fn a_folder_is_walked_in_order_without_hidden_files_and_companions() {
    assert_eq!(paths(&documents(&["read", "folder"])), ["folder/older/ferry.txt", "folder/storm.htm"]);
}

#[test]
fn a_companion_folder_is_left_out_when_a_shell_names_it_too() {
    let named = documents(&["read", "folder/storm.htm", "folder/storm_files"]);
    assert_eq!(paths(&named), ["folder/storm.htm"]);
    let alone = documents(&["read", "folder/storm_files"]);
    assert_eq!(paths(&alone), ["folder/storm_files/frame.html"]);
}

#[test]
fn output_follows_the_input_whatever_the_jobs() {
    let folder = scratch("jobs");
    let mut lines = String::new();
    for number in 0..400 {
        let text = "The gates stay open, the board said on Monday. ".repeat(1 + (number * 7919) % 97);
        lines += &format!("{}\n", serde_json::json!({"id": number.to_string(), "text": text}));
    }
    let file = folder.join("many.jsonl");
    std::fs::write(&file, lines).unwrap();
    let file = file.to_str().unwrap();
    let one = dateline(&["analyze", file, "--jobs", "1"]);
    let ids: Vec<_> = documents(&["analyze", file, "--jobs", "1"]).iter().map(|document| document["source"]["id"].to_string()).collect();
    assert_eq!(ids, (0..400).map(|number| format!("\"{number}\"")).collect::<Vec<_>>());
    for jobs in ["1", "2", "5"] {
        assert!(dateline(&["analyze", file, "--jobs", jobs]).stdout == one.stdout, "{jobs} jobs");
    }
}

#[test]
fn standard_input_is_read() {
    let mut child =
        command(&["read", "-", "--format", "text"]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(b"The dam held, engineers said.\n").unwrap();
    let output = child.wait_with_output().unwrap();
    let document: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(document["source"]["path"], "-");
    assert_eq!(document["text"], "The dam held, engineers said.\n");
}

#[test]
fn a_closed_pipe_is_success() {
    let mut child = command(&["read", "folder", "three.jsonl"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(!String::from_utf8_lossy(&output.stderr).contains("pipe"));
}

#[test]
fn read_prints_the_page_and_analyze_the_layers_too() {
    let read = &documents(&["read", "folder/storm.htm"])[0];
    let analyzed = &documents(&["analyze", "folder/storm.htm"])[0];
    for key in ["type", "id", "source", "meta", "text", "blocks", "copies", "withheld", "notes"] {
        assert!(read.get(key).is_some(), "{key}");
        assert_eq!(read[key], analyzed[key]);
    }
    for (layer, must_be_filled) in
        [("entities", true), ("times", true), ("statements", true), ("events", false), ("tolls", false), ("commitments", false)]
    {
        assert!(read.get(layer).is_none());
        assert!(analyzed[layer].as_array().is_some_and(|records| !must_be_filled || !records.is_empty()), "{layer}");
    }
}

#[test]
fn whole_text_keeps_every_block() {
    let kept = |arguments: &[&str]| documents(arguments)[0]["blocks"].as_array().unwrap().iter().all(|block| block["keep"] == true);
    assert!(kept(&["read", "folder/older/ferry.txt", "--whole-text"]));
}

#[test]
fn a_publication_date_can_be_given_for_all_or_by_file() {
    let published = |arguments: &[&str]| {
        let meta = documents(arguments)[0]["meta"].clone();
        (meta["published"].clone(), meta["published_basis"].clone())
    };
    let ferry = "folder/older/ferry.txt";
    assert_eq!(published(&["read", ferry]), (Value::Null, Value::Null));
    assert_eq!(published(&["read", ferry, "--published", "2025-04-04"]), ("2025-04-04".into(), "argument".into()));
    // The file's own line goes before the date for all.
    let both = published(&["read", "folder", "--sidecar", "dates.csv", "--published", "2025-04-04"]);
    assert_eq!(both, ("2025-03-30".into(), "argument".into()));
}

#[cfg(unix)]
#[test]
fn links_that_go_nowhere_or_in_circles_are_notes() {
    let folder = scratch("links");
    std::fs::write(folder.join("page.txt"), "The dam held.").unwrap();
    std::os::unix::fs::symlink("nowhere", folder.join("broken.txt")).unwrap();
    std::os::unix::fs::symlink(".", folder.join("circle")).unwrap();
    let output = dateline(&["read", folder.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(output.stdout.iter().filter(|byte| **byte == b'\n').count(), 1);
    let notes = String::from_utf8(output.stderr).unwrap();
    assert!(notes.contains("broken.txt: no such file") && notes.contains("circle: link that leads back"), "{notes}");
    let named = dateline(&["read", folder.join("broken.txt").to_str().unwrap()]);
    assert_eq!(named.status.code(), Some(2));
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_entered_is_one_line() {
    use std::os::unix::fs::PermissionsExt;
    let folder = scratch("locked");
    let inner = folder.join("inner");
    std::fs::create_dir(&inner).unwrap();
    std::fs::set_permissions(&inner, std::fs::Permissions::from_mode(0o000)).unwrap();
    // Root enters every folder, so that nothing can be seen.
    if std::fs::read_dir(&inner).is_err() {
        assert_eq!(dateline(&["read", folder.to_str().unwrap()]).status.code(), Some(0));
        let named = dateline(&["read", inner.to_str().unwrap()]);
        assert_eq!(named.status.code(), Some(2));
        assert!(String::from_utf8_lossy(&named.stderr).ends_with("inner: permission denied\n"));
    }
    std::fs::set_permissions(&inner, std::fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn a_record_above_the_limit_is_a_note() {
    let folder = scratch("large");
    let file = folder.join("large.txt");
    std::fs::write(&file, "The dam held. ".repeat(1000)).unwrap();
    let output = dateline(&["read", file.to_str().unwrap(), "--max-record", "10kB"]);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(0), 0));
    assert_eq!(String::from_utf8_lossy(&output.stderr).lines().count(), 1);
}

#[test]
fn colour_is_only_for_terminals_unless_forced() {
    let table = |variables: &[(&str, &str)]| {
        let mut command = command(&["read", "folder/storm.htm", "-o", "table"]);
        command.env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE").envs(variables.iter().copied());
        String::from_utf8(command.output().unwrap().stdout).unwrap()
    };
    assert!(!table(&[]).contains('\u{1b}'));
    assert!(table(&[("CLICOLOR_FORCE", "1")]).contains('\u{1b}'));
    assert!(!table(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]).contains('\u{1b}'));
}

#[test]
fn every_example_of_the_help_is_understood() {
    let help = String::from_utf8(dateline(&["read", "--help"]).stdout).unwrap();
    for limit in ["32 MiB", "200 times", "64", "512"] {
        assert!(help.contains(limit), "{limit}");
    }
    let examples: Vec<_> = help.split("Examples:").nth(1).unwrap().lines().filter(|line| line.contains("dateline ")).collect();
    assert!(examples.len() >= 4);
    for example in examples {
        // The files of the examples are not there: they must fail for that alone.
        let typed = example.split("dateline ").nth(1).unwrap().split(" >").next().unwrap();
        let output = command(&typed.split_whitespace().collect::<Vec<_>>()).stdin(Stdio::null()).output().unwrap();
        let errors = String::from_utf8(output.stderr).unwrap();
        assert!(errors.is_empty() || errors.contains("no such file") || errors.contains("empty"), "{example}: {errors}");
    }
}

/// Holds a value to the part of JSON Schema that ours uses, and finds keys that the schema does not describe.
fn check(schema: &Value, value: &Value, at: &str) {
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    match &schema["type"] {
        Value::String(expected) => assert_eq!(kind, expected, "{at}"),
        Value::Array(expected) => assert!(expected.iter().any(|expected| expected == kind), "{at} is {kind}"),
        _ => assert!(schema["enum"].as_array().unwrap().contains(value), "{at}: {value}"),
    }
    for key in schema["required"].as_array().into_iter().flatten().filter(|_| value.is_object()) {
        assert!(value.get(key.as_str().unwrap()).is_some(), "{at} has no {key}");
    }
    for (key, inner) in value.as_object().into_iter().flatten() {
        let described = schema["properties"].get(key).or(schema.get("additionalProperties"));
        let described = described.unwrap_or_else(|| panic!("{at}.{key} is not described"));
        check(described, inner, &format!("{at}.{key}"));
    }
    for inner in value.as_array().into_iter().flatten().filter(|_| schema["items"].is_object()) {
        check(&schema["items"], inner, &format!("{at}[]"));
    }
}

#[test]
fn the_schema_describes_what_is_printed() {
    let schema: Value = serde_json::from_slice(&dateline(&["schema"]).stdout).unwrap();
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/../../cases/pages/velm-dam.html");
    for verb in ["read", "analyze"] {
        for document in documents(&[verb, page, "folder", "feed.xml", "talks.html"]) {
            check(&schema, &document, "$");
        }
    }
}
