import fs from 'node:fs'
import path from 'node:path'
import { LEFT_OUT, NO_GUARDS_IN } from './left-out'
import type { Group } from './operator'
import { OPERATORS } from './operators'
import { FOR_READERS, SUSPICIOUS, SUSPICIOUS_TO_READERS } from './suspicious'

/** One guard, and how it is taken out. */
export interface Guard {
  /** From the checkout on, with forward slashes. */
  file: string
  line: number
  /** Where the file's text changes, and what was there. */
  at: number
  found: string
  without: string
  operator: string
  group: Group
}

/** A match, and why it is no guard, where its operator says so. */
type Match = Guard & { why?: string }

export interface GuardList {
  guards: Guard[]
  /** Matches that are no guards, by the reason why. */
  leftOut: Map<string, number>
  /** Lines that look like a guard, and have neither a guard nor a reason. */
  unknown: string[]
  /** Reasons that nothing is left out by any more. */
  stale: string[]
}

/** Every guard in the sources and templates of a checkout. */
export function findGuards(root: string): GuardList {
  const list: GuardList = { guards: [], leftOut: new Map(), unknown: [], stale: [] }
  const used = new Set<string>()
  for (const file of sourcesIn(root)) {
    if (NO_GUARDS_IN.some(({ files }) => files.test(file))) continue
    const text = fs.readFileSync(path.join(root, file), 'utf8')
    const matches = guardsIn(file, text)
    for (const guard of matches) {
      if (guard.why) {
        list.leftOut.set(guard.why, (list.leftOut.get(guard.why) ?? 0) + 1)
        continue
      }
      const reason = reasonFor(file, lineOf(text, guard.at), guard.operator)
      if (reason) {
        used.add(reason.key)
        list.leftOut.set(reason.why, (list.leftOut.get(reason.why) ?? 0) + 1)
      } else list.guards.push(guard)
    }
    list.unknown.push(...unknownIn(file, text, matches, used))
  }
  list.stale = LEFT_OUT.map(keyOf).filter((key) => !used.has(key))
  return list
}

/** What the operators find in a file. Where two overlap, the first has it. */
function guardsIn(file: string, text: string): Match[] {
  const code = withoutComments(text)
  const found: Match[] = []
  for (const operator of OPERATORS) {
    if (operator.files && !operator.files.test(file)) continue
    for (const match of code.matchAll(operator.pattern)) {
      const [at, end] = [match.index, match.index + match[0].length]
      if (found.some((other) => at < other.at + other.found.length && end > other.at)) continue
      const { name, group } = operator
      const line = text.slice(0, at).split('\n').length
      const why = operator.unless?.condition.test(match[1] ?? '') ? operator.unless.why : undefined
      found.push({ file, line, at, found: match[0], without: operator.without(match), operator: name, group, why })
    }
  }
  return found.toSorted((a, b) => a.at - b.at)
}

function unknownIn(file: string, text: string, guards: Guard[], used: Set<string>): string[] {
  const lines = withoutComments(text).split('\n')
  const covered = new Set(guards.flatMap((guard) => guard.found.split('\n').map((_, more) => guard.line + more)))
  return lines.flatMap((line, place) => {
    const isSuspicious = SUSPICIOUS.test(line) || (FOR_READERS.test(file) && SUSPICIOUS_TO_READERS.test(line))
    if (!isSuspicious || covered.has(place + 1) || /^\s*(?:import|export interface|\})/.test(line)) return []
    const reason = reasonFor(file, line, null)
    if (reason) used.add(reason.key)
    return reason ? [] : [`${file}:${place + 1}: ${line.trim()}`]
  })
}

function reasonFor(file: string, line: string, operator: string | null) {
  const found = LEFT_OUT.find(
    (one) => one.files.test(file) && one.line.test(line) && (!one.operator || one.operator === operator),
  )
  return found && { key: keyOf(found), why: found.why }
}

const keyOf = ({ files, line, operator }: (typeof LEFT_OUT)[number]) =>
  `${files.source} | ${line.source} | ${operator ?? ''}`

const lineOf = (text: string, at: number) =>
  text.slice(text.lastIndexOf('\n', at) + 1, (text.indexOf('\n', at) + 1 || text.length + 1) - 1)

/** The same text with spaces for comments, so that places stay. */
const withoutComments = (text: string) =>
  text.replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/[^\n]*/g, (comment) => comment.replace(/[^\n]/g, ' '))

function sourcesIn(root: string): string[] {
  return ['src', 'views'].flatMap((folder) =>
    fs
      .readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(?:ts|ejs)$/.test(entry.name))
      .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'))
      .toSorted(),
  )
}
