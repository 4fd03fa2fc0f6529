//! What may be typed.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Offline, advisory workbench for people who deploy and run MCP servers. It reads what you have, says what can go
/// wrong here, what to do first and why, and keeps what you decided. It changes nothing but its own store.
#[derive(Debug, Parser)]
#[command(name = "mcpserver-operator", version, max_term_width = 100, args_conflicts_with_subcommands = true)]
pub struct Cli {
    /// What to do; without a verb the workbench opens.
    #[command(subcommand)]
    pub verb: Option<Verb>,
    /// Files or folders to open in the workbench.
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// What holds for every verb.
    #[command(flatten)]
    pub common: Common,
}

/// Options of every verb.
#[derive(Args, Clone, Debug, Default)]
pub struct Common {
    /// How results are printed.
    #[arg(long, global = true, value_enum, default_value_t)]
    pub format: Format,
    /// Where consultations are kept.
    #[arg(long, global = true, value_name = "DIR")]
    pub store: Option<PathBuf>,
    /// A guidance pack (folder or file) laid over the built-in one; may be given several times.
    #[arg(long, global = true, value_name = "PATH")]
    pub library: Vec<PathBuf>,
    /// A configuration file instead of the usual one.
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Who acts; the account's name if not given.
    #[arg(long, global = true, value_name = "NAME")]
    pub actor: Option<String>,
    /// Print without colour; the workbench uses its mono look.
    #[arg(long, global = true)]
    pub no_color: bool,
    /// The day to assess for, YYYY-MM-DD; today (UTC) if not given.
    #[arg(long, global = true, value_name = "DATE")]
    pub as_of: Option<String>,
    /// The look of the workbench, by theme name.
    #[arg(long, global = true, value_name = "NAME")]
    pub theme: Option<String>,
}

/// How results are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    #[default]
    Text,
    /// For programs.
    Json,
}

/// The verbs.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Read files and print what is known of each server.
    Import(Import),
    /// Read, assess and advise; nothing is kept.
    Assess(Assess),
    /// The reasoning about one risk or measure, in words.
    Explain(Explain),
    /// The cheapest plan that brings every risk within the appetite.
    Plan(Plan),
    /// The next questions, or an answer to one.
    Ask(Ask),
    /// Decide on a measure, or accept a risk as it is.
    Decide(Decide),
    /// Write a note on a consultation or one of its servers.
    Note(Note),
    /// Undo the last answer, decision or note.
    Undo(Id),
    /// Search the guidance.
    Search(Search),
    /// Print one item of the guidance.
    Show(Show),
    /// List the consultations.
    List,
    /// The events of one consultation, or of all.
    History(History),
    /// Check the chain of events and the store.
    Verify(Verify),
    /// For authors of guidance.
    Library(Library),
    /// What terminal and store can do, and which client configurations are here.
    Doctor,
}

/// What is laid over profiles before they are assessed.
#[derive(Args, Clone, Debug, Default)]
pub struct Over {
    /// A scenario: trusted, community, unknown (trust); development, individual, team, enterprise (context).
    #[arg(long, value_name = "NAME")]
    pub scenario: Vec<String>,
    /// A fact: KEY=VALUE, or NAME:KEY=VALUE for one server; lists by comma, `none` for known absence.
    #[arg(long = "set", value_name = "KEY=VALUE")]
    pub set: Vec<String>,
}

/// `import`
#[derive(Args, Debug)]
pub struct Import {
    /// Files or folders; `-` is standard input.
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Keep the profiles as consultations.
    #[arg(long)]
    pub save: bool,
    /// Exit with 0 although something could not be read.
    #[arg(long)]
    pub keep_going: bool,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub over: Over,
}

/// `assess`
#[derive(Args, Debug)]
pub struct Assess {
    /// Files or folders, `-` for standard input, or the id of a consultation.
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub over: Over,
    /// Exit with 1 where a risk may be at this level or above, or a gate failed.
    #[arg(long, value_name = "LEVEL")]
    pub fail_on: Option<String>,
    /// One envelope a line, each with exactly one server.
    #[arg(long)]
    pub jsonl: bool,
    /// Exit with 0 although something could not be read.
    #[arg(long)]
    pub keep_going: bool,
}

