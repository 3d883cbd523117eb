import type { Mail } from '../mail/mail.client'
import type { MadeLink } from './one-time-links.commands'

/** Where a link leads; the request log knows this path and leaves the token out (`web/secret-paths.ts`). */
export const linkAddress = (baseUrl: string, token: string) => `${baseUrl}/welcome/${token}`

/** The mail that brings a link. */
export function linkMail({ account, purpose, token, expiresAt }: MadeLink, desk: string, baseUrl: string): Mail {
  const until = `${expiresAt.toISOString().slice(0, 16).replace('T', ', ')} UTC`
  const why =
    purpose === 'invitation'
      ? `You have been given an account at ${desk}, ${baseUrl}. Choose a password here to begin:`
      : `A new password for your account at ${desk}, ${baseUrl}, can be chosen here:`
  const otherwise =
    purpose === 'invitation'
      ? 'If you don’t know what this is about, leave it: without a password the account can’t be used.'
      : 'If you didn’t ask for this, leave it: your password stays as it is.'
  return {
    to: account.email,
    subject: purpose === 'invitation' ? `Your account at ${desk}` : `A new password for ${desk}`,
    text: `${account.name},\n\n${why}\n\n${linkAddress(baseUrl, token)}\n\nThe link works once, until ${until}. ${otherwise}\n`,
  }
}
