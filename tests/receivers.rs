//! The ways by which an instance reaches the code that uses it, and what looks like one and is none.

use dwt_lint::lint::lint;
use dwt_lint::report::{Finding, Severity};
use dwt_lint::settings::Settings;
use dwt_lint::text::{FileKind, Source};

/// How many misspelt events are seen on something that is known to be an instance; an error is milder where it is not known.
fn found(kind: FileKind, code: &str) -> usize {
    let source = Source::new("example", kind, code);
    let findings = lint(&source, &Settings::default()).findings;
    let is_it = |finding: &&Finding| finding.rule == "unknown-event-name" && finding.severity == Severity::Error;
    findings.iter().filter(is_it).count()
}

/// Each way to an instance, with `¤` for the sign `@` itself, and `@` for the pitfall `.RegisterEvent("onpostload", show);` after it.
const WAYS: &[(&str, &str)] = &[
    ("a variable", "const unit = Dynamsoft.DWT.GetWebTwain('a'); unit@"),
    ("an alias", "const unit = Dynamsoft.DWT.GetWebTwain('a'); const other = unit; other@"),
    ("assigned later", "let unit; function ready() { unit = Dynamsoft.DWT.GetWebTwain('a'); } function send() { unit@ }"),
    ("a global", "function ready() { window.unit = Dynamsoft.DWT.GetWebTwain('a'); } function send() { unit@ }"),
    ("a success callback", "Dynamsoft.DWT.CreateDWTObjectEx({ WebTwainId: 'a' }, function (unit) { unit@ }, fail);"),
    (
        "a named success callback",
        "Dynamsoft.DWT.CreateDWTObject('a', made, fail); function made(unit) { unit@ } function fail() {}",
    ),
    (
        "a method as the success callback",
        "class Page { start() { Dynamsoft.DWT.CreateDWTObjectEx({ WebTwainId: 'a' }, this.made.bind(this), fail); }
          made(unit) { this.unit = unit; } send() { this.unit@ } }",
    ),
    (
        "an arrow function that calls a method",
        "class Page { start() { Dynamsoft.DWT.CreateDWTObjectEx({ WebTwainId: 'a' }, (it) => this.made(it), fail); }
          made(unit) { this.unit = unit; } send() { this.unit@ } }",
    ),
    (
        "a class field",
        "class Page { unit = null; start() { this.unit = Dynamsoft.DWT.GetWebTwain('a'); } send() { this.unit@ } }",
    ),
    (
        "a private field",
        "class Page { #unit; constructor() { this.#unit = Dynamsoft.DWT.GetWebTwain('a'); } send() { this.#unit@ } }",
    ),
    (
        "a static field",
        "class Page { static unit = Dynamsoft.DWT.GetWebTwain('a'); static send() { Page.unit@ } }",
    ),
    (
        "an accessor",
        "class Page { constructor() { this._unit = Dynamsoft.DWT.GetWebTwain('a'); } get unit() { return this._unit; } send() { this.unit@ } }",
    ),
    (
        "a getter of an object",
        "let made; made = Dynamsoft.DWT.GetWebTwain('a'); const page = { get unit() { return made; } }; page.unit@",
    ),
    (
        "this in an arrow function",
        "class Page { start() { Dynamsoft.DWT.RegisterEvent('OnWebTwainReady', () => { this.unit = Dynamsoft.DWT.GetWebTwain('a'); }); } send() { this.unit@ } }",
    ),
    (
        "self",
        "class Page { start() { const self = this; ready(function () { self.unit = Dynamsoft.DWT.GetWebTwain('a'); }); } send() { this.unit@ } }",
    ),
    (
        "bind",
        "class Page { start() { ready(function () { this.unit = Dynamsoft.DWT.GetWebTwain('a'); }.bind(this)); } send() { this.unit@ } }",
    ),
    (
        "a constructor function",
        "function Page() { this.unit = Dynamsoft.DWT.GetWebTwain('a'); } Page.prototype.send = function () { this.unit@ };",
    ),
    (
        "an object that holds it",
        "const app = { unit: null, start() { this.unit = Dynamsoft.DWT.GetWebTwain('a'); }, send() { app.unit@ } };",
    ),
    ("an object in an object", "const app = { scan: {} }; app.scan.unit = Dynamsoft.DWT.GetWebTwain('a'); app.scan.unit@"),
    (
        "destructured",
        "class Page { start() { this.unit = Dynamsoft.DWT.GetWebTwain('a'); } send() { const { unit } = this; unit@ } }",
    ),
    (
        "destructured under another name",
        "class Page { start() { this.unit = Dynamsoft.DWT.GetWebTwain('a'); } send() { const { unit: t } = this; t@ } }",
    ),
    ("a default parameter", "function send(unit = Dynamsoft.DWT.GetWebTwain('a')) { unit@ } send();"),
    ("a parameter", "function send(unit) { unit@ } send(Dynamsoft.DWT.GetWebTwain('a'));"),
    ("call", "function send(unit) { unit@ } send.call(null, Dynamsoft.DWT.GetWebTwain('a'));"),
    ("apply", "function send(unit) { unit@ } send.apply(null, [Dynamsoft.DWT.GetWebTwain('a')]);"),
    (
        "an object as parameter",
        "function send({ unit }) { unit@ } send({ unit: Dynamsoft.DWT.GetWebTwain('a') });",
    ),
    ("a function that gives it", "let it = Dynamsoft.DWT.GetWebTwain('a'); function unit() { return it; } unit()@"),
    (
        "a method that gives it",
        "class Page { unit() { return Dynamsoft.DWT.GetWebTwain('a'); } send() { const it = this.unit(); it@ } }",
    ),
    (
        "a lazy getter",
        "let it; const unit = () => it || (it = Dynamsoft.DWT.GetWebTwain('a')); function send() { const d = unit(); d@ }",
    ),
    (
        "await of a promise wrapper",
        "const make = () => new Promise((ok, no) => Dynamsoft.DWT.CreateDWTObjectEx({ WebTwainId: 'a' }, ok, no));
         async function send() { const unit = await make(); unit@ }",
    ),
    (
        "then of a promise wrapper",
        "function make() { return new Promise(function (ok, no) { Dynamsoft.DWT.CreateDWTObjectEx({ WebTwainId: 'a' }, function (u) { ok(u); }, no); }); }
         make().then(function (unit) { unit@ });",
    ),
    (
        "a later then",
        "function make() { return new Promise((ok, no) => Dynamsoft.DWT.CreateDWTObjectEx({ WebTwainId: 'a' }, ok, no)); }
         make().then((u) => { show(); return u; }).catch(fail).then((unit) => { unit@ });",
    ),
    (
        "an async function",
        "async function make() { await Dynamsoft.DWT.Load(); return Dynamsoft.DWT.GetWebTwain('a'); } async function send() { const unit = await make(); unit@ }",
    ),
    (
        "Promise.resolve",
        "function make() { return Promise.resolve(Dynamsoft.DWT.GetWebTwain('a')); } make().then((unit) => { unit@ });",
    ),
    (
        "Promise.all",
        "async function make() { return Dynamsoft.DWT.GetWebTwain('a'); } async function send() { const [unit, other] = await Promise.all([make(), more()]); unit@ }",
    ),
    (
        "a reference of React",
        "function Page() { const unit = useRef(null); useEffect(() => { unit.current = Dynamsoft.DWT.GetWebTwain('a'); }, []); const send = () => { unit.current@ }; }",
    ),
    (
        "a destructured reference",
        "function Page() { const ref = React.useRef(); const start = () => { ref.current = Dynamsoft.DWT.GetWebTwain('a'); }; const send = () => { const unit = ref.current; unit@ }; }",
    ),
    (
        "state of React",
        "function Page() { const [unit, setUnit] = useState(null); const start = () => setUnit(Dynamsoft.DWT.GetWebTwain('a')); const send = () => { unit@ }; }",
    ),
    (
        "a setter of state as callback",
        "function Page() { const [unit, setUnit] = React.useState(); Dynamsoft.DWT.CreateDWTObjectEx({ WebTwainId: 'a' }, setUnit, setError); const send = () => { unit@ }; }",
    ),
    (
        "state of a class component",
        "class Page extends React.Component { state = { unit: null }; start() { this.setState({ unit: Dynamsoft.DWT.GetWebTwain('a') }); } send() { this.state.unit@ } }",
    ),
    (
        "data of Vue",
        "export default { data() { return { unit: null }; }, mounted() { this.unit = Dynamsoft.DWT.GetWebTwain('a'); }, methods: { send() { this.unit@ } } };",
    ),
    (
        "data of Vue, set in a method",
        "export default { data: () => ({ unit: null }), methods: { start() { this.unit = Dynamsoft.DWT.GetWebTwain('a'); }, send: function () { this.unit@ } } };",
    ),
    (
        "data of Vue, through that",
        "new Vue({ data: { unit: null }, mounted: function () { var that = this; ready(function () { that.unit = Dynamsoft.DWT.GetWebTwain('a'); }); }, methods: { send: function () { this.unit@ } } });",
    ),
    (
        "a computed property of Vue",
        "export default { created() { this.made = Dynamsoft.DWT.GetWebTwain('a'); }, computed: { unit() { return this.made; } }, methods: { send() { this.unit@ } } };",
    ),
    (
        "a reference of Vue",
        "const unit = shallowRef(null); onMounted(() => { unit.value = Dynamsoft.DWT.GetWebTwain('a'); }); function send() { unit.value@ }",
    ),
    (
        "a reactive object of Vue",
        "const state = reactive({ unit: null }); onMounted(() => { state.unit = Dynamsoft.DWT.GetWebTwain('a'); }); function send() { state.unit@ }",
    ),
    (
        "a store",
        "export const useScanner = defineStore('scanner', { state: () => ({ unit: null }), actions: { start() { this.unit = Dynamsoft.DWT.GetWebTwain('a'); }, send() { this.unit@ } } });",
    ),
    ("the old constructor", "const made = new Dynamsoft.WebTwain({ containerID: 'a' }); const unit = made.getInstance(); unit@"),
    ("the old namespace", "const unit = Dynamsoft.WebTwainEnv.GetWebTwain('a'); unit@"),
    ("an import", "import Dynamsoft from 'dwt'; const unit = Dynamsoft.DWT.GetWebTwain('a'); unit@"),
    ("a required library", "const Dynamsoft = require('dwt'); const unit = Dynamsoft.DWT.GetWebTwain('a'); unit@"),
    (
        "exports of CommonJS",
        "exports.unit = null; exports.start = () => { exports.unit = Dynamsoft.DWT.GetWebTwain('a'); }; exports.send = () => { exports.unit@ };",
    ),
    (
        "module.exports",
        "module.exports = { unit: null, start() { this.unit = Dynamsoft.DWT.GetWebTwain('a'); }, send() { module.exports.unit@ } };",
    ),
    (
        "what setup of Vue returns",
        "export default { setup() { const unit = shallowRef(null); function start() { unit.value = Dynamsoft.DWT.GetWebTwain('a'); } return { unit, start }; }, methods: { send() { this.unit@ } } };",
    ),
    ("a reference that holds it from the first", "const unit = ref(Dynamsoft.DWT.GetWebTwain('a')); unit.value@"),
    (
        "a computed value of Vue",
        "const made = Dynamsoft.DWT.GetWebTwain('a'); const unit = computed(() => made); unit.value@",
    ),
    (
        "the attribute of a component",
        "function View({ unit }) { const send = () => { unit@ }; return <b onClick={send}/>; }
          function Page() { const it = Dynamsoft.DWT.GetWebTwain('a'); return <View unit={it}/>; }",
    ),
    (
        "an attribute, by the properties",
        "const View = (props) => { const send = () => { props.unit@ }; return <b onClick={send}>x</b>; };
          const Page = () => <View unit={Dynamsoft.DWT.GetWebTwain('a')}>x</View>;",
    ),
    (
        "an attribute of a wrapped component",
        "const View = React.memo(function View({ unit }) { const send = () => { unit@ }; return <b onClick={send}/>; });
          const page = <View unit={Dynamsoft.DWT.GetWebTwain('a')}/>;",
    ),
    (
        "an attribute of a component that passes references on",
        "const View = forwardRef((props, ref) => { props.unit@ return <b ref={ref}/>; });
          const page = <View unit={Dynamsoft.DWT.GetWebTwain('a')}/>;",
    ),
    (
        "an attribute of a component that is a class",
        "class View extends React.Component { send() { const { unit } = this.props; unit@ } }
          const page = <View unit={Dynamsoft.DWT.GetWebTwain('a')}/>;",
    ),
    (
        "an attribute that is state",
        "function Page() { const [unit, setUnit] = useState(null); useEffect(() => { setUnit(Dynamsoft.DWT.GetWebTwain('a')); }, []); return <View unit={unit}/>; }
          function View(props) { const { unit } = props; const send = () => { unit@ }; }",
    ),
    (
        "a context",
        "const Scanner = createContext(null); function Page() { return <Scanner.Provider value={Dynamsoft.DWT.GetWebTwain('a')}><View/></Scanner.Provider>; }
          function View() { const unit = useContext(Scanner); const send = () => { unit@ }; }",
    ),
    (
        "an object in a context",
        "const Scanner = React.createContext(); function Page() { const unit = Dynamsoft.DWT.GetWebTwain('a'); return <Scanner value={{ unit, more }}><View/></Scanner>; }
          function View() { const { unit } = React.useContext(Scanner); const send = () => { unit@ }; }",
    ),
    (
        "an object of a context in a variable",
        "const Scanner = createContext(); function Page() { const all = { unit: Dynamsoft.DWT.GetWebTwain('a') }; return <Scanner.Provider value={all}/>; }
          const useScanner = () => useContext(Scanner); function View() { const all = useContext(Scanner); const send = () => { all.unit@ }; }",
    ),
    ("a comma", "const unit = (log(), Dynamsoft.DWT.GetWebTwain('a')); unit@"),
    ("a condition", "const unit = isTop ? Dynamsoft.DWT.GetWebTwain('a') : null; if (unit) { unit@ }"),
    (
        "Object.assign",
        "class Page { start() { Object.assign(this, { unit: Dynamsoft.DWT.GetWebTwain('a') }); } send() { this.unit@ } }",
    ),
    (
        "a namespace of functions",
        "var Scan = (function () { var unit; return { start: function () { unit = Dynamsoft.DWT.GetWebTwain('a'); }, send: function () { unit@ } }; })();",
    ),
    (
        "the instance of the base class",
        "class Base { start() { this.unit = Dynamsoft.DWT.GetWebTwain('a'); } } class Page extends Base { send() { this.unit@ } }",
    ),
];

