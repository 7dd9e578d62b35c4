import type { Query } from "../bindings/contract";

/** Every record that is not in the bin, newest first; narrow it by spreading. */
export const EVERYTHING: Query = {
  text: "",
  kinds: [],
  level: null,
  section: null,
  statement: null,
  from: null,
  to: null,
  keyword: null,
  client: null,
  draft: null,
  untagged: false,
  bin: false,
  sort: "newest",
};
