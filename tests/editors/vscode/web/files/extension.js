// A folder of vscode-vfs:, the scheme of repositories that VS Code opens in a browser. Its files are those that the test's
// server has; what is saved is kept in memory.
const vscode = require("vscode");

class Files {
  files = new Map();
  changed = new vscode.EventEmitter();
  onDidChangeFile = this.changed.event;

  watch() {
    return { dispose() {} };
  }

  stat(uri) {
    const isFolder = uri.path === "/";
    if (!isFolder && !this.files.has(uri.path)) throw vscode.FileSystemError.FileNotFound(uri);
    const type = isFolder ? vscode.FileType.Directory : vscode.FileType.File;
    return { type, ctime: 0, mtime: 0, size: isFolder ? 0 : this.files.get(uri.path).byteLength };
  }

  readDirectory() {
    return [...this.files.keys()].map((path) => [path.slice(1), vscode.FileType.File]);
  }

  readFile(uri) {
    this.stat(uri);
    return this.files.get(uri.path);
  }

  writeFile(uri, content) {
    this.files.set(uri.path, content);
    this.changed.fire([{ type: vscode.FileChangeType.Changed, uri }]);
  }

  createDirectory() {}
  delete() {}
  rename() {}
}

exports.activate = async (context) => {
  const provider = new Files();
  const list = await fetch(`${context.extensionUri.with({ path: "/files.json" })}`);
  for (const [name, text] of Object.entries(await list.json())) provider.files.set(`/${name}`, new TextEncoder().encode(text));
  context.subscriptions.push(vscode.workspace.registerFileSystemProvider("vscode-vfs", provider));
};
