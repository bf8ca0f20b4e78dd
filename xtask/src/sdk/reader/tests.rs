use super::read;
use crate::sdk::declared::{Declared, DeclaredForm};
use crate::sdk::overrides::Overrides;
use crate::sdk::packages::DeclarationFile;
use crate::sdk::schema::Value;

const OVERRIDES: &str = r#"
    [[package]]
    name = "sdk"
    from = "1.0"
    [side-versions]
    [receivers]
    Scanner = "Scanner"
    ScannerIO = "Scanner"
    Static = "Sdk"
    Env = "Sdk.Env"
    DynamsoftEnums = "Sdk"
    "Ocr/Page" = "Ocr.Page"
    [member."Scanner.Wrong"]
    why = "never existed"
    drop = true
    [member."Scanner.Name"]
    why = "it can be written"
    readonly = false
    [member."Scanner.OtherName"]
    why = "spelt so in the documentation"
    same-as = "Name"
"#;

fn declared(files: &[(&str, &str)]) -> Declared {
    let overrides: Overrides = toml::from_str(OVERRIDES).expect("the overrides are valid");
    let file = |(name, text): &(&str, &str)| DeclarationFile { name: (*name).to_owned(), text: (*text).to_owned() };
    let files: Vec<DeclarationFile> = files.iter().map(file).collect();
    read(&files, &overrides).expect("the declarations are valid")
}

fn forms<'a>(declared: &'a Declared, path: &str) -> &'a [DeclaredForm] {
    let (receiver, name) = path.rsplit_once('.').expect("a type and a member");
    declared.types.get(receiver).and_then(|found| found.members.get(name)).map_or(&[], Vec::as_slice)
}

fn only<'a>(declared: &'a Declared, path: &str) -> &'a DeclaredForm {
    match forms(declared, path) {
        [form] => form,
        other => panic!("{path} has {} forms", other.len()),
    }
}

#[test]
fn a_deprecation_is_its_overload_s_own() {
    let declared = declared(&[(
        "Scanner",
        "export interface Scanner {
            /** @deprecated since version 2.1. Use `Save` instead. */
            Save(name: string): boolean;
            /** Saves. */
            Save(name: string, ok: () => void, ...rest: any[]): void;
            /* @deprecated since version 1.5. */
            readonly Old?: number; // @deprecated is said of nothing here
        }",
    )]);
    let notes: Vec<bool> = forms(&declared, "Scanner.Save").iter().map(|form| form.note.is_some()).collect();
    assert_eq!(notes, [true, false]);
    let params = forms(&declared, "Scanner.Save")[1].signature.params.as_deref().expect("a method");
    assert_eq!(
        params.iter().map(|param| (param.name.as_str(), param.rest)).collect::<Vec<_>>(),
        [("name", false), ("ok", false), ("rest", true)]
    );
    assert_eq!(params[1].callback.as_deref(), Some(&[][..]));
    let old = only(&declared, "Scanner.Old");
    assert!(old.note.is_some() && old.signature.readonly && old.signature.optional);
}

#[test]
fn interfaces_that_make_up_one_object_are_one_type() {
    let declared = declared(&[
        ("IO", "export interface ScannerIO { Save(): void; }"),
        ("Scanner", "import { ScannerIO } from './IO';\nexport interface Scanner extends ScannerIO { Scan(): void; }"),
        ("List", "export interface List extends Array<any> { first: number }"),
    ]);
    assert_eq!(declared.types["Scanner"].members.keys().collect::<Vec<_>>(), ["Save", "Scan"]);
    assert!(declared.types["Scanner"].extends.is_none() && !declared.types["Scanner"].open);
    assert!(declared.types["List"].open, "nobody knows what else an array has");
}

