/**
 * The COPY that writes the one column of a query as it is, a line a row. Its own "text" form would double every
 * backslash; a CSV whose quote and delimiter are control characters leaves a line alone that has neither of them and no
 * line end: JSON and XML have these escaped.
 */
export const copyLines = (select: string): string =>
  `COPY (${select}) TO STDOUT (FORMAT csv, QUOTE E'\\x01', DELIMITER E'\\x02', ENCODING 'UTF8')`
