/**
 * Checks what a Gainsay has published, with Node.js 20 or later and nothing else: no database, no network, no package.
 *
 *   node verify.mjs claims.jsonl [proof.jsonl] [--texts FOLDER] [--key KEY]... [--checkpoint FILE]... [--proof FILE]...
 *
 *   claims.jsonl   an export, as /exports/claims.jsonl gives it: whole and unchanged since it was signed?
 *   proof.jsonl    the export of the same filters with what history says of its rows: are they sealed, and do they agree?
 *   --texts        a folder of .txt files, the articles: does each quotation stand at its offsets? Found by their SHA-256
 *   --key          a public key of the desk, as /transparency shows it; without one, who signed can't be told. Keys given,
 *                  and those that they hand over to in the text of a checkpoint given here, are believed; no others
 *   --checkpoint   a checkpoint that was kept: signed, and the same as others of its size?
 *   --proof        a file from /transparency/consistency/… (history only grew from one checkpoint to another) or
 *                  /transparency/inclusion/… (a row of history is under a checkpoint)
 *
 * Ends with 0 when nothing is wrong, 1 when something is, 2 when it was called wrongly.
 *
 * Formats: the hash tree of RFC 6962, section 2.1; proofs as RFC 9162, sections 2.1.3.2 and 2.1.4.2, checks them;
 * c2sp.org/tlog-checkpoint and c2sp.org/signed-note, with Ed25519.
 */
import { createHash, createPublicKey, verify } from 'node:crypto'
import { createReadStream, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'

let wrongs = 0
/** Beyond so many lines nobody reads on. */
const NAMED_AT_MOST = 200
const say = (line) => process.stdout.write(`${line}\n`)
const wrong = (line) => {
  wrongs += 1
  if (wrongs <= NAMED_AT_MOST) say(`WRONG  ${line}`)
}
const right = (line) => say(`ok     ${line}`)
const note = (line) => say(`note   ${line}`)

/** What is found many times over is told once, at the end, with how often. */
const tallies = new Map()
const tally = (tell, text) => tallies.set(text, { tell, count: (tallies.get(text)?.count ?? 0) + 1 })

const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest()
const base64 = (text) => {
  const bytes = Buffer.from(text, 'base64')
  return bytes.toString('base64') === text ? bytes : null
}

// ---- The tree

const leafHash = (data) => sha256(Buffer.of(0), data)
const nodeHash = (left, right) => sha256(Buffer.of(1), left, right)
const half = (number) => Math.floor(number / 2)
/** RFC 9162, section 2.1.3.2: the root that a leaf and its path lead to, or null where they fit no tree of this size. */
function rootByInclusion(leaf, index, size, hashes) {
  let [fn, sn, root] = [index, size - 1, leaf]
  if (!(index >= 0 && index < size)) return null
  for (const hash of hashes) {
    if (sn === 0) return null
    if (fn % 2 === 1 || fn === sn) {
      root = nodeHash(hash, root)
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [half(fn), half(sn)]
    } else root = nodeHash(root, hash)
    ;[fn, sn] = [half(fn), half(sn)]
  }
  return sn === 0 ? root : null
}

/** RFC 9162, section 2.1.4.2: whether the tree of `second` leaves begins with the one of `first`. */
function isConsistent(first, firstRoot, second, secondRoot, given) {
  if (first === second) return given.length === 0 && firstRoot.equals(secondRoot)
  if (!(first > 0 && first < second)) return false
  const hashes = Number.isInteger(Math.log2(first)) ? [firstRoot, ...given] : given
  if (hashes.length === 0) return false
  let [fn, sn] = [first - 1, second - 1]
  while (fn % 2 === 1) [fn, sn] = [half(fn), half(sn)]
  let [fr, sr] = [hashes[0], hashes[0]]
  for (const hash of hashes.slice(1)) {
    if (sn === 0) return false
    if (fn % 2 === 1 || fn === sn) {
      ;[fr, sr] = [nodeHash(hash, fr), nodeHash(hash, sr)]
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [half(fn), half(sn)]
    } else sr = nodeHash(sr, hash)
    ;[fn, sn] = [half(fn), half(sn)]
  }
  return sn === 0 && fr.equals(firstRoot) && sr.equals(secondRoot)
}

// ---- Keys and signed notes

/** "<name>+<id>+<base64 of 0x01 and the key>" */
function publicKey(text) {
  const [name, id, ...rest] = text.split('+')
  // Base64 has plus signs of its own.
  const bytes = base64(rest.join('+'))
  if (bytes?.length !== 33 || bytes[0] !== 1) return null
  if (sha256(`${name}\n`, bytes).subarray(0, 4).toString('hex') !== id) return null
  const der = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), bytes.subarray(1)])
  return { name, id, text, key: createPublicKey({ key: der, format: 'der', type: 'spki' }) }
}

