//! Tries things.
use dateline_lang::lexical::Words;
use dateline_lang::parser::Search;
use dateline_train::{data, ensemble, parser, sample, tagger};
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
    let words = Words::read(&words).unwrap();
    let mut samples = sample::samples(&train, &words, &tags);
    let mut devs = [("ewt", sample::samples(&ewt_dev.iter().collect::<Vec<_>>(), &words, &tags)), ("gum", sample::samples(&gum_dev.iter().collect::<Vec<_>>(), &words, &tags))];
    let settings = tagger::Settings { bits: 19, epochs: get("TE", 5), folds: get("TF", 3), seed: 1 };
    let start = Instant::now();
    let tag = tagger::train(&mut samples, tags.len(), settings);
    for (_, dev) in &mut devs {
        for s in dev.iter_mut() {
            s.guessed = tag.tag(s);
        }
    }
    eprintln!("tagger {:?}", start.elapsed());
    let refs: Vec<_> = samples.iter().collect();
    let back: Vec<_> = samples.iter().map(ensemble::reversed).collect();
    let back_refs: Vec<_> = back.iter().collect();
    let settings = |seed| parser::Settings { state_bits: 22, arc_bits: 20, epochs: get("PE", 5), width: 8, seed };
    let (forth, (rear, third)) = std::thread::scope(|scope| {
        let one = scope.spawn(|| (parser::train(&back_refs, &tags, settings(2)), 0));
        let two = parser::train(&refs, &tags, settings(1));
        let three = parser::train(&refs, &tags, settings(7));
        (two, (one.join().unwrap().0, three))
    });
    let mut both = forth.clone();
    both.state.join(&third.state);
    both.arc.join(&third.arc);
    eprintln!("teachers {:?}", start.elapsed());
    let mut search = Search::default();
    for (name, dev) in &devs {
        let mut counts = [[0; 2]; 5];
        let mut n = 0;
        for s in dev {
            let a = ensemble::tree(&forth, &mut search, s, &s.guessed, &tags, 8, false);
            let b = ensemble::tree(&rear, &mut search, s, &s.guessed, &tags, 8, true);
            let c = ensemble::tree(&third, &mut search, s, &s.guessed, &tags, 8, false);
            let d = ensemble::tree(&both, &mut search, s, &s.guessed, &tags, 8, false);
            let (e, _) = ensemble::vote(&[(a.clone(), 100), (b.clone(), 100), (c.clone(), 101)]);
            n += s.words.len();
            for (tree, count) in [a, b, c, d, e].iter().zip(&mut counts) {
                for at in 0..tree.len() {
                    count[0] += usize::from(tree[at].0 == s.heads[at]);
                    count[1] += usize::from(tree[at].0 == s.heads[at] && tree[at].1 == s.labels[at]);
                }
            }
        }
        eprintln!("{name} {:?}", counts.map(|c| c.map(|c| (10000 * c / n) as f64 / 100.0)));
    }
    // silver
    let text = data::read("polnear-silver-train.conllu.xz")?;
    let mut silver = Vec::new();
    for sentence in dateline_lang::conllu::sentences(&text).take(get("SILVER", 15000)) {
        let mut s = sample::Sample::default();
        for row in sentence.words() {
            let form = row.form().replace("-LRB-", "(").replace("-RRB-", ")");
            let parts: Vec<_> = form.split('-').collect();
            if parts.len() > 1 && parts.iter().all(|p| p.len() > 1) && !form.contains("://") {
                for (k, p) in parts.iter().enumerate() {
                    if k > 0 {
                        s.forms.push("-".into());
                    }
                    s.forms.push((*p).into());
                }
            } else {
                s.forms.push(form);
            }
        }
        if s.forms.len() > 80 {
            continue;
        }
        s.look_up(&words);
        s.guessed = tag.tag(&s);
        s.tags = s.guessed.clone();
        let a = ensemble::tree(&forth, &mut search, &s, &s.guessed, &tags, 8, false);
        let b = ensemble::tree(&rear, &mut search, &s, &s.guessed, &tags, 8, true);
        let c = ensemble::tree(&third, &mut search, &s, &s.guessed, &tags, 8, false);
        let (c, share) = ensemble::vote(&[(a, 100), (b, 100), (c, 101)]);
        if share < get("SHARE", 0) as f64 / 100.0 {
            continue;
        }
        s.heads = c.iter().map(|x| x.0).collect();
        s.labels = c.iter().map(|x| x.1).collect();
        silver.push(s);
    }
    eprintln!("silver {} sentences {} words {:?}", silver.len(), silver.iter().map(|s| s.words.len()).sum::<usize>(), start.elapsed());
    let mut all = refs.clone();
    for _ in 1..get("GOLD", 1) {
        all.extend(&refs);
    }
    all.extend(silver.iter());
    let student = parser::train(&all, &tags, parser::Settings { epochs: get("SE", 5), ..settings(3) });
    eprintln!("student {:?}", start.elapsed());
    for (name, dev) in &devs {
        let given: Vec<_> = dev.iter().map(|s| s.guessed.clone()).collect();
        let (uas, las) = parser::score(&student, dev, &given, &tags, 8).percent();
        eprintln!("{name} student UAS {uas:.2} LAS {las:.2}");
        for (s, a) in [(1_000_000, 200_000), (500_000, 100_000)] {
            let mut small = student.clone();
            small.state.keep(s, 0);
            small.arc.keep(a, 0);
            let (uas, las) = parser::score(&small, dev, &given, &tags, 8).percent();
            eprintln!("{name} student kept {s} {a} UAS {uas:.2} LAS {las:.2}");
        }
    }
    Ok(())
}
