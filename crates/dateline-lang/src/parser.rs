//! Dependency trees: arc-eager transitions (Nivre 2003), a beam, and arcs scored once.
//!
//! The score of a tree is the sum over its transitions of what a model of the *state* says of the transition (features in the
//! manner of Zhang and Nivre 2011) and, for a transition that makes an arc, of what a model of the *arc* says of head, dependent
//! and label (features in the manner of McDonald, Crammer and Pereira 2005). Both are trained together. The second looks at
//! words and tags only, so each arc is scored once in a sentence, with its best label, however often the beam comes across it.

use crate::features::{Sink, Sum, Templates, Weights, fold, row};
use crate::labels::Deprel;
use crate::lexical::Word;

/// Weights for each feature of a state: one for each [`Action`].
pub const ACTIONS: usize = 4;
/// Weights for each feature of an arc: one for each [`Deprel`], and one not used.
pub const LABELS: usize = 52;
/// No word.
pub const NONE: u16 = u16::MAX;
/// Longest sentence that is parsed in one piece, in words; longer ones are parsed in pieces.
pub const LONGEST: usize = 256;

/// A transition of the arc-eager system.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Action {
    /// The next word goes onto the stack.
    Shift,
    /// The next word becomes the head of the top of the stack, which leaves.
    Left,
    /// The top of the stack becomes the head of the next word, which goes onto the stack.
    Right,
    /// The top of the stack, which has its head, leaves.
    Reduce,
}

const ALL: [Action; ACTIONS] = [Action::Shift, Action::Left, Action::Right, Action::Reduce];

/// A word as the parser sees it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Token {
    /// Hash of its form in lower case.
    pub form: u64,
    /// Its tag: a place in the model's list.
    pub tag: u8,
    /// Its cluster.
    pub cluster: u8,
    /// Its cluster, coarser.
    pub middle: u8,
    /// A class of its tag: punctuation, conjunction, verb, preposition, noun.
    pub kind: u8,
    /// Hash of its last three characters.
    pub suffix: u64,
}

impl Token {
    /// The border of a sentence.
    const OUTSIDE: Self = Self { form: 2, tag: 254, cluster: 254, middle: 254, kind: 0, suffix: 2 };
    /// The root of the tree.
    const ROOT: Self = Self { form: 1, tag: 253, cluster: 253, middle: 253, kind: 0, suffix: 1 };

    /// A word with its tag. `kind` is a class of the tag, from 1.
    #[must_use]
    pub const fn new(word: &Word, tag: u8, kind: u8) -> Self {
        Self { form: word.lower, tag, cluster: word.cluster, middle: word.middle, kind, suffix: word.suffixes[2] }
    }
}

/// What a state knows of one word.
#[derive(Debug, Clone, Copy)]
struct Node {
    head: u16,
    /// The word below on the stack, while on it.
    below: u16,
    left: [u16; 2],
    right: [u16; 2],
    label: u8,
    lefts: u8,
    rights: u8,
    left_labels: u64,
    right_labels: u64,
}

const BARE: Node =
    Node { head: NONE, below: NONE, left: [NONE; 2], right: [NONE; 2], label: 63, lefts: 0, rights: 0, left_labels: 0, right_labels: 0 };

/// A state of the transition system. Words count from 0; the root stands behind the last.
#[derive(Debug, Clone, Default)]
pub struct State {
    nodes: Vec<Node>,
    top: u16,
    next: u16,
    /// Words on the stack without a head.
    headless: u16,
    last: u8,
}

impl State {
    fn reset(&mut self, words: usize) {
        self.nodes.clear();
        self.nodes.resize(words + 1, BARE);
        (self.top, self.next, self.headless, self.last) = (NONE, 0, 0, 0);
    }

    fn copy_from(&mut self, other: &Self) {
        self.nodes.clear();
        self.nodes.extend_from_slice(&other.nodes);
        (self.top, self.next, self.headless, self.last) = (other.top, other.next, other.headless, other.last);
    }

    const fn root(&self) -> u16 {
        (self.nodes.len() - 1) as u16
    }

    /// Whether nothing is left to do.
    #[must_use]
    pub const fn is_final(&self) -> bool {
        self.next == self.root() && self.top == NONE
    }

    fn has_head(&self, word: u16) -> bool {
        self.nodes[word as usize].head != NONE
    }

