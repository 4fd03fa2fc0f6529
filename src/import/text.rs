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
        return Err(Refusal::whole("the file is UTF-16 (byte 0 is its mark); save it as UTF-8"));
    }
    if let Some(at) = bytes.iter().position(|byte| *byte == 0) {
        return Err(Refusal::whole(format!("byte {at} is zero, so this is no text in UTF-8; save it as UTF-8")));
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

/// The format, by the name (also below `.example`, `.bak` and the like), else by the first line that says something.
#[must_use]
pub fn format(path: &str, text: &str) -> Format {
    let name = path.rsplit('/').next().unwrap_or(path).to_ascii_lowercase();
    for part in name.rsplit('.').take(3) {
        match part {
            "json" | "jsonc" | "json5" => return Format::Json,
            "toml" => return Format::Toml,
            "yaml" | "yml" => return Format::Yaml,
            _ => {}
        }
    }
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    match lines.next() {
        Some(line) if line.starts_with('{') || line.starts_with("//") || line.starts_with("/*") => Format::Json,
        Some(line) if line.starts_with('[') && line.ends_with(']') && !line.contains([',', '"', '{']) => Format::Toml,
        Some(line) if line.starts_with('[') => Format::Json,
        Some(line) if line.split(['=', ':']).next().is_some_and(|key| line[key.len()..].starts_with('=')) => {
            Format::Toml
        }
        _ => Format::Yaml,
    }
}

/// Reads a text in its format.
///
/// # Errors
/// Where it cannot be read.
pub fn tree(path: &str, text: &str) -> Result<Node, Refusal> {
    let mut tree = match format(path, text) {
        Format::Json => json::parse(text),
        Format::Toml => toml::parse(text),
        Format::Yaml => yaml::parse(text),
    }?;
    bound(&mut tree);
    Ok(tree)
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
    fn the_format_is_found_below_suffixes_and_without_a_name() {
        assert_eq!(format("a/x.toml.template", ""), Format::Toml);
        assert_eq!(format(".mcp.json.example", "a: b"), Format::Json);
        assert_eq!(format("-", "# x\n{"), Format::Json);
        assert_eq!(format("-", "[mcp_servers.x]\n"), Format::Toml);
        assert_eq!(format("-", "model = 1\n"), Format::Toml);
        assert_eq!(format("-", "mcpServers:\n  - name: x\n"), Format::Yaml);
    }
}
