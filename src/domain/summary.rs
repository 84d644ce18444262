//! An entry in one line, for the status line, the log and the answer of a command.
//!
//! Invariant: one line without control characters, whatever an entry holds; the work does not grow with what is left out.

use super::{
    authorship,
    entry::{Entry, Fact, PositionSet},
    ids::{EntryId, FactId, ItemId, ItemKey, Who},
    lang::{Lang, Pair},
    ledger::Ledger,
    name::Name,
    paper::Paper,
    text::clean_line,
};

/// Names that a line lists before it counts the others.
const LISTED: usize = 8;
/// Undos of undos that a line follows.
const DEPTH: usize = 3;

/// What an entry says, in one line without a full stop.
pub fn summary(entry: &Entry, paper: &Paper, ledger: &Ledger, lang: Lang) -> String {
    clean_line(&act(entry, paper, ledger, lang, DEPTH))
}

/// What one fact says, in one line; with the entry that states it, whose record it reaches into is said as well.
pub fn fact_in_full(
    said: &Fact,
    entry: Option<&Entry>,
    paper: &Paper,
    ledger: &Ledger,
    lang: Lang,
) -> String {
    clean_line(&match said {
        Fact::Undo(undone) => undo(&undone.entry, entry, paper, ledger, lang, DEPTH),
        said => fact(said, entry, paper, ledger, lang),
    })
}

fn act(entry: &Entry, paper: &Paper, ledger: &Ledger, lang: Lang, depth: usize) -> String {
    match &entry.facts[..] {
        [] => Pair("nothing", "无内容").get(lang).to_owned(),
        [Fact::Undo(undone)] => undo(&undone.entry, Some(entry), paper, ledger, lang, depth),
        [one] => fact(one, Some(entry), paper, ledger, lang),
        [Fact::Position(first), ..] => positions(first, &entry.facts, paper, lang),
        [first, rest @ ..] => and_more(fact(first, Some(entry), paper, ledger, lang), rest.len(), lang),
    }
}

fn and_more(said: String, more: usize, lang: Lang) -> String {
    match lang {
        Lang::En => format!("{said}, and {more} more"),
        Lang::Zh => format!("{said}，另有 {more} 项"),
    }
}

/// Several positions: those who took the same one on one item, or those items on which one took the same, are listed.
fn positions(first: &PositionSet, facts: &[Fact], paper: &Paper, lang: Lang) -> String {
    let stands = || {
        facts.iter().map(|fact| match fact {
            Fact::Position(stand) => Some(stand),
            _ => None,
        })
    };
    let same = |f: fn(&PositionSet, &PositionSet) -> bool| {
        stands().all(|s| s.is_some_and(|s| s.is == first.is && f(s, first)))
    };
    let listed = |name: &dyn Fn(&PositionSet) -> Name| {
        let names: Vec<String> = stands().flatten().take(LISTED).map(|s| clean_line(&name(s))).collect();
        let names = names.join(Pair(", ", "、").get(lang));
        let more = facts.len().saturating_sub(LISTED);
        if more == 0 { names } else { and_more(names, more, lang) }
    };
    let is = position_name(first, lang);
    if same(|a, b| a.item == b.item) {
        let who = listed(&|s| s.who.0);
        return format!("{}{who}", on(paper.key(&first.item), is, lang));
    }
    if same(|a, b| a.who == b.who) {
        let items = listed(&|s| paper.key(&s.item).0);
        return match lang {
            Lang::En => format!("{} on {items}: {is}", first.who),
            Lang::Zh => format!("{} 对 {items}：{is}", first.who),
        };
    }
    match (stands().all(|s| s.is_some()), lang) {
        (true, Lang::En) => format!("{} positions", facts.len()),
        (true, Lang::Zh) => format!("{} 项立场", facts.len()),
        (false, _) => and_more(position(first, paper, lang), facts.len() - 1, lang),
    }
}

fn on(item: ItemKey, is: &str, lang: Lang) -> String {
    match lang {
        Lang::En => format!("{is} on {item}: "),
        Lang::Zh => format!("{item} {is}："),
    }
}

fn position_name(stand: &PositionSet, lang: Lang) -> &'static str {
    stand.is.map_or(Pair("cleared", "清除").get(lang), |is| is.name(lang))
}