    /// Whether a transition may be made.
    #[must_use]
    pub fn allows(&self, action: Action) -> bool {
        let at_root = self.next == self.root();
        match action {
            Action::Shift => !at_root,
            Action::Right => self.top != NONE && !at_root,
            Action::Left => self.top != NONE && !self.has_head(self.top),
            Action::Reduce => self.top != NONE && self.has_head(self.top),
        }
    }

    /// The arc that a transition would make: head and dependent.
    ///
    /// Before the root only one word may be left without a head, so that a sentence has one root: another becomes a
    /// dependent of the one below it.
    #[must_use]
    pub fn arc(&self, action: Action) -> Option<(u16, u16)> {
        match action {
            Action::Left if self.next == self.root() && self.headless > 1 => Some((self.nodes[self.top as usize].below, self.top)),
            Action::Left => Some((self.next, self.top)),
            Action::Right => Some((self.top, self.next)),
            Action::Shift | Action::Reduce => None,
        }
    }

    /// Makes a transition that is allowed; `label` is for the arc, if it makes one.
    pub fn apply(&mut self, action: Action, label: u8) {
        if let Some((head, dependent)) = self.arc(action) {
            let node = &mut self.nodes[dependent as usize];
            (node.head, node.label) = (head, label);
            let node = &mut self.nodes[head as usize];
            if dependent < head {
                node.left = [dependent, node.left[0]];
                node.lefts = node.lefts.saturating_add(1);
                node.left_labels |= 1 << label;
            } else {
                node.right = [dependent, node.right[0]];
                node.rights = node.rights.saturating_add(1);
                node.right_labels |= 1 << label;
            }
        }
        match action {
            Action::Shift | Action::Right => {
                self.nodes[self.next as usize].below = self.top;
                self.headless += u16::from(action == Action::Shift);
                self.top = self.next;
                self.next += 1;
            }
            Action::Left | Action::Reduce => {
                self.headless -= u16::from(action == Action::Left);
                self.top = self.nodes[self.top as usize].below;
            }
        }
        self.last = action as u8 + 1;
    }
}

/// The arcs of a sentence with their labels and scores, each computed when it is first asked for.
#[derive(Debug, Default)]
pub struct Arcs {
    size: usize,
    known: Vec<(i32, u8)>,
    /// For each word the form of the preposition or marker that stands before its phrase.
    markers: Vec<u64>,
    /// For each word the forms of the auxiliaries before it.
    auxiliaries: Vec<u64>,
    /// How many words of each kind stand before each word.
    before: Vec<[u8; KINDS]>,
    /// The tag of the last word.
    end: u8,
}

/// No label: the arc is not scored yet.
const UNKNOWN: u8 = 255;

impl Arcs {
    /// Forgets all arcs, for a sentence of these words.
    pub fn reset(&mut self, tokens: &[Token]) {
        self.size = tokens.len() + 1;
        self.known.clear();
        self.known.resize(self.size * self.size, (0, UNKNOWN));
        self.markers.clear();
        self.auxiliaries.clear();
        self.before.clear();
        self.end = tokens.last().map_or(0, |token| token.tag);
        let (mut marker, mut auxiliary) = (0, 0);
        let mut count = [0_u8; KINDS];
        for token in tokens {
            self.before.push(count);
            if let Some(of_kind) = count.get_mut(usize::from(token.kind)) {
                *of_kind = of_kind.wrapping_add(1);
            }
            match token.kind {
                KIND_ADPOSITION | KIND_MARKER => marker = token.form,
                KIND_PUNCT | KIND_CONJUNCTION => marker = 0,
                _ => {}
            }
            self.markers.push(marker);
            self.auxiliaries.push(auxiliary);
            match token.kind {
                KIND_VERB => (marker, auxiliary) = (0, 0),
                KIND_AUXILIARY => auxiliary = fold(auxiliary, token.form),
                KIND_PUNCT | KIND_ADPOSITION => auxiliary = 0,
                _ => {}
            }
            if token.kind == KIND_NOUN {
                // A noun ends the reach of its preposition only when the next word does not go on with it.
                marker = fold(marker, 1);
            }
        }
        self.before.push(count);
    }

