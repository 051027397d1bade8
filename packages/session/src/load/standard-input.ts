/** The input that stands for standard input. */
export const STANDARD_INPUT = '-';

/** What it is called in messages. */
export const STANDARD_INPUT_NAME = 'standard input';
