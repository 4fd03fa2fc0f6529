//! A compact set of candidates.

use std::{cmp::Ordering, fmt};

const WORDS: usize = 16;

/// A set of candidates by their index, 0 to [`Chosen::CAPACITY`] - 1.
///
/// Sets are ordered as their ascending lists of indices are, so `{0, 5} < {1, 2}` and a set comes before its
/// continuations.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Chosen([u64; WORDS]);

impl Chosen {
    /// One more than the largest index a set can hold.
    pub const CAPACITY: usize = WORDS * 64;

    /// The empty set.
    #[must_use]
    pub const fn new() -> Self {
        Self([0; WORDS])
    }

    /// Whether it holds `index`.
    #[must_use]
    pub fn has(&self, index: usize) -> bool {
        self.0.get(index / 64).is_some_and(|word| word >> (index % 64) & 1 == 1)
    }

    /// Adds `index`; one beyond the capacity is left out.
    pub fn add(&mut self, index: usize) {
        if let Some(word) = self.0.get_mut(index / 64) {
            *word |= 1 << (index % 64);
        }
    }

    /// Removes `index`.
    pub fn remove(&mut self, index: usize) {
        if let Some(word) = self.0.get_mut(index / 64) {
            *word &= !(1 << (index % 64));
        }
    }

    /// Its members, ascending.
    pub fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.0.iter().enumerate().flat_map(|(at, word)| {
            let mut rest = *word;
            std::iter::from_fn(move || {
                (rest != 0).then(|| {
                    let bit = rest.trailing_zeros() as usize;
                    rest &= rest - 1;
                    at * 64 + bit
                })
            })
        })
    }

    /// The number of its members.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Whether it has no member.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }

    /// Members of either.
    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        self.zip(other, |a, b| a | b)
    }

    /// Members of both.
    #[must_use]
    pub fn common(&self, other: &Self) -> Self {
        self.zip(other, |a, b| a & b)
    }

    /// Its members that `other` lacks.
    #[must_use]
    pub fn without(&self, other: &Self) -> Self {
        self.zip(other, |a, b| a & !b)
    }

    /// Whether every member is in `other`.
    #[must_use]
    pub fn inside(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).all(|(a, b)| a & !b == 0)
    }

    /// Whether the two share a member.
    #[must_use]
    pub fn meets(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).any(|(a, b)| a & b != 0)
    }

    fn zip(&self, other: &Self, with: impl Fn(u64, u64) -> u64) -> Self {
        let mut out = *self;
        for (word, other) in out.0.iter_mut().zip(&other.0) {
            *word = with(*word, *other);
        }
        out
    }
}

impl FromIterator<usize> for Chosen {
    fn from_iter<I: IntoIterator<Item = usize>>(indices: I) -> Self {
        let mut out = Self::new();
        for index in indices {
            out.add(index);
        }
        out
    }
}

impl Ord for Chosen {
    fn cmp(&self, other: &Self) -> Ordering {
        self.iter().cmp(other.iter())
    }
}

impl PartialOrd for Chosen {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Debug for Chosen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(members: &[usize]) -> Chosen {
        members.iter().copied().collect()
    }

    #[test]
    fn members_come_back_in_order() {
        let mut it = set(&[200, 3, 64, 63, Chosen::CAPACITY - 1]);
        it.add(Chosen::CAPACITY);
        assert_eq!(it.iter().collect::<Vec<_>>(), [3, 63, 64, 200, Chosen::CAPACITY - 1]);
        it.remove(64);
        assert!(!it.has(64) && it.has(63) && it.len() == 4 && !it.has(Chosen::CAPACITY + 7));
    }

    #[test]
    fn order_is_that_of_the_lists() {
        assert!(set(&[0, 5]) < set(&[1, 2]));
        assert!(set(&[1]) < set(&[1, 2]));
        assert!(set(&[]) < set(&[0]));
        assert!(set(&[1, 2, 70]) < set(&[1, 3]));
        assert!(set(&[64]) > set(&[63, 200]));
    }

    #[test]
    fn algebra() {
        let (a, b) = (set(&[1, 2, 99]), set(&[2, 99, 100]));
        assert_eq!(a.union(&b), set(&[1, 2, 99, 100]));
        assert_eq!(a.common(&b), set(&[2, 99]));
        assert_eq!(a.without(&b), set(&[1]));
        assert!(set(&[2]).inside(&a) && !a.inside(&b) && a.meets(&b) && !set(&[1]).meets(&b));
    }
}
