//! Read, assess, explain, search: nothing is kept.

use std::{collections::BTreeMap, io::Read, path::PathBuf};

use jiff::civil::Date;

use super::Failure;
use crate::{
    core::{
        advise::{self, Assessment, LibraryStamp, Request, SCHEMA, ServerReport},
        assess::Decisions,
        library::{Kind, Level, Library, ScenarioAxis, search::Index},
        profile::{Problem, Profile, Source, Standing},
        text::Clean,
    },
    guidance, import,
};

/// The engine: the guidance and the day.
pub struct Engine {
    library: Library,
    index: Index,
    as_of: Date,
}

/// What one file gave.
#[derive(Clone, Debug, Default)]
pub struct Gathered {
    /// The file as given.
    pub path: Clean,
    /// The client whose file it is, where recognised.
    pub client: Option<Clean>,
    /// Its servers.
    pub profiles: Vec<Profile>,
    /// What could not be read.
    pub problems: Vec<Problem>,
}

/// A search hit.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Found {
    /// The item.
    pub id: String,
    /// Its kind.
    pub kind: Kind,
    /// Its title.
    pub title: Clean,
    /// Its score; only its order means something.
    pub score: i64,
    /// Byte ranges of the title that matched.
    pub matched: Vec<(usize, usize)>,
    /// Its summary.
    pub summary: Clean,
}

/// One `--set`: a fact for one server or for all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// The server, or all.
    pub server: Option<String>,
    /// The fact.
    pub key: String,
    /// As typed.
    pub typed: String,
}

/// What is laid over the profiles before they are assessed.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// Scenario names; each sets its axis.
    pub scenarios: Vec<String>,
    /// Facts.
    pub settings: Vec<Setting>,
    /// Decisions by server name; the empty name is for all.
    pub decisions: BTreeMap<String, Decisions>,
    /// Overrides the appetite.
    pub appetite: Option<Level>,
}

impl Engine {
    /// Loads the built-in guidance and lays packs over it.
    ///
    /// # Errors
    /// Where a pack cannot be read; every defect is named.
    pub fn new(packs: &[PathBuf], as_of: Date) -> Result<Self, Failure> {
        let library = guidance::load(packs).map_err(|errors| {
            let all: Vec<_> = errors.iter().map(ToString::to_string).collect();
            Failure::data(all.join("\n"))
        })?;
        let index = Index::new(&library);
        Ok(Self { library, index, as_of })
    }

    /// The guidance.
    #[must_use]
    pub fn library(&self) -> &Library {
        &self.library
    }
    /// The day.
    #[must_use]
    pub fn as_of(&self) -> Date {
        self.as_of
    }

    /// Reads files and folders; `-` is standard input. What cannot be read is listed and the rest is kept.
    pub fn gather(&self, paths: &[PathBuf], stdin: &mut dyn Read) -> Vec<Gathered> {
        let (inputs, problems) = import::gather(paths, stdin);
        let mut files: Vec<Gathered> = inputs.iter().map(|input| self.read(input)).collect();
        if !problems.is_empty() {
            files.push(Gathered { problems, ..Gathered::default() });
        }
        files
    }

    /// Reads one file.
    #[must_use]
    pub fn read(&self, input: &import::Input) -> Gathered {
        let outcome = import::read(input, &self.library);
        Gathered {
            path: Clean::new(&input.path),
            client: outcome.client,
            profiles: outcome.profiles,
            problems: outcome.problems,
        }
    }

    /// Lays scenario and settings over a profile, as an operator's word.
    ///
    /// # Errors
    /// Where a scenario or a fact does not exist, or a value does not fit.
    pub fn change(&self, profile: &mut Profile, changes: &Changes) -> Result<(), Failure> {
        for name in &changes.scenarios {
            let axis = self.axis_of(name)?;
            let key = if axis == ScenarioAxis::Trust { "trust" } else { "context" };
            profile.say(key, crate::core::profile::Value::text(name), Source::new(Standing::Operator, "scenario"));
        }
        for setting in &changes.settings {
            if setting.server.as_ref().is_some_and(|server| profile.name != server.as_str()) {
                continue;
            }
            let value = self.value_of(&setting.key, &setting.typed)?;
            profile.say(&setting.key, value, Source::new(Standing::Operator, "set"));
        }
        Ok(())
    }

