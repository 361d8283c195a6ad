import { constants, cpSync, mkdtempSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, relative } from "node:path";

/** What stands in the repository's folder and is none of it. */
const LEFT_OUT = ["node_modules", ".git", ".state", ".wrangler", ".assets", ".dev.vars"];

/**
 * The repository in a folder of its own, which whoever asks for it removes. Its packages are those that are installed here,
 * by a link; copied where something may be installed in it, or the link would lead that here.
 */
export function copyTree(root: string, { packages = "linked" }: { packages?: "linked" | "copied" } = {}): string {
  const copy = mkdtempSync(join(tmpdir(), "courtyard-copy-"));
  const belongs = (path: string) => relative(root, path) === "" || !LEFT_OUT.includes(basename(path));
  cpSync(root, copy, { recursive: true, filter: belongs });
  const [from, to] = [join(root, "node_modules"), join(copy, "node_modules")];
  if (packages === "linked") symlinkSync(from, to);
  else cpSync(from, to, { recursive: true, verbatimSymlinks: true, mode: constants.COPYFILE_FICLONE });
  return copy;
}
