/**
 * The stages of a text, and what becomes of them when the reflection model changes.
 *
 * What always holds: no word is dropped by changing the model; a stage that has no place in the model of the moment
 * stands under "Other notes" with its own name, and finds its place again when its model comes back.
 */

/** The stage of free writing. */
export const FREE = "text";

export interface Section {
  stage: string;
  text: string;
}

/** As much of a reflection model as matters here. */
export interface Model {
  id: string;
  name: string;
  stages: readonly Stage[];
  /** Stages it had once. */
  former?: readonly Stage[];
}

export interface Stage {
  id: string;
  name: string;
  prompt: string;
}

/** One field of the page. */
export interface StageField {
  stage: string;
  /** Empty for free writing. */
  name: string;
  prompt: string;
  text: string;
  /** Has no place in the model: shown under "Other notes". */
  other: boolean;
}

/** The model with this id; `null` and an unknown id mean free writing. */
export function modelOf(models: readonly Model[], id: string | null): Model | null {
  return models.find((model) => model.id === id) ?? null;
}

/** The stages the model asks for. A model without stages, and free writing, ask for one field. */
function asked(model: Model | null, prompt: string): Stage[] {
  if (!model || model.stages.length === 0) return [{ id: FREE, name: "", prompt }];
  return [...model.stages];
}

/**
 * The fields to show: the model's stages in order, those that the kind asks for besides, then whatever else holds words.
 * `prompt` stands under free writing.
 */
export function fields(
  sections: readonly Section[],
  models: readonly Model[],
  modelId: string | null,
  prompt = "",
  besides: readonly Stage[] = [],
): StageField[] {
  const stages = [...asked(modelOf(models, modelId), prompt), ...besides];
  const texts = new Map<string, string>();
  for (const section of sections) {
    const before = texts.get(section.stage);
    // Two sections of one stage read on as one text.
    texts.set(section.stage, before && section.text ? `${before}\n\n${section.text}` : before || section.text);
  }
  const placed = stages.map((stage) => ({
    stage: stage.id,
    name: stage.name,
    prompt: stage.prompt,
    text: texts.get(stage.id) ?? "",
    other: false,
  }));
  const here = new Set(stages.map((stage) => stage.id));
  const others = [...texts]
    .filter(([stage, text]) => !here.has(stage) && text.trim() !== "")
    .map(([stage, text]) => ({ stage, name: otherName(models, stage), prompt: "", text, other: true }));
  return [...placed, ...others];
}

/** What is stored of the fields: in order, and nothing of a stage outside the model once it is empty. */
export function sections(shown: readonly StageField[]): Section[] {
  return shown.filter((field) => !field.other || field.text.trim() !== "").map(({ stage, text }) => ({ stage, text }));
}

/** The name of a stage that has no place now: its own, with the model it comes from. */
function otherName(models: readonly Model[], stage: string): string {
  if (stage === FREE) return "Free writing";
  for (const model of models) {
    const found = [...model.stages, ...(model.former ?? [])].find((one) => one.id === stage);
    if (found) return `${found.name} (${model.name})`;
  }
  return "Other notes";
}

/** True when there is not a word in any section. */
export function isBlank(written: readonly Section[]): boolean {
  return written.every((section) => section.text.trim() === "");
}

/** The whole text, for the clipboard when saving fails: title, date, stages with their names. */
export function asText(title: string, date: string, shown: readonly StageField[]): string {
  const parts = shown
    .filter((field) => field.text.trim() !== "")
    .map((field) => (field.name ? `${field.name}\n${field.text}` : field.text));
  return [title.trim(), date, ...parts].filter((part) => part !== "").join("\n\n");
}
