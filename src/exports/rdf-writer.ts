import { utcColumnSql } from '../database/utc-sql'
import { iriSql, rdfTextSql } from './rdf-sql'
import type { RdfSyntax, Term } from './rdf-syntax'
import { literal } from './selection.queries'

/** Things of one kind, and what is said of each; all SQL. */
export interface Described {
  /** The path of its address. */
  subject: string
  /** The path of the graph in which it is said; null is the default one. */
  graph: string | null
  says: Said[]
  /** From FROM on, in a stable order. */
  rest: string
}

/** Predicate and object; null where it is not known. */
interface Once {
  said: string
}

/** The same of each of these rows, from FROM on, where all is known; what is said of one row stands together, and it is looked for once. */
interface OfEach {
  each: readonly string[]
  rows: string
}

export type Said = Once | OfEach
export type Writer = ReturnType<typeof writerOf>

/** What says one thing, by the kind of its object. */
export function writerOf(syntax: RdfSyntax) {
  const say = (term: Term, object: string): Once => ({ said: `${literal(`${syntax.term(term)} `)} || ${object}` })
  return {
    syntax,
    kind: (...terms: Term[]) => terms.map((term) => say('rdf:type', literal(syntax.term(term)))),
    /** Something of ours; `path` is SQL. */
    own: (term: Term, path: string) => say(term, syntax.own(path)),
    /** An address elsewhere. */
    address: (term: Term, address: string) => say(term, iriSql(address)),
    text: (term: Term, text: string) => say(term, rdfTextSql(text)),
    /** A text in which nothing needs an escape: a hash, a word of our own. */
    word: (term: Term, word: string) => say(term, `'"' || ${word} || '"'`),
    /** A value that needs no escape either: a number, a day, a time. */
    typed: (term: Term, value: string, type: Term) =>
      say(term, `'"' || ${value} || ${literal(`"^^${syntax.term(type)}`)}`),
  }
}

/** What is said of each of these rows; `rows` is SQL from FROM on, in a stable order. */
export const ofEach = (rows: string, ...said: Once[]): OfEach => ({ each: said.map((one) => one.said), rows })

/** When something was done here. */
export const time = (write: Writer, column: string) =>
  write.typed('prov:generatedAtTime', utcColumnSql(column), 'xsd:dateTime')
/** A day on which something appeared. */
export const day = (write: Writer, column: string) => write.typed('schema:datePublished', column, 'schema:Date')

/** Who did it here, by an account's number; of those whose name is public the file says it elsewhere. */
export const by = (write: Writer, column: string) => write.own('prov:wasAttributedTo', `'accounts/' || ${column}`)

/** When something was said; `of` is the row. The day alone is schema.org's, where it is known to the day. */
export const saidOn = (write: Writer, of: string): Said[] => [
  write.typed('gs:saidOn', `${of}.said_on`, 'edtf:EDTF'),
  write.typed('gs:saidOnEarliest', `${of}.said_on_earliest`, 'xsd:date'),
  write.typed('gs:saidOnLatest', `${of}.said_on_latest`, 'xsd:date'),
  write.word('gs:saidOnBasis', `${of}.said_on_basis`),
  write.text('gs:saidOnWords', `${of}.said_on_words`),
  write.word('gs:medium', `${of}.medium`),
]
