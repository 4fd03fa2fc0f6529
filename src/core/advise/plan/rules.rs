//! The task made ready: what is in anyway, what can never be in, and whether a set satisfies everything.

use std::cell::Cell;

use super::{Budget, Chosen, Outcome, Targets, Task, line::Line};

/// Parts of a task that are left out of a best effort.
#[derive(Clone, Debug, Default)]
pub(super) struct Dropped {
    pub(super) targets: Vec<usize>,
    pub(super) clauses: Vec<usize>,
    pub(super) forced: Vec<usize>,
}

/// A task with its consequences drawn.
pub(super) struct Rules<'a> {
    pub(super) n: usize,
    pub(super) costs: Vec<u32>,
    /// What comes with each candidate, itself included.
    pub(super) closure: Vec<Chosen>,
    /// What goes with each candidate, itself included.
    pub(super) dependents: Vec<Chosen>,
    pub(super) conflicts: Vec<Chosen>,
    /// What must be in.
    pub(super) mandatory: Chosen,
    /// What may be in.
    pub(super) allowed: Chosen,
    /// Conditions that only grow with the set: rows, then clauses.
    pub(super) lines: Vec<Line>,
    /// The target of each row at the head of `lines`.
    pub(super) row_targets: Vec<usize>,
    pub(super) goals: Vec<usize>,
    targets: &'a dyn Targets,
    pub(super) work: Cell<u64>,
    pub(super) checks: Cell<u64>,
}

impl<'a> Rules<'a> {
    /// Draws the consequences of a task and notes in `outcome` what cannot be met. True with the rules where nothing
    /// speaks against a solution yet.
    pub(super) fn new(task: &Task, targets: &'a dyn Targets, dropped: &Dropped, outcome: &mut Outcome) -> (Self, bool) {
        let n = task.candidates.len().min(Chosen::CAPACITY);
        let candidates = &task.candidates[..n];
        let closure = closures(task, n);
        let mut dependents = vec![Chosen::new(); n];
        for (index, with) in closure.iter().enumerate() {
            for other in with.iter() {
                dependents[other].add(index);
            }
        }
        let mut conflicts = vec![Chosen::new(); n];
        for (index, candidate) in candidates.iter().enumerate() {
            for &other in candidate.conflicts.iter().filter(|other| **other < n) {
                conflicts[index].add(other);
                conflicts[other].add(index);
            }
        }
        let mut rules = Self {
            n,
            costs: candidates.iter().map(|candidate| candidate.cost).collect(),
            closure,
            dependents,
            conflicts,
            mandatory: Chosen::new(),
            allowed: (0..n).collect(),
            lines: Vec::new(),
            row_targets: Vec::new(),
            goals: (0..task.targets).filter(|target| !dropped.targets.contains(target)).collect(),
            targets,
            work: Cell::new(0),
            checks: Cell::new(0),
        };
        let mut sound = rules.admit(task, dropped, outcome);
        let clauses: Vec<Vec<usize>> = task
            .clauses
            .iter()
            .enumerate()
            .filter(|(at, _)| !dropped.clauses.contains(at))
            .map(|(at, clause)| {
                let left: Vec<usize> =
                    (0..n).filter(|index| rules.allowed.has(*index) && clause.contains(index)).collect();
                if left.is_empty() {
                    outcome.unmet.push(at);
                    sound = false;
                }
                left
            })
            .filter(|clause| !clause.is_empty())
            .collect();
        let all = rules.allowed;
        for target in rules.goals.clone() {
            if !rules.within(&all, target) {
                outcome.unreachable.push(target);
                sound = false;
            }
        }
        for row in targets.rows().iter().filter(|row| rules.goals.contains(&row.target)) {
            // A row that even everything breaks, of a target that everything satisfies, is no necessary condition.
            if let Some(line) = Line::of_row(row, &rules.allowed).filter(|line| line.holds(&all)) {
                rules.lines.push(line);
                rules.row_targets.push(row.target);
            }
        }
        rules.lines.extend(clauses.into_iter().map(|clause| Line::at_least(clause, 1.0)));
        (rules, sound)
    }