/** The text of a note and its signatures; null if this is none. */
function parseNote(text) {
  if (typeof text !== 'string') return null
  const end = text.lastIndexOf('\n\n')
  const lines = end < 0 || !text.endsWith('\n') ? [] : text.slice(end + 2, -1).split('\n')
  const signatures = lines.map((line) => {
    const [, name, encoded] = /^— ([^\s+]+) (\S+)$/.exec(line) ?? []
    const bytes = encoded && base64(encoded)
    return bytes && { name, id: bytes.subarray(0, 4).toString('hex'), signature: bytes.subarray(4) }
  })
  return signatures.length > 0 && signatures.every(Boolean) ? { text: text.slice(0, end + 1), signatures } : null
}

/** Those of the keys that signed it; null where a signature under one of their names and ids is not theirs. */
function signersOf({ text, signatures }, keys) {
  const ours = signatures.flatMap(({ name, id, signature }) =>
    keys.filter((one) => one.name === name && one.id === id).map((one) => ({ one, signature })),
  )
  const areRight = ours.every(({ one, signature }) => verify(null, Buffer.from(text), one.key, signature))
  return areRight ? ours.map(({ one }) => one) : null
}

const CHECKPOINT = /^([^\s+]+)\n([1-9]\d{0,15})\n(\S{44})\n(?:time (\S+)\n)?((?:key \S+\n)*)$/

/** A checkpoint: origin, size, root, and the keys it lists; null if this is none. */
function parseCheckpoint(text) {
  const parsed = parseNote(text)
  const [, origin, size, root, at, lines = ''] = CHECKPOINT.exec(parsed?.text ?? '') ?? []
  const rootHash = root && base64(root)
  const listed = lines
    .split('\n')
    .slice(0, -1)
    .map((line) => publicKey(line.slice('key '.length)))
  if (rootHash?.length !== 32 || listed.includes(null)) return null
  return { origin, size: Number(size), rootHash, at, listed, note: parsed }
}

/**
 * Whose word counts at which size of history. Those given, until one of these lists others in a checkpoint; from then on
 * those and no others. What stands beside another signature doesn't count for that: anybody can write it there.
 */
class Keys {
  constructor(given) {
    this.given = given
    this.lists = []
  }

  /** For a checkpoint of this size. */
  at(size) {
    const last = this.lists.findLast((list) => list.size < size)
    return [...(last?.keys ?? []), ...this.given.filter(({ text }) => !last?.known.has(text))]
  }

  /** For what was signed while the checkpoint of this size was the newest. */
  after = (size) => this.at(size + 1)

  /** Goes on from a checkpoint by one of theirs; they come in order. A text without a list is of before there were any. */
  goOn({ size, listed }, signers) {
    const last = this.lists.at(-1)
    const keys = listed.length > 0 ? listed : [...(last?.keys ?? []), ...signers]
    this.lists.push({
      size,
      keys,
      known: new Set([...(last?.known ?? []), ...[...keys, ...signers].map((one) => one.text)]),
    })
  }
}

// ---- Checkpoints and proofs

/** Every checkpoint seen, by its size: two of one size have to say the same. */
class Checkpoints {
  constructor(given) {
    this.keys = new Keys(given)
    this.areSigned = given.length > 0
    this.bySize = new Map()
  }

  /** Looks at all that there are, given as text with the name of a file, from the smallest on: so keys are handed over. */
  take(given) {
    const parsed = given.map(({ text, from }) => ({ from, checkpoint: parseCheckpoint(text) }))
    for (const { from } of parsed.filter(({ checkpoint }) => !checkpoint)) wrong(`${from}: this is no checkpoint`)
    const read = parsed.filter(({ checkpoint }) => checkpoint)
    for (const { checkpoint, from } of read.sort((one, other) => one.checkpoint.size - other.checkpoint.size))
      this.takeOne(checkpoint, from)
  }

