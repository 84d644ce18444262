//! Everything that the screens show, as one value.
//!
//! Invariant: changed by `update` alone; rows and figures are computed when something changes, never while drawing.

mod following;

use super::{
    commitments::{self, Commitments},
    compared::{Compared, Listed},
    conflicts::Contests,
    keys::Scope,
    list::{List, Row},
    matrix::Grid,
    page::Reading,
    past::Days,
    walk::Walk,
};
pub use super::{
    options::Options,
    screen::{Overlay, Place, Screen, Status, Subject},
};
use crate::{
    domain::{
        about,
        authorship::{self, TakenBack},
        entry::Fact,
        ids::{EntryId, ItemId, ItemKey, Who},
        instant::{Clock, Day, Instant},
        lang::Lang,
        ledger::Ledger,
        paper::{Area, Item, Paper},
        problem::Problem,
        read_only::ReadOnly,
        roster::{ParticipantIndex, Roster},
        snapshot::Snapshot,
    },
    words::{
        notice,
        screen::{self, ScreenWords},
    },
};
use std::{
    collections::{BTreeMap, HashSet},
    sync::Arc,
};

/// Everything that the screens show.
#[derive(Debug)]
pub struct Model {
    /// The paper.
    pub paper: Arc<Paper>,
    /// Who can take a position.
    pub roster: Arc<Roster>,
    /// What was recorded.
    pub ledger: Ledger,
    /// What it says in the view.
    pub snapshot: Snapshot,
    /// Entries that are taken back, for histories.
    pub undone: Arc<HashSet<EntryId>>,
    /// Whether what is on screen is to be computed anew before it is seen.
    pub is_aged: bool,
    /// What is wrong with files.
    pub problems: Vec<Problem>,
    /// What others took back.
    pub taken_back: Vec<TakenBack>,
    /// Language.
    pub lang: Lang,
    /// How the program was started.
    pub options: Options,
    /// How many hundredths of the journals are read, until all are.
    pub loading: Option<u8>,
    /// Why nothing can be recorded, where that is so.
    pub read_only: Option<ReadOnly>,
    /// This device's name, where it has recorded before.
    pub device: Option<String>,
    /// The present.
    pub now: Instant,
    /// The terminal's columns and rows.
    pub size: (u16, u16),
    /// Where one is, last, and how one came there.
    pub screens: Vec<Screen>,
    /// How commitments are listed.
    pub commitments: Commitments,
    /// What the screen of conflicts knows beside its rows.
    pub contests: Contests,
    /// The matrix, kept while one is elsewhere.
    pub grid: Grid,
    /// What lies over it.
    pub overlay: Option<Overlay>,
    /// What the question for the author's name lies over.
    pub beneath: Option<Overlay>,
    /// What was last said.
    pub status: Status,
    /// Facts that wait for the author's name.
    pub waiting: Option<Vec<Fact>>,
    /// Whether an append is under way.
    pub recording: bool,
    /// Unfinished notes by what they are on.
    pub drafts: BTreeMap<String, String>,
    /// The review session under way.
    pub walk: Option<Walk>,
    /// Whether the program listens to the mouse.
    pub mouse: bool,
    /// The page that is read, where one is.
    pub reading: Option<Reading>,
    /// Days on which something changed.
    pub days: Days,
    /// What is compared, where something is.
    pub compared: Option<Compared>,
    /// Saved snapshots, as they were last listed.
    pub saved: Vec<Listed>,
}

impl Model {
    /// A model of what was read, at the overview.
    pub fn new(
        paper: impl Into<Arc<Paper>>,
        roster: impl Into<Arc<Roster>>,
        ledger: Ledger,
        options: Options,
        size: (u16, u16),
        now: Instant,
    ) -> Model {
        let mut model = Model::unread(paper, roster, options, size, now);
        (model.ledger, model.loading) = (ledger, None);
        model.ledger.set_horizon(model.clock().end_of_today());
        model.recompute();
        model
    }