/// What must not be taken for an instance.
const OTHERS: &[(&str, &str)] = &[
    ("a plain object", "const unit = { IfSSL: false, HTTPPort: 0 }; unit@"),
    ("shadowed", "const unit = Dynamsoft.DWT.GetWebTwain('a'); function send(unit) { unit@ } send({});"),
    ("shadowed in a block", "const unit = Dynamsoft.DWT.GetWebTwain('a'); { const unit = settings(); unit@ }"),
    (
        "a field of another class",
        "class A { start() { this.unit = Dynamsoft.DWT.GetWebTwain('a'); } } class B { send() { this.unit@ } }",
    ),
    (
        "the failure callback",
        "Dynamsoft.DWT.CreateDWTObjectEx({ WebTwainId: 'a' }, made, function (unit) { unit@ }); function made() {}",
    ),
    (
        "the failure's state",
        "function Page() { const [unit, setUnit] = useState(); Dynamsoft.DWT.CreateDWTObjectEx({ WebTwainId: 'a' }, made, setUnit); const send = () => { unit@ }; }",
    ),
    ("the setter's pair", "const [other, unit] = useState(Dynamsoft.DWT.GetWebTwain('a')); unit@"),
    ("a viewer", "const unit = Dynamsoft.DWT.GetWebTwain('a').Viewer; unit@"),
    (
        "another library's namespace",
        "const Dynamsoft = { DWT: { GetWebTwain() { return {}; } } }; const unit = Dynamsoft.DWT.GetWebTwain('a'); unit@",
    ),
    ("another product", "const unit = Dynamsoft.DBR.GetWebTwain('a'); unit@"),
    ("a stand-in", "class Fake { send() {} } const unit = new Fake(); unit@"),
    (
        "an inner this",
        "class A { start() { this.unit = Dynamsoft.DWT.GetWebTwain('a'); } send() { run(function () { this.unit@ }); } }",
    ),
    (
        "a method of another component",
        "const a = { data() { return { unit: null }; }, mounted() { this.unit = Dynamsoft.DWT.GetWebTwain('a'); } }; const b = { methods: { send() { this.unit@ } } };",
    ),
    (
        "an attribute of another component",
        "function View({ unit }) { unit@ } function Other({ unit }) {} const page = <Other unit={Dynamsoft.DWT.GetWebTwain('a')}/>;",
    ),
    (
        "an attribute of another class",
        "class View extends React.Component { send() { this.props.unit@ } } class Other {} const page = <Other unit={Dynamsoft.DWT.GetWebTwain('a')}/>;",
    ),
    (
        "another attribute",
        "function View({ unit, it }) { unit@ } const page = <View it={Dynamsoft.DWT.GetWebTwain('a')}/>;",
    ),
    (
        "another context",
        "const A = createContext(); const B = createContext(); const page = <A.Provider value={Dynamsoft.DWT.GetWebTwain('a')}/>; function View() { const unit = useContext(B); unit@ }",
    ),
    ("the reference itself", "const unit = useRef(Dynamsoft.DWT.GetWebTwain('a')); unit@"),
    (
        "a function of one's own",
        "function ref(x) { return {}; } const unit = ref(Dynamsoft.DWT.GetWebTwain('a')); unit.value@",
    ),
    ("a remark on a type", "// ¤type {WebTwain}\nlet unit; function send() { unit@ }"),
    ("a documented type of another", "/** ¤type {Unit} */\nlet unit; function send() { unit@ }"),
    ("a documented module of another", "/** ¤type {import('./fake').WebTwain} */\nlet unit; function send() { unit@ }"),
    ("another documented parameter", "/** ¤param {WebTwain} it */\nfunction send(unit) { unit@ }"),
    (
        "options for a child object",
        "const a = { methods: { unit: null }, start() { this.unit = Dynamsoft.DWT.GetWebTwain('a'); } }; const b = { send() { this.unit@ } };",
    ),
];

