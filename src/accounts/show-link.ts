import type { Response } from 'express'
import { deskOf } from '../web/desk'
import { words } from '../words/words'
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
    ? words.accounts.mailedTo(account.email)
    : mail.isSet
      ? words.accounts.notMailedTo(account.email)
      : words.accounts.noMailGiveIt
  shownOncePage.render(res.status(201), {
    title:
      purpose === 'invitation'
        ? words.accounts.invitationFor(account.name)
        : words.accounts.newPasswordFor(account.name),
    section: '/accounts',
    lede: how,
    label: words.accounts.theLink,
    secret: linkAddress(baseUrl, token),
    note: words.accounts.linkNote(moment(expiresAt).words),
    back: { path: `/accounts/${account.id}`, name: account.name },
  })
}
