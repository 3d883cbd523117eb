import { english } from './english'

/** A set of words: what is fixed as a string, what depends on something as a function. */
export type Words = typeof english

/**
 * Every word that the product itself says, by the page or part that says it. A template reads it as `this.words`. A second
 * language is a second set of the same type, chosen here (docs/decisions/0031-one-catalogue-of-words.md); what editors
 * and articles say is data, and stands in none.
 */
export const words: Words = english
