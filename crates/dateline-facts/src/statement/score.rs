//! How sure a statement is.

use super::StatementKind;
use super::attribution::Attribution;
use crate::evidence::Score;

/// How often attributions with a cue of such a score are right, in hundredths: read off PolNeAR's development part, where a source and a content of which
/// half is shared count as right.
const CALIBRATION: [(i32, i32); 8] = [(-200, 33), (300, 45), (1000, 53), (1500, 62), (2000, 69), (2600, 76), (3500, 85), (5000, 93)];
/// What a content is less often right, in hundredths, when another one is nearly as good.
const UNDECIDED: i32 = 12;
/// What beliefs are less often right: many words of thinking report nobody's thoughts.
const BELIEVED: i32 = 15;

/// How sure an attribution is.
pub(super) fn score(it: &Attribution) -> Score {
    let at = CALIBRATION.partition_point(|(score, _)| *score <= it.cue_score);
    let hundredths = match (at.checked_sub(1).and_then(|at| CALIBRATION.get(at)), CALIBRATION.get(at)) {
        (Some(&(low, from)), Some(&(high, to))) => from + (to - from) * (it.cue_score - low) / (high - low),
        (Some(&(_, last)), None) => last,
        (None, _) => CALIBRATION[0].1,
    };
    let hundredths = if it.content_margin < 1200 { hundredths - UNDECIDED } else { hundredths };
    let is_belief = it.cue.known.is_some_and(|it| it.kind == StatementKind::Belief);
    let hundredths = if is_belief { hundredths - BELIEVED } else { hundredths };
    Score::hundredths(u8::try_from(hundredths.clamp(5, 97)).unwrap_or(50))
}
