//! Runs `cases/clause/clauses.md`: sentences as trees, and what the questions of `dateline_lang::clause` find in them.

use std::fmt::Write as _;

use dateline_lang::clause::{ClauseWords, Clauses, Extent, Modal, Tense};
use dateline_lang::{Analysis, Deprel, Morphology, Tag, Upos, Xpos};
use dateline_text::ByteSpan;

const CASES: &str = include_str!("../../../cases/clause/clauses.md");

#[test]
fn clauses_say_what_their_cases_expect() {
    let words = ClauseWords::load();
    let (mut failures, mut heading, mut count) = (String::new(), "", 0);
    let (mut text, mut analysis) = (String::new(), Analysis::default());
    let mut lines = CASES.lines();
    while let Some(line) = lines.next() {
        if line.starts_with('#') {
            heading = line;
        } else if line == "```tree" {
            (text, analysis) = tree(lines.by_ref().take_while(|line| *line != "```"));
            assert!(is_tree(&analysis), "{heading}: no tree");
        } else if line == "```clause" {
            let clauses = Clauses::new(&text, &analysis, &words);
            for expectation in lines.by_ref().take_while(|line| *line != "```") {
                let (question, expected) = expectation.split_once(" = ").expect("an expectation has ` = `");
                let given = answer(&clauses, &text, &analysis, question);
                count += 1;
                if given != expected {
                    let _ = writeln!(failures, "{heading}\n  {question}: {expected} expected, {given} given");
                }
            }
        }
    }
    assert!(count > 200, "{count} expectations");
    assert!(failures.is_empty(), "{failures}");
}

/// Reads the rows of a tree; forms are laid out with a space between them, but none before marks and clitics.
fn tree<'l>(rows: impl Iterator<Item = &'l str>) -> (String, Analysis) {
    let (mut text, mut analysis) = (String::new(), Analysis::default());
    for row in rows {
        let columns: Vec<&str> = row.split_whitespace().collect();
        let (form, xpos, head, label) = (columns[1], columns[2], columns[3], columns[4]);
        let xpos = Xpos::from_name(xpos).unwrap_or_else(|| panic!("{row}: tag"));
        let label = Deprel::from_name(label).unwrap_or_else(|| panic!("{row}: relation"));
        let joined = matches!(form, "n't" | "'s");
        if !text.is_empty() && !joined && !matches!(form, "." | "," | ":") {
            text.push(' ');
        }
        let start = text.len();
        text.push_str(form);
        analysis.segmentation.push(ByteSpan::new(start, text.len()), joined);
        analysis.tags.push(Tag { upos: upos(xpos, label), xpos });
        analysis.heads.push(head.parse::<u32>().expect("a head is a number").checked_sub(1));
        analysis.labels.push(label);
        let lower = form.to_lowercase();
        let default = if matches!(xpos, Xpos::Nnp | Xpos::Nnps) { form } else { &lower };
        analysis.lemmas.push(columns.get(5).copied().unwrap_or(default));
    }
    analysis.segmentation.end_sentence();
    (text, analysis)
}

/// The universal part of speech that goes with a tag and a relation.
fn upos(xpos: Xpos, label: Deprel) -> Upos {
    let auxiliary = matches!(label, Deprel::Aux | Deprel::AuxPass | Deprel::Cop);
    match xpos {
        Xpos::Md => Upos::Aux,
        Xpos::Vb | Xpos::Vbd | Xpos::Vbg | Xpos::Vbn | Xpos::Vbp | Xpos::Vbz => {
            if auxiliary {
                Upos::Aux
            } else {
                Upos::Verb
            }
        }
        Xpos::Nn | Xpos::Nns => Upos::Noun,
        Xpos::Nnp | Xpos::Nnps => Upos::Propn,
        Xpos::Prp | Xpos::PrpPoss | Xpos::Wp | Xpos::Wdt | Xpos::Ex => Upos::Pron,
        Xpos::Dt => Upos::Det,
        Xpos::In => {
            if label == Deprel::Mark {
                Upos::Sconj
            } else {
                Upos::Adp
            }
        }
        Xpos::Jj | Xpos::Jjr | Xpos::Jjs => Upos::Adj,
        Xpos::Rb => {
            if label == Deprel::Advmod {
                Upos::Part
            } else {
                Upos::Adv
            }
        }
        Xpos::Rbr | Xpos::Wrb => Upos::Adv,
        Xpos::To | Xpos::Pos => Upos::Part,
        Xpos::Cc => Upos::Cconj,
        Xpos::Cd => Upos::Num,
        Xpos::Rp => Upos::Adp,
        Xpos::Dollar => Upos::Sym,
        _ => Upos::Punct,
    }
}

/// Whether every word leads to one root.
fn is_tree(analysis: &Analysis) -> bool {
    let leads = |word: usize| {
        let mut at = word;
        (0..=analysis.len()).any(|_| {
            let head = analysis.head(at);
            at = head.unwrap_or(at);
            head.is_none()
        })
    };
    analysis.heads.iter().filter(|head| head.is_none()).count() == 1 && (0..analysis.len()).all(leads)
}