    fn score(&mut self, weights: &impl Weights<LABELS>, tokens: &[Token], head: u16, dependent: u16) -> (i32, u8) {
        let at = usize::from(head) * self.size + usize::from(dependent);
        if self.known[at].1 == UNKNOWN {
            let (mut sum, mut scores) = (Sum::default(), [0; LABELS]);
            self.features(tokens, head, dependent, &mut sum);
            sum.add(weights, &mut scores);
            let mut best = 0;
            for label in 1..Deprel::ALL.len() {
                if scores[label] > scores[best] && label != Deprel::Root as usize {
                    best = label;
                }
            }
            self.known[at] = (scores[best], best as u8);
        }
        self.known[at]
    }

    /// The features of an arc.
    pub fn features(&self, tokens: &[Token], head: u16, dependent: u16, out: &mut impl Sink) {
        let (h, d) = (usize::from(head), usize::from(dependent));
        let get = |at: Option<usize>| at.and_then(|at| tokens.get(at)).unwrap_or(&Token::OUTSIDE);
        let (head, dep) = (&tokens[h], &tokens[d]);
        let (hb, ha) = (get(h.checked_sub(1)).tag, get(Some(h + 1)).tag);
        let (db, da) = (get(d.checked_sub(1)).tag, get(Some(d + 1)).tag);
        let distance = h.abs_diff(d);
        let right = u64::from(d > h);
        let bucket = match distance {
            0..=4 => distance as u64,
            5..=7 => 5,
            8..=12 => 6,
            _ => 7,
        } << 1
            | right;
        let (low, high) = (h.min(d), h.max(d));
        let mut between = 0_u64;
        for kind in 1..KINDS {
            let count = self.before[high][kind].wrapping_sub(self.before[low + 1][kind]);
            between = between * 3 + u64::from(count.min(2));
        }
        let marker = self.markers[d];
        let (hp, dp) = (u64::from(head.tag), u64::from(dep.tag));
        let (hw, dw) = (head.form, dep.form);
        let tags = hp << 8 | dp;
        let mut templates = Templates::new(out, right, 2000);
        templates.say([hw, dw]);
        templates.say([hw, tags]);
        templates.say([dw, tags]);
        templates.say([hw, dp]);
        templates.say([hp, dw]);
        templates.say([tags]);
        templates.say([hw]);
        templates.say([dw]);
        templates.say([hp]);
        templates.say([dp]);
        templates.say([tags, bucket]);
        templates.say([hp, dw, bucket]);
        templates.say([bucket]);
        templates.say([hw, bucket]);
        templates.say([dw, bucket]);
        templates.say([tags, between]);
        templates.say([dp, between, bucket]);
        templates.say([dw, between]);
        templates.say([hw, between]);
        templates.say([tags, u64::from(ha), u64::from(db)]);
        templates.say([tags, u64::from(hb), u64::from(db)]);
        templates.say([tags, u64::from(ha), u64::from(da)]);
        templates.say([tags, u64::from(hb), u64::from(da)]);
        templates.say([tags, u64::from(db)]);
        templates.say([tags, u64::from(da)]);
        templates.say([tags, u64::from(ha)]);
        templates.say([tags, u64::from(hb)]);
        templates.say([tags, marker]);
        templates.say([hw, marker, dp]);
        templates.say([hp, marker, dw]);
        templates.say([marker, u64::from(dep.cluster), hp]);
        templates.say([u64::from(head.cluster), u64::from(dep.cluster)]);
        templates.say([u64::from(head.cluster), u64::from(dep.cluster), bucket]);
        templates.say([u64::from(head.cluster), dp]);
        templates.say([hp, u64::from(dep.cluster)]);
        templates.say([u64::from(head.middle), u64::from(dep.middle), tags]);
        templates.say([u64::from(head.cluster), dw]);
        templates.say([head.suffix, dep.suffix]);
        templates.say([head.suffix, tags]);
        templates.say([dep.suffix, tags]);
        let (b, a) = (get(d.checked_sub(1)).form, get(Some(d + 1)).form);
        templates.say([b, tags]);
        templates.say([a, tags]);
        templates.say([get(h.checked_sub(1)).form, tags]);
        templates.say([get(Some(h + 1)).form, tags]);
        templates.say([dp, get(d.checked_sub(2)).tag.into(), u64::from(db), hp]);
        let (ha_aux, da_aux) = (self.auxiliaries[h], self.auxiliaries[d]);
        templates.say([tags, ha_aux]);
        templates.say([dw, hp, ha_aux]);
        templates.say([tags, marker, ha_aux]);
        templates.say([tags, da_aux]);
        templates.say([tags, marker, da_aux]);
        templates.say([tags, self.markers[h], marker]);
        templates.say([tags, u64::from(self.end), bucket]);
        let mut seen = 0_u128;
        for token in &tokens[low + 1..high.min(low + 12)] {
            // Each tag between counts once.
            if seen & 1 << (token.tag & 127) == 0 {
                seen |= 1 << (token.tag & 127);
                out.feature(fold(fold(fold(right, 2500), tags), token.tag.into()));
            }
        }
    }
}

