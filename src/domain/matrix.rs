//! Delegations × items: which rows and columns are shown, in which order, and what each comes to.
//!
//! Invariant: figures of a row are over the columns that are shown, those of a column over the rows; a group's position is never counted
//! as its member's own, but says for the comparison of two delegations where a member stands.

use super::{
    instant::Instant,
    lang::Lang,
    paper::Paper,
    position::{Position, Side},
    roster::{ParticipantIndex, Region, Roster},
    snapshot::{Snapshot, Standing, Tally},
    text,
};
use std::cmp::{Ordering, Reverse};

/// Which items are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Zoom {
    /// All of them.
    #[default]
    All,
    /// Those of the cluster with a number.
    Cluster(u32),
    /// Those of the area at a place in the paper's order.
    Area(usize),
}

impl Zoom {
    /// Every zoom that a paper has, from the whole of it over its clusters to its areas.
    pub fn all(paper: &Paper) -> Vec<Zoom> {
        let mut clusters: Vec<u32> = paper.areas.iter().map(|area| area.cluster).collect();
        clusters.sort_unstable();
        clusters.dedup();
        let clusters = clusters.into_iter().map(Zoom::Cluster);
        [Zoom::All].into_iter().chain(clusters).chain((0..paper.areas.len()).map(Zoom::Area)).collect()
    }

    /// Places of its items in the paper's order.
    pub fn items(self, paper: &Paper) -> Vec<usize> {
        let areas = paper.areas.iter().enumerate();
        let of_area = areas.flat_map(|(index, area)| area.items.iter().map(move |_| (index, area)));
        let shown = of_area.enumerate().filter(|(_, (index, area))| match self {
            Zoom::All => true,
            Zoom::Cluster(number) => area.cluster == number,
            Zoom::Area(area) => *index == area,
        });
        shown.map(|(item, _)| item).collect()
    }
}

/// In which order delegations stand; where they are equal, by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    /// By name.
    #[default]
    Name,
    /// By regional group.
    Region,
    /// Members of a group before all others.
    Group(ParticipantIndex),
    /// Those with the most positions first.
    Coverage,
    /// Those that are for on most items first.
    For,
    /// Those with the most red lines first, then those that are against on most items, then those with most concerns.
    Against,
    /// Those that took a position last first.
    LastHeard,
    /// Those that stand most like a delegation first, itself at the top.
    SimilarTo(ParticipantIndex),
}

/// Whether a delegation has a position of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Record {
    /// It has one on an item that is shown.
    Some,
    /// It has none on the items that are shown.
    None,
}

/// Which delegations are shown: those that fit all of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// Its code or a name holds this; empty: any.
    pub text: String,
    /// It belongs to this group.
    pub group: Option<ParticipantIndex>,
    /// It belongs to this regional group.
    pub region: Option<Region>,
    /// It stands there on an item that is shown, by itself or through a group.
    pub position: Option<Position>,
    /// Whether it has spoken.
    pub record: Option<Record>,
}

/// What is shown, and how.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Arrangement {
    /// Which items.
    pub zoom: Zoom,
    /// In which order.
    pub sort: Sort,
    /// Which delegations.
    pub filter: Filter,
}

/// How alike two delegations stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Similarity {
    /// On how many items both are for, both have concerns or both are against.
    pub alike: usize,
    /// On how many items both are for, have concerns or are against.
    pub items: usize,
}

/// A delegation with its figures over the items that are shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Who.
    pub who: ParticipantIndex,
    /// Its own positions, counted.
    pub tally: Tally,
    /// When it last took one.
    pub last_heard: Option<Instant>,
    /// How alike it stands to the delegation that is compared with; absent where they have no item in common, or nobody is compared.
    pub similarity: Option<Similarity>,
}

/// An item with its figures over the delegations that are shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Its place in the paper's order.
    pub item: usize,
    /// Positions of the delegations.
    pub tally: Tally,
}

/// What a matrix is made of.
#[derive(Debug, Clone, Copy)]
pub struct Basis<'a> {
    /// The paper.
    pub paper: &'a Paper,
    /// Who can take a position.
    pub roster: &'a Roster,
    /// Who has taken which.
    pub snapshot: &'a Snapshot,
    /// The rank of each delegation by name, as `ranks` gives it.
    pub ranks: &'a [usize],
}

/// Delegations × items as they are shown.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Matrix {
    /// Delegations from top to bottom.
    pub rows: Vec<Row>,
    /// Items from left to right.
    pub columns: Vec<Column>,
}

