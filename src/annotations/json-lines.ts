import { findNodeAtLocation, type Node, type ParseError, parseTree } from 'jsonc-parser'
import { words } from '../words/words'

/** JSON, and on which of its lines (from 1) each part of it begins. */
export interface JsonWithLines {
  value: unknown
  /** The line on which the part at a path begins: `lineAt(['rows', 3])`. */
  lineAt(path: (string | number)[]): number
}

/** A line of a file, and why it is not taken; null is not of one line. */
export interface LineProblem {
  line: number | null
  problem: string
}

/**
 * Reads JSON. `JSON.parse` makes the value, since it takes names like `__proto__` for what they are; where each part begins only a
 * parser that keeps places can tell.
 */
export function jsonWithLines(text: string): JsonWithLines | LineProblem {
  const lines = lineStarts(text)
  const errors: ParseError[] = []
  let tree: Node | undefined
  let value: unknown
  try {
    tree = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false })
    value = JSON.parse(text)
  } catch (error) {
    // Brackets within brackets, some thousands deep: no annotation is.
    if (error instanceof RangeError) return { line: null, problem: words.annotations.tooDeep }
    const [first] = errors
    return { line: first ? lineOf(lines, first.offset) : null, problem: words.annotations.noJson }
  }
  return {
    value,
    lineAt: (path) => lineOf(lines, (tree && findNodeAtLocation(tree, path)?.offset) ?? 0),
  }
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
