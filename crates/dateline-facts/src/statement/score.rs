//! How sure a statement is.

use super::attribution::Attribution;
use super::cue::Cues;
use super::text::Text;
use super::{Mode, Statement, StatementKind};
use crate::evidence::{Score, between};
use crate::who::{Entity, EntityKind};

/// How often attributions with a cue of such a score are right, in hundredths: read off PolNeAR's development part, where a source and a content of which
/// half is shared count as right. Drafts are weighed by it; [`settle`] then says how sure a statement is.
const CALIBRATION: [(i32, i32); 8] = [(-200, 33), (300, 45), (1000, 53), (1500, 62), (2000, 69), (2600, 76), (3500, 85), (5000, 93)];
/// What a content is less often right, in hundredths, when another one is nearly as good.
const UNDECIDED: i32 = 12;
/// What beliefs are less often right: many words of thinking report nobody's thoughts.
const BELIEVED: i32 = 15;

/// How sure an attribution is.
pub(super) fn score(it: &Attribution) -> Score {
    let hundredths = between(&CALIBRATION, it.cue_score);
    let hundredths = if it.content_margin < 1200 { hundredths - UNDECIDED } else { hundredths };
    let is_belief = it.cue.known.is_some_and(|it| it.kind == StatementKind::Belief);
    let hundredths = if is_belief { hundredths - BELIEVED } else { hundredths };
    Score::hundredths(u8::try_from(hundredths.clamp(5, 97)).unwrap_or(50))
}

/// What moves how sure a statement is, in thousandths of the logarithm of its odds: fitted to the statements that are found in the regions of
/// `gold/statements/speakers.jsonl` and `speakers-2.jsonl`, where a content of which half is shared and the right speaker count as right.
/// The weights were cross-validated by page (the worst tenth is off by .09); the points of [`RIGHT`] were fitted to all of them.
const BASE: i32 = 970;
/// For every hundredth of what its draft scored above 80.
const DRAFTED: i32 = 75;
const QUOTED: i32 = 320;
/// For a content of at most [`FEW`] words.
const SHORT: i32 = -1090;
const FEW: usize = 4;
const INTENDED: i32 = -1640;
const HELD: i32 = 150;
const NOBODY: i32 = -440;
const PERSON: i32 = 760;

/// How often statements of such odds were right, in hundredths.
const RIGHT: [(i32, i32); 13] = [
    (-2000, 8),
    (-900, 30),
    (-280, 42),
    (240, 60),
    (490, 78),
    (710, 82),
    (950, 83),
    (1200, 86),
    (1500, 87),
    (1900, 88),
    (2300, 90),
    (2750, 95),
    (3500, 97),
];

/// Says of each statement how sure it is, now that its speaker and its words are known.
///
/// Those that are hardly ever right go: what nobody quotes, where no plain word of saying leads a clause.
pub(super) fn settle(text: &Text<'_>, cues: &Cues, entities: &[Entity], statements: &mut Vec<Statement>) {
    let page = text.page.text();
    for statement in &mut *statements {
        let words: usize = statement.content.iter().map(|span| span.of(page).split_whitespace().count()).sum();
        let odds = [
            (true, BASE + DRAFTED * (i32::from(statement.score.in_hundredths()) - 80)),
            (statement.mode != Mode::Indirect, QUOTED),
            (words <= FEW, SHORT),
            // What grammar alone tells is no guess of the models.
            (statement.kind == StatementKind::Intention && statement.rule != "stated", INTENDED),
            (statement.kind == StatementKind::Belief, HELD),
            (statement.speaker.is_none(), NOBODY),
            (statement.speaker.is_some_and(|it| entities[it].kind == EntityKind::Person), PERSON),
        ];
        let odds: i32 = odds.into_iter().filter(|it| it.0).map(|it| it.1).sum();
        statement.score = Score::hundredths(u8::try_from(between(&RIGHT, odds)).unwrap_or(50));
    }
    statements.retain(|it| it.mode != Mode::Indirect || it.score >= Score::hundredths(LEAST) || says(text, cues, it));
}

/// Whether a statement is told by a plain word of saying, which reports whatever surrounds it.
fn says(text: &Text<'_>, cues: &Cues, statement: &Statement) -> bool {
    statement.cue_head.is_none_or(|it| super::cue::link(text, it).is_some() || cues.saying(text.analysis().lemma(it)).is_some())
}

/// What a statement without a quotation and without a plain word of saying has to score, in hundredths.
const LEAST: u8 = 22;
