/// What a file's name, or the editor's language id, says of its contents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FileKind {
    /// `.js .mjs .cjs .jsx`
    JavaScript,
    /// `.ts .mts .cts`
    TypeScript,
    Tsx,
    /// `.html .htm .xhtml`
    Html,
    Vue,
    Svelte,
    Markdown,
    /// A page in which a server fills in values, and leaves out or repeats parts.
    Template(Template),
}

/// The language of the islands in a server's page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Template {
    /// `.php .phtml`
    Php,
    /// `.blade.php`
    Blade,
    /// `.aspx .ascx .asp`
    Asp,
    /// `.cshtml .vbhtml`
    Razor,
    /// `.jsp .jspx`
    Jsp,
    Ejs,
    Erb,
    /// `.hbs`
    Handlebars,
    /// `.twig .jinja .j2`
    Jinja,
    Liquid,
}

/// What each kind goes by: the endings of its files; and the other words for it that editors and code blocks use.
const NAMES: [(FileKind, &[&str], &[&str]); 17] = [
    (FileKind::JavaScript, &["js", "mjs", "cjs", "jsx"], &["javascript", "javascriptreact"]),
    (FileKind::TypeScript, &["ts", "mts", "cts"], &["typescript"]),
    (FileKind::Tsx, &["tsx"], &["typescriptreact"]),
    (FileKind::Html, &["html", "htm", "xhtml"], &[]),
    (FileKind::Vue, &["vue"], &[]),
    (FileKind::Svelte, &["svelte"], &[]),
    (FileKind::Markdown, &["md"], &["markdown"]),
    (FileKind::Template(Template::Blade), &["blade.php"], &["blade"]),
    (FileKind::Template(Template::Php), &["php", "phtml"], &[]),
    (FileKind::Template(Template::Asp), &["aspx", "ascx", "asp"], &["aspnet"]),
    (FileKind::Template(Template::Razor), &["cshtml", "vbhtml"], &["razor", "aspnetcorerazor"]),
    (FileKind::Template(Template::Jsp), &["jsp", "jspx"], &[]),
    (FileKind::Template(Template::Ejs), &["ejs"], &[]),
    (FileKind::Template(Template::Erb), &["erb"], &["eruby"]),
    (FileKind::Template(Template::Handlebars), &["hbs"], &["handlebars"]),
    (FileKind::Template(Template::Jinja), &["twig", "jinja", "j2"], &["jinja-html", "django-html"]),
    (FileKind::Template(Template::Liquid), &["liquid"], &[]),
];

impl FileKind {
    /// By the ending of a file name, in any case; `None` for what is not linted.
    #[must_use]
    pub fn of_path(path: &str) -> Option<Self> {
        let name = path.rsplit(['/', '\\']).next().unwrap_or(path).to_ascii_lowercase();
        let has = |ending: &&str| name.strip_suffix(ending).is_some_and(|rest| rest.ends_with('.'));
        NAMES.into_iter().find(|(_, endings, _)| endings.iter().any(has)).map(|(kind, ..)| kind)
    }

    /// The endings of all files that are linted, without the dot.
    pub fn endings() -> impl Iterator<Item = &'static str> {
        NAMES.into_iter().flat_map(|(_, endings, _)| endings.iter().copied())
    }

    /// By the language id that an editor gives for a document, or the word that a code block begins with.
    #[must_use]
    pub fn of_language_id(id: &str) -> Option<Self> {
        let id = id.to_ascii_lowercase();
        let is_named = |names: &[&str]| names.contains(&id.as_str());
        NAMES.into_iter().find(|(_, endings, words)| is_named(endings) || is_named(words)).map(|(kind, ..)| kind)
    }

    /// Whether all of the file is code.
    #[must_use]
    pub fn is_script(self) -> bool {
        matches!(self, Self::JavaScript | Self::TypeScript | Self::Tsx)
    }

    /// Whether all of the file is TypeScript.
    #[must_use]
    pub fn is_typed(self) -> bool {
        matches!(self, Self::TypeScript | Self::Tsx)
    }

    /// Whether the code is in markup, with scripts and handlers, and a page that a browser shows is made of it.
    #[must_use]
    pub fn is_page(self) -> bool {
        matches!(self, Self::Html | Self::Template(_))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ending_of_a_name_tells_the_kind() {
        for (path, kind) in [
            ("src/scan.js", Some(FileKind::JavaScript)),
            ("C:\\src\\Scan.MJS", Some(FileKind::JavaScript)),
            ("scan.cts", Some(FileKind::TypeScript)),
            ("scan.d.ts", Some(FileKind::TypeScript)),
            ("scan.tsx", Some(FileKind::Tsx)),
            ("a.b/scan.xhtml", Some(FileKind::Html)),
            ("Scan.vue", Some(FileKind::Vue)),
            ("scan.blade.php", Some(FileKind::Template(Template::Blade))),
            ("blade.php", Some(FileKind::Template(Template::Php))),
            (".vue", Some(FileKind::Vue)),
            ("scan.html.erb", Some(FileKind::Template(Template::Erb))),
            ("Scan.ASPX", Some(FileKind::Template(Template::Asp))),
            ("scan.json", None),
            ("scan.javascript", None),
            ("a.js/scan", None),
            ("js", None),
        ] {
            assert_eq!(FileKind::of_path(path), kind, "{path}");
        }
    }

    #[test]
    fn a_language_id_tells_the_kind() {
        for (id, kind) in [
            ("javascriptreact", Some(FileKind::JavaScript)),
            ("TypeScript", Some(FileKind::TypeScript)),
            ("vue", Some(FileKind::Vue)),
            ("aspnetcorerazor", Some(FileKind::Template(Template::Razor))),
            ("plaintext", None),
        ] {
            assert_eq!(FileKind::of_language_id(id), kind, "{id}");
        }
    }
}
