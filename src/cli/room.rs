//! What every verb works with: the engine, and the store when it is needed.

use std::path::PathBuf;

use jiff::{Timestamp, civil::Date, tz::TimeZone};

use super::args::{Common, Over};
use crate::{
    app::{Changes, Desk, Engine, Failure, Setting, default_store},
    config::Config,
    core::{
        consult::{Actor, Door},
        text::Clean,
    },
    store::Journal,
};

/// What every verb works with.
pub struct Room {
    common: Common,
    config: Config,
}

impl Room {
    /// Reads the configuration.
    ///
    /// # Errors
    /// Where a configuration file is there and unsound.
    pub fn new(common: Common) -> Result<Self, Failure> {
        let config = Config::load(common.config.as_deref())?;
        Ok(Self { common, config })
    }

    /// The engine on the day asked for.
    ///
    /// # Errors
    /// Where a pack or the date is unsound.
    pub fn engine(&self) -> Result<Engine, Failure> {
        let mut packs = self.config.library.clone();
        packs.extend(self.common.library.iter().cloned());
        Engine::new(&packs, self.as_of()?)
    }

    fn as_of(&self) -> Result<Date, Failure> {
        match &self.common.as_of {
            None => Ok(Timestamp::now().to_zoned(TimeZone::UTC).date()),
            Some(text) => date(text),
        }
    }

    /// The folder of the store.
    ///
    /// # Errors
    /// Where none is given and the account has no home folder.
    pub fn store_folder(&self) -> Result<PathBuf, Failure> {
        let given = self.common.store.clone().or_else(|| self.config.store.clone());
        given.or_else(default_store).ok_or_else(|| {
            Failure::store("this account has no home folder to keep the store in").hint("give one with --store DIR")
        })
    }

    /// The engine with its memory.
    ///
    /// # Errors
    /// Where the engine or the store cannot be opened.
    pub fn desk(&self, door: Door) -> Result<Desk, Failure> {
        let store = Journal::open(&self.store_folder()?)?;
        let name = self.common.actor.clone().or_else(|| self.config.actor.clone()).unwrap_or_else(account);
        let actor = Actor { name: Clean::new(&name), door, client: None };
        Ok(Desk::new(self.engine()?, Box::new(store), actor, Box::new(now)))
    }

    /// The name of the theme asked for.
    #[must_use]
    pub fn theme(&self) -> Option<String> {
        self.common.theme.clone().or_else(|| self.config.theme.clone())
    }
}

/// Now, RFC 3339 in UTC, to the second.
fn now() -> String {
    let now = Timestamp::now();
    Timestamp::from_second(now.as_second()).unwrap_or(now).to_string()
}

/// The account's name, or its number.
fn account() -> String {
    std::env::var("SUDO_USER")
        .or_else(|_| std::env::var("USER"))
        .or_else(|_| std::env::var("LOGNAME"))
        .unwrap_or_else(|_| format!("uid {}", rustix::process::getuid().as_raw()))
}

/// Reads a date.
///
/// # Errors
/// Where it is none.
pub fn date(text: &str) -> Result<Date, Failure> {
    text.parse()
        .map_err(|_| Failure::user(format!("{} is not a date", Clean::new(text))).hint("write it as YYYY-MM-DD"))
}

/// Splits `KEY=VALUE`.
///
/// # Errors
/// Where there is no `=`.
pub fn pair(text: &str) -> Result<(&str, &str), Failure> {
    text.split_once('=')
        .map(|(key, value)| (key.trim(), value.trim()))
        .ok_or_else(|| Failure::user("a fact is written as KEY=VALUE").hint("for example data=confidential"))
}

/// What `--scenario` and `--set` ask for.
///
/// # Errors
/// Where one of them is not well formed.
pub fn changes(over: &Over) -> Result<Changes, Failure> {
    let settings = over
        .set
        .iter()
        .map(|text| {
            let (left, typed) = pair(text)?;
            let (server, key) = match left.rsplit_once(':') {
                Some((server, key)) => (Some(server.to_owned()), key),
                None => (None, left),
            };
            Ok(Setting { server, key: key.to_owned(), typed: typed.to_owned() })
        })
        .collect::<Result<_, Failure>>()?;
    Ok(Changes { scenarios: over.scenario.clone(), settings, ..Changes::default() })
}
