// Makes the sample's files of evidence: invented, drawn and sounded here, CC0. Run: node assets/demo/files/make.mjs; it prints what
// `portfolio.json` says of each.
import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { deflateSync, crc32 } from "node:zlib";

const here = dirname(fileURLToPath(import.meta.url));

/** A PNG of `width` by `height`, whose pixels `colour` says. */
function png(width, height, colour) {
  const rows = Buffer.alloc(height * (1 + width * 3));
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) rows.set(colour(x, y), y * (1 + width * 3) + 1 + x * 3);
  }
  const chunk = (name, data) => {
    const body = Buffer.concat([Buffer.from(name, "latin1"), data]);
    const out = Buffer.alloc(8);
    out.writeUInt32BE(data.length, 0);
    out.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([out.subarray(0, 4), body, out.subarray(4)]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const magic = Buffer.from("89504e470d0a1a0a", "hex");
  return Buffer.concat([magic, chunk("IHDR", head), chunk("IDAT", deflateSync(rows, { level: 9 })), chunk("IEND", Buffer.alloc(0))]);
}

/** Two audits side by side: notes written by the next working day, and later. */
function chart() {
  const [paper, ink, dark, light] = [[250, 248, 243], [60, 56, 50], [43, 84, 104], [196, 208, 212]];
  const bars = [
    { left: 110, done: 0.62 },
    { left: 370, done: 0.93 },
  ];
  const [top, foot, wide] = [60, 360, 160];
  return png(640, 420, (x, y) => {
    if ((y >= foot && y < foot + 3 && x > 60 && x < 580) || (x >= 60 && x < 63 && y > 40 && y < foot)) return ink;
    for (const { left, done } of bars) {
      if (x < left || x >= left + wide || y < top || y >= foot) continue;
      return y >= foot - (foot - top) * done ? dark : (x + y) % 12 < 2 ? light : paper;
    }
    return paper;
  });
}

/** A lullaby of seven notes, hummed by sines; mono, 8 kHz. */
function lullaby() {
  const rate = 8000;
  const notes = [[392, 0.7], [330, 0.7], [349, 0.7], [294, 1.1], [0, 0.4], [330, 0.7], [262, 1.5]];
  const samples = notes.flatMap(([pitch, seconds]) => {
    const count = Math.round(rate * seconds);
    return Array.from({ length: count }, (_, at) => {
      const swell = Math.min(1, at / 600, (count - at) / 1600);
      const hum = Math.sin((2 * Math.PI * pitch * at) / rate) + 0.25 * Math.sin((4 * Math.PI * pitch * at) / rate);
      return pitch === 0 ? 0 : Math.round(9000 * swell * hum);
    });
  });
  const data = Buffer.alloc(samples.length * 2);
  samples.forEach((sample, at) => data.writeInt16LE(sample, at * 2));
  const head = Buffer.alloc(44);
  head.write("RIFF", 0, "latin1");
  head.writeUInt32LE(36 + data.length, 4);
  head.write("WAVEfmt ", 8, "latin1");
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(rate, 24);
  head.writeUInt32LE(rate * 2, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write("data", 36, "latin1");
  head.writeUInt32LE(data.length, 40);
  return Buffer.concat([head, data]);
}

/** A certificate on one page. */
function certificate() {
  const lines = [
    [26, "Certificate of completion"],
    [14, "Dyadic music therapy: a course of ten weeks"],
    [14, "Thirty hours of teaching and supervised practice"],
    [14, "5 December 2025"],
    [11, "An invented college, for an invented therapist."],
    [11, "Marked by P. Inventor, whose comments are overleaf."],
  ];
  const text = lines.map(([size, line], at) => `BT /F ${size} Tf 72 ${700 - at * 44} Td (${line}) Tj ET`).join("\n");
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 5 0 R >> >> /Contents 4 0 R >>",
    `<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>",
  ];
  let out = "%PDF-1.4\n";
  const places = objects.map((object, at) => {
    const place = out.length;
    out += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(place).padStart(10, "0")} 00000 n \n`;
  });
  const table = out.length;
  const count = objects.length + 1;
  out += `xref\n0 ${count}\n0000000000 65535 f \n${places.join("")}trailer\n<< /Size ${count} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`;
  return Buffer.from(out, "latin1");
}

/** A supervision agreement, typed. */
const agreement = () =>
  Buffer.from(
    [
      "Clinical supervision: what we agreed",
      "",
      "Every three weeks, 75 minutes, by video. Each of us keeps her own notes; clients by code alone.",
      "Confidential, but for serious harm to anyone: then we say so to each other first.",
      "We look at this again each year.",
      "",
      "Signed by both. Invented people, an invented agreement.",
      "",
    ].join("\n"),
  );

for (const [name, bytes] of [
  ["agreement.txt", agreement()],
  ["re-audit.png", chart()],
  ["lullaby.wav", lullaby()],
  ["certificate.pdf", certificate()],
]) {
  writeFileSync(join(here, name), bytes);
  console.log(JSON.stringify({ name, size: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") }));
}
