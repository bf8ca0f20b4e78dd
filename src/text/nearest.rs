/// The candidates nearest to a misspelt name, best first, at most three. Case counts for nothing.
#[must_use]
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let name = name.to_lowercase();
    let mut scored: Vec<(usize, &str)> = candidates
        .into_iter()
        .filter(|candidate| name.chars().count() <= candidate.chars().count() + mistakes(candidate))
        .map(|candidate| (distance(&name, &candidate.to_lowercase()), candidate))
        .filter(|&(distance, candidate)| distance <= mistakes(candidate))
        .collect();
    scored.sort_unstable();
    scored.dedup();
    scored.into_iter().map(|(_, candidate)| candidate).take(3).collect()
}

/// "; did you mean `a`, `b` or `c`?", or nothing.
#[must_use]
pub fn did_you_mean(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.as_slice() {
        [] => String::new(),
        [one] => format!("; did you mean {one}?"),
        [rest @ .., last] => format!("; did you mean {} or {last}?", rest.join(", ")),
    }
}

/// How many mistakes a name may have and still be taken for the candidate.
fn mistakes(candidate: &str) -> usize {
    (candidate.len() / 3).max(1)
}

/// The number of typing mistakes; a name that was not typed to its end has one.
fn distance(name: &str, candidate: &str) -> usize {
    const SHORTEST_START: usize = 3;
    let typed = strsim::damerau_levenshtein(name, candidate);
    if name.len() >= SHORTEST_START && candidate.starts_with(name) { typed.min(1) } else { typed }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mistakes_of_typing_are_seen() {
        let names = ["error", "warning", "info", "hint", "off"];
        assert_eq!(nearest("warn", names), ["warning"]);
        assert_eq!(nearest("Eror", names), ["error"]);
        assert_eq!(nearest("of", names), ["off"]);
        assert!(nearest("something", names).is_empty() && nearest("", names).is_empty());
    }

    #[test]
    fn the_question_reads_well() {
        assert_eq!(did_you_mean(&[]), "");
        assert_eq!(did_you_mean(&["a"]), "; did you mean `a`?");
        assert_eq!(did_you_mean(&["a", "b", "c"]), "; did you mean `a`, `b` or `c`?");
    }
}
