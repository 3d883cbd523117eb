const AS_ROWS = '(FORMAT binary)'

/**
 * The COPY that writes the one column of a query, a text or JSON (not jsonb, nor a number), as it is, a line a row. PostgreSQL's "text" form would double every backslash, and
 * its CSV looks at every byte for what has to be quoted: as binary rows the same texts take an eighth less of its time. What makes
 * lines of them is `binaryLines`.
 */
export const copyLines = (select: string): string => `COPY (${select}) TO STDOUT ${AS_ROWS}`

/** Whether a COPY is one of these. */
export const isOfLines = (copy: string): boolean => copy.endsWith(AS_ROWS)