  takeOne(checkpoint, from) {
    const { size, at, note: signed } = checkpoint
    const name = `${from}: checkpoint of ${size} rows${at ? `, ${at}` : ''}`
    const signers = signersOf(signed, this.keys.at(size))
    const isSigned = !this.areSigned || signers?.length > 0
    if (!isSigned) wrong(`${name}: none of the keys given has signed it, nor one that they handed over to`)
    else if (this.areSigned) this.keys.goOn(checkpoint, signers)
    const known = this.bySize.get(size)
    if (known && known.note.text !== signed.text) {
      wrong(`${name}: it says something else than in ${known.from}. The desk has shown two histories: keep both files`)
    } else if (isSigned) right(`${name}${this.areSigned ? ', signed' : ', signature not checked'}`)
    if (!known) this.bySize.set(size, { ...checkpoint, from })
  }
}

/** A file of a proof: its lines, and the checkpoint after them. */
function readProof(file) {
  const text = readFileSync(file, 'utf8')
  const end = text.indexOf('\n\n')
  return end < 0 ? { file, lines: '', text: '' } : { file, lines: text.slice(0, end + 1), text: text.slice(end + 2) }
}

/** "old N" and hashes. */
const CONSISTENCY = /^old ([1-9]\d{0,15})\n((?:\S{44}\n)*)$/
/** c2sp.org/tlog-proof */
const INCLUSION = /^c2sp\.org\/tlog-proof@v1\n(?:extra (\S+)\n)?index (0|[1-9]\d{0,15})\n((?:\S{44}\n)*)$/

/** Hashes, a line each; null where one is none. */
function hashesIn(lines) {
  const hashes = lines.split('\n').slice(0, -1).map(base64)
  return hashes.every((hash) => hash?.length === 32) ? hashes : null
}

/** Nothing in a proof is passed over: what can't be read to the letter is no proof. */
function checkProof({ file, lines, text }, checkpoints) {
  const checkpoint = parseCheckpoint(text)
  // That has been told.
  if (!checkpoint) return
  const [, old, grown] = CONSISTENCY.exec(lines) ?? []
  const [, extra, index, path] = INCLUSION.exec(lines) ?? []
  const hashes = hashesIn(grown ?? path ?? '\n')
  if (!hashes) return wrong(`${file}: this is no proof`)
  if (old !== undefined) return checkConsistency(file, Number(old), checkpoint, hashes, checkpoints)
  if (extra === undefined) return note(`${file}: the row is not public, so there is nothing to hold the proof against`)
  const data = base64(extra)
  if (!data) return wrong(`${file}: this is no proof`)
  const isUnder = rootByInclusion(leafHash(data), Number(index), checkpoint.size, hashes)?.equals(checkpoint.rootHash)
  return isUnder
    ? right(`${file}: under this checkpoint is ${data}`)
    : wrong(`${file}: not under its checkpoint: ${data}`)
}

function checkConsistency(file, size, checkpoint, hashes, checkpoints) {
  const before = checkpoints.bySize.get(size)
  if (!before) return wrong(`${file}: not checked: give the checkpoint of ${size} rows too (--checkpoint)`)
  const between = `from ${size} rows (${before.from}) to ${checkpoint.size}`
  if (isConsistent(size, before.rootHash, checkpoint.size, checkpoint.rootHash, hashes))
    right(`${file}: history only grew ${between}`)
  else wrong(`${file}: history was not only added to ${between}`)
}

// ---- Texts and quotations

/** Articles by the SHA-256 of their canonical text: no byte order mark, LF, NFC. Offsets count code points. */
function readTexts(folder) {
  const texts = new Map()
  for (const name of readdirSync(folder, { recursive: true })) {
    if (!String(name).endsWith('.txt')) continue
    const raw = readFileSync(path.join(folder, String(name)), 'utf8')
    const text = raw
      .replace(/^\uFEFF+/, '')
      .replace(/\r\n?/g, '\n')
      .normalize('NFC')
    texts.set(sha256(text).toString('hex'), [...text])
  }
  return texts
}

const BLOCK = '█'

