//! Programs of several files: pages with their scripts, and modules that imports connect.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use dwt_lint::lint::{Files, Member, Read, gather, read};
use dwt_lint::program::{Alias, aliases_of, assemble};
use dwt_lint::settings::Settings;
use dwt_lint::text::{FileKind, Source};

/// Files by their absolute paths.
struct Folder<'a>(&'a [(&'a str, &'a str)]);

impl Folder<'_> {
    fn open(&self, path: &Path) -> Option<Source> {
        let shown = path.to_str()?;
        Some(Source::new(shown, FileKind::of_path(shown)?, self.text(path)?))
    }

    fn text(&self, path: &Path) -> Option<&str> {
        self.0.iter().find(|(file, _)| Path::new(file) == path).map(|(_, text)| *text)
    }
}

impl Files for Folder<'_> {
    fn is_file(&self, path: &Path) -> bool {
        self.text(path).is_some()
    }

    fn read(&self, path: &Path, is_wanted: fn(&Source) -> bool) -> Option<Arc<Read>> {
        self.open(path).filter(is_wanted).map(|source| Arc::new(read(&source)))
    }

    fn aliases(&self, path: &Path) -> Vec<Alias> {
        aliases_of(path.parent().expect("a folder"), &|path| self.text(path).map(str::to_owned))
    }
}

/// What is found when the given files are linted together: `file: rule severity`, sorted.
fn found(given: &[&str], files: &[(&str, &str)]) -> Vec<String> {
    let folder = Folder(files);
    let settings = Settings::default();
    let open = |path: &&str| {
        let source = folder.open(Path::new(path)).expect("a file");
        Member { path: path.into(), read: Arc::new(read(&source)), settings: Settings::default() }
    };
    let mut members: Vec<Member> = given.iter().map(open).collect();
    let nodes = gather(&mut members, &folder);
    let companies = assemble(&nodes, &|at, outside| members[at].read.summary(&settings, outside));
    let mut lines = BTreeMap::new();
    for (member, company) in members.iter().zip(&companies).take(given.len()) {
        // Most of these programs have an instance at hand from the first line, to be short.
        let findings = member.read.lint(&settings, company).findings.into_iter();
        for finding in findings.filter(|finding| finding.rule != "get-webtwain-before-ready") {
            let path = member.path.file_name().expect("a name").to_string_lossy().into_owned();
            let line = format!("{path}: {} {}", finding.rule, finding.severity.name());
            *lines.entry(line).or_insert(0) += 1;
        }
    }
    lines.into_keys().collect()
}

const MISSPELT: &str = "unknown-event-name error";