/// The rank of each delegation when sorted by its name in a language.
pub fn ranks(roster: &Roster, lang: Lang) -> Vec<usize> {
    let key = |index: usize| {
        let who = ParticipantIndex(index);
        match lang {
            Lang::En => text::fold(roster.name(who).get(Lang::En)),
            Lang::Zh => roster.sound(who),
        }
    };
    let mut order: Vec<usize> = (0..roster.delegation_count()).collect();
    order.sort_by_cached_key(|index| (key(*index), *index));
    let mut ranks = vec![0; order.len()];
    for (rank, index) in order.into_iter().enumerate() {
        ranks[index] = rank;
    }
    ranks
}

impl Matrix {
    /// What an arrangement shows.
    pub fn new(basis: Basis, arrangement: &Arrangement) -> Matrix {
        let items = arrangement.zoom.items(basis.paper);
        let folded = text::fold(&arrangement.filter.text);
        let delegations = (0..basis.roster.delegation_count()).map(ParticipantIndex);
        let shown = delegations.filter(|who| fits(basis, &arrangement.filter, &folded, &items, *who));
        let compared = match arrangement.sort {
            Sort::SimilarTo(other) => Some(sides(basis.snapshot, other, &items)),
            _ => None,
        };
        let mut rows: Vec<Row> =
            shown.map(|who| row(basis.snapshot, who, &items, compared.as_deref())).collect();
        rows.sort_by(|a, b| compare(basis, arrangement.sort, a, b));
        let columns = items.into_iter().map(|item| column(basis.snapshot, item, &rows)).collect();
        Matrix { rows, columns }
    }

    /// The row of a delegation.
    pub fn row_of(&self, who: ParticipantIndex) -> Option<usize> {
        self.rows.iter().position(|row| row.who == who)
    }

    /// The column of an item.
    pub fn column_of(&self, item: usize) -> Option<usize> {
        self.columns.iter().position(|column| column.item == item)
    }
}

fn fits(basis: Basis, filter: &Filter, folded: &str, items: &[usize], who: ParticipantIndex) -> bool {
    let (roster, snapshot) = (basis.roster, basis.snapshot);
    let stands_at = |position: Position| {
        let stands = |item: &usize| snapshot.standing(who, *item).and_then(Standing::position);
        items.iter().any(|item| stands(item) == Some(position))
    };
    let has_spoken = || items.iter().any(|item| snapshot.cell(who, *item).own.is_some());
    (folded.is_empty() || roster.matches(who, folded))
        && filter.group.is_none_or(|group| roster.groups_of(who).any(|of| of == group))
        && filter.region.is_none_or(|region| roster.delegation(who).is_some_and(|d| d.region == region))
        && filter.position.is_none_or(stands_at)
        && filter.record.is_none_or(|record| has_spoken() == (record == Record::Some))
}

/// Whether a delegation is for, has concerns or is against on each item, by itself or through a group.
fn sides(snapshot: &Snapshot, who: ParticipantIndex, items: &[usize]) -> Vec<Option<Side>> {
    let side = |item: &usize| snapshot.standing(who, *item)?.position()?.side();
    items.iter().map(side).collect()
}

fn row(
    snapshot: &Snapshot,
    who: ParticipantIndex,
    items: &[usize],
    compared: Option<&[Option<Side>]>,
) -> Row {
    let own = items.iter().filter_map(|item| snapshot.cell(who, *item).own.as_ref());
    let last_heard = own.map(Standing::on).max();
    let mut tally = Tally::default();
    items.iter().for_each(|item| snapshot.count_in(&mut tally, who, *item));
    let similarity = compared.and_then(|others| alike(&sides(snapshot, who, items), others));
    Row { who, tally, last_heard, similarity }
}

/// On how many items two delegations stand on the same side, of those on which both stand on one.
fn alike(some: &[Option<Side>], others: &[Option<Side>]) -> Option<Similarity> {
    let both = some.iter().zip(others).filter_map(|(one, other)| Some((*one)? == (*other)?));
    let (alike, items) = both.fold((0, 0), |(alike, items), same| (alike + usize::from(same), items + 1));
    (items > 0).then_some(Similarity { alike, items })
}

fn column(snapshot: &Snapshot, item: usize, rows: &[Row]) -> Column {
    if rows.len() == snapshot.delegations {
        return Column { item, tally: snapshot.tallies[item] };
    }
    let mut tally = Tally::default();
    rows.iter().for_each(|row| snapshot.count_in(&mut tally, row.who, item));
    Column { item, tally }
}