/** Holds every span of a claim's reports against its text; of a redacted one only what is left of it. */
function checkQuotes(file, claim, texts, redacted) {
  for (const statement of claim.statements ?? []) {
    const points = texts.get(statement.text_sha256)
    const isCut = (words) => redacted.has(statement.text_sha256) && words.includes(BLOCK)
    const isAt = (words, start, end) =>
      words === undefined || isCut(words) || points.slice(start, end).join('') === words
    for (const { start, end, exact, prefix, suffix } of spansOf(statement)) {
      if (!points) tally(note, `quotations in ${file} are of texts that are not here`)
      else if (isCut(exact))
        tally(note, `quotations in ${file} are redacted, and can’t be held against a text any more`)
      else if (isAt(exact, start, end) && isAt(prefix, Math.max(start - 32, 0), start) && isAt(suffix, end, end + 32))
        tally(right, `quotations in ${file} stand at their offsets`)
      else wrong(`${file}: claim ${claim.id}, statement ${statement.id}: “${exact}” is not at ${start}–${end}`)
    }
  }
}

/** All spans of a statement, as history names them. */
function spansOf({ content, source, cue, hops = [] }) {
  const one = (part, span, position = 0) => (span ? [{ part, position, ...span }] : [])
  return [
    ...content.flatMap((span, position) => one('content', span, position)),
    ...one('source', source),
    ...one('cue', cue),
    ...hops.flatMap((hop, place) => [...one('hop_source', hop.source, place), ...one('hop_cue', hop.cue, place)]),
  ]
}

// ---- Exports

/** Lines with their line ends, as bytes: the trailer's hash is over these. */
async function* linesOf(file) {
  let begun = Buffer.alloc(0)
  for await (const chunk of createReadStream(file)) {
    begun = Buffer.concat([begun, chunk])
    let from = 0
    for (let end = begun.indexOf(10); end >= 0; end = begun.indexOf(10, from)) {
      yield begun.subarray(from, end + 1)
      from = end + 1
    }
    begun = begun.subarray(from)
  }
  if (begun.length > 0) yield begun
}

/** Gives each row to `take`, then the trailer back; nothing where something is wrong. */
async function readExport(file, take) {
  const hash = createHash('sha256')
  let [rows, trailer] = [0, null]
  for await (const line of linesOf(file)) {
    if (trailer !== null) return wrong(`${file}: there is something after the trailer`)
    const row = rowOf(line)
    if (!row) return wrong(`${file}, line ${rows + 1}: this is no line of JSON`)
    if (row.type === 'trailer') {
      trailer = row
      const { checkpoint, signature } = row
      const expected = { type: 'trailer', rows, sha256: hash.digest('hex'), checkpoint, signature }
      if (`${JSON.stringify(expected)}\n` !== line.toString())
        return wrong(`${file}: the trailer is not that of the lines before it: something in them has been changed`)
    } else {
      hash.update(line)
      rows += 1
      take(row)
    }
  }
  if (trailer === null) return wrong(`${file}: it ends without its trailer, so it has been cut`)
  right(`${file}: ${rows} rows, whole as its trailer says`)
  if (trailer.checkpoint === null) note(`${file}: history had no checkpoint yet when it was made`)
  return trailer
}

function rowOf(line) {
  if (line.at(-1) !== 10) return null
  try {
    const row = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(line))
    return typeof row === 'object' && row !== null ? row : null
  } catch {
    return null
  }
}

/** Signed by a key that counts from the checkpoint in the trailer on. */
function checkSignature(file, { rows, sha256: digest, checkpoint, signature }, { keys, areSigned }) {
  const parsed = signature && parseNote(signature)
  if (!parsed) return (areSigned ? wrong : note)(`${file}: it is not signed, so anybody may have written it`)
  const about = checkpoint === null ? 'none' : sha256(checkpoint).toString('hex')
  const [, query] = /^gainsay export\nfile \S+\nquery (\S+)\n/.exec(parsed.text) ?? []
  if (!query || !parsed.text.endsWith(`\nrows ${rows}\nsha256 ${digest}\ncheckpoint ${about}\n`))
    return wrong(`${file}: what is signed is another file`)
  if (!areSigned) return note(`${file}: give a key of the desk (--key) to tell who signed it`)
  const size = checkpoint === null ? 0 : (parseCheckpoint(checkpoint)?.size ?? 0)
  if (signersOf(parsed, keys.after(size))?.length > 0) right(`${file}: signed by the desk, filters: ${query}`)
  else wrong(`${file}: none of the keys given has signed it, nor one that they handed over to`)
}

// ---- What history says of the rows

/** Kinds of row that history has images of, and an export lines. */
const TOLD = ['article', 'speaker', 'claim', 'statement', 'link']

