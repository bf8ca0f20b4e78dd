// A browser window with the workbench of VS Code in it, and what a user does there.
import { chromium } from "playwright-core";

const { PORT, WORKSPACE } = process.env;
export const ADDRESS = `127.0.0.1:${PORT}`;
export const FOLDER = WORKSPACE;
const FLAGS = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync";

export async function openBrowser(address = ADDRESS, size = { width: 1180, height: 720 }) {
  const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", headless: true, args: FLAGS.split(" ") });
  const context = await browser.newContext({ viewport: size });
  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: `http://${address}` });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  return { browser, page };
}

export class Workbench {
  constructor(page) {
    this.page = page;
  }

  async open() {
    await this.page.goto(`http://${ADDRESS}/?folder=${FOLDER}`);
    await this.page.locator(".explorer-folders-view").waitFor();
  }

  async openFile(name) {
    await this.page.keyboard.press("Control+KeyP");
    await this.page.locator(".quick-input-widget input.input").waitFor();
    await this.page.keyboard.type(name, { delay: 20 });
    await this.page.locator(`.quick-input-list .monaco-list-row.focused[aria-label*="${name}"]`).first().waitFor();
    await this.page.keyboard.press("Enter");
    await this.page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
    await this.page.locator(".editor-instance .monaco-editor.focused").waitFor();
  }

  async command(title) {
    await this.page.keyboard.press("F1");
    await this.page.locator(".quick-input-widget input.input").waitFor();
    await this.page.keyboard.type(title, { delay: 10 });
    await this.page.locator(".quick-input-list .monaco-list-row.focused", { hasText: title }).first().waitFor();
    await this.page.keyboard.press("Enter");
  }

  /** Scrolls to a line, counted from 1, and puts the cursor there. */
  async goToLine(line) {
    await this.page.keyboard.press("Control+KeyG");
    await this.page.locator(".quick-input-widget input.input").waitFor();
    await this.page.keyboard.type(`${line}`);
    await this.page.keyboard.press("Enter");
    await this.page.locator(".line-numbers.active-line-number", { hasText: new RegExp(`^${line}$`) }).first().waitFor();
  }

  /** The end of a text in the visible part of the editor: the place of its last character. */
  async placeOf(text) {
    const line = this.page.locator(".view-line", { hasText: text }).first();
    await line.waitFor();
    return line.evaluate((element, text) => {
      // Spaces do not break there.
      let left = element.textContent.replaceAll("\u00a0", " ").indexOf(text) + text.length - 1;
      const parts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      let part = parts.nextNode();
      for (; left >= part.length; part = parts.nextNode()) left -= part.length;
      const range = document.createRange();
      range.setStart(part, left);
      range.setEnd(part, left + 1);
      const { x, y, width, height } = range.getBoundingClientRect();
      return { x: x + width / 2, y: y + height / 2 };
    }, text);
  }

  /** The text of the hover over a text. */
  async hover(text) {
    const { x, y } = await this.placeOf(text);
    await this.page.mouse.move(x - 40, y - 60);
    await this.page.mouse.move(x, y, { steps: 4 });
    const hover = this.page.locator(".monaco-hover:not(.hidden) .monaco-hover-content").first();
    await hover.waitFor();
    await this.page.waitForTimeout(600);
    return (await hover.innerText()).replace(/\s+/g, " ");
  }

  async click(text) {
    const { x, y } = await this.placeOf(text);
    await this.page.mouse.click(x, y);
  }

  /** Opens the light bulb's menu at the cursor. VS Code may answer once that there is nothing, right after an edit. */
  async fixes(title) {
    const fix = this.page.locator(".action-widget .monaco-list-row", { hasText: title }).first();
    for (let tries = 0; ; tries++) {
      await this.page.keyboard.press("Control+Period");
      try {
        await fix.waitFor({ timeout: 2_500 });
        return;
      } catch (error) {
        if (tries === 8) throw error;
        await this.page.keyboard.press("Escape");
      }
    }
  }

  /** A pitfall that is typed now behind a line is found, which cannot be a finding of before, and goes with the text. */
  async findsWhatIsTyped(line) {
    await this.goToLine(line);
    await this.page.keyboard.press("End");
    await this.page.keyboard.type("\n  DWObject.HTTPPort = 80;", { delay: 10 });
    await this.page.locator(".squiggly-error").first().waitFor({ state: "attached" });
    await this.command("File: Revert File");
    await this.page.locator(".squiggly-error").first().waitFor({ state: "detached" });
  }

  async save() {
    await this.page.keyboard.press("Control+KeyS");
    await this.page.locator(".tab.active.dirty").waitFor({ state: "detached" });
  }
}