    /// A model of a paper whose journals are yet to be read, at the overview; what it shows is to be computed.
    pub fn unread(
        paper: impl Into<Arc<Paper>>,
        roster: impl Into<Arc<Roster>>,
        options: Options,
        size: (u16, u16),
        now: Instant,
    ) -> Model {
        let paper = paper.into();
        let language = notice::paper_language(options.lang, &paper);
        let mut model = Model {
            snapshot: Snapshot::default(),
            undone: Arc::default(),
            is_aged: false,
            problems: Vec::new(),
            taken_back: Vec::new(),
            lang: options.lang,
            paper,
            roster: roster.into(),
            ledger: Ledger::default(),
            options,
            loading: Some(0),
            read_only: None,
            device: None,
            now,
            size,
            screens: Vec::new(),
            commitments: Commitments::default(),
            contests: Contests::default(),
            grid: Grid::default(),
            overlay: None,
            beneath: None,
            status: Status { text: language, failed: false },
            waiting: None,
            recording: false,
            drafts: BTreeMap::new(),
            walk: None,
            mouse: true,
            reading: None,
            days: Days::default(),
            compared: None,
            saved: Vec::new(),
        };
        let overview = Screen::new(Place::Overview, List::overview(&model));
        model.screens.push(overview);
        model
    }

    /// Who took an entry back and when, where that was somebody else; else that it is undone, where it is.
    pub fn undone_mark(&self, id: &EntryId) -> Option<String> {
        let taken = self.taken_back.iter().find(|taken| taken.entry.id == *id);
        match taken {
            Some(TakenBack { by, .. }) => {
                Some(notice::taken_back_by(self.lang, &authorship::name(&by.by), &by.at.short()))
            }
            None => self.undone.contains(id).then(|| self.words().undone_mark.to_owned()),
        }
    }

    /// Everything worth knowing that is no problem.
    pub fn notices(&self) -> Vec<Problem> {
        let taken = self.taken_back.iter().map(|taken| taken.notice(&self.paper, &self.ledger));
        self.options.exposed.iter().cloned().chain(taken).collect()
    }

    /// How many rows the screen shows that are no headings.
    pub fn count(&self) -> usize {
        match self.screen() {
            Some(Screen { place: Place::Matrix, .. }) => self.grid.matrix.rows.len(),
            screen => screen.map_or(0, |screen| screen.list.count()),
        }
    }

    /// Shows only rows that hold a text on the screen where one is.
    pub fn set_filter(&mut self, text: &str) {
        let Some(mut screen) = self.screens.pop() else { return };
        screen.filter = text.to_owned();
        screen.list.rebuild(self, screen.place, text);
        self.screens.push(screen);
        self.arrange();
    }

    /// Whether something was typed that is not kept on disk yet.
    pub fn is_unkept(&self) -> bool {
        matches!(&self.overlay, Some(Overlay::Editor(editor)) if editor.changed)
    }

    /// Whether the list where one is is yet to be searched on.
    pub fn is_seeking(&self) -> bool {
        self.screen().is_some_and(|screen| screen.list.is_seeking())
    }

    /// Searches the list where one is a little further.
    pub fn seek(&mut self) {
        let Some(mut screen) = self.screens.pop() else { return };
        if !screen.is_stale {
            screen.list.seek_on(self, &screen.filter);
        }
        self.screens.push(screen);
    }

