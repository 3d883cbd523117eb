import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto'

/**
 * Signed notes, c2sp.org/signed-note: a text, an empty line, and signature lines
 *
 *     — <key name> <base64 of four bytes of key id and the Ed25519 signature of the text>
 *
 * Keys are written as Go's sumdb tools do: "<name>+<key id>+<base64 of 0x01 and the 32 bytes>" in public, with
 * "PRIVATE+KEY+" in front and the seed instead for whoever signs.
 */
export interface VerifyingKey {
  name: string
  /** Eight hexadecimal digits. With the name it tells which key signed. */
  id: string
  /** The key as text, as it is published. */
  text: string
  publicKey: KeyObject
}

export interface SigningKey extends VerifyingKey {
  privateKey: KeyObject
}

/** c2sp.org/signed-note: the signature type of Ed25519. */
const ED25519 = 0x01
const KEY_BYTES = 32

/** What comes before the 32 bytes where a key is written as DER (RFC 8410, sections 4 and 7). */
const SPKI = Buffer.from('302a300506032b6570032100', 'hex')
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex')

const PUBLIC = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+=*)$/
const PRIVATE = /^PRIVATE\+KEY\+([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+=*)$/

function keyId(name: string, publicBytes: Buffer): string {
  const hash = createHash('sha256')
    .update(`${name}\n`)
    .update(Buffer.from([ED25519]))
    .update(publicBytes)
    .digest()
  return hash.subarray(0, 4).toString('hex')
}

const publicBytesOf = (key: KeyObject): Buffer => key.export({ format: 'der', type: 'spki' }).subarray(SPKI.length)

const keyBytes = (encoded: string): Buffer | null => {
  const bytes = Buffer.from(encoded, 'base64')
  const isEd25519 = bytes.length === KEY_BYTES + 1 && bytes[0] === ED25519 && bytes.toString('base64') === encoded
  return isEd25519 ? bytes.subarray(1) : null
}

/** A public key as it is published; null if this is none. */
export function verifyingKey(text: string): VerifyingKey | null {
  const [, name = '', id = '', encoded = ''] = PUBLIC.exec(text) ?? []
  const bytes = keyBytes(encoded)
  if (!bytes || keyId(name, bytes) !== id) return null
  const publicKey = createPublicKey({ key: Buffer.concat([SPKI, bytes]), format: 'der', type: 'spki' })
  return { name, id, text, publicKey }
}

/** A private key as it is kept; null if this is none. */
export function signingKey(text: string): SigningKey | null {
  const [, name = '', id = '', encoded = ''] = PRIVATE.exec(text) ?? []
  const seed = keyBytes(encoded)
  if (!seed) return null
  const privateKey = createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' })
  const key = { ...publicPartOf(name, privateKey), privateKey }
  return key.id === id ? key : null
}

/** Private keys with white space between, the newest first; null if one of them is none, or there is none at all. */
export function signingKeysFrom(text: string): SigningKey[] | null {
  const keys = text.trim().split(/\s+/).map(signingKey)
  return keys.every((key) => key !== null) ? keys : null
}

function publicPartOf(name: string, privateKey: KeyObject): VerifyingKey {
  const publicKey = createPublicKey(privateKey)
  const bytes = publicBytesOf(publicKey)
  const id = keyId(name, bytes)
  const text = `${name}+${id}+${Buffer.concat([Buffer.from([ED25519]), bytes]).toString('base64')}`
  return { name, id, text, publicKey }
}

/** A new private key under this name, as text. */
export function newSigningKey(name: string): string {
  const { privateKey } = generateKeyPairSync('ed25519')
  const seed = privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(PKCS8.length)
  const encoded = Buffer.concat([Buffer.from([ED25519]), seed]).toString('base64')
  return `PRIVATE+KEY+${name}+${publicPartOf(name, privateKey).id}+${encoded}`
}

/** Signs a text, which ends with a line end, by each of the keys. */
export function signNote(text: string, keys: readonly SigningKey[]): string {
  const lines = keys.map(({ name, id, privateKey }) => {
    const signature = sign(null, Buffer.from(text, 'utf8'), privateKey)
    return `— ${name} ${Buffer.concat([Buffer.from(id, 'hex'), signature]).toString('base64')}\n`
  })
  return `${text}\n${lines.join('')}`
}

export interface NoteSignature {
  name: string
  id: string
  signature: Buffer
}

export interface Note {
  text: string
  signatures: NoteSignature[]
}

const SIGNATURE_LINE = /^— ([^\s+]+) ([A-Za-z0-9+/]+=*)$/

/** Ours have one signature, two while keys change; witnesses may add theirs. */
const MOST_SIGNATURES = 100

/** A note taken apart, its signatures not looked at yet; null if this is none. */
export function parseNote(note: string): Note | null {
  const end = note.lastIndexOf('\n\n')
  if (end < 0 || !note.endsWith('\n')) return null
  const lines = note.slice(end + 2, -1).split('\n')
  if (lines.length > MOST_SIGNATURES) return null
  const signatures: NoteSignature[] = []
  for (const line of lines) {
    const [, name = '', encoded = ''] = SIGNATURE_LINE.exec(line) ?? []
    const bytes = Buffer.from(encoded, 'base64')
    if (bytes.length < 5 || bytes.toString('base64') !== encoded) return null
    signatures.push({ name, id: bytes.subarray(0, 4).toString('hex'), signature: bytes.subarray(4) })
  }
  return { text: note.slice(0, end + 1), signatures }
}

/**
 * Which of the keys signed the note. Null where a signature under one of their names and ids is not theirs: the
 * specification has the whole note refused then.
 */
export function signersOf<Key extends VerifyingKey>({ text, signatures }: Note, keys: readonly Key[]): Key[] | null {
  const signers: Key[] = []
  for (const { name, id, signature } of signatures) {
    const key = keys.find((known) => known.name === name && known.id === id)
    if (!key) continue
    if (!verify(null, Buffer.from(text, 'utf8'), key.publicKey, signature)) return null
    signers.push(key)
  }
  return signers
}
