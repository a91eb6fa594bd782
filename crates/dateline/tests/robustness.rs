//! Broken inputs through the program itself: each is read as far as it goes or is one line on standard error, the exit
//! code says which, and nothing panics.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

const PAGE: &str = "<!DOCTYPE html><html lang=\"en\"><head><title>Ferry runs again</title></head><body><h1>Ferry runs again</h1>\
    <p>The ferry to Lower Fenn runs again since Monday, the harbour office said, after eleven weeks of repairs to its engine.</p>\
    <p>Zoë Kress, who keeps the kiosk at the quay, said she had not sold so many tickets since the summer before last.</p></body></html>";

/// What a run printed.
struct Run {
    code: Option<i32>,
    documents: Vec<Value>,
    errors: Vec<String>,
}

impl Run {
    /// The codes of the only document's notes.
    fn notes(&self) -> Vec<&str> {
        assert_eq!(self.documents.len(), 1, "{:?}", self.errors);
        self.documents[0]["notes"].as_array().unwrap().iter().map(|note| note["code"].as_str().unwrap()).collect()
    }

    /// The kept text of the only document, a line a block.
    fn kept(&self) -> String {
        assert_eq!(self.documents.len(), 1, "{:?}", self.errors);
        let text: Vec<char> = self.documents[0]["text"].as_str().unwrap().chars().collect();
        let mut kept = String::new();
        for block in self.documents[0]["blocks"].as_array().unwrap().iter().filter(|block| block["keep"] == true) {
            let at = |end: usize| usize::try_from(block["span"][end].as_u64().unwrap()).unwrap();
            kept.extend(&text[at(0)..at(1)]);
            kept.push('\n');
        }
        kept
    }

    /// Nothing could be read, and one line says why.
    fn is_one_note(&self, expected: &str) {
        assert_eq!((self.code, self.documents.len()), (Some(0), 0), "{:?}", self.errors);
        assert_eq!(self.errors.len(), 1, "{:?}", self.errors);
        assert!(self.errors[0].ends_with(expected), "{:?}", self.errors);
    }

    /// The page of [`PAGE`] came out whole, and nothing was said.
    fn is_the_page(&self) {
        assert_eq!((self.code, self.errors.len()), (Some(0), 0), "{:?}", self.errors);
        let kept = self.kept();
        assert!(kept.starts_with("The ferry to Lower Fenn") && kept.contains("\nZoë Kress") && kept.lines().count() == 2, "{kept}");
    }
}

/// Runs `dateline read` over bytes in a file of this name.
fn read(name: &str, bytes: &[u8], arguments: &[&str]) -> Run {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("robustness");
    std::fs::create_dir_all(&folder).unwrap();
    let file: PathBuf = folder.join(name);
    std::fs::write(&file, bytes).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    let output = command.arg("read").arg(&file).args(arguments).output().unwrap();
    let (printed, errors) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
    assert!(!errors.contains("panicked"), "{errors}");
    Run {
        code: output.status.code(),
        documents: printed.lines().map(|line| serde_json::from_str(line).unwrap()).collect(),
        errors: errors.lines().map(str::to_owned).collect(),
    }
}

/// A gzip member of stored blocks: no compressor needed, and a cut falls between plain bytes.
fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff];
    let mut chunks = bytes.chunks(1000).peekable();
    while let Some(chunk) = chunks.next() {
        let length = u16::try_from(chunk.len()).unwrap();
        out.push(u8::from(chunks.peek().is_none()));
        out.extend(length.to_le_bytes());
        out.extend((!length).to_le_bytes());
        out.extend(chunk);
    }
    let mut crc = u32::MAX;
    for byte in bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 };
        }
    }
    out.extend((!crc).to_le_bytes());
    out.extend(u32::try_from(bytes.len()).unwrap().to_le_bytes());
    out
}

fn response(url: &str, headers: &str, body: &str) -> String {
    let http = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n{headers}\r\n{body}");
    format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2025-04-04T10:00:00Z\r\n\
         Content-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n{http}\r\n\r\n",
        http.len()
    )
}

#[test]
fn a_whole_page_in_gzip_is_the_page() {
    read("whole.html.gz", &gzip(PAGE.as_bytes()), &[]).is_the_page();
}

#[test]
fn a_truncated_gzip_is_read_as_far_as_it_goes() {
    let packed = gzip(PAGE.as_bytes());
    let second = PAGE.find("<p>Zoë").unwrap();
    let run = read("cut.html.gz", &packed[..second], &[]);
    assert_eq!(run.code, Some(0));
    assert!(run.notes().contains(&"truncated"), "{:?}", run.notes());
    assert!(run.kept().starts_with("The ferry to Lower Fenn"), "{}", run.kept());
    read("stub.html.gz", &packed[..9], &[]).is_one_note("truncated gzip");
    assert_eq!(read("stub.html.gz", &packed[..9], &["--strict"]).code, Some(2));
}

