import { type PageHead, page } from '../web/page'
import type { PublishedCheckpoint } from './checkpoints.queries'
import { parseNote, verifyingKey } from './signed-note'

interface ListedCheckpoint {
  rows: string
  root: string
  at: string
  datetime: string
  href: string
  /** Which keys have signed it, by their ids. */
  signedBy: string
}

interface TransparencyPage extends PageHead {
  canonical: string
  /** Without a slash at the end. */
  baseUrl: string
  /** The newest; null while nothing is sealed, or on a page of older ones. */
  latest: ListedCheckpoint | null
  checkpoints: ListedCheckpoint[]
  /** An example for the command that asks for a proof between two. */
  between: { from: number; to: number } | null
  keys: { id: string; text: string }[]
  isFirst: boolean
  next: string | null
}

export const transparencyPage = page<TransparencyPage>('proof/transparency')

/** Checkpoints that a page lists. */
export const CHECKPOINTS_ON_PAGE = 30

const AT = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'medium', timeZone: 'UTC' })

function listed({ treeSize, rootHash, at, note }: PublishedCheckpoint): ListedCheckpoint {
  return {
    rows: treeSize.toLocaleString('en'),
    root: rootHash.toString('base64'),
    at: `${AT.format(at)} UTC`,
    datetime: at.toISOString(),
    href: `/transparency/checkpoints/${treeSize}`,
    signedBy:
      parseNote(note)
        ?.signatures.map(({ id }) => id)
        .join(', ') ?? '',
  }
}

/** `rows` are the checkpoints from the newest on, one more than is shown if more follow. */
export function transparencyModel(
  baseUrl: string,
  rows: readonly PublishedCheckpoint[],
  keys: readonly string[],
  isFirst: boolean,
): TransparencyPage {
  const shown = rows.slice(0, CHECKPOINTS_ON_PAGE)
  const [newest, second] = shown
  const last = shown.at(-1)
  return {
    title: 'Transparency',
    description:
      'Signed checkpoints of everything that was done here, and how to check that none of it was changed later.',
    canonical: '/transparency',
    baseUrl,
    latest: newest && isFirst ? listed(newest) : null,
    checkpoints: shown.map(listed),
    between: newest && second ? { from: second.treeSize, to: newest.treeSize } : null,
    keys: keys.flatMap((text) => verifyingKey(text) ?? []).map(({ id, text }) => ({ id, text })),
    isFirst,
    next: last && rows.length > shown.length ? `/transparency?before=${last.treeSize}` : null,
  }
}
