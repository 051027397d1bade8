import { refusedConnect } from '../../test/scenarios';
import { callReturnForms, wholeCallForms } from './call-label';

describe('callReturnForms()', () => {
  const connect = refusedConnect().calls.find(({ call }) => call.call === 'connect');
  if (connect === undefined) throw new Error('the scenario has lost its connect()');

  it('drops the call before the equals sign, which the result keeps as long as it can', () => {
    const [longest, short, ...results] = callReturnForms(connect, true);
    expect(longest).toMatch(/^connect\(3,.*\) = -1 ECONNREFUSED$/);
    expect([short, ...results]).toEqual([
      'connect(3) = -1 ECONNREFUSED',
      '= -1 ECONNREFUSED',
      '-1 ECONNREFUSED',
      'ECONNREFUSED',
    ]);
  });

  it('differs from wholeCallForms(), which keeps the name of the call to the last', () => {
    expect(wholeCallForms(connect, true).at(-1)).toBe('connect ECONNREFUSED');
  });
});
