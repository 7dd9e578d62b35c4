// The package's description, looked at without the quarter of an hour that building it takes.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { root } from "./lib/run.mjs";

const read = (path) => readFileSync(join(root, path), "utf8");
const config = JSON.parse(read("tauri.conf.json"));

test("one version everywhere", () => {
  const version = /^version = "(.+)"$/m.exec(read("Cargo.toml"))[1];
  assert.equal(config.version, version);
  assert.equal(JSON.parse(read("package.json")).version, version);
  assert.ok(read("CHANGELOG.md").includes(`## ${version}`), "CHANGELOG.md names the version");
});

test("a package for each system, with what its shop window shows", () => {
  assert.equal(config.bundle.active, true);
  for (const target of ["deb", "nsis", "dmg"]) assert.ok(config.bundle.targets.includes(target), target);
  for (const field of ["category", "shortDescription", "longDescription", "copyright", "license"]) {
    assert.ok(config.bundle[field], field);
  }
  assert.match(config.identifier, /^[a-z]+(\.[a-z]+)+$/);
});

test("icons are there, square, and as large as they say", () => {
  for (const path of config.bundle.icon) {
    const bytes = readFileSync(join(root, path));
    if (path.endsWith(".ico")) assert.equal(bytes.readUInt16LE(2), 1);
    else if (path.endsWith(".icns")) assert.equal(bytes.toString("latin1", 0, 4), "icns");
    else {
      const [, side, scale = "1"] = /(\d+)x\1(?:@(\d)x)?\.png$/.exec(path);
      assert.equal(bytes.readUInt32BE(16), side * scale, path);
      assert.equal(bytes.readUInt32BE(20), side * scale, path);
    }
  }
});

test("the page may load nothing from elsewhere", () => {
  const { csp } = config.app.security;
  assert.match(csp, /^default-src 'none';/);
  assert.doesNotMatch(csp, /https:|\*|unsafe-eval|script-src[^;]*unsafe-inline/);
  assert.deepEqual(csp.match(/http:[^ ;]+/g), ["http://ipc.localhost"], "Tauri's own door on Windows");
  assert.equal(config.build.devUrl, undefined);
});

test("one window, one capability, one permission: the door", () => {
  const { capabilities, assetProtocol, dangerousDisableAssetCspModification, freezePrototype } = config.app.security;
  assert.deepEqual(
    capabilities.map(({ windows, permissions }) => ({ windows, permissions })),
    [{ windows: ["main"], permissions: ["allow-door"] }],
  );
  assert.equal(capabilities[0].remote, undefined, "no page from elsewhere may knock");
  assert.deepEqual(config.app.windows, [], "the one window is made by the shell, with its rules");
  assert.equal(config.app.withGlobalTauri, undefined);
  assert.equal(assetProtocol, undefined, "no file is reached by an address");
  assert.equal(dangerousDisableAssetCspModification, undefined);
  assert.equal(freezePrototype, true);
  assert.equal(config.plugins, undefined);
  // No second door beside the file either: capabilities in a folder, commands in the shell.
  assert.ok(!existsSync(join(root, "capabilities")));
  const shell = readdirSync(join(root, "src-tauri", "shell")).map((name) => read(join("src-tauri", "shell", name)));
  assert.equal(shell.join("").match(/#\[tauri::command/g).length, 1);
  assert.match(shell.join(""), /generate_handler!\[door::door\]/);
});

test("the one window is made with every rule of the shell's", () => {
  const shell = readdirSync(join(root, "src-tauri", "shell")).map((name) => read(join("src-tauri", "shell", name)));
  assert.equal(shell.join("").match(/WebviewWindowBuilder::new/g).length, 1, "there is no other window");
  const [, made] = /fn open_window[^{]*\{\n(.*?)\n\}\n/s.exec(read("src-tauri/shell/mod.rs"));
  const rules = [
    '.incognito(!cfg!(feature = "webdriver"))',
    ".devtools(false)",
    ".disable_drag_drop_handler()",
    ".on_navigation(rules::is_own_page)",
    ".on_new_window(|_, _| NewWindowResponse::Deny)",
    "rules::trim_menu(&window)?;",
    "rules::check_spelling(&window)?;",
    "rules::keep_little(&window)?;",
  ];
  const lines = made.split("\n").map((line) => line.trim());
  for (const rule of rules) assert.ok(lines.includes(rule), `a window without ${rule}`);
  assert.doesNotMatch(read("Cargo.toml"), /^default = .*webdriver/m, "what turns one off is asked for by tests alone");
});
