/** The least Worker there is: what starting ours is measured against. */
export default { fetch: () => new Response(null, { status: 404 }) } satisfies ExportedHandler;
