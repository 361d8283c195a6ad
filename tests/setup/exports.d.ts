declare namespace Cloudflare {
  /** What `exports` of "cloudflare:workers" offers a test: every Worker has the same two entrances. */
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
