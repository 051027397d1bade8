import { parseEndpoint } from './endpoint';
import { isRecord, readInteger, readMatch } from './json-field';
import type { JsonRecord } from './json-field';
import { parseQueuedError } from './queued-error';
import type { CallArguments, PolledDescriptor } from './traced-call';

/** A constant's name (`SO_REUSEADDR`) or a number where it has none. */
const CONSTANT = /^[A-Za-z0-9_]{1,40}$/;
/** A socket's type and its flags: `SOCK_STREAM|SOCK_NONBLOCK|SOCK_CLOEXEC`. */
const TYPE = /^[A-Za-z0-9_]{1,40}(?:\|[A-Za-z0-9_]{1,40}){0,3}$/;
/** An option's value: `1`, `{tv_sec=5, tv_usec=0}`. */
const VALUE = /^[\x20-\x7e]{1,256}$/;

/** Reads the `arguments` object of a trace line; null where it is not one. A field of the wrong form is left out. */
export function parseCallArguments(value: unknown): CallArguments | null {
  if (!isRecord(value)) return null;
  return {
    ...constantField(value, 'domain'),
    ...constantField(value, 'type', TYPE),
    ...constantField(value, 'protocol'),
    ...addressField(value),
    ...integerField(value, 'backlog'),
    ...integerField(value, 'lengthBytes'),
    ...flagsField(value, 'flags'),
    ...constantField(value, 'how'),
    ...integerField(value, 'newFd'),
    ...constantField(value, 'command'),
    ...flagsField(value, 'returnedFlags'),
    ...queuedErrorField(value),
    ...constantField(value, 'level'),
    ...constantField(value, 'option'),
    ...valueField(value),
    ...integerField(value, 'timeoutMs'),
    ...descriptorsField(value),
  };
}

function constantField<Name extends 'domain' | 'type' | 'protocol' | 'how' | 'command' | 'level' | 'option'>(
  json: JsonRecord,
  name: Name,
  form = CONSTANT,
): { readonly [Key in Name]?: string } {
  const value = readMatch(json, name, form);
  return value === null ? {} : ({ [name]: value } as { readonly [Key in Name]: string });
}

function integerField<Name extends 'backlog' | 'lengthBytes' | 'newFd' | 'timeoutMs'>(
  json: JsonRecord,
  name: Name,
): { readonly [Key in Name]?: number } {
  const value = readInteger(json, name);
  return value === null ? {} : ({ [name]: value } as { readonly [Key in Name]: number });
}

function valueField(json: JsonRecord): Pick<CallArguments, 'value'> {
  const value = readMatch(json, 'value', VALUE);
  return value === null ? {} : { value };
}

function addressField(json: JsonRecord): Pick<CallArguments, 'address'> {
  const address = typeof json['address'] === 'string' ? parseEndpoint(json['address']) : null;
  return address === null ? {} : { address };
}

function flagsField<Name extends 'flags' | 'returnedFlags'>(
  json: JsonRecord,
  name: Name,
): { readonly [Key in Name]?: readonly string[] } {
  const value: unknown = json[name];
  return Array.isArray(value) ? ({ [name]: names(value) } as { readonly [Key in Name]: string[] }) : {};
}

function queuedErrorField(json: JsonRecord): Pick<CallArguments, 'queuedError'> {
  const queuedError = parseQueuedError(json['queuedError']);
  return queuedError === null ? {} : { queuedError };
}

function descriptorsField(json: JsonRecord): Pick<CallArguments, 'descriptors'> {
  const value: unknown = json['descriptors'];
  return Array.isArray(value) ? { descriptors: value.flatMap(parseDescriptor) } : {};
}

function parseDescriptor(value: unknown): PolledDescriptor[] {
  if (!isRecord(value)) return [];
  const fd = readInteger(value, 'fd');
  return fd === null ? [] : [{ fd, events: names(value['events']), returnedEvents: names(value['returnedEvents']) }];
}

function names(value: unknown): string[] {
  if (!Array.isArray(value)) return [];
  return value.filter((name): name is string => typeof name === 'string' && CONSTANT.test(name));
}
