//! The words of a command line, each with the place it came from.

/// One word of a command line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// The word as written.
    pub text: String,
    /// The line it stands on.
    pub line: usize,
    /// The field it stands in, such as `args[2]`.
    pub field: String,
}

impl Word {
    /// The same place with another text.
    pub(super) fn with(&self, text: &str) -> Self {
        Self { text: text.to_owned(), ..self.clone() }
    }
    /// The words of a shell command in this word.
    pub(super) fn split(&self) -> Vec<Self> {
        split(&self.text).iter().map(|text| self.with(text)).collect()
    }
}

/// Splits as a shell does, quotation marks removed; `&&`, `||`, `;` and `|` stand alone. Nothing is expanded.
pub(super) fn split(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match (quote, c) {
            (Some(open), _) if c == open => quote = None,
            (Some('"') | None, '\\')
                if chars.peek().is_some_and(|next| matches!(next, '"' | '\\' | ' ' | '\'' | '$')) =>
            {
                word.get_or_insert_default().extend(chars.next());
            }
            (Some(_), _) => word.get_or_insert_default().push(c),
            (None, '"' | '\'') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (None, ' ' | '\t' | '\n' | '\r') => words.extend(word.take()),
            (None, ';' | '|' | '&') => {
                words.extend(word.take());
                let mut sign = c.to_string();
                sign.extend(chars.next_if_eq(&c));
                words.push(sign);
            }
            (None, _) => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    words
}

/// The last part of a path, without the endings of Windows programs.
pub(super) fn basename(path: &str) -> &str {
    let name = path.trim().trim_end_matches(['/', '\\']).rsplit(['/', '\\']).next().unwrap_or_default();
    let lower = name.to_ascii_lowercase();
    let ending = [".exe", ".cmd", ".bat", ".ps1"].iter().find(|ending| lower.ends_with(**ending));
    ending.and_then(|ending| name.get(..name.len() - ending.len())).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_split_like_a_shell_does() {
        assert_eq!(split("cd '/a b' && K=\"v w\" npx -y p;"), ["cd", "/a b", "&&", "K=v w", "npx", "-y", "p", ";"]);
        assert_eq!(split("a\\ b \"c\\\"d\" 'open"), ["a b", "c\"d", "open"]);
        assert_eq!(split("''"), [""]);
    }

    #[test]
    fn programs_lose_their_folders() {
        assert_eq!(basename("/usr/local/bin/npx"), "npx");
        assert_eq!(basename("C:\\Program Files\\nodejs\\npx.CMD"), "npx");
        assert_eq!(basename("./run.sh"), "run.sh");
        assert_eq!(basename("/"), "");
    }
}