    /// Finds what is in anyway and what may be in; false where the two exclude each other.
    fn admit(&mut self, task: &Task, dropped: &Dropped, outcome: &mut Outcome) -> bool {
        let n = self.n;
        let missing = |index: usize| task.candidates[index].requires.iter().find(|other| **other >= n).copied();
        let barred: Chosen =
            (0..n).filter(|index| task.candidates[*index].banned || missing(*index).is_some()).collect();
        let mut sound = true;
        for index in (0..n).filter(|index| task.candidates[*index].forced && !dropped.forced.contains(index)) {
            let with = self.closure[index];
            self.mandatory = self.mandatory.union(&with);
            for other in with.common(&barred).iter() {
                sound = false;
                let reason = if task.candidates[other].banned { other } else { missing(other).unwrap_or(other) };
                outcome.blocked.push((index, reason));
            }
        }
        for candidate in (n..task.candidates.len()).filter(|index| task.candidates[*index].forced) {
            sound = false;
            outcome.blocked.push((candidate, candidate));
        }
        for one in self.mandatory.iter() {
            for other in self.conflicts[one].common(&self.mandatory).iter().filter(|other| *other >= one) {
                sound = false;
                outcome.clashes.push((one, other));
            }
        }
        let excluded = self.mandatory.iter().fold(Chosen::new(), |all, index| all.union(&self.conflicts[index]));
        self.allowed = (0..n)
            .filter(|index| {
                let with = self.closure[*index];
                let torn = with.iter().any(|member| self.conflicts[member].meets(&with));
                !with.meets(&barred) && !torn && !with.meets(&excluded)
            })
            .collect();
        sound
    }

    /// Whether a target is within its appetite.
    pub(super) fn within(&self, chosen: &Chosen, target: usize) -> bool {
        self.work.set(self.work.get().saturating_add(Budget::PER_CHECK));
        self.checks.set(self.checks.get() + 1);
        self.targets.within(chosen, target)
    }

    /// The first target above its appetite.
    pub(super) fn above(&self, chosen: &Chosen) -> Option<usize> {
        self.goals.iter().copied().find(|target| !self.within(chosen, *target))
    }

    /// Whether a set closed under what it requires satisfies all that only grows with the set.
    pub(super) fn covers(&self, chosen: &Chosen) -> bool {
        self.lines.iter().all(|line| line.holds(chosen)) && self.above(chosen).is_none()
    }

    /// Whether a set holds what it requires, nothing that excludes another, and only what is allowed.
    pub(super) fn coherent(&self, chosen: &Chosen) -> bool {
        self.mandatory.inside(chosen)
            && chosen.inside(&self.allowed)
            && chosen.iter().all(|index| self.closure[index].inside(chosen) && !self.conflicts[index].meets(chosen))
    }

    /// What adding a candidate brings in, where it is allowed beside a set and without `barred`.
    pub(super) fn joining(&self, chosen: &Chosen, barred: &Chosen, index: usize) -> Option<Chosen> {
        let with = self.closure[index];
        if !self.allowed.has(index) || with.meets(barred) {
            return None;
        }
        let new = with.without(chosen);
        new.iter().all(|member| !self.conflicts[member].meets(chosen)).then_some(new)
    }

    /// The cost of a set.
    pub(super) fn cost(&self, chosen: &Chosen) -> u32 {
        chosen.iter().fold(0, |sum: u32, index| sum.saturating_add(self.costs[index]))
    }
}

/// What each candidate requires in the end, itself included. Requirements beyond the task are left to the caller.
fn closures(task: &Task, n: usize) -> Vec<Chosen> {
    (0..n)
        .map(|start| {
            let mut all = Chosen::new();
            let mut open = vec![start];
            while let Some(index) = open.pop() {
                if !all.has(index) {
                    all.add(index);
                    open.extend(task.candidates[index].requires.iter().filter(|other| **other < n));
                }
            }
            all
        })
        .collect()
}
