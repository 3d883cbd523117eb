import { type ArchiveMember, membersOf } from '../../src/extraction/article-archive.client'
import { readArticleLine } from '../../src/extraction/article-lines'
import { words } from '../../src/words/words'
import { zipOf } from '../support/docx'

const said = words.extraction.zip

async function taken(members: AsyncIterable<ArchiveMember>) {
  const found: [string | null, string][] = []
  for await (const member of members) {
    found.push([member.name, 'sent' in member ? member.sent.bytes.toString() : member.problem])
  }
  return found
}

describe('An archive', () => {
  it('gives its files one by one, without what programs add by themselves', async () => {
    const zip = await zipOf({
      'a.txt': 'One',
      'folder/Über.txt': 'Two',
      '__MACOSX/._a.txt': 'x',
      '.DS_Store': 'x',
      'folder/.hidden/b.txt': 'x',
      'Thumbs.db': 'x',
      'more.zip': 'PK',
    })
    expect(await taken(membersOf(zip))).toEqual([
      ['a.txt', 'One'],
      ['folder/Über.txt', 'Two'],
      ['more.zip', said.nested('more.zip')],
    ])
    for await (const member of membersOf(zip)) {
      if (member.name === 'folder/Über.txt') expect(member).toMatchObject({ sent: { fileName: 'Über.txt', url: null } })
    }
  })

  it('has its names told plainly, wherever they would lead', async () => {
    const zip = (await zipOf({ 'xx/xx/passwd': 'One', 'c_/x.txt': 'Two' }))
      .toString('latin1')
      .replaceAll('xx/xx/passwd', '../../passwd')
      .replaceAll('c_/x.txt', 'c:\\x.txt')
    expect(await taken(membersOf(Buffer.from(zip, 'latin1')))).toEqual([
      ['passwd', 'One'],
      ['x.txt', 'Two'],
    ])
  })

  it('is refused where it is damaged, locked, or has more than it may', async () => {
    expect(await taken(membersOf(Buffer.from('no zip')))).toEqual([[null, said.damaged]])
    const zip = await zipOf({ 'a.txt': 'One', 'b.txt': Buffer.alloc(3_000_000), 'c.txt': 'Three' })
    expect(await taken(membersOf(zip, { members: 2 }))).toEqual([[null, said.tooManyMembers(2)]])
    expect(await taken(membersOf(zip))).toEqual([
      ['a.txt', 'One'],
      [null, said.tooLarge],
    ])
    expect(await taken(membersOf(zip, { file: 1_000 }))).toEqual([
      ['a.txt', 'One'],
      ['b.txt', said.memberTooLarge('b.txt')],
      ['c.txt', 'Three'],
    ])
    expect((await taken(membersOf(zip, { whole: 2_000_000, ratio: 1e9 }))).at(-1)).toEqual([null, said.tooLarge])

    // The flag of a member that is locked, in its own header and in the directory.
    const locked = Buffer.from(await zipOf({ 'a.txt': 'One' }))
    for (const [mark, at] of [
      ['PK\x03\x04', 6],
      ['PK\x01\x02', 8],
    ] as const) {
      const place = locked.indexOf(mark) + at
      locked.writeUInt16LE(locked.readUInt16LE(place) | 1, place)
    }
    expect(await taken(membersOf(locked))).toEqual([['a.txt', said.encrypted('a.txt')]])
  })

  it('that lies about a size is seen to be damaged while it is inflated', async () => {
    const lying = Buffer.from(await zipOf({ 'a.txt': 'x'.repeat(5_000) }))
    const directory = lying.indexOf('PK\x01\x02')
    lying.writeUInt32LE(10, directory + 24)
    expect(await taken(membersOf(lying))).toEqual([['a.txt', said.memberDamaged('a.txt')]])
  })
})

describe('A line of JSON', () => {
  it('is an article: what it is read from, and what is said of it', () => {
    const line = {
      text: 'Words.',
      headline: ' A headline ',
      outlet: 'The Post',
      publishedOn: '2024-05-03',
      language: 'en',
      rights: 'full',
    }
    expect(readArticleLine(JSON.stringify(line), 1)).toEqual({
      sent: { bytes: Buffer.from('Words.'), mediaType: 'text/plain; charset=utf-8', fileName: null, url: null },
      details: {
        headline: 'A headline',
        byline: null,
        outlet: 'The Post',
        publishedOn: '2024-05-03',
        language: 'en',
        rights: 'full',
      },
    })
    const page = readArticleLine(JSON.stringify({ html: '<p>Words', url: 'https://post.example/a' }), 1)
    expect(page).toMatchObject({ sent: { mediaType: 'text/html; charset=utf-8', url: 'https://post.example/a' } })
  })

  it.each<[string, string]>([
    ['{"text":', 'Line 7 is no JSON object.'],
    ['["text"]', 'Line 7 is no JSON object.'],
    ['', 'Line 7 is no JSON object.'],
    ['{"headline":"x"}', 'Line 7, text: give either text or html.'],
    ['{"text":"a","html":"b"}', 'Line 7, text: give either text or html.'],
    ['{"text":"a","titel":"b"}', 'Line 7, titel: no field of an article is called so.'],
    ['{"text":"a","publishedOn":"2024-02-30"}', `Line 7, publishedOn: ${words.intake.noDay}`],
    ['{"text":"a","url":"ftp://x"}', `Line 7, url: ${words.intake.noAddress}`],
    ['{"text":"\\ud800"}', `Line 7, text: ${words.refusals.notStorable}`],
  ])('is refused with its number where something is wrong: %s', (line, problem) => {
    expect(readArticleLine(line, 7)).toEqual({ problem })
  })
})
