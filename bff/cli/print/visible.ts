/**
 * Text of a file or of another program, made safe for a terminal: control characters, which could move the cursor or
 * rewrite what was printed, show as what they are. Tabs and line ends stay.
 */
export const visible = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this is about
  text.replace(/\r(?=\n|$)/g, "").replace(/[\x00-\x08\x0b-\x1f\x7f\x80-\x9f]/g, (char) => {
    const code = char.charCodeAt(0);
    return code < 0x20 ? String.fromCharCode(0x2400 + code) : "\u2421";
  });
