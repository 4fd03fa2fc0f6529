//! How far two words lie apart, counted in slips of the fingers.

/// Slips that a word of this length forgives: none below 4 letters, one below 8, else two.
#[must_use]
pub fn forgiven(letters: usize) -> usize {
    match letters {
        0..4 => 0,
        4..8 => 1,
        _ => 2,
    }
}

/// The number of slips between two words, or nothing where it is more than `most`. A slip is a letter left out, added,
/// changed, or two neighbours swapped (the restricted Damerau-Levenshtein distance).
#[must_use]
pub fn distance(left: &[char], right: &[char], most: usize) -> Option<usize> {
    if left.len().abs_diff(right.len()) > most {
        return None;
    }
    let width = right.len() + 1;
    let mut older = vec![0; width];
    let mut before: Vec<usize> = (0..width).collect();
    for (row, a) in left.iter().enumerate() {
        let mut now = Vec::with_capacity(width);
        now.push(row + 1);
        for (column, b) in right.iter().enumerate() {
            let at = |line: &[usize], index: usize| line.get(index).copied().unwrap_or(usize::MAX / 2);
            let mut best = at(&before, column) + usize::from(a != b);
            best = best.min(at(&before, column + 1) + 1).min(at(&now, column) + 1);
            let swapped = row > 0 && column > 0 && left.get(row - 1) == Some(b) && right.get(column - 1) == Some(a);
            if swapped {
                best = best.min(at(&older, column - 1) + 1);
            }
            now.push(best);
        }
        if now.iter().all(|slips| *slips > most) {
            return None;
        }
        older = before;
        before = now;
    }
    before.last().copied().filter(|slips| *slips <= most)
}

/// The candidate that a mistyped word most likely means, if any is near. The first of equals counts.
#[must_use]
pub fn nearest<'a>(word: &str, candidates: &[&'a str]) -> Option<&'a str> {
    let typed: Vec<char> = word.chars().flat_map(char::to_lowercase).take(64).collect();
    // A short word may still be one slip away: the list is short and the answer is only a suggestion.
    let most = forgiven(typed.len()).max(1);
    let near = candidates.iter().filter_map(|candidate| {
        let letters: Vec<char> = candidate.chars().flat_map(char::to_lowercase).collect();
        distance(&typed, &letters, most.min(letters.len().saturating_sub(1))).map(|slips| (slips, *candidate))
    });
    near.min_by_key(|(slips, _)| *slips).map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn slips(left: &str, right: &str) -> Option<usize> {
        distance(&left.chars().collect::<Vec<_>>(), &right.chars().collect::<Vec<_>>(), 3)
    }

    #[test]
    fn counts_each_slip_once() {
        assert_eq!(slips("docker", "docker"), Some(0));
        assert_eq!(slips("dokcer", "docker"), Some(1));
        assert_eq!(slips("egres", "egress"), Some(1));
        assert_eq!(slips("sokets", "socket"), Some(2));
        assert_eq!(slips("audit", "egress"), None);
    }

    #[test]
    fn suggests_only_what_is_near() {
        assert_eq!(nearest("titel", &["summary", "title"]), Some("title"));
        assert_eq!(nearest("Phsae", &["phase", "area"]), Some("phase"));
        assert_eq!(nearest("colour", &["phase", "area"]), None);
        assert_eq!(nearest("", &["a"]), None);
    }

    proptest! {
        #[test]
        fn is_symmetric_and_zero_only_on_itself(left in "[a-d]{0,6}", right in "[a-d]{0,6}") {
            prop_assert_eq!(slips(&left, &right), slips(&right, &left));
            prop_assert_eq!(slips(&left, &right) == Some(0), left == right);
        }

        #[test]
        fn one_letter_left_out_is_one_slip(word in "[a-z]{2,9}", at in 0usize..9) {
            let mut short = word.clone();
            short.remove(at % word.len());
            prop_assert_eq!(slips(&word, &short), Some(1));
        }
    }
}
