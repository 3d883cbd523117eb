/**
 * Whether a header like `If-None-Match` names this strong entity tag, or any, compared weakly (RFC 9110, sections 8.8.3.2
 * and 13.1.2). Cut at each comma: ours has none, so what is left of another that has one is not ours. No pattern is looked
 * for, which in 16 kB of spaces, as many as a header may have, would be tried again from each of them.
 */
export function namesTag(header: string | undefined, etag: string): boolean {
  const tags = header?.split(',').map((tag) => tag.trim()) ?? []
  return tags.some((tag) => tag === '*' || tag === etag || tag === `W/${etag}`)
}
