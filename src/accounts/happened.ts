interface Happened {
  action: string
  payload: Record<string, unknown> | null
}

/** What was done to an account, in words. An action that is not known here is told as history has it. */
export function happenedInWords({ action, payload }: Happened): string {
  switch (action) {
    case 'added':
      return `added as ${payload?.role ?? 'somebody'}`
    case 'changed':
      return changedInWords(payload)
    case 'link asked for':
      return 'link for a new password asked for'
    case 'link made':
      return payload?.purpose === 'invitation' ? 'invitation made' : 'link for a new password made'
    case 'sessions ended':
      return payload?.sessions === 1 ? 'session ended' : `${payload?.sessions ?? ''} sessions ended`.trim()
    case 'tokens revoked':
      return Array.isArray(payload?.tokens) ? `tokens revoked: all ${payload.tokens.length}` : action
    case 'token added':
    case 'token revoked':
      return payload?.label ? `${action}: ${payload.label}` : action
    default:
      return action
  }
}

/** Who did it; without an account it was the command line, or somebody at the sign-in page. */
export function whoDidIt(action: string, by: string | null): string {
  return by ?? (action === 'link asked for' ? 'whoever gave this address' : 'the command line')
}

function changedInWords(payload: Happened['payload']): string {
  const { before = {}, after = {} } = (payload ?? {}) as Record<string, Record<string, unknown> | undefined>
  const changes = Object.keys(after).filter((name) => before[name] !== after[name])
  return changes.map((name) => `${name} changed from ${before[name]} to ${after[name]}`).join(', ') || 'changed'
}
