//! The trait that later layers use, and the models behind it.

use std::ops::Range;

use dateline_text::ByteSpan;

use crate::analysis::{Analysis, Name, Segmentation};
use crate::clause;
use crate::container::{self, ModelError};
use crate::encoder::{self, Encoder};
use crate::gazetteer::{Gazetteer, Hit};
use crate::labels::{Deprel, Tag, Upos, Xpos};
use crate::lemma::Lemmatizer;
use crate::lexical::{self, Word, Words};
use crate::lines;
use crate::mend::{self, Mender};
use crate::morph::Morphology;
use crate::names::{self, Echoes, Evidence, Prefixes, Transitions};
use crate::parser;
use crate::quotes;
use crate::segment::Segmenter;
use crate::table::{Lines, Lists};
use crate::tagger;

/// What analyses language. Later layers use this and nothing else of the models.
///
/// A value belongs to one thread and keeps its buffers from text to text; what it gives for a text depends on
/// nothing but that text.
pub trait Analyse {
    /// Finds the sentences and words of the paragraphs of a text: no sentence reaches beyond its paragraph.
    fn segment(&mut self, text: &str, paragraphs: &[ByteSpan]) -> Segmentation;

    /// Tags, parses and names words that are already found.
    fn annotate(&mut self, text: &str, segmentation: Segmentation) -> Analysis;

    /// Both, one after the other.
    fn analyse(&mut self, text: &str, paragraphs: &[ByteSpan]) -> Analysis {
        let segmentation = self.segment(text, paragraphs);
        self.annotate(text, segmentation)
    }
}

/// Width of the parser's beam.
pub const BEAM: usize = 6;

/// The models of a language, read from a file where they lie. Share it between threads; each has its own [`Worker`].
#[derive(Debug)]
pub struct Model<'m> {
    segmenter: Segmenter<'m>,
    words: Words<'m>,
    tags: Vec<Tag>,
    grammar: Grammar<'m>,
    lemmatizer: Lemmatizer<'m>,
    morphology: Morphology,
    gazetteer: Gazetteer<'m>,
    names: Lists<'m>,
    transitions: Transitions,
    prefixes: Prefixes,
    mender: Mender,
}

/// The weights of the parser.
#[derive(Debug)]
struct LinearParser<'m> {
    state: Lines<'m>,
    arc: Lists<'m>,
}

impl<'m> parser::Parser for LinearParser<'m> {
    type State = Lines<'m>;
    type Arc = Lists<'m>;
    fn state(&self) -> &Lines<'m> {
        &self.state
    }
    fn arc(&self) -> &Lists<'m> {
        &self.arc
    }
}

/// What finds tags and trees.
#[derive(Debug)]
enum Grammar<'m> {
    Linear { tagger: [Lists<'m>; 2], parser: LinearParser<'m> },
    Neural(Box<Neural<'m>>),
}

/// The encoder, and the places of its tags among those of the model.
#[derive(Debug)]
struct Neural<'m> {
    encoder: Encoder<'m>,
    tags: Vec<u8>,
}

impl<'m> Neural<'m> {
    fn read(part: &'m [u8], tags: &[Tag]) -> Result<Self, ModelError> {
        let encoder = Encoder::read(part)?;
        let place = |tag: &Tag| tags.iter().position(|it| it == tag).or_else(|| tags.iter().position(|it| it.upos == tag.upos));
        let tags = encoder.tags.iter().map(|tag| place(tag).and_then(|at| u8::try_from(at).ok())).collect::<Option<_>>();
        Ok(Self { encoder, tags: tags.ok_or(ModelError::Malformed("encoder"))? })
    }
}

