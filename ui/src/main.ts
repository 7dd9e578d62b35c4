import { mount } from "svelte";
import App from "./App.svelte";
import "./styles/tokens.css";
import "./styles/components.css";

const target = document.getElementById("app");
if (target === null) throw new Error("index.html holds the place for the app");
mount(App, { target });
