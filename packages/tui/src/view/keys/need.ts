/**
 * What a command needs to do anything: a recording that grows, a pane beside the ladder, room for one, room for bytes in the detail,
 * several connections, several runs, a program that sends what is typed, a filter that hides rows,
 * the ruler.
 */
export type Need =
  'live' | 'detail-pane' | 'two-panes' | 'bytes' | 'connections' | 'runs' | 'sender' | 'filter' | 'ruler';
