// As much of WebDriver as the journey in the real window needs.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { pause } from "../../../scripts/lib/display.mjs";

/** How long anything in the window may take to appear. */
const PATIENCE = 30_000;
/** Keys as WebDriver writes them. */
const KEYS = { Control: "\uE009", Enter: "\uE007", Escape: "\uE00C", Tab: "\uE004" };
/** The name under which WebDriver hands elements out. */
const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

/** A running WebKitWebDriver. */
export class Driver {
  /** What it and the programs it opened have said. */
  said = "";

  static async start(env) {
    const driver = new Driver();
    const port = await freePort();
    driver.address = `http://127.0.0.1:${port}`;
    driver.child = spawn("WebKitWebDriver", [`--port=${port}`, "--host=127.0.0.1"], {
      env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [driver.child.stdout, driver.child.stderr]) stream.on("data", (part) => (driver.said += part));
    await until(`WebKitWebDriver at ${driver.address}`, async () => (await fetch(`${driver.address}/status`)).ok);
    return driver;
  }

  /** Opens the program's window; gives what drives it. */
  async open(binary, args = []) {
    const options = { "webkitgtk:browserOptions": { binary, args } };
    const { sessionId } = await ask(this.address, "POST", "/session", { capabilities: { alwaysMatch: options } });
    return new Window(this, binary, `${this.address}/session/${sessionId}`);
  }

  async stop() {
    if (this.child.exitCode !== null) return;
    this.child.kill();
    await once(this.child, "exit");
  }
}

/** The window of one session. */
class Window {
  constructor(driver, binary, address) {
    Object.assign(this, { driver, binary, address });
  }

  /** Waits for an element by XPath and gives its id. */
  async find(path) {
    return until(path, async () => {
      const found = await ask(this.address, "POST", "/elements", { using: "xpath", value: path });
      const shown = await Promise.all(
        found.map((one) => ask(this.address, "GET", `/element/${one[ELEMENT]}/displayed`)),
      );
      return found.find((_, index) => shown[index])?.[ELEMENT];
    });
  }

  /** Presses an element; one that was drawn anew in between is looked for again. */
  async press(path) {
    await until(path, async () => {
      const id = await this.find(path);
      await ask(this.address, "POST", `/element/${id}/click`, {});
      return true;
    });
  }

  async write(path, text) {
    const id = await this.find(path);
    await ask(this.address, "POST", `/element/${id}/value`, { text });
  }

  /** Puts a text into a field at once, where it does not matter that every key is pressed. */
  async fill(path, text) {
    const id = await this.find(path);
    const script = `const [field, text] = arguments;
      if (field.isContentEditable) {
        field.focus();
        getSelection().selectAllChildren(field);
        document.execCommand("insertText", false, text);
      } else {
        field.value = text;
        field.dispatchEvent(new InputEvent("input", { bubbles: true }));
      }`;
    await ask(this.address, "POST", "/execute/sync", { script, args: [{ [ELEMENT]: id }, text] });
  }

  /** Types into whatever has the focus. */
  async type(text) {
    const actions = [...text].flatMap((value) => [
      { type: "keyDown", value },
      { type: "keyUp", value },
    ]);
    await this.#keys(actions);
  }

  /** Presses keys together: `keys("Control", "n")`. */
  async keys(...names) {
    const values = names.map((name) => KEYS[name] ?? name);
    const down = values.map((value) => ({ type: "keyDown", value }));
    const up = values.reverse().map((value) => ({ type: "keyUp", value }));
    await this.#keys([...down, ...up]);
  }

  async #keys(actions) {
    await ask(this.address, "POST", "/actions", { actions: [{ type: "key", id: "keyboard", actions }] });
  }

  /** Runs a line in the page and gives its value. */
  async evaluate(line) {
    return ask(this.address, "POST", "/execute/sync", { script: `return ${line}`, args: [] });
  }

  /** The program's own process, or another of that name, found among the driver's children. */
  process(program = this.binary) {
    return below(this.driver.child.pid).find((pid) => command(pid)[0].endsWith(program));
  }

  /** Ends the session; the program goes with it. */
  async close() {
    await ask(this.address, "DELETE", "").catch(() => undefined);
  }
}

async function ask(address, method, path, body) {
  const response = await fetch(address + path, {
    method,
    headers: { "content-type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const { value } = await response.json();
  if (!response.ok) throw new Error(`${method} ${path}: ${value?.error}: ${value?.message}`);
  return value;
}

/** Asks again until there is an answer. */
async function until(what, question) {
  const begun = Date.now();
  for (;;) {
    let reason = null;
    try {
      const answer = await question();
      if (answer) return answer;
    } catch (error) {
      reason = error;
    }
    if (Date.now() - begun > PATIENCE) throw new Error(`Waited in vain for ${what}`, { cause: reason });
    await pause(100);
  }
}

async function freePort() {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

function below(pid) {
  const children = readOr(`/proc/${pid}/task/${pid}/children`).trim().split(" ").filter(Boolean).map(Number);
  return children.flatMap((child) => [child, ...below(child)]);
}

function command(pid) {
  return readOr(`/proc/${pid}/cmdline`).split("\0");
}

function readOr(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return ""; // It has ended since.
  }
}
