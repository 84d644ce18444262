//! The paper that is part of the program in a form that is read at once, since every start reads it: a line for each value, nothing copied.
//!
//! Invariant: says what the files of `assets/` say, to the letter; a test holds the two together and `UPDATE=1 cargo test` writes it anew.

use crate::domain::{
    ids::{ItemKey, Who},
    lang::{Phrase, Text},
    name::Name,
    paper::{Area, Cluster, Document, Item, Paper, PaperFile, Paragraph, Reference},
    roster::{Delegation, Group, Region, Roster},
};

const PAPER: &str = include_str!("built_in/paper.txt");
const ROSTER: &str = include_str!("built_in/roster.txt");

/// The built-in paper and roster; none where the form does not read, which a test rules out. Who is in the roster is read later.
pub(super) fn read() -> Option<(Paper, Roster)> {
    let mut lines = Lines(PAPER);
    let paper = Paper { file: lines.paper()?, areas: lines.list(Lines::area)? };
    let mut counts = Lines(ROSTER);
    let [delegations, groups] = [counts.number()? as usize, counts.number()? as usize];
    Some((paper, Roster::later(delegations, groups, || rows().unwrap_or_default())))
}

fn rows() -> Option<(Vec<Delegation>, Vec<Group>)> {
    let mut lines = Lines(ROSTER);
    let [delegations, groups] = [lines.number()? as usize, lines.number()? as usize];
    Some((lines.many(delegations, Lines::delegation)?, lines.many(groups, Lines::group)?))
}

