import { EventEmitter, once } from 'node:events'
import { networksOf } from '../web/networks'
import { Problem, TooMany } from '../web/problems'
import { words } from '../words/words'

/** As long as a download waits for a connection when all are taken: small files, asked for at once, come one after the other. */
const WAITS_MS = 5_000

/** Nobody knows when a download of somebody else's line ends; who asks again every half minute harms nobody. */
const COME_AGAIN_S = 30

/**
 * Who downloads from where, so that nobody takes all connections for downloads, read them however slowly: from one address,
 * or one network of IPv6, at most so many at once; and where it is said, so many from everywhere.
 */
export class Places {
  private readonly taken = new Map<string, number>()
  private readonly left = new EventEmitter().setMaxListeners(0)

  private all = 0

  private readonly waitsMs: number
  private readonly inAll: number

  constructor(
    private readonly most: number,
    { waitsMs = WAITS_MS, inAll = Number.POSITIVE_INFINITY }: { waitsMs?: number; inAll?: number } = {},
  ) {
    this.waitsMs = waitsMs
    this.inAll = inAll
  }

  /**
   * Takes a place, or waits for one a while. Throws 429, or 503 where it is others who have them all.
   *
   * @returns what gives it back
   */
  async take(address: string): Promise<() => void> {
    const networks = networksOf(address)
    const signal = AbortSignal.timeout(this.waitsMs)
    const isFull = () => networks.some((network) => this.at(network) >= this.most)
    while (isFull() || this.all >= this.inAll) {
      await once(this.left, 'left', { signal }).catch(() => {
        throw isFull()
          ? new TooMany(words.exporting.waitForDownloads(this.most), COME_AGAIN_S, words.exporting.tooManyDownloads)
          : new Problem(503, words.exporting.tooManyDownloads, words.exporting.waitForOthers(this.inAll))
      })
    }
    this.count(networks, 1)
    return () => {
      this.count(networks, -1)
      this.left.emit('left')
    }
  }

  private at(network: string): number {
    return this.taken.get(network) ?? 0
  }

  private count(networks: string[], more: number): void {
    this.all += more
    for (const network of networks) {
      const now = this.at(network) + more
      if (now === 0) this.taken.delete(network)
      else this.taken.set(network, now)
    }
  }
}