/// The ways of TypeScript.
const TYPED_WAYS: &[(&str, &str)] = &[
    ("a variable", "import { WebTwain } from 'dwt/dist/types/WebTwain'; let unit: WebTwain; function send() { unit@ }"),
    ("one that may be nothing", "let unit: WebTwain | null = null; function send() { unit!@ }"),
    ("the namespace", "declare const unit: Dynamsoft.WebTwain; unit@"),
    ("a field", "class Page { private unit?: WebTwain; send() { this.unit!@ } }"),
    ("a private field", "class Page { #unit: WebTwain | undefined; send() { this.#unit!@ } }"),
    ("a parameter", "function send(unit: WebTwain) { unit@ }"),
    ("a parameter that is a field", "class Page { constructor(private unit: WebTwain) {} send() { this.unit@ } }"),
    ("what a function returns", "declare const host: any; function unit(): WebTwain { return host.unit; } unit()@"),
    ("a promise", "async function send(made: Promise<WebTwain>) { const unit = await made; unit@ }"),
    ("a reference", "function send(unit: React.MutableRefObject<WebTwain | null>) { unit.current!@ }"),
    ("a cast", "const unit = Dynamsoft.DWT.GetWebTwain('a') as WebTwain; unit@"),
    ("an accessor", "class Page { private it: WebTwain; get unit() { return this.it; } send() { this.unit@ } }"),
];

