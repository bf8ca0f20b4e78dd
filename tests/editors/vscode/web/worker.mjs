// The server's worker by itself (worker.mjs DIST), with the program and with ones that crash.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import vm from "node:vm";

const dist = process.argv[2];
const script = new vm.Script(readFileSync(join(dist, "worker.js"), "utf8"));
const program = readFileSync(join(dist, "dwt-lint.wasm"));

/** A worker's global scope, with what it has said. */
class Worker {
  said = [];

  constructor(program) {
    const postMessage = (message) => this.said.push(structuredClone(message));
    const { WebAssembly, TextEncoder, TextDecoder, Uint8Array, crypto, performance, setTimeout } = globalThis;
    this.scope = vm.createContext({ postMessage, WebAssembly, TextEncoder, TextDecoder, Uint8Array, crypto, performance, setTimeout, console });
    script.runInContext(this.scope);
    this.tell(program);
  }

  tell(data) {
    this.scope.onmessage({ data });
  }

  request(id, method, params) {
    this.tell({ jsonrpc: "2.0", id, method, params });
  }

  async hears(is) {
    for (let tries = 0; tries < 500; tries++) {
      const found = this.said.find(is);
      if (found) return found;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    throw new Error(`not among what was said: ${JSON.stringify(this.said)}`);
  }
}

const answers = (id) => (message) => message.id === id;
const initialize = (worker, id) => worker.request(id, "initialize", { capabilities: {} });

test("messages of several turns and of one are answered", async () => {
  const worker = new Worker(program);
  initialize(worker, 1);
  const { result } = await worker.hears(answers(1));
  assert.equal(result.serverInfo.name, "dwt-lint");
  worker.tell({ jsonrpc: "2.0", method: "initialized", params: {} });
  worker.request(2, "dwtLint/explain", { what: "-1073" });
  worker.request(3, "dwtLint/explain", { what: "no-such-thing" });
  assert.match((await worker.hears(answers(2))).result.markdown, /JPEG compression/);
  assert.match((await worker.hears(answers(3))).result.markdown, /^nothing is known of `no-such-thing`/);
});

test("of changes that come together the last is linted", async () => {
  const worker = new Worker(program);
  initialize(worker, 1);
  await worker.hears(answers(1));
  const uri = "vscode-vfs://github/é/scan.js";
  worker.tell({ jsonrpc: "2.0", method: "initialized", params: {} });
  const document = { uri, languageId: "javascript", version: 1, text: "// ✂️ 🖨️\n" };
  worker.tell({ jsonrpc: "2.0", method: "textDocument/didOpen", params: { textDocument: document } });
  const texts = ["DWObject.SelectSourc();", "DWObject.SelectSourc", "DWObject.SelectSource();"];
  texts.forEach((text, at) => {
    const params = { textDocument: { uri, version: at + 2 }, contentChanges: [{ text }] };
    worker.tell({ jsonrpc: "2.0", method: "textDocument/didChange", params });
  });
  worker.request(2, "textDocument/hover", { textDocument: { uri }, position: { line: 0, character: 12 } });
  assert.match((await worker.hears(answers(2))).result.contents.value, /SelectSource/);
  const published = worker.said.filter(({ method }) => method === "textDocument/publishDiagnostics");
  assert.deepEqual(published.map(({ params }) => params.version), [4]);
});

test("code that does not parse, which asks for threads where there are some, is linted", async () => {
  const worker = new Worker(program);
  initialize(worker, 1);
  await worker.hears(answers(1));
  worker.tell({ jsonrpc: "2.0", method: "initialized", params: {} });
  const text = `const d = Dynamsoft.DWT.GetWebTwain("a");\nfunction f( { d.SelectSourc(; \n}\n${"a".repeat(3000)}(`;
  const document = { uri: "untitled:Untitled-1", languageId: "javascript", version: 1, text };
  worker.tell({ jsonrpc: "2.0", method: "textDocument/didOpen", params: { textDocument: document } });
  const { params } = await worker.hears(({ method }) => method === "textDocument/publishDiagnostics");
  assert.equal(params.uri, document.uri);
  worker.request(2, "shutdown");
  assert.equal((await worker.hears(answers(2))).result, null);
});

/** One whose `turn` cannot go on: the header, a function without parameters, a memory, both exported, and `unreachable`. */
const CRASHING = Uint8Array.from([
  ...[0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 5, 3, 1, 0, 1],
  ...[7, 17, 2, 6, ...Buffer.from("memory"), 2, 0, 4, ...Buffer.from("turn"), 0, 0],
  ...[10, 5, 1, 3, 0, 0, 11],
]);

for (const [what, bytes] of [["crashes", CRASHING], ["is none", Uint8Array.from([1, 2, 3])]]) {
  test(`a program that ${what} is told of once, and no request stays without an answer`, async () => {
    const worker = new Worker(bytes);
    initialize(worker, 1);
    assert.ok((await worker.hears(answers(1))).error.message);
    worker.request("2", "shutdown");
    assert.ok((await worker.hears(answers("2"))).error);
    assert.equal(worker.said.filter(({ method }) => method === "dwtLint/crashed").length, 1);
  });
}
