/** Jest's matchers, typed as what they may stand for: anything. */
export const containing = (text: string): unknown => expect.stringContaining(text);
export const like = (pattern: RegExp): unknown => expect.stringMatching(pattern);
export const having = (part: object): unknown => expect.objectContaining(part);
export const lacking = (text: string): unknown => expect.not.stringContaining(text);
export const anyText = (): unknown => expect.any(String);
