/** One line of `patchctl doctor`. `advice` says what to do where something is not as it should be. */
export interface Finding {
  name: string;
  state: "ok" | "warn" | "fail";
  text: string;
  advice?: string;
}

export const good = (name: string, text: string): Finding => ({ name, state: "ok", text });
export const warn = (name: string, text: string, advice: string): Finding => ({
  name,
  state: "warn",
  text,
  advice,
});
export const fail = (name: string, text: string, advice: string): Finding => ({
  name,
  state: "fail",
  text,
  advice,
});
