//! What a container may do, from the words of `docker run`.

use super::super::draft::Draft;
use super::{
    arguments::{self, Reached},
    docker::Run,
    secrets::{Kept, Secrets},
    words::Word,
};

/// Reads the words behind `run`. `given`: names of variables that the entry itself sets.
pub(super) fn read(draft: &mut Draft<'_>, secrets: &mut Secrets, words: &[Word], given: &[&str], line: usize) -> Run {
    let run = Run::read(words);
    let field = "args";
    for word in &run.env {
        match word.text.split_once('=') {
            Some((name, value)) => {
                secrets.named(draft, name, value, &word.field, word.line);
            }
            None if given.contains(&word.text.as_str()) => {}
            None => secrets.declared(draft, &word.text, Kept::Environment, &word.field, word.line),
        }
    }
    secrets.file |= run.env_file;
    let hardened = run.read_only && run.no_capabilities && run.limited && !run.privileged;
    draft.word("isolation", if hardened { "hardened-container" } else { "container" }, field, line);
    let mut reached = Reached::default();
    for mount in &run.mounts {
        reached.add(&mount.source, mount.read_only);
    }
    let socket = run.mounts.iter().any(|mount| {
        let source = mount.source.trim_end_matches('/');
        source.ends_with("docker.sock")
            || source.ends_with("podman.sock")
            || source.ends_with("containerd.sock")
            || source.ends_with("docker_engine")
    });
    reached.state(draft, true, field, line);
    // What `docker run` is not told keeps its default, so these are known either way.
    draft.say("docker_socket", socket, field, line);
    draft.say("privileged", run.privileged, field, line);
    draft.say("read_only_root", run.read_only, field, line);
    draft.say("resource_limits", run.limited, field, line);
    match run.user.as_deref().map(|user| user.split(':').next().unwrap_or_default()) {
        Some("root" | "0") => draft.word("run_as", "root", field, line),
        Some(user) if !user.is_empty() && !user.contains('$') => draft.word("run_as", "user", field, line),
        _ => {}
    }
    match run.network.as_deref() {
        Some("none") => draft.word("egress", "none", field, line),
        Some("host") => draft.word("egress", "any", field, line),
        _ => {}
    }
    let loopback = |address: &String| address == "localhost" || address.starts_with("127.") || address == "::1";
    if !run.published.is_empty() {
        draft.word("bind", if run.published.iter().all(loopback) { "loopback" } else { "all" }, field, line);
    }
    // What is handed to the server in the container are paths in the container.
    for word in &arguments::read(draft, secrets, &run.rest, false).addresses {
        arguments::loose(draft, secrets, word);
    }
    run
}
