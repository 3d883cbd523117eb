/** A text-bound annotation. */
export interface Mark {
  type: string
  spans: [start: number, end: number][]
  words: string
}

export interface Standoff {
  marks: Map<string, Mark>
  relations: Map<string, { type: string; from: string; to: string }>
  attributes: { type: string; of: string; value: string | true }[]
  notes: { type: string; of: string; text: string }[]
  same: string[][]
}

/** The types of an annotation.conf: by section, the name of each and what it says of it. */
export function configurationOf(text: string): Record<string, Map<string, string>> {
  const sections: Record<string, Map<string, string>> = {}
  let section = new Map<string, string>()
  for (const line of text.split('\n').map((one) => one.trim())) {
    const [, name] = /^\[(\w+)\]$/.exec(line) ?? []
    if (name !== undefined) {
      section = new Map()
      sections[name] = section
    } else if (line !== '' && !line.startsWith('#')) {
      const [type = '', ...rest] = line.split(/\s+/)
      section.set(type, rest.join(' '))
    }
  }
  return sections
}

const argsOf = (said: string) => Object.fromEntries(said.split(', ').map((one) => one.split(':')))

/**
 * Reads an .ann file as strictly as brat's own server does beside its text, and by its types: each line has an id of its own; the words
 * of a mark are those of its fragments, joined by a space, which don't overlap; whatever is named is there and of the right
 * type. Throws what is wrong with the first line that is not so.
 */
export function readStandoff(ann: string, text: string, configuration: ReturnType<typeof configurationOf>): Standoff {
  const points = [...text]
  const found: Standoff = { marks: new Map(), relations: new Map(), attributes: [], notes: [], same: [] }
  const ids = new Set<string>()
  const lines = ann.split('\n')
  if (lines.pop() !== '') throw new Error('The last line has no end.')
  for (const line of lines) {
    const wrong = (why: string) => new Error(`${why}: ${line}`)
    if (/[\v\f\r\u0085\u2028\u2029]/.test(line)) throw wrong('A sign that others take for a line’s end')
    const [id = '', data = '', words, ...more] = line.split('\t')
    if (more.length > 0) throw wrong('Too many columns')
    if (id !== '*' && !/^[TRA#][1-9]\d*$/.test(id)) throw wrong('No id')
    if (id !== '*' && ids.has(id)) throw wrong('An id twice')
    ids.add(id)
    if (id.startsWith('T')) found.marks.set(id, markOf(data, words, points, configuration, wrong))
    else if (id.startsWith('R')) found.relations.set(id, relationOf(data, found, configuration, wrong))
    else if (id.startsWith('A')) found.attributes.push(attributeOf(data, found, configuration, wrong))
    else if (id === '*') found.same.push(sameOf(data, found, wrong))
    else {
      const [type, of, ...others] = data.split(' ')
      if (!type || !of || others.length > 0 || !(found.marks.has(of) || found.relations.has(of))) throw wrong('No note')
      if (words === undefined || words === '') throw wrong('A note without words')
      found.notes.push({ type, of, text: words })
    }
  }
  return found
}

type Wrong = (why: string) => Error
type Configuration = ReturnType<typeof configurationOf>

function markOf(
  data: string,
  words: string | undefined,
  points: string[],
  { entities }: Configuration,
  wrong: Wrong,
): Mark {
  const [, type = '', places = ''] = /^(\S+) (\d+ \d+(?:;\d+ \d+)*)$/.exec(data) ?? []
  if (!entities?.has(type)) throw wrong('No such type')
  const spans = places.split(';').map((place) => place.split(' ').map(Number) as [number, number])
  for (const [place, [start, end]] of spans.entries()) {
    if (start >= end || end > points.length) throw wrong('No such place')
    if (spans.slice(0, place).some(([from, to]) => end >= from && start < to)) throw wrong('Fragments overlap')
  }
  const told = spans.map(([start, end]) => points.slice(start, end).join('')).join(' ')
  if (words !== told) throw wrong(`Not the text’s words, which are ${JSON.stringify(told)}`)
  return { type, spans, words }
}

function relationOf(data: string, { marks }: Standoff, { relations }: Configuration, wrong: Wrong) {
  const [, type = '', from = '', to = ''] = /^(\S+) Arg1:(T\d+) Arg2:(T\d+)$/.exec(data) ?? []
  const { Arg1, Arg2 } = argsOf(relations?.get(type) ?? '')
  if (!Arg1 || marks.get(from)?.type !== Arg1 || marks.get(to)?.type !== Arg2) throw wrong('No such relation')
  return { type, from, to }
}

function attributeOf(data: string, { marks }: Standoff, { attributes }: Configuration, wrong: Wrong) {
  const [type = '', of = '', value, ...more] = data.split(' ')
  const { Arg, Value } = argsOf(attributes?.get(type) ?? '')
  if (more.length > 0 || !Arg || marks.get(of)?.type !== Arg) throw wrong('No such attribute')
  if (Value ? !Value.split('|').includes(value ?? '') : value !== undefined) throw wrong('No such value')
  return { type, of, value: value ?? (true as const) }
}

function sameOf(data: string, { marks }: Standoff, wrong: Wrong): string[] {
  const [type, ...of] = data.split(' ')
  if (type !== 'Equiv' || of.length < 2 || of.some((id) => !marks.has(id))) throw wrong('Nothing is the same here')
  return of
}
