/** A form's values by field, as it sends them. */
export type FormValues = Readonly<Record<string, string | readonly string[]>>

/** Fields of a form that mean something only together, as a name and the role it goes with; mostly just one. */
export interface FieldGroup {
  label: string
  /** Compared and shown. Of lists, what has the same place goes together. */
  names: readonly string[]
  /** Not shown, but taken from whichever side the others are. */
  along?: readonly string[]
  /** Of lists: the field without which a row is none, whatever stands in its others, as a select always has a value. */
  rowNeeds?: string
  /** Words for values that are names out of a list. */
  vocabulary?: Readonly<Record<string, string>>
}

/** Who changed a field since the version that a form was opened with; `unknown` where that version isn't known any more. */
export type ChangedBy = 'them' | 'you' | 'both alike' | 'both' | 'unknown'

/** A field that is no longer the same in all three: what it was, what somebody else made of it, what was typed. */
export interface ThreeWayRow {
  label: string
  base: string | null
  theirs: string
  mine: string
  changedBy: ChangedBy
}

export interface ThreeWay {
  rows: ThreeWayRow[]
  /** To fill the form with: what was typed, and theirs in the fields that were left as they had been. */
  merged: Record<string, string | string[]>
}

/**
 * Compares what was typed (`mine`) with what the form was opened with (`base`) and with what somebody else has saved
 * meanwhile (`theirs`). Sent again, the merged form loses neither's change, save where both changed the same field:
 * there what was typed stays, and the row says so. Without a base all that was typed stays.
 */
export function threeWay(
  groups: readonly FieldGroup[],
  { base, theirs, mine }: { base: FormValues | null; theirs: FormValues; mine: FormValues },
): ThreeWay {
  const merged = Object.fromEntries(Object.entries(mine).map(([name, value]) => [name, copied(value)]))
  const rows: ThreeWayRow[] = []
  for (const group of groups) {
    const { label, names, along = [] } = group
    const told = { base: base && inWords(group, base), theirs: inWords(group, theirs), mine: inWords(group, mine) }
    if (told.theirs === told.mine && (told.base === null || told.base === told.mine)) continue
    const changedBy = whoChanged(told)
    rows.push({ label, ...told, changedBy })
    if (changedBy === 'them') for (const name of [...names, ...along]) take(merged, name, theirs[name])
  }
  return { rows, merged }
}

function whoChanged({ base, theirs, mine }: { base: string | null; theirs: string; mine: string }): ChangedBy {
  if (base === null) return 'unknown'
  if (mine === base) return 'them'
  if (theirs === base) return 'you'
  return theirs === mine ? 'both alike' : 'both'
}

function take(merged: ThreeWay['merged'], name: string, value: string | readonly string[] | undefined) {
  if (value === undefined) delete merged[name]
  else merged[name] = copied(value)
}

const copied = (value: string | readonly string[]) => (typeof value === 'string' ? value : [...value])

/** As a browser sends it and as it is kept are one: line ends, spaces at the ends, empty places. */
function inWords({ names, rowNeeds, vocabulary = {} }: FieldGroup, values: FormValues): string {
  const needed = rowNeeds && [values[rowNeeds] ?? []].flat()
  const lists = names.map((name) => [values[name] ?? []].flat().map((part) => part.replaceAll('\r\n', '\n').trim()))
  const lines = Array.from({ length: Math.max(...lists.map((list) => list.length)) }, (_, place) => {
    if (needed && (needed[place] ?? '').trim() === '') return ''
    return lists
      .map((list) => list[place] ?? '')
      .map((part) => vocabulary[part] ?? part)
      .filter((part) => part !== '')
      .join(' · ')
  })
  return lines.filter((line) => line !== '').join('\n')
}
