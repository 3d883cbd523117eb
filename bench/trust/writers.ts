/*
 * People at work, for harnesses: each imports articles, records claims, links them, changes and withdraws them over the
 * API. Every write carries a marker of its own into the database, by which it is found there, or found twice.
 */

/** One write, as it is sent, and as it is sent again. */
export interface Write {
  kind: 'article' | 'claim' | 'link' | 'change' | 'withdrawal'
  /** In the headline, summary or reason that it writes, and nowhere else: "w2-17". */
  marker: string
  method: 'POST' | 'PATCH'
  path: string
  body: object
  /** The version that it was made from. */
  version?: number
}

/** What came back: the product's answer, or none, of which nobody knows whether it was done. */
export type Answer = { status: number; body: { id?: number; claimId?: number; version?: number; detail?: string } }

export type Send = (write: Write) => Promise<Answer>

/** Sends a write to a Gainsay, once. Rejects if no answer comes within ten seconds, or half of one. */
export function sender(url: () => string, token: string): Send {
  return async ({ method, path, body, marker, version }) => {
    const answer = await fetch(`${url()}/api/v1${path}`, {
      method,
      body: JSON.stringify(body),
      headers: {
        Authorization: `Bearer ${token}`,
        'Content-Type': 'application/json',
        'Idempotency-Key': marker,
        ...(version === undefined ? {} : { 'If-Match': `"${version}"` }),
      },
      signal: AbortSignal.timeout(10_000),
    })
    return { status: answer.status, body: (await answer.json()) as Answer['body'] }
  }
}

/** Passages an article has; the next claim after these is of the next article. */
const PASSAGES = 40

/** What a writer does, over and over: as many claims as all else together, and of each other kind some. */
const DAY: Write['kind'][] = ['claim', 'claim', 'link', 'claim', 'change', 'claim', 'link', 'withdrawal']

interface Row {
  id: number
  version: number
  marker: string
}

/** One person's work, a write after the other, all on rows of their own. */
export class Writer {
  readonly acknowledged: Write[] = []
  private steps = 0
  private article = 0
  private passage = PASSAGES
  private claims: Row[] = []
  private links: Row[] = []
  /** Of a pair there is one link of a relation; the claim that the last one came from has its own. */
  private linkedFrom = 0
  private count = 0

  constructor(private readonly name: string) {}

  /** The next write; the same again until `settle` is told what became of it. */
  next(): Write {
    const kind = DAY[this.steps % DAY.length] as Write['kind']
    this.count += 1
    const marker = `${this.name}-${this.count}`
    switch (kind) {
      case 'link':
        return this.link(marker)
      case 'change':
        return this.change(marker)
      case 'withdrawal':
        return this.withdrawal(marker)
      default:
        return this.passage === PASSAGES ? this.import(marker) : this.claim(marker)
    }
  }

  /** It was acknowledged, with this body. */
  settle(write: Write, body: Answer['body']): void {
    this.acknowledged.push(write)
    if (write.kind !== 'article') this.steps += 1
    if (write.kind === 'article') this.passage = body.id === undefined ? PASSAGES : 0
    if (write.kind === 'article') this.article = body.id ?? 0
    if (write.kind === 'claim') this.passage += 1
    if (write.kind === 'claim' && body.claimId !== undefined)
      this.claims.push({ id: body.claimId, version: 1, marker: write.marker })
    if (write.kind === 'link' && body.id !== undefined)
      this.links.push({ id: body.id, version: 1, marker: write.marker })
    if (write.kind === 'change') this.claims.pop()
  }

  /** What was written before is not there any more: begins with another article. */
  startAfresh(): void {
    this.passage = PASSAGES
    this.claims = []
    this.links = []
    this.steps += 1
  }

  private import(marker: string): Write {
    const text = Array.from({ length: PASSAGES }, (_, place) => `${passageOf(marker, place)}.`).join('\n\n')
    const body = { text, headline: marker, outlet: 'The Daily', publishedOn: '2025-03-04', again: true }
    return { kind: 'article', marker, method: 'POST', path: '/articles', body }
  }

  private claim(marker: string): Write {
    const body = {
      article: this.article,
      content: [{ start: this.start(), end: this.start() + PASSAGE_LENGTH }],
      wording: 'indirect',
      speakers: [{ name: `Speaker of ${this.name}`, kind: 'person' }],
      saidOn: '2025-03-03',
      saidOnBasis: 'stated',
      medium: 'speech',
      stance: 'asserts',
      summary: marker,
    }
    return { kind: 'claim', marker, method: 'POST', path: '/statements', body }
  }

  private start(): number {
    // A full stop and an empty line stand between two passages.
    return this.passage * (PASSAGE_LENGTH + 3)
  }

  private link(marker: string): Write {
    const [from, to] = this.claims.slice(-2)
    if (!from || !to || to.id === this.linkedFrom) return this.claimInstead(marker)
    this.linkedFrom = to.id
    const body = { from: to.id, to: from.id, relation: 'corrects', reason: marker }
    return { kind: 'link', marker, method: 'POST', path: '/links', body }
  }

  private change(marker: string): Write {
    const claim = this.claims.at(-1)
    if (!claim) return this.claimInstead(marker)
    const { id, version } = claim
    const body = { summary: `${claim.marker} then ${marker}` }
    return { kind: 'change', marker, method: 'PATCH', path: `/claims/${id}`, body, version }
  }

  private withdrawal(marker: string): Write {
    const link = this.links.shift()
    if (!link) return this.claimInstead(marker)
    const { id, version } = link
    return {
      kind: 'withdrawal',
      marker,
      method: 'POST',
      path: `/links/${id}/withdrawal`,
      body: { reason: marker },
      version,
    }
  }

  private claimInstead(marker: string): Write {
    return this.passage === PASSAGES ? this.import(marker) : this.claim(marker)
  }
}

/** Code points of a passage, the same of each so that its place follows from its number. */
const PASSAGE_LENGTH = 60

const passageOf = (marker: string, place: number) =>
  `Passage ${place} of ${marker} says something that nobody else has said`
    .padEnd(PASSAGE_LENGTH, '.')
    .slice(0, PASSAGE_LENGTH)

/** Writes once, where nothing is broken: whatever is not a success is thrown. */
export async function succeed(writer: Writer, send: Send): Promise<void> {
  const write = writer.next()
  const { status, body } = await send(write)
  if (status >= 300) throw new Error(`${write.method} ${write.path} was answered with ${status}: ${body.detail}`)
  writer.settle(write, body)
}
