/**
 * What joining, taking apart and splitting do, told a second time in plain values: no SQL, no chains, no locks. The test
 * draws operations, does each on the product and on this, and holds the two side by side.
 */
export interface ModelClaim {
  speakers: number[]
  joinedInto: number | null
}
export interface ModelStatement {
  claim: number
  version: number
}
export interface ModelLink {
  from: number
  to: number
  relation: 'contradicts' | 'corrects' | 'denies'
  published: boolean
  version: number
}
type Step =
  | { kind: 'statement'; id: number; after: number }
  | { kind: 'moved'; id: number; side: 'from' | 'to'; after: number }
  | { kind: 'withdrawn'; id: number; after: number }
  | { kind: 'revived'; id: number; instead: number; after: number }

export class Model {
  readonly claims = new Map<number, ModelClaim>()
  readonly statements = new Map<number, ModelStatement>()
  readonly links = new Map<number, ModelLink>()
  /** What history has to tell: how often each action was done. */
  readonly told = new Map<string, number>()
  private readonly joins = new Map<number, Step[]>()

  link(id: number | null, from: number, to: number, relation: ModelLink['relation']): boolean {
    if (from === to || !this.isPublished(from) || !this.isPublished(to)) return false
    if (!this.fits({ from, to, relation })) return false
    const [known] = this.same({ from, to, relation })
    if (known) {
      if (known[1].published) return false
      Object.assign(known[1], { published: true, version: known[1].version + 1 })
      this.tell('link linked again')
    } else if (id !== null) {
      this.links.set(id, { from, to, relation, published: true, version: 1 })
      this.tell('link linked')
    }
    return true
  }

  withdrawLink(id: number): void {
    const link = this.links.get(id) as ModelLink
    Object.assign(link, { published: false, version: link.version + 1 })
    this.tell('link withdrawn')
  }

  join(from: number, into: number): boolean {
    if (from === into || !this.isPublished(from) || !this.isPublished(into)) return false
    if (!this.speakers(from).some((id) => this.speakers(into).includes(id))) return false
    const steps: Step[] = []
    const moves: (() => void)[] = []
    for (const [id, statement] of this.statements) {
      if (statement.claim !== from) continue
      moves.push(() => this.setStatement(id, into))
      steps.push({ kind: 'statement', id, after: statement.version + 1 })
    }
    for (const [id, link] of this.links) {
      if (!link.published || (link.from !== from && link.to !== from)) continue
      const side = link.from === from ? 'from' : 'to'
      const moved = { ...link, [side]: into }
      const twin = moved.from === moved.to ? undefined : this.same(moved).find(([other]) => other !== id)
      if (moved.from !== moved.to && !twin) {
        if (!this.fits(moved)) return false
        moves.push(() => this.setLink(id, { [side]: into }, 'link moved'))
        steps.push({ kind: 'moved', id, side, after: link.version + 1 })
        continue
      }
      moves.push(() => this.setLink(id, { published: false }, 'link withdrawn by joining'))
      steps.push({ kind: 'withdrawn', id, after: link.version + 1 })
      if (!twin || twin[1].published) continue
      if (!this.fits(twin[1])) return false
      moves.push(() => this.setLink(twin[0], { published: true }, 'link restored by joining'))
      steps.push({ kind: 'revived', id: twin[0], instead: id, after: twin[1].version + 1 })
    }
    for (const move of moves) move()
    this.claim(from).joinedInto = into
    this.joins.set(from, steps)
    this.tell('claim joined')
    this.tell('claim took in')
    return true
  }

  takeApart(from: number): boolean {
    const into = this.claim(from).joinedInto
    const steps = this.joins.get(from)
    if (into === null || !steps || !this.isPublished(into)) return false
    const back = steps.filter((step) => step.kind === 'statement' && this.statements.get(step.id)?.claim === into)
    const reports = [...this.statements.values()].filter((statement) => statement.claim === into).length
    if (back.length === 0 || reports === back.length) return false
    for (const { id } of back) this.setStatement(id, from)
    const again = new Set<number>()
    for (const step of steps) if (step.kind !== 'statement') this.putBack(step, from, into, again)
    this.claim(from).joinedInto = null
    this.joins.delete(from)
    this.tell('claim taken apart')
    this.tell('claim gave back')
    return true
  }

  private putBack(step: Exclude<Step, { kind: 'statement' }>, from: number, into: number, again: Set<number>) {
    const link = this.links.get(step.id) as ModelLink
    const untouched = link.version === step.after
    if (step.kind === 'moved') {
      if (link[step.side] !== into) return
      const moved = { ...link, [step.side]: from }
      const hasTwin = this.same(moved).some(([other]) => other !== step.id)
      if (moved.from !== moved.to && !hasTwin && this.fits(moved)) {
        this.setLink(step.id, { [step.side]: from }, 'link moved')
      }
    } else if (step.kind === 'withdrawn') {
      const other = link.from === from ? link.to : link.from
      if (!untouched || !this.isPublished(other) || !this.fits(link)) return
      this.setLink(step.id, { published: true }, 'link restored')
      again.add(step.id)
    } else if (untouched && again.has(step.instead)) {
      this.setLink(step.id, { published: false }, 'link withdrawn by taking apart')
    }
  }

  /** @param newClaim the number that the split-off claim was given */
  split(statementId: number, linkIds: number[], newClaim: number | null): boolean {
    const whole = (this.statements.get(statementId) as ModelStatement).claim
    if ([...this.statements.values()].filter((statement) => statement.claim === whole).length < 2) return false
    if (newClaim === null) return true
    this.claims.set(newClaim, { speakers: this.speakers(whole), joinedInto: null })
    this.setStatement(statementId, newClaim, 'statement split off')
    this.tell('claim split off')
    for (const id of linkIds) {
      const side = this.links.get(id)?.from === whole ? 'from' : 'to'
      this.setLink(id, { [side]: newClaim }, 'link moved')
    }
    return true
  }

  isPublished = (id: number) => this.claim(id).joinedInto === null

  claim(id: number): ModelClaim {
    return this.claims.get(id) as ModelClaim
  }

  linksAt(claim: number): number[] {
    return [...this.links]
      .filter(([, link]) => link.published && [link.from, link.to].includes(claim))
      .map(([id]) => id)
  }

  private speakers = (id: number) => this.claim(id).speakers

  private fits({ from, to, relation }: Pick<ModelLink, 'from' | 'to' | 'relation'>): boolean {
    return relation !== 'denies' || this.speakers(from).toSorted().join() !== this.speakers(to).toSorted().join()
  }

  private same({ from, to, relation }: Pick<ModelLink, 'from' | 'to' | 'relation'>): [number, ModelLink][] {
    const ends = (link: Pick<ModelLink, 'from' | 'to'>) =>
      relation === 'contradicts' ? [link.from, link.to].toSorted((a, b) => a - b).join() : `${link.from},${link.to}`
    return [...this.links].filter(([, link]) => link.relation === relation && ends(link) === ends({ from, to }))
  }

  private setStatement(id: number, claim: number, action = 'statement moved') {
    const statement = this.statements.get(id) as ModelStatement
    this.statements.set(id, { claim, version: statement.version + 1 })
    this.tell(action)
  }

  private setLink(id: number, changes: Partial<ModelLink>, action: string) {
    const link = this.links.get(id) as ModelLink
    Object.assign(link, changes, { version: link.version + 1 })
    this.tell(action)
  }

  private tell(action: string) {
    this.told.set(action, (this.told.get(action) ?? 0) + 1)
  }
}
