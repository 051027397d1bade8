type Environment = Readonly<Record<string, string | undefined>>;

/** True where the locale for characters is UTF-8: LC_ALL, else LC_CTYPE, else LANG decides, the first that is not empty (locale(7)). */
export function isUtf8Locale(env: Environment): boolean {
  return /utf-?8/i.test(env.LC_ALL || env.LC_CTYPE || env.LANG || '');
}

/** True unless NO_COLOR is set to anything but nothing (https://no-color.org). */
export function wantsColor(env: Environment): boolean {
  return !env.NO_COLOR;
}
