type Migrations = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The files that are the same in every worker that has them. */
const SHARED = ["0001_plumbing.sql", "0002_homes.sql"];

/** What a migration must never do: each has lost rows somewhere. */
const DANGEROUS = [/DROP\s+TABLE/i, /__new_/, /ON\s+DELETE\s+CASCADE/i, /PRAGMA\s+foreign_keys/i];

export function migrationFaults(
  migrations: Migrations,
  workers: readonly string[],
  tellHomes: readonly string[],
): string[] {
  const names = Object.keys(migrations);
  return [
    ...names.filter((name) => !workers.includes(name)).map((name) => `migrations/${name} belongs to no worker`),
    ...workers.filter((name) => name !== "gateway" && !names.includes(name)).map((name) => `${name} has no migrations`),
    ...SHARED.flatMap((file) => differing(migrations, file)),
    ...names.flatMap((name) => {
      const files = migrations[name] ?? {};
      const homeless = tellHomes.includes(name) && !("0002_homes.sql" in files);
      return [
        ...("0001_plumbing.sql" in files ? [] : [`${name} does not begin with 0001_plumbing.sql`]),
        ...(homeless ? [`${name} hears who lives where and has no 0002_homes.sql`] : []),
        ...Object.keys(files)
          .toSorted()
          .flatMap((file, at) =>
            file.startsWith(`${String(at + 1).padStart(4, "0")}_`) ? [] : [`${name}/${file} is out of order`],
          ),
        ...Object.entries(files).flatMap(([file, sql]) =>
          DANGEROUS.flatMap((danger) =>
            danger.test(withoutComments(sql)) ? [`${name}/${file} has ${danger.source}`] : [],
          ),
        ),
      ];
    }),
  ];
}

const withoutComments = (sql: string): string => sql.replace(/--.*$/gm, "");

function differing(migrations: Migrations, file: string): string[] {
  const copies = Object.entries(migrations).flatMap(([name, files]) => {
    const text = files[file];
    return text === undefined ? [] : [{ name, text }];
  });
  return copies
    .filter(({ text }) => text !== copies[0]?.text)
    .map(({ name }) => `${name}/${file} differs from ${copies[0]?.name}'s`);
}
