import { findNodeAtLocation, type Node, type ParseError, parseTree } from 'jsonc-parser'
import { endOfText, repeatedMemberIn } from '../web/repeated-member'
import { words } from '../words/words'

/** JSON, and on which of its lines (from 1) each part of it begins. */
export interface JsonWithLines {
  value: unknown
  /** The line on which the part at a path begins: `lineAt(['rows', 3])`. */
  lineAt(path: (string | number)[]): number
  /** An object that has a member twice: `JSON.parse` keeps the last and says nothing of the first. */
  repeated(): LineProblem | null
}

/** A line of a file, and why it is not taken; null is not of one line. */
export interface LineProblem {
  line: number | null
  problem: string
}

/** By their lines; what is of none behind them. */
export const inOrder = (problems: readonly LineProblem[]) =>
  problems.toSorted((a, b) => (a.line ?? Number.POSITIVE_INFINITY) - (b.line ?? Number.POSITIVE_INFINITY) || 0)

/**
 * Brackets within brackets, so many deep: an annotation’s selectors refine one another three or four times, in lists of lists of pages. What
 * goes through JSON by calling itself has room for some thousands.
 */
const DEEPEST = 50

/**
 * Reads JSON. `JSON.parse` makes the value, since it takes names like `__proto__` for what they are; where each part begins only a
 * parser that keeps places can tell.
 */
export function jsonWithLines(text: string): JsonWithLines | LineProblem {
  const lines = lineStarts(text)
  const deep = placeTooDeep(text)
  if (deep !== null) return { line: lineOf(lines, deep), problem: words.annotations.tooDeep }
  const errors: ParseError[] = []
  const tree: Node | undefined = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false })
  try {
    return {
      value: JSON.parse(text),
      lineAt: (path) => lineOf(lines, (tree && findNodeAtLocation(tree, path)?.offset) ?? 0),
      repeated() {
        const found = repeatedMemberIn(text)
        return found && { line: lineOf(lines, found.at), problem: words.annotations.repeatedMember(found.name) }
      },
    }
  } catch {
    const [first] = errors
    return { line: first ? lineOf(lines, first.offset) : null, problem: words.annotations.noJson }
  }
}

/** The index of the bracket that is one too deep, or null; texts have no brackets that count. */
function placeTooDeep(json: string): number | null {
  let depth = 0
  for (let at = 0; at < json.length; at += 1) {
    const unit = json[at]
    if (unit === '{' || unit === '[') depth += 1
    else if (unit === '}' || unit === ']') depth -= 1
    else if (unit === '"') at = endOfText(json, at) - 1
    if (depth > DEEPEST) return at
  }
  return null
}

/** Where each line begins. */
function lineStarts(text: string): number[] {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}

/** The number of the line on which an offset is, from 1: the last that begins at or before it. */
function lineOf(starts: readonly number[], offset: number): number {
  let [low, high] = [0, starts.length]
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((starts[middle] as number) <= offset) low = middle
    else high = middle
  }
  return low + 1
}
