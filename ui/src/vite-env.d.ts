/// <reference types="vite/client" />

interface ImportMetaEnv {
  /** "1" in the build that the tests drive in a browser. */
  readonly VITE_BRIDGE: string;
}