#[test]
fn an_instance_is_followed_through_every_kind_of_export() {
    for (export, import) in [
        (
            "export let unit; unit = Dynamsoft.DWT.GetWebTwain('a');",
            "import { unit } from './other'; unit.RegisterEvent('onpostload', f);",
        ),
        (
            "let u = Dynamsoft.DWT.GetWebTwain('a'); export { u as unit };",
            "import { unit as it } from './other'; it.RegisterEvent('onpostload', f);",
        ),
        (
            "const u = Dynamsoft.DWT.GetWebTwain('a'); export default u;",
            "import it from './other.js'; it.RegisterEvent('onpostload', f);",
        ),
        (
            "export const unit = Dynamsoft.DWT.GetWebTwain('a');",
            "import * as all from './other'; all.unit.RegisterEvent('onpostload', f);",
        ),
        (
            "export function unit() { return Dynamsoft.DWT.GetWebTwain('a'); }",
            "import { unit } from './other'; const it = unit(); it.RegisterEvent('onpostload', f);",
        ),
        (
            "export async function unit() { return Dynamsoft.DWT.GetWebTwain('a'); }",
            "import { unit } from './other'; async function go() { const it = await unit(); it.RegisterEvent('onpostload', f); }",
        ),
        (
            "export default { unit: null, start() { this.unit = Dynamsoft.DWT.GetWebTwain('a'); } };",
            "import scan from './other'; scan.unit.RegisterEvent('onpostload', f);",
        ),
        (
            "export class Scan { constructor() { this.unit = Dynamsoft.DWT.GetWebTwain('a'); } }",
            "import { Scan } from './other'; const scan = new Scan(); scan.unit.RegisterEvent('onpostload', f);",
        ),
        (
            "class Scan { start() { this.unit = Dynamsoft.DWT.GetWebTwain('a'); } } export default new Scan();",
            "import scan from './other'; scan.unit.RegisterEvent('onpostload', f);",
        ),
        (
            "class Scan { start() { this.unit = Dynamsoft.DWT.GetWebTwain('a'); } get() { return this.unit; } } export const scan = new Scan();",
            "import { scan } from './other'; scan.get().RegisterEvent('onpostload', f);",
        ),
        (
            "export function useScan() { const unit = ref(null); onMounted(() => { unit.value = Dynamsoft.DWT.GetWebTwain('a'); }); return { unit }; }",
            "import { useScan } from './other'; const { unit } = useScan(); unit.value.RegisterEvent('onpostload', f);",
        ),
        (
            "module.exports = { unit: Dynamsoft.DWT.GetWebTwain('a') };",
            "const { unit } = require('./other'); unit.RegisterEvent('onpostload', f);",
        ),
        (
            "exports.unit = Dynamsoft.DWT.GetWebTwain('a');",
            "const other = require('./other'); other.unit.RegisterEvent('onpostload', f);",
        ),
        (
            "import { attach } from './main'; attach(Dynamsoft.DWT.GetWebTwain('a'));",
            "import './other'; export function attach(unit) { unit.RegisterEvent('onpostload', f); }",
        ),
        (
            "import { View } from './main'; const page = <View unit={Dynamsoft.DWT.GetWebTwain('a')}/>;",
            "import './other'; export function View({ unit }) { const send = () => unit.RegisterEvent('onpostload', f); }",
        ),
        (
            "import View from './main'; const page = <View unit={Dynamsoft.DWT.GetWebTwain('a')}>x</View>;",
            "import './other'; export default function View(props) { const send = () => props.unit.RegisterEvent('onpostload', f); }",
        ),
    ] {
        let files = [("/p/main.js", import), ("/p/other.js", export)];
        assert_eq!(found(&["/p/main.js"], &files), [format!("main.js: {MISSPELT}")], "{export}\n{import}");
    }
}

#[test]
fn a_component_of_vue_has_what_its_parents_give_it() {
    let parent = "<template><p><scan-view :the-unit=\"unit\" v-bind:other='1' /></p></template>
        <script setup>import ScanView from './view.vue'; const unit = Dynamsoft.DWT.GetWebTwain('a');</script>";
    for child in [
        "<script>export default { props: ['theUnit'], methods: { send() { this.theUnit.RegisterEvent('onpostload', f); } } };</script>",
        "<script setup>const props = defineProps({ theUnit: Object }); const send = () => props.theUnit.RegisterEvent('onpostload', f);</script>",
        "<script setup>const { theUnit } = defineProps(['theUnit']); const send = () => theUnit.RegisterEvent('onpostload', f);</script>",
        "<script setup>defineProps(['theUnit']);</script><template><b @click=\"theUnit.RegisterEvent('onpostload', f)\"/></template>",
    ] {
        let files = [("/p/page.vue", parent), ("/p/view.vue", child)];
        assert_eq!(found(&["/p/page.vue", "/p/view.vue"], &files), [format!("view.vue: {MISSPELT}")], "{child}");
    }
    let child =
        "<script setup>const props = defineProps(['other']); props.other.RegisterEvent('onpostload', f);</script>";
    let files = [("/p/page.vue", parent), ("/p/view.vue", child)];
    assert_eq!(found(&["/p/page.vue", "/p/view.vue"], &files), Vec::<String>::new());
}