#[test]
fn types_of_one_name_are_told_apart_by_file() {
    let declared = declared(&[
        ("Ocr", "export interface Page { text: string }\nexport interface Ocr { page: Page }"),
        ("Pdf", "export interface Page { size: number }\nexport interface Pdf { page: Page; pages: Promise<Page[]> }"),
        ("Other", "import { Pdf } from './Pdf';\nexport interface Other { page: Page; pdf: Pdf | null }"),
    ]);
    let gives = |path: &str| only(&declared, path).signature.gives.as_deref();
    assert_eq!(gives("Ocr.page"), Some("Ocr.Page"));
    assert_eq!(gives("Pdf.page"), Some("Page"));
    assert_eq!(gives("Pdf.pages"), Some("Page"));
    assert_eq!(gives("Other.page"), None, "it was not imported");
    assert_eq!(gives("Other.pdf"), Some("Pdf"));
}

#[test]
fn object_types_without_a_name_are_called_by_their_place() {
    let declared = declared(&[(
        "Scanner",
        "export interface Scanner {
            ui?: { show: boolean, /* a remark */ area?: { x: number } };
            Scan(options: { dpi?: number }): Promise<{ code: number }>;
            [key: string]: any;
        }",
    )]);
    assert!(declared.types["Scanner"].open);
    for (path, text) in [
        ("Scanner.ui", "Scanner.ui"),
        ("Scanner.ui.area", "Scanner.ui.area"),
        ("Scanner.ui.area.x", "number"),
        ("Scanner.Scan(options).dpi", "number"),
        ("Scanner.Scan().code", "number"),
        ("Scanner.Scan", "Promise<Scanner.Scan()>"),
    ] {
        assert_eq!(only(&declared, path).signature.type_text, text, "{path}");
    }
}

#[test]
fn a_namespace_is_an_object_and_may_be_renamed() {
    let declared = declared(&[
        ("Static", "export namespace Static { let Env: Env; namespace Tools { function help(): void; } }"),
        ("Env", "interface Env { Load(): void }\ndeclare const env: Env;"),
    ]);
    assert_eq!(declared.types.keys().collect::<Vec<_>>(), ["Sdk", "Sdk.Env", "Sdk.Tools"]);
    assert_eq!(only(&declared, "Sdk.Tools").signature.gives.as_deref(), Some("Sdk.Tools"));
    assert!(only(&declared, "Sdk.Tools.help").signature.params.is_some());
}

#[test]
fn enumerations_have_numbers_and_texts_at_a_path() {
    let declared = declared(&[(
        "Enum",
        "export namespace DynamsoftEnums {
            enum EnumA { One = 1, Two, /** @deprecated since version 3. Use the value `Two` instead. */ Low = -0x10 }
            enum EnumB { Text = \"text\" }
        }
        declare enum EnumC { Zero }
        export interface Scanner { kind: DynamsoftEnums.EnumA | number }",
    )]);
    let value = |name: &str, member: &str| declared.enums[name].members[member].0.clone();
    assert!(value("EnumA", "Two") == Value::Number(2) && value("EnumA", "Low") == Value::Number(-16));
    assert!(value("EnumB", "Text") == Value::Text("text".to_owned()) && value("EnumC", "Zero") == Value::Number(0));
    assert!(declared.enums["EnumA"].members["Low"].1.is_some() && declared.enums["EnumA"].members["Two"].1.is_none());
    assert_eq!(declared.enums["EnumA"].paths, ["Sdk.EnumA"]);
    assert_eq!(declared.enums["EnumC"].paths, ["EnumC"]);
    assert_eq!(only(&declared, "Scanner.kind").signature.type_text, "EnumA | number");
}

#[test]
fn a_person_s_corrections_win() {
    let declared = declared(&[("Scanner", "interface Scanner { readonly Name: string; Wrong(): void }")]);
    assert_eq!(declared.types["Scanner"].members.keys().collect::<Vec<_>>(), ["Name", "OtherName"]);
    assert!(!only(&declared, "Scanner.Name").signature.readonly);
}
