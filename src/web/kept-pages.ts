import { type Coding, compressed } from './compressed'

/** A page as it was sent, and as it is sent compressed. */
export interface KeptPage {
  body: Buffer
  /** Of its content: the same in every process, and after a restart. */
  etag: string
  /** What search engines are told of it (`X-Robots-Tag`); null is nothing. */
  robots: string | null
  /** The page in this coding, from the first time that somebody takes it so. */
  coded(coding: Coding): Promise<Buffer>
}

/** What a place where pages are read from holds. */
export interface State {
  /** The same for as long as nothing changes there; never the same in two places. */
  text: string
  /** How far its log goes, or has been replayed (bytes): a place with a greater one has all that this has, and more. */
  position: number
}

interface Entry {
  /** What the database held when the page was made, and how far its log went. */
  state: State
  page: KeptPage
  bytes: number
}

/**
 * Bytes that an entry is reckoned to cost beside its own: objects, promises, address and state. Rather too much, so that a
 * great many addresses of small pages don't take more memory than is counted.
 */
const BESIDE = 2_000

/**
 * Pages in memory, each with the state of the database that it was made of: it is what would be made now for as long as
 * the state is the same. Those not asked for longest give way.
 */
export class KeptPages {
  /** The least recently asked for first: a Map keeps the order in which its keys were set. */
  private readonly entries = new Map<string, Entry>()
  private bytes = 0

  /** @param most bytes of all together */
  constructor(private readonly most: number) {}

  has(address: string): boolean {
    return this.entries.has(address)
  }

  /** How far the log went when the page of this address was made; before all where there is none. */
  positionOf(address: string): number {
    return this.entries.get(address)?.state.position ?? 0
  }

  /** The page of this address, if it was made of this state. */
  find(address: string, state: State): KeptPage | null {
    const entry = this.entries.get(address)
    if (!entry) return null
    // A state that is over never comes again.
    if (entry.state.text !== state.text) {
      this.drop(address, entry)
      return null
    }
    this.entries.delete(address)
    this.entries.set(address, entry)
    return entry.page
  }

  keep(address: string, state: State, { body, etag, robots }: Omit<KeptPage, 'coded'>): KeptPage {
    const codings = new Map<Coding, Promise<Buffer>>()
    const coded = (coding: Coding) => {
      const known = codings.get(coding)
      if (known) return known
      const made = compressed(body, coding).then((bytes) => {
        this.grow(address, entry, bytes.length)
        return bytes
      })
      codings.set(coding, made)
      // What could not be compressed once is tried again.
      made.catch(() => codings.delete(coding))
      return made
    }
    const entry: Entry = { state, page: { body, etag, robots, coded }, bytes: 0 }
    const before = this.entries.get(address)
    if (before) this.drop(address, before)
    this.entries.set(address, entry)
    this.grow(address, entry, body.length + BESIDE)
    return entry.page
  }

  private grow(address: string, entry: Entry, bytes: number) {
    // It may have given way, or been made anew, while it was compressed.
    if (this.entries.get(address) !== entry) return
    entry.bytes += bytes
    this.bytes += bytes
    for (const [oldest, { bytes }] of this.entries) {
      if (this.bytes <= this.most) return
      this.entries.delete(oldest)
      this.bytes -= bytes
    }
  }

  private drop(address: string, { bytes }: Entry) {
    this.entries.delete(address)
    this.bytes -= bytes
  }
}
