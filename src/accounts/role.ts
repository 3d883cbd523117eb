/**
 * What an account may do; each role may do all that the one before it may. A reader sees what the public sees and has an
 * account page; an editor works on articles, claims and links; a reviewer publishes what others have drafted; an admin
 * sees to accounts and to the desk's settings.
 */
export const ROLES = ['reader', 'editor', 'reviewer', 'admin'] as const
export type Role = (typeof ROLES)[number]

/** Whom a route is for: `anyone` needs no account. */
export type Audience = 'anyone' | Role

/** Whether somebody (`null` is signed out) may use what is for this audience. */
export function admits(audience: Audience, role: Role | null): boolean {
  if (audience === 'anyone') return true
  return role !== null && ROLES.indexOf(role) >= ROLES.indexOf(audience)
}
