const UNSAFE = /[&<>"']/
const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Text for HTML, in elements and in quoted attributes. Most strings need no change, and are only looked at. */
export function escapeHtml(value: unknown): string {
  if (value === null || value === undefined) return ''
  const text = typeof value === 'string' ? value : String(value)
  return UNSAFE.test(text) ? text.replace(/[&<>"']/g, (character) => ENTITIES[character] as string) : text
}
