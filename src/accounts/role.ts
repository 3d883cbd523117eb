/** What an account may do; each role may do all that the one before it may. */
export const ROLES = ['editor', 'admin'] as const
export type Role = (typeof ROLES)[number]

/** Whom a route is for: `anyone` needs no account. */
export type Audience = 'anyone' | Role

/** Whether somebody (`null` is signed out) may use what is for this audience. */
export function admits(audience: Audience, role: Role | null): boolean {
  if (audience === 'anyone') return true
  return role !== null && ROLES.indexOf(role) >= ROLES.indexOf(audience)
}
