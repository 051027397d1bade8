export { parseScript, type ParsedScript } from './parse-script';
export { writeScript } from './write-script';
