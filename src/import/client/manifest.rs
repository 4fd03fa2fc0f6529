//! What a plugin or extension says of itself. Its own word, so a claim.

use super::super::{draft::Draft, tree::Node};

/// The object that describes the plugin, where the file is a plugin's.
pub(super) fn of(tree: &Node) -> Option<&Node> {
    let described = tree.text_of("name").is_some() && tree.text_of("version").is_some();
    // Continue's blocks have a name and a version too, but describe a list somebody keeps.
    (described && tree.get("schema").is_none()).then_some(tree)
}

/// States publisher, repository, licence, version and description.
pub(super) fn state(draft: &mut Draft<'_>, manifest: &Node) {
    let at = |key: &str| manifest.get(key).map_or(manifest.line, |node| node.line);
    if let Some(author) = manifest.text_of("author").or_else(|| manifest.get("author")?.text_of("name")) {
        draft.claim("publisher", author, "author", at("author"));
    }
    let repository = manifest.get("repository").and_then(|node| node.text().or_else(|| node.text_of("url")));
    if let Some(repository) =
        repository.or_else(|| manifest.text_of("homepage").filter(|page| page.contains("github.com/")))
    {
        draft.claim("repository", repository.trim_start_matches("git+"), "repository", at("repository"));
    }
    if let Some(license) = manifest.text_of("license") {
        draft.claim("license", license, "license", at("license"));
    }
    if let Some(version) = manifest.text_of("version") {
        draft.claim("version", version, "version", at("version"));
    }
    if let Some(description) = manifest.text_of("description") {
        draft.claim("description", description, "description", at("description"));
    }
}
