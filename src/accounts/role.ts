import { words } from '../words/words'

/**
 * What an account may do; each role may do all that the one before it may. A reader sees what the public sees and has an
 * account page; an editor works on articles, claims and links; a reviewer publishes what others have drafted; an admin
 * sees to accounts and to the desk's settings.
 */
export const ROLES = ['reader', 'editor', 'reviewer', 'admin'] as const
export type Role = (typeof ROLES)[number]

/** What each role is for, in a sentence for whoever chooses one. */
export const ROLE_MEANINGS: Record<Role, string> = {
  reader: words.accounts.readerMeans,
  editor: words.accounts.editorMeans,
  reviewer: words.accounts.reviewerMeans,
  admin: words.accounts.adminMeans,
}

/** Whom a route is for: `anyone` needs no account. */
export type Audience = 'anyone' | Role

/** Whether somebody (`null` is signed out) may use what is for this audience. */
export function admits(audience: Audience, role: Role | null): boolean {
  if (audience === 'anyone') return true
  return role !== null && ROLES.indexOf(role) >= ROLES.indexOf(audience)
}

/** What a token may do of all that its account may: only read, or write too. */
export const TOKEN_SCOPES = ['read', 'write'] as const
export type TokenScope = (typeof TOKEN_SCOPES)[number]
