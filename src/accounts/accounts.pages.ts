import { type PageHead, page } from '../web/page'
import type { FieldProblems } from '../web/parse'
import type { StaleForm } from '../web/stale-form'
import { words } from '../words/words'
import type { Account } from './account.entity'
import type { AccountInFull, AccountInList, HappenedRow } from './account-list.queries'
import { deviceInWords } from './device'
import { happenedInWords, whoDidIt } from './happened'
import { dayMoment, type Moment, moment } from './moments'
import type { LinkPurpose } from './one-time-link.entity'
import { ROLE_MEANINGS, type Role } from './role'
import { MOST_SESSIONS, type SessionRow } from './sessions.queries'
import type { TokenRow } from './tokens.queries'

/** A session as lists show it. The sid stays out of every page. */
interface SessionShown {
  id: number
  device: string
  address: string
  begun: Moment
  lastSeen: Moment
  isThis: boolean
}

interface TokenShown {
  id: number
  label: string
  scope: string
  made: Moment
  lastUsed: Moment | null
}

/** Where somebody is signed in and which keys they have: the same lists on the own page and on an admin's. */
export interface AccessShown {
  sessions: SessionShown[]
  /** More than are shown. */
  moreSessions: boolean
  tokens: TokenShown[]
}

interface Form {
  typed: Record<string, string>
  problems: FieldProblems
}

interface AccountListPage extends PageHead {
  accounts: (AccountInList & { state: string })[]
  next: string | null
  isFirst: boolean
}

interface AccountPage extends PageHead, Form, AccessShown {
  account: AccountInFull & { state: string }
  roles: Record<Role, string>
  isOwn: boolean
  made: Moment
  waiting: { purpose: LinkPurpose; expires: Moment }[]
  happened: { words: string; by: string; at: Moment }[]
  /** Where somebody else has saved since the form was opened. */
  stale: StaleForm | null
}

interface OwnAccountPage extends PageHead, Form, AccessShown {
  account: Pick<Account, 'id' | 'email' | 'name' | 'role' | 'version' | 'nameIsPublic'> & { meaning: string }
}

/** What is told once and kept nowhere: a link, or a token. */
interface ShownOncePage extends PageHead {
  lede: string
  label: string
  secret: string
  note: string
  back: { path: string; name: string }
}

interface WelcomePage extends PageHead {
  email: string
  purpose: LinkPurpose
  action: string
  problems: FieldProblems
}

interface ForgottenPage extends PageHead {
  canMail: boolean
  /** The address a mail was asked for. */
  sentTo: string | null
  email: string
  problem: string | null
}

export const accountListPage = page<AccountListPage>('accounts/list')
export const newAccountPage = page<PageHead & Form & { roles: Record<Role, string>; canMail: boolean }>('accounts/new')
export const accountPage = page<AccountPage>('accounts/account')
export const ownAccountPage = page<OwnAccountPage>('accounts/own')
export const shownOncePage = page<ShownOncePage>('accounts/shown-once')
export const welcomePage = page<WelcomePage>('accounts/welcome')
export const deadLinkPage = page<PageHead & { canMail: boolean }>('accounts/dead-link')
export const forgottenPage = page<ForgottenPage>('accounts/forgotten')

export const accountShown = <Row extends AccountInList>(account: Row): Row & { state: string } => ({
  ...account,
  state: account.isDisabled
    ? words.accounts.isDisabled
    : account.isInvited
      ? words.accounts.invited
      : words.accounts.isActive,
})

/** @param sid of the session in hand, to mark it; '' marks none */
export function accessShown(sessions: SessionRow[], tokens: TokenRow[], sid: string): AccessShown {
  return {
    sessions: sessions.slice(0, MOST_SESSIONS).map((session) => ({
      id: session.id,
      device: deviceInWords(session.device),
      address: session.address ?? words.accounts.addressUnknown,
      begun: moment(session.begunAt),
      lastSeen: moment(session.lastSeenAt),
      isThis: session.sid === sid,
    })),
    moreSessions: sessions.length > MOST_SESSIONS,
    tokens: tokens.map((token) => ({
      id: token.id,
      label: token.label ?? words.accounts.tokenNumber(token.id),
      scope: token.scope === 'read' ? words.accounts.readsOnly : words.accounts.readsAndWrites,
      made: dayMoment(token.createdAt),
      lastUsed: token.lastUsedOn === null ? null : dayMoment(new Date(`${token.lastUsedOn}T00:00:00Z`)),
    })),
  }
}

export const happenedShown = (rows: HappenedRow[]): AccountPage['happened'] =>
  rows.map((row) => ({ words: happenedInWords(row), by: whoDidIt(row.action, row.by), at: moment(row.at) }))

export const roleWords = ROLE_MEANINGS
