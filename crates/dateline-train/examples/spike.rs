//! Tries things.
use dateline_lang::lexical::Words;
use dateline_train::{data, parser, sample, tagger};
use std::time::Instant;

fn main() -> anyhow::Result<()> {
    let get = |name: &str, default: usize| std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(default);
    let (ewt, gum) = (data::read("ud-ewt-train.conllu.xz")?, data::read("ud-gum-train.conllu.xz")?);
    let (ewt_dev, gum_dev) = (data::read("ud-ewt-dev.conllu.xz")?, data::read("ud-gum-dev.conllu.xz")?);
    let (ewt, gum, ewt_dev, gum_dev) = (data::documents(&ewt), data::documents(&gum), data::documents(&ewt_dev), data::documents(&gum_dev));
    let train: Vec<_> = ewt.iter().chain(gum.iter().filter(|d| data::OPEN_GENRES.contains(&d.genre))).collect();
    let clusters = data::read("brown200-news6M.txt.xz")?;
    let tags = sample::tags(&train);
    let words = sample::words(&train, &tags, &clusters);
    eprintln!("{} tags, words {} bytes", tags.len(), words.len());
    let words = Words::read(&words).unwrap();
    let mut samples = sample::samples(&train, &words, &tags);
    let start = Instant::now();
    let tagger = tagger::train(&mut samples, tags.len(), tagger::Settings { epochs: get("TE", 6), folds: get("TF", 4), seed: 1 });
    eprintln!("tagger {:?}", start.elapsed());
    let right: usize = samples.iter().map(|s| s.guessed.iter().zip(&s.upos).filter(|(g, u)| tags[**g as usize].upos == **u).count()).sum();
    let all: usize = samples.iter().map(|s| s.words.len()).sum();
    eprintln!("jackknife upos {:.2}", 100.0 * right as f64 / all as f64);
    let devs = [("ewt", sample::samples(&ewt_dev.iter().collect::<Vec<_>>(), &words, &tags)), ("gum", sample::samples(&gum_dev.iter().collect::<Vec<_>>(), &words, &tags))];
    let mut given = Vec::new();
    for (name, dev) in &devs {
        let start = Instant::now();
        let guessed: Vec<_> = dev.iter().map(|s| tagger.tag(s)).collect();
        let n: usize = dev.iter().map(|s| s.words.len()).sum();
        let speed = n as f64 / start.elapsed().as_secs_f64();
        let (mut u, mut x) = (0, 0);
        for (s, g) in dev.iter().zip(&guessed) {
            for at in 0..g.len() {
                u += usize::from(tags[g[at] as usize].upos == s.upos[at]);
                x += usize::from(g[at] == s.tags[at]);
            }
        }
        eprintln!("{name} upos {:.2} joint {:.2} ({speed:.0}/s)", 100.0 * u as f64 / n as f64, 100.0 * x as f64 / n as f64);
        given.push(guessed);
    }
    let refs: Vec<_> = samples.iter().collect();
    let settings = parser::Settings { epochs: get("PE", 8), width: get("W", 8), seed: 1 };
    let start = Instant::now();
    let train_all = |epochs: usize, only: Option<(&[u64], &[u64])>| {
        let models: Vec<_> = std::thread::scope(|scope| {
            let handles: Vec<_> = (0..get("SEEDS", 2)).map(|seed| { let (refs, tags) = (&refs, &tags); scope.spawn(move || parser::train(refs, tags, parser::Settings { seed: seed as u64 + 1, epochs, ..settings }, only)) }).collect();
            handles.into_iter().map(|h| h.join().unwrap()).collect()
        });
        eprintln!("parser {:?} states {} arcs {}", start.elapsed(), models[0].state.len(), models[0].arc.len());
        let mut parser = models[0].clone();
        for other in &models[1..] { parser.state.join(&other.state); parser.arc.join(&other.arc); }
        parser.state.divide(models.len() as i32);
        parser.arc.divide(models.len() as i32);
        for ((name, dev), given) in devs.iter().zip(&given) {
            let (uas, las) = parser::score(&models[0], dev, given, &tags, 8).percent();
            let (uas2, las2) = parser::score(&parser, dev, given, &tags, 8).percent();
            eprintln!("{name} one {uas:.2} {las:.2} joined {uas2:.2} {las2:.2}");
        }
        parser
    };
    let broad = train_all(get("BE", 2), None);
    let states: Vec<u64> = broad.state.largest(get("NS", 700) * 1000).into_iter().map(|x| x.0).collect();
    let arcs: Vec<u64> = broad.arc.largest(get("NA", 200) * 1000).into_iter().map(|x| x.0).collect();
    drop(broad);
    let parser = train_all(get("PE", 5), Some((&states, &arcs)));
    for least in [1, 4, 8] {
        use dateline_lang::table::{Lines, Lists, write_lines, write_lists};
        let state = write_lines(&parser.state.largest(usize::MAX), states.len() / 10);
        let arc = write_lists(&parser.arc.lists(usize::MAX, least));
        let small = parser::Parser { state: Lines::read(&state, "state").unwrap(), arc: Lists::read(&arc, 52, "arc").unwrap() };
        for ((name, dev), given) in devs.iter().zip(&given) {
            for width in [4, 8] {
                let start = Instant::now();
                let result = parser::score(&small, dev, given, &tags, width);
                let (uas, las) = result.percent();
                eprintln!("{name} least {least} bytes {} {} beam {width}: {uas:.2} {las:.2} ({:.0}/s)", state.len(), arc.len(), result.words as f64 / start.elapsed().as_secs_f64());
            }
        }
    }
    let mut search = dateline_lang::parser::Search::default();
    let mut tree = Vec::new();
    let (mut confusions, mut lost) = (std::collections::BTreeMap::new(), std::collections::BTreeMap::new());
    for ((_, dev), given) in devs.iter().zip(&given) {
        for (s, g) in dev.iter().zip(given) {
            search.parse(&parser, &s.tokens(g, &tags), 8, &mut tree);
            for (at, &(head, label)) in tree.iter().enumerate() {
                let head = if head == u16::MAX { s.words.len() as u16 } else { head };
                let e = lost.entry(s.labels[at].name()).or_insert((0, 0, 0));
                e.0 += 1;
                e.1 += usize::from(head != s.heads[at]);
                if head == s.heads[at] && label != s.labels[at] {
                    e.2 += 1;
                    let tag_ok = tags[g[at] as usize].upos == s.upos[at];
                    *confusions.entry((s.labels[at].name(), label.name(), tag_ok)).or_insert(0) += 1;
                }
            }
        }
    }
    let mut c: Vec<_> = confusions.into_iter().collect();
    c.sort_by_key(|x| -x.1);
    for (k, n) in c.iter().take(40) { eprintln!("{n} {k:?}"); }
    let mut c: Vec<_> = lost.into_iter().collect();
    c.sort_by_key(|x| std::cmp::Reverse(x.1.1));
    for (k, n) in c.iter().take(25) { eprintln!("{k} {n:?}"); }
    Ok(())
}
