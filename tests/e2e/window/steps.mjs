// What journeys in the real window have in common: how things on the page are found, and what the program runs in.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { run } from "../../../scripts/lib/run.mjs";
import { built, buildPage } from "../../../scripts/lib/build.mjs";
import { PASSPHRASE } from "../pages.mjs";

export const button = (name) => `//button[starts-with(normalize-space(.), ${JSON.stringify(name)})]`;
export const link = (name) => `//nav//a[starts-with(normalize-space(.), ${JSON.stringify(name)})]`;
export const labelled = (label) =>
  `//*[@id = //label[normalize-space(.) = ${JSON.stringify(label)}]/@for or @aria-label = ${JSON.stringify(label)}]`;
export const said = (words) => `//*[text()[contains(., ${JSON.stringify(words)})]]`;
/** The text of the record that is being written. */
export const TEXT = '//*[@role = "textbox" and @aria-label = "Text"]';
/** Whatever request holds this meets a defect in the core: src-tauri/shell/defect.rs. */
export const DEFECT = "triptych-test-defect";
/** Shown as long as a portfolio is locked. */
export const LOCKED = said("Closed, and safe on this computer.");

/** Builds the window that can be driven, and gives its program: the same build as `npm test` has made. */
export function buildDriven() {
  buildPage("shipped");
  const all = ["--locked", "--quiet", "--workspace", "--all-targets", "--features", "triptych/webdriver"];
  run("cargo", ["build", ...all]);
  return built("triptych");
}

/** What a program in the folder `home` is started with: nothing of the home of whoever runs this. */
export function surroundings(home, screen) {
  const runtime = join(home, "runtime");
  mkdirSync(runtime, { mode: 0o700 });
  return {
    PATH: process.env.PATH,
    LANG: "C.UTF-8",
    HOME: home,
    XDG_RUNTIME_DIR: runtime,
    DISPLAY: screen,
    GDK_BACKEND: "x11",
    NO_AT_BRIDGE: "1",
    WEBKIT_DISABLE_DMABUF_RENDERER: "1",
    TAURI_WEBVIEW_AUTOMATION: "true",
  };
}

/** Opens the portfolio of the locked window with its passphrase. */
export async function unlock(window) {
  await window.find(LOCKED);
  await window.fill(labelled("Passphrase"), PASSPHRASE);
  await window.keys("Enter");
  await window.find(link("Today"));
}

/** Makes a portfolio and opens it. */
export async function create(window) {
  await window.write(labelled("Passphrase"), PASSPHRASE);
  await window.write(labelled("The same again"), PASSPHRASE);
  await window.find(`${button("Make my portfolio")}[@aria-disabled = "false"]`);
  await window.press(button("Make my portfolio"));
  await window.press(button("Check next time I open it"));
  await window.press(button("Open my portfolio"));
  await window.find(link("Today"));
}
