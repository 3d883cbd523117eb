/**
 * No transaction that writes history lasts so long, as an interval of PostgreSQL's. The product's own take seconds (a
 * statement of theirs is ended after 15 s), so an hour is far beyond any and short enough that little has to be looked
 * through again each time. A row that comes later than this was put there by other means.
 */
export const LATENESS = '1 hour'
