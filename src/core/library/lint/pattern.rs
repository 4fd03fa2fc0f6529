//! A regular expression that is compiled once, when it is first asked for.

use std::sync::OnceLock;

use regex::Regex;

/// A pattern written in the program. One that cannot be compiled finds nothing; each rule's tests see its patterns find
/// something.
pub(super) struct Pattern {
    text: &'static str,
    compiled: OnceLock<Option<Regex>>,
}

impl Pattern {
    pub(super) const fn new(text: &'static str) -> Self {
        Self { text, compiled: OnceLock::new() }
    }

    fn regex(&self) -> Option<&Regex> {
        self.compiled.get_or_init(|| Regex::new(self.text).ok()).as_ref()
    }

    pub(super) fn is_match(&self, text: &str) -> bool {
        self.regex().is_some_and(|regex| regex.is_match(text))
    }

    /// Everything that matches.
    pub(super) fn matches<'t>(&self, text: &'t str) -> Vec<&'t str> {
        self.regex().map(|regex| regex.find_iter(text).map(|found| found.as_str()).collect()).unwrap_or_default()
    }

    /// What any of the named groups caught.
    pub(super) fn captures<'t>(&self, text: &'t str, groups: &[&str]) -> Vec<&'t str> {
        let Some(regex) = self.regex() else { return Vec::new() };
        regex
            .captures_iter(text)
            .filter_map(|found| groups.iter().find_map(|group| found.name(group)))
            .map(|found| found.as_str())
            .collect()
    }
}
