/**
 * Checks a data package of Gainsay, with Node.js 20 or later and nothing else: no network, no package.
 *
 *   node verify.mjs [FOLDER]     the folder of datapackage.json; without it, the one that this file is in
 *
 * Is each file as datapackage.json says, to the byte? Is every value of its column's kind, every key there once, and does
 * every reference lead somewhere? Is each quotation the same in all files, and of the length that its offsets say? And
 * where a text is in texts/: is it the one that was captured, and does each quotation stand in it at its offsets?
 *
 * Ends with 0 when nothing is wrong, 1 when something is, 2 when it was called wrongly. Who made the package it can't tell:
 * claims.jsonl is signed for that, and /transparency of the site has the program that checks it.
 */
import { createHash } from 'node:crypto'
import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const say = (line) => process.stdout.write(`${line}\n`)
let wrongs = 0
/** Beyond so many lines nobody reads on. */
const NAMED_AT_MOST = 200
const wrong = (line) => {
  wrongs += 1
  if (wrongs <= NAMED_AT_MOST) say(`WRONG  ${line}`)
}
const right = (line) => say(`ok     ${line}`)

// ---- Files

const folder = path.resolve(process.argv[2] ?? path.dirname(fileURLToPath(import.meta.url)))
const descriptorFile = path.join(folder, 'datapackage.json')
if (process.argv.length > 3 || !existsSync(descriptorFile)) {
  process.stderr.write(`usage: node verify.mjs [FOLDER]; there is no ${descriptorFile}\n`)
  process.exit(2)
}

/** The descriptor's own paths could lead anywhere. */
function inFolder(name) {
  const file = path.resolve(folder, name)
  return file.startsWith(folder + path.sep) ? file : null
}

async function sha256Of(file) {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(file)) hash.update(chunk)
  return hash.digest('hex')
}

/** Whether the file is there and as it was written. */
async function isWhole({ name, path: at, bytes, hash }) {
  const file = typeof at === 'string' ? inFolder(at) : null
  if (file === null || !existsSync(file)) wrong(`${name}: there is no file ${at}`)
  else if (statSync(file).size !== bytes) wrong(`${at} has ${statSync(file).size} bytes, where ${bytes} were written`)
  else if (`sha256:${await sha256Of(file)}` !== hash) wrong(`${at} is not as it was written: its SHA-256 is another`)
  return file !== null && existsSync(file)
}

// ---- Tables (RFC 4180, in UTF-8)

/** The rows of a CSV, each a list of cells; a cell in quotes has its line ends in it. */
async function* rowsOf(file) {
  let row = []
  let cell = ''
  /** plain, quoted, or after a quotation mark in a quoted cell, which ends it unless another follows. */
  let state = 'plain'
  for await (const chunk of createReadStream(file, 'utf8')) {
    for (let at = 0; at < chunk.length; at += 1) {
      const sign = chunk[at]
      if (state === 'quoted') {
        const end = chunk.indexOf('"', at)
        cell += chunk.slice(at, end < 0 ? chunk.length : end)
        if (end < 0) break
        at = end
        state = 'after'
      } else if (sign === '"' && state === 'after') {
        cell += '"'
        state = 'quoted'
      } else if (sign === '"' && cell === '') state = 'quoted'
      else if (sign === ',' || sign === '\n') {
        row.push(cell)
        cell = ''
        state = 'plain'
        if (sign === '\n') {
          yield row
          row = []
        }
      } else if (sign !== '\r') cell += sign
    }
  }
  if (row.length > 0 || cell !== '' || state === 'quoted') throw new Error('its last row has no end')
}

const KINDS = {
  integer: /^(0|-?[1-9][0-9]*)$/,
  boolean: /^(true|false)$/,
  date: /^[0-9]{4,}-[0-9]{2}-[0-9]{2}$/,
}

/** What is wrong with a value, or null. */
function valueProblem({ type, missingValues = [''], constraints = {} }, value) {
  if (missingValues.includes(value)) return constraints.required ? 'is missing' : null
  if (KINDS[type] && !KINDS[type].test(value)) return `is no ${type}: ${value}`
  if (constraints.enum && !constraints.enum.includes(value)) return `is none of its words: ${value}`
  if (constraints.pattern && !new RegExp(`^(?:${constraints.pattern})$`, 'u').test(value))
    return `is not as it has to be: ${value}`
  return null
}

