//! Bytes to text, and which of the three formats a text is.

use super::{
    json,
    limits::TEXT_LIMIT,
    toml,
    tree::{Kind, Node, Refusal},
    yaml,
};

/// The text of a file.
///
/// # Errors
/// Where the bytes are UTF-16, a binary file, or not UTF-8; the first wrong byte is named, counted from 0.
pub fn decode(bytes: &[u8]) -> Result<&str, Refusal> {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        let kind = if bytes.starts_with(&[0xFF, 0xFE, 0, 0]) { "UTF-32" } else { "UTF-16" };
        return Err(Refusal::whole(format!("the file is {kind} (byte 0 is its mark); save it as UTF-8")));
    }
    if let Some(at) = bytes.iter().position(|byte| *byte == 0) {
        return Err(Refusal::whole(format!(
            "byte {at} is zero, so this is a binary file or UTF-16, not text in UTF-8; save it as UTF-8"
        )));
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let at = error.valid_up_to();
        let line = bytes.iter().take(at).filter(|byte| **byte == b'\n').count() + 1;
        Refusal::at(line, format!("byte {at} is not UTF-8; save the file as UTF-8"))
    })?;
    Ok(text.strip_prefix('\u{FEFF}').unwrap_or(text))
}

/// A text format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// JSON with comments.
    Json,
    /// TOML.
    Toml,
    /// YAML.
    Yaml,
}

/// The format, by the first line that says something; the name decides only where that line could be two.
#[must_use]
pub fn format(path: &str, text: &str) -> Format {
    let lines = Significant { lines: text.lines(), comment: false };
    let mut lines = lines.filter(|line| !line.is_empty());
    let Some(first) = lines.next() else { return named(path).unwrap_or(Format::Yaml) };
    if first.starts_with('{') {
        return Format::Json;
    }
    if let Some(inner) = first.strip_prefix('[') {
        let header = first.split('#').next().unwrap_or_default().trim_end();
        let bare = inner.starts_with(|c: char| c.is_ascii_alphabetic() || c == '[' || c == '_');
        let toml = header.ends_with(']') && bare && !header.contains(',');
        return if toml || named(path) == Some(Format::Toml) { Format::Toml } else { Format::Json };
    }
    let key = first.split(['=', ':', ' ']).next().unwrap_or_default();
    let rest = first.get(key.len()..).unwrap_or_default().trim_start();
    match named(path) {
        _ if rest.starts_with('=') && !key.is_empty() => Format::Toml,
        // Broken JSON is still JSON for whoever has to mend it.
        Some(Format::Json) if first.starts_with('"') => Format::Json,
        _ => Format::Yaml,
    }
}

fn named(path: &str) -> Option<Format> {
    let name = path.rsplit('/').next().unwrap_or(path).to_ascii_lowercase();
    name.rsplit('.').take(3).find_map(|part| match part {
        "json" | "jsonc" | "json5" => Some(Format::Json),
        "toml" => Some(Format::Toml),
        "yaml" | "yml" => Some(Format::Yaml),
        _ => None,
    })
}

/// Lines without the remarks of any of the formats, trimmed.
struct Significant<'a> {
    lines: std::str::Lines<'a>,
    comment: bool,
}

impl<'a> Iterator for Significant<'a> {
    type Item = &'a str;
    fn next(&mut self) -> Option<&'a str> {
        let mut line = self.lines.next()?.trim();
        if self.comment {
            let Some((_, rest)) = line.split_once("*/") else { return Some("") };
            (self.comment, line) = (false, rest.trim());
        }
        if let Some(rest) = line.strip_prefix("/*") {
            let Some((_, rest)) = rest.split_once("*/") else {
                self.comment = true;
                return Some("");
            };
            line = rest.trim();
        }
        Some(if line.starts_with('#') || line.starts_with("//") || line == "---" || line.starts_with('%') {
            ""
        } else {
            line
        })
    }
}

/// Reads a text in its format.
///
/// # Errors
/// Where it cannot be read.
pub fn tree(path: &str, text: &str) -> Result<(Format, Node), Refusal> {
    if text.trim().is_empty() {
        return Err(Refusal::whole("the file is empty; leave it out or name another one"));
    }
    let format = format(path, text);
    let mut tree = match format {
        Format::Json => json::parse(text),
        Format::Toml => toml::parse(text),
        Format::Yaml => yaml::parse(text),
    }?;
    bound(&mut tree);
    Ok((format, tree))
}

/// Cuts texts that are longer than anything that is kept, so that looking them over stays cheap.
fn bound(node: &mut Node) {
    match &mut node.kind {
        Kind::Text(text) if text.len() > TEXT_LIMIT => {
            let end = (0..=TEXT_LIMIT).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
            text.truncate(end);
        }
        Kind::List(members) => members.iter_mut().for_each(bound),
        Kind::Map(entries) => entries.iter_mut().for_each(|(_, _, node)| bound(node)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrong_bytes_are_named_by_offset() {
        assert!(decode(b"\xFF\xFE{\0").unwrap_err().text.contains("UTF-16"));
        assert_eq!(decode(b"{\n\xC3(").unwrap_err().line, Some(2));
        assert!(decode(b"ab\xFF").unwrap_err().text.contains("byte 2"));
        assert!(decode(b"a\0").unwrap_err().text.contains("byte 1"));
        assert_eq!(decode(b"\xEF\xBB\xBF{}"), Ok("{}"));
    }

    #[test]
    fn the_format_is_found_by_what_stands_there() {
        assert_eq!(format("a/x.toml.template", "[a]\nb = 1"), Format::Toml);
        assert_eq!(format(".mcp.json.example", "a: b"), Format::Yaml);
        assert_eq!(format("x.yaml", "{\"a\": 1}"), Format::Json);
        assert_eq!(format("-", "# x\n{"), Format::Json);
        assert_eq!(format("-", "/* x\n y */ {"), Format::Json);
        assert_eq!(format("-", "[mcp_servers.x]\n"), Format::Toml);
        assert_eq!(format("-", "[{\"command\":1}]"), Format::Json);
        assert_eq!(format("-", "[\"a\", 1]"), Format::Json);
        assert_eq!(format("-", "model = 1\n"), Format::Toml);
        assert_eq!(format("-", "mcpServers:\n  - name: x\n"), Format::Yaml);
    }
}
