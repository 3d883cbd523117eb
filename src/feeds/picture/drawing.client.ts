import { createHash } from 'node:crypto'
import fs from 'node:fs'
import { renderAsync } from '@resvg/resvg-js'
import { Problem } from '../../web/problems'
import { words } from '../../words/words'
import { type Font, readFont } from './font'

/** Latin, Greek and Cyrillic of the site's own letters, and Arabic; TrueType, which is all that the drawing reads. */
const FILES = [
  '@expo-google-fonts/source-serif-4/400Regular/SourceSerif4_400Regular.ttf',
  '@expo-google-fonts/source-serif-4/600SemiBold/SourceSerif4_600SemiBold.ttf',
  '@expo-google-fonts/noto-naskh-arabic/400Regular/NotoNaskhArabic_400Regular.ttf',
].map((file) => require.resolve(file))

let read: Font[] | null = null

/** The fonts that pictures are drawn with, read once. The machine's own are left out: everybody's pictures are the same. */
export function pictureFonts(): readonly Font[] {
  read ??= FILES.map((file) => readFont(fs.readFileSync(file)))
  return read
}

/** Pictures that are kept, some 50 kB each: those of a day's news, asked for by every site on which they are shared. */
const MOST_KEPT = 100

/** Pictures that may wait to be drawn, a tenth of a second each: who comes after these is better told to come again. */
const MOST_WAITING = 20

/** By what is drawn, which the name of a picture is made of: another text has another name. */
export const pictureTag = (svg: string): string =>
  `"${createHash('sha256').update(svg).digest('base64url').slice(0, 22)}"`

/** Draws pictures, one after the other: each takes a core, and readers' pages need the other. */
export class Drawing {
  private readonly kept = new Map<string, Promise<Buffer>>()
  private waiting = 0
  private last: Promise<unknown> = Promise.resolve()

  /** The picture as PNG. Throws 503 where too many wait. */
  png(svg: string): Promise<Buffer> {
    const tag = pictureTag(svg)
    const known = this.kept.get(tag)
    if (known) return known
    if (this.waiting >= MOST_WAITING) throw new Problem(503, words.problems.busy, words.picture.tooMany)
    const drawn = this.draw(svg)
    this.kept.set(tag, drawn)
    drawn.catch(() => this.kept.delete(tag))
    const [oldest] = this.kept.keys()
    if (this.kept.size > MOST_KEPT && oldest) this.kept.delete(oldest)
    return drawn
  }

  private draw(svg: string): Promise<Buffer> {
    this.waiting += 1
    const drawn = this.last
      .then(() =>
        renderAsync(svg, { font: { loadSystemFonts: false, fontFiles: FILES, defaultFontFamily: 'Source Serif 4' } }),
      )
      .then((image) => image.asPng())
      .finally(() => {
        this.waiting -= 1
      })
    this.last = drawn.catch(() => {})
    return drawn
  }
}
