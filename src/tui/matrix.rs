//! The matrix as it stands on the screen: its arrangement, the cell under the cursor, what is in view and what is marked.
//!
//! Invariant: computed when figures, arrangement or language change, never while drawing; what is not shown is not marked.

use super::model::Model;
use crate::domain::{
    lang::Lang,
    matrix::{Arrangement, Basis, Filter, Matrix, Zoom, ranks},
    roster::ParticipantIndex,
};
use std::collections::BTreeSet;

/// Where a delegation meets an item.
pub type Spot = (ParticipantIndex, usize);

/// The matrix as it stands on the screen.
#[derive(Debug, Default)]
pub struct Grid {
    /// What is shown and how, but for the text that filters the screen.
    pub arrangement: Arrangement,
    /// What that comes to.
    pub matrix: Matrix,
    /// The row under the cursor.
    pub row: usize,
    /// The column under the cursor.
    pub column: usize,
    /// The first row in view.
    pub top: usize,
    /// The first column in view.
    pub left: usize,
    /// The corner at which a rectangle begins that ends at the cursor.
    pub anchor: Option<Spot>,
    marks: BTreeSet<Spot>,
    ranks: Option<(Lang, Vec<usize>)>,
}

impl Grid {
    /// Computes rows and columns anew, and keeps the cursor on what it was on, else on the first.
    pub fn arrange(&mut self, model: &Model, text: &str) {
        let was = self.spot();
        if self.ranks.as_ref().is_none_or(|(lang, _)| *lang != model.lang) {
            self.ranks = Some((model.lang, ranks(&model.roster, model.lang)));
        }
        let Some((_, ranks)) = &self.ranks else { return };
        let evidence = Basis { paper: &model.paper, roster: &model.roster, snapshot: &model.snapshot, ranks };
        text.clone_into(&mut self.arrangement.filter.text);
        self.matrix = Matrix::new(evidence, &self.arrangement);
        self.row = was.and_then(|(who, _)| self.matrix.row_of(who)).unwrap_or(0);
        self.column = was.and_then(|(_, item)| self.matrix.column_of(item)).unwrap_or(0);
        let matrix = &self.matrix;
        let shown = |spot: &Spot| matrix.row_of(spot.0).is_some() && matrix.column_of(spot.1).is_some();
        self.marks.retain(shown);
        self.anchor = self.anchor.filter(shown);
    }

    /// The cell at a row and a column.
    pub fn at(&self, row: usize, column: usize) -> Option<Spot> {
        Some((self.matrix.rows.get(row)?.who, self.matrix.columns.get(column)?.item))
    }

    /// The cell under the cursor.
    pub fn spot(&self) -> Option<Spot> {
        self.at(self.row, self.column)
    }

    /// Puts the cursor on a delegation and an item, as far as they are shown.
    pub fn go_to(&mut self, who: Option<ParticipantIndex>, item: Option<usize>) {
        self.row = who.and_then(|who| self.matrix.row_of(who)).unwrap_or(self.row);
        self.column = item.and_then(|item| self.matrix.column_of(item)).unwrap_or(self.column);
    }

    /// Moves the cursor by rows and columns, as far as there are.
    pub fn step(&mut self, rows: isize, columns: isize) {
        let last = |count: usize| count.saturating_sub(1);
        self.row = self.row.saturating_add_signed(rows).min(last(self.matrix.rows.len()));
        self.column = self.column.saturating_add_signed(columns).min(last(self.matrix.columns.len()));
    }

    /// Puts the cursor on the first row.
    pub fn to_top(&mut self) {
        self.row = 0;
    }

    /// Zooms to the next or the previous part of the paper.
    pub fn zoom(&mut self, model: &Model, by: isize) {
        let zooms = Zoom::all(&model.paper);
        let place = zooms.iter().position(|zoom| *zoom == self.arrangement.zoom).unwrap_or(0);
        let next = (place + zooms.len()).saturating_add_signed(by) % zooms.len().max(1);
        self.arrangement.zoom = zooms.get(next).copied().unwrap_or_default();
    }

    /// Whether anything but the text leaves delegations out.
    pub fn is_filtered(&self) -> bool {
        Filter { text: String::new(), ..self.arrangement.filter.clone() } != Filter::default()
    }

    /// Marks cells; where all of them are marked already, takes the marks off.
    pub fn mark(&mut self, spots: &[Spot]) {
        if spots.iter().all(|spot| self.marks.contains(spot)) {
            spots.iter().for_each(|spot| {
                self.marks.remove(spot);
            });
        } else {
            self.marks.extend(spots);
        }
    }

    /// Begins a rectangle at the cursor, or marks the one that was begun.
    pub fn rectangle(&mut self) {
        if self.anchor.is_none() {
            self.anchor = self.spot();
            return;
        }
        self.marks = self.chosen().into_iter().collect();
        self.anchor = None;
    }

    /// Cells of the row under the cursor.
    pub fn whole_row(&self) -> Vec<Spot> {
        (0..self.matrix.columns.len()).filter_map(|column| self.at(self.row, column)).collect()
    }

    /// Cells of the column under the cursor.
    pub fn whole_column(&self) -> Vec<Spot> {
        (0..self.matrix.rows.len()).filter_map(|row| self.at(row, self.column)).collect()
    }

    /// Takes all marks off.
    pub fn unmark_all(&mut self) {
        self.marks.clear();
        self.anchor = None;
    }

    /// Takes the mark off a cell that was set.
    pub fn unmark(&mut self, spot: Spot) {
        self.marks.remove(&spot);
    }

    /// Rows and columns between the corner and the cursor: first and last of each.
    pub fn bounds(&self) -> Option<[(usize, usize); 2]> {
        let (who, item) = self.anchor?;
        let (row, column) = (self.matrix.row_of(who)?, self.matrix.column_of(item)?);
        let ends = |a: usize, b: usize| (a.min(b), a.max(b));
        Some([ends(row, self.row), ends(column, self.column)])
    }

    /// Whether a cell has a mark.
    pub fn is_marked(&self, spot: Spot) -> bool {
        self.marks.contains(&spot)
    }

    /// Every cell that is marked or in the rectangle, delegations in the roster's order, items in the paper's.
    pub fn chosen(&self) -> Vec<Spot> {
        let mut chosen = self.marks.clone();
        if let Some([(top, bottom), (left, right)]) = self.bounds() {
            let cells = (top..=bottom).flat_map(|row| (left..=right).map(move |column| (row, column)));
            chosen.extend(cells.filter_map(|(row, column)| self.at(row, column)));
        }
        chosen.into_iter().collect()
    }

    /// How many cells are marked or in the rectangle.
    pub fn chosen_count(&self) -> usize {
        if self.anchor.is_none() { self.marks.len() } else { self.chosen().len() }
    }
}