/// Those of TypeScript in which calls name a type, and those of JSDoc.
const CALL_WAYS: &[(&str, &str)] = &[
    ("useRef", "function Page() { const unit = useRef<WebTwain>(null); const send = () => { unit.current!@ }; }"),
    ("ref", "const unit = ref<WebTwain>(); function send() { unit.value!@ }"),
    ("shallowRef", "const unit = Vue.shallowRef<WebTwain | null>(null); function send() { unit.value?@ }"),
    (
        "useState",
        "function Page() { const [unit, setUnit] = useState<WebTwain | null>(null); const send = () => { unit!@ }; }",
    ),
    (
        "createContext",
        "const Scanner = createContext<WebTwain | null>(null); function View() { const unit = useContext(Scanner); const send = () => { unit!@ }; }",
    ),
    ("a service", "class Page { constructor(private readonly unit: WebTwain) {} send() { this.unit@ } }"),
    (
        "a field of a service",
        "class Service { unit = Dynamsoft.DWT.GetWebTwain('a'); } class Page { constructor(private service: Service) {} send() { this.service.unit@ } }",
    ),
    (
        "a service that is asked for",
        "class Service { unit = Dynamsoft.DWT.GetWebTwain('a'); } class Page { private service = inject(Service); send() { this.service.unit@ } }",
    ),
    (
        "a method of a service",
        "¤Injectable() class Service { unit() { return Dynamsoft.DWT.GetWebTwain('a'); } } ¤Component({}) class Page { constructor(private service: Service) {} send() { this.service.unit()@ } }",
    ),
];

