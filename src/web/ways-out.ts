import type { Desk } from './desk'

/** A feed, in both its formats; the addresses are paths. */
export interface Feed {
  title: string
  atom: string
  json: string
}

/**
 * The ways that lead out of a readers' page: what its head tells other programs. Addresses are paths, and become whole
 * ones in the layout.
 */
export interface WaysOut {
  feeds?: Feed[]
  /** Drawn for whoever shares the page. */
  picture?: { path: string; alt: string }
  /** Whether the page can be shown inside of others: `/embed` behind its address, and known to `/oembed`. */
  embeddable?: boolean
  /** What the page says, as schema.org has it (JSON-LD). */
  linkedData?(site: SiteNamed): object
}

/** Where the site is, without a slash at the end, and whose it is. */
export interface SiteNamed {
  baseUrl: string
  name: string
}

/** The feeds of what stands at a path; `query` is a search's, with its question mark. */
export const feedAt = (path: string, title: string, query = ''): Feed => ({
  title,
  atom: `${path}/feed.atom${query}`,
  json: `${path}/feed.json${query}`,
})

/** What a head's ways out are told of. */
export interface Headed {
  title: string
  description?: string
  /** The page's own path, however it was come by. */
  canonical?: string
  waysOut?: WaysOut
}

/** What links and previews of a picture are made of; as wide and high as those who show it ask for. */
export const PICTURE = { width: 1200, height: 630 } as const

/** A page's head for other programs, with whole addresses; null and empty where it says nothing. */
export interface HeadForOthers {
  url: string | null
  /** Open Graph's word: a page of its own, or one of the site's. */
  type: 'article' | 'website'
  picture: { url: string; alt: string; width: number; height: number } | null
  feeds: Feed[]
  oembed: string | null
  /** A script element's text; null for whoever works here, whose pages no other program reads. */
  linkedData: string | null
}

/** @param isSignedIn whether it is shown to somebody with an account */
export function headForOthers(head: Headed, baseUrl: string, desk: Desk, isSignedIn: boolean): HeadForOthers {
  const { feeds = [], picture, embeddable, linkedData } = head.waysOut ?? {}
  const url = head.canonical === undefined ? null : baseUrl + head.canonical
  const site = { baseUrl, name: desk.name }
  const data = isSignedIn ? null : (linkedData?.(site) ?? plainPage(head, url, site))
  return {
    url,
    type: picture ? 'article' : 'website',
    picture: picture ? { url: baseUrl + picture.path, alt: picture.alt, ...PICTURE } : null,
    feeds: feeds.map(({ title, atom, json }) => ({ title, atom: baseUrl + atom, json: baseUrl + json })),
    oembed: embeddable && url !== null ? `${baseUrl}/oembed?url=${encodeURIComponent(url)}` : null,
    linkedData: data && jsonInScript(data),
  }
}

/** A page that has nothing more to say of itself than its name; what has no lasting address is none. */
function plainPage({ title, description }: Headed, url: string | null, site: SiteNamed): object | null {
  if (url === null) return null
  return {
    '@context': 'https://schema.org',
    '@id': url,
    '@type': 'WebPage',
    name: title,
    description,
    isPartOf: { '@id': `${site.baseUrl}/`, '@type': 'WebSite', name: site.name },
  }
}

/** JSON for a script element, which ends at the first `</script`, and changes its ways at `<!--`: so it has no `<`. */
export const jsonInScript = (data: object): string => JSON.stringify(data).replaceAll('<', '\\u003c')