impl<'m> Model<'m> {
    /// Reads a file of models with the parts `segment words tags lemma gazett names`, and either `encoder` or `tag-1 tag-2 state arc`.
    ///
    /// # Errors
    /// When the bytes are no model, or one of another version.
    pub fn read(file: &'m [u8]) -> Result<Self, ModelError> {
        let part = |name| container::part(file, name);
        let names = Lists::read(part("names")?, "names")?;
        let tags = read_tags(part("tags")?)?;
        let morphology = Morphology::load();
        Ok(Self {
            grammar: match part("encoder") {
                Ok(part) => Grammar::Neural(Box::new(Neural::read(part, &tags)?)),
                Err(ModelError::Missing(_)) => Grammar::Linear {
                    tagger: [Lists::read(part("tag-1")?, "tag-1")?, Lists::read(part("tag-2")?, "tag-2")?],
                    parser: LinearParser { state: Lines::read(part("state")?, "state")?, arc: Lists::read(part("arc")?, "arc")? },
                },
                Err(error) => return Err(error),
            },
            segmenter: Segmenter::read(part("segment")?)?,
            words: Words::read(part("words")?)?,
            tags,
            lemmatizer: Lemmatizer::read(part("lemma")?)?,
            morphology,
            gazetteer: Gazetteer::read(part("gazett")?)?,
            transitions: names::transitions(&names),
            names,
            prefixes: Prefixes::load(),
            mender: Mender::load(),
        })
    }

    /// An analyser for one thread.
    #[must_use]
    pub fn worker(&self) -> Worker<'_> {
        Worker { model: self, buffers: Buffers::default() }
    }
}

/// Reads what [`write_tags`] wrote.
fn read_tags(part: &[u8]) -> Result<Vec<Tag>, ModelError> {
    let tag = |&[upos, xpos]: &[u8; 2]| Some(Tag { upos: Upos::from_index(upos.into())?, xpos: Xpos::from_index(xpos.into())? });
    match part.as_chunks() {
        (tags, []) if !tags.is_empty() && tags.len() <= tagger::WIDTH => tags.iter().map(tag).collect(),
        _ => None,
    }
    .ok_or(ModelError::Malformed("tags"))
}

/// The part `tags` of a model: the tags in the order of the weights.
#[must_use]
pub fn write_tags(tags: &[Tag]) -> Vec<u8> {
    tags.iter().flat_map(|tag| [tag.upos as u8, tag.xpos as u8]).collect()
}

/// An analyser with its buffers.
#[derive(Debug)]
pub struct Worker<'m> {
    model: &'m Model<'m>,
    buffers: Buffers,
}

#[derive(Debug, Default)]
struct Buffers {
    form: String,
    words: Vec<Word>,
    first: Vec<u8>,
    second: Vec<u8>,
    tokens: Vec<parser::Token>,
    tree: Vec<(u16, Deprel)>,
    parse: parser::Search,
    pieces: encoder::Pieces,
    encoder: encoder::Buffers,
    lemma: String,
    evidence: Evidence,
    hits: Vec<Hit>,
    echoes: Echoes,
    decode: names::Search,
    labels: Vec<u8>,
    /// Participles that turned out to be past tenses.
    mended: Vec<usize>,
}

impl Analyse for Worker<'_> {
    fn segment(&mut self, text: &str, paragraphs: &[ByteSpan]) -> Segmentation {
        let mut segmentation = Segmentation::default();
        self.model.segmenter.segment(text, paragraphs, &mut segmentation);
        segmentation
    }

    fn annotate(&mut self, text: &str, segmentation: Segmentation) -> Analysis {
        let (mut analysis, numbers) = self.grammar(text, segmentation);
        let mut sentences = self.name_tokens(text, &analysis, &numbers);
        let Model { names: weights, transitions, prefixes, .. } = self.model;
        let Buffers { decode, labels, echoes, .. } = &mut self.buffers;
        // Twice: the second time each sentence also hears what its words are taken for in the others.
        echoes.clear();
        let mut firsts = Vec::with_capacity(sentences.len());
        for tokens in &sentences {
            let first = tokens.iter().any(names::Token::is_capital).then(|| {
                decode.score(weights, tokens);
                decode.decode(transitions, |at| if names::is_candidate(tokens, at) { names::ANY } else { 1 }, labels);
                echoes.read(tokens, labels);
                (decode.take(), labels.clone())
            });
            firsts.push(first);
        }
        let mut found = Vec::new();
        for ((sentence, tokens), first) in analysis.segmentation.sentences.iter().zip(&mut sentences).zip(firsts) {
            let Some((scores, first)) = first else { continue };
            echoes.tell(tokens, &first);
            decode.put(scores);
            decode.add_echoes(weights, tokens);
            decode.decode(transitions, |at| if names::is_candidate(tokens, at) { names::ANY } else { 1 }, labels);
            names::read(labels, |words, kind| {
                let words = names::whole(text, &analysis, sentence.start + words.start..sentence.start + words.end, sentence.end);
                let span = analysis.span(words.start).hull(analysis.span(words.end - 1));
                found.push(Name { words, span: prefixes.strip(text, span), kind });
            });
        }
        analysis.names = found;
        analysis
    }
}

