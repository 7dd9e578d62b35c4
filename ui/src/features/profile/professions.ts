import type { Profession } from "../../bindings/contract";

/** The professions, as the first run asks ("I am …") and as the profile shows them. */
export const PROFESSIONS: readonly { id: Profession; first: string; name: string }[] = [
  { id: "art", first: "an art therapist", name: "Art therapist, art psychotherapist" },
  { id: "drama", first: "a dramatherapist", name: "Dramatherapist" },
  { id: "music", first: "a music therapist", name: "Music therapist" },
  { id: "assistant", first: "an assistant, or in training", name: "Assistant, support worker or in training" },
];
