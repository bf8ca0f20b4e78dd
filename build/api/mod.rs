//! `data/api.json`: what the published types and the documentation of the SDK declare.
//!
//! The tables refer to each other, and to their texts, by number instead of by address: that keeps them small, and
//! nothing in them has to be moved when the program is loaded.

mod doc_pages;
mod enums;
mod interned;
mod named;
mod notes;
mod schema;
mod words;

use std::path::Path;

use super::emit;
use doc_pages::DocPages;
use interned::{Interned, NONE, flat, range};
use notes::number;
use schema::{Api, Deprecation, Event, Form, Member, Param, Type, Version, read_versions};
use words::Words;

pub fn read(path: &Path) -> Result<Api, String> {
    serde_json::from_str(&emit::read(path)?).map_err(|error| format!("{}: {error}", path.display()))
}

/// The tables of `sdk::api::tables`, with what `data` says of the things of the interface in words.
pub fn tables(api: &Api, data: &Path) -> Result<String, String> {
    let words = words::read(data, api)?;
    let pages = doc_pages::read(data, api)?;
    let mut tables = Tables::new(api, &words, &pages);
    for version in &api.versions {
        tables.add_version(version)?;
    }
    for (name, found) in &api.types {
        tables.add_type(name, found)?;
    }
    for (name, found) in &api.enums {
        tables.add_enum(name, found)?;
    }
    for event in &api.events {
        tables.add_event(event)?;
    }
    tables.source()
}

struct Tables<'a> {
    api: &'a Api,
    words: &'a Words,
    pages: &'a DocPages,
    texts: Interned<String>,
    sets: Interned<u64>,
    /// Lists of texts: what callbacks are called with, what to use instead.
    lists: Interned<Vec<u16>>,
    params: Interned<Vec<String>>,
    deprecations: Interned<String>,
    removals: Interned<String>,
    platforms: Interned<String>,
    versions: Vec<String>,
    types: Vec<String>,
    members: Vec<String>,
    forms: Vec<String>,
    enums: Vec<String>,
    paths: Vec<String>,
    enum_members: Vec<String>,
    values: Vec<String>,
    events: Vec<String>,
}

impl<'a> Tables<'a> {
    fn new(api: &'a Api, words: &'a Words, pages: &'a DocPages) -> Self {
        Self {
            api,
            words,
            pages,
            texts: Interned::new(),
            sets: Interned::new(),
            lists: Interned::new(),
            params: Interned::new(),
            deprecations: Interned::new(),
            removals: Interned::new(),
            platforms: Interned::new(),
            versions: Vec::new(),
            types: Vec::new(),
            members: Vec::new(),
            forms: Vec::new(),
            enums: Vec::new(),
            paths: Vec::new(),
            enum_members: Vec::new(),
            values: Vec::new(),
            events: Vec::new(),
        }
    }

    fn add_version(&mut self, version: &Version) -> Result<(), String> {
        let name = self.text(&version.version)?;
        let numbers = version.version.split_once('-').map_or(version.version.as_str(), |(numbers, _)| numbers);
        let is_side = version.side_of.is_some();
        self.versions.push(format!("VersionRow {{ name: {name}, number: {}, is_side: {is_side} }}", number(numbers)?));
        Ok(())
    }

    fn add_type(&mut self, type_name: &str, found: &Type) -> Result<(), String> {
        let name = self.text(type_name)?;
        let set = self.set(&found.versions)?;
        let extends = self.type_number(found.extends.as_deref())?;
        let start = self.members.len();
        for (name, member) in &found.members {
            self.add_member(type_name, name, member)?;
        }
        let members = range(start, self.members.len())?;
        self.types.push(format!(
            "TypeRow {{ name: {name}, set: {set}, extends: {extends}, members: {members}, open: {}, written: {} }}",
            found.open, found.written
        ));
        Ok(())
    }

    fn add_member(&mut self, type_name: &str, name: &str, member: &Member) -> Result<(), String> {
        let description = self.optional_text(self.words.of_member(type_name, name))?;
        let page = self.pages.of_member(type_name, name, self.is_current(member)?);
        let page = self.optional_text(page)?;
        let name = self.text(name)?;
        let start = self.forms.len();
        for form in &member.forms {
            self.add_form(form)?;
        }
        let forms = range(start, self.forms.len())?;
        let deprecated = self.deprecation(self.deprecation_of_all(member)?)?;
        let removed = self.removal(member.removed.as_ref())?;
        let platforms = self.platforms_of(&member.platforms)?;
        self.members.push(format!(
            "MemberRow {{ name: {name}, forms: {forms}, deprecated: {deprecated}, removed: {removed}, \
             platforms: {platforms}, description: {description}, page: {page} }}"
        ));
        Ok(())
    }