#[test]
fn a_bad_chunk_costs_no_other_record() {
    let good = format!("{:x}\r\n{PAGE}\r\n0\r\n\r\n", PAGE.len());
    let bad = format!("{:x}\r\n{}\r\nzz\r\nrest", 300, &PAGE[..300]);
    let chunked = "Transfer-Encoding: chunked\r\n";
    let archive = [response("https://news.example/1", chunked, &bad), response("https://news.example/2", chunked, &good)].concat();
    let run = read("chunks.warc", archive.as_bytes(), &[]);
    assert_eq!(run.code, Some(0));
    let urls: Vec<_> = run.documents.iter().map(|document| document["source"]["url"].as_str().unwrap()).collect();
    let told = run.errors.len()
        + run
            .documents
            .iter()
            .flat_map(|document| document["notes"].as_array().unwrap())
            .filter(|note| note["code"] == "truncated")
            .count();
    assert!(urls.contains(&"https://news.example/2"), "{urls:?}");
    assert_eq!(told, 1, "{urls:?} {:?}", run.errors);
    let whole = run.documents.last().unwrap()["text"].as_str().unwrap();
    assert!(whole.contains("Zoë Kress") && !whole.contains(&format!("{:x}", PAGE.len())), "{whole}");
}

#[test]
fn nul_bytes_do_not_end_a_page() {
    let page = PAGE.replace("The ferry to", "The\0 ferry\0 to").replace("<h1>", "<h1\0>");
    let run = read("nul.html", page.as_bytes(), &["--format", "html"]);
    assert_eq!((run.code, run.errors.len()), (Some(0), 0), "{:?}", run.errors);
    assert!(run.kept().contains("Zoë Kress"), "{}", run.kept());
}

#[test]
fn deep_nesting_is_flattened_and_noted() {
    for tag in ["div", "b", "table", "blockquote", "ul"] {
        let page = PAGE.replace("<h1>", &format!("{}<h1>", format!("<{tag}>").repeat(100_000)));
        let run = read(&format!("deep-{tag}.html"), page.as_bytes(), &[]);
        assert_eq!((run.code, run.errors.len()), (Some(0), 0), "{tag}: {:?}", run.errors);
        assert!(run.notes().contains(&"deep-nesting"), "{tag}: {:?}", run.notes());
        assert!(run.documents[0]["text"].as_str().unwrap().contains("Zoë Kress"), "{tag}");
    }
}

#[test]
fn a_charset_that_is_wrong_is_found_out() {
    let latin: Vec<u8> = PAGE.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap()).collect();
    // Latin letters under a declaration of UTF-8: the bytes are no UTF-8.
    let declared = String::from_utf8_lossy(&latin).replacen("<head>", "<head><meta charset=\"utf-8\">", 1);
    assert!(declared.contains('\u{fffd}'));
    let at = PAGE.find("<head>").unwrap() + "<head>".len();
    let claims_utf8 = [&latin[..at], b"<meta charset=\"utf-8\">", &latin[at..]].concat();
    let run = read("latin-as-utf8.html", &claims_utf8, &[]);
    assert_eq!((run.code, run.errors.len()), (Some(0), 0), "{:?}", run.errors);
    // Either it is read as what it is, or the letters that were lost are noted.
    assert!(run.kept().contains("Zoë Kress") || run.notes().contains(&"charset-errors"), "{}", run.kept());
    read("undeclared-latin.html", &latin, &[]).is_the_page();
    let unknown = [&PAGE.as_bytes()[..at], b"<meta charset=\"x-no-such\">", &PAGE.as_bytes()[at..]].concat();
    read("unknown.html", &unknown, &[]).is_the_page();
}

#[test]
fn utf_16_is_read_with_a_mark_and_without() {
    let big = |mark: &str| format!("{mark}{PAGE}").encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>();
    let little = |mark: &str| format!("{mark}{PAGE}").encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    read("big-mark.html", &big("\u{feff}"), &[]).is_the_page();
    read("little-mark.html", &little("\u{feff}"), &[]).is_the_page();
    read("big.html", &big(""), &[]).is_the_page();
    read("little.html", &little(""), &[]).is_the_page();
}

#[test]
fn what_holds_no_page_is_one_note() {
    read("empty.html", b"", &[]).is_one_note("empty");
    read("blank.txt", b" \n\t\r\n", &[]).is_one_note("empty");
    read("paper.txt", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", &[]).is_one_note("PDF");
    let noise: Vec<u8> = (0..5000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    read("noise.txt", &noise, &[]).is_one_note("binary data");
}