/// What the helpers say to `question word`.
fn answer(clauses: &Clauses<'_>, text: &str, analysis: &Analysis, question: &str) -> String {
    let (question, name) = question.split_once(' ').unwrap_or((question, ""));
    let form = |word: usize| analysis.form(text, word);
    let word = (0..analysis.len()).find(|&word| form(word) == name).unwrap_or_else(|| {
        assert!(name.is_empty(), "no word {name} in {text}");
        0
    });
    let forms = |words: Vec<usize>| some(&words.into_iter().map(form).collect::<Vec<_>>().join(", "));
    match question {
        "predicates" => forms(clauses.predicates(0..analysis.len()).collect()),
        "subjects" => forms(clauses.subjects(word)),
        "objects" => forms(clauses.objects(word)),
        "indirect" => forms(clauses.indirect_object(word).into_iter().collect()),
        "agents" => forms(clauses.agents(word)),
        "negation" => forms(clauses.negations(word)),
        "marker" => forms(clauses.marker(word).into_iter().collect()),
        "obliques" => {
            let preposition = |it: usize, first: Option<usize>| {
                assert_eq!(clauses.preposition(it).is_empty(), first.is_none());
                if first.is_none() { "-".to_owned() } else { clauses.preposition(it) }
            };
            some(
                &clauses
                    .obliques(word)
                    .iter()
                    .map(|it| format!("{} ({})", form(it.word), preposition(it.word, it.preposition)))
                    .collect::<Vec<_>>()
                    .join(", "),
            )
        }
        "passive" => yes(clauses.is_passive(word)),
        "nominal" => yes(clauses.is_nominal(word)),
        "modal" => clauses.modal(word).map_or("none".to_owned(), |Modal { word, kind }| format!("{} {kind:?}", form(word))),
        "group" => {
            let group = clauses.verb_group(word);
            let tense = match group.tense {
                Some(Tense::Past) => "past",
                Some(Tense::Present) => "present",
                Some(Tense::Future) => "future",
                None => "none",
            };
            let finite = if group.finite { " finite" } else { " nonfinite" };
            [tense, if group.perfect { " perfect" } else { "" }, if group.progressive { " progressive" } else { "" }, finite].concat()
        }
        "kind" => format!("{:?}", clauses.kind(word)),
        "form" => format!("{:?}", clauses.form(word)),
        "circumstances" => some(&clauses.circumstances(word).join(", ")),
        "governor" => clauses.governor(word).map_or("none".to_owned(), |it| format!("{} {}", form(it.predicate), it.relation)),
        "phrase" | "full" => {
            let words = clauses.phrase(word, if question == "full" { Extent::Full } else { Extent::Plain });
            text[analysis.span(words.start).start()..analysis.span(words.end - 1).end()].to_owned()
        }
        _ => panic!("no question {question}"),
    }
}

proptest::proptest! {
    /// No heads within the text, not even those that go in circles, make a question panic or run on.
    #[test]
    fn nothing_panics(words in proptest::collection::vec((0..Xpos::ALL.len(), 0..Upos::ALL.len(), 0..Deprel::ALL.len(), 0..30_u32, 0..12_usize), 1..30)) {
        const FORMS: [&str; 12] = ["no", "not", "be", "have", "go", "to", "who", "neither", "without", "İ", "one", "will"];
        let (mut text, mut analysis) = (String::new(), Analysis::default());
        for &(xpos, upos, label, head, form) in &words {
            let start = text.len();
            text.push_str(FORMS[form]);
            analysis.segmentation.push(ByteSpan::new(start, text.len()), false);
            analysis.tags.push(Tag { upos: Upos::ALL[upos], xpos: Xpos::ALL[xpos] });
            analysis.heads.push((head % (words.len() as u32 + 1)).checked_sub(1));
            analysis.labels.push(Deprel::ALL[label]);
            analysis.lemmas.push(FORMS[form]);
        }
        analysis.segmentation.end_sentence();
        Morphology::load().fill(&text, &mut analysis);
        let lexicon = ClauseWords::load();
        let clauses = Clauses::new(&text, &analysis, &lexicon);
        for word in 0..analysis.len() {
            let _ = (clauses.subjects(word), clauses.objects(word), clauses.obliques(word), clauses.agents(word), clauses.indirect_object(word));
            let _ = (clauses.negations(word), clauses.verb_group(word), clauses.kind(word), clauses.form(word), clauses.governor(word));
            let _ = (clauses.marker(word), clauses.circumstances(word), clauses.is_nominal(word), clauses.is_predicate(word), clauses.preposition(word));
            let phrase = clauses.phrase(word, Extent::Full);
            assert!(phrase.contains(&word) && phrase.end <= analysis.len());
        }
    }
}

fn some(answer: &str) -> String {
    if answer.is_empty() { "none".to_owned() } else { answer.to_owned() }
}

fn yes(answer: bool) -> String {
    if answer { "yes" } else { "no" }.to_owned()
}
