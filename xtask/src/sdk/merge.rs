//! From what each version declares to one table over all versions, and back.

use std::collections::{BTreeMap, BTreeSet};

use super::declared::{Declared, DeclaredEnum, DeclaredForm, DeclaredType, Note};
use super::schema::{
    Api, Deprecation, Enum, EnumMember, EnumValue, Form, Member, Signature, Type, Value, Version, read_versions,
};
use super::versions::write_versions;

/// Things with the versions that have them, in the order in which they came.
struct Dated<T>(Vec<(T, u64)>);

impl<T: PartialEq + Clone> Dated<T> {
    fn add(&mut self, thing: &T, at: usize) {
        match self.0.iter_mut().find(|(known, _)| known == thing) {
            Some((_, set)) => *set |= 1 << at,
            None => self.0.push((thing.clone(), 1 << at)),
        }
    }
}

impl<T> Default for Dated<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

#[derive(Default)]
struct DatedType {
    set: u64,
    extends: Option<String>,
    open: bool,
    members: BTreeMap<String, Dated<Signature>>,
    notes: BTreeMap<(String, usize), Dated<Note>>,
}

#[derive(Default)]
struct DatedEnum {
    paths: BTreeMap<String, u64>,
    values: BTreeMap<String, Dated<Value>>,
    notes: BTreeMap<String, Dated<Note>>,
}

pub fn merge(all: &[(Version, Declared)]) -> Result<Api, String> {
    let versions: Vec<Version> = all.iter().map(|(version, _)| version.clone()).collect();
    if versions.len() > 64 {
        return Err("more than 64 versions: the build script keeps a set of them in 64 bits".to_owned());
    }
    let mut types: BTreeMap<String, DatedType> = BTreeMap::new();
    let mut enums: BTreeMap<String, DatedEnum> = BTreeMap::new();
    for (at, (_, declared)) in all.iter().enumerate() {
        for (name, found) in &declared.types {
            types.entry(name.clone()).or_default().add(found, at);
        }
        for (name, found) in &declared.enums {
            enums.entry(name.clone()).or_default().add(found, at);
        }
    }
    let types = types.into_iter().map(|(name, found)| (name, found.finish(&versions))).collect();
    let enums = enums.into_iter().map(|(name, found)| (name, found.finish(&versions))).collect();
    let mut api = Api { types, enums, events: Vec::new(), versions };
    mark_written(&mut api);
    Ok(api)
}

impl DatedType {
    fn add(&mut self, found: &DeclaredType, at: usize) {
        self.set |= 1 << at;
        self.extends.clone_from(&found.extends);
        self.open |= found.open;
        for (name, forms) in &found.members {
            let dated = self.members.entry(name.clone()).or_default();
            for form in forms {
                dated.add(&form.signature, at);
                let place = dated.0.iter().position(|(known, _)| *known == form.signature).unwrap_or_default();
                if let Some(note) = &form.note {
                    self.notes.entry((name.clone(), place)).or_default().add(note, at);
                }
            }
        }
    }

    fn finish(self, versions: &[Version]) -> Type {
        let member = |(name, dated): (String, Dated<Signature>)| {
            let all = dated.0.iter().fold(0, |all, (_, set)| all | set);
            let form = |(place, (signature, set)): (usize, (Signature, u64))| Form {
                versions: write_versions(set, versions),
                signature,
                deprecated: self.notes.get(&(name.clone(), place)).and_then(|notes| deprecation(notes, all, versions)),
            };
            let forms = dated.0.into_iter().enumerate().map(form).collect();
            (name, Member { forms, deprecated: None, removed: None, platforms: BTreeMap::new() })
        };
        Type {
            versions: write_versions(self.set, versions),
            extends: self.extends,
            open: self.open,
            written: false,
            members: self.members.into_iter().map(member).collect(),
        }
    }
}

impl DatedEnum {
    fn add(&mut self, found: &DeclaredEnum, at: usize) {
        for path in &found.paths {
            *self.paths.entry(path.clone()).or_default() |= 1 << at;
        }
        for (name, (value, note)) in &found.members {
            self.values.entry(name.clone()).or_default().add(value, at);
            if let Some(note) = note {
                self.notes.entry(name.clone()).or_default().add(note, at);
            }
        }
    }

