//! Which templates matter.
use dateline_lang::features::{Sink, Weights};
use dateline_lang::parser::{self, Arcs, Search};
use dateline_lang::table::{Lines, Lists};
use dateline_lang::{container, lexical::Words};
use dateline_train::{data, sample};
struct Seq(Vec<u64>);
impl Sink for Seq { fn feature(&mut self, f: u64) { self.0.push(f); } }
fn tally<const W: usize>(w: &impl Weights<W>, f: &[u64], out: &mut Vec<(u64, u64)>) {
    for (i, &f) in f.iter().enumerate() {
        let mut s = [0; W];
        w.add(f, &mut s);
        if out.len() <= i { out.resize(i + 1, (0, 0)); }
        let (max, min) = (s.iter().max().unwrap(), s.iter().min().unwrap());
        out[i].0 += (max - min) as u64;
        out[i].1 += u64::from(max != min);
    }
}
fn show(name: &str, n: u64, t: &[(u64, u64)]) {
    println!("{name} {n}");
    for (i, (mass, hits)) in t.iter().enumerate() { println!("  {i:3} mass {:8.2} hits {:5.1}%", *mass as f64 / n as f64 / 64.0, 100.0 * *hits as f64 / n as f64); }
}
fn main() -> anyhow::Result<()> {
    let file = std::fs::read("models/english.model")?;
    let (state, arc) = (Lines::read(container::part(&file, "state")?, "s")?, Lists::read(container::part(&file, "arc")?, "a")?);
    let tagw = [Lists::read(container::part(&file, "tag-1")?, "a")?, Lists::read(container::part(&file, "tag-2")?, "a")?];
    let words = Words::read(container::part(&file, "words")?)?;
    let tags: Vec<_> = container::part(&file, "tags")?.chunks(2).map(|t| dateline_lang::Tag { upos: dateline_lang::Upos::from_index(t[0].into()).unwrap(), xpos: dateline_lang::Xpos::from_index(t[1].into()).unwrap() }).collect();
    let text = data::read("ud-gum-dev.conllu.xz")?;
    let docs = data::documents(&text);
    let mut samples = sample::samples(&docs.iter().collect::<Vec<_>>(), &words, &tags);
    let (mut tv, mut tp, mut ta, mut t1, mut t2) = (vec![], vec![], vec![], vec![], vec![]);
    let (mut nv, mut na, mut nt) = (0, 0, 0);
    let mut search = Search::default();
    for s in &mut samples {
        s.guessed = s.tags.clone();
        let tokens = s.tokens(&s.tags, &tags);
        let mut heads = s.heads.clone();
        dateline_train::parser::projectivize(&mut heads);
        let Some(actions) = parser::derivation(&heads) else { continue };
        let mut st = parser::start(tokens.len());
        search.begin(&tokens);
        let _: &Arcs = &search.arcs;
        for a in actions {
            let v = st.view();
            let mut q = Seq(vec![]);
            v.features(&tokens, &mut q);
            tally(&state, &q.0, &mut tv);
            q.0.clear();
            v.pair_features(&tokens, &mut q);
            tally(&state, &q.0, &mut tp);
            nv += 1;
            let mut label = 0;
            if let Some((h, d)) = st.arc(a) {
                label = s.labels[usize::from(d)] as u8;
                if (h as usize) < tokens.len() {
                    q.0.clear();
                    search.arcs.features(&tokens, h, d, &mut q);
                    tally::<52>(&arc, &q.0, &mut ta);
                    na += 1;
                }
            }
            st.apply(a, label);
        }
        for at in 0..s.words.len() {
            let mut q = Seq(vec![]);
            dateline_lang::tagger::features(&s.words, at, &s.tags[..at], None, &mut q);
            tally::<80>(&tagw[0], &q.0, &mut t1);
            q.0.clear();
            dateline_lang::tagger::features(&s.words, at, &s.tags[..at], Some(&s.tags), &mut q);
            tally::<80>(&tagw[1], &q.0, &mut t2);
            nt += 1;
        }
    }
    show("view", nv, &tv);
    show("pair", nv, &tp);
    show("arc", na, &ta);
    show("tag1", nt, &t1);
    show("tag2", nt, &t2);
    Ok(())
}