const DOCUMENTED_WAYS: &[(&str, &str)] = &[
    ("a variable", "/** ¤type {WebTwain} */\nlet unit; function send() { unit@ }"),
    (
        "one that may be nothing",
        "/** The scanner.\n * ¤type {?Dynamsoft.WebTwain|null} */\nexport let unit = null; function send() { unit@ }",
    ),
    ("an import", "/** ¤type {import('dwt').WebTwain} */\nlet unit; function send() { unit@ }"),
    (
        "a parameter",
        "/**\n * ¤param {number} a\n * ¤param {WebTwain} unit the scanner\n */\nfunction send(a, unit) { unit@ }",
    ),
    ("a parameter that may be left out", "/** ¤param {WebTwain} [unit] */\nexport const send = (unit) => { unit@ };"),
    ("a parameter of a method", "class Page { /** ¤param {WebTwain} unit */\n send(unit) { unit@ } }"),
    ("a field", "class Page { /** ¤type {WebTwain} */\n unit = null; send() { this.unit@ } }"),
];

/// Names of TypeScript that are not the SDK's.
const OTHER_TYPES: &[(&str, &str)] = &[
    ("another package", "import { WebTwain } from './fake'; let unit: WebTwain; function send() { unit@ }"),
    ("a class of the file", "class WebTwain { RegisterEvent(a, b) {} } let unit: WebTwain; function send() { unit@ }"),
    ("one of several", "let unit: WebTwain | Other; function send() { unit@ }"),
];