    fn finish(self, versions: &[Version]) -> Enum {
        let paths = self.paths.into_iter().map(|(path, set)| (path, write_versions(set, versions))).collect();
        let member = |(name, dated): (String, Dated<Value>)| {
            let all = dated.0.iter().fold(0, |all, (_, set)| all | set);
            let values = dated.0.into_iter();
            let values = values.map(|(value, set)| EnumValue { value, versions: write_versions(set, versions) });
            let deprecated = self.notes.get(&name).and_then(|notes| deprecation(notes, all, versions));
            (name, EnumMember { values: values.collect(), deprecated })
        };
        Enum { paths, members: self.values.into_iter().map(member).collect() }
    }
}

/// Where versions word it differently, the newest wording counts. `all` are the versions that have the member: the notes
/// without a date of the earliest types do not count when later types took them back.
fn deprecation(notes: &Dated<Note>, all: u64, versions: &[Version]) -> Option<Deprecation> {
    let set = notes.0.iter().fold(0, |set, (_, other)| set | other);
    let (note, _) = notes.0.iter().max_by_key(|(_, set)| *set)?;
    if note.since.is_none() && all > set {
        return None;
    }
    Some(Deprecation {
        versions: write_versions(set, versions),
        since: note.since.clone(),
        replacement: note.replacement.clone(),
    })
}

/// Marks the types that users write objects of: those of arguments and of what is set on the library itself, and those
/// inside them.
fn mark_written(api: &mut Api) {
    let mut written = BTreeSet::new();
    let mut open: Vec<String> = Vec::new();
    for (receiver, found) in &api.types {
        for form in found.members.values().flat_map(|member| &member.forms) {
            let params = form.signature.params.iter().flatten();
            open.extend(params.filter_map(|param| param.gives.clone()));
            if receiver.starts_with("Dynamsoft") && !form.signature.readonly && form.signature.params.is_none() {
                open.extend(form.signature.gives.clone());
            }
        }
    }
    while let Some(name) = open.pop() {
        let Some(found) = api.types.get(&name) else { continue };
        let has_methods =
            found.members.values().any(|member| member.forms.iter().any(|form| form.signature.params.is_some()));
        let is_receiver = name.starts_with("WebTwain") || name.starts_with("Dynamsoft");
        if (has_methods || is_receiver) && !name.ends_with(')') || !written.insert(name.clone()) {
            continue;
        }
        let forms = found.members.values().flat_map(|member| &member.forms);
        open.extend(forms.filter_map(|form| form.signature.gives.clone()));
    }
    for (name, found) in &mut api.types {
        found.written = written.contains(name);
    }
}

/// What the table says of one version, by its place.
pub fn declared_in(api: &Api, at: usize) -> Result<Declared, String> {
    let has = |text: &str| read_versions(text, &api.versions).map(|set| set & 1 << at != 0);
    let mut declared = Declared::default();
    for (name, found) in &api.types {
        if !has(&found.versions)? {
            continue;
        }
        let entry = declared.types.entry(name.clone()).or_default();
        entry.extends.clone_from(&found.extends);
        entry.open = found.open;
        for (member, form) in
            found.members.iter().flat_map(|(name, member)| member.forms.iter().map(move |form| (name, form)))
        {
            if has(&form.versions)? {
                let note = note_in(form.deprecated.as_ref(), &has)?;
                declared.add(name, member, DeclaredForm { signature: form.signature.clone(), note });
            }
        }
    }
    for (name, found) in &api.enums {
        let mut known = DeclaredEnum::default();
        for (path, versions) in &found.paths {
            if has(versions)? {
                known.paths.push(path.clone());
            }
        }
        for (name, member) in &found.members {
            for value in &member.values {
                if has(&value.versions)? {
                    let note = note_in(member.deprecated.as_ref(), &has)?;
                    known.members.insert(name.clone(), (value.value.clone(), note));
                }
            }
        }
        if !known.paths.is_empty() {
            declared.enums.insert(name.clone(), known);
        }
    }
    Ok(declared)
}

fn note_in(
    deprecated: Option<&Deprecation>,
    has: &dyn Fn(&str) -> Result<bool, String>,
) -> Result<Option<Note>, String> {
    let Some(deprecated) = deprecated else { return Ok(None) };
    let note = Note { since: deprecated.since.clone(), replacement: deprecated.replacement.clone() };
    Ok(has(&deprecated.versions)?.then_some(note))
}
