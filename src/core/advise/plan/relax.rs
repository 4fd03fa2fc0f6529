//! The linear relaxation: a dense dual simplex over candidates between 0 and 1.
//!
//! Bounds of candidates change from branch to branch and lines come and go, but no cost ever changes, so every basis
//! once reached is a start for the next run. Nothing rests on its arithmetic: a run yields multipliers of lines, and
//! [`Relax::price`] works out from the lines themselves what those prove.

use super::line::Line;

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// At the lowest point.
    Lowest,
    /// The ceiling is passed, or no point exists; the multipliers show it.
    Over,
    /// Too many steps.
    Stalled,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Basic(usize),
    Outside(usize),
    Absent,
}

/// The relaxation. Variables are the candidates, 0 to n - 1, and then one surplus for each line ever added.
pub(super) struct Relax {
    n: usize,
    cost: Vec<f64>,
    lower: Vec<f64>,
    upper: Vec<f64>,
    /// One row for each basic variable, one column for each outside: `basic + sum of table * outside = rhs`.
    table: Vec<f64>,
    rhs: Vec<f64>,
    value: Vec<f64>,
    basic: Vec<usize>,
    outside: Vec<usize>,
    high: Vec<bool>,
    reduced: Vec<f64>,
    base: f64,
    place: Vec<Place>,
    /// Multipliers of lines that the last run shows.
    pub(super) multipliers: Vec<(usize, f64)>,
    /// Multiplications so far.
    pub(super) work: u64,
    pub(super) pivots: u64,
}

const EPS: f64 = 1e-9;
const FEASIBLE: f64 = 1e-7;
const PIVOT: f64 = 1e-7;

impl Relax {
    pub(super) fn new(cost: Vec<f64>) -> Self {
        let n = cost.len();
        Self {
            n,
            lower: vec![0.0; n],
            upper: vec![1.0; n],
            table: Vec::new(),
            rhs: Vec::new(),
            value: Vec::new(),
            basic: Vec::new(),
            outside: (0..n).collect(),
            high: vec![false; n],
            reduced: cost.clone(),
            cost,
            base: 0.0,
            place: (0..n).map(Place::Outside).collect(),
            multipliers: Vec::new(),
            work: 0,
            pivots: 0,
        }
    }

    /// The number of lines in it.
    pub(super) fn size(&self) -> usize {
        self.basic.len()
    }

    /// Whether the line is in it.
    pub(super) fn holds(&self, id: usize) -> bool {
        !matches!(self.place.get(self.n + id), None | Some(Place::Absent))
    }

    /// Adds a line under its number.
    pub(super) fn add(&mut self, id: usize, line: &Line) {
        let var = self.n + id;
        if self.place.len() <= var {
            self.place.resize(var + 1, Place::Absent);
        }
        if self.place[var] != Place::Absent {
            return;
        }
        let mut row = vec![0.0; self.n];
        let mut rhs = -line.need;
        for &(index, part) in &line.parts {
            match self.place[index] {
                Place::Outside(column) => row[column] -= part,
                Place::Basic(at) => {
                    rhs += part * self.rhs[at];
                    for (into, from) in row.iter_mut().zip(&self.table[at * self.n..]) {
                        *into += part * from;
                    }
                    self.work += self.n as u64;
                }
                Place::Absent => {}
            }
        }
        self.place[var] = Place::Basic(self.basic.len());
        self.basic.push(var);
        self.table.extend(row);
        self.rhs.push(rhs);
        self.value.push(0.0);
    }

    /// Takes out the lines that the last point satisfies with room to spare.
    pub(super) fn prune(&mut self) {
        for at in (0..self.basic.len()).rev() {
            if self.basic[at] < self.n || self.value[at] < 1e-6 {
                continue;
            }
            let last = self.basic.len() - 1;
            self.place[self.basic[at]] = Place::Absent;
            if at != last {
                self.place[self.basic[last]] = Place::Basic(at);
                self.table.copy_within(last * self.n..(last + 1) * self.n, at * self.n);
            }
            self.basic.swap_remove(at);
            self.rhs.swap_remove(at);
            self.value.swap_remove(at);
            self.table.truncate(last * self.n);
        }
    }

