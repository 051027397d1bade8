/**
 * What would move a terminal's cursor, change its state or reorder its text: C0, DEL and C1 controls, marks and overrides
 * of text direction, line and paragraph separators, the byte order mark. For replace(): it matches one at a time.
 */
export const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;
