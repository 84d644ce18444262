//! Everything that a key can do.
//!
//! Invariant: names what is done, not how or by which key.

/// What a key does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// Record the position of the key's digit.
    Record,
    /// Back to not recorded.
    Clear,
    /// Condition, source and date of the position.
    EditPosition,
    /// Write a note.
    Note,
    /// Write a note in the user's editor.
    NoteOutside,
    /// A new commitment.
    Commitment,
    /// Our own line on the item.
    OurLine,
    /// To raise at the next meeting, or no longer.
    Point,
    /// Change the selected card.
    Amend,
    /// Status of the selected commitment.
    Status,
    /// Take the selected card off.
    Strike,
    /// Up one row.
    Up,
    /// Down one row.
    Down,
    /// Up one page.
    PageUp,
    /// Down one page.
    PageDown,
    /// To the first row.
    First,
    /// To the last row.
    Last,
    /// Open what is selected.
    Open,
    /// Back to where one came from.
    Back,
    /// The neighbour before.
    Previous,
    /// The neighbour after.
    Next,
    /// Between the list and the cards.
    SwitchPane,
    /// Go on with the review session, or begin one.
    Session,
    /// Pass the speaker over.
    Skip,
    /// End the review session.
    EndSession,
    /// Plan a meeting with the participant.
    PlanMeeting,
    /// Hold the next meeting with it: a review session over its items.
    HoldMeeting,
    /// Close the next meeting with it.
    CloseMeeting,
    /// Listen to the mouse, or leave it to the terminal.
    Mouse,
    /// Show only what holds a text.
    Filter,
    /// Jump to anything by name.
    Jump,
    /// All commitments.
    Commitments,
    /// The next order of commitments.
    Sort,
    /// Open commitments only, or all.
    OpenOnly,
    /// Entries, newest first.
    Timeline,
    /// Who moved between two dates, or entries again.
    Moves,
    /// Everything that can be done here.
    Palette,
    /// Take the last act back.
    Undo,
    /// Put it back.
    Redo,
    /// Put back what somebody else took back.
    PutBack,
    /// The other language.
    Language,
    /// What is wrong with files.
    Problems,
    /// Keys that work here.
    Help,
    /// Look for what others recorded.
    Refresh,
    /// Stop as the shell's job control does.
    Suspend,
    /// End.
    Quit,
    /// Record what is in the form or editor.
    Save,
    /// Leave the form or editor.
    Cancel,
    /// The next field.
    NextField,
    /// The field before.
    PreviousField,
    /// Internal or shareable.
    Shareable,
    /// Hand the text to the user's editor.
    Outside,
    /// Take the last typing back.
    UndoTyping,
    /// Put the last typing back.
    RedoTyping,
    /// What the screen shows as a file.
    Export,
    /// The brief of a participant.
    Brief,
    /// What is to be done with everybody.
    ToDo,
    /// Delegations and items.
    Matrix,
    /// Left one column.
    Left,
    /// Right one column.
    Right,
    /// Mark the cell.
    Mark,
    /// Begin or mark a rectangle.
    Rectangle,
    /// Mark the row.
    MarkRow,
    /// Mark the column.
    MarkColumn,
    /// Take all marks off.
    Unmark,
    /// The next part of the paper.
    Zoom,
    /// The part before.
    ZoomBack,
    /// Choose who is shown.
    ShowOnly,
    /// To the day of changes before.
    DayBefore,
    /// To the day of changes after.
    DayAfter,
    /// Back to the present.
    Present,
    /// As of a typed day.
    AsOf,
    /// What conflicts.
    Conflicts,
    /// Resolve the conflict with the chosen version.
    KeepVersion,
    /// The side before.
    VersionBefore,
    /// The side after.
    VersionAfter,
    /// Resolve what is marked, or all, by the later.
    ResolveLater,
    /// Resolve what is marked, or all, by what is on the record.
    ResolveOnTheRecord,
    /// Compare with another time.
    Compare,
    /// Save a snapshot.
    SaveSnapshot,
}