    /// The axis a scenario sets.
    ///
    /// # Errors
    /// Where no scenario has that name; the error lists those there are.
    pub fn axis_of(&self, name: &str) -> Result<ScenarioAxis, Failure> {
        self.library.scenarios().find(|scenario| scenario.about.id == name).map(|scenario| scenario.axis).ok_or_else(
            || {
                let known: Vec<_> = self.library.scenarios().map(|scenario| scenario.about.id.as_str()).collect();
                Failure::user(format!("no scenario is called {name}")).hint(format!("there are {}", known.join(", ")))
            },
        )
    }

    /// The failure for an id that is not in the library, with what is near it.
    #[must_use]
    pub fn no_such(&self, kind: &str, id: &str) -> Failure {
        let near = self.search(id, 3, None);
        let near: Vec<_> = near.iter().map(|hit| hit.id.as_str()).collect();
        let failure = Failure::user(format!("no {kind} is called {}", Clean::new(id)));
        if near.is_empty() { failure } else { failure.hint(format!("near it: {}", near.join(", "))) }
    }

    /// Reads what somebody typed as the value of a fact.
    ///
    /// # Errors
    /// Where the fact does not exist or the value does not fit.
    pub fn value_of(&self, key: &str, typed: &str) -> Result<crate::core::profile::Value, Failure> {
        let fact = self.library.fact(key).ok_or_else(|| self.no_such("fact", key))?;
        fact.read(crate::core::consult::typed_line(typed).as_str()).map_err(|misfit| Failure::user(misfit.to_string()))
    }

    /// Assesses profiles that were read.
    ///
    /// # Errors
    /// Where a change does not fit.
    pub fn assess(&self, files: &[Gathered], changes: &Changes) -> Result<Assessment, Failure> {
        let mut servers = Vec::new();
        for read in files.iter().flat_map(|file| &file.profiles) {
            let mut profile = read.clone();
            self.change(&mut profile, changes)?;
            let decisions = changes
                .decisions
                .get(profile.name.as_str())
                .or_else(|| changes.decisions.get(""))
                .cloned()
                .unwrap_or_default();
            servers.push(self.report(&profile, &decisions, changes.appetite));
        }
        Ok(self.envelope(servers, problems(files)))
    }

    /// Profiles that were read, without risks and advice.
    ///
    /// # Errors
    /// Where a change does not fit.
    pub fn profiles(&self, files: &[Gathered], changes: &Changes) -> Result<Assessment, Failure> {
        let mut servers = Vec::new();
        for read in files.iter().flat_map(|file| &file.profiles) {
            let mut profile = read.clone();
            self.change(&mut profile, changes)?;
            servers.push(advise::profile_only(&profile, &self.library));
        }
        Ok(self.envelope(servers, problems(files)))
    }

    /// The whole answer about one profile.
    #[must_use]
    pub fn report(&self, profile: &Profile, decisions: &Decisions, appetite: Option<Level>) -> ServerReport {
        advise::report(profile, Request { library: &self.library, decisions, as_of: self.as_of, appetite })
    }

    /// The envelope around server reports.
    #[must_use]
    pub fn envelope(&self, servers: Vec<ServerReport>, errors: Vec<Problem>) -> Assessment {
        Assessment {
            schema: Clean::new(SCHEMA),
            method: self.library.method().version.clone(),
            library: LibraryStamp::of(&self.library),
            as_of: self.as_of,
            servers,
            combined: Vec::new(),
            plan: None,
            errors,
        }
    }

    /// Searches the library, best first.
    #[must_use]
    pub fn search(&self, query: &str, limit: usize, kind: Option<Kind>) -> Vec<Found> {
        self.index
            .search(query, limit, kind)
            .into_iter()
            .map(|hit| Found {
                id: hit.item.id().to_owned(),
                kind: hit.item.kind(),
                title: Clean::new(hit.item.title()),
                score: hit.score,
                matched: hit.matched,
                summary: Clean::new(hit.item.summary()),
            })
            .collect()
    }
}

fn problems(files: &[Gathered]) -> Vec<Problem> {
    files.iter().flat_map(|file| file.problems.iter().cloned()).collect()
}