/// What is yet to be read.
struct Lines(&'static str);

impl Lines {
    fn line(&mut self) -> Option<&'static str> {
        let (line, rest) = self.0.split_once('\n')?;
        self.0 = rest;
        Some(line)
    }

    fn phrase(&mut self) -> Option<Phrase> {
        self.line().map(Phrase::Borrowed)
    }

    fn name(&mut self) -> Option<Name> {
        self.line().map(Name::built_in)
    }

    fn text(&mut self) -> Option<Text> {
        Some(Text { en: self.phrase()?, zh: self.phrase()? })
    }

    fn number(&mut self) -> Option<u32> {
        self.line()?.parse().ok()
    }

    fn truth(&mut self) -> Option<bool> {
        Some(self.number()? == 1)
    }

    /// How many there are, and then each.
    fn list<T>(&mut self, one: impl Fn(&mut Lines) -> Option<T>) -> Option<Vec<T>> {
        let count = self.number()? as usize;
        self.many(count, one)
    }

    /// So many.
    fn many<T>(&mut self, count: usize, one: impl Fn(&mut Lines) -> Option<T>) -> Option<Vec<T>> {
        let mut list = Vec::with_capacity(count);
        for _ in 0..count {
            list.push(one(self)?);
        }
        Some(list)
    }

    fn paper(&mut self) -> Option<PaperFile> {
        Some(PaperFile {
            schema: self.number()?,
            title: self.text()?,
            session: self.text()?,
            place: self.text()?,
            from: self.phrase()?,
            until: self.phrase()?,
            status: self.text()?,
            preamble: self.list(Lines::paragraph)?,
            clusters: self.list(|lines| Some(Cluster { number: lines.number()?, title: lines.text()? }))?,
            documents: self.list(|lines| Some(Document { symbol: lines.phrase()?, title: lines.text()? }))?,
        })
    }

    fn paragraph(&mut self) -> Option<Paragraph> {
        Some(Paragraph { paragraph: self.phrase()?, text: self.text()? })
    }

    fn area(&mut self) -> Option<Area> {
        Some(Area {
            number: self.number()?,
            cluster: self.number()?,
            paragraphs: self.phrase()?,
            title: self.text()?,
            background: self.list(Lines::paragraph)?,
            references: self
                .list(|lines| Some(Reference { text: lines.text()?, symbol: lines.phrase()? }))?,
            items: self.list(Lines::item)?,
            schema: self.number()?,
        })
    }

    fn item(&mut self) -> Option<Item> {
        let key = ItemKey(self.name()?);
        Some(Item { key, paragraph: self.phrase()?, label: self.text()?, text: self.text()? })
    }

    fn delegation(&mut self) -> Option<Delegation> {
        Some(Delegation {
            code: Who(self.name()?),
            iso2: self.phrase()?,
            name: self.text()?,
            region: *Region::ALL.get(self.number()? as usize)?,
            nuclear_weapon_state: self.truth()?,
            groups: self.list(Lines::phrase)?,
            aliases: self.list(Lines::phrase)?,
        })
    }

    fn group(&mut self) -> Option<Group> {
        Some(Group {
            code: self.phrase()?,
            name: self.text()?,
            members_as_of: self.phrase()?,
            confidence: self.text()?,
            nuclear_weapon_states: self.truth()?,
            aliases: self.list(Lines::phrase)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::assets::from_ron;

    /// What is yet to be read, from the other side.
    #[derive(Default)]
    struct Written(String);

    impl Written {
        fn line(&mut self, line: impl std::fmt::Display) -> &mut Written {
            let line = line.to_string();
            assert!(!line.contains('\n'), "one line: {line}");
            self.0 += &line;
            self.0.push('\n');
            self
        }

        fn text(&mut self, text: &Text) -> &mut Written {
            self.line(&text.en).line(&text.zh)
        }

        fn list<T>(&mut self, list: &[T], one: impl Fn(&mut Written, &T)) -> &mut Written {
            self.line(list.len());
            list.iter().for_each(|value| one(self, value));
            self
        }

        fn phrases(&mut self, phrases: &[Phrase]) -> &mut Written {
            self.list(phrases, |to, phrase| _ = to.line(phrase))
        }

        fn paragraphs(&mut self, list: &[Paragraph]) -> &mut Written {
            self.list(list, |to, paragraph| _ = to.line(&paragraph.paragraph).text(&paragraph.text))
        }

        fn paper(&mut self, file: &PaperFile) {
            self.line(file.schema).text(&file.title).text(&file.session).text(&file.place);
            self.line(&file.from).line(&file.until).text(&file.status).paragraphs(&file.preamble);
            self.list(&file.clusters, |to, cluster| _ = to.line(cluster.number).text(&cluster.title));
            self.list(&file.documents, |to, document| _ = to.line(&document.symbol).text(&document.title));
        }

        fn area(&mut self, area: &Area) {
            self.line(area.number).line(area.cluster).line(&area.paragraphs).text(&area.title);
            self.paragraphs(&area.background);
            self.list(&area.references, |to, reference| _ = to.text(&reference.text).line(&reference.symbol));
            self.list(&area.items, |to, item| {
                to.line(&item.key).line(&item.paragraph).text(&item.label).text(&item.text);
            });
            self.line(area.schema);
        }

        fn delegation(&mut self, of: &Delegation) {
            let region = Region::ALL.into_iter().position(|region| region == of.region).unwrap();
            self.line(&of.code).line(&of.iso2).text(&of.name).line(region);
            self.line(u8::from(of.nuclear_weapon_state)).phrases(&of.groups).phrases(&of.aliases);
        }

        fn group(&mut self, of: &Group) {
            self.line(&of.code).text(&of.name).line(&of.members_as_of).text(&of.confidence);
            self.line(u8::from(of.nuclear_weapon_states)).phrases(&of.aliases);
        }
    }

    #[test]
    fn it_says_what_the_files_say() {
        let assets = from_ron(None);
        let (mut paper, mut roster) = (Written::default(), Written::default());
        paper.paper(&assets.paper.file);
        paper.list(&assets.paper.areas, Written::area);
        roster.line(assets.roster.delegations().len()).line(assets.roster.groups().len());
        assets.roster.delegations().iter().for_each(|delegation| roster.delegation(delegation));
        assets.roster.groups().iter().for_each(|group| roster.group(group));
        if std::env::var_os("UPDATE").is_some() {
            let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/store/assets/built_in");
            std::fs::write(folder.join("paper.txt"), &paper.0).unwrap();
            std::fs::write(folder.join("roster.txt"), &roster.0).unwrap();
            return;
        }
        assert!(PAPER == paper.0 && ROSTER == roster.0, "UPDATE=1 cargo test writes them anew");
        let (paper, roster) = read().unwrap();
        assert_eq!(paper, assets.paper);
        assert_eq!(roster.delegations(), assets.roster.delegations());
        assert_eq!(roster.groups(), assets.roster.groups());
        assert_eq!(roster.len(), assets.roster.len());
    }
}
