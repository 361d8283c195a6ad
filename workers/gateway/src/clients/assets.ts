import { AppError } from "#shared/core/errors";

/**
 * A static file as it is kept.
 *
 * @throws AppError `route.not_found`
 */
export async function assetAt(assets: Fetcher, path: string): Promise<Response> {
  const answer = await assets.fetch(`https://assets${path}`);
  if (answer.status === 404) throw new AppError("route.not_found");
  return new Response(answer.body, answer);
}
