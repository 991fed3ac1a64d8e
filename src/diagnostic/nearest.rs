//! The nearest name to a mistyped one.

/// How alike two words must be, from 0 to 100, for one to be offered for the other.
const LIKE_ENOUGH: usize = 60;

/// The one of `known` that `word` was most likely meant to be; `None` where nothing is near.
#[must_use]
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let distance_share = |name: &str| {
        let longest = word.chars().count().max(name.chars().count()).max(1);
        let distance = strsim::osa_distance(&word.to_lowercase(), &name.to_lowercase());
        longest.saturating_sub(distance).saturating_mul(100).checked_div(longest).unwrap_or(0)
    };
    known
        .into_iter()
        .map(|name| (distance_share(name), name))
        .filter(|(share, _)| *share >= LIKE_ENOUGH)
        .max_by_key(|(share, name)| (*share, std::cmp::Reverse(*name)))
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_of_the_hand_is_recognised_and_another_word_is_not() {
        let known = ["total_marks", "total_rows", "grades"];
        assert_eq!(nearest("toatl_marks", known), Some("total_marks"));
        assert_eq!(nearest("grade", known), Some("grades"));
        assert_eq!(nearest("weightings", known), None);
        assert_eq!(nearest("预算执行律", ["预算执行率", "投诉处置率"]), Some("预算执行率"));
    }
}
