import fc from 'fast-check';
import { articleRun, hostileTexts } from '../../test/scenarios';
import { ladderSvg } from './ladder-svg';
import { svgScreen, type SvgLook } from './svg-screen';

const LOOK: SvgLook = { foreground: null, background: null, isBold: false, isUnderlined: false };
const OPTIONS = { columns: 80, colors: { foreground: '#ffffff', background: '#000000' }, title: 'a <title>' };

/** Tags and what stands between them; null where a tag is not closed or an entity is none. */
function parsed(svg: string): { readonly tags: readonly string[]; readonly texts: readonly string[] } | null {
  const open: string[] = [];
  const tags: string[] = [];
  const texts: string[] = [];
  let rest = svg;
  while (rest !== '') {
    const [whole = '', text = '', close, name = '', self] = /^([^<]*)(?:<(\/?)([a-z]+)[^<>]*?(\/?)>)?/.exec(rest) ?? [];
    if (whole === '' || /&(?!amp;|lt;|gt;|quot;)/.test(text)) return null;
    if (text.trim() !== '') texts.push(text);
    if (name !== '' && close === '/' && open.pop() !== name) return null;
    if (name !== '' && close === '' && self === '') open.push(name);
    if (name !== '') tags.push(name);
    rest = rest.slice(whole.length);
  }
  return open.length === 0 ? { tags, texts } : null;
}

describe('svgScreen()', () => {
  it('gives words in exactly their cells, and wide characters in theirs', () => {
    const svg = svgScreen([[{ text: 'ab 你好 c', look: LOOK }]], OPTIONS);
    expect(svg).toMatch(/<text x="0" y="13.5" textLength="16.8"[^>]*>ab<\/text>/);
    expect(svg).toMatch(/<text x="25.2" y="13.5" textLength="33.6"[^>]*>你好<\/text>/);
    expect(svg).toMatch(/<text x="67.2" y="13.5" textLength="8.4"[^>]*>c<\/text>/);
  });

  it('draws lines and arrows as paths that meet', () => {
    const svg = svgScreen([[{ text: '│──▶', look: LOOK }]], OPTIONS);
    expect(svg).not.toContain('<text');
    expect(svg).toContain('M4.2 0V9M4.2 9V18');
    expect(svg).toContain('H16.8M');
  });

  it('is well-formed XML whatever the text', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (texts) => {
        const svg = svgScreen(
          texts.map((text) => [{ text, look: LOOK }]),
          OPTIONS,
        );
        expect(parsed(svg)).not.toBeNull();
        expect(svg).not.toMatch(/[^\t\n\r -\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u);
      }),
    );
  });
});

describe('ladderSvg()', () => {
  it('draws heading, rows and legend of a connection', () => {
    const texts = parsed(ladderSvg(articleRun(), { connection: 0, width: 120 }))?.texts ?? [];
    expect(texts).toEqual(expect.arrayContaining(['CLIENT :51234', 'connect(3)', 'SYN,ACK 0 +1', 'a call sent it']));
  });

  it('draws hostile texts as text', () => {
    expect(parsed(ladderSvg(hostileTexts(), { connection: 0, width: 160, isLight: true }))).not.toBeNull();
  });
});
