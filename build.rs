//! Lists the built-in guidance and themes, so that the binary carries them whole.
//!
//! Nothing is fetched or run: the folders are walked in name order and each file becomes one `include_str!`.

use std::{fmt::Write as _, fs, io, path::Path};

fn list(dir: &Path, extension: &str, files: &mut Vec<String>) -> io::Result<()> {
    println!("cargo:rerun-if-changed={}", dir.display());
    let mut entries: Vec<_> = fs::read_dir(dir)?.collect::<Result<_, _>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        if path.is_dir() {
            list(&path, extension, files)?;
        } else if path.extension().is_some_and(|found| found == extension) {
            files.push(path.to_string_lossy().into_owned());
        }
    }
    Ok(())
}

fn table(name: &str, folder: &str, extension: &str, out: &mut String) -> io::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    list(&root.join(folder), extension, &mut files)?;
    let _ =
        writeln!(out, "/// Every `.{extension}` file below `{folder}/`, in name order: its path there and its text.");
    let _ = writeln!(out, "pub const {name}: &[(&str, &str)] = &[");
    for file in &files {
        let short = Path::new(file).strip_prefix(root).unwrap_or(Path::new(file)).display().to_string();
        let _ = writeln!(out, "    ({short:?}, include_str!({file:?})),");
    }
    out.push_str("];\n");
    Ok(())
}

fn main() -> io::Result<()> {
    let mut out = String::new();
    table("GUIDANCE", "guidance", "yaml", &mut out)?;
    table("THEMES", "themes", "toml", &mut out)?;
    table("SAMPLES", "guidance/samples", "json", &mut out)?;
    let to = std::env::var("OUT_DIR").map_err(io::Error::other)?;
    fs::write(Path::new(&to).join("builtin.rs"), out)
}