    /// Starts from nothing with these lines: clears what rounding has gathered.
    pub(super) fn restart<'l>(&mut self, lines: impl Iterator<Item = (usize, &'l Line)>) {
        let (work, pivots) = (self.work, self.pivots);
        let kept: Vec<bool> = self.place.iter().map(|place| *place != Place::Absent).collect();
        *self = Self::new(std::mem::take(&mut self.cost));
        (self.work, self.pivots) = (work, pivots);
        for (id, line) in lines {
            if kept.get(self.n + id).copied().unwrap_or(false) {
                self.add(id, line);
            }
        }
    }

    /// Sets the bounds of every candidate.
    pub(super) fn bound(&mut self, fixed: impl Fn(usize) -> (f64, f64)) {
        for index in 0..self.n {
            (self.lower[index], self.upper[index]) = fixed(index);
        }
    }

    fn range(&self, var: usize) -> (f64, f64) {
        if var < self.n { (self.lower[var], self.upper[var]) } else { (0.0, f64::INFINITY) }
    }

    fn rest(&self, column: usize) -> f64 {
        let (low, high) = self.range(self.outside[column]);
        if self.high[column] { high } else { low }
    }

    /// Seats every outside variable on the bound its reduced cost asks for and works out the basic ones.
    fn seat(&mut self) {
        self.value.copy_from_slice(&self.rhs);
        for column in 0..self.n {
            let var = self.outside[column];
            let cost = self.reduced[column];
            self.high[column] = var < self.n && (cost < 0.0 || (cost <= EPS && self.high[column]));
            let rest = self.rest(column);
            if rest != 0.0 {
                for (row, value) in self.value.iter_mut().enumerate() {
                    *value -= self.table[row * self.n + column] * rest;
                }
                self.work += self.value.len() as u64;
            }
        }
    }

    /// The objective at the present basis.
    fn objective(&self) -> f64 {
        self.base + (0..self.n).map(|column| self.reduced[column] * self.rest(column)).sum::<f64>()
    }

    /// Runs to the lowest point, or until the objective passes the ceiling.
    pub(super) fn run(&mut self, ceiling: f64) -> End {
        self.seat();
        let limit = 200 + 4 * (self.n + self.basic.len());
        for _ in 0..limit {
            if self.objective() > ceiling {
                self.note(None);
                return End::Over;
            }
            let Some((row, rising, short)) = self.leaving() else {
                self.note(None);
                return End::Lowest;
            };
            if !self.step(row, rising, short) {
                let gap = (ceiling - self.objective()).max(0.0) + 1.0;
                self.note(Some((row, rising, gap)));
                return End::Over;
            }
        }
        self.note(None);
        End::Stalled
    }

    /// The basic variable furthest outside its bounds, whether it must rise, and by how much.
    fn leaving(&self) -> Option<(usize, bool, f64)> {
        let mut worst = FEASIBLE;
        let mut found = None;
        for (row, value) in self.value.iter().enumerate() {
            let (low, high) = self.range(self.basic[row]);
            let (short, rising) = if *value < low { (low - value, true) } else { (value - high, false) };
            if short > worst {
                worst = short;
                found = Some((row, rising, short));
            }
        }
        found
    }

    /// One step of the dual simplex with bound flips; false where nothing can bring the row back.
    fn step(&mut self, row: usize, rising: bool, short: f64) -> bool {
        let sign = if rising { 1.0 } else { -1.0 };
        let line = &self.table[row * self.n..(row + 1) * self.n];
        let mut choices: Vec<(f64, f64, usize)> = Vec::new();
        for (column, entry) in line.iter().enumerate() {
            let entry = sign * entry;
            let (low, high) = self.range(self.outside[column]);
            let helps = if self.high[column] { entry > PIVOT } else { entry < -PIVOT };
            if helps && high > low {
                choices.push((self.reduced[column].abs() / entry.abs(), entry.abs(), column));
            }
        }
        choices.sort_by(|a, b| a.0.total_cmp(&b.0).then(b.1.total_cmp(&a.1)).then(a.2.cmp(&b.2)));
        let mut left = short;
        let mut entering = None;
        let mut flips = 0;
        for (at, (_, size, column)) in choices.iter().enumerate() {
            let (low, high) = self.range(self.outside[*column]);
            if left - size * (high - low) > EPS {
                left -= size * (high - low);
                flips = at + 1;
            } else {
                entering = Some(at);
                break;
            }
        }
        let Some(first) = entering else { return false };
        // Among equals the largest entry keeps the arithmetic steady.
        let same = choices[first].0 + EPS;
        let column = choices[first..]
            .iter()
            .take_while(|choice| choice.0 <= same)
            .fold(choices[first], |best, choice| if choice.1 > best.1 { *choice } else { best })
            .2;
        for (_, _, flip) in &choices[..flips] {
            let (low, high) = self.range(self.outside[*flip]);
            let change = if self.high[*flip] { low - high } else { high - low };
            self.high[*flip] = !self.high[*flip];
            for (at, value) in self.value.iter_mut().enumerate() {
                *value -= self.table[at * self.n + flip] * change;
            }
        }
        self.work += (flips * self.basic.len()) as u64;
        self.pivot(row, column, rising);
        true
    }

    fn pivot(&mut self, row: usize, column: usize, rising: bool) {
        let n = self.n;
        let (leaving, entering) = (self.basic[row], self.outside[column]);
        let (low, high) = self.range(leaving);
        let goal = if rising { low } else { high };
        let pivot = self.table[row * n + column];
        let moved = (self.value[row] - goal) / pivot;
        let rest = self.rest(column);
        let factor = 1.0 / pivot;
        for entry in &mut self.table[row * n..(row + 1) * n] {
            *entry *= factor;
        }
        self.table[row * n + column] = factor;
        self.rhs[row] *= factor;
        let fixed = self.rhs[row];
        let (before, at) = self.table.split_at_mut(row * n);
        let (line, after) = at.split_at_mut(n);
        let mut rows = 0;
        for (index, other) in before
            .chunks_exact_mut(n)
            .enumerate()
            .chain(after.chunks_exact_mut(n).enumerate().map(|(index, other)| (index + row + 1, other)))
        {
            let times = other[column];
            if times == 0.0 {
                continue;
            }
            rows += 1;
            other[column] = 0.0;
            for (into, from) in other.iter_mut().zip(line.iter()) {
                *into -= times * from;
            }
            self.rhs[index] -= times * fixed;
            self.value[index] -= times * moved;
        }
        let cost = self.reduced[column];
        self.reduced[column] = 0.0;
        for (into, from) in self.reduced.iter_mut().zip(line.iter()) {
            *into -= cost * from;
        }
        self.base += cost * fixed;
        self.value[row] = rest + moved;
        self.basic[row] = entering;
        self.outside[column] = leaving;
        self.high[column] = !rising;
        self.place[entering] = Place::Basic(row);
        self.place[leaving] = Place::Outside(column);
        self.work += (rows + 2) * n as u64;
        self.pivots += 1;
    }

    /// Notes the multipliers; `ray` follows a row that nothing can bring back until the objective has risen by a gap.
    fn note(&mut self, ray: Option<(usize, bool, f64)>) {
        self.multipliers.clear();
        let way = ray.map(|(row, rising, gap)| {
            let (low, high) = self.range(self.basic[row]);
            let sign = if rising { 1.0 } else { -1.0 };
            // What stays short when every outside variable has done what it can.
            let mut short = if rising { low - self.value[row] } else { self.value[row] - high };
            for column in 0..self.n {
                let entry = sign * self.table[row * self.n + column];
                let (low, high) = self.range(self.outside[column]);
                let helps = if self.high[column] { entry > 0.0 } else { entry < 0.0 };
                if helps && high.is_finite() {
                    short -= entry.abs() * (high - low);
                }
            }
            (row, sign * gap * 2.0 / short.max(1e-6))
        });
        for column in 0..self.n {
            if let Some(id) = self.outside[column].checked_sub(self.n) {
                let along = way.map_or(0.0, |(row, times)| times * self.table[row * self.n + column]);
                let multiplier = self.reduced[column] + along;
                if multiplier > 1e-12 {
                    self.multipliers.push((id, multiplier));
                }
            }
        }
        if let Some((row, times)) = way
            && let Some(id) = self.basic[row].checked_sub(self.n)
        {
            self.multipliers.push((id, times.max(0.0)));
        }
    }

    /// What the multipliers prove: a lower bound on the objective, and in `reduced` what each candidate would add.
    pub(super) fn price<'l>(&self, line: impl Fn(usize) -> &'l Line, reduced: &mut Vec<f64>) -> f64 {
        reduced.clear();
        reduced.extend_from_slice(&self.cost);
        let mut bound = 0.0;
        for &(id, multiplier) in &self.multipliers {
            let line = line(id);
            bound += multiplier * line.need;
            for &(index, part) in &line.parts {
                reduced[index] -= multiplier * part;
            }
        }
        for (index, cost) in reduced.iter().enumerate() {
            bound += cost * if *cost > 0.0 { self.lower[index] } else { self.upper[index] };
        }
        bound
    }

    /// The lowest point, into `point`.
    pub(super) fn point(&self, point: &mut Vec<f64>) {
        point.clear();
        point.extend((0..self.n).map(|index| {
            let value = match self.place[index] {
                Place::Basic(row) => self.value[row],
                Place::Outside(column) => self.rest(column),
                Place::Absent => 0.0,
            };
            value.clamp(self.lower[index], self.upper[index])
        }));
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn solved(cost: &[f64], lines: &[Line], ceiling: f64) -> (End, f64, Vec<f64>) {
        let mut relax = Relax::new(cost.to_vec());
        for (id, line) in lines.iter().enumerate() {
            relax.add(id, line);
        }
        let end = relax.run(ceiling);
        let (mut reduced, mut point) = (Vec::new(), Vec::new());
        let bound = relax.price(|id| &lines[id], &mut reduced);
        relax.point(&mut point);
        (end, bound, point)
    }

    #[test]
    fn known_points() {
        let pair = |a, b| Line::at_least([a, b], 1.0);
        // The triangle: half of each.
        let (end, bound, point) = solved(&[1.0; 3], &[pair(0, 1), pair(1, 2), pair(0, 2)], 9.0);
        assert_eq!((end, point), (End::Lowest, vec![0.5; 3]));
        assert!((bound - 1.5).abs() < 1e-9);
        // A knapsack cover takes the best shares first: 2 whole, then a quarter of 0.
        let line = Line { parts: vec![(0, 4.0), (1, 1.0), (2, 3.0)], need: 4.0 };
        let (_, bound, point) = solved(&[4.0, 2.0, 1.0], std::slice::from_ref(&line), 99.0);
        assert!((bound - 2.0).abs() < 1e-9 && (point[0] - 0.25).abs() < 1e-9 && point[2] == 1.0);
        // What cannot be met shows it, by multipliers that pass any ceiling.
        let (end, bound, _) = solved(&[1.0; 2], &[Line::at_least([0, 1], 3.0)], 50.0);
        assert!(end == End::Over && bound > 50.0);
    }

    proptest! {
        /// What the multipliers prove holds for every set; bounds may change and lines come and go on the way.
        #[test]
        fn proofs_hold(
            cost in prop::collection::vec(0u32..6, 6),
            lines in prop::collection::vec((prop::collection::vec(-3i32..=6, 6), -4i32..9), 1..7),
            fixed in prop::collection::vec(0u8..4, 6),
        ) {
            let cost: Vec<f64> = cost.into_iter().map(f64::from).collect();
            let lines: Vec<Line> = lines
                .into_iter()
                .map(|(parts, need)| Line {
                    parts: parts.into_iter().map(f64::from).enumerate().filter(|(_, part)| *part != 0.0).collect(),
                    need: f64::from(need),
                })
                .collect();
            let mut relax = Relax::new(cost.clone());
            let mut reduced = Vec::new();
            for step in 0..3 {
                let bounds = |at: usize| match (step, fixed[at]) { (1, 0) => (0.0, 0.0), (1, 1) => (1.0, 1.0), _ => (0.0, 1.0) };
                for (id, line) in lines.iter().enumerate().take(if step == 0 { 2 } else { 7 }) {
                    relax.add(id, line);
                }
                relax.bound(bounds);
                let end = relax.run(1000.0);
                let bound = relax.price(|id| &lines[id], &mut reduced);
                let held = |id: usize| relax.holds(id);
                let best = (0u32..64)
                    .map(|bits| (0..6).map(|at| f64::from(bits >> at & 1)).collect::<Vec<f64>>())
                    .filter(|x| (0..6).all(|at| bounds(at).0 <= x[at] && x[at] <= bounds(at).1))
                    .filter(|x| lines.iter().enumerate().all(|(id, line)| !held(id) || line.at(x) >= line.need))
                    .map(|x| x.iter().zip(&cost).map(|(x, cost)| x * cost).sum::<f64>())
                    .min_by(f64::total_cmp);
                prop_assert!(end != End::Stalled);
                if let Some(best) = best {
                    prop_assert!(bound <= best + 1e-6, "proves {bound} of {best}");
                }
                if end == End::Lowest {
                    let mut point = Vec::new();
                    relax.point(&mut point);
                    let value: f64 = point.iter().zip(&cost).map(|(x, cost)| x * cost).sum();
                    prop_assert!((value - bound).abs() < 1e-6, "a gap between point and proof: {value}, {bound}");
                    for (id, line) in lines.iter().enumerate() {
                        prop_assert!(!relax.holds(id) || line.at(&point) >= line.need - 1e-6);
                    }
                } else {
                    prop_assert!(best.is_none() && bound > 1000.0);
                }
                relax.prune();
            }
        }
    }
}