/// [`Token::kind`] of punctuation.
pub const KIND_PUNCT: u8 = 1;
/// [`Token::kind`] of conjunctions.
pub const KIND_CONJUNCTION: u8 = 2;
/// [`Token::kind`] of verbs other than auxiliaries.
pub const KIND_VERB: u8 = 3;
/// [`Token::kind`] of prepositions and subordinating conjunctions.
pub const KIND_ADPOSITION: u8 = 4;
/// [`Token::kind`] of nouns and pronouns.
pub const KIND_NOUN: u8 = 5;
/// [`Token::kind`] of auxiliaries.
pub const KIND_AUXILIARY: u8 = 6;
/// [`Token::kind`] of question words, relatives and the `to` of infinitives.
pub const KIND_MARKER: u8 = 7;
/// One more than the largest.
const KINDS: usize = 8;

/// The words that a state's features look at, and what the state knows of them.
///
/// Two states of a sentence with the same view have the same features, so their transitions have the same scores.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct View {
    root: u16,
    /// The top of the stack and the next word; below the top; the top's head, and its head.
    s0: u16,
    b0: u16,
    s1: u16,
    heads: [u16; 2],
    /// The two outermost dependents of the top on the left and on the right, and of the next word on the left.
    lefts: [u16; 2],
    rights: [u16; 2],
    b0_lefts: [u16; 2],
    /// Labels of the top, of its head, of the dependents in the order above.
    labels: [u8; 8],
    /// How many dependents: left and right of the top, left of the next word.
    counts: [u8; 3],
    /// Sets of labels, in the same order.
    sets: [u64; 3],
    last: u8,
}

impl State {
    /// What the features see.
    #[must_use]
    pub fn view(&self) -> View {
        let node = |word: u16| self.nodes.get(usize::from(word)).unwrap_or(&BARE);
        let (s0, b0) = (node(self.top), node(self.next));
        let head = node(s0.head);
        let label = |word: u16| node(word).label;
        View {
            root: self.root(),
            s0: self.top,
            b0: self.next,
            s1: s0.below,
            heads: [s0.head, head.head],
            lefts: s0.left,
            rights: s0.right,
            b0_lefts: b0.left,
            labels: [
                s0.label,
                head.label,
                label(s0.left[0]),
                label(s0.left[1]),
                label(s0.right[0]),
                label(s0.right[1]),
                label(b0.left[0]),
                label(b0.left[1]),
            ],
            counts: [s0.lefts, s0.rights, b0.lefts],
            sets: [s0.left_labels, s0.right_labels, b0.left_labels],
            last: self.last,
        }
    }
}

impl View {
    /// A number that stands for the view.
    fn key(&self) -> u64 {
        let words = |a: u16, b: u16, c: u16, d: u16| u64::from(a) << 48 | u64::from(b) << 32 | u64::from(c) << 16 | u64::from(d);
        let mut key = fold(1, words(self.s0, self.b0, self.s1, self.heads[0]));
        key = fold(key, words(self.heads[1], self.lefts[0], self.lefts[1], self.rights[0]));
        key = fold(key, words(self.rights[1], self.b0_lefts[0], self.b0_lefts[1], u16::from(self.last)));
        key = fold(key, u64::from_le_bytes(self.labels));
        for set in self.sets {
            key = fold(key, set);
        }
        fold(key, u64::from(self.counts[0]) << 16 | u64::from(self.counts[1]) << 8 | u64::from(self.counts[2]))
    }

