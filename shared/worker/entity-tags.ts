/** Lists of entity tags, as `If-Match` and `If-None-Match` carry them (RFC 9110 8.8.3). */

const SPACE = "[ \\t]*";
/** A comma may stand in a tag, so a list is not cut at each. */
const TAG = '(W/)?("[^\\x00-\\x20"\\x7f]*")';
const ELEMENT = `(?:${TAG}${SPACE})?`;
/** Elements may be empty (RFC 9110 5.6.1.2). */
const LIST = new RegExp(`^${SPACE}${ELEMENT}(?:,${SPACE}${ELEMENT})*$`);
const TAGS = new RegExp(TAG, "g");

/** A tag in its quotes. A weak one says that something means the same, though its bytes may differ. */
interface EntityTag {
  readonly tag: string;
  readonly isWeak: boolean;
}

/** The tags of a field, at least one; `*` for any; undefined where it is neither. */
export function entityTagsIn(field: string): readonly EntityTag[] | "*" | undefined {
  if (field.trim() === "*") return "*";
  if (!LIST.test(field)) return undefined;
  const tags = [...field.matchAll(TAGS)].map(([, weak, tag = ""]) => ({ tag, isWeak: weak !== undefined }));
  return tags.length > 0 ? tags : undefined;
}
