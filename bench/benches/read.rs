//! Pages a second on one core, beside other extractors in the same run:
//! `cargo bench --manifest-path bench/Cargo.toml --bench read`.
//!
//! The pages are those of `../shared/data/reading/aeb` where that folder is there, else the repository's own samples;
//! they are in memory before the clock starts. Counters: pages (`items`) and bytes of HTML. With `-- --texts FOLDER` it writes
//! the text that each extractor finds, as JSON Lines of `id` and `text`, to be scored.

use std::fmt::Write as _;
use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use dateline_read::{Reader, Record};
use divan::counter::{BytesCount, ItemsCount};
use flate2::read::GzDecoder;

/// The pages, in the order of their names.
static PAGES: LazyLock<Vec<Page>> = LazyLock::new(pages);
static READER: LazyLock<Reader> = LazyLock::new(Reader::new);

struct Page {
    /// The file's name without its endings.
    id: String,
    html: String,
    /// The same page as the reader takes it.
    record: Record,
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [_, "--texts", folder, ..] => {
            for (name, extract) in EXTRACTORS {
                write_texts(&Path::new(folder).join(format!("{name}.jsonl")), *extract);
            }
        }
        _ => divan::main(),
    }
}

fn pages() -> Vec<Page> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the manifest stands in a folder");
    let list = |folder: &Path| -> Vec<PathBuf> {
        let entries = std::fs::read_dir(folder).into_iter().flatten();
        entries.map(|entry| entry.expect("the folder can be read").path()).collect()
    };
    let mut files = list(&root.join("../shared/data/reading/aeb/html"));
    if files.is_empty() {
        files = list(&root.join("cases/pages"));
    }
    files.retain(|file| file.to_string_lossy().trim_end_matches(".gz").ends_with(".html"));
    files.sort();
    files.iter().map(|file| page(file)).collect()
}

fn page(file: &Path) -> Page {
    let mut bytes = Vec::new();
    let mut reader = File::open(file).expect("the page can be read");
    if file.extension().is_some_and(|ending| ending == "gz") {
        GzDecoder::new(reader).read_to_end(&mut bytes).expect("the page can be decompressed");
    } else {
        reader.read_to_end(&mut bytes).expect("the page can be read");
    }
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    Page {
        id: name.split('.').next().unwrap_or_default().to_owned(),
        html: String::from_utf8_lossy(&bytes).into_owned(),
        record: Record::html(bytes),
    }
}

/// Each extractor with its article's text.
type Extractor = fn(&Page) -> String;
const EXTRACTORS: &[(&str, Extractor)] =
    &[("dateline", dateline_text), ("dom_smoothie", dom_smoothie_text), ("trafilatura", trafilatura_text)];

fn dateline_text(page: &Page) -> String {
    let document = READER.read(&page.record);
    let mut text = String::new();
    for block in document.blocks.iter().filter(|block| block.keep) {
        let _ = writeln!(text, "{}", block.span.of(&document.text));
    }
    text
}

/// With line breaks between paragraphs, without which its words run together.
fn dom_smoothie_text(page: &Page) -> String {
    let config = dom_smoothie::Config { text_mode: dom_smoothie::TextMode::Formatted, ..Default::default() };
    dom_smoothie_article(page, config).map(|article| article.text_content.to_string()).unwrap_or_default()
}

fn dom_smoothie_article(page: &Page, config: dom_smoothie::Config) -> Option<dom_smoothie::Article> {
    dom_smoothie::Readability::new(page.html.as_str(), None, Some(config)).and_then(|mut reader| reader.parse()).ok()
}

fn trafilatura_text(page: &Page) -> String {
    let options = trafilatura::Options::default().with_fallback(true);
    trafilatura::extract(&page.html, &options).map(|found| found.content_text).unwrap_or_default()
}

fn write_texts(file: &Path, extract: Extractor) {
    let lines = PAGES.iter().map(|page| serde_json::json!({ "id": page.id, "text": extract(page) }).to_string() + "\n");
    std::fs::write(file, lines.collect::<String>()).expect("the texts can be written");
}

/// One pass over all pages is one iteration.
fn measure<T>(bencher: divan::Bencher<'_, '_>, extract: impl Fn(&Page) -> T + Sync) {
    let bytes: usize = PAGES.iter().map(|page| page.html.len()).sum();
    let counted = bencher.counter(ItemsCount::new(PAGES.len())).counter(BytesCount::new(bytes));
    counted.bench_local(|| PAGES.iter().for_each(|page| drop(divan::black_box(extract(page)))));
}

/// Everything that a document holds: spans, metadata, hashes.
#[divan::bench(sample_count = 20)]
fn dateline(bencher: divan::Bencher<'_, '_>) {
    LazyLock::force(&READER);
    measure(bencher, |page| READER.read(&page.record));
}

/// With its defaults, which are its fastest.
#[divan::bench(sample_count = 20)]
fn dom_smoothie(bencher: divan::Bencher<'_, '_>) {
    measure(bencher, |page| dom_smoothie_article(page, dom_smoothie::Config::default()));
}

#[divan::bench(sample_count = 10)]
fn trafilatura(bencher: divan::Bencher<'_, '_>) {
    measure(bencher, trafilatura_text);
}
