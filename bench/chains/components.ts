/** What is in the database of chains, and what they are made of. */
export interface Kept {
  /** Published claims. */
  claims: readonly number[]
  /** Published links between published claims. */
  links: readonly (readonly [number, number])[]
  /** Which claim is in which component. */
  members: ReadonlyMap<number, number>
  /** How many claims each component says it has. */
  sizes: ReadonlyMap<number, number>
  /** Public chains that have a component: which, and the claim that they take for their oldest. */
  chains: readonly { component: number; oldest: number }[]
}

/**
 * Every fault of the chains as they are kept, in words: held against what the links make, which is worked out here anew, by
 * union-find over all of them (R. E. Tarjan, 1975).
 */
export function wrongChains({ claims, links, members, sizes, chains }: Kept): string[] {
  const sets = new Sets(claims)
  for (const [one, other] of links) sets.unite(one, other)
  const wrong: string[] = []
  const components = new Map<number, number>()
  for (const group of sets.groups()) {
    const there = new Set(group.map((id) => members.get(id) ?? null))
    const [component = null] = there
    if (group.length === 1) {
      if (component !== null) wrong.push(`claim ${group[0]} is linked to none, and in component ${component}`)
    } else if (there.size > 1 || component === null) {
      wrong.push(`claims ${group.slice(0, 5)} hang together, and are in components ${[...there]}`)
    } else if (components.has(component)) {
      wrong.push(`component ${component} has claims that do not hang together`)
    } else components.set(component, group.length)
  }
  const published = new Set(claims)
  for (const id of members.keys()) if (!published.has(id)) wrong.push(`claim ${id} is not published, and in a chain`)
  for (const [component, size] of sizes)
    if (components.get(component) !== size)
      wrong.push(`component ${component} says ${size}, and has ${components.get(component) ?? 'none of its own'}`)
  for (const component of components.keys()) if (!sizes.has(component)) wrong.push(`component ${component} is not kept`)
  return [...wrong, ...wrongFaces(members, sizes, chains)]
}

/** Each component has one public chain, which knows its oldest claim. */
function wrongFaces(members: Kept['members'], sizes: Kept['sizes'], chains: Kept['chains']): string[] {
  const oldest = new Map<number, number>()
  for (const [id, component] of members) oldest.set(component, Math.min(id, oldest.get(component) ?? id))
  const faces = new Map<number, number>()
  for (const { component } of chains) faces.set(component, (faces.get(component) ?? 0) + 1)
  return [
    ...[...sizes.keys()]
      .filter((component) => faces.get(component) !== 1)
      .map((component) => `component ${component} has ${faces.get(component) ?? 0} chains`),
    ...chains
      .filter((chain) => oldest.get(chain.component) !== chain.oldest)
      .map(({ component, oldest: told }) => `the chain of component ${component} takes claim ${told} for its oldest`),
  ]
}

class Sets {
  private readonly parents: Map<number, number>

  constructor(ids: readonly number[]) {
    this.parents = new Map(ids.map((id) => [id, id]))
  }

  unite(one: number, other: number) {
    this.parents.set(this.rootOf(one), this.rootOf(other))
  }

  groups(): number[][] {
    const groups = new Map<number, number[]>()
    for (const id of this.parents.keys()) {
      const root = this.rootOf(id)
      const group = groups.get(root)
      if (group) group.push(id)
      else groups.set(root, [id])
    }
    return [...groups.values()]
  }

  private rootOf(id: number): number {
    for (let at = id; ; ) {
      const parent = this.parents.get(at)
      if (parent === undefined) throw new Error(`a link leads to claim ${at}, which is not there`)
      if (parent === at) return at
      // Halved on the way, so that no way stays long.
      const above = this.parents.get(parent) ?? parent
      this.parents.set(at, above)
      at = above
    }
  }
}
