//! A store that forgets: for tests and for work that is not to be kept.

use std::collections::BTreeMap;

use super::{
    Consultation, Digest, Event, Head, Id, Salt, Store, StoreError, Summary, Unsealed, chain,
    store::{newest_first, removals, sealed},
};
use crate::core::text::{Clean, Prose};

/// A store in memory. Its salts are counted, not random, so that two runs give the same hashes.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    journals: BTreeMap<Id, Vec<Event>>,
    drafts: BTreeMap<(Id, String), Prose>,
    salts: u64,
}

impl Memory {
    /// An empty store.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

impl Store for Memory {
    fn append(&mut self, id: &Id, expected: u64, drafts: Vec<Unsealed>) -> Result<Vec<Event>, StoreError> {
        let earlier = self.journals.get(id).map(Vec::as_slice).unwrap_or_default();
        let head = earlier.last().map_or_else(|| Head::start(id), |last| Head { seq: last.seq, hash: last.hash });
        if earlier.iter().any(Event::is_foreign) {
            return Err(StoreError::ReadOnly { why: Clean::new(super::store::NEWER) });
        }
        let salts = &mut self.salts;
        let new = sealed(head, earlier, expected, drafts, || {
            *salts += 1;
            let mut bytes = [0; 16];
            bytes.iter_mut().zip(Digest::over(&[&salts.to_be_bytes()]).to_string().bytes()).for_each(|(to, b)| *to = b);
            Ok(Salt::new(bytes))
        })?;
        if !new.is_empty() {
            let journal = self.journals.entry(id.clone()).or_default();
            journal.extend(new.iter().cloned());
            for seq in removals(&new) {
                for event in journal.iter_mut().filter(|event| event.seq == seq) {
                    *event = event.clone().without_body();
                }
            }
        }
        Ok(new)
    }

    fn events(&self, id: &Id) -> Result<Vec<Event>, StoreError> {
        self.journals.get(id).cloned().ok_or_else(|| StoreError::Missing { id: Clean::new(id.as_str()) })
    }

    fn list(&self) -> Result<Vec<Summary>, StoreError> {
        let states = self.journals.iter().map(|(id, events)| Consultation::from_events(id, events));
        let mut list: Vec<_> = states.map(|state| Summary::from(&state)).collect();
        newest_first(&mut list);
        Ok(list)
    }

    fn verify(&self, id: &Id) -> Result<Head, StoreError> {
        let damaged = |error: chain::ChainError| StoreError::Damaged {
            place: Clean::new(id.as_str()),
            why: Clean::new(&error.to_string()),
        };
        chain::verify(id, &self.events(id)?).map_err(damaged)
    }

    fn save_draft(&mut self, id: &Id, key: &str, text: &Prose) -> Result<(), StoreError> {
        self.drafts.insert((id.clone(), key.to_owned()), super::typed_text(text.as_str()));
        Ok(())
    }

    fn load_draft(&self, id: &Id, key: &str) -> Result<Option<Prose>, StoreError> {
        Ok(self.drafts.get(&(id.clone(), key.to_owned())).cloned())
    }

    fn clear_draft(&mut self, id: &Id, key: &str) -> Result<(), StoreError> {
        self.drafts.remove(&(id.clone(), key.to_owned()));
        Ok(())
    }
}
