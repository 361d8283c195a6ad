/** What `env` and `exports` of "cloudflare:workers" offer a test: every Worker with a database has the same ones. */
declare namespace Cloudflare {
  interface Env {
    DB: D1Database;
  }
  interface GlobalProps {
    mainModule: {
      default: ExportedHandler;
      Door: new (
        ctx: ExecutionContext,
        env: unknown,
      ) => CloudflareWorkersModule.WorkerEntrypoint<unknown, { caller: string }>;
    };
  }
}
