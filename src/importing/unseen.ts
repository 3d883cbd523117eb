import type { Found, Metadata } from '../extraction/extracted'
import { siteOf } from '../extraction/page-metadata'
import { words } from '../words/words'
import type { Given } from './capture'

const { from } = words.extraction

/** The marks by which a site tells other machines whose a page is. */
const OF_THE_SITE: readonly string[] = [from.schemaOrg, from.microdata, from.openGraph]

/**
 * What an article says of itself, as far as it counts where nobody looks at it. Outlet and day could be anybody's: statements are put into
 * that outlet's mouth, and “on Monday” is counted from that day. A page that was fetched tells both for its site, and its address is where it
 * was fetched, unless it names another of that site. The rest is its own to say.
 */
export function countedUnseen({ outlet, publishedOn, url, ...others }: Metadata, fetchedFrom: string | null): Metadata {
  if (fetchedFrom === null) return { ...others, ...(url ? { url } : {}) }
  const isOfSite = (found: Found | undefined) => found !== undefined && OF_THE_SITE.includes(found.from)
  const isAtSite = url !== undefined && siteOf(url.value) === siteOf(fetchedFrom)
  return {
    ...others,
    ...(outlet && isOfSite(outlet) ? { outlet } : {}),
    ...(publishedOn && isOfSite(publishedOn) ? { publishedOn } : {}),
    url: isAtSite ? url : { value: fetchedFrom, from: from.fetched },
  }
}

/**
 * Whether it says another outlet or day of itself than it would get from what holds for all, and its own does not count: then somebody has
 * to look.
 */
export function saysOtherwise(said: Metadata, counted: Metadata, given: Given, defaults: Given): boolean {
  return (['outlet', 'publishedOn'] as const).some((name) => {
    const own = said[name]?.value
    if (own === undefined || counted[name] || given[name] !== undefined) return false
    return own.toLowerCase() !== defaults[name]?.toLowerCase()
  })
}
