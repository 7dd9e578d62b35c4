/** A picture within the text that is written: shown where it is one's own, else as its description. */
import type { Node as PmNode } from "prosemirror-model";
import type { NodeView } from "prosemirror-view";
import { mount, unmount } from "svelte";
import OwnPicture from "../../components/OwnPicture.svelte";
import { evidenceId } from "../../components/prose";

export function pictureView(node: PmNode): NodeView {
  const dom = document.createElement("span");
  const [address, alt] = [String(node.attrs["address"]), String(node.attrs["alt"])];
  const id = evidenceId(address);
  dom.dataset["picture"] = address;
  if (id === null) {
    dom.className = "picture";
    dom.textContent = alt.trim() === "" ? "Picture without a description" : alt;
    return { dom, ignoreMutation: () => true };
  }
  dom.className = "own-picture";
  const shown = mount(OwnPicture, { target: dom, props: { id, alt } });
  return {
    dom,
    ignoreMutation: () => true,
    destroy: () => void unmount(shown),
  };
}