fn compare(basis: Basis, sort: Sort, a: &Row, b: &Row) -> Ordering {
    let by_name = |row: &Row| basis.ranks.get(row.who.0).copied();
    let region = |row: &Row| basis.roster.delegation(row.who).map(|delegation| delegation.region);
    let first = match sort {
        Sort::Name => Ordering::Equal,
        Sort::Region => region(a).cmp(&region(b)),
        Sort::Group(group) => {
            let is_outside = |row: &Row| !basis.roster.groups_of(row.who).any(|of| of == group);
            is_outside(a).cmp(&is_outside(b))
        }
        Sort::Coverage => b.tally.recorded().cmp(&a.tally.recorded()),
        Sort::For => b.tally.in_favour().cmp(&a.tally.in_favour()),
        Sort::Against => {
            let order = |row: &Row| {
                let tally = &row.tally;
                Reverse((tally.red_lines(), tally.against(), tally.with_concerns()))
            };
            order(a).cmp(&order(b))
        }
        Sort::LastHeard => Reverse(a.last_heard).cmp(&Reverse(b.last_heard)),
        Sort::SimilarTo(other) => {
            let is_other = |row: &Row| row.who != other;
            (is_other(a).cmp(&is_other(b))).then_with(|| most_alike_first(a.similarity, b.similarity))
        }
    };
    first.then_with(|| by_name(a).cmp(&by_name(b)))
}

