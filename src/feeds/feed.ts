/** A feed before it is written in one of its formats. Times are as `utcSql` writes them, addresses whole. */
export interface FeedDocument {
  /** The address of the page it is the feed of, for ever. */
  id: string
  title: string
  /** Whose site it is. */
  author: string
  page: string
  /** Where the feed itself is. */
  self: string
  updated: string
  /** The newest first. */
  entries: FeedEntry[]
}

export interface FeedEntry {
  /** Its IRI, for ever. */
  id: string
  url: string
  title: string
  published: string
  /** When something in it last became another. */
  updated: string
  html: string
}

/** Entries of a feed: readers ask for it again within days, and a busy desk links some twenty claims in one. */
export const MOST_ENTRIES = 50

/** When the newest of the entries was changed; of a feed with none, `otherwise`. */
export const lastUpdated = (entries: readonly Pick<FeedEntry, 'updated'>[], otherwise: string): string =>
  entries.reduce((last, { updated }) => (updated > last ? updated : last), entries[0]?.updated ?? otherwise)

/** Entries of several kinds in one feed, what was changed last first. */
export const newestOf = (entries: readonly FeedEntry[]): FeedEntry[] =>
  entries.toSorted((a, b) => (a.updated < b.updated ? 1 : a.updated > b.updated ? -1 : 0)).slice(0, MOST_ENTRIES)
