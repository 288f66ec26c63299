/** Where Authorize.Net publishes its response reason codes. */
export const SOURCE = 'https://developer.authorize.net/api/reference/responseCodes.html';