fn planted(way: &str) -> String {
    way.replace('@', ".RegisterEvent('onpostload', show);").replace('¤', "@")
}

/// Those whose code does not give so many findings.
fn wrong<'a>(kind: FileKind, ways: &[(&'a str, &str)], expected: usize) -> Vec<&'a str> {
    ways.iter().filter(|(_, way)| found(kind, &planted(way)) != expected).map(|(name, _)| *name).collect()
}

#[test]
fn every_way_to_the_instance_is_followed() {
    assert_eq!(wrong(FileKind::JavaScript, WAYS, 1), [""; 0]);
    assert_eq!(wrong(FileKind::Tsx, WAYS, 1), [""; 0]);
    assert_eq!(wrong(FileKind::TypeScript, CALL_WAYS, 1), [""; 0]);
    assert_eq!(wrong(FileKind::JavaScript, DOCUMENTED_WAYS, 1), [""; 0]);
    assert_eq!(wrong(FileKind::TypeScript, TYPED_WAYS, 1), [""; 0]);
}

#[test]
fn nothing_else_is_taken_for_an_instance() {
    assert_eq!(wrong(FileKind::JavaScript, OTHERS, 0), [""; 0]);
    assert_eq!(wrong(FileKind::TypeScript, OTHER_TYPES, 0), [""; 0]);
}
