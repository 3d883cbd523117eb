import { words } from '../words/words'

interface Happened {
  action: string
  payload: Record<string, unknown> | null
}

const said = words.accounts.happened

const roleIn = (role: unknown) => (words.terms.roles as Record<string, string>)[String(role)] ?? said.somebody

/** What was done to an account, in words. An action that is not known here is told as history has it. */
export function happenedInWords({ action, payload }: Happened): string {
  const told = (words.acts as Record<string, string>)[action] ?? action
  switch (action) {
    case 'added':
      return said.added(roleIn(payload?.role))
    case 'changed':
      return changedInWords(payload)
    case 'link asked for':
      return said.linkAskedFor
    case 'link made':
      return payload?.purpose === 'invitation' ? said.invitationMade : said.linkMade
    case 'sessions ended':
      return said.sessionsEnded(typeof payload?.sessions === 'number' ? payload.sessions : null)
    case 'tokens revoked':
      return Array.isArray(payload?.tokens) ? said.allRevoked(payload.tokens.length) : told
    case 'token added':
    case 'token revoked':
      return payload?.label ? said.ofToken(told, String(payload.label)) : told
    default:
      return told
  }
}

/** Who did it; without an account it was the command line, or somebody at the sign-in page. */
export function whoDidIt(action: string, by: string | null): string {
  return by ?? (action === 'link asked for' ? said.whoeverGave : words.history.commandLine)
}

function changedInWords(payload: Happened['payload']): string {
  const { before = {}, after = {} } = (payload ?? {}) as Record<string, Record<string, unknown> | undefined>
  const changes = Object.keys(after).filter((name) => before[name] !== after[name])
  return (
    changes.map((name) => said.changed(name, String(before[name]), String(after[name]))).join(', ') ||
    words.acts.changed
  )
}
