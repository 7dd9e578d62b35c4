// Looks for words that must not be anywhere: as they are, in other encodings, and inside what is compressed.
import { lstatSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { constants, inflateRawSync, inflateSync } from "node:zlib";

/** Files up to this many bytes are tried for a raw deflate stream at every byte; larger ones where a ZIP says it is. */
const SMALL = 16 * 1024;

/** The words as a computer may have put them down: name → bytes. */
export function disguises(words) {
  const utf8 = Buffer.from(words, "utf8");
  const little = Buffer.from(words, "utf16le");
  const big = Buffer.from(little).swap16();
  const plain = { "UTF-8": utf8, "UTF-16LE": little, "UTF-16BE": big };
  const forms = Object.entries(plain).flatMap(([name, bytes]) => [[name, bytes], ...base64(name, bytes)]);
  return new Map(forms);
}

/** Base64 by where in a group of three bytes the words begin; letters that depend on what stands around are left out. */
function base64(name, bytes) {
  return [0, 1, 2].map((before) => {
    const whole = Buffer.concat([Buffer.alloc(before), bytes])
      .toString("base64")
      .replace(/=+$/, "");
    const from = before === 0 ? 0 : before + 1;
    const to = Math.floor(((before + bytes.length) * 8) / 6);
    return [`base64 of ${name} at ${before}`, Buffer.from(whole.slice(from, to))];
  });
}

/** In which disguises the words are in `bytes`; streams inside are opened first. */
export function findIn(bytes, forms) {
  const found = [...forms].filter(([, needle]) => bytes.includes(needle)).map(([name]) => name);
  for (const [kind, inner] of streams(bytes)) {
    for (const [name, needle] of forms) if (inner.includes(needle)) found.push(`${name} in ${kind}`);
  }
  return found;
}

/** All files at and below `folder`, except below `except`; links are not followed, sockets and the like not read. */
export function search(folder, forms, except = []) {
  if (except.includes(folder)) return { files: 0, hits: [] };
  const kind = lstatSync(folder, { throwIfNoEntry: false });
  if (kind?.isFile()) {
    const hits = findIn(contents(folder), forms).map((form) => `${folder}: ${form}`);
    return { files: 1, hits: [...named(folder, forms), ...hits] };
  }
  if (!kind?.isDirectory()) return { files: 0, hits: [] };
  const below = readdirSync(folder).map((name) => search(join(folder, name), forms, except));
  return {
    files: below.reduce((sum, { files }) => sum + files, 0),
    hits: [...named(folder, forms), ...below.flatMap(({ hits }) => hits)],
  };
}

/** What is in a file; nothing when it has gone since it was listed. */
function contents(path) {
  try {
    return readFileSync(path);
  } catch (error) {
    if (error.code === "ENOENT") return Buffer.alloc(0);
    throw error;
  }
}

/** A name can tell as much as what is in the file. */
function named(path, forms) {
  return path.includes(String(forms.get("UTF-8"))) ? [`${path}: its name`] : [];
}

function* streams(bytes) {
  const part = { finishFlush: constants.Z_SYNC_FLUSH };
  for (const at of places(bytes, [0x78])) {
    if (at + 1 < bytes.length && (bytes[at] * 256 + bytes[at + 1]) % 31 === 0)
      yield* opened("zlib", () => inflateSync(bytes.subarray(at), part));
  }
  // What follows a gzip stream spoils it for zlib's own reader of gzip, so only its deflate stream is opened.
  for (const at of places(bytes, [0x1f, 0x8b, 0x08]))
    yield* opened("gzip", () => inflateRawSync(bytes.subarray(gzipBody(bytes, at)), part));
  if (bytes.length <= SMALL) {
    for (let at = 0; at < bytes.length; at += 1)
      yield* opened("deflate", () => inflateRawSync(bytes.subarray(at), part));
  } else {
    for (const at of places(bytes, [0x50, 0x4b, 0x03, 0x04])) {
      if (at + 30 > bytes.length) continue;
      const body = at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28);
      yield* opened("deflate", () => inflateRawSync(bytes.subarray(body), part));
    }
  }
}

/** Where the stream begins behind a gzip header at `at`: ten bytes, then what its flags say follows. */
function gzipBody(bytes, at) {
  const flags = bytes[at + 3];
  let body = at + 10;
  if (flags & 4) body += 2 + bytes.readUInt16LE(body);
  for (const flag of [8, 16]) if (flags & flag) body = bytes.indexOf(0, body) + 1;
  return flags & 2 ? body + 2 : body;
}

function* places(bytes, start) {
  const needle = Buffer.from(start);
  for (let at = bytes.indexOf(needle); at !== -1; at = bytes.indexOf(needle, at + 1)) yield at;
}

function* opened(kind, open) {
  let inner = null;
  try {
    inner = open();
  } catch {
    return; // What only looks like a stream.
  }
  if (inner.length > 0) yield [kind, inner];
}