impl Worker<'_> {
    /// Everything but names; beside it the tag of each word as its place in the model's list.
    pub fn grammar(&mut self, text: &str, segmentation: Segmentation) -> (Analysis, Vec<u8>) {
        let mut analysis = Analysis { segmentation, ..Analysis::default() };
        self.buffers.mended.clear();
        let numbers = match &self.model.grammar {
            Grammar::Linear { tagger, parser } => self.parse(tagger, parser, text, &mut analysis),
            Grammar::Neural(neural) => self.encode(neural, text, &mut analysis),
        };
        let Model { tags, lemmatizer, morphology, .. } = self.model;
        let Buffers { lemma, mended, .. } = &mut self.buffers;
        mended.sort_unstable();
        let participle = Tag { upos: Upos::Verb, xpos: Xpos::Vbn };
        analysis.tags.extend(numbers.iter().map(|&tag| tags[usize::from(tag)]));
        let children = clause::Children::of(&analysis);
        for word in 0..analysis.len() {
            lemma.clear();
            if clause::is_contracted_has(text, &analysis, &children, word) {
                lemma.push_str("have");
            } else {
                // A past tense that was read as a participle has the lemma that it had as one.
                let tag = if mended.binary_search(&word).is_ok() { participle } else { analysis.tags[word] };
                let form = analysis.form(text, word);
                lemmatizer.lemma(form, tag, lemma);
                // The base of a verb is its lemma, whatever endings look like it: `accuse`.
                let is_base = tag.upos == Upos::Verb && matches!(tag.xpos, Xpos::Vb | Xpos::Vbp);
                let is_past = tag.upos == Upos::Verb && matches!(tag.xpos, Xpos::Vbd | Xpos::Vbn);
                if let Some(base) = is_past.then(|| morphology.base(&form.to_lowercase(), tag.xpos)).flatten() {
                    lemma.clear();
                    lemma.push_str(base);
                }
                if is_base && form.len() > 3 && form.bytes().all(|it| it.is_ascii_alphabetic()) && !form.eq_ignore_ascii_case(lemma) {
                    lemma.clear();
                    lemma.push_str(&form.to_ascii_lowercase());
                }
            }
            analysis.lemmas.push(lemma);
        }
        morphology.fill(text, &mut analysis);
        (analysis, numbers)
    }

    /// Heads and labels by the linear models; gives the tags. Participles that turned out to be past tenses are noted in the buffers.
    fn parse(&mut self, tagger: &[Lists<'_>; 2], parser: &LinearParser<'_>, text: &str, analysis: &mut Analysis) -> Vec<u8> {
        let tags = &self.model.tags;
        let of_verb = |xpos: Xpos| tags.iter().position(|it| it.xpos == xpos && it.upos == Upos::Verb).map(|it| it as u8);
        let (past, present, wishes) = (of_verb(Xpos::Vbd), of_verb(Xpos::Vbp), of_verb(Xpos::Vbz));
        let noun = tags.iter().position(|it| it.xpos == Xpos::Nn && it.upos == Upos::Noun).map(|it| it as u8);
        let mut numbers = Vec::with_capacity(analysis.len());
        for at in 0..analysis.sentences().len() {
            let sentence = analysis.segmentation.sentences[at].clone();
            let spans = &analysis.segmentation.spans[sentence.clone()];
            self.model.look_up(text, spans, &mut self.buffers);
            let first_word = sentence.start;
            let Buffers { words: found, first, second, tokens, tree, parse, mended, .. } = &mut self.buffers;
            // What follows a dateline begins a sentence: `BAMAKO (Reuters) - [Gunmen] killed`.
            let dateline = lines::dateline(spans.iter().map(|span| span.of(text)));
            tagger::passes(tagger, tags.len(), &found[dateline..], first, second);
            if dateline > 0 {
                let (mut before, mut own) = (Vec::new(), Vec::new());
                tagger::passes(tagger, tags.len(), &found[..dateline], &mut before, &mut own);
                second.splice(..0, own);
            }
            if let Some(wishes) = wishes {
                // `The government [hopes] to raise money`, where the tagger has a noun.
                let tag = |at: usize| tags[usize::from(second[at])];
                let wish = (0..spans.len()).find(|&at| self.model.mender.is_wish(at, spans.len(), |at| spans[at].of(text), tag));
                if let Some(at) = wish {
                    second[at] = wishes;
                }
            }
            if let Some(past) = past {
                // `guerrillas [blew] up two bridges`, where the tagger has a present; `the rebels [accuse] the army`, where it has a past.
                for (tag, span) in second.iter_mut().zip(spans) {
                    let form = span.of(text);
                    let is_base = || form.len() > 4 && form.ends_with('e') && !self.model.morphology.is_past(&form.to_lowercase());
                    match tags[usize::from(*tag)] {
                        Tag { xpos: Xpos::Vbp, .. } if self.model.morphology.is_only_past(&form.to_lowercase()) => *tag = past,
                        Tag { xpos: Xpos::Vbd | Xpos::Vbn, upos: Upos::Verb } if is_base() => *tag = present.unwrap_or(*tag),
                        _ => {}
                    }
                }
                for at in 2..spans.len() {
                    let subject = tags[usize::from(second[at - 2])].upos;
                    let is_mistaken = matches!(subject, Upos::Noun | Upos::Propn | Upos::Pron)
                        && matches!(tags[usize::from(second[at - 1])].xpos, Xpos::Nn | Xpos::Vbp | Xpos::Vb | Xpos::Jj);
                    let mender = &self.model.mender;
                    let (verb, after) = (spans[at - 1].of(text), spans[at].of(text));
                    let tag = |at: usize| second.get(at).map(|&it| tags[usize::from(it)].xpos);
                    let is_past =
                        || mender.is_result(verb, after) || tag(at).is_some_and(|it| mender.is_past(verb, (after, it), tag(at + 1)));
                    if is_mistaken && is_past() {
                        second[at - 1] = past;
                    }
                }
            }
            let mut join = Join::new(sentence);
            for piece in pieces(text, spans) {
                let mut search = |given: &[u8], words: Range<usize>, tree: &mut Vec<_>| {
                    let token = |(word, &tag): (&Word, &u8)| parser::Token::new(word, tag, parser::kind(tags[usize::from(tag)]));
                    tokens.clear();
                    tokens.extend(found[words.clone()].iter().zip(&given[words]).map(token));
                    parse.parse(parser, tokens, BEAM, tree);
                };
                search(second, piece.clone(), tree);
                let tag = |at: usize| tags[usize::from(second[piece.start + at])];
                let is_past = self.model.mender.past_tense(tree, |at| spans[piece.start + at].of(text), tag);
                if let (Some(at), Some(past)) = (is_past, past) {
                    second[piece.start + at] = past;
                    mended.push(first_word + piece.start + at);
                    search(second, piece.clone(), tree);
                }
                let tag = |at: usize| tags[usize::from(second[piece.start + at])];
                let reporter = self.model.mender.reporter(tree, |at| spans[piece.start + at].of(text), tag);
                if let (Some(reporter), Some(past)) = (reporter, past) {
                    let verb = piece.start + reporter.verb;
                    let was = second[verb];
                    if tags[usize::from(was)].xpos == Xpos::Vbn {
                        second[verb] = past;
                    }
                    let (mut reported, mut own) = (Vec::new(), Vec::new());
                    let comma = piece.start + reporter.comma;
                    search(second, piece.start..comma, &mut reported);
                    search(second, comma + 1..piece.end, &mut own);
                    match Mender::join(reporter, &reported, &own) {
                        Some(joined) => {
                            *tree = joined;
                            if was != second[verb] {
                                mended.push(first_word + verb);
                            }
                        }
                        None => second[verb] = was,
                    }
                }
                if let Some(past) = past {
                    let is_participle = |at: usize| tags[usize::from(second[piece.start + at])].xpos == Xpos::Vbn;
                    let tag = |at: usize| tags[usize::from(second[piece.start + at])];
                    let counts = |at: usize| self.model.mender.counts(at, tree.len(), |it| spans[piece.start + it].of(text), tag);
                    let pasts: Vec<usize> = mend::past_tenses(tree, is_participle, counts).map(|at| piece.start + at).collect();
                    for at in pasts {
                        second[at] = past;
                        mended.push(first_word + at);
                    }
                }
                let tag = |at: usize| tags[usize::from(second[piece.start + at])];
                let doings = self.model.mender.tree(tree, |at| spans[piece.start + at].of(text), tag);
                if let Some(noun) = noun {
                    doings.into_iter().for_each(|at| second[piece.start + at] = noun);
                }
                join.add(piece, tree);
            }
            numbers.extend_from_slice(second);
            join.end(analysis);
        }
        numbers
    }

    /// Heads and labels by the encoder; gives the tags.
    fn encode(&mut self, neural: &Neural<'_>, text: &str, analysis: &mut Analysis) -> Vec<u8> {
        let mut order = Vec::with_capacity(analysis.len());
        self.buffers.pieces.clear();
        for sentence in &analysis.segmentation.sentences {
            let spans = &analysis.segmentation.spans[sentence.clone()];
            self.model.look_up(text, spans, &mut self.buffers);
            let Buffers { words: found, form, pieces: list, .. } = &mut self.buffers;
            for piece in pieces(text, spans) {
                for at in piece.clone() {
                    // Typewritten marks are what the treebanks have most of.
                    let written = match spans[at].of(text) {
                        "“" | "”" | "``" | "''" => "\"",
                        form => form,
                    };
                    form.clear();
                    form.extend(written.chars().map(|c| match c {
                        '0'..='9' => '0',
                        '’' | '‘' => '\'',
                        c => c,
                    }));
                    if found[at].form == found[at].lower {
                        *form = form.to_lowercase();
                    }
                    let known = self.model.words.get(lexical::hash(form));
                    list.push(form, known.map_or(found[at].cluster, |it| it.cluster));
                }
                list.end();
                order.extend(piece.map(|at| sentence.start + at));
            }
        }
        let Buffers { pieces: list, encoder: buffers, tree, second, .. } = &mut self.buffers;
        neural.encoder.analyse(list, buffers, parser::NONE, second, tree);
        let mut numbers = vec![0; analysis.len()];
        for (&word, &tag) in order.iter().zip(&*second) {
            numbers[word] = neural.tags[usize::from(tag)];
        }
        let mut start = 0;
        for at in 0..analysis.sentences().len() {
            let sentence = analysis.segmentation.sentences[at].clone();
            let mut join = Join::new(sentence.clone());
            for piece in pieces(text, &analysis.segmentation.spans[sentence]) {
                let end = start + piece.len();
                join.add(piece, &mut tree[start..end]);
                start = end;
            }
            join.end(analysis);
        }
        numbers
    }

    /// The sentences as the model of names sees them.
    pub fn name_tokens(&mut self, text: &str, analysis: &Analysis, numbers: &[u8]) -> Vec<Vec<names::Token>> {
        let Model { words, gazetteer, .. } = self.model;
        let Buffers { form, words: found, evidence, hits, .. } = &mut self.buffers;
        evidence.clear();
        let mut sentences = Vec::with_capacity(analysis.sentences().len());
        for sentence in analysis.sentences() {
            let spans = &analysis.segmentation.spans[sentence.clone()];
            let as_lower = lexical::is_capitals(spans.iter().map(|span| span.of(text)));
            found.clear();
            found.extend(spans.iter().map(|span| words.word(quotes::form(text, *span), as_lower, form)));
            gazetteer.look_up(found, |at| found[at].shape & 3 != 0, hits);
            let token = |(at, word): (usize, &Word)| {
                let number = sentence.start + at;
                let mut token =
                    names::Token { word: *word, hit: hits[at], relation: analysis.labels[number] as u8, ..names::Token::default() };
                token.set_tag(numbers[number], analysis.tags[number]);
                token.head =
                    analysis.head(number).filter(|head| sentence.contains(head)).map_or(0, |head| found[head - sentence.start].lower);
                token
            };
            let tokens: Vec<_> = found.iter().enumerate().map(token).collect();
            if names::style(&tokens) == 0 {
                evidence.read(&tokens);
            }
            sentences.push(tokens);
        }
        for token in sentences.iter_mut().flatten() {
            token.evidence = evidence.of(token);
        }
        sentences
    }
}