const keyOf = (row, names) => names.map((name) => row[name]).join('\u0001')

/** Reads a table: `each` gets its rows as objects. Keeps its keys. */
async function readTable({ path: at, schema }, each) {
  const { fields, primaryKey, foreignKeys = [] } = schema
  const keys = new Set()
  const led = foreignKeys.map(({ fields, reference }) => ({ fields, reference, values: new Set() }))
  let header = null
  for await (const cells of rowsOf(path.join(folder, at))) {
    if (header === null) {
      header = cells
      if (cells.join() !== fields.map(({ name }) => name).join()) return wrong(`${at} has other columns than it should`)
      continue
    }
    if (cells.length !== fields.length) {
      wrong(`${at}: a row has ${cells.length} cells, where there are ${fields.length} columns`)
      continue
    }
    const row = Object.fromEntries(fields.map(({ name }, place) => [name, cells[place]]))
    const key = keyOf(row, primaryKey)
    for (const field of fields) {
      const problem = valueProblem(field, row[field.name])
      if (problem) wrong(`${at}, ${key.replaceAll('\u0001', ' ')}: ${field.name} ${problem}`)
    }
    if (keys.has(key)) wrong(`${at}: ${key.replaceAll('\u0001', ' ')} is there twice`)
    keys.add(key)
    for (const { fields, values } of led) if (fields.every((name) => row[name] !== '')) values.add(keyOf(row, fields))
    each?.(row)
  }
  if (header === null) wrong(`${at} has no header`)
  return { at, keys, led, primaryKey }
}

function followKeys(read) {
  for (const { at, led } of read.values()) {
    for (const { fields, reference, values } of led) {
      const there = read.get(reference.resource)
      if (!there) wrong(`${at}: ${fields.join(', ')} leads to ${reference.resource}, which is not here`)
      // Every reference is to the key of its table.
      else if (reference.fields.join() !== there.primaryKey.join()) wrong(`${at}: ${fields.join(', ')} leads to no key`)
      else
        for (const value of values)
          if (!there.keys.has(value))
            wrong(`${at}: ${fields.join(', ')} ${value.replaceAll('\u0001', ' ')} leads nowhere`)
    }
  }
}

// ---- Quotations

const points = (text) => [...text].length
const PARTS_JOINED = ' […] '
const statements = new Map()
const articles = new Map()
/** Spans of texts that are here, by the key of their text. */
const toFind = new Map()
let quotations = 0

const takeArticle = (row) => articles.set(`${row.article_id}-${row.revision}`, row)
const takeStatement = (row) => statements.set(row.id, { ...row, parts: [] })

function takeSpan(row) {
  const { statement_id, part, exact } = row
  const [start, end] = [Number(row.start), Number(row.end)]
  const what = `statement ${statement_id}, ${part}`
  if (points(exact) !== end - start) wrong(`${what}: the words are not as long as their offsets say`)
  const statement = statements.get(statement_id)
  if (!statement) return
  if (part === 'content') statement.parts.push({ ...row, start, end })
  quotations += 1
  const text = `${statement.article_id}-${statement.revision}`
  if (!articles.get(text)?.text_path) return
  if (!toFind.has(text)) toFind.set(text, [])
  toFind.get(text).push({ what, exact, prefix: row.prefix, suffix: row.suffix, start, end })
}

/** A statement's row has its parts joined, with the context before the first and after the last. */
function compareStatements() {
  for (const { id, exact, prefix, suffix, start, end, parts } of statements.values()) {
    const [first, last] = [parts.at(0), parts.at(-1)]
    if (!first || !last) wrong(`statement ${id} has no content in spans.csv`)
    else if (exact !== parts.map((part) => part.exact).join(PARTS_JOINED))
      wrong(`statement ${id}: its words are others in spans.csv`)
    else if (
      prefix !== first.prefix ||
      suffix !== last.suffix ||
      Number(start) !== first.start ||
      Number(end) !== last.end
    )
      wrong(`statement ${id}: its place is another in spans.csv`)
  }
}

