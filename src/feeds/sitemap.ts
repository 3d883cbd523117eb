import { xml } from './atom'

export const SITEMAP = 'application/xml; charset=utf-8'

/** An address with when its page last changed, where that is known at no cost. */
export interface SitemapLine {
  url: string
  changed: string | null
}

const NAMESPACE = 'http://www.sitemaps.org/schemas/sitemap/0.9'

/** The index of all parts, as sitemaps.org has it. */
export const sitemapIndex = (parts: readonly string[]): string =>
  document(
    'sitemapindex',
    parts.map((url) => `<sitemap><loc>${xml(url)}</loc></sitemap>`),
  )

/** One part. */
export const sitemapPart = (lines: readonly SitemapLine[]): string =>
  document(
    'urlset',
    lines.map(
      ({ url, changed }) =>
        `<url><loc>${xml(url)}</loc>${changed === null ? '' : `<lastmod>${changed}</lastmod>`}</url>`,
    ),
  )

const document = (element: string, lines: readonly string[]) =>
  ['<?xml version="1.0" encoding="utf-8"?>', `<${element} xmlns="${NAMESPACE}">`, ...lines, `</${element}>`, ''].join(
    '\n',
  )

/**
 * What robots are asked to leave alone: narrowed searches and the past, of which there are as many addresses as one likes, and
 * what is for people alone. A search by words alone is a page that people link to. `*` and `$` are of RFC 9309.
 */
const NOT_FOR_ROBOTS = [
  ...['/search?*&', '/search/', '/*/as-of', '/claims/*/correction', '/corrections/', '/exports/', '/api/', '/oembed'],
  ...['/signin', '/forgotten', '/welcome/', '/account', '/desk'],
]

/** What lies below one of these and is for robots all the same; the longer line counts. */
const FOR_ROBOTS = ['/corrections/log']

export const robotsText = (baseUrl: string): string =>
  [
    'User-agent: *',
    ...FOR_ROBOTS.map((path) => `Allow: ${path}`),
    ...NOT_FOR_ROBOTS.map((path) => `Disallow: ${path}`),
    '',
    `Sitemap: ${baseUrl}/sitemap.xml`,
    '',
  ].join('\n')