    fn token<'t>(&self, tokens: &'t [Token], word: u16) -> &'t Token {
        match tokens.get(usize::from(word)) {
            Some(token) => token,
            None if word == self.root => &Token::ROOT,
            None => &Token::OUTSIDE,
        }
    }

    fn has_head(&self) -> bool {
        self.heads[0] != NONE
    }

    /// The features of the top of the stack, the next words and what stands between: the same for all states with these.
    pub fn pair_features(&self, tokens: &[Token], out: &mut impl Sink) {
        let (s0, b0, root) = (self.s0, self.b0, self.root);
        let (b1, b2) = (if b0 < root { b0 + 1 } else { NONE }, if b0 + 1 < root { b0 + 2 } else { NONE });
        let [ts, tb, t1, t2] = [s0, b0, b1, b2].map(|word| self.token(tokens, word));
        let (sw, bw, b1w, b2w) = (ts.form, tb.form, t1.form, t2.form);
        let p = |token: &Token| u64::from(token.tag);
        let c = |token: &Token| u64::from(token.cluster);
        let (sp, bp, b1p, b2p) = (p(ts), p(tb), p(t1), p(t2));
        let both = sp << 8 | bp;
        let distance = if s0 == NONE { 0 } else { u64::from(b0 - s0).min(10) };
        let headed = u64::from(self.has_head());
        let before = b0.checked_sub(1).filter(|&word| word != s0).map_or(&Token::OUTSIDE, |word| self.token(tokens, word));
        let after = if s0 == NONE || s0 + 1 >= b0 { &Token::OUTSIDE } else { self.token(tokens, s0 + 1) };
        let mut templates = Templates::new(out, 0, 3000);
        templates.say([headed]);
        templates.say([sw, sp, headed]);
        templates.say([sw, headed]);
        templates.say([sp, headed]);
        templates.say([bw, bp]);
        templates.say([bw]);
        templates.say([bp]);
        templates.say([b1w, b1p]);
        templates.say([b1w]);
        templates.say([b1p]);
        templates.say([b2w, b2p]);
        templates.say([b2w]);
        templates.say([b2p]);
        templates.say([sw, both]);
        templates.say([bw, both]);
        templates.say([sw, bw]);
        templates.say([both, headed]);
        templates.say([both, distance]);
        templates.say([bp, b1p]);
        templates.say([bp, b1p, b2p]);
        templates.say([both, b1p, headed]);
        templates.say([both, b1p, b2p]);
        templates.say([both, b1w]);
        templates.say([sw, distance]);
        templates.say([sp, distance]);
        templates.say([bw, distance]);
        templates.say([bp, distance]);
        templates.say([c(ts), c(tb)]);
        templates.say([c(ts), bp]);
        templates.say([sp, c(tb)]);
        templates.say([c(tb), c(t1)]);
        templates.say([c(ts), c(tb), c(t1)]);
        templates.say([u64::from(ts.middle), u64::from(tb.middle), both]);
        templates.say([c(ts), headed]);
        templates.say([c(tb), b1p]);
        templates.say([both, p(before)]);
        templates.say([both, before.form]);
        templates.say([both, p(after)]);
        templates.say([both, p(after), p(before)]);
        templates.say([both, after.form]);
    }

    /// The other features: what the state has built so far.
    pub fn features(&self, tokens: &[Token], out: &mut impl Sink) {
        let token = |word: u16| self.token(tokens, word);
        let (ts, tb, tt) = (token(self.s0), token(self.b0), token(self.s1));
        let p = |token: &Token| u64::from(token.tag);
        let c = |token: &Token| u64::from(token.cluster);
        let (sw, bw, sp, bp, s1p) = (ts.form, tb.form, p(ts), p(tb), p(tt));
        let both = sp << 8 | bp;
        let headed = u64::from(self.has_head());
        let [head, head2] = self.heads.map(token);
        let [sl, sl2] = self.lefts.map(token);
        let [sr, sr2] = self.rights.map(token);
        let [bl, bl2] = self.b0_lefts.map(token);
        let [own_label, head_label, sl_label, sl2_label, sr_label, sr2_label, bl_label, bl2_label] = self.labels.map(u64::from);
        let [vl, vr, bvl] = self.counts.map(u64::from);
        let [s_left, s_right, b_left] = self.sets;
        let mut templates = Templates::new(out, 0, 4000);
        templates.say([u64::from(self.last), headed]);
        templates.say([both, s1p]);
        templates.say([sp, s1p, headed]);
        templates.say([both, s1p, p(token(if self.b0 < self.root { self.b0 + 1 } else { NONE }))]);
        templates.say([both, tt.form]);
        templates.say([both, p(head)]);
        templates.say([both, p(sl)]);
        templates.say([both, p(sr)]);
        templates.say([both, p(bl)]);
        templates.say([both, sr_label, bl_label]);
        templates.say([sw, vr]);
        templates.say([sp, vr]);
        templates.say([sw, vl]);
        templates.say([sp, vl]);
        templates.say([bw, bvl]);
        templates.say([bp, bvl]);
        templates.say([both, vr, vl]);
        templates.say([head.form]);
        templates.say([p(head)]);
        templates.say([own_label]);
        templates.say([own_label, both]);
        for (child, label) in
            [(sl, sl_label), (sr, sr_label), (bl, bl_label), (head2, head_label), (sl2, sl2_label), (sr2, sr2_label), (bl2, bl2_label)]
        {
            templates.say([child.form]);
            templates.say([p(child)]);
            templates.say([label]);
        }
        templates.say([sp, p(sl), p(sl2)]);
        templates.say([sp, p(sr), p(sr2)]);
        templates.say([sp, p(head), p(head2)]);
        templates.say([bp, p(bl), p(bl2)]);
        templates.say([sw, s_right]);
        templates.say([sp, s_right]);
        templates.say([sw, s_left]);
        templates.say([sp, s_left]);
        templates.say([bw, b_left]);
        templates.say([bp, b_left]);
        templates.say([both, s_right]);
        templates.say([both, b_left]);
        templates.say([both, s_left]);
        // A nominal's preposition is its child by now.
        templates.say([sw, bl.form]);
        templates.say([sp, bl.form, bp]);
        templates.say([head.form, sl.form, bp]);
        templates.say([head.form, bl.form]);
        templates.say([tt.form, bl.form]);
        templates.say([sw, bp, sr.form]);
        templates.say([c(tt), c(ts), c(tb)]);
    }
}

