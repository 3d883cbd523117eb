/**
 * SQL: what readers may be shown of a captured text: its article's rights, which are its outlet's unless it has some of its own. Of a text
 * that is here in part there is no whole to show.
 */
export const shownRights = (text: string): string =>
  `CASE WHEN ${text}.kept_sha256 IS NULL THEN coalesce(articles.rights, outlets.rights, 'excerpts') ELSE 'excerpts' END`