/// The larger share of items first, of equal shares the one that rests on more items; absent ones last.
fn most_alike_first(a: Option<Similarity>, b: Option<Similarity>) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) => (b.alike * a.items).cmp(&(a.alike * b.items)).then(b.items.cmp(&a.items)),
        _ => b.is_some().cmp(&a.is_some()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::{
            entry::Entry,
            ids::EntryId,
            intent::{self, Taken},
            ledger::{Ledger, View},
        },
        store::assets,
    };

    struct Room {
        paper: Paper,
        roster: Roster,
        snapshot: Snapshot,
        ranks: Vec<usize>,
    }

    /// The shipped paper and roster, with positions as `code item key`, each a minute after the one before.
    fn room(positions: &str) -> Room {
        let assets = assets::load(None);
        let (paper, roster) = (assets.paper, assets.roster);
        let mut ledger = Ledger::default();
        for (number, line) in (1..).zip(positions.split(',').filter(|line| !line.is_empty())) {
            let parts: Vec<&str> = line.split_whitespace().collect();
            let [who, item, key] = parts[..] else { panic!("{line}") };
            let who = *roster.code(roster.find(who).unwrap());
            let at = Instant::from_millis(1_700_000_000_000 + i64::from(number) * 60_000);
            let taken = Taken { is: Some(key.parse().unwrap()), ..Taken::default() };
            let item = paper.find_items(item).unwrap().remove(0);
            let facts = vec![intent::position(&paper, &ledger, &who, &item, &taken, at)];
            let id = EntryId { device: "dev".into(), number };
            ledger.apply(Entry { v: 1, id, at, by: "Ana".into(), facts });
        }
        let snapshot = Snapshot::new(&paper, &roster, &ledger, View::default());
        let ranks = ranks(&roster, Lang::En);
        Room { paper, roster, snapshot, ranks }
    }

    impl Room {
        fn matrix(&self, arrangement: &Arrangement) -> Matrix {
            let Room { paper, roster, snapshot, ranks } = self;
            Matrix::new(Basis { paper, roster, snapshot, ranks }, arrangement)
        }

        fn who(&self, code: &str) -> ParticipantIndex {
            self.roster.find(code).unwrap()
        }

        fn first(&self, count: usize, sort: Sort) -> Vec<&str> {
            let matrix = self.matrix(&Arrangement { sort, ..Arrangement::default() });
            assert_eq!(matrix.rows.len(), 191, "sorting leaves nobody out");
            matrix.rows.iter().take(count).map(|row| self.roster.code(row.who).as_str()).collect()
        }

        fn fitting(&self, filter: Filter) -> Vec<&str> {
            let matrix = self.matrix(&Arrangement { filter, ..Arrangement::default() });
            matrix.rows.iter().map(|row| self.roster.code(row.who).as_str()).collect()
        }
    }

    #[test]
    fn every_delegation_meets_every_item_and_zooms_part_the_items() {
        let room = room("");
        let matrix = room.matrix(&Arrangement::default());
        assert_eq!((matrix.rows.len(), matrix.columns.len()), (191, 26));
        let zooms = Zoom::all(&room.paper);
        assert_eq!(zooms.len(), 1 + 3 + 11);
        let items = |zoom: &Zoom| zoom.items(&room.paper);
        for parts in [&zooms[1..4], &zooms[4..]] {
            assert_eq!(parts.iter().flat_map(items).collect::<Vec<_>>(), items(&Zoom::All));
        }
    }

    #[test]
    fn similarity_is_over_items_in_common_and_a_group_speaks_for_its_members() {
        let room = room("AUT 1a 1, AUT 1b 3, IRL 1a 2, IRL 1b 3, FRA 1a 6, MEX 1a 8, CHE 1b 3, @NAM 1a 1");
        let matrix =
            room.matrix(&Arrangement { sort: Sort::SimilarTo(room.who("AUT")), ..Arrangement::default() });
        let of = |code: &str| matrix.rows[matrix.row_of(room.who(code)).unwrap()].similarity;
        assert_eq!(of("AUT"), Some(Similarity { alike: 2, items: 2 }));
        assert_eq!(of("IRL"), Some(Similarity { alike: 2, items: 2 }));
        assert_eq!(of("FRA"), Some(Similarity { alike: 0, items: 1 }));
        assert_eq!(of("MEX"), None, "who awaits instructions is on no side");
        assert_eq!(of("CUB"), Some(Similarity { alike: 1, items: 1 }), "through the group");
        let code = |row: &Row| room.roster.code(row.who).to_string();
        assert_eq!(matrix.rows[..2].iter().map(code).collect::<Vec<_>>(), ["AUT", "IRL"]);
        let (irl, fra, mex) = (room.who("IRL"), room.who("FRA"), room.who("MEX"));
        assert!(matrix.row_of(irl) < matrix.row_of(fra) && matrix.row_of(fra) < matrix.row_of(mex));
    }

    #[test]
    fn rows_are_sorted_by_what_was_asked_and_then_by_name() {
        let room = room("FRA 1a 6, FRA 1b 6, AUT 1a 1, IRL 1b 3, MEX 1a 9");
        assert_eq!(room.first(2, Sort::Name), ["AFG", "ALB"]);
        assert_eq!(room.first(4, Sort::Coverage), ["FRA", "AUT", "IRL", "MEX"]);
        assert_eq!(room.first(3, Sort::For), ["AUT", "IRL", "AFG"], "silence is not for");
        assert_eq!(room.first(2, Sort::Against), ["FRA", "AFG"]);
        assert_eq!(room.first(4, Sort::LastHeard), ["MEX", "IRL", "AUT", "FRA"]);
        assert_eq!(room.first(2, Sort::Region), ["DZA", "AGO"]);
        assert_eq!(room.first(3, Sort::Group(room.who("@NAC"))), ["BRA", "EGY", "IRL"]);
    }

    #[test]
    fn names_are_sorted_by_letters_in_english_and_by_sound_in_chinese() {
        let Room { roster, .. } = room("");
        let first = |lang: Lang| {
            let ranks = ranks(&roster, lang);
            let first = (0..ranks.len()).find(|index| ranks[*index] == 0).unwrap();
            roster.name(ParticipantIndex(first)).get(lang).to_owned()
        };
        assert_eq!((first(Lang::En).as_str(), first(Lang::Zh).as_str()), ("Afghanistan", "阿尔巴尼亚"));
    }

    #[test]
    fn rows_fit_the_whole_filter_and_columns_count_them_alone() {
        let room = room("FRA 1a 6, AUT 1a 1, IRL 1a 2, @NAM 1b 2");
        let filter = Filter { group: Some(room.who("@NAC")), ..Filter::default() };
        assert_eq!(room.fitting(filter.clone()), ["BRA", "EGY", "IRL", "MEX", "NZL", "ZAF"]);
        let spoke = Filter { record: Some(Record::Some), ..filter.clone() };
        assert_eq!(room.fitting(spoke), ["IRL"]);
        let silent = Filter { record: Some(Record::None), text: "é".into(), ..filter.clone() };
        assert!(!room.fitting(silent.clone()).contains(&"IRL"));
        assert!(room.fitting(Filter { group: None, ..silent }).contains(&"BEL"));
        let supporting = Filter { position: Some(Position::Supports), ..filter.clone() };
        assert_eq!(room.fitting(supporting), ["EGY", "IRL", "ZAF"], "two of them through the group");
        let weog = Filter { region: Some(Region::Weog), ..filter.clone() };
        assert_eq!(room.fitting(weog), ["IRL", "NZL"]);
        let matrix = room.matrix(&Arrangement { filter, ..Arrangement::default() });
        assert_eq!((matrix.columns[0].tally.recorded(), matrix.columns[0].tally.in_favour()), (1, 1));
        assert_eq!(matrix.columns[1].tally.via_groups(), 2);
        assert_eq!(room.matrix(&Arrangement::default()).columns[0].tally, room.snapshot.tallies[0]);
    }
}
