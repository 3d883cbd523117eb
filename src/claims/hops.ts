/** Hops of a statement at most: the longest way that any article of the corpus tells of has three. */
export const MOST_HOPS = 10