/// The features of a state: of its pair of words and of the rest.
pub fn features(state: &State, tokens: &[Token], out: &mut impl Sink) {
    let view = state.view();
    view.pair_features(tokens, out);
    view.features(tokens, out);
}

/// Scores of transitions that were computed before in the sentence.
#[derive(Debug, Default)]
struct Memory {
    size: usize,
    /// By top, next word, and whether the top has a head: known, and the sum over [`View::pair_features`].
    pairs: Vec<(bool, [i32; ACTIONS])>,
    /// By [`View::key`], each place holding the last one that fell on it.
    views: Vec<(u64, [i32; ACTIONS])>,
}

/// Places of [`Memory::views`].
const VIEWS: usize = 1 << 10;

impl Memory {
    fn reset(&mut self, words: usize) {
        self.size = words + 1;
        self.pairs.clear();
        self.pairs.resize(self.size * self.size * 2, (false, [0; ACTIONS]));
        self.views.clear();
        self.views.resize(VIEWS, (0, [0; ACTIONS]));
    }

    fn scores(&mut self, weights: &impl Weights<ACTIONS>, tokens: &[Token], view: &View) -> [i32; ACTIONS] {
        let key = view.key();
        let place = row(key, VIEWS.trailing_zeros());
        if self.views[place].0 == key {
            return self.views[place].1;
        }
        // The top may be missing, the next word may be the root: both fit into words + 1 places.
        let top = if view.s0 == NONE { self.size - 1 } else { usize::from(view.s0) };
        let pair = (top * self.size + usize::from(view.b0)) * 2 + usize::from(view.has_head());
        if !self.pairs[pair].0 {
            let (mut sum, mut scores) = (Sum::default(), [0; ACTIONS]);
            view.pair_features(tokens, &mut sum);
            sum.add(weights, &mut scores);
            self.pairs[pair] = (true, scores);
        }
        let (mut sum, mut scores) = (Sum::default(), self.pairs[pair].1);
        view.features(tokens, &mut sum);
        sum.add(weights, &mut scores);
        self.views[place] = (key, scores);
        scores
    }
}

/// Whether a state leaves no choice.
fn is_forced(state: &State) -> bool {
    ALL.iter().filter(|&&action| state.allows(action)).count() == 1
}

/// Where the weights of the parser are.
pub trait Parser {
    /// Weights of states.
    type State: Weights<ACTIONS>;
    /// Weights of arcs.
    type Arc: Weights<LABELS>;
    /// Weights of states.
    fn state(&self) -> &Self::State;
    /// Weights of arcs.
    fn arc(&self) -> &Self::Arc;
}