fn undo(
    id: &EntryId,
    by: Option<&Entry>,
    paper: &Paper,
    ledger: &Ledger,
    lang: Lang,
    depth: usize,
) -> String {
    let target = ledger.entry(id).filter(|_| depth > 0);
    let (undoes, what) = match target {
        Some(target) => (target.undoes().is_some(), act(target, paper, ledger, lang, depth - 1)),
        None => (false, id.to_string()),
    };
    let over = target.zip(by).filter(|(target, by)| authorship::reaches_over(by, target, ledger));
    if let Some((target, by)) = over {
        let is_same = target.by == by.by;
        let of = authorship::name(&target.by);
        return match (is_same, lang) {
            (false, Lang::En) => format!("took back {of}'s entry {id}: {what}"),
            (false, Lang::Zh) => format!("撤销了 {of} 的记录 {id}：{what}"),
            (true, Lang::En) => format!("took back {of}'s entry {id} from another device: {what}"),
            (true, Lang::Zh) => format!("从另一设备撤销了 {of} 的记录 {id}：{what}"),
        };
    }
    match (undoes, lang) {
        (false, Lang::En) => format!("undone: {what}"),
        (false, Lang::Zh) => format!("撤销：{what}"),
        (true, Lang::En) => format!("put back ({what})"),
        (true, Lang::Zh) => format!("恢复（{what}）"),
    }
}

/// What is done to a note or a commitment of somebody else.
fn over(said: &Fact, owner: &Entry, lang: Lang) -> Option<String> {
    let of = authorship::name(&owner.by);
    let text_of = |id: &FactId| match owner.facts.get(usize::try_from(id.index).ok()?)? {
        Fact::Note(note) => Some(note.text.clone()),
        _ => None,
    };
    Some(match (said, lang) {
        (Fact::NoteEdited(n), Lang::En) => format!("amended {of}'s note {}: {}", n.note, n.text),
        (Fact::NoteEdited(n), Lang::Zh) => format!("修改了 {of} 的笔记 {}：{}", n.note, n.text),
        (Fact::NoteRemoved(n), Lang::En) => {
            format!("struck {of}'s note {}: {}", n.note, text_of(&n.note).unwrap_or_default())
        }
        (Fact::NoteRemoved(n), Lang::Zh) => {
            format!("删去了 {of} 的笔记 {}：{}", n.note, text_of(&n.note).unwrap_or_default())
        }
        (Fact::CommitmentEdited(c), Lang::En) => {
            let due = due(c.due.map(|due| due.to_string()), lang);
            format!("amended {of}'s commitment {}: {}{due}", c.commitment, c.text)
        }
        (Fact::CommitmentEdited(c), Lang::Zh) => {
            let due = due(c.due.map(|due| due.to_string()), lang);
            format!("修改了 {of} 的承诺 {}：{}{due}", c.commitment, c.text)
        }
        _ => return None,
    })
}

fn position(stand: &PositionSet, paper: &Paper, lang: Lang) -> String {
    let (who, item, is) = (&stand.who, paper.key(&stand.item), position_name(stand, lang));
    let mut said = match lang {
        Lang::En => format!("{who} on {item}: {is}"),
        Lang::Zh => format!("{who} 对 {item}：{is}"),
    };
    if !stand.condition.is_empty() {
        said += &match lang {
            Lang::En => format!(", if {}", stand.condition),
            Lang::Zh => format!("，条件：{}", stand.condition),
        };
    }
    if let Some(source) = &stand.source {
        said += &match lang {
            Lang::En => format!(" ({})", source.shown(lang)),
            Lang::Zh => format!("（{}）", source.shown(lang)),
        };
    }
    said
}

