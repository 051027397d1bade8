import { address, host } from './arguments';

describe('address()', () => {
  it.each([
    ['example.org', 'example.org', null],
    ['example.org:80', 'example.org', 80],
    ['127.0.0.1:0', '127.0.0.1', 0],
    ['::1', '::1', null],
    ['fe80::1%lo', 'fe80::1%lo', null],
    ['2001:db8::1', '2001:db8::1', null],
    ['[2001:db8::1]', '2001:db8::1', null],
    ['[fe80::1%lo]:80', 'fe80::1%lo', 80],
  ])('reads %s', (text, host, port) => {
    expect(address(text)).toEqual({ host, port });
  });

  it.each(['', 'a:b', 'a:65536', '[::1', ':80', '[]:80'])('refuses %j', (text) => {
    expect(() => address(text)).toThrow();
  });
});

describe('host()', () => {
  it.each([
    ['localhost', 'localhost'],
    ['127.0.0.1', '127.0.0.1'],
    ['::1', '::1'],
    ['[::1]', '::1'],
    ['[fe80::1%lo]', 'fe80::1%lo'],
  ])('reads %s', (text, name) => {
    expect(host(text)).toBe(name);
  });

  it.each(['', ' ', '[]', '[localhost]', '[ ]'])('refuses %j', (text) => {
    expect(() => host(text)).toThrow();
  });
});