    fn is_current(&self, member: &Member) -> Result<bool, String> {
        let newest = self.api.versions.len().saturating_sub(1);
        for form in &member.forms {
            if read_versions(&form.versions, &self.api.versions)? & 1 << newest != 0 {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The deprecation of a member as a whole: one that the documentation knows, or that all its newest forms have.
    /// Older forms differ in what they are written like, and are no less deprecated.
    fn deprecation_of_all<'m>(&self, member: &'m Member) -> Result<Option<&'m Deprecation>, String> {
        if member.deprecated.is_some() {
            return Ok(member.deprecated.as_ref());
        }
        let mut newest: (u64, Vec<&Form>) = (0, Vec::new());
        for form in &member.forms {
            let last = 63 - read_versions(&form.versions, &self.api.versions)?.leading_zeros().min(63);
            let last = u64::from(last);
            if last > newest.0 || newest.1.is_empty() {
                newest = (last, vec![form]);
            } else if last == newest.0 {
                newest.1.push(form);
            }
        }
        let dated = |form: &&&Form| form.deprecated.as_ref().is_some_and(|deprecated| deprecated.since.is_some());
        let is_all = newest.1.iter().filter(dated).count() == newest.1.len();
        Ok(if is_all { newest.1.last().and_then(|form| form.deprecated.as_ref()) } else { None })
    }

    fn add_form(&mut self, form: &Form) -> Result<(), String> {
        let set = self.set(&form.versions)?;
        let signature = &form.signature;
        let params = match &signature.params {
            Some(params) => {
                let rows = params.iter().map(|param| self.param(param)).collect::<Result<Vec<_>, _>>()?;
                self.params.number(rows)?
            }
            None => NONE,
        };
        let type_text = self.text(&signature.type_text)?;
        let gives = self.type_number(signature.gives.as_deref())?;
        let deprecated = self.deprecation(form.deprecated.as_ref())?;
        self.forms.push(format!(
            "FormRow {{ set: {set}, params: {params}, type_text: {type_text}, gives: {gives}, \
             deprecated: {deprecated}, readonly: {}, optional: {} }}",
            signature.readonly, signature.optional
        ));
        Ok(())
    }

    fn param(&mut self, param: &Param) -> Result<String, String> {
        let name = self.text(&param.name)?;
        let type_text = self.text(&param.type_text)?;
        let gives = self.type_number(param.gives.as_deref())?;
        let callback = match &param.callback {
            Some(names) => self.list(names)?,
            None => NONE,
        };
        Ok(format!(
            "ParamRow {{ name: {name}, type_text: {type_text}, gives: {gives}, callback: {callback}, \
             optional: {}, rest: {} }}",
            param.optional, param.rest
        ))
    }

    fn add_event(&mut self, event: &Event) -> Result<(), String> {
        let description = self.optional_text(self.words.of_event(&event.target, &event.name))?;
        let page = self.optional_text(self.pages.of_event(&event.target, &event.name))?;
        let target = self.text(&event.target)?;
        let name = self.text(&event.name)?;
        let names: Vec<String> = event.callback.iter().map(|param| param.name.clone()).collect();
        let types: Vec<String> =
            event.callback.iter().map(|param| param.type_text.clone().unwrap_or_default()).collect();
        let (names, types) = (self.list(&names)?, self.list(&types)?);
        let platforms = self.platforms_of(&event.platforms)?;
        self.events.push(format!(
            "EventRow {{ target: {target}, name: {name}, names: {names}, types: {types}, current: {}, \
             platforms: {platforms}, description: {description}, page: {page} }}",
            event.current
        ));
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<u16, String> {
        self.texts.number(text.to_owned())
    }

    fn optional_text(&mut self, text: Option<&str>) -> Result<u16, String> {
        text.map_or(Ok(NONE), |text| self.text(text))
    }

    fn set(&mut self, versions: &str) -> Result<u16, String> {
        self.sets.number(read_versions(versions, &self.api.versions)?)
    }

    fn list(&mut self, texts: &[String]) -> Result<u16, String> {
        let numbers = texts.iter().map(|text| self.text(text)).collect::<Result<Vec<_>, _>>()?;
        self.lists.number(numbers)
    }

    fn type_number(&self, name: Option<&str>) -> Result<u16, String> {
        let Some(name) = name else { return Ok(NONE) };
        let place = self.api.types.keys().position(|known| known == name);
        let place = place.ok_or_else(|| format!("there is no type `{name}`"))?;
        u16::try_from(place).map_err(|error| error.to_string())
    }

    fn source(self) -> Result<String, String> {
        let mut text = String::new();
        let mut starts = Vec::new();
        for item in &self.texts.items {
            starts.push(text.len());
            text.push_str(item);
        }
        starts.push(text.len());
        let (params, param_lists) = flat(&self.params.items)?;
        let (items, lists) = flat(&self.lists.items)?;
        let numbers = |items: &[u64]| items.iter().map(ToString::to_string).collect::<Vec<_>>();
        let starts = starts.iter().map(ToString::to_string);
        Ok([
            format!("static DOC_SITE: &str = {:?};\n", self.pages.site),
            format!("static CODES_PAGE: &str = {:?};\n", self.pages.codes),
            format!("static TEXT: &str = {text:?};\n"),
            emit::table("TEXT_STARTS", "u32", starts),
            emit::table("SETS", "u64", numbers(&self.sets.items)),
            emit::table("LIST_ITEMS", "u16", items.iter().map(ToString::to_string)),
            emit::table("LISTS", "Range", lists),
            emit::table("PARAMS", "ParamRow", params.into_iter().cloned()),
            emit::table("PARAM_LISTS", "Range", param_lists),
            emit::table("DEPRECATIONS", "DeprecationRow", self.deprecations.items),
            emit::table("REMOVALS", "RemovalRow", self.removals.items),
            emit::table("PLATFORMS", "[Support; 7]", self.platforms.items),
            emit::table("VERSIONS", "VersionRow", self.versions),
            emit::table("TYPES", "TypeRow", self.types),
            emit::table("MEMBERS", "MemberRow", self.members),
            emit::table("FORMS", "FormRow", self.forms),
            emit::table("ENUMS", "EnumRow", self.enums),
            emit::table("PATHS", "PathRow", self.paths),
            emit::table("ENUM_MEMBERS", "EnumMemberRow", self.enum_members),
            emit::table("VALUES", "ValueRow", self.values),
            emit::table("EVENTS", "EventRow", self.events),
        ]
        .concat())
    }
}
