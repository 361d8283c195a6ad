/** Something that is here already, or that must be waited for. */
export type Soon<T> = T | Promise<T>;

/** What comes of it: at once where it is here, since each wait costs a turn of the runtime; `failed` says what comes of a wait that fails. */
export const after = <T, R>(
  value: Soon<T>,
  next: (value: T) => Soon<R>,
  failed?: (error: unknown) => Soon<R>,
): Soon<R> => (value instanceof Promise ? value.then(next, failed) : next(value));
