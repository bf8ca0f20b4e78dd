//! Sets of versions as bits, and as the texts of `data/api.json`.

use super::schema::Version;

/// The text that [`super::schema::read_versions`] reads as this set.
pub fn write_versions(set: u64, all: &[Version]) -> String {
    let has = |at: usize| set & 1 << at != 0;
    let main: Vec<usize> = (0..all.len()).filter(|&at| all[at].side_of.is_none()).collect();
    let mut words = Vec::new();
    let mut next = 0;
    while next < main.len() {
        let run = main[next..].iter().take_while(|&&at| has(at)).count();
        if run > 0 {
            let first = &all[main[next]].version;
            let is_open = next + run == main.len();
            words.push(match (is_open, run) {
                (true, _) => format!("{first}.."),
                (false, 1) => first.clone(),
                (false, _) => format!("{first}..{}", all[main[next + run - 1]].version),
            });
        }
        next += run.max(1);
    }
    for (at, version) in all.iter().enumerate() {
        let Some(origin) = &version.side_of else { continue };
        let is_in_origin = all.iter().position(|other| other.version == *origin).is_some_and(has);
        if has(at) != is_in_origin {
            words.push(format!("{}{}", if has(at) { '+' } else { '-' }, version.version));
        }
    }
    words.join(" ")
}

/// What orders versions: their numbers, then the text after them, which makes a version earlier.
pub fn sort_key(version: &str) -> (Vec<u32>, bool, &str) {
    let (numbers, suffix) = version.split_once('-').unwrap_or((version, ""));
    (numbers.split('.').map(|part| part.parse().unwrap_or(0)).collect(), suffix.is_empty(), suffix)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sdk::schema::read_versions;

    fn versions() -> Vec<Version> {
        let version = |name: &str, side_of: Option<&str>| Version {
            version: name.to_owned(),
            package: "p".to_owned(),
            side_of: side_of.map(str::to_owned),
        };
        vec![version("1.0", None), version("1.1", None), version("1.1.4", Some("1.1")), version("2.0", None)]
    }

    #[test]
    fn every_set_is_read_back() {
        let all = versions();
        for set in 0..16 {
            assert_eq!(read_versions(&write_versions(set, &all), &all), Ok(set), "{set:b}");
        }
    }

    #[test]
    fn a_side_version_is_named_only_where_it_differs_from_its_origin() {
        let all = versions();
        assert_eq!(write_versions(0b1111, &all), "1.0..");
        assert_eq!(write_versions(0b1011, &all), "1.0.. -1.1.4");
        assert_eq!(write_versions(0b0101, &all), "1.0 +1.1.4");
        assert!(read_versions("3.0", &all).is_err());
    }

    #[test]
    fn versions_are_ordered_by_number() {
        let mut names = ["18.5.1", "9.2", "18.5.0", "18.5.0-patch-1", "18.10"];
        names.sort_by(|a, b| sort_key(a).cmp(&sort_key(b)));
        assert_eq!(names, ["9.2", "18.5.0-patch-1", "18.5.0", "18.5.1", "18.10"]);
    }
}
