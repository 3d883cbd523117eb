import { words } from '../words/words'
import type { Visitor } from './visitor'

/** A link of the site's header. */
export interface NavigationLink {
  path: string
  name: string
  /** How much waits there; undefined is nothing. */
  waiting?: string
}

const FOR_READERS: NavigationLink[] = [
  { path: '/chains', name: words.layout.chains },
  { path: '/articles', name: words.layout.articles },
  { path: '/speakers', name: words.layout.speakers },
  { path: '/search', name: words.layout.searchSection },
  { path: '/exports', name: words.layout.export },
]

/** What only those who work here see, in a row of its own. */
const FOR_THE_DESK: (NavigationLink & { isFor(visitor: Visitor): boolean })[] = [
  { path: '/desk', name: words.layout.desk, isFor: (visitor) => visitor.mayEdit },
  { path: '/articles/new', name: words.layout.importArticle, isFor: (visitor) => visitor.mayEdit },
  { path: '/review', name: words.layout.review, isFor: (visitor) => visitor.mayEdit },
  { path: '/corrections', name: words.layout.corrections, isFor: (visitor) => visitor.mayEdit },
  { path: '/notifications', name: words.layout.notifications, isFor: (visitor) => visitor.mayEdit },
  { path: '/accounts', name: words.layout.accounts, isFor: (visitor) => visitor.mayAdminister },
  { path: '/outlets', name: words.layout.outlets, isFor: (visitor) => visitor.mayAdminister },
  { path: '/desk/system', name: words.layout.system, isFor: (visitor) => visitor.mayAdminister },
  { path: '/settings', name: words.layout.settings, isFor: (visitor) => visitor.mayAdminister },
]

/** The header's links for whoever asks: everybody's, and the desk's. */
export function navigationFor(visitor: Visitor): { site: NavigationLink[]; desk: NavigationLink[] } {
  const desk = FOR_THE_DESK.filter((link) => link.isFor(visitor))
  return { site: FOR_READERS, desk: desk.map((link) => ({ ...link, waiting: visitor.waiting[link.path] })) }
}