/** Members of an image that a row of an export has under another name than its own in snake case. */
const NAMES = { url: 'address', wording: 'quotation' }

/** What a row is by being in an export, and doesn’t say. */
const IMPLIED = {
  state: 'published',
  withdrawnReason: null,
  withdrawnAsDraft: false,
  joinedIntoId: null,
  mergedIntoId: null,
}

/**
 * Which members of a row aren’t what history’s image of it has: every number, text, yes or no of the image has to be
 * there. Who is named is left out: speakers may be merged since.
 */
function differing(image, row) {
  const given = (member) =>
    member in IMPLIED
      ? IMPLIED[member]
      : row[NAMES[member] ?? member.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)]
  const isScalar = (member) => image[member] === null || typeof image[member] !== 'object'
  const hashes = (list, name) => list?.map((revision) => `${revision.id} ${revision[name]}`).join()
  return [
    ...Object.keys(image).filter((member) => isScalar(member) && given(member) !== image[member]),
    ...(hashes(image.revisions, 'textSha256') === hashes(row.revisions, 'text_sha256') ? [] : ['revisions']),
    ...(image.spans && spansInWords(image.spans) !== spansInWords(spansOf(row)) ? ['spans'] : []),
  ]
}

const spansInWords = (spans) =>
  spans
    .map(({ part, position, start, end, exact }) => `${part} ${position} ${start} ${end} ${exact}`)
    .sort()
    .join('\n')

/** A line of a proof: is it under the checkpoint, and what does it commit to? Puts what it tells into `told`. */
function prove(file, line, checkpoint, told) {
  const { type, index, path: hashes, salt, payload, image, ...leaf } = line
  const tell = (image) =>
    told.set(`${leaf.subject_kind} ${leaf.subject_id}`, {
      file,
      isSealed: type === 'sealed',
      version: leaf.version,
      image,
    })
  if (type === 'unsealed') {
    tally(note, `rows in ${file} are younger than its checkpoint`)
    return tell(null)
  }
  if (type !== 'sealed') return
  const name = `${file}: history row ${leaf.id} (${leaf.subject_kind} ${leaf.subject_id})`
  // The tree is over the members in this order, as they stand in the line.
  const path = Array.isArray(hashes) ? hashesIn([...hashes, ''].join('\n')) : null
  const root = path && checkpoint && rootByInclusion(leafHash(JSON.stringify(leaf)), index, checkpoint.size, path)
  if (!root?.equals(checkpoint.rootHash)) return wrong(`${name} is not under the checkpoint`)
  tally(right, `rows of history in ${file} are under its checkpoint`)
  if (payload === undefined) {
    tally(note, `of these don’t say what they sealed: that it was, and when, is all`)
    return tell(null)
  }
  if (sha256(Buffer.from(salt, 'hex'), payload, image).toString('hex') !== leaf.payload_commitment)
    return wrong(`${name} was sealed with something else than it says here`)
  tell(JSON.parse(image))
}

/** Whether a trailer is that of `proof.jsonl`, which may have no rows. */
const isProofs = ({ signature }) => /^gainsay export\nfile proof\.jsonl\n/.test(signature ?? '')

/** Whether two files say how the same rows stood: under one checkpoint, with the same filters as far as that is told. */
function areOfOne(one, other) {
  const [filters, others] = [one, other].map(({ signature }) => /\nquery (\S+)\n/.exec(signature ?? '')?.[1])
  return one.checkpoint === other.checkpoint && (!filters || !others || filters === others)
}

/** Rows of an export against what proofs tell of them, each with the trailer of its file. */
class Comparison {
  /** By the article's number and the hash: the number of a text, which images have and statements haven't. */
  revisions = new Map()
  met = new Set()

  constructor(file, trailer, told, proofs) {
    Object.assign(this, { file, told, proofs })
    this.fitting = new Set([...proofs.keys()].filter((proof) => areOfOne(proofs.get(proof), trailer)))
  }

  /** A row of the export, with those within it: is it what history told last? */
  take({ statements = [], ...row }) {
    if (row.type === 'article')
      for (const { id, text_sha256 } of row.revisions ?? []) this.revisions.set(`${row.id} ${text_sha256}`, id)
    if (TOLD.includes(row.type)) this.hold(row.type, row)
    for (const statement of row.type === 'claim' ? statements : []) {
      const revision = this.revisions.get(`${statement.article_id} ${statement.text_sha256}`)
      this.hold('statement', { ...statement, claim_id: row.id, revision_id: revision })
    }
  }

