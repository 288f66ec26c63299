/** What goes on being so is said once, however often it is looked at: until it is otherwise, or for another reason. */
const said = new Map<string, string>();

export function isNews(what: string, why: string): boolean {
  if (said.get(what) === why) return false;
  said.set(what, why);
  return true;
}

export const isOver = (what: string): boolean => said.delete(what);
