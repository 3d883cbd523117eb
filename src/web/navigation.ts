import type { Visitor } from './visitor'

/** A link of the site's header. */
export interface NavigationLink {
  path: string
  name: string
}

const FOR_READERS: NavigationLink[] = [
  { path: '/chains', name: 'Chains' },
  { path: '/articles', name: 'Articles' },
  { path: '/speakers', name: 'Speakers' },
  { path: '/exports', name: 'Export' },
]

interface DeskLink extends NavigationLink {
  isFor(visitor: Visitor): boolean
  /** Shown behind the name where there are some. */
  count?(visitor: Visitor): number
}

/** What only those who work here see, in a row of its own. */
const FOR_THE_DESK: DeskLink[] = [
  { path: '/articles/new', name: 'Import an article', isFor: (visitor) => visitor.mayEdit },
  { path: '/review', name: 'Review', isFor: (visitor) => visitor.mayEdit },
  {
    path: '/notifications',
    name: 'Notifications',
    isFor: (visitor) => visitor.mayEdit,
    count: (visitor) => visitor.unread,
  },
  { path: '/accounts', name: 'Accounts', isFor: (visitor) => visitor.mayAdminister },
  { path: '/outlets', name: 'Outlets', isFor: (visitor) => visitor.mayAdminister },
  { path: '/settings', name: 'Settings', isFor: (visitor) => visitor.mayAdminister },
]

/** The header's links for whoever asks: everybody's, and the desk's. */
export function navigationFor(visitor: Visitor): { site: NavigationLink[]; desk: NavigationLink[] } {
  const desk = FOR_THE_DESK.filter((link) => link.isFor(visitor)).map(({ path, name, count }) => ({
    path,
    name: name + inBrackets(count?.(visitor) ?? 0),
  }))
  return { site: FOR_READERS, desk }
}

/** At a hundred, counting has stopped. */
const inBrackets = (count: number) => (count === 0 ? '' : count < 100 ? ` (${count})` : ' (99+)')
