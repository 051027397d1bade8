import { failureReason } from './failure-reason';

describe('failureReason()', () => {
  it.each([
    ["EACCES: permission denied, open '/root/x.svg'", 'permission denied'],
    ["ENOENT: no such file or directory, mkdir '/a, b/c'", 'no such file or directory'],
    ['ENOSPC: no space left on device, write', 'no space left on device'],
    ['the capture cannot be read\nmore', 'the capture cannot be read'],
  ])('gives of %j what is said', (message, reason) => {
    expect(failureReason(new Error(message))).toBe(reason);
  });

  it('gives the code where nothing is said', () => {
    expect(failureReason({ code: 'EIO' })).toBe('EIO');
  });
});
