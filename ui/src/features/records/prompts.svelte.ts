/** Whether the questions under the stages are shown: a wish of this session, kept nowhere. */
class Prompts {
  shown = $state(true);
}

export const prompts = new Prompts();
