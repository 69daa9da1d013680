/** The headers of a request with a JSON body and no token. */
export const JSON_BODY = { 'content-type': 'application/json' };
