import { Problem, Stale } from './problems'

/**
 * For `catch`: what was changed, published or withdrawn meanwhile as a value, so that a form can show what is there now and
 * keep what was typed.
 */
export function whenStale(error: unknown): 'stale' {
  if (error instanceof Problem && error.status === 409) return 'stale'
  throw error
}

/**
 * The words of what came between, for a page that shows what is there now. Of a row that is known there is a page that
 * tells base and theirs (`staleForms`).
 */
export function whenStaleInWords(error: unknown): { stale: string } {
  if (error instanceof Stale && error.row !== null) throw error
  if (error instanceof Problem && error.status === 409) return { stale: error.detail }
  throw error
}
