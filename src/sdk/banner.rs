use super::SdkVersion;

/// The version that the comment at the start of one of the SDK's own scripts names. Of the text nothing but this comment
/// is read: the code behind it is not ours to look into.
#[must_use]
pub fn banner_version(text: &str) -> Option<SdkVersion> {
    let lines = || text.lines().take_while(|line| is_line_comment(line));
    block(text).and_then(|banner| told(banner.lines())).or_else(|| told(lines()))
}

/// The block comment at the start.
fn block(text: &str) -> Option<&str> {
    let (before, rest) = text.split_once("/*")?;
    let (banner, _) = rest.split_once("*/")?;
    before.lines().all(is_line_comment).then_some(banner)
}

fn told<'t>(mut banner: impl Iterator<Item = &'t str> + Clone) -> Option<SdkVersion> {
    let is_ours = banner.clone().any(names_product);
    is_ours.then(|| banner.find_map(|line| value(line, "Version")))?.and_then(version)
}

/// Some banners are of line comments, and before others stands a date; before either may be the mark of the encoding.
fn is_line_comment(line: &str) -> bool {
    let line = line.trim_start_matches('\u{feff}').trim();
    line.is_empty() || line.starts_with("//")
}

/// The SDK itself, under its names of all times; its add-ons have versions of their own.
fn names_product(line: &str) -> bool {
    let is_product = |name: &str| matches!(&*name.to_ascii_lowercase(), "dynamsoft web twain" | "dynamic web twain");
    value(line, "Product").is_some_and(is_product) || line.trim_end().ends_with(" Initiation of Dynamic Web TWAIN")
}

/// What follows `Key:` in a line of the banner.
fn value<'t>(line: &'t str, key: &str) -> Option<&'t str> {
    let line = line.trim_start_matches(['*', '!', '/', ' ', '\t']);
    Some(line.strip_prefix(key)?.trim_start().strip_prefix(':')?.trim())
}

/// Some have a fourth number.
fn version(text: &str) -> Option<SdkVersion> {
    let mut numbers: Vec<&str> = text.split([' ', '-', '(']).next()?.split('.').collect();
    numbers.truncate(3);
    numbers.join(".").parse().ok().filter(|version: &SdkVersion| version.major > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(banner: &str) -> Option<String> {
        banner_version(banner).map(|version| version.to_string())
    }

    #[test]
    fn banners_of_every_time_are_read() {
        for (banner, version) in [
            (
                "/*! 20230315181423333\n* Dynamsoft JavaScript Library\n* Product: Dynamic Web TWAIN\n* Version: 18.4.2\n*/",
                "18.4.2",
            ),
            (
                "// @2022/01/20\r\n/*!\r\n* Product: Dynamsoft Web Twain\r\n*\r\n* Version: 17.2.1\r\n*/\r\nf();",
                "17.2.1",
            ),
            ("\u{feff}/*\n * Product : Dynamsoft Web Twain \n * Version: 15.0 \n */", "15.0"),
            (
                "/*!\n* Dynamsoft JavaScript Library for Basic Initiation of Dynamic Web TWAIN\n* Version: 10.0.1.1010\n*/",
                "10.0.1",
            ),
            (
                "\u{feff}//\r\n// Dynamsoft JavaScript Library for Basic Initiation of Dynamic Web TWAIN\r\n//\r\n// Version: 11.3\r\n//\r\nvar a;",
                "11.3",
            ),
        ] {
            assert_eq!(read(banner).as_deref(), Some(version), "{banner}");
        }
    }

    #[test]
    fn nothing_else_is_a_banner() {
        for text in [
            "",
            "/*! Product: Dynamic Web TWAIN\n Version: 18.4.2",
            "/*\n* Product: Dynamsoft Web Twain Addon\n* Version: 11.3\n*/",
            "/*\n* Product: Other\n* Version: 11.3\n*/",
            "/*\n* Product: Dynamic Web TWAIN\n*/\n/*\n* Version: 18.4.2\n*/",
            "f();\n/*\n* Product: Dynamic Web TWAIN\n* Version: 18.4.2\n*/",
            "/*\n* Product: Dynamic Web TWAIN\n* Version: new\n*/",
            "/*\n* Product: Dynamic Web TWAIN\n* Version:\n*/",
            "// Product: Dynamic Web TWAIN\nf();\n// Version: 18.4.2",
            "// Product: Other\n// Version: 18.4.2",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
