/** An @ that begins a word; in the middle of one it is an e-mail address. */
const MENTION = /(?<![\p{L}\p{N}_@.+-])@([a-z0-9](?:[a-z0-9._-]*[a-z0-9])?)/giu

/** At most so many people are told of one comment. */
export const MOST_MENTIONED = 20

/** The handles a text mentions, in small letters, each once, in their order. */
export function mentionsIn(text: string): string[] {
  const handles = [...text.matchAll(MENTION)].map(([, handle]) => (handle ?? '').toLowerCase())
  return [...new Set(handles)]
}
