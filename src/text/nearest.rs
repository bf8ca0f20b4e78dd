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

/// The one candidate that a misspelt name can only mean: it differs in letter case, or is alone within two mistakes, which
/// are few for its last word. Digits are never a mistake: `A5` is not `A4`.
#[must_use]
pub fn certain<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    const MOST_MISTAKES: usize = 2;
    const LETTERS_PER_MISTAKE: usize = 3;
    let name = name.to_lowercase();
    let mistakes = |candidate: &str| strsim::damerau_levenshtein(&name, &candidate.to_lowercase());
    let mut near: Vec<(usize, &str)> = candidates
        .into_iter()
        .filter(|candidate| {
            candidate.len().abs_diff(name.len()) <= MOST_MISTAKES && digits(candidate).eq(digits(&name))
        })
        .map(|candidate| (mistakes(candidate), candidate))
        .filter(|&(mistakes, _)| mistakes <= MOST_MISTAKES)
        .collect();
    near.sort_unstable();
    match near.as_slice() {
        [(0, only)] | [(0, only), (1.., _), ..] => Some(*only),
        [(mistakes, only)] => {
            let word = only.rsplit('_').next().unwrap_or(only);
            (mistakes * LETTERS_PER_MISTAKE <= word.len()).then_some(*only)
        }
        _ => None,
    }
}

fn digits(name: &str) -> impl Iterator<Item = char> {
    name.chars().filter(char::is_ascii_digit)
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
    fn a_name_is_certain_when_it_can_mean_nothing_else() {
        let names = ["IT_JPG", "IT_PNG", "IT_TIF", "IT_PDF", "TWPT_GRAY", "TWPT_BW", "Page_A4", "onLoad"];
        assert_eq!(certain("IT_TIFF", names), Some("IT_TIF"));
        assert_eq!(certain("TWPT_GREY", names), Some("TWPT_GRAY"));
        assert_eq!(certain("OnLOAD", names), Some("onLoad"));
        for unclear in ["IT_JPEG", "IT_GIF", "TWPT_BG", "Page_A5", "TWPT_COLOR", ""] {
            assert_eq!(certain(unclear, names), None, "{unclear}");
        }
        assert_eq!(certain("ONLOAD", ["onLoad", "OnLoad"]), None);
    }

    #[test]
    fn the_question_reads_well() {
        assert_eq!(did_you_mean(&[]), "");
        assert_eq!(did_you_mean(&["a"]), "; did you mean `a`?");
        assert_eq!(did_you_mean(&["a", "b", "c"]), "; did you mean `a`, `b` or `c`?");
    }
}