#[test]
fn an_instance_is_followed_through_files_that_pass_it_on() {
    let files = [
        ("/p/main.js", "import { unit } from '@/all'; unit.RegisterEvent('onpostload', f);"),
        ("/p/src/all/index.js", "export * from './made';"),
        ("/p/src/all/made.js", "export { default as unit } from './first';"),
        ("/p/src/all/first.js", "export default Dynamsoft.DWT.GetWebTwain('a');"),
        ("/p/package.json", "{}"),
    ];
    assert_eq!(found(&["/p/main.js"], &files), [format!("main.js: {MISSPELT}")]);
}

#[test]
fn the_scripts_of_a_page_share_its_globals() {
    let files = [
        (
            "/p/index.html",
            "<script src='js/start.js'></script><script src='/js/scan.js?v=1'></script><button onclick=\"unit.RegisterEvent('onpostload', f)\">",
        ),
        (
            "/p/js/start.js",
            "var unit; Dynamsoft.DWT.RegisterEvent('OnWebTwainReady', () => { unit = Dynamsoft.DWT.GetWebTwain('a'); });",
        ),
        ("/p/js/scan.js", "function scan() { unit.RegisterEvent('onpostload', f); }"),
        ("/p/other.html", "<script>function scan() { unit.RegisterEvent('onpostload', f); /* Dynamsoft */ }</script>"),
    ];
    let expected = [format!("index.html: {MISSPELT}"), format!("scan.js: {MISSPELT}")];
    assert_eq!(found(&["/p/index.html", "/p/js/scan.js", "/p/other.html"], &files), expected);
    // Alone, nobody knows what it is.
    assert!(found(&["/p/js/scan.js"], &files).is_empty());
}

#[test]
fn what_another_file_of_the_program_does_is_not_absent() {
    let page = "<script src='settings.js'></script><script>
        const unit = Dynamsoft.DWT.GetWebTwain('a');
        function send() { unit.IfSSL = true; unit.HTTPUploadThroughPost('host', 0, '/save', 'a.pdf', ok, no); }
        </script>";
    let sets = "function settle(unit) { unit.HTTPPort = 443; }";
    let other = "function settle(unit) { unit.IfShowUI = false; unit.AcquireImage(); }";
    let absent = ["index.html: ssl-without-port warning".to_owned()];
    assert!(found(&["/p/index.html"], &[("/p/index.html", page), ("/p/settings.js", sets)]).is_empty());
    assert_eq!(found(&["/p/index.html"], &[("/p/index.html", page), ("/p/settings.js", other)]), absent);
    assert_eq!(found(&["/p/index.html"], &[("/p/index.html", page)]), absent);
    // Of another program.
    assert_eq!(found(&["/p/index.html"], &[("/p/index.html", page), ("/p/elsewhere.js", sets)]), absent);
}

#[test]
fn circles_and_missing_files_do_no_harm() {
    let files = [
        (
            "/p/a.js",
            "import { b } from './b'; import x from './none'; export const a = b; b.RegisterEvent('onpostload', f); Dynamsoft;",
        ),
        (
            "/p/b.js",
            "import { a } from './a'; export * from './a'; export * from './b'; export const b = a; Dynamsoft;",
        ),
        (
            "/p/page.html",
            "<script src='page.html'></script><script src='a.js'></script><script src='https://x/y.js'></script>",
        ),
    ];
    assert!(found(&["/p/a.js", "/p/b.js", "/p/page.html"], &files).is_empty());
}