/// `explain`
#[derive(Args, Debug)]
pub struct Explain {
    /// A file, or the id of a consultation, or ID/NAME.
    #[arg(value_name = "PATH|ID")]
    pub target: String,
    /// A risk or a measure, by id.
    #[arg(value_name = "RISK|MEASURE")]
    pub item: String,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub over: Over,
}

/// `plan`
#[derive(Args, Debug)]
pub struct Plan {
    /// A file, or the id of a consultation, or ID/NAME.
    #[arg(value_name = "PATH|ID")]
    pub target: String,
    /// The highest level accepted, instead of the scenario's.
    #[arg(long, value_name = "LEVEL")]
    pub appetite: Option<String>,
    #[command(flatten)]
    #[allow(missing_docs)]
    pub over: Over,
}

/// `ask`
#[derive(Args, Debug)]
pub struct Ask {
    /// The id of a consultation, or ID/NAME.
    pub id: String,
    /// An answer; may be given several times.
    #[arg(long, value_name = "KEY=VALUE")]
    pub answer: Vec<String>,
}

/// `decide`
#[derive(Args, Debug)]
pub struct Decide {
    /// The id of a consultation, or ID/NAME.
    pub id: String,
    /// A measure or a risk, by id.
    #[arg(value_name = "MEASURE|RISK")]
    pub item: String,
    /// open, accepted, in-progress, done, verified, deferred, waived, not-applicable; for a risk: tolerated.
    pub status: String,
    /// Why.
    #[arg(long)]
    pub reason: Option<String>,
    /// Who answers for it.
    #[arg(long)]
    pub owner: Option<String>,
    /// Last day it holds, YYYY-MM-DD.
    #[arg(long, value_name = "DATE")]
    pub until: Option<String>,
}

/// `note`
#[derive(Args, Debug)]
pub struct Note {
    /// The id of a consultation, or ID/NAME.
    pub id: String,
    /// The note; `-` reads it from standard input.
    pub text: String,
}

/// A consultation.
#[derive(Args, Debug)]
pub struct Id {
    /// The id of a consultation.
    pub id: String,
}

/// `search`
#[derive(Args, Debug)]
pub struct Search {
    /// Words, ids or mappings; typing errors are forgiven.
    #[arg(required = true, num_args = 1..)]
    pub query: Vec<String>,
    /// At most this many.
    #[arg(long, default_value_t = 10)]
    pub limit: usize,
    /// Only items of this kind: risk, measure, fact, factor, gate, scenario, matrix, term.
    #[arg(long)]
    pub kind: Option<String>,
}

/// `show`
#[derive(Args, Debug)]
pub struct Show {
    /// An item, by id.
    pub item: String,
}

/// `history`
#[derive(Args, Debug)]
pub struct History {
    /// The id of a consultation; all of them if not given.
    pub id: Option<String>,
}

/// `verify`
#[derive(Args, Debug)]
pub struct Verify {
    /// The id of a consultation; all of them if not given.
    pub id: Option<String>,
    /// A head that was kept elsewhere (SEQ:HASH): shows whether the end was cut or rewritten since.
    #[arg(long, value_name = "SEQ:HASH", requires = "id")]
    pub head: Option<String>,
}

/// `library`
#[derive(Args, Debug)]
pub struct Library {
    /// What to do.
    #[command(subcommand)]
    pub verb: LibraryVerb,
}

/// The verbs of `library`.
#[derive(Debug, Subcommand)]
pub enum LibraryVerb {
    /// Check the guidance by numbered rules.
    Lint,
    /// Count what there is.
    Stats,
    /// Print the JSON Schema of an item kind, or of the profile form.
    Schema {
        /// measure, risk, fact, factor, gate, scenario, matrix, term, method or profile.
        #[arg(default_value = "profile")]
        kind: String,
    },
}
