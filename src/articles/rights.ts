/**
 * What signed-out readers may see of an article's text: `excerpts`, each statement in its paragraph and a link to the
 * original; `full`, everything (own or licensed text).
 */
export const RIGHTS = ['excerpts', 'full'] as const
export type Rights = (typeof RIGHTS)[number]
