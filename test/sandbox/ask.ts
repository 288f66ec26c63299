import type { HttpResponse } from '../../nodes/core/gateway/apiClient';
import { seenRequest, type SentRequest, type Service } from './request';

/** Asks whichever service has that host, without a network between. */
export async function ask(
  services: readonly Service[],
  { headers, text = '', ...sent }: SentRequest,
): Promise<HttpResponse> {
  const type = text.startsWith('{') ? 'application/json' : 'application/x-www-form-urlencoded';
  const request = seenRequest({ ...sent, text, headers: { 'content-type': type, ...headers } }, 1);
  const service = services.find(({ host }) => host === request.host);
  if (!service) throw new Error(`There is no ${request.host}`);
  const { status, body, written } = await service.answer(request);
  return { status, headers: {}, body: written ?? JSON.stringify(body) };
}
