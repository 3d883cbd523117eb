import type { Response } from 'express'
import { deskOf } from '../web/desk'
import type { AccountParts } from './account-parts'
import { shownOncePage } from './accounts.pages'
import { moment } from './moments'
import { linkAddress, linkMail } from './one-time-link'
import type { MadeLink } from './one-time-links.commands'

/** Mails a link where that can be, and shows it, this once, to the admin who made it. */
export async function showLink({ mail, baseUrl }: AccountParts, res: Response, made: MadeLink): Promise<void> {
  const { account, purpose, token, expiresAt } = made
  const isMailed = mail.isSet && (await mail.send(linkMail(made, deskOf(res).name, baseUrl))) === true
  const how = isMailed
    ? `Mailed to ${account.email}.`
    : mail.isSet
      ? `It could not be mailed to ${account.email}; give it to them yourself.`
      : 'No mail server is set; give it to them yourself.'
  shownOncePage.render(res.status(201), {
    title: purpose === 'invitation' ? `An invitation for ${account.name}` : `A new password for ${account.name}`,
    section: '/accounts',
    lede: how,
    label: 'The link',
    secret: linkAddress(baseUrl, token),
    note: `It is shown this once. Whoever opens it first chooses the account’s password; it works until ${moment(expiresAt).words}.`,
    back: { path: `/accounts/${account.id}`, name: account.name },
  })
}
