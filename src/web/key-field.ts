import { randomUUID } from 'node:crypto'
import { escapeHtml } from './escape-html'

/** The hidden field in which a form carries its idempotency key. */
export const KEY_FIELD = 'idempotencyKey'

/** A key nobody else has: 122 bits at random. */
export const freshKey = (): string => randomUUID()

/** For templates: a form's own key, another one for every form each time a page is made. */
export const keyField = (key = freshKey()) => `<input type="hidden" name="${KEY_FIELD}" value="${escapeHtml(key)}">`
