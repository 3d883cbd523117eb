import type { Relation } from '../../links/relation'

/** A claim as the picture of its chain needs it. */
export interface ClaimInPicture {
  id: number
  number: number
  /** Whose lane it stands in: a speaker, and who alone tells of them. */
  lane: { key: string; speakerId: number; name: string }
  /** All who say it, as told. */
  names: string
  words: string
  /** The day it was said, where that is certain. */
  day: string | null
  /** "Monday 3 June 2019", "May 2019", "day not stated". */
  said: string
  isDenial: boolean
  stance: string
}

/** A link between two claims of the picture; `from` answers `to`. */
export interface LinkInPicture {
  from: number
  to: number
  relation: Relation
  side: 'opposing' | 'supporting'
  /** "denies" */
  verb: string
}

/** A line of text, and whether its script is written from right to left. */
export interface TextLine {
  text: string
  x: number
  y: number
}

export interface Column {
  x: number
  width: number
  /** A day as the header writes it, or what there is in its place. */
  header: string[]
  isCertain: boolean
}

export interface Node {
  id: number
  number: number
  x: number
  y: number
  isDenial: boolean
  /** Whether its day is known. */
  isCertain: boolean
  /** For those who hear it, and on hovering. */
  label: string
  lines: TextLine[]
  rightToLeft: boolean
  /** "denies 3, 5", where there is room. */
  answers: TextLine | null
}

export interface Lane {
  y: number
  height: number
  speakerId: number
  name: TextLine[]
  nodes: Node[]
}

export interface Arc {
  path: string
  /** Arrowheads, as paths, and whether they are outlines. */
  heads: string[]
  isHollow: boolean
  relation: Relation
  side: 'opposing' | 'supporting'
}

/** The picture of a chain, in CSS pixels. */
export interface Picture {
  width: number
  height: number
  headerHeight: number
  columns: Column[]
  lanes: Lane[]
  arcs: Arc[]
}
