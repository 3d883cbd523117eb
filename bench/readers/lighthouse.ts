import fs from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

/** Lighthouse’s own, as far as it is read here. */
interface Report {
  runtimeError?: { message: string }
  categories: Record<string, { score: number | null; auditRefs: { id: string; weight: number }[] }>
  audits: Record<string, { score: number | null; title: string; numericValue?: number; displayValue?: string }>
}
export type Lighthouse = (url: string, flags: object) => Promise<{ lhr: Report } | undefined>

/** What Lighthouse says of a page, as a phone on slow 4G would find it. */
export interface Finding {
  /** By category, 0 to 100. */
  scores: Record<string, number>
  /** ms */
  largestPaint: number
  /** ms */
  blocked: number
  shift: number
  /** Audits that cost points. */
  costly: string[]
}

export const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'] as const

/**
 * Lighthouse, from the folder that `GAINSAY_LIGHTHOUSE` names, in which npm has put it (docs/reading-speed.md tells how). No dependency: it
 * brings 200 packages of 186 MB, which everybody’s `npm ci` would fetch for a bench that few run. Null without it.
 */
export async function lighthouseFrom(folder = process.env.GAINSAY_LIGHTHOUSE): Promise<Lighthouse | null> {
  const file = folder && path.join(folder, 'node_modules/lighthouse/core/index.js')
  if (!file || !fs.existsSync(file)) return null
  return (await import(pathToFileURL(path.resolve(file)).href)).default
}

/**
 * How slow 4G comes about: reckoned from a quick load, as Lighthouse does by default and its scores are compared by; or made, request by
 * request, so that a font does come after the text, and what moves then is seen.
 */
export type Throttling = 'simulate' | 'devtools'

/** Looks at a page in the browser that listens there, as on Lighthouse’s mobile phone. */
export async function lookedAt(
  lighthouse: Lighthouse,
  url: string,
  port: number,
  throttlingMethod: Throttling = 'simulate',
): Promise<Finding> {
  const flags = { port, output: 'json', logLevel: 'error', onlyCategories: [...CATEGORIES], throttlingMethod }
  const outcome = await lighthouse(url, flags)
  if (!outcome) throw new Error(`Lighthouse said nothing of ${url}`)
  const { runtimeError, categories, audits } = outcome.lhr
  if (runtimeError) throw new Error(`${url}: ${runtimeError.message}`)
  const value = (audit: string) => audits[audit]?.numericValue ?? Number.NaN
  return {
    scores: Object.fromEntries(CATEGORIES.map((name) => [name, Math.round((categories[name]?.score ?? 0) * 100)])),
    largestPaint: value('largest-contentful-paint'),
    blocked: value('total-blocking-time'),
    shift: value('cumulative-layout-shift'),
    costly: CATEGORIES.flatMap((name) => costlyOf(name, categories[name]?.auditRefs ?? [], audits)),
  }
}

function costlyOf(category: string, refs: { id: string; weight: number }[], audits: Report['audits']): string[] {
  return refs.flatMap(({ id, weight }) => {
    const { score = null, title = '', displayValue = '' } = audits[id] ?? {}
    // Of the speed what is below 0.9 can be told from 1; the curves never quite reach it.
    const isWhole = score === null || score >= (category === 'performance' ? 0.9 : 1)
    return weight === 0 || isWhole ? [] : [`${category}: ${id} (${title}) ${displayValue}`.trimEnd()]
  })
}

/** Of several looks at a page the one in the middle, by how soon the largest part was painted; each figure of its own. */
export function middleOf(findings: Finding[]): Finding {
  const median = (of: (finding: Finding) => number) =>
    findings.map(of).toSorted((a, b) => a - b)[Math.floor(findings.length / 2)] ?? Number.NaN
  return {
    scores: Object.fromEntries(CATEGORIES.map((name) => [name, median(({ scores }) => scores[name] ?? 0)])),
    largestPaint: median(({ largestPaint }) => largestPaint),
    blocked: median(({ blocked }) => blocked),
    shift: median(({ shift }) => shift),
    costly: [...new Set(findings.flatMap(({ costly }) => costly))],
  }
}
