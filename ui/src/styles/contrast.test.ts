import { describe, expect, it } from "vitest";
import css from "./tokens.css?raw";

/** Every pair the stylesheets rely on, with the ratio WCAG 2.2 wants: 7 long text, 4.5 text, 3 controls. */
const PAIRS: [string, string, number][] = [
  ...["leaf", "list", "wing", "leaf-sunk", "pigment-wash", "heed-wash", "harm-wash"].map(
    (paper) => ["ink", paper, 7] as [string, string, number],
  ),
  ...["leaf", "list", "wing", "wing-pressed", "list-pressed", "leaf-sunk", "heed-wash", "harm-wash"].map(
    (paper) => ["pencil", paper, 4.5] as [string, string, number],
  ),
  ...["leaf", "list", "leaf-sunk"].map((paper) => ["pencil-soft", paper, 4.5] as [string, string, number]),
  ...["leaf", "list", "wing", "leaf-sunk", "heed-wash", "list-pressed"].map(
    (paper) => ["pigment", paper, 4.5] as [string, string, number],
  ),
  ["on-pigment", "pigment", 4.5],
  ["on-pigment", "pigment-press", 4.5],
  ["heed", "leaf", 4.5],
  ["heed", "list", 4.5],
  ["heed", "heed-wash", 4.5],
  ["harm", "leaf", 4.5],
  ["harm", "list", 4.5],
  ["harm", "harm-wash", 4.5],
  ["thread", "cloth", 4.5],
  ...["leaf", "list", "wing", "leaf-sunk"].map((paper) => ["edge", paper, 3] as [string, string, number]),
  ...["leaf", "list", "wing", "leaf-sunk", "list-pressed", "wing-pressed"].map(
    (paper) => ["focus", paper, 3] as [string, string, number],
  ),
];

const [plain = "", strong = ""] = css.split("@media (prefers-contrast: more)");

function colours(source: string): Map<string, [string, string]> {
  const found = new Map<string, [string, string]>();
  for (const match of source.matchAll(/--([\w-]+):\s*light-dark\(\s*(#[0-9a-f]{6}),\s*(#[0-9a-f]{6})\s*\)/g)) {
    found.set(match[1] ?? "", [match[2] ?? "", match[3] ?? ""]);
  }
  return found;
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const share = parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function ratio(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

const usual = colours(plain);
const more = new Map([...usual, ...colours(strong)]);

describe.each([
  ["day", usual, 0],
  ["night", usual, 1],
  ["day, more contrast", more, 0],
  ["night, more contrast", more, 1],
] as const)("contrast by %s", (_, palette, theme) => {
  it.each(PAIRS)("of %s on %s is at least %d", (mark, paper, needed) => {
    const [a, b] = [palette.get(mark)?.[theme], palette.get(paper)?.[theme]];
    expect(a !== undefined && b !== undefined, "both colours are in tokens.css").toBe(true);
    expect(ratio(a ?? "", b ?? "")).toBeGreaterThanOrEqual(needed);
  });
});