/// A step of a derivation, with the one before it.
#[derive(Debug, Clone, Copy)]
pub struct Step {
    /// The step before: a place in the list of steps, or `usize::MAX`.
    pub before: usize,
    /// The transition.
    pub action: Action,
    /// The label of its arc.
    pub label: u8,
}

#[derive(Debug, Default)]
struct Item {
    state: State,
    score: i64,
    step: usize,
}

/// The search for the best tree, with its buffers.
#[derive(Debug, Default)]
pub struct Search {
    beam: Vec<Item>,
    spare: Vec<Item>,
    candidates: Vec<(i64, u16, Action, u8)>,
    /// The steps of all derivations.
    pub steps: Vec<Step>,
    /// Arcs of the sentence.
    pub arcs: Arcs,
    memory: Memory,
}

impl Search {
    /// Begins with a sentence.
    pub fn begin(&mut self, tokens: &[Token]) {
        self.arcs.reset(tokens);
        self.memory.reset(tokens.len());
        self.steps.clear();
        self.spare.append(&mut self.beam);
        let mut item = self.spare.pop().unwrap_or_default();
        item.state.reset(tokens.len());
        (item.score, item.step) = (0, usize::MAX);
        self.beam.push(item);
    }

    /// What the model of states says of the four transitions.
    pub fn scores(&mut self, parser: &impl Parser, tokens: &[Token], state: &State) -> [i32; ACTIONS] {
        self.memory.scores(parser.state(), tokens, &state.view())
    }

    fn score<P: Parser>(arcs: &mut Arcs, memory: &mut Memory, parser: &P, tokens: &[Token], state: &State) -> [Option<(i32, u8)>; ACTIONS] {
        let mut result = [None; ACTIONS];
        let allowed = ALL.map(|action| state.allows(action));
        if is_forced(state) {
            // The only way on needs no score; its arc, if any, still needs a label.
            let only = ALL[allowed.iter().position(|&it| it).unwrap_or_default()];
            result[only as usize] = Some(Self::arc_score(arcs, parser, tokens, state, only));
            return result;
        }
        let scores = memory.scores(parser.state(), tokens, &state.view());
        for action in ALL {
            if allowed[action as usize] {
                let (arc, label) = Self::arc_score(arcs, parser, tokens, state, action);
                result[action as usize] = Some((scores[action as usize] + arc, label));
            }
        }
        result
    }

    fn arc_score<P: Parser>(arcs: &mut Arcs, parser: &P, tokens: &[Token], state: &State, action: Action) -> (i32, u8) {
        match state.arc(action) {
            None => (0, 63),
            Some((head, _)) if head == state.root() => (0, Deprel::Root as u8),
            Some((head, dependent)) => arcs.score(parser.arc(), tokens, head, dependent),
        }
    }

    /// Makes one step with a beam of `width` states; `false` when all are final. Returns the place in the steps of the best derivation so far
    /// through [`Self::best`].
    pub fn advance(&mut self, parser: &impl Parser, tokens: &[Token], width: usize) -> bool {
        self.candidates.clear();
        for (number, item) in self.beam.iter().enumerate() {
            if item.state.is_final() {
                continue;
            }
            let scores = Self::score(&mut self.arcs, &mut self.memory, parser, tokens, &item.state);
            for action in ALL {
                if let Some((score, label)) = scores[action as usize] {
                    self.candidates.push((item.score + i64::from(score), number as u16, action, label));
                }
            }
        }
        if self.candidates.is_empty() {
            return false;
        }
        // Of equal scores the earlier state and the earlier transition: the order of the candidates.
        self.candidates.sort_by_key(|candidate| std::cmp::Reverse(candidate.0));
        self.candidates.truncate(width);
        let mut next = Vec::with_capacity(width);
        for &(score, number, action, label) in &self.candidates {
            let mut item = self.spare.pop().unwrap_or_default();
            let parent = &self.beam[usize::from(number)];
            item.state.copy_from(&parent.state);
            item.state.apply(action, label);
            item.score = score;
            item.step = self.steps.len();
            self.steps.push(Step { before: parent.step, action, label });
            next.push(item);
        }
        self.spare.append(&mut self.beam);
        self.beam = next;
        true
    }

