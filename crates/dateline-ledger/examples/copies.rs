//! Families of copies over JSON Lines of `{"id", "text"}`, without a ledger: what the bench runs beside other programs.
//!
//! `cargo run --release -p dateline-ledger --example copies -- FILE…` prints `{"id", "cluster"}` lines, and the seconds on standard error.
#![allow(missing_docs, clippy::disallowed_methods, clippy::disallowed_macros, reason = "a bench prints, and looks at the clock")]

use dateline_ledger::copies::{Index, Link, Shingles, families, words};

#[derive(serde::Deserialize)]
struct Row {
    id: String,
    text: String,
}

fn main() {
    let begin = std::time::Instant::now();
    let lines: Vec<String> = std::env::args()
        .skip(1)
        .flat_map(|path| std::fs::read_to_string(path).expect("the file is read").lines().map(str::to_owned).collect::<Vec<_>>())
        .collect();
    let rows: Vec<Row> = lines.iter().map(|line| serde_json::from_str(line).expect("a line is an object")).collect();
    let prepare = |rows: &[Row]| rows.iter().map(|row| Shingles::new(&words(&row.text))).collect::<Vec<_>>();
    let (front, back) = rows.split_at(rows.len() / 2);
    let all = std::thread::scope(|scope| {
        let back = scope.spawn(|| prepare(back));
        let mut all = prepare(front);
        all.extend(back.join().expect("no panic"));
        all
    });
    let (mut index, mut links) = (Index::default(), Vec::new());
    for (number, shingles) in all.iter().enumerate() {
        let sketch = shingles.sketch();
        for other in index.add(&sketch) {
            let overlap = all[other as usize].overlap(shingles);
            if std::env::var_os("DUMP").is_some() {
                println!(
                    "{}\t{}\t{:.4}\t{:.4}\t{}",
                    rows[other as usize].id,
                    rows[number].id,
                    overlap.first_share(),
                    overlap.second_share(),
                    overlap.shared
                );
            }
            if let Some(kind) = overlap.kind() {
                links.push(Link { a: other as usize, b: number, a_share: overlap.first_share(), b_share: overlap.second_share(), kind });
            }
        }
    }
    let families = families(rows.len(), &links);
    let seconds = begin.elapsed().as_secs_f64();
    if std::env::var_os("DUMP").is_none() {
        for (row, family) in rows.iter().zip(families) {
            println!("{}", serde_json::json!({ "id": row.id, "cluster": rows[family].id }));
        }
    }
    eprintln!("{} documents, {:.0} a second", rows.len(), rows.len() as f64 / seconds);
}
