// What every journey in the real window begins with: how things are found in it, and a portfolio made and opened.
import { PASSPHRASE } from "../pages.mjs";
import { Driver } from "./driver.mjs";

export const button = (name) => `//button[starts-with(normalize-space(.), ${JSON.stringify(name)})]`;
export const link = (name) => `//nav//a[starts-with(normalize-space(.), ${JSON.stringify(name)})]`;
export const labelled = (label) =>
  `//*[@id = //label[normalize-space(.) = ${JSON.stringify(label)}]/@for or @aria-label = ${JSON.stringify(label)}]`;
export const said = (words) => `//*[text()[contains(., ${JSON.stringify(words)})]]`;

/** A driver whose window has this home, shows on `screen`, and puts what it saves into `saved`. */
export function startDriver({ home, screen, saved, runtime }) {
  return Driver.start({
    PATH: process.env.PATH,
    LANG: "C.UTF-8",
    HOME: home,
    XDG_RUNTIME_DIR: runtime,
    DISPLAY: screen,
    GDK_BACKEND: "x11",
    NO_AT_BRIDGE: "1",
    WEBKIT_DISABLE_DMABUF_RENDERER: "1",
    TAURI_WEBVIEW_AUTOMATION: "true",
    TRIPTYCH_SAVE_TO: saved,
  });
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

/** Opens the one there is. */
export async function open(window) {
  await window.find(said("Closed, and safe on this computer."));
  await window.write(labelled("Passphrase"), PASSPHRASE);
  await window.keys("Enter");
  await window.find(link("Today"));
}
