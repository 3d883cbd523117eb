/** What is read here, by the type a site says it is. */
const TYPES = new Set([
  'text/html',
  'application/xhtml+xml',
  'text/plain',
  'text/markdown',
  'text/x-markdown',
  'application/pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
])

/** Says nothing of what it is; stores of files send it, and then the name tells. */
const ANYTHING = new Set(['application/octet-stream', 'binary/octet-stream'])

const NAMES = /\.(html?|xhtml|txt|md|markdown|pdf|docx)$/i

/** `Text/HTML; charset=utf-8` as `text/html`. */
export const bareType = (contentType: string) => (contentType.split(';')[0] ?? '').trim().toLowerCase()

/** Whether something of this type at this path can be read here. */
export const isReadable = (contentType: string, path: string) =>
  TYPES.has(bareType(contentType)) || (ANYTHING.has(bareType(contentType)) && NAMES.test(path))
