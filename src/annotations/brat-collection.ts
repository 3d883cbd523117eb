/** What the files of a folder or an archive are, where brat’s annotations are among them. */
export interface BratCollection {
  /** Texts by their names, with those of the annotations beside them. */
  texts: { text: string; annotations: string | null }[]
  /** Annotations beside which no text lies. */
  alone: string[]
  /** Everything else: brat’s settings, a README. */
  others: string[]
}

/**
 * Sorts the files of a collection in brat’s format, by their names: texts (`4-1.txt`), each with its annotations (`4-1.ann`) where it has
 * some. Null where no file is one of annotations.
 */
export function bratCollection(names: readonly string[]): BratCollection | null {
  const sorted = names.toSorted((a, b) => (a < b ? -1 : 1))
  // Of two whose ends differ in case alone (`a.ann`, `a.ANN`) the first is meant: brat knows no other.
  const annotations = new Map(
    sorted
      .filter(isAnnotations)
      .toReversed()
      .map((name) => [withoutEnd(name), name]),
  )
  if (annotations.size === 0) return null
  const texts = sorted.filter((name) => /\.txt$/i.test(name))
  const beside = new Set(texts.map(withoutEnd))
  return {
    texts: texts.map((text) => ({ text, annotations: annotations.get(withoutEnd(text)) ?? null })),
    alone: [...annotations].flatMap(([base, name]) => (beside.has(base) ? [] : [name])),
    others: sorted.filter((name) => !/\.txt$/i.test(name) && annotations.get(withoutEnd(name)) !== name),
  }
}

const isAnnotations = (name: string) => /\.ann$/i.test(name)
const withoutEnd = (name: string) => name.replace(/\.\w+$/, '')
