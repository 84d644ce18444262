//! Which file imports which: outside the screens no file is in a circle.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

/// Every source file by the path of its module, without its tests.
fn modules() -> BTreeMap<String, String> {
    fn walk(folder: &Path, below: &str, found: &mut BTreeMap<String, String>) {
        for file in std::fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            let stem = path.file_stem().unwrap().to_str().unwrap().to_owned();
            let module = if below.is_empty() { stem } else { format!("{below}::{stem}") };
            if path.is_dir() {
                walk(&path, &module, found);
            } else if path.extension().is_some_and(|end| end == "rs") && !["lib", "main"].contains(&&*module)
            {
                let text = std::fs::read_to_string(&path).unwrap();
                found.insert(module, text.split("#[cfg(test)]").next().unwrap_or_default().to_owned());
            }
        }
    }
    let mut found = BTreeMap::new();
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), "", &mut found);
    found
}

/// The single paths that a `use` names.
fn paths(prefix: &str, tree: &str) -> Vec<String> {
    let Some((head, body)) = tree.split_once('{') else {
        let name = tree.split(" as ").next().unwrap_or_default().trim().trim_end_matches("::self");
        return vec![format!("{prefix}{name}")];
    };
    let (mut depth, mut start, mut parts) = (0, 0, Vec::new());
    let body = body.trim_end().strip_suffix('}').unwrap_or(body);
    for (place, c) in body.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(&body[start..place]);
                start = place + 1;
            }
            _ => {}
        }
    }
    parts.push(&body[start..]);
    let prefix = format!("{prefix}{}", head.trim());
    parts.iter().filter(|part| !part.trim().is_empty()).flat_map(|part| paths(&prefix, part.trim())).collect()
}

/// The modules that one imports; what its own parent defines does not count.
fn imports(module: &str, text: &str, all: &BTreeMap<String, String>) -> BTreeSet<String> {
    let parent = module.rsplit_once("::").map_or("", |(parent, _)| parent);
    let uses = text.split("use ").skip(1).filter_map(|rest| rest.split_once(';')).map(|(tree, _)| tree);
    let absolute =
        |path: String| match path.split_once("::").map_or((&*path, ""), |(first, rest)| (first, rest)) {
            ("crate", rest) => rest.to_owned(),
            ("self", rest) => format!("{module}::{rest}"),
            ("super", rest) => {
                let ups = rest.split("::").take_while(|part| *part == "super").count();
                let mut parts: Vec<&str> = module.split("::").collect();
                parts.truncate(parts.len().saturating_sub(1 + ups));
                parts.extend(rest.split("::").skip(ups));
                parts.join("::")
            }
            (first, _) if all.contains_key(&format!("{module}::{first}")) => format!("{module}::{path}"),
            _ => String::new(),
        };
    let file_of = |path: String| {
        let ends = path.match_indices("::").map(|(place, _)| place).chain([path.len()]);
        ends.collect::<Vec<_>>()
            .into_iter()
            .rev()
            .map(|end| path[..end].to_owned())
            .find(|name| all.contains_key(name))
    };
    let paths = uses.flat_map(|tree| paths("", &tree.replace('\n', " ").replace("  ", "")));
    let found = paths.filter_map(|path| file_of(absolute(path.replace(' ', ""))));
    found.filter(|name| name != module && name != parent).collect()
}

/// A way from a module back to itself, if there is one.
fn circle(from: &str, graph: &BTreeMap<String, BTreeSet<String>>) -> Option<Vec<String>> {
    let (mut ways, mut met) = (vec![vec![from.to_owned()]], BTreeSet::new());
    while let Some(way) = ways.pop() {
        for next in &graph[way.last()?] {
            let longer: Vec<String> = way.iter().chain([next]).cloned().collect();
            if next == from {
                return Some(longer);
            }
            if met.insert(next.clone()) {
                ways.push(longer);
            }
        }
    }
    None
}

fn graph(all: &BTreeMap<String, String>) -> BTreeMap<String, BTreeSet<String>> {
    all.iter().map(|(module, text)| (module.clone(), imports(module, text, all))).collect()
}

#[test]
fn no_file_outside_the_screens_is_in_an_import_circle() {
    let all = modules();
    let graph = graph(&all);
    assert!(graph["domain::snapshot"].contains("domain::ledger"), "imports are found");
    let outside = graph.keys().filter(|module| !module.starts_with("tui"));
    let circles: Vec<Vec<String>> = outside.filter_map(|module| circle(module, &graph)).collect();
    assert!(circles.is_empty(), "{circles:#?}");
}

#[test]
fn a_circle_that_is_put_in_is_found() {
    let mut all = modules();
    all.entry("domain::ids".into())
        .or_default()
        .push_str("\nuse super::{lang::Lang, ledger::{Ledger, View}};\n");
    let way = circle("domain::ids", &graph(&all)).unwrap();
    assert_eq!(way[1], "domain::ledger");
}
