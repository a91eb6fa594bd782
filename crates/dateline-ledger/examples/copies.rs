//! Families of copies over JSON Lines of `{"id", "text"}`, without a ledger: what is run beside other programs.
//!
//! `cargo run --release -p dateline-ledger --example copies -- FILE…` prints `{"id", "cluster"}` lines, and the documents a second
//! on standard error, reading included, on two threads.
#![allow(clippy::disallowed_methods, clippy::disallowed_macros, reason = "a bench prints, and looks at the clock")]

use std::borrow::Cow;

use dateline_ledger::copies::{Index, Link, Shingled, families};

#[derive(serde::Deserialize)]
struct Row<'l> {
    #[serde(borrow)]
    id: Cow<'l, str>,
    #[serde(borrow)]
    text: Cow<'l, str>,
}

fn main() {
    let begin = std::time::Instant::now();
    let files: Vec<String> = std::env::args().skip(1).map(|path| std::fs::read_to_string(path).expect("the file is read")).collect();
    let lines: Vec<&str> = files.iter().flat_map(|file| file.lines()).collect();
    let prepare = |lines: &[&str]| -> Vec<(String, Shingled)> {
        let row = |line: &&str| {
            let row: Row<'_> = serde_json::from_str(line).expect("a line is an object");
            (row.id.into_owned(), Shingled::new(&row.text))
        };
        lines.iter().map(row).collect()
    };
    let (front, back) = lines.split_at(lines.len() / 2);
    let all = std::thread::scope(|scope| {
        let back = scope.spawn(|| prepare(back));
        let mut all = prepare(front);
        all.extend(back.join().expect("no panic"));
        all
    });
    let (mut index, mut links) = (Index::default(), Vec::new());
    for (number, (_, text)) in all.iter().enumerate() {
        for other in index.add(text.sketch()) {
            let other = other as usize;
            if !all[other].1.resembles(text) {
                continue;
            }
            let overlap = all[other].1.overlap(text);
            if let Some(kind) = overlap.kind() {
                links.push(Link { a: other, b: number, a_share: overlap.first_share(), b_share: overlap.second_share(), kind });
            }
        }
    }
    let families = families(all.len(), &links);
    let seconds = begin.elapsed().as_secs_f64();
    for ((id, _), family) in all.iter().zip(families) {
        println!("{}", serde_json::json!({ "id": id, "cluster": all[family].0 }));
    }
    eprintln!("{} documents, {:.0} a second", all.len(), all.len() as f64 / seconds);
}
