//! The workbench.
/// How it starts.
pub struct Start {
    /// a
    pub paths: Vec<std::path::PathBuf>,
    /// b
    pub id: Option<String>,
    /// c
    pub theme: Option<String>,
    /// d
    pub no_color: bool,
}
/// Runs.
/// # Errors
/// e
pub fn run(_desk: crate::app::Desk, _start: Start) -> anyhow::Result<()> {
    Ok(())
}