async function findInTexts() {
  let found = 0
  let texts = 0
  for (const [key, { text_path, text_sha256, redacted_sha256 }] of articles) {
    if (text_path === '') continue
    const file = inFolder(text_path)
    if (file === null || !existsSync(file)) {
      wrong(`there is no file ${text_path}`)
      continue
    }
    texts += 1
    const bytes = readFileSync(file)
    if (createHash('sha256').update(bytes).digest('hex') !== (redacted_sha256 || text_sha256)) {
      wrong(`${text_path} is not the text that was captured: its SHA-256 is another`)
    }
    const text = [...bytes.toString('utf8')]
    const at = (from, to) => text.slice(Math.max(0, from), to).join('')
    for (const { what, exact, prefix, suffix, start, end } of toFind.get(key) ?? []) {
      if (at(start, end) !== exact) wrong(`${what}: its words are not at ${start} of ${text_path}`)
      else if (at(start - points(prefix), start) !== prefix || at(end, end + points(suffix)) !== suffix)
        wrong(`${what}: what stands around it in ${text_path} is other than its context`)
      else found += 1
    }
  }
  return { found, texts }
}

// ---- claims.jsonl, which has all of it once more

async function compareLines(file, read) {
  const hash = createHash('sha256')
  const ids = { article: new Set(), speaker: new Set(), claim: new Set(), link: new Set(), statement: new Set() }
  let before = null
  let count = 0
  const take = (line) => {
    hash.update(`${line}\n`)
    count += 1
    const row = JSON.parse(line)
    ids[row.type]?.add(String(row.id))
    for (const { id, article_id, revision, content } of row.statements ?? []) {
      ids.statement.add(String(id))
      const here = statements.get(String(id))
      const same =
        here &&
        here.claim_id === String(row.id) &&
        here.article_id === String(article_id) &&
        here.revision === String(revision) &&
        here.exact === content.map(({ exact }) => exact).join(PARTS_JOINED)
      if (!same) wrong(`statement ${id} is other in claims.jsonl than in statements.csv`)
    }
  }
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: 0 })) {
    if (before !== null) take(before)
    before = line
  }
  const trailer = JSON.parse(before ?? '{}')
  if (trailer.type !== 'trailer' || trailer.rows !== count || trailer.sha256 !== hash.digest('hex'))
    wrong('claims.jsonl is not whole: its last line is not of the lines before it')
  const tables = { speaker: 'speakers', claim: 'claims', link: 'links', statement: 'statements' }
  for (const [type, table] of Object.entries(tables)) {
    const keys = read.get(table)?.keys ?? new Set()
    for (const id of ids[type]) if (!keys.has(id)) wrong(`${type} ${id} of claims.jsonl is not in ${table}.csv`)
    for (const id of keys) if (!ids[type].has(id)) wrong(`${type} ${id} of ${table}.csv is not in claims.jsonl`)
  }
}

// ---- All of it

const TAKES = { articles: takeArticle, statements: takeStatement, spans: takeSpan }

async function check() {
  const { resources } = JSON.parse(readFileSync(descriptorFile, 'utf8'))
  const read = new Map()
  let lines = null
  for (const resource of resources) {
    if (!(await isWhole(resource))) continue
    if (!resource.schema) lines = path.join(folder, resource.path)
    else {
      try {
        const table = await readTable(resource, TAKES[resource.name])
        if (table) read.set(resource.name, table)
      } catch (error) {
        wrong(`${resource.path} can’t be read: ${error.message}`)
      }
    }
  }
  followKeys(read)
  compareStatements()
  const { found, texts } = await findInTexts()
  if (lines === null) wrong('claims.jsonl is not among the resources')
  else await compareLines(lines, read)
  if (wrongs > 0) return
  right(`${resources.length} files are as they were written`)
  const rows = [...read.values()].reduce((sum, { keys }) => sum + keys.size, 0)
  right(`${rows} rows of ${read.size} tables have keys of their own, and lead to one another`)
  right(`${quotations} passages of ${statements.size} statements are the same in all files`)
  right(`${found} of them stand at their offsets in ${texts} texts`)
}

try {
  await check()
} catch (error) {
  wrong(`The package can’t be read: ${error.message}`)
}
if (wrongs > NAMED_AT_MOST) say(`and ${wrongs - NAMED_AT_MOST} more`)
process.exit(wrongs > 0 ? 1 : 0)
