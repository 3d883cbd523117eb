import type { Visitor } from './visitor'

/** A link of the site's header. */
export interface NavigationLink {
  path: string
  name: string
  /** How much waits there; undefined is nothing. */
  waiting?: string
}

const FOR_READERS: NavigationLink[] = [
  { path: '/chains', name: 'Chains' },
  { path: '/articles', name: 'Articles' },
  { path: '/speakers', name: 'Speakers' },
  { path: '/search', name: 'Search' },
  { path: '/exports', name: 'Export' },
]

/** What only those who work here see, in a row of its own. */
const FOR_THE_DESK: (NavigationLink & { isFor(visitor: Visitor): boolean })[] = [
  { path: '/desk', name: 'Desk', isFor: (visitor) => visitor.mayEdit },
  { path: '/articles/new', name: 'Import an article', isFor: (visitor) => visitor.mayEdit },
  { path: '/review', name: 'Review', isFor: (visitor) => visitor.mayEdit },
  { path: '/corrections', name: 'Corrections', isFor: (visitor) => visitor.mayEdit },
  { path: '/notifications', name: 'Notifications', isFor: (visitor) => visitor.mayEdit },
  { path: '/accounts', name: 'Accounts', isFor: (visitor) => visitor.mayAdminister },
  { path: '/outlets', name: 'Outlets', isFor: (visitor) => visitor.mayAdminister },
  { path: '/settings', name: 'Settings', isFor: (visitor) => visitor.mayAdminister },
]

/** The header's links for whoever asks: everybody's, and the desk's. */
export function navigationFor(visitor: Visitor): { site: NavigationLink[]; desk: NavigationLink[] } {
  const desk = FOR_THE_DESK.filter((link) => link.isFor(visitor))
  return { site: FOR_READERS, desk: desk.map((link) => ({ ...link, waiting: visitor.waiting[link.path] })) }
}