  hold(kind, row) {
    const { file } = this
    const last = this.told.get(`${kind} ${row.id}`)
    this.met.add(`${kind} ${row.id}`)
    if (!last) {
      if (this.fitting.size > 0) wrong(`${file}: ${kind} ${row.id} has no proof. ${AGAIN}`)
      else tally(note, `rows of ${file} have no proof here; none given is of the same filters and checkpoint`)
    } else if (last.version !== row.version) {
      if (last.isSealed && this.fitting.has(last.file))
        wrong(`${file}: ${kind} ${row.id} is version ${row.version}, and its proof of ${last.version}. ${AGAIN}`)
      else tally(note, `rows of ${file} were changed before or after its proof was taken`)
    } else if (last.image) {
      const members = differing(last.image, row)
      if (members.length === 0) tally(right, `rows of ${file} are what sealed history told last of them`)
      for (const member of members) wrong(`${file}: ${kind} ${row.id}, ${member}: not what history has`)
    }
  }

  end() {
    for (const [name, { file: proof, isSealed }] of this.told)
      if (isSealed && this.fitting.has(proof) && !this.met.has(name))
        wrong(`${this.file}: ${name} is not in it, and ${proof} has its proof. ${AGAIN}`)
  }
}

/** Two files are two moments: whoever withdraws or adds something just between them is no forger. */
const AGAIN = 'If both were just taken, take both anew'

// ---- All together

function options() {
  const list = { type: 'string', multiple: true, default: [] }
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { texts: { type: 'string' }, key: list, checkpoint: list, proof: list },
  })
  const keys = values.key.map(publicKey)
  if (keys.includes(null)) throw new Error('A key given is none; copy it whole from /transparency.')
  if (positionals.length + values.checkpoint.length + values.proof.length === 0) throw new Error('Nothing to check.')
  return { ...values, files: positionals, keys }
}

async function main({ files, texts, keys, checkpoint, proof }) {
  const held = texts === undefined ? new Map() : readTexts(texts)
  const redacted = new Set()
  const trailers = new Map()
  const areProofs = new Set()
  for (const file of files) {
    const trailer = await readExport(file, (row) => {
      if (row.type === 'sealed' || row.type === 'unsealed') areProofs.add(file)
      for (const revision of row.revisions ?? []) if (revision.redacted) redacted.add(revision.text_sha256)
      if (row.type === 'claim') checkQuotes(file, row, held, redacted)
    })
    if (trailer) trailers.set(file, trailer)
  }
  const proofFiles = proof.map(readProof)
  const checkpoints = new Checkpoints(keys)
  checkpoints.take([
    ...checkpoint.map((file) => ({ text: readFileSync(file, 'utf8'), from: file })),
    ...proofFiles.map(({ file, text }) => ({ text, from: file })),
    ...[...trailers].flatMap(([from, { checkpoint: text }]) => (text === null ? [] : [{ text, from }])),
  ])
  for (const [file, trailer] of trailers) checkSignature(file, trailer, checkpoints)
  for (const one of proofFiles) checkProof(one, checkpoints)
  const proofs = new Map([...trailers].filter(([file, trailer]) => areProofs.has(file) || isProofs(trailer)))
  const told = new Map()
  for (const [file, { checkpoint: text }] of proofs)
    for await (const line of linesOf(file)) prove(file, rowOf(line) ?? {}, parseCheckpoint(text), told)
  for (const [file, trailer] of proofs.size > 0 ? trailers : []) {
    if (proofs.has(file)) continue
    const comparison = new Comparison(file, trailer, told, proofs)
    for await (const line of linesOf(file)) comparison.take(rowOf(line) ?? {})
    comparison.end()
  }
  for (const [text, { tell, count }] of tallies) tell(`${count} ${text}`)
  if (wrongs > NAMED_AT_MOST) say(`WRONG  and ${wrongs - NAMED_AT_MOST} more`)
}

try {
  await main(options())
  process.exitCode = wrongs > 0 ? 1 : 0
} catch (error) {
  process.stderr.write(
    `${error.message}\nnode verify.mjs claims.jsonl [--texts FOLDER] [--key KEY] [--checkpoint FILE]\n`,
  )
  process.exitCode = 2
}
