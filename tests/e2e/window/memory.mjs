// Looks for words in the memory of a running process.
import { closeSync, openSync, readFileSync, readSync } from "node:fs";

/** So many bytes are read at a time. */
const PART = 16 * 1024 * 1024;

/** Whether the memory of the process `pid` holds `word`, as a web view keeps words: with a byte or two for each letter. */
export function remembers(pid, word) {
  const forms = ["latin1", "utf16le"].map((encoding) => Buffer.from(word, encoding));
  const longest = Math.max(...forms.map((form) => form.length));
  const buffer = Buffer.alloc(PART + longest);
  const memory = openSync(`/proc/${pid}/mem`);
  try {
    return written(pid).some(([from, to]) => {
      for (let at = from; at < to; at += PART) {
        const length = read(memory, buffer, Math.min(buffer.length, to - at), at);
        const part = buffer.subarray(0, length);
        if (forms.some((form) => part.includes(form))) return true;
      }
      return false;
    });
  } finally {
    closeSync(memory);
  }
}

/** Where it has memory of its own that it has written to, from and to which address. */
function written(pid) {
  const found = [];
  for (const line of readFileSync(`/proc/${pid}/smaps`, "utf8").split("\n")) {
    const place = /^([0-9a-f]+)-([0-9a-f]+) rw/.exec(line);
    if (place) found.push([parseInt(place[1], 16), parseInt(place[2], 16), 0]);
    else if (/^[0-9a-f]+-[0-9a-f]+ /.test(line)) found.push([0, 0, 0]);
    else if (line.startsWith("Rss:")) found.at(-1)[2] = parseInt(line.slice(4), 10);
  }
  return found.filter(([, to, held]) => to > 0 && held > 0);
}

function read(memory, buffer, length, at) {
  try {
    return readSync(memory, buffer, 0, length, at);
  } catch {
    return 0; // A device's, or gone since.
  }
}
