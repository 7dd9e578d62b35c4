/**
 * The statement as it is read from the assessor's chair.
 *
 * What always holds: sentences are counted through the whole text, so that the arrow keys and the mouse mean the same one.
 */
import type { AssessorsChair, ChairParagraph, ChairSentence } from "../../bindings/contract";

/** A sentence and its place in the whole text. */
export type Placed = ChairSentence & { at: number };

/** The paragraphs, each sentence with its place. */
export function reading({ paragraphs }: Pick<AssessorsChair, "paragraphs">): (Omit<ChairParagraph, "sentences"> & {
  sentences: Placed[];
})[] {
  let at = 0;
  return paragraphs.map((paragraph) => ({
    ...paragraph,
    sentences: paragraph.sentences.map((sentence) => ({ ...sentence, at: at++ })),
  }));
}

/** The places of the sentences within `text` that the selection draws over; none for a mere click. */
export function touched(text: HTMLElement, selection: Selection | null): number[] {
  if (selection === null || selection.isCollapsed || selection.rangeCount === 0) return [];
  const range = selection.getRangeAt(0);
  if (range.toString().trim() === "") return [];
  return [...text.querySelectorAll<HTMLElement>("[data-at]")]
    .filter((sentence) => range.intersectsNode(sentence))
    .filter((sentence) => {
      const inside = document.createRange();
      inside.selectNodeContents(sentence);
      if (range.compareBoundaryPoints(Range.START_TO_START, inside) > 0)
        inside.setStart(range.startContainer, range.startOffset);
      if (range.compareBoundaryPoints(Range.END_TO_END, inside) < 0) inside.setEnd(range.endContainer, range.endOffset);
      // The edge of a neighbour holds no word of it.
      return inside.toString().trim() !== "";
    })
    .map((sentence) => Number(sentence.dataset.at));
}
