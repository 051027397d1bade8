/**
 * What a command needs to do anything: a recording that grows, a pane beside the ladder, several connections, several runs,
 * a program that sends what is typed, a filter that hides rows.
 */
export type Need = 'live' | 'detail-pane' | 'connections' | 'runs' | 'sender' | 'filter';