    /// The words of the language.
    pub fn words(&self) -> &'static ScreenWords {
        screen::words(self.lang)
    }

    /// Where one is.
    pub fn screen(&self) -> Option<&Screen> {
        self.screens.last()
    }

    /// The present, and the zones by which it is understood.
    pub fn clock(&self) -> Clock {
        Clock { now: self.now, zones: self.options.zones }
    }

    /// Today.
    pub fn today(&self) -> Day {
        Day(self.now.date())
    }

    /// The area and the item at a place in the paper's order.
    pub fn item(&self, index: usize) -> Option<(&Area, &Item)> {
        self.paper.items().nth(index)
    }

    /// The key of an item.
    pub fn item_key(&self, index: usize) -> ItemKey {
        self.snapshot.items.get(index).map(|id| self.paper.key(id)).unwrap_or_default()
    }

    /// The id of an item.
    pub fn item_id(&self, index: usize) -> ItemId {
        self.snapshot.items.get(index).copied().unwrap_or_default()
    }

    /// The code of a participant.
    pub fn code(&self, who: ParticipantIndex) -> &Who {
        self.roster.code(who)
    }

    /// The name of a participant in the language.
    pub fn name(&self, who: ParticipantIndex) -> &str {
        self.roster.name(who).get(self.lang)
    }

    /// What is meant by the row under the cursor.
    pub fn subject(&self) -> Subject {
        let Some(screen) = self.screen() else { return Subject::default() };
        let row = screen.list.selected();
        match screen.place {
            Place::Session => self.floor(),
            Place::Brief(who) => Subject { who: Some(who), ..Subject::default() },
            Place::ToDo | Place::Changes => Subject::default(),
            Place::Overview => row.map_or(Subject::default(), |row| row.subject()),
            Place::Item(item) => {
                Subject { item: Some(item), ..row.map_or(Subject::default(), |row| row.subject()) }
            }
            Place::Participant(who) => {
                Subject { who: Some(who), ..row.map_or(Subject::default(), |row| row.subject()) }
            }
            Place::Commitments | Place::Timeline | Place::Moves(_) | Place::Conflicts => {
                row.map_or(Subject::default(), |row| self.meant_by(row))
            }
            Place::Matrix => {
                let spot = self.grid.spot();
                Subject { who: spot.map(|spot| spot.0), item: spot.map(|spot| spot.1), area: None }
            }
        }
    }

    /// What is meant by a commitment or an entry; by an entry the first cell that it is about.
    fn meant_by(&self, row: Row) -> Subject {
        let (who, item) = match row {
            Row::Commitment(..) => commitments::of_row(self, row)
                .map(|commitment| (Some(&commitment.who), Some(&commitment.item))),
            Row::Entry(place) => self.ledger.entries().get(place).map(|entry| {
                let spot = about::first_spot(entry, &self.ledger);
                (spot.who, spot.item)
            }),
            _ => return row.subject(),
        }
        .unwrap_or_default();
        Subject {
            who: who.and_then(|who| self.roster.by_code(who)),
            item: item.and_then(|item| self.snapshot.item_index(item)),
            area: None,
        }
    }

    /// Who has the floor in the session, and on what.
    fn floor(&self) -> Subject {
        let floor = self.walk.as_ref().and_then(|walk| walk.subject(&self.roster));
        let Some((who, item)) = floor else { return Subject::default() };
        Subject { who: self.roster.by_code(&who), item: self.snapshot.item_index(&item), area: None }
    }

    /// Whether the review session is the screen where one is.
    pub fn is_walking(&self) -> bool {
        self.screen().is_some_and(|screen| screen.place == Place::Session)
    }

    /// Whether a page to read is the screen where one is.
    pub fn is_reading(&self) -> bool {
        self.screen()
            .is_some_and(|screen| matches!(screen.place, Place::Brief(_) | Place::ToDo | Place::Changes))
    }

    /// Where a key is pressed now.
    pub fn scope(&self) -> Scope {
        match (&self.overlay, self.screen()) {
            (Some(Overlay::Help(_) | Overlay::Problems(_)), _) => Scope::Reading,
            (Some(Overlay::Jump(_)), _) => Scope::Jump,
            (Some(Overlay::Palette(_)), _) => Scope::Palette,
            (Some(Overlay::Filter(_)), _) => Scope::Filter,
            (Some(Overlay::Choose(_)), _) => Scope::Choose,
            (Some(Overlay::Editor(_)), _) => Scope::Editor,
            (Some(Overlay::Form(_)), _) => Scope::Form,
            (None, screen) => self.scope_below(screen),
        }
    }

    fn scope_below(&self, screen: Option<&Screen>) -> Scope {
        match screen.map(|screen| (screen.card, screen.place)) {
            None | Some((_, Place::Overview)) => Scope::Overview,
            Some((_, Place::Matrix)) => Scope::Matrix,
            Some((Some(_), _)) => Scope::Cards,
            Some((None, Place::Item(_))) => Scope::Item,
            Some((None, Place::Participant(_))) => Scope::Participant,
            Some((None, Place::Session)) => Scope::Session,
            Some((None, Place::Brief(_) | Place::ToDo | Place::Changes)) => Scope::Page,
            Some((None, Place::Commitments)) => Scope::Commitments,
            Some((None, Place::Timeline)) => Scope::Timeline,
            Some((None, Place::Moves(_))) => Scope::Moves,
            Some((None, Place::Conflicts)) => Scope::Conflicts,
        }
    }

    /// The scope of the screen itself, whatever lies over it.
    pub fn screen_scope(&self) -> Scope {
        self.scope_below(self.screen())
    }
}
