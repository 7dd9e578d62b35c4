// `npm run bindings`: writes ui/src/bindings anew from the contract in src-tauri/core/src/api.
import { main, run } from "./lib/run.mjs";

await main(() =>
  run("cargo", ["test", "--package", "triptych-core", "--lib", "bindings"], { env: { TRIPTYCH_BINDINGS: "write" } }),
);