impl Model<'_> {
    /// The words of a sentence as features see them: those of a line in capitals, and of a headline, as what they would be inside a sentence.
    fn look_up(&self, text: &str, spans: &[ByteSpan], buffers: &mut Buffers) {
        let Buffers { form, words: found, .. } = buffers;
        let as_lower = lexical::is_capitals(spans.iter().map(|span| span.of(text)));
        found.clear();
        found.extend(spans.iter().map(|span| self.words.word(quotes::form(text, *span), as_lower, form)));
        if !as_lower && lines::is_title(spans.iter().map(|span| span.of(text))) {
            for (word, span) in found.iter_mut().zip(spans) {
                *word = lines::untitle(&self.words, *word, span.of(text), form);
            }
        }
    }
}

/// What of a sentence is parsed apart, the main clause first: no piece is longer than the parser's longest, and a dateline is no part of the clause
/// that follows it.
fn pieces(text: &str, spans: &[ByteSpan]) -> impl Iterator<Item = Range<usize>> {
    let (dateline, end) = (lines::dateline(spans.iter().map(|span| span.of(text))), spans.len());
    let starts = (dateline..end).step_by(parser::LONGEST);
    starts.map(move |start| start..end.min(start + parser::LONGEST)).chain((dateline > 0).then_some(0..dateline))
}

/// The tree of a sentence from those of its pieces.
struct Join {
    sentence: Range<usize>,
    root: Option<usize>,
    heads: Vec<(Option<usize>, Deprel)>,
}

impl Join {
    fn new(sentence: Range<usize>) -> Self {
        Self { heads: vec![(None, Deprel::Root); sentence.len()], root: None, sentence }
    }

    fn add(&mut self, piece: Range<usize>, tree: &mut [(u16, Deprel)]) {
        parser::agree(tree);
        let start = self.sentence.start + piece.start;
        for (at, &(head, label)) in tree.iter().enumerate() {
            self.heads[piece.start + at] = match (head, self.root) {
                (parser::NONE, None) => {
                    self.root = Some(start + at);
                    (None, Deprel::Root)
                }
                // Further pieces, and the dateline, hang from the root.
                (parser::NONE, Some(root)) => (Some(root), Deprel::Parataxis),
                (head, _) => (Some(start + usize::from(head)), label),
            };
        }
    }

    fn end(self, analysis: &mut Analysis) {
        for (head, label) in self.heads {
            analysis.heads.push(head.and_then(|head| u32::try_from(head).ok()));
            analysis.labels.push(label);
        }
    }
}
