/** The web origins whose scripts may read our answers; `list` is comma-separated. */
export function isAllowedOrigin(list: string | undefined, origin: string): boolean {
  return (list ?? "").split(",").some((allowed) => allowed.trim() !== "" && allowed.trim() === origin);
}
