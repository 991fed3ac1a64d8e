//! Headings: a short one stays whole, a long one is halved, the shorter part first (年度/指标值, 实际/完成值).

use super::pieces::{fold, longest, width};

/// How many characters a heading has that is never halved.
const WHOLE: usize = 3;

/// How narrow a heading can be.
pub(super) fn narrowest(heading: &str) -> usize {
    if is_spaced(heading) {
        return longest(heading);
    }
    let parts = parts(heading).into_iter();
    parts.map(|part| halves(part).into_iter().map(|half| width(&half)).max().unwrap_or(0)).max().unwrap_or(0)
}

/// The lines of a heading in so many columns.
pub(super) fn lines(heading: &str, columns: usize) -> Vec<String> {
    if width(heading) <= columns {
        return vec![heading.to_owned()];
    }
    if is_spaced(heading) {
        return fold(heading, columns);
    }
    let whole = |part: &str| if width(part) <= columns { vec![part.to_owned()] } else { halves(part) };
    parts(heading).into_iter().flat_map(whole).collect()
}

/// Whether it has words with blanks between them.
fn is_spaced(heading: &str) -> bool {
    heading.is_ascii() || heading.contains(' ')
}

/// What stands before a bracket, and the bracket.
fn parts(heading: &str) -> Vec<&str> {
    match heading.find('（').filter(|at| *at > 0).and_then(|at| heading.split_at_checked(at)) {
        Some((before, bracket)) => vec![before, bracket],
        None => vec![heading],
    }
}

fn halves(part: &str) -> Vec<String> {
    let count = part.chars().count();
    if count <= WHOLE || part.starts_with('（') {
        return vec![part.to_owned()];
    }
    // Where words of Latin letters end: yueyang-2024 and 得分.
    let is_ascii = |sign: &char| sign.is_ascii();
    let latin = part.chars().take_while(is_ascii).count();
    let first = if latin > 0 && latin < count { latin } else { count / 2 };
    vec![part.chars().take(first).collect(), part.chars().skip(first).collect()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_headings_are_halved() {
        assert_eq!(lines("实际完成值", 6), ["实际", "完成值"]);
        assert_eq!(lines("得分偏离度（占自评）", 10), ["得分偏离度", "（占自评）"]);
        assert_eq!(lines("Points after", 8), ["Points", "after"]);
        assert_eq!(lines("yueyang-2024得分", 12), ["yueyang-2024", "得分"]);
        assert_eq!((narrowest("分值"), narrowest("年度指标值"), narrowest("扣分项")), (4, 6, 6));
    }
}
