//! The rows of enumerations.

use super::Tables;
use super::interned::range;
use super::schema::{Enum, EnumMember, Value};

impl Tables<'_> {
    pub fn add_enum(&mut self, name: &str, found: &Enum) -> Result<(), String> {
        let description = self.optional_text(self.words.of_enum(name))?;
        let page = self.optional_text(self.pages.of_enum(name))?;
        let name = self.text(name)?;
        let start = self.paths.len();
        for (path, versions) in &found.paths {
            let row = format!("PathRow {{ path: {}, set: {} }}", self.text(path)?, self.set(versions)?);
            self.paths.push(row);
        }
        let paths = range(start, self.paths.len())?;
        let start = self.enum_members.len();
        for (name, member) in &found.members {
            self.add_enum_member(name, member)?;
        }
        let members = range(start, self.enum_members.len())?;
        self.enums.push(format!(
            "EnumRow {{ name: {name}, paths: {paths}, members: {members}, description: {description}, page: {page} }}"
        ));
        Ok(())
    }

    fn add_enum_member(&mut self, name: &str, member: &EnumMember) -> Result<(), String> {
        let name = self.text(name)?;
        let start = self.values.len();
        for value in &member.values {
            let set = self.set(&value.versions)?;
            let value = match &value.value {
                Value::Number(number) => format!("Value::Number({number})"),
                Value::Text(text) => format!("Value::Text({text:?})"),
            };
            self.values.push(format!("ValueRow {{ set: {set}, value: {value} }}"));
        }
        let values = range(start, self.values.len())?;
        let deprecated = self.deprecation(member.deprecated.as_ref())?;
        self.enum_members.push(format!("EnumMemberRow {{ name: {name}, values: {values}, deprecated: {deprecated} }}"));
        Ok(())
    }
}