fn cell(paper: &Paper, who: Option<&Who>, item: Option<&ItemId>) -> String {
    let item = item.map(|item| paper.key(item));
    let names = [who.map(Who::as_str), item.as_ref().map(ItemKey::as_str)];
    names.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn fact(fact: &Fact, by: Option<&Entry>, paper: &Paper, ledger: &Ledger, lang: Lang) -> String {
    let owner = by.and_then(|by| authorship::owner(fact, &by.by, ledger));
    if let Some(said) = owner.and_then(|owner| over(fact, owner, lang)) {
        return said;
    }
    let colon = Pair(": ", "：").get(lang);
    let with = |what: Pair, place: String, text: &str| {
        let what = what.get(lang);
        let gap = if place.is_empty() { "" } else { " " };
        let text = if text.is_empty() { String::new() } else { format!("{colon}{text}") };
        format!("{what}{gap}{place}{text}")
    };
    match fact {
        Fact::Position(stand) => position(stand, paper, lang),
        Fact::Note(n) => with(Pair("note on", "笔记"), cell(paper, n.who.as_ref(), n.item.as_ref()), &n.text),
        Fact::NoteEdited(n) => with(Pair("note amended", "修改笔记"), n.note.to_string(), &n.text),
        Fact::NoteRemoved(n) => with(Pair("note struck", "删去笔记"), n.note.to_string(), ""),
        Fact::Commitment(c) => {
            let due = due(c.due.map(|due| due.to_string()), lang);
            with(
                Pair("commitment", "承诺"),
                cell(paper, Some(&c.who), Some(&c.item)),
                &format!("{}{due}", c.text),
            )
        }
        Fact::CommitmentEdited(c) => {
            let due = due(c.due.map(|due| due.to_string()), lang);
            with(
                Pair("commitment amended", "修改承诺"),
                c.commitment.to_string(),
                &format!("{}{due}", c.text),
            )
        }
        Fact::Status(p) => with(Pair("status of", "进展"), p.commitment.to_string(), p.is.name(lang)),
        Fact::Line(line) => {
            with(Pair("our line on", "我方口径"), paper.key(&line.item).to_string(), &line.objective)
        }
        Fact::Point(r) if r.done => {
            with(Pair("no longer to raise", "不再提出"), cell(paper, Some(&r.who), Some(&r.item)), "")
        }
        Fact::Point(r) => with(Pair("to raise", "待提出"), cell(paper, Some(&r.who), Some(&r.item)), &r.text),
        Fact::Meeting(m) => {
            let who: Vec<&str> = m.participants.iter().take(LISTED).map(Who::as_str).collect();
            with(Pair("meeting", "会晤"), m.when.short(), &who.join(", "))
        }
        Fact::MeetingFinished(m) => {
            with(Pair("meeting finished", "会晤结束"), m.meeting.to_string(), &m.outcome)
        }
        Fact::Undo(undone) => with(Pair("undone", "撤销"), undone.entry.to_string(), ""),
        of_committee => committee(of_committee, paper, lang, with),
    }
}

/// What a fact about the Committee states.
fn committee(fact: &Fact, paper: &Paper, lang: Lang, with: impl Fn(Pair, String, &str) -> String) -> String {
    let list = |who: &[Who]| {
        let shown: Vec<&str> = who.iter().take(LISTED).map(Who::as_str).collect();
        shown.join(", ")
    };
    match fact {
        Fact::Sitting(s) => {
            with(Pair("sitting", "场次"), format!("{} {}", s.begin.short(), s.kind.name(lang)), &s.title)
        }
        Fact::SittingEdited(e) => {
            with(Pair("sitting edited", "修改场次"), e.sitting.to_string(), &e.to.title)
        }
        Fact::Intervention(i) => {
            with(Pair("intervention in", "发言，场次"), i.sitting.to_string(), i.who.as_str())
        }
        Fact::InterventionEdited(e) => {
            with(Pair("intervention edited", "修改发言"), e.intervention.to_string(), &e.url)
        }
        Fact::Document(d) => with(Pair("document", "文件"), d.symbol.to_string(), &d.title),
        Fact::DocumentEdited(e) => {
            with(Pair("document edited", "修改文件"), e.document.to_string(), &e.to.title)
        }
        Fact::Sponsored(s) if s.withdrawn => {
            with(Pair("no longer sponsors of", "不再联署"), s.document.to_string(), &list(&s.participants))
        }
        Fact::Sponsored(s) => {
            with(Pair("sponsors of", "联署"), s.document.to_string(), &list(&s.participants))
        }
        Fact::Amendment(a) => with(
            Pair("amendment on", "修正案"),
            format!("{} ({})", paper.key(&a.item), a.kind.name(lang)),
            if a.words.is_empty() { &a.passage } else { &a.words },
        ),
        Fact::AmendmentSupported(s) if s.withdrawn => with(
            Pair("no longer supporters of", "不再支持修正案"),
            s.amendment.to_string(),
            &list(&s.participants),
        ),
        Fact::AmendmentSupported(s) => {
            with(Pair("supporters of", "支持修正案"), s.amendment.to_string(), &list(&s.participants))
        }
        Fact::AmendmentSettled(s) => {
            with(Pair("amendment", "修正案"), s.amendment.to_string(), s.state.name(lang))
        }
        _ => String::new(),
    }
}

fn due(due: Option<String>, lang: Lang) -> String {
    match (due, lang) {
        (None, _) => String::new(),
        (Some(due), Lang::En) => format!(", due {due}"),
        (Some(due), Lang::Zh) => format!("，期限 {due}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::entry::Visibility;
    use crate::domain::{
        entry::{CommitmentEdited, CommitmentMade, NoteEdited, NoteRemoved, NoteWritten, Undone},
        position::Position,
    };

    fn entry(number: u32, facts: Vec<Fact>) -> Entry {
        let id = EntryId { device: "dev".into(), number };
        Entry { v: 1, id, at: Default::default(), by: "A".into(), facts }
    }

    fn stand(who: &str, item: &str) -> Fact {
        Fact::Position(PositionSet {
            who: Who::new(who),
            item: ItemId::new(item),
            is: Some(Position::Opposes),
            condition: String::new(),
            source: None,
            on: Default::default(),
            text: "".into(),
            parents: Vec::new(),
            ..PositionSet::default()
        })
    }

    #[test]
    fn one_act_on_several_delegations_or_items_names_them_and_counts_the_rest() {
        let ledger = Ledger::default();
        let said = |facts, lang| summary(&entry(1, facts), &Paper::default(), &ledger, lang);
        let three = vec![stand("FRA", "3a"), stand("GBR", "3a"), stand("USA", "3a")];
        assert_eq!(said(three.clone(), Lang::En), "Opposes on 3a: FRA, GBR, USA");
        assert_eq!(said(three, Lang::Zh), "3a 反对：FRA、GBR、USA");
        assert_eq!(said(vec![stand("FRA", "3a"), stand("FRA", "3b")], Lang::En), "FRA on 3a, 3b: Opposes");
        assert_eq!(said(vec![stand("FRA", "3a"), stand("GBR", "3b")], Lang::En), "2 positions");
        let many = (0..2000).map(|n| stand(&format!("A{n}"), "3a")).collect();
        assert!(said(many, Lang::En).ends_with("A7, and 1992 more"));
    }

    #[test]
    fn an_undo_names_what_it_takes_back() {
        let mut ledger = Ledger::default();
        ledger.apply(entry(1, vec![stand("FRA", "3a")]));
        let id = |number| EntryId { device: "dev".into(), number };
        let undo = entry(2, vec![Fact::Undo(Undone { entry: id(1) })]);
        assert_eq!(summary(&undo, &Paper::default(), &ledger, Lang::En), "undone: FRA on 3a: Opposes");
        ledger.apply(undo);
        let redo = entry(3, vec![Fact::Undo(Undone { entry: id(2) })]);
        assert_eq!(
            summary(&redo, &Paper::default(), &ledger, Lang::En),
            "put back (undone: FRA on 3a: Opposes)"
        );
    }

    #[test]
    fn what_is_done_to_somebody_elses_record_names_whose_it_is() {
        let mut ledger = Ledger::default();
        let text = "under review".to_owned();
        let (who, item) = (Who::new("FRA"), ItemId::new("3a"));
        let note = NoteWritten {
            who: None,
            item: Some(item),
            text: text.clone(),
            on: Default::default(),
            ..NoteWritten::default()
        };
        let made = CommitmentMade { who, item, text, due: None, source: None };
        ledger.apply(entry(1, vec![stand("FRA", "3a")]));
        ledger.apply(entry(2, vec![Fact::Note(note), Fact::Commitment(made)]));
        let id = |number, index| FactId { entry: EntryId { device: "dev".into(), number }, index };
        let by = |by: &str, fact| {
            let id = EntryId { device: "bo".into(), number: 1 };
            Entry { v: 1, id, at: Default::default(), by: by.into(), facts: vec![fact] }
        };
        let struck = Fact::NoteRemoved(NoteRemoved { note: id(2, 0) });
        let amended = NoteEdited { note: id(2, 0), text: "new".into(), visibility: Visibility::Internal };
        let commitment = CommitmentEdited { commitment: id(2, 1), text: "new".into(), due: None };
        let undo = Fact::Undo(Undone { entry: id(1, 0).entry });
        for (fact, en, zh) in [
            (struck.clone(), "struck A's note dev-2: under review", "删去了 A 的笔记 dev-2：under review"),
            (Fact::NoteEdited(amended), "amended A's note dev-2: new", "修改了 A 的笔记 dev-2：new"),
            (
                Fact::CommitmentEdited(commitment),
                "amended A's commitment dev-2.1: new",
                "修改了 A 的承诺 dev-2.1：new",
            ),
            (undo, "took back A's entry dev-1: FRA on 3a: Opposes", "撤销了 A 的记录 dev-1：FRA 对 3a：反对"),
        ] {
            assert_eq!(summary(&by("Bo", fact.clone()), &Paper::default(), &ledger, Lang::En), en);
            assert_eq!(summary(&by("Bo", fact), &Paper::default(), &ledger, Lang::Zh), zh);
        }
        assert_eq!(summary(&by("A", struck), &Paper::default(), &ledger, Lang::En), "note struck dev-2");
    }

    #[test]
    fn a_note_of_many_lines_and_escapes_stays_one_plain_line() {
        let text = "first\nsecond \u{1b}[31mred\u{7}".to_owned();
        let note = NoteWritten {
            who: None,
            item: Some(ItemId::new("1a")),
            text,
            on: Default::default(),
            ..NoteWritten::default()
        };
        let said =
            summary(&entry(1, vec![Fact::Note(note)]), &Paper::default(), &Ledger::default(), Lang::En);
        assert_eq!(said, "note on 1a: first second red");
    }
}
