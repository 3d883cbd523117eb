import type { FeedDocument } from './feed'

export const JSON_FEED = 'application/feed+json; charset=utf-8'

/** The feed as JSON Feed 1.1 (jsonfeed.org). */
export function jsonFeed({ title, author, page, self, entries }: FeedDocument): string {
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title,
    home_page_url: page,
    feed_url: self,
    language: 'en',
    authors: [{ name: author }],
    items: entries.map(({ id, url, title, published, updated, html }) => ({
      id,
      url,
      title,
      date_published: published,
      ...(updated === published ? {} : { date_modified: updated }),
      content_html: html,
    })),
  })
}
