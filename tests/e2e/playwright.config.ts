import { defineConfig } from "@playwright/test";
import type { HandOption } from "./fixtures";
import { browser } from "./bridge.mjs";

// By hand nothing is tried twice: a journey that fails now and then is a defect of the app or of the journey. Where a machine
// is shared with other work one more try is allowed, and the report calls it flaky.
export default defineConfig<HandOption>({
  testDir: ".",
  outputDir: "../../out/journeys",
  workers: 2,
  retries: process.env.CI ? 1 : 0,
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  timeout: 90_000,
  reporter: process.env.CI ? "dot" : "line",
  use: {
    browserName: "chromium",
    launchOptions: browser,
    viewport: { width: 1280, height: 800 },
    actionTimeout: 10_000,
    locale: "en-GB",
    timezoneId: "Europe/London",
    contextOptions: { reducedMotion: "reduce" },
    // Recording a trace costs a fifth of a journey's time: where a failed one is tried again, the second time is enough.
    trace: process.env.CI ? "on-first-retry" : "retain-on-failure",
  },
  projects: [
    { name: "mouse", testDir: "journeys", use: { handKind: "mouse" } },
    { name: "keyboard", testDir: "journeys", use: { handKind: "keyboard" } },
    { name: "guards", testDir: "guards" },
  ],
});
