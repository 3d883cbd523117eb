/** A working day at the desk; each request begins it anew. */
export const SESSION_HOURS = 12
