/** The request that led to an event: joins the log lines of everything that followed from it. */
export const REQUEST_ID_HEADER = 'Atrium-Request-Id';
