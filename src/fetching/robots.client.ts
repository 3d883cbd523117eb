import robotsParser from 'robots-parser'
import { words } from '../words/words'
import { answerBody } from './answer-body.client'
import { askedAddress, bareHost } from './asked-address'
import { answerOf, type RequestParts } from './one-request.client'
import { type Refusal, refusal } from './refusal'

/** What a site’s robots.txt came to. */
type Rules = { text: string } | 'all may be fetched' | 'nobody knows'

interface Kept {
  rules: Rules
  /** ms since 1970 */
  until: number
}

/**
 * So long rules are believed (ms). RFC 9309 allows a day; an editor who asks a site to let Gainsay in should not have to wait for
 * that, and one who imports a folder of addresses asks each site once.
 */
const KEPT_FOR = 60 * 60 * 1000

/** What nobody knew is asked again soon: a site that was down is up in a minute. */
const UNKNOWN_FOR = 60 * 1000

/** Of as many sites they are kept, the oldest forgotten first; a thousand robots.txt of 10 KB are 10 MB. */
const MOST_SITES = 1_000

const MOST_REDIRECTS = 5

/** What sites ask of programs (RFC 9309). `Crawl-delay` is none of it: the pause between two requests is ours. */
export class Robots {
  private readonly kept = new Map<string, Kept>()

  /** @param ports see `askedAddress` */
  constructor(private readonly ports: ReadonlySet<number>) {}

  /** Null: this page may be fetched. */
  async refusalOf(url: URL, parts: RequestParts): Promise<Refusal | null> {
    const rules = await this.rulesOf(url, parts)
    if (rules === 'all may be fetched') return null
    const host = bareHost(url.hostname)
    if (rules === 'nobody knows') return refusal('robots', words.fetching.robotsUnknown(host))
    const parsed = robotsParser(new URL('/robots.txt', url).href, rules.text)
    return parsed.isDisallowed(url.href, parts.userAgent) ? refusal('robots', words.fetching.robotsForbid(host)) : null
  }

  private async rulesOf(url: URL, parts: RequestParts): Promise<Rules> {
    const known = this.kept.get(url.origin)
    if (known && known.until > Date.now()) return known.rules
    const rules = await this.asked(new URL('/robots.txt', url), parts)
    this.kept.delete(url.origin)
    this.kept.set(url.origin, { rules, until: Date.now() + (rules === 'nobody knows' ? UNKNOWN_FOR : KEPT_FOR) })
    const oldest = this.kept.keys().next()
    if (this.kept.size > MOST_SITES && !oldest.done) this.kept.delete(oldest.value)
    return rules
  }

  /** A site that can’t be reached is one whose rules nobody knows; the fetch of the page then never begins. */
  private async asked(first: URL, parts: RequestParts): Promise<Rules> {
    let url = first
    for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
      const answer = await answerOf(url, parts)
      const status = answer.statusCode ?? 0
      if (status >= 200 && status < 300) {
        return {
          text: (await answerBody(answer, parts.limits.robotsSize, { signal: parts.signal, cut: true })).toString(
            'utf8',
          ),
        }
      }
      answer.destroy()
      const next = status >= 300 && status < 400 ? answer.headers.location : undefined
      // Section 2.3.1.3: "unavailable" are all of 400 to 499; but who says “too often” says that there is somebody to ask again.
      if (next === undefined)
        return status >= 400 && status < 500 && status !== 429 ? 'all may be fetched' : 'nobody knows'
      if (!URL.canParse(next, url)) return 'all may be fetched'
      const led = askedAddress(new URL(next, url).href, this.ports)
      if (!(led instanceof URL)) return 'nobody knows'
      url = led
    }
    // Section 2.3.1.2: after five redirects it may be taken for unavailable.
    return 'all may be fetched'
  }
}