    /// Whether a state leaves no choice.
    #[must_use]
    pub fn is_forced(&self, state: &State) -> bool {
        is_forced(state)
    }

    /// Score and last step of the best derivation so far.
    #[must_use]
    pub fn best(&self) -> (i64, usize) {
        self.beam.first().map_or((0, usize::MAX), |item| (item.score, item.step))
    }

    /// Parses a sentence: the head of each word, `NONE` for the root, and its label.
    pub fn parse(&mut self, parser: &impl Parser, tokens: &[Token], width: usize, out: &mut Vec<(u16, Deprel)>) {
        out.clear();
        if tokens.is_empty() {
            return;
        }
        self.begin(tokens);
        while self.advance(parser, tokens, width) {}
        let state = &self.beam[0].state;
        let root = state.root();
        out.extend(state.nodes[..tokens.len()].iter().map(|node| {
            let head = if node.head == root { NONE } else { node.head };
            let label = if head == NONE { Deprel::Root } else { Deprel::from_index(node.label.into()).unwrap_or(Deprel::Dep) };
            (head, label)
        }));
    }
}

/// Makes labels agree that the search gave one by one: the subject of a verb is passive if an auxiliary is, and active if the verb has
/// auxiliaries and none of them is.
pub fn agree(tree: &mut [(u16, Deprel)]) {
    for at in 0..tree.len() {
        let (head, label) = tree[at];
        if head == NONE || !matches!(label, Deprel::Aux | Deprel::AuxPass) {
            continue;
        }
        let is_passive = tree.iter().any(|&(its, label)| its == head && label == Deprel::AuxPass);
        for (_, label) in tree.iter_mut().filter(|(its, _)| *its == head) {
            *label = match (*label, is_passive) {
                (Deprel::Nsubj, true) => Deprel::NsubjPass,
                (Deprel::Csubj, true) => Deprel::CsubjPass,
                (Deprel::NsubjPass, false) => Deprel::Nsubj,
                (Deprel::CsubjPass, false) => Deprel::Csubj,
                (label, _) => label,
            };
        }
    }
}

/// A fresh state for a sentence of so many words.
#[must_use]
pub fn start(words: usize) -> State {
    let mut state = State::default();
    state.reset(words);
    state
}

/// The transitions that make a projective tree: `heads` counts from 0, the root is the number of words.
///
/// Where two orders give one tree, words leave the stack as soon as they can.
#[must_use]
pub fn derivation(heads: &[u16]) -> Option<Vec<Action>> {
    let mut state = start(heads.len());
    let mut left: Vec<u16> = vec![0; heads.len() + 1];
    for &head in heads {
        left[usize::from(head)] += 1;
    }
    let mut actions = Vec::with_capacity(heads.len() * 2);
    while !state.is_final() {
        let (top, next) = (state.top, state.next);
        let action = if top == NONE {
            Action::Shift
        } else if !state.has_head(top) && heads[usize::from(top)] == next {
            Action::Left
        } else if next < state.root() && heads[usize::from(next)] == top {
            Action::Right
        } else if state.has_head(top) && left[usize::from(top)] == 0 {
            Action::Reduce
        } else {
            Action::Shift
        };
        if !state.allows(action) {
            return None;
        }
        if let Some((head, dependent)) = state.arc(action) {
            if heads[usize::from(dependent)] != head {
                return None;
            }
            left[usize::from(head)] -= 1;
        }
        state.apply(action, 0);
        actions.push(action);
    }
    Some(actions)
}

/// The class of a tag that [`Token::kind`] holds.
#[must_use]
pub const fn kind(tag: crate::labels::Tag) -> u8 {
    use crate::labels::{Upos, Xpos};
    match (tag.upos, tag.xpos) {
        (_, Xpos::Wdt | Xpos::Wp | Xpos::WpPoss | Xpos::Wrb | Xpos::To) => KIND_MARKER,
        (Upos::Punct, _) => KIND_PUNCT,
        (Upos::Cconj, _) => KIND_CONJUNCTION,
        (Upos::Verb, _) => KIND_VERB,
        (Upos::Aux, _) => KIND_AUXILIARY,
        (Upos::Adp | Upos::Sconj, _) => KIND_ADPOSITION,
        (Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num, _) => KIND_NOUN,
        _ => 0,
    }
}
