//! The list of consultations, from the journals or from the index.

use super::{
    index::Index,
    journal::Journal,
    reading::{journal_name, last_head},
};
use crate::core::{
    consult::{Consultation, Head, Id, StoreError, Summary, newest_first},
    text::Clean,
};

impl Journal {
    /// What a list shows, newest first.
    pub(super) fn summaries(&self) -> Result<Vec<Summary>, StoreError> {
        let ids = self.ids()?;
        let Some(folder) = self.root.sub("journal")? else { return Ok(Vec::new()) };
        let size = |id| std::fs::symlink_metadata(folder.path_of(&journal_name(id))).map_or(0, |found| found.len());
        let mut index = None;
        if !ids.is_empty() && ids.iter().map(size).sum::<u64>() >= self.index_from {
            let wanted: Vec<_> = ids.iter().map(|id| (id.clone(), last_head(&folder, id))).collect();
            let (opened, moved) = Index::open(&self.root, &wanted);
            if let Some(place) = moved {
                self.aside(&place, "a damaged index; a new one was made from the journals");
            }
            index = Some(opened);
        }
        let mut list = Vec::new();
        for (at, id) in ids.iter().enumerate() {
            if let Some(known) = index.as_ref().and_then(|index| index.known(at)) {
                list.push(known.clone());
                continue;
            }
            let Some((head, summary)) = self.summary(id) else { continue };
            if let (None, Some(index)) = (&summary.trouble, &mut index) {
                index.put(head, &summary);
            }
            list.push(summary);
        }
        if let Some(index) = index {
            index.close(&self.root);
        }
        newest_first(&mut list);
        Ok(list)
    }

    /// What a list shows of one journal, read whole; nothing where its first event was never saved.
    fn summary(&self, id: &Id) -> Option<(Head, Summary)> {
        let read = match self.read(id) {
            Ok(read) => read,
            Err(StoreError::Missing { .. }) => return None,
            Err(error) => {
                let mut summary = Summary::from(&Consultation::from_events(id, &[]));
                summary.trouble = Some(Clean::new(&error.to_string()));
                return Some((Head::start(id), summary));
            }
        };
        let mut summary = Summary::from(&Consultation::from_events(id, &read.events));
        summary.trouble = read.damage.map(|damage| Clean::new(&damage.to_string())).or(read.newer);
        Some((read.head, summary))
    }
}
