const UNSAFE = /[&<>"']/
const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&#34;', "'": '&#39;' }

/** Text for HTML, in elements and in quoted attributes, as EJS itself would write it. Most strings need no change, and are only looked at. */
export function escapeHtml(value: unknown): string {
  if (value === null || value === undefined) return ''
  const text = typeof value === 'string' ? value : String(value)
  return UNSAFE.test(text) ? text.replace(/[&<>"']/g, (character) => ENTITIES[character] as string) : text
}
