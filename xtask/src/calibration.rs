//! How often records are right beside how sure they are.

/// By tenths of the records, from the least sure: what their scores say on average, and how many are right; the last line is the tenth that is farthest off.
pub fn tenths(mut sure: Vec<(f64, bool)>) -> String {
    sure.sort_by(|one, other| one.0.total_cmp(&other.0));
    let (mut lines, mut worst) = (Vec::new(), 0.0_f64);
    for tenth in 0..10 {
        let part = &sure[sure.len() * tenth / 10..sure.len() * (tenth + 1) / 10];
        let mean = |of: &dyn Fn(&(f64, bool)) -> f64| part.iter().map(of).sum::<f64>() / part.len().max(1) as f64;
        let (said, seen) = (mean(&|it| it.0), mean(&|it| f64::from(u8::from(it.1))));
        worst = worst.max((said - seen).abs());
        lines.push(format!("  said {said:.2}  seen {seen:.2}  of {:3}", part.len()));
    }
    lines.push(format!("  farthest off {worst:.2}"));
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_line_tells_the_tenth_that_is_farthest_off() {
        let sure = (0..20).map(|at| (f64::from(at) / 20.0, at >= 4)).collect();
        let told = tenths(sure);
        assert_eq!(told.lines().next(), Some("  said 0.03  seen 0.00  of   2"));
        assert_eq!(told.lines().last(), Some("  farthest off 0.78"));
    }
}
