import { asDrawn, named, type Recipe } from './base-making'
import { ARTICLES, annotations, carryings, NEWEST_TEXTS } from './rows-asked'

/** Articles, their texts, zones and tagging, what became of statements in a newer text, and which article is a copy. */
export const ARTICLE_BASES = {
  addArticle: {
    body: ({ example, chance }) => ({
      ...example,
      text: `The minister said it again.\n${named(chance, 'No.')}\n`,
      byline: 'Ann Lee',
      rights: 'full',
      again: true,
    }),
  },
  readArticle: { rows: ARTICLES },
  changeArticle: {
    rows: ARTICLES,
    body: ({ example }) => ({
      ...example,
      byline: 'Ann Lee',
      outlet: 'The Daily',
      url: 'https://daily.example/a',
      language: 'en',
      rights: null,
    }),
  },
  addRevision: {
    rows: NEWEST_TEXTS,
    // Some words of it become others: its statements go along, or wait.
    body: ({ row, chance }) => ({
      text: `${String(row.text).replace(/\b(?:the|that|in)\b/g, (word) => (chance.oneIn(3) ? 'which' : word))}${named(chance, 'No.')}\n`,
    }),
  },
  takeAnnotationsOver: {
    rows: NEWEST_TEXTS,
    body: ({ row, chance }) => ({
      annotations: JSON.stringify([
        {
          type: 'Annotation',
          id: `https://notes.example/${named(chance, 'a')}`,
          body: { type: 'TextualBody', value: named(chance, 'Is that so?') },
          target: { source: 'x', selector: { type: 'TextQuoteSelector', exact: String(row.text).trim().slice(0, 20) } },
        },
      ]),
    }),
  },
  listAnnotations: { rows: ARTICLES },
  dismissAnnotation: { rows: annotations('dismissed_at IS NULL') },
  takeAnnotationUpAgain: { rows: annotations('dismissed_at IS NOT NULL') },
  readHistoryOfArticle: { rows: ARTICLES },
  listRevisions: { rows: ARTICLES },
  readRevision: { rows: 'SELECT article_id AS id, 1 AS version, number::text AS section FROM revisions' },
  settleCarrying: { rows: carryings('outcome IS NULL'), body: () => ({ as: 'let_go' }) },
  reopenCarrying: { rows: carryings("outcome IN ('confirmed', 'pointed', 'let_go')") },
  readProposedZones: { rows: ARTICLES },
  markZones: {
    rows: ARTICLES,
    body: ({ chance }) => ({
      zones: chance.oneIn(2) ? [] : [{ kind: 'caption', start: 0, end: 1 + chance.below(3) }],
      inZone: [],
    }),
  },
  withdrawArticle: { rows: ARTICLES, body: asDrawn },
  setCopyOf: {
    rows: 'SELECT id, version FROM articles WHERE withdrawn_reason IS NULL AND copy_of_id IS NULL',
    body: async ({ other }) => ({ article: await other('SELECT id FROM articles WHERE withdrawn_reason IS NULL') }),
  },
  leaveOrigin: { rows: 'SELECT id, version FROM articles WHERE withdrawn_reason IS NULL AND copy_of_id IS NOT NULL' },
  tellArticlesApart: {
    body: async ({ other }) => {
      const origins = 'SELECT id FROM articles WHERE withdrawn_reason IS NULL AND copy_of_id IS NULL'
      return { articles: [await other(origins), await other(origins)] }
    },
  },
  takeArticleDistinctionBack: {
    rows: 'SELECT id, 1 AS version FROM article_distinctions WHERE taken_back_at IS NULL',
  },
  restoreArticle: { rows: 'SELECT id, version FROM articles WHERE withdrawn_reason IS NOT NULL' },
  readTagging: { rows: ARTICLES },
  assignArticle: {
    rows: ARTICLES,
    body: async ({ other }) => ({
      to: await other("SELECT id FROM accounts WHERE role <> 'reader' AND disabled_at IS NULL"),
    }),
  },
  unassignArticle: {
    rows: 'SELECT id, version FROM articles WHERE assigned_to_id IS NOT NULL AND withdrawn_reason IS NULL',
  },
  markTaggingDone: {
    rows: 'SELECT id, version FROM articles WHERE tagging_done_at IS NULL AND withdrawn_reason IS NULL',
  },
  reopenTagging: {
    rows: 'SELECT id, version FROM articles WHERE tagging_done_at IS NOT NULL AND withdrawn_reason IS NULL',
  },
} satisfies Record<string, Recipe>