#[test]
fn the_configuration_of_the_sdk_is_read_for_what_it_sets() {
    let configuration =
        "Dynamsoft.DWT.ProductKey = 't0000'; Dynamsoft.DWT.AutoLoad = false; Dynamsoft.DWT.SelectSourceX();
        Dynamsoft.DWT.Containers = [{ ContainerId: 'box', Width: 270 }, { WebTwainId: 'other' }];";
    let page = "<script src='Resources/dynamsoft.webtwain.config.js'></script><script>Dynamsoft.DWT.Load();</script>";
    let files = [("/p/index.html", page), ("/p/Resources/dynamsoft.webtwain.config.js", configuration)];
    let folder = Folder(&files);
    let read = Arc::new(read(&folder.open(Path::new("/p/index.html")).expect("a file")));
    let mut members = vec![Member { path: "/p/index.html".into(), read, settings: Settings::default() }];
    let nodes = gather(&mut members, &folder);
    let companies = assemble(&nodes, &|at, outside| members[at].read.summary(&Settings::default(), outside));
    let [set] = companies[0].others.as_slice() else { panic!("one other file") };
    let names = ["ProductKey", "AutoLoad", "Containers", "ResourcesPath"];
    assert_eq!(names.map(|name| set.gives(name)), [true, true, true, false]);
    assert_eq!(*set.containers, ["box".into(), "other".into()]);
    assert!(found(&["/p/index.html"], &files).is_empty(), "it is not linted");
}

#[test]
fn vendored_files_are_not_read() {
    let files = [
        (
            "/p/index.html",
            "<script src='dist/app.min.js'></script><script>function go() { unit.RegisterEvent('onpostload', f); } Dynamsoft;</script>",
        ),
        ("/p/dist/app.min.js", "var unit = Dynamsoft.DWT.GetWebTwain('a');"),
    ];
    assert!(found(&["/p/index.html"], &files).is_empty());
}

#[test]
fn a_product_key_may_be_set_by_any_file_of_the_program() {
    let scan = "import D from 'dwt'; export function start() { D.DWT.Load(); }";
    let main = "import { start } from './scan'; import './key'; start();";
    let missing = "scan.js: product-key-missing warning";
    let program = |key: &'static str| [("/p/scan.js", scan), ("/p/main.js", main), ("/p/key.js", key)];
    let given = ["/p/main.js", "/p/scan.js"];
    assert_eq!(found(&given, &program("import D from 'dwt'; D.DWT.ResourcesPath = '/r';")), [missing]);
    assert!(found(&given, &program("import D from 'dwt'; D.DWT.ProductKey = readKey();")).is_empty());
    // A file that is named and not there may set it; so may those that import a module, as long as none is seen.
    assert!(found(&given, &program("")[..2]).is_empty());
    assert!(found(&["/p/scan.js"], &program("")).is_empty());
}

#[test]
fn a_page_and_its_scripts_have_one_product_key() {
    let page = "<script src='https://cdn.example.org/dwt/dist/dynamsoft.webtwain.min.js'></script><script src='app.js'></script>";
    let app = "Dynamsoft.DWT.CreateDWTObject('box', show, fail);";
    let key = "<script>Dynamsoft.DWT.ProductKey = readKey();</script>";
    let with_key = format!("{key}{page}");
    let given = ["/p/index.html", "/p/app.js"];
    let missing = "app.js: product-key-missing warning";
    assert_eq!(found(&given, &[("/p/index.html", page), ("/p/app.js", app)]), [missing]);
    assert!(found(&given, &[("/p/index.html", &with_key), ("/p/app.js", app)]).is_empty());
    assert!(found(&given[1..], &[("/p/app.js", app)]).is_empty());
}

#[test]
fn another_script_of_the_page_may_fill_a_variable_before() {
    let page = "<script src='first.js'></script><script src='app.js'></script>";
    let app = "var unit; Dynamsoft.DWT.CreateDWTObject('box', function (made) { unit = made; }, fail); unit.IfShowUI = false;";
    let early = "app.js: instance-used-before-ready error";
    let found_with = |first: &str| {
        found(&["/p/app.js", "/p/index.html"], &[("/p/index.html", page), ("/p/app.js", app), ("/p/first.js", first)])
    };
    assert_eq!(found_with("var other = 1;"), [early]);
    assert!(found_with("var unit = Dynamsoft.DWT.GetWebTwain('old');").is_empty());
}
